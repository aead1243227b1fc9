"""Years, months, days and instants."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Final

from danhmuc.vocab.datatypes.dates import DateParts, day_number, last_day_of, read_date_parts
from danhmuc.vocab.datatypes.grammar import STRING, XSD

from .ordered import Ordered

_FORMS: Final = (XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime)
"""The four datatypes of a temporal literal in DCAT-AP, the least precise first."""
_ENDLESS_YEAR: Final = 10**9
_FRACTION_DIGITS: Final = 40
"""Years from `_ENDLESS_YEAR` on, and instants with more digits after the second, have no value."""
_LAST_HOUR: Final = 24


class Temporal(Ordered):
    """A year, a month, a day or an instant, as precise as it was written.

    A text without datatype counts if it has one of the four forms. They are ordered by the instant at which they
    begin, the less precise first; without a time zone, and for days, UTC is assumed.

    >>> when = Temporal("2026-05", XSD.gYearMonth)
    >>> when.year, when.month, when.date, when.latest
    (2026, 5, None, datetime.date(2026, 5, 31))
    """

    __slots__ = ()

    @classmethod
    def of(cls, value: str | dt.date | Temporal) -> Temporal | None:
        """Make one from a Python date, or a text in one of the four forms; None for any other text.

        Also None for an instant whose zone XML Schema cannot write: one with seconds, or beyond 14 hours.
        """
        match value:
            case Temporal():
                return value
            case dt.datetime():
                instant = cls(value.isoformat(), XSD.dateTime)
                return None if instant.form is None else instant
            case dt.date():
                return cls(value.isoformat(), XSD.date)
        made = cls(str(value))
        return None if made.form is None else cls(made.lexical, made.form)

    @cached_property
    def form(self) -> str | None:
        """IRI of the datatype for which the text is well-formed, its own if it has one; None if it is ill-formed."""
        if self.datatype != STRING:
            return None if self._parts is None else self.datatype
        return next((form for form in _FORMS if _read(self.lexical, form) is not None), None)

    @cached_property
    def _parts(self) -> DateParts | None:
        form = self.form if self.datatype == STRING else self.datatype
        return None if form is None else _read(self.lexical, form)

    @property
    def year(self) -> int | None:
        """The year; None if the text is ill-formed."""
        return None if self._parts is None else self._parts.year

    @property
    def month(self) -> int | None:
        """The month, 1 to 12; None if it is not given."""
        return None if self._parts is None else self._parts.month

    @cached_property
    def date(self) -> dt.date | None:
        """The day as written, without time and zone; None if it is not given."""
        instant = self.datetime
        if instant is not None:
            return instant.date()
        parts = self._parts
        # Midnight at the end of the last day that Python supports belongs to a day that it does not support.
        if parts is None or parts.hour == _LAST_HOUR:
            return None
        return _day(parts)

    @cached_property
    def datetime(self) -> dt.datetime | None:
        """The instant to the microsecond, with its zone if it has one; None if it is not given."""
        parts = self._parts
        day = None if parts is None else _day(parts)
        if parts is None or day is None or parts.hour is None:
            return None
        is_midnight = parts.hour == _LAST_HOUR
        time = dt.time(
            0 if is_midnight else parts.hour,
            parts.minute or 0,
            parts.second or 0,
            int(parts.fraction[:6].ljust(6, "0")),
            None if parts.zone is None else dt.timezone(dt.timedelta(minutes=parts.zone)),
        )
        try:
            return dt.datetime.combine(day + dt.timedelta(days=is_midnight), time)
        except OverflowError:
            return None

    @property
    def earliest(self) -> dt.date | None:
        """The first possible day."""
        return self._bounding_day(first=True)

    @property
    def latest(self) -> dt.date | None:
        """The last possible day."""
        return self._bounding_day(first=False)

    def _bounding_day(self, *, first: bool) -> dt.date | None:
        parts = self._parts
        if parts is None or parts.year is None or parts.day is not None:
            return self.date
        if not dt.MINYEAR <= parts.year <= dt.MAXYEAR:
            return None
        month = parts.month or (1 if first else 12)
        return dt.date(parts.year, month, 1 if first else last_day_of(parts.year, month))

    @property
    def python(self) -> dt.date | None:
        """The `datetime` or `date`; None for years, months and texts that are not dates."""
        return self.datetime or self.date

    def _rank(self, value: object) -> tuple[int, str, int, bool] | None:
        if isinstance(value, Temporal):
            return value._beginning
        made = Temporal.of(value) if isinstance(value, dt.date) else None
        return NotImplemented if made is None else made._beginning

    @cached_property
    def _beginning(self) -> tuple[int, str, int, bool] | None:
        """Second and fraction, then its precision and whether it has a zone; for any year."""
        parts, form = self._parts, self.form
        if parts is None or parts.year is None or form is None:
            return None
        day = day_number(parts.year, parts.month or 1, parts.day or 1)
        minutes = (day * 24 + (parts.hour or 0)) * 60 + (parts.minute or 0)
        zone = parts.zone if form == XSD.dateTime else None
        second = (minutes - (zone or 0)) * 60 + (parts.second or 0)
        return second, parts.fraction.rstrip("0"), _FORMS.index(form), zone is not None


def _read(lexical: str, datatype: str) -> DateParts | None:
    """The parts of a text of one of the four datatypes, none of them endless."""
    parts = read_date_parts(lexical, datatype) if datatype in _FORMS else None
    if parts is None or parts.year is None:
        return None
    is_endless = abs(parts.year) >= _ENDLESS_YEAR or len(parts.fraction) > _FRACTION_DIGITS
    return None if is_endless else parts


def _day(parts: DateParts) -> dt.date | None:
    """The day as written; None if there is none, or its year is outside Python's range."""
    if parts.year is None or parts.month is None or parts.day is None or not dt.MINYEAR <= parts.year <= dt.MAXYEAR:
        return None
    return dt.date(parts.year, parts.month, parts.day)
