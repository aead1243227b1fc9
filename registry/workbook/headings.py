"""The sheets and columns that a book means by its headings, and what it states of itself.

Which sheet of a book is which of the workbook's, and which column; spellings of headings do not matter.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from danhmuc.vocab.concepts.legal_acts import exact_key, folded_key
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading.notes import Notes

from ..record.locations import BOOK_ID
from ..workbook_marks.sheet_values import csv_delimiter
from .cell_values import cell_text, clean_text
from .opened_book import CellValue, OpenedBook, csv_rows, open_book
from .sheet_shapes import ColumnShape, SheetShape, WorkbookShape, text_in

# ---------------------------------------------------------------- headings

HIDDEN_SHEETS: Final = ("_danhmuc", "_bang-ma", "_phan-con-lai", "danhmuc")
"""Sheets that danhmuc itself reads: what the book is, lists for drop-downs, what was marked."""
_ROWS_ABOVE: Final = 20
"""The most rows above the headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesInBook:
    """The names that a sheet of a book and its columns have, so that findings call them what their reader sees.

    Attributes:
        title: empty if the book has no such sheet.
        headings: by IRI of their column.
        language: that most headings are in; what the book does not have is named in it.
    """

    title: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    language: str = "vi"

    def heading(self, column: ColumnShape) -> str:
        """The heading of a column."""
        return self.headings.get(column.iri) or text_in(column.heading, self.language)


@dataclass(frozen=True, slots=True)
class FoundHeadings:
    """The row of headings of a sheet.

    Attributes:
        row: its number.
        columns: the column of each place, from 1.
        others: headings that are none of the sheet's, by place.
        repeated: headings of a column that came before, by place.
        texts: those of the columns of the sheet as the book has them, without the mark of mandatory ones, by place.
    """

    row: int
    columns: Mapping[int, ColumnShape]
    others: Mapping[int, str]
    repeated: Mapping[int, str]
    texts: Mapping[int, str]

    def names(self, title: str) -> NamesInBook:
        """The names of the sheet and of its columns."""
        headings = {column.iri: self.texts[place] for place, column in self.columns.items()}
        of_language: Counter[str] = Counter()
        for column in self.columns.values():
            key = heading_key(headings[column.iri])
            of_language.update(tag for tag, text in column.heading.items() if heading_key(text) == key)
        language = max(of_language, key=lambda tag: (of_language[tag], tag == "vi"), default="vi")
        return NamesInBook(title=title, headings=headings, language=language)


def heading_key(text: str) -> str:
    """A key that is equal for all spellings of a heading.

    >>> heading_key("Tên dữ liệu (*)") == heading_key("TÊN  DỮ LIỆU*") == heading_key("Ten du lieu")
    True
    """
    return folded_key(exact_key(_without_marks(text))).strip(" :.")


def _without_marks(text: str) -> str:
    return text.replace("(*)", " ").replace("*", " ")


def find_sheet(shape: WorkbookShape, name: str) -> SheetShape | None:
    """The sheet of a name, in either language."""
    key = heading_key(name)
    return next((one for one in shape.sheets if key in {heading_key(title) for title in one.title.values()}), None)


def find_headings(sheet: SheetShape, rows: Iterable[tuple[int, Sequence[CellValue]]]) -> FoundHeadings | None:
    """The row that has the most headings of the sheet, of the first ones; None if none has two."""
    known = {heading_key(text): one for one in sheet.columns for text in one.heading.values()}
    best: FoundHeadings | None = None
    for number, cells in list(rows)[:_ROWS_ABOVE]:
        found = _read_headings(number, cells, known)
        if best is None or len(found.columns) > len(best.columns):
            best = found
    return best if best is not None and len(best.columns) >= min(2, len(sheet.columns)) else None


def _read_headings(number: int, cells: Sequence[CellValue], known: Mapping[str, ColumnShape]) -> FoundHeadings:
    columns: dict[int, ColumnShape] = {}
    others: dict[int, str] = {}
    repeated: dict[int, str] = {}
    texts: dict[int, str] = {}
    for place, cell in enumerate(cells, 1):
        text = cell_text(cell).strip()
        column = known.get(heading_key(text)) if text else None
        if column is None:
            if text:
                others[place] = text
        elif any(one.iri == column.iri for one in columns.values()):
            repeated[place] = text
        else:
            columns[place] = column
            texts[place] = " ".join(_without_marks(text).split())
    return FoundHeadings(number, columns, others, repeated, texts)


