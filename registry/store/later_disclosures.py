"""Disclosures that a registry has and an older state of it does not; taken over by restoring."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from .database import RegistryDatabase
from .tables import disclosures, moments

__all__ = ["take_over_disclosures"]

_NONE = 0


def take_over_disclosures(newer: Connection, older: Connection, database: RegistryDatabase) -> int:
    """Take over what left since as it was known at an earlier moment; returns the number."""
    query = select(disclosures).order_by(disclosures.c.id)
    known = {(row.at, row.by, row.reason) for row in older.execute(query)}
    last = older.scalar(select(func.max(moments.c.id))) or _NONE
    ids, taken = database.next_ids(older, disclosures), 0
    for row in newer.execute(query).all():
        if (row.at, row.by, row.reason) not in known:
            # The number of a moment that is lost is given again.
            moment = row.moment if row.moment <= last else _NONE
            older.execute(insert(disclosures), [{**row._mapping, "id": next(ids), "moment": moment}])
            taken += 1
    return taken
