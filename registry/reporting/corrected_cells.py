"""Certain fixes of cells, written into a copy of their workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..workbook.cell_fixes import CellFix
from ..workbook_marks import CellChange, CorrectedWorkbook, correct_workbook


def correct_cells(
    source: Path, place: str, fixes: Sequence[CellFix], target: Path, *, lang: str, only_sheet: str = ""
) -> CorrectedWorkbook | None:
    """Write a copy of a workbook with fixes in its cells and a list of them; None, and no file, if there is no fix.

    Args:
        place: name of the workbook in findings.
        only_sheet: name of the sheet of all fixes, if findings name none, as of a CSV file.

    Raises:
        SourceUnavailableError: the workbook cannot be read.
        UsageError: the target cannot be written.
    """
    if not fixes:
        return None
    changes = [
        CellChange(
            sheet=only_sheet if one.document == place else one.document.removeprefix(f"{place}#"),
            row=one.row,
            column=one.column,
            value=one.value,
            before=one.before,
            heading=one.heading,
            reason=one.finding.message,
        )
        for one in fixes
    ]
    return correct_workbook(source, changes, target, lang=lang)
