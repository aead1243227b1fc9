"""The state of a source: what a run of it counts if nothing moved, and rows that show whether a plan still fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from ..record.causes import BARRING_HOLDS
from ..record.change import RoleCounts
from ..record.stored import NOTHING_SAID, RELEASED, VALIDATED_STATES
from .reading import read_in
from .stored_rows import RegisteredSource
from .tables import causes, changes, has_cause, is_verdict, records, runs, sources, verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """Numbers of the records of a source.

    Attributes:
        missing: by role.
        accepted, submitted: of the records that the source has, by verdict.
        modified: ``dct:modified`` of these, as written; empty if nobody asks.
    """

    missing: Mapping[str, int]
    accepted: int
    submitted: int
    modified: tuple[str, ...] = ()


def source_state(connection: Connection, source_id: int, profile: str, *, dated: bool) -> SourceState:
    """The numbers of the records of a source, with the verdicts of a profile.

    Args:
        dated: whether it is asked when they were modified.
    """
    missing: defaultdict[str, int] = defaultdict(int)
    by_role = (
        select(records.c.role, func.count())
        .where(
            records.c.source_id == source_id,
            records.c.presence == "missing",
            # What is held after an undone run counts as that.
            records.c.source_digest != NOTHING_SAID,
            or_(~has_cause("held"), records.c.source_digest == RELEASED),
        )
        .group_by(records.c.role)
    )
    missing.update((role, int(number)) for role, number in connection.execute(by_role))
    by_verdict = (
        select(verdicts.c.accepted, func.count())
        .join(records, is_verdict(records.c.version_id, profile))
        .where(_is_seen(source_id))
        .group_by(verdicts.c.accepted)
    )
    found = {bool(accepted): int(number) for accepted, number in connection.execute(by_verdict)}
    days = select(records.c.modified).distinct().where(_is_seen(source_id), records.c.modified.is_not(None))
    modified = tuple(connection.scalars(days)) if dated else ()
    return SourceState(missing=missing, accepted=found.get(True, 0), submitted=found.get(False, 0), modified=modified)


def seen_counts(connection: Connection, source_id: int) -> dict[str, RoleCounts]:
    """The counts of a run that sees all that a source has, as far as is known, and finds it unchanged, by role."""
    is_held = or_(
        records.c.source_digest == NOTHING_SAID,
        and_(has_cause("held"), records.c.source_digest != RELEASED),
    )
    by_person = and_(records.c.presence == "withdrawn", records.c.missing_since.is_(None))
    outcome = case(
        (is_held, "held"),
        (or_(records.c.presence == "present", by_person), "unchanged"),
        (records.c.presence == "missing", "missing"),
        else_="",
    )
    query = select(records.c.role, outcome, func.count()).where(records.c.source_id == source_id)
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for role, kind, number in connection.execute(query.group_by(records.c.role, outcome)):
        if kind:
            found[role][kind] = int(number)
    return {role: RoleCounts(**found[role]) for role in ("record", "node", "element", "catalog-record")}


def has_due_verdicts(
    connection: Connection, source_id: int, profile: str, *, profile_digest: str, lists_digest: str, today: str
) -> bool:
    """Whether any record that may leave has no verdict by these rules and lists that holds today."""
    holds_today = and_(
        verdicts.c.profile_digest == profile_digest,
        verdicts.c.lists_digest == lists_digest,
        or_(verdicts.c.since.is_(None), verdicts.c.since <= today),
        or_(verdicts.c.until.is_(None), verdicts.c.until >= today),
    )
    query = (
        select(records.c.id)
        .outerjoin(verdicts, and_(is_verdict(records.c.version_id, profile), holds_today))
        .where(
            records.c.source_id == source_id,
            records.c.presence.in_(VALIDATED_STATES),
            or_(records.c.hold.is_(None), records.c.hold.not_in(BARRING_HOLDS)),
            verdicts.c.id.is_(None),
        )
    )
    return connection.scalar(query.limit(1)) is not None


def _is_seen(source_id: int) -> ColumnElement[bool]:
    """The condition that a row is that of a record that its source has, as far as is known."""
    by_person = and_(records.c.presence == "withdrawn", records.c.missing_since.is_(None))
    return and_(
        records.c.source_id == source_id,
        records.c.role == "record",
        or_(records.c.presence == "present", by_person),
    )


def newest_good_run(connection: Connection, source_id: int) -> int:
    """Number of the source's newest run that did not fail, 0 if it has none."""
    query = select(func.coalesce(func.max(runs.c.id), 0)).where(
        runs.c.source_id == source_id, runs.c.state.in_(("complete", "incomplete"))
    )
    return int(connection.execute(query).scalar_one())


def newest_source_row(connection: Connection, source_id: int) -> int:
    """Number of the newest row of the ledger that is about a record of the source, 0 if there is none."""
    query = select(changes.c.id).join(records, records.c.id == changes.c.record_id)
    newest = query.where(records.c.source_id == source_id).order_by(changes.c.id.desc()).limit(1)
    return int(connection.scalar(newest) or 0)


def records_changed_since(connection: Connection, source_id: int, row: int) -> set[int]:
    """Keys of the records of the source that later rows of the ledger are about."""
    query = select(changes.c.record_id).join(records, records.c.id == changes.c.record_id)
    return set(connection.scalars(query.where(records.c.source_id == source_id, changes.c.id > row).distinct()))


def newest_purge(connection: Connection) -> int:
    """Number of the newest hold by which something was purged, 0 if nothing ever was."""
    return int(connection.scalar(select(func.max(causes.c.id)).where(causes.c.kind == "purged")) or 0)


def purged_since(connection: Connection, hold: int) -> frozenset[str]:
    """The IRIs that were purged after a hold, in their valid form, whether they were released again or not."""
    return frozenset(connection.scalars(select(causes.c.iri).where(causes.c.kind == "purged", causes.c.id > hold)))


@dataclass(frozen=True, slots=True)
class VerdictCounts:
    """Numbers of the present records of a source by verdict under its profile."""

    accepted: int
    submitted: int


def verdict_counts(connection: Connection, source: RegisteredSource) -> VerdictCounts:
    """The numbers of present records by verdict; records without one are in neither."""
    query = (
        select(verdicts.c.accepted, func.count())
        .join(records, records.c.version_id == verdicts.c.version_id)
        .where(
            records.c.source_id == source.id,
            records.c.role == "record",
            records.c.presence == "present",
            verdicts.c.profile == source.profile,
            verdicts.c.until_at.is_(None),
        )
        .group_by(verdicts.c.accepted)
    )
    found = {bool(accepted): int(number) for accepted, number in connection.execute(query)}
    return VerdictCounts(found.get(True, 0), found.get(False, 0))


def other_sources(connection: Connection, iris: Collection[str], source_id: int | None) -> dict[str, tuple[str, ...]]:
    """The names of other sources that have records of some IRIs, present or missing; oldest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = (
        select(records.c.iri, sources.c.name)
        .join(sources, sources.c.id == records.c.source_id)
        .where(records.c.role == "record", records.c.presence.in_(("present", "missing")))
        .order_by(records.c.source_id)
    )
    if source_id is not None:
        query = query.where(records.c.source_id != source_id)
    for iri, name in read_in(connection, query, records.c.iri, iris):
        found[iri].append(name)
    return {iri: tuple(names) for iri, names in found.items()}
