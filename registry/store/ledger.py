"""The ledger of changes: one row for each change of what the registry shows of a record, in the order they were made.

Rows are only ever added. A row is found by comparing what is shown now with the newest row of the record, so that
nothing that writes has to say what it changed, and nothing unchanged has a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, bindparam, false, func, or_, select

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message

from ..messages.store import StoreText
from .clock import now
from .database import RegistryDatabase
from .finding_rows import is_storable
from .reading import at_most, row_by_row, row_limit, slices
from .tables import changes, is_verdict, records, sources, verdicts, versions

_BEHIND: Final = timedelta(hours=1)
"""A clock that is further behind the newest row is wrong, or was wrong when that row was written."""
_PAGE: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedChange:
    """One row of the ledger: what the registry showed of a record from then on.

    Attributes:
        id: number of the row; later rows have greater ones.
        source: name of the record's source.
        run: run that made the change; None for an edit, a validation or a migration.
        at: time of the change, UTC; never before that of an earlier row.
        by: who made it.
        iri: of the record now.
        kind: ``recorded`` (first row of a record that is older than the ledger), ``created``, ``updated``,
            ``missing``, ``reappeared``, ``withdrawn``, ``deleted`` (withdrawn because its source says that it deleted
            it), ``withheld``, ``held``, ``purged``, ``released`` (from any of these), ``renamed``, or ``verdict`` (only
            the verdict changed).
        presence: ``present``, ``missing`` or ``withdrawn``.
        hold: what keeps the record from leaving: ``withheld``, ``held``, ``purged``, or None.
        version: number of its newest version.
        accepted: whether the profile of the source accepts that version; None if it is not validated.
        reason: reason that a person gave.
        iri_then: IRI that the record had then, if it was renamed since.
        former_iri: of ``renamed``: the IRI that the record had before.
    """

    id: int
    iri: str
    source: str
    run: int | None
    at: str
    by: str
    kind: str
    presence: str
    version: int
    accepted: bool | None
    reason: str | None
    hold: str | None
    iri_then: str | None = None
    former_iri: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The change as JSON has it."""
        return json_members(self, self.__slots__)


class RecordedState(NamedTuple):
    """The state of a record: its presence, its newest version, whether its source's profile accepts that, its hold."""

    presence: str
    version_id: int
    accepted: bool | None
    hold: str | None


def change_time(connection: Connection) -> str:
    """The time of a change made now: never before the newest row of the ledger.

    Raises:
        RegistryError: the clock of this machine is more than an hour behind the newest row.
    """
    moment = now()
    newest = connection.scalar(select(changes.c.at).order_by(changes.c.id.desc()).limit(1))
    if newest is None or newest <= moment:
        return moment
    if datetime.fromisoformat(newest) - datetime.fromisoformat(moment) > _BEHIND:
        raise RegistryError(StoreText.CLOCK_BEHIND(now=moment, newest=newest))
    return str(newest)


def write_changes(
    database: RegistryDatabase,
    connection: Connection,
    *,
    source_id: int,
    record_ids: Collection[int] | None = None,
    run: int | None,
    by: str,
    kind: str | None = None,
    reason: str | None = None,
) -> None:
    """Add a row for each of these records, or each record of the source, that is shown otherwise than its newest row.

    Args:
        kind: kind of the change, if the states before and after do not say it.

    Raises:
        RegistryError: the clock of this machine is more than an hour behind the newest row.
    """
    of_source = {"source": source_id}
    if record_ids is None:
        with row_by_row(connection):
            rows = connection.execute(_differing_query(), of_source).all()
    else:
        query = _differing_among_query()
        pages = slices(sorted(record_ids))
        rows = [row for some in pages for row in connection.execute(query, {**of_source, "records": some})]
    if not rows:
        return
    at = change_time(connection)
    ids = database.next_ids(connection, changes)
    connection.execute(
        changes.insert(),
        [
            {
                "id": next(ids),
                "record_id": row.id,
                "run_id": run,
                "at": at,
                "by": by,
                "kind": kind or _kind(row),
                "presence": row.presence,
                "version_id": row.version_id,
                "accepted": row.accepted,
                "reason": reason,
                "hold": row.hold,
            }
            for row in rows
        ],
    )


def write_rename(
    database: RegistryDatabase, connection: Connection, record_id: int, former_iri: str, *, by: str, reason: str
) -> None:
    """Add a row for a record that has another IRI from now on, and otherwise is as it is shown.

    Raises:
        RegistryError: the clock of this machine is more than an hour behind the newest row.
    """
    row = connection.execute(_states_query().where(records.c.id == record_id)).one()
    values = {
        "id": next(database.next_ids(connection, changes)),
        "record_id": record_id,
        "run_id": None,
        "at": change_time(connection),
        "by": by,
        "kind": "renamed",
        "presence": row.presence,
        "version_id": row.version_id,
        "accepted": row.accepted,
        "reason": reason,
        "hold": row.hold,
        "former_iri": former_iri,
    }
    connection.execute(changes.insert(), [values])


def _states_query() -> Select[Any]:
    """The state of each record as the registry shows it."""
    return (
        select(
            records.c.id,
            records.c.iri,
            records.c.presence,
            records.c.version_id,
            verdicts.c.accepted,
            records.c.hold,
        )
        .join(sources, sources.c.id == records.c.source_id)
        .outerjoin(verdicts, is_verdict(records.c.version_id, sources.c.profile))
    )


