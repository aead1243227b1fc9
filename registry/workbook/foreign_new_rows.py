"""Rows of the workbook that are made of a foreign one."""

from __future__ import annotations

from dataclasses import dataclass, field

from .sheet_shapes import SheetShape


@dataclass(slots=True)
class NewRow:
    """A row of the workbook.

    Attributes:
        sheet: its sheet.
        cells: texts by IRI of the column.
        origin: sheet and row of the old book.
        holder: the row that it is a part of; None if it is a record.
        proposed: IRIs of the columns whose value was made by danhmuc because that was asked for.
    """

    sheet: SheetShape
    cells: dict[str, str]
    origin: tuple[str, int]
    holder: NewRow | None = None
    proposed: set[str] = field(default_factory=set)
