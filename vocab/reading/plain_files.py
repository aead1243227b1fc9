"""Guard a large file piece by piece, so that its bytes need not be in memory while it is parsed.

It is for files with which nothing is the matter: any other is left to the guards of `read_document`, which repair it,
or refuse it and say why.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import BinaryIO, Final

from ..errors import DocumentError
from .documents import guarded_text
from .limits import MAX_BYTES
from .notes import Notes
from .turtle_guard import may_need_repair

_LEAST: Final = 1 << 24
"""Bytes of a file that is worth the while: smaller ones are read as a whole."""
_HEAD: Final = 1 << 17
"""Bytes of the beginning, in which all guards but those of `turtle_guard` and of UTF-8 look."""
_PIECE: Final = 1 << 18
_DECODED: Final = 1 << 15
"""Bytes that are decoded at once."""
_STREAMED: Final = frozenset({"turtle", "trig", "nt", "nq"})
_LONG_QUOTES: Final = (b'"""', b"'''")


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file that can be given to a parser as it is.

    Attributes:
        format: one of RDF_FORMATS.
        size: number of its bytes.
        may_hold_long_terms: whether a text may be longer than one piece.
    """

    format: str
    size: int
    may_hold_long_terms: bool


def inspect_plain(file: BinaryIO, *, place: str, base: str, format: str | None) -> PlainFile | None:  # noqa: A002
    """Inspect a file from its start; None if it is small, or needs the guards as a whole. It is at its start again.

    Raises:
        OSError: it cannot be read.
    """
    if not file.seekable():
        return None
    size = file.seek(0, 2)
    file.seek(0)
    if not _LEAST <= size <= MAX_BYTES:
        return None
    found = _format(file.read(_HEAD), place, base, format)
    file.seek(0)
    if found is None:
        return None
    has_long_quotes = _look_through(file)
    file.seek(0)
    return None if has_long_quotes is None else PlainFile(found, size, has_long_quotes)


def _format(head: bytes, place: str, base: str, format: str | None) -> str | None:  # noqa: A002
    """The format, if the guards let the whole lines of a head pass without a change or a finding."""
    lines = head[: head.rfind(b"\n") + 1]
    notes = Notes(place)
    try:
        found, text = guarded_text(lines, notes, base=base, format=format)
    except DocumentError:
        return None
    return found if found in _STREAMED and text is lines and not notes.findings else None


def _look_through(file: BinaryIO) -> bool | None:
    """Whether there are texts in long quotes; None if a piece has a fault, or no line ends in it."""
    has_long_quotes = False
    while piece := file.read(_PIECE):
        # No tag, and no character, goes on behind a line break.
        lines = piece + file.readline(_PIECE)
        if (len(lines) == 2 * _PIECE and not lines.endswith(b"\n")) or not _is_plain(lines):
            return None
        has_long_quotes = has_long_quotes or any(quotes in lines for quotes in _LONG_QUOTES)
    return has_long_quotes


def _is_plain(lines: bytes) -> bool:
    return _is_utf_8(memoryview(lines)) and not may_need_repair(lines)


def _is_utf_8(data: memoryview) -> bool:
    """Whether bytes are UTF-8; what is decoded stays in the cache of the processor, which halves the time."""
    at = 0
    try:
        while at < len(data):
            is_end = at + _DECODED >= len(data)
            at += codecs.utf_8_decode(data[at : at + _DECODED], "strict", is_end)[1]
    except UnicodeDecodeError:
        return False
    return True
