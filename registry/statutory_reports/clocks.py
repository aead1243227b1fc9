"""The terms that are watched, read for one record on a day: when each is due, whether it is over, or why nobody knows.

The terms that are watched: what is looked at, which field starts and ends a term, how long it is, on which basis.

The one table of them. The status of an act is never stated here but by the list of legal acts in force; a term without
an act is one that the agency set itself. What a term needs beyond a limit is code, hence a table beside it and not in
the profile: docs/decisions/0067-clocks.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as RdfLiteral

from danhmuc.shapes.engine.days import Days, Span, days_of, listed_spans, read_span
from danhmuc.vocab.datatypes.dates import WEEKENDS_ONLY, WorkingCalendar, read_day
from danhmuc.vocab.messages import Message, MessageTemplate
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, DQV, RDFS
from danhmuc.vocab.text import one_line, shorten

from ..messages.statutory_reports import ClocksText, StatutoryReportsText
from ..record.summary import updates_due
from .listed_record import contradictions
from .report_reading import FollowedAct

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from ..feedback.stored_feedback import SharingArrangement

# ---------------------------------------------------------------- clocks

ClockKind = Literal["rolling", "frequency", "after", "before", "request", "year-end", "planned", "plan"]
"""How a term is counted: from the last time, by a declared frequency, after or before another day, from the day of a
request, to the end of the year, to a day that is stated, or to the deadline of a plan."""

NO_SPAN: Final = Span(0, 0)
GRACE: Final = Span(0, 15)
"""Added to a declared frequency, as by the rule of the profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A term that is watched.

    Attributes:
        code: its name in JSON.
        classes: of the records that have it; none for what is no record.
        path: from the record to the node that the fields are of; empty if they are the record's own.
        field: the property with the day on which what is asked for was done.
        field_name: its name.
        other: the property with the day from which, or before which, days are counted, or with the term itself.
        other_name: its name.
        span: the longest time between two of the days in `field`.
        working_days: number of working days.
        only_open: whether only open data has it.
        is_update: whether it is a term of the next update of the data, which a status may end.
        act: the act that it follows; None for what the agency declares itself.
    """

    code: str
    name: MessageTemplate
    kind: ClockKind
    classes: frozenset[NamedNode]
    path: tuple[NamedNode, ...] = ()
    field: NamedNode
    field_name: MessageTemplate
    other: NamedNode | None = None
    other_name: MessageTemplate | None = None
    span: Span = NO_SPAN
    working_days: int = 0
    only_open: bool = False
    is_update: bool = False
    act: FollowedAct | None = None

    def at_node(self) -> Clock:
        """The term of a node to which its path leads."""
        return replace(self, path=())

    @property
    def limit(self) -> Message:
        """The term in words."""
        if self.kind == "rolling":
            return ClocksText.CLOCK_MONTHS(count=self.span.months)
        if self.kind == "frequency":
            return ClocksText.CLOCK_BY_FREQUENCY(days=GRACE.days)
        if self.kind in ("after", "request"):
            return ClocksText.CLOCK_AFTER_WORKING_DAYS(count=self.working_days)
        if self.kind == "before":
            return ClocksText.CLOCK_BEFORE_WORKING_DAYS(count=self.working_days)
        return ClocksText.CLOCK_YEAR_END() if self.kind == "year-end" else ClocksText.CLOCK_BY_DAY()


_CATALOG: Final = frozenset({DCAT.Catalog})
_DATASET: Final = frozenset({DCAT.Dataset})
_SERVICE: Final = frozenset({DCAT.DataService})
_DECREE: Final = "47/2020/NĐ-CP"
_OPEN_DATA: Final = FollowedAct(
    _DECREE, StatutoryReportsText.ARTICLE_CLAUSE(article="20", clause="3"), listed_as=f"{_DECREE}/Điều-20"
)

CLOCKS: Final[tuple[Clock, ...]] = (
    Clock(
        code="open-list-review",
        name=ClocksText.CLOCK_OPEN_LIST,
        kind="rolling",
        classes=_CATALOG,
        field=DMV.reviewedOn,
        field_name=ClocksText.FIELD_REVIEWED,
        span=Span(6, 0),
        act=_OPEN_DATA,
    ),
    Clock(
        code="default-list-review",
        name=ClocksText.CLOCK_DEFAULT_LIST,
        kind="rolling",
        classes=_CATALOG,
        field=DMV.reviewedOn,
        field_name=ClocksText.FIELD_REVIEWED,
        span=Span(6, 0),
        act=FollowedAct(_DECREE, StatutoryReportsText.ARTICLE_CLAUSE(article="34", clause="2")),
    ),
    Clock(
        code="open-refresh",
        name=ClocksText.CLOCK_OPEN_REFRESH,
        kind="rolling",
        classes=_DATASET,
        field=DCT.modified,
        field_name=ClocksText.FIELD_MODIFIED,
        span=Span(3, 0),
        only_open=True,
        is_update=True,
        act=_OPEN_DATA,
    ),
    Clock(
        code="own-frequency",
        name=ClocksText.CLOCK_FREQUENCY,
        kind="frequency",
        classes=_DATASET,
        field=DCT.modified,
        field_name=ClocksText.FIELD_MODIFIED,
        other=DCT.accrualPeriodicity,
        other_name=ClocksText.FIELD_FREQUENCY,
        is_update=True,
    ),
    Clock(
        code="service-published",
        name=ClocksText.CLOCK_SERVICE,
        kind="after",
        classes=_SERVICE,
        field=DCT.issued,
        field_name=ClocksText.FIELD_ISSUED,
        other=DCT.available,
        other_name=ClocksText.FIELD_AVAILABLE,
        working_days=1,
        act=FollowedAct(_DECREE, StatutoryReportsText.ARTICLE_CLAUSE(article="25", clause="1")),
    ),
    Clock(
        code="outage-announced",
        name=ClocksText.CLOCK_OUTAGE,
        kind="before",
        classes=_SERVICE,
        path=(DMV.plannedOutage,),
        field=DCT.issued,
        field_name=ClocksText.FIELD_ANNOUNCED,
        other=DCAT.startDate,
        other_name=ClocksText.FIELD_OUTAGE,
        working_days=7,
        act=FollowedAct(_DECREE, StatutoryReportsText.ARTICLE(article="43")),
    ),
    Clock(
        code="request-answered",
        name=ClocksText.CLOCK_REQUEST,
        kind="request",
        classes=frozenset(),
        field=ADMS.status,
        field_name=ClocksText.FIELD_STATE,
        other=DCT.issued,
        other_name=ClocksText.FIELD_RECEIVED,
        working_days=2,
        act=FollowedAct(
            _DECREE,
            StatutoryReportsText.ARTICLE_CLAUSE(article="35", clause="3"),
            changed_by=FollowedAct("194/2025/NĐ-CP", StatutoryReportsText.ARTICLE_CLAUSE(article="40", clause="3")),
        ),
    ),
    Clock(
        code="yearly-assessment",
        name=ClocksText.CLOCK_ASSESSMENT,
        kind="year-end",
        classes=frozenset({DCAT.Dataset, DMV.Database}),
        path=(DQV.hasQualityMeasurement,),
        field=DCT.date,
        field_name=ClocksText.FIELD_ASSESSED,
        act=FollowedAct(_DECREE, StatutoryReportsText.ARTICLE_CLAUSE(article="16", clause="4")),
    ),
    Clock(
        code="planned-publication",
        name=ClocksText.CLOCK_PLANNED,
        kind="planned",
        classes=frozenset({DCAT.Dataset, DCAT.DatasetSeries, DCAT.DataService, DMV.Database}),
        field=DCT.issued,
        field_name=ClocksText.FIELD_ISSUED,
        other=DMV.plannedPublication,
        other_name=ClocksText.FIELD_PLANNED,
    ),
    Clock(
        code="plan-deadline",
        name=ClocksText.CLOCK_PLAN,
        kind="plan",
        classes=_DATASET,
        path=(DMV.publicationPlan,),
        field=DMV.completedOn,
        field_name=ClocksText.FIELD_COMPLETED,
        other=DMV.plannedPublication,
        other_name=ClocksText.FIELD_DEADLINE,
    ),
)
"""All terms, in the order of reports."""


# ---------------------------------------------------------------- clock readings
# Read the terms of one record on a day: when each is due, whether it is over, or why that cannot be told.
#
# Knows the graph of a record and no act: whether a term that is over counts as late is for the basis to say. What is
# not understood is never in time: it cannot be told.

ReadingOutcome = Literal["done", "done-after", "running", "due", "over", "unclear"]
"""Of a term: what was asked for was done in it or after it; it runs; it ends soon; it is over; it cannot be told."""

_OURS: Final = "https://w3id.org/danhmuc/concept/sharing-nature/"
_OPEN: Final = f"{_OURS}MO"
_NOT_OPEN: Final = frozenset(f"{_OURS}{code}" for code in ("MO_CO_DIEU_KIEN", "DUNG_CHUNG", "DUNG_RIENG"))
_ACCESS: Final = "http://publications.europa.eu/resource/authority/access-right/"
_NO_OPEN_ACCESS: Final = frozenset(f"{_ACCESS}{code}" for code in ("RESTRICTED", "NON_PUBLIC"))
_UNKNOWN_FREQUENCIES: Final = frozenset(
    {
        "http://publications.europa.eu/resource/authority/frequency/UNKNOWN",
        "https://w3id.org/danhmuc/concept/update-frequency/CHUA_RO",
    }
)
"""Who states one of these states no frequency."""
_AHEAD: Final = timedelta(1)
"""A day is no day to come if it is already that day somewhere."""
_SHOWN: Final = 60
_LAST_MONTH, _LAST_DAY = 12, 31


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReading:
    """The reading of one term.

    Attributes:
        start: the day from which, or before which, it is counted; None if there is none, or it is not one day.
        due: the last day; None if it cannot be told.
        done: the day on which what was asked for was done last; None if it was not, or it is not one day.
        why: why it cannot be told.
    """

    clock: Clock
    outcome: ReadingOutcome
    start: date | None = None
    due: date | None = None
    done: date | None = None
    why: Message | None = None


def read_clocks(
    root: Subject,
    about: Descriptions,
    classes: frozenset[NamedNode],
    *,
    on: date,
    within: int,
    calendar: WorkingCalendar = WEEKENDS_ONLY,
    clocks: Sequence[Clock] = CLOCKS,
) -> Iterator[ClockReading]:
    """The terms of a record, in the order of their table; none for a term that it does not have.

    Args:
        about: its graph.
        classes: of the record.
        on: the day.
        within: number of days before its end from which a term is due soon.
    """
    for clock in clocks:
        if clock.classes & classes:
            yield from _Reader(clock, about, on, within, calendar).read(root)


def open_state(root: Subject, about: Descriptions) -> bool | None:
    """Whether a dataset is open data, as the list of open data has it; None if that is not understood.

    Public access alone makes no open data: the list has such a dataset among those of no clear class.
    """
    natures = {one.value for one in _values(about, root, DMV.sharingNature)}
    if natures == {_OPEN}:
        contradicted = any(contradictions("open", lambda prop: _values(about, root, prop)))
        return None if contradicted else True
    if natures:
        return False if natures <= _NOT_OPEN else None
    rights = {one.value for one in _values(about, root, DCT.accessRights)}
    return False if rights and rights <= _NO_OPEN_ACCESS else None


_Found: TypeAlias = "Days | Message | None"
"""The days that a field may mean, why it is not understood, or None if it is not stated."""


@dataclass(frozen=True, slots=True)
class _Reader:
    clock: Clock
    about: Descriptions
    on: date
    within: int
    calendar: WorkingCalendar

    def read(self, root: Subject) -> Iterator[ClockReading]:
        clock = self.clock
        if clock.is_update and self._is_ended(root):
            return
        if clock.only_open:
            stated = {one.value for one in _values(self.about, root, DCT.accrualPeriodicity)}
            if stated - _UNKNOWN_FREQUENCIES:
                return  # its own frequency is what is watched
            is_open = open_state(root, self.about)
            if is_open is None:
                yield self._unclear(ClocksText.UNCLEAR_NATURE())
            if not is_open:
                return
        if clock.kind == "year-end":
            yield self._year_end(root)
            return
        nodes: list[Term] = [root]
        for step in clock.path:
            nodes = [value for node in nodes for value in _values(self.about, node, step)]
        for node in nodes:
            found = self._of_node(node)
            if found is not None:
                yield found

    def _is_ended(self, root: Subject) -> bool:
        """Whether no update is due any more, by the status; what a completed record promises by a frequency is."""
        due = updates_due(_values(self.about, root, ADMS.status))
        return due == "none" or (due == "declared" and self.clock.kind != "frequency")

    def _of_node(self, node: Term) -> ClockReading | None:
        kind = self.clock.kind
        if kind == "rolling":
            return self._rolling(node, (self.clock.span,))
        if kind == "frequency":
            return self._frequency(node)
        if kind == "plan":
            return self._plan(node)
        if kind == "planned":
            return self._by_planned_day(node)
        return self._by_working_days(node)

    def _frequency(self, node: Term) -> ClockReading | None:
        """By the declared frequency; none if nothing is declared, or what is declared promises no date."""
        assert self.clock.other is not None
        declared = _values(self.about, node, self.clock.other)
        spans: list[Span] = []
        for one in declared:
            found = self._spans(one)
            if None in found:
                return self._unclear(ClocksText.UNCLEAR_FREQUENCY(value=_shown_text(one)))
            spans += [span + GRACE for span in found if span is not None]
        return self._rolling(node, spans) if spans else None

    def _spans(self, frequency: Term) -> tuple[Span | None, ...]:
        """The spans that a frequency allows, by the data's own word or the lists; one None if it is unknown."""
        own = _values(self.about, frequency, DMV.longestSpan)
        if own:
            return tuple(read_span(one.value) if isinstance(one, RdfLiteral) else None for one in own)
        return listed_spans(frequency)

    def _rolling(self, node: Term, spans: Sequence[Span]) -> ClockReading:
        last = self._day(node, self.clock.field, past=True)
        if not isinstance(last, Days):
            return self._unclear(last or self._not_stated(self.clock.field))
        ends = [(span.after(last.first), span.after(last.last)) for span in spans]
        first = min((one for one, _ in ends if one is not None), default=None)
        until = max((one for _, one in ends if one is not None), default=None)
        if first is None or until is None or len({*ends}) > 1:
            return self._unclear(ClocksText.UNCLEAR_PART(field=self._name(self.clock.field), value=_span_text(last)))
        return self._outcome(Days(first, until), None, start=_one_day(last))

    def _by_working_days(self, node: Term) -> ClockReading | None:
        """By a number of working days after or before another day."""
        clock = self.clock
        assert clock.other is not None
        start = self._day(node, clock.other)
        done = self._day(node, clock.field, past=True)
        if not isinstance(start, Days):
            return self._unclear(start or self._not_stated(clock.other))
        if done is not None and not isinstance(done, Days):
            return self._unclear(done)
        count = self.calendar.after if clock.kind == "after" else self.calendar.before
        first, last = count(start.first, clock.working_days), count(start.last, clock.working_days)
        if first is None or last is None:
            return self._unclear(ClocksText.UNCLEAR_PART(field=self._name(clock.other), value=_span_text(start)))
        end = last if clock.kind == "after" else start.first
        if done is None and self.on > end:
            # What is not stated of a time that is over may have been done.
            return self._unclear(self._not_stated(clock.field), due=_one_day(Days(first, last)))
        return self._outcome(Days(first, last), done, start=_one_day(start))

    def _by_planned_day(self, node: Term) -> ClockReading | None:
        """By the planned day, if there is one."""
        assert self.clock.other is not None
        due = self._day(node, self.clock.other)
        if due is None:
            return None
        done = self._day(node, self.clock.field)
        if not isinstance(due, Days):
            return self._unclear(due)
        if done is not None and not isinstance(done, Days):
            return self._unclear(done)
        if done is not None and done.first > self.on:
            done = None  # it is to be published then, and has not been yet
        return self._outcome(due, done)

    def _plan(self, node: Term) -> ClockReading | None:
        """By the deadline of a plan; only its own completion date ends it."""
        assert self.clock.other is not None
        due = self._day(node, self.clock.other)
        done = self._day(node, self.clock.field, past=True)
        if not isinstance(due, Days):
            return self._unclear(due or self._not_stated(self.clock.other))
        if done is not None and not isinstance(done, Days):
            return self._unclear(done)
        if done is None and self.on > due.first and _values(self.about, node, RDFS.comment):
            return self._unclear(ClocksText.UNCLEAR_RESULT_WITHOUT_DAY(), due=_one_day(due))
        return self._outcome(due, done)

    def _year_end(self, root: Subject) -> ClockReading:
        """By the end of the year: of this one, or of the last if nothing was done in it."""
        year = self.on.year
        nodes: list[Term] = [root]
        for step in self.clock.path:
            nodes = [value for node in nodes for value in _values(self.about, node, step)]
        found = [day for node in nodes for day in self._days(node, self.clock.field, past=True)]
        unread = next((one for one in found if not isinstance(one, Days)), None)
        days = [one for one in found if isinstance(one, Days)]
        end, before = date(year, _LAST_MONTH, _LAST_DAY), date(year - 1, _LAST_MONTH, _LAST_DAY) if year > 1 else None
        latest = max(days, key=lambda one: one.first, default=None)
        if latest is not None and latest.first.year == year:
            return ClockReading(clock=self.clock, outcome="done", due=end, done=_one_day(latest))
        if unread is not None:
            return self._unclear(unread, due=end)
        if latest is not None and latest.first.year == year - 1:
            return self._outcome(Days(end, end), None, start=_one_day(latest))
        issued = self._day(root, DCT.issued)
        if latest is None and not isinstance(issued, Days):
            return self._unclear(ClocksText.UNCLEAR_NEVER_ASSESSED(), due=end)
        if latest is None and isinstance(issued, Days) and issued.last.year >= year:
            return self._outcome(Days(end, end), None)
        assert before is not None
        return self._outcome(Days(before, before), None, start=None if latest is None else _one_day(latest))

    def _outcome(self, due: Days, done: Days | None, *, start: date | None = None) -> ClockReading:
        """The outcome of a term whose end, and whose fulfilment, may each be one of several days."""
        clock, end = self.clock, _one_day(due)
        if done is not None:
            day = _one_day(done)
            if done.last <= due.first:
                return ClockReading(clock=clock, outcome="done", start=start, due=end, done=day)
            if done.first > due.last:
                return ClockReading(clock=clock, outcome="done-after", start=start, due=end, done=day)
            return self._unclear(
                ClocksText.UNCLEAR_PART(field=self._name(clock.field), value=_span_text(done)), due=end
            )
        if self.on > due.last:
            return ClockReading(clock=clock, outcome="over", start=start, due=due.last)
        if self.on > due.first:
            field = clock.other or clock.field
            return self._unclear(ClocksText.UNCLEAR_PART(field=self._name(field), value=_span_text(due)), due=end)
        is_near = (due.first - self.on).days <= self.within
        return ClockReading(clock=clock, outcome="due" if is_near else "running", start=start, due=due.first)

    def _unclear(self, why: Message, *, due: date | None = None) -> ClockReading:
        return ClockReading(clock=self.clock, outcome="unclear", due=due, why=why)

    def _name(self, field: NamedNode) -> Message:
        """The name of one of the two fields."""
        name = self.clock.other_name if field == self.clock.other else self.clock.field_name
        return (name or self.clock.field_name)()

    def _not_stated(self, field: NamedNode) -> Message:
        return ClocksText.UNCLEAR_NOT_STATED(field=self._name(field))

    def _day(self, node: Term, field: NamedNode, *, past: bool = False) -> _Found:
        """The one day of a field."""
        found = list(dict.fromkeys(self._days(node, field, past=past)))
        if len(found) > 1:
            values = tuple(_shown_text(one) for one in _values(self.about, node, field))
            return ClocksText.UNCLEAR_SEVERAL(field=self._name(field), values=values)
        return found[0] if found else None

    def _days(self, node: Term, field: NamedNode, *, past: bool) -> Iterator[Days | Message]:
        """The days of a field, and why others are not understood.

        Args:
            past: whether a day to come cannot be true.
        """
        for value in _values(self.about, node, field):
            days = days_of(value)
            if days is None:
                yield ClocksText.UNCLEAR_DATE(field=self._name(field), value=_shown_text(value))
            elif past and days.first > self.on + _AHEAD:
                yield ClocksText.UNCLEAR_FUTURE(field=self._name(field), value=_span_text(days))
            else:
                yield days


