"""The files that a command writes: what they may not replace, and how they are replaced.

A file beside the target takes its place when everything is written.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EISDIR
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, cast, get_args

from sqlalchemy import Connection, text

from danhmuc.vocab.errors import RegistryUnavailableError, UsageError
from danhmuc.vocab.messages import system_reason

from ..messages.feeds import ExportText
from ..record.locations import is_folder_book, is_inbox_name, local_path

if TYPE_CHECKING:
    from ..record.source_settings import DeclaredSource

# ---------------------------------------------------------------- files

_HEADERS: Final = (b"SQLite format 3\0", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
"""The first bytes of a database, of what is written ahead of it, and of its rollback journal."""
_BESIDE: Final = ("-wal", "-shm", "-journal")


def belongs_to(database: Path, path: Path) -> bool:
    """Whether a path is one of the files of this database, under any name; links are resolved already.

    Raises:
        OSError: a file cannot be examined.
    """
    own = (database, *(database.with_name(database.name + ending) for ending in _BESIDE))
    return any(path == file or (path.exists() and file.exists() and path.samefile(file)) for file in own)


def is_of_sqlite(path: Path) -> bool:
    """Whether a path is a file of any SQLite database: one with its header or that of its logs, or one beside that.

    Raises:
        OSError: a file cannot be read.
    """
    bases = [Path(str(path).removesuffix(ending)) for ending in _BESIDE if path.name.endswith(ending)]
    return any(_has_header(file) for file in (path, *bases))


def _has_header(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(16).startswith(_HEADERS)


_DOUBT_SECONDS: Final = 10
"""By which the time of a file and that of a process may be off."""
_FOREIGN: Final = re.compile(r"[^A-Za-z0-9_]")


def fresh_path(path: Path) -> Path:
    """A new name in the folder of a path."""
    return path.with_name(f"{_prefix(path)}{_host()}.{os.getpid()}-{token_hex(4)}")


def give_name(fresh: Path, path: Path) -> None:
    """Give a complete file the name that it is for, unless something has that name.

    Raises:
        FileExistsError: something has it.
    """
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        raise
    except OSError:
        # Not every file system has links.
        if path.exists():
            raise FileExistsError(str(path)) from None
        fresh.rename(path)


def remove_leftovers(path: Path) -> None:
    """Remove what processes of this computer left beside a path when they were killed."""
    prefix = _prefix(path)
    for name in os.listdir(path.parent):  # noqa: PTH208 - names, of which a folder may have many
        if name.startswith(prefix):
            host, _, process = name.removeprefix(prefix).partition("-")[0].rpartition(".")
            if host == _host() and process.isdecimal():
                with suppress(OSError):
                    if not _may_write(int(process), path.with_name(name)):
                        path.with_name(name).unlink()


def _prefix(path: Path) -> str:
    """The beginning of the names of files beside a path; short, since the name itself may be as long as a name can."""
    return f".danhmuc-{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:12]}-"


def _host() -> str:
    return _FOREIGN.sub("_", platform.node())[:60]


def _may_write(process: int, file: Path) -> bool:
    """Whether a process with that number runs, and did not begin after the file was changed last.

    Numbers are given again, soon where many processes begin; what a killed one left would stay.
    """
    if not _runs(process):
        return False
    began = _begin_of(process)
    return began is None or file.stat().st_mtime > began - _DOUBT_SECONDS


def _begin_of(process: int) -> float | None:
    """The time at which a process began, where Linux tells it."""
    try:
        # The name of its program, in brackets, may have blanks and brackets.
        ticks = int(Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19])
        uptime = float(Path("/proc/uptime").read_text("ascii").split()[0])
        return time.time() - uptime + ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None


def _runs(process: int) -> bool:
    if os.name == "nt":  # where this would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


# ---------------------------------------------------------------- marked databases
# Databases with the tables of a registry that no command may open as one: unfinished copies, and backups.
#
# The mark stands in the name of the schema, ``0013 backup``, which every danhmuc reads before anything else, also one
# that is older than marks: to it, it is the name of a newer schema. What else is to be known of it is a table of its
# own.

Mark = Literal["copying", "backup"]

_CREATE: Final = text("CREATE TABLE marked_facts (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)")
_DROP: Final = text("DROP TABLE marked_facts")
_DELETE: Final = text("DELETE FROM marked_facts")
_INSERT: Final = text("INSERT INTO marked_facts (name, value) VALUES (:name, :value)")
_SELECT: Final = text("SELECT name, value FROM marked_facts")
_STAMP: Final = text("UPDATE alembic_version SET version_num = :stamp")


def mark_of(stamp: str) -> Mark | None:
    """The mark in the name of a schema; None if it has none. What is not known as a mark counts as a backup."""
    mark = stamp.partition(" ")[2]
    if not mark:
        return None
    return cast("Mark", mark) if mark in get_args(Mark) else "backup"


def schema_of(stamp: str) -> str:
    """The name of a schema without its mark."""
    return stamp.partition(" ")[0]


def mark_database(connection: Connection, mark: Mark) -> None:
    """Mark a database with the tables of a registry, so that nothing opens it as one."""
    schema = schema_of(str(connection.scalar(text("SELECT version_num FROM alembic_version"))))
    connection.execute(_STAMP, {"stamp": f"{schema} {mark}"})
    connection.execute(_CREATE)


def end_mark(connection: Connection) -> None:
    """Take the mark off, so that it is a registry."""
    schema = schema_of(str(connection.scalar(text("SELECT version_num FROM alembic_version"))))
    connection.execute(_DROP)
    connection.execute(_STAMP, {"stamp": schema})


def write_facts(connection: Connection, facts: Mapping[str, str]) -> None:
    """Write the facts about a marked database, in place of earlier ones."""
    connection.execute(_DELETE)
    for name, value in sorted(facts.items()):
        connection.execute(_INSERT, {"name": name, "value": value})


def read_facts(connection: Connection) -> dict[str, str]:
    """The facts about a marked database."""
    return {str(name): str(value) for name, value in connection.execute(_SELECT)}


# ---------------------------------------------------------------- target

FEED_BUILDS: Final = ".builds"
"""The folder in that of a feed where its builds are, also the one that is served, and its lock."""
_LOCKS: Final = ("~$", ".~lock.")
"""Beginnings of the names by which Excel and LibreOffice hold a file."""
_OF_RDF: Final = frozenset({"data-json", "feedback", "ldes", "rdf"})
"""Kinds of sources that read RDF and JSON of a folder, by their endings."""


def refuse_targets(
    *targets: str | Path,
    registry: Path | None = None,
    sources: Iterable[DeclaredSource] = (),
    named: Iterable[str | Path] = (),
    kind: Literal["database"] | None = None,
) -> None:
    """See that files may be written: none replaces what others read, and no two are one.

    Every command and method that writes a file asks this; where no registry is named, what needs none.

    Args:
        registry: the file of the registry, if it is one.
        sources: that are read, with their folders and profiles.
        named: files and folders that the same command is given for something else.
        kind: what is written; what is a database itself looks at the one whose place it would take.

    Raises:
        UsageError: a target is a file of the registry or of any SQLite database, one that a source is read from, a
            lock, in the builds of a feed, one that is named or another target, or it cannot be examined.
    """
    known = list(sources)
    others = list(named)
    for target in targets:
        _refuse(target, registry=registry, sources=known, kind=kind)
        refuse_named(target, others)
        others.append(target)


def refuse_replacing(*targets: str | Path, url: str) -> None:
    """The question of `refuse_targets` for who opens no registry: it is read only if a target is there.

    Args:
        url: of the registry, which may be of an older schema, or not there.

    Raises:
        UsageError: as for `refuse_targets`, or the URL is none of a database.
        RegistryUnavailableError: the registry cannot be read.
    """
    from ..record.source_settings import DeclaredSource

    asked = dict.fromkeys(map(Path, targets))
    registry, sources = None, list[DeclaredSource]()
    there = next((one for one in asked if os.path.exists(one)), None)  # noqa: PTH110 - which never raises
    if there is not None:
        from .opening import database_file, read_sources  # SQLAlchemy, which whoever replaces nothing does not need

        try:
            registry, sources = database_file(url), read_sources(url)
        except RegistryUnavailableError as error:
            unasked = ExportText.EXPORT_UNASKED(target=str(there), reason=error.reason)
            raise RegistryUnavailableError(error.url, unasked) from error
    refuse_targets(*asked, registry=registry, sources=sources)


def _refuse(
    target: str | Path, *, registry: Path | None, sources: Iterable[DeclaredSource], kind: Literal["database"] | None
) -> None:
    with _explaining(target):
        path = Path(os.path.realpath(target))
        if path.exists() and not path.is_file() and not path.is_dir():
            return  # a pipe loses nothing
        # The registry first: to open and close its file would end the locks that SQLite holds on it in this process.
        if registry is not None and belongs_to(registry, path):
            raise UsageError(ExportText.EXPORT_ONTO_REGISTRY(target=str(target)))
        if FEED_BUILDS in path.parts:
            raise UsageError(ExportText.EXPORT_ONTO_FEED(target=str(target)))
        if path.name.startswith(_LOCKS):
            raise UsageError(ExportText.EXPORT_ONTO_LOCK(target=str(target)))
        source = _source_of(path, sources)
        if source is not None:
            raise UsageError(ExportText.EXPORT_ONTO_SOURCE(target=str(target), name=source.name))
        if is_of_sqlite(path) and not (kind == "database" and path.is_file()):
            raise UsageError(ExportText.EXPORT_ONTO_SQLITE(target=str(target)))


def refuse_named(target: str | Path, named: Iterable[str | Path]) -> None:
    """See that a target is none of the files and folders that the same command is given for something else.

    Raises:
        UsageError: it is one of them.
    """
    path = Path(os.path.realpath(target))
    for one in named:
        if path == Path(os.path.realpath(one)) or _is_same(path, Path(one)):
            raise UsageError(ExportText.EXPORT_ONTO_NAMED(target=str(target)))


@contextmanager
def replacing(target: Path, *, readable: bool | None = None) -> Iterator[BinaryIO]:
    """A file beside the target that replaces it if nothing fails; a target that is no file is written directly.

    Args:
        readable: whether others may read it, as far as the umask lets them, and not its owner alone; None if it is
            as it was.

    Raises:
        UsageError: it cannot be written.
    """
    with _explaining(target):
        path = Path(os.path.realpath(target))
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as out:
                yield out
            return
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        remove_leftovers(path)
        fresh = fresh_path(path)
        mode = 0o600 if readable is False else 0o666
        out = open(fresh, "xb", opener=partial(os.open, mode=mode))  # noqa: SIM115 - closed below
        try:
            with out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            if readable is None and path.exists():
                shutil.copymode(path, fresh)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def make_readable(path: Path) -> None:
    """Let others read a file, as far as the umask lets them."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


