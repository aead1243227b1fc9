"""Read a CSV file saved from a spreadsheet: its encoding, its delimiter, its column heads, its rows.

Knows the columns of code lists, but not their meaning.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from ..errors import DocumentError
from ..messages import FOREIGN_WORDS, Message
from ..messages.code_lists import VocabCodeListsText
from ..text import shorten
from .legal_acts import LEGAL_ACTS
from .spelling import words_of

_HEADS: Final[Mapping[str, str]] = {
    alias: column
    for column, aliases in {
        "code": ("ma", "code", "ma so", "notation"),
        "name": ("ten", "name", "ten goi", "label", "ten tieng viet", "name vi", "ten vi"),
        "name-en": ("ten tieng anh", "name en", "ten en", "english name", "label en"),
        "other-names": ("ten khac", "other names", "alt label", "alt labels"),
        "description": ("mo ta", "description", "definition"),
        "parent": ("ma cha", "parent", "parent code"),
        "order": ("thu tu", "order"),
        "from": ("ngay hieu luc", "ngay hl", "hieu luc tu", "valid from"),
        "until": ("ngay het hieu luc", "ngay hhl", "hieu luc den", "valid until", "valid through", "valid to"),
        "status": ("trang thai", "status"),
        "successors": ("ma thay the", "thay the bang", "replaced by"),
        "iri": ("iri", "uri"),
    }.items()
    for alias in aliases
}
_HEADS_OF_ACTS: Final[Mapping[str, str]] = {
    **_HEADS,
    **{
        alias: column
        for column, aliases in {
            "issuer": ("co quan ban hanh", "issuer"),
            "issued": ("ngay ban hanh", "issued", "date of issue"),
            "source": ("nguon", "source"),
            "grade": ("muc kiem chung", "evidence grade", "grade"),
            "seen": ("ngay xem", "seen on"),
        }.items()
        for alias in aliases
    },
}
"""Columns that only a list of legal acts has."""
_DELIMITERS: Final = ("\t", ";", ",")
_ROWS_ABOVE: Final = 10
"""The most rows before the row of heads: sheets have a title above it."""
_MAX_BYTES: Final = 200_000_000
_OFFICE: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_AS_TEXT: Final = re.compile(r'="(.*)"', re.DOTALL)
"""A formula that keeps a spreadsheet from treating 01 as a number."""
_CSV_ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row by column, with the line it begins on; a missing column is empty."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows below the heads.

    Attributes:
        name: of the file.
        rows: at least one.
        unread: unknown heads, as written.
    """

    name: str
    rows: tuple[SheetRow, ...]
    unread: tuple[str, ...]


class _Heads(NamedTuple):
    """The row of heads, with the column of each."""

    line: int
    cells: Sequence[str]
    columns: Sequence[str | None]


def read_sheet(data: bytes, name: str, *, token: str | None = None) -> Sheet:
    """Read the sheet of a file.

    Args:
        token: of its list; that of legal acts has more columns than others.

    Raises:
        DocumentError: it cannot be read; the message names the line and what to do.
    """
    text = _text(data, name)
    known = _HEADS_OF_ACTS if token == LEGAL_ACTS else _HEADS
    for delimiter in sorted(_DELIMITERS, key=text[:4096].count, reverse=True):
        sheet = _parse(text, delimiter, name, known)
        if sheet is not None:
            if not sheet.rows:
                raise DocumentError("list:csv", name, VocabCodeListsText.CODES_BELOW_HEADER_MISSING())
            return sheet
    first = next((line for line in text.splitlines() if line.strip()), "")
    raise DocumentError("list:csv", name, VocabCodeListsText.COLUMNS_MISSING(line=shorten(first, 80)), line=1)


def is_csv_name(name: str) -> bool:
    """Whether the name is that of a table; workbooks count, so that the error can name them."""
    return name.lower().endswith(_CSV_ENDINGS)


