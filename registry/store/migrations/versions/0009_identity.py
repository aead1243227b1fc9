"""Renamed records and what they were called, IRIs that name one thing, and records that lose every distribution."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
)

revision = "0009"
down_revision = "0008"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""
_KINDS = "recorded, created, updated, missing, reappeared, withdrawn, withheld, released, verdict, renamed"


def upgrade() -> None:
    """Add the tables and the columns."""
    version_iri = "IRI that its graph describes, where its record has another one by now"
    op.add_column("versions", Column("iri", Text, comment=version_iri))
    op.add_column("changes", Column("iri", Text, comment="IRI of the record then, where it has another one by now"))
    op.add_column("changes", Column("former_iri", Text, comment="of a rename: the IRI of the record before"))
    if op.get_bind().dialect.supports_comments:
        op.alter_column("changes", "kind", comment=_KINDS)
    _create_redirects()
    _create_proposed_renames()
    _create_same_as()
    _create_distribution_losses()


def _create_redirects() -> None:
    op.create_table(
        "redirects",
        _key(),
        Column("source_id", _ID, nullable=False, comment="whose record was renamed"),
        Column("old", Text, nullable=False, comment="IRI that the record had"),
        Column("new", Text, nullable=False, comment="IRI that it got"),
        Column("at", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, comment="given by a person; null once the record is purged"),
        *_end("when a person ended it; null while it holds"),
        PrimaryKeyConstraint("id", name="pk_redirects"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_redirects_source_id"),
    )
    op.create_index("ix_redirects_old", "redirects", ["old"])
    op.create_index("ix_redirects_new", "redirects", ["new"])


def _create_proposed_renames() -> None:
    op.create_table(
        "proposed_renames",
        _key(),
        Column("source_id", _ID, nullable=False),
        Column("old", Text, nullable=False, comment="IRI of a record that is missing"),
        Column("new", Text, nullable=False, comment="IRI of a new record"),
        Column("evidence", Text, nullable=False, comment="content, downloads, identifier"),
        Column("run_id", _ID, nullable=False, comment="run that found it"),
        Column("at", Text, nullable=False),
        Column("until", Text, comment="when a person answered; null while nobody did"),
        Column("outcome", Text, comment="accepted, declined"),
        Column("ended_by", Text),
        Column("ended_because", Text, comment="reason given by a person"),
        PrimaryKeyConstraint("id", name="pk_proposed_renames"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_proposed_renames_source_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_proposed_renames_run_id"),
    )
    op.create_index("ix_proposed_renames_source_id", "proposed_renames", ["source_id"])


def _create_same_as() -> None:
    op.create_table(
        "same_as",
        _key(),
        Column("first", Text, nullable=False, comment="IRI of a thing"),
        Column("second", Text, nullable=False, comment="another IRI of the same thing"),
        Column("at", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, comment="given by a person; null once the thing is purged"),
        *_end("when a person ended it; null while it holds"),
        PrimaryKeyConstraint("id", name="pk_same_as"),
    )
    op.create_index("ix_same_as_first", "same_as", ["first"])
    op.create_index("ix_same_as_second", "same_as", ["second"])


def _create_distribution_losses() -> None:
    op.create_table(
        "distribution_losses",
        _key(),
        Column("source_id", _ID, nullable=False),
        Column("record_id", _ID, nullable=False, comment="lost every distribution it had"),
        Column("run_id", _ID, nullable=False, comment="run that found it"),
        Column("at", Text, nullable=False),
        Column("state", Text, nullable=False, comment="waiting, allowed (by a person), applied, over"),
        Column("by", Text, comment="who allowed it"),
        Column("reason", Text, comment="given by that person"),
        PrimaryKeyConstraint("id", name="pk_distribution_losses"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_distribution_losses_source_id"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_distribution_losses_record_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_distribution_losses_run_id"),
    )
    op.create_index("ix_distribution_losses_source_id_state", "distribution_losses", ["source_id", "state"])
    op.create_index("ix_distribution_losses_record_id", "distribution_losses", ["record_id"])


def _key() -> Column[Any]:
    return Column("id", _ID, autoincrement=False, nullable=False)


def _end(until: str) -> tuple[Column[Any], ...]:
    return (
        Column("until", Text, comment=until),
        Column("ended_by", Text),
        Column("ended_because", Text, comment="reason given by a person"),
    )
