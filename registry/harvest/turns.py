"""Turns at work for threads: many wait for their servers at the same time, and a few work.

A source that waits for an answer gives its turn away, and takes one again when the answer has come. So many slow
servers take the time of the slowest, and no more memory than the few that are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from threading import BoundedSemaphore, Event
from typing import Unpack

from ..record.door import DoorAnswer, FetchOptions, NetworkDoor, SourceDoor
from ..record.host_traffic import HostTraffic
from ..record.source_settings import SourceSettings


class Turns:
    """A number of turns, which the threads of one process take.

    Args:
        count: number of threads that work at the same time.
    """

    def __init__(self, count: int) -> None:
        self._free = BoundedSemaphore(count)
        self._ended = Event()

    def end(self) -> None:
        """Give no more turns to threads that have not begun."""
        self._ended.set()

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for a turn, and have it until the end of the block.

        Raises:
            CancelledError: no more turns are given.
        """
        with self._free:
            if self._ended.is_set():
                raise CancelledError
            yield

    @contextmanager
    def give_away(self) -> Iterator[None]:
        """Let another thread work until the end of the block; this thread has a turn, and waits for one again."""
        self._free.release()
        try:
            yield
        finally:
            self._free.acquire()

    def door(self, door: NetworkDoor) -> NetworkDoor:
        """The door, which gives a turn away for each answer that it waits for."""
        return _YieldingDoor(door, self)


class _YieldingDoor:
    def __init__(self, door: NetworkDoor, turns: Turns) -> None:
        self._door = door
        self._turns = turns

    def for_source(self, location: str, settings: SourceSettings, *, deadline: float | None = None) -> SourceDoor:
        """The door for one visit of a source; see `NetworkDoor`."""
        return _YieldingSourceDoor(self._door.for_source(location, settings, deadline=deadline), self._turns)

    def close(self) -> None:
        """Close all connections."""
        self._door.close()


class _YieldingSourceDoor:
    def __init__(self, door: SourceDoor, turns: Turns) -> None:
        self._door = door
        self._turns = turns

    @property
    def traffic(self) -> Sequence[HostTraffic]:
        """Counts of what this visit has sent and received, by host."""
        return self._door.traffic

    def fetch(self, url: str, **options: Unpack[FetchOptions]) -> DoorAnswer:
        """Ask for a document; see `Door`."""
        with self._turns.give_away():
            return self._door.fetch(url, **options)
