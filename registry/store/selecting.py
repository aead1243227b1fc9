"""Select what leaves: the version of each record that an export has, and what it leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, collate, exists, func, literal, or_, select

from danhmuc.shapes import NO_PROFILE

from ..record.record import NODE_ROLES, Role
from .held_statements import HeldStatement, held_statements
from .reading import slices
from .stored_rows import is_listed
from .stored_rules import unread_rules
from .tables import is_verdict, memberships, records, renewals, shown_state, sources, verdicts, versions
from .waiting_elements import WaitingElement, is_one_of, waiting_elements

__all__ = [
    "Candidate",
    "candidates",
    "find_described",
    "find_records",
    "has_missing",
    "kept_members",
    "listed_members",
    "members_nquads",
    "sources_with_records",
]

_PAGE: Final = 1_000
_NEWEST: Final = versions.alias("newest")
_CHOSEN: Final = versions.alias("chosen")


class Candidate(NamedTuple):
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
    role: Role
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
    connection: Connection,
    source_id: int | None,
    iris: Collection[str] | None = None,
    *,
    role: Role | None = None,
    profile: str | None = None,
    waiting: Mapping[int, WaitingElement] | None = None,
) -> Iterator[Candidate]:
    """All records of one source or of all, or those of a few IRIs, or of one role, by IRI.

    Of one IRI, that of the source with the smaller priority first, then of the older one. They are read as they are
    asked for: not all are in memory at once.

    Args:
        profile: the profile whose verdicts count; None for that of each source.
        waiting: the elements that wait for a decision; None for those of today.
    """
    waiting = waiting_elements(connection) if waiting is None else waiting
    suspended = [key for one in waiting.values() for key in one.suspended]
    by_profile = sources.c.profile if profile is None else literal(profile)
    # Whoever was accepted by rules of which a part was not read was not accepted.
    is_by_read_rules = verdicts.c.profile_digest.not_in(unread_rules(connection))
    scope = []
    if source_id is not None:
        scope.append(records.c.source_id == source_id)
    if iris is not None:
        scope.append(records.c.iri.in_(sorted(iris)))
    if role is not None:
        scope.append(records.c.role == role)
    leaving = (
        select(versions.c.record_id, func.max(versions.c.number).label("number"))
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .outerjoin(verdicts, is_verdict(versions.c.id, by_profile))
        .outerjoin(renewals, renewals.c.record_id == records.c.id)
        .where(
            versions.c.undone_by.is_(None),
            versions.c.pruned.is_(None),
            *([~is_one_of(versions.c.id, suspended)] if suspended else []),
            or_(by_profile == NO_PROFILE, and_(verdicts.c.accepted, is_by_read_rules, renewals.c.record_id.is_(None))),
            *scope,
        )
        .group_by(versions.c.record_id)
        .subquery()
    )
    query = (
        select(
            records.c.source_id,
            sources.c.name,
            sources.c.priority,
            records.c.iri,
            records.c.role,
            shown_state,
            records.c.topic,
            records.c["class"],
            _CHOSEN.c.id,
            records.c.version_id,
            func.coalesce(_CHOSEN.c.publicity, ""),
            _NEWEST.c.publicity,
            records.c.id,
        )
        .join(sources, sources.c.id == records.c.source_id)
        .join(_NEWEST, _NEWEST.c.id == records.c.version_id)
        .outerjoin(leaving, leaving.c.record_id == records.c.id)
        .outerjoin(_CHOSEN, and_(_CHOSEN.c.record_id == leaving.c.record_id, _CHOSEN.c.number == leaving.c.number))
        .where(*scope)
        .order_by(_by_letters(connection, records.c.iri), sources.c.priority, records.c.source_id)
    )
    held = held_statements(connection, source_id, iris)
    for row in connection.execute(query.execution_options(yield_per=_PAGE)):
        yield Candidate._make((*row, held.get(row[-1])))


def _by_letters(connection: Connection, column: ColumnElement[str]) -> ColumnElement[str]:
    """Order by the code points of a text, as Python does: by itself PostgreSQL orders by the rules of a language."""
    return collate(column, "C") if connection.dialect.name == "postgresql" else column


def has_missing(connection: Connection, source_id: int | None) -> bool:
    """Whether anything is missing from its source, or from one source."""
    # By the index of what is missing.
    is_missing = records.c.presence == literal("missing", literal_execute=True)
    query = select(records.c.id).where(is_missing, shown_state == "missing")
    if source_id is not None:
        query = query.where(records.c.source_id == source_id)
    return connection.execute(query.limit(1)).first() is not None


def sources_with_records(connection: Connection, source_ids: Collection[int], states: Collection[str]) -> set[int]:
    """The sources, of some, that have a record in one of some states."""
    if not source_ids:
        return set()
    # The first record of each that is in one of the states will do.
    has_any = exists(
        select(records.c.id).where(
            records.c.source_id == sources.c.id, records.c.role == "record", shown_state.in_(states)
        )
    )
    return set(connection.scalars(select(sources.c.id).where(sources.c.id.in_(sorted(source_ids)), has_any)))


def find_records(
    connection: Connection, iris: Collection[str], source_id: int | None, *, without: Collection[int]
) -> set[str]:
    """The IRIs, of some, that one source or any describes as a record; sources `without` do not count."""
    found: set[str] = set()
    for some in slices(sorted(iris)):
        query = select(records.c.iri).where(
            records.c.iri.in_(some), records.c.role == "record", records.c.source_id.not_in(sorted(without))
        )
        if source_id is not None:
            query = query.where(records.c.source_id == source_id)
        found.update(connection.scalars(query))
    return found


def listed_members(connection: Connection, source_id: int, catalog: str) -> Iterator[tuple[str, str]]:
    """Property and target of all that a catalogue lists now, in the order of the lines that say so."""
    prop, target = memberships.c.property, memberships.c.target
    query = select(prop, target).where(
        memberships.c.source_id == source_id, memberships.c.catalog == catalog, is_listed()
    )
    # In a line, the end of an IRI stands before what follows an IRI that it begins with.
    query = query.order_by(_by_letters(connection, prop + ">"), _by_letters(connection, target + ">"))
    rows = connection.execute(query.execution_options(yield_per=_PAGE))
    return ((prop, target) for prop, target in rows)


def kept_members(connection: Connection, source_id: int, catalog: str) -> Iterator[tuple[str, str]]:
    """Property and target of what a catalogue no longer lists, but has until the one of them that is missing is back.

    What it dropped while both were there has ended.
    """
    query = select(memberships.c.property, memberships.c.target).where(
        memberships.c.source_id == source_id,
        memberships.c.catalog == catalog,
        memberships.c.last_run.is_(None),
        memberships.c.missing_since.is_not(None),
    )
    rows = connection.execute(query.execution_options(yield_per=_PAGE))
    return ((prop, target) for prop, target in rows)


def members_nquads(connection: Connection, source_id: int, catalog: str) -> bytes:
    """All that a catalogue lists now as N-Quads lines, sorted; empty if it is no catalogue."""
    members = sorted(listed_members(connection, source_id, catalog))
    return "".join(f"<{catalog}> <{prop}> <{target}> .\n" for prop, target in members).encode()


def find_described(connection: Connection, iris: Collection[str]) -> set[str]:
    """The IRIs that any source describes as a record or a catalog record."""
    found: set[str] = set()
    for some in slices(sorted(iris)):
        query = select(records.c.iri).where(records.c.iri.in_(some), records.c.role.not_in(NODE_ROLES))
        found.update(connection.scalars(query))
    return found
