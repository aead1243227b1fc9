"""Literals that are ordered and formatted by their Python values."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, cast

from .typed_literal import TypedLiteral


class Ordered(TypedLiteral):
    """A literal that can be compared with others of its kind.

    Comparing one without a value raises a `TypeError`.
    """

    __slots__ = ()

    def _rank(self, value: object) -> Any:
        """The sort key of a value of this kind, a literal or a Python value.

        None if it has none, `NotImplemented` for values of another kind.
        """
        raise NotImplementedError

    def _compare(self, other: object, compare: Callable[[Any, Any], bool]) -> bool:
        theirs = self._rank(other)
        if theirs is NotImplemented:
            return cast("bool", NotImplemented)
        mine = self._rank(self)
        if mine is None or theirs is None:
            raise (self if mine is None else other)._no_value_error()  # type: ignore[attr-defined]
        return compare(mine, theirs)

    def __lt__(self, other: object) -> bool:
        return self._compare(other, operator.lt)

    def __le__(self, other: object) -> bool:
        return self._compare(other, operator.le)

    def __gt__(self, other: object) -> bool:
        return self._compare(other, operator.gt)

    def __ge__(self, other: object) -> bool:
        return self._compare(other, operator.ge)

    def __format__(self, spec: str) -> str:
        """The text as it was written; with a format, the formatted Python value."""
        return format(self._require_value(), spec) if spec else self.lexical

    def _require_value(self) -> object:
        """The Python value.

        Raises:
            TypeError: there is none.
        """
        value = self.python
        if value is None:
            raise self._no_value_error()
        return value

    def _no_value_error(self) -> TypeError:
        return TypeError(f"{self!r} has no value in Python; ask whether .python is None first")
