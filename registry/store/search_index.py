"""The index of words: made and filled, and the records that a query finds in it.

The index of words and those of lists: made apart from `tables`, since each database spells them in its own way.

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
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Row,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.types import UserDefinedType

from danhmuc.vocab.lines import with_iri
from danhmuc.vocab.messages import Message

from ..messages.store import SearchText
from ..record.search_words import GAP, QueryTerm, SearchQuery, packed_fields
from ..record.summary import Summary, summary_of
from .reading import by_code_point, by_indexes, read_in, slices
from .secret_words import with_words
from .tables import SEARCH_TABLE, graphs, records, versions
from .verdict_rows import storable_text

# ---------------------------------------------------------------- search index

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


# ---------------------------------------------------------------- word matches
# The records that a query finds by words: the query in the language of each database, and the keys that it finds.
#
# In FTS5's expressions and in PostgreSQL's ``tsquery`` every word stands between quotation marks that none of its
# characters can end, and all signs are ours, so that no text of a person is ever read as an operator.

RANKS: Final = (("title",), ("title", "named"), ())
"""The fields that have all words, best first; none means any field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchExpressions:
    """Expressions that are matched with the index.

    Attributes:
        by_rank: what the query finds in each of `RANKS`, so that the last one is all that it finds.
        apart: the same without what a better rank has.
        wanted: what is found anywhere, without regard to what is excluded.
    """

    by_rank: tuple[str, ...]
    apart: tuple[str, ...]
    wanted: str

    @property
    def anywhere(self) -> str:
        """All that the query finds."""
        return self.by_rank[-1]


class _Language(Protocol):
    def term(self, term: QueryTerm, fields: Sequence[str]) -> str: ...

    def all_of(self, parts: Sequence[str]) -> str: ...

    def without(self, wanted: str, unwanted: str) -> str: ...


class _Fts5:
    """Source: https://sqlite.org/fts5.html#full_text_query_syntax"""

    def term(self, term: QueryTerm, fields: Sequence[str]) -> str:
        star = " *" if term.is_prefix else ""
        options = [f"{self._quote(' '.join(term.words))}{star}"]
        options += [f"{self._quote(term.whole)}{star}"] if term.whole is not None else []
        options += map(self._quote, term.codes if _may_have_codes(fields) else ())
        within = f"{{{' '.join(fields)}}} : " if fields else ""
        return f"{within}({' OR '.join(options)})"

    def all_of(self, parts: Sequence[str]) -> str:
        return f"({' AND '.join(parts)})"

    def without(self, wanted: str, unwanted: str) -> str:
        return f"({wanted} NOT {unwanted})"

    @staticmethod
    def _quote(word: str) -> str:
        doubled = word.replace('"', '""')
        return f'"{doubled}"'


class _PostgreSQL:
    """Source: PostgreSQL, section 8.11.2"""

    _WEIGHTS: Final = {"title": "A", "named": "B", "described": "C", "other": "D"}

    def term(self, term: QueryTerm, fields: Sequence[str]) -> str:
        weights = "".join(self._WEIGHTS[name] for name in fields)
        star = "*" if term.is_prefix else ""
        *first, last = term.words
        phrase = [*(self._lexeme(word, weights) for word in first), self._lexeme(last, star + weights)]
        options = [" <-> ".join(phrase)]
        options += [self._lexeme(term.whole, star + weights)] if term.whole is not None else []
        options += (self._lexeme(code, weights) for code in term.codes if _may_have_codes(fields))
        return f"({' | '.join(options)})"

    def all_of(self, parts: Sequence[str]) -> str:
        return f"({' & '.join(parts)})"

    def without(self, wanted: str, unwanted: str) -> str:
        return f"({wanted} & !{unwanted})"

    @staticmethod
    def _lexeme(word: str, flags: str) -> str:
        doubled = word.replace("\\", "\\\\").replace("'", "''")
        return f"'{doubled}'{':' if flags else ''}{flags}"


_LANGUAGES: Final[dict[str, _Language]] = {"sqlite": _Fts5(), "postgresql": _PostgreSQL()}


def match_expressions(query: SearchQuery, dialect: str) -> MatchExpressions:
    """The expressions of a query for a database."""
    language = _LANGUAGES[dialect]

    def find_all_in(fields: Sequence[str]) -> str:
        return language.all_of([language.term(_storable(term), fields) for term in query.terms])

    def exclude_from(expression: str) -> str:
        for term in query.excluded:
            expression = language.without(expression, language.term(_storable(term), ()))
        return expression

    found = [find_all_in(fields) for fields in RANKS]
    apart = [found[0], *(language.without(own, better) for better, own in pairwise(found))]
    return MatchExpressions(
        by_rank=tuple(map(exclude_from, found)), apart=tuple(map(exclude_from, apart)), wanted=found[-1]
    )


def _may_have_codes(fields: Sequence[str]) -> bool:
    """Whether some fields, or if there are none any field, may have the word of a code; a title has none."""
    return not fields or "named" in fields


def _storable(term: QueryTerm) -> QueryTerm:
    """The term as the index has its words: without what databases do not accept."""
    return QueryTerm(
        words=tuple(storable_text(word) or "" for word in term.words),
        is_prefix=term.is_prefix,
        whole=storable_text(term.whole),
        codes=term.codes,
    )


_FTS5: Final = table(SEARCH_TABLE, column("rowid"), column(SEARCH_TABLE))
_VECTORS: Final = table(SEARCH_TABLE, column("record_id"), column("words"))


class _TsQuery(UserDefinedType[str]):
    """PostgreSQL's type of queries; its dialect is not loaded for it."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The name of the type."""
        return "TSQUERY"


