"""The values that a change has of a new graph: found where the change is made, or later, beside its verdict."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final

from .change import PlannedChange
from .links import links_of_record
from .record import Link, SourceRecord
from .spilled_values import SpilledValue, held_value, replace_unloaded
from .summary import Summary, summary_of_record

_LEVEL: Final = 3
"""zlib level of stored graphs: half the time of 6 for a fifteenth more bytes."""


def compress_graph(nquads: bytes) -> bytes:
    """A graph as it is stored."""
    return zlib.compress(nquads, _LEVEL)


def _pack(nquads: bytes, *, is_stored: bool) -> bytes:
    return compress_graph(nquads) if is_stored else zlib.compress(nquads, 0)


@dataclass(frozen=True, slots=True)
class GraphValues:
    """The values of one graph.

    Attributes:
        body: canonical N-Quads, zlib; not compressed where nothing is stored, and then empty on the way from a worker,
            since to send it costs more than to pack it.
        summary: without the text to search where nothing is stored.
    """

    body: bytes
    summary: Summary
    links: tuple[Link, ...]

    @classmethod
    def of(cls, record: SourceRecord, *, is_stored: bool) -> GraphValues:
        """The values of the graph of a record.

        Args:
            is_stored: whether the change may be stored.
        """
        nquads = record.canonical.nquads
        return cls(
            _pack(nquads, is_stored=is_stored),
            summary_of_record(record, is_searched=is_stored),
            links_of_record(record),
        )


class LaterValues(SpilledValue):
    """Stands in a change for values that come with its verdict, and are found here if they are asked for before.

    Attributes:
        is_stored: whether the change may be stored.
    """

    __slots__ = ("_found", "_record", "is_stored")

    def __init__(self, record: SourceRecord, *, is_stored: bool) -> None:
        self._record = record
        self._found: GraphValues | None = None
        self.is_stored = is_stored

    def take(self, found: GraphValues) -> None:
        """Take what a worker has found."""
        body = found.body or _pack(self._record.canonical.nquads, is_stored=self.is_stored)
        self._found = GraphValues(body, found.summary, found.links)

    def find(self) -> GraphValues:
        """The values, found here unless a worker has found them."""
        if self._found is None:
            self._found = GraphValues.of(self._record, is_stored=self.is_stored)
        return self._found

    def load_value(self, name: str) -> object:
        """The value of a field."""
        return getattr(self.find(), name)

    @staticmethod
    def of_change(change: PlannedChange) -> LaterValues | None:
        """The one that stands in a change; None if it has its values."""
        held = held_value(change, "summary")
        return held if isinstance(held, LaterValues) else None


def with_values(change: PlannedChange) -> PlannedChange:
    """The change with its values in place of later ones; the same object if it has them."""
    later = LaterValues.of_change(change)
    if later is None:
        return change
    found = later.find()
    return replace_unloaded(change, body=found.body, summary=found.summary, links=found.links)
