"""Keys of stored records that a source marks as a state secret by now."""

from __future__ import annotations

from sqlalchemy import Connection, exists, select

from .stored_bars import marked_secret
from .tables import bars, records

__all__ = ["secret_record_ids"]

_PAGE = 10_000


def secret_record_ids(connection: Connection) -> list[int]:
    """The keys of all records whose IRI any source marks as a state secret.

    A mark is stored as a digest, so that all IRIs are asked for where there is any mark at all.
    """
    if not connection.scalar(select(exists(select(bars.c.id).where(bars.c.reason == "secret")))):
        return []
    found: list[int] = []
    query = select(records.c.id, records.c.iri).order_by(records.c.id).limit(_PAGE)
    after = -1
    while rows := connection.execute(query.where(records.c.id > after)).all():
        marked = marked_secret(connection, {row.iri for row in rows})
        found += [row.id for row in rows if row.iri in marked]
        after = rows[-1].id
    return found
