"""Find the records whose IRIs name the same thing as another one, as bars find them."""

from __future__ import annotations

from sqlalchemy import Connection

from danhmuc.vocab.valid_iris import valid_or_same

from .identity_rows import names_of
from .reading import read_in
from .searching import RecordRow, record_query, row_of
from .stored_bars import read_bars
from .tables import records, sources


def records_of_same(connection: Connection, iri: str) -> list[RecordRow]:
    """The records and node records under other IRIs of the same thing, by IRI and age of the source.

    Other spellings of the IRI are such, and what people say is the same; the IRIs that a record had before are its own.
    """
    own = set(names_of(connection, iri))
    bars = read_bars(connection, own)
    names = {name for one in own for name in bars.names_of(one)}.union(bars.asked or ())
    others = names - {spelling for one in own for spelling in (one, valid_or_same(one))}
    query = record_query().order_by(records.c.iri, sources.c.id)
    return [row_of(row._mapping) for row in read_in(connection, query, records.c.iri, others)]
