"""Values of cells, changed where they stand: the cell keeps its format, and everything else its bytes.

Cells that something else depends on in ways a file cannot show are left: formulas, areas of arrays and pivot tables,
heads of tables.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from danhmuc.vocab.messages import Message

from ..messages.workbook_marks import WorkbookMarksText
from .cell_marks import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    CellArea,
    CellChange,
    UnchangedCell,
    area_of,
    cell_name,
    cell_of,
)
from .workbook_editor import MAIN, RELATIONS, WORKBOOK_ORDER, SheetPart, WorkbookEditor, find_styles
from .workbook_package import (
    UnchangeableError,
    XmlElement,
    XmlPart,
    element_text,
    new_parser,
    number_of,
    parse_part,
    tag_end,
)

_DATE_IDS: Final = frozenset([*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58])
"""Built-in formats of days."""
_NOT_DATE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)


def change_cells(
    editor: WorkbookEditor, changes: Sequence[CellChange]
) -> tuple[tuple[CellChange, ...], tuple[UnchangedCell, ...]]:
    """Change cells, and return the changes that were made and those that were not.

    Raises:
        UnchangeableError: a part of the workbook is damaged.
    """
    refused: dict[int, Message] = {}
    wanted: dict[str, dict[tuple[int, int], int]] = {}
    for number, change in enumerate(changes):
        sheet = editor.sheet(change.sheet)
        reason = _refusal(sheet, change)
        if reason is not None or sheet is None:
            refused[number] = reason or WorkbookMarksText.SHEET_UNKNOWN(sheet=change.sheet)
        elif (change.row, change.column) in wanted.setdefault(sheet.name, {}):
            refused[number] = WorkbookMarksText.CELL_TWICE()
        else:
            wanted[sheet.name][change.row, change.column] = number
    dates = _DateFormats(editor)
    for sheet in editor.sheets:
        if sheet.name in wanted:
            refused |= _change_sheet(editor, sheet, wanted[sheet.name], changes, dates)
    made = tuple(change for number, change in enumerate(changes) if number not in refused)
    if made:
        _recalculate(editor)
    return made, tuple(UnchangedCell(changes[number], reason) for number, reason in sorted(refused.items()))


def _refusal(sheet: SheetPart | None, change: CellChange) -> Message | None:
    if sheet is None:
        return WorkbookMarksText.SHEET_UNKNOWN(sheet=change.sheet)
    if not sheet.is_cells:
        return WorkbookMarksText.SHEET_WITHOUT_CELLS(sheet=sheet.name)
    if not (1 <= change.row <= MAX_ROWS and 1 <= change.column <= MAX_COLUMNS):
        return WorkbookMarksText.CELL_OUTSIDE(row=change.row, column=change.column)
    if isinstance(change.value, str) and len(element_text(change.value)) > MAX_TEXT:
        return WorkbookMarksText.VALUE_TOO_LONG(limit=MAX_TEXT)
    if isinstance(change.value, float) and not math.isfinite(change.value):
        return WorkbookMarksText.VALUE_NOT_A_NUMBER()
    return None


def _change_sheet(
    editor: WorkbookEditor,
    sheet: SheetPart,
    wanted: Mapping[tuple[int, int], int],
    changes: Sequence[CellChange],
    dates: _DateFormats,
) -> dict[int, Message]:
    part = editor.sheet_part(sheet)
    layout = _read_layout(part, {row for row, _ in wanted})
    areas = _guarded_areas(editor, sheet, part)
    refused: dict[int, Message] = {}
    absent: dict[int, list[tuple[int, str]]] = {}
    # Sorted: cells that are added at one place stand in their order.
    for (row, column), number in sorted(wanted.items()):
        cell = layout.cells.get((row, column))
        reason = next((message for area, message in areas if area.holds(row, column)), None)
        if cell is not None and cell.has_formula:
            reason = WorkbookMarksText.CELL_HAS_FORMULA()
        elif any(area.holds(row, column) for area in layout.arrays):
            reason = WorkbookMarksText.CELL_IN_ARRAY()
        if reason is not None:
            refused[number] = reason
            continue
        style = layout.style(part, row, column) if cell is None else cell.style
        markup = _cell_markup(part, row, column, style, changes[number].value, dates)
        if cell is not None:
            part.splice(cell.start, cell.end, markup.encode())
        else:
            absent.setdefault(row, []).append((column, markup))
    _insert_cells(part, layout, absent)
    return refused


def _cell_markup(
    part: XmlPart, row: int, column: int, style: str, value: str | float | date, dates: _DateFormats
) -> str:
    tag = part.tag("c")
    head = f'<{tag} r="{cell_name(row, column)}"' + (f' s="{style}"' if style else "")
    number = dates.serial(value, style) if isinstance(value, date) else None
    if isinstance(value, date) and number is None:
        value = f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return f'{head} t="b"><{part.tag("v")}>{int(value)}</{part.tag("v")}></{tag}>'
    if isinstance(value, str):
        inner, text = part.tag("is"), part.tag("t")
        held = f'<{text} xml:space="preserve">{element_text(value)}</{text}>'
        return f'{head} t="inlineStr"><{inner}>{held}</{inner}></{tag}>'
    return f"{head}><{part.tag('v')}>{value if number is None else number!r}</{part.tag('v')}></{tag}>"


def _insert_cells(part: XmlPart, layout: _Layout, absent: Mapping[int, list[tuple[int, str]]]) -> None:
    """Add cells, and rows, that the sheet does not write."""
    data = part.root.child("sheetData")
    if data is None:
        raise UnchangeableError(WorkbookMarksText.PART_NOT_XML(part=part.name, reason="no sheetData"))
    tag = part.tag("row")
    for row, cells in sorted(absent.items()):
        held = layout.rows.get(row)
        markup = "".join(cell for _, cell in cells)
        if held is None:
            at = next((start for number, start in layout.row_starts if number > row), None)
            if at is None:
                part.append(data, f'<{tag} r="{row}">{markup}</{tag}>')
            else:
                part.splice(at, at, f'<{tag} r="{row}">{markup}</{tag}>'.encode())
        elif held.is_one_tag:
            part.splice(held.inner_end - 2, held.inner_end, f">{markup}</{tag}>".encode())
        else:
            for column, cell in cells:
                at = layout.place(row, column)
                part.splice(at, at, cell.encode())


def _recalculate(editor: WorkbookEditor) -> None:
    """Have formulas calculated anew when the workbook is opened: what they depend on may have changed."""
    book = editor.workbook
    held = book.root.child("calcPr")
    if held is not None:
        book.set_attribute(held, "fullCalcOnLoad", "1")
    else:
        book.insert(book.root, "calcPr", WORKBOOK_ORDER, f'<{book.tag("calcPr")} fullCalcOnLoad="1"/>')


# ---------------------------------------------------------------- where cells are


@dataclass(slots=True)
class _Span:
    """A cell in the bytes of its sheet."""

    start: int
    end: int = 0
    style: str = ""
    has_formula: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row in the bytes of its sheet: where its cells end, or its only tag."""

    inner_end: int
    style: str
    is_one_tag: bool


