"""The index of words and the columns of facets, filled from the newest versions; the texts of earlier searches go."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, SmallInteger, Text

from danhmuc.registry.store.search_index import create_search_index, fill_search_index

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the columns and the index, and fill both some records at a time."""
    formats, licences = "of its distributions, each between blanks", "of it and these, each between blanks"
    op.add_column("records", Column("formats", Text, nullable=False, server_default="", comment=formats))
    op.add_column("records", Column("licences", Text, nullable=False, server_default="", comment=licences))
    op.add_column("records", Column("year", SmallInteger, comment="in which it was issued, else modified"))
    connection = op.get_bind()
    create_search_index(connection)
    fill_search_index(connection)
    op.drop_table("search_texts")
