"""The graph of a table schema or data element, by node and property."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as LiteralTerm

from danhmuc.vocab.terms import CSVW, RDF

from .record import quads_of

__all__ = ["ElementGraph", "TextsByLanguage"]

_Term: TypeAlias = NamedNode | BlankNode | LiteralTerm
TextsByLanguage: TypeAlias = tuple[tuple[str, str], ...]
"""Language and text, ``und`` for no language."""


@dataclass(frozen=True, slots=True)
class ElementGraph:
    """The values of each node by property."""

    values: Mapping[_Term, Mapping[NamedNode, list[_Term]]]

    @classmethod
    def of(cls, nquads: bytes) -> ElementGraph:
        """The graph of canonical N-Quads."""
        found: dict[_Term, dict[NamedNode, list[_Term]]] = {}
        for quad in quads_of(nquads):
            if isinstance(quad.subject, NamedNode | BlankNode) and isinstance(
                quad.object, NamedNode | BlankNode | LiteralTerm
            ):
                found.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
        return cls(found)

    def of_node(self, node: _Term, prop: NamedNode) -> list[_Term]:
        """The values of a property."""
        values = self.values.get(node)
        return [] if values is None else values.get(prop, [])

    def texts(self, node: _Term, prop: NamedNode) -> list[str]:
        """The literals of a property, sorted."""
        return sorted(one.value for one in self.of_node(node, prop) if isinstance(one, LiteralTerm))

    def text(self, node: _Term, prop: NamedNode) -> str | None:
        """The first literal of a property."""
        return min((one.value for one in self.of_node(node, prop) if isinstance(one, LiteralTerm)), default=None)

    def by_language(self, node: _Term, prop: NamedNode) -> TextsByLanguage:
        """The literals of a property with their languages, ``und`` for none."""
        values = (one for one in self.of_node(node, prop) if isinstance(one, LiteralTerm))
        return tuple(sorted({(one.language or "und", one.value) for one in values}))

    def first(self, nodes: Iterable[_Term], prop: NamedNode) -> str | None:
        """The first literal of a property of the first node that has one."""
        return next((found for node in nodes if (found := self.text(node, prop)) is not None), None)

    def number(self, nodes: Iterable[_Term], prop: NamedNode) -> int | None:
        """The same as a whole number; None if it is none."""
        text = self.first(nodes, prop)
        return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else None

    def flag(self, node: _Term, prop: NamedNode) -> bool:
        """Whether a property is true."""
        return any(text in ("true", "1") for text in self.texts(node, prop))

    def members(self, node: _Term, prop: NamedNode) -> list[_Term]:
        """The values of a property in order: of a list its members, else sorted by name."""
        values = self.of_node(node, prop)
        heads = sorted((one for one in values if one == RDF.nil or self.of_node(one, RDF.first)), key=str)
        if heads:
            return list(self._walk(heads[0]))
        return sorted(values, key=lambda one: (self.text(one, CSVW.name) or "", str(one)))

    def _walk(self, head: _Term) -> Iterator[_Term]:
        seen: set[_Term] = set()
        while head not in seen and self.of_node(head, RDF.first):
            seen.add(head)
            yield self.of_node(head, RDF.first)[0]
            head = next(iter(self.of_node(head, RDF.rest)), RDF.nil)
