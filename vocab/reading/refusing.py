"""Recognise documents that are not RDF, so that errors can name their kind."""

from __future__ import annotations

import re
from typing import Final

from ..messages import MessageTemplate
from ..messages.reading import ReadingText
from .decoding import has_utf16
from .notes import Notes
from .sniffing import is_html

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
_HEAD: Final = 1024
_HTML_HEAD: Final = 1 << 16
_INK: Final = re.compile(rb"\S")


def refuse_binary(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for archives, office files, images and anything with NUL bytes near its start."""
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise notes.refusal("read:not-rdf", reason())
    at = data.find(b"\0", 0, _HEAD)
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
