"""Working days with and without a list of holidays."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.datatypes.dates import WEEKENDS_ONLY, WorkingCalendar

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
TET = WorkingCalendar(
    holidays=frozenset(date(2026, 2, 14) + timedelta(one) for one in range(9)), worked=frozenset({date(2026, 8, 22)})
)


@given(DAYS, st.integers(0, 40))
def test_after__without_holidays_is_counted_day_by_day(day: date, number: int) -> None:
    far = WorkingCalendar(holidays=frozenset({date(1900, 1, 1)}))
    assert WEEKENDS_ONLY.after(day, number) == far.after(day, number)


@given(DAYS, st.integers(1, 40), st.frozensets(DAYS, max_size=30))
def test_after__leaves_so_many_working_days_between(day: date, number: int, holidays: frozenset[date]) -> None:
    calendar = WorkingCalendar(holidays=holidays)
    end = calendar.after(day, number)
    assert end is not None
    assert calendar.is_working(end)
    days = [day + timedelta(one) for one in range(1, (end - day).days + 1)]
    assert sum(map(calendar.is_working, days)) == number


@given(DAYS, st.integers(1, 40), st.frozensets(DAYS, max_size=30))
def test_before__is_the_last_day_from_which_one_is_in_time(day: date, number: int, holidays: frozenset[date]) -> None:
    calendar = WorkingCalendar(holidays=holidays)
    last = calendar.before(day, number)
    assert last is not None
    end, next_end = (calendar.after(last + timedelta(one), number) for one in (0, 1))
    while next_end == end:  # a day off counts as the working day before it
        last += timedelta(1)
        next_end = calendar.after(last + timedelta(1), number)
    assert end is not None
    assert next_end is not None
    assert end <= day < next_end


def test_after__skips_holidays_and_counts_a_worked_saturday() -> None:
    assert TET.after(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert TET.after(date(2026, 2, 17), 2) == date(2026, 2, 24)
    assert TET.before(date(2026, 2, 24), 2) == date(2026, 2, 13)
    assert TET.after(date(2026, 8, 21), 1) == date(2026, 8, 22)
    assert TET.years == (2026,)


def test_after__out_of_range_is_none() -> None:
    assert WEEKENDS_ONLY.after(date.max, 3) is None
    assert TET.after(date.max, 3) is None
    assert WEEKENDS_ONLY.before(date.min, 3) is None
