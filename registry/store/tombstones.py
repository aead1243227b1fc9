"""Tombstones: of what is missing, of what a source says it deleted; and records that lost every distribution.

Tombstones: of what is missing, of what a source says it deleted, and of all records of a source at once.

What is missing has one after two complete runs, and unless so much is missing that a person must decide. What a source
says it deleted is missing first, and withdrawn by the same run unless the guard stops it.

Source of the rules: docs/decisions/0028-deletions-wait.md.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial as bound
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select, update

from danhmuc.vocab.terms import DCAT

from ..record.causes import BARRING_HOLDS
from ..record.change import PlannedChange
from ..record.harvested import Harvested, Losses
from ..record.record import NODE_ROLES
from ..record.source_settings import DeletionGuard
from ..record.stored import RELEASED, VALIDATED_STATES, KnownLosses
from .activities import AppliedActivity, is_stated_deletion, write_activities
from .batches import write_absences
from .cause_rows import add_absences, add_causes
from .clock import Stamp, before, now
from .database import RegistryDatabase
from .ledger import write_changes
from .reading import read_in, write_in
from .stored_rows import end_kept_memberships
from .tables import NO_VISITS, changes, distribution_losses, has_cause, records, runs, shown_state

# ---------------------------------------------------------------- tombstones

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


def _bury_due(
    database: RegistryDatabase,
    connection: Connection,
    stamp: Stamp,
    guard: DeletionGuard,
    among: Collection[int] | None,
    *,
    sees_missing: bool,
) -> Tombstones:
    """Withdraw what is missing from a source since a run at least 20 hours before this complete one, or deleted by it.

    If the guard stops so many, together with those withdrawn so within seven days, nothing is withdrawn.

    Args:
        among: keys of the records that this run misses; None if it misses all that are missing.
        sees_missing: whether the run saw what is missing. If not, what is missing and not deleted counts for the guard
            all the same, and what waited before goes on waiting.
    """
    due = due_records(connection, stamp.source_id, at=stamp.now, among=among)
    if guard_stops(connection, stamp.source_id, due, guard, at=stamp.now):
        return Tombstones(waiting=due.number)
    deleted = [key for key in due.keys if key in due.deleted]
    if sees_missing:
        add_absences(database, connection, [key for key in due.keys if key not in due.deleted], "absent", stamp)
    add_absences(database, connection, deleted, "deleted", stamp)
    if sees_missing or deleted:
        end_kept_memberships(connection, stamp.source_id, run=stamp.run_id)
    return Tombstones(withdrawn=due.number if sees_missing else due.deleted_number, deleted=tuple(deleted))


def due_records(
    connection: Connection,
    source_id: int,
    *,
    at: str,
    among: Collection[int] | None = None,
    without: Collection[int] = (),
) -> DueRecords:
    """The records that a complete run at some time would withdraw, if no guard stops it.

    Args:
        among: keys of the records that count; None for all that are missing.
        without: keys of records that do not.
    """
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
    query = select(records.c.id, records.c.role, records.c["class"].label("main_class")).order_by(records.c.id)
    found = list(read_in(connection, query, records.c.id, keys))
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
    if not due.number:
        return False
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


def bury_deletions(
    database: RegistryDatabase,
    connection: Connection,
    harvested: Harvested,
    stamp: Stamp,
    guard: DeletionGuard,
    due: Collection[int] | None,
) -> Tombstones:
    """Withdraw what a complete reading says was deleted, and, if it is whole, what is missing for long enough.

    Args:
        due: keys of the missing records that may be withdrawn; None for all that are missing for long enough.
    """
    deletions = [change for change in harvested.changes if change.is_deleted]
    _write_deletions(database, connection, deletions, stamp)
    buried = _bury_due(database, connection, stamp, guard, due, sees_missing=harvested.extent != "delta")
    of_run = bound(write_changes, database, connection, source_id=stamp.source_id, run=stamp.run_id, by=stamp.by)
    of_run(record_ids=buried.deleted, kind="deleted")
    # What waits is missing.
    of_run(record_ids=[one.record_id for one in deletions if one.record_id is not None])
    return buried


def _write_deletions(
    database: RegistryDatabase, connection: Connection, deletions: Sequence[PlannedChange], stamp: Stamp
) -> None:
    """Mark the records as missing by what their source says."""
    write_absences(database, connection, deletions, stamp)
    applied = [
        AppliedActivity(record_id=one.record_id, at=one.activity_at, is_deletion=True)
        for one in deletions
        if one.record_id is not None
    ]
    write_activities(database, connection, applied, stamp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The records that were withdrawn together.

    Attributes:
        records: their number.
        shared: number of those whose IRI another source describes, too; its description no longer leaves either.
    """

    records: int = 0
    shared: int = 0


