"""The values on their way in."""

from __future__ import annotations

import pytest

from danhmuc.registry import SourceRecord
from danhmuc.registry.record.record import IriSpace, quads_of
from danhmuc.vocab.canonical import CanonicalGraph

NQUADS = b'<https://e.vn/1> <https://e.vn/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'


def test_quads__are_made_from_the_lines_where_none_are_given() -> None:
    record = SourceRecord(iri="https://e.vn/1", role="record", types=(), canonical=CanonicalGraph("rdfc10:", NQUADS, 1))
    assert [str(quad.object) for quad in record.quads] == ['"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>']


def test_quads__those_given_are_kept() -> None:
    given = list(quads_of(NQUADS))
    assert SourceRecord.of("https://e.vn/1", given).quads is given


def test_digest__is_that_of_the_graph() -> None:
    record = SourceRecord.of("https://e.vn/1", list(quads_of(NQUADS)))
    assert record.digest == record.canonical.digest


def test_graph__keeps_literals_as_they_were_written() -> None:
    record = SourceRecord.of("https://e.vn/1", list(quads_of(NQUADS)))
    assert [str(value) for value in record.graph.objects()] == ["1.50"]


@pytest.mark.parametrize(
    ("source", "iri"),
    [
        ("huế", "https://w3id.org/danhmuc/id/hu%E1%BA%BF/0123456789abcdef"),
        ("a/b c", "https://w3id.org/danhmuc/id/a%2Fb%20c/0123456789abcdef"),
    ],
)
def test_iri_space__minted_iris_live_below_base_and_source(source: str, iri: str) -> None:
    assert IriSpace(source=source).minted_iri("0123456789abcdef0123") == iri


def test_iri_space__documents_live_at_a_host_that_is_none() -> None:
    assert IriSpace(source="huế").document("a b/1.ttl") == "http://source.invalid/hu%E1%BA%BF/a%20b/1.ttl"
