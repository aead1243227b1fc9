"""Runs: opened under a lease before the first change is written, closed with their counts.

Runs: opened before the first change is written, closed with their counts and what belongs to them as a whole.

A run whose process died stays open; the next run of the same source closes it. Only the harvest that holds the
lease of a source (`leases`) opens a run of it. What is stored already is not written again.
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Connection, CursorResult, delete, func, insert, select, update

from danhmuc.vocab.errors import RegistryError, UsageError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message, to_json
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ..messages.harvest import HarvestText
from ..messages.store import StoreText
from ..record.harvested import Harvested, HarvestReport
from ..record.source_settings import DeletionGuard
from .cause_rows import add_causes
from .clock import Stamp, now
from .database import RegistryDatabase
from .identity_rows import add_proposals
from .ledger import change_time, write_changes
from .past_rows import this_moment
from .reading import read_in, slices, value_from_row, write_in
from .reading_basis import StartOfRun, basis_to_note
from .source_rows import set_profile
from .stored_bars import unmarked_records
from .stored_documents import write_documents
from .stored_rows import RegisteredSource, find_source, last_complete_run, write_memberships
from .tables import NO_VISITS, findings, leases, records, rests, runs
from .tombstones import Tombstones, bury_deletions, waiting_losses, write_further_losses, write_losses
from .verdict_rows import finding_rows, pack_message, write_findings

# ---------------------------------------------------------------- leases
# Leases of sources: whoever harvests a source holds its lease, and shows by heartbeats that it still works.
#
# Silence is measured by the clock of the database alone, which all harvesters of one registry share; no process looks
# at another. Source of the rules: docs/decisions/0026-leases.md.

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


# ---------------------------------------------------------------- runs


def write_rest(database: RegistryDatabase, connection: Connection, plan: Harvested, stamp: Stamp) -> None:
    """Store the rest of each document read; that of an earlier run ends."""
    read = {document.place for document in plan.documents}
    now = {rest.place: rest for rest in plan.rest}
    known = _current_rests(connection, stamp, None if plan.is_whole else read | now.keys())
    fresh = [rest for place, rest in now.items() if known.get(place, ("", 0))[0] != rest.canonical.digest]
    gone = {place for place in known if place not in now and (plan.is_whole or place in read)}
    gone.update(rest.place for rest in fresh)
    end_rests(connection, [key for place, (_, key) in known.items() if place in gone], stamp)
    ids = database.next_ids(connection, rests)
    rows = [
        {
            "id": next(ids),
            "source_id": stamp.source_id,
            "place": rest.place,
            "digest": rest.canonical.digest,
            "triples": rest.canonical.triples,
            "body": zlib.compress(rest.canonical.nquads),
            "first_run": stamp.run_id,
        }
        for rest in fresh
    ]
    if rows:
        connection.execute(insert(rests), rows)


def end_rests(connection: Connection, keys: list[int], stamp: Stamp) -> None:
    """End the rest of some documents; it stays, so that the run can be undone."""
    if keys:
        ended = {"last_run": last_complete_run(rests, stamp), "ended_by": stamp.run_id}
        write_in(connection, update(rests).values(ended), rests.c.id, keys)


def write_run_findings(
    database: RegistryDatabase, connection: Connection, noticed: Sequence[Finding], stamp: Stamp
) -> int | None:
    """Store the findings of a run, unless the source's run before has the same: then return the run that has them."""
    before = connection.execute(
        select(runs.c.id, runs.c.noticed_in)
        .where(runs.c.source_id == stamp.source_id, runs.c.id < stamp.run_id)
        .order_by(runs.c.id.desc())
        .limit(1)
    ).first()
    if before is not None and noticed:
        keeper = int(before.id if before.noticed_in is None else before.noticed_in)
        rows = finding_rows(database, connection, noticed)
        columns = [findings.c[name] for name in rows[0]]
        kept = connection.execute(select(*columns).where(findings.c.run_id == keeper)).mappings()
        if _comparable_rows(dict(row) for row in kept) == _comparable_rows(rows):
            return keeper
    write_findings(database, connection, (({"run_id": stamp.run_id}, finding) for finding in noticed))
    return None


def _comparable_rows(rows: Iterable[dict[str, Any]]) -> list[list[str]]:
    return sorted([f"{name}={value!r}" for name, value in sorted(row.items())] for row in rows)


def _current_rests(connection: Connection, stamp: Stamp, places: Collection[str] | None) -> dict[str, tuple[str, int]]:
    """Digest and key of the source's rows by place, of all or some places."""
    query = select(rests.c.place, rests.c.digest, rests.c.id).where(
        rests.c.source_id == stamp.source_id, rests.c.last_run.is_(None)
    )
    return {place: (digest, key) for place, digest, key in read_in(connection, query, rests.c.place, places)}


