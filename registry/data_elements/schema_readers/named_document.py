"""Read a JSON document that another one names, if it is held."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...messages.elements import SchemaReadingText
from .schema_json import read_json
from .schema_reading import ColumnBudget, SchemaDocument, SchemaNotes


def read_named_object(
    address: str,
    document: SchemaDocument,
    notes: SchemaNotes,
    budget: ColumnBudget,
    place: str,
    *,
    shown: str,
    own_address: Callable[[bytes, str], str | None] | None = None,
) -> tuple[Mapping[str, object], str] | None:
    """The object that a held document is, with its name; None if it is not held, or no object, which is noted.

    Args:
        shown: the address as it is listed if the document is not held.
        own_address: finds the address that a document gives itself, by which it may be meant, too.

    Raises:
        DocumentError: it is held and cannot be read.
    """
    folder = document.folder
    path = None if folder is None else folder.path(address, document.inner)
    if folder is not None and path is None and own_address is not None:
        path = folder.find_by_address(shown, ".json", own_address)
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
        if "fields" in value or ("columns" in value and "tables" not in value and value.get("@type") != "TableGroup"):
            notes.schemas.add(own.document)
        return value, own.document
    notes.note("value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name=address, wanted="{…}"), place, value=address)
    return None
