"""Convert values to JSON, for answers of commands and everything that is stored as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Protocol, runtime_checkable

from .messages import Message


@runtime_checkable
class _HasDict(Protocol):
    def as_dict(self) -> object: ...


def json_value(value: object) -> object:
    """Convert a value for JSON: days to ISO 8601, messages to English, values with an ``as_dict`` by that.

    >>> from datetime import date
    >>> json_value({"since": date(2026, 3, 31), "codes": ("a", "b")})
    {'since': '2026-03-31', 'codes': ['a', 'b']}

    Raises:
        TypeError: JSON has no such value.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, _HasDict):
        return value.as_dict()
    if isinstance(value, Mapping):
        return {str(name): json_value(one) for name, one in value.items()}
    if isinstance(value, Message):
        return str(value)
    if isinstance(value, Collection) and not isinstance(value, bytes):
        return [json_value(one) for one in value]
    raise TypeError(f"{type(value).__name__} is nothing that JSON has")


def json_members(value: object, names: Iterable[str]) -> dict[str, object]:
    """Attributes of a value by name, in that order."""
    return {name: json_value(getattr(value, name)) for name in names}
