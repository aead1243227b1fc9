"""The clock that the door looks at and waits by; tests give it one that waits for nothing."""

from __future__ import annotations

import time
from typing import Protocol


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
