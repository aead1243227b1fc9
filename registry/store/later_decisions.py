"""Decisions that one registry has and an older state of it does not: purges, holds, marks of secrecy, narrowing.

They are taken over when a backup is restored. Whatever keeps an IRI from leaving in the newer one keeps it from leaving
in the older one, too; what that does not know itself becomes a hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, Table, delete, func, insert, select, update

from danhmuc.vocab.errors import RegistryError, UsageError
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.store import CopiesText
from ..record.causes import OF_PERSONS, CauseKind
from ..record.source_settings import pack_settings, unpack_settings
from ..record.summary import ALL_PUBLIC, is_narrower
from .cause_rows import add_causes
from .code_lists import has_loaded, loaded_code_list
from .database import GIVEN_KEYS, RegistryDatabase, newest_keys
from .decisions import CAUSES, MARKS, REGISTRATIONS, SAME_AS
from .identity_rows import redirect_rows, same_as_rows
from .stored_bars import SALT, read_bars, salt_of
from .stored_rows import RegisteredSource, sources_of
from .tables import (
    bars,
    causes,
    changes,
    disclosures,
    leases,
    metadata,
    moments,
    records,
    registration_authorities,
    registrations,
    settings,
    sources,
    versions,
    vocabularies,
    vocabulary_uses,
)


class LaterPurge(NamedTuple):
    """A purge that an older state does not know, by whom and why."""

    iri: str
    by: str
    reason: str


def count_later_changes(newer: Connection, older: Connection) -> int:
    """The number of rows that the ledger of the newer state has beyond that of the older one."""
    newest = [newest_keys(connection, metadata)[changes.name] for connection in (newer, older)]
    return max(0, newest[0] - newest[1])


def later_purges(newer: Connection, older: Connection) -> list[LaterPurge]:
    """The purges since, also those that were released again: the older state still has the words."""
    query = select(causes.c.iri, causes.c.since, causes.c.by, causes.c.reason).where(causes.c.kind == "purged")
    known = {(row.iri, row.since) for row in older.execute(query)}
    rows = newer.execute(query.order_by(causes.c.id)).all()
    return [LaterPurge(row.iri, row.by, row.reason or "") for row in rows if (row.iri, row.since) not in known]


def take_over_marks(newer: Connection, older: Connection, database: RegistryDatabase, *, url: str, file: str) -> int:
    """Take over marks of secrecy with the sources that made them; returns their number.

    Raises:
        UsageError: both know marks by digests that cannot be compared.
    """
    query = MARKS.query().add_columns(sources.c.name).join(sources, sources.c.id == bars.c.source_id)
    rows = newer.execute(query).all()
    if not rows:
        return 0
    salts = salt_of(newer), salt_of(older)
    if salts[1] is None:
        older.execute(insert(settings), [{"name": SALT, "value": salts[0]}])
    elif salts[0] != salts[1]:
        raise UsageError(CopiesText.RESTORE_OTHER_SALT(url=url, file=file))
    named = {row.name: row.id for row in older.execute(select(sources.c.id, sources.c.name))}
    for name in sorted({row.name for row in rows} - named.keys()):
        named[name] = _add_source_of(newer, older, database, name)
    known = {(row.source_id, row.digest, row.kind, row.form) for row in older.execute(MARKS.query())}
    fresh = [row for row in rows if (named[row.name], row.digest, row.kind, row.form) not in known]
    for row in fresh:
        is_former = bars.c.source_id == named[row.name], bars.c.digest == row.digest
        MARKS.end(older, *is_former, by=row.by, at=row.since)
        one = {name: row._mapping[name] for name in ("digest", "form", "kind", "since")}
        MARKS.add(database, older, [{**one, "source_id": named[row.name]}], by=row.by)
    return len(fresh)


def _add_source_of(newer: Connection, older: Connection, database: RegistryDatabase, name: str) -> int:
    """Add a source that was registered since, as it is; its records come with its next harvest."""
    row = dict(newer.execute(select(sources).where(sources.c.name == name)).one()._mapping)
    key = next(database.next_ids(older, sources))
    # Another source may have had this location when the backup was made.
    taken = older.scalar(select(sources.c.id).where(sources.c.location == row["location"]))
    location = row["location"] if taken is None else f"{row['location']}#{key}"
    older.execute(insert(sources), [{**row, "id": key, "location": location}])
    return key


def take_over_causes(newer: Connection, older: Connection, database: RegistryDatabase) -> int:
    """Take over the causes that keep records from leaving; returns their number.

    What an undone run left is withheld: what the run did may be in the older state, and the undo is not.
    """
    known = {(iri, source, kind) for iri, source, kind, *_ in _causes(older)}
    named = {row.name: row.id for row in older.execute(select(sources.c.id, sources.c.name))}
    taken = 0
    for iri, source, kind, by, reason in _causes(newer):
        if kind == "purged" or (iri, source, kind) in known or (iri, None, "purged") in known:
            continue
        key = None if source is None else named.get(source)
        is_of_run = kind not in OF_PERSONS
        # A source that is not there has no record to be withdrawn.
        taken_kind: CauseKind = "withheld" if is_of_run or (kind == "withdrawn" and key is None) else kind
        add_causes(database, older, [iri], taken_kind, source_id=key, by=by, reason=reason)
        taken += 1
    return taken


def _causes(connection: Connection) -> list[Any]:
    query = (
        select(causes.c.iri, sources.c.name, causes.c.kind, causes.c.by, causes.c.reason)
        .outerjoin(sources, sources.c.id == causes.c.source_id)
        .where(CAUSES.in_force, causes.c.kind.in_([*sorted(OF_PERSONS), "held"]))
        .order_by(causes.c.id)
    )
    return list(connection.execute(query))


def take_over_barred(
    newer: Connection,
    older: Connection,
    database: RegistryDatabase,
    disapproved: Collection[str],
    *,
    by: str,
    reason: str,
) -> list[str]:
    """Withhold the IRIs that are barred or less public in the newer state for any other reason; returns them.

    Args:
        disapproved: IRIs of feedback and requests of which nothing leaves in the newer state, but does in the older.
    """
    then, now = read_bars(older), read_bars(newer)
    wanted: set[str] = set()
    for iri in _record_iris(older):
        valid = valid_or_same(iri)
        is_barred = bool(now.of_any_version(iri)) and not then.of_any_version(iri)
        is_less_public = any(
            is_narrower(said, then.publicity.get(name, {}).get(source, ALL_PUBLIC))
            for name in now.names_of(iri)
            for source, said in now.publicity.get(name, {}).items()
        )
        if is_barred or ((is_less_public or iri in disapproved) and not then.of_any_version(iri)):
            wanted.add(valid)
    # A record that came since comes again with the next harvest; what a person decided about it would be forgotten.
    for iri in _record_iris(newer):
        if now.of_any_version(iri) and not then.of_any_version(iri):
            wanted.add(valid_or_same(iri))
    if wanted:
        add_causes(database, older, sorted(wanted), "withheld", source_id=None, by=by, reason=reason)
    return sorted(wanted)


def take_over_internal(newer: Connection, older: Connection) -> list[str]:
    """Let nothing leave of sources of which nothing leaves in the newer state; returns their names."""
    query = select(sources.c.id, sources.c.name, sources.c.settings)
    internal = {row.name for row in newer.execute(query) if unpack_settings(row.settings).internal}
    taken = []
    for row in older.execute(query.where(sources.c.name.in_(internal)).order_by(sources.c.name)).all():
        settings = unpack_settings(row.settings)
        if not settings.internal:
            packed = pack_settings(replace(settings, internal=True))
            older.execute(update(sources).where(sources.c.id == row.id).values(settings=packed))
            taken.append(row.name)
    return taken


def differing_sources(newer: Connection, older: Connection) -> set[str]:
    """The names of the sources that the newer state has and the older one has not, or with other values."""
    then, now = ({one.name: one for one in sources_of(connection)} for connection in (older, newer))
    return {name for name, one in now.items() if name not in then or _differ(one, then[name])}


def _differ(now: RegisteredSource, then: RegisteredSource) -> bool:
    # A kind that a reading finds is found again.
    before = replace(then.declared, kind=now.kind) if then.is_kind_open else then.declared
    return now.declared != before or (now.retired_at is None) != (then.retired_at is None)


def _record_iris(connection: Connection) -> Iterator[str]:
    query = select(records.c.iri).distinct().execution_options(yield_per=1_000)
    yield from connection.scalars(query)


def remember_given_keys(newer: Connection, older: Connection) -> None:
    """See that no number that the newer state gave, such as that of a run or a change, is given again."""
    given = newest_keys(newer, metadata)
    known = newest_keys(older, metadata)
    both = {name: max(given[name], known[name]) for name in sorted(given)}
    older.execute(delete(settings).where(settings.c.name == GIVEN_KEYS))
    older.execute(insert(settings), [{"name": GIVEN_KEYS, "value": json.dumps(both, sort_keys=True)}])
    for name in ("batch",):
        _raise_number(newer, older, name)


def _raise_number(newer: Connection, older: Connection, name: str) -> None:
    query = select(settings.c.value).where(settings.c.name == name)
    given, known = newer.scalar(query), older.scalar(query)
    if given is None or (known is not None and int(known) >= int(given)):
        return
    if known is None:
        older.execute(insert(settings), [{"name": name, "value": given}])
    else:
        older.execute(update(settings).where(settings.c.name == name).values(value=given))


def drop_leases(connection: Connection) -> Collection[str]:
    """End all leases: whoever held one harvested another state. Returns the names of the sources."""
    found = connection.scalars(select(leases.c.source).order_by(leases.c.source)).all()
    connection.execute(delete(leases))
    return found


# ---------------------------------------------------------------- what is one thing


class LaterIdentity(NamedTuple):
    """Numbers of decisions since about what is one thing.

    Attributes:
        equal: statements that two IRIs name one thing, taken over.
        renamed: renames, taken over as such statements.
        again: renames and statements that were ended since, and hold again.
    """

    equal: int = 0
    renamed: int = 0
    again: int = 0


def take_over_identity(newer: Connection, older: Connection, database: RegistryDatabase) -> LaterIdentity:
    """Take over what holds in the newer state and was not known in the older one.

    A rename moved the history of a record, which the older state has under the former IRI: there, both IRIs name one
    thing from then on, so that what keeps one of them back keeps both, and one of them leaves. What was ended since
    holds again.
    """
    known = {frozenset((one.first, one.second)) for one in same_as_rows(older)}
    redirected = {frozenset((one.old, one.new)) for one in redirect_rows(older)}
    said = [
        *((one.first, one.second, one.at, one.by, one.reason, False) for one in same_as_rows(newer)),
        *((one.old, one.new, one.at, one.by, one.reason, True) for one in redirect_rows(newer)),
    ]
    counts = {False: 0, True: 0}
    for first, second, at, by, reason, is_rename in said:
        pair = frozenset((first, second))
        if pair in known or (is_rename and pair in redirected):
            continue
        known.add(pair)
        SAME_AS.add(database, older, [{"first": first, "second": second}], by=by, reason=reason, at=at)
        counts[is_rename] += 1
    return LaterIdentity(counts[False], counts[True], _count_ended_since(newer, older))


def _count_ended_since(newer: Connection, older: Connection) -> int:
    """The number of renames and statements that hold in the older state, and were ended in the newer one."""
    renames = {(one.source, one.old, one.new, one.at) for one in redirect_rows(newer, ended=True) if one.until}
    said = {(one.first, one.second, one.at) for one in same_as_rows(newer, ended=True) if one.until}
    return sum((one.source, one.old, one.new, one.at) in renames for one in redirect_rows(older)) + sum(
        (one.first, one.second, one.at) in said for one in same_as_rows(older)
    )


# ---------------------------------------------------------------- registrations


class LostRegistration(NamedTuple):
    """A registration in force that cannot be taken over, since the older state has no such version of the record."""

    iri: str
    authority: str
    state: str
    version: int


class LaterRegistrations(NamedTuple):
    """The outcome for the registrations of a newer state: how many were taken over or ended, and which are lost."""

    taken: int
    lost: tuple[LostRegistration, ...]


def take_over_registrations(newer: Connection, older: Connection, database: RegistryDatabase) -> LaterRegistrations:
    """Take over the registrations that were made or ended since; call it after purges, whose words are not taken.

    What was registered since is registered if the older state has the same version of the record; what cannot be taken
    over is to be named, since no registration must be lost in silence.
    """
    same = ("iri", "authority", "state", "effective_from", "since")
    known = {tuple(row._mapping[name] for name in same): row for row in older.execute(_registered_versions())}
    taken, lost = 0, []
    for row in newer.execute(_registered_versions()):
        found = known.get(tuple(row._mapping[name] for name in same))
        if found is not None:
            if found.until is None and row.until is not None:
                ends = {"by": row.ended_by, "reason": row.ended_because, "at": row.until}
                taken += REGISTRATIONS.end(older, registrations.c.id == found.id, **ends)
            continue
        version = _find_same_version(older, row)
        if version is None:
            if row.until is None:
                lost.append(LostRegistration(row.iri, row.authority, row.state, row.number))
            continue
        if row.until is None:
            is_former = registrations.c.iri == row.iri, registrations.c.authority == row.authority
            REGISTRATIONS.end(older, *is_former, by=row.by, reason=row.reason, at=row.since)
        values = {column.name: row._mapping[column.name] for column in registrations.c}
        REGISTRATIONS.add(database, older, [{**values, "version_id": version}], by=row.by)
        taken += 1
    return LaterRegistrations(taken, tuple(lost))


def _registered_versions() -> Select[Any]:
    """The registrations, each with its version as another state may know it."""
    return (
        REGISTRATIONS.query(ended=True)
        .add_columns(
            versions.c.number,
            versions.c.digest,
            records.c.iri.label("record_iri"),
            sources.c.name.label("source"),
        )
        .join(versions, versions.c.id == registrations.c.version_id)
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
    )


def _find_same_version(older: Connection, row: Row[Any]) -> int | None:
    """The key that the version of a registration has in the older state; None if that has another one, or none.

    A record that was renamed since has another IRI there, and its registration would be of no record.
    """
    query = (
        select(versions.c.id)
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .where(
            sources.c.name == row.source,
            records.c.iri == row.record_iri,
            versions.c.number == row.number,
            versions.c.digest == row.digest,
        )
    )
    return older.scalar(query)


# ---------------------------------------------------------------- rows that only grow


def take_over_authorities(newer: Connection, older: Connection, database: RegistryDatabase) -> int:
    """Take over the registry's own authorities that were set since; returns the number."""
    return _take_over_rows(newer, older, database, registration_authorities, ("authority", "at"))


