"""Texts found again among many, in twenty bytes each: their hashes are in memory, they themselves wherever they are."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Final

__all__ = ["TextIndex"]

_NONE: Final = -1


class TextIndex:
    """The numbers of texts, from 0 in the order in which they are added.

    Texts of one hash are compared themselves. Of one that is added twice, the later number counts.
    """

    def __init__(self, text_of: Callable[[int], str]) -> None:
        """
        Args:
            text_of: a text by its number.
        """
        self._text_of = text_of
        self._hashes = array("q")
        # An open hash table of numbers, at most half full.
        self._slots = array("i", [_NONE]) * 64

    def __len__(self) -> int:
        return len(self._hashes)

    def add(self, text: str) -> int:
        """Add a text; returns its number."""
        number, code = len(self._hashes), hash(text)
        self._slots[self._place(text, code)] = number
        self._hashes.append(code)
        if len(self._hashes) * 2 > len(self._slots):
            self._grow()
        return number

    def find(self, text: str) -> int | None:
        """The number of a text; None if it is not there."""
        number = self._slots[self._place(text, hash(text))]
        return None if number == _NONE else number

    def _place(self, text: str, code: int) -> int:
        """The place of a text in the table, or the free one where it belongs."""
        slots, hashes = self._slots, self._hashes
        mask = len(slots) - 1
        place = code & mask
        while (number := slots[place]) != _NONE:
            if hashes[number] == code and self._text_of(number) == text:
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
