"""Write what a source says that it deleted: missing first, and withdrawn by the same run unless the guard stops it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from ..record.change import PlannedChange
from .activities import AppliedActivity, write_activities
from .batches import write_absences
from .database import RegistryDatabase
from .ledger import write_changes
from .stamp import Stamp

__all__ = ["write_deletions", "write_ledger_of_deletions"]


def write_deletions(
    database: RegistryDatabase, connection: Connection, deletions: Sequence[PlannedChange], stamp: Stamp
) -> None:
    """Mark the records as missing by what their source says; the ledger is written once the guard has decided."""
    write_absences(connection, deletions, stamp)
    applied = [
        AppliedActivity(record_id=one.record_id, at=one.activity_at, is_deletion=True)
        for one in deletions
        if one.record_id is not None
    ]
    write_activities(database, connection, applied, stamp)


def write_ledger_of_deletions(
    database: RegistryDatabase, connection: Connection, keys: Sequence[int], stamp: Stamp
) -> None:
    """Record that some records were withdrawn because their source deleted them."""
    write_changes(
        database,
        connection,
        source_id=stamp.source_id,
        record_ids=keys,
        run=stamp.run_id,
        by=stamp.by,
        kind="deleted",
    )
