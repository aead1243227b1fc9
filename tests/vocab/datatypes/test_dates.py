"""Dates are read into their parts, of any year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.datatypes.dates import DATES, DateParts, day_number, last_day_of, read_date, read_date_parts
from danhmuc.vocab.datatypes.grammar import XSD


@pytest.mark.parametrize(
    ("text", "name", "parts"),
    [
        ("2024", "gYear", (2024, None, None, None, None, None, "", None)),
        ("-0044-03Z", "gYearMonth", (-44, 3, None, None, None, None, "", 0)),
        ("12024-02-29+07:30", "date", (12024, 2, 29, None, None, None, "", 450)),
        ("2024-12-31T24:00:00.0-05:00", "dateTime", (2024, 12, 31, 24, 0, 0, "0", -300)),
        ("0000-01-01T01:02:03.045", "dateTime", (0, 1, 1, 1, 2, 3, "045", None)),
        ("01:02:03Z", "time", (None, None, None, 1, 2, 3, "", 0)),
        ("--02-29", "gMonthDay", (None, 2, 29, None, None, None, "", None)),
        ("---31", "gDay", (None, None, 31, None, None, None, "", None)),
    ],
)
def test_parts__are_those_that_are_written(text: str, name: str, parts: tuple[object, ...]) -> None:
    assert read_date_parts(text, XSD[name]) == parts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2023-02-29", "date"),
        ("2024-01-01", "dateTime"),
        ("2024", "string"),
        ("P1Y", "duration"),
        ("1" * 4001, "gYear"),
        ("٢٠٢٤", "gYear"),
    ],
)
def test_parts__of_anything_else_there_are_none(text: str, name: str) -> None:
    assert read_date_parts(text, XSD[name]) is None


def test_dates__are_nine_datatypes() -> None:
    assert len(DATES) == 9


@given(st.datetimes(timezones=st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))))
def test_parts__of_an_instant_of_python_are_its_own(instant: datetime) -> None:
    parts = read_date_parts(instant.isoformat(timespec="microseconds"), XSD.dateTime)
    offset = instant.utcoffset()
    assert offset is not None
    assert parts == DateParts(
        instant.year,
        instant.month,
        instant.day,
        instant.hour,
        instant.minute,
        instant.second,
        f"{instant.microsecond:06}",
        offset // timedelta(minutes=1),
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-31", date(2026, 5, 31)),
        ("2026-05-31Z", date(2026, 5, 31)),
        ("2026-05-31-10:00", date(2026, 5, 31)),
        ("2026-02-30", None),
        ("0000-01-01", None),
        ("10000-01-01", None),
        ("20260531", None),
        ("2026-W01-1", None),
        ("31/05/2026", None),
        ("", None),
    ],
)
def test_read_date__reads_days_of_the_calendar(text: str, day: date | None) -> None:
    assert read_date(text) == day


@given(st.integers(1, 9999), st.integers(1, 12))
def test_last_day__is_that_of_python(year: int, month: int) -> None:
    assert last_day_of(year, month) == monthrange(year, month)[1]
    assert last_day_of(year - 40_000, month) == last_day_of(year, month)


@given(st.dates())
def test_day_number__goes_on_beyond_the_calendar_of_python(day: date) -> None:
    number = day_number(day.year, day.month, day.day)
    assert number == day.toordinal()
    assert day_number(day.year + 12_000, day.month, day.day) - number == 30 * 146_097
    assert number - day_number(day.year - 12_000, day.month, day.day) == 30 * 146_097
