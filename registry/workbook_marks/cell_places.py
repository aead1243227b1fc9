"""Names of cells and of areas of cells, as Excel writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from .cell_marks import MAX_COLUMNS, MAX_ROWS

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
