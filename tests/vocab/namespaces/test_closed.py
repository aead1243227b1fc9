"""A closed namespace gives rdflib terms, and for a name it does not hold an error that says which is near."""

from __future__ import annotations

import copy
import doctest
import inspect
import keyword
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from rdflib import URIRef

from danhmuc.vocab import namespaces, terms
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.errors import UnknownTermError, UsageError
from danhmuc.vocab.namespaces import DCAT, DCT, FOAF, SH, SKOS, TREE, VCARD, ClosedNamespace

ALL = [getattr(namespaces, name) for name in namespaces.__all__ if name != "ClosedNamespace"]


def test_namespace__gives_rdflib_terms() -> None:
    assert DCAT.Dataset == URIRef("http://www.w3.org/ns/dcat#Dataset")
    assert type(DCAT.Dataset) is URIRef


def test_namespace__attribute_and_item_are_the_same_object() -> None:
    assert DCAT.inSeries is DCAT["inSeries"]
    assert DCAT.inSeries is DCAT.inSeries


@pytest.mark.parametrize(
    ("namespace", "name"),
    [(SH, "in"), (SH, "class"), (TREE, "import"), (VCARD, "None"), (VCARD, "country-name"), (DCT, "ISO639-2")],
)
def test_namespace__names_that_are_no_attributes_are_items(namespace: ClosedNamespace, name: str) -> None:
    assert namespace[name] == URIRef(namespace.iri + name)
    assert name not in type(namespace).__annotations__


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Datset", "did you mean Dataset?"),
        ("datset", "did you mean dataset?"),
        ("inseries", "did you mean inSeries?"),
        ("download_url", "did you mean downloadURL?"),
        ("DATASETSERIES", "did you mean DatasetSeries?"),
        ("zzz", "list(DCAT) gives all 52"),
        ("", "list(DCAT) gives all 52"),
        ("_terms_", "list(DCAT) gives all 52"),
    ],
)
def test_namespace__an_unknown_name_is_told_with_the_nearest(name: str, advice: str) -> None:
    with pytest.raises(UnknownTermError) as by_attribute:
        getattr(DCAT, name)
    with pytest.raises(UnknownTermError) as by_item:
        DCAT[name]
    assert str(by_attribute.value) == str(by_item.value) == f"DCAT has no term {name!r}; {advice}"


def test_namespace__the_error_has_the_facts() -> None:
    with pytest.raises(UnknownTermError) as caught:
        SKOS["preflabel"]
    error = caught.value
    assert (error.namespace, error.name, error.nearest) == ("SKOS", "preflabel", "prefLabel")
    assert "prefLabel" in error.known
    assert isinstance(error, UsageError)
    assert isinstance(error, AttributeError)


def test_namespace__may_be_asked_with_a_default() -> None:
    assert getattr(DCAT, "Datset", None) is None
    assert not hasattr(DCAT, "Datset")
    assert hasattr(DCAT, "Dataset")


@pytest.mark.parametrize("namespace", ALL, ids=repr)
def test_namespace__is_itself_when_copied_or_pickled(namespace: ClosedNamespace) -> None:
    assert copy.copy(namespace) is namespace
    assert copy.deepcopy(namespace) is namespace
    assert pickle.loads(pickle.dumps(namespace)) is namespace


def test_namespace__can_be_probed() -> None:
    assert not inspect.isclass(DCAT)
    assert inspect.unwrap(DCAT) is DCAT  # type: ignore[arg-type]
    assert str(inspect.getdoc(DCAT)).startswith("The Data Catalog Vocabulary, version 3")
    assert [test.examples for test in doctest.DocTestFinder().find(DCAT, "DCAT")] == [[]]


@pytest.mark.parametrize("name", ["Dataset", "Datset", "iri"])
def test_namespace__is_closed(name: str) -> None:
    with pytest.raises(AttributeError, match="DCAT is closed"):
        setattr(DCAT, name, URIRef("http://x/"))
    with pytest.raises(AttributeError, match="DCAT is closed"):
        delattr(DCAT, name)
    assert DCAT.iri == "http://www.w3.org/ns/dcat#"


def test_namespace__knows_what_it_holds() -> None:
    assert "inSeries" in DCAT
    assert DCAT.inSeries in DCAT
    assert "Datset" not in DCAT
    assert "iri" not in DCAT
    assert FOAF.name not in DCAT
    assert URIRef("http://www.w3.org/ns/dcat#") not in DCAT
    assert 1 not in DCAT


@pytest.mark.parametrize("namespace", ALL, ids=repr)
def test_namespace__iterates_over_its_terms(namespace: ClosedNamespace) -> None:
    terms = list(namespace)
    assert len(terms) == len(namespace) == len(set(terms)) > 0
    assert terms == sorted(terms)
    assert all(term in namespace and term.startswith(namespace.iri) for term in terms)


@pytest.mark.parametrize("namespace", ALL, ids=repr)
def test_namespace__no_term_hides_behind_its_own_attributes(namespace: ClosedNamespace) -> None:
    for term in namespace:
        name = term.removeprefix(namespace.iri)
        assert getattr(namespace, name) == term
        assert not name.startswith("_")