@dataclass(slots=True)
class _Layout:
    """Cells of the rows that are looked for, all rows with their start, and areas of array formulas."""

    cells: dict[tuple[int, int], _Span] = field(default_factory=dict)
    rows: dict[int, _Row] = field(default_factory=dict)
    row_starts: list[tuple[int, int]] = field(default_factory=list)
    arrays: list[CellArea] = field(default_factory=list)

    def place(self, row: int, column: int) -> int:
        """The offset at which a new cell of a row goes."""
        later = [span.start for (r, c), span in self.cells.items() if r == row and c > column]
        return min(later) if later else self.rows[row].inner_end

    def style(self, part: XmlPart, row: int, column: int) -> str:
        """The format of a cell that is not written: that of its row, else of its column."""
        held = self.rows.get(row)
        if held is not None and held.style:
            return held.style
        columns = part.root.child("cols")
        for one in () if columns is None else columns.children_named("col"):
            if (number_of(one, "min") or 0) <= column <= (number_of(one, "max") or 0):
                return one.attributes.get("style", "")
        return ""


def _read_layout(part: XmlPart, wanted: set[int]) -> _Layout:
    reader = _LayoutReader(part.data, wanted)
    parse_part(reader.parser, part.name, [part.data])
    return reader.layout


class _LayoutReader:
    """Handlers of expat that find rows and cells."""

    def __init__(self, data: bytes, wanted: set[int]) -> None:
        self.layout = _Layout()
        self._data = data
        self._wanted = wanted
        self._row = self._column = 0
        self._row_start, self._row_style = 0, ""
        self._span: _Span | None = None
        self._names = {f"{MAIN} row": "row", f"{MAIN} c": "c", f"{MAIN} f": "f"}
        self.parser = new_parser("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = self._names.get(name)
        if kind == "c":
            place = cell_of(attributes.get("r", ""))
            self._column = self._column + 1 if place is None else place[1]
            if place is not None and place[0] != self._row:
                raise ValueError(attributes["r"])
            if self._row in self._wanted:
                self._span = _Span(self.parser.CurrentByteIndex, style=attributes.get("s", ""))
                if (self._row, self._column) in self.layout.cells:
                    raise ValueError(cell_name(self._row, self._column))
                self.layout.cells[self._row, self._column] = self._span
        elif kind == "row":
            written = attributes.get("r", "")
            self._row = int(written) if written.isascii() and written.isdigit() else self._row + 1
            self._column, self._row_start = 0, self.parser.CurrentByteIndex
            self._row_style = attributes.get("s", "") if attributes.get("customFormat") in {"1", "true"} else ""
            self.layout.row_starts.append((self._row, self._row_start))
        elif kind == "f":
            if self._span is not None:
                self._span.has_formula = True
            if attributes.get("t") in {"array", "dataTable"}:
                area = area_of(attributes.get("ref", ""))
                self.layout.arrays += [] if area is None else [area]

    def _end(self, name: str) -> None:
        kind = self._names.get(name)
        if kind == "c" and self._span is not None:
            self._span.end = self._element_end(self._span.start)
            self._span = None
        elif kind == "row" and self._row in self._wanted:
            at = self.parser.CurrentByteIndex
            first = tag_end(self._data, self._row_start)
            is_one_tag = self._data[first - 2 : first] == b"/>"
            self.layout.rows[self._row] = _Row(first if is_one_tag else at, self._row_style, is_one_tag)

    def _element_end(self, start: int) -> int:
        first = tag_end(self._data, start)
        if self._data[first - 2 : first] == b"/>":
            return first
        return tag_end(self._data, self.parser.CurrentByteIndex)


def _guarded_areas(editor: WorkbookEditor, sheet: SheetPart, part: XmlPart) -> list[tuple[CellArea, Message]]:
    """Areas whose cells are not changed, with the reason."""
    found: list[tuple[CellArea, Message]] = []
    merged = part.root.child("mergeCells")
    for one in () if merged is None else merged.children_named("mergeCell"):
        area = area_of(one.attributes.get("ref", ""))
        if area is not None:
            # All but the first cell, which holds the value.
            found += [
                (CellArea(area.row, area.column + 1, area.row, area.last_column), WorkbookMarksText.CELL_MERGED()),
                (CellArea(area.row + 1, area.column, area.last_row, area.last_column), WorkbookMarksText.CELL_MERGED()),
            ]
    for relation in editor.relations(sheet.part):
        if relation.kind == f"{RELATIONS}/table":
            root = editor.part(relation.target).root
            area = area_of(root.attributes.get("ref", ""))
            if area is not None:
                heads = 1 if number_of(root, "headerRowCount") is None else number_of(root, "headerRowCount") or 0
                totals = number_of(root, "totalsRowCount") or 0
                found += _edges(area, heads, totals)
        elif relation.kind == f"{RELATIONS}/pivotTable":
            location = editor.part(relation.target).root.child("location")
            area = None if location is None else area_of(location.attributes.get("ref", ""))
            found += [] if area is None else [(area, WorkbookMarksText.CELL_IN_PIVOT())]
    return found


def _edges(area: CellArea, heads: int, totals: int) -> Iterable[tuple[CellArea, Message]]:
    first, last = area.column, area.last_column
    return (
        (CellArea(area.row, first, area.row + heads - 1, last), WorkbookMarksText.CELL_IN_TABLE_HEAD()),
        (CellArea(area.last_row - totals + 1, first, area.last_row, last), WorkbookMarksText.CELL_IN_TABLE_HEAD()),
    )


# ---------------------------------------------------------------- days


class _DateFormats:
    """Which formats of cells show days, and how the workbook counts them."""

    def __init__(self, editor: WorkbookEditor) -> None:
        self._editor = editor
        self._known: frozenset[str] | None = None
        properties = editor.workbook.root.child("workbookPr")
        counted = "" if properties is None else properties.attributes.get("date1904", "")
        self._first = date(1904, 1, 1) if counted in {"1", "true"} else date(1899, 12, 30)

    def serial(self, value: date, style: str) -> int | float | None:
        """The number of a day or moment; None if the format would not show it, or Excel counts it wrongly."""
        if self._known is None:
            self._known = frozenset(_date_styles(find_styles(self._editor).root))
        day = value.date() if isinstance(value, datetime) else value
        if (style or "0") not in self._known or day < date(1904, 1, 1):
            return None
        days = (day - self._first).days
        if not isinstance(value, datetime):
            return days
        return days + (value.hour * 3600 + value.minute * 60 + value.second) / 86_400


def _date_styles(root: XmlElement) -> Iterable[str]:
    custom = {
        one.attributes.get("numFmtId", ""): one.attributes.get("formatCode", "")
        for one in (root.child("numFmts") or root).children_named("numFmt")
    }
    formats = root.child("cellXfs")
    for number, one in enumerate(() if formats is None else formats.children_named("xf")):
        id_ = one.attributes.get("numFmtId", "0")
        bare = _NOT_DATE.sub("", custom.get(id_, "")).lower()
        if (id_.isdigit() and int(id_) in _DATE_IDS and id_ not in custom) or ("d" in bare and "y" in bare):
            yield str(number)
