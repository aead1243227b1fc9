"""The sheets that danhmuc adds to a workbook: results of a validation, or the changes of a corrected copy.

Texts are inline strings, and links lead to cells of the same workbook alone: no text becomes a formula or an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Final, NamedTuple

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity
from danhmuc.vocab.messages import Message, MessageTemplate, Sentence
from danhmuc.vocab.text import one_line, shorten

from ..messages.reports import SeveritiesText
from ..messages.workbook_marks import WorkbookMarksText
from .cell_marks import CellChange, CellMark, UnchangedCell, WorkbookResults, cell_name, column_name, quote_sheet
from .workbook_editor import MAIN, SheetFormats, WorkbookEditor
from .workbook_package import attribute_text, element_text

RESULTS_NAME: Final = "danhmuc.results"
CHANGES_NAME: Final = "danhmuc.changes"
"""Hidden defined names of these sheets, by which they are known again under any name."""
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_WHOLE_SHEET: Final = "$1:$1048576"
_MAX_LINES: Final = 60_000
"""Excel takes 65,530 links on a sheet."""
_LONGEST: Final = 4_000
_LONGEST_NAME: Final = 31
_LONGEST_VALUE: Final = 100


@dataclass(frozen=True, slots=True)
class AddedSheet:
    """A sheet that was added: its name and place."""

    name: str
    index: int


class _Row(NamedTuple):
    """The cells of a row as `_cell` makes them, and where the one that names a cell leads, if it leads anywhere."""

    cells: Sequence[str]
    link: str | None = None


def add_results_sheet(
    editor: WorkbookEditor,
    marks: Sequence[CellMark],
    results: WorkbookResults,
    notes: Sequence[Message],
    formats: SheetFormats,
    lang: str,
) -> AddedSheet:
    """Add the list of all marks.

    Args:
        notes: what else is said on top, such as marks that could not be made.
    """
    counts = results.counts
    if counts is None:
        found: dict[ReportedSeverity, int] = {}
        for mark in marks:
            found[mark.severity] = found.get(mark.severity, 0) + 1
        counts = found
    counted = tuple(SeveritiesText.COUNTED[one](count=counts[one]) for one in REPORTED_SEVERITIES if counts.get(one))
    sentences: list[Sentence | None] = [
        WorkbookMarksText.RESULTS_COUNTS(counts=counted) if counted else WorkbookMarksText.RESULTS_NONE(),
        results.deadline,
        results.contact,
        *notes,
    ]
    if len(marks) > _MAX_LINES:
        sentences.append(WorkbookMarksText.LINES_LEFT_OUT(shown=_MAX_LINES, all=len(marks)))
    sentences.append(WorkbookMarksText.RESULTS_MADE_ANEW())
    top = [
        _Line(WorkbookMarksText.RESULTS_SHEET().render(lang), formats.title),
        _Line(results.verdict.render(lang), formats.passed if results.is_passed else formats.failed),
        *(_Line(one.render(lang), formats.line) for one in sentences if one is not None),
    ]
    words = {
        severity: _cell(word().render(lang), formats.severities[severity])
        for severity, word in SeveritiesText.WORDS.items()
    }
    head = (
        WorkbookMarksText.COLUMN_SEVERITY,
        WorkbookMarksText.COLUMN_SHEET,
        WorkbookMarksText.COLUMN_CELL,
        WorkbookMarksText.COLUMN_HEADING,
        WorkbookMarksText.COLUMN_MESSAGE,
        WorkbookMarksText.COLUMN_FIX,
    )
    text, linked = formats.text, formats.link
    name_cell = cache(partial(_cell, style=text))
    empty = _cell("", text)
    known: dict[int, str] = {}
    places = _Places(editor, lang)

    def sentence_cell(sentence: Sentence | None) -> str:
        if sentence is None:
            return empty
        # Marks are held meanwhile, so that no other sentence gets the id of one; those that repeat are rendered once.
        found = known.get(id(sentence))
        if found is None:
            found = known[id(sentence)] = _cell(one_line(sentence.render(lang)), text)
        return found

    def row(mark: CellMark) -> _Row:
        place, link = places.find(mark.sheet, mark.row, mark.column)
        cells = (
            words[mark.severity],
            name_cell(mark.sheet or ""),
            _cell(place, text if link is None else linked),
            name_cell(mark.heading or ""),
            sentence_cell(mark.message),
            sentence_cell(mark.fix),
        )
        return _Row(cells, link)

    table = _Table(top, head, (16, 18, 10, 24, 60, 34), map(row, marks[:_MAX_LINES]))
    return _add(editor, table, WorkbookMarksText.RESULTS_SHEET, RESULTS_NAME, formats, lang)


def add_changes_sheet(
    editor: WorkbookEditor,
    changes: Sequence[CellChange],
    unchanged: Sequence[UnchangedCell],
    notes: Sequence[Message],
    formats: SheetFormats,
    lang: str,
) -> AddedSheet:
    """Add the list of changes to a corrected copy: those that were made, then the others, with reasons."""
    top = [
        _Line(WorkbookMarksText.CHANGES_SHEET().render(lang), formats.title),
        *(
            _Line(one.render(lang), formats.line)
            for one in (WorkbookMarksText.CHANGES_COUNTED(count=len(changes)), *notes)
        ),
    ]
    head = (
        WorkbookMarksText.COLUMN_SHEET,
        WorkbookMarksText.COLUMN_CELL,
        WorkbookMarksText.COLUMN_HEADING,
        WorkbookMarksText.COLUMN_BEFORE,
        WorkbookMarksText.COLUMN_AFTER,
        WorkbookMarksText.COLUMN_REASON,
    )
    text = formats.text

    places = _Places(editor, lang)

    def row(change: CellChange, after: str, reason: Sentence | None) -> _Row:
        place, link = places.find(change.sheet, change.row, change.column)
        cells = (
            _cell(change.sheet, text),
            _cell(place, text if link is None else formats.link),
            _cell(change.heading or "", text),
            _cell(change.before or "", text),
            _cell(after, text),
            _cell("" if reason is None else reason.render(lang), text),
        )
        return _Row(cells, link)

    rows = [row(one, _value_text(one), one.reason) for one in changes]
    for one in unchanged:
        value = shorten(_value_text(one.change), _LONGEST_VALUE)
        rows.append(row(one.change, "", WorkbookMarksText.CHANGE_NOT_MADE(value=value, reason=one.reason)))
    table = _Table(top, head, (18, 10, 24, 34, 34, 42), rows[:_MAX_LINES])
    return _add(editor, table, WorkbookMarksText.CHANGES_SHEET, CHANGES_NAME, formats, lang)


def _value_text(change: CellChange) -> str:
    value = change.value
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


class _Line(NamedTuple):
    """A line over all columns, with a format."""

    text: str
    style: int


@dataclass(frozen=True, slots=True)
class _Table:
    """Lines on top, a head, widths of the columns, and rows."""

    top: Sequence[_Line]
    head: Sequence[MessageTemplate]
    widths: Sequence[int]
    rows: Iterable[_Row]


def _add(
    editor: WorkbookEditor, table: _Table, title: MessageTemplate, known_as: str, formats: SheetFormats, lang: str
) -> AddedSheet:
    name = _free_sheet_name(editor, title().render(lang))
    data, head_row = _sheet_markup(table, formats, lang)
    index = editor.add_sheet(name, data)
    reference = quote_sheet(name)
    editor.define_name(known_as, f"{reference}!{_WHOLE_SHEET}", ' hidden="1"')
    editor.define_name("_xlnm.Print_Titles", f"{reference}!${head_row}:${head_row}", f' localSheetId="{index}"')
    return AddedSheet(name, index)


def _free_sheet_name(editor: WorkbookEditor, wanted: str) -> str:
    taken = {sheet.name.casefold() for sheet in editor.sheets}
    wanted = _NOT_IN_NAMES.sub(" ", wanted)
    name, number = wanted[:_LONGEST_NAME], 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted[: _LONGEST_NAME - 6]} ({number})"
    return name


class _Places:
    """Names of cells in a list, and references to them."""

    def __init__(self, editor: WorkbookEditor, lang: str) -> None:
        self._editor = editor
        self._lang = lang
        self._sheets: dict[str | None, str | None] = {None: None}

    def find(self, sheet: str | None, row: int | None, column: int | None) -> tuple[str, str | None]:
        """The name of a cell or row, and the reference, None if the workbook has no such sheet."""
        if row is None:
            return "", None
        if sheet not in self._sheets:
            found = None if sheet is None else self._editor.sheet(sheet)
            self._sheets[sheet] = (
                None if found is None or not found.is_cells else attribute_text(quote_sheet(found.name))
            )
        quoted = self._sheets[sheet]
        if column is None:
            place, target = WorkbookMarksText.ROW_OF_SHEET(row=row).render(self._lang), f"{row}:{row}"
        else:
            place = target = cell_name(row, column)
        return place, None if quoted is None else f"{quoted}!{target}"


# ---------------------------------------------------------------- markup


def _cell(text: str, style: int) -> str:
    """A cell as it is written behind its name."""
    if not text:
        return f' s="{style}"/>'
    short = element_text(shorten(text, _LONGEST) if len(text) > _LONGEST else text)
    # Blanks within a line are kept without it.
    space = "" if short == short.strip() and "\n" not in short else ' xml:space="preserve"'
    return f' s="{style}" t="inlineStr"><is><t{space}>{short}</t></is></c>'


def _sheet_markup(table: _Table, formats: SheetFormats, lang: str) -> tuple[bytes, int]:
    """The part of the sheet, and the row of the table's head."""
    links: list[str] = []
    rows: list[str] = []
    letters = [column_name(at) for at in range(1, len(table.head) + 1)]
    last, place = letters[-1], letters[table.head.index(WorkbookMarksText.COLUMN_CELL)]

    def add(cells: Sequence[str], height: str = "") -> None:
        number = len(rows) + 1
        markup = "".join([f'<c r="{letter}{number}"{cell}' for letter, cell in zip(letters, cells, strict=True)])
        rows.append(f'<row r="{number}"{height}>{markup}</row>')

    merged: list[str] = []
    for line in table.top:
        # One line over all columns, as high as its text needs: merged cells do not fit themselves.
        lines = -(-len(line.text) // sum(table.widths))
        rest = [_cell("", line.style)] * (len(letters) - 1)
        add([_cell(line.text, line.style), *rest], f' ht="{18 * lines}" customHeight="1"')
        merged.append(f'<mergeCell ref="A{len(rows)}:{last}{len(rows)}"/>')
    rows.append(f'<row r="{len(rows) + 1}"/>')
    add([_cell(one().render(lang), formats.head) for one in table.head])
    head_row = len(rows)
    for cells, link in table.rows:
        add(cells)
        if link is not None:
            links.append(f'<hyperlink ref="{place}{len(rows)}" location="{link}"/>')
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(table.widths, 1)
    )
    hyperlinks = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    page = attribute_text(WorkbookMarksText.PAGE_OF(page="&P", pages="&N").render(lang))
    markup = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}{len(rows)}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{head_row}" topLeftCell="A{head_row + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{head_row + 1}" sqref="A{head_row + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>{hyperlinks}'
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>&amp;C{page}</oddFooter></headerFooter></worksheet>"
    )
    return markup.encode(), head_row
