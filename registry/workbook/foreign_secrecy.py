"""Marks of secrecy in a foreign book: such rows are refused, and a book that bears a level itself is refused whole.

What is not understood counts as a mark: a row passes only where its mark is empty or plainly denies that there is a
secret. Source: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from ..record.secrecy import (
    is_heading_stamp,
    is_mark,
    is_mark_name,
    is_table_stamp,
    names_state_secrets,
    reading_of_text,
)
from .foreign_cells import ForeignCells, Place
from .foreign_tables import ForeignTable, RowKind

_LONGEST_MARK: Final = 40
"""Letters of a mark or of its heading; a longer text is neither."""
_DATA: Final[Collection[RowKind]] = ("data", "nameless")


def secret_rows(cells: ForeignCells, tables: Sequence[ForeignTable], *, sees_merged: bool) -> set[int]:
    """Numbers of the rows of a sheet that are, or may be, marked as a state secret.

    Args:
        sees_merged: whether merged cells are known; if not, a blank mark may be that of the row above.
    """
    kinds: dict[int, RowKind] = {row: kind for table in tables for row, kind in table.rows.items()}
    heads = {row for table in tables for row in table.head} | {row for row, kind in kinds.items() if kind == "head"}
    starts = {table.head[0]: table for table in tables}
    found: set[int] = set()
    columns: list[int] = []
    is_secret = False
    for row, places in cells.rows.items():
        if row in starts:
            columns, is_secret = _mark_columns(starts[row]), False
        if row in heads:
            continue
        texts = {place: cells.texts[row, place] for place in places}
        if kinds.get(row) in _DATA and any(len(text) <= _LONGEST_MARK and is_mark(text) for text in texts.values()):
            found.add(row)
        marks = [mark for column in columns if (mark := cells.at(row, column)) and not is_mark_name(mark)]
        if marks:
            is_secret = any(reading_of_text(mark) != "none" for mark in marks)
        if is_secret and (marks or (not sees_merged and kinds.get(row, "data") in _DATA)):
            found.add(row)
        # Headings of a table of no known form; a row that is refused has none.
        names = texts.items() if row not in found else ()
        new = [place for place, text in names if len(text) <= _LONGEST_MARK and is_mark_name(text)]
        columns = sorted({*columns, *new}) if new else columns
    for table in tables:
        _add_related(table, found)
    return found


def _mark_columns(table: ForeignTable) -> list[int]:
    """The columns of a table whose heading can only mean secrecy."""
    return [one.place for one in table.columns if any(map(_is_heading, (*one.levels, " ".join(one.levels))))]


def _add_related(table: ForeignTable, found: set[int]) -> None:
    """Add the rows of groups of secrets, and those that go on with a secret row."""
    cells, in_group, before = table.cells, False, 0
    for row in sorted(table.rows):
        kind = table.rows[row]
        if kind == "group":
            in_group = any(is_mark(text) or names_state_secrets(text) for text in cells.row_texts(row))
        tops = {cells.tops[row, place][0] for place in table.keys if (row, place) in cells.tops}
        follows = before in found and (kind == "nameless" or (kind == "below" and row == before + 1))
        if in_group or follows or tops & found:
            found.add(row)
        before = row


def book_marks(cells: ForeignCells, tables: Sequence[ForeignTable], refused: Collection[int]) -> list[Place]:
    """Cells outside of rows of data that mark the whole sheet as a state secret, as a stamp does; also in headings.

    Args:
        refused: numbers of the rows that are refused for themselves.
    """
    inside = {row for table in tables for row in (*table.head, *table.rows) if table.rows.get(row) != "below"}
    heads = {row for table in tables for row in table.head}
    found = [
        (row, column)
        for row in sorted(heads)
        for column in cells.rows.get(row, ())
        if is_heading_stamp(cells.texts[row, column])
    ]
    for row, columns in cells.rows.items():
        if row not in inside and row not in refused:
            texts = cells.row_texts(row)
            found += [(row, column) for column in columns if is_table_stamp(cells.texts[row, column])]
            if len(texts) == 2 and is_table_stamp(": ".join(texts)):
                found.append((row, columns[0]))
    is_named = is_table_stamp(cells.name) or names_state_secrets(cells.name)
    return found if found or not is_named else [(1, 1)]


def _is_heading(text: str) -> bool:
    return is_mark_name(text) or is_mark(text)
