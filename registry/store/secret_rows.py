"""Rows about records that a source marks as a state secret by now: they have no words of the record.

Such a record was stored before it was marked. People who keep the registry need its IRI, source and state, to ask the
source or to release it; its title stands in its own answer (`Registry.get`) alone.
Source of the rules: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from .changed_records import ChangedRecord
from .searching import RecordRow, without_secret_publishers
from .secret_records import secret_among

__all__ = ["changes_without_secrets", "records_without_secrets"]


def records_without_secrets(
    connection: Connection, rows: Sequence[RecordRow], *, found_by_words: bool
) -> list[RecordRow]:
    """The rows, those of state secrets without words; left out where the words of records were searched."""
    secret = secret_among(connection, {row.iri: row.role for row in rows})
    return [
        replace(row, title=None, publisher=None, modified=None, themes=(), is_secret=True) if row.iri in secret else row
        for row in without_secret_publishers(connection, rows)
        if row.iri not in secret or not found_by_words
    ]


def changes_without_secrets(connection: Connection, found: Sequence[ChangedRecord]) -> list[ChangedRecord]:
    """The changes, those of state secrets without words."""
    secret = secret_among(connection, {one.iri: one.role for one in found})
    return [replace(one, title=None, publisher=None, is_secret=True) if one.iri in secret else one for one in found]
