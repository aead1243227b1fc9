"""Years, months, days and instants.

Source: XML Schema 1.1 part 2, sections 3.3.7 to 3.3.12.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import isleap
from functools import cached_property
from typing import Final

from .datatypes import STRING, XSD
from .ordered import Ordered

__all__ = ["Temporal"]

_ZONE: Final = r"(?P<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR: Final = r"(?P<year>-?(?:[1-9][0-9]{3,8}|0[0-9]{3}))"
_MONTH: Final = r"(?P<month>0[1-9]|1[0-2])"
_DAY: Final = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME: Final = (
    r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9])(?:\.(?P<fraction>[0-9]{1,40}))?"
    r"|(?P<midnight>24:00:00(?:\.0{1,40})?)"
)
_FORMS: Final = {
    XSD + "gYear": re.compile(_YEAR + _ZONE),
    XSD + "gYearMonth": re.compile(f"{_YEAR}-{_MONTH}{_ZONE}"),
    XSD + "date": re.compile(f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}"),
    XSD + "dateTime": re.compile(f"{_YEAR}-{_MONTH}-{_DAY}T(?:{_TIME}){_ZONE}"),
}
"""The four datatypes of a temporal literal in DCAT-AP, and how each is written."""
_LAST_YEAR: Final = 9999
_CYCLE_YEARS: Final = 400
_CYCLE_DAYS: Final = 146_097
"""The calendar begins again after so many years, which are so many days."""
_FEBRUARY: Final = 2
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Temporal(Ordered):
    """A year, a month, a day or an instant, as precise as it was written.

    A text without datatype counts where it has one of the four forms. They are in order by the instant at which they
    begin, the vaguer first; where no zone is said, and for days, that of UTC is taken.

    >>> when = Temporal("2026-05", XSD + "gYearMonth")
    >>> when.year, when.month, when.date, when.latest
    (2026, 5, None, datetime.date(2026, 5, 31))
    """

    __slots__ = ()

    @classmethod
    def of(cls, value: str | dt.date | Temporal) -> Temporal | None:
        """From a Python date, or a text in one of the four forms; None for any other text.

        None, too, for an instant whose zone XML Schema cannot write: one of odd seconds, or beyond 14 hours.
        """
        match value:
            case Temporal():
                return value
            case dt.datetime():
                instant = cls(value.isoformat(), XSD + "dateTime")
                return None if instant.form is None else instant
            case dt.date():
                return cls(value.isoformat(), XSD + "date")
        made = cls(str(value))
        return None if made.form is None else cls(made.lexical, made.form)

    @cached_property
    def form(self) -> str | None:
        """IRI of the datatype that the text is well-formed for, its own unless it has none; None where it is not."""
        forms = _FORMS if self.datatype == STRING else {self.datatype: _FORMS.get(self.datatype)}
        for datatype, form in forms.items():
            found = form.fullmatch(self.lexical) if form is not None else None
            if found is not None and _is_day(found):
                return datatype
        return None

    @cached_property
    def _parts(self) -> dict[str, str]:
        form = self.form
        found = _FORMS[form].fullmatch(self.lexical) if form is not None else None
        return {} if found is None else {name: part for name, part in found.groupdict().items() if part is not None}

    @property
    def year(self) -> int | None:
        """The year; there is none where the text is ill-formed."""
        return int(self._parts["year"]) if self._parts else None

    @property
    def month(self) -> int | None:
        """The month, 1 to 12, where it is given."""
        return int(self._parts["month"]) if "month" in self._parts else None

    @cached_property
    def date(self) -> dt.date | None:
        """The day, where one is given, as the text has it; time and zone set aside."""
        instant = self.datetime
        if instant is not None:
            return instant.date()
        parts = self._parts
        # Midnight at the end of the last day that Python knows is the first one that it does not.
        if "day" not in parts or "midnight" in parts or not 1 <= int(parts["year"]) <= _LAST_YEAR:
            return None
        return dt.date(int(parts["year"]), int(parts["month"]), int(parts["day"]))

    @cached_property
    def datetime(self) -> dt.datetime | None:
        """The instant, where one is given, to the microsecond; without a zone where it has none."""
        parts = self._parts
        if not ("hour" in parts or "midnight" in parts) or not 1 <= int(parts["year"]) <= _LAST_YEAR:
            return None
        made = dt.datetime(
            int(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            int(parts.get("hour", 0)),
            int(parts.get("minute", 0)),
            int(parts.get("second", 0)),
            int(parts.get("fraction", "0")[:6].ljust(6, "0")),
            _zone(parts.get("zone")),
        )
        try:
            return made + dt.timedelta(days=1) if "midnight" in parts else made
        except OverflowError:
            return None

    @property
    def earliest(self) -> dt.date | None:
        """The first day that it may mean."""
        return self._bound(first=True)

    @property
    def latest(self) -> dt.date | None:
        """The last day that it may mean."""
        return self._bound(first=False)

    def _bound(self, *, first: bool) -> dt.date | None:
        if "day" in self._parts or not self._parts:
            return self.date
        year, month = int(self._parts["year"]), self.month or (1 if first else 12)
        if not 1 <= year <= _LAST_YEAR:
            return None
        return dt.date(year, month, 1 if first else _last_day(year, month))

    @property
    def python(self) -> dt.date | None:
        """The `datetime` or `date`; None for years, months and what is no date."""
        return self.datetime or self.date

    def _rank(self, value: object) -> tuple[int, str, int, bool] | None:
        if isinstance(value, Temporal):
            return value._beginning
        made = Temporal.of(value) if isinstance(value, dt.date) else None
        return NotImplemented if made is None else made._beginning

    @cached_property
    def _beginning(self) -> tuple[int, str, int, bool] | None:
        """Second and fraction, then how precise it is and whether it has a zone; years may be any."""
        parts, form = self._parts, self.form
        if form is None:
            return None
        cycles, year = divmod(int(parts["year"]) - 1, _CYCLE_YEARS)
        day = dt.date(year + 1, int(parts.get("month", 1)), int(parts.get("day", 1)))
        hour = 24 if "midnight" in parts else int(parts.get("hour", 0))
        minutes = ((day.toordinal() + cycles * _CYCLE_DAYS) * 24 + hour) * 60 + int(parts.get("minute", 0))
        zone = _zone(parts.get("zone")) if form == XSD + "dateTime" else None
        if zone is not None:
            minutes -= int(zone.utcoffset(None).total_seconds()) // 60
        second = minutes * 60 + int(parts.get("second", 0))
        return second, parts.get("fraction", "").rstrip("0"), [*_FORMS].index(form), zone is not None


def _is_day(found: re.Match[str]) -> bool:
    """Whether that month has that day; 30 February is no date."""
    parts = found.groupdict()
    if parts.get("day") is None:
        return True
    year = int(parts["year"])
    return int(parts["day"]) <= _last_day(year, int(parts["month"]))


def _last_day(year: int, month: int) -> int:
    return _DAYS[month - 1] + (month == _FEBRUARY and isleap(year))


def _zone(written: str | None) -> dt.timezone | None:
    if written is None:
        return None
    if written == "Z":
        return dt.UTC
    offset = dt.timedelta(hours=int(written[1:3]), minutes=int(written[4:6]))
    return dt.timezone(-offset if written[0] == "-" else offset)