RunKind: TypeAlias = Literal["harvest", "apply", "remap", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedLease:
    """The lease of a source that was ended by hand.

    Attributes:
        owner: host and process that held it.
        taken_at, heartbeat_at: UTC, by the clock of the database.
        run: the run that failed by it; None if the source was never registered.
    """

    source: str
    owner: str
    taken_at: str
    heartbeat_at: str
    run: int | None

    def as_dict(self) -> dict[str, object]:
        """The lease as JSON has it."""
        return json_members(self, self.__slots__)


def newest_run(connection: Connection, source_id: int) -> int:
    """Number of the source's newest run, 0 if it has none."""
    query = select(func.coalesce(func.max(runs.c.id), 0)).where(runs.c.source_id == source_id)
    return int(connection.execute(query).scalar_one())


def good_runs(connection: Connection) -> dict[int, str]:
    """When the last run of each source that did not fail began, by the key of the source."""
    query = select(runs.c.source_id, func.max(runs.c.started_at)).where(
        runs.c.state.in_(("complete", "incomplete")), runs.c.kind.not_in(NO_VISITS)
    )
    return {int(source_id): str(began) for source_id, began in connection.execute(query.group_by(runs.c.source_id))}


def open_run(
    database: RegistryDatabase,
    connection: Connection,
    source: RegisteredSource,
    *,
    lease: Lease,
    basis: int | None,
    profile: str,
    by: str,
    kind: RunKind = "harvest",
    undoes: int | None = None,
    reason: str | None = None,
) -> Stamp:
    """Begin a run of a source.

    Args:
        lease: of the source; a run that another left open is closed, since its process has lost its own.
        basis: number of the source's newest run when the run was planned, 0 for none; None if it was not planned.
        undoes: run that it takes back.
        profile: token of the profile by which the run validates.

    Raises:
        RegistryError: the registry moved since the plan was made, or the lease was lost.
    """
    renew_lease(connection, lease)
    connection.execute(_ending(connection).where(runs.c.source_id == source.id, runs.c.state == "running"))
    if basis is not None and newest_run(connection, source.id) != basis:
        raise RegistryError(StoreText.SOURCE_MOVED(name=source.name))
    at = change_time(connection)
    values = {"profile": profile, "by": by, "started_at": at, "kind": kind, "undoes": undoes, "reason": reason}
    key = _insert_run(database, connection, source, lease, values)
    return Stamp(source_id=source.id, run_id=key, by=by, now=at, profile=profile)


def beat(connection: Connection, stamp: Stamp, lease: Lease) -> None:
    """Record that the run is alive.

    Raises:
        RegistryError: it lost its lease, or another process closed it; it must not go on.
    """
    renew_lease(connection, lease)
    _update_running(connection, stamp, {"heartbeat_at": now()})


def close_run(
    database: RegistryDatabase,
    connection: Connection,
    harvested: Harvested,
    stamp: Stamp,
    report: HarvestReport,
    guard: DeletionGuard,
    due: Collection[int] | None = None,
    start: StartOfRun | None = None,
    buried: Tombstones | None = None,
) -> HarvestReport:
    """Write what belongs to the run as a whole, and its end; returns the report of all that was done.

    A failed run changes nothing of the inventory.

    Args:
        due: keys of the missing records that may be withdrawn; None for all that are missing for long enough.
        start: of the run, if its reading was compared with what was stored just then.
        buried: what the run has withdrawn already; None if it is to do that now.

    Raises:
        RegistryError: another process treated the run as dead.
    """
    guarded = None
    if harvested.state != "failed":
        # Only now have all versions their verdicts under the profile, so that none is left out for want of one.
        is_switched = set_profile(database, connection, stamp.source_id, stamp.profile, by=stamp.by)
        if harvested.extent != "unmoved":
            write_memberships(database, connection, harvested, stamp)
            write_rest(database, connection, harvested, stamp)
        _withhold(database, connection, harvested.withhold, stamp)
        if harvested.state == "complete":
            if buried is None:
                buried = bury_deletions(database, connection, harvested, stamp, guard, due)
            report = replace(report, withdrawn=buried.withdrawn, waiting=buried.waiting)
            guarded = json.dumps({"withdrawn": buried.withdrawn, "waiting": buried.waiting})
        if harvested.is_whole:
            write_losses(database, connection, harvested.losses, stamp)
        elif harvested.extent == "delta" and harvested.state == "complete":
            write_further_losses(database, connection, harvested.losses, stamp)
            # Also what earlier runs found, of which this one has nothing.
            report = replace(report, losses_waiting=waiting_losses(connection).get(stamp.source_id, 0))
        assert stamp.run_id is not None, "a run that is open has a number"
        add_proposals(database, connection, stamp.source_id, stamp.run_id, report.renames, by=stamp.by)
        report = replace(report, awaiting_release=len(unmarked_records(connection).get(stamp.source_id, ())))
        touched = None
        if harvested.extent == "delta" and not is_switched:
            # All else was written with its row.
            touched = harvested.withhold
        # Of the whole source, since another profile may show other verdicts.
        write_changes(
            database,
            connection,
            source_id=stamp.source_id,
            record_ids=touched,
            run=stamp.run_id,
            by=stamp.by,
        )
    write_documents(database, connection, harvested, stamp)
    noticed_in = write_run_findings(database, connection, harvested.findings, stamp)
    report = replace(report, seconds=harvested.clock.seconds())
    ended = now()
    values = {
        "state": harvested.state,
        "why": None if harvested.report.why is None else pack_message(harvested.report.why),
        "ended_at": ended,
        "moment": this_moment(connection),
        "heartbeat_at": ended,
        "counts": json.dumps(_counts(report)),
        "guard": guarded,
        "noticed_in": noticed_in,
        "basis": basis_to_note(connection, stamp.source_id, stamp.run_id, harvested, report, start),
    }
    _update_running(connection, stamp, values)
    return report


def _counts(report: HarvestReport) -> dict[str, object]:
    """The report as it is stored: a letter as a message, as all that people read."""
    counts = {name: count for name, count in report.as_dict().items() if name != "why"}
    return counts if report.letter is None else {**counts, "letter": to_json(report.letter)}


def end_undo(connection: Connection, stamp: Stamp, counts: Mapping[str, object]) -> None:
    """Write the end of a run that took something back.

    Raises:
        RegistryError: another process treated the run as dead.
    """
    ended = now()
    values = {
        "state": "complete",
        "ended_at": ended,
        "moment": this_moment(connection),
        "heartbeat_at": ended,
        "counts": json.dumps(dict(counts)),
    }
    _update_running(connection, stamp, values)


def give_up_run(connection: Connection, stamp: Stamp, why: Message | None = None) -> None:
    """End a run that was broken off in this process: by an interruption, unless there is another reason."""
    connection.execute(_ending(connection, why).where(runs.c.id == stamp.run_id, runs.c.state == "running"))


def _update_running(connection: Connection, stamp: Stamp, values: dict[str, Any]) -> None:
    result = connection.execute(update(runs).where(runs.c.id == stamp.run_id, runs.c.state == "running").values(values))
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        assert stamp.run_id is not None, "a run that is open has a number"
        raise RegistryError(StoreText.RUN_TAKEN_FOR_DEAD(run=stamp.run_id))


def release_source(
    database: RegistryDatabase, connection: Connection, name: str, *, by: str, reason: str
) -> ReleasedLease:
    """End the lease of a source by hand; its run, or one of its own if it was not yet writing, has failed.

    Raises:
        UsageError: nobody holds a lease of that source.
    """
    held = find_lease(connection, name)
    if held is None:
        raise UsageError(StoreText.LEASE_ABSENT(name=name))
    drop_lease(connection, name)
    source = find_source(connection, name=name)
    run = None
    if source is not None:
        why = HarvestText.RUN_RELEASED(by=by, reason=reason)
        query = select(runs.c.id).where(runs.c.source_id == source.id, runs.c.state == "running")
        run = connection.scalar(query)
        if run is None:
            lease = Lease(source=name, token="", owner=held.owner, batch=held.batch)
            values = {"profile": source.profile, "by": by, "started_at": change_time(connection), "kind": "harvest"}
            run = _insert_run(database, connection, source, lease, values)
        connection.execute(_ending(connection, why).where(runs.c.id == run))
    return ReleasedLease(source=name, owner=held.owner, taken_at=held.taken_at, heartbeat_at=held.heartbeat_at, run=run)


def end_batch(connection: Connection, batch: int) -> None:
    """End the leases and the runs that a command left open, once none of its processes is at work any more."""
    connection.execute(_ending(connection).where(runs.c.batch == batch, runs.c.state == "running"))
    connection.execute(delete(leases).where(leases.c.batch == batch))


def _insert_run(
    database: RegistryDatabase,
    connection: Connection,
    source: RegisteredSource,
    lease: Lease,
    values: Mapping[str, object],
) -> int:
    """Add a run that begins, with the values of it that are known; returns its number."""
    key = next(database.next_ids(connection, runs))
    row = {
        "id": key,
        "source_id": source.id,
        "state": "running",
        "owner": lease.owner,
        "batch": lease.batch,
        "heartbeat_at": values["started_at"],
        "counts": "{}",
        **values,
    }
    connection.execute(insert(runs), [row])
    return key


def _ending(connection: Connection, why: Message | None = None) -> Any:
    reason = HarvestText.RUN_INTERRUPTED() if why is None else why
    values = {"state": "failed", "why": pack_message(reason), "ended_at": now(), "moment": this_moment(connection)}
    return update(runs).values(values)


def _withhold(database: RegistryDatabase, connection: Connection, keys: tuple[int, ...], stamp: Stamp) -> None:
    for some in slices(list(keys)):
        iris = connection.scalars(select(records.c.iri).where(records.c.id.in_(some))).all()
        add_causes(database, connection, iris, "secret", source_id=stamp.source_id, by=stamp.by)
