"""Leases of sources: whoever harvests a source holds its lease, and shows by heartbeats that it still works.

Silence is measured by the clock of the database alone, which all harvesters of one registry share; no process looks
at another. Source of the rules: docs/decisions/0026-leases.md.
"""

from __future__ import annotations

import os
import platform
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, CursorResult, delete, func, insert, select, update

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ..messages.store import StoreText
from .clock import now
from .reading import value_from_row
from .tables import leases

HEARTBEAT_SECONDS: Final = 20.0
"""Time between two heartbeats."""
SILENCE: Final = timedelta(minutes=5)
"""A lease without a heartbeat for this long may be taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The lease of a source, as the harvest that holds it has it.

    Attributes:
        source: name of the source.
        owner: host and process, for people.
        batch: number of the command that the harvest is part of, if it has one.
    """

    source: str
    token: str
    owner: str
    batch: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseRow:
    """A lease as everybody sees it; times are UTC, by the clock of the database."""

    source: str
    owner: str
    batch: int | None
    taken_at: str
    heartbeat_at: str


def new_token() -> str:
    """A token that only the holder of a lease knows."""
    return secrets.token_hex(16)


def take_lease(connection: Connection, source: str, *, batch: int | None = None, token: str | None = None) -> Lease:
    """Take the lease of a source, from nobody or from a harvest that has been silent for too long.

    Args:
        token: by which it can be given back even if nobody learns that it was taken; else a new one.

    Raises:
        RegistryError: another harvest holds it.
    """
    moment = _database_time(connection)
    if refuse_leased(connection, source):
        drop_lease(connection, source)
    owner = f"{platform.node()}:{os.getpid()}"
    lease = Lease(source=source, token=token or new_token(), owner=owner, batch=batch)
    row = {"source": source, "owner": owner, "token": lease.token, "batch": batch}
    connection.execute(insert(leases), [{**row, "taken_at": moment, "heartbeat_at": moment}])
    return lease


def refuse_leased(connection: Connection, source: str) -> bool:
    """Refuse what cannot be done while a source is harvested; returns whether a silent harvest holds its lease.

    Raises:
        RegistryError: a harvest holds its lease, and was heard of lately.
    """
    held = find_lease(connection, source)
    if held is None:
        return False
    silent = datetime.fromisoformat(_database_time(connection)) - datetime.fromisoformat(held.heartbeat_at)
    if silent < SILENCE:
        since, heartbeat = map(second_in_vietnam, (held.taken_at, held.heartbeat_at))
        raise RegistryError(StoreText.SOURCE_BUSY(name=source, process=held.owner, since=since, heartbeat=heartbeat))
    return True


def refuse_any_lease(connection: Connection) -> None:
    """Refuse what cannot be done while any source is harvested.

    Raises:
        RegistryError: a harvest holds a lease, and was heard of lately.
    """
    for source in connection.scalars(select(leases.c.source).order_by(leases.c.source)).all():
        refuse_leased(connection, source)


def renew_lease(connection: Connection, lease: Lease) -> None:
    """Show that the harvest is at work, and that it still holds its lease.

    Raises:
        RegistryError: it does not; it must write nothing more.
    """
    mine = (leases.c.source == lease.source, leases.c.token == lease.token)
    result = connection.execute(update(leases).where(*mine).values(heartbeat_at=_database_time(connection)))
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        raise RegistryError(StoreText.LEASE_LOST(name=lease.source))


def find_lease(connection: Connection, source: str) -> LeaseRow | None:
    """The lease of a source, if somebody holds it."""
    row = connection.execute(select(leases).where(leases.c.source == source)).mappings().one_or_none()
    return None if row is None else value_from_row(LeaseRow, row)


def drop_lease(connection: Connection, source: str, token: str | None = None) -> None:
    """End the lease of a source: the one with that token, or whoever holds it."""
    query = delete(leases).where(leases.c.source == source)
    connection.execute(query if token is None else query.where(leases.c.token == token))


def _database_time(connection: Connection) -> str:
    """The time of the one clock that all harvesters of a registry share: that of the server, or of SQLite's machine."""
    if connection.dialect.name != "postgresql":
        return now()
    moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return moment.astimezone(UTC).isoformat(timespec="seconds")
