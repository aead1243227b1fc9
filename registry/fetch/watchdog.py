"""The watchdog of one request: when its time is up, it closes the connection, whatever is being waited for.

Timeouts of sockets begin anew with each byte, so a server that sends one a minute would hold a thread for ever.
"""

from __future__ import annotations

import os
import socket
import time
from threading import Lock, Timer
from types import TracebackType
from typing import Self


class Watchdog:
    """A context manager around one request.

    Attributes:
        expired: whether it closed the connection; what was read is then not the whole, even if it looks so.
    """

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._lock = Lock()
        self._watched: list[socket.socket] = []
        # Of the system's own clock, as are the timeouts of sockets.
        self._end = time.monotonic() + seconds
        self._timer = Timer(max(0.0, seconds), self.close_connection)
        self._timer.daemon = True

    @property
    def seconds_left(self) -> float:
        """Time until it closes the connection, at least 0."""
        return 0.0 if self.expired else max(0.0, self._end - time.monotonic())

    def watch(self, connected: socket.socket) -> None:
        """Watch a socket, in addition to those watched already."""
        # A duplicate: TLS takes the descriptor out of the socket that it wraps.
        duplicate = socket.socket(fileno=os.dup(connected.fileno()))
        with self._lock:
            self._watched.append(duplicate)
            if self.expired:
                _shut(duplicate)

    def close_connection(self) -> None:
        """Close the connection now: what reads from it gets an error or an end."""
        with self._lock:
            self.expired = True
            for one in self._watched:
                _shut(one)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for one in self._watched:
                one.close()
            self._watched.clear()


def _shut(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster
