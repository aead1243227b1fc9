"""On PostgreSQL an index of the words of titles alone, by which the first page of very many records is found.

On SQLite one of the outcomes of verdicts in force, so that no row is read to count them.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision = "0022"
down_revision = "0021"

_TITLES: Final = "CREATE INDEX ix_search_words_titles ON search_words USING gin (ts_filter(words, '{a}'))"
_OUTCOMES: Final = """
CREATE INDEX ix_verdicts_outcomes ON verdicts (version_id, profile, until_at, accepted) WHERE until_at IS NULL
"""


def upgrade() -> None:
    """Make the one of this database."""
    connection = op.get_bind()
    connection.exec_driver_sql(_TITLES if connection.dialect.name == "postgresql" else _OUTCOMES)
