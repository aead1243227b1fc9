"""The reference date of dated rules where nobody names another: the day that it is in Viet Nam.

``DANHMUC_TODAY`` sets it for a whole process, so that what is told can be told again another day.
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone
from typing import Final

from danhmuc.vocab.datatypes.days import read_day
from danhmuc.vocab.errors import UsageError

from ..messages.dates import REFERENCE_DATE_UNREADABLE

__all__ = ["today_in_vietnam"]

_VARIABLE: Final = "DANHMUC_TODAY"
_VIETNAM: Final = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh, which knows no summer time; not every machine has the database of zones."""


def today_in_vietnam() -> date:
    """The day that it is in Viet Nam now, or that ``DANHMUC_TODAY`` says it is.

    Raises:
        UsageError: it does not say a day.
    """
    written = os.environ.get(_VARIABLE)
    if not written:
        return datetime.now(_VIETNAM).date()
    day = read_day(written)
    if day is None:
        raise UsageError(REFERENCE_DATE_UNREADABLE(variable=_VARIABLE, text=written))
    return day
