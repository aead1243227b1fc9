"""Tables of pages about workbooks: typed into the workbook, as somebody would who follows the page.

Above a table stands the name of its sheet in bold. Its first column has headings of the sheet, each other column what
is typed into one row. A page says with ``fill("book.xlsx", "Dữ liệu")`` in a hidden block when that is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

__all__ = ["filler_of", "table_of"]

_HEADING_ROW = 2


def table_of(text: str, sheet: str, number: int = 1) -> list[dict[str, str]]:
    """The rows of the table of a sheet, which may be the second or third of that sheet on the page."""
    found = re.findall(rf"^\*\*[^*\n]*\b{re.escape(sheet)}\*\*[^\n]*\n\n((?:\|[^\n]*\n)+)", text, re.MULTILINE)
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in found[number - 1].splitlines()]
    headings = [line[0] for line in lines[2:]]
    return [dict(zip(headings, cells, strict=True)) for cells in zip(*(line[1:] for line in lines[2:]), strict=True)]


def filler_of(text: str) -> Callable[..., None]:
    """A function that types a table of the page into a sheet of a workbook, from a row on."""

    def fill(path: str, sheet: str, *, number: int = 1, row: int = _HEADING_ROW + 1) -> None:
        book = load_workbook(path)
        page = book[sheet]
        columns = {str(cell.value).removesuffix(" *"): cell.column for cell in page[_HEADING_ROW]}
        for place, cells in enumerate(table_of(text, sheet, number), row):
            for heading, value in cells.items():
                if value:
                    page.cell(place, columns[heading], value.strip("`"))  # type: ignore[arg-type]
        book.save(Path(path))

    return fill
