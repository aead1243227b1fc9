"""Descriptions within the graphs of records, such as those of distributions: each IRI leaves once.

Also which records they keep from leaving. Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from danhmuc.vocab.lines import iri_subjects

from ..store.database import Connection
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.selecting import Candidate
from .decider import Ground, LeavingDecider, topics_of
from .graph_cache import PAGE, GraphCache, pages_of
from .leaving import LeftOut
from .packed_candidates import PackedCandidates

_BUCKETS: Final = 64


class DescriptionsWithin:
    """The descriptions within the graphs of the records that leave.

    Args:
        graphs: gets the graphs that are read.
        leaving: the records that leave; those that must not are removed.
        out: gets them.
    """

    def __init__(
        self,
        connection: Connection,
        decider: LeavingDecider,
        graphs: GraphCache,
        leaving: PackedCandidates,
        out: LeftOut,
    ) -> None:
        self._connection = connection
        self._decider = decider
        self._graphs = graphs
        self._leaving = leaving
        self._out = out
        self._parts = PartIndex()

    def drop_holders(self) -> None:
        """Leave out the records whose own graph describes something that is kept back, such as a distribution.

        What the graphs of the others describe is noted.
        """
        leaving = self._leaving
        for page in pages_of(leaving.numbers(), PAGE):
            stored = graph_bodies(self._connection, [leaving.version(number) for number in page])
            for number in page:
                iri = leaving.iri(number)
                nquads = stored[leaving.version(number)]
                others = iri_subjects(nquads)
                others.discard(iri)
                ground = None
                if others and self._decider.has_bars:
                    ground = self._decider.find_within(leaving.candidate(number), others, nquads)
                if ground is None:
                    self._parts.add(number, others)
                else:
                    self._leave_out(leaving, number, ground)
                    del stored[leaving.version(number)]
            self._graphs.hold(stored)

    def repeated_parts(self) -> InnerParts:
        """The parts that several records describe, or that leave as records."""
        return self._parts_of(self._parts.holders(self._leaving, repeated=True))

    def parts_with_iris(self, iris: Iterable[str]) -> InnerParts:
        """The parts that have one of some IRIs."""
        return self._parts_of(self._parts.holders(iris))

    def drop_speakers(self, found: PackedCandidates, numbers: Iterable[int], hidden: set[str]) -> None:
        """Leave out node records and catalogue records about what is kept back, whatever their class is.

        Args:
            numbers: of those that are looked at.
            hidden: gets the IRIs of those left out.
        """
        if not self._decider.has_bars:
            return
        for page in pages_of(numbers, PAGE):
            # Among them are table schemas of secrets, which are dropped by their datasets only afterwards.
            connection = with_words(self._connection, "deciding")
            stored = graph_bodies(connection, [found.version(number) for number in page])
            for number in page:
                topics = topics_of(stored[found.version(number)])
                if found is self._leaving:
                    # What leaves itself may be spoken of, however public others say that it is.
                    topics = {topic for topic in topics if topic not in found}
                ground = self._decider.find_spoken_of(found.candidate(number), topics) if topics else None
                if ground is not None:
                    hidden.add(found.iri(number))
                    self._leave_out(found, number, ground)
                    del stored[found.version(number)]
            self._graphs.hold(stored)

    def _leave_out(self, found: PackedCandidates, number: int, ground: Ground) -> None:
        self._out.add(found.candidate(number), ground)
        found.remove(number)

    def _parts_of(self, hashes: dict[int, set[int]]) -> InnerParts:
        """The parts with some hashes, by the numbers of the records that may hold them, read again."""
        parts = InnerParts()
        for page in pages_of(hashes, PAGE):
            stored = self._graphs.read([self._leaving.version(number) for number in page])
            for number in page:
                iri = self._leaving.iri(number)
                others = iri_subjects(stored[self._leaving.version(number)]) - {iri}
                parts.add(iri, (one for one in others if hash(one) in hashes[number]))
        return parts


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
