"""Names of properties and classes: prefixes that are known, terms that there are, IRIs in full."""

from __future__ import annotations

import pytest

from danhmuc.registry import Dataset
from danhmuc.registry.model.naming import is_iri, property_iri
from danhmuc.vocab.errors import FieldError


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("dct:abstract", "http://purl.org/dc/terms/abstract"),
        ("dcterms:abstract", "http://purl.org/dc/terms/abstract"),
        ("dcat:Dataset", "http://www.w3.org/ns/dcat#Dataset"),
        ("schema:anything", "http://schema.org/anything"),
        ("rdf:_1", "http://www.w3.org/1999/02/22-rdf-syntax-ns#_1"),
        ("cc:license", "http://creativecommons.org/ns#license"),
        ("urn:p", "urn:p"),
        ("URN:p", "URN:p"),
        ("mailto:a@e.vn", "mailto:a@e.vn"),
        ("https://e.vn/p", "https://e.vn/p"),
        ("odd+scheme://e.vn/p", "odd+scheme://e.vn/p"),
        ("dcat://e.vn/p", "dcat://e.vn/p"),
        ("http://www.w3.org/ns/dcat#keywrod", "http://www.w3.org/ns/dcat#keywrod"),
    ],
)
def test_property__is_named_by_prefix_or_iri(name: str, iri: str) -> None:
    assert property_iri(name, "Dataset", "extra") == iri


REFUSED = [
    ("dctt:abstract", "found 'dctt:abstract'; did you mean dct:abstract?"),
    ("dc:title", "found 'dc:title'; did you mean dct:title?"),
    ("foo:title", "found 'foo:title'; known prefixes: adms, as, cc, "),
    ("title", "found 'title'; known prefixes: adms, as, cc, "),
    ("", "found ''; known prefixes: adms, "),
    (":title", "found ':title'; known prefixes: adms, "),
    ("https://e.vn/a b", "found 'https://e.vn/a b'; known prefixes: adms, "),
    ("schema:a b", "found 'schema:a b'; known prefixes: adms, "),
    ("dcat:keywrod", "found 'dcat:keywrod', which dcat does not have; did you mean dcat:keyword?"),
    ("dcterms:abstrac", "found 'dcterms:abstrac', which dct does not have; did you mean dct:abstract?"),
    (
        "dcat:qqqqqqq",
        "found 'dcat:qqqqqqq', which dcat does not have; list(DCAT) of danhmuc.vocab.namespaces gives all",
    ),
    ("dcat:", "found 'dcat:', which dcat does not have; list(DCAT) of danhmuc.vocab.namespaces gives all"),
]


@pytest.mark.parametrize(("name", "told"), REFUSED, ids=[name for name, _ in REFUSED])
@pytest.mark.parametrize("part", ["extra", "classes", "values"])
def test_property__that_there_is_not_is_refused(part: str, name: str, told: str) -> None:
    with pytest.raises(FieldError) as caught:
        property_iri(name, "Dataset", part)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"Dataset.{part} takes IRIs and prefixed names")
    assert "\n" not in str(caught.value)


def test_names__are_checked_wherever_they_are_given() -> None:
    with pytest.raises(FieldError, match="did you mean dcat:keyword"):
        Dataset(extra={"dcat:keywrod": "x"})
    with pytest.raises(FieldError, match=r"^Dataset\.extra has 'dcterms:title', which is the field title; use that"):
        Dataset(extra={"dcterms:title": "x"})
    with pytest.raises(FieldError, match=r"^Dataset\.classes takes .*did you mean dcat:Dataset"):
        Dataset(classes=["dcat:Datset"])
    with pytest.raises(FieldError, match=r"^Dataset\.values takes .*did you mean dct:modified"):
        Dataset().values("dct:modifed")
    with pytest.raises(FieldError, match="did you mean dct:abstract"):
        Dataset().replace(extra={"dct:abstrct": None})
    assert Dataset(title="x").values("dcterms:title") == ("x",)


def test_iris__are_told_from_prefixed_names() -> None:
    assert all(map(is_iri, ["urn:x", "https://e.vn/ô", "tel:113", "x-any://y"]))
    assert not any(map(is_iri, ["foo:bar", "E-mail: a@e.vn", "https://a b", "", "x", "urn:", "a://"]))
