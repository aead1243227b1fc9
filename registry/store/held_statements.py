"""What sources say of records that are held after an undone run, and that is not applied.

It may say that less may be public than what is published; that counts, as a mark of secrecy does.

Source of the rules: docs/decisions/0031-undo.md.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from .tables import records, sources, versions

__all__ = ["HeldStatement", "held_statements"]


class HeldStatement(NamedTuple):
    """The newest version by which a source said what is held.

    Attributes:
        iri, source: of the record.
        publicity: as of that version.
    """

    iri: str
    source: str
    version_id: int
    publicity: str


def held_statements(
    connection: Connection, source_id: int | None = None, iris: Collection[str] | None = None
) -> dict[int, HeldStatement]:
    """What is held of the records of one source or of all, or of those of a few IRIs, by key of the record.

    What is held as absent says nothing.
    """
    is_said = func.coalesce(versions.c.original, versions.c.digest) == records.c.source_digest
    query = (
        select(records.c.id, records.c.iri, sources.c.name, versions.c.id, versions.c.publicity)
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.record_id == records.c.id)
        .where(records.c.hold == "held", is_said)
    )
    if source_id is not None:
        query = query.where(records.c.source_id == source_id)
    if iris is not None:
        query = query.where(records.c.iri.in_(sorted(iris)))
    rows = connection.execute(query.order_by(versions.c.id))
    return {key: HeldStatement(*statement) for key, *statement in rows}
