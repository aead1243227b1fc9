"""The gate of each host: how many connections at a time, how often, and not before when.

All threads of a night share it, so that twenty sources on one server are one visitor to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from .door_settings import DoorSettings
from .wall_clock import WallClock


class NoTurnError(Exception):
    """The turn of a request comes after its deadline.

    Attributes:
        seconds: time until its turn; None if all connections are in use.
    """

    def __init__(self, seconds: float | None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class HostGate:
    """The gate of one host."""

    def __init__(self, settings: DoorSettings, clock: WallClock) -> None:
        self._interval = 1 / settings.requests_per_second
        self._tolerance = self._interval * (settings.burst - 1)
        self._clock = clock
        self._lock = Lock()
        self._connections = BoundedSemaphore(settings.connections_per_host)
        self._not_before = clock.monotonic()
        self._due = self._not_before
        """Moment at which a host that is asked once an interval would be asked next."""

    @contextmanager
    def turn(self, deadline: float, pause: float = 0.0) -> Iterator[float]:
        """Hold one of the connections when it is one's turn; gives the seconds waited for that.

        Args:
            deadline: moment of the clock at which the turn must have come.
            pause: time that this host wants between the end of a request and the next one.

        Raises:
            NoTurnError: the turn comes too late.
        """
        asked = self._clock.monotonic()
        if not self._connections.acquire(timeout=max(0.0, deadline - asked)):
            raise NoTurnError(None)
        try:
            wait = self._reserve(deadline, pause)
            while wait > 0:
                self._clock.sleep(wait)
                wait = self._closed_until(deadline)
            yield self._clock.monotonic() - asked
        finally:
            if pause > 0:
                self.close_for(pause)
            self._connections.release()

    def close_for(self, seconds: float) -> None:
        """Let nobody ask for that time."""
        with self._lock:
            self._not_before = max(self._not_before, self._clock.monotonic() + seconds)

    def _closed_until(self, deadline: float) -> float:
        """The time for which a turn that has come must still wait, since the host closed in the meantime."""
        with self._lock:
            now = self._clock.monotonic()
            if max(now, self._not_before) >= deadline:
                raise NoTurnError(self._not_before - now)
            return self._not_before - now

    def _reserve(self, deadline: float, pause: float) -> float:
        """Take the next turn; returns the time until then."""
        with self._lock:
            now = self._clock.monotonic()
            # A host that wants pauses wants no bursts either.
            free = self._due if pause > 0 else self._due - self._tolerance
            start = max(now, self._not_before, free)
            if start >= deadline:
                raise NoTurnError(start - now)
            self._due = max(self._due, start) + max(self._interval, pause)
            return start - now


class HostGates:
    """The gates of all hosts, made when they are first asked for."""

    def __init__(self, settings: DoorSettings, clock: WallClock) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = Lock()
        self._gates: dict[str, HostGate] = {}

    def at(self, host: str) -> HostGate:
        """The gate of a host."""
        with self._lock:
            if host not in self._gates:
                self._gates[host] = HostGate(self._settings, self._clock)
            return self._gates[host]
