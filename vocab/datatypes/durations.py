"""Durations.

Source: XML Schema 1.1 part 2, sections 3.3.6, 3.4.26 and 3.4.27.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from .grammar import pattern_of
from .names import XSD

DURATIONS: Final = frozenset({XSD.duration, XSD.dayTimeDuration, XSD.yearMonthDuration})
"""The datatypes of durations."""
_LONGEST: Final = 4_000
"""The most characters of a text: no realistic duration has more, and Python by default makes no longer numbers."""
_YEAR_MONTHS: Final = 12
_DAY_SECONDS: Final = 86_400
_HOUR_SECONDS: Final = 3_600
_MINUTE_SECONDS: Final = 60


# A tuple, as one is made of nearly every literal and a frozen dataclass takes longer to make.
class DurationParts(NamedTuple):
    """The parts of a duration, as written digits; empty if a part is missing.

    Attributes:
        is_negative: whether it begins with a minus.
        fraction: of a second, after the point.
        has_time: whether there are hours, minutes or seconds, even 0.
    """

    is_negative: bool
    years: str
    months: str
    days: str
    hours: str
    minutes: str
    seconds: str
    fraction: str
    has_time: bool

    @property
    def longest(self) -> int:
        """The number of digits of its longest part."""
        parts = (self.years, self.months, self.days, self.hours, self.minutes, self.seconds, self.fraction)
        return max(map(len, parts))

    @property
    def total_months(self) -> int:
        """Years and months together, in months; negative if the duration is."""
        count = _YEAR_MONTHS * int(self.years or 0) + int(self.months or 0)
        return -count if self.is_negative else count

    @property
    def total_seconds(self) -> Fraction:
        """Days, hours, minutes and seconds together, in seconds, exact; negative if the duration is."""
        count = (
            int(self.days or 0) * _DAY_SECONDS
            + int(self.hours or 0) * _HOUR_SECONDS
            + int(self.minutes or 0) * _MINUTE_SECONDS
            + Fraction(f"{self.seconds or 0}.{self.fraction or 0}")
        )
        return -count if self.is_negative else count


def read_duration(lexical: str, datatype: str = XSD.duration) -> DurationParts | None:
    """Read the parts of a text of the datatype; None if it is ill-typed, or too long.

    >>> read_duration("-P1Y6M").total_months, read_duration("PT1.5S").total_seconds, read_duration("P")
    (-18, Fraction(3, 2), None)
    """
    if datatype not in DURATIONS or len(lexical) > _LONGEST:
        return None
    found = pattern_of(datatype).fullmatch(lexical)
    if found is None:
        return None
    texts = found.groupdict("")
    return DurationParts(
        is_negative=texts["sign"] != "",
        years=texts.get("years", ""),
        months=texts.get("months", ""),
        days=texts.get("days", ""),
        hours=texts.get("hours", ""),
        minutes=texts.get("minutes", ""),
        seconds=texts.get("seconds", ""),
        fraction=texts.get("fraction", ""),
        has_time=texts.get("time", "") != "",
    )


def write_duration(span: timedelta) -> str:
    """Write a Python span as a text of xsd:duration, exact.

    >>> write_duration(timedelta(days=1, minutes=15)), write_duration(timedelta(0))
    ('P1DT15M', 'PT0S')
    """
    sign, rest = ("-", -span) if span < timedelta(0) else ("", span)
    hours, seconds = divmod(rest.seconds, _HOUR_SECONDS)
    minutes, seconds = divmod(seconds, _MINUTE_SECONDS)
    fraction = f".{rest.microseconds:06d}".rstrip("0") if rest.microseconds else ""
    days = f"{rest.days}D" if rest.days else ""
    time = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M")) if count)
    if seconds or fraction:
        time += f"{seconds}{fraction}S"
    if not days and not time:
        time = "0S"
    return f"{sign}P{days}{'T' + time if time else ''}"
