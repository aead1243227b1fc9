"""Processor time of this process and of a PostgreSQL server: the postmaster and all the processes that it started.

From Linux's /proc, in steps of a hundredth of a second.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["cpu_seconds", "postmaster_of"]

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _OWN, _WITH_ENDED = 1, slice(11, 13), slice(11, 15)
"""Places of what a process took, itself and with its ended children, in its stat after the name."""


def postmaster_of(backend: int) -> int:
    """The process that started the one that serves a connection."""
    return int(_stat(backend)[_PARENT])


def cpu_seconds(postmaster: int | None) -> float:
    """What this process and those of a server have taken so far."""
    return time.process_time() + (0 if postmaster is None else _server_seconds(postmaster))


def _server_seconds(postmaster: int) -> float:
    ticks = sum(map(int, _stat(postmaster)[_WITH_ENDED]))
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text(encoding="ascii")
    for child in children.split():
        # One that ends meanwhile counts among those that have ended, next time.
        with suppress(OSError):
            ticks += sum(map(int, _stat(int(child))[_OWN]))
    return ticks / _TICKS


def _stat(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
