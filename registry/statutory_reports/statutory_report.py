"""A statutory report as a value: what it says, in no format yet, and how it is put on paper.

Headings, notes and titles are messages; the cells of rows are in the language that the report was made for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, Protocol, TypeAlias, cast

from danhmuc.vocab.datatypes.dates import WEEKENDS_ONLY, WorkingCalendar
from danhmuc.vocab.messages import Message

from ..messages.statutory_reports import StatutoryReportsText
from ..record.spools import SpooledSequence, sorted_runs

# ---------------------------------------------------------------- statutory report

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


# ---------------------------------------------------------------- statutory options
# The options of a statutory report, beside its agency, its day and its language.


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryOptions:
    """The choices; a report looks at those that concern it.

    Attributes:
        within: what ends in so many days is due soon (``thoi-han``, ``ke-hoach``).
        calendar: the working days (``thoi-han``), as `read_holidays` gives them.
        year: whose assessments are read (``kiem-ke``); None for the year of the day of the report.
    """

    within: int = 30
    calendar: WorkingCalendar = WEEKENDS_ONLY
    year: int | None = None


# ---------------------------------------------------------------- frame texts
# Texts beside the tables in every form of a report: whose it is, of which day and state, on which basis.


def agency_texts(report: StatutoryReport) -> list[str]:
    """The agency whose report it is, and those below it that count with it."""
    agency = report.agency
    if agency is None:
        return [StatutoryReportsText.AGENCY_ALL().render(report.lang)]
    coded = agency.code is not None and agency.code != agency.name
    name: Message | str = (
        StatutoryReportsText.AGENCY_CODED(name=agency.name, code=agency.code or "") if coded else agency.name
    )
    texts = [StatutoryReportsText.AGENCY(name=name).render(report.lang)]
    if agency.below:
        texts.append(StatutoryReportsText.AGENCY_BELOW(codes=agency.below).render(report.lang))
    return texts


def state_texts(report: StatutoryReport) -> list[str]:
    """The day of the report and the state of the registry."""
    state = StatutoryReportsText.STATE(run=report.state.run, row=report.state.row)
    return [one.render(report.lang) for one in (StatutoryReportsText.MADE_ON(day=report.on), state)]


def basis_message(basis: ReportBasis) -> Message:
    """An act with its articles and its status."""
    title = basis.title or basis.number
    return StatutoryReportsText.BASIS(title=title, number=basis.number, clause=basis.clause, status=basis.status)


def basis_messages(report: StatutoryReport) -> list[Message]:
    """The acts that a report follows; that there are none is said."""
    return [basis_message(one) for one in report.bases] or [StatutoryReportsText.BASIS_NONE()]


def sheet_heads(report: StatutoryReport, sheet: ReportSheet) -> list[str]:
    """The heading of a sheet, below that of the report on the first; an annex names the decision, left for people."""
    title = sheet.title.render(report.lang).upper()
    if not sheet.annex:
        whole = report.title.render(report.lang).upper()
        return [whole, title] if sheet is report.sheets[0] and whole != title else [title]
    return [
        StatutoryReportsText.ANNEX(number=sheet.annex).render(report.lang),
        title,
        StatutoryReportsText.ANNEX_OF().render(report.lang),
    ]


# ---------------------------------------------------------------- paper report
# A report as people read it: without the columns whose codes are for programs alone, which JSON has.


def paper_report(report: StatutoryReport) -> StatutoryReport:
    """The report without the columns for programs."""
    return replace(report, sheets=tuple(map(_paper_sheet, report.sheets)))


def _paper_sheet(sheet: ReportSheet) -> ReportSheet:
    if not any(one.is_for_programs for one in sheet.columns):
        return sheet
    stored = [one for one in sheet.columns if one.kind != "ordinal"]
    places = tuple(place for place, one in enumerate(stored) if not one.is_for_programs)
    columns = tuple(one for one in sheet.columns if not one.is_for_programs)
    return replace(sheet, columns=columns, rows=_ChosenCells(sheet.rows, places))


@dataclass(frozen=True, slots=True)
class _ChosenCells:
    """Rows of which some cells are read."""

    rows: ReportRows
    places: tuple[int, ...]

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            yield tuple(row[place] for place in self.places)

    def __len__(self) -> int:
        return len(self.rows)


# ---------------------------------------------------------------- sorted rows
# Rows of several sheets, each sheet's sorted: memory holds some thousands of them at most.

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
