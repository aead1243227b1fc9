"""Whether the index of words and the facets are those of the newest versions."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Executable, Row, select, text

from danhmuc.vocab.messages import Message

from ..messages.search import SEARCH_INDEX_DIFFERS, SEARCH_INDEX_MISSING, SEARCH_INDEX_ORPHANED
from ..record.search_words import packed_fields
from .finding_rows import storable_text
from .reading import slices
from .search_index import facet_columns, newest_summaries, vector_text
from .tables import graphs, records, versions

__all__ = ["search_problems"]

_COMPARED: Final = 5_000
"""Records whose words are cut again; of a larger registry every n-th one."""
_PAGE: Final = 5_000
_INDEXED: Final = {
    "sqlite": "SELECT rowid FROM search_words ORDER BY rowid",
    "postgresql": "SELECT record_id FROM search_words ORDER BY record_id",
}
_WORDS: Final = {
    "sqlite": text("SELECT title, named, described, other FROM search_words WHERE rowid = :key"),
    "postgresql": text("SELECT words = CAST(:vector AS tsvector) FROM search_words WHERE record_id = :key"),
}


def search_problems(connection: Connection) -> Iterator[Message]:
    """Records that the index lacks, or has otherwise; entries of it that belong to none."""
    indexed = _keys(connection, text(_INDEXED[connection.dialect.name]))
    described = (
        select(records.c.id)
        .join(versions, versions.c.id == records.c.version_id)
        .join(graphs, graphs.c.digest == versions.c.digest)
        .where(graphs.c.triples > 0)
        .order_by(records.c.id)
    )
    expected = _keys(connection, described)
    for key in _without(indexed, expected):
        yield SEARCH_INDEX_ORPHANED(key=key)
    missing = list(_without(expected, indexed))
    for row in _rows(connection, missing):
        yield SEARCH_INDEX_MISSING(iri=row.iri)
    step = -(-len(expected) // _COMPARED) or 1
    yield from _differing(connection, list(_without(expected[::step], missing)))


def _keys(connection: Connection, query: Executable) -> array[int]:
    """The keys that a query finds in their order, eight bytes each."""
    return array("q", connection.scalars(query, execution_options={"yield_per": _PAGE}))


def _without(keys: Iterable[int], others: Iterable[int]) -> Iterator[int]:
    """The keys that are not among others; both are in order."""
    rest = iter(others)
    other = next(rest, None)
    for key in keys:
        while other is not None and other < key:
            other = next(rest, None)
        if key != other:
            yield key


def _differing(connection: Connection, keys: list[int]) -> Iterator[Message]:
    """Problems of records whose words or facets are not those of their newest version."""
    for some in slices(keys):
        summaries = newest_summaries(connection, some)
        for row in _rows(connection, some):
            own = summaries[row.id]
            stored = {"formats": row.formats, "licences": row.licences, "year": row.year}
            if stored != facet_columns(own) or not _has_words(connection, row.id, storable_text(own.search) or ""):
                yield SEARCH_INDEX_DIFFERS(iri=row.iri)


def _rows(connection: Connection, keys: list[int]) -> Iterator[Row[Any]]:
    for some in slices(keys):
        yield from connection.execute(select(records).where(records.c.id.in_(some)).order_by(records.c.id)).all()


def _has_words(connection: Connection, key: int, packed: str) -> bool:
    name = connection.dialect.name
    if name == "sqlite":
        return tuple(connection.execute(_WORDS[name], {"key": key}).one()) == packed_fields(packed)
    return bool(connection.scalar(_WORDS[name], {"key": key, "vector": vector_text(packed)}))
