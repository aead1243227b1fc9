"""Marks of secrecy among the keys of JSON, and the terms that state them in RDF.

Other spellings that can only mean one are found later, by the same functions as in RDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DMV, RDF

from .stream import Json, JsonObject, is_list, json_text

_KEYS: Final = frozenset({"secrecy", abbreviate(DMV.secrecy.value), DMV.secrecy.value.lower()})

_KEY_NAMES: Final = frozenset({"key", "name"})
"""Members under which an object has the key that its value belongs to."""


def marks_secrecy(key: str) -> bool:
    """Whether a key marks state secrets."""
    return key.lower() in _KEYS


def mark_terms(value: Json) -> Iterator[Literal]:
    """The marks that a value states; what is no text is a mark that is not understood."""
    for mark in value if is_list(value) else [value]:
        yield Literal(mark) if type(mark) is str else Literal(json_text(mark), datatype=RDF.JSON)


def members_within(value: Json) -> Iterator[tuple[str, Json]]:
    """The members of all objects within a value, however deep; an object of a key and a value is a member, too."""
    if isinstance(value, JsonObject):
        members = (*value.items(), *value.repeated)
        yield from _stated_member(members)
        for key, one in members:
            yield key, one
            yield from members_within(one)
    elif isinstance(value, list):
        for one in value:
            yield from members_within(one)


def _stated_member(members: Iterable[tuple[str, Json]]) -> Iterator[tuple[str, Json]]:
    """The member that an object is which has its key under ``key`` and its value under ``value``, as extras of CKAN."""
    keys: list[str] = []
    values: list[Json] = []
    for key, one in members:
        if key.lower() == "value":
            values.append(one)
        elif key.lower() in _KEY_NAMES and type(one) is str:
            keys.append(one)
    for key in keys:
        for one in values:
            yield key, one
