"""Rows of whole tables, on their way from one database to another: in the order of their keys, a few at a time.

Knows no table by name. Values are those that SQLAlchemy gives, which are the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, LargeBinary, Table, Text, collate, func, insert, select

__all__ = ["RowsDigest", "copy_rows", "count_rows", "digest_of_rows", "key_of", "last_key", "table_rows"]

_MOST_ROWS: Final = 1_000
_MOST_BYTES: Final = 4_000_000
"""Size of the rows that are read, and written, at once; one row alone may be larger."""

Row = Sequence[Any]


class RowsDigest:
    """The SHA-256 of rows: equal for equal values in equal order, whichever database they are of."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()
        self.rows = 0

    def add(self, row: Row) -> None:
        """Add a row."""
        self.rows += 1
        self._sum.update(b"".join(map(_value_bytes, row)) + b"\n")

    def text(self) -> str:
        """The digest of all rows added."""
        return f"sha256:{self._sum.hexdigest()}"


def _value_bytes(value: object) -> bytes:
    """A value with its kind and length, so that no two rows have the same bytes."""
    if value is None:
        return b"n"
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int):
        return b"i%d;" % value
    if isinstance(value, str):
        text = value.encode("utf-8", "surrogatepass")
        return b"s%d;%b" % (len(text), text)
    if isinstance(value, bytes | memoryview):
        content = bytes(value)
        return b"b%d;%b" % (len(content), content)
    # A new kind of column must say here what makes two of its values equal.
    raise TypeError(f"no digest of {type(value).__name__}")


def count_rows(connection: Connection, table: Table) -> int:
    """The number of rows of a table."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def table_rows(connection: Connection, table: Table) -> Iterator[Row]:
    """All rows of a table in the order of its key, without holding them."""
    query = select(table).order_by(*_ordered_key(connection, table))
    some = _rows_at_once(connection, table)
    for page in connection.execute(query.execution_options(yield_per=some)).partitions():
        yield from page


def digest_of_rows(connection: Connection, table: Table, *, read: Callable[[int], None] = lambda _: None) -> str:
    """The digest of a table; `read` is called with the number of rows read since it was called last."""
    digest = RowsDigest()
    for row in table_rows(connection, table):
        digest.add(row)
        if digest.rows % _MOST_ROWS == 0:
            read(_MOST_ROWS)
    read(digest.rows % _MOST_ROWS)
    return digest.text()


def key_of(table: Table, row: Row) -> tuple[Any, ...]:
    """The key of a row of a table, which compares as the database orders it."""
    # Letters of Python and bytes of UTF-8 have one order.
    names = list(table.columns.keys())
    return tuple(row[names.index(column.key)] for column in table.primary_key)


def last_key(connection: Connection, table: Table) -> tuple[Any, ...] | None:
    """The greatest key of a table; None if it has no rows."""
    ordered = [column.desc() for column in _ordered_key(connection, table)]
    row = connection.execute(select(*table.primary_key).order_by(*ordered).limit(1)).first()
    return None if row is None else tuple(row)


def copy_rows(connection: Connection, table: Table, rows: Iterator[Row]) -> int:
    """Insert rows, a few at a time, in one transaction; returns their number."""
    done = 0
    for page in pages_of(rows):
        insert_rows(connection, table, page)
        done += len(page)
    return done


def insert_rows(connection: Connection, table: Table, page: Sequence[Row]) -> None:
    """Insert some rows that have all columns of a table in their order."""
    names = list(table.columns.keys())
    connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in page])


def pages_of(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows as lists, each of which is soon in memory as a whole."""
    page: list[Row] = []
    size = 0
    for row in rows:
        page.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(page) >= _MOST_ROWS or size >= _MOST_BYTES:
            yield page
            page, size = [], 0
    if page:
        yield page


def _ordered_key(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """The key of a table as both databases order it: texts by code points."""
    is_postgresql = connection.dialect.name == "postgresql"
    return [
        collate(column, "C") if is_postgresql and isinstance(column.type, Text) else column
        for column in table.primary_key
    ]


def _rows_at_once(connection: Connection, table: Table) -> int:
    """The number of rows that are read at once, so that the largest of them together stay below a size."""
    length = func.octet_length if connection.dialect.name == "postgresql" else func.length
    sizes = [
        func.coalesce(length(column), 0) for column in table.columns if isinstance(column.type, Text | LargeBinary)
    ]
    if not sizes:
        return _MOST_ROWS
    total: ColumnElement[Any] = sizes[0]
    for size in sizes[1:]:
        total = total + size
    largest = connection.scalar(select(func.max(total))) or 0
    return max(1, min(_MOST_ROWS, _MOST_BYTES // max(1, int(largest))))
