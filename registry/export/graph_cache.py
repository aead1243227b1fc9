"""Graphs of versions, read page by page; those of the first pages are held, so that they are not read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeVar

from ..store.database import Connection
from ..store.reading import graph_bodies

PAGE: Final = 500
"""Number of graphs that are read at once."""
_HELD_BYTES: Final = 1 << 25
"""Bytes of graphs held in memory between a first and a second reading."""
_OVERHEAD: Final = 200
"""Bytes that a graph takes beside its own."""
_T = TypeVar("_T")


class GraphCache:
    """Reads graphs that are needed twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._held: dict[int, bytes] = {}
        self._byte_size = 0

    def read(self, version_ids: Sequence[int]) -> dict[int, bytes]:
        """The graphs of some versions, whatever is held.

        Raises:
            RegistryError: one is damaged.
        """
        found = {key: self._held[key] for key in version_ids if key in self._held}
        return found | graph_bodies(self._connection, [key for key in version_ids if key not in found])

    def hold(self, graphs: Mapping[int, bytes], at_most: int = _HELD_BYTES) -> None:
        """Hold some graphs, as far as there is room: all that are held have at most so many bytes."""
        for key, nquads in graphs.items():
            if key not in self._held and self._byte_size + len(nquads) + _OVERHEAD <= at_most:
                self._held[key] = nquads
                self._byte_size += len(nquads) + _OVERHEAD

    def release(self, version_ids: Iterable[int]) -> None:
        """Hold some graphs no longer, which are not needed again."""
        for key in version_ids:
            if (nquads := self._held.pop(key, None)) is not None:
                self._byte_size -= len(nquads) + _OVERHEAD


def pages_of(some: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Any things, so many at a time."""
    rest = iter(some)
    while page := list(islice(rest, size)):
        yield page
