"""``report form du-lieu-mo``: the open data list as it is sent, and beside it what is not in it, for review.

Source: Data Law 60/2024/QH15, Article 21; Decree 165/2025/NĐ-CP, Article 10, second hand. Columns of such lists in use:
dataset, class, licence, channel, day sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.terms import DCAT, DCT

from ..messages.statutory_reports import StatutoryListsText, StatutoryReportsText
from .listed_record import ORDINAL, SHARING_CLASSES, SharingClass, addresses_of, column, licences_of, sharing_of
from .report_reading import FollowedAct
from .statutory_report import KeyedRow, ReportSheet, ReportTotal, Row, StatutoryReport

if TYPE_CHECKING:
    from .listed_record import ListedRecord, Sharing
    from .report_reading import ReportReading


_HEAD: Final = (
    ORDINAL,
    column("code", 16, "code", is_brief=True),
    column("dataset", 30, is_brief=True),
    column("publisher", 26, is_brief=True),
    column("publicity", 16, is_brief=True),
)
_COLUMNS: Final = (
    *_HEAD,
    column("licence", 24),
    column("channel", 34),
    column("modified", 13, "day"),
    column("day-sent", 12, "blank"),
    column("note", 14, "blank"),
)
_REST_COLUMNS: Final = (*_HEAD, column("class", 24), column("reason", 40))
_OPEN: Final[frozenset[SharingClass]] = frozenset({"open", "conditional"})
_ACTS: Final = (
    FollowedAct("60/2024/QH15", StatutoryReportsText.ARTICLE(article="21")),
    FollowedAct("165/2025/NĐ-CP", StatutoryReportsText.ARTICLE_UNSEEN(article="10")),
    FollowedAct("20/2023/QH15", StatutoryReportsText.ARTICLE(article="43")),
    FollowedAct("47/2020/NĐ-CP", StatutoryReportsText.ARTICLE(article="20"), listed_as="47/2020/NĐ-CP/Điều-20"),
)


def open_data_list(reading: ReportReading) -> StatutoryReport:
    """The report."""
    counts: Counter[SharingClass] = Counter()
    rows = reading.sort(_rows(reading, counts))
    totals = reading.totals(DCAT.Dataset.value)
    by_class = [
        ReportTotal(key=f"class-{kind}", label=StatutoryReportsText.SHARING_CLASSES[kind](), count=counts[kind])
        for kind in SHARING_CLASSES
    ]
    open_sheet = ReportSheet(
        key="open-data",
        name=StatutoryListsText.OPEN_LIST(),
        title=StatutoryListsText.OPEN_DATA_TITLE(),
        columns=_COLUMNS,
        rows=rows.get("open-data", ()),
        totals=tuple(one for one, kind in zip(by_class, SHARING_CLASSES, strict=True) if kind in _OPEN),
        notes=(StatutoryListsText.OPEN_DAY_SENT(),),
        is_signed=True,
    )
    rest = ReportSheet(
        key="not-public",
        name=StatutoryListsText.OPEN_REST(),
        title=StatutoryListsText.OPEN_REST_TITLE(),
        columns=_REST_COLUMNS,
        rows=rows.get("not-public", ()),
        totals=(*(one for one, kind in zip(by_class, SHARING_CLASSES, strict=True) if kind not in _OPEN), *totals),
        notes=(StatutoryListsText.OPEN_REST_NOT_SENT(),),
    )
    sheets = (open_sheet, rest)
    return reading.report("du-lieu-mo", StatutoryListsText.OPEN_DATA_TITLE(), _ACTS, sheets)


def _rows(reading: ReportReading, counts: Counter[SharingClass]) -> Iterator[KeyedRow]:
    for record in reading.records(DCAT.Dataset.value):
        sharing = sharing_of(record)
        counts[sharing.kind] += 1
        is_open = sharing.kind in _OPEN
        row = _open_row(reading, record, sharing) if is_open else _rest_row(reading, record, sharing)
        yield KeyedRow("open-data" if is_open else "not-public", reading.order_of(record), row)


def _head(reading: ReportReading, record: ListedRecord, sharing: Sharing) -> Row:
    publicity = StatutoryListsText.PUBLICITY_CLASSES[sharing.kind]().render(reading.lang)
    title = record.text(DCT.title) or record.iri
    return (record.text(DCT.identifier), title, reading.publishers_of(record), publicity)


def _open_row(reading: ReportReading, record: ListedRecord, sharing: Sharing) -> Row:
    head = _head(reading, record, sharing)
    return (*head, licences_of(record), addresses_of(record), record.days(DCT.modified), None, None)


def _rest_row(reading: ReportReading, record: ListedRecord, sharing: Sharing) -> Row:
    kind = StatutoryReportsText.SHARING_CLASSES[sharing.kind]().render(reading.lang)
    why = "" if sharing.why is None else sharing.why.render(reading.lang)
    return (*_head(reading, record, sharing), kind, why)
