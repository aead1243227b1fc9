"""Kinds of sources on the web that nobody has said and no reading has found yet: each good reading may find them.

An address does not tell what it will answer. What answered nothing that could be read is registered as RDF, but the
ledger of sources has no row about that, which the first run that is not failed adds.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, and_, exists, or_

from ..record.source_settings import DEFAULT_KIND
from .tables import runs, source_changes, sources

__all__ = ["KIND", "is_kind_open"]

KIND: Final = "kind"
"""The field of a change that says of what kind a source is."""
_READ: Final = ("complete", "incomplete", "undone")
"""States of runs that have read a source."""

is_kind_open: Final[ColumnElement[bool]] = and_(
    sources.c.kind == DEFAULT_KIND,
    or_(sources.c.location.startswith("http://"), sources.c.location.startswith("https://")),
    ~exists().where(source_changes.c.source_id == sources.c.id, source_changes.c.field == KIND),
    ~exists().where(runs.c.source_id == sources.c.id, runs.c.state.in_(_READ)),
)
"""The condition that a row of `sources` is of a source whose kind is still to be found."""
