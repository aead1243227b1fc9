"""The text of a place: a document, with line and column if they are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .text import first_of

_SHOWN: Final = 3
_SHEET: Final = re.compile(r"[^#]+\.(?:xlsx|xlsm|xls|ods)#.+", re.IGNORECASE | re.DOTALL)
_TABLE: Final = re.compile(r"[^#]+\.csv", re.IGNORECASE)


def place_text(document: str, line: int | None = None, column: int | None = None) -> str:
    """The text of a place, in the form that terminals and editors recognise.

    >>> place_text("a.ttl"), place_text("a.ttl", 12), place_text("a.ttl", 12, 5)
    ('a.ttl', 'a.ttl:12', 'a.ttl:12:5')
    """
    return ":".join([document, *(str(number) for number in (line, column) if number is not None)])


def found_place_text(document: str, line: int | None = None, column: int | None = None) -> str:
    """The text of the place of a finding: in a sheet its cell or row, as spreadsheets name them.

    >>> found_place_text("so.xlsx#CSDL", 3, 16), found_place_text("so.xlsx#CSDL", 3), found_place_text("so.csv", 3, 16)
    ('so.xlsx#CSDL!P3', 'so.xlsx#CSDL!3:3', 'so.csv!P3')
    >>> found_place_text("so.xlsx#CSDL"), found_place_text("a.ttl", 12, 5)
    ('so.xlsx#CSDL', 'a.ttl:12:5')
    """
    is_table = column is not None and _TABLE.fullmatch(document) is not None
    if line is not None and (is_table or is_sheet(document)):
        return f"{document}!{cell_name(line, column)}"
    return place_text(document, line, column)


def is_sheet(document: str) -> bool:
    """Whether a document is a sheet of a workbook.

    >>> is_sheet("so.xlsx#Dữ liệu"), is_sheet("so.xlsx"), is_sheet("a.ttl#b")
    (True, False, False)
    """
    return _SHEET.fullmatch(document) is not None


def cell_name(row: int, column: int | None = None) -> str:
    """The name of a cell as spreadsheets have it; without a column, that of the row.

    >>> cell_name(3, 16), cell_name(3)
    ('P3', '3:3')
    """
    return f"{row}:{row}" if column is None else f"{column_letters(column)}{row}"


def column_letters(number: int) -> str:
    """The letters of a column, which counts from 1.

    >>> column_letters(1), column_letters(26), column_letters(27), column_letters(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def places_text(documents: Sequence[str]) -> str | None:
    """The names of documents as one text: at most three, then … if there are more."""
    return ", ".join(first_of(documents, _SHOWN)) or None
