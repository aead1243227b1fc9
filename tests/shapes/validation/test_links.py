"""Who names a record: what a rule sees of it backwards, and when a verdict is another for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from danhmuc.registry import SourceRecord, parse_records
from danhmuc.shapes import Context, Validator
from danhmuc.shapes.validation.context import LinkIndex

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
IN_SERIES = "http://www.w3.org/ns/dcat#inSeries"
DATASET = "http://www.w3.org/ns/dcat#dataset"
RULE = ":{} a sh:PropertyShape ; sh:severity sh:Violation ; sh:message 'Có.'@vi , 'Be.'@en ; sh:path {} .\n"
RULES = """
:Series a sh:NodeShape ; sh:targetClass dcat:DatasetSeries ; sh:property :members .
:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:property :lists , :datasets , :above .
""" + "".join(
    [
        RULE.format("members", "[ sh:inversePath dcat:inSeries ] ; sh:minCount 1 ; sh:maxCount 2"),
        RULE.format("lists", "dcat:dataset ; sh:minCount 1"),
        RULE.format("datasets", "dcat:dataset ; sh:class dcat:Dataset"),
        RULE.format("above", "[ sh:inversePath dcat:catalog ] ; sh:maxCount 1"),
    ]
)


@pytest.fixture(params=["danhmuc", "w3c", "pyshacl"])
def validator(request: pytest.FixtureRequest, trial: Callable[[str], Path]) -> Validator:
    """The rules, judged by our own engine in both readings, and by pySHACL."""
    path = trial(RULES)
    if request.param == "pyshacl":
        return Validator(path, engine="pyshacl")
    return Validator(path, w3c_classes=request.param == "w3c")


def record(turtle: str) -> SourceRecord:
    (found,) = parse_records(PREFIXES + turtle)
    return found


def told(validator: Validator, one: SourceRecord, context: Context) -> set[str]:
    found = validator.validate(one, context).findings
    return {f"{one.code.partition(':')[2]} {one.reported_severity}" for one in found}


SERIES = record("<s> a dcat:DatasetSeries .")
CATALOG = record("<k> a dcat:Catalog .")


@pytest.mark.parametrize(("members", "expected"), [(0, True), (1, False), (2, False), (3, True)])
def test_who_names_a_record__is_counted(validator: Validator, members: int, expected: bool) -> None:
    context = Context(knows_links=True)
    for number in range(members):
        for _ in range(2):
            context.add_link(f"https://e.vn/{number}", IN_SERIES, SERIES.iri)
    assert ("members violation" in told(validator, SERIES, context)) is expected


def test_who_names_a_record__its_own_graph_says_once() -> None:
    own = record("<s> a dcat:DatasetSeries ; dct:relation [ dcat:inSeries <s> ] ; dcat:inSeries <s> .")
    context = Context(knows_links=True)
    context.add_link(own.iri, IN_SERIES, own.iri)
    assert context.of(own).digest == ""


def test_what_a_catalogue_lists__is_judged_with_it(validator: Validator) -> None:
    context = Context(knows_links=True)
    assert told(validator, CATALOG, context) == {"lists violation"}
    context.add_member(CATALOG.iri, DATASET, "https://e.vn/1")
    context.add_class("https://e.vn/1", DATASET.replace("#d", "#D"))
    assert told(validator, CATALOG, context) == set()
    context.add_member(CATALOG.iri, DATASET, "https://e.vn/2")
    context.add_class("https://e.vn/2", "http://www.w3.org/ns/dcat#DataService")
    assert told(validator, CATALOG, context) == {"datasets violation"}


def test_context__that_was_not_told_of_links_cannot_verify(trial: Callable[[str], Path]) -> None:
    validator = Validator(trial(RULES))
    for context in (Context(), Context(classes={SERIES.iri: "x"})):
        assert told(validator, SERIES, context) == {"members cannot-verify"}
        assert "above cannot-verify" not in told(validator, CATALOG, Context(knows_links=True))
        assert "above cannot-verify" in told(validator, CATALOG, context)
    some = Context()
    some.add_link("https://e.vn/1", IN_SERIES, SERIES.iri)
    # One is known, which is enough; that there are no more than two is not.
    assert told(validator, SERIES, some) == {"members cannot-verify"}


def test_digest__of_a_record_that_nobody_names_is_as_without_links() -> None:
    context = Context(knows_links=True)
    context.add_link("https://e.vn/1", IN_SERIES, "https://e.vn/other")
    context.add_member("https://e.vn/other", DATASET, "https://e.vn/1")
    assert context.of(SERIES) == Context().of(SERIES)
    assert context.of(SERIES).digest == ""


def test_digest__is_another_with_each_link_and_not_by_their_order() -> None:
    links = [("https://e.vn/1", IN_SERIES), ("https://e.vn/2", IN_SERIES), ("https://e.vn/1", DATASET)]
    digests = set()
    for some in ([], links[:1], links[:2], links, links[1:]):
        context, backwards = Context(), Context()
        for subject, predicate in some:
            context.add_link(subject, predicate, SERIES.iri)
        for subject, predicate in reversed(some):
            backwards.add_link(subject, predicate, SERIES.iri)
        assert context.of(SERIES) == backwards.of(SERIES)
        digests.add(context.of(SERIES).digest)
    assert len(digests) == 5


def test_digest__takes_in_who_names_a_node_of_the_graph() -> None:
    one = record("<1> a dcat:Dataset ; dcat:distribution <x> . <x> dct:title 'x' .")
    context = Context()
    before = context.of(one).digest
    context.add_link("https://e.vn/2", IN_SERIES, "https://e.vn/x")
    assert context.of(one).digest != before


def test_digest__of_a_catalogue_takes_in_what_it_lists_and_its_classes() -> None:
    digests = [Context().of(CATALOG).digest]
    context = Context()
    for target in ("1", "2"):
        context.add_member(CATALOG.iri, DATASET, f"https://e.vn/{target}")
        digests.append(context.of(CATALOG).digest)
    context.add_class("https://e.vn/1", "http://www.w3.org/ns/dcat#Dataset")
    digests.append(context.of(CATALOG).digest)
    assert len(set(digests)) == 4


def test_link_index__an_iri_that_only_a_lenient_parser_takes_is_given_out() -> None:
    index = LinkIndex(is_whole=True)
    index.add("https://e.vn/a|b{c}", IN_SERIES, SERIES.iri)
    (found,) = index.subjects(NamedNode(IN_SERIES), NamedNode(SERIES.iri))
    assert found.value == "https://e.vn/a|b{c}"


def test_link_index__knows_only_the_properties_that_are_kept() -> None:
    index = LinkIndex(is_whole=True)
    assert index.is_complete(NamedNode(IN_SERIES))
    assert not index.is_complete(NamedNode("http://purl.org/dc/terms/relation"))
    assert not LinkIndex().is_complete(NamedNode(IN_SERIES))


def test_around__still_works_and_warns() -> None:
    with pytest.warns(DeprecationWarning, match=r"Context\.of now"):
        assert Context().around(SERIES) == Context().of(SERIES)
