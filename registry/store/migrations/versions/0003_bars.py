"""The IRIs that a source keeps out of every export by its marks, each as a salted digest."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

revision = "0003"
down_revision = "0002"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""


def upgrade() -> None:
    """Add the table of bars."""
    op.create_table(
        "bars",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False, comment="whose mark it is"),
        Column("digest", Text, nullable=False, comment="sha256 of the registry's salt and the IRI"),
        Column("reason", Text, nullable=False, comment="secret, unclear"),
        Column("since", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_bars"),
        UniqueConstraint("source_id", "digest", name="uq_bars_source_id_digest"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_bars_source_id"),
    )
