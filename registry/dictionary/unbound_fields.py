"""Columns and data elements that use a shared list and do not say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..store import element_queries as queries
from ..store.element_queries import FieldRow
from .dictionary_rows import BindingReason, UnboundField
from .shared_lists import SharedLists
from .shown_elements import ShownElements

if TYPE_CHECKING:
    from ..store.database import Connection


def find_unbound_fields(connection: Connection, view: ShownElements, lists: SharedLists) -> list[UnboundField]:
    """The columns and data elements that by name or enumeration use a shared list and are not bound to it."""
    found: dict[tuple[int, str], tuple[FieldRow, list[BindingReason], int]] = {}
    for row, key in queries.fields_named(connection, view.shown, lists.by_name):
        for token in lists.by_name[key]:
            # Values that are no codes of the list speak louder than a name.
            if not row.codes or token in lists.of_codes(row.codes):
                found.setdefault((row.id, token), (row, [], 0))[1].append("name")
    for row in queries.fields_with_codes(connection, view.shown):
        for token, shared in lists.of_codes(row.codes).items():
            _, reasons, _ = found.get((row.id, token), (row, [], 0))
            found[row.id, token] = (row, [*reasons, "codes"], shared)
    shown = {row.id for row in view.shown_fields(row for row, _, _ in found.values())}
    unbound = [
        (row, token, reasons, shared)
        for (_, token), (row, reasons, shared) in found.items()
        if row.code_list not in lists.names_of(token) and row.id in shown
    ]
    rows = (
        UnboundField(
            owner=row.iri,
            column=row.name if row.number else "",
            title=row.title,
            list_token=token,
            list_iri=lists.by_token[token].iri,
            reasons=tuple(dict.fromkeys(reasons)),
            shared=shared,
        )
        for row, token, reasons, shared in unbound
    )
    # Several sources may describe one schema.
    return sorted(dict.fromkeys(rows), key=lambda one: (one.owner, one.column, one.list_token))
