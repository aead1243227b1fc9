"""Marks in a workbook as values: which cell, how severe, what to say; and names of cells.

Marks in a workbook as values: which cell, how severe, what to say; and what became of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

from danhmuc.vocab.findings import ReportedSeverity
from danhmuc.vocab.messages import Message, Sentence

# ---------------------------------------------------------------- cell marks

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_TEXT: Final = 32_767
"""Characters that a cell or a note of Excel holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMark:
    """A finding about a cell, a sheet, or a whole workbook.

    Attributes:
        sheet: name of the sheet; None if it is about the workbook. Of a CSV file any name is its only sheet's.
        row, column: as Excel counts, from 1; None if it is about the sheet, or about a row.
        message: what is wrong.
        fix: how to mend it, such as the value to write.
        heading: what the column is called, for the list of results.
    """

    severity: ReportedSeverity
    message: Sentence
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    fix: Sentence | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A value that a cell gets in the corrected copy.

    Attributes:
        row, column: as Excel counts, from 1.
        value: a text stays text, whatever it begins with; a number becomes a number; a day becomes a date where the
            cell is formatted as one, and elsewhere a text such as ``31/12/2026``.
        before: the value so far, for the list of changes.
        heading: what the column is called, for the same list.
        reason: why it is changed.
    """

    sheet: str
    row: int
    column: int
    value: str | float | date
    before: str | None = None
    heading: str | None = None
    reason: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookResults:
    """The lines above the list of results.

    Attributes:
        is_passed: whether the workbook is accepted, which colours the verdict.
        verdict: pass or not, in a sentence.
        counts: number of findings by severity; None counts the marks.
        deadline: until when it has to be mended.
        contact: whom to call.
    """

    is_passed: bool
    verdict: Sentence
    counts: Mapping[ReportedSeverity, int] | None = None
    deadline: Sentence | None = None
    contact: Sentence | None = None


@dataclass(frozen=True, slots=True)
class UnmarkedCell:
    """A mark that stands in the list of results alone, or without its note, and the reason."""

    mark: CellMark
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedWorkbook:
    """The outcome of marking a workbook.

    Attributes:
        path: the file written; its ending is that of its format, whatever the target's was.
        copied_because: None if the workbook itself was marked; else why it was not, and the marks are in a new one.
        has_macros: whether the file has the macros of the workbook, as they were.
        coloured: number of cells that are coloured.
        noted: number of cells with a note.
        unmarked: marks without a colour or a note, in their order.
        left_notes: notes of danhmuc's own that somebody has changed since, as sheet and cell; they are kept.
    """

    path: Path
    copied_because: Message | None = None
    has_macros: bool = False
    coloured: int = 0
    noted: int = 0
    unmarked: tuple[UnmarkedCell, ...] = ()
    left_notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnchangedCell:
    """A change that was not made, and the reason."""

    change: CellChange
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedWorkbook:
    """The outcome of correcting a workbook.

    Attributes:
        path: the file written; None if nothing was, because the workbook cannot be changed.
        refused_because: why it cannot be changed; None if it was.
        changed: the changes that were made, in their order.
        unchanged: the others.
        left_notes: as in `MarkedWorkbook`.
    """

    path: Path | None
    refused_because: Message | None = None
    changed: tuple[CellChange, ...] = ()
    unchanged: tuple[UnchangedCell, ...] = ()
    left_notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearedWorkbook:
    """The outcome of taking marks off.

    Attributes:
        path: the file written.
        was_marked: whether there were any.
        left_notes: as in `MarkedWorkbook`.
    """

    path: Path
    was_marked: bool
    left_notes: tuple[str, ...] = ()


# ---------------------------------------------------------------- cell places
# Names of cells and of areas of cells, as Excel writes them.

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class CellArea:
    """A rectangle of cells."""

    row: int
    column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.row <= row <= self.last_row and self.column <= column <= self.last_column


@cache
def column_name(column: int) -> str:
    """The letters of a column.

    >>> column_name(1), column_name(28), column_name(16_384)
    ('A', 'AB', 'XFD')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """The name of a cell, such as ``AB12``."""
    return f"{column_name(column)}{row}"


def cell_of(name: str) -> tuple[int, int] | None:
    """Row and column of a cell by its name, None if it is no such name.

    >>> cell_of("AB12"), cell_of("$A$1"), cell_of("A0")
    ((12, 28), (1, 1), None)
    """
    found = _CELL.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found.group(1).upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found.group(2))
    return (row, column) if 1 <= row <= MAX_ROWS and column <= MAX_COLUMNS else None


def area_of(name: str) -> CellArea | None:
    """An area by its name, None if it is no such name.

    >>> area_of("B2:A9")
    CellArea(row=2, column=1, last_row=9, last_column=2)
    """
    first, _, last = name.partition(":")
    begins, ends = cell_of(first), cell_of(last or first)
    if begins is None or ends is None:
        return None
    rows, columns = sorted((begins[0], ends[0])), sorted((begins[1], ends[1]))
    return CellArea(rows[0], columns[0], rows[1], columns[1])


def areas_text(cells: Iterable[tuple[int, int]]) -> list[str]:
    """The areas that cover the cells and no others, column by column, those of equal columns side by side as one.

    >>> areas_text([(1, 1), (2, 1), (1, 2), (2, 2), (9, 2)])
    ['A1:B2', 'B9']
    """
    runs: dict[tuple[int, int], list[int]] = {}
    for column, group in groupby(sorted({(column, row) for row, column in cells}), key=lambda cell: cell[0]):
        first = last = 0
        for _, row in group:
            if row != last + 1 or not first:
                if first:
                    runs.setdefault((first, last), []).append(column)
                first = row
            last = row
        runs.setdefault((first, last), []).append(column)
    areas: list[tuple[int, int, int, int]] = []
    for (first, last), columns in runs.items():
        left = right = columns[0]
        for column in columns[1:]:
            if column != right + 1:
                areas.append((left, first, right, last))
                left = column
            right = column
        areas.append((left, first, right, last))
    return [
        cell_name(first, left)
        if (left, first) == (right, last)
        else f"{cell_name(first, left)}:{cell_name(last, right)}"
        for left, first, right, last in sorted(areas)
    ]


def quote_sheet(name: str) -> str:
    """The name of a sheet in a reference.

    >>> quote_sheet("Năm '26")
    "'Năm ''26'"
    """
    return "'" + name.replace("'", "''") + "'"
