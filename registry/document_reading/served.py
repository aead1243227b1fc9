"""Whether a document is what its server says it is; its bytes decide, and a finding says so.

Source: RFC 9110, section 8.3; the media types of the RDF formats as IANA registers them.
"""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import mask_passwords, shown_location

from ..messages.sources import WebSourcesText

BASE_MOVED_CODE: Final = "web:base-moved"
_OPEN_TYPES: Final = frozenset(
    [
        *("application/octet-stream", "binary/octet-stream", "text/plain", "application/download"),
        *("application/force-download", "application/gzip", "application/x-gzip"),
    ]
)
"""Media types that say nothing of a format."""
_TYPES: Final[Mapping[str, Collection[str]]] = {
    # Both are read by the parser of TriG, which holds all of Turtle; N-Quads hold all N-Triples.
    "turtle": (
        *("text/turtle", "application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
        *("application/trig", "application/x-trig"),
    ),
    "nt": ("application/n-triples", "text/turtle", "application/trig", "application/n-quads"),
    "trig": ("application/trig", "application/x-trig"),
    "nq": ("application/n-quads", "text/x-nquads", "application/trig"),
    "xml": ("application/rdf+xml", "application/xml", "text/xml"),
    "json-ld": ("application/ld+json", "application/json"),
    "data-json": ("application/json", "text/json", "application/vnd.api+json"),
}
_TURTLE_FAMILY: Final = ("turtle", "nt", "trig", "nq")
_NAMES: Final[Mapping[str, str]] = {
    "turtle": "Turtle",
    "nt": "N-Triples",
    "trig": "TriG",
    "nq": "N-Quads",
    "xml": "RDF/XML",
    "json-ld": "JSON-LD",
    "data-json": "data.json",
}
_UTF8: Final = "utf-8"
_ASCII: Final = "ascii"
_DECODED: Final = "read:decoded"


def served_findings(
    place: str, *, media_type: str | None, charset: str | None, found: str | None, decoded: str | None
) -> Iterator[Finding]:
    """The findings that a document is another than its server says.

    Args:
        media_type, charset: as the server declares them; None if it does not.
        found: format that it was read as; None for one of the Turtle family.
        decoded: encoding that it was found to be in; None for UTF-8.
    """
    if media_type is not None and media_type not in _OPEN_TYPES and not _fits(media_type, found):
        name = _NAMES["turtle" if found is None else found]
        declared = mask_passwords(media_type)
        yield _finding(
            "web:media-type", place, declared, WebSourcesText.MEDIA_TYPE_OTHER(declared=declared, found=name)
        )
    if charset is not None and _encoding(charset) not in (_ASCII, *_encodings(decoded)):
        encoding = "UTF-8" if decoded is None else decoded
        declared = mask_passwords(charset)
        yield _finding("web:charset", place, declared, WebSourcesText.CHARSET_OTHER(declared=declared, found=encoding))


def moved_base_finding(place: str, url: str) -> Finding:
    """The document is found at another address than that by which its relative IRIs are resolved."""
    shown = shown_location(url)
    return _finding(BASE_MOVED_CODE, place, shown, WebSourcesText.BASE_MOVED(url=shown, base=shown_location(place)))


def decoded_from(findings: Iterable[Finding]) -> str | None:
    """The encoding that a document was found to be in; None for UTF-8."""
    return next((one.value for one in findings if one.code == _DECODED), None)


def _fits(media_type: str, found: str | None) -> bool:
    formats = _TURTLE_FAMILY if found is None else (found,)
    return any(media_type in _TYPES[one] for one in formats)


def _encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def _encodings(decoded: str | None) -> tuple[str, ...]:
    if decoded is None or decoded.startswith("UTF-8"):
        return (_UTF8,)
    found = _encoding(decoded)
    # UTF-16 may be declared without the order of its bytes.
    return (found, "utf-16") if found.startswith("utf-16") else (found,)


def _finding(code: str, place: str, value: str, message: Message) -> Finding:
    return Finding(code=code, severity="info", layer="house", value=value, document=place, message=message)
