"""Release what undone runs hold, so that the next harvest applies what the source says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select, update

from danhmuc.vocab.valid_iris import valid_or_same

from .cause_rows import end_causes, say_as_published
from .held_statements import keep_narrowed
from .moments import refuse_unknown_run
from .reading import slices
from .tables import causes, memberships, records, runs

__all__ = ["HeldRow", "held_by_undo_of", "held_records", "release_memberships", "release_records", "runs_of_batch"]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A record that is held after an undone run."""

    id: int
    iri: str
    source_id: int


def held_records(connection: Connection, *, iri: str, source_id: int | None) -> list[HeldRow]:
    """The records of an IRI that are held after an undone run, in one source or all."""
    condition = causes.c.iri == valid_or_same(iri)
    return _find_held(connection, condition if source_id is None else condition & (causes.c.source_id == source_id))


def held_by_undo_of(connection: Connection, run: int) -> list[HeldRow]:
    """The records that are held because a run was undone; it may be named itself, or the run that undid it.

    Raises:
        UsageError: there is no such run.
    """
    return _find_held(connection, causes.c.run_id.in_(_undos(connection, run)))


def _undos(connection: Connection, run: int) -> list[int]:
    refuse_unknown_run(connection, run)
    return list(connection.scalars(select(runs.c.id).where(or_(runs.c.undoes == run, runs.c.id == run))))


def _find_held(connection: Connection, condition: ColumnElement[bool]) -> list[HeldRow]:
    query = (
        select(causes.c.iri, causes.c.source_id)
        .where(causes.c.kind == "held", causes.c.until.is_(None), condition)
        .order_by(causes.c.id)
    )
    found: list[HeldRow] = []
    held = [(iri, key) for iri, key in connection.execute(query)]
    for some in slices(held):
        keys = set(some)
        of_some = records.c.iri.in_({iri for iri, _ in some})
        for key, iri, source_id in connection.execute(
            select(records.c.id, records.c.iri, records.c.source_id).where(of_some)
        ):
            if (valid_or_same(iri), source_id) in keys:
                found.append(HeldRow(key, iri, source_id))
    return found


def release_records(connection: Connection, some: Sequence[HeldRow], *, by: str, reason: str | None) -> None:
    """End the holds on records; what their source says counts as new from then on.

    The hold on a record that the source makes less public ends with the next harvest: until then it must not leave.
    """
    for source_id in sorted({one.source_id for one in some}):
        narrowed = keep_narrowed(connection, source_id, [one.iri for one in some if one.source_id == source_id])
        others = [one for one in some if one.source_id == source_id and one.id not in narrowed]
        iris = [one.iri for one in others]
        end_causes(connection, iris, "release-undone", source_id=source_id, by=by, reason=reason)
        say_as_published(connection, [one.id for one in others])


def release_memberships(connection: Connection, run: int) -> int:
    """Let catalogues list again what their source lists; returns the number of memberships."""
    held = memberships.c.held_by.in_(_undos(connection, run))
    return connection.execute(update(memberships).where(held).values(held_by=None)).rowcount


def runs_of_batch(connection: Connection, batch: int) -> list[int] | None:
    """The runs of one command that are not undone yet, newest first; None if there is no such batch."""
    rows = connection.execute(select(runs.c.id, runs.c.state).where(runs.c.batch == batch).order_by(runs.c.id.desc()))
    found = rows.all()
    return [row.id for row in found if row.state != "undone"] if found else None
