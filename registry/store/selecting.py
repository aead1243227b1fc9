"""Select what leaves: the version of each record that an export has, and what it leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, or_, select

from danhmuc.shapes import NO_PROFILE

from .held_statements import HeldStatement, held_statements
from .reading import slices
from .stored_rows import is_listed
from .tables import is_verdict, memberships, records, renewals, shown_state, sources, verdicts, versions

__all__ = [
    "Candidate",
    "candidates",
    "find_described",
    "kept_members",
    "listed_members",
    "members_nquads",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One record of one source, as an export sees it.

    Attributes:
        version_id: the version that may leave: the newest accepted one, or the newest if nothing is validated; None if
            there is none.
        newest_id: the newest version, accepted or not.
        publicity, newest_publicity: of that version and of the newest one.
        record_id: key of the record; greater for a younger one of the same source.
        held: what its source says and is held after an undone run; None if nothing is.
    """

    source_id: int
    source: str
    priority: int
    iri: str
    role: str
    state: str
    topic: str | None
    main_class: str | None
    version_id: int | None
    newest_id: int
    publicity: str
    newest_publicity: str
    record_id: int = 0
    held: HeldStatement | None = None


def candidates(
    connection: Connection, source_id: int | None, iris: Collection[str] | None = None
) -> Iterator[Candidate]:
    """All records of one source or of all, or those of a few IRIs, by IRI.

    Of one IRI, that of the source with the smaller priority first, then of the older one.
    """
    accepted = (
        select(versions.c.record_id, func.max(versions.c.number).label("number"))
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .outerjoin(verdicts, is_verdict(versions.c.id, sources.c.profile))
        .outerjoin(renewals, renewals.c.record_id == records.c.id)
        .where(
            versions.c.undone_by.is_(None),
            or_(sources.c.profile == NO_PROFILE, and_(verdicts.c.accepted, renewals.c.record_id.is_(None))),
        )
        .group_by(versions.c.record_id)
    )
    if iris is not None:
        accepted = accepted.where(records.c.iri.in_(sorted(iris)))
    leaving = accepted.subquery()
    newest = versions.alias("newest")
    chosen = versions.alias("chosen")
    query = (
        select(
            records.c.source_id,
            records.c.iri,
            sources.c.name,
            sources.c.priority,
            records.c.role,
            shown_state,
            records.c.topic,
            records.c["class"],
            chosen.c.id,
            records.c.version_id,
            chosen.c.publicity,
            newest.c.publicity,
            records.c.id,
        )
        .join(sources, sources.c.id == records.c.source_id)
        .join(newest, newest.c.id == records.c.version_id)
        .outerjoin(leaving, leaving.c.record_id == records.c.id)
        .outerjoin(chosen, and_(chosen.c.record_id == leaving.c.record_id, chosen.c.number == leaving.c.number))
    )
    if source_id is not None:
        query = query.where(records.c.source_id == source_id)
    if iris is not None:
        query = query.where(records.c.iri.in_(sorted(iris)))
    # Sorted here: databases do not agree on the order of letters.
    rows = sorted(connection.execute(query).all(), key=lambda row: (row[1], row[3], row[0]))
    held = held_statements(connection, source_id, iris)
    for (
        source,
        iri,
        name,
        priority,
        role,
        state,
        topic,
        main_class,
        version_id,
        newest_id,
        publicity,
        newest_publicity,
        record_id,
    ) in rows:
        yield Candidate(
            source_id=source,
            source=name,
            priority=priority,
            iri=iri,
            role=role,
            state=state,
            topic=topic,
            main_class=main_class,
            version_id=version_id,
            newest_id=newest_id,
            publicity=publicity or "",
            newest_publicity=newest_publicity,
            record_id=record_id,
            held=held.get(record_id),
        )


def listed_members(connection: Connection, source_id: int, catalog: str) -> list[tuple[str, str]]:
    """Property and target of all that a catalogue lists now, sorted."""
    query = select(memberships.c.property, memberships.c.target).where(
        memberships.c.source_id == source_id, memberships.c.catalog == catalog, is_listed()
    )
    return sorted((prop, target) for prop, target in connection.execute(query))


def kept_members(connection: Connection, source_id: int, catalog: str) -> list[tuple[str, str]]:
    """Property and target of what a catalogue no longer lists, but has until the one of them that is missing is back.

    What it dropped while both were there has ended.
    """
    query = select(memberships.c.property, memberships.c.target).where(
        memberships.c.source_id == source_id,
        memberships.c.catalog == catalog,
        memberships.c.last_run.is_(None),
        memberships.c.missing_since.is_not(None),
    )
    return sorted((prop, target) for prop, target in connection.execute(query))


def members_nquads(connection: Connection, source_id: int, catalog: str) -> bytes:
    """All that a catalogue lists now as N-Quads lines, sorted; empty if it is no catalogue."""
    members = listed_members(connection, source_id, catalog)
    return "".join(f"<{catalog}> <{prop}> <{target}> .\n" for prop, target in members).encode()


def find_described(connection: Connection, iris: Collection[str]) -> set[str]:
    """The IRIs that any source describes as a record or a catalog record."""
    found: set[str] = set()
    for some in slices(sorted(iris)):
        query = select(records.c.iri).where(records.c.iri.in_(some), records.c.role != "node")
        found.update(connection.scalars(query))
    return found
