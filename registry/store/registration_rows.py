"""Registrations: what authorities decided of IRIs, and the state of registration as an SQL expression.

Registrations: what authorities decided of IRIs, each row as it was recorded; a later decision ends it.

Source of the rules: docs/decisions/0074-registration.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Row,
    Select,
    func,
    or_,
    select,
)

from danhmuc.vocab.messages import Message

from ..messages.registrations import RegistrationsText
from ..record.registration import (
    DECIDED_STATES,
    RAISING_STATES,
    Registration,
    RegistrationAuthority,
)
from .clock import now
from .database import RegistryDatabase
from .decisions import REGISTRATIONS
from .identity_rows import last_iris, redirected_pairs
from .reading import at_most, slices
from .secret_words import is_secret
from .states_of_records import is_undone
from .tables import (
    PAST,
    is_verdict,
    records,
    registration_authorities,
    registrations,
    shown_state,
    sources,
    verdicts,
    versions,
)

# ---------------------------------------------------------------- registration rows

_MOVED = (
    "authority",
    "state",
    "version_id",
    "effective_from",
    "effective_until",
    "superseded_by",
    "note",
    "is_note_public",
    "administrative_note",
    "change_description",
    "submitter",
    "steward",
    "registrar",
    "by",
    "reason",
)


class NewRegistration(NamedTuple):
    """A registration that is about to be recorded; attributes as in `Registration`."""

    iri: str
    authority: str
    state: str
    version_id: int
    effective_from: date
    effective_until: date | None
    superseded_by: str | None
    note: str | None
    is_note_public: bool
    administrative_note: str | None
    change_description: str | None
    submitter: str | None
    steward: str | None
    registrar: str | None
    by: str
    reason: str


class RegisteredVersion(NamedTuple):
    """A version of a record that somebody wants to register."""

    id: int
    number: int
    is_undone: bool
    is_pruned: bool
    publicity: str


def find_version(connection: Connection, record_id: int, number: int) -> RegisteredVersion | None:
    """The version of a record with a number; None if there is none."""
    query = select(versions.c.id, versions.c.number, versions.c.undone_by, versions.c.pruned, versions.c.publicity)
    query = query.where(versions.c.record_id == record_id, versions.c.number == at_most(number))
    row = connection.execute(query).first()
    return (
        None
        if row is None
        else RegisteredVersion(row.id, row.number, row.undone_by is not None, row.pruned is not None, row.publicity)
    )


def add_registration(database: RegistryDatabase, connection: Connection, new: NewRegistration) -> None:
    """Add a registration, which ends the one of the same authority on the same IRI."""
    moment = now()
    end_registration(connection, new.iri, new.authority, by=new.by, reason=new.reason, at=moment)
    row = {
        **new._asdict(),
        "effective_from": new.effective_from.isoformat(),
        "effective_until": None if new.effective_until is None else new.effective_until.isoformat(),
    }
    REGISTRATIONS.add(database, connection, [row], by=new.by, at=moment)


def end_registration(
    connection: Connection, iri: str, authority: str, *, by: str, reason: str, at: str | None = None
) -> int:
    """End the registration of an IRI by an authority; returns how many were ended, 0 or 1."""
    about = (registrations.c.iri == iri, registrations.c.authority == authority)
    return REGISTRATIONS.end(connection, *about, by=by, reason=reason, at=at)


def registration_rows(
    connection: Connection,
    iris: Collection[str] | None = None,
    *,
    authority: str | None = None,
    ended: bool = False,
    at: str | None = None,
) -> list[Registration]:
    """The registrations in force, or also those that ended, in the order in which they were recorded.

    Args:
        iris: of these alone, or of records that have them by now, if not of all.
        at: as they were recorded at that time, instead of now.
    """
    if iris is None:
        return [_registration(row) for row in connection.execute(_scope(authority, ended=ended, at=at))]
    found: dict[int, Registration] = {}
    for some in slices(sorted(iris)):
        about = or_(registrations.c.iri.in_(some), records.c.iri.in_(some))
        query = _scope(authority, ended=ended, at=at).where(about)
        found.update((row.id, _registration(row)) for row in connection.execute(query))
    return [found[key] for key in sorted(found)]


def _scope(authority: str | None, *, ended: bool, at: str | None) -> Select[Any]:
    query = _query()
    if authority is not None:
        query = query.where(registrations.c.authority == authority)
    if at is not None:
        query = query.where(registrations.c.since <= at)
        if not ended:
            query = query.where(or_(REGISTRATIONS.in_force, registrations.c.until > at))
    elif not ended:
        query = query.where(REGISTRATIONS.in_force)
    return query


def _query() -> Select[Any]:
    return (
        select(
            *(column for column in registrations.c if column.name != "version_id"),
            versions.c.number.label("version"),
            records.c.local.label("item"),
            sources.c.name.label("source"),
            (records.c.digest != versions.c.digest).label("is_changed_since"),
        )
        .join(versions, versions.c.id == registrations.c.version_id)
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .order_by(registrations.c.id)
    )


def _registration(row: Row[Any]) -> Registration:
    values = {name: row._mapping[name] for name in Registration.__slots__ if name != "at"} | {"at": row.since}
    until = values["effective_until"]
    values["effective_from"] = date.fromisoformat(values["effective_from"])
    values["effective_until"] = None if until is None else date.fromisoformat(until)
    return Registration(**values)


class RegisteredRecord(NamedTuple):
    """A registration in force with what is known now of the record.

    Attributes:
        record_iri: the IRI that the record has now.
        is_secret: whether a source marks it as a state secret by now, so that it has no title.
        presence, hold: of the record.
        profile: of its source.
        accepted: by the profile of its source, of the newest version; None if that is not validated.
        is_undone: whether the version that was registered is undone, and its content has not come back.
    """

    registration: Registration
    record_id: int
    record_iri: str
    title: str | None
    is_secret: bool
    presence: str
    hold: str | None
    profile: str
    accepted: bool | None
    is_undone: bool


def registered_records(connection: Connection, *, authority: str | None = None) -> list[RegisteredRecord]:
    """The registrations in force, of one authority or all, with their records, by authority and IRI."""
    query = _scope(authority, ended=False, at=None)
    query = query.add_columns(
        records.c.id.label("record_id"),
        records.c.iri.label("record_iri"),
        records.c.title,
        is_secret().label("is_secret"),
        records.c.presence,
        records.c.hold,
        sources.c.profile,
        verdicts.c.accepted,
        is_undone(versions).label("is_undone"),
    ).outerjoin(verdicts, is_verdict(records.c.version_id, sources.c.profile))
    found = [
        RegisteredRecord(
            registration=_registration(row),
            record_id=row.record_id,
            record_iri=row.record_iri,
            title=row.title,
            is_secret=bool(row.is_secret),
            presence=row.presence,
            hold=row.hold,
            profile=row.profile,
            accepted=row.accepted,
            is_undone=bool(row.is_undone),
        )
        for row in connection.execute(query)
    ]
    return sorted(found, key=lambda one: (one.registration.authority, one.registration.iri))


def present_iris(connection: Connection, iris: Collection[str]) -> frozenset[str]:
    """The IRIs, of some, whose record is present in any source and not kept back; also under a later name."""
    renamed = last_iris(redirected_pairs(connection)) if iris else {}
    wanted = {renamed.get(iri, iri): iri for iri in iris}
    found: set[str] = set()
    for some in slices(sorted(wanted)):
        query = select(records.c.iri).where(records.c.iri.in_(some), shown_state == "present")
        found.update(wanted[iri] for iri in connection.scalars(query))
    return frozenset(found)


def leaving_registrations(
    connection: Connection, version_ids: Collection[int], day: date
) -> dict[int, tuple[Registration, ...]]:
    """The registrations of records that hold on a day, of all authorities, by the version that leaves of each record.

    What was decided of a later version than that, or of one that is undone, holds for it only if it is no
    recommendation.
    """
    found: dict[int, list[Registration]] = {}
    leaving = versions.alias("leaving")
    for some in slices(sorted(version_ids)):
        query = (
            _scope(None, ended=False, at=None)
            .add_columns(
                leaving.c.id.label("leaving_id"),
                or_(versions.c.number > leaving.c.number, is_undone(versions)).label("is_of_another"),
            )
            .join(leaving, leaving.c.record_id == versions.c.record_id)
            .where(leaving.c.id.in_(some))
        )
        for row in connection.execute(query):
            one = _registration(row)
            if one.holds_on(day) and not (row.is_of_another and one.state in RAISING_STATES):
                found.setdefault(row.leaving_id, []).append(one)
    return {key: tuple(sorted(some, key=lambda one: one.authority)) for key, some in found.items()}


def public_notes(connection: Connection) -> list[str]:
    """The notes that may leave with the registrations in force, each with what it is about, sorted."""
    query = select(registrations.c.iri, registrations.c.authority, registrations.c.note).where(
        REGISTRATIONS.in_force, registrations.c.is_note_public, registrations.c.note.is_not(None)
    )
    return sorted(f"{iri} {authority} {note}" for iri, authority, note in connection.execute(query))


# ---------------------------------------------------------------- the registry's own authority


def own_authority(connection: Connection) -> str | None:
    """The authority in whose name the registry registers; None if nobody has set one."""
    query = select(registration_authorities.c.authority).order_by(registration_authorities.c.id.desc()).limit(1)
    return connection.scalar(query)


def authority_rows(connection: Connection) -> list[RegistrationAuthority]:
    """The registry's own authorities, in the order in which they were set; the last one counts."""
    query = select(registration_authorities).order_by(registration_authorities.c.id)
    return [RegistrationAuthority(authority=row.authority, by=row.by, at=row.at) for row in connection.execute(query)]


