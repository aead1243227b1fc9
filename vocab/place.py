"""The text of a place: a document, with line and column if they are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .text import first_of

__all__ = ["place_text", "places_text"]

_SHOWN: Final = 3


def place_text(document: str, line: int | None = None, column: int | None = None) -> str:
    """The text of a place, in the form that terminals and editors recognise.

    >>> place_text("a.ttl"), place_text("a.ttl", 12), place_text("a.ttl", 12, 5)
    ('a.ttl', 'a.ttl:12', 'a.ttl:12:5')
    """
    return ":".join([document, *(str(number) for number in (line, column) if number is not None)])


def places_text(documents: Sequence[str]) -> str | None:
    """The names of documents as one text: at most three, then … if there are more."""
    return ", ".join(first_of(documents, _SHOWN)) or None
