"""Sheets of plain text in a workbook, such as what went where: nothing of them becomes a formula or a link."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from openpyxl import Workbook


_FONT: Final = "Calibri"
_HEAD_FILL: Final = "DDEBF7"


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One row: its texts from column A on, and what it is."""

    texts: Sequence[str]
    kind: Literal["title", "note", "head", "text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSheet:
    """A sheet of text.

    Attributes:
        widths: of the columns, in letters; further ones are as wide as the last.
        frozen: number of rows at the top that stay in sight, and have a filter; 0 for none.
    """

    title: str
    widths: Sequence[int]
    rows: Sequence[PlainRow]
    frozen: int = 0


def write_plain_sheet(book: Workbook, sheet: PlainSheet) -> None:
    """Add the sheet to a workbook, behind those that it has."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    page: Any = book.create_sheet(sheet.title)
    line = Side(style="thin", color="A6A6A6")
    border = Border(left=line, right=line, top=line, bottom=line)
    wrapped = Alignment(wrap_text=True, vertical="top")
    fonts = {
        "title": Font(name=_FONT, size=14, bold=True),
        "note": Font(name=_FONT, size=11),
        "head": Font(name=_FONT, size=11, bold=True),
        "text": Font(name=_FONT, size=11),
    }
    fill = PatternFill("solid", fgColor=_HEAD_FILL)
    width = max((len(one.texts) for one in sheet.rows), default=1)
    styles: dict[str, Any] = {}
    for number, row in enumerate(sheet.rows, 1):
        for place, text in enumerate(row.texts, 1):
            cell = page.cell(number, place)
            if text:
                cell.value = text
                cell.data_type = "s"
            if row.kind in styles:
                # Formats are looked up anew wherever they are set, which takes longer than all the rest.
                cell._style = copy(styles[row.kind])
                continue
            cell.font = fonts[row.kind]
            cell.number_format = "@"
            if row.kind in ("head", "text"):
                cell.alignment = wrapped
                cell.border = border
            if row.kind == "head":
                cell.fill = fill
            styles[row.kind] = cell._style
        if row.kind == "note":
            shown = min(width, max(len(sheet.widths), 1))
            page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=max(shown, 1))
            page.cell(number, 1).alignment = wrapped
            room = sum(sheet.widths)
            page.row_dimensions[number].height = 15 * max(1, -(-len(row.texts[0]) // max(room, 1)))
    for place in range(1, width + 1):
        page.column_dimensions[get_column_letter(place)].width = sheet.widths[min(place, len(sheet.widths)) - 1]
    if sheet.frozen:
        page.freeze_panes = page.cell(sheet.frozen + 1, 1)
        page.auto_filter.ref = f"A{sheet.frozen}:{get_column_letter(width)}{max(len(sheet.rows), sheet.frozen)}"
        page.print_title_rows = f"{sheet.frozen}:{sheet.frozen}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
