"""States of records that a person or program sets."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from .clock import now
from .database import RegistryDatabase
from .ledger import write_changes
from .tables import records

__all__ = ["set_state"]


def set_state(
    database: RegistryDatabase,
    connection: Connection,
    version_id: int,
    state: str,
    *,
    by: str,
    kind: str | None = None,
    reason: str | None = None,
) -> None:
    """Put the record of a newest version into a state, and add a row of that kind to the ledger."""
    query = select(records.c.id, records.c.source_id).where(records.c.version_id == version_id)
    for key, source_id in connection.execute(query).all():
        connection.execute(
            update(records)
            .where(records.c.id == key)
            .values(state=state, state_at=now(), state_by=by, missing_since=None)
        )
        write_changes(
            database, connection, source_id=source_id, record_ids=[key], run=None, by=by, kind=kind, reason=reason
        )