def withdraw_records(
    database: RegistryDatabase, connection: Connection, source_id: int, *, by: str, reason: str
) -> Withdrawal:
    """Withdraw all records of a source that may leave, and the catalogue records about them.

    Node records stay as they are: withdrawn ones would bar the IRIs of agents that other sources describe, too.
    """
    other = records.alias("other")
    is_shared = exists().where(
        other.c.iri == records.c.iri,
        other.c.source_id != source_id,
        other.c.role == "record",
        other.c.presence.in_(VALIDATED_STATES),
        or_(other.c.hold.is_(None), other.c.hold.not_in(BARRING_HOLDS)),
    )
    leaving = and_(
        records.c.source_id == source_id, records.c.role.not_in(NODE_ROLES), shown_state.in_(VALIDATED_STATES)
    )
    own = select(func.count()).where(leaving, records.c.role == "record")
    count, shared = connection.scalar(own), connection.scalar(own.where(is_shared))
    iris = connection.scalars(select(records.c.iri).where(leaving)).all()
    add_causes(database, connection, iris, "withdrawn", source_id=source_id, by=by, reason=reason)
    write_changes(database, connection, source_id=source_id, run=None, by=by, reason=reason)
    return Withdrawal(records=int(count or 0), shared=int(shared or 0))


# ---------------------------------------------------------------- losses
# Records that lost every distribution: held back while they are too many, until a person allows it.
#
# Source of the rules: docs/decisions/0028-deletions-wait.md.


def known_losses(connection: Connection, source_id: int) -> KnownLosses:
    """The records of a source that lost every distribution, as far as they are known."""
    state = distribution_losses.c.state
    is_recent = and_(state == "applied", distribution_losses.c.at >= before(now(), _PERIOD))
    query = select(state, distribution_losses.c.record_id).where(
        distribution_losses.c.source_id == source_id, or_(state.in_(("waiting", "allowed")), is_recent)
    )
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name, key in connection.execute(query):
        found[name].add(key)
    return KnownLosses(
        waiting=frozenset(found["waiting"]), allowed=frozenset(found["allowed"]), recent=frozenset(found["applied"])
    )


def write_losses(database: RegistryDatabase, connection: Connection, losses: Losses, stamp: Stamp) -> None:
    """Store at the end of a complete run what waits; what waited, or was allowed, and is no more so, is over."""
    known = known_losses(connection, stamp.source_id)
    held = set(losses.held)
    _set_over(connection, stamp.source_id, (known.waiting | known.allowed) - held)
    _add(database, connection, held - known.waiting, "waiting", stamp)


def write_further_losses(database: RegistryDatabase, connection: Connection, losses: Losses, stamp: Stamp) -> None:
    """Store at the end of a run that sees a part of the source what waits, beside what waits already."""
    known = known_losses(connection, stamp.source_id)
    _set_over(connection, stamp.source_id, known.allowed & set(losses.applied))
    _add(database, connection, set(losses.held) - known.waiting, "waiting", stamp)


def write_applied_losses(database: RegistryDatabase, connection: Connection, losses: Losses, stamp: Stamp) -> None:
    """Store at the beginning of a run which records lose their distributions by it, without a person's leave.

    A run that is killed once it has written some of them must not make that any later run may lose as many again.
    """
    if losses.applied:
        known = known_losses(connection, stamp.source_id)
        _add(database, connection, set(losses.applied) - known.allowed - known.recent, "applied", stamp)


def _add(
    database: RegistryDatabase, connection: Connection, record_ids: Collection[int], state: str, stamp: Stamp
) -> None:
    ids = database.next_ids(connection, distribution_losses)
    rows = [
        {
            "id": next(ids),
            "source_id": stamp.source_id,
            "record_id": key,
            "run_id": stamp.run_id,
            "at": stamp.now,
            "state": state,
        }
        for key in sorted(record_ids)
    ]
    if rows:
        connection.execute(distribution_losses.insert(), rows)


def waiting_losses(connection: Connection) -> dict[int, int]:
    """The number of records of each source that wait, by the key of the source."""
    query = select(distribution_losses.c.source_id, func.count()).where(distribution_losses.c.state == "waiting")
    rows = connection.execute(query.group_by(distribution_losses.c.source_id))
    return {int(source): int(number) for source, number in rows}


def allow_losses(connection: Connection, source_id: int, *, by: str, reason: str) -> int:
    """Let the records that wait lose their distributions by the next harvest; returns their number."""
    query = update(distribution_losses).where(
        distribution_losses.c.source_id == source_id, distribution_losses.c.state == "waiting"
    )
    return connection.execute(query.values(state="allowed", by=by, reason=reason)).rowcount


def _set_over(connection: Connection, source_id: int, keys: Collection[int]) -> None:
    is_open = distribution_losses.c.state.in_(("waiting", "allowed"))
    ending = update(distribution_losses).where(distribution_losses.c.source_id == source_id, is_open)
    write_in(connection, ending.values(state="over"), distribution_losses.c.record_id, keys)
