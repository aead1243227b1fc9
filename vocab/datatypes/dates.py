"""Dates, times of day, and both: instants, months, years.

Source: XML Schema 1.1 part 2, sections 3.3.7 to 3.3.15 and 3.4.28.
"""

from __future__ import annotations

import re
from calendar import isleap
from datetime import MAXYEAR, MINYEAR, date
from typing import Final, NamedTuple

from .grammar import pattern_of
from .names import XSD

DATES: Final = frozenset(
    {
        XSD.date,
        XSD.dateTime,
        XSD.dateTimeStamp,
        XSD.time,
        XSD.gYear,
        XSD.gYearMonth,
        XSD.gMonth,
        XSD.gMonthDay,
        XSD.gDay,
    }
)
"""The datatypes of dates and times."""
_LONGEST_YEAR: Final = 4_000
"""The most characters of a year: Python by default makes no number of more than 4,300 digits."""
_NUMBERS: Final = ("year", "month", "day", "hour", "minute", "second")
_FEBRUARY: Final = 2
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_OF_ALL: Final = "28"
_CYCLE_YEARS: Final = 400
_CYCLE_DAYS: Final = 146_097
"""The calendar repeats after 400 years, which are 146,097 days."""


# A tuple, as one is made of nearly every literal and a frozen dataclass takes longer to make.
class DateParts(NamedTuple):
    """The parts of a date, a time of day, or both; None for those that its datatype lacks.

    Attributes:
        year: any, also 0, which is 1 BC, and years before it.
        hour: 24 for the midnight at the end of the day.
        fraction: digits of the second after the point, as written; empty if there are none.
        zone: minutes ahead of UTC; None if there is no zone.
    """

    year: int | None
    month: int | None
    day: int | None
    hour: int | None
    minute: int | None
    second: int | None
    fraction: str
    zone: int | None


def read_date_parts(lexical: str, datatype: str) -> DateParts | None:
    """Read the parts of a text of the datatype; None if it is ill-typed, or its year is too long.

    >>> parts = read_date_parts("2026-05-31T24:00:00Z", XSD.dateTime)
    >>> parts.year, parts.day, parts.hour, parts.zone
    (2026, 31, 24, 0)
    """
    found = pattern_of(datatype).fullmatch(lexical) if datatype in DATES else None
    if found is None:
        return None
    texts = found.groupdict()
    if "day" in texts and not has_day(found):
        return None
    if len(texts.get("year", "")) > _LONGEST_YEAR:
        return None
    year, month, day, hour, minute, second = [
        None if (text := texts.get(name)) is None else int(text) for name in _NUMBERS
    ]
    return DateParts(year, month, day, hour, minute, second, texts.get("fraction") or "", _zone_minutes(texts["zone"]))


def read_date(lexical: str) -> date | None:
    """Read the day of a text of xsd:date, ignoring its zone; None if it is ill-typed or outside Python's years.

    >>> read_date("2026-05-31+07:00"), read_date("2026-02-30")
    (datetime.date(2026, 5, 31), None)
    """
    parts = read_date_parts(lexical, XSD.date)
    if parts is None or parts.year is None or not MINYEAR <= parts.year <= MAXYEAR:
        return None
    return date(parts.year, parts.month or 1, parts.day or 1)


def has_day(found: re.Match[str]) -> bool:
    """Whether the month has the day, without a year that of a leap year; `found` matches a pattern with a day."""
    day = found["day"]
    if day <= _DAYS_OF_ALL:
        return True
    texts = found.groupdict()
    month = texts.get("month")
    # Leap years repeat every 400 years, so four digits are enough.
    return month is None or int(day) <= last_day_of(int(texts.get("year", "2000")[-4:]), int(month))


def last_day_of(year: int, month: int) -> int:
    """The number of days of the month in that year, of any era.

    >>> last_day_of(2024, 2), last_day_of(-1, 2)
    (29, 28)
    """
    return _DAYS[month - 1] + (month == _FEBRUARY and isleap(year))


def day_number(year: int, month: int, day: int) -> int:
    """The number of a day in the calendar that repeats every 400 years, also before the year 1 and after 9999.

    >>> day_number(2026, 1, 1) - day_number(2025, 1, 1), day_number(1, 1, 1)
    (365, 1)
    """
    cycles, within = divmod(year - 1, _CYCLE_YEARS)
    return date(within + 1, month, day).toordinal() + cycles * _CYCLE_DAYS


def _zone_minutes(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return -minutes if zone[0] == "-" else minutes
