"""Marks of secrecy in a foreign book: such rows are refused, and a book that bears a level itself is refused whole.

What is not understood counts as a mark: a row passes only where its mark is empty or plainly denies that there is a
secret. Source: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from ..record.secrecy import is_mark_name, level_in, reading_of_text
from .foreign_cells import ForeignCells, Place
from .foreign_headings import is_phrase_in
from .foreign_tables import ForeignTable

__all__ = ["book_marks", "secret_rows"]

_EXCEPTING: Final = ("không", "ngoài", "trừ", "luật", "bảo vệ bí mật")
"""Words of a title by which it is about something else than secrets."""


def secret_rows(cells: ForeignCells, tables: Sequence[ForeignTable]) -> set[int]:
    """Numbers of the rows of a sheet that are, or may be, marked as a state secret."""
    heads = {row for table in tables for row in table.head}
    repeated = {row for table in tables for row, kind in table.rows.items() if kind == "head"}
    data = {row for table in tables for row, kind in table.rows.items() if kind in ("data", "nameless", "group")}
    found = {row for (row, _), text in cells.texts.items() if row in data and row not in heads and level_in(text)}
    for first, last, columns in _mark_columns(cells, tables):
        for row in cells.rows:
            if first < row <= last and row not in repeated and row not in heads:
                marks = (cells.at(row, column) for column in columns)
                if any(mark and reading_of_text(mark) != "none" for mark in marks):
                    found.add(row)
    for table in tables:
        found |= {row for row, group in table.groups.items() if _names_secrets(group)}
        names = {row: cells.row_texts(row)[-1] for row, kind in table.rows.items() if kind == "group"}
        found |= {row for row, name in names.items() if _names_secrets(name)}
        # A row that goes on with a secret one.
        for row in table.rows:
            tops = {cells.tops[row, place][0] for place in table.keys if (row, place) in cells.tops}
            if tops & found:
                found.add(row)
    return found


def book_marks(cells: ForeignCells, tables: Sequence[ForeignTable], refused: Collection[int]) -> list[Place]:
    """Cells outside of rows of data that mark the whole sheet as a state secret, as a stamp does.

    Args:
        refused: numbers of the rows that are refused for themselves.
    """
    inside = {row for table in tables for row in (*table.head, *table.rows) if table.rows.get(row) != "below"}
    outside = {place: text for place, text in cells.texts.items() if place[0] not in inside and place[0] not in refused}
    found: list[Place] = [place for place, text in outside.items() if _is_stamp(text)]
    return found if found or not (level_in(cells.name) or _names_secrets(cells.name)) else [(1, 1)]


def _is_stamp(text: str) -> bool:
    label, _, mark = text.partition(":")
    if level_in(text) or (is_mark_name(label) and bool(mark.strip()) and reading_of_text(mark) != "none"):
        return True
    # A title, not the name of the law on the protection of secrets.
    return is_phrase_in("danh mục", text[:40]) and _names_secrets(text)


def _names_secrets(text: str) -> bool:
    """Whether a title or the name of a group is that of secrets, and does not except them."""
    return is_phrase_in("bí mật nhà nước", text) and not any(is_phrase_in(one, text) for one in _EXCEPTING)


def _mark_columns(cells: ForeignCells, tables: Sequence[ForeignTable]) -> Iterator[tuple[int, int, Sequence[int]]]:
    """Columns with a heading of secrecy: the row of the heading, the last row that it stands for, and the columns."""
    starts = sorted(table.head[0] for table in tables)
    last = max(cells.rows, default=0)
    in_heads: set[int] = set()
    for table in tables:
        end = next((start - 1 for start in starts if start > table.head[0]), last)
        in_heads.update(table.head)
        marking = [one.place for one in table.columns if any(map(_is_heading, (*one.levels, " ".join(one.levels))))]
        if marking:
            yield table.head[-1], end, marking
    for (row, column), text in cells.texts.items():
        # A heading in no head that is understood.
        if row not in in_heads and is_mark_name(text):
            yield row, next((start - 1 for start in starts if start > row), last), (column,)


def _is_heading(text: str) -> bool:
    return is_mark_name(text) or level_in(text)
