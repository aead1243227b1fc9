"""The changes between two moments: their counts, by month, too, and the changes themselves page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.vietnam_time import time_in_vietnam

from ...messages.as_of import AsOfText
from ...messages.change_reports import ChangeReportsText
from ...store.changed_records import ChangeCounts, ChangedRecord, changed_records
from ...store.database import Connection
from ...store.moments import Moment

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
