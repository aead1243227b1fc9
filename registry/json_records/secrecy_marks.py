"""Marks of secrecy among the keys of JSON, and the terms that state them in RDF.

Other spellings that can only mean one are found later, by the same functions as in RDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DMV, RDF

from .json_values import Json, JsonObject, is_list, json_text

__all__ = ["mark_terms", "marks_secrecy", "members_within"]

_KEYS: Final = frozenset({"secrecy", abbreviate(DMV.secrecy.value), DMV.secrecy.value.lower()})


def marks_secrecy(key: str) -> bool:
    """Whether a key marks state secrets."""
    return key.lower() in _KEYS


def mark_terms(value: Json) -> Iterator[Literal]:
    """The marks that a value states; what is no text is a mark that is not understood."""
    for mark in value if is_list(value) else [value]:
        yield Literal(mark) if type(mark) is str else Literal(json_text(mark), datatype=RDF.JSON)


def members_within(value: Json) -> Iterator[tuple[str, Json]]:
    """The members of all objects within a value, however deep."""
    if isinstance(value, JsonObject):
        for key, one in (*value.items(), *value.repeated):
            yield key, one
            yield from members_within(one)
    elif isinstance(value, list):
        for one in value:
            yield from members_within(one)
