"""Descriptions within the graphs of exported records, such as those of distributions: each IRI leaves once.

Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from ..store.selecting import Candidate
from .packed_candidates import PackedCandidates

__all__ = ["InnerParts", "PartIndex"]

_BUCKETS: Final = 64


class PartIndex:
    """Which records may describe which IRIs within their graphs: hashes of the IRIs, since few of them matter.

    An IRI matters if two records describe it, or if it leaves as a record or as a node record itself. Two IRIs of one
    hash only cost another look at the graphs.
    """

    def __init__(self) -> None:
        self._hashes = [array("q") for _ in range(_BUCKETS)]
        self._holders = [array("i") for _ in range(_BUCKETS)]

    def add(self, holder: int, iris: Iterable[str]) -> None:
        """Add what the graph of a record describes, by the number of the record."""
        for iri in iris:
            key = hash(iri)
            self._hashes[key % _BUCKETS].append(key)
            self._holders[key % _BUCKETS].append(holder)

    def holders(self, others: Iterable[str], *, repeated: bool = False) -> dict[int, set[int]]:
        """The records that may describe some IRIs, or one that others describe, too: the hashes by record."""
        asked = [array("q") for _ in range(_BUCKETS)]
        for iri in others:
            key = hash(iri)
            asked[key % _BUCKETS].append(key)
        found: defaultdict[int, set[int]] = defaultdict(set)
        for hashes, holders, some in zip(self._hashes, self._holders, asked, strict=True):
            wanted = set(hashes).intersection(some) if some else set()
            if repeated:
                wanted |= _find_repeated(hashes)
            if wanted:
                for key, holder in zip(hashes, holders, strict=True):
                    if key in wanted:
                        found[holder].add(key)
        return dict(sorted(found.items()))


def _find_repeated(hashes: array[int]) -> set[int]:
    seen: set[int] = set()
    found: set[int] = set()
    for key in hashes:
        if key in seen:
            found.add(key)
        seen.add(key)
    return found


class InnerParts:
    """The IRIs described within the graphs of records that leave, and the records that hold them."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._others: dict[str, list[str]] = {}

    def add(self, holder: str, iris: Iterable[str]) -> None:
        """Add what the graph of a record describes."""
        for iri in iris:
            if self._first.setdefault(iri, holder) != holder:
                self._others.setdefault(iri, []).append(holder)

    def become_parts(self, leaving: PackedCandidates) -> Iterator[str]:
        """The IRIs of the records that their source describes within another record that leaves, by now.

        The newer description counts: what is missing, or leaves in an older version, is described by the others.
        """
        gone: set[str] = set()
        records = {iri: leaving[iri] for iri in self._first if iri in leaving}
        # Whatever may stand for a record comes before it.
        for iri in sorted(records, key=lambda iri: (_age(records[iri]), iri)):
            record = records[iri]
            holders = (leaving[holder] for holder in self._holders(iri, leaving) if holder not in gone)
            if any(one.source_id == record.source_id and _age(one) < _age(record) for one in holders):
                gone.add(iri)
                yield iri

    def cuts(self, leaving: PackedCandidates) -> dict[str, set[str]]:
        """The descriptions that must not leave within a record, since they leave elsewhere: IRIs by record.

        A record of its own counts before parts of others; of these the source of the first priority, then the
        oldest one, then what is newer in it.
        """
        found: dict[str, set[str]] = {}
        for iri in sorted({*self._others, *(iri for iri in self._first if iri in leaving)}):
            holders = self._holders(iri, leaving)
            if iri not in leaving:
                holders = sorted(holders, key=lambda one: _rank(leaving[one]))[1:]
            for holder in holders:
                found.setdefault(holder, set()).add(iri)
        return found

    def held_in(self, leaving: PackedCandidates) -> Iterator[str]:
        """The IRIs that a record that leaves describes."""
        return (iri for iri in self._first if self._holders(iri, leaving))

    def _holders(self, iri: str, leaving: PackedCandidates) -> list[str]:
        return [one for one in (self._first[iri], *self._others.get(iri, ())) if one in leaving]


def _age(candidate: Candidate) -> tuple[bool, bool]:
    """Whether a record is missing from its source, and whether an older version of it leaves."""
    return candidate.state == "missing", candidate.version_id != candidate.newest_id


def _rank(holder: Candidate) -> tuple[int, int, tuple[bool, bool], str]:
    return holder.priority, holder.source_id, _age(holder), holder.iri
