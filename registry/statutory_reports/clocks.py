"""The terms that are watched: what is looked at, which field starts and ends a term, how long it is, on which basis.

The one table of them. The status of an act is never stated here but by the list of legal acts in force; a term without
an act is one that the agency set itself. What a term needs beyond a limit is code, hence a table beside it and not in
the profile: docs/decisions/0067-clocks.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.shapes.engine.days import Span
from danhmuc.vocab.messages import Message, MessageTemplate
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, DQV

from ..messages.clocks import ClocksText
from ..messages.statutory_reports import StatutoryReportsText
from .legal_bases import FollowedAct

if TYPE_CHECKING:
    from pyoxigraph import NamedNode


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
