"""Settings of PostgreSQL's planner for statements that it would plan badly; SQLite has none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from sqlalchemy import Connection

__all__ = ["by_indexes", "joining_whole_tables", "plan_searches", "row_by_row"]

_PLANS: Final = "SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_incremental_sort = off"
"""A plan that knows no words takes all words to be rare, and reads the query anew for each row: 14 s instead of 2 s.
Sorting by a part of the key first makes all vectors part of what is sorted."""
_AT_LEAST: Final = """
SELECT set_config('work_mem', '{0}', true) WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('{0}')
"""
_MEMORY: Final = _AT_LEAST.format("32MB")
"""With less, an index tells for a million records only on which pages words are, and all rows of these are read."""
_MEMORY_OF_JOINS: Final = _AT_LEAST.format("192MB")
"""With less, a million records with the values of five facets are sorted on the disk, where they are joined."""


def plan_searches(connection: Connection) -> None:
    """Let PostgreSQL plan each search of this transaction by its own words; SQLite plans as well without."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_PLANS)
        connection.exec_driver_sql(_MEMORY)


def by_indexes(connection: Connection) -> AbstractContextManager[None]:
    """Let PostgreSQL read by indexes: of some conditions it expects that they leave more rows than they do."""
    return _without(connection, "enable_seqscan")


def row_by_row(connection: Connection) -> AbstractContextManager[None]:
    """Let PostgreSQL look up what belongs to the records of one source, and not read whole tables for it."""
    return _without(connection, "enable_hashjoin", "enable_mergejoin")


@contextmanager
def joining_whole_tables(connection: Connection) -> Iterator[None]:
    """Let PostgreSQL join whole tables: it expects ten of any list of keys, and would look for each of a million."""
    if connection.dialect.name != "postgresql":
        yield
        return
    with _without(connection, "enable_nestloop"):
        before = connection.exec_driver_sql("SELECT current_setting('work_mem')").scalar_one()
        connection.exec_driver_sql(_MEMORY_OF_JOINS)
        yield
        connection.exec_driver_sql("SELECT set_config('work_mem', %s, true)", (before,))


@contextmanager
def _without(connection: Connection, *settings: str) -> Iterator[None]:
    """Switch off settings of PostgreSQL's planner; SQLite has none.

    After an error the transaction is over, and they with it.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.exec_driver_sql("; ".join(f"SET LOCAL {name} = off" for name in settings))
    yield
    connection.exec_driver_sql("; ".join(f"SET LOCAL {name} TO DEFAULT" for name in settings))
