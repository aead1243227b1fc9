"""Which IRIs each document of an event stream mentions."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column."""
    mentions = "keys of IRIs that it describes or takes part in describing; null if not known"
    op.add_column("documents", Column("mentions", Text, comment=mentions))
