"""Statements of sources about records that are held after an undone run: they are not applied until it is released.

One may make less public than what is published; that counts, as a mark of secrecy does.

Source of the rules: docs/decisions/0031-undo.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from danhmuc.vocab.valid_iris import valid_or_same

from ..record.stored import RELEASED
from ..record.summary import is_narrower, without_status
from .cause_rows import end_causes, say_as_published
from .moments import refuse_unknown_run
from .reading import slices, write_in
from .tables import causes, has_cause, memberships, records, runs, sources, versions


class HeldStatement(NamedTuple):
    """The newest version by which a source said what is held.

    Attributes:
        iri, source: of the record.
        digest: of what the source said.
        publicity: as of that version, apart from its status: whoever undoes a withdrawal takes it back.
    """

    iri: str
    source: str
    version_id: int
    digest: str
    publicity: str


def held_statements(
    connection: Connection, source_id: int | None = None, iris: Collection[str] | None = None
) -> dict[int, HeldStatement]:
    """The statements about the held records of one source or of all, or those of a few IRIs, by key of the record.

    An absence that is held says nothing.
    """
    said = func.coalesce(versions.c.original, versions.c.digest)
    of_record = and_(
        causes.c.iri == records.c.iri,
        causes.c.source_id == records.c.source_id,
        causes.c.kind == "held",
        causes.c.until.is_(None),
    )
    query = (
        select(records.c.id, records.c.iri, sources.c.name, versions.c.id, said, versions.c.publicity)
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.record_id == records.c.id)
        .outerjoin(causes, of_record)
        .where(has_cause("held"), or_(said == records.c.source_digest, said == causes.c.digest))
    )
    if source_id is not None:
        query = query.where(records.c.source_id == source_id)
    if iris is not None:
        query = query.where(records.c.iri.in_(sorted(iris)))
    rows = connection.execute(query.order_by(versions.c.id))
    found = {key: HeldStatement(*statement) for key, *statement in rows}
    return {key: one._replace(publicity=without_status(one.publicity)) for key, one in found.items()}


def narrowed_statements(connection: Connection, source_id: int, iris: Collection[str]) -> dict[int, HeldStatement]:
    """The statements about some IRIs of a source that make less public than what is published, by key of the record."""
    found: dict[int, HeldStatement] = {}
    for some in slices(sorted(iris)):
        said = held_statements(connection, source_id, some)
        query = (
            select(records.c.id, versions.c.publicity)
            .join(versions, versions.c.id == records.c.version_id)
            .where(records.c.id.in_(sorted(said)), records.c.role == "record", records.c.presence != "withdrawn")
        )
        shown = connection.execute(query).all()
        found |= {
            key: said[key] for key, publicity in shown if is_narrower(said[key].publicity, without_status(publicity))
        }
    return found


def keep_narrowed(connection: Connection, source_id: int, iris: Collection[str]) -> frozenset[int]:
    """Let narrowing statements count until their source says something else; returns the keys of their records."""
    keys = sorted(narrowed_statements(connection, source_id, iris)) if iris else []
    write_in(connection, update(records).values(source_digest=RELEASED), records.c.id, keys)
    return frozenset(keys)


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
