"""Values of workbooks that cannot be changed in place: ``.ods``, ``.xls`` and CSV.

Reads values alone. Sizes are limited before a library is let at them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

from ..messages.workbook_marks import WorkbookMarksText
from .cell_marks import MAX_COLUMNS, MAX_ROWS
from .new_workbooks import CellValue
from .ods_extents import ods_extents
from .unchangeable import UnchangeableError
from .workbook_package import MAX_PACKAGE_BYTES, WorkbookPackage

CSV_ENDINGS: Final = frozenset([".csv", ".tsv", ".txt"])
_ENDINGS: Final = frozenset([".ods", ".xls"])
MAX_CELLS: Final = 20_000_000
"""Cells between the first and the last of a sheet: the library makes room for each."""
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_BOMS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_sheets(path: Path, data: bytes) -> Mapping[str, Sequence[Sequence[CellValue]]]:
    """Rows of values by the name of the sheet; the first value of the first row is that of A1.

    Raises:
        UnchangeableError: nothing can be read, or it is too large.
    """
    ending = path.suffix.lower()
    if len(data) > MAX_PACKAGE_BYTES:
        raise UnchangeableError(WorkbookMarksText.FILE_TOO_LARGE(limit=MAX_PACKAGE_BYTES // 1024**2))
    if ending in CSV_ENDINGS:
        return {csv_sheet_name(path): _read_csv(data)}
    if ending not in _ENDINGS:
        raise UnchangeableError(WorkbookMarksText.FORMAT_NOT_MARKED(ending=ending or path.name))
    if ending == ".ods":
        rows, columns = ods_extents(WorkbookPackage(data).read("content.xml"))
        if rows * columns > MAX_CELLS:
            raise UnchangeableError(WorkbookMarksText.TABLE_TOO_LARGE(rows=rows, columns=columns))
    return _read_with_calamine(data)


def csv_sheet_name(path: Path) -> str:
    """The name of the only sheet that a CSV file becomes."""
    return _NOT_IN_NAMES.sub("_", path.stem).strip()[:31] or "CSV"


def csv_delimiter(text: str) -> str:
    """The delimiter of a CSV file: the most frequent one at its beginning. Whoever reads cells must agree on it."""
    return max(";,\t", key=text[:4096].count)


def _read_with_calamine(data: bytes) -> Mapping[str, Sequence[Sequence[CellValue]]]:
    from python_calamine import CalamineWorkbook  # takes time to import, and few commands need it

    with (
        calamine_errors(
            locked=lambda: UnchangeableError(WorkbookMarksText.PACKAGE_ENCRYPTED()),
            damaged=lambda reason: UnchangeableError(WorkbookMarksText.FORMAT_UNREADABLE(reason=reason)),
        ),
        CalamineWorkbook.from_filelike(BytesIO(data)) as book,
    ):
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@contextmanager
def calamine_errors(*, locked: Callable[[], Exception], damaged: Callable[[str], Exception]) -> Iterator[None]:
    """Raise errors of one's own for those of calamine: a password, and whatever it cannot read."""
    import python_calamine as calamine  # as above

    try:
        yield
    except calamine.PasswordError as error:
        raise locked() from error
    except (calamine.CalamineError, OSError, ValueError, TypeError, OverflowError) as error:
        raise damaged(str(error)) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of Rust, which is no Exception
            raise damaged(str(error)) from error
        raise


def _read_csv(data: bytes) -> Sequence[Sequence[CellValue]]:
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnchangeableError(WorkbookMarksText.CSV_NOT_UTF8()) from error
    rows: list[list[CellValue]] = []
    limit = csv.field_size_limit(len(text) + 1)
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=csv_delimiter(text)):
            rows.append(list(row))
            if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise UnchangeableError(WorkbookMarksText.TABLE_TOO_LARGE(rows=len(rows), columns=len(row)))
    except csv.Error as error:
        raise UnchangeableError(WorkbookMarksText.FORMAT_UNREADABLE(reason=str(error))) from error
    finally:
        csv.field_size_limit(limit)
    return rows
