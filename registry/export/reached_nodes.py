"""Node records that graphs name, by their numbers: those that leave, and those of which no more than the IRI leaves.

Of the latter, the number of records that each concerns is counted.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from danhmuc.vocab.lines import line_chunks, written_subjects, written_values

from .decider import LeavingDecider
from .packed_candidates import PackedCandidates
from .report import BareNode

__all__ = ["BareNodes", "KnownNodes", "NodeSet"]

_NO_NUMBERS: Final[frozenset[int]] = frozenset()


class NodeNumbers(NamedTuple):
    """Numbers of some node records.

    Attributes:
        nodes: of those that leave if they are reached.
        bare: of those whose graphs stay behind.
    """

    nodes: set[int]
    bare: set[int]


class KnownNodes:
    """All node records that may be reached.

    Attributes:
        nodes: those that leave if they are reached.
        bare: those whose graphs stay behind.
    """

    def __init__(self, nodes: PackedCandidates, bare: PackedCandidates) -> None:
        self.nodes = nodes
        self.bare = bare
        self._has_bare = len(bare) > 0

    def named_in(self, nquads: bytes) -> NodeNumbers:
        """The node records that stand as values in a graph."""
        return self._find(nquads, written_values)

    def described_in(self, nquads: bytes) -> NodeNumbers:
        """The node records that a graph describes."""
        return self._find(nquads, written_subjects)

    def numbers_of(self, iri: str) -> NodeNumbers:
        """The node record with an IRI, if there is one."""
        iris = {iri.encode()}
        return NodeNumbers(self.nodes.find_among(iris), self.bare.find_among(iris))

    def _find(self, nquads: bytes, iris_of: Callable[[bytes], list[bytes]]) -> NodeNumbers:
        found = NodeNumbers(set(), set())
        for chunk in line_chunks(nquads):
            iris = set(iris_of(chunk))
            found.nodes.update(self.nodes.find_among(iris))
            if self._has_bare:
                found.bare.update(self.bare.find_among(iris))
        return found


class NodeSet:
    """Any number of node records, in one byte each."""

    def __init__(self, known: KnownNodes) -> None:
        self._known = known
        self._nodes = bytearray(known.nodes.end)
        self._bare = bytearray(known.bare.end)

    def add(self, numbers: NodeNumbers) -> set[int]:
        """Add some; returns those that leave and were not there before."""
        fresh = {number for number in numbers.nodes if not self._nodes[number]}
        for number in fresh:
            self._nodes[number] = True
        for number in numbers.bare:
            self._bare[number] = True
        return fresh

    def has_node(self, number: int) -> bool:
        """Whether one that leaves is among them."""
        return bool(self._nodes[number])

    def nodes(self, *, without: NodeSet) -> Iterator[int]:
        """Numbers of those that leave, by IRI."""
        return _remaining_numbers(self._known.nodes.numbers(), self._nodes, without._nodes)

    def bare(self, *, without: NodeSet) -> Iterator[int]:
        """Numbers of those whose graphs stay behind, by IRI."""
        return _remaining_numbers(self._known.bare.numbers(), self._bare, without._bare)


def _remaining_numbers(numbers: Iterable[int], flags: bytearray, without: bytearray) -> Iterator[int]:
    return (number for number in numbers if flags[number] and not without[number])


class BareNodes:
    """The node records whose graphs stay behind, and who names them."""

    def __init__(self, bare: PackedCandidates) -> None:
        self._bare = bare
        self._named_directly: dict[int, set[int]] = {}
        self._from = array("i")
        self._to = array("i")
        self._records: Counter[int] = Counter()

    def add_node(self, number: int, named: NodeNumbers) -> None:
        """Add a node record that leaves: who names it may reach others through it."""
        for target in named.nodes:
            self._from.append(number)
            self._to.append(target)
        if named.bare:
            self._named_directly[number] = named.bare

    def count(self, named: NodeNumbers) -> None:
        """Count one exported record, by the node records that it names."""
        if named.bare or self._behind:
            self._records.update(named.bare.union(*(self._behind.get(one, _NO_NUMBERS) for one in named.nodes)))

    def list_reached(self, numbers: Iterable[int], decider: LeavingDecider) -> tuple[BareNode, ...]:
        """Some bare nodes, the most named first."""
        candidates = {number: self._bare.candidate(number) for number in numbers}
        found = (
            BareNode(iri=one.iri, source=one.source, reason=ground.reason, records=self._records[number])
            for number, one in candidates.items()
            if (ground := decider.find(one)) is not None
        )
        return tuple(sorted(found, key=lambda node: (-node.records, node.iri)))

    @cached_property
    def _behind(self) -> Mapping[int, set[int]]:
        """The bare nodes to which each node record that leaves leads, of those that lead to any."""
        behind = {number: set(bare) for number, bare in self._named_directly.items()}
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
