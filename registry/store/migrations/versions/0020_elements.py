"""Data elements and table schemas among the records are found by an index: they are few, and each export asks."""

from __future__ import annotations

from typing import Final

from alembic import op
from sqlalchemy import text

revision = "0020"
down_revision = "0019"

_ELEMENTS: Final = text("role = 'element'")


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_records_elements", "records", ["iri"], sqlite_where=_ELEMENTS, postgresql_where=_ELEMENTS)
