"""The report ``thoi-han``: what is due soon, what is late, and on which basis.

By an act that is not known to be in force nothing is late: it is past the term of that act. What the agency declared
itself is late by its own word. Every term is counted once; one of several agencies stands under each of them, and what
is counted twice by that is taken off before the total. What cannot be told is a number of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, RDF

from ..feedback.stored_feedback import read_arrangements
from ..messages.statutory_reports import ClockReportText, ClocksText, FeedbackReportText
from ..record.summary import updates_due
from .clocks import CLOCKS, Clock, ClockReading, each_request_once, read_clocks, read_request
from .holidays import calendar_note
from .listed_record import ORDINAL, column
from .report_reading import bases_on
from .statutory_report import KeyedRow, ReportBasis, ReportColumn, ReportSheet, ReportTotal, Row, StatutoryReport

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from danhmuc.vocab.datatypes.dates import WorkingCalendar
    from danhmuc.vocab.messages import Message

    from .listed_record import ListedRecord
    from .report_reading import ReportReading
    from .statutory_report import StatutoryOptions


_column: Final = partial(column, headings=ClockReportText.COLUMNS)
ClockOutcome = Literal["done", "done-after", "running", "due", "late", "past", "unclear"]
OUTCOMES: Final[tuple[ClockOutcome, ...]] = ("done", "done-after", "running", "due", "late", "past", "unclear")
_LISTED: Final[tuple[ClockOutcome, ...]] = ("late", "due", "past", "unclear")
"""The outcomes that have a sheet of their own; what is to be done first comes first."""
_CLASSES: Final[tuple[NamedNode, ...]] = (
    DCAT.Catalog,
    DMV.Database,
    DCAT.Dataset,
    DCAT.DatasetSeries,
    DCAT.DataService,
)
_MOST_DAYS: Final = 3_660


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockBasis:
    """The basis of a term, in words, on the day of a report.

    Attributes:
        counts_late: whether what is over is late by it.
    """

    basis: str
    status: str
    counts_late: bool


def clock_report(reading: ReportReading, options: StatutoryOptions) -> StatutoryReport:
    """The report.

    Raises:
        UsageError: `within` of the options is out of range.
    """
    return _DeadlineReport(reading, checked_days(options.within), options.calendar).make()


def checked_days(within: int) -> int:
    """The number of days in which a term is due soon.

    Raises:
        UsageError: it is out of range.
    """
    if not 0 <= within <= _MOST_DAYS:
        raise UsageError(ClockReportText.WITHIN_REFUSED(name="--within", most=_MOST_DAYS, count=within))
    return within


def clock_bases(reading: ReportReading) -> tuple[Mapping[str, ClockBasis], tuple[ReportBasis, ...]]:
    """The basis of each term by its code, and the acts that the terms follow."""
    lang = reading.lang
    followed = {clock.code: clock.act for clock in CLOCKS if clock.act is not None}
    acts = dict(zip(followed, bases_on(reading.on, reading.acts, lang, followed.values()), strict=True))
    own = ClockBasis(basis=ClocksText.BY_DECLARATION().render(lang), status="", counts_late=True)
    found = {clock.code: own for clock in CLOCKS}
    for code, act in acts.items():
        found[code] = ClockBasis(
            basis=f"{act.number}, {act.clause.render(lang)}",
            status=act.status.render(lang),
            counts_late=act.is_in_force,
        )
    return found, tuple({(one.number, one.clause): one for one in acts.values()}.values())


def outcome_of(found: ClockReading, basis: ClockBasis) -> ClockOutcome:
    """The outcome of a term by its basis."""
    if found.outcome != "over":
        return found.outcome
    return "late" if basis.counts_late else "past"


class _Agency(NamedTuple):
    """An agency under which terms stand.

    Attributes:
        order: its code; of one without a code what it is sorted by.
        name: empty if it is not known.
    """

    order: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agencies:
    """The agencies of one record.

    Attributes:
        listed: those that the report has.
        names: of all of them.
        are_several: whether it has several, in this report or not.
    """

    listed: tuple[_Agency, ...]
    names: str
    are_several: bool = False


@dataclass(slots=True)
class _DeadlineReport:
    reading: ReportReading
    within: int
    calendar: WorkingCalendar
    by_agency: dict[_Agency, Counter[ClockOutcome]] = field(default_factory=dict)
    shared: Counter[_Agency] = field(default_factory=Counter)
    repeated: Counter[ClockOutcome] = field(default_factory=Counter)
    shared_terms: int = 0
    by_clock: dict[str, Counter[ClockOutcome]] = field(default_factory=dict)
    bases: Mapping[str, ClockBasis] = field(default_factory=dict)
    ended: int = 0

    def make(self) -> StatutoryReport:
        reading = self.reading
        self.bases, acts = clock_bases(reading)
        self.by_clock = {clock.code: Counter() for clock in CLOCKS}
        spooled = reading.sort(self._rows())
        total: Counter[ClockOutcome] = sum(self.by_clock.values(), Counter())
        sheets = [self._summary(total)]
        for outcome in _LISTED:
            title = ClockReportText.SHEET_TITLES[outcome]
            sheets.append(
                ReportSheet(
                    key=outcome,
                    name=ClockReportText.SHEET_NAMES[outcome](),
                    title=title(count=self.within) if outcome == "due" else title(),
                    columns=_columns(outcome),
                    rows=spooled.get(outcome, ()),
                    totals=(_total(outcome, total[outcome]),),
                    notes={
                        "late": (ClockReportText.NOTE_LATE(),),
                        "past": (ClockReportText.NOTE_PAST(),),
                        "unclear": (ClockReportText.NOTE_UNCLEAR(),),
                    }.get(outcome, ()),
                )
            )
        sheets.append(self._clocks(total))
        return StatutoryReport(
            name="thoi-han",
            title=ClockReportText.DEADLINES_TITLE(),
            lang=reading.lang,
            agency=reading.agency,
            state=reading.state,
            on=reading.on,
            bases=acts,
            sheets=tuple(sheets),
            notes=(*reading.notes(), *self._note_ended(), calendar_note(self.calendar)),
        )

    def _note_ended(self) -> Iterator[Message]:
        """A note on the datasets of which not all updates are watched, because of their status."""
        if self.ended:
            yield ClockReportText.NOTE_ENDED(count=self.ended)

    def _rows(self) -> Iterator[KeyedRow]:
        for of_class in _CLASSES:
            for record in self.reading.records(of_class.value):
                yield from self._of_record(record, of_class)
        yield from self._of_requests()

    def _of_record(self, record: ListedRecord, of_class: NamedNode) -> Iterator[KeyedRow]:
        reading, root = self.reading, record.root
        if root is None:
            return
        self.ended += of_class == DCAT.Dataset and updates_due(record.values(ADMS.status)) != "all"
        classes = frozenset({of_class, *record.iris(RDF.type)})
        order, agencies = reading.order_of(record), self._agencies_of(record)
        names = (record.text(DCT.identifier), record.text(DCT.title) or record.iri)
        found = read_clocks(root, record.about, classes, on=reading.on, within=self.within, calendar=self.calendar)
        for number, one in enumerate(found):
            yield from self._row(one, (*order, f"{number:04}"), agencies, names)

    def _agencies_of(self, record: ListedRecord) -> _Agencies:
        """The agencies under which the terms of a record stand, each once: those of the report alone."""
        reading = self.reading
        found: set[_Agency] = set()
        others: set[_Agency] = set()
        for iri in (one.value for one in record.iris(DCT.publisher)):
            agency = _Agency(reading.agencies.code(iri) or f"~{iri}", reading.agencies.name_with_code(iri))
            (found if reading.agency is None or iri in reading.agency.iris else others).add(agency)
        names = reading.publishers_of(record)
        # A publisher without an IRI is known by its name alone.
        listed = sorted(found) or [_Agency(reading.order_of(record)[0], names)]
        return _Agencies(listed=tuple(listed), names=names, are_several=len(found | others) > 1)

    def _row(
        self, found: ClockReading, order: tuple[str, ...], agencies: _Agencies, names: tuple[str, str]
    ) -> Iterator[KeyedRow]:
        """Count a term; its row, if its outcome has a sheet.

        Args:
            order: code of the agency, and what terms of one day are sorted by.
            names: code and title of what it is the term of.
        """
        basis = self.bases[found.clock.code]
        outcome = outcome_of(found, basis)
        for one in agencies.listed:
            self.by_agency.setdefault(one, Counter())[outcome] += 1
            self.shared[one] += agencies.are_several
        self.repeated[outcome] += len(agencies.listed) - 1
        self.shared_terms += agencies.are_several
        self.by_clock[found.clock.code][outcome] += 1
        if outcome in _LISTED:
            due = "" if found.due is None else found.due.isoformat()
            key = order if outcome == "unclear" else (due, *order)
            yield KeyedRow(sheet=outcome, order=key, cells=self._cells(outcome, found, basis, (agencies.names, *names)))

    def _of_requests(self) -> Iterator[KeyedRow]:
        reading, lang = self.reading, self.reading.lang
        for one in each_request_once(read_arrangements(reading.connection)):
            if reading.agency is not None and one.agency not in reading.agency.iris:
                continue
            code = None if one.agency is None else reading.agencies.code(one.agency)
            agency = "" if one.agency is None else reading.agencies.name_with_code(one.agency)
            title = None if one.dataset is None else reading.title_of(one.dataset)
            shown = ClockReportText.REQUEST() if title is None else ClockReportText.REQUEST_FOR(title=title)
            found = read_request(one, on=reading.on, within=self.within, calendar=self.calendar)
            order = (code or f"~{one.agency or ''}", "", one.iri)
            agencies = _Agencies(listed=(_Agency(order[0], agency),), names=agency)
            yield from self._row(found, order, agencies, ("", shown.render(lang)))

    def _cells(self, outcome: ClockOutcome, found: ClockReading, basis: ClockBasis, names: tuple[str, str, str]) -> Row:
        lang, (agency, code, title) = self.reading.lang, names
        head = (agency, found.clock.name().render(lang), code, title)
        if outcome == "unclear":
            why = "" if found.why is None else found.why.render(lang)
            return (*head, why, basis.basis, basis.status, found.clock.code)
        days = None if found.due is None else abs((found.due - self.reading.on).days)
        return (*head, found.start, found.due, days, basis.basis, basis.status, found.clock.code)

    def _summary(self, total: Counter[ClockOutcome]) -> ReportSheet:
        lang = self.reading.lang
        rows: list[Row] = [
            (
                one.name or FeedbackReportText.NO_AGENCY().render(lang),
                counts.total(),
                *(counts[outcome] for outcome in OUTCOMES),
                self.shared[one],
            )
            for one, counts in sorted(self.by_agency.items(), key=itemgetter(0))
        ]
        again = self.repeated
        if again.total():
            less = (-again.total(), *(-again[one] for one in OUTCOMES), -again.total())
            rows.append((ClockReportText.REPEATED().render(lang), *less))
        agencies = sum(1 for one in self.by_agency if one.name)
        numbers = (total.total(), *(total[one] for one in OUTCOMES), self.shared_terms)
        rows.append((ClockReportText.TOTAL().render(lang), *numbers))
        columns = (
            _column("agency", 44, is_brief=True),
            _column("terms", 10, "number", is_brief=True),
            *(_outcome_column(one, is_brief=one in _LISTED) for one in OUTCOMES),
            _column("shared", 12, "number"),
        )
        return ReportSheet(
            key="summary",
            name=ClockReportText.SHEET_NAMES["summary"](),
            title=ClockReportText.SHEET_TITLES["summary"](),
            columns=columns,
            rows=tuple(rows),
            notes=(ClockReportText.NOTE_SHARED(),) if again.total() else (),
            totals=(
                ReportTotal(key="agencies", label=ClockReportText.TOTAL_AGENCIES(), count=agencies),
                ReportTotal(key="terms", label=ClockReportText.TOTAL_TERMS(), count=total.total()),
                *self.reading.totals(*(one.value for one in _CLASSES)),
            ),
        )

    def _clocks(self, total: Counter[ClockOutcome]) -> ReportSheet:
        columns = (
            ORDINAL,
            _column("clock", 34),
            _column("limit", 26),
            _column("basis", 26),
            _column("status", 30),
            _column("terms", 10, "number"),
            *(_outcome_column(one, is_brief=False) for one in OUTCOMES),
            _column("clock-code", 18, "code", is_for_programs=True),
        )
        return ReportSheet(
            key="clocks",
            name=ClockReportText.SHEET_NAMES["clocks"](),
            title=ClockReportText.SHEET_TITLES["clocks"](),
            columns=columns,
            rows=tuple(self._clock_row(clock) for clock in CLOCKS),
            totals=(ReportTotal(key="terms", label=ClockReportText.TOTAL_TERMS(), count=total.total()),),
        )

    def _clock_row(self, clock: Clock) -> Row:
        lang, basis, counts = self.reading.lang, self.bases[clock.code], self.by_clock[clock.code]
        numbers = (counts.total(), *(counts[one] for one in OUTCOMES))
        return (clock.name().render(lang), clock.limit.render(lang), basis.basis, basis.status, *numbers, clock.code)


def _columns(outcome: ClockOutcome) -> tuple[ReportColumn, ...]:
    head = (
        ORDINAL,
        _column("agency", 22),
        _column("clock", 24, is_brief=True),
        _column("code", 14, "code"),
        _column("title", 30, is_brief=True),
    )
    foot = (_column("basis", 18), _column("status", 20), _column("clock-code", 14, "code", is_for_programs=True))
    if outcome == "unclear":
        return (*head, _column("why", 34, is_brief=True), *foot)
    days = _column("days" if outcome == "due" else "over", 10, "number", is_brief=True)
    return (*head, _column("start", 16, "day"), _column("due", 16, "day", is_brief=True), days, *foot)


def _outcome_column(outcome: ClockOutcome, *, is_brief: bool) -> ReportColumn:
    return ReportColumn(
        key=outcome, heading=ClockReportText.TOTALS[outcome](), kind="number", width=10, is_brief=is_brief
    )


def _total(outcome: ClockOutcome, count: int) -> ReportTotal:
    return ReportTotal(key=outcome, label=ClockReportText.TOTALS[outcome](), count=count)
