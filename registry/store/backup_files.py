"""Files of backups: written beside their name, marked, and put in its place when they are complete; and read.

A backup is a SQLite file with the tables of a registry, for its owner alone, which no command opens as a registry.
"""

from __future__ import annotations

import glob
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import RegistryError, RegistryUnavailableError, UsageError
from danhmuc.vocab.messages import FOREIGN_WORDS, system_reason

from ..messages.copies import CopiesText
from ..messages.opening import OpeningText
from .clock import now
from .database import RegistryDatabase
from .files import fresh_path, give_name, remove_leftovers
from .marked_databases import end_mark, mark_database, mark_of, schema_of, write_facts
from .migrations import HEAD, OLDEST, tables_of
from .opening import open_as_found, open_marked
from .registry_copies import CopiedRows, copy_into, registry_facts
from .settings import registry_fingerprint

_OWNER_ALONE: Final = 0o600
_ENDING: Final = ".backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts:
    """Facts that a backup has about itself.

    Attributes:
        registry: digest of the registry that it is of; empty if that had no source.
        schema: name of the schema of its tables.
        at: when it was made, UTC.
        size: number of its bytes.
    """

    registry: str
    schema: str
    at: str
    size: int


@contextmanager
def replacing_backup(file: Path, registry: str) -> Iterator[Path]:
    """An empty file that takes the name of a backup when the block ends, in place of an older one of that registry.

    Raises:
        UsageError: there is something else under that name, or it cannot be written.
    """
    path = Path(os.path.realpath(file))
    try:
        _require_replaceable(path, file, registry)
        fresh = _make_fresh(path)
    except OSError as error:
        raise UsageError(CopiesText.BACKUP_UNWRITABLE(file=str(file), reason=system_reason(error))) from error
    try:
        yield fresh
        with fresh.open("rb") as written:
            os.fsync(written.fileno())
        if path.exists():
            _require_replaceable(path, file, registry)
            fresh.replace(path)
        else:
            give_name(fresh, path)
    except OSError as error:
        raise UsageError(CopiesText.BACKUP_UNWRITABLE(file=str(file), reason=system_reason(error))) from error
    except RegistryUnavailableError as error:
        if error.url != f"sqlite:///{fresh}":
            raise
        # The name of the file is one that nobody has given.
        raise UsageError(CopiesText.BACKUP_UNWRITABLE(file=str(file), reason=error.reason)) from error
    finally:
        _remove(fresh)


def keep_backup(database: RegistryDatabase, schema: str) -> Path | None:
    """Keep the state of a file of SQLite beside it, under a name that nothing has; None on a server and in memory.

    Raises:
        RegistryUnavailableError: it cannot be read, or there is no room for it.
    """
    if (path := database.path) is None:
        return None
    try:
        fresh = _make_fresh(path)
        try:
            _write_file(database, fresh)
            number = 1
            while True:
                file = path.with_name(f"{path.name}.{schema}{f'-{number}' if number > 1 else ''}{_ENDING}")
                with suppress(FileExistsError):
                    give_name(fresh, file)
                    return file
                number += 1
        finally:
            _remove(fresh)
    except OSError as error:
        raise RegistryUnavailableError(
            database.url, CopiesText.MIGRATION_BACKUP(reason=system_reason(error))
        ) from error
    except RegistryError as error:
        reason = error.reason if isinstance(error, RegistryUnavailableError) else error.message
        raise RegistryUnavailableError(database.url, CopiesText.MIGRATION_BACKUP(reason=reason)) from error


def kept_backups(database: RegistryDatabase) -> list[Path]:
    """The backups beside a file of SQLite that were kept before its schema was upgraded."""
    if (path := database.path) is None:
        return []
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.[0-9]*{_ENDING}"))


def _make_fresh(path: Path) -> Path:
    """An empty file beside a path, for its owner alone."""
    remove_leftovers(path)
    fresh = fresh_path(path)
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ALONE))
    return fresh


def _require_replaceable(path: Path, file: Path, registry: str) -> None:
    if not path.exists():
        return
    try:
        found = read_backup(path)
    except (UsageError, RegistryError) as error:
        raise UsageError(CopiesText.BACKUP_ONTO_ANOTHER(file=str(file))) from error
    if found.registry != registry:
        raise UsageError(CopiesText.BACKUP_ONTO_ANOTHER(file=str(file)))
    if found.schema > HEAD:
        raise UsageError(CopiesText.BACKUP_BY_NEWER(file=str(file), schema=found.schema, head=HEAD))


def write_backup(
    database: RegistryDatabase,
    fresh: Path,
    *,
    schema: str,
    copied: Callable[[int], None],
    compared: Callable[[int], None],
) -> CopiedRows | None:
    """Write one state of a registry, of that schema, into an empty file, while others read and write the registry.

    A file of SQLite is written as it is; returns the rows of what was copied row by row.

    Raises:
        RegistryError: the registry cannot be read or is damaged.
    """
    if database.is_sqlite:
        _write_file(database, fresh)
        return None
    begun = now()  # what was decided after that may be in it, what was decided before is
    fresh.unlink()
    tables = tables_of(schema)
    with (
        database.reading(words="copying") as source,
        open_marked(fresh, "backup", create=True, schema=schema) as target,
    ):
        rows = copy_into(source, target, tables=tables, copied=copied, compared=compared)
        with target.writing() as connection:
            write_facts(connection, {**registry_facts(source, tables), "at": begun})
    _settle(fresh)
    return rows


