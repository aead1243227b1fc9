"""The files of a SQLite database, and databases that no command may open as a registry.

The files of a SQLite database, and files that take the place of another when they are complete.

Source: https://sqlite.org/fileformat.html, https://sqlite.org/tempfiles.html
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Final, Literal, cast, get_args

from sqlalchemy import Connection, text

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
