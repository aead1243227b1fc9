"""Causes in the database, by IRI, of one source or of all; each record repeats those in force on it in columns.

No query of records has to look for causes: `settle_records` alone writes presence, hold and causes of a record.
A cause of no source is on the records of all sources, also on those that no source describes yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, update

from danhmuc.vocab.messages import Message
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.store import StoreText
from ..record.causes import (
    ABSENCES,
    BARRING_HOLDS,
    HOLDS_OF,
    OF_PERSONS,
    Act,
    Cause,
    CauseKind,
    Hold,
    ended_by,
    hold_of,
    pack_causes,
    presence_of,
    unpack_causes,
)
from .clock import Stamp, now
from .database import RegistryDatabase
from .decisions import CAUSES
from .identity_rows import write_spellings
from .reading import slices
from .tables import causes, records, runs, sources, versions

_PAGE: Final = 5_000


class Decider(NamedTuple):
    """The person or source that set a cause, and the reason; a mark of secrecy has none."""

    by: str
    reason: str | None


# ---------------------------------------------------------------- adding and ending


def add_causes(
    database: RegistryDatabase,
    connection: Connection,
    iris: Iterable[str],
    kind: CauseKind,
    *,
    source_id: int | None,
    by: str,
    reason: str | None = None,
) -> None:
    """Add a cause on what a source, or each source, describes under some IRIs; one that is in force stays as it is."""
    wanted = {valid_or_same(iri): iri for iri in iris}
    run = _run_by_now(connection, source_id, None)
    rows = {iri: {"run_id": run} for iri in wanted}
    _add(database, connection, rows, kind, source_id=source_id, by=by, reason=reason)
    settle_iris(connection, wanted.values(), by=by)


def add_absences(
    database: RegistryDatabase,
    connection: Connection,
    record_ids: Collection[int],
    kind: CauseKind,
    stamp: Stamp,
    *,
    reason: str | None = None,
) -> None:
    """Add an absence of one kind on records of a source; they are missing since this run, unless they were before.

    A tombstone stays what it is: a run that does not see it again says nothing new.
    """
    run = _run_by_now(connection, stamp.source_id, stamp.run_id)
    for some in slices(sorted(record_ids)):
        rows = connection.execute(_record_columns().where(records.c.id.in_(some))).all()
        wanted = {
            valid_or_same(row.iri): {
                "run_id": run,
                "missing_since": run if row.missing_since is None else row.missing_since,
            }
            for row in rows
            if unpack_causes(row.causes).isdisjoint(ABSENCES - {"missing"})
        }
        _add(
            database,
            connection,
            wanted,
            kind,
            source_id=stamp.source_id,
            by=stamp.by,
            reason=reason,
            at=stamp.now,
        )
    settle_records(connection, record_ids, by=stamp.by, at=stamp.now)


def _add(
    database: RegistryDatabase,
    connection: Connection,
    rows: Mapping[str, Mapping[str, object]],
    kind: CauseKind,
    *,
    source_id: int | None,
    by: str,
    reason: str | None,
    at: str | None = None,
) -> None:
    """Add a cause on each of some IRIs in their valid form, with the columns of its own, where none is in force."""
    same_source = causes.c.source_id.is_(None) if source_id is None else causes.c.source_id == source_id
    known = {row.iri for row in CAUSES.rows_about(connection, rows, causes.c.kind == kind, same_source)}
    fresh = sorted(rows.keys() - known)
    if fresh:
        common = {"source_id": source_id, "kind": kind}
        CAUSES.add(
            database, connection, ({**common, **rows[iri], "iri": iri} for iri in fresh), by=by, reason=reason, at=at
        )
        write_spellings(database, connection, fresh)


def end_causes(
    connection: Connection,
    iris: Collection[str],
    act: Act,
    *,
    source_id: int | None,
    by: str,
    reason: str | None = None,
) -> list[Cause]:
    """End the causes on some IRIs that an act may end, and no others; returns those.

    Args:
        source_id: those on the records of this source alone; None for all.
    """
    of_source = () if source_id is None else (causes.c.source_id == source_id,)
    may_end = (_may_end(act), *of_source)
    found = {row.id: row for row in CAUSES.rows_about(connection, set(map(valid_or_same, iris)), *may_end)}
    by_source: defaultdict[int | None, list[int]] = defaultdict(list)
    for key, row in found.items():
        by_source[row.source_id].append(key)
    for source, keys in by_source.items():
        run = _run_by_now(connection, source, None)
        _end(connection, act, causes.c.id, keys, by=by, reason=reason, ended_run=run)
    settle_iris(connection, iris, by=by)
    return _open_causes(connection, found)


def end_causes_of_records(connection: Connection, record_ids: Collection[int], act: Act, stamp: Stamp) -> None:
    """End the causes that an act of their source may end on some records of it, and no others."""
    run = _run_by_now(connection, stamp.source_id, stamp.run_id)
    of_source = causes.c.source_id == stamp.source_id
    for some in slices(sorted(record_ids)):
        iris = set(map(valid_or_same, connection.scalars(select(records.c.iri).where(records.c.id.in_(some)))))
        _end(connection, act, causes.c.iri, iris, of_source, by=stamp.by, at=stamp.now, ended_run=run)
    settle_records(connection, record_ids, by=stamp.by, at=stamp.now)


def move_causes(
    database: RegistryDatabase, connection: Connection, old: str, new: str, *, source_id: int, by: str, reason: str
) -> None:
    """Keep the new IRI of a record back as the old one is by persons; end what its source said of the old one."""
    own = [valid_or_same(old)]
    for row in list(CAUSES.rows_about(connection, own, causes.c.kind.in_(OF_PERSONS))):
        if row.source_id in (None, source_id):
            add_causes(database, connection, [new], row.kind, source_id=row.source_id, by=row.by, reason=row.reason)
    end_causes(connection, own, "rename", source_id=source_id, by=by, reason=reason)
    settle_iris(connection, [new], by=by)


def _end(
    connection: Connection,
    act: Act,
    column: ColumnElement[Any],
    values: Collection[Any],
    *conditions: ColumnElement[bool],
    **ends: Any,
) -> None:
    """End the causes that an act may end with one of some values in a column; nothing else ends any."""
    for some in slices(sorted(values)):
        CAUSES.end(connection, _may_end(act), column.in_(some), *conditions, **ends)


def _may_end(act: Act) -> ColumnElement[bool]:
    return causes.c.kind.in_(ended_by(act))


def _run_by_now(connection: Connection, source_id: int | None, run: int | None) -> int | None:
    """A run, or the newest of a source: what a person does counts as done after it."""
    if run is not None or source_id is None:
        return run
    return connection.scalar(select(func.max(runs.c.id)).where(runs.c.source_id == source_id)) or 0


# ---------------------------------------------------------------- absences and holds of undone runs


class Absence(NamedTuple):
    """A cause for which a source does not have a record, as it was set."""

    kind: CauseKind
    since: str
    by: str
    reason: str | None
    missing_since: int | None


def absences_before(
    connection: Connection, source_id: int, iris: Collection[str], run: int
) -> dict[str, tuple[Absence, ...]]:
    """The absences that were in force before a run on records of its source, by IRI in its valid form."""
    before = (causes.c.run_id < run, or_(CAUSES.in_force, causes.c.ended_run >= run))
    return _absences(connection, source_id, iris, causes.c.kind.in_(ABSENCES), *before, ended=True)


def absences_on(connection: Connection, source_id: int, iris: Collection[str]) -> dict[str, tuple[Absence, ...]]:
    """The absences in force on records of a source, by IRI in its valid form."""
    return _absences(connection, source_id, iris, causes.c.kind.in_(ABSENCES))


def last_ended(connection: Connection, source_id: int, iris: Collection[str]) -> dict[str, tuple[Absence, ...]]:
    """The absences and withdrawals on records of a source that ended last, by IRI in its valid form."""
    other = causes.alias("other")
    kinds = sorted(ABSENCES | {"withdrawn"})
    latest = (
        select(func.max(other.c.until))
        .where(other.c.iri == causes.c.iri, other.c.source_id == source_id, other.c.kind.in_(kinds))
        .scalar_subquery()
    )
    return _absences(connection, source_id, iris, causes.c.kind.in_(kinds), causes.c.until == latest, ended=True)


def _absences(
    connection: Connection,
    source_id: int,
    iris: Collection[str],
    *conditions: ColumnElement[bool],
    ended: bool = False,
) -> dict[str, tuple[Absence, ...]]:
    found: defaultdict[str, dict[str, Absence]] = defaultdict(dict)
    valid = set(map(valid_or_same, iris))
    for row in CAUSES.rows_about(connection, valid, causes.c.source_id == source_id, *conditions, ended=ended):
        found[row.iri][row.kind] = Absence(row.kind, row.since, row.by, row.reason, row.missing_since)
    return {iri: tuple(some.values()) for iri, some in found.items()}


def replace_absences(
    database: RegistryDatabase,
    connection: Connection,
    wanted: Mapping[str, tuple[Absence, ...]],
    stamp: Stamp,
    *,
    reason: str | None,
) -> None:
    """Let records of a source, by IRI, have these absences and no others, as undoing does."""
    by_valid = {valid_or_same(iri): {one.kind: one for one in some} for iri, some in wanted.items()}
    of_source = (causes.c.source_id == stamp.source_id, causes.c.kind.in_(ABSENCES))
    run = _run_by_now(connection, stamp.source_id, stamp.run_id)
    over = []
    for row in CAUSES.rows_about(connection, by_valid, *of_source):
        same = by_valid[row.iri].get(row.kind)
        if same is not None and same.missing_since == row.missing_since:
            del by_valid[row.iri][row.kind]
        else:
            over.append(row.id)
    _end(connection, "undo", causes.c.id, over, by=stamp.by, reason=reason, at=stamp.now, ended_run=run)
    fresh = (
        {"iri": iri, "source_id": stamp.source_id, "run_id": run, **one._asdict()}
        for iri, some in by_valid.items()
        for one in some.values()
    )
    CAUSES.add(database, connection, fresh, by=stamp.by)


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """The digest of what a source says and is not applied again; None if it does not have the record."""

    digest: str | None


def hold_as_undone(
    database: RegistryDatabase,
    connection: Connection,
    wanted: Mapping[str, HeldRecord | None],
    stamp: Stamp,
    *,
    reason: str | None,
) -> None:
    """Hold records of a source as an undone run leaves them, by IRI; end the hold on those that need none."""
    run = _run_by_now(connection, stamp.source_id, stamp.run_id)
    held = (causes.c.source_id == stamp.source_id, causes.c.kind == "held")
    iris = set(map(valid_or_same, wanted))
    _end(connection, "undo", causes.c.iri, iris, *held, by=stamp.by, at=stamp.now, ended_run=run)
    rows = (
        {"iri": valid_or_same(iri), "source_id": stamp.source_id, "kind": "held", "digest": one.digest, "run_id": run}
        for iri, one in wanted.items()
        if one is not None
    )
    CAUSES.add(database, connection, rows, by=stamp.by, reason=reason, at=stamp.now)


def say_as_published(connection: Connection, record_ids: Collection[int]) -> None:
    """Set what the source of some records said last to what is published, so that whatever else it says is new."""
    said = (
        select(func.coalesce(versions.c.original, versions.c.digest))
        .where(versions.c.id == records.c.version_id)
        .scalar_subquery()
    )
    for some in slices(sorted(record_ids)):
        connection.execute(update(records).where(records.c.id.in_(some)).values(source_digest=said))


# ---------------------------------------------------------------- the columns of records


def settle_iris(connection: Connection, iris: Iterable[str], *, by: str, at: str | None = None) -> None:
    """Give the records of some IRIs the columns that the causes in force on them make."""
    spellings = {spelling for iri in iris for spelling in (iri, valid_or_same(iri))}
    for some in slices(sorted(spellings)):
        _settle(connection, records.c.iri.in_(some), by=by, at=at)


def settle_records(connection: Connection, record_ids: Iterable[int], *, by: str, at: str | None = None) -> None:
    """The same of records with some keys."""
    for some in slices(sorted(record_ids)):
        _settle(connection, records.c.id.in_(some), by=by, at=at)


def _settle(connection: Connection, condition: ColumnElement[bool], *, by: str, at: str | None) -> None:
    rows = connection.execute(_record_columns().where(condition)).all()
    found = _in_force(connection, {valid_or_same(row.iri) for row in rows})
    changed: defaultdict[tuple[str, int | None, bool], list[int]] = defaultdict(list)
    for row in rows:
        columns = _columns_of(found[valid_or_same(row.iri)], row.source_id)
        is_moved = presence_of(columns[0]) != row.presence
        if is_moved or columns != (row.causes, row.missing_since) or row.hold != hold_of(columns[0]):
            changed[*columns, is_moved].append(row.id)
    for (packed, missing_since, is_moved), keys in changed.items():
        values: dict[str, object] = {"causes": packed, "missing_since": missing_since, "hold": hold_of(packed)}
        if is_moved:
            values |= {"presence": presence_of(packed), "presence_at": at or now(), "presence_by": by}
        connection.execute(update(records).where(records.c.id.in_(keys)).values(values))


def _record_columns() -> Any:
    return select(
        records.c.id,
        records.c.iri,
        records.c.source_id,
        records.c.presence,
        records.c.hold,
        records.c.missing_since,
        records.c.causes,
    )


def _in_force(connection: Connection, iris: Collection[str]) -> defaultdict[str, list[Row[Any]]]:
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in CAUSES.rows_about(connection, iris):
        found[row.iri].append(row)
    return found


def _columns_of(found: Iterable[Row[Any]], source_id: int) -> tuple[str, int | None]:
    """The causes on a record of a source, packed, and the run since which it is missing."""
    own = [row for row in found if row.source_id in (None, source_id)]
    since = (row.missing_since for row in own if row.kind in ABSENCES and row.missing_since is not None)
    return pack_causes(row.kind for row in own), next(since, None)


def cause_problems(connection: Connection) -> Iterator[Message]:
    """Problems of causes: the columns of each record must be those that its causes make."""
    of_causes = select(causes.c.iri).where(CAUSES.in_force)
    is_otherwise = or_(records.c.causes != "", records.c.presence != "present", records.c.hold.is_not(None))
    query = _record_columns().where(or_(is_otherwise, records.c.iri.in_(of_causes)))
    held = connection.execute(query.order_by(records.c.iri, records.c.id).execution_options(yield_per=_PAGE))
    for rows in held.partitions():
        found = _in_force(connection, {valid_or_same(row.iri) for row in rows})
        for row in rows:
            packed, since = _columns_of(found[valid_or_same(row.iri)], row.source_id)
            wanted = (packed, since, presence_of(packed), hold_of(packed))
            if (row.causes, row.missing_since, row.presence, row.hold) != wanted:
                yield StoreText.CAUSES_DIFFER(iri=row.iri)


# ---------------------------------------------------------------- questions


def has_causes(connection: Connection) -> bool:
    """Whether any cause is in force, so that new records need a look."""
    return connection.execute(select(causes.c.id).where(CAUSES.in_force).limit(1)).first() is not None


def causes_on(connection: Connection, iris: Collection[str], *conditions: ColumnElement[bool]) -> list[Cause]:
    """The causes in force on some IRIs, in the order in which they were added."""
    valid = set(map(valid_or_same, iris))
    return _open_causes(connection, {row.id: row for row in CAUSES.rows_about(connection, valid, *conditions)})


def _open_causes(connection: Connection, found: Mapping[int, Row[Any]]) -> list[Cause]:
    """Some rows, by their keys, with the names of their sources."""
    keys = {row.source_id for row in found.values()} - {None}
    query = select(sources.c.id, sources.c.name).where(sources.c.id.in_(sorted(keys)))
    names = {row.id: row.name for row in connection.execute(query)} if keys else {}
    return [
        Cause(
            iri=row.iri,
            source=names.get(row.source_id),
            kind=row.kind,
            since=row.since,
            by=row.by,
            reason=row.reason,
        )
        for _, row in sorted(found.items())
    ]


def newest_deciders(connection: Connection, iris: Collection[str], hold: Hold) -> dict[str, Decider]:
    """The decider of the newest cause of a hold on each of some IRIs that has one, whether it is in force or not."""
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for iri in iris:
        spellings[valid_or_same(iri)].append(iri)
    found: dict[str, Decider] = {}
    for row in CAUSES.rows_about(connection, spellings, causes.c.kind.in_(HOLDS_OF[hold]), ended=True):
        found.update((iri, Decider(row.by, row.reason)) for iri in spellings[row.iri])
    return found


def held_iris(connection: Connection, hold: Hold | None = None) -> frozenset[str]:
    """The IRIs whose records are kept back in every source, all or those with one hold."""
    kinds = [kind for one in (BARRING_HOLDS if hold is None else (hold,)) for kind in HOLDS_OF[one]]
    query = select(causes.c.iri).where(CAUSES.in_force, causes.c.source_id.is_(None), causes.c.kind.in_(kinds))
    return frozenset(connection.scalars(query))


class OpenHold(NamedTuple):
    """A hold that keeps an IRI from leaving.

    Attributes:
        name: of the source, or of who set it on all sources.
        is_everywhere: whether it is on the records of all sources.
    """

    iri: str
    name: str
    kind: Hold
    is_everywhere: bool


def open_holds(connection: Connection, iris: Collection[str] | None = None) -> Iterator[OpenHold]:
    """Each hold in force that keeps an IRI from leaving, of all or of some in their valid form."""
    holds = {kind: hold for hold in BARRING_HOLDS for kind in HOLDS_OF[hold]}
    query = (
        select(
            causes.c.iri, func.coalesce(sources.c.name, causes.c.by).label("name"), causes.c.kind, causes.c.source_id
        )
        .outerjoin(sources, sources.c.id == causes.c.source_id)
        .where(and_(CAUSES.in_force, causes.c.kind.in_(holds)))
        .order_by(causes.c.id)
    )
    pages = [query] if iris is None else [query.where(causes.c.iri.in_(some)) for some in slices(sorted(iris))]
    for row in chain.from_iterable(map(connection.execute, pages)):
        yield OpenHold(row.iri, row.name, holds[row.kind], row.source_id is None)
