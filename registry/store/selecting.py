"""Select what leaves: the version of each record that an export has, what it leaves out, the facts of what leaves.

In place of a newest version that is not accepted any older one may leave. A record whose verdict is to be renewed
because a node record it reaches has changed does not leave until then: it has a mark, greater for a later change, so
that whoever renewed verdicts for an earlier one leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
)

from danhmuc.shapes import NO_PROFILE

from ..record.exported import RecordFacts
from ..record.record import NODE_ROLES, Role
from ..record.registration import PublicRegistration, Registration
from ..record.stored import StoredVersion
from .database import NewKeys
from .held_statements import HeldStatement, held_statements
from .identity_rows import current_iris
from .reading import by_code_point, read_in, read_pairs_in, read_values_in, slices, write_in
from .registration_rows import leaving_registrations, own_authority
from .stored_rows import RegisteredSource, is_listed, version_columns, version_from_row
from .tables import is_verdict, memberships, records, renewals, shown_state, sources, verdicts, versions
from .verdict_rows import unread_rules
from .waiting_elements import WaitingElement, is_one_of, waiting_elements

_PAGE: Final = 1_000
_NEWEST: Final = versions.alias("newest")
_CHOSEN: Final = versions.alias("chosen")
"""Made once: an alias copies all columns of its table, which costs more than the rest of a statement."""


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


_CANDIDATE_COLUMNS: Final = (
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
"""In the order of the fields of `Candidate`."""


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
    scope = _scope(source_id, iris, role)
    leaving = _leaving_versions(connection, by_profile, suspended, scope)
    newest, chosen = _NEWEST, _CHOSEN
    query = (
        select(*_CANDIDATE_COLUMNS)
        .join(sources, sources.c.id == records.c.source_id)
        .join(newest, newest.c.id == records.c.version_id)
        .outerjoin(leaving, leaving.c.record_id == records.c.id)
        .outerjoin(chosen, and_(chosen.c.record_id == leaving.c.record_id, chosen.c.number == leaving.c.number))
        .where(*scope)
        .order_by(by_code_point(connection, records.c.iri), sources.c.priority, records.c.source_id)
    )
    held = held_statements(connection, source_id, iris)
    for row in connection.execute(query.execution_options(yield_per=_PAGE)):
        yield Candidate._make((*row, held.get(row[-1])))


def _scope(source_id: int | None, iris: Collection[str] | None, role: Role | None) -> list[ColumnElement[bool]]:
    """The conditions on records of one source, of a few IRIs, of one role; of those that are given."""
    scope = []
    if source_id is not None:
        scope.append(records.c.source_id == source_id)
    if iris is not None:
        scope.append(records.c.iri.in_(sorted(iris)))
    if role is not None:
        scope.append(records.c.role == role)
    return scope


def _leaving_versions(
    connection: Connection,
    by_profile: ColumnElement[Any],
    suspended: Collection[int],
    scope: Collection[ColumnElement[bool]],
) -> Subquery:
    """The number of the version that may leave, of each record that has one.

    Args:
        by_profile: the profile whose verdicts count.
        suspended: keys of the versions that wait for a decision.
        scope: conditions on the records.
    """
    # Whoever was accepted by rules of which a part was not read was not accepted.
    is_by_read_rules = verdicts.c.profile_digest.not_in(unread_rules(connection))
    return (
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
    query = select(records.c.iri).where(records.c.role == "record", records.c.source_id.not_in(sorted(without)))
    if source_id is not None:
        query = query.where(records.c.source_id == source_id)
    return read_values_in(connection, query, records.c.iri, iris)


def listed_members(connection: Connection, source_id: int, catalog: str) -> Iterator[tuple[str, str]]:
    """Property and target of all that a catalogue lists now, in the order of the lines that say so."""
    prop, target = memberships.c.property, memberships.c.target
    query = select(prop, target).where(
        memberships.c.source_id == source_id, memberships.c.catalog == catalog, is_listed()
    )
    # In a line, the end of an IRI stands before what follows an IRI that it begins with.
    query = query.order_by(by_code_point(connection, prop + ">"), by_code_point(connection, target + ">"))
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
    query = select(records.c.iri).where(records.c.role.not_in(NODE_ROLES))
    return read_values_in(connection, query, records.c.iri, iris)


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
    columns = (versions.c.id, versions.c.created_at, sources.c.name, sources.c.profile, records.c.local, shown_state)
    query = (
        select(*columns, _first_version_at().label("first_at"))
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
    )
    return {
        row.id: RecordFacts(
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
        for row in read_in(connection, query, versions.c.id, version_ids)
    }


def _first_version_at() -> ScalarSelect[Any]:
    """The time at which the first version of a record was stored."""
    earlier = versions.alias("earlier")
    first_of_record = select(func.min(earlier.c.created_at)).where(earlier.c.record_id == records.c.id)
    return first_of_record.correlate(records).scalar_subquery()


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


_RECORDS: Final = 200
"""Records at a time; each may have hundreds of versions."""


def older_versions(
    connection: Connection, source: RegisteredSource, states: Collection[str], *, after: int
) -> dict[str, list[StoredVersion]]:
    """The versions before the newest by IRI, newest first, of the next records whose newest version is submitted.

    Each has its verdict by the source's profile, but without the days on which that is valid.

    Args:
        after: key of the last record of the page before.
    """
    some = _submitted_query(source, states).where(records.c.id > after).order_by(records.c.id).limit(_RECORDS)
    return _versions_before(connection, source, some)


def versions_before_newest(
    connection: Connection, source: RegisteredSource, record_ids: Collection[int]
) -> dict[str, list[StoredVersion]]:
    """The same of some records that have any, whatever the verdict on the newest one is."""
    newest = versions.alias("newest")
    found: dict[str, list[StoredVersion]] = {}
    for few in slices(sorted(record_ids)):
        some = (
            select(records.c.id, newest.c.number)
            .join(newest, newest.c.id == records.c.version_id)
            .where(records.c.id.in_(few), newest.c.number > 1)
        )
        found |= _versions_before(connection, source, some)
    return found


def publicity_of_versions(connection: Connection, version_ids: Collection[int]) -> dict[int, str]:
    """The publicity of some versions, as `Summary` has it, by their keys."""
    query = select(versions.c.id, versions.c.publicity)
    return read_pairs_in(connection, query, versions.c.id, version_ids)


def _versions_before(
    connection: Connection, source: RegisteredSource, some_records: Select[Any]
) -> dict[str, list[StoredVersion]]:
    """The versions of some records before a number."""
    some = some_records.subquery()
    query: Select[Any] = (
        select(*version_columns(versions.c.id, versions.c.digest, since=null(), until=null()))
        .join(some, some.c.id == records.c.id)
        .join(versions, and_(versions.c.record_id == records.c.id, versions.c.number < some.c.number))
        .where(versions.c.undone_by.is_(None), versions.c.pruned.is_(None))
        .outerjoin(verdicts, is_verdict(versions.c.id, source.profile))
        .order_by(records.c.id, versions.c.number.desc())
    )
    found: dict[str, list[StoredVersion]] = {}
    for row in connection.execute(query):
        found.setdefault(row.iri, []).append(version_from_row(row))
    return found


def has_older_versions(connection: Connection, source: RegisteredSource, states: Collection[str]) -> bool:
    """Whether any record whose newest version is submitted had a version before."""
    return connection.execute(_submitted_query(source, states).limit(1)).first() is not None


def _submitted_query(source: RegisteredSource, states: Collection[str]) -> Select[Any]:
    """The records whose newest version is submitted, and not their first."""
    newest = versions.alias("newest")
    verdict = verdicts.alias("verdict")
    return (
        select(records.c.id, newest.c.number)
        .join(newest, newest.c.id == records.c.version_id)
        .join(verdict, is_verdict(newest.c.id, source.profile, of=verdict))
        .where(records.c.source_id == source.id, shown_state.in_(states), ~verdict.c.accepted, newest.c.number > 1)
    )


_VERSIONS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingVersion:
    """A version that may leave, or may once it is validated again: the newest of a record, or an accepted one."""

    version_id: int
    record_id: int
    iri: str


def leaving_versions(
    connection: Connection, source: RegisteredSource, states: Collection[str], *, nodes: bool
) -> Iterator[list[LeavingVersion]]:
    """The versions that may leave of records in some states, a page at a time: of node records, or of all others."""
    query = (
        select(versions.c.id, records.c.id, records.c.iri)
        .join(records, records.c.id == versions.c.record_id)
        .outerjoin(verdicts, is_verdict(versions.c.id, source.profile))
        .where(
            records.c.source_id == source.id,
            shown_state.in_(states),
            records.c.role.in_(NODE_ROLES) if nodes else records.c.role.not_in(NODE_ROLES),
            versions.c.undone_by.is_(None),
            versions.c.pruned.is_(None),
            or_(versions.c.id == records.c.version_id, verdicts.c.accepted),
        )
        .order_by(versions.c.id)
        .limit(_VERSIONS)
    )
    after = 0
    while rows := connection.execute(query.where(versions.c.id > after)).all():
        yield [LeavingVersion(version_id=version, record_id=record, iri=iri) for version, record, iri in rows]
        after = rows[-1][0]


def mark_due(connection: Connection, record_ids: Collection[int]) -> None:
    """Keep records from leaving until their verdicts are renewed."""
    newest = connection.scalar(select(func.max(renewals.c.mark)))
    mark = 1 if newest is None else newest + 1
    keys = NewKeys(connection, renewals)
    for some in slices(sorted(record_ids)):
        connection.execute(delete(renewals).where(renewals.c.record_id.in_(some)))
        connection.execute(insert(renewals), [{"id": next(keys), "record_id": key, "mark": mark} for key in some])


def marked_among(connection: Connection, record_ids: Collection[int]) -> set[int]:
    """The keys, of some records, that have a mark."""
    return read_values_in(connection, select(renewals.c.record_id), renewals.c.record_id, record_ids)


def has_due(connection: Connection, source_id: int) -> bool:
    """Whether a source has records whose verdicts are to be renewed."""
    query = select(renewals.c.record_id).join(records, records.c.id == renewals.c.record_id)
    return connection.execute(query.where(records.c.source_id == source_id).limit(1)).first() is not None


def due_page(connection: Connection, source_id: int, *, after: int, limit: int) -> dict[str, tuple[int, int]]:
    """Key and mark of the next records of a source to be renewed, by IRI."""
    query = (
        select(records.c.iri, renewals.c.record_id, renewals.c.mark)
        .join(records, records.c.id == renewals.c.record_id)
        .where(records.c.source_id == source_id, renewals.c.record_id > after)
        .order_by(renewals.c.record_id)
        .limit(limit)
    )
    return {iri: (key, mark) for iri, key, mark in connection.execute(query)}


def clear_due(connection: Connection, marks: Mapping[int, int]) -> None:
    """Let records leave again by their verdicts, unless they got another mark since."""
    by_mark: dict[int, list[int]] = {}
    for key, mark in marks.items():
        by_mark.setdefault(mark, []).append(key)
    for mark, keys in by_mark.items():
        write_in(connection, delete(renewals).where(renewals.c.mark == mark), renewals.c.record_id, keys)
