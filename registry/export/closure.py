"""Closure: what belongs to records that leave: their graphs, what their catalogues list, the node records they reach.

Of everything that leaves, as an export writes it, or of any set of records, as a page of a feed has it. Who leaves is
said by `selection`.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from danhmuc.vocab.lines import with_blank_names, without_descriptions
from danhmuc.vocab.terms import DCAT

from ..record.contents import Progress
from ..record.exported import ExportedRecord
from ..store.database import Connection
from ..store.selecting import record_facts
from .bare_nodes import BareNodes
from .key_order import PAGE, pages_of
from .packed_candidates import NONE, PackedCandidates
from .reached_nodes import KnownNodes, NodeSet
from .report import BareNode
from .selection import Selection

__all__ = ["ClosedSet", "Closure"]

_CATALOG: Final = DCAT.Catalog.value
_HELD_NODE_BYTES: Final = 1 << 23
"""Bytes of graphs of node records held from when they are found to be reached until they leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedSet:
    """Some records with all that belongs to them.

    Attributes:
        records: in the order in which they were asked for.
        catalog_records: the owners' catalogue records about them, by IRI.
        nodes: the node records that any of these reaches, directly or through one another, by IRI.
    """

    records: tuple[ExportedRecord, ...]
    catalog_records: tuple[ExportedRecord, ...]
    nodes: tuple[ExportedRecord, ...]


