"""The keys of the records that a query finds by words, with FTS5 or PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Subquery,
    case,
    cast,
    column,
    literal,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.types import UserDefinedType

from ..record.search_query import SearchQuery
from .search_expressions import match_expressions
from .search_index import SEARCH_TABLE, TITLE_WORDS

__all__ = ["matches_in_titles", "matches_of", "ranked_matches", "ranked_vectors"]

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
