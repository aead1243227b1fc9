"""A temporary file for what is large in the changes of one reading, so that they need not all be in memory.

It has no name, and is gone once no change refers to it. Pickles are read back that this process has written itself.
"""

from __future__ import annotations

import pickle
import zlib
from dataclasses import replace
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, Final, cast
from weakref import finalize

from ..record.change import SPILLED_FIELDS, PlannedChange
from ..record.spilled_values import SpilledValue
from ..spooling import within_space

__all__ = ["ChangeSpill"]

_FAST: Final = 1


class ChangeSpill:
    """The temporary file.

    Args:
        source: named where there is no space.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._file = TemporaryFile()  # noqa: SIM115 - closed once nobody holds the spill any more
        finalize(self, self._file.close)
        self._lock = Lock()
        self._end = 0
        self._last: tuple[int, dict[str, object]] = (-1, {})

    def spill_change(self, change: PlannedChange) -> PlannedChange:
        """The change with its large values in the file.

        Raises:
            RegistryError: there is no space for it.
        """
        values = {name: value for name in SPILLED_FIELDS if (value := getattr(change, name)) is not None}
        data = zlib.compress(pickle.dumps(values, pickle.HIGHEST_PROTOCOL), _FAST)
        with self._lock, within_space(self._source):
            at = self._end
            self._file.seek(at)
            self._end += self._file.write(data)
        there = {name: _InSpill(self, at, len(data), name) for name in values}
        return replace(change, **cast("dict[str, Any]", there))

    def load(self, at: int, size: int) -> dict[str, object]:
        """The values of one change."""
        with self._lock:
            if self._last[0] != at:
                self._file.seek(at)
                self._last = at, pickle.loads(zlib.decompress(self._file.read(size)))  # noqa: S301 - its own
            return self._last[1]


class _InSpill(SpilledValue):
    """A value in the file."""

    __slots__ = ("_at", "_name", "_size", "_spill")

    def __init__(self, spill: ChangeSpill, at: int, size: int, name: str) -> None:
        self._spill, self._at, self._size, self._name = spill, at, size, name

    def load_value(self) -> object:
        """Load the value from the file."""
        return self._spill.load(self._at, self._size)[self._name]
