"""Lists of public holidays: why one is refused, and what a report says of the days that it counts."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class HolidaysText(Messages):
    HOLIDAYS_TOO_LARGE = message("{file} is larger than {limit} bytes and cannot be a list of holidays")
    HOLIDAYS_NOT_TOML = message("{file} is no TOML: {reason}")
    HOLIDAYS_KEY_UNKNOWN = message("{file}, line {line}: unknown key {key!r}; known: {known}")
    HOLIDAYS_LIST_WANTED = message("{file}, line {line}: {key!r} must be a list of days; found {found}")
    HOLIDAYS_DAY_WANTED = message(
        "{file}, line {line}: {found} is no day; write 30/04/2026 or 2026-04-30, or two days with “..” between them",
    )
    HOLIDAYS_RANGE_WRONG = message("{file}, line {line}: {found} ends before it begins; write the earlier day first")
    HOLIDAYS_RANGE_TOO_LONG = message(
        "{file}, line {line}: {found} has {days} days, and at most {most} may go together"
    )
    HOLIDAYS_WORKED_WEEKDAY = message(
        "{file}, line {line}: {found} is no Saturday or Sunday; 'working_days' has only weekend days that are worked",
    )
    HOLIDAYS_DAY_TWICE = message(
        "{file}, line {line}: {found} is in both 'holidays' and 'working_days'; leave it in one"
    )
    HOLIDAYS_NONE = message(
        "Working days are counted without a list of public holidays: only Saturdays and Sundays are off."
    )
    HOLIDAYS_LISTED = message(
        "Public holidays are listed for {years}; in other years only Saturdays and Sundays are off.",
    )
