"""A report as people read it: without the columns whose codes are for programs alone, which JSON has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .statutory_report import ReportRows, ReportSheet, Row, StatutoryReport


def paper_report(report: StatutoryReport) -> StatutoryReport:
    """The report without the columns for programs."""
    return replace(report, sheets=tuple(map(_paper_sheet, report.sheets)))


def _paper_sheet(sheet: ReportSheet) -> ReportSheet:
    if not any(one.is_for_programs for one in sheet.columns):
        return sheet
    stored = [one for one in sheet.columns if one.kind != "ordinal"]
    places = tuple(place for place, one in enumerate(stored) if not one.is_for_programs)
    columns = tuple(one for one in sheet.columns if not one.is_for_programs)
    return replace(sheet, columns=columns, rows=_ChosenCells(sheet.rows, places))


@dataclass(frozen=True, slots=True)
class _ChosenCells:
    """Rows of which some cells are read."""

    rows: ReportRows
    places: tuple[int, ...]

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            yield tuple(row[place] for place in self.places)

    def __len__(self) -> int:
        return len(self.rows)
