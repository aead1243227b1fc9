"""Open a workbook of any kind: .xlsx, .xlsm, .ods, .xls and CSV, as sheets of rows with Excel's numbers.

Values are read by calamine; what it does not tell, for .xlsx, by `sheet_facts`. Both see a file only once its sizes are
known.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeAlias

from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.reading.decoding import decode
from danhmuc.vocab.reading.notes import Notes
from danhmuc.vocab.reading.refusing import refuse_empty

from ..messages.workbooks import BOOK_DAMAGED, BOOK_EMPTY, BOOK_LARGE, BOOK_LOCKED, BOOK_NOT_ONE, SHEET_LARGE
from ..workbook_marks import added_sheets
from .book_names import ENDINGS
from .package_guard import MAX_PACKED, MAX_PARTS, BookPackage, open_package
from .sheet_facts import BookFacts, SheetFacts, read_facts

__all__ = ["BookSheet", "CellValue", "OpenedBook", "open_book"]

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta

MAX_CELLS: Final = 5_000_000
"""Cells of the area that the values of a sheet cover: calamine holds all of them, empty ones too."""
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_DELIMITERS: Final = (";", ",", "\t")
_AS_TEXT: Final = re.compile(r'="(.*)"', re.DOTALL)
_REPEATED: Final = re.compile(rb'(rows|columns)-repeated="([0-9]{1,9})"')
_TAG: Final = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")


@dataclass(slots=True)
class BookSheet:
    """One sheet.

    Attributes:
        rows: number of the row, from 1, and its cells from column A on; rows without a value are left out.
        merged: areas of merged cells: first row and column, last row and column, all from 1.
    """

    name: str
    is_hidden: bool
    rows: list[tuple[int, Sequence[CellValue]]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    facts: SheetFacts = field(default_factory=SheetFacts)


@dataclass(slots=True)
class OpenedBook:
    """A book.

    Attributes:
        ending: of its name, which tells the kind of file.
        sees_formats: whether hidden rows, formulas and formats were looked at.
        has_macros: whether it has macros.
        is_1904: whether its days are counted from 1904.
        added: names of the sheets that an earlier validation has added to it.
    """

    ending: str
    sheets: list[BookSheet]
    sees_formats: bool = False
    has_macros: bool = False
    is_1904: bool = False
    added: frozenset[str] = frozenset()


def open_book(data: bytes, name: str, notes: Notes) -> OpenedBook:
    """Open a book.

    Args:
        name: of the file; its ending and its first bytes tell what it is.

    Raises:
        DocumentError: it cannot be read, is protected by a password, or is too large.
    """
    lower = name.lower()
    ending = next((one for one in ENDINGS if lower.endswith(one)), "")
    if not ending:
        raise notes.refusal("read:workbook", BOOK_NOT_ONE(endings=ENDINGS, name=name))
    refuse_empty(data, notes)
    if len(data) > MAX_PACKED:
        raise notes.refusal("read:too-large", BOOK_LARGE(limit=MAX_PACKED, parts=MAX_PARTS))
    if data.startswith(_ZIP):
        package = open_package(data, notes)
        if "xl/workbook.xml" in package.names:
            return _open_xlsx(data, ending, package, notes)
        return _open_ods(data, package, notes)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise notes.refusal("read:workbook", BOOK_LOCKED())
        return OpenedBook(".xls", _read_values(data, notes, lambda _: None))
    if ending == ".csv":
        return OpenedBook(".csv", [_read_csv(data, name, notes)])
    raise notes.refusal("read:workbook", BOOK_NOT_ONE(endings=ENDINGS, name=name))


def _open_xlsx(data: bytes, ending: str, package: BookPackage, notes: Notes) -> OpenedBook:
    facts: BookFacts = read_facts(package, notes)
    for name, sheet in facts.sheets.items():
        if sheet.last_row * sheet.last_column > MAX_CELLS:
            raise notes.refusal("read:too-large", SHEET_LARGE(sheet=name, limit=MAX_CELLS))
    sheets = _read_values(data, notes, facts.sheets.get)
    return OpenedBook(
        ending if ending in (".xlsx", ".xlsm") else ".xlsx",
        sheets,
        sees_formats=True,
        has_macros=facts.has_macros,
        is_1904=facts.is_1904,
        added=added_sheets(data),
    )


def _open_ods(data: bytes, package: BookPackage, notes: Notes) -> OpenedBook:
    content = package.part("content.xml")
    if content is None:
        raise notes.refusal("read:workbook", BOOK_DAMAGED(reason=BOOK_EMPTY()))
    manifest = package.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise notes.refusal("read:workbook", BOOK_LOCKED())
    if b"<!DOCTYPE" in content[:1000]:
        raise notes.refusal("read:workbook", BOOK_DAMAGED(reason=FOREIGN_WORDS(words="a document type declaration")))
    if _covered_cells(content) > MAX_CELLS:
        raise notes.refusal("read:too-large", SHEET_LARGE(sheet="content.xml", limit=MAX_CELLS))
    has_macros = any("Basic/" in name for name in package.names)
    return OpenedBook(".ods", _read_values(data, notes, lambda _: None), has_macros=has_macros)


def _covered_cells(content: bytes) -> int:
    """The number of cells that the values of the largest sheet cover, with those that are repeated."""
    largest = rows = row_cells = row_last = 0
    last_row = last_column = 0
    for found in _TAG.finditer(content):
        closes, tag, attributes = found[1], found[2], found[3]
        repeated = _REPEATED.search(attributes)
        times = int(repeated[2]) if repeated is not None else 1
        if tag == b"table" and not closes:
            rows = last_row = last_column = 0
        elif tag == b"table-row" and not closes:
            rows += times
            row_cells = row_last = 0
        elif tag == b"table-row":
            if row_last:
                last_row, last_column = rows, max(last_column, row_last)
                largest = max(largest, last_row * last_column)
        elif tag in (b"table-cell", b"covered-table-cell") and not closes:
            row_cells += times
            if b"value" in attributes or b"formula" in attributes:
                row_last = row_cells
    return largest


def _read_values(data: bytes, notes: Notes, facts_of: Callable[[str], SheetFacts | None]) -> list[BookSheet]:
    """The sheets with their values.

    Raises:
        DocumentError: calamine cannot read them.
    """
    import python_calamine as calamine  # takes time to import, and few commands need it

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = [
                _sheet(book, one.name, facts_of(one.name), is_hidden=one.visible != calamine.SheetVisibleEnum.Visible)
                for one in book.sheets_metadata
                if one.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError as error:
        raise notes.refusal("read:workbook", BOOK_LOCKED()) from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise notes.refusal("read:workbook", BOOK_DAMAGED(reason=FOREIGN_WORDS(words=str(error)))) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of Rust, which is no Exception
            raise notes.refusal("read:workbook", BOOK_DAMAGED(reason=FOREIGN_WORDS(words=str(error)))) from error
        raise
    if not sheets:
        raise notes.refusal("read:workbook", BOOK_EMPTY())
    return sheets


def _sheet(book: Any, name: str, facts: SheetFacts | None, *, is_hidden: bool) -> BookSheet:
    sheet = book.get_sheet_by_name(name)
    start = sheet.start
    rows: list[tuple[int, Sequence[CellValue]]] = []
    if start is not None:
        # calamine leaves out the empty rows and columns before the first value.
        first, before = start[0] + 1, [""] * start[1]
        for number, cells in enumerate(sheet.to_python(skip_empty_area=True), first):
            if any(cell != "" for cell in cells):
                rows.append((number, [*before, *cells]))
    merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    return BookSheet(name, is_hidden, rows, merged, facts or SheetFacts())


def _read_csv(data: bytes, name: str, notes: Notes) -> BookSheet:
    """The one sheet of a CSV file, with the delimiter that gives its first rows the most columns."""
    text = unicodedata.normalize("NFC", decode(data, notes).decode())
    if "\0" in text:
        raise notes.refusal("read:workbook", BOOK_DAMAGED(reason=FOREIGN_WORDS(words="U+0000")))
    delimiter = max(_DELIMITERS, key=text[:4096].count)
    try:
        rows = list(_csv_rows(text, delimiter))
    except csv.Error as error:
        raise notes.refusal("read:workbook", BOOK_DAMAGED(reason=FOREIGN_WORDS(words=str(error)))) from error
    return BookSheet(name[: -len(".csv")], is_hidden=False, rows=rows)


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[CellValue]]]:
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
        if any(cell.strip() for cell in cells):
            yield number, [_AS_TEXT.sub(r"\1", cell) for cell in cells]
