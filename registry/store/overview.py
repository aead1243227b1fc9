"""An overview of the registry: its sources, their runs, and triples that belong to no record."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import shown_location

from ..record.source_settings import SourceSettings, unpack_settings
from .finding_rows import unpack_message
from .moments import PastMoment
from .reading import row_limit, value_from_row
from .tables import is_verdict, records, rests, runs, shown_state, sources, verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run.

    Attributes:
        counts: as its report gave them, `why` separately.
        batch: all runs of one command have the same; None for a run by itself.
        kind: harvest, apply or undo.
        undoes: the run that it took back.
    """

    id: int
    source: str
    state: str
    why: Message | None
    profile: str
    by: str
    started_at: str
    ended_at: str | None
    counts: dict[str, object]
    batch: int | None
    kind: str = "harvest"
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source with its newest run; `records` are those present, `accepted` of them.

    Attributes:
        priority: of two sources that describe one IRI, the one with the smaller number leaves.
        settings: see `SourceSettings`; in JSON all of them by name.
        retired_at: since when nothing is harvested from it; None while it is in use.
    """

    name: str
    location: str
    kind: str
    profile: str
    records: int
    missing: int
    accepted: int
    last_run: int | None
    last_state: str | None
    last_ended_at: str | None
    priority: int
    settings: SourceSettings
    retired_at: str | None

    def as_dict(self) -> dict[str, object]:
        """The row as JSON has it."""
        names = [name for name in self.__slots__ if name != "settings"]
        shown = {"location": shown_location(self.location), "settings": self.settings.values()}
        return {**json_members(self, names), **shown}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTotals:
    """Totals of a source under its profile, of the newest versions of what is present.

    Attributes:
        accepted, submitted: records.
        findings: of the profile, by severity, on node records and catalogue records, too.
    """

    accepted: int
    submitted: int
    findings: Mapping[ReportedSeverity, int]


def run_rows(
    connection: Connection,
    source: str | None = None,
    limit: int | None = None,
    *,
    numbers: Collection[int] | None = None,
    batch: int | None = None,
    with_undos: bool = True,
    until: PastMoment | None = None,
) -> list[RunRow]:
    """Runs, newest first; only those with these numbers, or of this batch, if any are given.

    Args:
        until: only those that had ended at a moment, with the state that they had then.
    """
    query = select(runs, sources.c.name.label("source")).join(sources, sources.c.id == runs.c.source_id)
    query = query.order_by(runs.c.id.desc())
    if source is not None:
        query = query.where(sources.c.name == source)
    if numbers is not None:
        query = query.where(runs.c.id.in_(numbers))
    if batch is not None:
        query = query.where(runs.c.batch == batch)
    if not with_undos:
        query = query.where(runs.c.kind != "undo")
    if until is not None:
        query = query.where(_had_ended(until))
    found = [
        value_from_row(
            RunRow,
            row,
            why=None if row["why"] is None else unpack_message(row["why"]),
            counts=json.loads(row["counts"]),
        )
        for row in connection.execute(query.limit(row_limit(limit))).mappings()
    ]
    return found if until is None else [replace(one, state=_state_then(connection, one, until)) for one in found]


def _had_ended(moment: PastMoment) -> ColumnElement[bool]:
    # What ended before schema 0014 has no moment.
    before = and_(runs.c.moment.is_(None), runs.c.ended_at <= moment.at)
    return or_(runs.c.moment <= moment.id, before)


def _state_then(connection: Connection, run: RunRow, moment: PastMoment) -> str:
    """The state that a run had at a moment when it had ended: only undoing changes it later."""
    if run.state not in ("complete", "incomplete", "undone"):
        return run.state
    undos = select(runs.c.id).where(runs.c.undoes == run.id, runs.c.state != "failed", _had_ended(moment))
    # One that was undone itself by then took nothing back.
    for one in run_rows(connection, numbers=list(connection.scalars(undos)), until=moment):
        if one.state != "undone":
            return "undone"
    return "complete" if run.why is None else "incomplete"


def source_rows(connection: Connection) -> list[SourceRow]:
    """All sources, oldest first."""
    totals = _totals(connection)
    newest = select(func.max(runs.c.id)).where(runs.c.source_id == sources.c.id).correlate(sources).scalar_subquery()
    query = (
        select(
            sources.c.name,
            sources.c.location,
            sources.c.kind,
            sources.c.profile,
            sources.c.priority,
            sources.c.settings,
            sources.c.retired_at,
            runs.c.id.label("last_run"),
            runs.c.state.label("last_state"),
            runs.c.ended_at.label("last_ended_at"),
        )
        .outerjoin(runs, runs.c.id == newest)
        .order_by(sources.c.id)
    )
    return [
        value_from_row(
            SourceRow,
            row,
            records=totals.get((row["name"], "present"), (0, 0))[0],
            missing=totals.get((row["name"], "missing"), (0, 0))[0],
            accepted=totals.get((row["name"], "present"), (0, 0))[1],
            settings=unpack_settings(row["settings"]),
        )
        for row in connection.execute(query).mappings()
    ]


def _totals(connection: Connection) -> dict[tuple[str, str], tuple[int, int]]:
    """Number of records and of accepted ones by source and state."""
    query = (
        select(
            sources.c.name,
            shown_state,
            func.count(),
            func.coalesce(func.sum(case((verdicts.c.accepted, 1), else_=0)), 0),
        )
        .join(sources, sources.c.id == records.c.source_id)
        .outerjoin(verdicts, is_verdict(records.c.version_id, sources.c.profile))
        .where(records.c.role == "record")
        .group_by(sources.c.name, shown_state)
    )
    return {(name, state): (int(count), int(accepted)) for name, state, count, accepted in connection.execute(query)}


def count_records(connection: Connection, source_id: int, states: Collection[str]) -> int:
    """Number of records, of all roles, of a source in one of the states."""
    query = select(func.count()).where(records.c.source_id == source_id, shown_state.in_(states))
    return int(connection.execute(query).scalar_one())


def totals_of_source(connection: Connection, source_id: int, profile: str) -> SourceTotals:
    """Totals of what is present in a source."""
    is_record = records.c.role == "record"
    counted = (
        case((and_(is_record, verdicts.c.accepted), 1), else_=0),
        case((and_(is_record, ~verdicts.c.accepted), 1), else_=0),
        verdicts.c.violations,
        verdicts.c.warnings,
        verdicts.c.infos,
        verdicts.c.unverified,
    )
    query = (
        select(*(func.coalesce(func.sum(column), 0) for column in counted))
        .select_from(records)
        .join(verdicts, is_verdict(records.c.version_id, profile))
        .where(records.c.source_id == source_id, shown_state == "present")
    )
    accepted, submitted, *findings = map(int, connection.execute(query).one())
    return SourceTotals(
        accepted=accepted, submitted=submitted, findings=dict(zip(REPORTED_SEVERITIES, findings, strict=True))
    )


def rest_counts(connection: Connection, source: str | None = None) -> dict[str, int]:
    """Number of rest triples by document of a source, or by source, slash and document."""
    query = select(sources.c.name, rests.c.place, rests.c.triples).join(sources, sources.c.id == rests.c.source_id)
    query = query.where(rests.c.last_run.is_(None))
    if source is not None:
        query = query.where(sources.c.name == source)
    rows = sorted(tuple(row) for row in connection.execute(query))
    return {place if source is not None else f"{name}/{place}": triples for name, place, triples in rows}
