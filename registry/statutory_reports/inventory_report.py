"""The report ``kiem-ke``: the yearly inventory and assessment of data.

What the registry measures is filled in; what people must say is left to them, and read back from their assessments.
Every number of the summary is that of rows or totals of another sheet.

Source: Decree 47/2020, Article 16: census of items, compliance, quality, upkeep and logs, sharing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import MAXYEAR
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import BlankNode, NamedNode

from danhmuc.shapes.engine.days import days_of
from danhmuc.vocab import concepts
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.terms import DCAT, DCT, DMV, DQV, ODRL, RDF, RDFS

from ..feedback.stored_feedback import read_arrangements
from ..messages.statutory_reports import InventoryReportText, StatutoryReportsText
from ..store.stored_findings import FindingCount, FindingFilter, count_findings, subjects_of_sources
from ..store.stored_rows import sources_of
from .clocks import CLOCKS, ClockReading, read_clocks
from .listed_record import ORDINAL, SHARING_CLASSES, SharingClass, column, sharing_of
from .report_reading import FollowedAct, bases_on
from .statutory_report import KeyedRow, ReportColumn, ReportSheet, ReportTotal, Row, StatutoryReport

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.vocab.concepts import ListedConcept
    from danhmuc.vocab.messages import Message

    from .listed_record import ListedRecord
    from .report_reading import ReportReading
    from .statutory_report import ReportRows, StatutoryOptions

# ---------------------------------------------------------------- assessments
# Statements of agencies in the yearly assessment, read back by codes and never out of a sentence.

_LIST: Final = "assessment-criterion"
CRITERIA: Final = (
    "KIEM_DEM",
    "TUAN_THU",
    "CHINH_XAC",
    "TOAN_VEN",
    "BAT_THUONG",
    "DUY_TRI",
    "NHAT_KY",
    "CHIA_SE",
)
"""All criteria, in the order of forms."""
PEOPLE_CRITERIA: Final = ("CHINH_XAC", "TOAN_VEN", "BAT_THUONG", "NHAT_KY")
"""The criteria that no registry can measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One statement of an assessment.

    Attributes:
        criterion: its code; None if it is none of the list.
        shown_criterion: its name, or what is stated in its place.
        when: whether it is of the year, of another year, or of a day that is not understood.
        day: as it is stated.
    """

    criterion: str | None
    shown_criterion: str
    when: Literal["year", "other-year", "undated"]
    day: date | str | None
    result: str
    remark: str


def criteria() -> dict[str, ListedConcept]:
    """The criteria by their IRIs."""
    scheme = concepts.load(_LIST)
    return {scheme[code].iri: scheme[code] for code in CRITERIA}


def read_assessments(record: ListedRecord, year: int) -> Iterator[Assessment]:
    """The assessments of a record, in the order of its graph."""
    known = criteria()
    for one in record.views(DQV.hasQualityMeasurement):
        stated = one.values(DQV.isMeasurementOf)
        iri = stated[0].value if len(stated) == 1 and isinstance(stated[0], NamedNode) else ""
        concept = known.get(iri)
        if concept is not None:
            shown = concept.label(record.lang)
        elif stated:
            names = one.names(DQV.isMeasurementOf) or "; ".join(sorted(value.value for value in stated))
            shown = InventoryReportText.CRITERION_OTHER(value=names).render(record.lang)
        else:
            shown = InventoryReportText.CRITERION_UNSTATED().render(record.lang)
        yield Assessment(
            criterion=None if concept is None else concept.code,
            shown_criterion=shown,
            when=_when(one, year),
            day=one.days(DCT.date),
            result=one.names(DQV.value),
            remark=one.text(RDFS.comment),
        )


def _when(one: ListedRecord, year: int) -> Literal["year", "other-year", "undated"]:
    values = one.values(DCT.date)
    days = days_of(values[0]) if len(values) == 1 else None
    if days is None:
        return "undated"
    return "year" if days.first.year == days.last.year == year else "other-year"


# ---------------------------------------------------------------- inventory report

_column: Final = partial(column, headings=InventoryReportText.COLUMNS)
_FIRST_YEAR: Final = 1900
_ACTS: Final = (FollowedAct("47/2020/NĐ-CP", StatutoryReportsText.ARTICLE(article="16")),)
_FREQUENCY: Final = tuple(one for one in CLOCKS if one.kind == "frequency")
_UPKEEP: Final = ("upkeep-in-time", "upkeep-late", "upkeep-unclear", "upkeep-none")
_CLASS_LIST: Final = "database-class"


def inventory_report(reading: ReportReading, options: StatutoryOptions) -> StatutoryReport:
    """The report.

    Raises:
        UsageError: the year of the options is out of range.
    """
    of_year = reading.on.year if options.year is None else options.year
    if not _FIRST_YEAR <= of_year <= MAXYEAR:
        raise UsageError(InventoryReportText.YEAR_REFUSED(name="--year", most=str(MAXYEAR), year=str(of_year)))
    return _InventoryReport(reading, of_year).make()


@dataclass(slots=True)
class _InventoryReport:
    reading: ReportReading
    year: int
    databases: Counter[str] = field(default_factory=Counter)
    datasets: Counter[SharingClass] = field(default_factory=Counter)
    upkeep: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    """Numbers of services, distributions and served datasets."""
    assessed: Counter[str] = field(default_factory=Counter)
    """Numbers of databases and datasets by the criteria that they were assessed by in the year."""
    assessments: Counter[str] = field(default_factory=Counter)
    """Numbers of assessments: of the year, of other years, and undated."""
    agreements: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Agreements by the dataset that they are about."""
    agreed: set[str] = field(default_factory=set)
    """The agreements on datasets that are listed: one on several counts once, and in the row of each."""
    served: Counter[str] = field(default_factory=Counter)
    """Numbers of services by the dataset that they serve."""
    parts: Counter[str] = field(default_factory=Counter)
    """Numbers of datasets by the database that they are part of."""

    def make(self) -> StatutoryReport:
        reading = self.reading
        self._count_services()
        for one in read_arrangements(reading.connection):
            if one.kind == "agreement" and one.dataset is not None:
                self.agreements[one.dataset].add(one.iri)
        spooled = reading.sort(self._rows())
        rules, present, accepted = self._findings()
        sheets = [
            ReportSheet(
                key="summary",
                name=InventoryReportText.SHEET_NAMES["summary"](),
                title=InventoryReportText.SHEET_TITLES["summary"](),
                columns=(
                    ORDINAL,
                    _column("section", 30, is_brief=True),
                    _column("indicator", 60, is_brief=True),
                    _column("count", 12, "number", is_brief=True),
                    _column("key", 22, "code", is_for_programs=True),
                ),
                rows=tuple(self._summary(rules, present, accepted)),
                notes=(InventoryReportText.NOTE_LATER_STATE(), InventoryReportText.NOTE_COMPLIANCE()),
                is_signed=True,
            )
        ]
        for key, of_class in (("databases", DMV.Database), ("datasets", DCAT.Dataset)):
            sheets.append(
                ReportSheet(
                    key=key,
                    name=InventoryReportText.SHEET_NAMES[key](),
                    title=InventoryReportText.SHEET_TITLES[key](year=str(self.year)),
                    columns=self._columns(key),
                    rows=spooled.get(key, ()),
                    totals=reading.totals(of_class.value),
                    notes=(InventoryReportText.NOTE_BLANK(),),
                )
            )
        sheets += [self._rules(rules), self._assessments(spooled.get("assessments", ()))]
        return StatutoryReport(
            name="kiem-ke",
            title=InventoryReportText.INVENTORY_TITLE(year=str(self.year)),
            lang=reading.lang,
            agency=reading.agency,
            state=reading.state,
            on=reading.on,
            bases=bases_on(reading.on, reading.acts, reading.lang, _ACTS),
            sheets=tuple(sheets),
            notes=reading.notes(),
        )

    def _count_services(self) -> None:
        for record in self.reading.records(DCAT.DataService.value):
            self.others["services"] += 1
            for dataset in {one.value for one in record.iris(DCAT.servesDataset)}:
                self.served[dataset] += 1

    def _rows(self) -> Iterator[KeyedRow]:
        for record in self.reading.records(DCAT.Dataset.value):
            for database in {one.value for one in record.iris(DCT.isPartOf)}:
                self.parts[database] += 1
            yield from self._of_record(record, "datasets", self._dataset_cells(record))
        for record in self.reading.records(DMV.Database.value):
            yield from self._of_record(record, "databases", self._database_cells(record))

    def _of_record(self, record: ListedRecord, sheet: str, cells: Row) -> Iterator[KeyedRow]:
        """The row of a record, and those of its assessments of the year."""
        order = self.reading.order_of(record)
        found = list(read_assessments(record, self.year))
        self.assessments.update(one.when for one in found)
        of_year = [one for one in found if one.when == "year"]
        self.assessed.update({one.criterion for one in of_year if one.criterion is not None})
        head = self._head(record)
        yield KeyedRow(sheet, order, (*head, *cells, *_people_cells(of_year)))
        for number, one in enumerate(of_year):
            row = (*head, one.shown_criterion, one.day, one.result, one.remark)
            yield KeyedRow("assessments", (*order, f"{number:04}"), row)

    def _dataset_cells(self, record: ListedRecord) -> Row:
        kind = sharing_of(record).kind
        self.datasets[kind] += 1
        upkeep = self._upkeep_of(record)
        self.upkeep[upkeep] += 1
        agreements = self._agreements_on(record)
        self.agreed |= agreements
        self.others["distributions"] += len(record.values(DCAT.distribution))
        services = self.served[record.iri]
        self.others["served"] += services > 0
        lang = record.lang
        return (
            StatutoryReportsText.SHARING_CLASSES[kind]().render(lang),
            record.names(DCT.accrualPeriodicity),
            record.days(DCT.modified),
            InventoryReportText.UPKEEP_WORDS[upkeep]().render(lang),
            services,
            len(agreements),
        )

    def _agreements_on(self, record: ListedRecord) -> set[str]:
        """The agreements on a dataset: those that it names, and those that name it."""
        named = [one.root for one in record.views(ODRL.hasPolicy) if ODRL.Agreement in one.values(RDF.type)]
        # Not as terms: the parser accepts IRIs that the constructor of terms does not. Blank nodes are of one record.
        texts = {str(one) + record.iri if isinstance(one, BlankNode) else one.value for one in named if one is not None}
        return texts | self.agreements.get(record.iri, set())

    def _database_cells(self, record: ListedRecord) -> Row:
        code = self._class_of(record)
        self.databases[code] += 1
        return (self._class_name(code), self.parts[record.iri], record.days(DCT.modified))

    def _class_of(self, record: ListedRecord) -> str:
        """The code of the class of a database; empty if it has not just one that the list has."""
        scheme = concepts.load(_CLASS_LIST)
        found = {one.code for value in record.iris(DCT.type) if (one := scheme.at(value.value)) is not None}
        return found.pop() if len(found) == 1 else ""

    def _class_name(self, code: str) -> str:
        lang = self.reading.lang
        return (
            concepts.load(_CLASS_LIST)[code].label(lang) if code else InventoryReportText.UNLISTED_CLASS().render(lang)
        )

    def _upkeep_of(self, record: ListedRecord) -> str:
        assert record.root is not None
        found: ClockReading | None = next(
            read_clocks(
                record.root,
                record.about,
                frozenset({DCAT.Dataset}),
                on=self.reading.on,
                within=0,
                clocks=_FREQUENCY,
            ),
            None,
        )
        if found is None:
            return "upkeep-none"
        if found.outcome == "unclear":
            return "upkeep-unclear"
        return "upkeep-late" if found.outcome == "over" else "upkeep-in-time"

    def _findings(self) -> tuple[list[FindingCount], int, int]:
        """The findings by rule, and the numbers of records that are present and accepted."""
        reading = self.reading
        publishers: list[str | None] = [None] if reading.agency is None else list(reading.agency.iris)
        per_source = subjects_of_sources(sources_of(reading.connection))
        by_rule: dict[str, list[FindingCount]] = defaultdict(list)
        present = accepted = 0
        for publisher in publishers:
            chosen = FindingFilter(publisher=publisher)
            for one in count_findings(reading.connection, "rule", chosen, per_source):
                by_rule[one.key or ""].append(one)
            for one in count_findings(reading.connection, "source", chosen, per_source):
                present += one.records or 0
                accepted += one.accepted or 0
        return [_sum_of(rule, counts) for rule, counts in sorted(by_rule.items())], present, accepted

    def _summary(self, rules: list[FindingCount], present: int, accepted: int) -> Iterator[Row]:
        lang, names = self.reading.lang, InventoryReportText.INDICATORS
        datasets, assessable = self.datasets.total(), self.datasets.total() + self.databases.total()
        census, compliance, sharing = "census", "compliance", "sharing"
        yield self._number(census, "databases", names["databases"](), self.databases.total())
        for code in (*(one.code for one in concepts.load(_CLASS_LIST)), ""):
            of_class = names["databases-of"](name=self._class_name(code))
            yield self._number(census, f"databases-{code or 'unclear'}", of_class, self.databases[code])
        yield self._number(census, "datasets", names["datasets"](), datasets)
        for kind in SHARING_CLASSES:
            of_kind = names["datasets-of"](name=StatutoryReportsText.SHARING_CLASSES[kind]().render(lang))
            yield self._number(census, f"datasets-{kind}", of_kind, self.datasets[kind])
        for key in ("services", "distributions"):
            yield self._number(census, key, names[key](), self.others[key])
        yield self._number(compliance, "records", names["records"](), present)
        yield self._number(compliance, "accepted", names["accepted"](), accepted)
        yield self._number(compliance, "not-accepted", names["not-accepted"](), present - accepted)
        yield self._number(compliance, "findings", names["findings"](), sum(one.findings for one in rules))
        for key in _UPKEEP:
            yield self._number("upkeep", key, names[key](), self.upkeep[key])
        yield self._number(sharing, "served", names["served"](), self.others["served"])
        yield self._number(sharing, "not-served", names["not-served"](), datasets - self.others["served"])
        yield self._number(sharing, "agreements", names["agreements"](), len(self.agreed))
        for one in criteria().values():
            name, count = one.label(lang), self.assessed[one.code]
            yield self._number("assessment", f"assessed-{one.code}", names["assessed"](name=name), count)
            rest = names["not-assessed"](name=name)
            yield self._number("assessment", f"not-assessed-{one.code}", rest, assessable - count)

    def _number(self, section: str, key: str, indicator: Message, count: int) -> Row:
        lang = self.reading.lang
        return (InventoryReportText.SECTIONS[section]().render(lang), indicator.render(lang), count, key)

    def _rules(self, rules: list[FindingCount]) -> ReportSheet:
        keys = ("affected", "violations", "warnings", "infos", "unverified")
        return ReportSheet(
            key="rules",
            name=InventoryReportText.SHEET_NAMES["rules"](),
            title=InventoryReportText.SHEET_TITLES["rules"](year=str(self.year)),
            columns=(
                ORDINAL,
                _column("rule", 50, "code", is_brief=True),
                *(_column(key, 14, "number", is_brief=True) for key in keys),
            ),
            rows=tuple(
                (one.key or "", one.affected, one.violations, one.warnings, one.infos, one.unverified) for one in rules
            ),
            totals=(
                ReportTotal(
                    key="findings", label=InventoryReportText.TOTAL_FINDINGS(), count=sum(one.findings for one in rules)
                ),
            ),
            notes=(InventoryReportText.NOTE_COMPLIANCE(),),
        )

    def _assessments(self, rows: ReportRows) -> ReportSheet:
        counts = self.assessments
        return ReportSheet(
            key="assessments",
            name=InventoryReportText.SHEET_NAMES["assessments"](),
            title=InventoryReportText.SHEET_TITLES["assessments"](year=str(self.year)),
            columns=(
                *_HEAD,
                _column("criterion", 26, is_brief=True),
                _column("day", 15, "day", is_brief=True),
                _column("result", 26, is_brief=True),
                _column("remark", 36),
            ),
            rows=rows,
            totals=(
                ReportTotal(key="assessments", label=InventoryReportText.TOTAL_ASSESSMENTS(), count=counts.total()),
                ReportTotal(
                    key="year", label=InventoryReportText.TOTAL_THIS_YEAR(year=str(self.year)), count=counts["year"]
                ),
                ReportTotal(
                    key="other-year", label=InventoryReportText.TOTAL_OTHER_YEARS(), count=counts["other-year"]
                ),
                ReportTotal(key="undated", label=InventoryReportText.TOTAL_UNDATED(), count=counts["undated"]),
            ),
        )

    def _columns(self, key: str) -> tuple[ReportColumn, ...]:
        names = {one.code: one.label(self.reading.lang) for one in criteria().values()}
        people = tuple(
            ReportColumn(key=code, heading=InventoryReportText.CRITERION_HEADING(name=names[code]), width=14)
            for code in PEOPLE_CRITERIA
        )
        if key == "databases":
            own: tuple[ReportColumn, ...] = (
                _column("class", 20),
                _column("datasets", 10, "number", is_brief=True),
                _column("modified", 16, "day", is_brief=True),
            )
        else:
            own = (
                _column("class", 14, is_brief=True),
                _column("frequency", 14),
                _column("modified", 16, "day", is_brief=True),
                _column("upkeep", 16, is_brief=True),
                _column("services", 10, "number"),
                _column("agreements", 10, "number"),
            )
        return (*_HEAD, *own, *people)

    def _head(self, record: ListedRecord) -> tuple[str, str, str]:
        return (
            self.reading.publishers_of(record),
            record.text(DCT.identifier),
            record.text(DCT.title) or record.iri,
        )


def _people_cells(of_year: list[Assessment]) -> Row:
    """The statements by each criterion that people assess; empty where there is none."""
    cells = []
    for code in PEOPLE_CRITERIA:
        results = [one.result or one.remark for one in of_year if one.criterion == code]
        cells.append("; ".join(one for one in results if one))
    return tuple(cells)


def _sum_of(rule: str, counts: list[FindingCount]) -> FindingCount:
    return FindingCount(
        key=rule,
        name=None,
        records=None,
        accepted=None,
        affected=sum(one.affected for one in counts),
        violations=sum(one.violations for one in counts),
        warnings=sum(one.warnings for one in counts),
        infos=sum(one.infos for one in counts),
        unverified=sum(one.unverified for one in counts),
    )


_HEAD: Final = (
    ORDINAL,
    _column("agency", 18),
    _column("code", 14, "code", is_brief=True),
    _column("title", 26, is_brief=True),
)
