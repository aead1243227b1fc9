"""Make JSON-LD safe to parse: not too large, not too deep, no other JSON, no context from the network."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from ..messages.reading import ReadingText
from .ckan_answers import refuse_ckan_answer
from .contexts import ContextDocument, substitute_contexts
from .data_json import refuse_data_json
from .limits import MAX_DEPTH, MAX_JSON_BYTES
from .notes import Notes

_STRUCTURE: Final = b'"[]{}'
_ALL_ELSE: Final = bytes(set(range(256)) - set(_STRUCTURE))
_ONE_KIND: Final = bytes.maketrans(b"{}", b"[]")
_KEY: Final = b'"@context"'
_ESCAPED_KEY: Final = re.compile(rb'"(?:[@contex]|\\u00[0-9A-Fa-f]{2}){8}"')
_STRING: Final = re.compile(rb'"[^"]*"')


def guard_json(data: bytes, notes: Notes, *, base: str, contexts: Mapping[str, ContextDocument]) -> bytes:
    """Guard a document, and insert available contexts; the same object if none is named, and no key of one is escaped.

    Raises:
        DocumentError: too large, too deep, data.json, an answer of CKAN, or a context that is not available.
    """
    if len(data) > MAX_JSON_BYTES:
        raise notes.refusal("read:too-large", ReadingText.JSON_TOO_LARGE(size=len(data), limit=MAX_JSON_BYTES))
    if is_deeper(data, MAX_DEPTH):
        raise notes.refusal("read:too-deep", ReadingText.JSON_TOO_DEEP(limit=MAX_DEPTH))
    if b"\\u00" in data:
        data = _ESCAPED_KEY.sub(_plain_key, data)
    refuse_data_json(data, notes)
    refuse_ckan_answer(data, notes)
    return substitute_contexts(data, notes, base=base, contexts=contexts)


def _plain_key(found: re.Match[bytes]) -> bytes:
    return _KEY if json.loads(found[0]) == "@context" else found[0]


def is_deeper(data: bytes, limit: int) -> bool:
    """Whether objects and arrays nest deeper, without parsing and in a few passes over the bytes."""
    if b"\\" in data:
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    marks = data.translate(_ONE_KIND, _ALL_ELSE)
    # Removing two adjacent quotes does not change what is inside or outside of strings.
    marks = _STRING.sub(b"", marks.replace(b'""', b""))
    for _ in range(limit):
        inner = marks.replace(b"[]", b"")
        if len(inner) == len(marks):
            # Nothing left, or broken JSON: the parser's stack grows by one for each bracket left open.
            return marks.count(b"[") > limit
        marks = inner
    return b"[" in marks
