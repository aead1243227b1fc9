"""The cells of a sheet that has no known form, by row and column, with what is merged and what has no value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from .cell_values import cell_text, clean_text
from .opened_book import BookSheet, CellValue

_MOST_MERGED: Final = 1_000_000
"""Cells within merged areas that are looked at; of further areas the first cell counts alone."""

Place: TypeAlias = tuple[int, int]
"""A row and a column, from 1."""
Area: TypeAlias = tuple[int, int, int, int]
"""First row and column, last row and column."""


@dataclass(slots=True)
class ForeignCells:
    """The cells of one sheet.

    Attributes:
        name: of the sheet.
        texts: of cells that are not empty, by place.
        values: of the same cells, as the file has them.
        rows: columns of the cells of each row, by its number; in order.
        tops: the first cell of the merged area that covers a place, by that place; of areas of several cells alone.
        areas: merged areas by their first row: first row and column, last row and column.
        without_value: cells with a formula whose result is not stored, or with an error.
        hidden: numbers of hidden rows.
        is_hidden: whether the sheet is.
    """

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    values: dict[Place, CellValue] = field(default_factory=dict)
    rows: dict[int, list[int]] = field(default_factory=dict)
    tops: dict[Place, Place] = field(default_factory=dict)
    areas: dict[int, list[Area]] = field(default_factory=dict)
    without_value: list[Place] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()
    is_hidden: bool = False

    def at(self, row: int, column: int) -> str:
        """The text of a cell; of a merged one, of its area; empty if there is none."""
        place = (row, column)
        return self.texts.get(place) or self.texts.get(self.tops.get(place, place), "")

    def own(self, row: int, column: int) -> str:
        """The text that stands in a cell itself."""
        return self.texts.get((row, column), "")

    def areas_of(self, rows: Iterable[int]) -> Iterator[Area]:
        """The merged areas that begin in some rows."""
        for row in rows:
            yield from self.areas.get(row, ())

    def row_texts(self, row: int) -> list[str]:
        """The texts of a row from left to right."""
        return [self.texts[row, column] for column in self.rows.get(row, ())]


def read_cells(sheet: BookSheet) -> ForeignCells:
    """Read the cells of a sheet that are not blank."""
    facts = sheet.facts
    found = ForeignCells(sheet.name, hidden=frozenset(facts.hidden), is_hidden=sheet.is_hidden)
    for row, cells in sheet.rows:
        for column, value in enumerate(cells, 1):
            text = clean_text(cell_text(value)) if value != "" else ""
            width = facts.zeros.get((row, column))
            if width is not None and text.isdigit():
                text = text.zfill(width)
            if text:
                found.texts[row, column] = text
                found.values[row, column] = value
                found.rows.setdefault(row, []).append(column)
    last = max(found.rows, default=0)
    width = max((columns[-1] for columns in found.rows.values()), default=0)
    covered = 0
    for first_row, first_column, last_row, last_column in sheet.merged:
        # An area may reach over all rows that a sheet can have.
        area = (first_row, first_column, min(last_row, last), min(last_column, width))
        covers = (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
        if (first_row, first_column) in found.texts and covers > 1 and covered + covers <= _MOST_MERGED:
            covered += covers
            found.areas.setdefault(area[0], []).append(area)
            for row in range(area[0], area[2] + 1):
                for column in range(area[1], area[3] + 1):
                    found.tops[row, column] = area[:2]
    found.without_value = sorted({*facts.unsaved, *facts.errors})
    return found
