"""The forms that values of DCAT-US have in 1.1 and 3.0: dates, intervals, frequencies, redactions."""

from __future__ import annotations

import re
from typing import Final

ACCESS_LEVELS: Final = ("public", "restricted public", "non-public")
"""The levels of 1.1, in the order of `ACCESS_RIGHTS`."""


_REDACTED: Final = re.compile(r"\s*\[\[\s*REDACTED", re.IGNORECASE)
_DURATION: Final = (
    r"P(?=.)(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?"
)
_IS_DURATION: Final = re.compile(_DURATION)
_REPEATING: Final = re.compile(r"R\d*")
_IS_FREQUENCY: Final = re.compile(r"R/" + _DURATION)
_IS_3_FREQUENCY: Final = re.compile(r"R/P.+")
_ISO_DATE: Final = re.compile(
    r"[+-]?\d{4}(?!\d{2}\b)(?:-?(?:(?:0[1-9]|1[0-2])(?:-?(?:[12]\d|0[1-9]|3[01]))?|W(?:[0-4]\d|5[0-3])(?:-?[1-7])?"
    r"|(?:00[1-9]|0[1-9]\d|[12]\d{2}|3(?:[0-5]\d|6[0-6])))"
    r"(?:[T\s](?:(?:[01]\d|2[0-3])(?::?[0-5]\d)?|24:?00)(?:[.,]\d+(?!:))?(?::?[0-5]\d(?:[.,]\d+)?)?"
    r"(?:[zZ]|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?)?"
)
"""A date of ISO 8601, basic or extended, also of weeks and of days of the year, as 1.1 allows."""


def is_redacted(text: str) -> bool:
    """Whether a text is a mark of redaction.

    >>> is_redacted("[[REDACTED-EX B6]]"), is_redacted("redacted")
    (True, False)
    """
    return _REDACTED.match(text) is not None


def is_11_date(text: str) -> bool:
    """Whether 1.1 takes it for a date."""
    return _ISO_DATE.fullmatch(text) is not None


def is_11_rhythm(text: str) -> bool:
    """Whether 1.1 takes it for the rhythm of changes: a duration, repeating or not, also from a date on."""
    parts = _interval_parts(text)
    if len(parts) > 1 and is_11_date(parts[0]):
        parts = parts[1:]
    return len(parts) == 1 and _IS_DURATION.fullmatch(parts[0]) is not None


def _interval_parts(text: str) -> list[str]:
    """The parts of an interval without the mark of repetition."""
    parts = text.split("/")
    return parts[1:] if _REPEATING.fullmatch(parts[0]) else parts


def is_11_interval(text: str) -> bool:
    """Whether 1.1 takes it for an interval, repeating or not: two dates, or a date and a duration."""
    parts = _interval_parts(text)
    if len(parts) != 2:
        return False
    dates = [is_11_date(part) for part in parts]
    durations = [_IS_DURATION.fullmatch(part) is not None for part in parts]
    return all(dates) or (dates[0] and durations[1]) or (durations[0] and dates[1])


def is_frequency(text: str, *, loose: bool) -> bool:
    """Whether it is a repeating interval; `loose` as 3.0 takes it."""
    return (_IS_3_FREQUENCY if loose else _IS_FREQUENCY).fullmatch(text) is not None
