"""Read the tables and dictionary terms at a location as drafts: the one door to all readers of schemas."""

from __future__ import annotations

from collections.abc import Iterator

from danhmuc.vocab.errors import UsageError

from ..messages.elements import ELEMENTS_NOT_READ
from .table_draft import ElementDraft, TableDraft

__all__ = ["read_drafts"]


def read_drafts(location: str) -> Iterator[TableDraft | ElementDraft]:
    """The drafts of a file or a database, in their order.

    Raises:
        UsageError: no reader knows what is there.
    """
    raise UsageError(ELEMENTS_NOT_READ(location=location))
