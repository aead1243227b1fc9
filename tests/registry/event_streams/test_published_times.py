"""Times of activities."""

from __future__ import annotations

import pytest

from danhmuc.registry.event_streams.stream_page import read_activity_time
from danhmuc.vocab.datatypes.grammar import STRING, XSD


@pytest.mark.parametrize(
    ("lexical", "datatype", "text"),
    [
        ("2026-01-02T03:04:05Z", XSD.dateTime, "2026-01-02T03:04:05.000000+00:00"),
        ("2026-01-02T03:04:05.1234567+07:00", XSD.dateTime, "2026-01-01T20:04:05.123456+00:00"),
        ("2026-01-02T24:00:00Z", XSD.dateTimeStamp, "2026-01-03T00:00:00.000000+00:00"),
        ("2026-01-02T03:04:05", XSD.dateTime, "2026-01-02T03:04:05.000000+00:00"),
        ("2026-01-02T03:04:05Z", STRING, "2026-01-02T03:04:05.000000+00:00"),
        ("2026-01-02", XSD.date, "2026-01-02T00:00:00.000000+00:00"),
    ],
)
def test_moment__is_told_to_the_microsecond(lexical: str, datatype: str, text: str) -> None:
    moment = read_activity_time(lexical, datatype)
    assert moment is not None
    assert moment.text == text


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("hôm qua", XSD.dateTime),
        ("2026", XSD.gYear),
        ("2026-02-30T00:00:00Z", XSD.dateTime),
        ("-0005-01-01T00:00:00Z", XSD.dateTime),
        ("0001-01-01T00:00:00+14:00", XSD.dateTime),
        ("9999-12-31T24:00:00Z", XSD.dateTime),
        ("2026-01-02T03:04:05." + "1" * 200 + "Z", XSD.dateTime),
        ("2026-01-02", STRING),
    ],
)
def test_moment__what_is_not_understood_is_none(lexical: str, datatype: str) -> None:
    assert read_activity_time(lexical, datatype) is None


def test_moment__is_compared_exactly() -> None:
    """Two within a microsecond are two, though their texts are the same."""
    one = read_activity_time("2026-01-02T03:04:05.0000001Z", XSD.dateTime)
    other = read_activity_time("2026-01-02T10:04:05.0000002+07:00", XSD.dateTime)
    assert one is not None
    assert other is not None
    assert one < other
    assert one.text == other.text
