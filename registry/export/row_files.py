"""Files of rows: CSV as Excel reads it, or JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from danhmuc.vocab.text import escape_controls, guard_formulas, one_line

_MARK: Final = b"\xef\xbb\xbf"
"""By which Excel knows UTF-8."""


def is_csv(path: Path) -> bool:
    """Whether a file is written as CSV, by its name; else it has JSON lines."""
    return path.suffix.casefold() == ".csv"


def write_rows(rows: Iterable[Mapping[str, object]], columns: Sequence[str], out: BinaryIO, *, as_csv: bool) -> None:
    """Write rows in their order; in CSV, lists are joined by commas."""
    if as_csv:
        out.write(_MARK)
        out.write(_csv_line(columns))
    for row in rows:
        if as_csv:
            out.write(_csv_line([guard_formulas(one_line(_cell(row[name]))) for name in columns]))
        else:
            line = json.dumps({name: row[name] for name in columns}, ensure_ascii=False)
            out.write(f"{escape_controls(line)}\n".encode("utf-8", "backslashreplace"))


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _csv_line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8", "backslashreplace")
