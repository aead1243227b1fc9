"""Values that their fields cannot show because they are of another kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from .ordering import sort_terms
from .values import Value, value_of

if TYPE_CHECKING:
    from .resource import Resource


def find_misplaced(resource: Resource) -> Mapping[str, tuple[Value, ...]]:
    """Find the values that a field would not show even if each stood alone, by field."""
    statements = resource._statements
    root_values = statements.root_values
    found: dict[str, tuple[Value, ...]] = {}
    for name, field in resource.fields.items():
        terms = [term for term in root_values.get(field.iri, ()) if field.read(statements, (term,)) == field.nothing]
        if terms:
            found[name] = tuple(value_of(statements, term) for term in sort_terms(terms, statements.descriptions))
    return MappingProxyType(found)
