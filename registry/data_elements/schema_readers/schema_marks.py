"""Marks of secrecy in schemas, whose formats have no place for one: what can only be meant for one is one.

A mark counts for all that its document describes. The records are made with it, so that they are refused or kept back
as any others. Source: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote
from xml.etree.ElementTree import Element

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.folding import fold

from ...record.secrecy import is_about_access, is_mark, may_mark, reading_of_text

_PROPERTY: Final = "urn:key/"
_BEFORE: Final = re.compile(r"^(?:.*[#/:}])?(?:x[-_])?", re.IGNORECASE | re.DOTALL)
"""What may stand before the local name of a key."""
_NAMING: Final = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependencies", "dependentSchemas", "dependentRequired"}
)
"""Keys of JSON Schema whose members are named by columns and definitions: a column may be about secrecy."""
_NOTES: Final = frozenset({"chuthich", "comment", "comments", "documentation", "ghichu", "luuy", "note", "notes"})
"""Keys of notes, folded: one that is a mark and nothing else is the mark of what it is about."""
_INSTANCES: Final = frozenset({"@context", "const", "default", "enum", "example", "examples"})


def mark_under(name: str, text: str) -> str | None:
    """The text if it may mark a secret under a name, such as a key; None if it does not, or plainly denies it."""
    local = _BEFORE.sub("", name)
    if "".join(fold(local).replace("$", "").split()) in _NOTES:
        return text.strip() if is_mark(text) else None
    prop = NamedNode(_PROPERTY + quote(local, safe=""))
    if not text.strip() or not is_about_access(prop) or not may_mark(prop, Literal(text), _no_values):
        return None
    return None if reading_of_text(text) == "none" else text.strip()


def marks_in_json(value: object, *, is_naming: bool = False) -> Iterator[str]:
    """The marks in a document.

    Args:
        is_naming: whether the members are named by columns.
    """
    if isinstance(value, list):
        for one in value:
            yield from marks_in_json(one)
    if not isinstance(value, Mapping):
        return
    for key, one in value.items():
        if is_naming and not isinstance(one, str):
            yield from marks_in_json(one)
        elif key not in _INSTANCES:
            yield from (mark for text in _texts_in(one) if (mark := mark_under(key, text)) is not None)
            yield from marks_in_json(one, is_naming=key in _NAMING)


def marks_in_xml(root: Element) -> Iterator[str]:
    """The marks in a document: as attributes, and as elements in annotations."""
    for element in root.iter():
        given = [(element.tag, "".join(element.itertext())), *element.attrib.items()]
        yield from (mark for name, text in given if (mark := mark_under(name, text)) is not None)


def _texts_in(value: object) -> Iterator[str]:
    """The texts of a value; that something is false, or null, is none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _texts_in(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _texts_in(one))
    elif value is not None and value is not False:
        yield str(value)


def _no_values(_: BlankNode | NamedNode) -> tuple[Literal, ...]:
    return ()
