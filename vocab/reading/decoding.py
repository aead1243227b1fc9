"""Decode a document to plain UTF-8 bytes, the only form that all parsers read equally."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import unicodedata
import zlib
from collections.abc import Mapping
from typing import Final, NoReturn

from ..messages import FOREIGN_WORDS, MessageTemplate
from ..messages.reading import ReadingText
from .notes import MAX_GZIP_RATIO, Notes

# ---------------------------------------------------------------- decoding

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BARE_UTF16: Final = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
"""An XML declaration in UTF-16 without BOM."""

_DECLARED: Final[Mapping[str, str]] = {
    "utf-8": "utf-8",
    "ascii": "utf-8",
    # Declared by programs that wrote UTF-8: in UTF-16 the declaration could not be read as ASCII.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "iso8859-1": "iso8859-1",
    "cp1252": "cp1252",
    "cp1258": "cp1258",
}
"""Encodings that an XML declaration may name, by Python's names, and the encoding to use."""
_NAMES: Final = ("UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "windows-1258")

_XML_ENCODING: Final = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_PIECE: Final = 1 << 16
"""Larger pieces are decoded into memory that is mapped anew each time, which takes three times as long."""


def decode(data: bytes, notes: Notes) -> bytes:
    """Decode a document to UTF-8 without BOM; the same object if it is that already.

    A declaration in XML is changed to UTF-8. windows-1258 is composed to NFC, since it cannot write Vietnamese letters
    in one character.

    Raises:
        DocumentError: the bytes are not of the encoding, or the encoding is unknown.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            found = "UTF-8 with BOM" if bom == codecs.BOM_UTF8 else encoding.upper()
            return _convert(data[len(bom) :], encoding, found, notes)
    for start, encoding in _BARE_UTF16:
        if data.startswith(start):
            return _convert(data, encoding, encoding.upper(), notes)
    declaration = _XML_ENCODING.match(data[:256])
    if declaration is None:
        _check_utf8(data, notes)
        return data
    declared = declaration[1].decode("ascii")
    encoding = _find_encoding(declared, notes)
    if encoding == "utf-8" and declared.lower() == "utf-8":
        _check_utf8(data, notes)
        return data
    return _convert(data, encoding, declared, notes)


def has_utf16(data: bytes) -> bool:
    """Whether the bytes begin as UTF-16, in which NUL bytes do not indicate a binary file."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, *(start for start, _ in _BARE_UTF16)))


def _find_encoding(declared: str, notes: Notes) -> str:
    try:
        return _DECLARED[codecs.lookup(declared).name]
    except LookupError as error:
        reason = ReadingText.ENCODING_UNKNOWN(name=declared, known=_NAMES)
        raise notes.refusal("read:encoding", reason, line=1) from error


def _convert(data: bytes, encoding: str, found: str, notes: Notes) -> bytes:
    if encoding == "utf-8":
        _check_utf8(data, notes)
        plain = data
    else:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            _refuse(data[: error.start].decode(encoding), error.start, data[error.start], encoding, error, notes)
        plain = (unicodedata.normalize("NFC", text) if encoding == "cp1258" else text).encode()
    notes.add("read:decoded", value=found, fix="UTF-8")
    declaration = _XML_ENCODING.match(plain[:256])
    if declaration is None or declaration[1].lower() == b"utf-8":
        return plain
    return plain[: declaration.start(1)] + b"UTF-8" + plain[declaration.end(1) :]


def _check_utf8(data: bytes, notes: Notes) -> None:
    """Refuse bytes that are not UTF-8, without holding the whole text."""
    if data.isascii():
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    for start in range(0, len(data), _PIECE):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(view[start : start + _PIECE], final=start + _PIECE >= len(data))
        except UnicodeDecodeError as error:
            at = start - pending + error.start
            _refuse(data[:at].decode(), at, data[at], "UTF-8", error, notes)


def _refuse(before: str, at: int, byte: int, encoding: str, error: UnicodeDecodeError, notes: Notes) -> NoReturn:
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    reason = ReadingText.BYTE_NOT_IN_ENCODING(byte=f"0x{byte:02X}", position=at, encoding=encoding)
    raise notes.refusal("read:encoding", reason, line=line, column=column) from error


# ---------------------------------------------------------------- gunzipping
# Decompress a gzipped document, and refuse one that grows too large.

GZIP_MAGIC: Final = b"\x1f\x8b"

_GUNZIPPED_PIECE: Final = 1 << 20
_FREE_RATIO: Final = 1 << 24


def gunzip(data: bytes, notes: Notes, *, max_bytes: int) -> bytes:
    """Decompress a document; the same object if it is not compressed.

    Raises:
        DocumentError: it is damaged, or larger than `max_bytes`; no more than that is held in memory.
    """
    if not data.startswith(GZIP_MAGIC):
        if len(data) > max_bytes:
            raise notes.refusal("read:too-large", ReadingText.DOCUMENT_TOO_LARGE(size=len(data), limit=max_bytes))
        return data
    unpacked = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while piece := stream.read(_GUNZIPPED_PIECE):
                unpacked.write(piece)
                refuse_bomb(len(data), unpacked.tell(), notes, max_bytes=max_bytes)
    except EOFError as error:
        raise notes.refusal("read:gzip", ReadingText.GZIP_CUT_OFF(size=unpacked.tell())) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        reason = ReadingText.GZIP_DAMAGED(size=unpacked.tell(), reason=FOREIGN_WORDS(words=str(error)))
        raise notes.refusal("read:gzip", reason) from error
    return unpacked.getvalue()


def refuse_bomb(size: int, unpacked: int, notes: Notes, *, max_bytes: int) -> None:
    """Refuse a document that grows too large, or too many times its size.

    Raises:
        DocumentError: it is so.
    """
    if unpacked > max_bytes:
        raise notes.refusal("read:too-large", ReadingText.GZIP_TOO_LARGE(size=size, limit=max_bytes))
    if unpacked > max(_FREE_RATIO, MAX_GZIP_RATIO * size):
        raise notes.refusal("read:too-large", ReadingText.GZIP_TOO_DENSE(size=size, limit=MAX_GZIP_RATIO))


def gunzip_head(data: bytes, size: int) -> bytes:
    """Decompress the first bytes of a document; they may be empty if the stream is damaged."""
    if not data.startswith(GZIP_MAGIC):
        return data[:size]
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(data[: 2 * size], size)
    except zlib.error:
        return b""


# ---------------------------------------------------------------- sniffing
# Detect the RDF format by the first bytes of a document and its name.

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


# ---------------------------------------------------------------- refusing
# Recognise documents that are not RDF, so that errors can name their kind.

_MAGIC: Final = (
    (b"%PDF", ReadingText.DOCUMENT_IS_PDF),
    (b"PK\x03\x04", ReadingText.DOCUMENT_IS_ZIP),
    (b"PK\x05\x06", ReadingText.DOCUMENT_IS_EMPTY_ZIP),
    (b"\xd0\xcf\x11\xe0", ReadingText.DOCUMENT_IS_OLD_OFFICE),
    (b"\x89PNG", ReadingText.DOCUMENT_IS_PNG),
    (b"\xff\xd8\xff", ReadingText.DOCUMENT_IS_JPEG),
    (b"BZh", ReadingText.DOCUMENT_IS_BZIP2),
    (b"\xfd7zXZ", ReadingText.DOCUMENT_IS_XZ),
    (b"7z\xbc\xaf", ReadingText.DOCUMENT_IS_7Z),
    (b"\x28\xb5\x2f\xfd", ReadingText.DOCUMENT_IS_ZSTD),
)
_REFUSED_HEAD: Final = 1024
_HTML_HEAD: Final = 1 << 16
_INK: Final = re.compile(rb"\S")


def refuse_binary(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for archives, office files, images and anything with NUL bytes near its start."""
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise notes.refusal("read:not-rdf", reason())
    at = data.find(b"\0", 0, _REFUSED_HEAD)
    if at >= 0 and not has_utf16(data):
        raise notes.refusal("read:not-rdf", ReadingText.DOCUMENT_IS_BINARY(position=at))


def refuse_empty(data: bytes, notes: Notes) -> None:
    """Raise DocumentError if there is only white space."""
    if _INK.search(data) is None:
        raise notes.refusal("read:empty", ReadingText.DOCUMENT_EMPTY())


def refuse_html(data: bytes, notes: Notes, reason: MessageTemplate = ReadingText.DOCUMENT_IS_HTML) -> None:
    """Raise DocumentError for a web page, which portals send in place of a missing file."""
    if is_html(data[:_HTML_HEAD].decode(errors="replace")):
        raise notes.refusal("read:html", reason())
