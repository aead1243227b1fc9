"""Rename a record: the record of the old IRI takes over the versions, changes and columns of that of the new one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from .activities import move_activities
from .cause_rows import move_causes
from .database import RegistryDatabase
from .ledger import write_rename
from .registration_rows import move_registrations
from .search_index import move_words
from .tables import changes, distribution_losses, links, records, renewals, secret_records, versions

_TAKEN_OVER = (
    "iri",
    "role",
    "topic",
    "version_id",
    "digest",
    "source_digest",
    "class",
    "title",
    "publisher",
    "themes",
    "modified",
    "formats",
    "licences",
    "year",
)


def merge_records(
    database: RegistryDatabase, connection: Connection, old_id: int, new_id: int, *, by: str, reason: str
) -> None:
    """Make the record of the new IRI a part of the history of that of the old one, which has the new IRI from then on.

    What a person withdrew stays withdrawn, and what holds one of the two holds the one that is left.
    """
    old, new = _row(connection, old_id), _row(connection, new_id)
    _move_versions(connection, old, new)
    _move_changes(connection, old, new)
    _move_links(connection, old_id, new_id)
    _move_renewals(database, connection, old_id, new_id)
    move_activities(connection, old_id, new_id)
    moved = update(distribution_losses).where(distribution_losses.c.record_id == new_id)
    connection.execute(moved.values(record_id=old_id))
    values = {name: new._mapping[name] for name in _TAKEN_OVER}
    # If the one is secret, so is the other by the redirect.
    connection.execute(delete(secret_records).where(secret_records.c.record_id == new_id))
    connection.execute(delete(records).where(records.c.id == new_id))
    connection.execute(update(records).where(records.c.id == old_id).values(values))
    move_causes(database, connection, old.iri, new.iri, source_id=old.source_id, by=by, reason=reason)
    move_registrations(database, connection, old.iri, new.iri, by=by, reason=reason)
    write_rename(database, connection, old_id, old.iri, by=by, reason=reason)


def _row(connection: Connection, key: int) -> Row[Any]:
    return connection.execute(select(records).where(records.c.id == key)).one()


def _move_versions(connection: Connection, old: Row[Any], new: Row[Any]) -> None:
    last = connection.scalar(select(func.max(versions.c.number)).where(versions.c.record_id == old.id)) or 0
    known_as = func.coalesce(versions.c.iri, old.iri)
    connection.execute(update(versions).where(versions.c.record_id == old.id).values(iri=known_as))
    number = versions.c.number + last
    connection.execute(update(versions).where(versions.c.record_id == new.id).values(record_id=old.id, number=number))


def _move_changes(connection: Connection, old: Row[Any], new: Row[Any]) -> None:
    known_as = func.coalesce(changes.c.iri, old.iri)
    connection.execute(update(changes).where(changes.c.record_id == old.id).values(iri=known_as))
    connection.execute(update(changes).where(changes.c.record_id == new.id).values(record_id=old.id))


def _move_links(connection: Connection, old_id: int, new_id: int) -> None:
    """Move the links with the versions that say so, and the words to search with the newest of them."""
    connection.execute(update(links).where(links.c.record_id == new_id).values(record_id=old_id))
    move_words(connection, old_id, new_id)


def _move_renewals(database: RegistryDatabase, connection: Connection, old_id: int, new_id: int) -> None:
    """Let what waits to be validated go on waiting, by the greater mark of the two."""
    both = renewals.c.record_id.in_((old_id, new_id))
    mark = connection.scalar(select(func.max(renewals.c.mark)).where(both))
    if mark is not None:
        connection.execute(delete(renewals).where(both))
        key = next(database.next_ids(connection, renewals))
        connection.execute(renewals.insert(), [{"id": key, "record_id": old_id, "mark": mark}])
