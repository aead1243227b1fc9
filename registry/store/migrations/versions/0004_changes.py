"""The ledger of changes; each record that is there gets its first row."""

from __future__ import annotations

from datetime import UTC, datetime

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    text,
)

revision = "0004"
down_revision = "0003"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""

_FIRST_ROWS = """
INSERT INTO changes (id, record_id, at, by, kind, presence, version_id, accepted)
SELECT row_number() OVER (ORDER BY records.id), records.id, :at, 'migration', 'recorded', records.state,
    records.version_id, verdicts.accepted
FROM records
JOIN sources ON sources.id = records.source_id
LEFT JOIN verdicts ON verdicts.version_id = records.version_id AND verdicts.profile = sources.profile
ORDER BY records.id
"""


def upgrade() -> None:
    """Add the table of changes and its first rows."""
    op.create_table(
        "changes",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("record_id", _ID, nullable=False),
        Column("run_id", _ID, comment="null for an edit, a validation or a migration"),
        Column("at", Text, nullable=False, comment="never before that of an earlier row"),
        Column("by", Text, nullable=False),
        Column(
            "kind",
            Text,
            nullable=False,
            comment="recorded, created, updated, missing, reappeared, withdrawn, withheld, released, verdict",
        ),
        Column("presence", Text, nullable=False, comment="state of the record from then on"),
        Column("version_id", _ID, nullable=False, comment="its newest version from then on"),
        Column("accepted", Boolean, comment="by the profile of its source; null if not validated"),
        Column("reason", Text, comment="given by a person"),
        PrimaryKeyConstraint("id", name="pk_changes"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_changes_record_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_changes_run_id"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_changes_version_id"),
    )
    at = datetime.now(UTC).isoformat(timespec="seconds")
    op.get_bind().execute(text(_FIRST_ROWS), {"at": at})
    # Filled before they are there, indexes cost less.
    op.create_index("ix_changes_record_id_id", "changes", ["record_id", "id"])
    op.create_index("ix_changes_run_id", "changes", ["run_id"])
