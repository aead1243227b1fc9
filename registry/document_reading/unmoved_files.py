"""Whether files are those that are known, byte by byte."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG

from ..record.visit import KnownDocument


def are_unmoved(files: Mapping[str, Path], known: Mapping[str, KnownDocument]) -> bool:
    """Whether these files, by place, are the known documents and no others; False if one cannot be read.

    Sizes are compared first, since that opens nothing; the digests of all bytes decide.
    """
    if not known or files.keys() != known.keys():
        return False
    try:
        for place, path in files.items():
            status = path.stat()
            if not S_ISREG(status.st_mode) or status.st_size != known[place].size:
                return False
        return all(_digest(path) == known[place].digest for place, path in files.items())
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
