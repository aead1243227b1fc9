"""Values found again among many, in twenty bytes each: hashes are in memory, the values wherever they are."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

_Value = TypeVar("_Value", bound=Hashable)
_NONE: Final = -1


class PackedIndex(Generic[_Value]):
    """The numbers of values, from 0 in the order in which they are added.

    Values of one hash are compared themselves. Of one that is added twice, the later number counts.
    """

    def __init__(self, value_of: Callable[[int], _Value]) -> None:
        """
        Args:
            value_of: returns a value by its number.
        """
        self._value_of = value_of
        self._hashes = array("q")
        # An open hash table of numbers, at most half full.
        self._slots = array("i", [_NONE]) * 64

    def __len__(self) -> int:
        return len(self._hashes)

    def add(self, value: _Value) -> int:
        """Add a value; returns its number."""
        number, code = len(self._hashes), hash(value)
        self._slots[self._place(value, code)] = number
        self._hashes.append(code)
        if len(self._hashes) * 2 > len(self._slots):
            self._grow()
        return number

    def find(self, value: _Value) -> int | None:
        """The number of a value; None if it is not there."""
        number = self._slots[self._place(value, hash(value))]
        return None if number == _NONE else number

    def _place(self, value: _Value, code: int) -> int:
        """The place of a value in the table, or the free one where it belongs."""
        slots, hashes = self._slots, self._hashes
        mask = len(slots) - 1
        place = code & mask
        while (number := slots[place]) != _NONE:
            if hashes[number] == code and self._value_of(number) == value:
                break
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        numbers = [number for number in self._slots if number != _NONE]
        slots = array("i", [_NONE]) * (len(self._slots) * 2)
        mask = len(slots) - 1
        for number in numbers:
            place = self._hashes[number] & mask
            while slots[place] != _NONE:
                place = (place + 1) & mask
            slots[place] = number
        self._slots = slots
