"""Paths to the blank nodes of a graph: an IRI, and the properties from there.

Parsers invent new names for blank nodes on each run; users can find them only by the nodes that hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.prefixes import abbreviate

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from . import Index


_LONGEST: Final = 8
"""Maximum number of properties of a path that is written in full."""
_EACH_END: Final = 3
"""Number of properties written at each end of a longer path."""


class _Start(NamedTuple):
    """The beginning of the path to a node.

    Attributes:
        iri: its first node; None if no IRI leads to the node.
        first: its first properties, at most `_EACH_END`.
        length: number of properties.
    """

    iri: str | None
    first: tuple[str, ...] = ()
    length: int = 0


class Holders:
    """Paths to the blank nodes of some data, found on demand."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._before: dict[Term, tuple[Term, str]] | None = None
        self._starts: dict[Term, _Start] = {}
        self._ways: dict[Term, str | None] = {}
        self._places: dict[Term, str | None] = {}

    def way_to(self, node: Term) -> str | None:
        """The path to a blank node: an IRI and properties; None if no IRI leads there.

        A path of more than eight properties has the three at each end, and the number of those in between.
        """
        if node not in self._ways:
            self._ways[node] = self._way_to(node)
        return self._ways[node]

    def place_of(self, node: Term) -> str | None:
        """Position of a blank node among those of its holder by one property, such as 2/5; None for a single one."""
        if node not in self._places:
            subject, predicate = self._holders[node]
            values = self._index[subject][NamedNode(predicate)]  # type: ignore[index]
            held = [value for value in values if type(value) is BlankNode]
            for number, one in enumerate(held, 1):
                self._places[one] = f"{number}/{len(held)}" if len(held) > 1 else None
        return self._places[node]

    def holder_of(self, node: Term) -> tuple[Term, str] | None:
        """The node that holds a blank node, and IRI of the property; None if nothing does."""
        return self._holders.get(node)

    def _way_to(self, node: Term) -> str | None:
        start = self._start(node)
        if start.iri is None:
            return None
        is_long = start.length > _LONGEST
        last = [abbreviate(one) for one in islice(self._back(node), _EACH_END if is_long else start.length)][::-1]
        if is_long:
            last = [*map(abbreviate, start.first), f"… {start.length - 2 * _EACH_END} …", *last]
        return " → ".join([start.iri, *last])

    def _start(self, node: Term) -> _Start:
        """Find the beginning of the path to a node, and cache it for all nodes on the path."""
        way: list[tuple[Term, str]] = []
        on_way: set[Term] = set()
        while type(node) is BlankNode and node not in self._starts:
            before = self._holders.get(node)
            if before is None or node in on_way:
                self._starts[node] = _Start(None)
                break
            way.append((node, before[1]))
            on_way.add(node)
            node = before[0]
        start = self._starts[node] if type(node) is BlankNode else _Start(node.value)
        for one, predicate in reversed(way):
            if start.iri is not None:
                start = _Start(start.iri, (*start.first, predicate)[:_EACH_END], start.length + 1)
            self._starts[one] = start
        return start

    def _back(self, node: Term) -> Iterator[str]:
        """Properties that lead to a node, the nearest first."""
        while type(node) is BlankNode:
            node, predicate = self._holders[node]
            yield predicate

    @property
    def _holders(self) -> dict[Term, tuple[Term, str]]:
        """The first holder of each blank node, and the property."""
        if self._before is None:
            self._before = {}
            for subject, properties in self._index.items():
                for property_, values in properties.items():
                    for value in values:
                        if type(value) is BlankNode:
                            self._before.setdefault(value, (subject, property_.value))
        return self._before
