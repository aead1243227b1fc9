"""Source bytes of records, beside those that are stored; knows neither RDF terms nor SQL."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from ..record.change import PlannedChange
from ..record.record import SourceRecord
from ..record.source_bytes import names_any
from ..record.stored import StoredVersion


class GivenBytes:
    """The bytes that one reading gives of its records.

    Args:
        stored: returns the digests of those of the newest versions, by their keys; called once, if at all.
    """

    def __init__(self, stored: Callable[[], Mapping[int, str]]) -> None:
        self._ask = stored
        self._stored: Mapping[int, str] | None = None

    def with_bytes(self, change: PlannedChange, record: SourceRecord, stored: StoredVersion | None) -> PlannedChange:
        """The change with the bytes, if the graph is as it was and these are not.

        The version stays the same: of what they say otherwise, nothing is part of its graph.
        """
        given = record.source_bytes
        if given is None or stored is None or change.has_body or change.kind not in ("unchanged", "reappeared"):
            return change
        if stored.source_digest != record.source_digest:
            return change  # something else is kept than what the source says
        if self._stored is None:
            self._stored = self._ask()
        packed = given.pack()
        return change if self._stored.get(stored.version_id) == packed.digest else replace(change, source_bytes=packed)

    @staticmethod
    def without_secrets(changes: Iterable[PlannedChange], secret: Collection[str]) -> Iterator[PlannedChange]:
        """The changes, without bytes that name what is refused."""
        for change in changes:
            packed = change.source_bytes
            if packed is not None and secret and names_any(zlib.decompress(packed.body), secret):
                yield replace(change, source_bytes=None)
            else:
                yield change
