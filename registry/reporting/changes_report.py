"""The changes between two moments: their counts, the changes themselves, and their formats.

The changes between two moments: their counts, by month, too, and the changes themselves page by page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.rendering import month_text, number_text
from danhmuc.vocab.vietnam_time import second_in_vietnam, time_in_vietnam

from ..messages.reports import ChangeReportsText, HarvestReportsText
from ..messages.store import AsOfText, StatesText
from ..store.database import Connection
from ..store.ledger import ChangeCounts, ChangedRecord, changed_records
from ..store.moments import Moment
from .html_page import ChartColumn, columns, write_page
from .sheet import TABLE_ENDINGS, ReportFormats, TableSheet, json_with_list
from .tally import Lang

# ---------------------------------------------------------------- changes report

_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesReport:
    """The changes between two moments.

    Attributes:
        counts: by source, publisher and kind; `counts.since` is the first moment.
        until: the second moment; its text is empty for now.
        months: the number of changes by kind, by month in Viet Nam such as ``2026-06``; no month between two is left
            out.
    """

    connection: Connection
    counts: ChangeCounts
    until: Moment
    months: Mapping[str, Mapping[str, int]]
    source: str | None = None
    publisher: str | None = None

    def changes(self) -> Iterator[ChangedRecord]:
        """The changes of records, in the order in which they were made; those of state secrets have no title.

        Raises:
            UsageError: the context of the report has ended.
        """
        after = self.counts.since.row
        while page := self._page(after):
            yield from page
            after = page[-1].row

    def _page(self, after: int) -> list[ChangedRecord]:
        if self.connection.closed:
            raise UsageError(AsOfText.VIEW_CLOSED())
        return changed_records(
            self.connection,
            after=after,
            until=self.counts.until,
            source=self.source,
            publisher=self.publisher,
            limit=_PAGE,
        )

    def as_dict(self) -> dict[str, object]:
        """The counts as JSON has them."""
        found = self.counts.as_dict()
        months = [{"month": month, **kinds} for month, kinds in self.months.items()]
        until = {"asked": self.until.text or None, "row": self.counts.until, "at": self.until.at}
        return {**found, "until": until, "by_month": months}

    def span(self) -> Message:
        """The two moments, as people are told them."""
        return ChangeReportsText.SPAN(since=_moment_text(self.counts.since), until=_moment_text(self.until))


def _moment_text(moment: Moment) -> Message | str:
    """A time in Viet Nam, with the run that begins or ends then; a row of the ledger by its number."""
    if moment.at is None:
        return ChangeReportsText.SPAN_ROW(row=moment.row)
    at = time_in_vietnam(moment.at)
    return at if moment.run is None else ChangeReportsText.SPAN_RUN(run=moment.run, at=at)


# ---------------------------------------------------------------- changes table
# The report of changes as a CSV table: one row for each change, with the separator that Excel takes.


def write_csv(report: ChangesReport, out: BinaryIO, lang: Lang) -> None:
    """Write the table row by row, however many there are."""
    TableSheet(ChangeReportsText.COLUMNS, (_cells(one, lang) for one in report.changes())).write_csv(out, lang)


def _cells(change: ChangedRecord, lang: Lang) -> dict[str, object]:
    verdict = None if change.verdict is None else StatesText.STATES[change.verdict]().render(lang)
    return {
        "at": second_in_vietnam(change.at),
        "kind": StatesText.STATES[change.kind]().render(lang),
        "title": ChangeReportsText.SECRET().render(lang) if change.is_secret else change.title,
        "iri": change.iri,
        "publisher": change.publisher,
        "source": change.source,
        "run": change.run,
        "by": change.by,
        "version": change.version,
        "verdict": verdict,
        "reason": change.reason,
        "row": change.row,
    }


# ---------------------------------------------------------------- changes page
# The report of changes as one HTML page: it needs no other file, no network and no script, and prints well.

CHANGES_SHOWN: Final = 500
"""Changes that the page shows; the table has all."""
_MONTHS: Final = 18
"""Months that a chart has in the width of the page; one of more is as wide as it has to be."""
_UNSIGNED: Final = "harvest"
"""Who made the changes of a harvest that named nobody."""


def write_html(report: ChangesReport, out: BinaryIO, lang: Lang) -> None:
    """Write the page."""
    write_page(out, lang, __name__, "changes_page", words=ChangeReportsText, page=_Page(report, lang))


class _Page:
    """All data of the template."""

    def __init__(self, report: ChangesReport, lang: Lang) -> None:
        self._report = report
        self._lang = lang
        self._counts = report.counts
        self.kinds = list(report.counts.by_kind())

    @property
    def span(self) -> str:
        return self._report.span().render(self._lang)

    @property
    def headline(self) -> str:
        if not self._counts.changes:
            return ChangeReportsText.NOTHING_CHANGED().render(self._lang)
        records = ChangeReportsText.RECORDS(count=self._counts.records)
        return ChangeReportsText.CHANGED(count=self._counts.changes, records=records).render(self._lang)

    @property
    def others(self) -> int:
        return self._counts.others

    @property
    def months(self) -> Sequence[ChartColumn]:
        return columns(
            {month_text(month, self._lang): sum(kinds.values()) for month, kinds in self._report.months.items()}
        )

    @property
    def is_long(self) -> bool:
        """Whether there are more months than a page is wide."""
        return len(self._report.months) > _MONTHS

    @property
    def by_month(self) -> list[list[str]]:
        return [self._row(month_text(month, self._lang), kinds) for month, kinds in self._report.months.items()]

    @property
    def by_source(self) -> list[list[str]]:
        return [self._row(name, kinds) for name, kinds in self._counts.by_source().items()]

    @property
    def by_publisher(self) -> list[list[str]]:
        names = self._counts.publisher_names()
        nobody = ChangeReportsText.NO_PUBLISHER().render(self._lang)
        return [
            self._row(nobody if iri is None else names.get(iri, iri), kinds)
            for iri, kinds in self._counts.by_publisher().items()
        ]

    @property
    def total(self) -> list[str]:
        return self._row(ChangeReportsText.TOTAL().render(self._lang), self._counts.by_kind())

    @property
    def changes(self) -> Iterator[ChangedRecord]:
        return islice(self._report.changes(), CHANGES_SHOWN)

    @property
    def more(self) -> int:
        return max(0, self._counts.changes - CHANGES_SHOWN)

    def word(self, kind: str) -> str:
        return StatesText.STATES[kind]().render(self._lang)

    def who(self, change: ChangedRecord) -> str:
        """The person, or the run of a harvest that nobody signed."""
        if change.run is None or change.by != _UNSIGNED:
            return change.by
        return ChangeReportsText.OF_RUN(run=change.run).render(self._lang)

    def time(self, moment: str) -> str:
        return time_in_vietnam(moment)

    def number(self, value: int) -> str:
        return number_text(value, self._lang)

    def _row(self, name: str, kinds: Mapping[str, int]) -> list[str]:
        return [name, *(self.number(kinds.get(kind, 0)) for kind in self.kinds), self.number(sum(kinds.values()))]


# ---------------------------------------------------------------- changes formats
# The formats of the report of changes, found by name or by the ending of a file.

CHANGE_FORMATS: Final = ReportFormats(
    package=__package__,
    writers={name: f".changes_report:write_{name}" for name in ("json", "csv", "html")},
    endings=TABLE_ENDINGS,
    no_ending=HarvestReportsText.REPORT_ENDING,
)


def write_json(report: ChangesReport, out: BinaryIO, lang: Lang) -> None:  # noqa: ARG001 - it has no texts
    """Write the counts and each change, change by change."""
    for part in json_with_list(report.as_dict(), "list", (one.as_dict() for one in report.changes())):
        out.write(part.encode("utf-8", "backslashreplace"))
    out.write(b"\n")
