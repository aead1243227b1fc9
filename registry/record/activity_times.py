"""Times of activities, in the one form in which texts compare as times."""

from __future__ import annotations

import re
from typing import Final

_FORM: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(?:Z|\+00:00)")


def is_comparable_time(text: str) -> bool:
    """Whether a text is a time in UTC to the microsecond, as ISO 8601 writes it."""
    return _FORM.fullmatch(text) is not None


def comparable_time(text: str | None) -> str | None:
    """The time; None if it is in another form, since nobody knows then what is older."""
    return text if text is not None and is_comparable_time(text) else None
