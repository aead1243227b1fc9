"""Tombstones of what is missing: after two complete runs, and unless so much is missing that a person must decide.

Source of the rules: docs/decisions/0028-deletions-wait.md.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select

from danhmuc.vocab.terms import DCAT

from ..record.source_settings import DeletionGuard
from ..record.stored import RELEASED
from .activities import is_stated_deletion
from .cause_rows import add_absences
from .clock import before, now
from .database import RegistryDatabase
from .ledger import write_changes
from .membership_rows import end_kept_memberships
from .reading import slices
from .stamp import Stamp
from .tables import NO_VISITS, changes, has_cause, records, runs

__all__ = [
    "DueRecords",
    "Tombstones",
    "bury_deleted",
    "bury_missing",
    "bury_what_waits",
    "due_records",
    "guard_stops",
    "records_to_delete",
    "waiting_deletions",
]

_BETWEEN_RUNS: Final = timedelta(hours=20)
"""The least time between the run that missed a record first and the one after which it is withdrawn."""
_PERIOD: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tombstones:
    """Numbers of the records that are missing from a source for long enough, in one run.

    Attributes:
        withdrawn: number of records, node records not counted, that are withdrawn by it.
        waiting: number of those that are not, because they are too many to be usual.
        deleted: keys of the records withdrawn, node records among them, that their source says it deleted.
    """

    withdrawn: int = 0
    waiting: int = 0
    deleted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DueRecords:
    """The records that are missing from a source for long enough to be withdrawn.

    Attributes:
        keys: of records of every role.
        number: number of those that are no node records.
        catalogs: number of the catalogues among these.
        deleted: keys of those that are missing because their source says that they were deleted; `deleted_number` of
            them are no node records.
    """

    keys: tuple[int, ...]
    number: int
    catalogs: int = 0
    deleted: frozenset[int] = frozenset()
    deleted_number: int = 0

    def with_more(self, other: DueRecords) -> DueRecords:
        """These and other records."""
        return DueRecords(
            (*self.keys, *other.keys),
            self.number + other.number,
            self.catalogs + other.catalogs,
            self.deleted | other.deleted,
            self.deleted_number + other.deleted_number,
        )


def bury_missing(
    database: RegistryDatabase,
    connection: Connection,
    stamp: Stamp,
    guard: DeletionGuard,
    among: Collection[int] | None = None,
) -> Tombstones:
    """Withdraw what is missing from a source since a run at least 20 hours before this complete one, or deleted by it.

    If the guard stops so many, together with those withdrawn so within seven days, nothing is withdrawn.

    Args:
        among: keys of the records that this run misses; None if it misses all that are missing.
    """
    due = due_records(connection, stamp.source_id, at=stamp.now, among=among)
    if guard_stops(connection, stamp.source_id, due, guard, at=stamp.now):
        return Tombstones(waiting=due.number)
    add_absences(database, connection, [key for key in due.keys if key not in due.deleted], "absent", stamp)
    add_absences(database, connection, due.deleted, "deleted", stamp)
    end_kept_memberships(connection, stamp.source_id, run=stamp.run_id)
    return Tombstones(withdrawn=due.number, deleted=tuple(key for key in due.keys if key in due.deleted))


def bury_deleted(
    database: RegistryDatabase,
    connection: Connection,
    stamp: Stamp,
    guard: DeletionGuard,
    among: Collection[int] | None = None,
) -> Tombstones:
    """Withdraw what a source says that it deleted, by a run that did not see what else is missing; else as above.

    What is missing otherwise counts for the guard all the same, and what waited before goes on waiting.
    """
    due = due_records(connection, stamp.source_id, at=stamp.now, among=among)
    if guard_stops(connection, stamp.source_id, due, guard, at=stamp.now):
        return Tombstones(waiting=due.number)
    keys = [key for key in due.keys if key in due.deleted]
    add_absences(database, connection, keys, "deleted", stamp)
    if keys:
        end_kept_memberships(connection, stamp.source_id, run=stamp.run_id)
    return Tombstones(withdrawn=due.deleted_number, deleted=tuple(keys))


def due_records(
    connection: Connection,
    source_id: int,
    *,
    at: str,
    among: Collection[int] | None = None,
    without: Collection[int] = (),
) -> DueRecords:
    """The records that a complete run at some time would withdraw, if no guard stops it; `among` as above."""
    is_deleted = is_stated_deletion()
    query = (
        select(records.c.id, records.c.role, records.c["class"].label("main_class"), is_deleted.label("is_deleted"))
        .join(runs, runs.c.id == records.c.missing_since)
        .where(
            records.c.source_id == source_id,
            records.c.presence == "missing",
            or_(~has_cause("held"), records.c.source_digest == RELEASED),
            # What a source says itself needs no second run.
            or_(runs.c.started_at <= before(at, _BETWEEN_RUNS), is_deleted),
        )
    )
    rows = [row for row in connection.execute(query.order_by(records.c.id)) if among is None or row.id in among]
    rows = [row for row in rows if row.id not in without]
    return _due_of(rows, {row.id for row in rows if row.is_deleted})


def records_to_delete(connection: Connection, keys: Collection[int]) -> DueRecords:
    """Some records that their source says it deleted, as they would be due once that is stored."""
    found: list[Row[Any]] = []
    for some in slices(sorted(keys)):
        query = select(records.c.id, records.c.role, records.c["class"].label("main_class"))
        found += connection.execute(query.where(records.c.id.in_(some)).order_by(records.c.id))
    return _due_of(found, {row.id for row in found})


def _due_of(rows: Sequence[Row[Any]], deleted: Collection[int]) -> DueRecords:
    assets = [row for row in rows if row.role == "record"]
    return DueRecords(
        tuple(row.id for row in rows),
        len(assets),
        sum(row.main_class == DCAT.Catalog.value for row in assets),
        frozenset(deleted),
        sum(row.id in deleted for row in assets),
    )


def waiting_deletions(connection: Connection, source_id: int, guard: DeletionGuard) -> int:
    """The number of records that the newest complete run did not withdraw, and that a person has to decide on still."""
    newest = (
        select(runs.c.guard)
        .where(runs.c.source_id == source_id, runs.c.state == "complete", runs.c.kind.not_in(NO_VISITS))
        .order_by(runs.c.id.desc())
        .limit(1)
    )
    decided = connection.scalar(newest)
    if decided is None or not json.loads(decided)["waiting"]:
        return 0
    due = due_records(connection, source_id, at=now())
    return due.number if guard_stops(connection, source_id, due, guard, at=now()) else 0


def guard_stops(connection: Connection, source_id: int, due: DueRecords, guard: DeletionGuard, *, at: str) -> bool:
    """Whether so many records, with those withdrawn within seven days, are too many to be withdrawn."""
    return bool(due.number) and _are_too_many(connection, source_id, due, guard, at=at)


def bury_what_waits(
    database: RegistryDatabase, connection: Connection, source_id: int, *, by: str, at: str, reason: str
) -> int:
    """Withdraw all that is missing from a source; returns the number of records, node records not counted."""
    query = select(records.c.id, records.c.role).where(
        records.c.source_id == source_id, records.c.presence == "missing"
    )
    missing = connection.execute(query.order_by(records.c.id)).all()
    keys = [key for key, _ in missing]
    stamp = Stamp(source_id=source_id, run_id=None, by=by, now=at, profile="")
    add_absences(database, connection, keys, "absent", stamp, reason=reason)
    end_kept_memberships(connection, source_id, run=None)
    write_changes(database, connection, source_id=source_id, record_ids=keys, run=None, by=by, reason=reason)
    return sum(role == "record" for _, role in missing)


def _are_too_many(connection: Connection, source_id: int, due: DueRecords, guard: DeletionGuard, *, at: str) -> bool:
    since = before(at, _PERIOD)
    # What a person has withdrawn was looked at.
    by_run = exists().where(
        changes.c.record_id == records.c.id,
        changes.c.kind.in_(("withdrawn", "deleted")),
        changes.c.run_id.is_not(None),
        changes.c.at >= since,
    )
    is_recent = and_(
        records.c.presence == "withdrawn",
        records.c.missing_since.is_not(None),
        ~has_cause("held"),
        records.c.presence_at >= since,
        by_run,
    )
    # A catalogue that is left over catalogues nothing.
    is_other = records.c["class"].is_distinct_from(DCAT.Catalog.value)
    of_source = select(func.count()).where(records.c.source_id == source_id, records.c.role == "record")
    is_there = or_(records.c.presence.in_(("present", "missing")), is_recent)

    def count(*conditions: ColumnElement[bool]) -> int:
        return connection.scalar(of_source.where(*conditions)) or 0

    if guard.stops(due.number + count(is_recent), count(is_there)):
        return True
    others = due.number - due.catalogs
    return others > 0 and guard.stops_all(others + count(is_recent, is_other), count(is_there, is_other))
