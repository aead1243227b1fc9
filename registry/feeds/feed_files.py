"""The files of a feed, as its manifest has them and as a build writes them.

The files of a feed, as its manifest has them and as a build writes them: what they hold, and since when.

What a file that ends in ``.gz`` holds is what it unpacks to: the same text is packed to other bytes elsewhere.

A file that holds what that of the last build holds is the same file, by a hard link, with its bytes and its time. So
whoever copies or caches the folder moves what changed. Beside each text stands the same packed, for web servers that
send packed files as they are.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import re
import shutil
import stat
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from io import RawIOBase
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final, cast

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import system_reason

from ..messages.feeds import FeedFoldersText

PACKED: Final = ".gz"
BEGINNING: Final = "1970-01-01T00:00:00Z"
"""The time of a feed of which nothing ever changed."""
_PART: Final = re.compile(r"[A-Za-z0-9_~%-][A-Za-z0-9._~%-]*")
_CHUNK: Final = 1 << 20
_LEVEL: Final = 6
_NO_LINKS: Final = frozenset({errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK, errno.EACCES, errno.ENOSYS})
"""Answers of file systems that have no hard links, or no more of them."""


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


def time_after(newest: str | None, before: str | None) -> str:
    """The time of a build: that of the newest change, and later than that of the build before."""
    seconds = seconds_of(newest or BEGINNING)
    return time_of(seconds if before is None else max(seconds, seconds_of(before) + 1))


def describe_file(folder: Path, path: str) -> ManifestFile:
    """A file as it is.

    Raises:
        OSError, EOFError, zlib.error: it cannot be read or unpacked.
    """
    sha256, byte_size = _read_digest(folder / path)
    modified_at = time_of(int((folder / path).stat().st_mtime))
    return ManifestFile(path=path, sha256=sha256, byte_size=byte_size, modified_at=modified_at)


def describe_folder(folder: Path) -> dict[str, ManifestFile]:
    """All files of a feed as they are, by path; what cannot be read, or cannot be one of a feed, is not among them."""
    found = {}
    for one in sorted(folder.rglob("*")):
        path = PurePosixPath(one.relative_to(folder)).as_posix()
        if not is_feed_path(path) or one.is_symlink() or not one.is_file():
            continue
        try:
            found[path] = describe_file(folder, path)
        except (OSError, EOFError, zlib.error):
            continue
    return found


def _read_digest(file: Path) -> tuple[str, int]:
    """Digest and size of what a file holds, unpacked."""
    digest, byte_size = hashlib.sha256(), 0
    with gzip.open(file, "rb") if file.suffix == PACKED else file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
            byte_size += len(chunk)
    return digest.hexdigest(), byte_size


def file_holds(file: Path, fact: ManifestFile) -> bool:
    """Whether a file holds what is said of it.

    Raises:
        OSError: it cannot be read, be it because it is not there.
    """
    try:
        return _read_digest(file) == (fact.sha256, fact.byte_size)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return False


class FeedDraft:
    """A build that nobody sees yet.

    Args:
        path: its folder, which is empty.
        feed: the folder that the user named; messages name it.
        previous: the folder of the last build; None if there is none.
        previous_files: what the manifest of the last build says of its files, by path.
        is_believed: whether it is the manifest that says so. Else that is lost or damaged, and these are the files as
            they are: none is taken over unseen.

    Attributes:
        keeps_last_build: whether the last build is kept as the last good copy; False where it holds what must not be
            public any more.
    """

    def __init__(
        self,
        path: Path,
        *,
        feed: Path,
        previous: Path | None,
        previous_files: Mapping[str, ManifestFile] | None = None,
        is_believed: bool = True,
    ) -> None:
        self.path = path
        self.previous = previous
        self.keeps_last_build = True
        self._feed = feed
        self._before = dict(previous_files or {}) if previous is not None else {}
        self._is_believed = is_believed
        self._files: dict[str, ManifestFile] = {}
        self._fresh: list[str] = []

    @property
    def previous_files(self) -> Mapping[str, ManifestFile]:
        """The files of the last build, by path: by its manifest, or as they are if that is lost or damaged."""
        return self._before

    @property
    def files(self) -> tuple[ManifestFile, ...]:
        """The files that are complete, sorted by path."""
        return tuple(self._files[path] for path in sorted(self._files))

    @property
    def fresh(self) -> tuple[ManifestFile, ...]:
        """The files that are new, or hold something else than in the last build."""
        return tuple(self._files[path] for path in sorted(self._fresh))

    @contextmanager
    def write(self, path: str, *, modified_at: str, packs: bool = True) -> Iterator[BinaryIO]:
        """A new file; what is written into one that ends in ``.gz`` is packed, beside others stands the same packed.

        Its time is that of the last build if it holds the same, else `modified_at`, or a second after that of the
        last build if that is later: a server that is asked for what is newer must not say that nothing is.

        Args:
            modified_at: when what it holds last changed, by ISO 8601.
            packs: whether the same stands packed beside it.

        Raises:
            UsageError: it cannot be written.
        """
        seconds = seconds_of(modified_at)
        is_packed = path.endswith(PACKED)
        packs = packs and not is_packed
        for one in (path, path + PACKED) if packs else (path,):
            if not is_feed_path(one) or one in self._files:
                raise ValueError(f"no file of a feed can have the path {one!r}, or it is written twice")
        with explaining(self._feed):
            target = self.path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as raw, _packing(raw) if is_packed else nullcontext(raw) as out:
                counted = _Counted(out)
                yield cast("BinaryIO", counted)
            self._settle(path, sha256=counted.sha256, byte_size=counted.byte_size, seconds=seconds)
            if packs:
                self._pack(self._files[path])

    def keep(self, path: str) -> bool:
        """Take a file of the last build as it is, with what stands packed beside it.

        Returns:
            Whether it could be: False if there is none, or it does not hold what its manifest says.

        Raises:
            UsageError: it cannot be linked.
        """
        if self.previous is None or not self._is_believed or path not in self._before:
            return False
        files = [self._before[one] for one in (path, path + PACKED) if one in self._before]
        if any(file.path in self._files for file in files):
            raise ValueError(f"{path!r} is written twice")
        with explaining(self._feed):
            if not all(self._is_whole(file, sha256=file.sha256, byte_size=file.byte_size) for file in files):
                return False
            (self.path / path).parent.mkdir(parents=True, exist_ok=True)
            for file in files:
                self._take(file)
        return True

    def take_over(self, *, without: Collection[str]) -> bool:
        """Take all files of the last build but some, by their names, sizes and times, without reading any.

        Args:
            without: paths of those that are written.

        Returns:
            Whether they could be: False, and none is taken, if any file is another one, or not of the build.

        Raises:
            UsageError: one cannot be linked.
        """
        if self.previous is None or not self._is_believed:
            return False
        with explaining(self._feed):
            found = {one.relative_to(self.previous).as_posix(): one.lstat() for one in self.previous.rglob("*")}
            files = {path: status for path, status in found.items() if not stat.S_ISDIR(status.st_mode)}
            if files.keys() != self._before.keys() or not all(
                stat.S_ISREG(status.st_mode) and _is_unmoved(self.previous / path, status, self._before[path])
                for path, status in files.items()
            ):
                return False
            for folder in {Path(path).parent for path in files}:
                (self.path / folder).mkdir(parents=True, exist_ok=True)
            for path in files.keys() - without:
                self._take(self._before[path])
        return True

    def flush(self) -> None:
        """See that all of it survives the computer's going down.

        Raises:
            UsageError: it does not, since there is no space left, for example.
        """
        with explaining(self._feed):
            for path in self._fresh:
                sync(self.path / path)
            for folder, _, _ in os.walk(self.path, topdown=False):
                sync(Path(folder))

    def _settle(self, path: str, *, sha256: str, byte_size: int, seconds: int) -> None:
        """Note a file that is complete, or put that of the last build in its place if it holds the same."""
        fresh, before = self.path / path, self._before.get(path)
        if before is not None and self._is_whole(before, sha256=sha256, byte_size=byte_size):
            fresh.unlink()
            self._take(before)
            return
        if before is not None:
            seconds = max(seconds, seconds_of(before.modified_at) + 1)
        os.utime(fresh, (seconds, seconds))
        self._files[path] = ManifestFile(path=path, sha256=sha256, byte_size=byte_size, modified_at=time_of(seconds))
        self._fresh.append(path)

    def _pack(self, text: ManifestFile) -> None:
        """Put a text beside itself, packed; that of the last build where that holds the same."""
        path = text.path + PACKED
        before = self._before.get(path)
        if before is not None and self._is_whole(before, sha256=text.sha256, byte_size=text.byte_size):
            self._take(before)
            return
        with (self.path / text.path).open("rb") as plain, (self.path / path).open("xb") as raw, _packing(raw) as out:
            shutil.copyfileobj(plain, out)
        self._settle(path, sha256=text.sha256, byte_size=text.byte_size, seconds=seconds_of(text.modified_at))

    def _is_whole(self, before: ManifestFile, *, sha256: str, byte_size: int) -> bool:
        """Whether a file of the last build should hold that, and does."""
        if self.previous is None or (before.sha256, before.byte_size) != (sha256, byte_size):
            return False
        try:
            return file_holds(self.previous / before.path, before)
        except FileNotFoundError:
            return False

    def _take(self, before: ManifestFile) -> None:
        """Take a file of the last build over."""
        assert self.previous is not None, "it is whole"
        _link(self.previous / before.path, self.path / before.path)
        self._files[before.path] = before


def _is_unmoved(file: Path, status: os.stat_result, fact: ManifestFile) -> bool:
    """Whether a file has the size and time that its manifest says; a packed one ends with the size of what it holds."""
    if int(status.st_mtime) != seconds_of(fact.modified_at):
        return False
    if file.suffix != PACKED:
        return status.st_size == fact.byte_size
    with file.open("rb") as packed:
        packed.seek(max(0, status.st_size - 4))
        return int.from_bytes(packed.read(), "little") == fact.byte_size % (1 << 32)


class _Counted(RawIOBase):
    """Writes into a file, and counts what it writes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self.byte_size = 0

    @property
    def sha256(self) -> str:
        """The digest of all that was written."""
        return self._digest.hexdigest()

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any, /) -> int:
        """Write bytes."""
        length = memoryview(data).nbytes
        self._out.write(data)
        self._digest.update(data)
        self.byte_size += length
        return length


@contextmanager
def explaining(feed: Path) -> Iterator[None]:
    """Turn what the system refuses into one line that names the folder of the feed."""
    try:
        yield
    except OSError as error:
        raise UsageError(FeedFoldersText.FEED_UNWRITABLE(folder=str(feed), reason=system_reason(error))) from error


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk; Windows does that for files alone."""
    if os.name == "nt" and path.is_dir():
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _packing(raw: BinaryIO) -> BinaryIO:
    """Packs into a file without its name or a time, so that the same text gives the same bytes."""
    return cast("BinaryIO", gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=raw, mtime=0))


def _link(old: Path, new: Path) -> None:
    """Make a file appear under another path, too; as a copy where the file system has no links."""
    try:
        new.hardlink_to(old)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(old, new)