def _write_file(database: RegistryDatabase, fresh: Path) -> None:
    """Write a file of SQLite as it is into an empty one, and mark that as a backup."""
    begun = now()
    database.write_into(fresh)
    with _opened_raw(fresh) as raw:
        line = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if line != "ok":
            raise RegistryError(CopiesText.BACKUP_DAMAGED(file=database.url, reason=FOREIGN_WORDS(words=str(line))))
    marked, _ = open_as_found(fresh)
    with marked, marked.writing() as connection:
        mark_database(connection, "backup")
        write_facts(connection, {"registry": registry_fingerprint(connection) or "", "at": begun})
    _settle(fresh)


def _settle(fresh: Path) -> None:
    """Let all of it stand in one file."""
    with _opened_raw(fresh) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _opened_raw(path: Path, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True)) as raw:
        yield raw


def read_backup(file: Path) -> BackupFacts:
    """The facts that a backup has about itself.

    Raises:
        UsageError: the file is no backup, or cannot be read.
        RegistryError: it is damaged.
    """
    path = Path(os.path.realpath(file))
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise UsageError(
                CopiesText.NOT_A_BACKUP(file=str(file))
            )  # who opens a pipe waits for somebody who writes into it
        with path.open("rb"):
            pass
        # A backup stands in one file; of anything else not even the files that SQLite makes beside it are to come.
        with _opened_raw(path, "ro&immutable=1") as raw:
            stamp = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            if stamp is None or mark_of(stamp[0]) != "backup":
                raise UsageError(CopiesText.NOT_A_BACKUP(file=str(file)))
            facts = dict(raw.execute("SELECT name, value FROM marked_facts"))
            return BackupFacts(
                registry=facts["registry"], schema=schema_of(stamp[0]), at=facts["at"], size=status.st_size
            )
    except OSError as error:
        raise UsageError(CopiesText.BACKUP_UNREADABLE(file=str(file), reason=system_reason(error))) from error
    except (sqlite3.Error, KeyError) as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_NOTADB}:
            raise UsageError(CopiesText.NOT_A_BACKUP(file=str(file))) from error
        raise RegistryError(
            CopiesText.BACKUP_DAMAGED(file=str(file), reason=FOREIGN_WORDS(words=str(error)))
        ) from error


@contextmanager
def working_copy(file: Path, beside: Path) -> Iterator[Path]:
    """A file that is a registry with the rows of a backup, under a name of its own, and gone afterwards.

    Args:
        beside: the path in whose folder it is made, whose place it may take.

    Raises:
        UsageError: the copy cannot be written.
        RegistryError: the backup is damaged, or of a newer or too old danhmuc.
    """
    # The copy would be named, which nobody knows.
    if (schema := read_backup(file).schema) > HEAD:
        raise RegistryUnavailableError(str(file), OpeningText.REGISTRY_NEWER(schema=schema, head=HEAD))
    if schema < OLDEST:
        raise RegistryUnavailableError(str(file), OpeningText.BACKUP_TOO_OLD(schema=schema, oldest=OLDEST))
    fresh = fresh_path(beside)
    try:
        try:
            remove_leftovers(beside)
            with file.open("rb") as given, open(fresh, "xb", opener=_open_private) as out:
                shutil.copyfileobj(given, out, 1 << 20)
        except OSError as error:
            raise UsageError(CopiesText.RESTORE_UNWRITABLE(file=str(beside), reason=system_reason(error))) from error
        with open_marked(fresh, "backup") as marked, marked.writing() as connection:
            end_mark(connection)
        yield fresh
    except RegistryUnavailableError as error:
        if error.url != f"sqlite:///{fresh}":
            raise
        if error.reason.id in {OpeningText.REGISTRY_DAMAGED.id, OpeningText.REGISTRY_NOT_SQLITE.id}:
            raise RegistryError(CopiesText.BACKUP_DAMAGED(file=str(file), reason=error.reason)) from error
        raise UsageError(CopiesText.RESTORE_UNWRITABLE(file=str(beside), reason=error.reason)) from error
    finally:
        _remove(fresh)


def take_place(fresh: Path, path: Path) -> None:
    """Give a working copy the name of a registry that is not there.

    Raises:
        UsageError: there is something by now, or it cannot be written.
    """
    try:
        _settle(fresh)
        with fresh.open("rb") as written:
            os.fsync(written.fileno())
        give_name(fresh, path)
    except OSError as error:
        raise UsageError(CopiesText.BACKUP_UNWRITABLE(file=str(path), reason=system_reason(error))) from error


def _remove(fresh: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        fresh.with_name(fresh.name + ending).unlink(missing_ok=True)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=_OWNER_ALONE)
