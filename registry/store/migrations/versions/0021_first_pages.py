"""Indexes by which the first of all records are found; on PostgreSQL also one to count them, and verdicts in theirs."""

from __future__ import annotations

from typing import Final

from alembic import op
from sqlalchemy import text

revision = "0021"
down_revision = "0020"

_TITLES: Final = """
CREATE INDEX ix_records_titles ON records ((title IS NULL), (substr(coalesce(title, ''), 1, 40){collation}))
WHERE role = 'record' AND role != ''
"""
_COUNTED: Final = "CREATE INDEX ix_records_counted ON records (role) WHERE role = 'record' AND role != ''"


def upgrade() -> None:
    """Make them."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql(_TITLES.format(collation=""))
        return
    connection.exec_driver_sql(_TITLES.format(collation=' COLLATE "C"'))
    connection.exec_driver_sql(_COUNTED)
    op.drop_index("ix_verdicts_in_force", "verdicts")
    op.create_index(
        "ix_verdicts_in_force",
        "verdicts",
        ["version_id", "profile"],
        unique=True,
        postgresql_where=text("until_at IS NULL"),
        postgresql_include=["accepted"],
    )
