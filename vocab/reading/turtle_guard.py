"""Make Turtle, TriG, N-Triples and N-Quads safe to parse: repair language tags, refuse triple terms.

pyoxigraph stops at ``"x"@en_US``, and nested triple terms crash the process. Both are searched for outside literals,
comments and IRIs, and only if a quick search of the bytes finds that there may be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from mmap import mmap
from typing import Final

from ..messages.reading import ReadingText
from .iris import repair_tag
from .notes import Notes

# Begins with one fixed byte, so that the search skips from @ to @.
_ODD_TAG: Final = re.compile(rb"@(?![A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--(?:ltr|rtl))?(?![A-Za-z0-9_-]))")
_TAG: Final = re.compile(rb"[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--(?:ltr|rtl))?")
_DIRECTION: Final = re.compile(rb"--(?:ltr|rtl)$")

_AFTER: Final = rb"(?:[ \t\r\n]*+@([A-Za-z0-9_-]++))?"
_TOKEN: Final = re.compile(
    rb'"""(?:[^"\\]++|\\.|"(?!""))*+"""' + _AFTER + rb"|'''(?:[^'\\]++|\\.|'(?!''))*+'''" + _AFTER +
    rb'|"(?:[^"\\]++|\\.)*+"' + _AFTER + rb"|'(?:[^'\\]++|\\.)*+'" + _AFTER +
    # One "<" too many before an IRI is a slip of the pen, and no triple term begins after "^^".
    rb"|((?<!\^\^)(?<!\^\^\s)<<(?![^\s<>\"]++>))|<[^>]*+>|#[^\r\n]*+|\\.",
    re.DOTALL,
)  # fmt: skip
"""Literals with the tag after them (groups 1 to 4), triple terms (group 5), IRIs, comments, escapes in names."""
_TRIPLE_TERM_GROUP: Final = 5
_PIECE: Final = 1 << 20


def guard_turtle(data: bytes, notes: Notes) -> bytes:
    """Guard a document, and repair its language tags; the same object if none is ill-formed.

    Raises:
        DocumentError: it has triple terms.
    """
    if not may_need_repair(data):
        return data
    noticed = len(notes.findings)
    repaired = b"".join(repaired_pieces(data, notes))
    return data if len(notes.findings) == noticed else repaired


def may_need_repair(data: bytes) -> bool:
    """Whether there may be anything to repair or to refuse; a quick search of the bytes."""
    return b"<<" in data or _ODD_TAG.search(data) is not None


def repaired_pieces(data: bytes | mmap, notes: Notes) -> Iterator[bytes]:
    """Repair the language tags of a document, and return it in pieces.

    Raises:
        DocumentError: it has triple terms.
    """
    done = counted = 0
    line = 1
    for token in _TOKEN.finditer(data):
        group = token.lastindex
        if group is None:
            continue
        start, end = token.span(group)
        if group == _TRIPLE_TERM_GROUP:
            raise notes.refusal(
                "read:triple-term", ReadingText.TRIPLE_TERM(), line=line + _line_feeds(data, counted, start)
            )
        if data[end - 1 : end + 1] == b"_:":
            # A blank node directly after the tag, as lists allow: ("x"@en_:b0)
            end -= 1
        tag = data[start:end]
        if not tag or _TAG.fullmatch(tag):
            continue
        line += _line_feeds(data, counted, start)
        counted = start
        fix = _repair_tag(tag)
        notes.add("read:language-tag", value=tag.decode(), fix=fix, line=line)
        yield from _slices(data, done, start)
        yield fix.encode()
        done = end
    yield from _slices(data, done, len(data))


def _slices(data: bytes | mmap, start: int, end: int) -> Iterator[bytes]:
    """The bytes between two places, in pieces of limited size."""
    return (data[at : min(at + _PIECE, end)] for at in range(start, end, _PIECE))


def _line_feeds(data: bytes | mmap, start: int, end: int) -> int:
    return sum(piece.count(b"\n") for piece in _slices(data, start, end))


def _repair_tag(tag: bytes) -> str:
    direction = _DIRECTION.search(tag)
    if direction is None:
        return repair_tag(tag.decode())
    return repair_tag(tag[: direction.start()].decode()) + direction[0].decode()
