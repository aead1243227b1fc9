"""Columns of one table while they are read: numbers, and names that occur once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from danhmuc.vocab.findings import Severity

from ...messages.schema_reading import SchemaReadingText
from ...record.table_draft import ColumnDraft
from .schema_notes import ColumnBudget, SchemaNotes


class ColumnList:
    """The columns of a table; of two with one name, the first is kept and the second reported."""

    def __init__(self, table: str, notes: SchemaNotes, budget: ColumnBudget) -> None:
        self._table, self._notes, self._budget = table, notes, budget
        self._columns: dict[str, ColumnDraft] = {}
        self._named: set[str] = set()

    def __len__(self) -> int:
        return len(self._columns)

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    @property
    def next_number(self) -> int:
        """The number of the next column."""
        return len(self._columns) + 1

    @property
    def named(self) -> frozenset[str]:
        """The names that keys may use."""
        return frozenset(self._named)

    def add(self, column: ColumnDraft, place: str, *, is_named: bool = True) -> None:
        """Add a column.

        Args:
            is_named: whether the name is its own, so that keys may use it.

        Raises:
            DocumentError: there are too many.
        """
        if column.name in self._columns:
            message = SchemaReadingText.SCHEMA_COLUMN_REPEATED(name=column.name, table=self._table)
            self._notes.note("column-repeated", message, place, severity="violation", value=column.name)
        else:
            self._columns[column.name] = self._budget.take(column)
            if is_named:
                self._named.add(column.name)

    def columns(self, primary_key: Iterable[str] = ()) -> tuple[ColumnDraft, ...]:
        """All columns; those of the primary key are required."""
        keys = frozenset(primary_key)
        return tuple(
            replace(one, is_primary_key=True, is_required=True) if one.name in keys else one
            for one in self._columns.values()
        )

    def find_key(self, names: Iterable[str], place: str, *, severity: Severity = "warning") -> tuple[str, ...] | None:
        """The names of a key if the table has all of these columns; else None, and the first other one is reported."""
        found = tuple(names)
        for name in found:
            if name not in self._named:
                message = SchemaReadingText.SCHEMA_COLUMN_UNKNOWN(name=name, table=self._table)
                self._notes.note("column-unknown", message, place, severity=severity, value=name)
                return None
        return found
