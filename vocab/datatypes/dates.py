"""Dates, times of day, and both: instants, months, years.

Source: XML Schema 1.1 part 2, sections 3.3.7 to 3.3.15 and 3.4.28.
"""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from .grammar import XSD, pattern_of

# ---------------------------------------------------------------- dates

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


# ---------------------------------------------------------------- days
# Read days as people and files write them: less strict than XML Schema, for commands, tables and code lists.

_VIETNAMESE: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DIGIT: Final = re.compile(r"\d")
_DATATYPES: Final = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
"""The datatypes by the length of the text: years have four digits here, months no zone."""
_DAY_LENGTH: Final = 10
_BEHIND_DAY: Final = re.compile(r"T.*|Z|[+-]\d{2}:\d{2}")
"""Texts after a day that are ignored: any time, any zone."""


def read_day(text: str, *, last: bool = False) -> date | None:
    """Read a day, None if the text has none; of a whole month or year its first day, or its last.

    >>> read_day("2025-07-01"), read_day("01/07/2025"), read_day("2025", last=True), read_day("31/02/2025")
    (datetime.date(2025, 7, 1), datetime.date(2025, 7, 1), datetime.date(2025, 12, 31), None)
    """
    text = text.strip()
    found = _VIETNAMESE.fullmatch(text)
    if found is not None:
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if not text.isascii():
        # Digits of other scripts and widths are accepted, which XML Schema does not have.
        text = _DIGIT.sub(lambda digit: str(int(digit[0])), text)
    day, behind = text[:_DAY_LENGTH], text[_DAY_LENGTH:]
    datatype = _DATATYPES.get(len(day))
    parts = read_date_parts(day, datatype) if datatype is not None else None
    if parts is None or parts.year is None or (behind and _BEHIND_DAY.fullmatch(behind) is None):
        return None
    month = parts.month or (12 if last else 1)
    if parts.day is not None:
        return _day(parts.year, month, parts.day)
    return _day(parts.year, month, last_day_of(parts.year, month) if last else 1)


def read_day_alone(text: str) -> date | None:
    """Read a day; None also for a whole month or year, and for a day with a time or zone behind it.

    >>> read_day_alone("01/07/2025"), read_day_alone("2025-07"), read_day_alone("2025-07-01T25:00")
    (datetime.date(2025, 7, 1), None, None)
    """
    text = text.strip()
    is_day = len(text) == _DAY_LENGTH or _VIETNAMESE.fullmatch(text) is not None
    return read_day(text) if is_day else None


def _day(year: int, month: int, day: int) -> date | None:
    if not MINYEAR <= year <= MAXYEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


# ---------------------------------------------------------------- durations
# Durations.
#
# Source: XML Schema 1.1 part 2, sections 3.3.6, 3.4.26 and 3.4.27.

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


# ---------------------------------------------------------------- working days
# Working days: weekdays, less the public holidays of a list, and the weekend days that are worked in their place.
#
# The only way in which danhmuc counts working days; the SPARQL form of the rules knows weekends alone.

_WORKING_DAYS: Final = 5
"""Of a week, Monday first."""
_ONE_DAY: Final = timedelta(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """The working days of a country.

    Attributes:
        holidays: days that are no working days.
        worked: days of a weekend that are working days.
    """

    holidays: frozenset[date] = field(default=frozenset())
    worked: frozenset[date] = field(default=frozenset())

    @property
    def years(self) -> tuple[int, ...]:
        """The years of which a day is listed, in order; in any other year only weekends count."""
        return tuple(sorted({day.year for day in self.holidays | self.worked}))

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day.

        >>> WEEKENDS_ONLY.is_working(date(2026, 11, 28))
        False
        """
        return day in self.worked or (day.weekday() < _WORKING_DAYS and day not in self.holidays)

    def after(self, day: date, number: int) -> date | None:
        """The last of so many working days after a day; None if it is out of range.

        From a day off one counts as from the working day before it.

        >>> WEEKENDS_ONLY.after(date(2026, 11, 26), 1), WEEKENDS_ONLY.after(date(2026, 11, 28), 1)
        (datetime.date(2026, 11, 27), datetime.date(2026, 11, 30))
        """
        return self._count(day, number, _ONE_DAY) if self.holidays or self.worked else _after_weekdays(day, number)

    def before(self, day: date, number: int) -> date | None:
        """The last working day after which so many working days end by a day; None if it is out of range.

        >>> WEEKENDS_ONLY.before(date(2026, 11, 30), 1), WEEKENDS_ONLY.before(date(2026, 11, 28), 1)
        (datetime.date(2026, 11, 27), datetime.date(2026, 11, 26))
        """
        return self._count(day, number, -_ONE_DAY)

    def _count(self, day: date, number: int, step: timedelta) -> date | None:
        try:
            while not self.is_working(day):
                day -= _ONE_DAY
            for _ in range(number):
                day += step
                while not self.is_working(day):
                    day += step
        except OverflowError:
            return None
        return day


WEEKENDS_ONLY: Final = WorkingCalendar()
"""The calendar without a list of holidays."""


def _after_weekdays(day: date, number: int) -> date | None:
    weeks, rest = divmod(number, _WORKING_DAYS)
    weekday = day.weekday()
    at = min(weekday, _WORKING_DAYS - 1)
    over = 2 if at + rest >= _WORKING_DAYS else 0
    try:
        # From a weekend one counts as from the Friday before it.
        return day + timedelta(7 * weeks + rest + over + at - weekday)
    except OverflowError:
        return None
