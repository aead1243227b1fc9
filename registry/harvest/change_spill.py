"""A temporary file for what is large in the changes of one reading, so that they need not all be in memory.

It has no name, and is gone once no change refers to it. Pickles are read back that this process has written itself.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from struct import Struct
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, Final
from weakref import finalize

from ..record.change import SPILLED_FIELDS, PlannedChange
from ..record.spilled_values import SpilledValue
from ..spooling import within_space

__all__ = ["ChangeSpill"]

_FAST: Final = 1
_HEAD: Final = Struct(">I?")
"""Before each value: its number of bytes, and whether it is pickled."""


class ChangeSpill:
    """The temporary file.

    Args:
        source: named where there is no space.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._values = _ValueFile()
        self._loads = {name: partial(self._values.load, name) for name in SPILLED_FIELDS}

    def spill_change(self, change: PlannedChange) -> PlannedChange:
        """The change with its large values in the file.

        Raises:
            RegistryError: there is no space for it.
        """
        there: dict[str, Any] = {}
        with within_space(self._source):
            for name in SPILLED_FIELDS:
                value = getattr(change, name)
                if value is not None:
                    there[name] = _InSpill(self._loads[name], self._values.add(value))
        return replace(change, **there)


class _ValueFile:
    """The file, from one value to the next."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed once nobody holds it any more
        finalize(self, self._file.close)
        self._lock = Lock()
        self._end = 0
        self._last: dict[str, tuple[int, object]] = {}
        """The value of each field that was loaded last, with its place: it is often looked at several times."""

    def add(self, value: object) -> int:
        """Add a value; returns its place."""
        is_pickled = not isinstance(value, bytes)
        data = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _FAST) if is_pickled else value
        assert isinstance(data, bytes), "whatever it was before"
        with self._lock:
            at = self._end
            self._file.seek(at)
            self._end += self._file.write(_HEAD.pack(len(data), is_pickled) + data)
        return at

    def load(self, name: str, at: int) -> object:
        """The value of a field, from its place."""
        with self._lock:
            last = self._last.get(name)
            if last is not None and last[0] == at:
                return last[1]
            self._file.seek(at)
            size, is_pickled = _HEAD.unpack(self._file.read(_HEAD.size))
            data = self._file.read(size)
            value = pickle.loads(zlib.decompress(data)) if is_pickled else data  # noqa: S301 - its own
            self._last[name] = at, value
            return value


class _InSpill(SpilledValue):
    """A value in the file; as small as can be, since there are as many of these as values.

    Args:
        load: loads a value of its field.
    """

    __slots__ = ("_at", "_load")

    def __init__(self, load: Callable[[int], object], at: int) -> None:
        self._load, self._at = load, at

    def load_value(self) -> object:
        """Load the value from the file."""
        return self._load(self._at)