@pytest.mark.parametrize("namespace", ALL, ids=repr)
def test_namespace__declares_as_attributes_what_can_be_one(namespace: ClosedNamespace) -> None:
    names = {term.removeprefix(namespace.iri) for term in namespace}
    able = {name for name in names if name.isidentifier() and not keyword.iskeyword(name)}
    assert set(type(namespace).__annotations__) == able


def test_namespace__is_its_iri_as_text() -> None:
    assert str(DCAT) == DCAT.iri == "http://www.w3.org/ns/dcat#"
    assert repr(DCAT) == "<DCAT: 52 terms of http://www.w3.org/ns/dcat#>"
    assert {"Dataset", "inSeries", "iri"} <= set(dir(DCAT))
    assert "country-name" not in dir(VCARD)


@given(st.text() | st.sampled_from([term.removeprefix(SKOS.iri) for term in SKOS]))
def test_namespace__any_name_is_a_term_or_refused_in_one_line(name: str) -> None:
    if name in SKOS:
        assert SKOS[name] == URIRef(SKOS.iri + name)
        return
    with pytest.raises(UnknownTermError) as caught:
        SKOS[name]
    assert len(str(caught.value).splitlines()) == 1


def test_import__knows_every_namespace_and_no_other() -> None:
    assert set(namespaces.__all__) <= set(dir(namespaces))
    assert {name: str(getattr(terms, name)) for name in terms.__all__} == {
        name: str(getattr(namespaces, name)) for name in namespaces.__all__ if name != "ClosedNamespace"
    }
    assert set(terms.__all__) <= set(dir(terms))
    for module in (namespaces, terms):
        with pytest.raises(AttributeError, match="has no attribute 'DCATS'"):
            module.DCATS  # noqa: B018


def test_import__loads_only_the_vocabularies_that_are_named() -> None:
    script = (
        "import sys; from danhmuc.vocab.terms import DCAT, DCT; DCAT.theme, DCT.title;"
        "print(*(name for name in sys.modules if name.startswith(('danhmuc.vocab.namespaces.', 'rdflib'))))"
    )
    answer = subprocess.run([sys.executable, "-P", "-c", script], check=True, capture_output=True, text=True)
    assert set(answer.stdout.split()) == {f"danhmuc.vocab.namespaces.{name}" for name in ("closed", "dcat", "dct")}


# ---------------------------------------------------------------- pyoxigraph's terms


@pytest.mark.parametrize("name", terms.__all__)
def test_terms__are_those_of_the_namespace_as_nodes(name: str) -> None:
    nodes, namespace = getattr(terms, name), getattr(namespaces, name)
    assert [*nodes] == [NamedNode(str(term)) for term in namespace]
    assert repr(nodes) == repr(namespace)


def test_terms__are_made_once() -> None:
    assert terms.DCAT is terms.DCAT
    assert type(terms.DCAT.inSeries) is NamedNode
    assert terms.DCAT.inSeries is terms.DCAT["inSeries"]


def test_terms__an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownTermError, match="DCAT has no term 'Datset'; did you mean Dataset"):
        terms.DCAT["Datset"]
    with pytest.raises(AttributeError, match="DCAT is closed"):
        terms.DCAT.Datset = terms.DCAT.Dataset


def test_datatypes__are_texts() -> None:
    assert [*XSD] == [term.value for term in terms.XSD]
    assert type(XSD.date) is str
    assert "date" in XSD
    assert XSD.date in XSD
    assert pickle.loads(pickle.dumps(XSD)) is XSD


def test_terms__know_what_they_hold() -> None:
    assert terms.DCAT.inSeries in terms.DCAT
    assert "inSeries" in terms.DCAT
    assert DCAT.inSeries in terms.DCAT
    assert terms.FOAF.name not in terms.DCAT
    assert NamedNode(DCAT.iri + "Datset") not in terms.DCAT
    assert Literal("inSeries") not in terms.DCAT
    assert Literal(DCAT.iri + "inSeries") not in terms.DCAT


@pytest.mark.parametrize("name", terms.__all__)
def test_terms__are_themselves_when_copied_or_pickled(name: str) -> None:
    nodes = getattr(terms, name)
    assert copy.copy(nodes) is nodes
    assert copy.deepcopy(nodes) is nodes
    assert pickle.loads(pickle.dumps(nodes)) is nodes


def test_import__needs_no_rdflib_until_a_term_is_asked_for() -> None:
    script = (
        "import sys; from danhmuc.vocab.namespaces import DCAT; before = 'rdflib' in sys.modules;"
        "'Dataset' in DCAT, DCAT.iri, hasattr(DCAT, 'x'), repr(DCAT);"
        "assert (before, 'rdflib' in sys.modules) == (False, False);"
        "DCAT.Dataset; assert 'rdflib' in sys.modules"
    )
    subprocess.run([sys.executable, "-P", "-c", script], check=True)
