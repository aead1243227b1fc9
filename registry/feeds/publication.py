"""Publish a feed: build it beside what is served, check it, and put it in its place by one rename.

::

    FOLDER/current              a link to the build that is served: the root of the web server
    FOLDER/.builds/00000017     the last good copy
    FOLDER/.builds/00000018     the build that is served
    FOLDER/.builds/lock         who is building

A build is complete before the link leads to it, so the folder that is served is whole at any moment. Builds have
ascending numbers, hence what a killed build left has a greater number than the one that is served, and the next build
removes it. A build whose name ends in ``-alone`` suffers no older one beside it, even if the process was killed before
it could remove that: the older one holds what must not be public. The lock is one that the system releases when the
process ends, in whatever way.

Knows folders and files; not what they hold.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from danhmuc.vocab.errors import ManifestError, RegistryError, UsageError
from danhmuc.vocab.messages import system_reason

from ..messages.feeds import FeedFoldersText
from ..store.target import FEED_BUILDS
from .feed_files import FeedDraft, ManifestFile, describe_file, describe_folder, explaining, sync
from .manifest import MANIFEST, read_manifest

CURRENT: Final = "current"
_LOCK: Final = "lock"
_LINK: Final = "link"
_NAME: Final = re.compile(r"(\d{8,})(-alone)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A build that is served now.

    Attributes:
        path: its folder; that of the web server is the link that leads to it.
        files: number of its files, the manifest included.
        fresh: files that are new, or hold something else than before.
        gone: paths of files that the last build had.
        manifest: digest of its manifest.
    """

    path: Path
    files: int
    fresh: tuple[ManifestFile, ...]
    gone: tuple[str, ...]
    manifest: str

    @property
    def fresh_bytes(self) -> int:
        """Bytes that the fresh files take, as they are packed."""
        return sum((self.path / file.path).stat().st_size for file in self.fresh)


def publish(folder: Path, build: Callable[[FeedDraft], None]) -> Publication:
    """Build a feed and serve it.

    Args:
        folder: of the feed; made if it is not there.
        build: writes all files into the draft that it is given, and the manifest at last.

    Raises:
        UsageError: the folder cannot be written, or something stands there that is no feed. What was served is still.
        ManifestError: the feed that is served was written by a newer version.
        RegistryError: it is being built already.
    """
    builds = folder / FEED_BUILDS
    with explaining(folder):
        builds.mkdir(parents=True, exist_ok=True)
    with hold_lock(builds / _LOCK, feed=folder):
        with explaining(folder):
            served = _find_served(folder)
            _remove_builds(builds, keep=_names_to_keep(builds, served))
        draft, before = _begin(folder, served)
        try:
            build(draft)
            _see_that_it_is_complete(draft)
            draft.flush()
            name = _serve(folder, draft)
        except BaseException:
            if served_build(folder) != draft.path:
                shutil.rmtree(draft.path, ignore_errors=True)
            raise
        _remove_after(folder, name)
    written = {file.path: file for file in draft.files}
    gone = tuple(sorted(path for path in before if path not in written))
    manifest = written[MANIFEST].sha256
    return Publication(path=builds / name, files=len(written), fresh=draft.fresh, gone=gone, manifest=manifest)


def served_build(folder: Path) -> Path | None:
    """The folder of the build that is served; None if there is none yet.

    Raises:
        UsageError: what stands in its place is not a link to a build.
    """
    served = _find_served(folder)
    return None if served is None else folder / FEED_BUILDS / served.name


class _Build(NamedTuple):
    """A build by its name."""

    number: int
    is_alone: bool
    name: str


def _begin(folder: Path, served: _Build | None) -> tuple[FeedDraft, dict[str, ManifestFile]]:
    """An empty draft, and the files of the build before it."""
    builds = folder / FEED_BUILDS
    previous = None if served is None else _last_build(builds, served)
    before = {} if previous is None else _files_of(previous)
    is_believed = before is not None
    if before is None:
        assert previous is not None, "else there are no files"
        before = describe_folder(previous)
    path = builds / f"{1 if served is None else served.number + 1:08d}"
    with explaining(folder):
        path.mkdir()
    draft = FeedDraft(path, feed=folder, previous=previous, previous_files=before, is_believed=is_believed)
    return draft, before


def _last_build(builds: Path, served: _Build) -> Path:
    """The folder of the build that is served; if there is nothing in it any more, that of the newest before it."""
    for build in _builds(builds):
        if build.number <= served.number and any((builds / build.name).iterdir()):
            return builds / build.name
    return builds / served.name


