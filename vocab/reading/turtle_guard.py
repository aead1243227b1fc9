"""Make Turtle, TriG, N-Triples and N-Quads safe to parse: language tags mended, triple terms refused.

pyoxigraph ends a document at ``"x"@en_US``, and nested triple terms end the whole process. Both are looked for
outside literals, comments and IRIs, and only when a glance at the bytes says that there may be any.
"""

from __future__ import annotations

import re
from typing import Final

from .language_tags import mended_tag
from .notes import TRIPLE_TERM, Notes

__all__ = ["guard_turtle"]

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


def guard_turtle(data: bytes, notes: Notes) -> bytes:
    """The document with its language tags mended; the same object when none was ill-formed.

    Raises:
        DocumentError: it holds triple terms.
    """
    if b"<<" not in data and _ODD_TAG.search(data) is None:
        return data
    pieces: list[bytes] = []
    done = counted = 0
    line = 1
    for token in _TOKEN.finditer(data):
        group = token.lastindex
        if group is None:
            continue
        start, end = token.span(group)
        if group == _TRIPLE_TERM_GROUP:
            raise notes.refusal("read:triple-term", TRIPLE_TERM, line=line + data.count(b"\n", counted, start))
        if data[end - 1 : end + 1] == b"_:":
            # A blank node right behind the tag, as lists allow: ("x"@en_:b0)
            end -= 1
        tag = data[start:end]
        if not tag or _TAG.fullmatch(tag):
            continue
        line += data.count(b"\n", counted, start)
        counted = start
        fix = _mended(tag)
        notes.add("read:language-tag", value=tag.decode(), fix=fix, line=line)
        pieces += (data[done:start], fix.encode())
        done = end
    if not pieces:
        return data
    pieces.append(data[done:])
    return b"".join(pieces)


def _mended(tag: bytes) -> str:
    direction = _DIRECTION.search(tag)
    if direction is None:
        return mended_tag(tag.decode())
    return mended_tag(tag[: direction.start()].decode()) + direction[0].decode()
