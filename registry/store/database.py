"""An open registry database: its transactions, and its errors in one line each.

Knows neither migrations nor how a database is found (`opening`), and of tables only their keys. Only SQLAlchemy's
exceptions are turned into the registry's, because a reader may spool through a SQLite file of its own inside a
transaction.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from threading import Lock, get_ident
from typing import Any, Self

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    MetaData,
    NullPool,
    Select,
    Table,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from danhmuc.vocab.errors import RegistryError, RegistryUnavailableError
from danhmuc.vocab.messages import FOREIGN_WORDS, Message, MessageTemplate

from ..messages.store import OpeningText
from ..record.rules import Rules
from .past_rows import WritingMoment, end_moment, keep_past, newest_key_before, newest_keys_then
from .secret_words import WordsNeed, hide_words, hiding_dialect

__all__ = [
    "GIVEN_KEYS",
    "Connection",
    "Migration",
    "RegistryDatabase",
    "newest_keys",
    "registry_error",
    "translate_errors",
]

GIVEN_KEYS = "given_keys"
"""Name of the setting with the keys given before a backup was restored, which are not given again: JSON by table."""

_WRITING = "danhmuc_writing"
_NEWEST_KEYS = "danhmuc_newest_keys"
"""Option of a writing connection: the newest key of each table, in a mapping that lives as long as the transaction."""
_TEMPORARY = "danhmuc_temporary"
"""Option of a reading connection that makes temporary relations."""
_MAY_WRITE = "danhmuc_may_write"
"""What is known of a connection to SQLite: whether it takes statements that write."""
_WRITER_LOCK = int.from_bytes(b"danhmuc")
"""Key of the advisory lock that PostgreSQL's one writer holds."""
_TURN_LOCK = int.from_bytes(b"turn")
"""Key of the advisory lock of the run whose turn it is to write on PostgreSQL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A migration that is done.

    Attributes:
        schema: name of the schema that the registry had.
        head: name of the one that it has.
        backup: the file with its state before; None on a server.
    """

    schema: str
    head: str
    backup: Path | None


