"""The sheet “Từ điển dữ liệu” as exports write it: a row for each column, and the whole graph of each table beside it.

It is the sheet of the workbook with one more column, for the table, since a dataset may have several. What its columns
do not hold stands on the hidden sheet of a workbook, by dataset and table, as for records.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from danhmuc.vocab.datatypes.names import XSD
from danhmuc.vocab.terms import CSVW

from ..record.table_draft import ColumnDraft, ValueDomainDraft
from ..workbook.cell_values import clean_text
from ..workbook.sheet_shapes import SheetShape, WorkbookShape, workbook_shape
from ..workbook_marks.cell_marks import MAX_TEXT
from .schema_readers.dictionary_words import read_type_words

YES: Final = "Có"
UNNAMED_TABLE: Final = "urn:x-danhmuc:table"
"""What stands for the schema in the graph of a table without an IRI."""
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""Letters that XML does not allow, and the beginning of texts that Excel reads as a letter."""


def dictionary_shape() -> tuple[WorkbookShape, SheetShape]:
    """The shape of the workbook, and of its sheet of columns, which has one more column for the table."""
    shape = workbook_shape()
    sheet = next(one for one in shape.sheets if one.row_class == CSVW.Column)
    first, *others = sheet.columns
    name = next(one for one in others if one.path == (CSVW.name,))
    table = replace(
        name,
        iri=f"{sheet.iri}-table",
        heading={"vi": "Bảng", "en": "Table"},
        help={"vi": "Tên bảng, nếu tập dữ liệu có nhiều bảng.", "en": "Name of the table, if the dataset has several."},
    )
    wider = replace(sheet, columns=(first, table, *others))
    return replace(shape, sheets=tuple(wider if one is sheet else one for one in shape.sheets)), wider


def kept_key(dataset: str, table: str) -> str:
    """The key by which a table stands on the hidden sheet."""
    return f"{dataset}\n{table}"


def row_of(column: ColumnDraft) -> tuple[str, ...]:
    """The cells of a column behind those of dataset and table: name, title, description, type, whether required."""
    return (
        cell_of(column.name),
        cell_of(_vietnamese(column.titles)),
        cell_of(_vietnamese(column.descriptions)),
        cell_of(_type_text(column.value_domain)),
        YES if column.is_required else "",
    )


def cell_of(text: str) -> str:
    """The text as a cell can have it, and as it is read from it."""
    return clean_text(_UNWRITABLE.sub(" ", text)[:MAX_TEXT])


def _vietnamese(texts: tuple[tuple[str, str], ...]) -> str:
    """The text in Vietnamese, else one that may be."""
    by_language = dict(reversed(texts))
    return by_language.get("vi", by_language.get("und", ""))


def _type_text(domain: ValueDomainDraft) -> str:
    """A type that is read as the datatype again: as its schema of origin writes it, else by its name."""
    named = None if domain.datatype is None else f"xsd:{domain.datatype.removeprefix(XSD.iri)}"
    for text in (domain.native_type, named):
        if text and read_type_words(cell_of(text)).datatype == domain.datatype:
            return text
    return ""
