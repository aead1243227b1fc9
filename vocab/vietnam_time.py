"""The clock of Viet Nam, by which days and months begin and people are told times; stored times are UTC.

A time that is shown can be given back to a command as it is, on any machine.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

VIETNAM: Final = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh, which has no summer time; not every machine has the time zone database."""


def time_in_vietnam(moment: str) -> str:
    """A time in ISO 8601 with its zone, to the minute on the clock of Viet Nam.

    >>> time_in_vietnam("2026-11-28T23:53:51+00:00")
    '2026-11-29 06:53'
    """
    return datetime.fromisoformat(moment).astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M")


def second_in_vietnam(moment: str) -> str:
    """The same to the second, where the minute would be another moment.

    >>> second_in_vietnam("2026-11-28T23:53:51+00:00")
    '2026-11-29 06:53:51'
    """
    return datetime.fromisoformat(moment).astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S")


def day_in_vietnam(moment: str) -> str:
    """The day in Viet Nam of a time in ISO 8601 with its zone.

    >>> day_in_vietnam("2026-11-28T23:53:51Z")
    '2026-11-29'
    """
    return time_in_vietnam(moment)[:10]
