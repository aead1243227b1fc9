"""Which of two literals is less, where that has an answer.

SPARQL compares numbers, strings, booleans and times with a date; dates, times of day and durations, which it leaves
to implementations, are compared here as XML Schema orders them. Literals with a language have no order.
Source: SHACL 1.0, sections 4.3 and 4.5; SPARQL 1.1, section 17.3; XML Schema 1.1 part 2 for dates and durations.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final
from typing import Literal as OneOf

from pyoxigraph import Literal

from .lexical import is_well_typed
from .names import XSD

__all__ = ["is_less", "is_less_or_equal"]

_DECIMALS: Final = frozenset(
    (
        *("integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long", "int"),
        *("short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "decimal"),
    )
)
_DATED: Final = frozenset({"date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"})
_DURATIONS: Final = frozenset({"duration", "dayTimeDuration", "yearMonthDuration"})
_LONGEST: Final = 4_000
"""Signs of the longest date or duration that is compared; the text of a longer one is no date that anybody means."""
_PARTS: Final = re.compile(
    r"(-?\d+)(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_TIME: Final = re.compile(r"(\d\d):(\d\d):(\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_SPAN: Final = re.compile(
    r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.ASCII
)
_WIDEST_ZONE: Final = 14 * 3600
_DAY: Final = 86_400
# A month has no length, so durations are told apart by what they make of these months.
_SAMPLE_MONTHS: Final = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))

Exactness = OneOf["decimal", "float", "double"]
Value = Decimal | float | str | bool | Fraction | tuple[Fraction, ...]


class _Key:
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


def is_less(one: Literal, other: Literal) -> bool | None:
    """Whether `one` is less than `other`; None where they cannot be compared."""
    return _compared(one, other, or_equal=False)


def is_less_or_equal(one: Literal, other: Literal) -> bool | None:
    """Whether `one` is less than or equal to `other`; None where they cannot be compared."""
    return _compared(one, other, or_equal=True)


def _compared(one: Literal, other: Literal, *, or_equal: bool) -> bool | None:
    first, second = _key(one), _key(other)
    if first is None or second is None or first.kind != second.kind:
        return None
    if first.is_floating != second.is_floating:
        return _apart(first, second)
    low, high = first.value, second.value
    if first.exactness != second.exactness:
        low, high = _alike(first, second)
    if isinstance(low, tuple):
        assert isinstance(high, tuple)
        return _all_less(low, high, or_equal=or_equal)
    return low <= high if or_equal else low < high  # type: ignore[operator]


def _alike(first: _Key, second: _Key) -> tuple[Value, Value]:
    """Two numbers of different types, both as the less exact type has them: 0.1 is 0.1e0, though 0.1e0 is a bit more.

    Source: XPath 2.0, section B.1, numeric type promotion.
    """
    to = _single if {first.exactness, second.exactness} == {"decimal", "float"} else float
    return to(first.value), to(second.value)  # type: ignore[arg-type]


def _all_less(low: tuple[Fraction, ...], high: tuple[Fraction, ...], *, or_equal: bool) -> bool | None:
    """Whether all are less, in the same places; None where some are and some are not."""
    if low == high:
        return or_equal
    if all(one < other for one, other in zip(low, high, strict=True)):
        return True
    return False if all(one > other for one, other in zip(low, high, strict=True)) else None


def _apart(first: _Key, second: _Key) -> bool | None:
    """A time with a zone beside one without: told only where no zone on earth would change the answer."""
    one, other = first.value, second.value
    assert isinstance(one, Fraction)
    assert isinstance(other, Fraction)
    if abs(one - other) <= _WIDEST_ZONE:
        return None
    return one < other


def _key(literal: Literal) -> _Key | None:
    return None if literal.language is not None else _key_of(literal.value, literal.datatype.value)


@lru_cache(maxsize=4096)
def _key_of(lexical: str, datatype: str) -> _Key | None:
    if not datatype.startswith(XSD) or not is_well_typed(lexical, datatype):
        return None
    name = datatype[len(XSD) :]
    if name in _DECIMALS:
        return _Key("number", Decimal(lexical))
    make = _MADE.get("dated" if name in _DATED else "duration" if name in _DURATIONS else name)
    return None if make is None else make(name, lexical)


def _number(name: str, lexical: str) -> _Key | None:
    value = float(lexical.replace("INF", "inf"))
    if value != value:
        return None
    if name == "float":
        return _Key("number", _single(value), exactness="float")
    return _Key("number", value, exactness="double")


def _dated(name: str, lexical: str) -> _Key | None:
    """Seconds since the year 2000, by the calendar that is repeated every 400 years."""
    found = _PARTS.fullmatch(lexical)
    if found is None or len(lexical) > _LONGEST:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    eras, within = divmod(int(year) - 2000, 400)
    start = datetime(2000 + within, int(month or 1), int(day or 1), tzinfo=UTC)
    days = (start - datetime(2000, 1, 1, tzinfo=UTC)) // timedelta(days=1) + eras * 146_097
    seconds = days * _DAY + _of_day(hour or "0", minute or "0", second or "0") - _offset(zone)
    return _Key("dateTime" if name == "dateTimeStamp" else name, seconds, is_floating=zone is None)


def _time(name: str, lexical: str) -> _Key | None:
    found = _TIME.fullmatch(lexical)
    if found is None or len(lexical) > _LONGEST:
        return None
    hour, minute, second, zone = found.groups()
    # 24:00:00 is the beginning of the same day, as there is no other one.
    return _Key(name, _of_day(hour, minute, second) % _DAY - _offset(zone), is_floating=zone is None)


def _duration(_name: str, lexical: str) -> _Key | None:
    found = _SPAN.fullmatch(lexical)
    if found is None or len(lexical) > _LONGEST:
        return None
    sign = -1 if found[1] else 1
    years, months, days = (int(part or 0) for part in found.groups()[1:4])
    seconds = sign * (days * _DAY + _of_day(found[5] or "0", found[6] or "0", found[7] or "0"))
    moved = sign * (years * 12 + months)
    return _Key("duration", tuple(_days_moved(start, moved) * _DAY + seconds for start in _SAMPLE_MONTHS))


def _days_moved(start: tuple[int, int], months: int) -> int:
    """How many days lie between the first of a month and the first of the month so many months later."""

    def day(year: int, month: int) -> int:
        eras, within = divmod(year, 400)
        return datetime(2000 + within, month, 1, tzinfo=UTC).toordinal() + eras * 146_097

    year, month = start
    years, left = divmod(month - 1 + months, 12)
    return day(year + years, left + 1) - day(year, month)


def _of_day(hour: str, minute: str, second: str) -> Fraction:
    return int(hour) * 3600 + int(minute) * 60 + Fraction(second)


def _offset(zone: str | None) -> int:
    """Seconds that a zone is ahead."""
    if zone is None or zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
    return -seconds if zone[0] == "-" else seconds


def _single(value: Decimal | float) -> float:
    """A number as 32 bits hold it."""
    wide = float(value)
    try:
        single: float = struct.unpack("f", struct.pack("f", wide))[0]
    except OverflowError:
        return float("inf") if wide > 0 else float("-inf")
    return single


_MADE: Final[dict[str, Callable[[str, str], _Key | None]]] = {
    "double": _number,
    "float": _number,
    "string": lambda name, lexical: _Key(name, lexical),
    "boolean": lambda name, lexical: _Key(name, lexical in ("true", "1")),
    "time": _time,
    "dated": _dated,
    "duration": _duration,
}
