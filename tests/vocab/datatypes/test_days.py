"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.datatypes.dates import read_day, read_day_alone


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-07-01", date(2025, 7, 1)),
        (" 2025-07-01 ", date(2025, 7, 1)),
        ("01/07/2025", date(2025, 7, 1)),
        ("1/7/2025", date(2025, 7, 1)),
        ("01.07.2025", date(2025, 7, 1)),
        ("01-07-2025", date(2025, 7, 1)),
        ("2025-07-01T00:00:00+07:00", date(2025, 7, 1)),
        ("2025-07-01Z", date(2025, 7, 1)),
        ("2025", date(2025, 1, 1)),
        ("2025-02", date(2025, 2, 1)),
        ("29/02/2024", date(2024, 2, 29)),
        ("29/02/2025", None),
        ("2025-13-01", None),
        ("2025-13", None),
        ("0000", None),
        ("00/00/2025", None),
        ("1/7/25", None),
        ("45839", None),
        ("hôm nay", None),
        ("", None),
    ],
)
def test_read_day__takes_what_is_a_day_and_nothing_else(text: str, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(("text", "day"), [("2025", date(2025, 12, 31)), ("2024-02", date(2024, 2, 29))])
def test_read_day__the_last_one_of_a_year_or_month(text: str, day: date) -> None:
    assert read_day(text, last=True) == day


@given(st.dates(), st.booleans())
def test_read_day__reads_back_what_is_written_in_either_way(day: date, last: bool) -> None:
    assert read_day(day.isoformat(), last=last) == day
    assert read_day(f"{day.day:02}/{day.month:02}/{day.year:04}", last=last) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (" 2025-07-01 ", date(2025, 7, 1)),
        ("1/7/2025", date(2025, 7, 1)),
        ("2025-07", None),
        ("2025", None),
        ("2025-07-01Z", None),
        ("2025-07-01T25:00", None),
        ("31/02/2025", None),
    ],
)
def test_read_day_alone__takes_no_month_and_nothing_behind(text: str, day: date | None) -> None:
    assert read_day_alone(text) == day


@given(st.text())
def test_read_day__never_fails(text: str) -> None:
    read_day(text)
