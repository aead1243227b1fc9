"""``report form dich-vu``: the list of data sharing services.

Source: Decree 47/2020/NĐ-CP, Article 24(3): services with parameters and technical documents, the structure of what is
exchanged; Articles 25 and 43: when they are ready, and when they stop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, FOAF

from ..messages.statutory_reports import StatutoryListsText, StatutoryReportsText
from .listed_record import ORDINAL, column, contacts_of, join_texts
from .report_reading import FollowedAct
from .statutory_report import KeyedRow, ReportSheet, Row, StatutoryReport

if TYPE_CHECKING:
    from .listed_record import ListedRecord
    from .report_reading import ReportReading


_COLUMNS: Final = (
    ORDINAL,
    column("code", 14, "code", is_brief=True),
    column("service", 16, is_brief=True),
    column("publisher", 14, is_brief=True),
    column("parameters", 21),
    column("documents", 16),
    column("structure", 14),
    column("endpoint", 16),
    column("platform", 10),
    column("access", 12),
    column("available", 17, "day", is_brief=True),
    column("outages", 14),
    column("status", 11),
    column("serves", 16),
    column("contact", 16),
)
_ACTS: Final = (
    FollowedAct("47/2020/NĐ-CP", StatutoryReportsText.ARTICLES(articles="24, 25, 43")),
    FollowedAct("194/2025/NĐ-CP", StatutoryReportsText.ARTICLE(article="21")),
)


def service_list(reading: ReportReading) -> StatutoryReport:
    """The report."""
    rows = reading.sort(_rows(reading)).get("services", ())
    sheet = ReportSheet(
        key="services",
        name=StatutoryListsText.SERVICES(),
        title=StatutoryListsText.SERVICES_TITLE(),
        columns=_COLUMNS,
        rows=rows,
        totals=reading.totals(DCAT.DataService.value),
        is_signed=True,
    )
    sheets = (sheet,)
    return reading.report("dich-vu", StatutoryListsText.SERVICES_TITLE(), _ACTS, sheets)


def _rows(reading: ReportReading) -> Iterator[KeyedRow]:
    for record in reading.records(DCAT.DataService.value):
        yield KeyedRow("services", reading.order_of(record), _row(reading, record))


def _row(reading: ReportReading, record: ListedRecord) -> Row:
    return (
        record.text(DCT.identifier),
        record.text(DCT.title) or record.iri,
        reading.publishers_of(record),
        record.text(DCT.description),
        join_texts((record.addresses(DCAT.endpointDescription), record.addresses(FOAF.page))),
        record.names(DCT.conformsTo),
        record.addresses(DCAT.endpointURL),
        record.names(DMV.sharingPlatform),
        record.names(DCT.accessRights),
        record.days(DCT.available),
        record.periods(DMV.plannedOutage),
        record.names(ADMS.status),
        record.names(DCAT.servesDataset),
        contacts_of(record),
    )
