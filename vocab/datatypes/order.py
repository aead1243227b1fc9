"""Compare two values that have an order.

SPARQL compares numbers, strings, booleans and times with a date; dates, times of day and durations, which it leaves
to implementations, are compared in the order of XML Schema, which is partial: a time with a zone and one without, or a
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

from .dates import DURATIONS, DateParts, day_number, has_day, read_date_parts, read_duration
from .grammar import FORMS, INTEGERS, RANGES, TRUE, XSD, Range, pattern_of, read_float

# ---------------------------------------------------------------- lexical
# Test whether a literal is well-typed: its text belongs to the lexical space of its datatype.
#
# Source: XML Schema 1.1 part 2 and RDF 1.1 Concepts, section 5; datatypes that are not listed here are never ill-typed.

_LONG: Final = 4_000
"""The most digits of an integer that Python reads by default."""


def is_well_typed(lexical: str, datatype: str) -> bool:
    """Whether the text belongs to the datatype.

    >>> is_well_typed("1e3", XSD.decimal), is_well_typed("2024-02-30", XSD.date)
    (False, False)
    """
    test = _test_of(datatype)
    return test is None or test(lexical)


# Data may have any number of datatypes, so that not all can be cached.
@lru_cache(maxsize=256)
def _test_of(datatype: str) -> Callable[[str], bool] | None:
    if datatype in RANGES:
        return _is_within(RANGES[datatype])
    if datatype not in FORMS:
        return None
    pattern = pattern_of(datatype)
    match = pattern.fullmatch
    if "day" in pattern.groupindex:
        return lambda text: (found := match(text)) is not None and has_day(found)
    return lambda text: match(text) is not None


def _is_within(within: Range) -> Callable[[str], bool]:
    least, most = within
    match = pattern_of(XSD.integer).fullmatch

    def test(text: str) -> bool:
        if match(text) is None:
            return False
        if len(text) > _LONG:
            return (most is None and not text.startswith("-")) or (least is None and text.startswith("-"))
        value = int(text)
        return (least is None or value >= least) and (most is None or value <= most)

    return test


# ---------------------------------------------------------------- order

_LONGEST: Final = 4_000
"""The most characters of a date that is compared; no realistic date has more."""
_WIDEST_ZONE: Final = 14 * 3600
_DAY: Final = 86_400
_MINUTE: Final = 60
# A month has no fixed length, so durations are compared by their effect on these months.
_SAMPLE_MONTHS: Final = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
_KINDS: Final = {XSD.dateTimeStamp: XSD.dateTime}
"""Datatypes of dates that are compared with those of another datatype; all others only with their own."""

Exactness = OneOf["decimal", "float", "double"]
Value = Decimal | float | str | bool | Fraction | tuple[Fraction, ...]


class Comparable:
    """The comparison key of a literal.

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
    """Whether `one` is less than `other`, or equal to it; None if they have no order.

    >>> day, month = comparable("P30D", XSD.duration), comparable("P1M", XSD.duration)
    >>> day is not None and month is not None and is_less(day, month) is None
    True
    """
    if one.kind != other.kind:
        return None
    if one.is_floating != other.is_floating:
        return _is_less_in_any_zone(one, other)
    low, high = one.value, other.value
    if one.exactness != other.exactness:
        low, high = _promote(one, other)
    if isinstance(low, tuple):
        assert isinstance(high, tuple)
        return _are_all_less(low, high, or_equal=or_equal)
    return low <= high if or_equal else low < high  # type: ignore[operator]


def exceeds_limit(lexical: str) -> bool:
    """Whether a text is too long to be read as a date or a duration, so that nothing follows if it has no key."""
    return len(lexical) > _LONGEST


@lru_cache(maxsize=4096)
def comparable(lexical: str, datatype: str) -> Comparable | None:
    """The comparison key of a literal without a language; None if it is ill-typed, or its datatype has no order."""
    if not is_well_typed(lexical, datatype):
        return None
    if datatype in _NUMBERS:
        return Comparable("number", Decimal(lexical))
    make = _MAKERS.get(datatype)
    return None if make is None else make(lexical, datatype)


def _promote(first: Comparable, second: Comparable) -> tuple[Value, Value]:
    """Promote two numbers of different types to the less exact type: 0.1 equals 0.1e0, though 0.1e0 is a bit more.

    Source: XPath 2.0, section B.1, numeric type promotion.
    """
    to = _single if {first.exactness, second.exactness} == {"decimal", "float"} else float
    return to(first.value), to(second.value)  # type: ignore[arg-type]


def _are_all_less(low: tuple[Fraction, ...], high: tuple[Fraction, ...], *, or_equal: bool) -> bool | None:
    """Whether all are less, place by place; None if some are and some are not."""
    if low == high:
        return or_equal
    if all(one < other for one, other in zip(low, high, strict=True)):
        return True
    return False if all(one > other for one, other in zip(low, high, strict=True)) else None


def _is_less_in_any_zone(first: Comparable, second: Comparable) -> bool | None:
    """Compare a time with a zone and one without; None if some time zone would change the result."""
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
    """The comparison key of a date: seconds of the endless calendar, in UTC or without a zone."""
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
    # 24:00:00 is the beginning of the same day, since there is no other day.
    seconds = _second_of_day(parts) % _DAY - (parts.zone or 0) * _MINUTE
    return Comparable(datatype, seconds, is_floating=parts.zone is None)


def _duration(lexical: str, datatype: str) -> Comparable | None:
    parts = read_duration(lexical, datatype)
    if parts is None:
        return None
    months, seconds = parts.total_months, parts.total_seconds
    return Comparable(XSD.duration, tuple(_days_between(start, months) * _DAY + seconds for start in _SAMPLE_MONTHS))


def _days_between(start: tuple[int, int], months: int) -> int:
    """The number of days from the first of a month to the first of the month that many months later."""
    year, month = start
    years, left = divmod(month - 1 + months, 12)
    return day_number(year + years, left + 1, 1) - day_number(year, month, 1)


def _second_of_day(parts: DateParts) -> Fraction:
    whole = (parts.hour or 0) * 3600 + (parts.minute or 0) * _MINUTE
    return whole + Fraction(f"{parts.second or 0}.{parts.fraction or 0}")


def _single(value: Decimal | float) -> float:
    """Round a number to 32 bits."""
    wide = float(value)
    try:
        single: float = struct.unpack("f", struct.pack("f", wide))[0]
    except OverflowError:
        return float("inf") if wide > 0 else float("-inf")
    return single


_NUMBERS: Final = INTEGERS | {XSD.decimal}
_MAKERS: Final[dict[str, Callable[[str, str], Comparable | None]]] = {
    XSD.double: _float,
    XSD.float: _float,
    XSD.string: lambda lexical, datatype: Comparable(datatype, lexical),
    XSD.boolean: lambda lexical, datatype: Comparable(datatype, lexical in TRUE),
    XSD.time: _time,
    **dict.fromkeys((XSD.date, XSD.dateTime, XSD.dateTimeStamp, XSD.gYear, XSD.gYearMonth), _date),
    **dict.fromkeys(DURATIONS, _duration),
}
