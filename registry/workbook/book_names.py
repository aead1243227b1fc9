"""Names of files that are workbooks or tables."""

from __future__ import annotations

from typing import Final

__all__ = ["ENDINGS", "is_book_name"]

ENDINGS: Final = (".xlsx", ".xlsm", ".ods", ".xls", ".csv")


def is_book_name(name: str) -> bool:
    """Whether the name of a file is that of a workbook or a table."""
    return name.lower().endswith(ENDINGS)
