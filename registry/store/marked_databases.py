"""Databases with the tables of a registry that no command may open as one: unfinished copies, and backups.

The mark stands in the name of the schema, ``0013 backup``, which every danhmuc reads before anything else, also one
that is older than marks: to it, it is the name of a newer schema. What else is to be known of it is a table of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, cast, get_args

from sqlalchemy import Connection, text

Mark = Literal["copying", "backup"]

_CREATE: Final = text("CREATE TABLE marked_facts (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)")
_DROP: Final = text("DROP TABLE marked_facts")
_DELETE: Final = text("DELETE FROM marked_facts")
_INSERT: Final = text("INSERT INTO marked_facts (name, value) VALUES (:name, :value)")
_SELECT: Final = text("SELECT name, value FROM marked_facts")
_STAMP: Final = text("UPDATE alembic_version SET version_num = :stamp")


def mark_of(stamp: str) -> Mark | None:
    """The mark in the name of a schema; None if it has none. What is not known as a mark counts as a backup."""
    mark = stamp.partition(" ")[2]
    if not mark:
        return None
    return cast("Mark", mark) if mark in get_args(Mark) else "backup"


def schema_of(stamp: str) -> str:
    """The name of a schema without its mark."""
    return stamp.partition(" ")[0]


def mark_database(connection: Connection, mark: Mark) -> None:
    """Mark a database with the tables of a registry, so that nothing opens it as one."""
    schema = schema_of(str(connection.scalar(text("SELECT version_num FROM alembic_version"))))
    connection.execute(_STAMP, {"stamp": f"{schema} {mark}"})
    connection.execute(_CREATE)


def end_mark(connection: Connection) -> None:
    """Take the mark off, so that it is a registry."""
    schema = schema_of(str(connection.scalar(text("SELECT version_num FROM alembic_version"))))
    connection.execute(_DROP)
    connection.execute(_STAMP, {"stamp": schema})


def write_facts(connection: Connection, facts: Mapping[str, str]) -> None:
    """Write the facts about a marked database, in place of earlier ones."""
    connection.execute(_DELETE)
    for name, value in sorted(facts.items()):
        connection.execute(_INSERT, {"name": name, "value": value})


def read_facts(connection: Connection) -> dict[str, str]:
    """The facts about a marked database."""
    return {str(name): str(value) for name, value in connection.execute(_SELECT)}
