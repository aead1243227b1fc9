"""An overview of the registry: its sources with their status, their runs, and triples that belong to no record.

An overview of the registry: its sources, their runs, and triples that belong to no record.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Literal, cast

from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, and_, case, func, or_, select

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import mask_passwords, shown_location

from ..record.harvested import HarvestReport, RunState
from ..record.identity import ProposedRename
from ..record.source_settings import SourceSettings, unpack_settings
from ..record.summary import RETIRED_PATTERN
from .clock import before, now
from .identity_rows import open_proposals
from .moments import PastMoment
from .reading import row_limit, value_from_row
from .stored_bars import unmarked_records
from .stored_rows import sources_of
from .tables import NO_VISITS, is_verdict, records, rests, runs, shown_state, sources, verdicts, versions
from .tombstones import waiting_deletions, waiting_losses
from .verdict_rows import unpack_message

# ---------------------------------------------------------------- overview


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


# ---------------------------------------------------------------- source status
# The status of each source: its records by state, its last runs, since when it fails.

TREND_RUNS: Final = 30
"""Number of runs that a trend shows."""
_SILENCE: Final = timedelta(hours=1)
"""A run that wrote nothing for this long has most likely ended without a word."""

Attention = Literal["failing", "incomplete", "silent", "unusual", "unmet", "undecided"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRun:
    """One run of a source; `why` is the reason of an incomplete or failed one."""

    id: int
    state: str
    why: Message | None
    started_at: str
    ended_at: str | None

    def as_dict(self) -> dict[str, object]:
        """The run as JSON has it."""
        why = None if self.why is None else mask_passwords(str(self.why))
        return {**json_members(self, self.__slots__), "why": why}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """The status of one source.

    Attributes:
        states: number of records by state.
        retired: of the records that are present, those that the source retires by the status WITHDRAWN.
        accepted, submitted, not_validated: of the records that are present, under the source's profile.
        runs: the newest 30 runs, newest first.
        last_good: the newest complete run.
        failing_since: when the first failed or incomplete run after the last good one began; None if there is none.
        failing_runs: number of these runs.
        contact: who answers for it, as its settings say.
        retired_at: since when nothing is harvested from it; it then needs no attention.
        attention: why it needs a person: ``failing`` or ``incomplete`` (the newest run that ended), ``silent`` (a run
            has not been heard of for over an hour), ``unusual`` (the newest run that ended is complete, and skipped,
            kept back or lost something), ``unmet`` (it is not as expected), ``undecided`` (renames are proposed,
            records wait to be withdrawn, to lose their distributions, or to be released); None if it does not.
        report: of the newest run that ended, with what waits for a decision now; empty if no run ended.
        awaiting_release: IRIs of records that a mark of secrecy withholds although no source marks them any more.
    """

    name: str
    location: str
    kind: str
    profile: str
    contact: str | None
    retired_at: str | None
    states: Mapping[str, int]
    accepted: int
    submitted: int
    not_validated: int
    runs: tuple[StatusRun, ...]
    last_good: StatusRun | None
    failing_since: str | None
    failing_runs: int
    attention: Attention | None
    report: HarvestReport
    awaiting_release: tuple[str, ...] = ()
    retired: int = 0

    @property
    def renames(self) -> tuple[ProposedRename, ...]:
        """The proposed renames that nobody has answered."""
        return self.report.renames

    @property
    def unmet(self) -> int:
        """The number of expectations of the source that the newest run that ended did not meet."""
        return self.report.unmet

    @property
    def deletions_waiting(self) -> int:
        """The number of missing records that are not withdrawn, because they are too many to be usual."""
        return self.report.waiting

    @property
    def losses_waiting(self) -> int:
        """The number of records that have lost every distribution and stay as they are stored."""
        return self.report.losses_waiting

    @property
    def last_run(self) -> StatusRun | None:
        """The newest run."""
        return self.runs[0] if self.runs else None

    @property
    def last_ended(self) -> StatusRun | None:
        """The newest run that ended, and was not undone."""
        return next((run for run in self.runs if run.state not in ("running", "undone")), None)

    def as_dict(self) -> dict[str, object]:
        """The status as JSON has it; `trend` has the states of the last 30 runs, oldest first."""
        names = (
            "name",
            "location",
            "kind",
            "profile",
            "contact",
            "retired_at",
            "retired",
            "accepted",
            "submitted",
            "not_validated",
        )
        return {
            **json_members(self, names),
            "location": shown_location(self.location),
            "records": dict(self.states),
            "last_run": None if self.last_run is None else self.last_run.as_dict(),
            "last_good": None if self.last_good is None else self.last_good.as_dict(),
            **json_members(self, ("failing_since", "failing_runs", "attention")),
            "attention_counts": dict(self.report.attention_counts),
            "renames": [one.as_dict() for one in self.renames],
            **json_members(self, ("unmet", "deletions_waiting", "losses_waiting", "awaiting_release")),
            "trend": [run.as_dict() for run in reversed(self.runs)],
        }


def source_statuses(connection: Connection) -> list[SourceStatus]:
    """The status of all sources, oldest first."""
    states, verdict_counts = _record_counts(connection)
    newest = _newest_runs(connection)
    good = last_good_runs(connection)
    failing = failing_since(connection)
    silent = _silent(connection)
    proposed = _proposals_by_source(connection)
    losses = waiting_losses(connection)
    unmarked = unmarked_records(connection)
    ended = _last_ended(connection)
    retired = _retired_by_source(connection)
    found = []
    for source in sources_of(connection):
        key = source.id
        since, number = failing.get(key, (None, 0))
        withheld = tuple(unmarked.get(key, ()))
        report = ended.get(key, HarvestReport(source=source.name, profile=source.profile, run=None, state="complete"))
        report = replace(
            report,
            newly_missing=min(report.newly_missing, states.get(key, Counter())["missing"]),
            renames=tuple(proposed.get(source.name, ())),
            proposed_renames=0,
            waiting=waiting_deletions(connection, key, source.settings.guard),
            losses_waiting=losses.get(key, 0),
            awaiting_release=len(withheld),
        )
        attention = _attention(report, is_silent=key in silent)
        found.append(
            SourceStatus(
                name=source.name,
                location=source.location,
                kind=source.kind,
                profile=source.profile,
                contact=source.settings.contact,
                retired_at=source.retired_at,
                states=dict(sorted(states.get(key, Counter()).items())),
                accepted=verdict_counts[key, True],
                submitted=verdict_counts[key, False],
                not_validated=verdict_counts[key, None],
                runs=tuple(newest.get(key, ())),
                last_good=good.get(key),
                failing_since=since,
                failing_runs=number,
                attention=None if source.retired_at is not None else attention,
                report=report,
                awaiting_release=withheld,
                retired=retired.get(key, 0),
            )
        )
    return found


def _retired_by_source(connection: Connection) -> dict[int, int]:
    """The number of records that are present and retired by their status, by source."""
    query = (
        select(records.c.source_id, func.count())
        .join(versions, versions.c.id == records.c.version_id)
        .where(records.c.role == "record", shown_state == "present", versions.c.publicity.like(RETIRED_PATTERN))
        .group_by(records.c.source_id)
    )
    return {source: int(count) for source, count in connection.execute(query)}


def _proposals_by_source(connection: Connection) -> dict[str, list[ProposedRename]]:
    """The proposed renames that nobody has answered, by source."""
    found: dict[str, list[ProposedRename]] = {}
    for one in open_proposals(connection):
        found.setdefault(one.source, []).append(one)
    return found


def _attention(report: HarvestReport, *, is_silent: bool) -> Attention | None:
    """Why a source needs a person, by its newest run that ended."""
    if is_silent:
        return "silent"
    if report.state != "complete":
        return "failing" if report.state == "failed" else "incomplete"
    of_run = report.attention_counts.keys() - report.decision_counts.keys()
    if of_run:
        return "unmet" if of_run == {"unmet"} else "unusual"
    return "undecided" if report.attention_counts else None


def _record_counts(connection: Connection) -> tuple[dict[int, Counter[str]], Counter[tuple[int, bool | None]]]:
    """Records by source and state, and those present by source and verdict."""
    query = (
        select(records.c.source_id, shown_state, verdicts.c.accepted, func.count())
        .join(sources, sources.c.id == records.c.source_id)
        .outerjoin(verdicts, is_verdict(records.c.version_id, sources.c.profile))
        .where(records.c.role == "record")
        .group_by(records.c.source_id, shown_state, verdicts.c.accepted)
    )
    states: dict[int, Counter[str]] = {}
    by_verdict: Counter[tuple[int, bool | None]] = Counter()
    for source, state, accepted, count in connection.execute(query):
        states.setdefault(source, Counter())[state] += count
        if state == "present":
            by_verdict[source, accepted] += count
    return states, by_verdict


_RUN_COLUMNS: Final = (runs.c.source_id, runs.c.id, runs.c.state, runs.c.why, runs.c.started_at, runs.c.ended_at)


def _is_complete(of: FromClause) -> ColumnElement[bool]:
    """The condition that a run has read its whole source."""
    return and_(of.c.state == "complete", of.c.kind.not_in(NO_VISITS))


def _newest_runs(connection: Connection) -> dict[int, list[StatusRun]]:
    place = func.row_number().over(partition_by=runs.c.source_id, order_by=runs.c.id.desc()).label("place")
    ranked = select(*_RUN_COLUMNS, place).where(runs.c.kind.not_in(NO_VISITS)).subquery()
    query = select(ranked).where(ranked.c.place <= TREND_RUNS).order_by(ranked.c.source_id, ranked.c.place)
    found: dict[int, list[StatusRun]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["source_id"], []).append(_run(row))
    return found


def last_good_runs(connection: Connection) -> dict[int, StatusRun]:
    """The newest complete run of each source, by its key."""
    newest = select(func.max(runs.c.id)).where(_is_complete(runs)).group_by(runs.c.source_id)
    rows = connection.execute(select(*_RUN_COLUMNS).where(runs.c.id.in_(newest))).mappings()
    return {row["source_id"]: _run(row) for row in rows}


def _last_ended(connection: Connection) -> dict[int, HarvestReport]:
    """The report of the newest run of each source that ended and was not undone, by its key."""
    is_ended = and_(runs.c.state.not_in(("running", "undone")), runs.c.kind.not_in(NO_VISITS))
    newest = select(func.max(runs.c.id)).where(is_ended).group_by(runs.c.source_id)
    query = (
        select(*_RUN_COLUMNS, runs.c.profile, runs.c.counts, sources.c.name)
        .join(sources, sources.c.id == runs.c.source_id)
        .where(runs.c.id.in_(newest))
    )
    found = {}
    for row in connection.execute(query).mappings():
        run = _run(row)
        found[row["source_id"]] = HarvestReport.of_counts(
            json.loads(row["counts"]),
            source=row["name"],
            profile=row["profile"],
            run=run.id,
            state=cast("RunState", run.state),
            why=run.why,
        )
    return found


def failing_since(connection: Connection) -> dict[int, tuple[str, int]]:
    """When the first failed or incomplete run since the last complete one began, and how many there are, by source."""
    good = runs.alias("good")
    last_good = (
        select(func.coalesce(func.max(good.c.id), 0))
        .where(good.c.source_id == runs.c.source_id, _is_complete(good))
        .correlate(runs)
        .scalar_subquery()
    )
    query = (
        select(runs.c.source_id, func.min(runs.c.started_at), func.count())
        .where(runs.c.state.in_(("failed", "incomplete")), runs.c.kind.not_in(NO_VISITS), runs.c.id > last_good)
        .group_by(runs.c.source_id)
    )
    return {source: (started, count) for source, started, count in connection.execute(query)}


def _silent(connection: Connection) -> set[int]:
    """Sources whose open run was not heard of for long."""
    heard = before(now(), _SILENCE)
    query = select(runs.c.source_id).where(runs.c.state == "running", runs.c.heartbeat_at < heard)
    return set(connection.scalars(query))


def _run(row: RowMapping) -> StatusRun:
    return value_from_row(StatusRun, row, why=None if row["why"] is None else unpack_message(row["why"]))
