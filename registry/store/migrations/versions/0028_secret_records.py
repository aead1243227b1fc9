"""The records that a source marks as a state secret by now; they are filled in at the end of the transaction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "secret_records",
        sa.Column(
            "record_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
            comment="of any source, and any role",
        ),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_secret_records")),
    )
