"""Times until another try: by Retry-After, else by a back-off that doubles."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from .wall_clock import WallClock

RETRIED_STATUSES: Final = frozenset([408, 425, 429, *range(500, 600)])
"""Statuses that another try may change."""
_LONGEST_BACKOFF: Final = 120.0
_FOREVER: Final = 10.0**9
"""Seconds for a number that is longer than any deadline."""


def find_backoff(number: int, first: float) -> float:
    """Seconds before another try, after so many.

    >>> [find_backoff(number, 1) for number in (1, 2, 3, 20)]
    [1.0, 2.0, 4.0, 120.0]
    """
    return float(min(_LONGEST_BACKOFF, first * 2 ** min(number - 1, 20)))


def read_retry_after(text: str | None, date: str | None, clock: WallClock) -> float | None:
    """Seconds that a Retry-After asks for, at least 0; None if there is none that can be read.

    Args:
        text: the header, a number of seconds or a date.
        date: the header Date: a date is compared with the server's own clock, which need not be right.
        clock: looked at if the server does not say what time it is.
    """
    if text is None:
        return None
    text = text.strip()
    if re.fullmatch(r"[0-9]+", text, re.ASCII):
        return float(text) if len(text) < 10 else _FOREVER
    moment = _read_date(text)
    if moment is None:
        return None
    now = _read_date(date or "")
    return min(max(0.0, moment - (clock.time() if now is None else now)), _FOREVER)


def _read_date(text: str) -> float | None:
    """Seconds since 1970; None for what is no date of HTTP."""
    try:
        found = parsedate_to_datetime(text)
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC)
        return found.timestamp()
    except (TypeError, ValueError, OverflowError, OSError):
        return None
