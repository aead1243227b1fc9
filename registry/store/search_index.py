"""The index of words: FTS5 with a column for each field on SQLite, a ``tsvector`` on PostgreSQL.

Both hold the words that `record.search_words` has cut, and their parsers see nothing else: FTS5 splits at blanks, and
the text of the vector is written here. Each record whose newest version has a graph has one row, written with that
version. `tables` does not have this table, since each database has its own; it is made by `create_search_index`.
Source of the rules: docs/decisions/0077-search.md.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, text

from danhmuc.vocab.lines import with_iri

from ..record.search_words import GAP, packed_fields
from ..record.summary import Summary, summary_of
from .finding_rows import storable_text
from .reading import slices
from .tables import SEARCH_TABLE

__all__ = [
    "SEARCH_TABLE",
    "TITLE_WORDS",
    "create_search_index",
    "delete_words",
    "erase_deleted_words",
    "facet_columns",
    "fill_search_index",
    "move_words",
    "newest_summaries",
    "renew_search_index",
    "vector_text",
    "write_words",
]

TITLE_WORDS: Final = "ts_filter(words, '{a}')"
"""The vectors of titles alone, as PostgreSQL's index of them has them."""

_WEIGHTS: Final = "ABCD"
_PAGE: Final = 500

_CREATE: Final = {
    "sqlite": """
CREATE VIRTUAL TABLE search_words USING fts5(
    title, named, described, other, columnsize = 0, tokenize = "ascii tokenchars '!#$%&()+,-./:;=?@_~'"
)
""",
    "postgresql": """
CREATE TABLE search_words (
    record_id BIGINT NOT NULL,
    words TSVECTOR NOT NULL,
    CONSTRAINT pk_search_words PRIMARY KEY (record_id),
    CONSTRAINT fk_search_words_record_id FOREIGN KEY (record_id) REFERENCES records (id)
);
CREATE INDEX ix_search_words_words ON search_words USING gin (words);
CREATE INDEX ix_search_words_titles ON search_words USING gin (ts_filter(words, '{a}'))
""",
}
"""The tokenizer folds nothing that is not folded yet, and splits at what no word has.

An index of words does not tell in which field they are. That of titles alone does, so that no vector is read for it.
"""
_INSERT: Final = {
    "sqlite": "INSERT INTO search_words (rowid, title, named, described, other) VALUES (?, ?, ?, ?, ?)",
    "postgresql": "INSERT INTO search_words (record_id, words) VALUES (%s, CAST(%s AS tsvector))",
}
_KEY: Final = {"sqlite": "rowid", "postgresql": "record_id"}

_KEYS: Final = text("SELECT id FROM records WHERE id > :after ORDER BY id LIMIT :page")
_NEWEST: Final = text("""
SELECT records.id, records.iri, versions.iri AS former, graphs.body
FROM records JOIN versions ON versions.id = records.version_id JOIN graphs ON graphs.digest = versions.digest
WHERE records.id IN :keys
""").bindparams(bindparam("keys", expanding=True))
_FACETS: Final = text("UPDATE records SET formats = :formats, licences = :licences, year = :year WHERE id = :id")


def create_search_index(connection: Connection) -> None:
    """Make the index, without words, in a database that has the other tables."""
    connection.exec_driver_sql(_CREATE[connection.dialect.name])


def write_words(connection: Connection, rows: Sequence[tuple[int, str]], *, known: Collection[int] = ()) -> None:
    """Write the words of some records, packed, in place of those that were there.

    Args:
        known: keys of those that may be there.
    """
    delete_words(connection, known)
    name = connection.dialect.name
    written = [(key, *_columns(name, packed)) for key, packed in rows if packed]
    if written:
        connection.exec_driver_sql(_INSERT[name], written)


def delete_words(connection: Connection, keys: Collection[int]) -> None:
    """Delete the words of some records; on SQLite they stay in the file until `erase_deleted_words`."""
    name = connection.dialect.name
    for some in slices(sorted(keys)):
        listed = ", ".join(map(str, map(int, some)))
        connection.exec_driver_sql(f"DELETE FROM search_words WHERE {_KEY[name]} IN ({listed})")  # noqa: S608


def move_words(connection: Connection, old: int, new: int) -> None:
    """Give the words of the record of a new key to that of an old one, whose own are deleted."""
    delete_words(connection, [old])
    key = _KEY[connection.dialect.name]
    move = f"UPDATE search_words SET {key} = {int(old)} WHERE {key} = {int(new)}"  # noqa: S608
    connection.exec_driver_sql(move)


def erase_deleted_words(connection: Connection) -> None:
    """Merge the index, so that no part of it has deleted words any more; takes a second or more on SQLite.

    On PostgreSQL the table is written anew with all others.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('optimize')")


def fill_search_index(connection: Connection) -> None:
    """Write words and facets of all records from their newest versions, some at a time, into an index without words.

    The schema need only have the columns that are named here, so that a step of the migrations can call it.
    """
    after = -1
    while keys := list(connection.scalars(_KEYS, {"after": after, "page": _PAGE})):
        page = newest_summaries(connection, keys)
        write_words(connection, [(key, storable_text(own.search) or "") for key, own in page.items()])
        if page:
            connection.execute(_FACETS, [{"id": key, **facet_columns(own)} for key, own in page.items()])
        after = keys[-1]


def renew_search_index(connection: Connection) -> None:
    """Make the index and the facets anew, as if nothing was known of them."""
    connection.exec_driver_sql("DROP TABLE search_words")
    create_search_index(connection)
    connection.exec_driver_sql("UPDATE records SET formats = '', licences = '', year = NULL")
    fill_search_index(connection)


def newest_summaries(connection: Connection, keys: Collection[int]) -> Mapping[int, Summary]:
    """Summaries of the newest versions of some records, by the key of the record; none of purged ones."""
    found: dict[int, Summary] = {}
    for key, iri, former, body in connection.execute(_NEWEST, {"keys": sorted(keys)}):
        nquads = zlib.decompress(body)
        if nquads:
            found[key] = summary_of(iri, nquads if former is None else with_iri(nquads, former, iri))
    return found


def facet_columns(summary: Summary) -> dict[str, Any]:
    """The columns of `records` for the facets that a summary has beside its other values."""
    facets = summary.facets
    return {
        "formats": storable_text(facets.formats),
        "licences": storable_text(facets.licences),
        "year": facets.year,
    }


def _columns(name: str, packed: str) -> Iterable[str]:
    return packed_fields(packed) if name == "sqlite" else (vector_text(packed),)


def vector_text(packed: str) -> str:
    """The text of the ``tsvector`` of packed words: each with its positions and the weight of their field."""
    positions: dict[str, list[str]] = {}
    at = 0
    for weight, line in zip(_WEIGHTS, packed_fields(packed), strict=True):
        for word in line.split(" "):
            at += 1
            if word and word != GAP:
                positions.setdefault(word, []).append(f"{at}{weight}")
        at += 1
    return " ".join(f"'{_escape(word)}':{','.join(places)}" for word, places in positions.items())


def _escape(word: str) -> str:
    return word.replace("\\", "\\\\").replace("'", "''")