class RegistryDatabase:
    """An open registry database: one writer at a time, any number of readers.

    Threads may share it. Processes may not: each opens its own.

    Attributes:
        url: as the user gave it, without the password.
        path: the file of a SQLite database, links resolved; None if it is in memory or on a server.
        address: URL by which another process opens it, with the password; never shown.
        rules: by which verdicts are made in this process, by the digests of the profile and of all code lists; they are
            stored with the first of these verdicts.
        migration: the migration of its schema that opening it did; None if it did none.
    """

    def __init__(
        self,
        engine: Engine,
        url: str,
        wait_seconds: float,
        path: Path | None = None,
        address: str | None = None,
        *,
        renew_secrets: Callable[[Connection, int | None], None],
    ) -> None:
        """Use an engine.

        Args:
            renew_secrets: writes which records are secret at the end of a writing transaction; it is given the newest
                key of records before that, None if none was added.
        """
        self.url = url
        self.path = path
        self.address = url if address is None else address
        self.rules: dict[tuple[str, str], Rules] = {}
        self.migration: Migration | None = None
        self._engine = engine
        self._wait_seconds = wait_seconds
        self._renew_secrets = renew_secrets
        self._hiding: dict[Dialect, Dialect] = {}
        self._turn = Lock()
        self._writing: dict[DBAPIConnection, int] = {}
        event.listen(engine, "begin", self._note_writer)
        event.listen(engine, "checkin", lambda raw, _: self._writing.pop(raw, None))
        event.listen(engine, "close", lambda raw, _: self._roll_back(raw))
        if engine.dialect.name == "sqlite":
            event.listen(engine, "begin", _begin_on_sqlite)
            self._readers = engine
            self._writers = engine.execution_options(**{_WRITING: True})
        else:
            event.listen(engine, "begin", partial(_begin_on_postgresql, wait_seconds))
            # The same as SQLite: a reader sees one state, a writer the state that the writer before it left.
            self._readers = engine.execution_options(isolation_level="REPEATABLE READ")
            self._writers = engine.execution_options(isolation_level="READ COMMITTED", **{_WRITING: True})
        keep_past(self._writers)

    @cached_property
    def _past_readers(self) -> Engine:
        """The engine of readers that make temporary relations."""
        if self._engine.dialect.name == "sqlite":
            return self._engine.execution_options(**{_TEMPORARY: True})
        # A statement that was prepared before there was a temporary relation goes on reading the table, hence each time
        # a new connection that prepares none.
        engine = create_engine(self._engine.url, poolclass=NullPool, connect_args={"prepare_threshold": None})
        return engine.execution_options(isolation_level="REPEATABLE READ")

    @property
    def is_private(self) -> bool:
        """Whether it is in the memory of this process, so that no other process can use it."""
        return self._engine.dialect.name == "sqlite" and self.path is None

    @contextmanager
    def reading(self, *, words: WordsNeed | None = None) -> Iterator[Connection]:
        """A connection that sees one state of the registry, without the words of secrets, and changes nothing.

        Args:
            words: why these words are needed, too.

        Raises:
            RegistryUnavailableError: it cannot be reached or read, or (here only) something tried to write.
        """
        with translate_errors(self.url), self._readers.begin() as connection:
            if words is None:
                self._hide_words(connection)
            yield connection

    def _hide_words(self, connection: Connection) -> None:
        # Made once the engine has met the database, of which it learns then.
        if (hiding := self._hiding.get(connection.dialect)) is None:
            hiding = self._hiding[connection.dialect] = hiding_dialect(connection.dialect)
        hide_words(connection, hiding)

    @contextmanager
    def reading_past(self) -> Iterator[Connection]:
        """A connection of its own, as `reading` gives, in which temporary relations can be made until it is sealed.

        Call `seal` once they are made. They are gone when it is closed.

        Raises:
            RegistryUnavailableError: it cannot be reached or read, or nothing temporary can be made there.
        """
        with translate_errors(self.url), self._past_readers.connect() as connection:
            if self.path is not None:
                connection.detach()  # what is temporary must not come back with the next user of the connection
            with connection.begin() as transaction:
                yield connection
                if self.is_private:
                    transaction.rollback()

    def seal(self, connection: Connection) -> None:
        """Let a connection of `reading_past` change nothing from now on, and see no words of secrets."""
        if self._engine.dialect.name == "sqlite":
            _let_write(connection, may_write=False)
        else:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        self._hide_words(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection of the only writer: committed at the end, rolled back by any exception. Does not nest.

        Raises:
            RegistryUnavailableError: another writer did not end in time, or nothing can be written here.
            RegistryError: the database refused a statement; nothing of this transaction was stored.
        """
        with translate_errors(self.url), self._writers.begin() as connection:
            newest: dict[str, int] = {}
            yield connection.execution_options(**{_NEWEST_KEYS: newest}, **WritingMoment.options(newest))
            self._renew_secrets(connection, newest_key_before(connection, "records"))
            end_moment(connection)

    def _note_writer(self, connection: Connection) -> None:
        raw = connection.connection.dbapi_connection
        if raw is not None and connection.get_execution_options().get(_WRITING):
            self._writing[raw] = get_ident()

    def roll_back(self) -> None:
        """Roll back what this thread began to write and an interrupt broke off between two steps of SQLAlchemy.

        Nobody else ends it, and nothing could be written before the process ends.
        """
        for raw, thread in list(self._writing.items()):
            if thread == get_ident():
                self._roll_back(raw)

    def _roll_back(self, raw: DBAPIConnection) -> None:
        """Roll back, before closing, too: SQLite keeps its locks as long as anything holds one of the statements."""
        self._writing.pop(raw, None)
        with suppress(self._engine.dialect.loaded_dbapi.Error):
            raw.rollback()

    @contextmanager
    def turn_to_write(self) -> Iterator[None]:
        """The time in which a run writes all that it has; other runs begin to write when it has ended.

        PostgreSQL serves writers in the order in which they ask. Two runs without turns would write batch by batch in
        turn, wait for each other, end at the same moment, and then both read while nobody writes. SQLite lets go on who
        has just written. A turn is a courtesy: whoever has waited as long as for another writer begins without one.
        """
        if self._engine.dialect.name == "sqlite":
            yield
            return
        until = time.monotonic() + self._wait_seconds
        # Of the threads of a process one waits with a connection, so that connections are left for writing.
        is_next = self._turn.acquire(timeout=self._wait_seconds)
        try:
            own = self._wait_for_turn(until - time.monotonic()) if is_next else None
            try:
                yield
            finally:
                if own is not None:
                    with suppress(SQLAlchemyError):  # the server has ended it, and the turn with it
                        own.close()
        finally:
            if is_next:
                self._turn.release()

    def _wait_for_turn(self, seconds: float) -> Connection | None:
        """A connection that has the turn while it is open; None if there is none in time."""
        with suppress(SQLAlchemyError):
            own = self._engine.connect()
            try:
                _wait_for_lock(own, _TURN_LOCK, seconds)
            except BaseException:
                own.close()
                raise
            return own
        return None

    def rewrite(self, tables: Iterable[str]) -> None:
        """Write the database anew, so that nothing of what was deleted stands in its free pages; takes its time.

        Raises:
            RegistryUnavailableError: somebody else uses it, or the disk is too full.
        """
        engine = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with translate_errors(self.url), engine.connect() as alone:
            rewrite = _rewrite_on_sqlite if self._engine.dialect.name == "sqlite" else _rewrite_on_postgresql
            is_whole = rewrite(alone, tables, self._wait_seconds)
        if not is_whole:
            raise RegistryUnavailableError(self.url, OpeningText.REGISTRY_IN_USE())

    def write_into(self, path: Path) -> None:
        """Write one state of a SQLite database into an empty file, while others read and write it.

        Raises:
            RegistryUnavailableError: it cannot be read, or, with the URL of the file, that cannot be written.
        """
        engine = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with translate_errors(self.url), engine.connect() as alone:
            _let_write(alone, may_write=True)
            try:
                alone.exec_driver_sql("VACUUM INTO ?", (str(path),))
            except SQLAlchemyError as error:
                if getattr(getattr(error, "orig", None), "sqlite_errorcode", None) in _UNWRITTEN:
                    raise registry_error(f"sqlite:///{path}", error) from error
                raise

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a SQLite database."""
        return self._engine.dialect.name == "sqlite"

    def next_ids(self, connection: Connection, table: Table) -> Iterator[int]:
        """Keys for new rows, without end; the lock of the writing transaction reserves them.

        Nothing is looked up until a key is asked for, and then for all tables at once.
        """
        return NewKeys(connection, table)

    def close(self) -> None:
        """Close the database; what was not committed is lost."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Database({self.url!r})"


class NewKeys(Iterator[int]):
    """Keys for new rows of a table, in a writing transaction; all that are made in it for one table go on counting."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table
        self._newest: dict[str, int] = connection.get_execution_options().get(_NEWEST_KEYS, {})

    def __next__(self) -> int:
        name = self._table.name
        if name not in self._newest:
            self._newest.update(newest_keys(self._connection, self._table.metadata))
            for known, key in newest_keys_then(self._connection).items():
                self._newest[known] = max(key, self._newest.get(known, 0))
        self._newest[name] += 1
        return self._newest[name]


def newest_keys(connection: Connection, metadata: MetaData) -> dict[str, int]:
    """The newest key that was given of each table that has keys, 0 if none was."""
    row = dict(connection.execute(_newest_keys_query(metadata)).one()._mapping)
    given = json.loads(row.pop(GIVEN_KEYS) or "{}")
    return {name: max(key or 0, int(given.get(name, 0))) for name, key in row.items()}


@cache
def _newest_keys_query(metadata: MetaData) -> Select[Any]:
    # The keys of former rows are those that the rows had.
    tables = [table for table in metadata.tables.values() if [*table.primary_key.columns.keys()] == ["id"]]
    settings = metadata.tables["settings"]
    given = select(settings.c.value).where(settings.c.name == GIVEN_KEYS).scalar_subquery().label(GIVEN_KEYS)
    return select(*(select(func.max(table.c.id)).scalar_subquery().label(table.name) for table in tables), given)


def _begin_on_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    writing = options.get(_WRITING, False)
    _let_write(connection, may_write=writing or options.get(_TEMPORARY, False))
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _let_write(connection: Connection, *, may_write: bool) -> None:
    """Let a connection to SQLite write, or not; it stays so, and goes back to the pool so."""
    if connection.info.get(_MAY_WRITE) is not may_write:
        connection.info.pop(_MAY_WRITE, None)  # if this is interrupted, nobody knows
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if may_write else 'ON'}")
        connection.info[_MAY_WRITE] = may_write


