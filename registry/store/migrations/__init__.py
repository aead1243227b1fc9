"""The registry's schema, step by step: one file in ``versions`` for every change of `tables`.

A step is named by the next four-digit number and says in plain ``op`` calls what it changes, never through `tables`,
which moves on. `HEAD` follows. All steps run in one writing transaction, so that a killed one leaves the old schema.
A new registry is made from `tables` at once and stamped, since importing Alembic alone costs a tenth of a second; a
test proves that both ways give the same. On SQLite the transaction has foreign keys on: rebuild a table that others
refer to only after reading https://sqlite.org/lang_altertable.html#otheralter. Undone is a step by restoring a
backup, hence no ``downgrade``.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from ..search_index import create_list_indexes, create_search_index, fill_search_index
from ..tables import SEARCH_TABLE, metadata

__all__ = ["HEAD", "create", "migrate"]

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


def create(connection: Connection) -> None:
    """Make all tables in an empty database, as the newest schema has them, within the connection's transaction."""
    metadata.create_all(connection)
    create_search_index(connection)
    create_list_indexes(connection)
    connection.execute(text(_STAMP))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest schema within the connection's transaction."""
    # A tenth of a second, needed only here.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    had_index = inspect(connection).has_table(SEARCH_TABLE)
    command.upgrade(config, HEAD)
    if not had_index:
        # Once the other tables are as this release knows them.
        fill_search_index(connection)
