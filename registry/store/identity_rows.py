"""Identity of records: redirects from IRIs that they had before, IRIs that name one thing, proposed renames.

A proposed rename is stored until a person answers, and shown as long as both records are as they were proposed.
Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from sqlalchemy import Connection, Select, and_, delete, select

from danhmuc.vocab.messages import Message
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.store import StoreText
from ..record.identity import ProposedRename, Redirect, SameAs, groups_of
from .database import RegistryDatabase
from .decisions import PROPOSALS, REDIRECTS, SAME_AS
from .reading import slices, value_from_row
from .tables import proposed_renames, records, redirects, same_as, sources


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
    query = _redirects_query()
    if source is not None:
        query = query.where(sources.c.name == source)
    if iri is not None:
        query = query.where((redirects.c.old == iri) | (redirects.c.new == iri))
    if not ended:
        query = query.where(REDIRECTS.in_force)
    return [Redirect(**row) for row in connection.execute(query).mappings()]


def find_redirect(connection: Connection, old: str, source: str | None) -> Redirect | None:
    """The redirect of an IRI that holds: in a source, or in the oldest one that has one."""
    query = _redirects_query().where(redirects.c.old == old, REDIRECTS.in_force).order_by(None)
    if source is not None:
        query = query.where(sources.c.name == source)
    row = connection.execute(query.order_by(redirects.c.source_id).limit(1)).mappings().first()
    return None if row is None else Redirect(**row)


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
                    yield StoreText.REDIRECT_DIFFERS(iri=old)


def _follow(iri: str, steps: dict[str, str]) -> str:
    seen = {iri}
    while (following := steps.get(iri)) is not None and following not in seen:
        seen.add(following)
        iri = following
    return iri


def _redirects_query() -> Select[Any]:
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
    rows = connection.execute(SAME_AS.query(*about, ended=ended)).mappings()
    return [value_from_row(SameAs, row, at=row["since"]) for row in rows]


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


def add_proposals(
    database: RegistryDatabase,
    connection: Connection,
    source_id: int,
    run: int,
    proposed: Iterable[ProposedRename],
    *,
    by: str,
) -> None:
    """Store the proposals of a run that do not wait for an answer already."""
    new = list(proposed)
    if not new:
        return
    of_source = proposed_renames.c.source_id == source_id
    known = {(row.old, row.new) for row in connection.execute(PROPOSALS.query(of_source))}
    rows = (
        {"source_id": source_id, "old": one.old, "new": one.new, "evidence": one.evidence, "run_id": run}
        for one in new
        if (one.old, one.new) not in known
    )
    PROPOSALS.add(database, connection, rows, by=by)


def open_proposals(connection: Connection, source_id: int | None = None) -> list[ProposedRename]:
    """The proposals that wait for an answer, of one source or of all, in the order in which they were found.

    Those of records that have come back, are gone, or are kept back by now are not shown.
    """
    query = _proposals_query()
    if source_id is not None:
        query = query.where(proposed_renames.c.source_id == source_id)
    return [ProposedRename(**row) for row in connection.execute(query).mappings()]


def declined_pairs(connection: Connection, source_id: int) -> set[tuple[str, str]]:
    """Old and new IRI of the proposals of a source that a person declined."""
    query = select(proposed_renames.c.old, proposed_renames.c.new).where(
        proposed_renames.c.source_id == source_id, proposed_renames.c.outcome == "declined"
    )
    return {(row.old, row.new) for row in connection.execute(query)}


def answer_proposals(
    connection: Connection,
    source_id: int,
    old: str,
    new: str,
    outcome: Literal["accepted", "declined"],
    *,
    by: str,
    reason: str,
) -> int:
    """Answer the proposal to rename one IRI to the other, if there is one; returns the number of those answered."""
    pair = (proposed_renames.c.source_id == source_id, proposed_renames.c.old == old, proposed_renames.c.new == new)
    return PROPOSALS.end(connection, *pair, by=by, reason=reason, outcome=outcome)


def drop_proposals(connection: Connection, iris: Iterable[str]) -> None:
    """Delete the proposals that name some IRIs, which are purged."""
    connection.execute(delete(proposed_renames).where(PROPOSALS.about(list(iris))))


def _proposals_query() -> Select[Any]:
    old, new = records.alias("old_record"), records.alias("new_record")
    source = proposed_renames.c.source_id
    return (
        select(
            sources.c.name.label("source"),
            proposed_renames.c.old,
            proposed_renames.c.new,
            proposed_renames.c.evidence,
            proposed_renames.c.run_id.label("run"),
            proposed_renames.c.since.label("at"),
        )
        .join(sources, sources.c.id == source)
        .join(old, and_(old.c.source_id == source, old.c.iri == proposed_renames.c.old))
        .join(new, and_(new.c.source_id == source, new.c.iri == proposed_renames.c.new))
        .where(
            PROPOSALS.in_force,
            # That of which absence made a tombstone is missing since a run, too.
            old.c.presence.in_(("missing", "withdrawn")),
            old.c.missing_since.is_not(None),
            new.c.presence == "present",
            old.c.hold.is_(None),
            new.c.hold.is_(None),
        )
        .order_by(proposed_renames.c.id)
    )
