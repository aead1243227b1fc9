"""Records that lost every distribution: held back while they are too many, until a person allows it.

Source of the rules: docs/decisions/0028-deletions-wait.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, and_, func, or_, select, update

from ..record.harvested import Losses
from ..record.stored import KnownLosses
from .clock import Stamp, before, now
from .database import RegistryDatabase
from .reading import write_in
from .tables import distribution_losses

_PERIOD: Final = timedelta(days=7)


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
