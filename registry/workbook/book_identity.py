"""The identity of a book among others: its hidden id, and whether a table without one is of the workbook at all."""

from __future__ import annotations

import hashlib
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading.notes import Notes

from ..record.book_names import BOOK_ID
from ..workbook_marks.sheet_values import csv_delimiter
from .book_facts import about_book
from .headings import find_headings
from .opened_book import OpenedBook, csv_rows, open_book
from .sheet_shapes import WorkbookShape

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
