"""Days as people and files write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

__all__ = ["read_day"]

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*|Z|[+-]\d{2}:\d{2})?)?)?")
_VIETNAMESE: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_day(text: str, *, last: bool = False) -> date | None:
    """The day that a text writes, None where it writes none; of a whole month or year its first day, or its last.

    >>> read_day("2025-07-01"), read_day("01/07/2025"), read_day("2025", last=True), read_day("31/02/2025")
    (datetime.date(2025, 7, 1), datetime.date(2025, 7, 1), datetime.date(2025, 12, 31), None)
    """
    found = _VIETNAMESE.fullmatch(text.strip())
    if found is not None:
        return _day(int(found[3]), int(found[2]), int(found[1]))
    found = _ISO.fullmatch(text.strip())
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    if found[3] is not None:
        return _day(year, month, int(found[3]))
    if not (year and 1 <= month <= 12):
        return None
    return _day(year, month, monthrange(year, month)[1] if last else 1)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
