"""Working days: weekdays, less the public holidays of a list, and the weekend days that are worked in their place.

The only way in which danhmuc counts working days; the SPARQL form of the rules knows weekends alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

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
