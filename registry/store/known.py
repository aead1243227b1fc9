"""What the registry already knows of a source: asked once at the start of a plan."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from .tables import graphs, memberships, records, sources, verdicts, versions

__all__ = ["KnownRecord", "KnownSource", "find_source", "graph_body", "known_memberships", "known_records", "sources_of"]


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
        judged: profile digest and context digest of the newest version's verdict, empty where there is none.
        accepted: that verdict; None where there is none.
    """

    id: int
    role: str
    state: str
    topic: str | None
    version_id: int
    digest: str
    judged: str
    accepted: bool | None


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


def known_records(connection: Connection, source_id: int, profile: str) -> dict[str, KnownRecord]:
    """All descriptions of the source by IRI, with the standing of the newest version under the profile."""
    query = (
        select(
            records.c.iri,
            records.c.id,
            records.c.role,
            records.c.state,
            records.c.topic,
            records.c.version_id,
            records.c.digest,
            verdicts.c.profile_digest,
            verdicts.c.context_digest,
            verdicts.c.accepted,
        )
        .outerjoin(verdicts, and_(verdicts.c.version_id == records.c.version_id, verdicts.c.profile == profile))
        .where(records.c.source_id == source_id)
    )
    return {
        iri: KnownRecord(
            id=record_id,
            role=role,
            state=state,
            topic=topic,
            version_id=version_id,
            digest=digest,
            judged="" if profile_digest is None else f"{profile_digest} {context_digest}",
            accepted=accepted,
        )
        for (
            iri,
            record_id,
            role,
            state,
            topic,
            version_id,
            digest,
            profile_digest,
            context_digest,
            accepted,
        ) in connection.execute(query)
    }


def known_memberships(connection: Connection, source_id: int) -> dict[tuple[str, str, str], int]:
    """What the source's catalogues list as of its last complete run, with the key of each row."""
    query = select(memberships.c.catalog, memberships.c.property, memberships.c.target, memberships.c.id).where(
        memberships.c.source_id == source_id, memberships.c.last_run.is_(None)
    )
    return {(catalog, prop, target): row for catalog, prop, target, row in connection.execute(query)}


def graph_body(connection: Connection, version_id: int) -> bytes:
    """The canonical N-Quads of a version."""
    query = select(graphs.c.body).join(versions, versions.c.digest == graphs.c.digest).where(versions.c.id == version_id)
    return zlib.decompress(connection.execute(query).scalar_one())
