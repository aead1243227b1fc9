"""Documents with the names of their graphs are read as safely as others."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import read_document
from danhmuc.vocab.reading.documents import GraphDocument, read_graphs

BASE = "https://e.vn/doc"


def read(text: str) -> GraphDocument:
    return read_graphs(text.encode(), place="doc", base=BASE, canonical=True)


def test_graphs__are_apart_and_share_blank_nodes() -> None:
    document = read("<#g> { <a> <p:p> _:x . } _:g { _:x <p:p> 1 . } <a> <p:p> 2 .")
    named, blank = document.named
    assert named == NamedNode("https://e.vn/doc#g")
    assert isinstance(blank, BlankNode)
    ((_, shared),) = document.named[named][NamedNode("https://e.vn/a")]
    assert list(document.named[blank]) == [shared]
    assert (len(document.default), document.triples) == (1, 3)


@pytest.mark.parametrize(
    "text",
    [
        '<#g> { <a b> <p:p> "x"@vi_VN . } <c> <p:p> <http://e.vn/\u00a0> .',
        '{"@id": "g", "@graph": [{"@id": "a", "http://e.vn/p": {"@value": "x", "@language": "vi_VN"}}]}',
        "<a> <http://www.w3.org/ns/dcat#theme> <https://publications.europa.eu/resource/authority/data-theme/ENVI> .",
    ],
    ids=["trig", "json-ld", "canonical"],
)
def test_graphs__have_the_repairs_and_findings_of_the_document(text: str) -> None:
    document = read(text)
    flat = read_document(text.encode(), place="doc", base=BASE, canonical=True)
    together = [pair for graph in (document.default, *document.named.values()) for pair in graph.items()]
    assert dict(together) == flat.descriptions
    assert sorted(map(repr, document.findings)) == sorted(map(repr, flat.findings))
    assert (document.format, document.raw_digest, document.triples) == (flat.format, flat.raw_digest, flat.triples)


def test_graphs__a_name_is_repaired_as_its_subject_is() -> None:
    document = read("<#a b> { <x> <p:p> 1 . } <#a b> <p:p> 2 .")
    assert list(document.named) == list(document.default) == [NamedNode("https://e.vn/doc#a%20b")]


@pytest.mark.parametrize("text", ["", "<a", "<html></html>", "<a> <p:p> <<( <a> <b:b> <c> )>> ."])
def test_graphs__what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        read(text)


def test_graphs__a_relative_name_is_reported_only_where_it_matters() -> None:
    text = """<s> <https://w3id.org/tree#member> <#a> . <#a> a <https://www.w3.org/ns/activitystreams#Create> .
        <#a> { <https://e.vn/1> <http://purl.org/dc/terms/title> "x" . }"""
    document = read_graphs(text.encode(), place="doc", base="http://source.invalid/s/doc")
    assert (
        document.findings
        == read_document(text.encode(), place="doc", base="http://source.invalid/s/doc").findings
        == ()
    )
