"""Which of two values is less, where that has an answer.

SPARQL compares numbers, strings, booleans and times with a date; dates, times of day and durations, which it leaves
to implementations, are compared here as XML Schema orders them, in part only: a time with a zone and one without, or a
month and thirty days, may have no order.
Source: SPARQL 1.1, section 17.3; XML Schema 1.1 part 2, sections 2.2.3, 3.3.6 and 3.3.7, for dates and durations.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final
from typing import Literal as OneOf

from .booleans import TRUE
from .dates import DateParts, day_number, read_date_parts
from .durations import DURATIONS, read_duration
from .lexical import is_well_typed
from .names import XSD
from .numbers import INTEGERS, read_float

__all__ = ["Comparable", "comparable", "is_less"]

_LONGEST: Final = 4_000
"""Signs of the longest date that is compared; the text of a longer one is no date that anybody means."""
_WIDEST_ZONE: Final = 14 * 3600
_DAY: Final = 86_400
_MINUTE: Final = 60
# A month has no length, so durations are told apart by what they make of these months.
_SAMPLE_MONTHS: Final = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
_KINDS: Final = {XSD.dateTimeStamp: XSD.dateTime}
"""Dates of these datatypes are compared with those of another; of all others with their own only."""

Exactness = OneOf["decimal", "float", "double"]
Value = Decimal | float | str | bool | Fraction | tuple[Fraction, ...]


class Comparable:
    """What a literal is compared by.

    Attributes:
        kind: of value; two kinds are never compared.
        exactness: of a number: a comparison is as exact as the less exact of two.
        is_floating: whether it is a time without a zone.
    """

    __slots__ = ("exactness", "is_floating", "kind", "value")

    def __init__(self, kind: str, value: Value, *, is_floating: bool = False, exactness: Exactness = "decimal") -> None:
        self.kind = kind
        self.value = value
        self.is_floating = is_floating
        self.exactness = exactness


def is_less(one: Comparable, other: Comparable, *, or_equal: bool = False) -> bool | None:
    """Whether `one` is less than `other`, or equal to it; None where they have no order.

    >>> day, month = comparable("P30D", XSD.duration), comparable("P1M", XSD.duration)
    >>> day is not None and month is not None and is_less(day, month) is None
    True
    """
    if one.kind != other.kind:
        return None
    if one.is_floating != other.is_floating:
        return _is_apart(one, other)
    low, high = one.value, other.value
    if one.exactness != other.exactness:
        low, high = _alike(one, other)
    if isinstance(low, tuple):
        assert isinstance(high, tuple)
        return _are_all_less(low, high, or_equal=or_equal)
    return low <= high if or_equal else low < high  # type: ignore[operator]


@lru_cache(maxsize=4096)
def comparable(lexical: str, datatype: str) -> Comparable | None:
    """What a literal without a language is compared by; None where it is ill-typed, or of a datatype without order."""
    if not is_well_typed(lexical, datatype):
        return None
    if datatype in _NUMBERS:
        return Comparable("number", Decimal(lexical))
    make = _MADE.get(datatype)
    return None if make is None else make(lexical, datatype)


def _alike(first: Comparable, second: Comparable) -> tuple[Value, Value]:
    """Two numbers of different types, both as the less exact type has them: 0.1 is 0.1e0, though 0.1e0 is a bit more.

    Source: XPath 2.0, section B.1, numeric type promotion.
    """
    to = _single if {first.exactness, second.exactness} == {"decimal", "float"} else float
    return to(first.value), to(second.value)  # type: ignore[arg-type]


def _are_all_less(low: tuple[Fraction, ...], high: tuple[Fraction, ...], *, or_equal: bool) -> bool | None:
    """Whether all are less, in the same places; None where some are and some are not."""
    if low == high:
        return or_equal
    if all(one < other for one, other in zip(low, high, strict=True)):
        return True
    return False if all(one > other for one, other in zip(low, high, strict=True)) else None


def _is_apart(first: Comparable, second: Comparable) -> bool | None:
    """A time with a zone beside one without: told only where no zone on earth would change the answer."""
    one, other = first.value, second.value
    assert isinstance(one, Fraction)
    assert isinstance(other, Fraction)
    if abs(one - other) <= _WIDEST_ZONE:
        return None
    return one < other


def _float(lexical: str, datatype: str) -> Comparable | None:
    value = read_float(lexical)
    if value is None or value != value:
        return None
    if datatype == XSD.float:
        return Comparable("number", _single(value), exactness="float")
    return Comparable("number", value, exactness="double")


def _date(lexical: str, datatype: str) -> Comparable | None:
    """Seconds of the calendar that goes on for ever, at UTC or without a zone."""
    parts = read_date_parts(lexical, datatype) if len(lexical) <= _LONGEST else None
    if parts is None or parts.year is None:
        return None
    days = day_number(parts.year, parts.month or 1, parts.day or 1)
    seconds = days * _DAY + _second_of_day(parts) - (parts.zone or 0) * _MINUTE
    return Comparable(_KINDS.get(datatype, datatype), seconds, is_floating=parts.zone is None)


def _time(lexical: str, datatype: str) -> Comparable | None:
    parts = read_date_parts(lexical, datatype) if len(lexical) <= _LONGEST else None
    if parts is None:
        return None
    # 24:00:00 is the beginning of the same day, as there is no other one.
    seconds = _second_of_day(parts) % _DAY - (parts.zone or 0) * _MINUTE
    return Comparable(datatype, seconds, is_floating=parts.zone is None)


def _duration(lexical: str, datatype: str) -> Comparable | None:
    parts = read_duration(lexical, datatype)
    if parts is None:
        return None
    months, seconds = parts.total_months, parts.total_seconds
    return Comparable(XSD.duration, tuple(_days_moved(start, months) * _DAY + seconds for start in _SAMPLE_MONTHS))


def _days_moved(start: tuple[int, int], months: int) -> int:
    """How many days lie between the first of a month and the first of the month so many months later."""
    year, month = start
    years, left = divmod(month - 1 + months, 12)
    return day_number(year + years, left + 1, 1) - day_number(year, month, 1)


def _second_of_day(parts: DateParts) -> Fraction:
    whole = (parts.hour or 0) * 3600 + (parts.minute or 0) * _MINUTE
    return whole + Fraction(f"{parts.second or 0}.{parts.fraction or 0}")


def _single(value: Decimal | float) -> float:
    """A number as 32 bits hold it."""
    wide = float(value)
    try:
        single: float = struct.unpack("f", struct.pack("f", wide))[0]
    except OverflowError:
        return float("inf") if wide > 0 else float("-inf")
    return single


_NUMBERS: Final = INTEGERS | {XSD.decimal}
_MADE: Final[dict[str, Callable[[str, str], Comparable | None]]] = {
    XSD.double: _float,
    XSD.float: _float,
    XSD.string: lambda lexical, datatype: Comparable(datatype, lexical),
    XSD.boolean: lambda lexical, datatype: Comparable(datatype, lexical in TRUE),
    XSD.time: _time,
    **dict.fromkeys((XSD.date, XSD.dateTime, XSD.dateTimeStamp, XSD.gYear, XSD.gYearMonth), _date),
    **dict.fromkeys(DURATIONS, _duration),
}
