"""The registry's schema, step by step: one file in ``versions`` for every change of `tables`.

The first is the schema of danhmuc 0.1.0; a registry of an older one is refused. A step is named by the next four-digit
number and says in plain ``op`` calls what it changes, never through `tables`, which moves on. `HEAD` follows. All steps
run in one writing transaction, so that a killed one leaves the old schema. A new registry is made from `tables` at once
and stamped, since importing Alembic alone costs a tenth of a second; a test proves that both ways give the same. On
SQLite the transaction has foreign keys on: rebuild a table that others refer to only after reading
https://sqlite.org/lang_altertable.html#otheralter. Undone is a step by restoring a backup, hence no ``downgrade``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, MetaData, create_engine, text

from ..search_index import LIST_INDEXES, create_list_indexes, create_search_index
from ..tables import SEARCH_TABLE, metadata

__all__ = ["HEAD", "OLDEST", "create", "migrate", "tables_of"]

OLDEST = "0029"
"""The first step: that of danhmuc 0.1.0."""

HEAD = "0029"
"""The newest step. Names grow, so that a schema newer than this one is known without its steps."""

FOLDER = Path(__file__).parent

_STAMP = """
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
"""
"""The table as Alembic makes it."""


def create(connection: Connection, schema: str = HEAD) -> None:
    """Make all tables in an empty database, as a schema has them, within the connection's transaction."""
    if schema != HEAD:
        _take_steps(connection, schema)
        return
    make_tables(connection)
    connection.execute(text(_STAMP))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def make_tables(connection: Connection) -> None:
    """Make the tables of the newest schema, without its name."""
    metadata.create_all(connection)
    create_search_index(connection)
    create_list_indexes(connection)


@cache
def tables_of(schema: str) -> MetaData:
    """The tables with the rows of a registry of a schema, as SQLite has them; the index of words is made from these."""
    if schema == HEAD:
        return metadata
    engine = create_engine("sqlite://")
    found = MetaData()
    with engine.begin() as connection:
        create(connection, schema)
        for name in LIST_INDEXES:  # of expressions, which SQLAlchemy warns that it cannot reflect
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        found.reflect(connection, only=lambda name, _: not name.startswith((SEARCH_TABLE, "alembic_version")))
    engine.dispose()
    return found


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest schema within the connection's transaction."""
    _take_steps(connection, HEAD)


def _take_steps(connection: Connection, schema: str) -> None:
    # A tenth of a second, needed only here.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes |= {"connection": connection, "make_tables": make_tables}
    command.upgrade(config, schema)
