"""The marks of secrecy of sources as a table of decisions: one that its source mended has ended, and stays."""

from __future__ import annotations

from typing import Final

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text, insert, text

revision = "0029"
down_revision = "0028"

_ID: Final = BigInteger().with_variant(Integer(), "sqlite")
_MARKS: Final = """
SELECT marks.id, source_id, digest, form, marks.reason AS kind, marks.since, NULL AS reason, {ends},
    COALESCE((SELECT runs."by" FROM runs WHERE runs.source_id = marks.source_id AND started_at <= marks.since
        ORDER BY runs.id DESC LIMIT 1), name) AS "by"
FROM {marks} AS marks JOIN sources ON sources.id = source_id
"""
_IN_FORCE: Final = "NULL AS until, NULL AS ended_by"
_LIFTED: Final = """
moments.at AS until,
COALESCE((SELECT runs."by" FROM runs WHERE runs.source_id = marks.source_id AND started_at <= moments.at
    ORDER BY runs.id DESC LIMIT 1), name) AS ended_by
"""
_WHERE_LIFTED: Final = """
JOIN moments ON moments.id = marks.moment
WHERE marks.id NOT IN (SELECT id FROM bars)
    AND marks.moment = (SELECT max(later.moment) FROM past_bars AS later WHERE later.id = marks.id)
"""


def upgrade() -> None:
    """Make the tables again, and fill them with the marks of then, and those that are lifted."""
    connection = op.get_bind()
    marks = connection.execute(text(_MARKS.format(marks="bars", ends=_IN_FORCE))).mappings().all()
    lifted = connection.execute(text(_MARKS.format(marks="past_bars", ends=_LIFTED) + _WHERE_LIFTED)).mappings().all()
    former_query = _MARKS.format(marks="past_bars", ends=f"{_IN_FORCE}, moment")
    former = connection.execute(text(former_query)).mappings().all()
    for name in ("bars", "past_bars"):
        op.drop_table(name)
    present, past = _tables()
    for table, rows in ((present, sorted((*marks, *lifted), key=lambda row: int(row["id"]))), (past, former)):
        table.create(connection)
        if rows:
            connection.execute(insert(table), [dict(row) for row in rows])


def _tables() -> tuple[Table, Table]:
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    Table("sources", metadata, Column("id", _ID, primary_key=True, autoincrement=False))
    is_in_force = text("until IS NULL")
    present = Table(
        "bars",
        metadata,
        Column("id", _ID, primary_key=True, autoincrement=False),
        Column("source_id", _ID, ForeignKey("sources.id"), nullable=False, comment="whose mark it is"),
        Column("digest", Text, nullable=False, comment="sha256 of the registry's salt and the IRI"),
        Column("form", Text, comment="the same of its comparison form; null if that is the IRI"),
        Column("kind", Text, nullable=False, comment="secret, unclear"),
        Column("since", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, comment="given by a person; null once what it is about is purged"),
        Column("until", Text, comment="when it ended; null while it is in force"),
        Column("ended_by", Text),
        Column("ended_because", Text, comment="reason given by a person"),
        Index(
            "ix_bars_in_force",
            "source_id",
            "digest",
            unique=True,
            sqlite_where=is_in_force,
            postgresql_where=is_in_force,
        ),
    )
    past = Table(
        "past_bars",
        metadata,
        Column("id", _ID, primary_key=True, autoincrement=False),
        Column("moment", _ID, primary_key=True, autoincrement=False, comment="from which on the row was another one"),
        *(Column(one.name, one.type, nullable=one.nullable) for one in present.c if one.name != "id"),
        Index(None, "moment"),
    )
    return present, past
