"""Rules of robots.txt for us, by RFC 9309: parsed by protego, kept for a day.

A server without one (4xx) lets us read everything. One whose robots.txt cannot be read now (5xx, no connection) may
have one that forbids everything, so it counts as such; 429 is of that kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from protego import Protego

from danhmuc.vocab.errors import FetchError, HostUnavailableError
from danhmuc.vocab.messages import Message

from .door_settings import PRODUCT
from .host_gates import NoTurnError
from .wall_clock import WallClock

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
