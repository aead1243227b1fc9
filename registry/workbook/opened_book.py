"""Open a workbook of any kind: .xlsx, .xlsm, .ods, .xls and CSV, as sheets of rows with Excel's numbers.

Values are read by calamine; what it does not tell, for .xlsx, by `sheet_facts`. Both see a file only once its sizes are
known.
"""

from __future__ import annotations

import codecs
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

from ..messages.workbooks import WorkbooksText
from ..record.book_names import ENDINGS
from ..workbook_marks import added_sheets
from ..workbook_marks.ods_extents import ods_extents
from ..workbook_marks.sheet_values import calamine_errors, csv_delimiter
from ..workbook_marks.unchangeable import UnchangeableError
from .package_guard import MAX_PACKED, MAX_PARTS, BookPackage, open_package
from .sheet_facts import BookFacts, SheetFacts, read_facts
from .sheet_notes import noted_rows

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta

MAX_CELLS: Final = 5_000_000
"""Cells of the area that the values of a sheet cover: calamine holds all of them, empty ones too."""
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_AS_TEXT: Final = re.compile(r'="(.*)"', re.DOTALL)


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
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_NOT_ONE(endings=ENDINGS, name=name))
    refuse_empty(data, notes)
    if len(data) > MAX_PACKED:
        raise notes.refusal("read:too-large", WorkbooksText.BOOK_LARGE(limit=MAX_PACKED, parts=MAX_PARTS))
    if data.startswith(_ZIP):
        package = open_package(data, notes)
        if "xl/workbook.xml" in package.names:
            return _open_xlsx(data, ending, package, notes)
        return _open_ods(data, package, notes)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise notes.refusal("read:workbook", WorkbooksText.BOOK_LOCKED())
        return OpenedBook(".xls", _read_values(data, notes, lambda _: None))
    if ending == ".csv":
        return OpenedBook(".csv", [_read_csv(data, name, notes)])
    raise notes.refusal("read:workbook", WorkbooksText.BOOK_CONTENT_OTHER(ending=ending))


def _open_xlsx(data: bytes, ending: str, package: BookPackage, notes: Notes) -> OpenedBook:
    facts: BookFacts = read_facts(package, notes)
    for name, sheet in facts.sheets.items():
        if sheet.last_row * sheet.last_column > MAX_CELLS:
            raise notes.refusal("read:too-large", WorkbooksText.SHEET_LARGE(sheet=name, limit=MAX_CELLS))
        sheet.noted = noted_rows(package, facts.parts[name], notes)
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
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_DAMAGED(reason=WorkbooksText.BOOK_EMPTY()))
    manifest = package.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_LOCKED())
    try:
        rows, columns = ods_extents(content)
    except UnchangeableError as error:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_DAMAGED(reason=error.reason)) from error
    if rows * columns > MAX_CELLS:
        raise notes.refusal("read:too-large", WorkbooksText.SHEET_LARGE(sheet="content.xml", limit=MAX_CELLS))
    has_macros = any("Basic/" in name for name in package.names)
    return OpenedBook(".ods", _read_values(data, notes, lambda _: None), has_macros=has_macros)


def _read_values(data: bytes, notes: Notes, facts_of: Callable[[str], SheetFacts | None]) -> list[BookSheet]:
    """The sheets with their values.

    Raises:
        DocumentError: calamine cannot read them.
    """
    import python_calamine as calamine  # takes time to import, and few commands need it

    def damage_error(words: str) -> Exception:
        return notes.refusal("read:workbook", WorkbooksText.BOOK_DAMAGED(reason=FOREIGN_WORDS(words=words)))

    def lock_error() -> Exception:
        return notes.refusal("read:workbook", WorkbooksText.BOOK_LOCKED())

    with (
        calamine_errors(locked=lock_error, damaged=damage_error),
        calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book,
    ):
        sheets = [
            _sheet(book, one.name, facts_of(one.name), is_hidden=one.visible != calamine.SheetVisibleEnum.Visible)
            for one in book.sheets_metadata
            if one.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    if not sheets:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_EMPTY())
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
    # Spreadsheets write a mark of UTF-8 into tables in CSV, and read none of other letters than ASCII without it.
    text = unicodedata.normalize("NFC", decode(data.removeprefix(codecs.BOM_UTF8), notes).decode())
    if "\0" in text:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_DAMAGED(reason=FOREIGN_WORDS(words="U+0000")))
    try:
        rows = list(csv_rows(text, csv_delimiter(text)))
    except csv.Error as error:
        raise notes.refusal(
            "read:workbook", WorkbooksText.BOOK_DAMAGED(reason=FOREIGN_WORDS(words=str(error)))
        ) from error
    return BookSheet(name[: -len(".csv")], is_hidden=False, rows=rows)


def csv_rows(text: str, delimiter: str, *, is_strict: bool = True) -> Iterator[tuple[int, Sequence[CellValue]]]:
    """The rows of a table in CSV that have a value, with their numbers.

    Raises:
        csv.Error: it is no CSV, and that matters.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=is_strict)
    for number, cells in enumerate(reader, 1):
        if any(cell.strip() for cell in cells):
            yield number, [_AS_TEXT.sub(r"\1", cell) for cell in cells]
