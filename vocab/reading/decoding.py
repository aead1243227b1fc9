"""Decode a document to plain UTF-8 bytes, the only form that all parsers read equally."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NoReturn

from ..messages.reading import ReadingText
from .notes import Notes

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
