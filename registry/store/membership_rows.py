"""Write what catalogues list: a row for each time that something is listed, open until that ends.

Where one end of it is missing, a membership stays open, though it is not listed, until that end is withdrawn or back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, case, func, insert, select, update

from ..record.harvested import Harvested
from ..record.stored import NOTHING_SAID
from .clock import Stamp
from .database import RegistryDatabase
from .reading import read_values_in, write_in
from .stored_rows import open_memberships
from .tables import memberships, records, runs

Member: TypeAlias = tuple[str, str, str]
"""Catalogue, property and target."""
_ROWS: Final = 5_000
"""New rows that are in memory at a time."""


def write_memberships(database: RegistryDatabase, connection: Connection, plan: Harvested, stamp: Stamp) -> None:
    """Open rows for new memberships, and in a complete run end those that catalogues no longer list.

    Call it once the run has marked what is missing. What an undone run left open, or ended, stays so while the source
    lists the same.
    """
    listed = dict.fromkeys((member.catalog, member.property, member.target) for member in plan.memberships)
    # What is not whole ends nothing, so that only what it lists is looked at.
    known = open_memberships(connection, stamp.source_id, None if plan.is_whole else {one[2] for one in listed})
    held = _held_rows(connection, stamp.source_id)
    not_listed_again = {row.member for row in held if not row.is_open and row.member in listed}
    over = [row.id for row in held if row.is_open == (row.member in listed) and row.member not in not_listed_again]
    # What was kept while an end was missing and is listed again is a new row, as all that comes back.
    again = [
        row.id
        for member, row in known.items()
        if row.missing_since is not None and member in listed and member not in not_listed_again
    ]
    unlisted: dict[int, Member] = {}
    if plan.is_whole:
        stay = {row.id for row in held if row.is_open}
        unlisted = {
            row.id: member
            for member, row in known.items()
            if row.missing_since is None and member not in listed and row.id not in stay
        }
    else:
        ended = set(over)
        over = [row.id for row in held if row.id in ended and row.is_open]
    write_in(connection, update(memberships).values(held_by=None), memberships.c.id, over)
    ends = {end for catalog, _, target in unlisted.values() for end in (catalog, target)}
    missing, absent = _missing_iris(connection, stamp.source_id, ends), _absent_iris(connection, stamp.source_id, ends)
    untouched = {key for key, (catalog, _, target) in unlisted.items() if catalog in absent or target in absent}
    kept = [
        key
        for key, (catalog, _, target) in unlisted.items()
        if (catalog in missing or target in missing) and key not in untouched
    ]
    write_in(connection, update(memberships).values(missing_since=stamp.run_id), memberships.c.id, kept)
    end = {"last_run": last_complete_run(memberships, stamp), "ended_by": stamp.run_id}
    ends_now = {*again, *(unlisted.keys() - {*kept, *untouched})}
    write_in(connection, update(memberships).values(end), memberships.c.id, ends_now)
    stays = {member for member, row in known.items() if row.missing_since is None} | not_listed_again
    open_memberships_of(database, connection, [one for one in listed if one not in stays], stamp)


def open_memberships_of(
    database: RegistryDatabase, connection: Connection, members: Iterable[Member], stamp: Stamp, **columns: Any
) -> None:
    """Open a row for each of some memberships."""
    ids = database.next_ids(connection, memberships)
    rows = (
        {
            "id": next(ids),
            "source_id": stamp.source_id,
            "catalog": catalog,
            "property": prop,
            "target": target,
            "first_run": stamp.run_id,
            **columns,
        }
        for catalog, prop, target in members
    )
    # A catalogue may list a hundred thousand records.
    while some := list(islice(rows, _ROWS)):
        connection.execute(insert(memberships), some)


@dataclass(frozen=True, slots=True)
class _HeldRow:
    """A membership as an undone run left it."""

    id: int
    member: Member
    is_open: bool


def _held_rows(connection: Connection, source_id: int) -> list[_HeldRow]:
    query = select(
        memberships.c.id, memberships.c.catalog, memberships.c.property, memberships.c.target, memberships.c.last_run
    ).where(memberships.c.source_id == source_id, memberships.c.held_by.is_not(None))
    return [
        _HeldRow(key, (catalog, prop, target), last_run is None)
        for key, catalog, prop, target, last_run in connection.execute(query)
    ]


def end_kept_memberships(connection: Connection, source_id: int, *, run: int | None) -> None:
    """End the memberships of a source that are not listed any more, and of which no end is missing any more."""
    query = select(memberships.c.id, memberships.c.catalog, memberships.c.target, memberships.c.missing_since).where(
        memberships.c.source_id == source_id, memberships.c.last_run.is_(None), memberships.c.missing_since.is_not(None)
    )
    rows = connection.execute(query).all()
    missing = _missing_iris(connection, source_id, {end for row in rows for end in (row.catalog, row.target)})
    over = [row.id for row in rows if row.catalog not in missing and row.target not in missing]
    before = memberships.c.missing_since
    last = last_complete_run_before(memberships, source_id, before)
    write_in(connection, update(memberships).values(last_run=last, ended_by=run), memberships.c.id, over)


def last_complete_run(table: Table, stamp: Stamp) -> Any:
    """The last complete run before that of the stamp, or that in which a row of the table began if that is later."""
    return last_complete_run_before(table, stamp.source_id, stamp.run_id)


def last_complete_run_before(table: Table, source_id: int, run: Any) -> Any:
    """The last complete run of a source before another, or that in which a row of the table began if that is later."""
    before = (
        select(func.max(runs.c.id))
        .where(runs.c.source_id == source_id, runs.c.id < run, runs.c.state == "complete", runs.c.kind != "undo")
        .scalar_subquery()
    )
    # What began in an incomplete run may never have been in a complete one.
    return case((before > table.c.first_run, before), else_=table.c.first_run)


def _missing_iris(connection: Connection, source_id: int, iris: Collection[str]) -> set[str]:
    """The IRIs whose records are missing from a source."""
    return _iris_where(connection, source_id, iris, records.c.presence == "missing")


def _absent_iris(connection: Connection, source_id: int, iris: Collection[str]) -> set[str]:
    """The IRIs whose records a source does not have, and that are held so that they are not missing."""
    return _iris_where(connection, source_id, iris, records.c.source_digest == NOTHING_SAID)


def _iris_where(
    connection: Connection, source_id: int, iris: Collection[str], condition: ColumnElement[bool]
) -> set[str]:
    query = select(records.c.iri).where(records.c.source_id == source_id, condition)
    return read_values_in(connection, query, records.c.iri, iris)
