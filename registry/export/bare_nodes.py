"""Node records of which nothing leaves but the IRI, and the number of records that each concerns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Final

from danhmuc.vocab.lines import values_among

from ..store.selecting import Candidate
from .report import BareNode

__all__ = ["BareNodes"]

_NONE: Final[frozenset[str]] = frozenset()


class BareNodes:
    """The node records whose graphs stay behind, by IRI, and who names them."""

    def __init__(self, bare: Mapping[str, Candidate], nodes: Mapping[bytes, str]) -> None:
        """`nodes` has the IRIs of all node records that may be reached, as bytes and as text."""
        self._bare = bare
        self._nodes = nodes
        self._named_by: defaultdict[str, list[str]] = defaultdict(list)
        self._records: Counter[str] = Counter()

    def add_node(self, iri: str, nquads: bytes) -> None:
        """Add a node record that leaves: who names it may reach others through it."""
        for target in values_among(nquads, self._nodes):
            self._named_by[target].append(iri)

    def count(self, named: Collection[str]) -> None:
        """Count one exported record, by the node records that it names."""
        if self._bare:
            self._records.update({bare for iri in named for bare in self._behind.get(iri, _NONE)})

    def list_reached(self, iris: Collection[str], reason: Callable[[Candidate], str | None]) -> tuple[BareNode, ...]:
        """The bare nodes among some IRIs, the most named first."""
        found = (
            BareNode(iri=iri, source=one.source, reason=reason(one) or "", records=self._records[iri])
            for iri, one in self._bare.items()
            if iri in iris
        )
        return tuple(sorted(found, key=lambda node: (-node.records, node.iri)))

    @cached_property
    def _behind(self) -> Mapping[str, set[str]]:
        """The bare nodes that each node record leads to, itself included."""
        behind: defaultdict[str, set[str]] = defaultdict(set)
        for bare in self._bare:
            todo = [bare]
            while todo:
                iri = todo.pop()
                if bare not in behind[iri]:
                    behind[iri].add(bare)
                    todo += self._named_by.get(iri, ())
        return behind
