"""The clock of a harvest counts stages by a clock that never goes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from danhmuc.registry.record import harvested as stage_clock
from danhmuc.registry.record.harvested import StageClock


@pytest.fixture(autouse=True)
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is a second later whenever it is read."""
    times: Iterator[float] = iter(map(float, range(100)))
    monkeypatch.setattr(stage_clock, "perf_counter", lambda: next(times))


def test_seconds__of_each_stage_in_their_order() -> None:
    clock = StageClock()
    for stage in ("writing", "reading", "writing"):
        with clock.measuring(stage):  # type: ignore[arg-type]
            pass
    assert list(clock.seconds().items()) == [("reading", 1.0), ("writing", 2.0)]


def test_seconds__of_a_stage_that_is_not_over() -> None:
    clock = StageClock()
    with clock.measuring("writing"):
        assert clock.seconds() == {"writing": 1.0}
    assert clock.seconds() == {"writing": 2.0}


def test_seconds__of_a_stage_that_failed() -> None:
    clock = StageClock()
    with suppress(ZeroDivisionError), clock.measuring("reading"):
        raise ZeroDivisionError
    assert clock.seconds() == {"reading": 1.0}
