"""The rows of a book, sheet by sheet, as the workbook's sheets see them, with what is odd about sheets and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import languages

from ..messages.workbook_marks import WorkbookMarksText
from ..messages.workbooks import ForeignWorkbooksText, WorkbooksText
from ..record.locations import MOVED_TITLES, UNPLACED_TITLES
from ..record.secrecy import is_heading_stamp, is_mark, is_table_stamp
from .cell_values import KEPT_SHEET, KeptStatements, cell_text, clean_text, read_kept
from .headings import (
    HIDDEN_SHEETS,
    TEMPLATE_VERSION,
    AboutBook,
    FoundHeadings,
    about_book,
    find_headings,
    find_sheet,
    heading_key,
)
from .opened_book import BookSheet, CellValue, OpenedBook
from .row_mapping import BookRow, CellText, cell_finding
from .sheet_shapes import ColumnShape, SheetShape, WorkbookShape, text_in

_NUMBERED: Final = re.compile(r" \([0-9]+\)$")
"""The end of the name of a sheet that was added beside one of the same name."""
_LABELLED: Final = 2
"""Cells of a row that is a label and its value."""
GUIDE_TITLES: Final = {"vi": "Hướng dẫn", "en": "Guide"}


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell with a mark of secrecy, by its place alone; the whole sheet if it has no row."""

    document: str
    row: int | None = None
    column: int | None = None


