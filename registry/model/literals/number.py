"""Numbers: whole, decimal or floating."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, TypeAlias, cast

from danhmuc.vocab.datatypes.names import STRING, XSD
from danhmuc.vocab.datatypes.numbers import INTEGERS, read_decimal

from .ordered import Ordered

__all__ = ["LARGEST", "Number"]

_DIGITS: Final = 400
"""Digits of the longest number, before and after the point."""
LARGEST: Final = 10**_DIGITS
"""Numbers from here on are no numbers to us: Python itself reads no text of more than 4,300 digits."""


Plain: TypeAlias = int | Decimal | float
"""Numbers of Python's own."""


class Number(Ordered):
    """A number: an `int` or a `Decimal` stands beside the text, and is what it is reckoned with as.

    >>> Number("1.50", XSD.decimal).decimal
    Decimal('1.50')
    >>> Number("1e3", XSD.decimal).decimal is None  # no decimal is written that way
    True
    >>> Number("0", XSD.nonNegativeInteger) == 0
    True
    """

    __slots__ = ()

    @cached_property
    def decimal(self) -> Decimal | None:
        """The exact value; None for what its datatype cannot be, infinities included."""
        datatype = XSD.double if self.datatype == STRING else self.datatype
        return read_decimal(self.lexical, datatype, digits=_DIGITS)

    @property
    def integer(self) -> int | None:
        """The value where it is a whole number; 1.0 is one."""
        value = self.decimal
        if value is None or value.adjusted() > _DIGITS or value != value.to_integral_value():
            return None
        return int(value)

    @property
    def python(self) -> Decimal | None:
        """The exact value."""
        return self.decimal

    def __int__(self) -> int:
        """The whole number.

        Raises:
            ValueError: it is none.
        """
        value = self.integer
        if value is None:
            raise ValueError(f"{self.lexical!r} is no whole number")
        return value

    def __float__(self) -> float:
        """The nearest float.

        Raises:
            ValueError: it is no number.
        """
        value = self.decimal
        if value is None:
            raise ValueError(f"{self.lexical!r} is no number")
        return float(value)

    def __bool__(self) -> bool:
        """Whether there is a value other than 0; test for being there with ``is None``."""
        return bool(self.decimal)

    def _rank(self, value: object) -> Plain | None:
        if isinstance(value, Number):
            return value.decimal
        return value if isinstance(value, int | float | Decimal) else NotImplemented

    def _known(self) -> int | Decimal:
        """The value as its datatype has it: an `int` for whole numbers."""
        value = self.decimal
        if value is None:
            raise self._unvalued()
        return int(value) if self.datatype in INTEGERS else value

    def _reckoned(self, reckon: Callable[[Any, Any], Plain], other: object, *, turned: bool = False) -> Plain:
        if not isinstance(other, Number | int | float | Decimal):
            return cast("Plain", NotImplemented)
        mine: Plain = self._known()
        theirs = other._known() if isinstance(other, Number) else other
        if isinstance(theirs, float):
            mine = float(mine)
        return reckon(theirs, mine) if turned else reckon(mine, theirs)

    def __add__(self, other: Number | Plain) -> Plain:
        return self._reckoned(operator.add, other)

    def __radd__(self, other: Plain) -> Plain:
        return self._reckoned(operator.add, other, turned=True)

    def __sub__(self, other: Number | Plain) -> Plain:
        return self._reckoned(operator.sub, other)

    def __rsub__(self, other: Plain) -> Plain:
        return self._reckoned(operator.sub, other, turned=True)

    def __mul__(self, other: Number | Plain) -> Plain:
        return self._reckoned(operator.mul, other)

    def __rmul__(self, other: Plain) -> Plain:
        return self._reckoned(operator.mul, other, turned=True)

    def __truediv__(self, other: Number | Plain) -> Plain:
        return self._reckoned(operator.truediv, other)

    def __rtruediv__(self, other: Plain) -> Plain:
        return self._reckoned(operator.truediv, other, turned=True)

    def __floordiv__(self, other: Number | Plain) -> Plain:
        return self._reckoned(operator.floordiv, other)

    def __rfloordiv__(self, other: Plain) -> Plain:
        return self._reckoned(operator.floordiv, other, turned=True)

    def __mod__(self, other: Number | Plain) -> Plain:
        return self._reckoned(operator.mod, other)

    def __rmod__(self, other: Plain) -> Plain:
        return self._reckoned(operator.mod, other, turned=True)

    def __neg__(self) -> Plain:
        return 0 - self

    def __abs__(self) -> Plain:
        return -self if self < 0 else self + 0

    def __round__(self, digits: int = 0) -> Plain:
        """Rounded as Python rounds; a whole number where no digits are asked for."""
        value: Decimal = Decimal(self._known())
        return round(value, digits) if digits else round(value)
