"""Node records of which nothing leaves but the IRI, and the number of records that each concerns."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from .decider import LeavingDecider
from .packed_candidates import PackedCandidates
from .reached_nodes import NodeNumbers
from .report import BareNode

__all__ = ["BareNodes"]

_NONE: Final[frozenset[int]] = frozenset()


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
            self._records.update(named.bare.union(*(self._behind.get(one, _NONE) for one in named.nodes)))

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
                fresh = behind.get(number, _NONE)
                known = behind.get(named_by, _NONE)
                if not fresh <= known:
                    behind[named_by] = {*known, *fresh}
                    is_changed = True
        return behind
