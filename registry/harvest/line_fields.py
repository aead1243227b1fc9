"""The members of one line of JSON, each checked when it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, TypeVar

_T = TypeVar("_T", bound=str)
_LARGEST: Final = 2**63 - 1
"""No database has a greater number."""


class LineFieldError(ValueError):
    """A member of a line is not what it must be.

    Attributes:
        field: its name.
    """

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class LineFields:
    """The members of a JSON object; each is asked for once, and `finish` refuses those that nobody asked for.

    Every method raises a `LineFieldError` if the member is not there or is something else.
    """

    def __init__(self, members: object, name: str = "") -> None:
        if not isinstance(members, Mapping):
            raise LineFieldError(name)
        self._name = name
        self._left: dict[str, object] = {str(key): value for key, value in members.items()}

    def take(self, name: str) -> object:
        """A member of any type."""
        try:
            return self._left.pop(name)
        except KeyError:
            raise LineFieldError(self._path(name)) from None

    def finish(self) -> None:
        """Refuse what was not asked for."""
        for name in self._left:
            raise LineFieldError(self._path(name))

    def has(self, name: str) -> bool:
        """Whether there is such a member that was not asked for yet."""
        return name in self._left

    def text(self, name: str) -> str:
        """A text."""
        value = self.take(name)
        if not isinstance(value, str):
            raise LineFieldError(self._path(name))
        return value

    def text_or_none(self, name: str) -> str | None:
        """A text, or nothing."""
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            raise LineFieldError(self._path(name))
        return value

    def choice(self, name: str, known: Collection[_T]) -> _T:
        """One of some words."""
        value = self.take(name)
        for one in known:
            if value == one:
                return one
        raise LineFieldError(self._path(name))

    def number(self, name: str) -> int:
        """A whole number from 0."""
        return _whole_number(self.take(name), self._path(name))

    def number_or_none(self, name: str) -> int | None:
        """A whole number from 0, or nothing."""
        value = self.take(name)
        return None if value is None else _whole_number(value, self._path(name))

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.take(name)
        if not isinstance(value, bool):
            raise LineFieldError(self._path(name))
        return value

    def items(self, name: str) -> list[object]:
        """A list of anything."""
        value = self.take(name)
        if not isinstance(value, list):
            raise LineFieldError(self._path(name))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self.items(name)
        texts = tuple(one for one in found if isinstance(one, str))
        if len(texts) < len(found):
            raise LineFieldError(self._path(name))
        return texts

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(_whole_number(one, self._path(name)) for one in self.items(name))

    def members(self, name: str) -> LineFields:
        """The members of an object within this one."""
        return LineFields(self.take(name), self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._name}.{name}" if self._name else name


def _whole_number(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise LineFieldError(name)
    return value
