"""Recognise what is no RDF at all, so that it is refused by its right name."""

from __future__ import annotations

import re
from typing import Final

from .decoding import has_utf16
from .notes import Notes
from .sniffing import is_html

__all__ = ["refuse_binary", "refuse_empty", "refuse_html"]

_MAGIC: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an Office file of the old kind"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
)
_HEAD: Final = 1024
_HTML_HEAD: Final = 1 << 16
_INK: Final = re.compile(rb"\S")


def refuse_binary(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for archives, office files, images and anything with NUL bytes near its start."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise notes.refusal("read:not-rdf", f"{what}, not RDF")
    at = data.find(b"\0", 0, _HEAD)
    if at >= 0 and not has_utf16(data):
        raise notes.refusal("read:not-rdf", f"a binary file (NUL byte at position {at}), not RDF")


def refuse_empty(data: bytes, notes: Notes) -> None:
    """Raise DocumentError when nothing but white space is there."""
    if _INK.search(data) is None:
        raise notes.refusal("read:empty", "an empty file")


def refuse_html(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for a web page, such as a portal sends in place of a file that is gone."""
    if is_html(data[:_HTML_HEAD].decode(errors="replace")):
        raise notes.refusal("read:html", "an HTML page, not RDF; the location may need another address or a login")
