"""Decisions that one registry has and an older state of it does not: purges, holds, marks of secrecy, narrowing.

They are taken over when a backup is restored. Whatever keeps an IRI from leaving in the newer one keeps it from leaving
in the older one, too; what that does not know itself becomes a hold.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.copies import RESTORE_OTHER_SALT
from ..record.causes import OF_PERSONS, CauseKind
from ..record.source_settings import pack_settings, unpack_settings
from ..record.summary import ALL_PUBLIC, is_narrower
from .cause_rows import add_causes
from .database import GIVEN_KEYS, RegistryDatabase, newest_keys
from .decisions import CAUSES, MARKS
from .stored_bars import SALT, read_bars, salt_of
from .stored_rows import RegisteredSource, sources_of
from .tables import bars, causes, changes, leases, metadata, records, settings, sources

__all__ = [
    "LaterPurge",
    "count_later_changes",
    "differing_sources",
    "drop_leases",
    "later_purges",
    "remember_given_keys",
    "take_over_barred",
    "take_over_causes",
    "take_over_internal",
    "take_over_marks",
]


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
        raise UsageError(RESTORE_OTHER_SALT(url=url, file=file))
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
