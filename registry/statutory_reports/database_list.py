"""``report form danh-muc``: the list of databases, and the three annexes of original and shared data.

``report form danh-muc``: the list of databases, and the three annexes of original and master, shared, and open data.

Source: Decree 47/2020/NĐ-CP, Article 11(4); annexes as provinces issue them (Thanh Hóa, Decision 2053/QĐ-UBND of 2026).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.vocab.terms import DCAT, DCT, DMV, RDFS

from ..messages.statutory_reports import StatutoryListsText, StatutoryReportsText
from .listed_record import (
    ORDINAL,
    SHARED_BY,
    SHARING_CLASSES,
    SharingClass,
    addresses_of,
    column,
    join_texts,
    licences_of,
    sharing_of,
)
from .report_reading import ORDERED_BY, FollowedAct
from .statutory_report import KeyedRow, ReportSheet, ReportTotal, Row, StatutoryReport

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message

    from .listed_record import ListedRecord, Sharing
    from .report_reading import ReportReading
    from .statutory_report import ReportRows

# ---------------------------------------------------------------- dataset items
# The datasets of databases, split as Decree 47/2020/NĐ-CP, Article 11(4)(d), splits the items of a database.

ItemKind = Literal["open", "default", "special", "other"]


class ItemsOfDatabases:
    """Names of datasets by the database of which they state to be part, and by how they are shared."""

    def __init__(self) -> None:
        self._names: defaultdict[tuple[str, ItemKind], list[str]] = defaultdict(list)

    def add(self, record: ListedRecord, sharing: Sharing) -> None:
        """Add a dataset to each database that it names."""
        databases = record.iris(DCT.isPartOf)
        if not databases:
            return
        name = record.text(DCT.title) or record.text(DCT.identifier) or record.iri
        if sharing.kind == "conditional":
            name = StatutoryListsText.CONDITIONAL_ITEM(name=name).render(record.lang)
        for database in databases:
            self._names[database.value, _kind_of(sharing)].append(name)

    def names(self, database: str, kind: ItemKind) -> str:
        """The names of the items of a database that are shared in one way."""
        return join_texts(sorted(self._names.get((database, kind), ())))


def _kind_of(sharing: Sharing) -> ItemKind:
    """The kind of an item; shared data of a form that is not stated is none of the three that the decree names."""
    if sharing.kind in ("open", "conditional"):
        return "open"
    if sharing.kind == "shared" and sharing.form is not None:
        return sharing.form
    return "other"


# ---------------------------------------------------------------- database list

_Annex = Literal["annex-1", "annex-2", "annex-3"]
_LAYER: Final = "https://w3id.org/danhmuc/concept/data-layer/"
_MASTER_LAYERS: Final = frozenset({f"{_LAYER}CHU", f"{_LAYER}GOC"})
_ANNEX_OF_CLASS: Final[dict[SharingClass, _Annex]] = {
    "open": "annex-3",
    "conditional": "annex-3",
    "shared": "annex-2",
}

_DATASET_HEAD: Final = (
    ORDINAL,
    column("code", 11, "code", is_brief=True),
    column("dataset", 22, is_brief=True),
    column("description", 28),
    column("publisher", 18, is_brief=True),
    column("part-of", 14),
)
_DELIVERY: Final = (column("frequency", 11), column("formats", 11))
_NOTE: Final = column("note", 9, "blank")
_MASTER_COLUMNS: Final = (*_DATASET_HEAD, column("layer", 12), column("class", 13), *_DELIVERY, _NOTE)
_SHARED_COLUMNS: Final = (
    *_DATASET_HEAD,
    column("form", 12),
    column("method", 12),
    column("users", 13),
    *_DELIVERY,
    _NOTE,
)
_OPEN_COLUMNS: Final = (
    *_DATASET_HEAD,
    column("class", 11),
    *_DELIVERY,
    column("licence", 15),
    column("address", 20),
    _NOTE,
)
_REST_COLUMNS: Final = (*_DATASET_HEAD, column("class", 16), column("reason", 28))
_SUMMARY_COLUMNS: Final = (
    column("class", 36, is_brief=True),
    *(column(key, 14, "number", is_brief=True) for key in ("all", "annex-1", "annex-2", "annex-3")),
    *(column(key, 16, "number", is_brief=True) for key in ("two-annexes", "no-annex")),
)
_DATABASE_COLUMNS: Final = (
    ORDINAL,
    column("code", 10, "code", is_brief=True),
    column("database", 16, is_brief=True),
    column("database-class", 11),
    column("owner", 14, is_brief=True),
    column("purpose", 18),
    column("scope", 11),
    column("content", 20),
    column("collection", 16),
    column("source", 13),
    column("open-items", 15),
    column("default-items", 15),
    column("special-items", 15),
    column("other-items", 15),
    column("users", 12),
)
_SURVEYED: Final = (*ORDERED_BY, DCT.isPartOf, DCT.type, *SHARED_BY)
"""The properties that decide in which sheets a dataset is, where it stands there, and of which databases it is part."""
_ACTS: Final = (
    FollowedAct("47/2020/NĐ-CP", StatutoryReportsText.ARTICLE_CLAUSE(article="11", clause="4")),
    FollowedAct("60/2024/QH15", StatutoryReportsText.ARTICLES(articles="3, 13")),
)


def database_list(reading: ReportReading) -> StatutoryReport:
    """The report."""
    lists = _Lists(reading)
    rows = reading.sort_records(lists.list_records(), lists.row)
    notes: list[Message] = [StatutoryListsText.IN_TWO_ANNEXES()]
    if lists.series:
        notes.append(StatutoryListsText.SERIES_LISTED_BY_MEMBERS(count=lists.series))
    summary = ReportSheet(
        key="summary",
        name=StatutoryListsText.SUMMARY(),
        title=StatutoryListsText.SUMMARY_TITLE(),
        columns=_SUMMARY_COLUMNS,
        rows=tuple(lists.summary()),
        totals=reading.totals(DCAT.Dataset.value),
        notes=tuple(notes),
    )
    database_sheet = ReportSheet(
        key="databases",
        name=StatutoryListsText.TAB_DATABASES(),
        title=StatutoryListsText.DATABASES(),
        columns=_DATABASE_COLUMNS,
        rows=rows.get("databases", ()),
        totals=reading.totals(DMV.Database.value),
        notes=(StatutoryListsText.ITEMS_OF_DATABASE(),),
        is_signed=True,
    )
    sheets = (summary, database_sheet, *_annexes(rows), _rest_sheet(rows))
    return reading.report("danh-muc", StatutoryListsText.DATABASES_TITLE(), _ACTS, sheets)


def _annexes(rows: Mapping[str, ReportRows]) -> Iterator[ReportSheet]:
    for key, number, name, title, columns in (
        ("annex-1", "I", StatutoryListsText.TAB_MASTER(), StatutoryListsText.ANNEX_MASTER(), _MASTER_COLUMNS),
        ("annex-2", "II", StatutoryListsText.TAB_SHARED(), StatutoryListsText.ANNEX_SHARED(), _SHARED_COLUMNS),
        ("annex-3", "III", StatutoryListsText.TAB_OPEN(), StatutoryListsText.ANNEX_OPEN(), _OPEN_COLUMNS),
    ):
        found = rows.get(key, ())
        yield ReportSheet(
            key=key, name=name, title=title, annex=number, columns=columns, rows=found, totals=(_sum_of(len(found)),)
        )


def _rest_sheet(rows: Mapping[str, ReportRows]) -> ReportSheet:
    found = rows.get("no-annex", ())
    return ReportSheet(
        key="no-annex",
        name=StatutoryListsText.REST(),
        title=StatutoryListsText.REST_TITLE(),
        columns=_REST_COLUMNS,
        rows=found,
        totals=(_sum_of(len(found)),),
        notes=(StatutoryListsText.REST_IS_NO_ANNEX(),),
    )


class _Lists:
    """The rows of all sheets, and the numbers that are counted on the way.

    Attributes:
        series: number of dataset series.
    """

    def __init__(self, reading: ReportReading) -> None:
        self._reading = reading
        self._items = ItemsOfDatabases()
        self._served: set[str] = set()
        self._counts: Counter[tuple[SharingClass, str]] = Counter()
        self.series = 0

    def list_records(self) -> Iterator[KeyedRow]:
        """The datasets by the sheets that they are in, then the databases; each row has the IRI that it is made of."""
        for service in self._reading.statements(DCAT.DataService.value, (DCAT.servesDataset,)):
            self._served.update(value.value for value in service.iris(DCAT.servesDataset))
        for record in self._reading.statements(DCAT.Dataset.value, _SURVEYED):
            order = self._reading.order_of(record)
            for sheet in self._sheets_of(record):
                yield KeyedRow(sheet, order, (record.key,))
        for record in self._reading.statements(DMV.Database.value, ORDERED_BY):
            yield KeyedRow("databases", self._reading.order_of(record), (record.key,))
        self.series = sum(1 for _ in self._reading.iris(DCAT.DatasetSeries.value))

    def row(self, sheet: str, record: ListedRecord) -> Row:
        """The row of a record in a sheet, once all are listed: a database names its datasets."""
        if sheet == "databases":
            return self._database_row(record)
        sharing = sharing_of(record)
        return self._rest_row(record, sharing) if sheet == "no-annex" else self._annex_row(sheet, record, sharing)

    def count(self, kind: SharingClass | None = None, place: str = "all") -> int:
        """The number of datasets of a class in an annex, in two, in none, or anywhere."""
        return sum(self._counts[one, place] for one in SHARING_CLASSES if kind in (None, one))

    def summary(self) -> Iterator[Row]:
        """A row for each class, and their sum."""
        places = ("all", "annex-1", "annex-2", "annex-3", "two-annexes", "no-annex")
        lang = self._reading.lang
        for kind in SHARING_CLASSES:
            name = StatutoryReportsText.SHARING_CLASSES[kind]().render(lang)
            yield (name, *(self.count(kind, place) for place in places))
        yield (StatutoryListsText.SUM().render(lang), *(self.count(None, place) for place in places))

    def _sheets_of(self, record: ListedRecord) -> Sequence[str]:
        """The sheets that a dataset is in, which counts there."""
        sharing = sharing_of(record)
        self._items.add(record, sharing)
        annexes = _annexes_of(record, sharing)
        self._counts[sharing.kind, "all"] += 1
        self._counts[sharing.kind, "two-annexes"] += len(annexes) > 1
        self._counts[sharing.kind, "no-annex"] += not annexes
        for annex in annexes:
            self._counts[sharing.kind, annex] += 1
        return annexes or ("no-annex",)

    def _annex_row(self, annex: str, record: ListedRecord, sharing: Sharing) -> Row:
        kind = StatutoryReportsText.SHARING_CLASSES[sharing.kind]().render(self._reading.lang)
        head = (*_head(record), self._reading.publishers_of(record), record.names(DCT.isPartOf))
        frequency = record.names(DCT.accrualPeriodicity)
        formats = self._formats(record)
        if annex == "annex-1":
            return (*head, record.names(DCT.type), kind, frequency, formats, None)
        if annex == "annex-2":
            method = record.names(DMV.sharingMethod) or record.names(DCAT.distribution, DMV.sharingMethod)
            return (*head, record.names(DMV.sharingForm), method, record.names(DCT.audience), frequency, formats, None)
        return (*head, kind, frequency, formats, licences_of(record), addresses_of(record), None)

    def _formats(self, record: ListedRecord) -> str:
        """The formats of the files, and that there is a service."""
        formats = record.names(DCAT.distribution, DCT.format) or record.names(DCAT.distribution, DCAT.mediaType)
        has_service = record.iri in self._served or bool(record.values(DCAT.distribution, DCAT.accessService))
        return join_texts((formats, StatutoryListsText.BY_SERVICE().render(self._reading.lang) if has_service else ""))

    def _rest_row(self, record: ListedRecord, sharing: Sharing) -> Row:
        lang = self._reading.lang
        why = "" if sharing.why is None else sharing.why.render(lang)
        kind = StatutoryReportsText.SHARING_CLASSES[sharing.kind]().render(lang)
        return (*_head(record), self._reading.publishers_of(record), record.names(DCT.isPartOf), kind, why)

    def _database_row(self, record: ListedRecord) -> Row:
        items = self._items
        return (
            record.text(DCT.identifier),
            record.text(DCT.title),
            record.names(DCT.type),
            self._reading.agencies_of(record, DCT.rightsHolder) or self._reading.publishers_of(record),
            record.text(DMV.purpose),
            join_texts((record.names(DCT.spatial), record.periods(DCT.temporal))),
            record.text(DCT.description),
            record.text(DCT.provenance, RDFS.label) or record.names(DCT.provenance),
            record.names(DCT.source),
            items.names(record.iri, "open"),
            items.names(record.iri, "default"),
            items.names(record.iri, "special"),
            items.names(record.iri, "other"),
            record.names(DCT.audience),
        )


def _annexes_of(record: ListedRecord, sharing: Sharing) -> list[_Annex]:
    """The annexes of a dataset: that of its layer, and that of how it is shared."""
    found: list[_Annex] = []
    if any(value.value in _MASTER_LAYERS for value in record.iris(DCT.type)):
        found.append("annex-1")
    by_class = _ANNEX_OF_CLASS.get(sharing.kind)
    if by_class is not None:
        found.append(by_class)
    return found


def _head(record: ListedRecord) -> Row:
    return (record.text(DCT.identifier), record.text(DCT.title) or record.iri, record.text(DCT.description))


def _sum_of(count: int) -> ReportTotal:
    return ReportTotal(key="listed", label=StatutoryListsText.SUM(), count=count)
