"""The codes of a query without those that no record has, on PostgreSQL.

A word such as *phường* is in the labels of several hundred codes, and PostgreSQL looks for each of them in the words of
every record that is found. SQLite reads the index once for each, and nothing for one that is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from ..record.search_query import QueryTerm, SearchQuery
from .planner_settings import by_indexes
from .search_index import SEARCH_TABLE
from .secret_words import with_words

__all__ = ["without_absent_codes"]

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
    """A query that finds the same: of many codes it has those alone that a record has."""
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
