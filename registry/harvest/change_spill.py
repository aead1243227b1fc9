"""A temporary file for what is large in the changes of one reading, so that they need not all be in memory.

It has no name, and is gone once no change refers to it. Pickles are read back that this process has written itself.
"""

from __future__ import annotations

from struct import Struct
from typing import Any, Final

from ..record.change import SPILLED_FIELDS, PlannedChange
from ..record.quick_pickles import dump_quickly, load_quickly
from ..record.spilled_values import SpilledValue, held_value, replace_unloaded
from ..spooling import within_space
from ..spooling.byte_file import ByteFile

_HEAD: Final = Struct(">qII")
"""Before the values of a change: the place of those that were spilled earlier, -1 for none; the number of bytes of its
graph, which is packed already, and of all else."""
_NOWHERE: Final = -1
_REMEMBERED: Final = 2
"""Number of places whose values are remembered: a change is often asked for several, and has two places at most."""


class ChangeSpill:
    """The temporary file.

    Args:
        source: named where there is no space.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._values = _ValueFile()

    def spill_change(self, change: PlannedChange) -> PlannedChange:
        """The change with its large values in the file; what is there already stays where it is.

        Raises:
            RegistryError: there is no space for it.
        """
        values: dict[str, object] = {}
        names: list[str] = []
        earlier = _NOWHERE
        for name in SPILLED_FIELDS:
            value = held_value(change, name)
            if value is None or value == ():
                continue
            names.append(name)
            if isinstance(value, _InSpill) and value.file is self._values:
                earlier = value.at
            else:
                values[name] = getattr(change, name)
        if not values:
            return change
        with within_space(self._source):
            there = _InSpill(self._values, self._values.add(values, earlier))
        return replace_unloaded(change, **dict.fromkeys(names, there))


class _ValueFile:
    """The values of changes, from one to the next."""

    def __init__(self) -> None:
        self._file = ByteFile()
        self._last: dict[int, tuple[dict[str, object], int]] = {}

    def add(self, values: dict[str, object], earlier: int) -> int:
        """Add values by the names of their fields; returns their place.

        Args:
            earlier: the place of other values of the same change.
        """
        body = values.pop("body", b"")
        assert isinstance(body, bytes), "it is a packed graph"
        # To compress them takes longer than all else here, and saves a kilobyte of the temporary file.
        others = dump_quickly(values) if values else b""
        return self._file.add(_HEAD.pack(earlier, len(body), len(others)) + body + others)

    def load_value(self, name: str, at: int) -> object:
        """The value of a field, from its place."""
        if name == "body":
            return self._load_body(at)
        while True:
            values, earlier = self._load_others(at)
            if name in values:
                return values[name]
            at = earlier

    def load_values(self, at: int) -> dict[str, object]:
        """The values of all fields of a change, by name."""
        found: dict[str, object] = {}
        while at != _NOWHERE:
            earlier, body, others = self._read(at)
            if body:
                found["body"] = body
            found |= _unpack(others)
            at = earlier
        return found

    def _load_body(self, at: int) -> bytes:
        while True:
            earlier, size, _ = self._head(at)
            if size:
                return self._file.read(at + _HEAD.size, size)
            at = earlier

    def _load_others(self, at: int) -> tuple[dict[str, object], int]:
        """The values at a place without the graph, and the place of those before."""
        found = self._last.get(at)
        if found is None:
            earlier, size, others = self._head(at)
            found = _unpack(self._file.read(at + _HEAD.size + size, others)), earlier
            if len(self._last) >= _REMEMBERED:
                self._last = {}
            self._last[at] = found
        return found

    def _read(self, at: int) -> tuple[int, bytes, bytes]:
        earlier, size, others = self._head(at)
        data = self._file.read(at + _HEAD.size, size + others)
        return earlier, data[:size], data[size:]

    def _head(self, at: int) -> tuple[int, int, int]:
        if at == _NOWHERE:
            raise AssertionError("a field whose value is nowhere")
        earlier, size, others = _HEAD.unpack(self._file.read(at, _HEAD.size))
        return earlier, size, others


def _unpack(others: bytes) -> dict[str, Any]:
    found: dict[str, Any] = load_quickly(others) if others else {}
    return found


class _InSpill(SpilledValue):
    """The values of one change in the file; as small as can be, since there are as many of these as changes.

    Attributes:
        file: that has them.
        at: their place.
    """

    __slots__ = ("at", "file")

    def __init__(self, file: _ValueFile, at: int) -> None:
        self.file, self.at = file, at

    def load_value(self, name: str) -> object:
        """Load the value of a field from the file."""
        return self.file.load_value(name, self.at)

    def load_values(self) -> dict[str, object]:
        """Load the values of all fields from the file."""
        return self.file.load_values(self.at)
