"""Registrations, and the authority in whose name a registry registers."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text, text

revision = "0015"
down_revision = "0014"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "registrations",
        _key(),
        Column("iri", Text, nullable=False, comment="of what is registered"),
        Column("authority", Text, nullable=False, comment="IRI or name of the registration authority"),
        Column("state", Text, nullable=False, comment="decided by a person: candidate, standard, superseded and so on"),
        Column("version_id", _ID, nullable=False, comment="version that was registered"),
        Column("effective_from", Text, nullable=False, comment="first day on which it holds"),
        Column("effective_until", Text, comment="last day on which it holds; null without an end"),
        Column("superseded_by", Text, comment="IRI of what takes its place"),
        Column("note", Text),
        Column("is_note_public", Boolean, nullable=False, comment="whether the note leaves with the registration"),
        Column("administrative_note", Text, comment="this and the next four never leave"),
        Column("change_description", Text),
        Column("submitter", Text),
        Column("steward", Text),
        Column("registrar", Text),
        Column("by", Text, nullable=False),
        Column("at", Text, nullable=False, comment="when it was recorded"),
        Column("reason", Text, comment="given by a person; null once the record is purged"),
        Column("until", Text, comment="when it was ended or replaced; null while it is in force"),
        Column("ended_by", Text),
        Column("ended_because", Text, comment="reason given by a person"),
        PrimaryKeyConstraint("id", name="pk_registrations"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_registrations_version_id"),
    )
    op.create_index("ix_registrations_iri", "registrations", ["iri"])
    op.create_index("ix_registrations_version_id", "registrations", ["version_id"])
    in_force = text("until IS NULL")
    op.create_index(
        "ix_registrations_in_force",
        "registrations",
        ["iri", "authority"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )
    op.create_table(
        "registration_authorities",
        _key(),
        Column("authority", Text, nullable=False, comment="the registry's own from then on; the newest row counts"),
        Column("by", Text, nullable=False),
        Column("at", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_registration_authorities"),
    )


def _key() -> Column[Any]:
    return Column("id", _ID, autoincrement=False, nullable=False)
