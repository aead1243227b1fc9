"""Proposed renames: stored until a person answers, shown as long as both records are as they were proposed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, and_, delete, select

from ..record.identity import ProposedRename
from .database import RegistryDatabase
from .decisions import PROPOSALS
from .tables import proposed_renames, records, sources

__all__ = ["add_proposals", "answer_proposals", "declined_pairs", "drop_proposals", "open_proposals"]


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
    query = _query()
    if source_id is not None:
        query = query.where(proposed_renames.c.source_id == source_id)
    return [_proposal(row) for row in connection.execute(query)]


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


def _query() -> Select[Any]:
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


def _proposal(row: Row[Any]) -> ProposedRename:
    return ProposedRename(**row._mapping)
