"""Politeness to hosts: how often they are asked, what robots.txt allows, and when to try again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from threading import BoundedSemaphore, Lock
from typing import Final, Protocol

from protego import Protego

from danhmuc.vocab.errors import FetchError, HostUnavailableError
from danhmuc.vocab.messages import Message

from .door_settings import PRODUCT, DoorSettings

# ---------------------------------------------------------------- wall clock
# The clock that the door looks at and waits by; tests give it one that waits for nothing.


class WallClock(Protocol):
    """A clock to look at and to wait by."""

    def monotonic(self) -> float:
        """Seconds since any moment; they never go back."""
        ...

    def time(self) -> float:
        """Seconds since 1970, for the dates of HTTP."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait that long."""
        ...


class SystemClock:
    """The clock of the system."""

    def monotonic(self) -> float:
        """Seconds since any moment."""
        return time.monotonic()

    def time(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait that long."""
        time.sleep(seconds)


# ---------------------------------------------------------------- retry times
# Times until another try: by Retry-After, else by a back-off that doubles.

RETRIED_STATUSES: Final = frozenset([408, 425, 429, *range(500, 600)])
"""Statuses that another try may change."""
_LONGEST_BACKOFF: Final = 120.0
_FOREVER: Final = 10.0**9
"""Seconds for a number that is longer than any deadline."""


def find_backoff(number: int, first: float) -> float:
    """Seconds before another try, after so many.

    >>> [find_backoff(number, 1) for number in (1, 2, 3, 20)]
    [1.0, 2.0, 4.0, 120.0]
    """
    return float(min(_LONGEST_BACKOFF, first * 2 ** min(number - 1, 20)))


def read_retry_after(text: str | None, date: str | None, clock: WallClock) -> float | None:
    """Seconds that a Retry-After asks for, at least 0; None if there is none that can be read.

    Args:
        text: the header, a number of seconds or a date.
        date: the header Date: a date is compared with the server's own clock, which need not be right.
        clock: looked at if the server does not say what time it is.
    """
    if text is None:
        return None
    text = text.strip()
    if re.fullmatch(r"[0-9]+", text, re.ASCII):
        return float(text) if len(text) < 10 else _FOREVER
    moment = _read_date(text)
    if moment is None:
        return None
    now = _read_date(date or "")
    return min(max(0.0, moment - (clock.time() if now is None else now)), _FOREVER)


def _read_date(text: str) -> float | None:
    """Seconds since 1970; None for what is no date of HTTP."""
    try:
        found = parsedate_to_datetime(text)
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC)
        return found.timestamp()
    except (TypeError, ValueError, OverflowError, OSError):
        return None


# ---------------------------------------------------------------- host gates
# The gate of each host: how many connections at a time, how often, and not before when.
#
# All threads of a night share it, so that twenty sources on one server are one visitor to it.


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


# ---------------------------------------------------------------- robots
# Rules of robots.txt for us, by RFC 9309: parsed by protego, kept for a day.
#
# A server without one (4xx) lets us read everything. One whose robots.txt cannot be read now (5xx, no connection) may
# have one that forbids everything, so it counts as such; 429 is of that kind.

MAX_ROBOTS_BYTES: Final = 500 * 1024
"""RFC 9309 wants at least so much to be read; what comes after it is not."""
_UNREACHABLE_SECONDS: Final = 300.0
"""Time until a robots.txt that could not be read is asked for again."""
_LONGEST_DELAY: Final = 60.0
"""Seconds between two requests that a robots.txt may ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """The rules of one robots.txt for us.

    Attributes:
        unreachable: why it could not be read; None if it could, or if there is none.
        is_cut: whether that was since the other side cut every connection, as firewalls do.
        delay: seconds that it wants between two requests.
    """

    rules: Protego | None = None
    unreachable: Message | None = None
    is_cut: bool = False
    delay: float = 0.0

    @classmethod
    def parse(cls, data: bytes) -> RobotsFile:
        """The file with these bytes, cut off after the last whole line if there are too many."""
        if len(data) >= MAX_ROBOTS_BYTES:
            data = data[: data.rfind(b"\n") + 1]
        rules = Protego.parse(data.decode("utf-8-sig", "replace"))
        return cls(rules=rules, delay=min(rules.crawl_delay(PRODUCT) or 0.0, _LONGEST_DELAY))

    def allows(self, url: str) -> bool:
        """Whether it lets us read an address."""
        return self.rules is None or self.rules.can_fetch(url, PRODUCT)


@dataclass(slots=True)
class _Entry:
    lock: Lock = field(default_factory=Lock)
    file: RobotsFile | None = None
    until: float = 0.0


class Robots:
    """The robots.txt of each origin, asked for once by however many threads.

    Args:
        read: reads one anew, by its origin and until a deadline.
    """

    def __init__(self, clock: WallClock, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._lock = Lock()
        self._entries: dict[tuple[str, bool], _Entry] = {}

    def find(self, origin: str, *, internal: bool, deadline: float, read: Callable[[], RobotsFile]) -> RobotsFile:
        """The robots.txt of an origin, read if it is not known or no longer fresh.

        Args:
            internal: whether it may lead to private addresses; what is found so is not used for other sources.
            deadline: moment of the clock until which it is waited for.
            read: reads it.

        Raises:
            NoTurnError: another thread is still reading it at the deadline.
            FetchError: it must not be asked for.
        """
        with self._lock:
            entry = self._entries.setdefault((origin, internal), _Entry())
        if not entry.lock.acquire(timeout=max(0.0, deadline - self._clock.monotonic())):
            raise NoTurnError(None)
        try:
            if entry.file is not None and self._clock.monotonic() < entry.until:
                return entry.file
            try:
                found = read()
            except HostUnavailableError as error:
                found = RobotsFile(unreachable=error.reason, is_cut=error.letter is not None)
                if self._clock.monotonic() >= deadline:
                    return found  # perhaps there was only too little time: nobody else should suffer from that
            except FetchError:
                entry.file = None
                raise
            entry.file = found
            kept = self._seconds if found.unreachable is None else _UNREACHABLE_SECONDS
            entry.until = self._clock.monotonic() + kept
            return found
        finally:
            entry.lock.release()
