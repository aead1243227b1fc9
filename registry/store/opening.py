"""Open a registry database by its URL: find it, recognize it, bring its schema up to date.

Knows the name of the newest schema but not its tables. An older schema is migrated, or refused; nothing is created or
changed in a database that is no registry.
"""

from __future__ import annotations

import math
import os
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import QueuePool

from danhmuc.vocab.errors import RegistryUnavailableError, UsageError
from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.text import is_host, shown_location

from ..messages.store import OpeningText
from .database import Migration, RegistryDatabase, registry_error, translate_errors
from .migrations import HEAD, OLDEST, migrate
from .migrations import create as create_tables
from .target import Mark, fresh_path, give_name, mark_database, mark_of, remove_leftovers, schema_of

if TYPE_CHECKING:
    from ..record.source_settings import DeclaredSource


_SECRETS = ("password", "sslpassword")
_MARKS = {"alembic_version", "records", "settings"}
"""Tables that distinguish a registry from another database."""
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
    "postgresql": """SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname = current_schema() AND relkind IN ('r', 'p')""",
}
"""Queries of the names of all tables; SQLAlchemy's own looks at each table of the server's catalogue."""


KeepBackup = Callable[[RegistryDatabase, str], Path | None]
"""Keeps the state of an older schema, of that name, in a backup; returns its file, None if there is none."""


def open_database(
    url: str | Path,
    *,
    create: bool = False,
    migrate_older: bool = True,
    keep_backup: KeepBackup = lambda _, __: None,
    wait_seconds: float = 30.0,
) -> RegistryDatabase:
    """Open the registry at a URL, its schema up to date.

    Makes one only if asked to, in a folder or a PostgreSQL database that exists. ``?mode=ro`` opens a SQLite file
    for reading only; without it, a file or folder that cannot be written is opened for reading, too.

    Args:
        url: ``sqlite:///file.db``, ``sqlite://`` (in memory, one connection) or ``postgresql+psycopg://…``; or the path
            of a file of SQLite, which may have signs that a URL would read otherwise.
        create: make a registry if there is none.
        migrate_older: upgrade an older schema; else it is refused.
        keep_backup: called before that, while nobody else writes.
        wait_seconds: time to wait for another writer, and for a server to answer.

    Raises:
        UsageError: the URL is none of these.
        RegistryUnavailableError: no registry there, or it is locked, damaged, of another schema, out of reach.
    """
    database, engine = _find_database(url, create=_new_registry if create else None, wait_seconds=wait_seconds)
    try:
        found = _require_registry(database, create=create, migrate_older=migrate_older)
        if engine.dialect.name == "sqlite":
            _use_wal(engine, database.url, wait_seconds)
        if found is None:
            _create(database)
        elif found != HEAD:
            _migrate(database, found, keep_backup)
    except BaseException:
        database.close()
        raise
    return database


def open_as_found(url: str | Path) -> tuple[RegistryDatabase, str]:
    """Open a registry whose schema may be older, to be backed up or marked alone; returns the name of its schema, too.

    Raises:
        UsageError: the URL is none of a database.
        RegistryUnavailableError: no registry there, or it is locked, damaged, of a newer schema, out of reach.
    """
    database, _ = _find_database(url, create=None, wait_seconds=30.0, renew_secrets=_renew_nothing)
    try:
        found = _require_registry(database)
    except BaseException:
        database.close()
        raise
    assert found is not None, "there is a registry"
    return database, found


def read_sources(url: str) -> list[DeclaredSource]:
    """The sources of the registry at a URL, whatever its schema, without their settings; none if there is no registry.

    Raises:
        UsageError: the URL is none of a database.
        RegistryUnavailableError: there is something else, or it cannot be read.
    """
    from .stored_rows import declared_sources

    path = database_file(url)
    if is_in_memory(url) or (path is not None and not path.exists()):
        return []
    database, _ = _find_database(url, create=None, wait_seconds=30.0, renew_secrets=_renew_nothing)
    with database:
        found = _require_registry(database, create=path is None)
        if found is None:
            return []  # an empty database of a server
        with database.reading(words="opening") as connection:
            return declared_sources(connection)


