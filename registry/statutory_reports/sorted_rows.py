"""Rows of several sheets, each sheet's sorted: memory holds some thousands of them at most."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from ..record.spools import SpooledSequence, sorted_runs
from .statutory_report import CellValue, ReportRows, Row

_END: Final = b"\0"
"""The end of each text that rows are sorted by: none has it, and it comes before all other bytes."""


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row of a sheet, and the texts that it is sorted by."""

    sheet: str
    order: tuple[str, ...]
    cells: Row


class SpooledRows(SpooledSequence[Row]):
    """Rows in a temporary file."""

    def _fields(self, value: Row) -> Sequence[object]:
        return [_as_json(cell) for cell in value]

    def _value(self, fields: Sequence[object]) -> Row:
        return tuple(_cell_of(one) for one in fields)


class MadeRows:
    """Rows of keys, each made when it is first read; all are kept once they were read to the end.

    Args:
        keys: in the order of the rows.
        make: returns the rows of some keys.
        stack: gives the file of rows back.
    """

    def __init__(self, keys: ReportRows, make: Callable[[Iterable[Row]], Iterator[Row]], stack: ExitStack) -> None:
        self._keys, self._make, self._stack = keys, make, stack
        self._made: SpooledRows | None = None

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Row]:
        if self._made is not None:
            yield from self._made
            return
        made = SpooledRows()
        self._stack.callback(made.close)
        for row in self._make(self._keys):
            made.append(row)
            yield row
        self._made = made


def sort_rows(rows: Iterable[KeyedRow], stack: ExitStack) -> dict[str, ReportRows]:
    """The rows by sheet, those of each sorted; sheets without rows are not there.

    Args:
        stack: gives their files back; until then the rows can be read.

    Raises:
        OSError: there is no space for them.
    """
    found: dict[str, SpooledRows] = {}
    for line in sorted_runs(map(_line_of, rows)):
        name, _, rest = line.partition(_END)
        sheet = name.decode()
        if sheet not in found:
            found[sheet] = SpooledRows()
            stack.callback(found[sheet].close)
        cells = json.loads(rest.rpartition(_END)[2])
        found[sheet].append(tuple(_cell_of(one) for one in cells))
    return dict(found)


def _line_of(row: KeyedRow) -> bytes:
    parts = (one.replace("\0", " ").replace("\n", " ") for one in (row.sheet, *row.order))
    cells = json.dumps([_as_json(one) for one in row.cells]).encode()
    return _END.join([*(one.encode("utf-8", "surrogatepass") for one in parts), cells]) + b"\n"


def _as_json(value: CellValue) -> object:
    return [value.isoformat()] if isinstance(value, date) else value


def _cell_of(value: object) -> CellValue:
    return date.fromisoformat(value[0]) if isinstance(value, list) else cast("str | int | None", value)