def set_own_authority(database: RegistryDatabase, connection: Connection, authority: str, *, by: str) -> None:
    """Register in the name of an authority from now on."""
    key = next(database.next_ids(connection, registration_authorities))
    connection.execute(registration_authorities.insert(), [{"id": key, "authority": authority, "by": by, "at": now()}])


# ---------------------------------------------------------------- renames, purges, integrity


def move_registrations(
    database: RegistryDatabase, connection: Connection, old: str, new: str, *, by: str, reason: str
) -> None:
    """Give the new IRI of a record the registrations of the old one, as rows of their own.

    If an authority has registered both, what it decided later stays.
    """
    query = select(registrations).where(registrations.c.iri == old, REGISTRATIONS.in_force)
    moved = connection.execute(query.order_by(registrations.c.id)).all()
    if not moved:
        return
    newer = select(registrations.c.authority, registrations.c.id).where(
        registrations.c.iri == new, REGISTRATIONS.in_force
    )
    there = {row.authority: row.id for row in connection.execute(newer)}
    moment = now()
    for row in moved:
        end_registration(connection, old, row.authority, by=by, reason=reason, at=moment)
        if there.get(row.authority, 0) > row.id:
            continue
        end_registration(connection, new, row.authority, by=by, reason=reason, at=moment)
        values = {name: row._mapping[name] for name in _MOVED}
        REGISTRATIONS.add(database, connection, [{**values, "iri": new}], by=row.by, at=moment)


