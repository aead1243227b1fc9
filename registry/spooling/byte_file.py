"""A temporary file for bytes that need not be in memory; it has no name, and is gone once nothing refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from threading import Lock
from weakref import finalize

from ..record.spilled_values import SpilledValue


class ByteFile:
    """The file, which is only added to."""

    def __init__(self) -> None:
        # Without a buffer, which would read a whole one each time; it is closed once nobody holds it any more.
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115
        self._closed = finalize(self, self._file.close)
        self._lock = Lock()
        self._end = 0

    def add(self, data: bytes) -> int:
        """Add some bytes; returns the place of the first one.

        Raises:
            OSError: there is no space for them.
        """
        with self._lock:
            start = self._end
            self._file.seek(start)
            left = memoryview(data)
            while left:
                written = self._file.write(left)
                left = left[written:]
            self._end += len(data)
        return start

    def close(self) -> None:
        """Remove the file at once; nothing is read from it any more."""
        self._closed()

    def read(self, start: int, size: int) -> bytes:
        """The bytes of that number from a place on."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(size)


class SpilledBytes(SpilledValue):
    """Bytes in the file, for a field that may spill.

    Args:
        start: the place of the first one.
        size: their number.
    """

    __slots__ = ("_file", "_size", "_start")

    def __init__(self, file: ByteFile, start: int, size: int) -> None:
        self._file, self._start, self._size = file, start, size

    def load_value(self, name: str) -> bytes:  # noqa: ARG002 - there is one field
        """Read the bytes."""
        return self._file.read(self._start, self._size)

    def load_pieces(self, name: str, size: int) -> Iterator[bytes]:  # noqa: ARG002 - there is one field
        """Read the bytes piece by piece."""
        end = self._start + self._size
        return (self._file.read(at, min(size, end - at)) for at in range(self._start, end, size))
