"""The ledger: versions and changes of records, as they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UsageError

from .messages.store import AsOfText
from .past_view import PastView
from .store import searching
from .store.ledger import ChangeCounts, ChangedRecord, RecordedChange, changed_records, count_changes, recorded_changes
from .store.moments import LAST, Disclosure, disclosure_rows, find_moment, moment_text, newest_row, require_row
from .store.reading import graph_bodies
from .store.searching import RecordRow, VersionRow
from .store.version_differences import VersionDifference, version_difference
from .store.view import View
from .stored_record import read_history

if TYPE_CHECKING:
    from .record.source_bytes import SourceBytes

_GRAPHS_EACH: Final = 500


@refuse_wrong_types
class LedgerView:
    """The versions and changes of records, of now or as of an earlier moment."""

    def __init__(self, view: View) -> None:
        self._view = view

    def history(self, iri: str, *, source: str | None = None) -> list[VersionRow]:
        """All versions of the record that `get` returns, newest first, each with what it changed.

        Versions from before a rename are given as descriptions of the IRI that the record has now. Those whose graphs
        were pruned, and the ones after them, have no lines.

        Raises:
            UsageError: there is no such record.
        """
        with self._view.reading() as connection:
            return read_history(connection, iri, self._view.asked_source(source))

    def changes(
        self,
        *,
        iri: str | None = None,
        source: str | None = None,
        run: int | None = None,
        after: int = 0,
        since: int | None = None,
        limit: int | None = None,
    ) -> list[RecordedChange]:
        """The ledger: one row for each change of a record, in the order in which they were made.

        A run that changes nothing of a record adds no row for it. Rows are numbered in the order in which they become
        visible: once a row is seen, no row with a smaller `id` appears. So a program that asks for all since the
        greatest `id` that it has dealt with misses none, and has a row twice only if it is broken off before it has
        noted that. Numbers may be left out, and are never given again, not even after a backup was restored over the
        registry.

        Args:
            iri: only changes of the records that have this IRI, or had it before they were renamed.
            source: only those of records of this source.
            run: only those made by this run.
            after: only rows with a greater `id`.
            since: the `id` of the last row that a program has dealt with, 0 before the first: only rows after it. It is
                refused if there is no such row: it was lost when a backup was restored, and the program begins anew.
            limit: at most so many rows.

        Raises:
            UsageError: there is no row `since`.
        """
        with self._view.reading() as connection:
            if since is not None:
                after = max(after, require_row(connection, since))
            asked = self._view.asked_source(source)
            return recorded_changes(connection, iri=iri, source=asked, run=run, after=after, limit=limit)


@refuse_wrong_types
class Ledger(LedgerView):
    """The versions and changes of records in a registry; to be had from `Registry.ledger`."""

    def diff(
        self, iri: str, before: int | str | None = None, after: int | str | None = None, *, source: str | None = None
    ) -> VersionDifference:
        """The difference of two versions of the record that `get` returns, property by property.

        Args:
            before: number of the version to compare with, or a moment, as for `as_of`, when it was the newest; else of
                the one before `after`.
            after: likewise; else of the newest.

        Raises:
            UsageError: there is no such record, no such version of it, or no such moment.
        """
        first, last = (
            one if one is None or isinstance(one, int) else _number_then(self._view, iri, one, source)
            for one in (before, after)
        )
        with self._view.reading() as connection:
            return version_difference(connection, iri, before=first, after=last, source=source)

    def count_changes(
        self, since: str | int | date | datetime = LAST, *, source: str | None = None, publisher: str | None = None
    ) -> ChangeCounts:
        """The counts of what changed since a moment, by source, publisher and kind; `changed_records` lists it.

        Args:
            since: ``last`` (24 hours ago), a day or a time (in Viet Nam unless it has a zone), the number of a run,
                which is counted, too, or ``row:345``, what came after that row of the ledger.
            source: only this source.
            publisher: IRI of the publisher that records have now.

        Raises:
            UsageError: `since` is none of these, or there is no such run or row.
        """
        with self._view.reading() as connection:
            moment, until = find_moment(connection, moment_text(since)), newest_row(connection)
            return count_changes(connection, since=moment, until=until, source=source, publisher=publisher)

    def changed_records(
        self,
        *,
        after: int,
        until: int,
        source: str | None = None,
        publisher: str | None = None,
        role: str = "record",
        limit: int | None = None,
    ) -> list[ChangedRecord]:
        """The changes between two rows of the ledger with their records, in the order in which they were made.

        Of a record that a source marks as a state secret by now there is no title.

        Args:
            after: only rows with a greater number, such as `since.row` of `count_changes`.
            until: only rows up to this one.
            source: only this source.
            publisher: IRI of the publisher that records have now.
            role: ``record``, ``node`` or ``catalog-record``.
            limit: at most so many.
        """
        with self._view.reading() as connection:
            return changed_records(
                connection, after=after, until=until, source=source, publisher=publisher, role=role, limit=limit
            )

    def graphs(self, rows: Iterable[RecordRow]) -> Iterator[bytes]:
        """The canonical N-Quads of records that `records` has listed, in the same order; held are a few hundred.

        Raises:
            RegistryError: one is damaged, or has been purged since.
        """
        listed = iter(rows)
        while page := [row.version_id for row in islice(listed, _GRAPHS_EACH)]:
            with self._view.reading() as connection:
                bodies = graph_bodies(connection, page)
            yield from (bodies[version] for version in page)

    def source_bytes(self, iri: str, *, source: str | None = None) -> SourceBytes | None:
        """The source bytes of the newest version of the record that `get` returns: what its source gave of it.

        None if that was RDF, or must not be kept.

        Raises:
            UsageError: there is no such record.
        """
        from .store.stored_documents import source_bytes_of

        with self._view.reading(words="showing") as connection:
            row = searching.record_of(connection, iri, source)
            return source_bytes_of(connection, row.version_id)

    def disclosures(self) -> list[Disclosure]:
        """The requests for an earlier moment as it was known then, by whom and why, in their order."""
        with self._view.reading() as connection:
            return disclosure_rows(connection)


def _number_then(view: View, iri: str, when: str, source: str | None) -> int:
    """The number, as of today, of the version that was the newest of a record at a moment.

    Raises:
        UsageError: there is no such record or moment, or the record was not stored yet.
    """
    with view.reading() as connection:
        row = searching.record_of(connection, iri, source)
        numbers = {one.id: one.number for one in searching.version_rows(connection, row.iri, row.source)}
    with PastView.open(view.database, when, source=row.source) as past, past.reading() as connection:
        version_id = searching.newest_version_of(connection, row.id)
    if version_id is None:
        raise UsageError(AsOfText.AS_OF_UNDESCRIBED(text=when, iri=iri))
    return numbers[version_id]