@cache
def _differing_query() -> Select[Any]:
    """The records of a source that are shown otherwise than their newest row of the ledger, with the columns of both.

    The key of the source is a parameter.
    """
    return _all_differing_query().where(records.c.source_id == bindparam("source")).order_by(records.c.id)


def _all_differing_query() -> Select[Any]:
    """The same of all sources, in no order; the database compares, since it need not hold all records."""
    newest = changes.alias("newest")
    newest_id = (
        select(func.max(changes.c.id)).where(changes.c.record_id == records.c.id).correlate(records).scalar_subquery()
    )
    return (
        _states_query()
        .add_columns(
            newest.c.id.label("row_id"),
            newest.c.presence.label("row_presence"),
            newest.c.version_id.label("row_version_id"),
            newest.c.hold.label("row_hold"),
        )
        .outerjoin(newest, newest.c.id == newest_id)
        .where(
            or_(
                newest.c.id.is_(None),
                newest.c.presence.is_distinct_from(records.c.presence),
                newest.c.hold.is_distinct_from(records.c.hold),
                newest.c.version_id.is_distinct_from(records.c.version_id),
                newest.c.accepted.is_distinct_from(verdicts.c.accepted),
            )
        )
    )


@cache
def _differing_among_query() -> Select[Any]:
    """The same among some records, whose keys are a parameter, too."""
    return _differing_query().where(records.c.id.in_(bindparam("records", expanding=True)))


def _kind(row: Row[Any]) -> str:
    if row.row_id is None:
        return "created"
    if row.row_presence != row.presence:
        return "reappeared" if row.presence == "present" else str(row.presence)
    if row.row_hold == "held" and row.hold is None and row.row_version_id != row.version_id:
        return "updated"  # the source says something else, and that is applied
    if row.row_hold != row.hold:
        return "released" if row.hold is None else str(row.hold)
    return "updated" if row.row_version_id != row.version_id else "verdict"


def recorded_changes(
    connection: Connection, *, iri: str | None, source: str | None, run: int | None, after: int, limit: int | None
) -> list[RecordedChange]:
    """Rows of the ledger in their order: all, or those of an IRI, a source, a run, or after a row."""
    query = (
        select(
            changes.c.id,
            records.c.iri,
            sources.c.name.label("source"),
            changes.c.run_id.label("run"),
            changes.c.at,
            changes.c.by,
            changes.c.kind,
            changes.c.presence,
            versions.c.number.label("version"),
            changes.c.accepted,
            changes.c.reason,
            changes.c.hold,
            changes.c.iri.label("iri_then"),
            changes.c.former_iri,
        )
        .join(records, records.c.id == changes.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.id == changes.c.version_id)
        .where(changes.c.id > at_most(after))
        .order_by(changes.c.id)
        .limit(row_limit(limit))
    )
    if iri is not None:
        # Also by an IRI that the record had before it was renamed.
        renamed = select(changes.c.record_id).where(or_(changes.c.iri == iri, changes.c.former_iri == iri))
        query = query.where(or_(records.c.iri == iri, records.c.id.in_(renamed)))
    for column, value in ((sources.c.name, source), (changes.c.run_id, at_most(run))):
        if value is not None:
            query = query.where(column == value)
    if not (is_storable(iri) and is_storable(source)):
        query = query.where(false())
    return [RecordedChange(**row) for row in connection.execute(query).mappings()]


def recorded_states(connection: Connection, *, until: int | None = None) -> dict[int, RecordedState]:
    """The state of each record by its key, as the rows of the ledger give it, replayed up to one of them or all.

    Of a record that was renamed later, which were two records until then, that of the one that changed last; see
    `recorded_descriptions`.
    """
    query = select(changes.c.record_id, changes.c.presence, changes.c.version_id, changes.c.accepted, changes.c.hold)
    if until is not None:
        query = query.where(changes.c.id <= until)
    rows = connection.execute(query.order_by(changes.c.id).execution_options(yield_per=_PAGE))
    return {key: RecordedState(*state) for key, *state in rows}


def recorded_descriptions(connection: Connection, *, until: int | None = None) -> dict[tuple[int, str], RecordedState]:
    """The state of each record by the key of its source and the IRI it had, replayed up to a row of the ledger or all.

    Until it is renamed, a record and what becomes one with it are two.
    """
    query = select(
        records.c.source_id,
        func.coalesce(changes.c.iri, records.c.iri),
        changes.c.former_iri,
        changes.c.presence,
        changes.c.version_id,
        changes.c.accepted,
        changes.c.hold,
    ).join(records, records.c.id == changes.c.record_id)
    if until is not None:
        query = query.where(changes.c.id <= until)
    found: dict[tuple[int, str], RecordedState] = {}
    for source, iri, former, *state in connection.execute(query.order_by(changes.c.id)):
        if former is not None:
            found.pop((source, former), None)
        found[source, iri] = RecordedState(*state)
    return found


def ledger_problems(connection: Connection) -> Iterator[Message]:
    """Problems of the ledger: its newest rows must be what the registry shows, and its times must never go back."""
    before = ""
    times = select(changes.c.id, changes.c.at).order_by(changes.c.id).execution_options(yield_per=_PAGE)
    for row, at in connection.execute(times):
        if at < before:
            yield StoreText.LEDGER_TIME_BACK(row=row, at=at, before=before)
        before = max(before, at)
    for row in connection.execute(_all_differing_query().order_by(records.c.iri, records.c.id)):
        yield StoreText.LEDGER_DIFFERS(iri=row.iri)
