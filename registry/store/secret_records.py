"""Keys of stored records that a source marks as a state secret by now."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from ..record.bars import iri_digest
from .stored_bars import salt_of
from .tables import bars, records

__all__ = ["secret_record_ids"]

_PAGE: Final = 10_000


def secret_record_ids(connection: Connection) -> list[int]:
    """The keys of all records whose IRI any source marks as a state secret.

    A mark is stored as a digest, so that all IRIs are hashed where there is any mark at all.
    """
    salt = salt_of(connection)
    if salt is None:
        return []
    marked = set(connection.scalars(select(bars.c.digest).where(bars.c.reason == "secret")))
    if not marked:
        return []
    query = select(records.c.id, records.c.iri).execution_options(yield_per=_PAGE)
    return sorted(key for key, iri in connection.execute(query) if iri_digest(salt, iri) in marked)
