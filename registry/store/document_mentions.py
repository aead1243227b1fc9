"""Which documents of a source may mention an IRI, so that the others need not be read for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select, update

from ..record.contents import ReadDocument
from ..record.mentions import mention_keys, mentions_any
from .stamp import Stamp
from .tables import documents

__all__ = ["documents_with", "write_mentions"]

_PAGE = 1_000


def write_mentions(connection: Connection, read: Iterable[ReadDocument], stamp: Stamp) -> None:
    """Store what documents mention, of those of which it is known; nothing of those whose digest must not be known."""
    of_source = documents.c.source_id == stamp.source_id
    for one in read:
        if one.mentions is not None and one.digest:
            query = update(documents).where(of_source, documents.c.place == one.place)
            connection.execute(query.values(mentions=one.mentions))
    secret = documents.c.digest.is_(None) & documents.c.mentions.is_not(None)
    connection.execute(update(documents).where(of_source, secret).values(mentions=None))


def documents_with(connection: Connection, source_id: int, iris: Collection[str]) -> set[str]:
    """The places of the documents that the last complete run has read, and that may mention any of the IRIs."""
    keys = mention_keys(iris)
    query = select(documents.c.place, documents.c.mentions).where(
        documents.c.source_id == source_id, documents.c.run_id.is_not(None)
    )
    rows = connection.execution_options(yield_per=_PAGE).execute(query) if keys else ()
    return {place for place, mentions in rows if mentions_any(mentions, keys)}
