"""Registrations that one registry has and an older state of it does not; they are taken over when that is restored.

What was ended since is ended, and what was registered since is registered, if the older state has the same version of
the record. What cannot be taken over is to be named: a registration must not be lost in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, insert, select, update

from .database import RegistryDatabase
from .registration_rows import authority_rows
from .tables import records, registration_authorities, registrations, sources, versions

__all__ = ["LaterRegistrations", "LostRegistration", "take_over_authorities", "take_over_registrations"]

_Decision = tuple[str, str, str, str, str]


class LostRegistration(NamedTuple):
    """A registration in force that cannot be taken over, since the older state has no such version of the record."""

    iri: str
    authority: str
    state: str
    version: int


class LaterRegistrations(NamedTuple):
    """The outcome for the registrations of a newer state: how many were taken over or ended, and which are lost."""

    taken: int
    lost: tuple[LostRegistration, ...]


def take_over_authorities(newer: Connection, older: Connection, database: RegistryDatabase) -> None:
    """Take over the registry's own authorities that were set since."""
    known = {(one.authority, one.at) for one in authority_rows(older)}
    added = [one for one in authority_rows(newer) if (one.authority, one.at) not in known]
    ids = database.next_ids(older, registration_authorities)
    rows = [{"id": next(ids), "authority": one.authority, "by": one.by, "at": one.at} for one in added]
    if rows:
        older.execute(insert(registration_authorities), rows)


def take_over_registrations(newer: Connection, older: Connection, database: RegistryDatabase) -> LaterRegistrations:
    """Take over the registrations that were made or ended since; call it after purges, whose words are not taken."""
    known: dict[_Decision, Row[Any]] = {_decision(row): row for row in older.execute(_query())}
    ids = database.next_ids(older, registrations)
    taken, lost = 0, []
    for row in newer.execute(_query()):
        same = known.get(_decision(row))
        if same is not None:
            if same.until is None and row.until is not None:
                _end(older, registrations.c.id == same.id, row._asdict())
                taken += 1
            continue
        version = _find_same_version(older, row)
        if version is None:
            if row.until is None:
                lost.append(LostRegistration(row.iri, row.authority, row.state, row.number))
            continue
        if row.until is None:
            ends = {"until": row.since, "ended_by": row.by, "ended_because": row.reason}
            is_former = (registrations.c.iri == row.iri) & (registrations.c.authority == row.authority)
            _end(older, is_former & registrations.c.until.is_(None), ends)
        values = {column.name: row._mapping[column.name] for column in registrations.c}
        older.execute(insert(registrations), [{**values, "id": next(ids), "version_id": version}])
        taken += 1
    return LaterRegistrations(taken, tuple(lost))


def _query() -> Select[Any]:
    return (
        select(
            registrations,
            versions.c.number,
            versions.c.digest,
            records.c.iri.label("record_iri"),
            sources.c.name.label("source"),
        )
        .join(versions, versions.c.id == registrations.c.version_id)
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .order_by(registrations.c.id)
    )


def _decision(row: Row[Any]) -> _Decision:
    return row.iri, row.authority, row.state, row.effective_from, row.since


def _end(connection: Connection, condition: Any, ends: Mapping[str, Any]) -> None:
    values = {name: ends[name] for name in ("until", "ended_by", "ended_because")}
    connection.execute(update(registrations).where(condition).values(values))


def _find_same_version(older: Connection, row: Row[Any]) -> int | None:
    """The key that the version of a registration has in the older state; None if that has another one, or none.

    A record that was renamed since has another IRI there, and its registration would be of no record.
    """
    query = (
        select(versions.c.id)
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .where(
            sources.c.name == row.source,
            records.c.iri == row.record_iri,
            versions.c.number == row.number,
            versions.c.digest == row.digest,
        )
    )
    return older.scalar(query)
