"""A build of a feed while it is made: its files, those of the last build among them that hold the same.

A file that holds what that of the last build holds is the same file, by a hard link, with its bytes and its time. So
whoever copies or caches the folder moves what changed. Beside each text stands the same packed, for web servers that
send packed files as they are.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from filecmp import cmp
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import system_reason

from ..messages.feed_folders import FEED_UNWRITABLE
from .feed_files import PACKED, ManifestFile, file_holds, is_feed_path, seconds_of, time_of

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["FeedDraft", "explaining"]

_LEVEL: Final = 6
_NO_LINKS: Final = frozenset({errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK, errno.EACCES, errno.ENOSYS})
"""What file systems answer that have no hard links, or no more of them."""


class FeedDraft:
    """A build that nobody sees yet.

    Args:
        path: its folder, which is empty.
        feed: the folder that the user named; messages name it.
        previous: the folder of the last build; None if there is none.
        previous_files: what the manifest of the last build says of its files, by path.

    Attributes:
        keeps_last_build: whether the last build is kept as the last good copy; False where it holds what must not be
            public any more.
    """

    def __init__(
        self, path: Path, *, feed: Path, previous: Path | None, previous_files: Mapping[str, ManifestFile] | None = None
    ) -> None:
        self.path = path
        self.previous = previous
        self.keeps_last_build = True
        self._feed = feed
        self._before = dict(previous_files or {}) if previous is not None else {}
        self._files: dict[str, ManifestFile] = {}
        self._fresh: list[str] = []

    @property
    def files(self) -> tuple[ManifestFile, ...]:
        """The files that are complete, sorted by path."""
        return tuple(self._files[path] for path in sorted(self._files))

    @property
    def fresh(self) -> tuple[ManifestFile, ...]:
        """Those of them that are new, or hold something else than in the last build."""
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
        paths = [path] if is_packed or not packs else [path, path + PACKED]
        for one in paths:
            if not is_feed_path(one) or one in self._files:
                raise ValueError(f"no file of a feed can have the path {one!r}, or it is written twice")
        with explaining(self._feed):
            target = self.path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with ExitStack() as stack:
                outs: list[BinaryIO] = []
                for one in paths:
                    raw = stack.enter_context((self.path / one).open("xb"))
                    outs.append(stack.enter_context(_packing(raw)) if one.endswith(PACKED) else raw)
                tee = _Tee(outs)
                yield cast("BinaryIO", tee)
            for one in paths:
                self._settle(one, tee, seconds)

    def keep(self, path: str) -> bool:
        """Take a file of the last build as it is, with what stands packed beside it.

        Returns:
            Whether it could be: False if there is none, or it does not hold what its manifest says.

        Raises:
            UsageError: it cannot be linked.
        """
        if self.previous is None or path not in self._before:
            return False
        paths = [one for one in (path, path + PACKED) if one in self._before]
        with explaining(self._feed):
            for one in paths:
                try:
                    if not file_holds(self.previous / one, self._before[one]):
                        return False
                except FileNotFoundError:
                    return False
            (self.path / path).parent.mkdir(parents=True, exist_ok=True)
            for one in paths:
                if one in self._files:
                    raise ValueError(f"{one!r} is written twice")
                _link(self.previous / one, self.path / one)
                self._files[one] = self._before[one]
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

    def _settle(self, path: str, written: _Tee, seconds: int) -> None:
        """Note a file that is complete, and put that of the last build in its place if it holds the same."""
        fresh, before = self.path / path, self._before.get(path)
        if before is not None and self.previous is not None:
            old = self.previous / path
            with suppress(FileNotFoundError):
                holds_same = (before.sha256, before.byte_size) == (written.sha256, written.byte_size)
                if holds_same and (
                    cmp(old, fresh, shallow=False) or (path.endswith(PACKED) and file_holds(old, before))
                ):
                    fresh.unlink()
                    _link(old, fresh)
                    self._files[path] = before
                    return
            seconds = max(seconds, seconds_of(before.modified_at) + 1)
        os.utime(fresh, (seconds, seconds))
        self._files[path] = ManifestFile(
            path=path, sha256=written.sha256, byte_size=written.byte_size, modified_at=time_of(seconds)
        )
        self._fresh.append(path)


class _Tee(RawIOBase):
    """Writes everything into several files, and counts it."""

    def __init__(self, outs: list[BinaryIO]) -> None:
        self._outs = outs
        self._digest = hashlib.sha256()
        self.byte_size = 0

    @property
    def sha256(self) -> str:
        """The digest of all that was written."""
        return self._digest.hexdigest()

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Write bytes into all files."""
        length = memoryview(data).nbytes
        for out in self._outs:
            out.write(data)
        self._digest.update(data)
        self.byte_size += length
        return length


@contextmanager
def explaining(feed: Path) -> Iterator[None]:
    """Turn what the system refuses into one line that names the folder of the feed."""
    try:
        yield
    except OSError as error:
        raise UsageError(FEED_UNWRITABLE(folder=str(feed), reason=system_reason(error))) from error


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
