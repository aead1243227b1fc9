"""Digests of sixteen bytes, in little memory: there may be a million."""

from __future__ import annotations

from typing import Final

from ..record.spools import PackedIndex

_SIZE: Final = 16


class DigestIndex:
    """The numbers of digests, from 0 in the order in which they are added."""

    def __init__(self) -> None:
        self._digests = bytearray()
        self._index = PackedIndex(self._digest)

    def __len__(self) -> int:
        return len(self._index)

    def __contains__(self, digest: bytes) -> bool:
        return self._index.find(digest) is not None

    def add(self, digest: bytes) -> bool:
        """Add a digest; returns whether it was not there yet."""
        if digest in self:
            return False
        self._digests += digest
        self._index.add(digest)
        return True

    def find(self, digest: bytes) -> int | None:
        """The number of a digest; None if it is not there."""
        return self._index.find(digest)

    def _digest(self, number: int) -> bytes:
        return bytes(self._digests[number * _SIZE : (number + 1) * _SIZE])