@contextmanager
def _explaining(target: str | Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(ExportText.EXPORT_UNWRITABLE(target=str(target), reason=system_reason(error))) from error


# ---------------------------------------------------------------- files in use


def _source_of(path: Path, sources: Iterable[DeclaredSource]) -> DeclaredSource | None:
    """The source that is read from a path, under any name: its location, a document in its folder, or its profile."""
    for source in sources:
        if _is_same(path, Path(source.profile)):
            return source
        try:
            location = local_path(source.location).expanduser()
        except UsageError:
            continue  # on another machine
        location = Path(os.path.realpath(location.parent if is_folder_book(source.location) else location))
        if path == location or _is_same(path, location):
            return source
        # A new file beside the documents would be read, too, but destroys nothing.
        if path.is_file() and location.is_dir() and _is_document(path, location, source.kind):
            return source
    return None


def _is_document(path: Path, folder: Path, kind: str) -> bool:
    """Whether a file is one of the folder's documents, also through links."""
    # Where capitals, or a second place of the folder, tell no two names apart, it is among the parents under another.
    if _may_be_read(path.name, kind) and (folder in path.parents or any(_is_same(one, folder) for one in path.parents)):
        return True
    is_linked = path.stat().st_nlink > 1
    for inner, _, names in os.walk(folder):
        for name in names:
            if _may_be_read(name, kind):
                document = Path(inner, name)
                if (is_linked or document.is_symlink()) and _is_same(path, document):
                    return True
    return False


def _may_be_read(name: str, kind: str) -> bool:
    """Whether a source of a kind reads a file of its folder, by its name; of other kinds nobody knows."""
    if kind == "workbook":
        return is_inbox_name(name)
    if kind in _OF_RDF:
        from danhmuc.vocab.reading import RDF_ENDINGS  # whoever writes nothing needs none of it

        return Path(name.lower().removesuffix(".gz")).suffix in RDF_ENDINGS
    return not name.startswith(".")


def _is_same(path: Path, other: Path) -> bool:
    """Whether both names are of one file."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False  # one of them is not there
