"""Where something stands: a document, with line and column where they are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .text import first_of

__all__ = ["place_text", "places_text"]

_SHOWN: Final = 3


def place_text(document: str, line: int | None = None, column: int | None = None) -> str:
    """The one way in which a place is written; terminals and editors know it.

    >>> place_text("a.ttl"), place_text("a.ttl", 12), place_text("a.ttl", 12, 5)
    ('a.ttl', 'a.ttl:12', 'a.ttl:12:5')
    """
    return ":".join([document, *(str(number) for number in (line, column) if number is not None)])


def places_text(documents: Sequence[str]) -> str | None:
    """The names of documents as one text: three at most, then … where there are more."""
    return ", ".join(first_of(documents, _SHOWN)) or None
