"""A statutory report as a value: what it says, in no format yet.

Headings, notes and titles are messages; the cells of rows are in the language that the report was made for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, TypeAlias

from danhmuc.vocab.messages import Message

CellValue: TypeAlias = "str | int | date | None"
Row: TypeAlias = tuple[CellValue, ...]
"""The cells of a row, one for each column but an ordinal one."""
ColumnKind = Literal["ordinal", "text", "code", "number", "day", "blank"]
"""Kinds of columns: the number of the row, text, a code (text that never becomes a number), a number, a day (or text,
where it is none), and what people fill in by hand."""


class ReportRows(Protocol):
    """Rows that can be read several times; a tuple of rows is one."""

    def __iter__(self) -> Iterator[Row]:
        """The rows in their order."""

    def __len__(self) -> int:
        """Their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportColumn:
    """A column.

    Attributes:
        key: its name in JSON.
        width: in letters; on paper the widths share a page.
        is_brief: whether a terminal shows it.
        is_for_programs: whether JSON alone has it.
    """

    key: str
    heading: Message
    kind: ColumnKind = "text"
    width: int = 18
    is_brief: bool = False
    is_for_programs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTotal:
    """A number below the rows of a sheet."""

    key: str
    label: Message
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """A sheet, which begins a page on paper.

    Attributes:
        key: its name in JSON.
        name: of its tab, at most 31 letters in all languages.
        title: the heading above its rows.
        annex: the Roman number that it has as an annex of a decision; empty if it is none.
        totals: numbers below the rows.
        notes: sentences below these.
        is_signed: whether it ends with a place for date, position, signature and seal.
    """

    key: str
    name: Message
    title: Message
    columns: tuple[ReportColumn, ...]
    rows: ReportRows
    annex: str = ""
    totals: tuple[ReportTotal, ...] = ()
    notes: tuple[Message, ...] = ()
    is_signed: bool = False

    def cells(self) -> Iterator[Row]:
        """The rows with a cell for each column, ordinal ones included."""
        places = [None if one.kind == "ordinal" else number for number, one in enumerate(self.columns)]
        if None not in places:
            yield from self.rows
            return
        for number, row in enumerate(self.rows, 1):
            values = iter(row)
            yield tuple(number if place is None else next(values) for place in places)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBasis:
    """An act that a report follows, with the status that the list of legal acts gives it on the day of the report.

    Attributes:
        number: of the act.
        clause: the articles.
        status: never that it is in force unless the list says so.
        is_in_force: whether it does.
        note: what else the list says of it, such as articles that ended before.
    """

    number: str
    title: str
    clause: Message
    status: Message
    is_in_force: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAgency:
    """The agency whose report it is.

    Attributes:
        code: None if it has none, or several.
        iris: of the publishers that count, those below it included.
        below: codes of the agencies below it that count with it.
    """

    code: str | None
    name: str
    iris: tuple[str, ...]
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportState:
    """The state of a registry: its newest run, and the newest row of its ledger; 0 if there is none."""

    run: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryReport:
    """A report.

    Attributes:
        name: as the command line has it, such as ``danh-muc``.
        lang: the language of its cells.
        agency: whose report it is; None if it is of all.
        on: the day of the report.
    """

    name: str
    title: Message
    lang: str
    agency: ReportAgency | None
    state: ReportState
    on: date
    bases: tuple[ReportBasis, ...]
    sheets: tuple[ReportSheet, ...]
    notes: tuple[Message, ...] = ()