def _begin_on_postgresql(wait_seconds: float, connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    if options.get(_WRITING, False):
        _wait_for_lock(connection, _WRITER_LOCK, wait_seconds)
    else:
        # SQLAlchemy's own option would afterwards say READ WRITE, even where the server's default forbids it.
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _wait_for_lock(connection: Connection, key: int, seconds: float) -> None:
    """Take an advisory lock of PostgreSQL until the end of the transaction."""
    # No milliseconds would mean for ever. Both in one round trip.
    limit = f"SET LOCAL lock_timeout = {max(1, round(seconds * 1000))}"
    connection.exec_driver_sql(f"{limit}; SELECT pg_advisory_xact_lock({key})")


def _rewrite_on_sqlite(alone: Connection, tables: Iterable[str], wait_seconds: float) -> bool:  # noqa: ARG001
    """Write the file anew; returns whether no reader has kept the old pages in it."""
    _let_write(alone, may_write=True)
    alone.exec_driver_sql("VACUUM")
    # Its first column says whether a reader, for whom it has waited, stopped it.
    return not alone.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()


_SNAPSHOTS = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND backend_xmin IS NOT NULL"""
"""Transactions that may see what was deleted: VACUUM FULL copies the rows that they see."""


def _rewrite_on_postgresql(alone: Connection, tables: Iterable[str], wait_seconds: float) -> bool:
    """Write the tables anew; returns whether nobody could see what was deleted, so that nothing of it was copied."""
    until = time.monotonic() + wait_seconds
    while (seen := alone.exec_driver_sql(_SNAPSHOTS).scalar()) and time.monotonic() < until:
        time.sleep(0.05)
    alone.exec_driver_sql(f"SET lock_timeout = {max(1, round(wait_seconds * 1000))}")
    try:
        for table in tables:
            alone.exec_driver_sql(f'VACUUM FULL "{table}"')
    finally:
        alone.exec_driver_sql("RESET lock_timeout")
    return not seen


@contextmanager
def translate_errors(url: str) -> Iterator[None]:
    """Turn exceptions of SQLAlchemy into errors of the registry; an interrupt stays one."""
    handled = sys.exc_info()[1]
    try:
        yield
    except SQLAlchemyError as error:
        if _follows_interrupt(error, handled):
            raise KeyboardInterrupt from error
        raise registry_error(url, error) from error


def _follows_interrupt(error: BaseException, handled: BaseException | None) -> bool:
    """Whether an error hides an interrupt: psycopg cannot put a connection in order whose statement was interrupted.

    Args:
        handled: what was being handled before, such as an interrupt after which something is tidied up.
    """
    link: BaseException | None = error
    while link is not None and link is not handled:
        if isinstance(link, KeyboardInterrupt):
            return True
        link = link.__context__
    return False


_SQLITE = {
    sqlite3.SQLITE_BUSY: OpeningText.REGISTRY_LOCKED,
    sqlite3.SQLITE_LOCKED: OpeningText.REGISTRY_LOCKED,
    sqlite3.SQLITE_PROTOCOL: OpeningText.REGISTRY_LOCKED,
    sqlite3.SQLITE_READONLY: OpeningText.REGISTRY_READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: OpeningText.REGISTRY_UNOPENABLE,
    sqlite3.SQLITE_CORRUPT: OpeningText.REGISTRY_DAMAGED,
    sqlite3.SQLITE_NOTADB: OpeningText.REGISTRY_NOT_SQLITE,
    sqlite3.SQLITE_IOERR: OpeningText.REGISTRY_DISK_FAILS,
    sqlite3.SQLITE_FULL: OpeningText.REGISTRY_DISK_FULL,
}
"""By primary result code. Source: https://sqlite.org/rescode.html"""

_UNWRITTEN = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC}
"""Codes that are about a file that is written."""

