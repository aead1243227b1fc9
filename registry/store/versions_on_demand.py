"""The newest versions of the records of a source that a delta is about, read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from ..record.stored import StoredVersion

__all__ = ["VersionsOnDemand"]

_Read = Callable[[Collection[str] | None], Mapping[str, StoredVersion]]


class VersionsOnDemand(Mapping[str, StoredVersion]):
    """Stored versions by IRI; `fetch` reads many at once, any other is read by itself.

    Whoever walks all of them reads all: that is right, and costs as much as a whole reading.
    """

    def __init__(self, read: _Read) -> None:
        """`read` returns the versions of some IRIs, or of all."""
        self._read = read
        self._asked: set[str] = set()
        self._found: dict[str, StoredVersion] = {}
        self._has_all = False

    def fetch(self, iris: Collection[str]) -> None:
        """Read the versions of some IRIs that were not asked for yet."""
        fresh = set(iris) - self._asked
        if fresh and not self._has_all:
            self._asked |= fresh
            self._found |= self._read(sorted(fresh))

    def __getitem__(self, iri: str) -> StoredVersion:
        """The version of an IRI.

        Raises:
            KeyError: there is none.
        """
        self.fetch((iri,))
        return self._found[iri]

    def __contains__(self, iri: object) -> bool:
        """Whether there is a version of an IRI."""
        if not isinstance(iri, str):
            return False
        self.fetch((iri,))
        return iri in self._found

    def __iter__(self) -> Iterator[str]:
        """The IRIs of all."""
        return iter(self._all())

    def __len__(self) -> int:
        """The number of all."""
        return len(self._all())

    def version_ids(self) -> list[int]:
        """The keys of the versions that were read."""
        return [one.version_id for one in self._found.values()]

    def _all(self) -> Mapping[str, StoredVersion]:
        if not self._has_all:
            self._found |= self._read(None)
            self._has_all = True
        return self._found
