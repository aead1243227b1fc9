"""Values of a field that are not held in memory: they are loaded each time that the field is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final, TypeVar

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
