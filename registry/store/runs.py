"""Runs: opened before the first change is written, closed with their counts.

A run whose process died stays open; the next run of the same source closes it.
"""

from __future__ import annotations

import json
import os
import socket
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from danhmuc.vocab.errors import RegistryError
from sqlalchemy import Connection, delete, func, insert, select, update

from ..plan import HarvestPlan
from ..records import Membership
from .database import Database
from .known import KnownSource, find_source, known_memberships
from .tables import bodies, graphs, memberships, records, rests, runs, sources
from .writing import Stamp, insert_new, write_findings

__all__ = ["add_source", "beat", "close_run", "newest_run", "now", "open_run"]

_SILENCE = timedelta(hours=1)
"""A run on another host that wrote nothing for so long is taken for dead."""


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def newest_run(connection: Connection, source_id: int) -> int:
    """Number of the source's newest run, 0 where it has none."""
    query = select(func.coalesce(func.max(runs.c.id), 0)).where(runs.c.source_id == source_id)
    return int(connection.execute(query).scalar_one())


def add_source(
    database: Database, connection: Connection, *, name: str, location: str, kind: str, profile: str
) -> KnownSource:
    """Register a source.

    Raises:
        RegistryError: the name is taken by another location.
    """
    taken = find_source(connection, name=name)
    if taken is not None:
        raise RegistryError(
            f"the name {name!r} is taken by the source at {taken.location}; choose another with --name"
        )
    key = next(database.next_ids(connection, sources))
    row = {"id": key, "name": name, "location": location, "kind": kind, "profile": profile, "created_at": now()}
    connection.execute(insert(sources), [row])
    return KnownSource(id=key, name=name, location=location, kind=kind, profile=profile)


def open_run(database: Database, connection: Connection, plan: HarvestPlan, source: KnownSource, by: str) -> Stamp:
    """Begin a run of the plan.

    Raises:
        RegistryError: the registry moved since the plan was made, or another process is at this source.
    """
    _close_dead(connection, source)
    newest = newest_run(connection, source.id)
    if newest != plan.basis:
        raise RegistryError(f"source {source.name!r} was harvested since this plan was made; plan again")
    if plan.profile != source.profile:
        connection.execute(update(sources).where(sources.c.id == source.id).values(profile=plan.profile))
    key = next(database.next_ids(connection, runs))
    started = now()
    connection.execute(
        insert(runs),
        [
            {
                "id": key,
                "source_id": source.id,
                "state": "running",
                "profile": plan.profile,
                "by": by,
                "owner": _owner(),
                "started_at": started,
                "heartbeat_at": started,
                "counts": "{}",
            }
        ],
    )
    return Stamp(source_id=source.id, run_id=key, by=by, now=started, profile=plan.profile)


def beat(connection: Connection, stamp: Stamp) -> None:
    """Tell that the run is alive."""
    connection.execute(update(runs).where(runs.c.id == stamp.run_id).values(heartbeat_at=now()))


def close_run(
    database: Database, connection: Connection, plan: HarvestPlan, stamp: Stamp, counts: dict[str, Any]
) -> None:
    """Write what belongs to the run as a whole, and its end."""
    if plan.state != "failed":
        _write_memberships(database, connection, plan.memberships, stamp, complete=plan.state == "complete")
        _write_rest(database, connection, plan, stamp)
        _withhold(connection, plan.withhold, stamp)
    _write_bodies(database, connection, plan, stamp)
    write_findings(database, connection, (({"run_id": stamp.run_id}, finding) for finding in plan.findings))
    connection.execute(
        update(runs)
        .where(runs.c.id == stamp.run_id)
        .values(
            state=plan.state,
            why=plan.report.why,
            ended_at=now(),
            heartbeat_at=now(),
            counts=json.dumps(counts, ensure_ascii=False),
        )
    )


