"""Records whose verdicts are to be renewed because a node record they reach has changed: until then none leaves.

Each has a mark, greater for a later change, so that whoever renewed verdicts for an earlier one leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, or_, select

from ..record.record import NODE_ROLES
from .database import NewKeys
from .reading import slices
from .stored_rows import RegisteredSource
from .tables import is_verdict, records, renewals, shown_state, verdicts, versions

__all__ = [
    "LeavingVersion",
    "clear_due",
    "due_page",
    "has_due",
    "leaving_versions",
    "mark_due",
    "marked_among",
]

_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingVersion:
    """A version that may leave, or may once it is validated again: the newest of a record, or an accepted one."""

    version_id: int
    record_id: int
    iri: str


def leaving_versions(
    connection: Connection, source: RegisteredSource, states: Collection[str], *, nodes: bool
) -> Iterator[list[LeavingVersion]]:
    """The versions that may leave of records in some states, a page at a time: of node records, or of all others."""
    query = (
        select(versions.c.id, records.c.id, records.c.iri)
        .join(records, records.c.id == versions.c.record_id)
        .outerjoin(verdicts, is_verdict(versions.c.id, source.profile))
        .where(
            records.c.source_id == source.id,
            shown_state.in_(states),
            records.c.role.in_(NODE_ROLES) if nodes else records.c.role.not_in(NODE_ROLES),
            versions.c.undone_by.is_(None),
            versions.c.pruned.is_(None),
            or_(versions.c.id == records.c.version_id, verdicts.c.accepted),
        )
        .order_by(versions.c.id)
        .limit(_PAGE)
    )
    after = 0
    while rows := connection.execute(query.where(versions.c.id > after)).all():
        yield [LeavingVersion(version_id=version, record_id=record, iri=iri) for version, record, iri in rows]
        after = rows[-1][0]


def mark_due(connection: Connection, record_ids: Collection[int]) -> None:
    """Keep records from leaving until their verdicts are renewed."""
    newest = connection.scalar(select(func.max(renewals.c.mark)))
    mark = 1 if newest is None else newest + 1
    keys = NewKeys(connection, renewals)
    for some in slices(sorted(record_ids)):
        connection.execute(delete(renewals).where(renewals.c.record_id.in_(some)))
        connection.execute(insert(renewals), [{"id": next(keys), "record_id": key, "mark": mark} for key in some])


def marked_among(connection: Connection, record_ids: Collection[int]) -> set[int]:
    """The keys, of some records, that have a mark."""
    found: set[int] = set()
    for some in slices(sorted(record_ids)):
        found.update(connection.scalars(select(renewals.c.record_id).where(renewals.c.record_id.in_(some))))
    return found


def has_due(connection: Connection, source_id: int) -> bool:
    """Whether a source has records whose verdicts are to be renewed."""
    query = select(renewals.c.record_id).join(records, records.c.id == renewals.c.record_id)
    return connection.execute(query.where(records.c.source_id == source_id).limit(1)).first() is not None


def due_page(connection: Connection, source_id: int, *, after: int, limit: int) -> dict[str, tuple[int, int]]:
    """Key and mark of the next records of a source to be renewed, by IRI."""
    query = (
        select(records.c.iri, renewals.c.record_id, renewals.c.mark)
        .join(records, records.c.id == renewals.c.record_id)
        .where(records.c.source_id == source_id, renewals.c.record_id > after)
        .order_by(renewals.c.record_id)
        .limit(limit)
    )
    return {iri: (key, mark) for iri, key, mark in connection.execute(query)}


def clear_due(connection: Connection, marks: Mapping[int, int]) -> None:
    """Let records leave again by their verdicts, unless they got another mark since."""
    by_mark: dict[int, list[int]] = {}
    for key, mark in marks.items():
        by_mark.setdefault(mark, []).append(key)
    for mark, keys in by_mark.items():
        for some in slices(keys):
            connection.execute(delete(renewals).where(renewals.c.mark == mark, renewals.c.record_id.in_(some)))
