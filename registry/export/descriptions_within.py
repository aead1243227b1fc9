"""Descriptions within the graphs of records, such as distributions, and which records they keep from leaving."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.terms import FOAF

from ..record.bars import Bar, Bars
from ..record.summary import summary_of
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.selecting import Candidate
from .graph_cache import GraphCache
from .inner_parts import InnerParts, PartIndex
from .key_order import PAGE, pages_of
from .left_out import LeftOut
from .packed_candidates import PackedCandidates

if TYPE_CHECKING:
    from ..store.database import Connection

__all__ = ["DescriptionsWithin", "topics_of"]

_TOPIC: Final = re.compile(rb" <%b> <(?P<iri>[^<>\s]*)> \.$" % FOAF.primaryTopic.value.encode(), re.MULTILINE)


class _KeptBack(NamedTuple):
    """Something that a bar keeps back."""

    bar: Bar
    iri: str


class DescriptionsWithin:
    """The descriptions within the graphs of the records that leave.

    Args:
        graphs: gets the graphs that are read.
        leaving: the records that leave; those that must not are removed.
        out: gets them.
    """

    def __init__(
        self, connection: Connection, bars: Bars, graphs: GraphCache, leaving: PackedCandidates, out: LeftOut
    ) -> None:
        self._connection = connection
        self._bars = bars
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
                if self._bars.has_any and (kept_back := self._bar_within(leaving.candidate(number), others, nquads)):
                    del stored[leaving.version(number)]
                    candidate = leaving.candidate(number)
                    leaving.remove(number)
                    self._out.add_barred(candidate, kept_back.bar, because=kept_back.iri)
                else:
                    self._parts.add(number, others)
            self._graphs.hold(stored)

    def repeated_parts(self) -> InnerParts:
        """The parts that several records describe, or that leave as records."""
        return self._parts_of(self._parts.holders(self._leaving, repeated=True))

    def parts_with_iris(self, iris: Iterable[str]) -> InnerParts:
        """The parts that have one of some IRIs."""
        return self._parts_of(self._parts.holders(iris))

    def drop_speakers(self, nodes: PackedCandidates, hidden: set[str]) -> None:
        """Leave out node records about what another source keeps back, such as catalogue records, by any class.

        Args:
            hidden: gets their IRIs.
        """
        if not self._bars.has_any:
            return
        for page in pages_of(nodes.numbers(), PAGE):
            # Among them are table schemas of secrets, which are dropped by their datasets only afterwards.
            connection = with_words(self._connection, "deciding")
            stored = graph_bodies(connection, [nodes.version(number) for number in page])
            for number in page:
                topics = sorted(topics_of(stored[nodes.version(number)]))
                if not topics:
                    continue
                candidate = nodes.candidate(number)
                for topic in topics:
                    bar = self._bars.of(topic, candidate.publicity, source=candidate.source)
                    if bar is not None:
                        del nodes[candidate.iri]
                        hidden.add(candidate.iri)
                        self._out.add_barred(candidate, bar, because=topic)
                        del stored[nodes.version(number)]
                        break
            self._graphs.hold(stored)

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

    def _bar_within(self, holder: Candidate, others: Collection[str], nquads: bytes) -> _KeptBack | None:
        """The bar on something that the graph of a record describes, as public as it says there."""
        found = [
            _KeptBack(bar, iri)
            for iri in others
            if self._bars.names(iri)
            and (bar := self._bars.of(iri, summary_of(iri, nquads).publicity, source=holder.source)) is not None
        ]
        return min(found, key=lambda one: (one.bar.source == holder.source, *one.bar, one.iri), default=None)


def topics_of(nquads: bytes) -> set[str]:
    """The IRIs that a graph speaks of."""
    return {match["iri"].decode() for match in _TOPIC.finditer(nquads)}