def _close_dead(connection: Connection, source: KnownSource) -> None:
    query = select(runs.c.id, runs.c.owner, runs.c.heartbeat_at, runs.c.started_at).where(
        runs.c.source_id == source.id, runs.c.state == "running"
    )
    for key, owner, heartbeat, started in connection.execute(query).all():
        if _is_alive(owner, heartbeat):
            raise RegistryError(f"source {source.name!r} is being harvested by {owner} since {started}; wait for it")
        connection.execute(
            update(runs).where(runs.c.id == key).values(state="failed", why="interrupted", ended_at=now())
        )


def _owner() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_alive(owner: str, heartbeat: str) -> bool:
    host, _, process = owner.rpartition(":")
    if host != socket.gethostname():
        return datetime.now(UTC) - datetime.fromisoformat(heartbeat) < _SILENCE
    if int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write_memberships(
    database: Database, connection: Connection, listed: Sequence[Membership], stamp: Stamp, *, complete: bool
) -> None:
    """Open rows for what is newly listed, and in a complete run close those of what is listed no more."""
    known = known_memberships(connection, stamp.source_id)
    seen = {(member.catalog, member.property, member.target) for member in listed}
    ids = database.next_ids(connection, memberships)
    new = [
        {
            "id": next(ids),
            "source_id": stamp.source_id,
            "catalog": catalog,
            "property": prop,
            "target": target,
            "first_run": stamp.run_id,
            "last_run": None,
        }
        for catalog, prop, target in dict.fromkeys(
            (member.catalog, member.property, member.target) for member in listed
        )
        if (catalog, prop, target) not in known
    ]
    if new:
        connection.execute(insert(memberships), new)
    ended = [key for row, key in known.items() if row not in seen] if complete else []
    before = (
        select(func.max(runs.c.id))
        .where(runs.c.source_id == stamp.source_id, runs.c.id < stamp.run_id, runs.c.state == "complete")
        .scalar_subquery()
    )
    for start in range(0, len(ended), 500):
        connection.execute(
            update(memberships)
            .where(memberships.c.id.in_(ended[start : start + 500]))
            .values(last_run=func.coalesce(before, memberships.c.first_run))
        )


def _write_rest(database: Database, connection: Connection, plan: HarvestPlan, stamp: Stamp) -> None:
    """Keep the rest of each document read, in place of what an earlier run kept of it."""
    places = [rest.place for rest in plan.rest]
    gone = delete(rests).where(rests.c.source_id == stamp.source_id)
    connection.execute(gone if plan.state == "complete" else gone.where(rests.c.place.in_(places)))
    insert_new(
        connection,
        graphs,
        {
            rest.canonical.digest: {
                "digest": rest.canonical.digest,
                "triples": rest.canonical.triples,
                "body": zlib.compress(rest.canonical.nquads, 6),
            }
            for rest in plan.rest
        },
    )
    ids = database.next_ids(connection, rests)
    rows = [
        {"id": next(ids), "source_id": stamp.source_id, "place": rest.place, "digest": rest.canonical.digest}
        for rest in plan.rest
    ]
    if rows:
        connection.execute(insert(rests), rows)


def _write_bodies(database: Database, connection: Connection, plan: HarvestPlan, stamp: Stamp) -> None:
    """Keep raw bodies: of the last good run, and of what was put aside now."""
    mine = bodies.c.source_id == stamp.source_id
    connection.execute(delete(bodies).where(mine, bodies.c.quarantined))
    ids = database.next_ids(connection, bodies)
    rows = [
        {"place": document.place, "digest": "", "quarantined": True, "body": document.body}
        for document in plan.quarantined
        if document.body is not None
    ]
    if plan.state == "complete":
        connection.execute(delete(bodies).where(mine))
        rows += [
            {"place": document.place, "digest": document.digest, "quarantined": False, "body": document.body}
            for document in plan.documents
            if document.body is not None
        ]
    if rows:
        extra = {"source_id": stamp.source_id, "run_id": stamp.run_id}
        connection.execute(insert(bodies), [{"id": next(ids), **extra, **row} for row in rows])


def _withhold(connection: Connection, keys: Sequence[int], stamp: Stamp) -> None:
    if keys:
        connection.execute(
            update(records)
            .where(records.c.id.in_(list(keys)))
            .values(state="withheld", state_at=stamp.now, state_by=stamp.by)
        )