# ---------------------------------------------------------------- book facts
# The facts that a book states of itself, on its hidden sheet and on the guide: id, agency, profile, extent.

ABOUT_SHEET: Final = "_danhmuc"
TEMPLATE_VERSION: Final = 1
"""Version of the template that this danhmuc writes."""
EXTENT_LABELS: Final = {"vi": "Sổ này chứa", "en": "This workbook has"}
EXTENTS: Final = {"vi": ("toàn bộ", "bổ sung"), "en": ("all", "additional")}
"""Words for a book that has all records, and for one that has a part; they are read, so that they are no messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutBook:
    """The facts that a book states of itself.

    Attributes:
        book_id: empty if it says none.
        agency: code of the agency; empty if it says none.
        agency_name: empty if it says none.
        profile: token; empty if it says none.
        version: of the template; 0 if it says none.
        is_whole: whether it has all records of the agency, so that what it lacks is missing.
    """

    book_id: str = ""
    agency: str = ""
    agency_name: str = ""
    profile: str = ""
    version: int = 0
    is_whole: bool = False


def about_book(book: OpenedBook) -> AboutBook:
    """Read what a book says of itself; only a plain *toàn bộ* makes it whole."""
    said: dict[str, str] = {}
    is_whole = False
    labels = {heading_key(one) for one in EXTENT_LABELS.values()}
    whole = {heading_key(words[0]) for words in EXTENTS.values()}
    for sheet in book.sheets:
        if sheet.name == ABOUT_SHEET:
            for _, cells in sheet.rows:
                texts = [clean_text(cell_text(cell)) for cell in cells]
                if len(texts) >= 2 and texts[0]:
                    said.setdefault(texts[0], texts[1])
        for _, cells in sheet.rows[:60]:
            texts = [clean_text(cell_text(cell)) for cell in cells[:4]]
            for label, value in pairwise(texts):
                if label and heading_key(label) in labels:
                    is_whole = heading_key(value) in whole
    version = said.get("version", "")
    return AboutBook(
        book_id=said.get("book-id", ""),
        agency=said.get("agency", ""),
        agency_name=said.get("agency-name", ""),
        profile=said.get("profile", ""),
        version=int(version) if version.isascii() and version.isdigit() else 0,
        is_whole=is_whole,
    )


# ---------------------------------------------------------------- book identity
# The identity of a book among others: its hidden id, and whether a table without one is of the workbook at all.

_LOOKED_AT: Final = 256 * 1024
"""Bytes of a CSV file in which its headings are looked for."""


def book_id_of(book: OpenedBook) -> str:
    """The id of a book; empty if it states none, or no agency: every template without an agency has the same id."""
    about = about_book(book)
    if not about.book_id or not about.agency:
        return ""
    if BOOK_ID.fullmatch(about.book_id):
        return about.book_id
    return hashlib.sha256(about.book_id.encode()).hexdigest()[:16]


def read_book_id(data: bytes, name: str) -> str | None:
    """The id in the bytes of a book; empty if it has none, None if it cannot be read.

    Args:
        name: of its file.
    """
    try:
        return book_id_of(open_book(data, name, Notes(name)))
    except DocumentError:
        return None


def is_table_of(shape: WorkbookShape, head: bytes) -> bool:
    """Whether a CSV file is a sheet of the workbook, by its first bytes.

    What cannot be decoded counts as one, so that reading it says why.
    """
    try:
        text = head[:_LOOKED_AT].decode("utf-8-sig", errors="strict" if len(head) <= _LOOKED_AT else "ignore")
    except UnicodeDecodeError:
        return True
    lines = text.splitlines(keepends=True)[:40]
    rows = list(csv_rows("".join(lines), csv_delimiter(text), is_strict=False))
    return any(find_headings(sheet, rows) is not None for sheet in shape.sheets)
