"""The report ``ke-hoach``: the plan of each record, what is late by its own deadline, what open data has no plan.

A dataset has plans and a planned day; a series, a service and a database have a planned day alone.

Source: Decree 47/2020, Article 19: a plan with a minimum level for each phase, and the state of digitisation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from danhmuc.vocab.datatypes.dates import WEEKENDS_ONLY
from danhmuc.vocab.terms import DCAT, DCT, DMV, RDFS

from ..messages.statutory_reports import ClocksText, PlanReportText, StatutoryReportsText
from ..workbook.cell_values import clean_text
from .clock_report import OUTCOMES, ClockBasis, ClockOutcome, checked_days, outcome_of
from .clocks import CLOCKS, Clock, read_clocks
from .listed_record import ORDINAL, column, sharing_of
from .report_reading import FollowedAct, bases_on
from .statutory_report import KeyedRow, ReportColumn, ReportSheet, ReportTotal, Row, StatutoryReport

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from danhmuc.vocab.messages import MessageTemplate

    from .listed_record import ListedRecord
    from .report_reading import ReportReading
    from .statutory_report import StatutoryOptions


_column: Final = partial(column, headings=PlanReportText.COLUMNS)
_ACTS: Final = (
    FollowedAct("47/2020/NĐ-CP", StatutoryReportsText.ARTICLE(article="19"), listed_as="47/2020/NĐ-CP/Điều-20"),
)
"""Articles 17 to 21 ended together; the list has the status of Article 20."""
_OWN: Final = ClockBasis(basis="", status="", counts_late=True)
_OUTCOMES: Final = tuple(one for one in OUTCOMES if one != "past")
_PLAN: Final = next(one for one in CLOCKS if one.kind == "plan")
_PLANNED: Final = next(one for one in CLOCKS if one.kind == "planned")
_OTHERS: Final[tuple[NamedNode, ...]] = (DCAT.DatasetSeries, DCAT.DataService, DMV.Database)
_KINDS: Final[Mapping[NamedNode, MessageTemplate]] = {
    one: PlanReportText.KINDS[one.value.rpartition("#")[2]] for one in (DCAT.Dataset, *_OTHERS)
}


def plan_report(reading: ReportReading, options: StatutoryOptions) -> StatutoryReport:
    """The report.

    Raises:
        UsageError: `within` of the options is out of range.
    """
    return _PlanReport(reading, checked_days(options.within)).make()


@dataclass(slots=True)
class _PlanReport:
    reading: ReportReading
    within: int
    outcomes: Counter[ClockOutcome] = field(default_factory=Counter)
    datasets: Counter[str] = field(default_factory=Counter)

    def make(self) -> StatutoryReport:
        reading = self.reading
        spooled = reading.sort(self._rows())
        counts = self.datasets
        plans = ReportSheet(
            key="plans",
            name=PlanReportText.SHEET_NAMES["plans"](),
            title=PlanReportText.SHEET_TITLES["plans"](),
            columns=_columns("plans"),
            rows=spooled.get("plans", ()),
            totals=(
                ReportTotal(key="plans", label=PlanReportText.TOTAL_PLANS(), count=self.outcomes.total()),
                *(
                    ReportTotal(key=one, label=ClocksText.OUTCOME_WORDS[one](), count=self.outcomes[one])
                    for one in _OUTCOMES
                ),
                ReportTotal(key="datasets", label=PlanReportText.TOTAL_DATASETS(), count=counts["planned"]),
                ReportTotal(key="others", label=PlanReportText.TOTAL_OTHERS(), count=counts["others"]),
                *reading.totals(*(one.value for one in _KINDS)),
            ),
            notes=(PlanReportText.NOTE_PLAN(), PlanReportText.NOTE_COMPLETED()),
            is_signed=True,
        )
        late = ReportSheet(
            key="late",
            name=PlanReportText.SHEET_NAMES["late"](),
            title=PlanReportText.SHEET_TITLES["late"](),
            columns=_columns("late"),
            rows=spooled.get("late", ()),
            totals=(ReportTotal(key="late", label=ClocksText.OUTCOME_WORDS["late"](), count=self.outcomes["late"]),),
        )
        unplanned = ReportSheet(
            key="unplanned",
            name=PlanReportText.SHEET_NAMES["unplanned"](),
            title=PlanReportText.SHEET_TITLES["unplanned"](),
            columns=_columns("unplanned"),
            rows=spooled.get("unplanned", ()),
            totals=(
                ReportTotal(
                    key="open",
                    label=PlanReportText.TOTAL_OPEN(),
                    count=counts["open-planned"] + counts["open-unplanned"],
                ),
                ReportTotal(
                    key="open-planned", label=PlanReportText.TOTAL_OPEN_PLANNED(), count=counts["open-planned"]
                ),
                ReportTotal(
                    key="open-unplanned", label=PlanReportText.TOTAL_OPEN_UNPLANNED(), count=counts["open-unplanned"]
                ),
                ReportTotal(
                    key="unclear-unplanned", label=PlanReportText.TOTAL_UNCLEAR_CLASS(), count=counts["unclear"]
                ),
            ),
        )
        return StatutoryReport(
            name="ke-hoach",
            title=PlanReportText.PLAN_TITLE(),
            lang=reading.lang,
            agency=reading.agency,
            state=reading.state,
            on=reading.on,
            bases=bases_on(reading.on, reading.acts, reading.lang, _ACTS),
            sheets=(plans, late, unplanned),
            notes=reading.notes(),
        )

    def _rows(self) -> Iterator[KeyedRow]:
        for record in self.reading.records(DCAT.Dataset.value):
            yield from self._of_dataset(record)
        for of_class in _OTHERS:
            for record in self.reading.records(of_class.value):
                if record.values(DMV.plannedPublication):
                    self.datasets["others"] += 1
                    order = (*self.reading.order_of(record), "~")
                    yield from self._of_plan(record, record, _PLANNED, order, of_class)

    def _of_dataset(self, record: ListedRecord) -> Iterator[KeyedRow]:
        kind = sharing_of(record).kind
        order = self.reading.order_of(record)
        plans = record.views(DMV.publicationPlan)
        is_dated = bool(record.values(DMV.plannedPublication))
        texts = [one.value for one in record.values(DMV.publicationPlan) if isinstance(one, Literal)]
        has_plan = bool(plans or texts) or is_dated
        self.datasets["planned"] += has_plan
        if kind == "open":
            self.datasets["open-planned" if has_plan else "open-unplanned"] += 1
        if not has_plan:
            if kind == "unclear":
                self.datasets["unclear"] += 1
            if kind == "open":
                days = record.days(DCT.modified)
                yield KeyedRow("unplanned", order, (*self._head(record), days))
            return
        for number, plan in enumerate(plans):
            yield from self._of_plan(record, plan, _PLAN, (*order, f"{number:04}"))
        for number, text in enumerate(sorted(texts)):
            yield self._of_text(record, text, (*order, f"text {number:04}"))
        if is_dated:
            yield from self._of_plan(record, record, _PLANNED, (*order, "~"))

    def _of_plan(
        self,
        record: ListedRecord,
        plan: ListedRecord,
        clock: Clock,
        order: tuple[str, ...],
        of_class: NamedNode = DCAT.Dataset,
    ) -> Iterator[KeyedRow]:
        """The rows of one plan, or of the day that the record itself states."""
        reading = self.reading
        is_own = plan is record
        assert plan.root is not None
        found = next(
            read_clocks(
                plan.root,
                plan.about,
                frozenset({of_class}),
                on=reading.on,
                within=self.within,
                calendar=WEEKENDS_ONLY,
                clocks=(clock.at_node(),),
            )
        )
        outcome = outcome_of(found, _OWN)
        self.outcomes[outcome] += 1
        state = ClocksText.OUTCOME_WORDS[outcome]() if found.why is None else found.why
        done: NamedNode = DCT.issued if is_own else DMV.completedOn
        head = self._head_with_kind(record, of_class)
        cells: Row = (
            *head,
            StatutoryReportsText.SHARING_CLASSES[sharing_of(record).kind]().render(reading.lang),
            "" if is_own else plan.text(DCT.title),
            "" if is_own else plan.text(DCT.description),
            plan.days(DMV.plannedPublication),
            "" if is_own else self.reading.publishers_of(plan),
            "" if is_own else plan.names(DMV.digitisation),
            "" if is_own else plan.text(RDFS.comment),
            plan.days(done),
            state.render(reading.lang),
        )
        yield KeyedRow("plans", order, cells)
        if outcome == "late" and found.due is not None:
            over = (reading.on - found.due).days
            row = (*head, cells[5], found.due, over, cells[8])
            yield KeyedRow("late", (found.due.isoformat(), *order), row)

    def _of_text(self, record: ListedRecord, text: str, order: tuple[str, ...]) -> KeyedRow:
        """The row of a plan that is a text alone: it has no deadline that can be told."""
        lang = self.reading.lang
        self.outcomes["unclear"] += 1
        kind = StatutoryReportsText.SHARING_CLASSES[sharing_of(record).kind]().render(lang)
        why = ClocksText.UNCLEAR_NOT_STATED(field=ClocksText.FIELD_DEADLINE()).render(lang)
        head = self._head_with_kind(record, DCAT.Dataset)
        return KeyedRow("plans", order, (*head, kind, "", clean_text(text), None, "", "", "", None, why))

    def _head_with_kind(self, record: ListedRecord, of_class: NamedNode) -> tuple[str, str, str, str]:
        agency, code, title = self._head(record)
        return agency, code, title, _KINDS[of_class]().render(self.reading.lang)

    def _head(self, record: ListedRecord) -> tuple[str, str, str]:
        return (
            self.reading.publishers_of(record),
            record.text(DCT.identifier),
            record.text(DCT.title) or record.iri,
        )


def _columns(sheet: str) -> tuple[ReportColumn, ...]:
    head = (
        ORDINAL,
        _column("agency", 18),
        _column("code", 14, "code", is_brief=True),
        _column("title", 26, is_brief=True),
    )
    if sheet == "unplanned":
        return (*head, _column("modified", 12, "day", is_brief=True))
    kind = _column("kind", 15)
    if sheet == "late":
        return (
            *head,
            kind,
            _column("phase", 14),
            _column("deadline", 12, "day", is_brief=True),
            _column("over", 10, "number", is_brief=True),
            _column("responsible", 24),
        )
    return (
        *head,
        kind,
        _column("class", 13),
        _column("phase", 11),
        _column("level", 15),
        _column("deadline", 17, "day", is_brief=True),
        _column("responsible", 18),
        _column("digitisation", 14),
        _column("result", 20),
        _column("completed", 17, "day"),
        _column("state", 16, is_brief=True),
    )
