"""Rows as they were before they were overwritten, and the moments of which the registry can be shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)

revision = "0019"
down_revision = "0018"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""

_PAST: Final = {
    "sources": (
        ("name", Text, False),
        ("location", Text, False),
        ("kind", Text, False),
        ("profile", Text, False),
        ("created_at", Text, False),
        ("priority", Integer, False),
        ("settings", Text, False),
        ("retired_at", Text, True),
    ),
    "records": (
        ("source_id", _ID, False),
        ("iri", Text, False),
        ("role", Text, False),
        ("presence", Text, False),
        ("presence_at", Text, False),
        ("presence_by", Text, False),
        ("missing_since", _ID, True),
        ("topic", Text, True),
        ("version_id", _ID, False),
        ("digest", Text, False),
        ("source_digest", Text, False),
        ("class", Text, True),
        ("title", Text, True),
        ("publisher", Text, True),
        ("themes", Text, False),
        ("modified", Text, True),
        ("hold", Text, True),
        ("local", Text, False),
        ("formats", Text, False),
        ("licences", Text, False),
        ("year", SmallInteger, True),
    ),
    "holds": (
        ("iri", Text, False),
        ("source_id", _ID, True),
        ("kind", Text, False),
        ("digest", Text, True),
        ("reason", Text, True),
        ("by", Text, False),
        ("since", Text, False),
        ("until", Text, True),
        ("ended_by", Text, True),
        ("ended_because", Text, True),
        ("run_id", _ID, True),
    ),
    "renewals": (
        ("record_id", _ID, False),
        ("mark", _ID, False),
    ),
    "versions": (
        ("record_id", _ID, False),
        ("number", Integer, False),
        ("digest", Text, False),
        ("run_id", _ID, True),
        ("by", Text, False),
        ("created_at", Text, False),
        ("places", Text, False),
        ("publicity", Text, False),
        ("original", Text, True),
        ("role", Text, False),
        ("topic", Text, True),
        ("class", Text, True),
        ("title", Text, True),
        ("publisher", Text, True),
        ("themes", Text, True),
        ("modified", Text, True),
        ("undone_by", _ID, True),
        ("iri", Text, True),
        ("pruned", Text, True),
    ),
    "verdicts": (
        ("version_id", _ID, False),
        ("profile", Text, False),
        ("profile_digest", Text, False),
        ("lists_digest", Text, False),
        ("context_digest", Text, False),
        ("since", Text, True),
        ("until", Text, True),
        ("accepted", Boolean, False),
        ("violations", Integer, False),
        ("warnings", Integer, False),
        ("infos", Integer, False),
        ("unverified", Integer, False),
        ("judged_at", Text, False),
        ("run_id", _ID, True),
        ("from_at", Text, False),
        ("until_at", Text, True),
    ),
    "changes": (
        ("record_id", _ID, False),
        ("run_id", _ID, True),
        ("at", Text, False),
        ("by", Text, False),
        ("kind", Text, False),
        ("presence", Text, False),
        ("version_id", _ID, False),
        ("accepted", Boolean, True),
        ("reason", Text, True),
        ("hold", Text, True),
        ("iri", Text, True),
        ("former_iri", Text, True),
    ),
    "redirects": (
        ("source_id", _ID, False),
        ("old", Text, False),
        ("new", Text, False),
        ("at", Text, False),
        ("by", Text, False),
        ("reason", Text, True),
        ("until", Text, True),
        ("ended_by", Text, True),
        ("ended_because", Text, True),
    ),
    "same_as": (
        ("first", Text, False),
        ("second", Text, False),
        ("at", Text, False),
        ("by", Text, False),
        ("reason", Text, True),
        ("until", Text, True),
        ("ended_by", Text, True),
        ("ended_because", Text, True),
    ),
    "links": (
        ("source_id", _ID, False),
        ("record_id", _ID, False),
        ("version_id", _ID, False),
        ("property", Text, False),
        ("target", Text, False),
    ),
    "memberships": (
        ("source_id", _ID, False),
        ("catalog", Text, False),
        ("property", Text, False),
        ("target", Text, False),
        ("first_run", _ID, False),
        ("last_run", _ID, True),
        ("missing_since", _ID, True),
        ("ended_by", _ID, True),
        ("held_by", _ID, True),
    ),
    "bars": (
        ("source_id", _ID, False),
        ("digest", Text, False),
        ("reason", Text, False),
        ("since", Text, False),
    ),
    "registrations": (
        ("iri", Text, False),
        ("authority", Text, False),
        ("state", Text, False),
        ("version_id", _ID, False),
        ("effective_from", Text, False),
        ("effective_until", Text, True),
        ("superseded_by", Text, True),
        ("note", Text, True),
        ("is_note_public", Boolean, False),
        ("administrative_note", Text, True),
        ("change_description", Text, True),
        ("submitter", Text, True),
        ("steward", Text, True),
        ("registrar", Text, True),
        ("by", Text, False),
        ("at", Text, False),
        ("reason", Text, True),
        ("until", Text, True),
        ("ended_by", Text, True),
        ("ended_because", Text, True),
    ),
    "registration_authorities": (
        ("authority", Text, False),
        ("by", Text, False),
        ("at", Text, False),
    ),
}
"""Name, type and whether it may be null, of the columns of each table of which former rows are kept."""

_OTHERS: Final = ("source_changes", "runs", "vocabularies", "vocabulary_uses")
"""Tables whose rows stay as they are, and are seen from the moment on at which they were added."""


def upgrade() -> None:
    """Add the tables, give `renewals` a key, and note the first moment where anything is stored."""
    _make_renewals()
    ended = "moment of its end; null while it runs, or if it ended before schema 0014"
    op.add_column("runs", Column("moment", _ID, comment=ended))
    _make_moments()
    for name, columns in _PAST.items():
        op.create_table(
            f"past_{name}",
            Column("id", _ID, autoincrement=False, nullable=False),
            Column("moment", _ID, autoincrement=False, nullable=False, comment="from which on the row was another one"),
            *(Column(column, kind, nullable=nullable) for column, kind, nullable in columns),
            PrimaryKeyConstraint("id", "moment", name=f"pk_past_{name}"),
        )
        op.create_index(f"ix_past_{name}_moment", f"past_{name}", ["moment"])
    op.create_table(
        "disclosures",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("at", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, nullable=False, comment="given by a person"),
        Column("moment", _ID, nullable=False, comment="as of which the registry was shown"),
        PrimaryKeyConstraint("id", name="pk_disclosures"),
    )


def _make_renewals() -> None:
    connection = op.get_bind()
    query = text("SELECT record_id, mark FROM renewals ORDER BY mark, record_id")
    marked = [{"id": key, **row} for key, row in enumerate(connection.execute(query).mappings(), 1)]
    op.drop_table("renewals")
    op.create_table(
        "renewals",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("record_id", _ID, nullable=False, comment="does not leave until its verdicts are renewed"),
        Column("mark", _ID, nullable=False, comment="greater for a later change of what it reaches"),
        PrimaryKeyConstraint("id", name="pk_renewals"),
        UniqueConstraint("record_id", name="uq_renewals_record_id"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_renewals_record_id"),
    )
    if marked:
        connection.execute(text("INSERT INTO renewals (id, record_id, mark) VALUES (:id, :record_id, :mark)"), marked)


def _make_moments() -> None:
    op.create_table(
        "moments",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("at", Text, nullable=False, comment="never before that of an earlier moment"),
        Column("newest", Text, nullable=False, comment="JSON of the newest key of each table by its name"),
        PrimaryKeyConstraint("id", name="pk_moments"),
    )
    op.create_index("ix_moments_at", "moments", ["at"])
    connection = op.get_bind()
    newest = {name: _newest_key(connection, name) for name in (*_PAST, *_OTHERS)}
    if any(newest.values()):
        at = max(datetime.now(UTC).isoformat(timespec="seconds"), _newest_time(connection))
        row = {"at": at, "newest": json.dumps(newest, sort_keys=True)}
        connection.execute(text("INSERT INTO moments (id, at, newest) VALUES (1, :at, :newest)"), row)


def _newest_key(connection: Connection, table: str) -> int:
    return connection.scalar(text(f"SELECT max(id) FROM {table}")) or 0  # noqa: S608 - one of the names above


def _newest_time(connection: Connection) -> str:
    found: Any = connection.scalar(text("SELECT max(at) FROM changes"))
    return str(found or "")