def _values(about: Descriptions, node: Term, prop: NamedNode) -> list[Term]:
    """The values of a property, each once."""
    if not isinstance(node, NamedNode | BlankNode):
        return []
    return list(dict.fromkeys(value for given, value in about.get(node, ()) if given == prop))


def _one_day(days: Days) -> date | None:
    return days.first if days.first == days.last else None


def _span_text(days: Days) -> str:
    if days.first == days.last:
        return days.first.isoformat()
    return f"{days.first.isoformat()} – {days.last.isoformat()}"


def _shown_text(value: Term) -> str:
    return shorten(one_line(value.value), _SHOWN)


# ---------------------------------------------------------------- request clock
# The term of data requests: answered within two working days of the day on which they were received.
#
# Nothing of a request but its day, its state and the dataset that it asks for is looked at: no report has who asked.
# Source: Decree 47/2020, Article 35(3), as changed by Decree 194/2025, Article 40(3).

_CLOCK: Final = next(one for one in CLOCKS if one.kind == "request")
_OPEN_REQUESTS: Final = frozenset({"TIEP_NHAN", "DANG_XU_LY"})
_ANSWERED: Final = frozenset({"DA_THOA_THUAN", "TU_CHOI", "KET_THUC"})


def each_request_once(stored: Iterable[SharingArrangement]) -> list[SharingArrangement]:
    """The requests, each as one source describes it: the oldest one, unless another says that it is not answered."""
    chosen: dict[str, SharingArrangement] = {}
    for one in stored:
        if one.kind == "request":
            before = chosen.setdefault(one.iri, one)
            if before.status in _ANSWERED and one.status not in _ANSWERED:
                chosen[one.iri] = one
    return list(chosen.values())


