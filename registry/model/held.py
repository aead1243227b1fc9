"""What an object holds, and what that tells without its fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import RDF

from .ordering import in_order
from .statements import Statements
from .values import Value, value_of

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Finding
    from danhmuc.vocab.reading import Subject

__all__ = ["Held", "classes_of", "extra_of", "iri_of", "settle"]


class Held:
    """What an object holds; apart from the fields, which type checkers look for below.

    A view that a field has made needs no statements of its own until it is asked for more than its fields and its IRI:
    it holds those that it was seen in, and its node there.
    """

    __slots__ = ("__weakref__", "_findings", "_node", "_seen_in", "_views")
    properties: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The names of the fields by the IRIs of their properties."""
    _seen_in: Statements
    _node: Subject | None
    _views: dict[str, Any] | None
    _findings: tuple[Finding, ...]

    @property
    def _statements(self) -> Statements:
        if self._node is not None:
            object.__setattr__(self, "_seen_in", self._seen_in.seen_from(self._node))
            object.__setattr__(self, "_node", None)
        return self._seen_in


def settle(one: Held, statements: Statements, findings: tuple[Finding, ...], node: Subject | None = None) -> None:
    """Give a new object what it holds, once."""
    object.__setattr__(one, "_seen_in", statements)
    object.__setattr__(one, "_node", node)
    object.__setattr__(one, "_findings", findings)
    object.__setattr__(one, "_views", None)


def iri_of(one: Held) -> str | None:
    """The IRI of its node; None for a blank one."""
    root = one._seen_in.root if one._node is None else one._node
    return root.value if type(root) is NamedNode else None


def classes_of(one: Held) -> tuple[str, ...]:
    """IRIs of its classes."""
    return tuple(term.value for term in one._statements.values(RDF.type.value) if isinstance(term, NamedNode))


def extra_of(one: Held) -> Mapping[str, tuple[Value, ...]]:
    """The values of properties that its noun has no field for, by their IRIs."""
    statements = one._statements
    known = type(one).properties
    return MappingProxyType(
        {
            iri: tuple(value_of(statements, term) for term in in_order(terms, statements.descriptions))
            for iri, terms in sorted(statements.said.items())
            if iri not in known and iri != RDF.type.value
        }
    )