def _files_of(build: Path) -> dict[str, ManifestFile] | None:
    """The files of a build by its manifest, and that itself; None if it is lost or damaged."""
    try:
        manifest = read_manifest(build)
    except ManifestError as error:
        if not error.is_damaged:
            raise
        return None
    if manifest is None:
        return None
    return {**manifest.files, MANIFEST: describe_file(build, MANIFEST)}


def _see_that_it_is_complete(draft: FeedDraft) -> None:
    """See that the manifest of a build lists its files, and that nothing else stands beside them."""
    manifest = read_manifest(draft.path)
    if manifest is None:
        raise ValueError("a build writes its manifest")
    listed = {file.path: file for file in draft.files if file.path != MANIFEST}
    found = {one.relative_to(draft.path).as_posix() for one in draft.path.rglob("*") if not one.is_dir()}
    if dict(manifest.files) != listed or found != {*listed, MANIFEST}:
        raise ValueError("a build writes its manifest last, and all files through its draft")


def _serve(folder: Path, draft: FeedDraft) -> str:
    """Lead the link to a build, and return its name.

    Whoever follows the link at that moment finds the old build or the new one, whole.
    """
    builds = folder / FEED_BUILDS
    with explaining(folder):
        if not draft.keeps_last_build:
            draft.path = draft.path.rename(builds / f"{draft.path.name}-alone")
        sync(builds)
        link = builds / _LINK
        link.unlink(missing_ok=True)
        link.symlink_to(Path(FEED_BUILDS, draft.path.name), target_is_directory=True)
        link.replace(folder / CURRENT)
        sync(folder)
    return draft.path.name


def _find_served(folder: Path) -> _Build | None:
    current = folder / CURRENT
    if current.is_symlink():
        target = current.readlink()
        build = _build_named(target.name)
        if build is not None and target == Path(FEED_BUILDS, build.name):
            return build
    elif not current.exists():
        return None
    raise UsageError(FeedFoldersText.FEED_FOREIGN(folder=str(folder), path=str(current)))


def _build_named(name: str) -> _Build | None:
    match = _NAME.fullmatch(name)
    return None if match is None else _Build(int(match[1]), match[2] is not None, name)


def _builds(builds: Path) -> list[_Build]:
    """All builds there are, the newest first."""
    return sorted((build for one in builds.iterdir() if (build := _build_named(one.name)) is not None), reverse=True)


def _names_to_keep(builds: Path, served: _Build | None) -> set[str]:
    """The names of the build that is served and of the one before it."""
    if served is None:
        return set()
    older = [build.name for build in _builds(builds) if build.number < served.number][: not served.is_alone]
    return {served.name, *older}


def _remove_builds(builds: Path, *, keep: set[str]) -> None:
    for build in _builds(builds):
        if build.name not in keep:
            shutil.rmtree(builds / build.name)


def _remove_after(folder: Path, name: str) -> None:
    """Remove older builds when a new one is served; where that fails, the next build does it, if it may wait.

    Raises:
        UsageError: it may not.
    """
    builds = folder / FEED_BUILDS
    served = _build_named(name)
    try:
        _remove_builds(builds, keep=_names_to_keep(builds, served))
    except OSError as error:
        if served is not None and served.is_alone:
            reason = system_reason(error)
            raise UsageError(
                FeedFoldersText.FEED_REMAINS(folder=str(folder), reason=reason, path=str(builds))
            ) from error


@contextmanager
def hold_lock(path: Path, *, feed: Path) -> Iterator[None]:
    """Hold a lock file while a feed is built.

    Raises:
        RegistryError: another build holds it.
        UsageError: it cannot be opened.
    """
    foreign = UsageError(FeedFoldersText.FEED_LOCK_FOREIGN(folder=str(feed), path=str(path)))
    with explaining(feed):
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise foreign
        opened = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        with explaining(feed):
            is_held = _lock(opened)
            if not _is_lock_alone(opened, path):
                raise foreign
        if not is_held:
            owner = os.read(opened, 200).decode("utf-8", "replace").strip() or "?"
            raise RegistryError(FeedFoldersText.FEED_BUSY(folder=str(feed), process=owner))
        with explaining(feed):
            os.truncate(opened, 0)
            os.write(opened, f"{platform.node()}:{os.getpid()}\n".encode())
        yield
    finally:
        os.close(opened)


def _is_lock_alone(opened: int, path: Path) -> bool:
    """Whether what was opened is a file that has the name of the lock still, and no other."""
    status = os.fstat(opened)
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and os.path.samestat(status, path.lstat())


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
