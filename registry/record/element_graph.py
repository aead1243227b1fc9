"""The graph of a table schema or data element, by node and property."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as LiteralTerm

from danhmuc.vocab.terms import CSVW, RDF

from .record import quads_of

ElementTerm: TypeAlias = NamedNode | BlankNode | LiteralTerm
TextsByLanguage: TypeAlias = tuple[tuple[str, str], ...]
"""Language and text, ``und`` for no language."""


@dataclass(frozen=True, slots=True)
class ElementGraph:
    """The values of each node by property."""

    values: Mapping[ElementTerm, Mapping[NamedNode, list[ElementTerm]]]

    @classmethod
    def of(cls, nquads: bytes) -> ElementGraph:
        """The graph of canonical N-Quads."""
        found: dict[ElementTerm, dict[NamedNode, list[ElementTerm]]] = {}
        for quad in quads_of(nquads):
            if isinstance(quad.subject, NamedNode | BlankNode) and isinstance(
                quad.object, NamedNode | BlankNode | LiteralTerm
            ):
                found.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
        return cls(found)

    def of_node(self, node: ElementTerm, prop: NamedNode) -> list[ElementTerm]:
        """The values of a property."""
        values = self.values.get(node)
        return [] if values is None else values.get(prop, [])

    def texts(self, node: ElementTerm, prop: NamedNode) -> list[str]:
        """The literals of a property, sorted."""
        return sorted(one.value for one in self.of_node(node, prop) if isinstance(one, LiteralTerm))

    def text(self, node: ElementTerm, prop: NamedNode) -> str | None:
        """The first literal of a property."""
        return min((one.value for one in self.of_node(node, prop) if isinstance(one, LiteralTerm)), default=None)

    def by_language(self, node: ElementTerm, prop: NamedNode) -> TextsByLanguage:
        """The literals of a property with their languages, ``und`` for none."""
        values = (one for one in self.of_node(node, prop) if isinstance(one, LiteralTerm))
        return tuple(sorted({(one.language or "und", one.value) for one in values}))

    def first(self, nodes: Iterable[ElementTerm], prop: NamedNode) -> str | None:
        """The first literal of a property of the first node that has one."""
        return next((found for node in nodes if (found := self.text(node, prop)) is not None), None)

    def number(self, nodes: Iterable[ElementTerm], prop: NamedNode) -> int | None:
        """The same as a whole number; None if it is none."""
        text = self.first(nodes, prop)
        return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else None

    def flag(self, node: ElementTerm, prop: NamedNode) -> bool:
        """Whether a property is true."""
        return any(text in ("true", "1") for text in self.texts(node, prop))

    def tree(self, node: ElementTerm) -> set[ElementTerm]:
        """The node, and all blank nodes that its values lead to."""
        found: set[ElementTerm] = {node}
        waiting = [node]
        while waiting:
            for values in self.values.get(waiting.pop(), {}).values():
                fresh = [one for one in values if isinstance(one, BlankNode) and one not in found]
                found.update(fresh)
                waiting += fresh
        return found

    def members(self, node: ElementTerm, prop: NamedNode) -> list[ElementTerm]:
        """The values of a property in order: of a list its members, else sorted by name."""
        values = self.of_node(node, prop)
        heads = sorted((one for one in values if one == RDF.nil or self.of_node(one, RDF.first)), key=str)
        if heads:
            return list(self._walk(heads[0]))
        return sorted(values, key=lambda one: (self.text(one, CSVW.name) or "", str(one)))

    def _walk(self, head: ElementTerm) -> Iterator[ElementTerm]:
        seen: set[ElementTerm] = set()
        while head not in seen and self.of_node(head, RDF.first):
            seen.add(head)
            yield self.of_node(head, RDF.first)[0]
            head = next(iter(self.of_node(head, RDF.rest)), RDF.nil)
