"""Redirects: IRIs that records had before they were renamed.

Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from danhmuc.vocab.messages import Message

from ..messages.store import REDIRECT_DIFFERS
from ..record.identity import Redirect, groups_of
from .database import RegistryDatabase
from .decisions import REDIRECTS
from .reading import slices
from .tables import records, redirects, sources

__all__ = [
    "add_redirect",
    "current_iris",
    "end_redirect",
    "find_redirect",
    "last_iris",
    "names_of",
    "redirect_problems",
    "redirect_rows",
    "redirected_pairs",
]


def add_redirect(
    database: RegistryDatabase, connection: Connection, source_id: int, old: str, new: str, *, by: str, reason: str
) -> None:
    """Add a redirect from one IRI to another."""
    row = {"source_id": source_id, "old": old, "new": new}
    REDIRECTS.add(database, connection, [row], by=by, reason=reason)


def end_redirect(connection: Connection, source_id: int, old: str, *, by: str, reason: str) -> None:
    """End the redirect of an IRI in a source."""
    of_source = redirects.c.source_id == source_id
    REDIRECTS.end(connection, of_source, redirects.c.old == old, by=by, reason=reason)


def redirect_rows(
    connection: Connection, *, source: str | None = None, iri: str | None = None, ended: bool = False
) -> list[Redirect]:
    """Redirects that hold, or also those that ended, in the order in which they were made.

    Args:
        source: only those of this source.
        iri: only those from or to this IRI.
        ended: also those that a person ended.
    """
    query = _query()
    if source is not None:
        query = query.where(sources.c.name == source)
    if iri is not None:
        query = query.where((redirects.c.old == iri) | (redirects.c.new == iri))
    if not ended:
        query = query.where(REDIRECTS.in_force)
    return list(map(_redirect, connection.execute(query)))


def find_redirect(connection: Connection, old: str, source: str | None) -> Redirect | None:
    """The redirect of an IRI that holds: in a source, or in the oldest one that has one."""
    query = _query().where(redirects.c.old == old, REDIRECTS.in_force).order_by(None)
    if source is not None:
        query = query.where(sources.c.name == source)
    row = connection.execute(query.order_by(redirects.c.source_id).limit(1)).first()
    return None if row is None else _redirect(row)


def redirected_pairs(connection: Connection, source_id: int | None = None) -> list[tuple[str, str]]:
    """Old and new IRI of each redirect that holds, in one source or in all; those of the oldest source come first."""
    query = select(redirects.c.old, redirects.c.new).where(REDIRECTS.in_force)
    if source_id is not None:
        query = query.where(redirects.c.source_id == source_id)
    return [(old, new) for old, new in connection.execute(query.order_by(redirects.c.source_id, redirects.c.id))]


def current_iris(connection: Connection, source_id: int | None = None) -> dict[str, str]:
    """The IRI that a record has now by each that it had, in one source or in all; the oldest source counts."""
    return last_iris(redirected_pairs(connection, source_id))


def last_iris(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The last IRI to which some pairs of old and new ones lead, by each old one; of several pairs the first counts."""
    steps: dict[str, str] = {}
    for old, new in pairs:
        steps.setdefault(old, new)
    return {old: _follow(old, steps) for old in steps}


def names_of(connection: Connection, iri: str) -> frozenset[str]:
    """An IRI with all others that records had which have it, or had it before."""
    return groups_of(redirected_pairs(connection)).get(iri, frozenset({iri}))


def redirect_problems(connection: Connection) -> Iterator[Message]:
    """Problems of redirects: an old IRI has no record of its own, and leads to one."""
    for source in connection.scalars(select(redirects.c.source_id).distinct().order_by(redirects.c.source_id)).all():
        for some in slices(sorted(current_iris(connection, source).items())):
            known: set[str] = set()
            for side in (0, 1):
                query = select(records.c.iri).where(records.c.source_id == source, records.c.role == "record")
                known.update(connection.scalars(query.where(records.c.iri.in_([pair[side] for pair in some]))))
            for old, new in some:
                if old in known or new not in known:
                    yield REDIRECT_DIFFERS(iri=old)


def _follow(iri: str, steps: dict[str, str]) -> str:
    seen = {iri}
    while (following := steps.get(iri)) is not None and following not in seen:
        seen.add(following)
        iri = following
    return iri


def _query() -> Select[Any]:
    return (
        select(
            sources.c.name.label("source"),
            redirects.c.old,
            redirects.c.new,
            redirects.c.since.label("at"),
            redirects.c.by,
            redirects.c.reason,
            redirects.c.until,
            redirects.c.ended_by,
            redirects.c.ended_because,
        )
        .join(sources, sources.c.id == redirects.c.source_id)
        .order_by(redirects.c.id)
    )


def _redirect(row: Row[Any]) -> Redirect:
    return Redirect(**row._mapping)
