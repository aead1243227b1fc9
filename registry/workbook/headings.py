"""Which sheet of a book is which of the workbook's, and which column; spellings of headings do not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from danhmuc.vocab.concepts.spelling import exact_key, folded_key

from .cell_values import cell_text
from .opened_book import CellValue
from .sheet_shapes import ColumnShape, SheetShape, WorkbookShape, text_in

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
