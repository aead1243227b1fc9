"""Any number of values in a temporary file, as a sequence; each is made when it is asked for."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar, cast, overload

from .packed_index import PackedIndex
from .spool_file import SpoolFile

_Value = TypeVar("_Value")
_SEPARATORS: Final = (",", ":")


class SpooledSequence(Sequence[_Value]):
    """The values, which are only added; equal to any sequence of equal ones.

    Subclasses say how a value is written: as a list that JSON can hold.
    """

    def __init__(self, values: Iterable[_Value] = ()) -> None:
        self._rows = SpoolFile()
        for value in values:
            self.append(value)

    @abstractmethod
    def _fields(self, value: _Value) -> Sequence[object]:
        """The fields of a value."""

    @abstractmethod
    def _value(self, fields: Sequence[object]) -> _Value:
        """The value with some fields."""

    def append(self, value: _Value) -> int:
        """Add a value; returns its position."""
        return self._rows.append(json.dumps(self._fields(value), separators=_SEPARATORS).encode())

    def close(self) -> None:
        """Give the temporary file back."""
        self._rows.close()

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> _Value: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[_Value]: ...
    def __getitem__(self, number: int | slice) -> _Value | Sequence[_Value]:
        if isinstance(number, slice):
            return _Slice(self, range(len(self))[number])
        return self._value(json.loads(self._rows[range(len(self))[number]]))

    def __iter__(self) -> Iterator[_Value]:
        return (self._value(json.loads(row)) for row in self._rows.rows())

    def __eq__(self, other: object) -> bool:
        return _is_equal(self, other)

    __hash__ = None  # type: ignore[assignment] # it grows

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)}>"


class SpooledPairs(SpooledSequence[tuple[str, str]]):
    """Pairs of texts."""

    def _fields(self, value: tuple[str, str]) -> Sequence[object]:
        return value

    def _value(self, fields: Sequence[object]) -> tuple[str, str]:
        first, second = cast("list[str]", fields)
        return first, second


class SpooledMapping(Mapping[str, _Value]):
    """Values by a text that each of them has, in the order in which they were added.

    Of several with one text, the last counts.
    """

    def __init__(self, rows: SpooledSequence[_Value], key_of: Callable[[_Value], str]) -> None:
        """
        Args:
            rows: for the values; those that are there already are found, too.
            key_of: returns the text of a value.
        """
        self._rows = rows
        self._key_of = key_of
        self._index = PackedIndex(lambda number: key_of(rows[number]))
        self._count = 0
        for value in rows:
            self._note(key_of(value))

    def add(self, value: _Value) -> None:
        """Add a value."""
        self._rows.append(value)
        self._note(self._key_of(value))

    def _note(self, key: str) -> None:
        self._count += key not in self
        self._index.add(key)

    def __getitem__(self, key: str) -> _Value:
        number = self._index.find(key)
        if number is None:
            raise KeyError(key)
        return self._rows[number]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._index.find(key) is not None

    def __iter__(self) -> Iterator[str]:
        for number, value in enumerate(self._rows):
            key = self._key_of(value)
            if self._count == len(self._rows) or self._index.find(key) == number:
                yield key

    def __len__(self) -> int:
        return self._count


class _Slice(Sequence[_Value]):
    """Some values of a sequence."""

    def __init__(self, values: SpooledSequence[_Value], numbers: range) -> None:
        self._values = values
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, number: int) -> _Value: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[_Value]: ...
    def __getitem__(self, number: int | slice) -> _Value | Sequence[_Value]:
        found = self._numbers[number]
        return _Slice(self._values, found) if isinstance(found, range) else self._values[found]

    def __eq__(self, other: object) -> bool:
        return _is_equal(self, other)

    __hash__ = None  # type: ignore[assignment]


def _is_equal(one: Sequence[_Value], other: object) -> bool:
    """Whether two sequences have equal values."""
    if not isinstance(other, Sequence) or len(one) != len(other):
        return False
    return all(mine == its for mine, its in zip(one, other, strict=True))
