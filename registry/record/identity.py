"""Identity of records: renames, proposed and made, and IRIs that name one thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from danhmuc.vocab.json_values import json_members

Evidence: TypeAlias = Literal["content", "downloads", "identifier"]
"""What a missing record and a new one have in common: all their content, title and downloads, or ``dct:identifier``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An IRI that a record had before it was renamed.

    Attributes:
        source: name of the record's source.
        old, new: the IRI that it had, and the one it got.
        reason: given by a person; None once the record is purged.
        until: when a person ended it; None while it holds.
        ended_by, ended_because: who ended it, and why.
    """

    source: str
    old: str
    new: str
    at: str
    by: str
    reason: str | None
    until: str | None = None
    ended_by: str | None = None
    ended_because: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The redirect as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRename:
    """A new record that is probably one that is missing from the same source, under another IRI.

    Attributes:
        source: name of the source.
        old, new: IRI of the missing record and of the new one.
        evidence: ``content`` (equal but for the IRI), ``downloads`` (the same title and downloads) or ``identifier``
            (the same ``dct:identifier``).
        run: the run that found it; None in a plan.
        at: when that was; None in a plan.
    """

    source: str
    old: str
    new: str
    evidence: Evidence
    run: int | None = None
    at: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The proposal as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbiguousRename:
    """Missing records and new ones that have the same in common, so that none of them is proposed as renamed.

    Attributes:
        old, new: their IRIs, sorted.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAs:
    """Two IRIs that name one thing, as a person says.

    Attributes:
        reason: given by that person; None once the thing is purged.
        until: when a person ended it; None while it holds.
        ended_by, ended_because: who ended it, and why.
    """

    first: str
    second: str
    at: str
    by: str
    reason: str | None
    until: str | None = None
    ended_by: str | None = None
    ended_because: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The statement as JSON has it."""
        return json_members(self, self.__slots__)


def groups_of(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """The group of each IRI in some pairs: all that it is paired with, directly or through others, itself included.

    >>> sorted(groups_of([("a", "b"), ("b", "c")])["a"])
    ['a', 'b', 'c']
    """
    parents: dict[str, str] = {}

    def root(iri: str) -> str:
        parents.setdefault(iri, iri)
        while (parent := parents[iri]) != iri:
            parents[iri] = parents[parent]
            iri = parents[iri]
        return iri

    for first, second in pairs:
        parents[root(first)] = root(second)
    groups: dict[str, list[str]] = {}
    for iri in list(parents):
        groups.setdefault(root(iri), []).append(iri)
    return {iri: group for members in groups.values() for group in [frozenset(members)] for iri in members}
