"""A heartbeat beside long work: a thread that calls something now and then until the work ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Self

from danhmuc.vocab.errors import RegistryError


class Heartbeat:
    """Beats while its block runs.

    A beat that fails is not repeated before its time: if the lease is lost, or the registry out of reach, the next
    writing transaction of the work itself says so.
    """

    def __init__(self, beat: Callable[[], None], seconds: float) -> None:
        self._beat = beat
        self._seconds = seconds
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._go, name="danhmuc-heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def _go(self) -> None:
        while not self._ends.wait(self._seconds):
            with suppress(RegistryError):
                self._beat()
