"""Detect the RDF format by the first bytes of a document and its name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Final

from .decoding import has_utf16
from .gunzipping import gunzip_head

RDF_FORMATS: Final = ("turtle", "xml", "json-ld", "nt", "nq", "trig")

_BY_ENDING: Final[Mapping[str, str]] = {
    ".ttl": "turtle",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".nt": "nt",
    ".nq": "nq",
    ".trig": "trig",
}

RDF_ENDINGS: Final = frozenset(ending + packed for ending in _BY_ENDING for packed in ("", ".gz"))
"""Endings of names of RDF files, in lower case."""

_HEAD: Final = 1 << 16

_XML_PROLOG: Final = r"\s*+(?:(?><\?.*?\?>|<!--.*?-->)\s*+)*+"
_HTML: Final = re.compile(_XML_PROLOG + r"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_XML_FOR_CERTAIN: Final = re.compile(
    r"\s*<\?xml\s|" + _XML_PROLOG + r"<(?:!DOCTYPE\s|[\w.-]+(?::[\w.-]+)?\s[^<]*?xmlns)", re.DOTALL
)
_XML: Final = re.compile(_XML_PROLOG + r"<(?:!DOCTYPE|[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?[\s>/])", re.DOTALL)
# Beginnings of no other format: TriG may begin with { or [, but no string, number or bracket follows there.
_JSON_FOR_CERTAIN: Final = re.compile(r'\s*(?:\{\s*["}]|\[\s*["{\[\d])')
_JSON: Final = re.compile(r"\s*[\[{]")
_PAST_COMMENTS: Final = re.compile(r"(?:\s+|#[^\r\n]*)*+")
_DIRECTIVE: Final = re.compile(r"@(?:prefix|base)\s|(?:prefix\s+[^\s<]*:|base)\s*<|version\s*[\"']", re.IGNORECASE)
_GRAPH_BLOCK: Final = re.compile(r"\{|(?:graph\s+)?(?:<[^>]*>|[\w.-]*:[\w.-]*)\s*\{", re.IGNORECASE)
_QUAD: Final = re.compile(
    r'(?:<[^>]*>|_:\S+)\s+<[^>]*>\s+(?:<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"\S*)[ \t]+(?:<[^>]*>|_:\S+)[ \t]*\.'
)
_STATEMENT: Final = re.compile(r"(?:<[^>]*>|_:\S+|\[[^\]]*\]|[\w.-]*:[\w.-]*)\s*(?:<[^>]*>|[\w.-]*:[\w.-]*|a\s)")


def sniff(data: bytes, name: str) -> str | None:
    """Detect one of RDF_FORMATS; None for HTML and unknown formats.

    Unambiguous content wins over the name; the name distinguishes Turtle, TriG, N-Triples and N-Quads. Both may be
    gzipped.

    >>> sniff(b"@prefix dcat: <http://www.w3.org/ns/dcat#> .", "catalog.rdf")
    'turtle'
    """
    head = _head(data)
    if is_html(head):
        return None
    named = _format_of_name(name)
    if _XML_FOR_CERTAIN.match(head) or (named == "xml" and _XML.match(head)):
        return "xml"
    if _JSON_FOR_CERTAIN.match(head) and not (named == "trig" and head.strip() == "{}"):
        return "json-ld"
    if named == "json-ld" and _JSON.match(head):
        return "json-ld"
    return _turtle_family(head, named)


def is_html(head: str) -> bool:
    """Whether a text begins as a web page."""
    return _HTML.match(head) is not None


def _turtle_family(head: str, named: str | None) -> str | None:
    start = _PAST_COMMENTS.match(head)
    body = head[start.end() :] if start else head
    if _DIRECTIVE.match(body):
        return named if named in ("turtle", "trig") else "turtle"
    if named not in ("xml", "json-ld", None):
        return named
    if _GRAPH_BLOCK.match(body):
        return "trig"
    if _QUAD.match(body):
        return "nq"
    if _STATEMENT.match(body):
        return "turtle"
    return named


def _format_of_name(name: str) -> str | None:
    plain = name.lower().removesuffix(".gz")
    return _BY_ENDING.get("." + plain.rpartition(".")[2])


def _head(data: bytes) -> str:
    head = gunzip_head(data, _HEAD)
    if has_utf16(head):
        big = head.startswith((codecs.BOM_UTF16_BE, b"\0"))
        return head.decode("utf-16-be" if big else "utf-16-le", errors="ignore").removeprefix("\ufeff")
    return head.decode("utf-8", errors="replace").removeprefix("\ufeff")
