"""Marks of secrecy in a foreign book: such rows are refused, and a book that bears a level itself is refused whole.

What is not understood counts as a mark: a row passes only where its mark is empty or plainly denies that there is a
secret. Source: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from ..record.secrecy import is_mark_name, level_in, reading_of_text
from .foreign_cells import ForeignCells, Place
from .foreign_headings import is_phrase_in
from .foreign_tables import ForeignTable, RowKind

__all__ = ["book_marks", "secret_rows"]

_LONGEST_MARK: Final = 40
"""Letters of a mark or of its heading; a longer text is neither."""
_DATA: Final[Collection[RowKind]] = ("data", "nameless")
_EXCEPTING: Final = ("không", "ngoài", "trừ", "luật", "bảo vệ bí mật")
"""Words of a title by which it is about something else than secrets."""


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
        if kinds.get(row) in _DATA and any(len(text) <= _LONGEST_MARK and level_in(text) for text in texts.values()):
            found.add(row)
        marks = [mark for column in columns if (mark := cells.at(row, column)) and not is_mark_name(mark)]
        if marks:
            is_secret = any(reading_of_text(mark) != "none" for mark in marks)
        if is_secret and (marks or (not sees_merged and kinds.get(row, "data") in _DATA)):
            found.add(row)
        # Headings of a table of no known form.
        new = [place for place, text in texts.items() if len(text) <= _LONGEST_MARK and is_mark_name(text)]
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
            in_group = any(level_in(text) or _names_secrets(text) for text in cells.row_texts(row))
        tops = {cells.tops[row, place][0] for place in table.keys if (row, place) in cells.tops}
        follows = before in found and (kind == "nameless" or (kind == "below" and row == before + 1))
        if in_group or follows or tops & found:
            found.add(row)
        before = row


def book_marks(cells: ForeignCells, tables: Sequence[ForeignTable], refused: Collection[int]) -> list[Place]:
    """Cells outside of rows of data that mark the whole sheet as a state secret, as a stamp does.

    Args:
        refused: numbers of the rows that are refused for themselves.
    """
    inside = {row for table in tables for row in (*table.head, *table.rows) if table.rows.get(row) != "below"}
    found: list[Place] = []
    for row, columns in cells.rows.items():
        if row not in inside and row not in refused:
            texts = cells.row_texts(row)
            found += [(row, column) for column in columns if _is_stamp(cells.texts[row, column])]
            if len(texts) == 2 and _is_stamp(": ".join(texts)):
                found.append((row, columns[0]))
    return found if found or not (level_in(cells.name) or _names_secrets(cells.name)) else [(1, 1)]


def _is_stamp(text: str) -> bool:
    label, _, mark = text.partition(":")
    mark = mark.strip(" :")
    if level_in(text) or (is_mark_name(label) and bool(mark) and reading_of_text(mark) != "none"):
        return True
    # A title, not the name of the law on the protection of secrets.
    return is_phrase_in("danh mục", text[:40]) and _names_secrets(text)


def _names_secrets(text: str) -> bool:
    """Whether a title or the name of a group is that of secrets, and does not except them."""
    return is_phrase_in("bí mật nhà nước", text) and not any(is_phrase_in(one, text) for one in _EXCEPTING)


def _is_heading(text: str) -> bool:
    return is_mark_name(text) or level_in(text)
