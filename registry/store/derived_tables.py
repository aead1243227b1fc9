"""Derived tables: those whose rows are made from other tables, so that a copy makes them anew and never copies them.

The one place where they are named. A virtual table of SQLite and the tables that it keeps for itself have names that
begin with that of the derived table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Table, delete, table

from .search_index import SEARCH_TABLE, erase_deleted_words, fill_search_index
from .tables import metadata

__all__ = ["DERIVED", "DerivedTable", "clear_derived", "rebuild_derived", "stored_tables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedTable:
    """A derived table.

    Attributes:
        name: of the table, which may be one of `tables.metadata` or stand in migrations alone.
        rebuild: fills it, when it is empty, from the other tables, within the transaction of a connection, and changes
            nothing else: the other tables are compared afterwards.
    """

    name: str
    rebuild: Callable[[Connection], None]


def _fill_search_index(connection: Connection) -> None:
    """Write the words of all records, and leave none of those that were there."""
    fill_search_index(connection)
    erase_deleted_words(connection)


DERIVED: Final[tuple[DerivedTable, ...]] = (DerivedTable(name=SEARCH_TABLE, rebuild=_fill_search_index),)
"""All derived tables, in the order in which they are rebuilt."""


def stored_tables() -> list[Table]:
    """The tables that are no derived ones, each after those that it refers to."""
    derived = {one.name for one in DERIVED}
    return [one for one in metadata.sorted_tables if one.name not in derived]


def clear_derived(connection: Connection) -> None:
    """Empty all derived tables, which may refer to others, the last one first."""
    for one in reversed(DERIVED):
        connection.execute(delete(table(one.name)))


def rebuild_derived(connection: Connection) -> None:
    """Make all derived tables anew from the others."""
    for one in DERIVED:
        one.rebuild(connection)
