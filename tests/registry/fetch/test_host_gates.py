"""A gate lets one visitor in at a time, at its rate, and not before it may."""

from __future__ import annotations

import pytest

from danhmuc.registry.fetch import DoorSettings
from danhmuc.registry.fetch.politeness import HostGate, HostGates, NoTurnError

from .loopback import StillClock

FAR = 1e9


def test_turn__a_host_that_closes_while_one_waits_is_waited_for(clock: StillClock) -> None:
    gate = HostGate(DoorSettings(requests_per_second=1, burst=1), clock)
    with gate.turn(FAR):
        pass
    sleep = clock.sleep

    def sleep_while_another_is_told_to_wait(seconds: float) -> None:
        sleep(seconds)
        clock.sleep = sleep  # type: ignore[method-assign]
        gate.close_for(30)

    clock.sleep = sleep_while_another_is_told_to_wait  # type: ignore[method-assign]
    with gate.turn(FAR) as waited:
        assert (waited, clock.slept) == (31, [1, 30])


def test_turn__that_comes_too_late_takes_no_place(clock: StillClock) -> None:
    gate = HostGate(DoorSettings(requests_per_second=0.1, burst=1), clock)
    with gate.turn(FAR):
        pass
    for _ in range(5):
        with pytest.raises(NoTurnError) as caught, gate.turn(clock.monotonic() + 9):
            pass
        assert caught.value.seconds == 10
    with gate.turn(clock.monotonic() + 11) as waited:
        assert waited == 10


def test_turn__a_burst_comes_back_with_time(clock: StillClock) -> None:
    gate = HostGate(DoorSettings(requests_per_second=1, burst=3), clock)
    for _ in range(3):
        with gate.turn(FAR) as waited:
            assert waited == 0
    clock.advance(2)
    for wait in (0, 0, 1):
        with gate.turn(FAR) as waited:
            assert waited == wait


def test_at__a_host_has_one_gate(clock: StillClock) -> None:
    gates = HostGates(DoorSettings(), clock)
    assert gates.at("a.example") is gates.at("a.example")
    assert gates.at("a.example") is not gates.at("b.example")
