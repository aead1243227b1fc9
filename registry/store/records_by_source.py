"""The class and publisher of records, by IRI and source."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from .reading import slices
from .tables import records, sources

__all__ = ["RecordOfSource", "records_by_source"]


class RecordOfSource(NamedTuple):
    """A record of a source: the IRIs of its main class and of its first publisher, by its newest version."""

    iri: str
    source: str
    main_class: str | None
    publisher: str | None


def records_by_source(connection: Connection, iris: Collection[str]) -> Iterator[RecordOfSource]:
    """The records of some IRIs, of each source that has one."""
    for some in slices(sorted(set(iris))):
        query = (
            select(records.c.iri, sources.c.name, records.c["class"], records.c.publisher)
            .join(sources, sources.c.id == records.c.source_id)
            .where(records.c.role == "record", records.c.iri.in_(some))
        )
        for row in connection.execute(query):
            yield RecordOfSource._make(row)
