"""IRIs that name one thing, as persons say; with redirects, whose old IRI names what the new one does.

Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select, update

from danhmuc.vocab.valid_iris import valid_or_same

from ..record.identity import SameAs, groups_of
from .clock import now
from .database import RegistryDatabase
from .past_rows import UNKEPT
from .redirects import redirected_pairs
from .tables import same_as

__all__ = ["add_same_as", "end_same_as", "equal_iris", "forget_same_as_reasons", "said_pairs", "same_as_rows"]


def add_same_as(
    database: RegistryDatabase, connection: Connection, first: str, second: str, *, by: str, reason: str
) -> None:
    """Add that two IRIs name one thing."""
    key = next(database.next_ids(connection, same_as))
    row = {"id": key, "first": first, "second": second, "at": now(), "by": by, "reason": reason}
    connection.execute(same_as.insert(), [row])


def end_same_as(connection: Connection, first: str, second: str, *, by: str, reason: str) -> int:
    """End that two IRIs name one thing; returns the number of statements that said so, in whatever order."""
    query = update(same_as).where(_about(first, second), same_as.c.until.is_(None))
    return connection.execute(query.values(until=now(), ended_by=by, ended_because=reason)).rowcount


def same_as_rows(connection: Connection, *, iri: str | None = None, ended: bool = False) -> list[SameAs]:
    """The statements in force, or also those that ended, of an IRI or of all, in the order in which they were made."""
    query = select(same_as).order_by(same_as.c.id)
    if not ended:
        query = query.where(same_as.c.until.is_(None))
    if iri is not None:
        query = query.where(or_(same_as.c.first == iri, same_as.c.second == iri))
    return [_statement(row) for row in connection.execute(query)]


def said_pairs(connection: Connection) -> list[tuple[str, str]]:
    """The two IRIs of each statement in force."""
    query = select(same_as.c.first, same_as.c.second).where(same_as.c.until.is_(None)).order_by(same_as.c.id)
    return [(first, second) for first, second in connection.execute(query)]


def equal_iris(
    connection: Connection, redirected: Iterable[tuple[str, str]] | None = None
) -> Mapping[str, frozenset[str]]:
    """The IRIs that name what an IRI names, itself included, by each that any other names, all in their valid form.

    Args:
        redirected: what `redirected_pairs` returns, if that was read already.
    """
    pairs = (*(redirected_pairs(connection) if redirected is None else redirected), *said_pairs(connection))
    return groups_of((valid_or_same(first), valid_or_same(second)) for first, second in pairs)


def forget_same_as_reasons(connection: Connection, iris: Collection[str]) -> None:
    """Delete the reasons of statements on some IRIs, which may have words of what is purged."""
    query = update(same_as).where(or_(same_as.c.first.in_(iris), same_as.c.second.in_(iris)))
    forgotten = query.values(reason=None, ended_because=None)
    connection.execute(forgotten.execution_options(**{UNKEPT: True}))


def _about(first: str, second: str) -> Any:
    return or_(
        and_(same_as.c.first == first, same_as.c.second == second),
        and_(same_as.c.first == second, same_as.c.second == first),
    )


def _statement(row: Row[Any]) -> SameAs:
    values = dict(row._mapping)
    del values["id"]
    return SameAs(**values)
