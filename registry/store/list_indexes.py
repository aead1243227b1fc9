"""Indexes for lists of all records: the first ones in the order of lists, without sorting all, and their number.

They are made apart from `tables`, since each database spells in its own way that it sorts by code point. No other
statement has their condition, so that they are read for nothing else: SQLite would take one for the shortest way to
whatever is a record. That for counting is PostgreSQL's alone; SQLite counts by the other one. That of the outcomes of
verdicts is SQLite's alone; the index of verdicts in force includes them on PostgreSQL.
Source of the rules: docs/decisions/0081-first-pages.md, docs/decisions/0083-very-many-found.md.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, literal

from .tables import records

__all__ = ["CHARACTERS", "LIST_INDEXES", "create_list_indexes", "is_listed", "is_untitled", "title_beginning"]

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
    return beginning.collate("C") if connection.dialect.name == "postgresql" else beginning


def _in_words(value: str | int) -> ColumnElement[Any]:
    """A value that is written into the statement, as the index needs it."""
    return literal(value, literal_execute=True)
