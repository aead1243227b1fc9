"""Durations are read into their parts, and written."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.datatypes.dates import read_duration, write_duration
from danhmuc.vocab.datatypes.grammar import XSD


def test_parts__are_the_digits_that_are_written() -> None:
    parts = read_duration("-P01Y2M3DT4H5M6.70S")
    assert parts == (True, "01", "2", "3", "4", "5", "6", "70", True)
    assert parts is not None
    assert parts.longest == 2
    assert parts.total_months == -14
    assert parts.total_seconds == -(3 * 86_400 + 4 * 3_600 + 5 * 60 + Fraction(67, 10))


@pytest.mark.parametrize(("text", "has_time"), [("P1D", False), ("P1DT0H", True), ("PT1M", True), ("P1M", False)])
def test_parts__tell_whether_there_is_a_time(text: str, has_time: bool) -> None:
    parts = read_duration(text)
    assert parts is not None
    assert parts.has_time is has_time


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, "duration") for text in ("P", "PT", "P1DT", "1D", "P-1D", "P1.5D", "P1W", "P1D ", "", "P1H")),
        ("P1Y", "dayTimeDuration"),
        ("P1M", "dayTimeDuration"),
        ("P1D", "yearMonthDuration"),
        ("PT1M", "yearMonthDuration"),
        ("P1D", "string"),
        (f"P{'1' * 4000}D", "duration"),
    ],
)
def test_parts__of_anything_else_there_are_none(text: str, name: str) -> None:
    assert read_duration(text, XSD[name]) is None


@given(st.timedeltas())
def test_write__is_read_back(span: timedelta) -> None:
    parts = read_duration(write_duration(span))
    assert parts is not None
    assert parts.total_months == 0
    assert parts.total_seconds == Fraction(span // timedelta(microseconds=1), 1_000_000)
    assert read_duration(write_duration(span), XSD.dayTimeDuration) == parts
