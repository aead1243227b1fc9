"""Statements of sources about records that are held after an undone run, which are not applied.

One may make less public than what is published; that counts, as a mark of secrecy does.

Source of the rules: docs/decisions/0031-undo.md.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, or_, select, update

from ..record.stored import RELEASED
from ..record.summary import is_narrower, without_status
from .reading import slices
from .tables import causes, has_cause, records, sources, versions

__all__ = ["HeldStatement", "held_statements", "keep_narrowed", "narrowed_statements"]


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
    for some in slices(keys):
        connection.execute(update(records).where(records.c.id.in_(some)).values(source_digest=RELEASED))
    return frozenset(keys)
