"""A lock that one process holds, and that its system releases when it ends, in whatever way."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danhmuc.vocab.errors import RegistryError

from ..messages.feed_folders import FEED_BUSY
from .feed_draft import explaining

__all__ = ["hold_lock"]


@contextmanager
def hold_lock(path: Path, *, feed: Path) -> Iterator[None]:
    """Hold a lock file while a feed is built.

    Raises:
        RegistryError: another build holds it.
        UsageError: it cannot be opened.
    """
    with explaining(feed):
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _lock(opened):
            owner = os.read(opened, 200).decode("utf-8", "replace").strip() or "?"
            raise RegistryError(FEED_BUSY(folder=str(feed), process=owner))
        with explaining(feed):
            os.truncate(opened, 0)
            os.write(opened, f"{platform.node()}:{os.getpid()}\n".encode())
        yield
    finally:
        os.close(opened)


if sys.platform == "win32":
    import msvcrt

    def _lock(opened: int) -> bool:
        """Lock a byte after all that is written there."""
        os.lseek(opened, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(opened, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(opened: int) -> bool:
        """Lock the file, unless another process has."""
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
