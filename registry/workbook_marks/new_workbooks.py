"""A new workbook with given values, for those that cannot be marked as they are.

Texts are inline strings in cells formatted as text: none becomes a formula or a link, also when somebody edits it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Final, TypeAlias

from .cell_marks import MAX_TEXT
from .cell_places import cell_name
from .mark_styles import MINIMAL_STYLES
from .workbook_editor import MAIN, RELATIONS
from .workbook_package import WorkbookPackage
from .xml_part import attribute_text, element_text

CellValue: TypeAlias = "str | int | float | bool | date | datetime | time | timedelta | None"

_EPOCH: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)
"""Excel counts a 29 February 1900, so that days before this one differ."""
_TEXT, _DAY, _MOMENT, _TIME, _DURATION = 1, 2, 3, 4, 5
_NUMBER_FORMATS: Final = (49, 164, 165, 21, 46)
_STYLES: Final = MINIMAL_STYLES.replace("<fonts ", (
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm:ss"/></numFmts><fonts '
), 1).replace("{count}", "6").replace("{formats}", "".join(
    f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    for number in _NUMBER_FORMATS
))  # fmt: skip
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True, slots=True)
class NewWorkbook:
    """A package, and the number of texts that were cut because no cell of Excel holds them."""

    package: WorkbookPackage
    cut: int


def make_workbook(sheets: Mapping[str, Sequence[Sequence[CellValue]]]) -> NewWorkbook:
    """Make a workbook of sheets of values, each by its name; the first value of the first row is that of A1."""
    cut = 0
    types, relations, listed = [], [], []
    package = WorkbookPackage(_empty_zip())
    for number, (name, rows) in enumerate(sheets.items(), 1):
        markup, shortened = _sheet_markup(rows)
        cut += shortened
        package.replace(f"xl/worksheets/sheet{number}.xml", markup)
        types.append(f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_CONTENT}worksheet+xml"/>')
        relations.append(
            f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        listed.append(f'<sheet name="{attribute_text(name)}" sheetId="{number}" r:id="rId{number}"/>')
    package.replace("[Content_Types].xml", (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_CONTENT}styles+xml"/>{"".join(types)}</Types>'
    ).encode())  # fmt: skip
    package.replace("_rels/.rels", (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ).encode())  # fmt: skip
    package.replace("xl/workbook.xml", (
        f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{"".join(listed)}</sheets></workbook>'
    ).encode())  # fmt: skip
    package.replace("xl/_rels/workbook.xml.rels", (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}'
        f'<Relationship Id="rIdStyles" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ).encode())  # fmt: skip
    package.replace("xl/styles.xml", _STYLES.encode())
    return NewWorkbook(package, cut)


def _empty_zip() -> bytes:
    from zipfile import ZipFile

    out = BytesIO()
    ZipFile(out, "w").close()
    return out.getvalue()


def _sheet_markup(rows: Sequence[Sequence[CellValue]]) -> tuple[bytes, int]:
    cut = 0
    lines: list[str] = []
    widths: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        cells: list[str] = []
        for column, value in enumerate(row, 1):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                text = _fit(value)
                cut += text != value
                widths[column] = max(widths.get(column, 0), len(text.partition("\n")[0]))
                markup = f't="inlineStr"><is><t xml:space="preserve">{element_text(text)}</t></is>'
                style = _TEXT
            else:
                style, markup = _number_markup(value)
                widths[column] = max(widths.get(column, 0), 12)
            cells.append(f'<c r="{cell_name(number, column)}"' + (f' s="{style}"' if style else "") + f" {markup}</c>")
        if cells:
            lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{min(max(width + 2, 9), 50)}" customWidth="1"/>'
        for at, width in sorted(widths.items())
    )
    held = f"<cols>{columns}</cols>" if columns else ""
    return (
        f'{_HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"/></sheetViews>{held}'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    ).encode(), cut


def _fit(text: str) -> str:
    """A text as long as a cell holds, as it is written with escapes."""
    while len(element_text(text)) > MAX_TEXT and len(text) > MAX_TEXT // 8:
        text = text[: min(len(text) - 1, MAX_TEXT - 1)] if len(text) > MAX_TEXT else text[: len(text) * 7 // 8]
    return text


def _number_markup(value: float | date | time | timedelta) -> tuple[int, str]:
    """The format and content of a cell that holds no text."""
    if isinstance(value, bool):
        return 0, f't="b"><v>{int(value)}</v>'
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            return _text_markup(str(value))
        written = repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
        return 0, f"><v>{written}</v>"
    if isinstance(value, timedelta):
        return _DURATION, f"><v>{value.total_seconds() / 86_400!r}</v>"
    if isinstance(value, time):
        return _TIME, f"><v>{_seconds(value) / 86_400!r}</v>"
    day = value.date() if isinstance(value, datetime) else value
    if day < _FIRST_DAY:
        return _text_markup(f"{value:%d/%m/%Y}")
    days = (day - _EPOCH).days
    if isinstance(value, datetime) and _seconds(value.time()):
        return _MOMENT, f"><v>{days + _seconds(value.time()) / 86_400!r}</v>"
    return _DAY, f"><v>{days}</v>"


def _text_markup(text: str) -> tuple[int, str]:
    return _TEXT, f't="inlineStr"><is><t>{element_text(text)}</t></is>'


def _seconds(value: time) -> float:
    return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