def open_marked(
    url: str | Path, mark: Mark, *, create: bool = False, schema: str = HEAD, wait_seconds: float = 30.0
) -> RegistryDatabase:
    """Open a database that is no registry to be opened, but marked as a copy that is not finished, or as a backup.

    Args:
        create: make one if there is nothing: the tables of a registry without rows.
        schema: name of the schema that a new file of SQLite has.

    Raises:
        UsageError: the URL is none of a database.
        RegistryUnavailableError: there is something else, or nothing, or it cannot be opened.
    """
    new = partial(_new_registry, mark, schema) if create else None
    # Its rows come as they are; to renew those of some tables before others are there would make them differ.
    database, engine = _find_database(url, create=new, wait_seconds=wait_seconds, renew_secrets=_renew_nothing)
    try:
        _require_mark(database, mark, create=create)
        if database.path is not None:
            _use_wal(engine, database.url, wait_seconds)
    except BaseException:
        database.close()
        raise
    return database


def _renew_secrets(connection: Connection, key: int | None) -> None:
    from .secret_records import renew_secret_records  # whoever only reads needs none of it

    renew_secret_records(connection, key)


def _renew_nothing(_: Connection, __: int | None) -> None:
    """Leave the rows of a copy as they are."""


def _require_mark(database: RegistryDatabase, mark: Mark, *, create: bool) -> None:
    with database.reading(words="opening") as connection:
        _refuse_other_letters(connection, database.url)
        found = find_schema(connection, database.url)
    if found is None and create:
        with database.writing() as connection:
            # Another process may have been first.
            if (found := find_schema(connection, database.url)) is None:
                create_tables(connection)
                mark_database(connection, mark)
                found = f"{HEAD} {mark}"
    if found is None:
        raise RegistryUnavailableError(database.url, OpeningText.REGISTRY_ABSENT())
    if mark_of(found) != mark:
        raise RegistryUnavailableError(database.url, OpeningText.REGISTRY_NOT_EMPTY())


def database_file(url: str) -> Path | None:
    """The file that a URL of SQLite names, links resolved; None in memory and on a server.

    Raises:
        UsageError: the URL is none of a database.
    """
    return _path(_address(url))


def is_in_memory(url: str) -> bool:
    """Whether a URL is that of a database in the memory of this process.

    Raises:
        UsageError: it is none of a database.
    """
    address = _address(url)
    return address.drivername == "sqlite" and _path(address) is None


def shown_url(url: str) -> str:
    """A URL as it may be shown, without its password.

    Raises:
        UsageError: it is none of a database.
    """
    return _url_without_secrets(url, _address(url))


def has_registry(url: str, *, wait_seconds: float = 30.0) -> bool:
    """Whether there is a registry at a URL; not so of an empty database, and of a copy that is not finished.

    Raises:
        UsageError: the URL is none of a database.
        RegistryUnavailableError: there is something else, or it cannot be read.
    """
    path = _path(_address(url))
    if path is not None and not path.exists():
        return False
    database, _ = _find_database(url, create=None, wait_seconds=wait_seconds)
    with database, database.reading(words="opening") as connection:
        found = find_schema(connection, database.url)
        if found is None and path is not None:
            raise RegistryUnavailableError(database.url, OpeningText.REGISTRY_EMPTY())
        if found is not None and mark_of(found) == "backup":
            raise RegistryUnavailableError(database.url, OpeningText.REGISTRY_IS_BACKUP())
    return found is not None and mark_of(found) is None