def take_over_disclosures(newer: Connection, older: Connection, database: RegistryDatabase) -> int:
    """Take over what left since as it was known at an earlier moment; returns the number."""
    last = older.scalar(select(func.max(moments.c.id))) or 0

    def as_taken(row: Row[Any]) -> Mapping[str, object]:
        # The number of a moment that is lost is given again.
        return {"moment": row.moment if row.moment <= last else 0}

    return _take_over_rows(newer, older, database, disclosures, ("at", "by", "reason"), as_taken)


def take_over_code_lists(newer: Connection, older: Connection, database: RegistryDatabase) -> int:
    """Take over the lists that were loaded since, and which version of each is in force; returns the number of both.

    A list that is damaged in the newer state is left out, so that the version before stays in force.
    """

    def if_sound(row: Row[Any]) -> Mapping[str, object] | None:
        return {} if _is_sound(newer, row.token, row.digest) else None

    def if_loaded(row: Row[Any]) -> Mapping[str, object] | None:
        return {} if row.digest is None or has_loaded(older, row.token, row.digest) else None

    taken = _take_over_rows(newer, older, database, vocabularies, ("token", "digest"), if_sound)
    same = ("token", "digest", "by", "at")
    return taken + _take_over_rows(newer, older, database, vocabulary_uses, same, if_loaded)


def _take_over_rows(
    newer: Connection,
    older: Connection,
    database: RegistryDatabase,
    table: Table,
    same: Sequence[str],
    as_taken: Callable[[Row[Any]], Mapping[str, object] | None] = lambda _: {},
) -> int:
    """Take over the rows that the older state does not have; returns the number.

    Args:
        same: the columns by which a row of both states is the same one.
        as_taken: the values that a row has otherwise in the older state; None for one that is left out.
    """
    query = select(table).order_by(table.c.id)
    known = {tuple(row) for row in older.execute(query.with_only_columns(*(table.c[name] for name in same)))}
    ids, taken = database.next_ids(older, table), 0
    for row in newer.execute(query).all():
        is_known = tuple(row._mapping[name] for name in same) in known
        if not is_known and (values := as_taken(row)) is not None:
            older.execute(insert(table), [{**row._mapping, **values, "id": next(ids)}])
            taken += 1
    return taken


def _is_sound(connection: Connection, token: str, digest: str) -> bool:
    try:
        scheme = loaded_code_list(connection, token, digest)
    except RegistryError:
        return False
    return scheme is not None and scheme.digest == digest
