"""Marks in workbooks: an officer's own book comes back with faulty cells coloured, noted and listed.

Given are a workbook and marks. Knows spreadsheets, and nothing of records, profiles or the registry.
"""

from __future__ import annotations

from .cell_marks import (
    CellChange,
    CellMark,
    ClearedWorkbook,
    CorrectedWorkbook,
    MarkedWorkbook,
    UnchangedCell,
    UnmarkedCell,
    WorkbookResults,
)
from .marking import (
    MarkedState,
    added_sheets,
    clear_marks,
    correct_workbook,
    is_marked_copy,
    list_marks,
    mark_workbook,
    marked_state,
)

__all__ = [
    "CellChange",
    "CellMark",
    "ClearedWorkbook",
    "CorrectedWorkbook",
    "MarkedState",
    "MarkedWorkbook",
    "UnchangedCell",
    "UnmarkedCell",
    "WorkbookResults",
    "added_sheets",
    "clear_marks",
    "correct_workbook",
    "is_marked_copy",
    "list_marks",
    "mark_workbook",
    "marked_state",
]
