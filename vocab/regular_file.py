"""Open files to read. A pipe or a device, which may never end, and at which opening may wait for ever, is refused."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, Final

_LARGEST: Final = 2 * 1024**3
_SMALL: Final = 1 << 20
"""Bytes of a file of which holes do not matter."""


def open_file(path: str | Path) -> BinaryIO:
    """A file, open to be read.

    Raises:
        OSError: it cannot be opened, is a folder, a pipe or a device, or is large and has next to nothing in it.
        ValueError: no file can have that name.
    """
    file = open(path, "rb", opener=_open_at_once)  # noqa: SIM115 - the caller closes it
    status = os.fstat(file.fileno())
    refused = errno.ESPIPE if not S_ISREG(status.st_mode) else errno.ENODATA if _is_hollow(file, status) else None
    if refused is not None:
        file.close()
        raise OSError(refused, os.strerror(refused), str(path))
    return file


def read_file(path: str | Path, *, limit: int = _LARGEST) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: as for `open_file`, or it has more than `limit` bytes.
        ValueError: no file can have that name.
    """
    with open_file(path) as file:
        if os.fstat(file.fileno()).st_size > limit:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return file.read(limit)


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _is_hollow(file: BinaryIO, status: os.stat_result) -> bool:
    """Whether most of a file is holes; on a disk that is compressed, a file without any has few blocks, too."""
    if not hasattr(os, "SEEK_HOLE") or status.st_size < _SMALL or status.st_blocks * 1024 > status.st_size:
        return False
    has_holes = file.seek(0, os.SEEK_HOLE) < status.st_size
    file.seek(0)
    return has_holes
