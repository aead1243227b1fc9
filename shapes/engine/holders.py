"""How the blank nodes of a graph are reached: an IRI, and properties from there on.

Parsers make up the names of blank nodes, other ones each time; only by their holders can anybody look for them.
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

__all__ = ["Holders"]

_LONGEST: Final = 8
"""Properties that are told one by one."""
_EACH_END: Final = 3
"""Of a longer way as many are told from either end."""


class _Start(NamedTuple):
    """Where the way to a node begins.

    Attributes:
        iri: what it begins at; None where no IRI leads there.
        first: the properties nearest to that, at most `_EACH_END`.
        length: how many properties there are.
    """

    iri: str | None
    first: tuple[str, ...] = ()
    length: int = 0


class Holders:
    """Tells how the blank nodes of some data are reached; worked out when somebody asks."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._before: dict[Term, tuple[Term, str]] | None = None
        self._starts: dict[Term, _Start] = {}
        self._ways: dict[Term, str | None] = {}
        self._places: dict[Term, str | None] = {}

    def way_to(self, node: Term) -> str | None:
        """An IRI and the properties that lead from it to a blank node; None where no IRI leads there.

        Of a way of more than eight properties the three at either end are told, and how many are between.
        """
        if node not in self._ways:
            self._ways[node] = self._way_to(node)
        return self._ways[node]

    def place_of(self, node: Term) -> str | None:
        """Which it is of the blank nodes that its holder has by the same property, as in 2/5; None for an only one."""
        if node not in self._places:
            subject, predicate = self._holders[node]
            values = self._index[subject][NamedNode(predicate)]  # type: ignore[index]
            held = [value for value in values if type(value) is BlankNode]
            for number, one in enumerate(held, 1):
                self._places[one] = f"{number}/{len(held)}" if len(held) > 1 else None
        return self._places[node]

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
        """Where the way to a node begins, remembered for all on the way."""
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
        """The properties that lead to a node, the nearest first."""
        while type(node) is BlankNode:
            node, predicate = self._holders[node]
            yield predicate

    @property
    def _holders(self) -> dict[Term, tuple[Term, str]]:
        """Of each blank node the first that holds it, and by which property."""
        if self._before is None:
            self._before = {}
            for subject, properties in self._index.items():
                for property_, values in properties.items():
                    for value in values:
                        if type(value) is BlankNode:
                            self._before.setdefault(value, (subject, property_.value))
        return self._before
