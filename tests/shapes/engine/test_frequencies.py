"""The spans of frequencies: each code of the bundled lists has one or promises no date, and pairs agree."""

from __future__ import annotations

from pyoxigraph import NamedNode

from danhmuc.shapes.engine import Data, index_nquads
from danhmuc.shapes.engine.days import LISTS, Span, bundled_spans, longest_spans
from danhmuc.vocab import concepts

EU = "http://publications.europa.eu/resource/authority/frequency/"
LONGEST = "https://w3id.org/danhmuc/def#longestSpan"
DURATION = "http://www.w3.org/2001/XMLSchema#duration"
WITHOUT = {
    *("CONT", "UPDATE_CONT", "IRREG", "AS_NEEDED", "NOT_PLANNED", "NEVER", "UNKNOWN", "OTHER", "OP_DATPRO"),
    *("LIEN_TUC", "KHI_CO_THAY_DOI", "CHUA_RO"),
    *("continual", "asNeeded", "irregular", "notPlanned", "unknown"),
}
"""Codes that promise no date."""


def test_spans__are_of_listed_codes_and_leave_out_those_that_promise_no_date() -> None:
    codes = {concept.iri: concept.code for token in LISTS for concept in concepts.load(token)}
    spans = bundled_spans()
    assert spans.keys() - codes.keys() == set()
    assert {codes[iri] for iri in codes.keys() - spans.keys()} == WITHOUT


def test_spans__of_a_code_and_of_its_eu_code_are_the_same() -> None:
    spans = bundled_spans()
    pairs = [
        (concept.iri, match)
        for token in LISTS[1:]
        for concept in concepts.load(token)
        for match in concept.exact_matches
        if match.startswith(EU)
    ]
    assert len(pairs) > 10
    assert [(one, other) for one, other in pairs if spans.get(one) != spans.get(other)] == []


def test_spans__are_longer_for_rarer_updates() -> None:
    rarer = ["DAILY", "WEEKLY", "BIWEEKLY", "MONTHLY", "BIMONTHLY", "QUARTERLY", "ANNUAL_3", "ANNUAL_2", "ANNUAL"]
    spans = bundled_spans()
    lengths = [spans[EU + code].months * 31 + spans[EU + code].days for code in [*rarer, "BIENNIAL", "DECENNIAL"]]
    assert lengths == sorted(set(lengths))


def test_longest_spans__of_the_data_come_first() -> None:
    data = Data(index_nquads(f'<{EU}DAILY> <{LONGEST}> "P2D"^^<{DURATION}> .'.encode()))
    assert longest_spans(NamedNode(EU + "DAILY"), data) == (Span(0, 2),)
    assert longest_spans(NamedNode(EU + "WEEKLY"), data) == (Span(0, 7),)


def test_longest_spans__of_a_stranger_are_not_known() -> None:
    said = b'<http://a.example/often> <http://www.w3.org/2004/02/skos/core#notation> "often" .'
    often = NamedNode("http://a.example/often")
    assert longest_spans(often, Data({}, is_open=True)) == (None,)
    assert longest_spans(often, Data({})) == (None,)
    assert longest_spans(often, Data(index_nquads(said))) == ()
    assert longest_spans(NamedNode(EU + "NEVER"), Data({}, is_open=True)) == ()
