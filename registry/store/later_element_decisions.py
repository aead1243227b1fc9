"""Decisions about data elements that one registry has and an older state of it does not; taken over by restoring."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from .database import RegistryDatabase
from .tables import element_decisions

__all__ = ["take_over_element_decisions"]

_SAME = ("kind", "schema", "column", "target", "outcome", "since")
_ENDS = ("until", "ended_by", "ended_because")


def take_over_element_decisions(newer: Connection, older: Connection, database: RegistryDatabase) -> int:
    """Take over the decisions that were made or revoked since; returns their number.

    They name IRIs alone, so that they hold of whatever version the older state has.
    """
    query = select(element_decisions).order_by(element_decisions.c.id)
    known = {_decision(row): row for row in older.execute(query)}
    ids, taken = database.next_ids(older, element_decisions), 0
    for row in newer.execute(query):
        same = known.get(_decision(row))
        if same is None:
            older.execute(insert(element_decisions), [{**row._mapping, "id": next(ids)}])
        elif same.until is None and row.until is not None:
            ends = {name: row._mapping[name] for name in _ENDS}
            older.execute(update(element_decisions).where(element_decisions.c.id == same.id).values(ends))
        else:
            continue
        taken += 1
    return taken


def _decision(row: Row[Any]) -> tuple[Any, ...]:
    return tuple(row._mapping[name] for name in _SAME)
