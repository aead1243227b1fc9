"""On PostgreSQL an index of the words of titles alone, by which the first page of very many records is found."""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0022"
down_revision = "0021"

_TITLES: Final = "CREATE INDEX ix_search_words_titles ON search_words USING gin (ts_filter(words, '{a}'))"


def upgrade() -> None:
    """Make it."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_TITLES)
