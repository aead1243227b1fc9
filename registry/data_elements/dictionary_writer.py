"""Write tables as a workbook with the sheet “Từ điển dữ liệu”, which is read again without loss."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any, BinaryIO, Final

from danhmuc.vocab.errors import UsageError

from ..messages.export import ExportText
from ..workbook.fixed_package import with_fixed_dates
from ..workbook.kept_statements import KEPT_SHEET, KeptStatements, kept_rows
from ..workbook.sheet_shapes import text_in
from ..workbook_marks.cell_marks import MAX_ROWS
from .dictionary_sheet import UNNAMED_TABLE, cell_of, dictionary_shape, kept_key, row_of
from .exported_tables import ExportedTable

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
