"""Activities of sources that were applied: when each described or deleted a record, as it says itself.

The newest one in force is the mark up to which a source was read of that record; an undone run takes its own back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, func, insert, select, update

from ..record.stored import StoredActivity
from .clock import Stamp
from .database import RegistryDatabase
from .reading import read_in, read_pairs_in, slices
from .tables import activities, changes, records


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedActivity:
    """An activity that a run applied to a record; see the table."""

    record_id: int
    at: str | None
    is_deletion: bool = False


def write_activities(
    database: RegistryDatabase, connection: Connection, applied: Sequence[AppliedActivity], stamp: Stamp
) -> None:
    """Store the activities that a run applied."""
    ids = database.next_ids(connection, activities)
    rows = [
        {
            "id": next(ids),
            "record_id": one.record_id,
            "run_id": stamp.run_id,
            "at": one.at,
            "is_deletion": one.is_deletion,
            "undone_by": None,
        }
        for one in applied
    ]
    if rows:
        connection.execute(insert(activities), rows)


def last_activities(connection: Connection, source_id: int, iris: Collection[str]) -> dict[str, str]:
    """The time of the newest activity that was applied, by IRI, of some IRIs of a source; see `Visit`."""
    query = (
        select(records.c.iri, func.max(activities.c.at))
        .join(records, records.c.id == activities.c.record_id)
        .where(records.c.source_id == source_id)
        .where(activities.c.undone_by.is_(None), activities.c.at.is_not(None))
        .group_by(records.c.iri)
    )
    return read_pairs_in(connection, query, records.c.iri, iris)


def stored_activities(connection: Connection, source_id: int, iris: Collection[str]) -> Mapping[str, StoredActivity]:
    """The stored activities of some IRIs of a source, by IRI."""
    found: dict[str, StoredActivity] = {}
    query = (
        select(records.c.iri, activities.c.at, activities.c.is_deletion, activities.c.undone_by)
        .join(records, records.c.id == activities.c.record_id)
        .where(records.c.source_id == source_id)
        .order_by(activities.c.id)
    )
    for iri, at, is_deletion, undone_by in read_in(connection, query, records.c.iri, iris):
        before = found.get(iri, StoredActivity())
        found[iri] = before.with_row(at, is_deletion=is_deletion, is_undone=undone_by is not None)
    return found


def is_stated_deletion() -> ColumnElement[bool]:
    """The condition that a record is missing because its source says that it was deleted."""
    return exists().where(
        activities.c.record_id == records.c.id,
        activities.c.is_deletion.is_(True),
        activities.c.undone_by.is_(None),
        # What its source had deleted before, and described again, is missing for another reason.
        activities.c.run_id >= records.c.missing_since,
    )


def take_back_activities(connection: Connection, run: int, record_ids: Collection[int], stamp: Stamp) -> None:
    """Take back what a run applied to some records; what it had taken back itself is in force again."""
    for some in slices(sorted(record_ids)):
        of_these = activities.c.record_id.in_(some)
        back = update(activities).where(of_these, activities.c.undone_by == run).values(undone_by=None)
        connection.execute(back)
        own = update(activities).where(of_these, activities.c.run_id == run, activities.c.undone_by.is_(None))
        connection.execute(own.values(undone_by=stamp.run_id))


def take_back_activities_of_change(connection: Connection, change: int, record_id: int, stamp: Stamp) -> None:
    """Take back what the run of a row of the ledger applied to its record."""
    run = connection.scalar(select(changes.c.run_id).where(changes.c.id == change))
    if run is not None:
        take_back_activities(connection, run, [record_id], stamp)


def move_activities(connection: Connection, old_id: int, new_id: int) -> None:
    """Give the activities of one record to another, which becomes one with it."""
    connection.execute(update(activities).where(activities.c.record_id == new_id).values(record_id=old_id))
