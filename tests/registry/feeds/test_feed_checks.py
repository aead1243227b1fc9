"""What is read back must be what was written, for pyoxigraph and for rdflib."""

from __future__ import annotations

import pytest
import rdflib

from danhmuc.registry.feeds import document_files
from danhmuc.registry.feeds.document_files import check_document, check_with_rdflib, count_triples
from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.writing import write_document

GRAPH = (
    b'<https://e.vn/1> <http://purl.org/dc/terms/issued> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    b'<https://e.vn/1> <http://purl.org/dc/terms/issued> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    b'<https://e.vn/1> <http://purl.org/dc/terms/title> "L\xc3\xbaa"@vi .\n'
    b"<https://e.vn/1> <http://purl.org/dc/terms/temporal> _:b1 .\n"
    b'_:b1 <http://www.w3.org/ns/dcat#startDate> "2026" .\n'
)
FORMATS = pytest.mark.parametrize("format_name", ["turtle", "xml", "json-ld"])


def lines(*wanted: int) -> bytes:
    return b"".join(GRAPH.splitlines(keepends=True)[number] for number in wanted)


@FORMATS
def test_check__takes_what_was_written(format_name: str) -> None:
    data = write_document(format_name, [GRAPH]).data
    check_document("catalog", data, format_name, [GRAPH], lost=0)
    check_with_rdflib("catalog", data, format_name)


@pytest.mark.parametrize(
    ("written", "wanted", "lost", "is_right"),
    [
        ([0, 1, 2], [0, 1, 2, 3, 4], 0, False),
        ([0, 1, 2], [0, 1, 2, 3, 4], 2, True),
        ([0, 1, 2, 3, 4], [0, 1, 2], 9, False),
        ([0, 1], [0, 2], 1, False),
        ([2], [1, 2], 0, False),
        ([2], [1, 2], 1, True),
    ],
    ids=["blank lost", "blank known lost", "more blank", "another", "lost", "known lost"],
)
def test_check__refuses_another_graph(written: list[int], wanted: list[int], lost: int, is_right: bool) -> None:
    data = write_document("turtle", [lines(*written)]).data
    if is_right:
        check_document("catalog.ttl", data, "turtle", [lines(*wanted)], lost=lost)
        return
    with pytest.raises(RegistryError, match=r"catalog\.ttl"):
        check_document("catalog.ttl", data, "turtle", [lines(*wanted)], lost=lost)


def test_check__refuses_what_rdflib_reads_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    data = write_document("turtle", [GRAPH]).data
    monkeypatch.setattr(document_files, "count_triples", lambda *_: 4)
    with pytest.raises(RegistryError, match=r"catalog\.ttl"):
        check_with_rdflib("catalog.ttl", data, "turtle")


@pytest.mark.parametrize("data", [b"<https://e.vn/1> a", b"<https://e.vn/ 1> a <https://e.vn/2> ."])
def test_check__refuses_what_cannot_be_read(data: bytes) -> None:
    with pytest.raises(RegistryError, match=r"catalog\.ttl"):
        check_document("catalog.ttl", data, "turtle", [], lost=0)


@pytest.mark.parametrize(
    ("data", "format_name"),
    [(b"<https://e.vn/1> a", "turtle"), (b"<rdf:RDF", "xml"), (b'{"@graph": [', "json-ld")],
)
def test_count__of_what_rdflib_cannot_read_is_an_error(data: bytes, format_name: str) -> None:
    with pytest.raises(ValueError, match="rdflib"):
        count_triples(data, format_name)


@FORMATS
def test_count__is_that_of_a_graph_of_rdflib_with_literals_as_they_are_written(format_name: str) -> None:
    normalizes = rdflib.NORMALIZE_LITERALS
    assert count_triples(write_document(format_name, [GRAPH]).data, format_name) == 5
    assert normalizes == rdflib.NORMALIZE_LITERALS