def read_request(one: SharingArrangement, *, on: date, within: int, calendar: WorkingCalendar) -> ClockReading:
    """The term of a request; what is answered cannot be told to be in time, as nothing states the day of an answer."""
    start = _day(one.day, on)
    if not isinstance(start, date):
        return ClockReading(clock=_CLOCK, outcome="unclear", why=start)
    due = calendar.after(start, _CLOCK.working_days)
    if one.status in _ANSWERED:
        why = ClocksText.UNCLEAR_NOT_STATED(field=ClocksText.FIELD_ANSWERED())
        return ClockReading(clock=_CLOCK, outcome="unclear", start=start, due=due, why=why)
    if one.status not in _OPEN_REQUESTS or due is None:
        why = ClocksText.UNCLEAR_NOT_STATED(field=ClocksText.FIELD_STATE())
        return ClockReading(clock=_CLOCK, outcome="unclear", start=start, due=due, why=why)
    if on > due:
        return ClockReading(clock=_CLOCK, outcome="over", start=start, due=due)
    is_near = (due - on).days <= within
    return ClockReading(clock=_CLOCK, outcome="due" if is_near else "running", start=start, due=due)


def _day(written: str | None, on: date) -> date | Message:
    """The day on which a request was received, or why it is not understood."""
    field = ClocksText.FIELD_RECEIVED()
    if written is None:
        return ClocksText.UNCLEAR_NOT_STATED(field=field)
    day = read_day(written)
    if day is None or day != read_day(written, last=True):
        return ClocksText.UNCLEAR_DATE(field=field, value=shorten(one_line(written), _SHOWN))
    return ClocksText.UNCLEAR_FUTURE(field=field, value=day.isoformat()) if day > on + _AHEAD else day
