"""Statutory reports as JSON, as a page and as a workbook."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from jinja2 import Environment, StrictUndefined
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

from danhmuc.vocab.messages.rendering import day_text, number_text
from danhmuc.vocab.text import escape_harmful, shorten

from ..messages.statutory_reports import StatutoryReportsText
from ..reporting.html_page import style_digest
from ..reporting.sheet import json_text, json_with_list
from ..workbook.fixed_package import with_fixed_dates
from ..workbook_marks.cell_marks import MAX_TEXT
from .statutory_report import agency_texts, basis_message, basis_messages, paper_report, sheet_heads, state_texts

if TYPE_CHECKING:
    from .statutory_report import CellValue, ReportColumn, ReportSheet, StatutoryReport

# ---------------------------------------------------------------- json text
# A statutory report as JSON: all rows of all sheets, each an object whose members are the names of its columns.


def write_json(report: StatutoryReport, out: BinaryIO) -> None:
    """Write the report, row by row."""
    for piece in _pieces(report):
        out.write(piece.encode())


def _pieces(report: StatutoryReport) -> Iterator[str]:
    lang = report.lang
    head: dict[str, object] = {
        "report": report.name,
        "title": report.title.render(lang),
        "lang": lang,
        "on": report.on.isoformat(),
        "state": {"run": report.state.run, "row": report.state.row},
        "agency": None,
        "agency_text": agency_texts(report),
        "bases": [
            {
                "number": one.number,
                "title": one.title,
                "clause": one.clause.render(lang),
                "status": one.status.render(lang),
                "in_force": one.is_in_force,
                "text": basis_message(one).render(lang),
            }
            for one in report.bases
        ],
        "notes": [one.render(lang) for one in report.notes],
    }
    if report.agency is not None:
        agency = report.agency
        head["agency"] = {
            "code": agency.code,
            "name": agency.name,
            "iris": list(agency.iris),
            "below": list(agency.below),
        }
    yield f'{json_text(head)[:-1]}, "sheets": ['
    for number, sheet in enumerate(report.sheets):
        yield ",\n" if number else "\n"
        yield from _sheet_pieces(sheet, lang)
    yield "\n]}\n"


def _sheet_pieces(sheet: ReportSheet, lang: str) -> Iterator[str]:
    head = {
        "sheet": sheet.key,
        "title": sheet.title.render(lang),
        "annex": sheet.annex or None,
        "columns": [{"key": one.key, "heading": one.heading.render(lang), "kind": one.kind} for one in sheet.columns],
        "totals": [{"key": one.key, "label": one.label.render(lang), "count": one.count} for one in sheet.totals],
        "notes": [one.render(lang) for one in sheet.notes],
    }
    keys = [one.key for one in sheet.columns]
    rows = ({key: _json_cell(cell) for key, cell in zip(keys, row, strict=True)} for row in sheet.cells())
    return json_with_list(head, "rows", rows)


def _json_cell(value: CellValue) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


# ---------------------------------------------------------------- printed page
# A statutory report as one HTML file that prints as state documents are printed: no other file, no network, no script.
#
# A sheet begins a page; heads of tables are repeated; texts of records are made plain and escaped by the template
# engine.

_BUFFERED: Final = 500


def write_html(report: StatutoryReport, out: BinaryIO) -> None:
    """Write the page, row by row."""
    report = paper_report(report)
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=_finalize
    )
    lang = report.lang
    style = _page_resource("printed_page.css")
    stream = environment.from_string(_page_resource("printed_page.html.jinja")).stream(
        report=report,
        lang=lang,
        style=style,
        style_digest=style_digest(style),
        say=lambda message: message.render(lang),
        words=StatutoryReportsText,
        agency=agency_texts(report),
        state=state_texts(report),
        bases=[one.render(lang) for one in basis_messages(report)],
        heads=lambda sheet: sheet_heads(report, sheet),
        widths=_widths,
        cell=lambda value: _cell_text(value, lang),
        number=lambda value: number_text(value, lang),
    )
    stream.enable_buffering(_BUFFERED)
    stream.dump(out, encoding="utf-8", errors="backslashreplace")


def _widths(sheet: ReportSheet) -> list[tuple[ReportColumn, str]]:
    """The columns with the share of the page that each takes."""
    whole = sum(one.width for one in sheet.columns)
    return [(one, f"{one.width * 100 / whole:.2f}%") for one in sheet.columns]


def _cell_text(value: CellValue, lang: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return number_text(value, lang) if isinstance(value, int) else day_text(value, lang)


def _finalize(value: object) -> object:
    """Make texts plain before the template writes them; markup of the template stays."""
    return escape_harmful(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _page_resource(name: str) -> str:
    return files(__package__ or "").joinpath(name).read_text(encoding="utf-8")


# ---------------------------------------------------------------- xlsx file
# A statutory report as a workbook: a sheet for each of its sheets, ready to print on A4 across.
#
# No text becomes a formula or a link, also when somebody edits it: texts are strings in cells formatted as text.

_FONT: Final = "Times New Roman"
_LINE: Final = 16
"""Height of a line in points."""
_LIKE_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_DAY: Final = date(1900, 3, 1)
"""Excel counts a 29 February 1900, so that days before this one differ."""
_SIGNED_WIDTH: Final = 60
"""Letters that the place to sign is wide, at the right end of the table."""


def write_xlsx(report: StatutoryReport, out: BinaryIO) -> None:
    """Write the workbook."""
    report = paper_report(report)
    book = Workbook(write_only=True)
    book.properties.title = report.title.render(report.lang)
    book.properties.creator = "danhmuc"
    for style in _styles():
        book.add_named_style(style)
    for number, sheet in enumerate(report.sheets):
        _SheetWriter(book.create_sheet(sheet.name.render(report.lang)), report, sheet).write(is_first=number == 0)
    packed = BytesIO()
    book.save(packed)
    out.write(with_fixed_dates(packed.getvalue()))


def _styles() -> Iterator[NamedStyle]:
    side = Side(style="thin", color="FF7F7F7F")
    border = Border(left=side, right=side, top=side, bottom=side)
    plain, bold = Font(name=_FONT, size=11), Font(name=_FONT, size=11, bold=True)
    top = Alignment(wrap_text=True, vertical="top")
    at_top = Alignment(vertical="top")
    middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
    yield NamedStyle("report text", font=plain, border=border, alignment=top, number_format="@")
    yield NamedStyle("report number", font=plain, border=border, alignment=at_top)
    yield NamedStyle("report ordinal", font=plain, border=border, alignment=Alignment("center", "top"))
    yield NamedStyle("report day", font=plain, border=border, alignment=at_top, number_format="dd/mm/yyyy")
    yield NamedStyle(
        "report head",
        font=bold,
        border=border,
        alignment=middle,
        fill=PatternFill("solid", fgColor="FFE7ECF3"),
        number_format="@",
    )
    yield NamedStyle("report total", font=bold, border=border, alignment=top, number_format="@")
    yield NamedStyle("report total number", font=bold, border=border, alignment=at_top)
    yield NamedStyle("report title", font=Font(name=_FONT, size=14, bold=True), alignment=middle, number_format="@")
    yield NamedStyle("report of", font=Font(name=_FONT, size=12, italic=True), alignment=middle, number_format="@")
    yield NamedStyle("report note", font=plain, alignment=top, number_format="@")
    yield NamedStyle("report strong", font=bold, alignment=top, number_format="@")
    yield NamedStyle("report sign", font=bold, alignment=middle, number_format="@")


class _SheetWriter:
    """Writes one sheet from top to bottom; the stubs of openpyxl know little of sheets that are only written."""

    def __init__(self, target: Any, report: StatutoryReport, sheet: ReportSheet) -> None:
        self._target, self._report, self._sheet = target, report, sheet
        self._lang = report.lang
        self._row = 0
        self._width = sum(one.width for one in sheet.columns)

    def write(self, *, is_first: bool) -> None:
        """Write the sheet; the first one says of which day and state the report is, and on which basis."""
        self._set_up()
        for text, style in self._heads():
            self._write_across(text, style)
        self._write_table()
        for note in (*self._sheet.notes, *(self._report.notes if is_first else ())):
            self._write_across(note.render(self._lang), "report note")
        if is_first:
            self._write_bases()
        if self._sheet.is_signed:
            self._write_signature()
        self._target.close()  # its temporary file: there may be more sheets than files that may be open

    def _set_up(self) -> None:
        target = self._target
        for number, one in enumerate(self._sheet.columns, 1):
            target.column_dimensions[get_column_letter(number)].width = one.width
        target.page_setup.orientation = "landscape"
        target.page_setup.paperSize = 9
        target.page_setup.fitToWidth = 1
        target.page_setup.fitToHeight = 0
        target.sheet_properties.pageSetUpPr.fitToPage = True
        margins = target.page_margins
        margins.left = margins.right = 0.6
        margins.top = margins.bottom = 0.7
        target.print_options.horizontalCentered = True
        target.oddFooter.left.text = _footer(" · ".join(state_texts(self._report)))
        target.oddFooter.left.size = 8
        # The codes of the page and of their number.
        target.oddFooter.right.text = StatutoryReportsText.PAGE_OF(page="&P", pages="&N").render(self._lang)
        target.oddFooter.right.size = 8
        heads = len(self._heads())
        head_row = heads + 1
        target.print_title_rows = f"{head_row}:{head_row}"
        target.freeze_panes = f"A{head_row + 1}"

    def _heads(self) -> list[tuple[str, str]]:
        """The lines above the table with their styles."""
        heads = sheet_heads(self._report, self._sheet)
        lines = [] if self._sheet.annex else [(one, "report strong") for one in agency_texts(self._report)]
        lines += [(one, "report title") for one in heads[:2]]
        lines += [(one, "report of") for one in heads[2:]]
        if not self._sheet.annex:
            lines += [(one, "report of") for one in state_texts(self._report)[:1]]
        return lines

    def _write_table(self) -> None:
        columns = self._sheet.columns
        self._append([self._text(one.heading.render(self._lang), "report head") for one in columns])
        kinds = [one.kind for one in columns]
        for row in self._sheet.cells():
            self._append([self._cell(value, kind) for value, kind in zip(row, kinds, strict=True)])
        if not len(self._sheet.rows):
            self._write_across(StatutoryReportsText.NO_ROWS().render(self._lang), "report of")
        for total in self._sheet.totals:
            label = self._text(total.label.render(self._lang), "report total")
            last = max(len(columns) - 1, 1)
            number = WriteOnlyCell(self._target, total.count)
            number.style = "report total number"
            self._append([label, *(self._text(None, "report total") for _ in range(last - 1)), number])
            if last > 1:
                self._merge(1, last)

    def _write_bases(self) -> None:
        lang = self._lang
        self._write_across(StatutoryReportsText.BASES().render(lang), "report strong")
        for basis in basis_messages(self._report):
            self._write_across(f"– {basis.render(lang)}", "report note")
        for text in (*state_texts(self._report)[1:],):
            self._write_across(text, "report note")

    def _write_signature(self) -> None:
        count = len(self._sheet.columns)
        first, room = count, self._sheet.columns[-1].width
        while first > 1 and room < _SIGNED_WIDTH:
            first -= 1
            room += self._sheet.columns[first - 1].width
        self._append([])
        for template, style in (
            (StatutoryReportsText.PLACE_AND_DAY, "report of"),
            (StatutoryReportsText.POSITION, "report sign"),
            (StatutoryReportsText.SIGN_AND_SEAL, "report of"),
        ):
            text = self._text(template().render(self._lang), style)
            self._append([*([None] * (first - 1)), text])
            self._merge(first, count)

    # ---------------------------------------------------------------- rows

    def _write_across(self, text: str, style: str) -> None:
        """A line over the width of the table, as high as its text needs."""
        height = _LINE * 1.25 if style == "report title" else _LINE
        lines = max(1, math.ceil(len(text) * (1.3 if style == "report title" else 1.0) / max(self._width, 1)))
        self._target.row_dimensions[self._row + 1].height = height * lines
        self._append([self._text(text, style)])
        self._merge(1, len(self._sheet.columns))

    def _append(self, cells: Sequence[object]) -> None:
        self._target.append(cells)
        self._row += 1

    def _merge(self, first: int, last: int) -> None:
        if last > first:
            row = self._row
            self._target.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")

    def _cell(self, value: CellValue, kind: str) -> Any:
        if isinstance(value, date) and value >= _FIRST_DAY:
            cell = WriteOnlyCell(self._target, None)
            cell.value = value
            cell.style = "report day"
            return cell
        if isinstance(value, int) and kind in ("number", "ordinal"):
            cell = WriteOnlyCell(self._target, value)
            cell.style = f"report {kind}"
            return cell
        text = f"{value:%d/%m/%Y}" if isinstance(value, date) else value
        return self._text(None if text is None else str(text), "report text")

    def _text(self, text: str | None, style: str) -> Any:
        """A cell with a text, which is one whatever it looks like."""
        cell = WriteOnlyCell(self._target, None)
        if text:
            cell.value = shorten(_LIKE_ESCAPE.sub("_x005F_", escape_harmful(text)), MAX_TEXT)
            cell.data_type = "s"
        cell.style = style
        return cell


def _footer(text: str) -> str:
    """A text of a footer, in which an ampersand begins a code."""
    return text.replace("&", "&&")
