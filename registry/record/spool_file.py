"""Rows of bytes by number, in a temporary file without a name; in memory are eight bytes for each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Final
from weakref import finalize

_PENDING_BYTES: Final = 1 << 16
_READ_BYTES: Final = 1 << 16


class SpoolFile:
    """Rows, which are only added.

    Attributes:
        close: gives the file back, as the end of the last reference to it does.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed by close()
        self.close = finalize(self, self._file.close)
        self._ends = array("q", [0])
        self._pending = bytearray()
        self._written = 0

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        """A row.

        Raises:
            IndexError: there is none of that number.
        """
        if not 0 <= number < len(self):
            raise IndexError(number)
        start, end = self._ends[number], self._ends[number + 1]
        if start >= self._written:
            return bytes(self._pending[start - self._written : end - self._written])
        return self._read(start, end)

    def append(self, row: bytes) -> int:
        """Add a row; returns its number.

        Raises:
            OSError: there is no space for it.
        """
        self._pending += row
        self._ends.append(self._ends[-1] + len(row))
        if len(self._pending) > _PENDING_BYTES:
            self._flush()
        return len(self) - 1

    def rows(self) -> Iterator[bytes]:
        """All rows that are there now, by number; quicker than one by one."""
        first, count = 0, len(self)
        self._flush()
        while first < count:
            last = first + 1
            while last < count and self._ends[last + 1] - self._ends[first] <= _READ_BYTES:
                last += 1
            start = self._ends[first]
            data = self._read(start, self._ends[last])
            for number in range(first, last):
                yield data[self._ends[number] - start : self._ends[number + 1] - start]
            first = last

    def _read(self, start: int, end: int) -> bytes:
        self._file.seek(start)
        found = self._file.read(end - start)
        while len(found) < end - start:
            more = self._file.read(end - start - len(found))
            if not more:
                raise OSError("a temporary file is shorter than it was")
            found += more
        return found

    def _flush(self) -> None:
        self._file.seek(self._written)
        rest = memoryview(self._pending)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]
        self._written += len(self._pending)
        self._pending = bytearray()
