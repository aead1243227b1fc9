"""The records that a query finds by words: the query in the language of each database, and the keys that it finds.

In FTS5's expressions and in PostgreSQL's ``tsquery`` every word stands between quotation marks that none of its
characters can end, and all signs are ours, so that no text of a person is ever read as an operator.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Subquery,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.types import UserDefinedType

from ..record.search_query import QueryTerm, SearchQuery
from .finding_rows import storable_text
from .reading import by_indexes
from .search_index import TITLE_WORDS
from .secret_words import with_words
from .tables import SEARCH_TABLE, records

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
