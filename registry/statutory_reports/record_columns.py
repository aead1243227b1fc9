"""Columns of records, and the texts that several reports have of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from danhmuc.vocab.terms import DCAT, DCT, VCARD

from ..messages.statutory_lists import StatutoryListsText
from ..messages.statutory_reports import StatutoryReportsText
from .listed_record import join_texts
from .statutory_report import ColumnKind, ReportColumn, ReportTotal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.vocab.messages import MessageTemplate

    from .listed_record import ListedRecord


_ADDRESSES: Final = 1
"""Addresses of a dataset that a row has: it is a list of datasets, and not of all their files."""

ORDINAL: Final = ReportColumn(key="ordinal", heading=StatutoryReportsText.ORDINAL(), kind="ordinal", width=5)
"""The column of row numbers, which no row has a cell for."""


def column(
    key: str,
    width: int,
    kind: ColumnKind = "text",
    *,
    is_brief: bool = False,
    is_for_programs: bool = False,
    headings: Mapping[str, MessageTemplate] = StatutoryListsText.COLUMNS,
) -> ReportColumn:
    """The column with a key and the heading that is declared for it.

    Args:
        headings: those of a report by the keys of its columns; the lists share theirs.
    """
    return ReportColumn(
        key=key,
        heading=headings[key](),
        kind=kind,
        width=width,
        is_brief=is_brief,
        is_for_programs=is_for_programs,
    )


def addresses_of(record: ListedRecord) -> str:
    """The page of a dataset, else the addresses of its files, of which the first is named."""
    addresses: list[str] = []
    for path in ((DCAT.landingPage,), (DCAT.distribution, DCAT.accessURL), (DCAT.distribution, DCAT.downloadURL)):
        addresses = addresses or sorted({value.value for value in record.iris(*path)})
    shown = addresses[:_ADDRESSES]
    if len(addresses) > _ADDRESSES:
        shown.append(StatutoryReportsText.ADDRESSES_MORE(count=len(addresses) - _ADDRESSES).render(record.lang))
    return join_texts(shown)


def licences_of(record: ListedRecord) -> str:
    """The licences of a dataset, else of its files."""
    return record.names(DCT.license) or record.names(DCAT.distribution, DCT.license)


def contacts_of(record: ListedRecord) -> str:
    """The contacts: names, positions, telephone numbers and mailboxes."""
    texts = (
        record.names(DCAT.contactPoint, VCARD.fn),
        record.names(DCAT.contactPoint, VCARD.role),
        record.addresses(DCAT.contactPoint, VCARD.hasTelephone),
        record.addresses(DCAT.contactPoint, VCARD.hasEmail),
    )
    return join_texts(texts) or record.names(DCAT.contactPoint)


def totals_of(
    listed: int, missing: int, unlisted: Mapping[str, int], *, earlier: int = 0, unvalidated: int = 0
) -> tuple[ReportTotal, ...]:
    """The numbers of records: all, those listed, and those that are not, by reason; they add up.

    Args:
        missing: how many of those listed are no longer in their source.
        unlisted: numbers by the reasons of exports.
        earlier: how many of those listed are listed in an earlier version, since their newest is not accepted.
        unvalidated: how many of those listed nobody validated, since their source has no profile.
    """
    totals = [
        ReportTotal(key="all", label=StatutoryReportsText.ALL_RECORDS(), count=listed + sum(unlisted.values())),
        ReportTotal(key="listed", label=StatutoryReportsText.LISTED(), count=listed),
    ]
    if missing:
        totals.append(ReportTotal(key="listed-missing", label=StatutoryReportsText.LISTED_MISSING(), count=missing))
    if earlier:
        totals.append(ReportTotal(key="listed-earlier", label=StatutoryReportsText.LISTED_EARLIER(), count=earlier))
    if unvalidated:
        totals.append(
            ReportTotal(key="listed-unvalidated", label=StatutoryReportsText.LISTED_UNVALIDATED(), count=unvalidated)
        )
    for reason, count in sorted(unlisted.items()):
        template = StatutoryReportsText.UNLISTED_REASONS.get(reason, StatutoryReportsText.UNLISTED_OTHER)
        totals.append(
            ReportTotal(key=f"unlisted-{reason}", label=StatutoryReportsText.UNLISTED(reason=template()), count=count)
        )
    return tuple(totals)