_NO_FTS5 = "no such module: fts5"
_UNSUPPORTED = "unsupported file format"
"""Of a file whose header names a format that no SQLite writes; the code is that of any faulty statement."""

_POSTGRESQL = {
    "25006": OpeningText.REGISTRY_READ_ONLY,
    "42501": OpeningText.REGISTRY_FORBIDDEN,
    "53100": OpeningText.REGISTRY_DISK_FULL,
    "55P03": OpeningText.REGISTRY_LOCKED,
    "XX001": OpeningText.REGISTRY_DAMAGED,
    "XX002": OpeningText.REGISTRY_DAMAGED,
}
"""By SQLSTATE. Source: PostgreSQL, Appendix A"""


def registry_error(url: str, error: SQLAlchemyError | sqlite3.Error) -> RegistryError:
    """The registry's error for one of a database: one line, no SQL, no values."""
    cause = (error.orig if isinstance(error, StatementError) else None) or error
    words = " ".join(next(iter(str(cause).splitlines()), type(cause).__name__).split())
    if isinstance(error, NoConnectionLeft):
        return RegistryUnavailableError(url, OpeningText.REGISTRY_CONNECTIONS_USED())
    if _NO_FTS5 in str(cause):
        return RegistryUnavailableError(url, OpeningText.REGISTRY_WITHOUT_FTS5(version=sqlite3.sqlite_version))
    known = _template_for(cause)
    if known is not None:
        return RegistryUnavailableError(url, _fill(known, words))
    if _is_lost(error):
        # psycopg's own words, without the beginning that the message has already.
        return RegistryUnavailableError(
            url, _fill(OpeningText.REGISTRY_NO_CONNECTION, words.removeprefix("connection failed: "))
        )
    return RegistryError(OpeningText.REGISTRY_REFUSED(url=url, said=FOREIGN_WORDS(words=words)))


def _fill(template: MessageTemplate, words: str) -> Message:
    """The message, with the database's own words if it has a placeholder for them."""
    return template(said=FOREIGN_WORDS(words=words)) if "said" in template.placeholders else template()


def _template_for(cause: BaseException) -> MessageTemplate | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_ERROR and _UNSUPPORTED in str(cause):
        return OpeningText.REGISTRY_DAMAGED
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    if isinstance(cause, sqlite3.OperationalError):
        return OpeningText.REGISTRY_DAMAGED  # of the module itself, where a text is no UTF-8
    return _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "")


def _is_lost(error: BaseException) -> bool:
    """Whether the server ended the connection or never gave one: psycopg then names no SQLSTATE."""
    if not isinstance(error, OperationalError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", "") is None
