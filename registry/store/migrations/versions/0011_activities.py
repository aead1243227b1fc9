"""Activities by which sources described or deleted records, and documents that never change."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

revision = "0011"
down_revision = "0010"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""
_KINDS = "recorded, created, updated, missing, reappeared, withdrawn, deleted, withheld, released, verdict, renamed"


def upgrade() -> None:
    """Add the table and the column."""
    op.create_table(
        "activities",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("record_id", _ID, nullable=False),
        Column("run_id", _ID, nullable=False, comment="run that applied it"),
        Column("at", Text, comment="when, as its source says, UTC to the microsecond; null if it does not say"),
        Column("is_deletion", Boolean, nullable=False, comment="whether its source deleted the record by it"),
        Column("undone_by", _ID, comment="run that took it back; null while it is in force"),
        PrimaryKeyConstraint("id", name="pk_activities"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_activities_record_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_activities_run_id"),
    )
    op.create_index("ix_activities_record_id", "activities", ["record_id"])
    immutable = "whether its server said that it never changes; null where nothing was read"
    op.add_column("documents", Column("immutable", Boolean, comment=immutable))
    if op.get_bind().dialect.supports_comments:
        op.alter_column("changes", "kind", comment=_KINDS)
