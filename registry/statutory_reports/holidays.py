"""Read a list of public holidays from a TOML file; the first mistake refuses all of it, with its line.

The list is the operator's: no list of holidays of several years was found in a legal act, and each year has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, NoReturn

from danhmuc.vocab.datatypes.dates import WEEKENDS_ONLY, WorkingCalendar, read_day
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.files import TomlFile, read_toml
from danhmuc.vocab.messages import Message, MessageTemplate
from danhmuc.vocab.text import shorten

from ..messages.statutory_reports import HolidaysText

_MAX_BYTES: Final = 1 << 20
_MAX_RANGE: Final = 31
"""Days that go together; Tết has some ten. A range of years is a mistyped year."""
_SHOWN: Final = 60
_KEYS: Final = ("holidays", "working_days")
_TO: Final = re.compile(r"\s*(?:\.\.|–|—|\s-\s|\sđến\s|\sto\s)\s*")
_WEEKEND: Final = 5


def read_holidays(document: str | Path | bytes, *, name: str | None = None) -> WorkingCalendar:
    """The calendar that a file states::

        holidays = ["01/01/2026", "14/02/2026 .. 22/02/2026", 2026-04-30]
        working_days = ["22/08/2026"]  # a Saturday that is worked in exchange

    Days are dd/mm/yyyy or ISO; two days with ``..``, a dash or *đến* between them are all days from one to the other.

    Args:
        document: a path, or the bytes themselves.
        name: name of the bytes in errors.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it cannot be used; the message names file and line.
    """
    file = _File(
        read_toml(
            document,
            name=name,
            limit=_MAX_BYTES,
            too_large=HolidaysText.HOLIDAYS_TOO_LARGE,
            no_toml=HolidaysText.HOLIDAYS_NOT_TOML,
        )
    )
    holidays, worked = file.days("holidays"), file.days("working_days")
    for day in sorted(worked):
        if day in holidays:
            file.refuse(HolidaysText.HOLIDAYS_DAY_TWICE, worked[day])
        if day.weekday() < _WEEKEND:
            file.refuse(HolidaysText.HOLIDAYS_WORKED_WEEKDAY, worked[day])
    return WorkingCalendar(holidays=frozenset(holidays), worked=frozenset(worked))


def calendar_note(calendar: WorkingCalendar) -> Message:
    """The sentence of a report on the days off that it counted with."""
    if calendar == WEEKENDS_ONLY:
        return HolidaysText.HOLIDAYS_NONE()
    return HolidaysText.HOLIDAYS_LISTED(years=tuple(map(str, calendar.years)))


class _File:
    """The lists of a file, and the errors that name it."""

    def __init__(self, file: TomlFile) -> None:
        self._file = file
        for key in file.content:
            if key not in _KEYS:
                raise UsageError(
                    HolidaysText.HOLIDAYS_KEY_UNKNOWN(
                        file=file.shown, line=file.line_of(key) or 1, key=key, known=_KEYS
                    )
                )

    def days(self, key: str) -> Mapping[date, object]:
        """The days of a list, each with the value that names it."""
        values = self._file.content.get(key, [])
        if not isinstance(values, list):
            line = self._file.line_of(key) or 1
            shown = shorten(str(values), _SHOWN)
            raise UsageError(HolidaysText.HOLIDAYS_LIST_WANTED(file=self._file.shown, line=line, key=key, found=shown))
        return {day: value for value in values for day in self._read(value)}

    def _read(self, value: object) -> Iterator[date]:
        ends = [_day(one) for one in _TO.split(value.strip())] if isinstance(value, str) else [_day(value)]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            self.refuse(HolidaysText.HOLIDAYS_DAY_WANTED, value)
        number = (last - first).days + 1
        if number < 1:
            self.refuse(HolidaysText.HOLIDAYS_RANGE_WRONG, value)
        if number > _MAX_RANGE:
            self.refuse(HolidaysText.HOLIDAYS_RANGE_TOO_LONG, value, days=number, most=_MAX_RANGE)
        return (first + timedelta(one) for one in range(number))

    def refuse(self, why: MessageTemplate, value: object, **facts: int) -> NoReturn:
        """Raise the error about a value."""
        written = str(value)
        line = self._file.line_of(written) or 1
        raise UsageError(why(file=self._file.shown, line=line, found=shorten(written, _SHOWN), **facts))


def _day(value: object) -> date | None:
    """A day; None if it is none, or a whole month or year."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    day = read_day(value) if isinstance(value, str) else None
    return day if isinstance(value, str) and day == read_day(value, last=True) else None
