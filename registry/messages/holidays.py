"""Lists of public holidays: why one is refused, and what a report says of the days that it counts."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "HOLIDAYS_DAY_TWICE",
    "HOLIDAYS_DAY_WANTED",
    "HOLIDAYS_KEY_UNKNOWN",
    "HOLIDAYS_LISTED",
    "HOLIDAYS_LIST_WANTED",
    "HOLIDAYS_NONE",
    "HOLIDAYS_NOT_TOML",
    "HOLIDAYS_RANGE_TOO_LONG",
    "HOLIDAYS_RANGE_WRONG",
    "HOLIDAYS_TOO_LARGE",
    "HOLIDAYS_WORKED_WEEKDAY",
]

HOLIDAYS_TOO_LARGE: Final = message(
    "holidays-too-large", "{file} is larger than {limit} bytes and cannot be a list of holidays"
)
HOLIDAYS_NOT_TOML: Final = message("holidays-not-toml", "{file} is no TOML: {reason}")
HOLIDAYS_KEY_UNKNOWN: Final = message(
    "holidays-key-unknown", "{file}, line {line}: unknown key {key!r}; known: {known}"
)
HOLIDAYS_LIST_WANTED: Final = message(
    "holidays-list-wanted", "{file}, line {line}: {key!r} must be a list of days; found {found}"
)
HOLIDAYS_DAY_WANTED: Final = message(
    "holidays-day-wanted",
    "{file}, line {line}: {found} is no day; write 30/04/2026 or 2026-04-30, or two days with “..” between them",
)
HOLIDAYS_RANGE_WRONG: Final = message(
    "holidays-range-wrong", "{file}, line {line}: {found} ends before it begins; write the earlier day first"
)
HOLIDAYS_RANGE_TOO_LONG: Final = message(
    "holidays-range-too-long", "{file}, line {line}: {found} has {days} days, and at most {most} may go together"
)
HOLIDAYS_WORKED_WEEKDAY: Final = message(
    "holidays-worked-weekday",
    "{file}, line {line}: {found} is no Saturday or Sunday; 'working_days' has only weekend days that are worked",
)
HOLIDAYS_DAY_TWICE: Final = message(
    "holidays-day-twice", "{file}, line {line}: {found} is in both 'holidays' and 'working_days'; leave it in one"
)
HOLIDAYS_NONE: Final = message(
    "holidays-none", "Working days are counted without a list of public holidays: only Saturdays and Sundays are off."
)
HOLIDAYS_LISTED: Final = message(
    "holidays-listed",
    "Public holidays are listed for {years}; in other years only Saturdays and Sundays are off.",
)
