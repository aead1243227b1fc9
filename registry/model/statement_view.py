"""A view of statements from one node, with the attributes that need no fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import RDF

from .ordering import sort_terms
from .statements import Statements
from .values import Value, value_of

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Finding
    from danhmuc.vocab.reading import Subject


class StatementView:
    """A view of statements from one node; a class apart from the fields, for which type checkers look in subclasses.

    A view made by a field needs no statements of its own until more than its fields and its IRI are needed: it holds
    the statements it was found in, and its node there.
    """

    __slots__ = ("__weakref__", "_findings", "_node", "_source_statements", "_views")
    properties: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The names of the fields by the IRIs of their properties."""
    _source_statements: Statements
    _node: Subject | None
    _views: dict[str, Any] | None
    _findings: tuple[Finding, ...]

    @property
    def _statements(self) -> Statements:
        if self._node is not None:
            object.__setattr__(self, "_source_statements", self._source_statements.view_from(self._node))
            object.__setattr__(self, "_node", None)
        return self._source_statements


def init_view(
    view: StatementView, statements: Statements, findings: tuple[Finding, ...], node: Subject | None = None
) -> None:
    """Set the content of a new object, once."""
    object.__setattr__(view, "_source_statements", statements)
    object.__setattr__(view, "_node", node)
    object.__setattr__(view, "_findings", findings)
    object.__setattr__(view, "_views", None)


def iri_of(view: StatementView) -> str | None:
    """The IRI of its node; None for a blank one."""
    root = view._source_statements.root if view._node is None else view._node
    return root.value if type(root) is NamedNode else None


def classes_of(view: StatementView) -> tuple[str, ...]:
    """IRIs of its classes."""
    return tuple(term.value for term in view._statements.values(RDF.type.value) if isinstance(term, NamedNode))


def extra_of(view: StatementView) -> Mapping[str, tuple[Value, ...]]:
    """The values of properties that its noun has no field for, by their IRIs."""
    statements = view._statements
    properties = type(view).properties
    return MappingProxyType(
        {
            iri: tuple(value_of(statements, term) for term in sort_terms(terms, statements.descriptions))
            for iri, terms in sorted(statements.root_values.items())
            if iri not in properties and iri != RDF.type.value
        }
    )
