"""Numbers: whole, decimal or floating."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, TypeAlias, cast

from danhmuc.vocab.datatypes.grammar import INTEGERS, STRING, XSD, read_decimal

from .ordered import Ordered

_DIGITS: Final = 400
"""Digits of the longest number, before and after the point."""
LARGEST: Final = 10**_DIGITS
"""The first number that is too large: Python itself reads no text of more than 4,300 digits."""


Plain: TypeAlias = int | Decimal | float
"""Python's own numbers."""


class Number(Ordered):
    """A number: an `int` or a `Decimal` stands beside the text and is used in calculations.

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
        """The exact value; None if the datatype does not allow the text, and for infinities."""
        datatype = XSD.double if self.datatype == STRING else self.datatype
        return read_decimal(self.lexical, datatype, digits=_DIGITS)

    @property
    def integer(self) -> int | None:
        """The value if it is a whole number, as 1.0 is; else None."""
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
        """Whether there is a value other than 0; test for a missing value with ``is None``."""
        return bool(self.decimal)

    def _rank(self, value: object) -> Plain | None:
        if isinstance(value, Number):
            return value.decimal
        return value if isinstance(value, int | float | Decimal) else NotImplemented

    def _require_value(self) -> int | Decimal:
        """The value in the type of its datatype: an `int` for whole numbers."""
        value = self.decimal
        if value is None:
            raise self._no_value_error()
        return int(value) if self.datatype in INTEGERS else value

    def _calculate(self, operation: Callable[[Any, Any], Plain], other: object, *, swapped: bool = False) -> Plain:
        if not isinstance(other, Number | int | float | Decimal):
            return cast("Plain", NotImplemented)
        mine: Plain = self._require_value()
        theirs = other._require_value() if isinstance(other, Number) else other
        if isinstance(theirs, float):
            mine = float(mine)
        return operation(theirs, mine) if swapped else operation(mine, theirs)

    def __add__(self, other: Number | Plain) -> Plain:
        return self._calculate(operator.add, other)

    def __radd__(self, other: Plain) -> Plain:
        return self._calculate(operator.add, other, swapped=True)

    def __sub__(self, other: Number | Plain) -> Plain:
        return self._calculate(operator.sub, other)

    def __rsub__(self, other: Plain) -> Plain:
        return self._calculate(operator.sub, other, swapped=True)

    def __mul__(self, other: Number | Plain) -> Plain:
        return self._calculate(operator.mul, other)

    def __rmul__(self, other: Plain) -> Plain:
        return self._calculate(operator.mul, other, swapped=True)

    def __truediv__(self, other: Number | Plain) -> Plain:
        return self._calculate(operator.truediv, other)

    def __rtruediv__(self, other: Plain) -> Plain:
        return self._calculate(operator.truediv, other, swapped=True)

    def __floordiv__(self, other: Number | Plain) -> Plain:
        return self._calculate(operator.floordiv, other)

    def __rfloordiv__(self, other: Plain) -> Plain:
        return self._calculate(operator.floordiv, other, swapped=True)

    def __mod__(self, other: Number | Plain) -> Plain:
        return self._calculate(operator.mod, other)

    def __rmod__(self, other: Plain) -> Plain:
        return self._calculate(operator.mod, other, swapped=True)

    def __neg__(self) -> Plain:
        return 0 - self

    def __abs__(self) -> Plain:
        return -self if self < 0 else self + 0

    def __round__(self, digits: int = 0) -> Plain:
        """The value rounded by Python's rules; a whole number if no digits are requested."""
        value: Decimal = Decimal(self._require_value())
        return round(value, digits) if digits else round(value)
