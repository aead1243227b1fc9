"""When a source is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from danhmuc.registry.harvest.named_sources import is_due

NOW = datetime(2026, 3, 2, 19, 15, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("ago", "interval", "due"),
    [
        (None, DAY, True),
        (DAY, DAY, True),
        (DAY - timedelta(seconds=1), DAY, True),
        (DAY - timedelta(hours=1), DAY, True),
        (DAY - timedelta(hours=1, seconds=1), DAY, False),
        (timedelta(), DAY, False),
        (timedelta(minutes=54), timedelta(hours=1), True),
        (timedelta(minutes=53), timedelta(hours=1), False),
        (timedelta(days=6), timedelta(days=7), False),
        (timedelta(hours=-2), DAY, True),
        (timedelta(), timedelta(), True),
    ],
    ids=str,
)
def test_is_due(ago: timedelta | None, interval: timedelta, due: bool) -> None:
    assert is_due(None if ago is None else NOW - ago, interval, NOW) is due
