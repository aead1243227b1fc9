"""Rows that a plan is made with, and that show later whether the registry is still as it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from .reading import slices
from .stored_rows import RegisteredSource
from .tables import causes, changes, records, runs, sources, verdicts

__all__ = [
    "VerdictCounts",
    "newest_good_run",
    "newest_purge",
    "newest_source_row",
    "other_sources",
    "purged_since",
    "records_changed_since",
    "verdict_counts",
]


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
    for some in slices(sorted(iris)):
        for iri, name in connection.execute(query.where(records.c.iri.in_(some))):
            found[iri].append(name)
    return {iri: tuple(names) for iri, names in found.items()}
