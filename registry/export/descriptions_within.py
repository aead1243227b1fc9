"""Descriptions within the graphs of records, such as distributions, and which records they keep from leaving."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from danhmuc.vocab.lines import iri_subjects

from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from .decider import Ground, LeavingDecider, topics_of
from .graph_cache import GraphCache
from .inner_parts import InnerParts, PartIndex
from .key_order import PAGE, pages_of
from .left_out import LeftOut
from .packed_candidates import PackedCandidates

if TYPE_CHECKING:
    from ..store.database import Connection

__all__ = ["DescriptionsWithin"]


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
