"""What is no RDF is refused by its right name, whatever it calls itself."""

from __future__ import annotations

import gzip

import pytest

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import read_document


def refusal(data: bytes, place: str = "a.ttl", asked: str | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(data, place=place, base="http://b/", format=asked)
    return caught.value


@pytest.mark.parametrize("place", ["a.ttl", "a.rdf", "a.jsonld", "a.html", "catalog"])
@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html>\n<html><body>404</body></html>",
        b"\xef\xbb\xbf  <html>",
        b"<!-- cached -->\n<!doctype HTML PUBLIC>",
        b'<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"></html>',
        gzip.compress(b"<html>", mtime=0),
        "<!DOCTYPE html>".encode("utf-16"),
    ],
)
def test_read_document__a_web_page_is_refused(page: bytes, place: str) -> None:
    error = refusal(page, place)
    assert error.code == "read:html"
    assert str(error.reason).startswith("an HTML page, not RDF")


@pytest.mark.parametrize("asked", ["turtle", "xml", "json-ld", "nt"])
def test_read_document__a_web_page_is_refused_as_any_format(asked: str) -> None:
    assert refusal(b"<html>", asked=asked).code == "read:html"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF file, not RDF"),
        (b"PK\x03\x04rest", "a ZIP archive or an Office file, not RDF"),
        (b"\xd0\xcf\x11\xe0rest", "an Office 97-2003 file, not RDF"),
        (b"BZh91AY", "a bzip2 archive, not RDF"),
        (b"abc\0def", "a binary file (NUL byte at position 3), not RDF"),
        (gzip.compress(b"%PDF-1.7\n", mtime=0), "a PDF file, not RDF"),
    ],
)
def test_read_document__a_binary_file_is_refused(data: bytes, what: str) -> None:
    error = refusal(data)
    assert (error.code, str(error.reason)) == ("read:not-rdf", what)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\xff\xfe", gzip.compress(b"", mtime=0)]
)
def test_read_document__an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data).code == "read:empty"


def test_read_document__a_file_of_comments_is_not_empty() -> None:
    assert read_document(b"# nothing yet\n", place="a.ttl", base="http://b/").triples == 0
