"""The index of words and those of lists: made apart from `tables`, since each database spells them in its own way.

Words are in FTS5 with a column for each field on SQLite, in a ``tsvector`` on PostgreSQL. Both hold the words that
`record.search_words` has cut, and their parsers see nothing else: FTS5 splits at blanks, and the text of the vector is
written here. Each record whose newest version has a graph has one row, written with that version.

Lists of all records have indexes for the first ones in their order, without sorting all, and for their number. No other
statement has their condition, so that they are read for nothing else: SQLite would take one for the shortest way to
whatever is a record. That for counting is PostgreSQL's alone; SQLite counts by the other one. That of the outcomes of
verdicts is SQLite's alone; the index of verdicts in force includes them on PostgreSQL.
Source of the rules: docs/decisions/0077-search.md, docs/decisions/0081-first-pages.md,
docs/decisions/0083-very-many-found.md.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Executable, Row, and_, bindparam, func, literal, select, text

from danhmuc.vocab.lines import with_iri
from danhmuc.vocab.messages import Message

from ..messages.search import SearchText
from ..record.search_words import GAP, packed_fields
from ..record.summary import Summary, summary_of
from .finding_rows import storable_text
from .reading import by_code_point, read_in, slices
from .tables import graphs, records, versions

CHARACTERS: Final = 40
"""Of a title, no more are indexed: what PostgreSQL indexes is short, and few titles begin with the same."""

_TITLES: Final = """
CREATE INDEX ix_records_titles ON records ((title IS NULL), (substr(coalesce(title, ''), 1, 40){collation}))
WHERE role = 'record' AND role != ''
"""
_COUNTED: Final = "CREATE INDEX ix_records_counted ON records (role) WHERE role = 'record' AND role != ''"
_OUTCOMES: Final = """
CREATE INDEX ix_verdicts_outcomes ON verdicts (version_id, profile, until_at, accepted) WHERE until_at IS NULL
"""
"""With its condition as a column, too, without which SQLite would read the row for an outer join."""
LIST_INDEXES: Final = frozenset({"ix_records_titles", "ix_records_counted", "ix_verdicts_outcomes"})


def create_list_indexes(connection: Connection) -> None:
    """Make them in a database that has the other tables."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_TITLES.format(collation=' COLLATE "C"'))
        connection.exec_driver_sql(_COUNTED)
    else:
        connection.exec_driver_sql(_TITLES.format(collation=""))
        connection.exec_driver_sql(_OUTCOMES)


def is_listed() -> ColumnElement[bool]:
    """The condition of the indexes, which all records meet that are no node records."""
    return and_(records.c.role == _in_words("record"), records.c.role != _in_words(""))


def is_untitled() -> ColumnElement[bool]:
    """The first value that the index sorts by: records without a title come last."""
    return records.c.title.is_(None)


def title_beginning(connection: Connection) -> ColumnElement[str]:
    """The second value that the index sorts by: the beginning of the title."""
    beginning: ColumnElement[Any] = func.substr(
        func.coalesce(records.c.title, _in_words("")), _in_words(1), _in_words(CHARACTERS)
    )
    return by_code_point(connection, beginning)


def _in_words(value: str | int) -> ColumnElement[Any]:
    """A value that is written into the statement, as the index needs it."""
    return literal(value, literal_execute=True)


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


_COMPARED: Final = 5_000
"""Records whose words are cut again; of a larger registry every n-th one."""
_KEYS_AT_ONCE: Final = 5_000
_INDEXED: Final = {
    "sqlite": "SELECT rowid FROM search_words ORDER BY rowid",
    "postgresql": "SELECT record_id FROM search_words ORDER BY record_id",
}
_STORED_WORDS: Final = {
    "sqlite": text("SELECT title, named, described, other FROM search_words WHERE rowid = :key"),
    "postgresql": text("SELECT words = CAST(:vector AS tsvector) FROM search_words WHERE record_id = :key"),
}


def search_problems(connection: Connection) -> Iterator[Message]:
    """Records that the index lacks, or has otherwise; entries of it that belong to none."""
    indexed = _keys_found(connection, text(_INDEXED[connection.dialect.name]))
    described = (
        select(records.c.id)
        .join(versions, versions.c.id == records.c.version_id)
        .join(graphs, graphs.c.digest == versions.c.digest)
        .where(graphs.c.triples > 0)
        .order_by(records.c.id)
    )
    expected = _keys_found(connection, described)
    for key in _without(indexed, expected):
        yield SearchText.SEARCH_INDEX_ORPHANED(key=key)
    missing = list(_without(expected, indexed))
    for row in _records_of(connection, missing):
        yield SearchText.SEARCH_INDEX_MISSING(iri=row.iri)
    step = -(-len(expected) // _COMPARED) or 1
    yield from _differing_words(connection, list(_without(expected[::step], missing)))


def _keys_found(connection: Connection, query: Executable) -> array[int]:
    """The keys that a query finds in their order, eight bytes each."""
    return array("q", connection.scalars(query, execution_options={"yield_per": _KEYS_AT_ONCE}))


def _without(keys: Iterable[int], others: Iterable[int]) -> Iterator[int]:
    """The keys that are not among others; both are in order."""
    rest = iter(others)
    other = next(rest, None)
    for key in keys:
        while other is not None and other < key:
            other = next(rest, None)
        if key != other:
            yield key


def _differing_words(connection: Connection, keys: list[int]) -> Iterator[Message]:
    """Problems of records whose words or facets are not those of their newest version."""
    for some in slices(keys):
        summaries = newest_summaries(connection, some)
        for row in _records_of(connection, some):
            own = summaries[row.id]
            stored = {"formats": row.formats, "licences": row.licences, "year": row.year}
            if stored != facet_columns(own) or not _has_words(connection, row.id, storable_text(own.search) or ""):
                yield SearchText.SEARCH_INDEX_DIFFERS(iri=row.iri)


def _records_of(connection: Connection, keys: list[int]) -> Iterator[Row[Any]]:
    return read_in(connection, select(records).order_by(records.c.id), records.c.id, keys)


def _has_words(connection: Connection, key: int, packed: str) -> bool:
    name = connection.dialect.name
    if name == "sqlite":
        return tuple(connection.execute(_STORED_WORDS[name], {"key": key}).one()) == packed_fields(packed)
    return bool(connection.scalar(_STORED_WORDS[name], {"key": key, "vector": vector_text(packed)}))
