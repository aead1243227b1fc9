"""Versions whose graph was pruned: which graph it was."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text, inspect

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the column; nothing was pruned before."""
    pruned = "digest of its graph, where that was pruned and is the empty one by now"
    op.add_column("versions", Column("pruned", Text, comment=pruned))
    if inspect(op.get_bind()).has_table("past_versions"):
        op.add_column("past_versions", Column("pruned", Text))