def registered_iris(connection: Connection, record_ids: Collection[int]) -> set[str]:
    """The IRIs under which versions of some records were registered."""
    found: set[str] = set()
    for some in slices(sorted(record_ids)):
        of_records = select(versions.c.id).where(versions.c.record_id.in_(some))
        for table in (registrations, PAST[registrations.name]):
            found.update(connection.scalars(select(table.c.iri).where(table.c.version_id.in_(of_records))))
    return found


def registration_problems(connection: Connection) -> Iterator[Message]:
    """Problems of registrations: the version is one of the record, the state is known, and one is in force."""
    query = (
        select(
            registrations.c.iri,
            registrations.c.state,
            registrations.c.superseded_by,
            registrations.c.until,
            records.c.iri.label("record_iri"),
        )
        .outerjoin(versions, versions.c.id == registrations.c.version_id)
        .outerjoin(records, records.c.id == versions.c.record_id)
        .order_by(registrations.c.id)
    )
    for row in connection.execute(query):
        if row.state not in DECIDED_STATES:
            yield RegistrationsText.REGISTERED_STATE_UNKNOWN(iri=row.iri, state=row.state)
        if (row.state == "superseded") != (row.superseded_by is not None):
            yield RegistrationsText.REGISTERED_WITHOUT(iri=row.iri)
        # What is over may have the IRI that its record had then.
        if row.record_iri is None or (row.until is None and row.record_iri != row.iri):
            yield RegistrationsText.REGISTERED_OTHERWISE(iri=row.iri)
    twice = (
        select(registrations.c.iri)
        .where(REGISTRATIONS.in_force)
        .group_by(registrations.c.iri, registrations.c.authority)
        .having(func.count() > 1)
    )
    for iri in connection.scalars(twice.order_by(registrations.c.iri)):
        yield RegistrationsText.REGISTERED_TWICE(iri=iri)
