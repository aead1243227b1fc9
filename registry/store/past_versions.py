"""The older versions of records whose newest one is not accepted: any of them may leave in its place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, null, select

from ..record.stored import StoredVersion
from .reading import slices
from .stored_rows import RegisteredSource, version_columns, version_from_row
from .tables import is_verdict, records, shown_state, verdicts, versions

__all__ = ["has_older_versions", "older_versions", "publicity_of_versions", "versions_before_newest"]

_PAGE: Final = 200
"""Records at a time; each may have hundreds of versions."""


def older_versions(
    connection: Connection, source: RegisteredSource, states: Collection[str], *, after: int
) -> dict[str, list[StoredVersion]]:
    """The versions before the newest by IRI, newest first, of the next records whose newest version is submitted.

    Each has its verdict by the source's profile, but without the days on which that is valid.

    Args:
        after: key of the last record of the page before.
    """
    some = _submitted_query(source, states).where(records.c.id > after).order_by(records.c.id).limit(_PAGE)
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
    found: dict[int, str] = {}
    for some in slices(sorted(version_ids)):
        query = select(versions.c.id, versions.c.publicity).where(versions.c.id.in_(some))
        found.update((key, publicity) for key, publicity in connection.execute(query))
    return found


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
