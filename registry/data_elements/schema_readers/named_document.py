"""Read a JSON document that another one names, if it is held."""

from __future__ import annotations

from collections.abc import Mapping

from ...messages.schema_reading import SCHEMA_VALUE_REFUSED
from .schema_json import read_json
from .schema_notes import ColumnBudget, SchemaNotes
from .schema_reading import SchemaDocument

__all__ = ["read_named_object"]


def read_named_object(
    address: str, document: SchemaDocument, notes: SchemaNotes, budget: ColumnBudget, place: str, *, shown: str
) -> tuple[Mapping[str, object], str] | None:
    """The object that a held document is, with its name; None if it is not held, or no object, which is noted.

    Args:
        shown: the address as it is listed if the document is not held.

    Raises:
        DocumentError: it is held and cannot be read.
    """
    folder = document.folder
    path = None if folder is None else folder.path(address, document.inner)
    data = None if folder is None or path is None else folder.read(path)
    if folder is None or path is None or data is None:
        notes.miss(shown, place)
        return None
    own = SchemaNotes(folder.name(path))
    budget.add(len(data))
    value = read_json(data, own)
    notes.findings += own.findings
    notes.mark(own.marks)
    if isinstance(value, Mapping):
        return value, own.document
    notes.note("value", SCHEMA_VALUE_REFUSED(name=address, wanted="{…}"), place, value=address)
    return None
