"""Count the values of columns of the records that a query finds, in the way that is quickest on each database.

PostgreSQL finds the first page in the statement that counts, and so reads once what words find: each record found is a
page of words and one of records in another place.
Source of the rules: docs/decisions/0081-first-pages.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Subquery,
    Text,
    any_,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    tuple_,
    union_all,
)

from .secret_words import with_words
from .tables import SEARCH_TABLE, records

_ROWS: Final = 250
"""Rows read at once: fewer than those after which Python looks for garbage, which takes as long as reading them."""

Counted = Iterator[tuple[int | None, str | None, int]]
"""Numbers of a column, of one value of it, of records; the column of the total is None."""


class Groups(NamedTuple):
    """A statement of PostgreSQL that counts several columns in one pass; `read_groups` reads its rows.

    Attributes:
        grouping: tells which columns a row is grouped by.
        values: the columns.
        numbers: of all rows of a group, and of those that count.
        sets: what is grouped by.
    """

    grouping: ColumnElement[Any]
    values: Sequence[ColumnElement[Any]]
    numbers: Sequence[ColumnElement[int]]
    sets: ColumnElement[Any]


def count_values(connection: Connection, hits: Select[Any], together: Sequence[Sequence[int]]) -> Counted:
    """The numbers of all rows, and of those with each value of the columns ``value_0`` and so on.

    Args:
        hits: a query of these columns; one ``is_counted`` before them is 0 in rows that count in the total alone.
        together: the numbers of the columns; those together of which there are few combinations of values.
    """
    if not together:
        yield None, None, connection.scalar(select(func.count()).select_from(hits.subquery("hits"))) or 0
    elif connection.dialect.name == "postgresql":
        yield from _count_in_sql(connection, hits, together)
    else:
        yield from _count_in_python(connection, hits, sum(map(len, together)))


def count_groups(hits: FromClause, together: Sequence[Sequence[int]]) -> Groups:
    """The statement of PostgreSQL that counts the columns and the total in one pass; arguments as `count_values`."""
    values = [hits.c[f"value_{number}"] for number in range(sum(map(len, together)))]
    own = func.count().filter(hits.c.is_counted == 1) if "is_counted" in hits.c else func.count()
    sets = func.grouping_sets(literal_column("()"), *(tuple_(*(values[one] for one in some)) for some in together))
    return Groups(func.grouping(*values), values, (func.count(), own), sets)


def _count_in_sql(connection: Connection, hits: Select[Any], together: Sequence[Sequence[int]]) -> Counted:
    grouped = count_groups(hits.subquery("hits"), together)
    query = select(grouped.grouping, *grouped.values, *grouped.numbers).group_by(grouped.sets)
    yield from read_groups(connection.execute(query), len(grouped.values))


def read_groups(rows: Iterable[Sequence[Any]], columns: int) -> Counted:
    """The numbers in rows of grouping sets: the grouping, the columns, all rows of a group, and those that count."""
    for grouping, *row in rows:
        *found, total, count = row
        # A bit is set where a column is not grouped by; the first column has the highest.
        grouped = [number for number in range(columns) if not grouping >> (columns - 1 - number) & 1]
        if not grouped:
            yield None, None, total
        elif count:
            for number in grouped:
                yield number, _text_of(found[number]), count


def _count_in_python(connection: Connection, hits: Select[Any], columns: int) -> Counted:
    """The counts, from rows that are read once: SQLite would sort them for each column.

    They are read from the driver, since a row of SQLAlchemy takes as long as all else together.
    """
    total = 0
    found: list[Counter[Any]] = [Counter() for _ in range(columns)]
    with connection.execute(hits) as result:
        while rows := _next_rows(result.cursor):
            total += len(rows)
            read = list(zip(*rows, strict=True))
            is_counted = read[0] if len(read) > columns else None
            for counter, some in zip(found, read[-columns:], strict=True):
                counter.update(some if is_counted is None else compress(some, is_counted))
    yield None, None, total
    for number, counter in enumerate(found):
        for value, count in counter.items():
            yield number, _text_of(value), count


def _next_rows(cursor: Any) -> Sequence[tuple[Any, ...]]:
    rows: Sequence[tuple[Any, ...]] = cursor.fetchmany(_ROWS)
    return rows


def _text_of(value: Any) -> str | None:
    return None if value is None else str(value)


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