def _find_database(
    url: str | Path,
    *,
    create: Callable[[], bytes] | None,
    wait_seconds: float,
    renew_secrets: Callable[[Connection, int | None], None] = _renew_secrets,
) -> tuple[RegistryDatabase, Engine]:
    """A database whatever is in it, and its engine.

    Args:
        create: returns what a new file of SQLite has; None if none is made.
    """
    if isinstance(url, Path):
        address = URL.create("sqlite", database=str(url))
        url = f"sqlite:///{url}"
    else:
        address = _address(url)
    shown = _url_without_secrets(url, address)
    path = _path(address)
    if address.drivername != "sqlite":
        engine = _postgresql_engine(address, wait_seconds)
    elif path is None:
        engine = _memory_engine()
    else:
        mode = "ro" if address.query else "rw"
        engine = _sqlite_engine(path, mode, shown, create=create, wait_seconds=wait_seconds)
    lasting = _lasting_address(url, path)
    return RegistryDatabase(engine, shown, wait_seconds, path, lasting, renew_secrets=renew_secrets), engine


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise UsageError(
            OpeningText.REGISTRY_URL_UNKNOWN(url=shown_location(url))
        ) from None  # the error has the password
    if not is_host(address.host):
        # The end of a password with an @ that is not percent-encoded; the server's error would show it.
        raise UsageError(OpeningText.REGISTRY_URL_UNKNOWN(url=shown_location(url)))
    if address.drivername == "postgresql+psycopg":
        return address
    if address.drivername != "sqlite" or address.host is not None or address.username is not None:
        raise UsageError(OpeningText.REGISTRY_URL_UNKNOWN(url=shown_location(url)))
    if "?" in url and dict(address.query) != {"mode": "ro"}:
        raise UsageError(OpeningText.REGISTRY_OPTION_UNKNOWN(url=_url_without_secrets(url, address)))
    return address


def _lasting_address(url: str, path: Path | None) -> str:
    """The URL that opens the same database from any folder, where a URL can name it."""
    if path is None or "?" in url:
        return url
    written = URL.create("sqlite", database=str(path)).render_as_string()
    for named in (f"sqlite:///{path}", written):  # which of them means the path depends on SQLAlchemy
        if (address := make_url(named)).database == str(path) and not address.query:
            return named
    return url


def _url_without_secrets(url: str, address: URL) -> str:
    if address.drivername == "sqlite" and address.host is None and address.username is None and not address.query:
        return url  # a path, which may hold any mark
    if address.password is None and not any(secret in address.query for secret in _SECRETS):
        return shown_location(url)
    return shown_location(address.difference_update_query(_SECRETS).render_as_string())


def _require_registry(database: RegistryDatabase, *, create: bool = False, migrate_older: bool = True) -> str | None:
    """The name of the schema of a registry; None if there is none yet, and one may be made."""
    with database.reading(words="opening") as connection:
        _refuse_other_letters(connection, database.url)
        found = _schema(connection, database.url)
    if found is None and database.path is not None:
        _refuse_empty(database, database.path, create=create)
    if found is None and not create:
        raise RegistryUnavailableError(database.url, OpeningText.REGISTRY_ABSENT())
    if found not in {None, HEAD} and not migrate_older:
        raise RegistryUnavailableError(database.url, OpeningText.REGISTRY_NOT_MIGRATED(schema=str(found), head=HEAD))
    return found


def _create(database: RegistryDatabase) -> None:
    with database.writing() as connection:
        if _schema(connection, database.url) is None:  # another process may have been first
            create_tables(connection)


def _migrate(database: RegistryDatabase, found: str, keep_backup: KeepBackup) -> None:
    """Bring an older schema up to date, all at once; what could not be done leaves no backup."""
    backup: Path | None = None
    try:
        with database.writing() as connection:
            schema = str(_schema(connection, database.url))
            if schema == HEAD:  # another process was first
                return
            backup = keep_backup(database, schema)
            migrate(connection)
        database.migration = Migration(schema=schema, head=HEAD, backup=backup)
    except RegistryUnavailableError as error:
        reason = OpeningText.REGISTRY_OUTDATED(schema=found, head=HEAD, reason=error.reason)
        raise RegistryUnavailableError(database.url, reason) from error
    finally:
        if backup is not None and database.migration is None:
            backup.unlink(missing_ok=True)


