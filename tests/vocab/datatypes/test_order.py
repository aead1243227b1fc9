"""Values are in order as XML Schema has it: in part."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.datatypes.order import comparable, is_less


def compare(one: str, other: str, name: str, other_name: str | None = None, *, or_equal: bool = False) -> bool | None:
    """Whether one is less; None where there is no order, or nothing to compare."""
    first, second = comparable(one, XSD[name]), comparable(other, XSD[other_name or name])
    return None if first is None or second is None else is_less(first, second, or_equal=or_equal)


LESS = [
    ("9", "10", "integer", "integer"),
    ("-1", "0.5", "integer", "decimal"),
    ("0.1", "1e0", "decimal", "double"),
    ("-INF", "-1e308", "double", "double"),
    ("false", "1", "boolean", "boolean"),
    ("a", "b", "string", "string"),
    ("2024-02-28", "2024-02-29", "date", "date"),
    ("-0002-12-31", "-0001-01-01", "date", "date"),
    ("9999-12-31", "10000-01-01", "date", "date"),
    ("2024-01-01+07:00", "2024-01-01Z", "date", "date"),
    ("2024-01-01", "2024-01-03Z", "date", "date"),
    ("2024-01-01T00:00:00.1", "2024-01-01T00:00:00.12", "dateTime", "dateTime"),
    ("2023-12-31T24:00:00Z", "2024-01-01T00:00:01Z", "dateTimeStamp", "dateTime"),
    ("2023", "2024", "gYear", "gYear"),
    ("2024-01", "2024-02", "gYearMonth", "gYearMonth"),
    ("24:00:00", "00:00:01", "time", "time"),
    ("P1D", "PT25H", "duration", "dayTimeDuration"),
    ("P11M", "P1Y", "yearMonthDuration", "duration"),
    ("P27D", "P1M", "duration", "duration"),
    ("-P1M", "P0D", "duration", "duration"),
]


@pytest.mark.parametrize(("one", "other", "name", "other_name"), LESS)
def test_less__one_way_and_not_the_other(one: str, other: str, name: str, other_name: str) -> None:
    assert compare(one, other, name, other_name) is True
    assert compare(other, one, other_name, name) is False
    assert compare(other, one, other_name, name, or_equal=True) is False


@pytest.mark.parametrize(
    ("one", "other", "name", "other_name"),
    [
        ("2024-01-01", "2024-01-01T00:00:00", "date", "dateTime"),
        ("2024-01-01", "2024-01-01Z", "date", "date"),
        ("2024-01-01T00:00:00", "2024-01-01T14:00:00Z", "dateTime", "dateTime"),
        ("P30D", "P1M", "duration", "duration"),
        ("P365D", "P1Y", "duration", "duration"),
        ("NaN", "1", "double", "double"),
        ("1", "1", "integer", "string"),
        ("x", "1", "integer", "integer"),
        ("--01", "--02", "gMonth", "gMonth"),
        ("a", "b", "anyURI", "anyURI"),
        (f"2024-01-01T00:00:00.{'1' * 4000}Z", "2025-01-01T00:00:00Z", "dateTime", "dateTime"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_less__has_no_answer(one: str, other: str, name: str, other_name: str) -> None:
    assert compare(one, other, name, other_name) is None
    assert compare(other, one, other_name, name, or_equal=True) is None


@pytest.mark.parametrize(
    ("one", "other", "name", "other_name"),
    [
        ("1", "1.0", "integer", "decimal"),
        ("0.1", "0.1", "decimal", "float"),
        ("0.1", "0.1", "decimal", "double"),
        ("true", "1", "boolean", "boolean"),
        ("2024-01-01T24:00:00", "2024-01-02T00:00:00", "dateTime", "dateTime"),
        ("P1Y", "P12M", "duration", "yearMonthDuration"),
        ("PT24H", "P1D", "duration", "dayTimeDuration"),
    ],
)
def test_equal__is_less_or_equal_only(one: str, other: str, name: str, other_name: str) -> None:
    assert compare(one, other, name, other_name) is False
    assert compare(one, other, name, other_name, or_equal=True) is True


ZONED = st.datetimes(timezones=st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))))


@given(ZONED, ZONED)
def test_less__instants_are_in_the_order_of_python(one: datetime, other: datetime) -> None:
    assert compare(one.isoformat(), other.isoformat(), "dateTime") == (one < other)


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers())
def test_less__numbers_are_in_the_order_of_python(one: Decimal, other: int) -> None:
    assert compare(format(one, "f"), str(other), "decimal", "integer") == (one < other)
