"""The files of a feed as its manifest has them: what they hold, and since when.

What a file that ends in ``.gz`` holds is what it unpacks to: the same text is packed to other bytes elsewhere.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Final

__all__ = [
    "PACKED",
    "ManifestFile",
    "describe_file",
    "describe_folder",
    "file_holds",
    "find_damage",
    "is_feed_path",
    "is_time",
    "seconds_of",
    "time_of",
]

PACKED: Final = ".gz"
_PART: Final = re.compile(r"[A-Za-z0-9_~%-][A-Za-z0-9._~%-]*")
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestFile:
    """A file of a feed.

    Attributes:
        path: within the folder of the feed, with ``/``.
        sha256: of what it holds, in hex; of a packed file, of what it unpacks to. So is `byte_size`.
        modified_at: since when it holds that; ISO 8601 in UTC, to the second, as its time in the file system.
    """

    path: str
    sha256: str
    byte_size: int
    modified_at: str


def is_feed_path(path: str) -> bool:
    """Whether a file of a feed can have that path: visible, within the folder, without what an address escapes."""
    return all(_PART.fullmatch(part) for part in path.split("/"))


def seconds_of(time: str) -> int:
    """Seconds since 1970 of a time of ISO 8601 that says its offset.

    Raises:
        ValueError: it is none.
    """
    moment = datetime.fromisoformat(time)
    if moment.tzinfo is None:
        raise ValueError(f"{time!r} does not say its offset from UTC")
    return int(moment.timestamp())


def is_time(text: str) -> bool:
    """Whether a text is a time that `seconds_of` reads."""
    try:
        seconds_of(text)
    except ValueError:
        return False
    return True


def time_of(seconds: int) -> str:
    """The time, as a manifest has it.

    >>> time_of(seconds_of("2026-06-01T07:00:00.5+07:00"))
    '2026-06-01T00:00:00Z'
    """
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def describe_file(folder: Path, path: str) -> ManifestFile:
    """A file as it is, which is not packed.

    Raises:
        OSError: it cannot be read.
    """
    with (folder / path).open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        found = os.fstat(opened.fileno())
    return ManifestFile(path=path, sha256=sha256, byte_size=found.st_size, modified_at=time_of(int(found.st_mtime)))


def describe_folder(folder: Path) -> dict[str, ManifestFile]:
    """All files of a feed as they are, by path; what cannot be read, or cannot be one of a feed, is not among them."""
    found = {}
    for one in sorted(folder.rglob("*")):
        path = PurePosixPath(one.relative_to(folder)).as_posix()
        if not is_feed_path(path) or one.is_symlink() or not one.is_file():
            continue
        try:
            found[path] = _describe_unpacked(one, path)
        except (OSError, EOFError, zlib.error):
            continue
    return found


def _describe_unpacked(file: Path, path: str) -> ManifestFile:
    digest, byte_size = hashlib.sha256(), 0
    with gzip.open(file, "rb") if path.endswith(PACKED) else file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
            byte_size += len(chunk)
    modified_at = time_of(int(file.stat().st_mtime))
    return ManifestFile(path=path, sha256=digest.hexdigest(), byte_size=byte_size, modified_at=modified_at)


def file_holds(file: Path, fact: ManifestFile) -> bool:
    """Whether a file holds what is said of it.

    Raises:
        OSError: it cannot be read, be it because it is not there.
    """
    digest, byte_size = hashlib.sha256(), 0
    try:
        with gzip.open(file, "rb") if fact.path.endswith(PACKED) else file.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                digest.update(chunk)
                byte_size += len(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return False
    return byte_size == fact.byte_size and digest.hexdigest() == fact.sha256


def find_damage(
    folder: Path, files: Mapping[str, ManifestFile], *, besides: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Paths of files that are not there, hold something else, or are not listed; sorted within each kind.

    Args:
        besides: files that may be there and are not listed.
    """
    for path, fact in sorted(files.items()):
        try:
            is_whole = file_holds(folder / path, fact)
        except FileNotFoundError:
            is_whole = False
        if not is_whole:
            yield path
    for one in sorted(folder.rglob("*")):
        path = PurePosixPath(one.relative_to(folder)).as_posix()
        if not one.is_dir() and path not in files and path not in besides:
            yield path
