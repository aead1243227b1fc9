"""The default reference date of dated rules: the current day in Viet Nam.

``DANHMUC_TODAY`` sets it for a whole process, so that output can be reproduced on another day.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.vietnam_time import VIETNAM

from ..messages.validating import DatesText

_VARIABLE: Final = "DANHMUC_TODAY"


def today_in_vietnam() -> date:
    """The current day in Viet Nam, or the day in ``DANHMUC_TODAY``.

    Raises:
        UsageError: the variable is no day.
    """
    written = os.environ.get(_VARIABLE)
    if not written:
        return datetime.now(VIETNAM).date()
    from danhmuc.vocab.datatypes.dates import read_day

    day = read_day(written)
    if day is None:
        raise UsageError(DatesText.REFERENCE_DATE_UNREADABLE(variable=_VARIABLE, text=written))
    return day
