"""Values of workbooks that cannot be changed in place, and a new workbook that has them.

Values of workbooks that cannot be changed in place: ``.ods``, ``.xls`` and CSV.

Reads values alone. Sizes are limited before a library is let at them.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final, TypeAlias

from ..messages.workbook_marks import WorkbookMarksText
from .cell_marks import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, cell_name
from .workbook_editor import MAIN, MINIMAL_STYLES, RELATIONS
from .workbook_package import (
    MAX_PACKAGE_BYTES,
    UnchangeableError,
    WorkbookPackage,
    attribute_text,
    element_text,
    new_parser,
    parse_part,
)

# ---------------------------------------------------------------- ods extents
# The size of the largest table of an OpenDocument spreadsheet, before anything makes room for it.

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ROW: Final = f"{_TABLE} table-row"
_CELLS: Final = frozenset([f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"])


def ods_extents(content: bytes) -> tuple[int, int]:
    """Rows and columns of the largest table, up to its last cells with a value.

    Raises:
        UnchangeableError: it is not well-formed XML, or declares a document type.
    """
    counter = _Counter()
    parse_part(counter.parser, "content.xml", [content])
    return max(counter.sizes, key=lambda size: size[0] * size[1], default=(0, 0))


class _Counter:
    """Handlers of expat that count rows and columns."""

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []
        self._row = self._column = self._rows = self._columns = 0
        self._repeated = 1
        parser = self.parser = new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _ROW:
            self._repeated = _repeat_count(attributes, "rows")
            self._column = 0
        elif name in _CELLS:
            columns = _repeat_count(attributes, "columns")
            self._column += columns
            # A value may stand without its type, and in an attribute of its own: a day, a time, a text.
            if any("value" in key or "formula" in key for key in attributes):
                self._rows = self._row + self._repeated
                self._columns = max(self._columns, self._column)
        elif name == f"{_TABLE} table":
            self._row = self._rows = self._columns = 0

    def _end(self, name: str) -> None:
        if name == _ROW:
            self._row += self._repeated
        elif name == f"{_TABLE} table":
            self.sizes.append((self._rows, self._columns))


def _repeat_count(attributes: dict[str, str], what: str) -> int:
    return max(int(attributes.get(f"{_TABLE} number-{what}-repeated", "1")), 1)


# ---------------------------------------------------------------- new workbooks
# A new workbook with given values, for those that cannot be marked as they are.
#
# Texts are inline strings in cells formatted as text: none becomes a formula or a link, also when somebody edits it.

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


# ---------------------------------------------------------------- sheet values

CSV_ENDINGS: Final = frozenset([".csv", ".tsv", ".txt"])
_ENDINGS: Final = frozenset([".ods", ".xls"])
MAX_CELLS: Final = 20_000_000
"""Cells between the first and the last of a sheet: the library makes room for each."""
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_BOMS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_sheets(path: Path, data: bytes) -> Mapping[str, Sequence[Sequence[CellValue]]]:
    """Rows of values by the name of the sheet; the first value of the first row is that of A1.

    Raises:
        UnchangeableError: nothing can be read, or it is too large.
    """
    ending = path.suffix.lower()
    if len(data) > MAX_PACKAGE_BYTES:
        raise UnchangeableError(WorkbookMarksText.FILE_TOO_LARGE(limit=MAX_PACKAGE_BYTES // 1024**2))
    if ending in CSV_ENDINGS:
        return {csv_sheet_name(path): _read_csv(data)}
    if ending not in _ENDINGS:
        raise UnchangeableError(WorkbookMarksText.FORMAT_NOT_MARKED(ending=ending or path.name))
    if ending == ".ods":
        rows, columns = ods_extents(WorkbookPackage(data).read("content.xml"))
        if rows * columns > MAX_CELLS:
            raise UnchangeableError(WorkbookMarksText.TABLE_TOO_LARGE(rows=rows, columns=columns))
    return _read_with_calamine(data)


def csv_sheet_name(path: Path) -> str:
    """The name of the only sheet that a CSV file becomes."""
    return _NOT_IN_NAMES.sub("_", path.stem).strip()[:31] or "CSV"


def csv_delimiter(text: str) -> str:
    """The delimiter of a CSV file: the most frequent one at its beginning. Whoever reads cells must agree on it."""
    return max(";,\t", key=text[:4096].count)


def _read_with_calamine(data: bytes) -> Mapping[str, Sequence[Sequence[CellValue]]]:
    from python_calamine import CalamineWorkbook  # takes time to import, and few commands need it

    with (
        calamine_errors(
            locked=lambda: UnchangeableError(WorkbookMarksText.PACKAGE_ENCRYPTED()),
            damaged=lambda reason: UnchangeableError(WorkbookMarksText.FORMAT_UNREADABLE(reason=reason)),
        ),
        CalamineWorkbook.from_filelike(BytesIO(data)) as book,
    ):
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@contextmanager
def calamine_errors(*, locked: Callable[[], Exception], damaged: Callable[[str], Exception]) -> Iterator[None]:
    """Raise errors of one's own for those of calamine: a password, and whatever it cannot read."""
    import python_calamine as calamine  # as above

    try:
        yield
    except calamine.PasswordError as error:
        raise locked() from error
    except (calamine.CalamineError, OSError, ValueError, TypeError, OverflowError) as error:
        raise damaged(str(error)) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of Rust, which is no Exception
            raise damaged(str(error)) from error
        raise


def _read_csv(data: bytes) -> Sequence[Sequence[CellValue]]:
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnchangeableError(WorkbookMarksText.CSV_NOT_UTF8()) from error
    rows: list[list[CellValue]] = []
    limit = csv.field_size_limit(len(text) + 1)
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=csv_delimiter(text)):
            rows.append(list(row))
            if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise UnchangeableError(WorkbookMarksText.TABLE_TOO_LARGE(rows=len(rows), columns=len(row)))
    except csv.Error as error:
        raise UnchangeableError(WorkbookMarksText.FORMAT_UNREADABLE(reason=str(error))) from error
    finally:
        csv.field_size_limit(limit)
    return rows
