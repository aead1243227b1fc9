"""The effects of a plan beyond its changes: withdrawals, the guard, records that other sources have, too."""

from __future__ import annotations

from dataclasses import replace

from ..record.source_settings import SourceSettings
from ..store.clock import now
from ..store.database import Connection
from ..store.source_state import newest_good_run, newest_purge, newest_source_row, other_sources
from ..store.stored_rows import RegisteredSource, find_source
from ..store.tombstones import DueRecords, due_records, guard_stops, records_to_delete
from .plan import Claim, HarvestPlan, PlanBase


def plan_base(connection: Connection, source: RegisteredSource | None, iri_base: str) -> PlanBase:
    """The state of a registry, asked for before the source is read: what changes meanwhile voids the plan, too."""
    settings = SourceSettings() if source is None else source.settings
    return PlanBase(
        iri_base=iri_base,
        profile=None if source is None else source.profile,
        run=0 if source is None else newest_good_run(connection, source.id),
        row=0 if source is None else newest_source_row(connection, source.id),
        purge=newest_purge(connection),
        corrections=settings.digest("defaults", "corrections"),
        guard=settings.digest("guard"),
    )


def with_forecast(connection: Connection, plan: HarvestPlan) -> HarvestPlan:
    """The plan with its claims, and the numbers of records that it would withdraw."""
    source = find_source(connection, location=plan.location)
    key = None if source is None else source.id
    present = [
        change.iri for change in plan.changes if change.role == "record" and change.writes and change.kind != "missing"
    ]
    due = _due(connection, plan, source)
    is_held = source is not None and guard_stops(connection, source.id, due, source.settings.guard, at=now())
    withdrawn = due.deleted_number if plan.extent == "delta" else due.number
    return replace(
        plan,
        due=due.keys,
        claims=tuple(Claim(iri, names) for iri, names in sorted(other_sources(connection, present, key).items())),
        report=replace(plan.report, withdrawn=0 if is_held else withdrawn, waiting=due.number if is_held else 0),
    )


def _due(connection: Connection, plan: HarvestPlan, source: RegisteredSource | None) -> DueRecords:
    """The records that are missing for long enough, and from this complete reading, too, or deleted by their source."""
    if source is None or plan.state != "complete":
        return DueRecords((), 0)
    if plan.extent == "unmoved":
        return due_records(connection, source.id, at=now())
    stated = {change.record_id for change in plan.changes if change.is_deleted and change.record_id is not None}
    # A delta does not see what else is missing: all that waits goes on waiting.
    among = None
    if plan.extent == "whole":
        missing = (one for one in plan.changes if one.kind == "missing" and one.was == "missing")
        among = {one.record_id for one in missing if one.record_id is not None}
    due = DueRecords((), 0)
    if among is None or among:
        due = due_records(connection, source.id, at=now(), among=among, without=stated)
    return due.with_more(records_to_delete(connection, stated))