def _refuse_empty(database: RegistryDatabase, path: Path, *, create: bool) -> None:
    """Refuse a file of zero bytes: danhmuc makes none, so what it held was lost."""
    if path.stat().st_size > 0:
        return
    error = RegistryUnavailableError(database.url, OpeningText.REGISTRY_EMPTY())
    if not create:
        raise error
    with database.writing():  # waits for another process that makes it
        if path.stat().st_size == 0:
            raise error  # rolled back, or SQLite would begin to fill it


def _schema(connection: Connection, url: str) -> str | None:
    """The name of the schema that a registry has, None if the database is empty."""
    found = find_schema(connection, url)
    mark = None if found is None else mark_of(found)
    if mark is not None:
        marked = OpeningText.REGISTRY_IS_BACKUP() if mark == "backup" else OpeningText.REGISTRY_COPY_UNFINISHED()
        raise RegistryUnavailableError(url, marked)
    return found


def find_schema(connection: Connection, url: str) -> str | None:
    """The name of the schema that a database has, with its mark if it is marked; None if it is empty.

    Raises:
        RegistryUnavailableError: its tables are not a registry's, or of a newer or too old schema.
    """
    tables = set(connection.scalars(text(_TABLES[connection.dialect.name])))
    if not tables:
        return None
    found: str | None = None
    if tables >= _MARKS:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is None:
        raise RegistryUnavailableError(url, OpeningText.REGISTRY_FOREIGN_TABLES())
    if schema_of(found) > HEAD:
        raise RegistryUnavailableError(url, OpeningText.REGISTRY_NEWER(schema=schema_of(found), head=HEAD))
    if schema_of(found) < OLDEST:
        raise RegistryUnavailableError(url, OpeningText.REGISTRY_TOO_OLD(schema=schema_of(found), oldest=OLDEST))
    return found


def _refuse_other_letters(connection: Connection, url: str) -> None:
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        encoding = driver.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise RegistryUnavailableError(url, OpeningText.REGISTRY_NOT_UTF8(encoding=encoding))


def _postgresql_engine(address: URL, wait_seconds: float) -> Engine:
    # Of a server that knows of no encoding, psycopg gives texts as bytes, which SQLAlchemy cannot even open.
    wanted = {"connect_timeout": max(2, math.ceil(wait_seconds)), "client_encoding": "UTF8"}
    arguments = {name: value for name, value in wanted.items() if name not in address.query}
    try:
        # A server may have been restarted since the last transaction, hence the ping. The connection used last comes
        # first: its backend knows the tables, and others may be closed by the server.
        options = {"pool_pre_ping": True, "pool_timeout": wait_seconds, "pool_use_lifo": True}
        return create_engine(address, connect_args=arguments, **options)
    except ImportError as error:
        raise UsageError(OpeningText.REGISTRY_PSYCOPG_ABSENT()) from error


def _path(address: URL) -> Path | None:
    if address.drivername != "sqlite" or address.database in {None, "", ":memory:"}:
        return None
    # SQLite keeps its own files beside the file itself, not beside a link to it.
    return Path(os.path.realpath(str(address.database)))


def _memory_engine() -> Engine:
    memory = partial(sqlite3.connect, ":memory:", check_same_thread=False)
    return create_engine("sqlite://", creator=lambda: _set_up(memory()), poolclass=StaticPool)


def _sqlite_engine(
    path: Path, mode: str, shown: str, *, create: Callable[[], bytes] | None, wait_seconds: float
) -> Engine:
    _find(path, shown, create=create)
    connect = partial(_connect, path, mode, wait_seconds)
    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_timeout=wait_seconds, pool_use_lifo=True
    )

    @event.listens_for(engine, "checkout")
    def renew(connection: sqlite3.Connection, *_: object) -> None:
        if isinstance(connection, _Still) and connection.is_stale():
            raise DisconnectionError

    @event.listens_for(engine, "commit")
    def doubt(connection: Connection) -> None:
        still = connection.connection.driver_connection
        if isinstance(still, _Still) and still.has_changed():
            raise RegistryUnavailableError(shown, OpeningText.REGISTRY_CHANGED())

    return engine


