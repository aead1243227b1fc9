"""Read days as people and files write them: less strict than XML Schema, for commands, tables and code lists."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

from .dates import last_day_of, read_date_parts
from .names import XSD

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