@dataclass(slots=True)
class BookRows:
    """The rows of a book.

    Attributes:
        rows: of each sheet that was found, by its IRI.
        names: of the sheets as the book has them, by IRI.
        findings: about sheets.
        kept: statements that no column holds, by sheet and code of their record.
        lost: places of rows that cannot be read at all, so that the book is not whole: sheet and row.
        language: of the first sheet with headings; empty if none has any.
        stamps: cells above the headings, or headings, that mark all of the book as a state secret.
        stray_marks: the same in sheets that are not read, of which nothing is kept.
    """

    about: AboutBook
    rows: dict[str, list[BookRow]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    kept: dict[tuple[str, str], KeptStatements] = field(default_factory=dict)
    lost: list[tuple[str, int]] = field(default_factory=list)
    language: str = ""
    stamps: list[MarkedCell] = field(default_factory=list)
    stray_marks: list[MarkedCell] = field(default_factory=list)

    def title(self, sheet: SheetShape) -> str:
        """The title of a sheet in the book; of one that it does not have, in the language of the book."""
        return self.names.get(sheet.iri) or text_in(sheet.title, self.language)


def read_rows(book: OpenedBook, shape: WorkbookShape, place: str) -> BookRows:
    """Read all rows of the sheets that the workbook has.

    Args:
        place: name of the book as findings have it.
    """
    found = BookRows(about_book(book))
    if found.about.version > TEMPLATE_VERSION:
        message = WorkbooksText.BOOK_NEWER(found=found.about.version, known=TEMPLATE_VERSION)
        found.findings.append(cell_finding("newer", message, place))
    if found.about.profile not in ("", shape.profile):
        message = WorkbooksText.PROFILE_NOT_HERE(found=found.about.profile, used=shape.profile)
        found.findings.append(cell_finding("profile", message, place))
    if book.has_macros:
        found.findings.append(cell_finding("macros", WorkbooksText.MACROS_IGNORED(), place))
    if not book.sees_formats and book.ending != ".csv":
        found.findings.append(cell_finding("formats-unseen", WorkbooksText.FORMATS_UNSEEN(), place))
    _read_kept(found, book, place)
    guides = _titles_without_rows()
    for one in book.sheets:
        if one.name in HIDDEN_SHEETS or heading_key(_NUMBERED.sub("", one.name)) in guides or not one.rows:
            continue
        if one.name in UNPLACED_TITLES.values():
            message = ForeignWorkbooksText.SHEET_UNPLACED(sheet=one.name)
            found.findings.append(cell_finding("sheet-unplaced", message, f"{place}#{one.name}"))
            found.stray_marks += _marks_of_unread(one, f"{place}#{one.name}")
            continue
        sheet = find_sheet(shape, one.name) if book.ending != ".csv" else _likeliest(shape, one)
        document = f"{place}#{one.name}" if book.ending != ".csv" else place
        if sheet is None:
            if one.name not in book.added:
                found.findings.append(
                    cell_finding("sheet-unknown", WorkbooksText.SHEET_UNKNOWN(sheet=one.name), document)
                )
                found.stray_marks += _marks_of_unread(one, document)
        elif sheet.iri in found.rows:
            found.findings.append(cell_finding("sheet-twice", WorkbooksText.SHEET_TWICE(sheet=one.name), document))
            found.lost += [(one.name, number) for number, _ in one.rows[:1]]
            found.stray_marks += _marks_of_unread(one, document)
        else:
            if one.is_hidden:
                found.findings.append(
                    cell_finding("sheet-hidden", WorkbooksText.SHEET_HIDDEN(sheet=one.name), document)
                )
            found.names[sheet.iri] = one.name
            found.rows[sheet.iri] = list(_rows(found, sheet, one, document))
    return found


def _titles_without_rows() -> set[str]:
    """Keys of the titles of sheets for people: the guide, what came from where, and what a validation has added."""
    added = (
        template().render(lang)
        for template in (WorkbookMarksText.RESULTS_SHEET, WorkbookMarksText.CHANGES_SHEET)
        for lang in languages()
    )
    return {heading_key(one) for one in (*GUIDE_TITLES.values(), *MOVED_TITLES.values(), *added)}


def _read_kept(found: BookRows, book: OpenedBook, place: str) -> None:
    """Read the hidden sheet of what no column holds."""
    for sheet in book.sheets:
        if sheet.name == KEPT_SHEET:
            for one in read_kept(sheet.rows):
                if isinstance(one, int):
                    message = WorkbooksText.KEPT_UNREAD(sheet=KEPT_SHEET)
                    found.findings.append(cell_finding("kept-unread", message, f"{place}#{KEPT_SHEET}", one))
                    found.lost.append((KEPT_SHEET, one))
                else:
                    found.kept[one.sheet, one.code] = one


def _likeliest(shape: WorkbookShape, sheet: BookSheet) -> SheetShape | None:
    """The sheet of a table without a name: the one that knows the most of its headings."""
    found = [(find_headings(one, sheet.rows), one) for one in shape.sheets]
    best = max(found, key=lambda pair: 0 if pair[0] is None else len(pair[0].columns))
    return None if best[0] is None else best[1]


def _rows(found: BookRows, sheet: SheetShape, given: BookSheet, document: str) -> Iterator[BookRow]:
    """The rows below the headings."""
    headings = find_headings(sheet, given.rows)
    if headings is None:
        message = WorkbooksText.SHEET_WITHOUT_HEADINGS(sheet=given.name)
        found.findings.append(cell_finding("sheet-without-headings", message, document))
        found.lost.append((given.name, given.rows[0][0]))
        found.stamps += _marks_of_unread(given, document)
        return
    found.stamps += _stamps_above(given, headings.row, document)
    for place, text in headings.others.items():
        message = WorkbooksText.COLUMN_UNKNOWN(heading=text, sheet=given.name)
        found.findings.append(cell_finding("column-unknown", message, document, headings.row, place))
    for place, text in headings.repeated.items():
        message = WorkbooksText.COLUMN_REPEATED(heading=text)
        found.findings.append(cell_finding("column-repeated", message, document, headings.row, place))
    filled = _merged_cells(given, headings)
    reader = _CellReader(given, headings, document)
    found.language = found.language or headings.names(given.name).language
    hidden = 0
    for number, cells in given.rows:
        if number > headings.row:
            row = reader.row(sheet, number, cells, filled)
            if row is not None:
                hidden += number in given.facts.hidden
                yield row
    if hidden:
        message = WorkbooksText.ROWS_HIDDEN(count=hidden, sheet=given.name)
        found.findings.append(cell_finding("hidden-rows", message, document))
    noted = sum(row > headings.row for row in given.facts.noted)
    if noted:
        message = WorkbooksText.NOTES_UNREAD(count=noted, sheet=given.name)
        found.findings.append(cell_finding("notes", message, document))
    if reader.trimmed:
        message = WorkbooksText.BLANKS_REMOVED(count=reader.trimmed, sheet=given.name)
        found.findings.append(cell_finding("blanks", message, document))


def _stamps_above(given: BookSheet, last: int, document: str) -> Iterator[MarkedCell]:
    """The cells of the first rows, headings the last of them, that mark what stands below as a state secret."""
    for number, cells in given.rows:
        if number > last:
            return
        texts = {place: text for place, cell in enumerate(cells, 1) if (text := clean_text(cell_text(cell)))}
        if number == last:
            found = [place for place, text in texts.items() if is_heading_stamp(text)]
        else:
            found = [place for place, text in texts.items() if is_table_stamp(text)]
            if len(texts) == _LABELLED and is_table_stamp(": ".join(texts.values())):
                found.append(min(texts))
        yield from (MarkedCell(document, number, place) for place in found)


def _marks_of_unread(given: BookSheet, document: str) -> Iterator[MarkedCell]:
    """The marks in a sheet whose rows become no records: its name, and cells that say nothing else."""
    if is_table_stamp(given.name):
        yield MarkedCell(document)
    for number, cells in given.rows:
        for place, cell in enumerate(cells, 1):
            if isinstance(cell, str) and is_mark(cell):
                yield MarkedCell(document, number, place)


def _merged_cells(given: BookSheet, headings: FoundHeadings) -> dict[tuple[int, int], tuple[int, int]]:
    """The first cell of each merged area by the cells below it in the same column."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    last = given.rows[-1][0] if given.rows else 0
    for first_row, first_column, last_row, _ in given.merged:
        if first_row > headings.row and first_column in headings.columns:
            for row in range(first_row + 1, min(last_row, last) + 1):
                found[row, first_column] = (first_row, first_column)
    return found


class _CellReader:
    """Reads the cells of the rows of one sheet.

    Attributes:
        trimmed: number of cells in which blanks were removed.
    """

    def __init__(self, given: BookSheet, headings: FoundHeadings, document: str) -> None:
        self._given, self._headings, self._document = given, headings, document
        self._kept: dict[tuple[int, int], CellText] = {}
        self._places = {column.iri: place for place, column in headings.columns.items()}
        self._names = headings.names(given.name)
        self._tops = set(_merged_cells(given, headings).values())
        self.trimmed = 0

    def row(
        self,
        sheet: SheetShape,
        number: int,
        cells: Sequence[CellValue],
        filled: dict[tuple[int, int], tuple[int, int]],
    ) -> BookRow | None:
        """The row; None if nothing is in it."""
        row = BookRow(sheet, self._document, number, {}, self._places, names=self._names)
        for place, column in self._headings.columns.items():
            value: CellValue = cells[place - 1] if place <= len(cells) else ""
            cell = self._cell(row, column, place, value)
            top = filled.get((number, place))
            if cell is None and top is not None and top in self._kept:
                cell = self._kept[top]
                message = WorkbooksText.MERGED_FILLED(heading=row.names.heading(column))
                row.findings.append(cell_finding("merged", message, self._document, number, place, value=cell.text))
            if cell is not None:
                row.cells[column.iri] = cell
                if (number, place) in self._tops:
                    self._kept[number, place] = cell
        for place, heading in (*self._headings.others.items(), *self._headings.repeated.items()):
            if place <= len(cells) and (text := clean_text(cell_text(cells[place - 1]))):
                row.others[heading] = text
        return row if row.cells or row.others or row.findings or row.notes else None

    def _cell(self, row: BookRow, column: ColumnShape, place: int, value: CellValue) -> CellText | None:
        facts, at = self._given.facts, (row.number, place)
        if at in facts.unsaved:
            message = WorkbooksText.CELL_NO_VALUE(heading=row.names.heading(column))
            self._note_lost(row, column, cell_finding("no-value", message, self._document, row.number, place))
        if at in facts.errors:
            message = WorkbooksText.CELL_ERROR(heading=row.names.heading(column))
            self._note_lost(row, column, cell_finding("cell-error", message, self._document, row.number, place))
            return None
        raw = cell_text(value)
        text = clean_text(raw)
        if text != raw:
            self.trimmed += 1
        if not text:
            return None
        width = facts.zeros.get(at)
        if width is not None and text.isdigit():
            text = text.zfill(width)
        return CellText(value, text, place)

    def _note_lost(self, row: BookRow, column: ColumnShape, found: Finding) -> None:
        """Note why a cell has no value; where a rule asks for one, or the row is lost, for the finding of that."""
        is_asked_for = column.need == "mandatory" and (bool(column.joins) or len(column.path) == 1)
        (row.notes if is_asked_for else row.findings).append(found)
