"""The changes between two moments: their counts, by month, too, and the changes themselves page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...store.changed_records import ChangeCounts, ChangedRecord, changed_records
from ...store.database import Connection
from ...store.secret_rows import changes_without_secrets

__all__ = ["ChangesReport"]

_PAGE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesReport:
    """The changes between two moments.

    Attributes:
        counts: by source, publisher and kind; `counts.since` is the first moment.
        until: the second moment as it was asked for; None for now.
        months: the number of changes by kind, by month in Viet Nam such as ``2026-06``; no month between two is left
            out.
    """

    connection: Connection
    counts: ChangeCounts
    until: str | None
    months: Mapping[str, Mapping[str, int]]
    source: str | None = None
    publisher: str | None = None

    def changes(self) -> Iterator[ChangedRecord]:
        """The changes of records, in the order in which they were made; those of state secrets have no title."""
        after = self.counts.since.row
        while page := changed_records(
            self.connection,
            after=after,
            until=self.counts.until,
            source=self.source,
            publisher=self.publisher,
            limit=_PAGE,
        ):
            yield from changes_without_secrets(self.connection, page)
            after = page[-1].row

    def as_dict(self) -> dict[str, object]:
        """The counts as JSON has them."""
        found = self.counts.as_dict()
        months = [{"month": month, **kinds} for month, kinds in self.months.items()]
        return {**found, "until": {"asked": self.until, "row": self.counts.until}, "by_month": months}
