"""Tombstones of what is missing: after two complete runs, and unless so much is missing that a person must decide.

Source of the rules: docs/decisions/0028-deletions-wait.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, and_, func, or_, select, update

from ..record.source_settings import DeletionGuard
from .clock import before
from .database import RegistryDatabase
from .ledger import write_changes
from .membership_rows import end_kept_memberships
from .reading import slices
from .stamp import Stamp
from .tables import records, runs

__all__ = ["Tombstones", "bury_missing", "bury_what_waits"]

_BETWEEN_RUNS: Final = timedelta(hours=20)
"""The least time between the run that missed a record first and the one after which it is withdrawn."""
_PERIOD: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tombstones:
    """Numbers of the records that are missing from a source for long enough, in one run.

    Attributes:
        withdrawn: number of records, node records not counted, that are withdrawn by it.
        waiting: number of those that are not, because they are too many to be usual.
    """

    withdrawn: int = 0
    waiting: int = 0


def bury_missing(connection: Connection, stamp: Stamp, guard: DeletionGuard) -> Tombstones:
    """Withdraw what is missing from a source since a run at least 20 hours before this complete one.

    If the guard stops so many, together with those withdrawn so within seven days, nothing is withdrawn.
    """
    first = before(stamp.now, _BETWEEN_RUNS)
    query = (
        select(records.c.id, records.c.role)
        .join(runs, runs.c.id == records.c.missing_since)
        .where(
            records.c.source_id == stamp.source_id,
            records.c.presence == "missing",
            records.c.hold.is_distinct_from("held"),
            runs.c.started_at <= first,
        )
    )
    due = connection.execute(query.order_by(records.c.id)).all()
    number = sum(role == "record" for _, role in due)
    if number and _are_too_many(connection, stamp, number, guard):
        return Tombstones(waiting=number)
    _bury(connection, [key for key, _ in due], by=stamp.by, at=stamp.now)
    end_kept_memberships(connection, stamp.source_id, run=stamp.run_id)
    return Tombstones(withdrawn=number)


def bury_what_waits(
    database: RegistryDatabase, connection: Connection, source_id: int, *, by: str, at: str, reason: str
) -> int:
    """Withdraw all that is missing from a source; returns the number of records, node records not counted."""
    query = select(records.c.id, records.c.role).where(
        records.c.source_id == source_id, records.c.presence == "missing"
    )
    missing = connection.execute(query.order_by(records.c.id)).all()
    keys = [key for key, _ in missing]
    _bury(connection, keys, by=by, at=at)
    end_kept_memberships(connection, source_id, run=None)
    write_changes(database, connection, source_id=source_id, record_ids=keys, run=None, by=by, reason=reason)
    return sum(role == "record" for _, role in missing)


def _are_too_many(connection: Connection, stamp: Stamp, number: int, guard: DeletionGuard) -> bool:
    is_recent = and_(
        records.c.presence == "withdrawn",
        records.c.missing_since.is_not(None),
        records.c.hold.is_distinct_from("held"),
        records.c.presence_at >= before(stamp.now, _PERIOD),
    )
    of_source = select(func.count()).where(records.c.source_id == stamp.source_id, records.c.role == "record")
    recent = connection.scalar(of_source.where(is_recent)) or 0
    there = connection.scalar(of_source.where(or_(records.c.presence.in_(("present", "missing")), is_recent))) or 0
    gone = number + recent
    return guard.stops(gone, there)


def _bury(connection: Connection, keys: list[int], *, by: str, at: str) -> None:
    # That they are missing since a run tells them from what a person has withdrawn.
    for some in slices(keys):
        connection.execute(
            update(records).where(records.c.id.in_(some)).values(presence="withdrawn", presence_at=at, presence_by=by)
        )