def matches_of(connection: Connection, query: SearchQuery) -> Subquery:
    """The keys of the records that a query finds."""
    name = connection.dialect.name
    expressions = match_expressions(query, name)
    if name == "sqlite":
        return _matching_in_fts5(expressions.anywhere, 0).subquery("matches")
    return select(_VECTORS.c.record_id).where(_is_match(expressions.anywhere)).subquery("matches")


def ranked_matches(connection: Connection, query: SearchQuery) -> Subquery:
    """The keys of the records that a query finds, each once, with its rank."""
    name = connection.dialect.name
    expressions = match_expressions(query, name)
    if name == "sqlite":
        parts = [_matching_in_fts5(expression, rank) for rank, expression in enumerate(expressions.apart)]
        return union_all(*parts).subquery("matches")
    return ranked_vectors(query).subquery("matches")


def ranked_vectors(query: SearchQuery, keys: Sequence[int] | None = None) -> Select[Any]:
    """The keys of the records that a query finds with PostgreSQL, with their ranks; or of some that it has found."""
    *better, anywhere = match_expressions(query, "postgresql").by_rank
    # One look at each vector is enough.
    rank = case(*((_is_match(expression), number) for number, expression in enumerate(better)), else_=len(better))
    is_found = _is_match(anywhere) if keys is None else _VECTORS.c.record_id.in_(keys)
    return select(_VECTORS.c.record_id, rank.label("rank")).where(is_found)


def matches_in_titles(query: SearchQuery) -> Select[Any]:
    """The keys of the records whose titles have what a query wants, with the best rank; on PostgreSQL."""
    expressions = match_expressions(query, "postgresql")
    matches = select(_VECTORS.c.record_id, literal(0).label("rank"))
    matches = matches.where(_is_match(expressions.wanted, literal_column(TITLE_WORDS)))
    # What is excluded is so wherever it is.
    return matches.where(_is_match(expressions.by_rank[0])) if query.excluded else matches


def _matching_in_fts5(expression: str, rank: int) -> Select[Any]:
    is_match = _FTS5.c[SEARCH_TABLE].op("MATCH")(literal(expression, String))
    return select(_FTS5.c.rowid.label("record_id"), literal(rank).label("rank")).where(is_match)


def _is_match(expression: str, words: ColumnElement[Any] = _VECTORS.c.words) -> ColumnElement[bool]:
    return words.op("@@", is_comparison=True)(cast(literal(expression, String), _TsQuery()))


_FEW: Final = 5
"""So many codes cost less than to ask for them."""
_COMMON: Final = f"""
SELECT CAST(CAST(most_common_elems AS text) AS text[]) FROM pg_stats
WHERE schemaname = ANY (current_schemas(false)) AND tablename = '{SEARCH_TABLE}' AND attname = 'words'
"""  # noqa: S608
_PRESENT: Final = f"""
SELECT code FROM unnest(CAST(%s AS text[])) AS code
WHERE EXISTS (SELECT 1 FROM {SEARCH_TABLE} WHERE words @@ CAST('''' || code || '''' AS tsquery))
"""  # noqa: S608


def without_absent_codes(connection: Connection, query: SearchQuery) -> SearchQuery:
    """A query that finds the same: of many codes it has those alone that a record has, on PostgreSQL.

    A word such as *phường* is in the labels of several hundred codes, and PostgreSQL looks for each of them in the
    words of every record that is found. SQLite reads the index once for each, and nothing for one that is not there.
    """
    codes = {code for term in (*query.terms, *query.excluded) for code in term.codes}
    if connection.dialect.name != "postgresql" or len(codes) <= _FEW:
        return query
    present = _present(connection, codes)
    return SearchQuery(
        terms=tuple(_with_codes(term, present) for term in query.terms),
        excluded=tuple(_with_codes(term, present) for term in query.excluded),
    )


def _with_codes(term: QueryTerm, present: Collection[str]) -> QueryTerm:
    return replace(term, codes=tuple(code for code in term.codes if code in present))


def _present(connection: Connection, codes: Collection[str]) -> set[str]:
    # What very many records have is known without a look, which would find them all.
    common: Sequence[str] | None = connection.exec_driver_sql(_COMMON).scalar()
    found = set(codes).intersection(common or ())
    asked = sorted(set(codes) - found)
    if asked:
        # By the index: PostgreSQL expects to come upon each soon, and would read all where there is none.
        with by_indexes(connection):
            found.update(with_words(connection, "estimating").exec_driver_sql(_PRESENT, (asked,)).scalars())
    return found


SAMPLED_FROM: Final = 100_000
"""So many records must have the words in their title that it is worth a look at a sample before."""
_SAMPLE: Final = 2_000
_BEFORE: Final = 10
"""How many titles of the sample come before; some thousands of a million do, then."""


def early_title(connection: Connection, total: int) -> str | None:
    """A title that few of all titles come before, in the order of code points; None where none is needed or known.

    The first page of very many records can be found among these; whether it is, is seen when it is read. PostgreSQL
    alone needs it: joining and comparing all that was found would take half of a search there. SQLite finds the first
    rows of 200,000 in a twentieth of a second.

    Args:
        total: about how many records have the words in their title.
    """
    if total < SAMPLED_FROM or connection.dialect.name != "postgresql":
        return None
    # The same sample each time, so that one search takes as long as another.
    sample = records.tablesample(func.system(100 * _SAMPLE / total), seed=literal(1))
    title = sample.c.title.collate("C")
    query = select(title).where(sample.c.title.is_not(None)).order_by(title).offset(_BEFORE).limit(1)
    found: str | None = with_words(connection, "estimating").scalar(query)
    return found
