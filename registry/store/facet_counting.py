"""Count the values of columns of the records that a query finds, in the way that is quickest on each database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Any, Final

from sqlalchemy import Connection, Select, func, literal_column, select, tuple_

__all__ = ["Counted", "count_values", "read_groups"]

_ROWS: Final = 250
"""Rows read at once: fewer than those after which Python looks for garbage, which takes as long as reading them."""

Counted = Iterator[tuple[int | None, str | None, int]]
"""Numbers of a column, of one value of it, of records; the column of the total is None."""


def count_values(connection: Connection, hits: Select[Any], columns: int) -> Counted:
    """The numbers of all rows, and of those with each value of the columns.

    Args:
        hits: a query whose first column says by 0 that a row counts in the total alone; those after it are counted.
        columns: how many are counted.
    """
    if not columns:
        yield None, None, connection.scalar(select(func.count()).select_from(hits.subquery("hits"))) or 0
    elif connection.dialect.name == "postgresql":
        yield from _count_in_sql(connection, hits, columns)
    else:
        yield from _count_in_python(connection, hits, columns)


def _count_in_sql(connection: Connection, hits: Select[Any], columns: int) -> Counted:
    """The counts, all columns and the total in one pass."""
    page = hits.subquery("hits")
    is_counted, *values = page.c
    own = func.count().filter(is_counted == 1)
    sets = func.grouping_sets(literal_column("()"), *(tuple_(value) for value in values))
    query = select(func.grouping(*values), *values, func.count(), own).group_by(sets)
    yield from read_groups(connection.execute(query), columns)


def read_groups(rows: Iterable[Sequence[Any]], columns: int) -> Counted:
    """The numbers in rows of grouping sets: the grouping, the columns, all rows of a group, and those that count."""
    for grouping, *row in rows:
        *found, total, count = row
        # A bit is set where a column is not grouped by; the first column has the highest.
        grouped = [number for number in range(columns) if not grouping >> (columns - 1 - number) & 1]
        if not grouped:
            yield None, None, total
        elif count:
            yield grouped[0], _text_of(found[grouped[0]]), count


def _count_in_python(connection: Connection, hits: Select[Any], columns: int) -> Counted:
    """The counts, from rows that are read once: SQLite would sort them for each column.

    They are read from the driver, since a row of SQLAlchemy takes as long as all else together.
    """
    total = 0
    found: list[Counter[Any]] = [Counter() for _ in range(columns)]
    with connection.execute(hits) as result:
        while rows := _next_rows(result.cursor):
            total += len(rows)
            is_counted, *values = zip(*rows, strict=True)
            for counter, some in zip(found, values, strict=True):
                counter.update(some if all(is_counted) else compress(some, is_counted))
    yield None, None, total
    for number, counter in enumerate(found):
        for value, count in counter.items():
            yield number, _text_of(value), count


def _next_rows(cursor: Any) -> Sequence[tuple[Any, ...]]:
    rows: Sequence[tuple[Any, ...]] = cursor.fetchmany(_ROWS)
    return rows


def _text_of(value: Any) -> str | None:
    return None if value is None else str(value)
