"""Settings of sources, and what was changed of them; a source can be retired."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

revision = "0006"
down_revision = "0005"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""
_PRIORITY = "of two sources that describe one IRI, the smaller leaves"
_SETTINGS = "JSON of the settings that are not the default, by name"
_RETIRED_AT = "since when nothing is harvested from it; null while it is in use"

_MOVE = """
INSERT INTO sources (id, name, location, kind, profile, created_at, priority, settings)
SELECT id, name, location, kind, profile, created_at, 100, '{}' FROM earlier_sources ORDER BY id
"""


def upgrade() -> None:
    """Add the columns, and the table of changes."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _make_anew(connection)
    else:
        _add_columns(connection)
    op.create_table(
        "source_changes",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("at", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("field", Text, nullable=False, comment="column or setting of the source; removed"),
        Column("before", Text, comment="JSON; null where the field had no value"),
        Column("after", Text, comment="JSON; null where the field has no value any more"),
        Column("reason", Text, comment="given by a person"),
        PrimaryKeyConstraint("id", name="pk_source_changes"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_source_changes_source_id"),
    )
    op.create_index("ix_source_changes_source_id_id", "source_changes", ["source_id", "id"])


def _make_anew(connection: Connection) -> None:
    """Make the table anew, so that its definition is that of a new registry to the letter."""
    # Others refer to it: until the transaction ends, they may refer to nothing.
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(text("CREATE TEMPORARY TABLE earlier_sources AS SELECT * FROM sources"))
    op.drop_table("sources")
    op.create_table(
        "sources",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("name", Text, nullable=False),
        Column("location", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("profile", Text, nullable=False),
        Column("created_at", Text, nullable=False),
        Column("priority", Integer, nullable=False),
        Column("settings", Text, nullable=False),
        Column("retired_at", Text),
        PrimaryKeyConstraint("id", name="pk_sources"),
        UniqueConstraint("name", name="uq_sources_name"),
        UniqueConstraint("location", name="uq_sources_location"),
    )
    connection.execute(text(_MOVE))
    connection.execute(text("DROP TABLE earlier_sources"))


def _add_columns(connection: Connection) -> None:
    op.add_column("sources", Column("priority", Integer, comment=_PRIORITY))
    op.add_column("sources", Column("settings", Text, comment=_SETTINGS))
    op.add_column("sources", Column("retired_at", Text, comment=_RETIRED_AT))
    connection.execute(text("UPDATE sources SET priority = 100, settings = '{}'"))
    for column in ("priority", "settings"):
        op.alter_column("sources", column, nullable=False)
