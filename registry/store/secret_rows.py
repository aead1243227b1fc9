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
from .searching import RecordRow
from .secret_records import secret_schemas
from .stored_bars import marked_secret

__all__ = ["changes_without_secrets", "records_without_secrets"]


def records_without_secrets(
    connection: Connection, rows: Sequence[RecordRow], *, found_by_words: bool
) -> list[RecordRow]:
    """The rows, those of state secrets without words; left out where the words of records were searched."""
    secret = marked_secret(connection, {row.iri for row in rows})
    if any(row.role == "element" for row in rows):
        secret |= secret_schemas(connection)
    return [
        replace(row, title=None, modified=None, themes=(), is_secret=True) if row.iri in secret else row
        for row in rows
        if row.iri not in secret or not found_by_words
    ]


def changes_without_secrets(connection: Connection, found: Sequence[ChangedRecord]) -> list[ChangedRecord]:
    """The changes, those of state secrets without words."""
    secret = marked_secret(connection, {one.iri for one in found})
    return [replace(one, title=None, is_secret=True) if one.iri in secret else one for one in found]
