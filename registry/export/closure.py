"""Closure: what belongs to records that leave: their graphs, what their catalogues list, the node records they reach.

Of everything that leaves, as an export writes it, or of any set of records, as a page of a feed has it. Who leaves is
said by `selection`. Node records are known by their numbers: those that leave, and the faulty ones, which leave in part
or as bare IRIs, of which the number of records that each concerns is counted.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from danhmuc.vocab.lines import line_chunks, with_blank_names, without_descriptions, written_subjects, written_values
from danhmuc.vocab.terms import DCAT

from ..record.contents import Progress
from ..record.exported import ExportedRecord
from ..store.database import Connection
from ..store.selecting import Candidate, record_facts
from .packed_candidates import NONE, PAGE, PackedCandidates, pages_of
from .report import FaultyNode
from .selection import Selection

_CATALOG: Final = DCAT.Catalog.value
_HELD_NODE_BYTES: Final = 1 << 23
"""Bytes of graphs of node records held from when they are found to be reached until they leave."""
_NO_NUMBERS: Final[frozenset[int]] = frozenset()


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
    """The records of a selection with all that belongs to them."""

    def __init__(self, connection: Connection, selection: Selection) -> None:
        self._connection = connection
        self._selection = selection
        self._graphs = selection.graphs
        self._leaving = selection.leaving
        self._nodes = selection.nodes
        self._known = KnownNodes(selection.nodes, selection.faulty)
        self._named_faulty = NamedFaulty(selection)

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

    def own_lines(self, numbers: Sequence[int], predicates: Iterable[str]) -> Iterator[bytes]:
        """N-Quads lines in which some records that leave have values of some predicates themselves, in their order.

        No more is read than the graph of each; blank nodes have the names that they are stored with.

        Raises:
            RegistryError: a graph is damaged.
        """
        stored = self._graphs.read([self._leaving.version(number) for number in numbers])
        terms = [f"<{predicate}> ".encode() for predicate in predicates]
        for number in numbers:
            iri = self._leaving.iri(number)
            begins = tuple(f"<{iri}> ".encode() + term for term in terms)
            part = self._part_that_leaves(iri, stored[self._leaving.version(number)])
            yield b"".join(line for line in part.splitlines(keepends=True) if line.startswith(begins))

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
        has_faulty = len(self._selection.faulty) > 0
        if has_faulty:
            self._add_nodes()
        reached, within = NodeSet(self._known), self._within_records
        for page in _pages_with_progress(self._leaving.numbers(), len(self._leaving), progress):
            for one in self._page(self._leaving, page, graphs_only=graphs_only):
                named = self._known.named_in(one.nquads)
                reached.add(named)
                if has_faulty:
                    self._named_faulty.count(named)
                if one.role == "catalog-record":
                    within.add(self._known.described_in(one.nquads))
                yield one
        self._within = within
        self._follow(reached, within)
        count = sum(1 for _ in reached.nodes(without=within))
        for page in _pages_with_progress(reached.nodes(without=within), count, progress):
            yield from self._page(self._nodes, page, graphs_only=graphs_only)

    def count_faulty(self, record: ExportedRecord) -> None:
        """Count one record that leaves, by the faulty node records that it names and reaches."""
        if len(self._selection.faulty):
            graphs = (record.nquads, *record.reached.values())
            faulty = set().union(*(self._known.named_in(nquads).faulty for nquads in graphs))
            self._named_faulty.count(NodeNumbers(set(), faulty))

    def faulty_nodes(self) -> tuple[FaultyNode, ...]:
        """The faulty node records that the records counted so far name and that no graph of a record describes."""
        return self._named_faulty.nodes(lambda: self._within)

    def _add_nodes(self) -> None:
        for page in pages_of(self._nodes.numbers(), PAGE):
            stored = self._graphs.read([self._nodes.version(number) for number in page])
            for number in page:
                self._named_faulty.add_node(number, self._known.named_in(self._node_part(number, stored)))

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
        # No two graphs of an export share a blank node.
        return with_blank_names(
            self._part_that_leaves(iri, nquads), b"b" + hashlib.sha256(iri.encode()).hexdigest()[:16].encode()
        )

    def _part_that_leaves(self, iri: str, nquads: bytes) -> bytes:
        nquads = self._leaving_part(iri, nquads)
        cut = self._selection.cuts.get(iri)
        return nquads if cut is None else without_descriptions(nquads, cut)

    def _node_part(self, number: int, stored: Mapping[int, bytes]) -> bytes:
        """The part of the graph of a node record that leaves."""
        nquads = stored[self._nodes.version(number)]
        return self._leaving_part(self._nodes.iri(number), nquads)

    def _leaving_part(self, iri: str, nquads: bytes) -> bytes:
        selection = self._selection
        if (part := selection.valid_parts.get(iri)) is not None:
            nquads = part.of(nquads)
        return selection.schemas.leaving_part(iri, selection.annotations.leaving_part(iri, nquads))

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


class NodeNumbers(NamedTuple):
    """Numbers of some node records.

    Attributes:
        nodes: of those that leave if they are reached.
        faulty: of those of which no version is accepted.
    """

    nodes: set[int]
    faulty: set[int]


class KnownNodes:
    """All node records that may be reached.

    Attributes:
        nodes: those that leave if they are reached.
        faulty: those of which no version is accepted.
    """

    def __init__(self, nodes: PackedCandidates, faulty: PackedCandidates) -> None:
        self.nodes = nodes
        self.faulty = faulty
        self._has_faulty = len(faulty) > 0

    def named_in(self, nquads: bytes) -> NodeNumbers:
        """The node records that stand as values in a graph."""
        return self._find(nquads, written_values)

    def described_in(self, nquads: bytes) -> NodeNumbers:
        """The node records that a graph describes."""
        return self._find(nquads, written_subjects)

    def numbers_of(self, iri: str) -> NodeNumbers:
        """The node record with an IRI, if there is one."""
        iris = {iri.encode()}
        return NodeNumbers(self.nodes.find_among(iris), self.faulty.find_among(iris))

    def _find(self, nquads: bytes, iris_of: Callable[[bytes], list[bytes]]) -> NodeNumbers:
        found = NodeNumbers(set(), set())
        for chunk in line_chunks(nquads):
            iris = set(iris_of(chunk))
            found.nodes.update(self.nodes.find_among(iris))
            if self._has_faulty:
                found.faulty.update(self.faulty.find_among(iris))
        return found


class NodeSet:
    """Any number of node records, in one byte each."""

    def __init__(self, known: KnownNodes) -> None:
        self._known = known
        self._nodes = bytearray(known.nodes.end)
        self._faulty = bytearray(known.faulty.end)

    def add(self, numbers: NodeNumbers) -> set[int]:
        """Add some; returns those that leave and were not there before."""
        fresh = {number for number in numbers.nodes if not self._nodes[number]}
        for number in fresh:
            self._nodes[number] = True
        for number in numbers.faulty:
            self._faulty[number] = True
        return fresh

    def has_node(self, number: int) -> bool:
        """Whether one that leaves is among them."""
        return bool(self._nodes[number])

    def has_faulty(self, number: int) -> bool:
        """Whether a faulty one is among them."""
        return bool(self._faulty[number])

    def nodes(self, *, without: NodeSet) -> Iterator[int]:
        """Numbers of those that leave, by IRI."""
        return (one for one in self._known.nodes.numbers() if self._nodes[one] and not without._nodes[one])


class NamedFaulty:
    """The faulty node records, and how many records name each, directly or through other node records."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._named_directly: dict[int, set[int]] = {}
        self._from = array("i")
        self._to = array("i")
        self._records: Counter[int] = Counter()

    def add_node(self, number: int, named: NodeNumbers) -> None:
        """Add a node record that leaves: who names it may reach others through it."""
        for target in named.nodes:
            self._from.append(number)
            self._to.append(target)
        if named.faulty:
            self._named_directly[number] = named.faulty

    def count(self, named: NodeNumbers) -> None:
        """Count one exported record, by the node records that it names."""
        if named.faulty or self._behind:
            self._records.update(named.faulty.union(*(self._behind.get(one, _NO_NUMBERS) for one in named.nodes)))

    def nodes(self, within: Callable[[], NodeSet]) -> tuple[FaultyNode, ...]:
        """The faulty node records that are named, the most named first.

        Args:
            within: returns those that records describe.
        """
        selection = self._selection
        numbers = [number for number in self._records if not within().has_faulty(number)]
        found = (self._node(selection.faulty.candidate(number), self._records[number]) for number in numbers)
        return tuple(sorted(found, key=lambda node: (-node.records, node.iri)))

    def _node(self, one: Candidate, records: int) -> FaultyNode:
        ground, part = self._selection.decider.find(one), self._selection.valid_parts.get(one.iri)
        return FaultyNode(
            iri=one.iri,
            source=one.source,
            name=None if part is None else part.name,
            reason="never-accepted" if ground is None else ground.reason,
            faults=() if part is None else part.faults,
            is_bare=part is None or part.left_out is None,
            records=records,
        )

    @cached_property
    def _behind(self) -> Mapping[int, set[int]]:
        """The faulty ones to which each node record that leaves leads, of those that lead to any."""
        behind = {number: set(faulty) for number, faulty in self._named_directly.items()}
        is_changed = bool(behind)
        while is_changed:
            is_changed = False
            for named_by, number in zip(self._from, self._to, strict=True):
                fresh = behind.get(number, _NO_NUMBERS)
                known = behind.get(named_by, _NO_NUMBERS)
                if not fresh <= known:
                    behind[named_by] = {*known, *fresh}
                    is_changed = True
        return behind
