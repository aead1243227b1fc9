"""Names of files that are workbooks or tables, and of sheets that tell what came from an old workbook."""

from __future__ import annotations

from typing import Final

__all__ = ["ENDINGS", "MOVED_TITLES", "UNPLACED_TITLES", "is_book_name"]

MOVED_TITLES: Final = {"vi": "Chuyển từ sổ cũ", "en": "From the old workbook"}
UNPLACED_TITLES: Final = {"vi": "Chưa xếp vào cột", "en": "Not placed"}
"""Names of the sheets that tell what went where, and of values that no column takes; read, so that they are no
messages."""
ENDINGS: Final = (".xlsx", ".xlsm", ".ods", ".xls", ".csv")


def is_book_name(name: str) -> bool:
    """Whether the name of a file is that of a workbook or a table."""
    return name.lower().endswith(ENDINGS)
