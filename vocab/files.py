"""Files of TOML that settings and lists are read from: regular ones alone, up to a size."""

from __future__ import annotations

import errno
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, Final

from .errors import SourceUnavailableError, UsageError
from .messages import FOREIGN_WORDS, MessageTemplate, system_reason

# ---------------------------------------------------------------- regular file
# Open files to read. A pipe or a device, which may never end, and at which opening may wait for ever, is refused.

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


# ---------------------------------------------------------------- toml file
# Read a file of settings in TOML, as far as it says what it is: bytes of a bounded number, UTF-8, tables and keys.


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A file of settings.

    Attributes:
        shown: its name in errors.
        content: its keys; a table is a dictionary.
        text: all of it, as it was written.
    """

    shown: str
    content: Mapping[str, object]
    text: str = field(default="", compare=False, repr=False)

    def line_of(self, written: str) -> int | None:
        """The number of the first line that has these words outside a comment; None if none has."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if written in line.partition("#")[0]:
                return number
        return None


def read_toml(
    document: str | Path | bytes,
    *,
    name: str | None = None,
    limit: int,
    too_large: MessageTemplate,
    no_toml: MessageTemplate,
) -> TomlFile:
    """The keys of a file.

    Args:
        document: a path, or the bytes themselves.
        name: name of the bytes in errors.
        limit: the most bytes that it may have; a device never ends.
        too_large: the message that it has more, with the facts ``file`` and ``limit``.
        no_toml: the message that it is no TOML, with the facts ``file`` and ``reason``.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it is too large, or no TOML.
    """
    shown = (name or "–") if isinstance(document, bytes) else str(document)
    data = document if isinstance(document, bytes) else _read(document, shown, limit)
    if len(data) > limit:
        raise UsageError(too_large(file=shown, limit=limit))
    try:
        text = data.decode("utf-8-sig")
        return TomlFile(shown=shown, content=tomllib.loads(text), text=text)
    except (ValueError, RecursionError) as error:
        words = " ".join(str(error).split()) or type(error).__name__
        raise UsageError(no_toml(file=shown, reason=FOREIGN_WORDS(words=words))) from error


def _read(path: str | Path, shown: str, limit: int) -> bytes:
    try:
        with open_file(path) as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:  # no path has a null character
        reason = system_reason(error) if isinstance(error, OSError) else FOREIGN_WORDS(words=str(error))
        raise SourceUnavailableError(shown, reason) from error
