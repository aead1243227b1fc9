"""Days as data writes them: partial dates, zones, what is no date; and spans from a day on."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.shapes.engine.days import Days, Span, days_of, read_span
from danhmuc.vocab.terms import XSD


def typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=XSD[datatype])


@pytest.mark.parametrize(
    ("text", "datatype", "first", "last"),
    [
        ("2024-02-29", "date", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02", "gYearMonth", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", "gYearMonth", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023", "gYear", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-05:00", "gYear", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-05-07:00", "gYearMonth", date(2023, 5, 1), date(2023, 5, 31)),
        ("2023-05-07-10:00", "date", date(2023, 5, 7), date(2023, 5, 7)),
        ("2023-12-31T16:59:59Z", "dateTime", date(2023, 12, 31), date(2023, 12, 31)),
        ("2023-12-31T17:00:00Z", "dateTime", date(2024, 1, 1), date(2024, 1, 1)),
        ("2024-01-01T00:30:00+09:00", "dateTime", date(2023, 12, 31), date(2023, 12, 31)),
        ("2024-01-01T23:59:59", "dateTime", date(2024, 1, 1), date(2024, 1, 1)),
        ("2023-12-31T24:00:00", "dateTime", date(2024, 1, 1), date(2024, 1, 1)),
        ("2023-12-31T24:00:00+07:00", "dateTime", date(2024, 1, 1), date(2024, 1, 1)),
        ("2023-12-31T23:00:00.5-05:30", "dateTime", date(2024, 1, 1), date(2024, 1, 1)),
    ],
)
def test_days__of_the_four_datatypes(text: str, datatype: str, first: date, last: date) -> None:
    assert days_of(typed(text, datatype)) == Days(first, last)


@pytest.mark.parametrize(
    "term",
    [
        typed("2023-02-30", "date"),
        typed("2023-13", "gYearMonth"),
        typed("2023-01-01", "dateTime"),
        typed("2023-01-01T25:00:00", "dateTime"),
        typed("0000-01-01", "date"),
        typed("12024-01-01", "date"),
        typed("-2024-01-01", "date"),
        typed("0001-01-01T00:00:00+14:00", "dateTime"),
        typed("01/02/2024", "date"),
        typed("12:00:00", "time"),
        Literal("2024-01-01"),
        Literal("2024-01-01", language="vi"),
        NamedNode("http://a.example/2024-01-01"),
        BlankNode("b"),
    ],
    ids=str,
)
def test_days__of_what_is_no_date_are_none(term: Literal | NamedNode | BlankNode) -> None:
    assert days_of(term) is None


@given(st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_days__of_a_time_with_a_zone_is_that_of_viet_nam(moment: datetime, minutes: int) -> None:
    zoned = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)), microsecond=0)
    day = zoned.astimezone(timezone(timedelta(hours=7))).date()
    assert days_of(typed(zoned.isoformat(), "dateTime")) == Days(day, day)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("P1Y2M3D", Span(14, 3)),
        ("P6M", Span(6, 0)),
        ("P0D", Span(0, 0)),
        ("P", None),
        ("P1W", None),
        ("P1DT0H", None),
        ("-P1D", None),
        ("P1.5Y", None),
        ("P99999Y", None),
        ("6 months", None),
    ],
)
def test_span__is_read_in_whole_months_and_days(text: str, span: Span | None) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    ("day", "span", "end"),
    [
        (date(2024, 8, 31), Span(6, 0), date(2025, 2, 28)),
        (date(2024, 2, 29), Span(12, 0), date(2025, 2, 28)),
        (date(2024, 1, 31), Span(1, 1), date(2024, 3, 1)),
        (date(2024, 12, 31), Span(0, 1), date(2025, 1, 1)),
        (date(9999, 12, 1), Span(1, 0), None),
        (date(9999, 12, 31), Span(0, 1), None),
    ],
)
def test_span__adds_months_first_then_days(day: date, span: Span, end: date | None) -> None:
    assert span.after(day) == end


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400), st.integers(0, 4000))
def test_span__never_ends_before_it_begins_and_grows_with_the_day(day: date, months: int, days: int) -> None:
    span = Span(months, days)
    end, next_end = span.after(day), span.after(day + timedelta(days=1))
    assert end is not None
    assert next_end is not None
    assert day + timedelta(days=days) <= end <= next_end
