"""Leases, which a harvest takes before it reads a source; runs of one command have a batch; records to be renewed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

revision = "0007"
down_revision = "0006"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""

_RECORD = "does not leave until its verdicts are renewed"


def upgrade() -> None:
    """Add the table and the column."""
    op.create_table(
        "leases",
        Column("source", Text, nullable=False, comment="name of the source that is being harvested"),
        Column("owner", Text, nullable=False, comment="host and process that harvest it, for people"),
        Column("token", Text, nullable=False, comment="known to the harvest that holds the lease alone"),
        Column("batch", _ID, comment="of the run that it is for"),
        Column("taken_at", Text, nullable=False, comment="by the clock of the database, as the next"),
        Column("heartbeat_at", Text, nullable=False),
        PrimaryKeyConstraint("source", name="pk_leases"),
    )
    op.create_table(
        "renewals",
        Column("record_id", _ID, autoincrement=False, nullable=False, comment=_RECORD),
        Column("mark", _ID, nullable=False, comment="greater for a later change of what it reaches"),
        PrimaryKeyConstraint("record_id", name="pk_renewals"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_renewals_record_id"),
    )
    batch = "all runs of one command have the same; null of a run by itself"
    op.add_column("runs", Column("batch", _ID, comment=batch))
    if op.get_bind().dialect.supports_comments:
        op.alter_column("runs", "owner", comment="host and process that run it, for people")
