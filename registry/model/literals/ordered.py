"""Literals that are put in order and formatted as their Python values are."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, cast

from .typed_literal import TypedLiteral

__all__ = ["Ordered"]


class Ordered(TypedLiteral):
    """A literal that is less than others of its kind, or more.

    Whatever has no value is in no order: a `TypeError` says so.
    """

    __slots__ = ()

    def _rank(self, value: object) -> Any:
        """What a value of this kind is sorted by, a literal or one of Python.

        None where it has none, `NotImplemented` for values of another kind.
        """
        raise NotImplementedError

    def _compared(self, other: object, compare: Callable[[Any, Any], bool]) -> bool:
        theirs = self._rank(other)
        if theirs is NotImplemented:
            return cast("bool", NotImplemented)
        mine = self._rank(self)
        if mine is None or theirs is None:
            raise (self if mine is None else other)._unvalued()  # type: ignore[attr-defined]
        return compare(mine, theirs)

    def __lt__(self, other: object) -> bool:
        return self._compared(other, operator.lt)

    def __le__(self, other: object) -> bool:
        return self._compared(other, operator.le)

    def __gt__(self, other: object) -> bool:
        return self._compared(other, operator.gt)

    def __ge__(self, other: object) -> bool:
        return self._compared(other, operator.ge)

    def __format__(self, spec: str) -> str:
        """As it was written; by a format as its Python value."""
        return format(self._known(), spec) if spec else self.lexical

    def _known(self) -> object:
        """The Python value, for who cannot do without."""
        value = self.python
        if value is None:
            raise self._unvalued()
        return value

    def _unvalued(self) -> TypeError:
        return TypeError(f"{self!r} has no value in Python; ask whether .python is None first")
