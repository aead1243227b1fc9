"""Values that need not be in memory: sorted, found again, or loaded each time that they are looked at."""

from __future__ import annotations

import json
import tempfile
from abc import abstractmethod
from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import fields
from heapq import merge
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, Generic, TypeVar, cast, overload
from weakref import finalize

# ---------------------------------------------------------------- packed index
# Values found again among many, in twenty bytes each: hashes are in memory, the values wherever they are.

_Found = TypeVar("_Found", bound=Hashable)
_NONE: Final = -1


class PackedIndex(Generic[_Found]):
    """The numbers of values, from 0 in the order in which they are added.

    Values of one hash are compared themselves. Of one that is added twice, the later number counts.
    """

    def __init__(self, value_of: Callable[[int], _Found]) -> None:
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

    def add(self, value: _Found) -> int:
        """Add a value; returns its number."""
        number, code = len(self._hashes), hash(value)
        self._slots[self._place(value, code)] = number
        self._hashes.append(code)
        if len(self._hashes) * 2 > len(self._slots):
            self._grow()
        return number

    def find(self, value: _Found) -> int | None:
        """The number of a value; None if it is not there."""
        number = self._slots[self._place(value, hash(value))]
        return None if number == _NONE else number

    def _place(self, value: _Found, code: int) -> int:
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


# ---------------------------------------------------------------- sorted runs
# Sort more lines than memory should hold: some at a time, which wait in temporary files.

_RUN: Final = 20_000
"""Lines that are sorted in memory."""


def sorted_runs(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, each with its end, in their order.

    Raises:
        OSError: there is no space for them.
    """
    with ExitStack() as stack:
        runs: list[BinaryIO] = []
        some: list[bytes] = []
        for line in lines:
            some.append(line)
            if len(some) == _RUN:
                run = stack.enter_context(tempfile.TemporaryFile())
                run.writelines(sorted(some))
                run.seek(0)
                runs.append(run)
                some = []
        yield from merge(*runs, sorted(some))


# ---------------------------------------------------------------- spool file
# Rows of bytes by number, in a temporary file without a name; in memory are eight bytes for each.

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


# ---------------------------------------------------------------- spooled texts
# Texts in a temporary file, each once, and whether one is among them; in memory are some thirty bytes for each.


class SpooledTexts(Collection[str]):
    """Texts, such as IRIs, in the order in which they were first added."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._rows = SpoolFile()
        self._index = PackedIndex(lambda number: _text(self._rows[number]))
        self.update(texts)

    def add(self, text: str) -> None:
        """Add a text, unless it is there."""
        if text not in self:
            self._rows.append(text.encode("utf-8", "surrogatepass"))
            self._index.add(text)

    def update(self, texts: Iterable[str]) -> None:
        """Add some texts."""
        for text in texts:
            self.add(text)

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self._index.find(text) is not None

    def __iter__(self) -> Iterator[str]:
        return map(_text, self._rows.rows())

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<SpooledTexts of {len(self)}>"


def _text(row: bytes) -> str:
    return row.decode("utf-8", "surrogatepass")


# ---------------------------------------------------------------- spooled values
# Any number of values in a temporary file, as a sequence; each is made when it is asked for.

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


# ---------------------------------------------------------------- spilled values
# Values of a field that are not held in memory: they are loaded each time that the field is looked at.

_Made = TypeVar("_Made")


class SpilledValue:
    """Stands in a field for a value that is elsewhere; one may stand in several fields of an object.

    The value is never None. No abstract class: whether a value is one is asked each time that a field is looked at.
    """

    __slots__ = ()

    def load_value(self, name: str) -> object:
        """Load the value of a field."""
        raise NotImplementedError(name)

    def load_values(self) -> dict[str, object]:
        """Load the values of all fields that it may stand in, by name; empty if they are only known one by one."""
        return {}

    def load_pieces(self, name: str, size: int) -> Iterator[bytes]:
        """Load a value that is bytes in pieces of a size, of which the last one may be smaller."""
        value = self.load_value(name)
        assert isinstance(value, bytes), "only bytes have pieces"
        return _slices_of(value, size)


class _SpillableField:
    """A field of a class with slots whose value may be elsewhere.

    Args:
        slot: the descriptor of the field.
        name: of the field.
    """

    def __init__(self, slot: Any, name: str) -> None:
        self._name = name
        self.held = slot.__get__
        """The value as it is held, which may stand for another one."""
        self.hold = slot.__set__

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = self.held(instance, owner)
        return value.load_value(self._name) if isinstance(value, SpilledValue) else value

    def __set__(self, instance: object, value: object) -> None:
        self.hold(instance, value)


def let_spill(made: type, *names: str) -> None:
    """Let the values of some fields of a class with slots be elsewhere."""
    for name in names:
        setattr(made, name, _SpillableField(getattr(made, name), name))
    _SLOTS.pop(made, None)


def held_value(instance: object, name: str) -> object:
    """The value of a field that may spill as it is held: a `SpilledValue` where it is elsewhere."""
    return getattr(type(instance), name).held(instance)


def pieces_of(instance: object, name: str, size: int) -> Iterator[bytes]:
    """The bytes in a field that may spill, in pieces of a size; none of None. What is elsewhere is loaded by pieces."""
    value = held_value(instance, name)
    if isinstance(value, SpilledValue):
        return value.load_pieces(name, size)
    assert value is None or isinstance(value, bytes), "only bytes have pieces"
    return _slices_of(value or b"", size)


def has_value(instance: object, name: str) -> bool:
    """Whether a field that may spill is not None; nothing is loaded."""
    return getattr(type(instance), name).held(instance) is not None


def replace_unloaded(instance: _Made, **changes: object) -> _Made:
    """A copy with other values in some fields, as `dataclasses.replace` makes it; what is elsewhere stays there.

    The class must not need `__post_init__`.
    """
    made = object.__new__(type(instance))
    for name, held, hold in _slots_of(type(instance)):
        hold(made, changes[name] if name in changes else held(instance))
    return made


def with_loaded(instance: _Made) -> _Made:
    """A copy whose values are all in memory; the same object if they are already."""
    loaded: dict[int, dict[str, object]] = {}
    there: dict[str, object] = {}
    for name, held, _ in _slots_of(type(instance)):
        value = held(instance)
        if isinstance(value, SpilledValue):
            if id(value) not in loaded:
                loaded[id(value)] = value.load_values()
            values = loaded[id(value)]
            there[name] = values[name] if name in values else value.load_value(name)
    return replace_unloaded(instance, **there) if there else instance


def _slices_of(value: bytes, size: int) -> Iterator[bytes]:
    return (value[at : at + size] for at in range(0, len(value), size))


_SLOTS: Final[dict[type, list[tuple[str, Any, Any]]]] = {}
"""Of classes, each field with functions that read and write it as it is held."""


def _slots_of(made: type) -> list[tuple[str, Any, Any]]:
    found = _SLOTS.get(made)
    if found is None:
        found = _SLOTS[made] = []
        for one in fields(made):
            slot = getattr(made, one.name)
            held, hold = (slot.held, slot.hold) if isinstance(slot, _SpillableField) else (slot.__get__, slot.__set__)
            found.append((one.name, held, hold))
    return found
