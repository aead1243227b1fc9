"""Write new verdicts on stored records: for harvests, edits and revalidations alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from danhmuc.shapes import Validator

from ..record.change import PlannedChange
from ..record.stored import StoredVersion
from ..store.batches import BATCH, write_batch
from ..store.clock import Stamp
from ..store.database import Connection, RegistryDatabase
from ..store.selecting import clear_due, due_page
from ..store.stored_rows import RegisteredSource, newest_versions, version_page
from .new_verdicts import OlderCounts, OlderVersions, validate_page
from .page_workers import PagedValidation

Transaction: TypeAlias = Callable[[], AbstractContextManager[Connection]]
"""Opens a transaction."""


@dataclass(frozen=True, slots=True)
class WrittenVerdicts:
    """The new verdicts on one page of records.

    Attributes:
        page: the records by IRI, as they were before.
        changes: the new verdicts that were written.
    """

    page: Mapping[str, StoredVersion]
    changes: Sequence[PlannedChange]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictWriter:
    """The one writer of new verdicts on the stored records of a source.

    Attributes:
        stamp: run or edit that the verdicts belong to.
        reading, writing: open the transactions in which a page is read and validated, and written.
        everything: whether all that may leave is validated, due or not.
        validation: by workers; None to validate here.
    """

    database: RegistryDatabase
    source: RegisteredSource
    validator: Validator
    stamp: Callable[[], Stamp]
    reading: Transaction
    writing: Transaction
    everything: bool = False
    validation: PagedValidation | None = None

    @classmethod
    def within(
        cls,
        connection: Connection,
        database: RegistryDatabase,
        source: RegisteredSource,
        validator: Validator,
        stamp: Stamp,
    ) -> VerdictWriter:
        """A writer whose transactions are both the one that is open already."""
        same = lambda: nullcontext(connection)  # noqa: E731 - both transactions are this one
        return cls(
            database=database, source=source, validator=validator, stamp=lambda: stamp, reading=same, writing=same
        )

    @classmethod
    def of_act(
        cls,
        database: RegistryDatabase,
        source: RegisteredSource,
        validator: Validator,
        stamp: Stamp,
        writing: Transaction | None = None,
    ) -> VerdictWriter:
        """A writer for a run or edit with one stamp, whose pages are written in transactions of their own.

        Args:
            writing: opens them; else the database does.
        """
        return cls(
            database=database,
            source=source,
            validator=validator,
            stamp=lambda: stamp,
            reading=partial(database.reading, words="validating"),
            writing=database.writing if writing is None else writing,
        )

    def write_newest(
        self, look: Callable[[Connection, WrittenVerdicts], None] = lambda *_: None
    ) -> Iterator[WrittenVerdicts]:
        """Write verdicts on the newest versions that are due, and yield each page with the verdicts written.

        Args:
            look: called with each page and its new verdicts before they are written, in the transaction of reading.
        """
        after = 0
        while True:
            with self.reading() as connection:
                page = version_page(connection, self.source.id, self.source.profile, after=after, limit=BATCH)
                changes = self._validate(connection, page)
                if page:
                    look(connection, WrittenVerdicts(page, changes))
            if not page:
                return
            after = max(row.id for row in page.values())
            yield WrittenVerdicts(page, self._write(page, changes))

    def write_some(self, iris: Collection[str]) -> None:
        """Write verdicts on the newest versions of some records, where they are due."""
        with self.reading() as connection:
            page = newest_versions(connection, self.source.id, self.source.profile, iris)
            changes = self._validate(connection, page)
        self._write(page, changes)

    def write_due(self) -> None:
        """Write verdicts on the records that are marked, which leave again by these.

        A page is written in a transaction of its own, and its marks go with it: if this is broken off, the rest stays
        marked for the next call. A record that another process wrote meanwhile is looked at once more.
        """
        again = True
        while again:
            again = False
            submitted: dict[int, int] = {}
            after = 0
            while True:
                with self.reading() as connection:
                    due = due_page(connection, self.source.id, after=after, limit=BATCH)
                    page = newest_versions(connection, self.source.id, self.source.profile, due)
                    changes = validate_page(connection, self.source, page, self.validator)
                if not due:
                    break
                after = max(key for key, _ in due.values())
                verdicts = {iri: one.accepted for iri, one in page.items()}
                verdicts |= {one.iri: one.report.accepted for one in changes if one.report is not None}
                with self.writing() as connection:
                    now = newest_versions(connection, self.source.id, self.source.profile, due)
                    same = {iri for iri in due if now[iri] == page[iri]}
                    fresh = [change for change in changes if change.iri in same]
                    write_batch(self.database, connection, fresh, self.stamp())
                    clear_due(connection, dict(due[iri] for iri in same if verdicts[iri]))
                submitted |= dict(due[iri] for iri in same if not verdicts[iri])
                again = again or len(same) < len(due)
            if submitted:
                # In place of these an older version may leave, once it is validated, too.
                self.write_older()
                with self.writing() as connection:
                    clear_due(connection, submitted)

    def write_older(self, *, in_new_context: bool = True) -> OlderCounts:
        """Write verdicts on older versions that may leave because a newer one is not accepted.

        Args:
            in_new_context: whether accepted versions are validated again where only their context changed.
        """
        older = OlderVersions(
            self.source,
            self.validator,
            everything=self.everything,
            in_new_context=in_new_context,
            validation=self.validation,
        )
        for changes in older.verdicts(self.reading):
            with self.writing() as connection:
                write_batch(self.database, connection, changes, self.stamp())
        return older.counts

    def _validate(self, connection: Connection, page: Mapping[str, StoredVersion]) -> list[PlannedChange]:
        """New verdicts on a page."""
        return validate_page(
            connection, self.source, page, self.validator, everything=self.everything, validation=self.validation
        )

    def _write(self, page: Mapping[str, StoredVersion], changes: Sequence[PlannedChange]) -> Sequence[PlannedChange]:
        """Store new verdicts, except on records that another process wrote or validated since the page was read."""
        if not changes:
            return changes
        with self.writing() as connection:
            now = newest_versions(connection, self.source.id, self.source.profile, [change.iri for change in changes])
            fresh = [change for change in changes if now[change.iri] == page[change.iri]]
            write_batch(self.database, connection, fresh, self.stamp())
        return fresh
