"""Write tables as a workbook with the sheet “Từ điển dữ liệu”, which is read again.

Write tables as a workbook with the sheet “Từ điển dữ liệu”, which is read again without loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO, Final

from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.terms import CSVW

from ..messages.feeds import ExportText
from ..record.described_elements import ColumnDraft, ValueDomainDraft
from ..workbook.cell_values import KEPT_SHEET, KeptStatements, clean_text, kept_rows
from ..workbook.fixed_package import with_fixed_dates
from ..workbook.sheet_shapes import SheetShape, WorkbookShape, text_in, workbook_shape
from ..workbook_marks.cell_marks import MAX_ROWS, MAX_TEXT
from .exported_tables import ExportedTable
from .schema_readers.dictionary_words import read_type_words

# ---------------------------------------------------------------- dictionary sheet
# The sheet “Từ điển dữ liệu” as exports write it: a row for each column, and the whole graph of each table beside it.
#
# It is the sheet of the workbook with one more column, for the table, since a dataset may have several. What its
# columns do not hold stands on the hidden sheet of a workbook, by dataset and table, as for records.

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


# ---------------------------------------------------------------- dictionary writer

_FONT: Final = "Calibri"
_WIDTHS: Final = (18, 18, 20, 28, 50, 16, 12)


def write_dictionary_book(tables: Iterable[ExportedTable], out: BinaryIO) -> None:
    """Write the tables in their order, each schema once.

    Raises:
        UsageError: they have more columns than a sheet has rows.
    """
    from openpyxl import Workbook  # takes time to import
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.creator = "danhmuc"
    _, shape = dictionary_shape()
    # The stubs of openpyxl know little of sheets that are only written.
    sheet: Any = book.create_sheet(text_in(shape.title))
    kept: Any = book.create_sheet(KEPT_SHEET)
    kept.sheet_state = "veryHidden"
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "D2"
    _append(sheet, (text_in(one.heading) for one in shape.columns), is_bold=True)
    written: set[str] = set()
    keys: set[tuple[str, str]] = set()
    rows = 1
    for table in tables:
        iri = table.schema.iri
        if iri is not None and iri in written:
            continue
        written |= set() if iri is None else {iri}
        dataset, name = _names(table, keys)
        for column in table.schema.columns:
            rows += 1
            if rows > MAX_ROWS:
                raise UsageError(ExportText.DICTIONARY_TOO_LARGE(limit=MAX_ROWS - 1))
            _append(sheet, (dataset, name, *row_of(column)))
        statements = KeptStatements(
            sheet=shape.iri, code=kept_key(dataset, name), iri=iri or UNNAMED_TABLE, statements=_graph(table)
        )
        for texts in kept_rows([statements]):
            _append(kept, texts)
    packed = BytesIO()
    book.save(packed)
    out.write(with_fixed_dates(packed.getvalue()))


def _names(table: ExportedTable, keys: set[tuple[str, str]]) -> tuple[str, str]:
    """The cells of dataset and table, which no other table has."""
    code = cell_of(table.codes[0]) if len(table.codes) == 1 else ""
    dataset = code or cell_of(table.dataset)
    schema = table.schema
    titles = dict(reversed(schema.titles))
    name = cell_of(schema.name or titles.get("vi") or titles.get("und") or schema.iri or "")
    found, number = name, 2
    while (dataset, found) in keys:
        found = f"{name} ({number})"
        number += 1
    keys.add((dataset, found))
    return dataset, found


def _graph(table: ExportedTable) -> str:
    """The lines of a schema; one without an IRI has another name, since that of a blank node is lost."""
    lines = table.nquads.decode()
    if table.schema.iri is not None:
        return lines
    begin = f"{table.node} "
    own = (line for line in lines.splitlines(keepends=True))
    return "".join(f"<{UNNAMED_TABLE}> {one.removeprefix(begin)}" if one.startswith(begin) else one for one in own)


def _append(sheet: Any, texts: Iterable[str], *, is_bold: bool = False) -> None:
    """Add a row of texts, which never become formulas."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cells: list[Any] = []
    for text in texts:
        cell: Any = WriteOnlyCell(sheet, text or None)
        if text:
            cell.data_type = "s"
        cell.number_format = "@"
        if is_bold:
            cell.font = Font(name=_FONT, bold=True)
        cells.append(cell)
    sheet.append(cells)
