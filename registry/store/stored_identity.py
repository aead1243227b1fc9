"""Identity in a source as a harvest asks for it: former IRIs, proposed renames, records that came lately."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from ..record.identity import ProposedRename
from ..record.stored import KnownLosses
from .losses import known_losses
from .proposals import declined_pairs, open_proposals
from .reading_basis import ReadingState
from .redirects import current_iris
from .tables import records, runs, versions

__all__ = ["StoredIdentity", "recent_records", "stored_identity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIdentity:
    """Identity in one source, as stored; the attributes are those of `StoredSource`.

    Attributes:
        basis: key of its newest redirect, 0 for none.
    """

    basis: int = 0
    redirects: dict[str, str] = field(default_factory=dict)
    proposals: tuple[ProposedRename, ...] = ()
    declined: frozenset[tuple[str, str]] = frozenset()
    losses: KnownLosses = field(default_factory=KnownLosses)


def stored_identity(connection: Connection, source_id: int, state: ReadingState) -> StoredIdentity:
    """Identity in a source; what its state says that there was none of is not looked for."""
    return StoredIdentity(
        basis=state.redirect,
        redirects=current_iris(connection, source_id) if state.redirect else {},
        proposals=tuple(open_proposals(connection, source_id)) if state.has_proposals else (),
        declined=frozenset(declined_pairs(connection, source_id)) if state.has_proposals else frozenset(),
        losses=known_losses(connection, source_id) if state.has_losses else KnownLosses(),
    )


def recent_records(connection: Connection, source_id: int) -> set[str]:
    """The IRIs of the records of a source that came since its last complete run."""
    complete = (
        select(func.coalesce(func.max(runs.c.id), 0))
        .where(runs.c.source_id == source_id, runs.c.state == "complete", runs.c.kind != "undo")
        .scalar_subquery()
    )
    query = (
        select(records.c.iri)
        .join(versions, versions.c.record_id == records.c.id)
        .where(records.c.source_id == source_id, records.c.role == "record", versions.c.number == 1)
        .where(versions.c.run_id > complete)
    )
    return set(connection.scalars(query))