class Closure:
    """The records of a selection with all that belongs to them.

    Attributes:
        bare_nodes: once everything is read, the node records of which nothing leaves but the IRI.
    """

    def __init__(self, connection: Connection, selection: Selection) -> None:
        self._connection = connection
        self._selection = selection
        self._graphs = selection.graphs
        self._leaving = selection.leaving
        self._nodes = selection.nodes
        self._known = KnownNodes(selection.nodes, selection.bare)
        self.bare_nodes: tuple[BareNode, ...] = ()

    def of(self, iris: Iterable[str], *, listed: Container[str] | None = None) -> ClosedSet:
        """The closure of some records, with facts, and with what each reaches.

        Args:
            iris: of records that leave, few enough for memory; a page of a feed has at most a hundred.
            listed: the only IRIs that catalogues among them are to list, if not all that leave.

        Raises:
            KeyError: one does not leave.
            RegistryError: a graph is damaged.
        """
        numbers: list[int] = []
        for iri in iris:
            numbers.append(self._leaving.number(iri))
            if numbers[-1] == NONE:
                raise KeyError(iri)
        about = {one for number in numbers for one in self._catalog_records.get(self._leaving.iri(number), ())}
        catalog_records = sorted(about.difference(numbers), key=self._leaving.iri)
        found = list(self._page(self._leaving, [*numbers, *catalog_records], graphs_only=False, listed=listed))
        reached = sorted({iri for one in found for iri in one.reached})
        nodes = self._page(self._nodes, [self._nodes.number(iri) for iri in reached], graphs_only=False)
        return ClosedSet(
            records=tuple(found[: len(numbers)]), catalog_records=tuple(found[len(numbers) :]), nodes=tuple(nodes)
        )

    def catalog_lines(self, iri: str) -> Iterator[bytes]:
        """The graph of a catalogue that leaves with what it lists, line by line: there may be as many as records.

        Raises:
            KeyError: none of that IRI leaves.
            RegistryError: a graph is damaged.
        """
        number = self._leaving.number(iri)
        if number == NONE:
            raise KeyError(iri)
        version_id = self._leaving.version(number)
        nquads = self._own_graph(self._leaving, number, self._graphs.read([version_id])[version_id])
        return self._selection.listing.lines_with_members(self._leaving.candidate(number), nquads)

    def everything(self, *, graphs_only: bool, progress: Progress | None = None) -> Iterator[ExportedRecord]:
        """All records and catalogue records that leave by IRI, then the node records that they reach by IRI.

        Args:
            graphs_only: whether neither facts nor what is reached is wanted, which spares the time.
        """
        bare = BareNodes(self._selection.bare)
        has_bare = len(self._selection.bare) > 0
        if has_bare:
            self._add_nodes(bare)
        reached, within = NodeSet(self._known), self._within_records
        for page in _pages_with_progress(self._leaving.numbers(), len(self._leaving), progress):
            for one in self._page(self._leaving, page, graphs_only=graphs_only):
                named = self._known.named_in(one.nquads)
                reached.add(named)
                if has_bare:
                    bare.count(named)
                if one.role == "catalog-record":
                    within.add(self._known.described_in(one.nquads))
                yield one
        self._follow(reached, within)
        self.bare_nodes = bare.list_reached(reached.bare(without=within), self._selection.decider)
        count = sum(1 for _ in reached.nodes(without=within))
        for page in _pages_with_progress(reached.nodes(without=within), count, progress):
            yield from self._page(self._nodes, page, graphs_only=graphs_only)

    def _add_nodes(self, bare: BareNodes) -> None:
        for page in pages_of(self._nodes.numbers(), PAGE):
            stored = self._graphs.read([self._nodes.version(number) for number in page])
            for number in page:
                bare.add_node(number, self._known.named_in(self._node_part(number, stored)))

    def _follow(self, reached: NodeSet, within: NodeSet) -> None:
        """Add the node records that others reach: they leave by IRI, so all must be known before the first is read."""
        fresh: Sequence[int] = array("i", reached.nodes(without=within))
        while fresh:
            following: set[int] = set()
            for page in pages_of(fresh, PAGE):
                stored = self._graphs.read([self._nodes.version(number) for number in page])
                for number in page:
                    following |= reached.add(self._known.named_in(self._node_part(number, stored)))
                self._graphs.hold(stored, _HELD_NODE_BYTES)
            fresh = sorted(number for number in following if not within.has_node(number))

    def _page(
        self,
        packed: PackedCandidates,
        numbers: Sequence[int],
        *,
        graphs_only: bool,
        listed: Container[str] | None = None,
    ) -> Iterator[ExportedRecord]:
        """Some records as they leave."""
        version_ids = [packed.version(number) for number in numbers]
        stored = self._graphs.read(version_ids)
        self._graphs.release(version_ids)
        records = (
            self._record(packed, number, stored[version_id], listed)
            for number, version_id in zip(numbers, version_ids, strict=True)
        )
        if graphs_only:
            yield from records
            return
        found = list(records)
        facts = record_facts(
            self._connection,
            version_ids,
            profile=self._selection.profile,
            day=self._selection.today,
            leaving=self._leaving,
        )
        reached = self._reached_by(found)
        for one, nodes, version_id in zip(found, reached, version_ids, strict=True):
            yield replace(one, reached=nodes, facts=facts[version_id])

    def _record(
        self, packed: PackedCandidates, number: int, nquads: bytes, listed: Container[str] | None = None
    ) -> ExportedRecord:
        """A record as it leaves."""
        iri, kind = packed.iri(number), packed.kind(number)
        nquads = self._own_graph(packed, number, nquads)
        if kind.main_class == _CATALOG and kind.role == "record":
            nquads = self._selection.listing.with_members(packed.candidate(number), nquads, listed)
        codes = self._selection.matched_codes.get(iri, b"")
        return ExportedRecord(iri=iri, nquads=nquads, role=kind.role, main_class=kind.main_class, matched_codes=codes)

    def _own_graph(self, packed: PackedCandidates, number: int, nquads: bytes) -> bytes:
        """The graph of a record without the members that a catalogue lists."""
        iri = packed.iri(number)
        nquads = self._selection.annotations.leaving_part(iri, nquads)
        nquads = self._selection.schemas.leaving_part(iri, nquads)
        if (cut := self._selection.cuts.get(iri)) is not None:
            nquads = without_descriptions(nquads, cut)
        # No two graphs of an export share a blank node.
        return with_blank_names(nquads, b"b" + hashlib.sha256(iri.encode()).hexdigest()[:16].encode())

    def _node_part(self, number: int, stored: Mapping[int, bytes]) -> bytes:
        """The part of the graph of a node record that leaves."""
        nquads = stored[self._nodes.version(number)]
        iri = self._nodes.iri(number)
        return self._selection.schemas.leaving_part(iri, self._selection.annotations.leaving_part(iri, nquads))

    # ---------------------------------------------------------------- what single records reach

    def _reached_by(self, some: Sequence[ExportedRecord]) -> list[Mapping[str, bytes]]:
        """The graphs of the node records that each of some records reaches, by IRI."""
        named = [self._known.named_in(one.nquads).nodes for one in some]
        graphs: dict[int, bytes] = {}
        links: dict[int, set[int]] = {}
        fresh = {number for numbers in named for number in numbers if not self._within.has_node(number)}
        while fresh:
            stored = self._graphs.read([self._nodes.version(number) for number in fresh])
            for number in fresh:
                graphs[number] = self._record(self._nodes, number, stored[self._nodes.version(number)]).nquads
                links[number] = self._known.named_in(graphs[number]).nodes
            fresh = {
                following
                for number in fresh
                for following in links[number]
                if following not in graphs and not self._within.has_node(following)
            }
        return [
            {self._nodes.iri(number): graphs[number] for number in sorted(_reach(numbers, links))} for numbers in named
        ]

    @cached_property
    def _within_records(self) -> NodeSet:
        """The node records that the graph of a record that leaves describes, so that they leave there.

        A distribution that was a node record once may stand in its dataset's graph by now.
        """
        found = NodeSet(self._known)
        for iri in self._selection.nodes_within():
            found.add(self._known.numbers_of(iri))
        return found

    @cached_property
    def _within(self) -> NodeSet:
        """The same, with those that the graphs of catalogue records describe."""
        found = self._within_records
        catalog_records = sorted(number for some in self._catalog_records.values() for number in some)
        for page in pages_of(catalog_records, PAGE):
            stored = self._graphs.read([self._leaving.version(number) for number in page])
            for nquads in stored.values():
                found.add(self._known.described_in(nquads))
        return found

    @cached_property
    def _catalog_records(self) -> Mapping[str, list[int]]:
        """The numbers of the catalogue records that leave, by their topics."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number in self._leaving.numbers():
            if self._leaving.kind(number).role == "catalog-record":
                found[self._leaving.candidate(number).topic or ""].append(number)
        return dict(found)


def _reach(numbers: Iterable[int], links: Mapping[int, set[int]]) -> set[int]:
    """Some node records that leave, with all to which they lead."""
    found: set[int] = set()
    todo = [number for number in numbers if number in links]
    while todo:
        number = todo.pop()
        if number not in found:
            found.add(number)
            todo += (one for one in links[number] if one in links)
    return found


def _pages_with_progress(numbers: Iterable[int], count: int, progress: Progress | None) -> Iterator[list[int]]:
    """The pages of some records, each told when it is read."""
    done = 0
    for page in pages_of(numbers, PAGE):
        yield page
        done += len(page)
        if progress is not None:
            progress("export", done, count)
