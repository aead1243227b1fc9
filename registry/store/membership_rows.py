"""Write what catalogues list: a row for each time that something is listed, open until that ends.

Where one end of it is missing, a membership stays open, though it is not listed, until that end is withdrawn or back.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Table, case, func, insert, select, update

from ..record.harvested import Harvested
from .database import RegistryDatabase
from .reading import slices
from .stamp import Stamp
from .stored_rows import open_memberships
from .tables import memberships, records, runs

__all__ = ["end_kept_memberships", "last_complete_run", "write_memberships"]


def write_memberships(database: RegistryDatabase, connection: Connection, plan: Harvested, stamp: Stamp) -> None:
    """Open rows for new memberships, and in a complete run end those that catalogues no longer list.

    Call it once the run has marked what is missing.
    """
    known = open_memberships(connection, stamp.source_id)
    listed = dict.fromkeys((member.catalog, member.property, member.target) for member in plan.memberships)
    # What was kept while an end was missing and is listed again is a new row, as all that comes back.
    again = [row.id for member, row in known.items() if row.missing_since is not None and member in listed]
    unlisted = {row.id: member for member, row in known.items() if row.missing_since is None and member not in listed}
    if plan.state != "complete":
        unlisted = {}
    missing = _missing_iris(connection, stamp.source_id, {end for one in unlisted.values() for end in (one[0], one[2])})
    kept = [key for key, (catalog, _, target) in unlisted.items() if catalog in missing or target in missing]
    for some in slices(kept):
        connection.execute(update(memberships).where(memberships.c.id.in_(some)).values(missing_since=stamp.run_id))
    _end(connection, [*again, *(unlisted.keys() - set(kept))], stamp)
    is_open = {member for member, row in known.items() if row.missing_since is None}
    ids = database.next_ids(connection, memberships)
    new = [
        {
            "id": next(ids),
            "source_id": stamp.source_id,
            "catalog": catalog,
            "property": prop,
            "target": target,
            "first_run": stamp.run_id,
        }
        for catalog, prop, target in listed
        if (catalog, prop, target) not in is_open
    ]
    if new:
        connection.execute(insert(memberships), new)


def end_kept_memberships(connection: Connection, source_id: int, *, run: int | None) -> None:
    """End the memberships of a source that are not listed any more, and of which no end is missing any more."""
    query = select(memberships.c.id, memberships.c.catalog, memberships.c.target, memberships.c.missing_since).where(
        memberships.c.source_id == source_id, memberships.c.last_run.is_(None), memberships.c.missing_since.is_not(None)
    )
    rows = connection.execute(query).all()
    missing = _missing_iris(connection, source_id, {end for row in rows for end in (row.catalog, row.target)})
    over = [row.id for row in rows if row.catalog not in missing and row.target not in missing]
    before = memberships.c.missing_since
    last = _last_complete(memberships, source_id, before)
    for some in slices(over):
        connection.execute(update(memberships).where(memberships.c.id.in_(some)).values(last_run=last, ended_by=run))


def last_complete_run(table: Table, stamp: Stamp) -> Any:
    """The last complete run before that of the stamp, or that in which a row of the table began if that is later."""
    return _last_complete(table, stamp.source_id, stamp.run_id)


def _last_complete(table: Table, source_id: int, run: Any) -> Any:
    before = (
        select(func.max(runs.c.id))
        .where(runs.c.source_id == source_id, runs.c.id < run, runs.c.state == "complete")
        .scalar_subquery()
    )
    # What began in an incomplete run may never have been in a complete one.
    return case((before > table.c.first_run, before), else_=table.c.first_run)


def _end(connection: Connection, keys: Collection[int], stamp: Stamp) -> None:
    ended = {"last_run": last_complete_run(memberships, stamp), "ended_by": stamp.run_id}
    for some in slices(sorted(keys)):
        connection.execute(update(memberships).where(memberships.c.id.in_(some)).values(ended))


def _missing_iris(connection: Connection, source_id: int, iris: Collection[str]) -> set[str]:
    """The IRIs whose records are missing from a source."""
    found: set[str] = set()
    for some in slices(sorted(iris)):
        query = select(records.c.iri).where(
            records.c.source_id == source_id, records.c.iri.in_(some), records.c.presence == "missing"
        )
        found.update(connection.scalars(query))
    return found
