"""States of records that a person or program sets."""

from __future__ import annotations

from sqlalchemy import Connection, update

from .runs import now
from .tables import records

__all__ = ["set_state"]


def set_state(connection: Connection, version_id: int, state: str, by: str) -> None:
    """Put the record of a newest version into a state."""
    connection.execute(
        update(records)
        .where(records.c.version_id == version_id)
        .values(state=state, state_at=now(), state_by=by, missing_since=None)
    )
