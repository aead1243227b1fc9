"""Holds by IRI beside the presence of records; what was withheld becomes a hold that can be released."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text, text

from danhmuc.vocab.valid_iris import valid_or_same

revision = "0005"
down_revision = "0004"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""

_RENAMED = {"state": "presence", "state_at": "presence_at", "state_by": "presence_by"}
_COMMENTS = {
    "records.presence": "present, missing, withdrawn",
    "records.presence_at": "since when it is so",
    "records.presence_by": "who made it so",
    "changes.presence": "of the record from then on",
}
_NOT_NULLS = """
SELECT conname FROM pg_constraint
WHERE conrelid = 'records'::regclass AND conname IN (
    'records_state_not_null', 'records_state_at_not_null', 'records_state_by_not_null'
)
"""
_REASON = """
SELECT changes.reason FROM changes
WHERE changes.record_id = :record AND changes.kind = 'withheld' ORDER BY changes.id DESC LIMIT 1
"""


def upgrade() -> None:
    """Add the table of holds; tell presence and hold of a record apart."""
    connection = op.get_bind()
    op.create_table(
        "holds",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("iri", Text, nullable=False, comment="in its valid form; there may be no record of it yet"),
        Column("source_id", _ID, comment="whose record is held; null for those of all sources"),
        Column("kind", Text, nullable=False, comment="withheld, held"),
        Column("digest", Text, comment="what the source said that is not applied again"),
        Column("reason", Text, comment="given by a person; null where a mark of secrecy is the reason"),
        Column("by", Text, nullable=False),
        Column("since", Text, nullable=False),
        Column("until", Text, comment="when it ended; null while it holds"),
        Column("ended_by", Text),
        Column("ended_because", Text, comment="reason given by a person"),
        PrimaryKeyConstraint("id", name="pk_holds"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_holds_source_id"),
    )
    op.create_index("ix_holds_iri", "holds", ["iri"])
    for before, after in _RENAMED.items():
        op.execute(f"ALTER TABLE records RENAME COLUMN {before} TO {after}")
    op.add_column("records", Column("hold", Text, comment="what keeps it from leaving: withheld, held; as holds say"))
    op.add_column("changes", Column("hold", Text, comment="what keeps the record from leaving from then on"))
    if connection.dialect.name == "postgresql":
        for column, comment in _COMMENTS.items():
            op.execute(f"COMMENT ON COLUMN {column} IS '{comment}'")
        # From version 18 on, PostgreSQL names such constraints after their column.
        for name in connection.scalars(text(_NOT_NULLS)).all():
            op.execute(f"ALTER TABLE records RENAME CONSTRAINT {name} TO {name.replace('_state', '_presence')}")
    held = connection.execute(
        text(
            "SELECT id, iri, source_id, presence, presence_at, presence_by FROM records"
            " WHERE presence IN ('withheld', 'held') ORDER BY id"
        )
    ).all()
    for number, row in enumerate(held, start=1):
        connection.execute(
            text(
                'INSERT INTO holds (id, iri, source_id, kind, reason, "by", since)'
                " VALUES (:id, :iri, :source, :kind, :reason, :by, :since)"
            ),
            {
                "id": number,
                "iri": valid_or_same(row.iri),
                "source": row.source_id,
                "kind": row.presence,
                "reason": connection.scalar(text(_REASON), {"record": row.id}),
                "by": row.presence_by,
                "since": row.presence_at,
            },
        )
    # What a record was before it was withheld is not known; its source tells at the next harvest.
    op.execute("UPDATE records SET hold = presence, presence = 'present' WHERE presence IN ('withheld', 'held')")
    op.execute("UPDATE changes SET hold = presence, presence = 'present' WHERE presence IN ('withheld', 'held')")
