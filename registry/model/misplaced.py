"""Values that no field shows because they are of another kind than it takes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from .ordering import in_order
from .values import Value, value_of

if TYPE_CHECKING:
    from .resource import Resource

__all__ = ["misplaced_in"]


def misplaced_in(one: Resource) -> Mapping[str, tuple[Value, ...]]:
    """By field the values of which it would show nothing if each stood there alone."""
    statements = one._statements
    said = statements.said
    found: dict[str, tuple[Value, ...]] = {}
    for name, field in one.fields.items():
        terms = [term for term in said.get(field.iri, ()) if field.read(statements, (term,)) == field.nothing]
        if terms:
            found[name] = tuple(value_of(statements, term) for term in in_order(terms, statements.descriptions))
    return MappingProxyType(found)
