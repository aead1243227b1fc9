"""Find the first page of what words find and count it in one statement, on PostgreSQL, which then reads it once.

Each record found is a page of words and one of records in another place.
Source of the rules: docs/decisions/0081-first-pages.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    Text,
    any_,
    cast,
    func,
    literal,
    null,
    select,
    tuple_,
    union_all,
)

from .facet_counting import Counted, count_groups, read_groups
from .search_index import SEARCH_TABLE
from .secret_words import with_words
from .tables import records

__all__ = ["LONGEST_PAGE", "PageAndCounts", "expected_number", "is_matched", "page_and_counts"]

LONGEST_PAGE: Final = 1_000
"""Records of a page that is found so."""
_EXPECT: Final = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {SEARCH_TABLE} WHERE {{words}} @@ CAST(%s AS tsquery)"  # noqa: S608
_PAGE: Final = -1
"""Stands for the grouping in the rows of the page."""


class PageAndCounts(NamedTuple):
    """The keys of the records of a page, in no order, and the numbers of all that is found."""

    keys: list[int]
    counted: Counted


def expected_number(connection: Connection, expression: str, *, words: str = "words") -> int | None:
    """About how many records words find, as PostgreSQL plans with; None on SQLite.

    By it alone it is decided how they are looked for: a wrong one costs time and nothing else.

    Args:
        words: the vectors that are looked in, as an index has them.
    """
    if connection.dialect.name != "postgresql":
        return None
    plans: Any = (
        with_words(connection, "estimating").exec_driver_sql(_EXPECT.format(words=words), (expression,)).scalar_one()
    )
    return int(plans[0]["Plan"]["Plan Rows"])


def is_matched(matches: CTE | Subquery) -> ColumnElement[bool]:
    """The condition that a record is one of those that words find: they are then read in the order in which they lie.

    Joined alone, each would be looked up by itself, in the order in which words were found.
    """
    keys = select(matches.c.record_id).scalar_subquery()
    return records.c.id == any_(func.array(keys))


def page_and_counts(
    connection: Connection,
    hits: Select[Any],
    together: Sequence[Sequence[int]],
    order: Sequence[str],
    *,
    after: Sequence[int | str] | None,
    limit: int,
) -> PageAndCounts:
    """A page of some rows, and the numbers of all.

    Args:
        hits: a query of rows with ``id``, those of the order, and the columns that `count_values` counts.
        together: as for `count_values`.
        order: names of the columns by which the rows are sorted.
        after: values of these after which the page begins.
        limit: rows of the page.
    """
    found = hits.cte("hits")
    grouped = count_groups(found, together)
    values = grouped.values
    grouping = grouped.grouping if values else literal(0)
    groups = select(grouping, *(cast(value, Text) for value in values), *grouped.numbers, cast(null(), BigInteger))
    groups = groups.select_from(found)
    if values:
        groups = groups.group_by(grouped.sets)
    keys = [found.c[name] for name in order]
    page = select(found.c.id).order_by(*keys).limit(limit)
    if after is not None:
        page = page.where(tuple_(*keys) > tuple_(*map(literal, after)))
    nothing: list[ColumnElement[Any]] = [cast(null(), Text) for _ in values]
    nothing += [cast(null(), BigInteger) for _ in range(2)]
    paged = page.subquery("page")
    of_page: Select[Any] = select(cast(literal(_PAGE), Integer), *nothing, paged.c.id)
    rows = connection.execute(union_all(groups, of_page)).all()
    return PageAndCounts(
        keys=[row[-1] for row in rows if row[0] == _PAGE],
        counted=read_groups([row[:-1] for row in rows if row[0] != _PAGE], len(values)),
    )
