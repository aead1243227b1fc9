"""An index of the records that are withdrawn or held, which each harvest and each export ask for."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Make it."""
    where = text("hold IS NOT NULL OR presence NOT IN ('present', 'missing')")
    op.create_index("ix_records_kept_back", "records", ["id"], sqlite_where=where, postgresql_where=where)
