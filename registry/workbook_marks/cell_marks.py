"""Marks in a workbook as values: which cell, how severe, what to say; and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from danhmuc.vocab.findings import ReportedSeverity
from danhmuc.vocab.messages import Message, Sentence

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
