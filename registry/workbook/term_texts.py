"""Values as the texts of cells: names as drop-downs show them, days as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.reading import Term
from danhmuc.vocab.terms import XSD

from .concept_names import shown_name
from .sheet_shapes import ColumnShape

_BOOLEANS: Final = {"true": "Có", "false": "Không"}


def term_text(column: ColumnShape, lists: Mapping[str, CodeList], value: Term) -> str | None:
    """The text of a value in a cell; None if it has none.

    Args:
        lists: code lists by their IRIs.
    """
    if column.kind == "concept" and isinstance(value, NamedNode):
        listed = (lists[iri].at(value.value) for iri in column.code_lists if iri in lists)
        concept = next((one for one in listed if one is not None), None)
        return value.value if concept is None else shown_name(concept, "vi")
    if column.kind == "iri" and isinstance(value, NamedNode):
        return value.value.removeprefix(column.scheme)
    if not isinstance(value, Literal):
        return None
    if column.kind == "date" and value.datatype == XSD.date:
        year, _, rest = value.value.partition("-")
        month, _, day = rest.partition("-")
        return f"{day}/{month}/{year}"
    if column.kind == "literal" and value.datatype == XSD.boolean:
        return _BOOLEANS.get(value.value, value.value)
    return value.value
