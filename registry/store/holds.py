"""Holds: what a person, a mark of secrecy or an undone run keeps from leaving, by IRI, until it is released.

A hold of no source is on the records of all sources, also on those that no source describes yet. Each record has the
strongest hold on it in its own column, so that no query of records has to look for it. What a person answered of texts
that look like marks of secrecy is a row among them that holds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, NamedTuple

from sqlalchemy import Connection, and_, func, or_, select, update

from danhmuc.vocab.messages import Message
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.store import HOLD_DIFFERS
from ..record.stored import BARRING_HOLDS
from .clock import now
from .database import RegistryDatabase
from .reading import slices
from .stamp import Stamp
from .stored_spellings import write_spellings
from .tables import holds, records, sources, versions

__all__ = [
    "ANSWER",
    "HeldRecord",
    "Hold",
    "HoldKind",
    "add_answer",
    "add_holds",
    "end_held",
    "end_holds",
    "has_holds",
    "held_in_source",
    "held_iris",
    "hold_as_undone",
    "hold_problems",
    "hold_records",
    "newest_holds",
    "open_answers",
    "open_holds",
    "say_as_published",
    "set_presence",
]


class Hold(NamedTuple):
    """One hold: who made it, for which reason; without one it is a mark of secrecy."""

    by: str
    reason: str | None


HoldKind = Literal["purged", "withheld", "held"]
ANSWER: Final = "not-secret"
"""Kind of the row that says which texts of a record a person read and found to be no marks."""
_PAGE: Final = 5_000
_RANKS: Final[tuple[HoldKind, ...]] = ("purged", "withheld", "held")
"""Strongest first."""


def set_presence(connection: Connection, record_ids: Collection[int], presence: str, *, by: str) -> None:
    """Make records present or withdrawn."""
    for some in slices(sorted(record_ids)):
        connection.execute(
            update(records)
            .where(records.c.id.in_(some))
            .values(presence=presence, presence_at=now(), presence_by=by, missing_since=None)
        )


def add_holds(
    database: RegistryDatabase,
    connection: Connection,
    iris: Iterable[str],
    kind: HoldKind,
    *,
    source_id: int | None,
    by: str,
    reason: str | None = None,
) -> None:
    """Hold what a source, or each source, describes under some IRIs; what is held so already stays as it is."""
    wanted = {valid_or_same(iri): iri for iri in iris}
    same_source = holds.c.source_id.is_(None) if source_id is None else holds.c.source_id == source_id
    known: set[str] = set()
    for some in slices(sorted(wanted)):
        query = select(holds.c.iri).where(
            holds.c.iri.in_(some), holds.c.kind == kind, holds.c.until.is_(None), same_source
        )
        known.update(connection.scalars(query))
    fresh = sorted(wanted.keys() - known)
    ids = database.next_ids(connection, holds)
    rows = [
        {
            "id": next(ids),
            "iri": valid,
            "source_id": source_id,
            "kind": kind,
            "reason": reason,
            "by": by,
            "since": now(),
        }
        for valid in fresh
    ]
    if rows:
        connection.execute(holds.insert(), rows)
        write_spellings(database, connection, fresh)
    hold_records(connection, wanted.values())


def end_holds(
    connection: Connection,
    iri: str,
    *,
    source_id: int | None,
    by: str,
    reason: str | None,
) -> int:
    """End the holds that keep an IRI from leaving, of one source or all; returns their number.

    Args:
        source_id: only the holds on the record of this source.
    """
    query = update(holds).where(
        holds.c.iri == valid_or_same(iri), holds.c.until.is_(None), holds.c.kind.in_(BARRING_HOLDS)
    )
    if source_id is not None:
        query = query.where(holds.c.source_id == source_id)
    ended = connection.execute(query.values(until=now(), ended_by=by, ended_because=reason)).rowcount
    hold_records(connection, [iri])
    return ended


def add_answer(
    database: RegistryDatabase,
    connection: Connection,
    iri: str,
    keys: Collection[str],
    *,
    source_id: int,
    by: str,
    reason: str | None,
) -> None:
    """Store that some texts of a source under an IRI are no marks of secrecy, in place of an earlier answer."""
    is_same = and_(
        holds.c.iri == valid_or_same(iri),
        holds.c.source_id == source_id,
        holds.c.kind == ANSWER,
        holds.c.until.is_(None),
    )
    ended = update(holds).where(is_same).values(until=now(), ended_by=by, ended_because=reason)
    connection.execute(ended)
    row = {
        "id": next(database.next_ids(connection, holds)),
        "iri": valid_or_same(iri),
        "source_id": source_id,
        "kind": ANSWER,
        "digest": " ".join(sorted(keys)),
        "reason": reason,
        "by": by,
        "since": now(),
    }
    connection.execute(holds.insert(), [row])


def open_answers(connection: Connection, iris: Collection[str] | None = None) -> dict[tuple[str, str], frozenset[str]]:
    """The keys of what persons said are no marks, by IRI in its valid form and source, of all or of some IRIs."""
    query = (
        select(holds.c.iri, sources.c.name, holds.c.digest)
        .join(sources, sources.c.id == holds.c.source_id)
        .where(holds.c.kind == ANSWER, holds.c.until.is_(None))
    )
    pages = [query] if iris is None else [query.where(holds.c.iri.in_(some)) for some in slices(sorted(iris))]
    rows = chain.from_iterable(map(connection.execute, pages))
    return {(iri, name): frozenset(keys.split()) for iri, name, keys in rows}


def newest_holds(connection: Connection, iris: Collection[str], kind: str) -> dict[str, Hold]:
    """The newest hold of a kind on each of some IRIs that has one, whether it still holds or not."""
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for iri in iris:
        spellings[valid_or_same(iri)].append(iri)
    found: dict[str, Hold] = {}
    for some in slices(sorted(spellings)):
        query = select(holds.c.iri, holds.c.by, holds.c.reason).where(holds.c.iri.in_(some), holds.c.kind == kind)
        for valid, by, reason in connection.execute(query.order_by(holds.c.id)):
            found.update((iri, Hold(by, reason)) for iri in spellings[valid])
    return found


def end_held(connection: Connection, iris: Collection[str], stamp: Stamp, *, reason: str | None = None) -> None:
    """End the holds that an undone run left on records of a source."""
    for some in slices(sorted({valid_or_same(iri) for iri in iris})):
        ended = update(holds).where(
            holds.c.iri.in_(some), holds.c.source_id == stamp.source_id, holds.c.kind == "held", holds.c.until.is_(None)
        )
        connection.execute(ended.values(until=stamp.now, ended_by=stamp.by, ended_because=reason))
    hold_records(connection, iris)


def say_as_published(connection: Connection, record_ids: Collection[int]) -> None:
    """Let the source of some records have said what is published, so that whatever else it says is new."""
    said = (
        select(func.coalesce(versions.c.original, versions.c.digest))
        .where(versions.c.id == records.c.version_id)
        .scalar_subquery()
    )
    for some in slices(sorted(record_ids)):
        connection.execute(update(records).where(records.c.id.in_(some)).values(source_digest=said))


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
    end_held(connection, wanted.keys(), stamp)
    ids = database.next_ids(connection, holds)
    rows = [
        {
            "id": next(ids),
            "iri": valid_or_same(iri),
            "source_id": stamp.source_id,
            "kind": "held",
            "digest": held.digest,
            "reason": reason,
            "by": stamp.by,
            "since": stamp.now,
            "run_id": stamp.run_id,
        }
        for iri, held in wanted.items()
        if held is not None
    ]
    if rows:
        connection.execute(holds.insert(), rows)
        hold_records(connection, wanted.keys())


def held_in_source(connection: Connection, iris: Collection[str], source_id: int) -> dict[str, bool]:
    """Whether records of a source are held after an undone run, by IRI, also below another hold."""
    spellings = {valid_or_same(iri): iri for iri in iris}
    found: dict[str, bool] = {}
    for some in slices(sorted(spellings)):
        query = select(holds.c.iri).where(
            holds.c.iri.in_(some), holds.c.source_id == source_id, holds.c.kind == "held", holds.c.until.is_(None)
        )
        found.update((spellings[iri], True) for iri in connection.scalars(query))
    return found


def hold_records(connection: Connection, iris: Iterable[str]) -> None:
    """Give the records of some IRIs the strongest of the holds on them, or none."""
    spellings = {spelling for iri in iris for spelling in (iri, valid_or_same(iri))}
    for some in slices(sorted(spellings)):
        query = select(records.c.id, records.c.iri, records.c.source_id, records.c.hold).where(records.c.iri.in_(some))
        rows = connection.execute(query).all()
        found = _open_holds(connection, {valid_or_same(row.iri) for row in rows})
        wanted: defaultdict[HoldKind | None, list[int]] = defaultdict(list)
        for row in rows:
            hold = _strongest(found[valid_or_same(row.iri)], row.source_id)
            if hold != row.hold:
                wanted[hold].append(row.id)
        for hold, keys in wanted.items():
            connection.execute(update(records).where(records.c.id.in_(keys)).values(hold=hold))


def has_holds(connection: Connection) -> bool:
    """Whether anything is held, so that new records need a look."""
    query = select(holds.c.id).where(holds.c.until.is_(None), holds.c.kind != ANSWER)
    return connection.execute(query.limit(1)).first() is not None


def held_iris(connection: Connection, kind: HoldKind | None = None) -> frozenset[str]:
    """The IRIs whose records are held in every source, all or those held so."""
    query = select(holds.c.iri).where(
        holds.c.until.is_(None), holds.c.source_id.is_(None), holds.c.kind.in_(BARRING_HOLDS)
    )
    return frozenset(connection.scalars(query if kind is None else query.where(holds.c.kind == kind)))


class OpenHold(NamedTuple):
    """A hold that keeps an IRI from leaving.

    Attributes:
        name: of the source, or of who set it on all sources.
        is_everywhere: whether it is on the records of all sources.
    """

    iri: str
    name: str
    kind: HoldKind
    is_everywhere: bool


def open_holds(connection: Connection, iris: Collection[str] | None = None) -> Iterator[OpenHold]:
    """Each open hold that keeps an IRI from leaving, of all or of some in their valid form."""
    query = (
        select(holds.c.iri, func.coalesce(sources.c.name, holds.c.by).label("name"), holds.c.kind, holds.c.source_id)
        .outerjoin(sources, sources.c.id == holds.c.source_id)
        .where(holds.c.until.is_(None), holds.c.kind.in_(BARRING_HOLDS))
    )
    query = query.order_by(holds.c.id)
    pages = [query] if iris is None else [query.where(holds.c.iri.in_(some)) for some in slices(sorted(iris))]
    for row in chain.from_iterable(map(connection.execute, pages)):
        yield OpenHold(row.iri, row.name, row.kind, row.source_id is None)


def hold_problems(connection: Connection) -> Iterator[Message]:
    """Problems of holds: each record must have the strongest hold on it, and no other."""
    open_holds = select(holds.c.iri).where(holds.c.until.is_(None), holds.c.kind != ANSWER)
    query = select(records.c.iri, records.c.source_id, records.c.hold).where(
        or_(records.c.hold.is_not(None), records.c.iri.in_(open_holds))
    )
    held = connection.execute(query.order_by(records.c.iri, records.c.id).execution_options(yield_per=_PAGE))
    for rows in held.partitions():
        found = _open_holds(connection, {valid_or_same(row.iri) for row in rows})
        for row in rows:
            if row.hold != _strongest(found[valid_or_same(row.iri)], row.source_id):
                yield HOLD_DIFFERS(iri=row.iri)


def _open_holds(connection: Connection, iris: Collection[str]) -> defaultdict[str, list[tuple[int | None, HoldKind]]]:
    found: defaultdict[str, list[tuple[int | None, HoldKind]]] = defaultdict(list)
    for some in slices(sorted(iris)):
        query = select(holds.c.iri, holds.c.source_id, holds.c.kind).where(
            holds.c.iri.in_(some), holds.c.until.is_(None), holds.c.kind != ANSWER
        )
        for iri, source_id, kind in connection.execute(query):
            found[iri].append((source_id, kind))
    return found


def _strongest(found: Iterable[tuple[int | None, HoldKind]], source_id: int) -> HoldKind | None:
    kinds = [kind for held_in, kind in found if held_in in (None, source_id)]
    return min(kinds, key=_RANKS.index, default=None)
