"""An index of the versions that are not all public, which each harvest and each export ask for."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make it."""
    where = text("publicity > '0000'")
    columns = ["record_id", "id", "publicity"]
    op.create_index("ix_versions_not_public", "versions", columns, sqlite_where=where, postgresql_where=where)