def _find(path: Path, shown: str, *, create: Callable[[], bytes] | None) -> None:
    """Check that there is a file; SQLite itself does not distinguish a folder, a missing file and a forbidden one."""
    try:
        if create is not None and not path.exists():
            from .target import refuse_targets

            refuse_targets(path)
            _make(path, create())
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        reason = (
            OpeningText.REGISTRY_ABSENT()
            if create is None
            else OpeningText.REGISTRY_FOLDER_ABSENT(folder=str(path.parent))
        )
        raise RegistryUnavailableError(shown, reason) from error
    except OSError as error:
        raise RegistryUnavailableError(shown, system_reason(error, str(path))) from error
    if stat.S_ISDIR(mode):
        raise RegistryUnavailableError(shown, OpeningText.REGISTRY_IS_FOLDER())
    if not stat.S_ISREG(mode):
        raise RegistryUnavailableError(shown, OpeningText.REGISTRY_IS_NO_FILE())


def _make(path: Path, content: bytes) -> None:
    """Make the file of a registry, complete from its first moment, for its owner alone."""
    remove_leftovers(path)
    fresh = fresh_path(path)
    try:
        with open(fresh, "xb", opener=partial(os.open, mode=0o600)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first
            give_name(fresh, path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


@cache
def _new_registry(mark: Mark | None = None, schema: str = HEAD) -> bytes:
    """The bytes of a new registry, in which nothing is that differs between two of them."""
    engine = _memory_engine()
    try:
        with engine.begin() as connection:
            create_tables(connection, schema)
            if mark is not None:
                mark_database(connection, mark)
        with closing(engine.raw_connection()) as raw:
            return cast("sqlite3.Connection", raw.driver_connection).serialize()
    finally:
        engine.dispose()


def _connect(path: Path, mode: str, wait_seconds: float) -> sqlite3.Connection:
    # SQLite may not be able to make its files beside this one; or it makes them, and they shut out the rightful writer.
    may_write = partial(os.access, mode=os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    if not (may_write(path) and may_write(path.parent)) and not _Still.has_wal(path):
        return _set_up(_Still(path))
    uri = f"{path.as_uri()}?mode={mode}"
    return _set_up(sqlite3.connect(uri, timeout=wait_seconds, uri=True, check_same_thread=False))


def _set_up(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        # BEGIN is given by `RegistryDatabase`; sqlite3 itself would leave it out before DDL and SELECT.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


class _Still(sqlite3.Connection):
    """A connection without locks, to a file that this process may not write and that no process is known to write.

    Source: https://sqlite.org/wal.html#read_only_databases
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found = self._state()
        super().__init__(path.as_uri() + "?mode=ro&immutable=1", uri=True, check_same_thread=False)

    @staticmethod
    def has_wal(path: Path) -> bool:
        """Whether a writer is at work, or left work that only a writer can finish."""
        return path.with_name(path.name + "-wal").exists()

    def has_changed(self) -> bool:
        """Whether the rows read may be of two states."""
        return self._state() != self.found

    def is_stale(self) -> bool:
        """Whether a new connection would see more."""
        return self.has_changed() or self.has_wal(self.path)

    def _state(self) -> tuple[int, int]:
        try:
            status = self.path.stat()
        except OSError:
            return 0, -1
        return status.st_mtime_ns, status.st_size


def _use_wal(engine: Engine, url: str, wait_seconds: float) -> None:
    """Let readers and the writer work at once. The file remembers it, so that mostly nothing is done."""
    deadline = time.monotonic() + wait_seconds
    with translate_errors(url), closing(engine.raw_connection()) as connection:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            except sqlite3.Error as error:
                code = error.sqlite_errorcode & 0xFF
                if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
                    return  # it may still be read
                if code != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise registry_error(url, error) from error
                # SQLite itself does not wait here.
                time.sleep(0.01)
            else:
                return
