"""What two descriptions have in common although their IRIs differ."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.registry.record.identity import content_key, downloads_key, downloads_of, identifiers_of
from danhmuc.vocab.canonical import canonicalize

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @base <https://e.vn/> .
"""


def nquads(turtle: str) -> bytes:
    return canonicalize(parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)).nquads


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("<{0}> dct:title 't'", "<{0}> dct:title 't'", True),
        ("<{0}> dct:title 't'@vi", "<{0}> dct:title 't'@en", False),
        ("<{0}> dcat:distribution <{0}#f> . <{0}#f> dcat:byteSize 1", None, True),
        ("<{0}> dcat:distribution <{0}/f> . <{0}/f> dcat:byteSize 1", None, True),
        ("<{0}> dct:identifier 'https://e.vn/{0}'", None, True),
        ("<{0}> dct:relation <{0}>", None, True),
        # Names of blank nodes follow from what they are linked with, the IRI among it.
        ("<{0}> dct:x [ dct:y 1 ] , [ dct:y 2 ] , [ dct:y 3 ] . <{0}/p> dct:x [ dct:y 4 ]", None, True),
        # Another IRI that only begins alike, or that both name.
        ("<{0}> dct:relation <{0}0>", None, False),
        ("<{0}> dct:relation <a>", "<{0}> dct:relation <a>", True),
        ("<{0}> dct:description 'see <https://e.vn/other>'", None, True),
    ],
)
def test_content_key__is_equal_for_equal_content(first: str, second: str | None, same: bool) -> None:
    keys = [
        content_key(f"https://e.vn/{name}", nquads(turtle.format(name) + " ."))
        for name, turtle in (("old", first), ("new", second or first))
    ]
    assert (keys[0] == keys[1]) is same


def test_content_key__of_iris_that_end_in_a_slash() -> None:
    keys = [content_key(f"https://e.vn/{name}/", nquads(f"<{name}/> dct:relation <{name}/f> .")) for name in "ab"]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("turtle", "has_key"),
    [
        ("<1> dct:title 't' ; dcat:distribution [ dcat:downloadURL <f> ] .", True),
        ("<1> dct:title 't' ; dcat:distribution [ dcat:accessURL <f> ] .", True),
        ("<1> dct:title 't' .", False),
        ("<1> dcat:distribution [ dct:title 't' ; dcat:downloadURL <f> ] .", False),
    ],
)
def test_downloads_key__needs_title_and_downloads(turtle: str, has_key: bool) -> None:
    assert (downloads_key("https://e.vn/1", nquads(turtle)) is not None) is has_key


def test_downloads_of__no_quotation() -> None:
    quoted = "<http://www.w3.org/ns/dcat#downloadURL> <https://e.vn/no> ."
    turtle = f"<1> dct:description 'a {quoted}' , 'b {quoted} ' ; dcat:distribution [ dcat:downloadURL <f> , <g> ] ."
    assert downloads_of(nquads(turtle)) == {"https://e.vn/f", "https://e.vn/g"}


def test_identifiers_of__only_its_own_texts() -> None:
    turtle = "<1> dct:identifier ' A ' , 'b'@en , 7 , <x> , '' ; dct:relation [ dct:identifier 'no' ] ."
    assert identifiers_of("https://e.vn/1", nquads(turtle)) == {"A", "b", "7"}
    escaped = r"<1> dct:identifier 'line\nquote\"slash\\' ."
    assert identifiers_of("https://e.vn/1", nquads(escaped)) == {'line\nquote"slash\\'}
