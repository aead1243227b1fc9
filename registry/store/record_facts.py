"""Facts of records that leave: their source, their times, the profile that they met."""

from __future__ import annotations

from collections.abc import Collection, Container
from datetime import date

from sqlalchemy import Connection, func, select

from danhmuc.shapes import NO_PROFILE

from ..record.exported import RecordFacts
from ..record.registration import PublicRegistration, Registration
from .reading import slices
from .redirects import current_iris
from .registration_rows import leaving_registrations, own_authority
from .tables import records, shown_state, sources, versions

__all__ = ["record_facts"]


def record_facts(
    connection: Connection,
    version_ids: Collection[int],
    *,
    profile: str | None = None,
    day: date | None = None,
    leaving: Container[str] = (),
) -> dict[int, RecordFacts]:
    """The facts of some records, by the version of each that leaves.

    Args:
        profile: the profile by which they were accepted; None if each was by that of its source.
        day: the day of registrations; None if they are not wanted.
        leaving: the IRIs that leave; a registration names no other.
    """
    registered = {} if day is None else _public_registrations(connection, version_ids, day, leaving)
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
                registrations=registered.get(row.id, ()),
            )
    return found


def _public_registrations(
    connection: Connection, version_ids: Collection[int], day: date, leaving: Container[str]
) -> dict[int, tuple[PublicRegistration, ...]]:
    """The public parts of the registrations that hold on a day, by the version that leaves of each record."""
    registered = leaving_registrations(connection, version_ids, day)
    if not registered:
        return {}
    own, renamed = own_authority(connection), current_iris(connection)

    def public_part(one: Registration) -> PublicRegistration:
        named = one.superseded_by
        successor = None if named is None else renamed.get(named, named)
        return one.public_part(own_authority=own, successor=successor if successor in leaving else None)

    return {key: tuple(map(public_part, some)) for key, some in registered.items()}