def _text(data: bytes, name: str) -> str:
    # Decoding of the guarded reader; it imports a parser, which is only needed to load lists.
    from ..reading.decoding import decode
    from ..reading.notes import Notes
    from ..reading.refusing import refuse_empty

    if data.startswith(_OFFICE):
        raise DocumentError("list:csv", name, VocabCodeListsText.CSV_IS_WORKBOOK())
    if len(data) > _MAX_BYTES:
        raise DocumentError("list:csv", name, VocabCodeListsText.CSV_TOO_LARGE(size=len(data), limit=_MAX_BYTES))
    notes = Notes(name)
    refuse_empty(data, notes)
    plain = decode(data, notes)
    refuse_empty(plain, notes)
    if b"\0" in plain:
        raise DocumentError("list:csv", name, VocabCodeListsText.CSV_IS_BINARY())
    return unicodedata.normalize("NFC", plain.decode())


def _parse(text: str, delimiter: str, name: str, known: Mapping[str, str]) -> Sheet | None:
    """Parse the sheet; None if that delimiter shows no heads."""
    lines = _lines(text, delimiter, name)
    try:
        rows = (_heads(row, known) for row in islice(lines, _ROWS_ABOVE))
        heads = next((found for found in rows if found is not None), None)
    except DocumentError:
        return None  # with the wrong delimiter, anything may be ill-formed
    if heads is None:
        return None
    line, cells, columns = heads
    _check_heads(cells, columns, name, line)
    unread = tuple(cell for cell, column in zip(cells, columns, strict=True) if cell and column is None)
    return Sheet(name, tuple(_row(line, cells, columns, name) for line, cells in lines if any(cells)), unread)


def _lines(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on and cleaned cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            reason = VocabCodeListsText.CSV_UNREADABLE(reason=_csv_fault(error, delimiter))
            raise DocumentError("list:csv", name, reason, line=begins) from error
        if cells is None:
            return
        yield begins, [_clean(cell) for cell in cells]
        begins = reader.line_num + 1


def _csv_fault(error: csv.Error, delimiter: str) -> Message:
    """The message for an error of `csv`, in our own words if it is a frequent one; they differ only by their text."""
    limit = csv.field_size_limit()
    messages = {
        "unexpected end of data": VocabCodeListsText.CSV_QUOTE_NOT_CLOSED(),
        f"field larger than field limit ({limit})": VocabCodeListsText.CSV_CELL_TOO_LONG(limit=limit),
        f"'{delimiter}' expected after '\"'": VocabCodeListsText.CSV_DELIMITER_MISSING(delimiter=delimiter),
    }
    return messages.get(str(error)) or FOREIGN_WORDS(words=str(error))


def _heads(row: tuple[int, list[str]], known: Mapping[str, str]) -> _Heads | None:
    """The row as heads; None if it does not name the columns."""
    line, cells = row
    columns = [known.get(" ".join(words_of(cell.replace("_", " ")))) for cell in cells]
    named = "code" in columns and ("name" in columns or "name-en" in columns)
    return _Heads(line, cells, columns) if named else None


def _clean(cell: str) -> str:
    stripped = cell.strip().strip("\ufeff\u200b").strip()
    quoted = _AS_TEXT.fullmatch(stripped)
    return (stripped if quoted is None else quoted[1]).strip()


def _check_heads(cells: Sequence[str], columns: Sequence[str | None], name: str, line: int) -> None:
    for number, column in enumerate(columns):
        if column is not None and column in columns[:number]:
            twin = cells[columns.index(column)]
            reason = VocabCodeListsText.COLUMNS_ALIKE(first=twin, second=cells[number])
            raise DocumentError("list:csv", name, reason, line=line)


def _row(line: int, cells: Sequence[str], columns: Sequence[str | None], name: str) -> SheetRow:
    if any(cells[len(columns) :]):
        reason = VocabCodeListsText.CELLS_BEYOND_COLUMNS(cells=len(cells), columns=len(columns))
        raise DocumentError("list:csv", name, reason, line=line)
    return SheetRow(line, {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell})
