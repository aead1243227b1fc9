"""Make Turtle, TriG, N-Triples and N-Quads safe to parse: language tags mended, triple terms refused.

pyoxigraph ends a document at ``"x"@en_US``, and nested triple terms end the whole process. Both are looked for
outside literals, comments and IRIs, and only when a glance at the bytes says that there may be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from mmap import mmap
from typing import Final

from ..messages.reading import TRIPLE_TERM
from .language_tags import mended_tag
from .notes import Notes

__all__ = ["guard_turtle", "may_need_mending", "mended_pieces"]

# Begins with one fixed byte, so that the search skips from @ to @.
_ODD_TAG: Final = re.compile(rb"@(?![A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--(?:ltr|rtl))?(?![A-Za-z0-9_-]))")
_TAG: Final = re.compile(rb"[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--(?:ltr|rtl))?")
_DIRECTION: Final = re.compile(rb"--(?:ltr|rtl)$")

_AFTER: Final = rb"(?:[ \t\r\n]*+@([A-Za-z0-9_-]++))?"
_TOKEN: Final = re.compile(
    rb'"""(?:[^"\\]++|\\.|"(?!""))*+"""' + _AFTER + rb"|'''(?:[^'\\]++|\\.|'(?!''))*+'''" + _AFTER +
    rb'|"(?:[^"\\]++|\\.)*+"' + _AFTER + rb"|'(?:[^'\\]++|\\.)*+'" + _AFTER +
    rb"|(<<)|<[^>]*+>|#[^\r\n]*+|\\.",
    re.DOTALL,
)  # fmt: skip
"""Literals with the tag behind them (groups 1 to 4), triple terms (group 5), IRIs, comments, escapes in names."""
_TRIPLE_TERM_GROUP: Final = 5
_PIECE: Final = 1 << 20


def guard_turtle(data: bytes, notes: Notes) -> bytes:
    """The document with its language tags mended; the same object when none was ill-formed.

    Raises:
        DocumentError: it holds triple terms.
    """
    if not may_need_mending(data):
        return data
    noticed = len(notes.findings)
    mended = b"".join(mended_pieces(data, notes))
    return data if len(notes.findings) == noticed else mended


def may_need_mending(data: bytes) -> bool:
    """A glance at the bytes: whether there may be anything to mend or to refuse."""
    return b"<<" in data or _ODD_TAG.search(data) is not None


def mended_pieces(data: bytes | mmap, notes: Notes) -> Iterator[bytes]:
    """The document with its language tags mended, in pieces.

    Raises:
        DocumentError: it holds triple terms.
    """
    done = counted = 0
    line = 1
    for token in _TOKEN.finditer(data):
        group = token.lastindex
        if group is None:
            continue
        start, end = token.span(group)
        if group == _TRIPLE_TERM_GROUP:
            raise notes.refusal("read:triple-term", TRIPLE_TERM(), line=line + _line_feeds(data, counted, start))
        if data[end - 1 : end + 1] == b"_:":
            # A blank node right behind the tag, as lists allow: ("x"@en_:b0)
            end -= 1
        tag = data[start:end]
        if not tag or _TAG.fullmatch(tag):
            continue
        line += _line_feeds(data, counted, start)
        counted = start
        fix = _mended(tag)
        notes.add("read:language-tag", value=tag.decode(), fix=fix, line=line)
        yield from _slices(data, done, start)
        yield fix.encode()
        done = end
    yield from _slices(data, done, len(data))


def _slices(data: bytes | mmap, start: int, end: int) -> Iterator[bytes]:
    """What stands between, none of it very long."""
    return (data[at : min(at + _PIECE, end)] for at in range(start, end, _PIECE))


def _line_feeds(data: bytes | mmap, start: int, end: int) -> int:
    return sum(piece.count(b"\n") for piece in _slices(data, start, end))


def _mended(tag: bytes) -> str:
    direction = _DIRECTION.search(tag)
    if direction is None:
        return mended_tag(tag.decode())
    return mended_tag(tag[: direction.start()].decode()) + direction[0].decode()
