"""Facts of records that leave: their source, their times, the profile that they met."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from danhmuc.shapes import NO_PROFILE

from ..record.exported import RecordFacts
from .reading import slices
from .tables import records, shown_state, sources, versions

__all__ = ["record_facts"]


def record_facts(
    connection: Connection, version_ids: Collection[int], *, profile: str | None = None
) -> dict[int, RecordFacts]:
    """The facts of some records, by the version of each that leaves.

    Args:
        profile: the profile by which they were accepted; None if each was by that of its source.
    """
    found: dict[int, RecordFacts] = {}
    earlier = versions.alias("earlier")
    first = (
        select(func.min(earlier.c.created_at))
        .where(earlier.c.record_id == records.c.id)
        .correlate(records)
        .scalar_subquery()
    )
    for some in slices(sorted(version_ids)):
        query = (
            select(
                versions.c.id,
                versions.c.created_at,
                sources.c.name,
                sources.c.profile,
                records.c.local,
                shown_state,
                first.label("first_at"),
            )
            .join(records, records.c.id == versions.c.record_id)
            .join(sources, sources.c.id == records.c.source_id)
            .where(versions.c.id.in_(some))
        )
        for row in connection.execute(query):
            found[row.id] = RecordFacts(
                source=row.name,
                created_at=row.first_at,
                changed_at=row.created_at,
                profile=row.profile if profile is None else profile,
                verdict="not-validated" if profile is None and row.profile == NO_PROFILE else "accepted",
                is_by_source=profile is None,
                local=row.local,
                is_missing=row.state == "missing",
            )
    return found
