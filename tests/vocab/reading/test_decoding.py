"""Encodings: the same text is the same document, and what cannot be read says where."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import Document, read_document
from danhmuc.vocab.reading.decoding import decode
from danhmuc.vocab.reading.notes import Notes

TITLE = "Chất lượng không khí ở Đà Nẵng"
XML = (
    '{declaration}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
    '<rdf:Description rdf:about="http://x/d"><x:p>{title}</x:p></rdf:Description></rdf:RDF>'
)


def read(data: bytes, place: str = "a.rdf") -> Document:
    return read_document(data, place=place, base="http://b/")


def title_of(document: Document) -> str:
    [(_, literal)] = document.descriptions[NamedNode("http://x/d")]
    assert isinstance(literal, Literal)
    return literal.value


def declared(encoding: str, title: str = TITLE) -> str:
    return XML.format(declaration=f'<?xml version="1.0" encoding="{encoding}"?>\n', title=title)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (declared("UTF-8").encode(), None),
        (declared("utf-8").encode(), None),
        (XML.format(declaration="", title=TITLE).encode(), None),
        (declared("UTF-8").encode("utf-8-sig"), "UTF-8 with BOM"),
        (declared("UTF-16").encode("utf-16"), "UTF-16-LE"),
        (codecs.BOM_UTF16_BE + declared("UTF-16").encode("utf-16-be"), "UTF-16-BE"),
        (declared("UTF-16LE").encode("utf-16-le"), "UTF-16-LE"),
        (declared("UTF-16").encode("utf-16-be"), "UTF-16-BE"),
        # What .NET programs write: the declaration says UTF-16, the bytes are UTF-8.
        (declared("utf-16").encode(), "utf-16"),
    ],
)
def test_read_document__same_xml_in_every_encoding(data: bytes, found: str | None) -> None:
    document = read(data)
    assert title_of(document) == TITLE
    assert [finding.value for finding in document.findings] == ([] if found is None else [found])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])
@pytest.mark.parametrize(
    ("place", "text"),
    [("a.ttl", f'<http://x/d> <http://x/p> "{TITLE}" .'), ("a.json", f'{{"@id":"http://x/d","http://x/p":"{TITLE}"}}')],
)
def test_read_document__same_text_in_every_encoding(encoding: str, place: str, text: str) -> None:
    data = {
        "utf-16-le-bom": codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        "utf-16-be-bom": codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    }.get(encoding) or text.encode(encoding.removesuffix("-bom"))
    assert title_of(read(data, place)) == TITLE


@pytest.mark.parametrize("name", ["ISO-8859-1", "latin1", "windows-1252"])
def test_read_document__declared_western_encodings_are_read(name: str) -> None:
    document = read(declared(name, "Café déjà").encode(name))
    assert title_of(document) == "Café déjà"
    assert [finding.code for finding in document.findings] == ["read:decoded"]


def test_read_document__declared_windows_1258_is_composed() -> None:
    # In windows-1258 most Vietnamese letters are two characters: ê and a combining acute.
    pieces = "Tiêng Viêt".replace("êng", "ê\u0301ng").replace("iêt", "iê\u0323t")
    assert title_of(read(declared("windows-1258", pieces).encode("cp1258"))) == "Tiếng Việt"


def test_read_document__an_unknown_encoding_is_refused_by_name() -> None:
    with pytest.raises(DocumentError, match="unknown encoding 'EBCDIC-US'; known: UTF-8") as caught:
        read(declared("EBCDIC-US").encode())
    assert caught.value.code == "read:encoding"


def test_read_document__latin1_without_declaration_says_where() -> None:
    with pytest.raises(DocumentError) as caught:
        read('<http://x/d> <http://x/p>\n "Café" .'.encode("latin-1"), "a.ttl")
    error = caught.value
    assert (error.code, error.line, error.column) == ("read:encoding", 2, 6)
    assert str(error.reason) == "byte 0xE9 at position 31 is not UTF-8; publish as UTF-8"


def test_read_document__latin1_that_says_utf8_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        read(declared("UTF-8", "Café").encode("latin-1"))
    assert caught.value.code == "read:encoding"


def test_read_document__bytes_that_the_declared_encoding_lacks_say_where() -> None:
    with pytest.raises(DocumentError, match="byte 0x81 at position") as caught:
        read(declared("windows-1252", "x\u0081").encode("latin-1"))
    assert (caught.value.code, caught.value.line) == ("read:encoding", 2)


def test_read_document__a_cut_off_utf16_file_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        read('<http://x/d> <http://x/p> "x" .'.encode("utf-16")[:-1], "a.ttl")
    assert caught.value.code == "read:encoding"


@pytest.mark.parametrize("size", [2**20 - 1, 2**20, 2**20 + 1])
def test_decode__a_letter_across_two_pieces_is_no_fault(size: int) -> None:
    data = b" " * (size - 1) + "ế".encode() * 3
    assert decode(data, Notes("a.ttl")) is data


@pytest.mark.parametrize("size", [10, 2**20 - 1, 2**20, 2**20 + 1])
def test_decode__a_fault_behind_a_letter_across_two_pieces_has_its_place(size: int) -> None:
    data = b"\n" * (size - 1) + "ế".encode() + b"\xff."
    with pytest.raises(DocumentError, match=f"at position {size + 2} ") as caught:
        decode(data, Notes("a.ttl"))
    assert (caught.value.line, caught.value.column) == (size, 2)


def test_decode__a_letter_cut_off_at_the_end_is_refused() -> None:
    with pytest.raises(DocumentError, match="byte 0xE1 at position 3"):
        decode(b"abc" + "ế".encode()[:2], Notes("a.ttl"))


@given(st.text())
def test_decode__utf16_and_utf8_agree(text: str) -> None:
    body = "#" + text.removeprefix("\ufeff")
    plain = body.encode()
    assert decode(plain, Notes("a")) is plain
    assert decode(codecs.BOM_UTF16_LE + body.encode("utf-16-le"), Notes("a")) == plain
