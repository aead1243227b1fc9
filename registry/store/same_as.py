"""IRIs that name one thing, as persons say; with redirects, whose old IRI names what the new one does.

Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from danhmuc.vocab.valid_iris import valid_or_same

from ..record.identity import SameAs, groups_of
from .database import RegistryDatabase
from .decisions import SAME_AS
from .redirects import redirected_pairs
from .tables import same_as

__all__ = ["add_same_as", "end_same_as", "equal_iris", "said_pairs", "same_as_rows"]


def add_same_as(
    database: RegistryDatabase, connection: Connection, first: str, second: str, *, by: str, reason: str
) -> None:
    """Add that two IRIs name one thing."""
    SAME_AS.add(database, connection, [{"first": first, "second": second}], by=by, reason=reason)


def end_same_as(connection: Connection, first: str, second: str, *, by: str, reason: str) -> int:
    """End that two IRIs name one thing; returns the number of statements that said so, in whatever order."""
    both = (same_as.c.first.in_((first, second)), same_as.c.second.in_((first, second)))
    return SAME_AS.end(connection, *both, by=by, reason=reason)


def same_as_rows(connection: Connection, *, iri: str | None = None, ended: bool = False) -> list[SameAs]:
    """The statements in force, or also those that ended, of an IRI or of all, in the order in which they were made."""
    about = () if iri is None else (SAME_AS.about([iri]),)
    return [_statement(row) for row in connection.execute(SAME_AS.query(*about, ended=ended))]


def said_pairs(connection: Connection) -> list[tuple[str, str]]:
    """The two IRIs of each statement in force."""
    query = select(same_as.c.first, same_as.c.second).where(SAME_AS.in_force).order_by(same_as.c.id)
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


def _statement(row: Row[Any]) -> SameAs:
    values = dict(row._mapping)
    del values["id"]
    return SameAs(at=values.pop("since"), **values)
