"""Write the deletions that a source states: missing first, and withdrawn by the same run unless the guard stops it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial as bound

from sqlalchemy import Connection

from ..record.change import PlannedChange
from ..record.harvested import Harvested
from ..record.source_settings import DeletionGuard
from .activities import AppliedActivity, write_activities
from .batches import write_absences
from .database import RegistryDatabase
from .ledger import write_changes
from .stamp import Stamp
from .tombstones import Tombstones, bury_deleted, bury_missing

__all__ = ["bury_deletions"]


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
    bury = bury_deleted if harvested.extent == "delta" else bury_missing
    buried = bury(database, connection, stamp, guard, due)
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
