"""What the registry already knows of a source: asked once at the start of a plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select, true

from .reading import slices
from .tables import memberships, records, sources, verdicts

__all__ = ["KnownRecord", "KnownSource", "find_source", "known_memberships", "known_records", "sources_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source as registered."""

    id: int
    name: str
    location: str
    kind: str
    profile: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRecord:
    """A description as it stands.

    Attributes:
        judged: profile digest, blank, context digest of the newest version's verdict; empty where there is none.
        accepted: that verdict; None where there is none.
        main_class: IRI of its class.
    """

    id: int
    role: str
    state: str
    version_id: int
    digest: str
    judged: str
    accepted: bool | None
    main_class: str | None = None


def sources_of(connection: Connection) -> list[KnownSource]:
    """All sources, oldest first."""
    columns = (sources.c.id, sources.c.name, sources.c.location, sources.c.kind, sources.c.profile)
    rows = connection.execute(select(*columns).order_by(sources.c.id))
    return [KnownSource(**row) for row in rows.mappings()]


def find_source(connection: Connection, *, name: str | None = None, location: str | None = None) -> KnownSource | None:
    """The source of that name or location."""
    for source in sources_of(connection):
        if source.name == name or source.location == location:
            return source
    return None


def known_records(
    connection: Connection, source_id: int, profile: str, iris: Collection[str] | None = None
) -> dict[str, KnownRecord]:
    """Descriptions of the source by IRI, all or some, with the standing of the newest version under the profile."""
    query = (
        select(
            records.c.iri,
            records.c.id,
            records.c.role,
            records.c.state,
            records.c.version_id,
            records.c.digest,
            records.c["class"],
            verdicts.c.profile_digest,
            verdicts.c.context_digest,
            verdicts.c.accepted,
        )
        .outerjoin(verdicts, and_(verdicts.c.version_id == records.c.version_id, verdicts.c.profile == profile))
        .where(records.c.source_id == source_id)
    )
    wanted = [true()] if iris is None else [records.c.iri.in_(some) for some in slices(sorted(iris))]
    return {
        row.iri: KnownRecord(
            id=row.id,
            role=row.role,
            state=row.state,
            version_id=row.version_id,
            digest=row.digest,
            judged="" if row.profile_digest is None else f"{row.profile_digest} {row.context_digest}",
            accepted=row.accepted,
            main_class=row._mapping["class"],
        )
        for condition in wanted
        for row in connection.execute(query.where(condition))
    }


def known_memberships(connection: Connection, source_id: int) -> dict[tuple[str, str, str], int]:
    """What the source's catalogues list as of its last complete run, with the key of each row."""
    query = select(memberships.c.catalog, memberships.c.property, memberships.c.target, memberships.c.id).where(
        memberships.c.source_id == source_id, memberships.c.last_run.is_(None)
    )
    return {(catalog, prop, target): row for catalog, prop, target, row in connection.execute(query)}
