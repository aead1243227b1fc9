"""Values of a field that are not held in memory: they are loaded each time that the field is looked at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

__all__ = ["SpilledValue", "let_spill"]


class SpilledValue(ABC):
    """Stands in a field for a value that is elsewhere."""

    __slots__ = ()

    @abstractmethod
    def load_value(self) -> object:
        """Load the value."""


class _SpillableField:
    """A field of a class with slots whose value may be elsewhere.

    Args:
        slot: the descriptor of the field.
    """

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = self._slot.__get__(instance, owner)
        return value.load_value() if isinstance(value, SpilledValue) else value

    def __set__(self, instance: object, value: object) -> None:
        self._slot.__set__(instance, value)


def let_spill(made: type, *names: str) -> None:
    """Let the values of some fields of a class with slots be elsewhere."""
    for name in names:
        setattr(made, name, _SpillableField(getattr(made, name)))
