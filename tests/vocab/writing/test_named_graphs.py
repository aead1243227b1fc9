"""TriG with named graphs."""

from __future__ import annotations

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from danhmuc.vocab.writing.turtle import write_named_graphs

TITLE = b'<https://e.vn/d> <http://purl.org/dc/terms/title> "L\xc3\xbaa {}"@vi .\n'
NESTED = (
    b"<https://e.vn/d> <http://purl.org/dc/terms/publisher> _:a .\n"
    b'_:a <http://xmlns.com/foaf/0.1/name> "S\xe1\xbb\x9f"@vi .\n'
)
SHARED = NESTED + b"<https://e.vn/d> <http://purl.org/dc/terms/creator> _:a .\n"


def quads(text: bytes) -> set[tuple[str, str, str, str]]:
    return {
        (str(one.graph_name), str(one.subject), str(one.predicate), str(one.object))
        for one in parse(text, format=RdfFormat.TRIG)
    }


def test_write__each_graph_has_its_own() -> None:
    text = write_named_graphs(TITLE, [("https://e.vn/g#1", TITLE), ("https://e.vn/g#2", b"")])
    assert {(graph, subject) for graph, subject, _, _ in quads(text)} == {
        ("DEFAULT", "<https://e.vn/d>"),
        ("<https://e.vn/g#1>", "<https://e.vn/d>"),
    }
    assert text.startswith(b"@prefix dct: ")
    assert b"foaf" not in text


@pytest.mark.parametrize("nquads", [TITLE, NESTED, SHARED])
@pytest.mark.filterwarnings("ignore:.*(ConjunctiveGraph|is deprecated).*:DeprecationWarning")
def test_write__is_read_alike_by_two_parsers(nquads: bytes) -> None:
    text = write_named_graphs(b"", [("https://e.vn/g\u00a0", nquads)])
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    assert len(quads(text)) == len(dataset.graph("https://e.vn/g\u00a0")) == nquads.count(b"\n")


def test_write__nothing_is_nothing() -> None:
    assert write_named_graphs(b"", ()) == b""
