"""Runs: opened before the first change is written, closed with their counts.

A run whose process died stays open; the next run of the same source closes it.
"""

from __future__ import annotations

import json
import os
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, func, insert, select, update

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import Message

from ..messages.harvest import RUN_INTERRUPTED
from ..messages.store import RUN_TAKEN_FOR_DEAD, SOURCE_BUSY, SOURCE_MOVED
from ..record.harvested import Harvested, HarvestReport
from ..record.source_settings import DeletionGuard
from .batches import Stamp
from .clock import now
from .database import RegistryDatabase
from .holds import add_holds
from .ledger import change_time, write_changes
from .reading import slices
from .run_contents import write_bodies, write_memberships, write_rest, write_run_findings
from .source_rows import set_profile
from .stored_rows import RegisteredSource
from .tables import records, runs
from .texts import pack_message
from .tombstones import bury_missing

__all__ = ["beat", "close_dead_runs", "close_run", "give_up_run", "newest_run", "open_run"]

_SILENCE = timedelta(hours=1)
"""A run that wrote nothing for this long, and whose process cannot be checked, is treated as dead."""


def newest_run(connection: Connection, source_id: int) -> int:
    """Number of the source's newest run, 0 if it has none."""
    query = select(func.coalesce(func.max(runs.c.id), 0)).where(runs.c.source_id == source_id)
    return int(connection.execute(query).scalar_one())


def open_run(
    database: RegistryDatabase, connection: Connection, source: RegisteredSource, *, basis: int, profile: str, by: str
) -> Stamp:
    """Begin a run of a source.

    Args:
        basis: number of the source's newest run when the run was planned, 0 for none.
        profile: token of the profile by which the run validates.

    Raises:
        RegistryError: the registry moved since the plan was made, or another process harvests this source.
    """
    close_dead_runs(connection, source)
    if newest_run(connection, source.id) != basis:
        raise RegistryError(SOURCE_MOVED(name=source.name))
    key = next(database.next_ids(connection, runs))
    started = change_time(connection)
    connection.execute(
        insert(runs),
        [
            {
                "id": key,
                "source_id": source.id,
                "state": "running",
                "profile": profile,
                "by": by,
                "owner": _owner(),
                "started_at": started,
                "heartbeat_at": started,
                "counts": "{}",
            }
        ],
    )
    return Stamp(source_id=source.id, run_id=key, by=by, now=started, profile=profile)


def beat(connection: Connection, stamp: Stamp) -> None:
    """Record that the run is alive.

    Raises:
        RegistryError: another process treated it as dead; it must not go on.
    """
    _update_running(connection, stamp, {"heartbeat_at": now()})


def close_run(
    database: RegistryDatabase,
    connection: Connection,
    harvested: Harvested,
    stamp: Stamp,
    report: HarvestReport,
    guard: DeletionGuard,
) -> HarvestReport:
    """Write what belongs to the run as a whole, and its end; returns the report of all that was done.

    A failed run changes nothing of the inventory.

    Raises:
        RegistryError: another process treated the run as dead.
    """
    if harvested.state != "failed":
        # Only now have all versions their verdicts under the profile, so that none is left out for want of one.
        set_profile(database, connection, stamp.source_id, stamp.profile, by=stamp.by)
        write_memberships(database, connection, harvested, stamp)
        write_rest(database, connection, harvested, stamp)
        _withhold(database, connection, harvested.withhold, stamp)
        if harvested.state == "complete":
            buried = bury_missing(connection, stamp, guard)
            report = replace(report, withdrawn=buried.withdrawn, waiting=buried.waiting)
        # Of the whole source, since another profile may show other verdicts.
        write_changes(database, connection, source_id=stamp.source_id, run=stamp.run_id, by=stamp.by)
    write_bodies(database, connection, harvested, stamp)
    ended = now()
    values = {
        "state": harvested.state,
        "why": None if harvested.report.why is None else pack_message(harvested.report.why),
        "ended_at": ended,
        "heartbeat_at": ended,
        "counts": json.dumps({name: count for name, count in report.as_dict().items() if name != "why"}),
        "noticed_in": write_run_findings(database, connection, harvested.findings, stamp),
    }
    _update_running(connection, stamp, values)
    return report


def give_up_run(connection: Connection, stamp: Stamp, why: Message | None = None) -> None:
    """End a run that was broken off in this process: by an interruption, unless there is another reason."""
    connection.execute(_ending(why).where(runs.c.id == stamp.run_id, runs.c.state == "running"))


def _update_running(connection: Connection, stamp: Stamp, values: dict[str, Any]) -> None:
    result = connection.execute(update(runs).where(runs.c.id == stamp.run_id, runs.c.state == "running").values(values))
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        assert stamp.run_id is not None, "a run that is open has a number"
        raise RegistryError(RUN_TAKEN_FOR_DEAD(run=stamp.run_id))


def close_dead_runs(connection: Connection, source: RegisteredSource) -> None:
    """Close the runs of a source whose process died.

    Raises:
        RegistryError: another process harvests this source.
    """
    query = select(runs.c.id, runs.c.owner, runs.c.heartbeat_at, runs.c.started_at).where(
        runs.c.source_id == source.id, runs.c.state == "running"
    )
    for key, owner, heartbeat, started in connection.execute(query).all():
        if _is_alive(owner, heartbeat):
            process = owner.rpartition(":")[0]
            raise RegistryError(SOURCE_BUSY(name=source.name, process=process, since=started))
        connection.execute(_ending().where(runs.c.id == key))


def _ending(why: Message | None = None) -> Any:
    reason = RUN_INTERRUPTED() if why is None else why
    return update(runs).values(state="failed", why=pack_message(reason), ended_at=now())


def _owner() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{_start(os.getpid())}"


def _is_alive(owner: str, heartbeat: str) -> bool:
    """Whether the process that owns a run still runs; its start distinguishes it from later ones of the same number."""
    host, process, start = owner.rsplit(":", 2)
    if host == socket.gethostname():
        if start and _start(os.getpid()):
            return _start(int(process)) == start
        if not _runs(int(process)):
            return False
    return datetime.now(UTC) - datetime.fromisoformat(heartbeat) < _SILENCE


def _start(process: int) -> str:
    """The start of a process, as Linux writes it; empty if there is no such process, or no Linux."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
    except OSError:
        return ""
    # The name of the program, in brackets, may hold blanks and brackets itself.
    fields = status.rpartition(")")[2].split()
    return "" if fields[0] in ("Z", "X") else f"{boot}-{fields[19]}"


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _withhold(database: RegistryDatabase, connection: Connection, keys: tuple[int, ...], stamp: Stamp) -> None:
    for some in slices(list(keys)):
        iris = connection.scalars(select(records.c.iri).where(records.c.id.in_(some))).all()
        add_holds(database, connection, iris, "withheld", source_id=stamp.source_id, by=stamp.by)
