"""An open registry database: its transactions, and its refusals in one line each.

Knows neither tables nor migrations nor how a database is found (`opening`). Only SQLAlchemy's exceptions are turned
into the registry's, because a reader may spool through a SQLite file of its own inside a transaction.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, Table, event, func, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from danhmuc.vocab.errors import RegistryError, RegistryUnavailableError

__all__ = ["Database", "answer", "answering"]

_WRITING = "danhmuc_writing"
_WRITER_LOCK = int.from_bytes(b"danhmuc")
"""Key of the advisory lock that PostgreSQL's one writer holds."""


class Database:
    """An open registry database: one writer at a time, readers as they come.

    Threads may share it. Processes may not: each opens its own.

    Attributes:
        url: as the user gave it, without the password.
        path: the file of a SQLite database, links resolved; None where it is in memory or on a server.
    """

    def __init__(self, engine: Engine, url: str, wait_seconds: float, path: Path | None = None) -> None:
        self.url = url
        self.path = path
        self._engine = engine
        if engine.dialect.name == "sqlite":
            event.listen(engine, "begin", _begin_on_sqlite)
            self._readers = engine
            self._writers = engine.execution_options(**{_WRITING: True})
        else:
            event.listen(engine, "begin", partial(_begin_on_postgresql, wait_seconds))
            # As on SQLite, a reader sees one state, and a writer what the writer before it left.
            self._readers = engine.execution_options(isolation_level="REPEATABLE READ")
            self._writers = engine.execution_options(isolation_level="READ COMMITTED", **{_WRITING: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the registry and changes nothing.

        Raises:
            RegistryUnavailableError: it cannot be reached or read, or (here only) something tried to write.
        """
        with answering(self.url), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection of the only writer: kept at the end, undone by any exception. Does not nest.

        Raises:
            RegistryUnavailableError: another writer did not end in time, or nothing can be written here.
            RegistryError: the database refused a statement; nothing of this transaction was kept.
        """
        with answering(self.url), self._writers.begin() as connection:
            yield connection

    def next_ids(self, connection: Connection, table: Table) -> Iterator[int]:
        """Keys for new rows, without end; asked once a table and writing transaction, whose lock makes them free."""
        newest = connection.scalar(select(func.max(table.c.id)))
        return itertools.count(1 if newest is None else newest + 1)

    def close(self) -> None:
        """Let go of the database; what was not committed is gone."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Database({self.url!r})"


def _begin_on_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_on_postgresql(wait_seconds: float, connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITING, False):
        # No milliseconds would mean for ever.
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(wait_seconds * 1000))}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
    else:
        # SQLAlchemy's own option would afterwards say READ WRITE, even where the server's default forbids it.
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


@contextmanager
def answering(url: str) -> Iterator[None]:
    """Turn what SQLAlchemy raises inside into the registry's errors."""
    try:
        yield
    except SQLAlchemyError as error:
        raise answer(url, error) from error


_LOCKED = "locked by another process that writes; try again later"
_READ_ONLY = "read-only; writing needs a file and a folder, or a server and a user, that allow it"
_DAMAGED = "damaged ({said}); restore it from a backup"

_SQLITE = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: "its file, or one that SQLite keeps beside it, cannot be opened with the rights at hand",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: "not a SQLite database, or its beginning is damaged",
    sqlite3.SQLITE_IOERR: "its disk fails ({said})",
}
"""By primary result code. Source: https://sqlite.org/rescode.html"""

_POSTGRESQL = {
    "25006": _READ_ONLY,
    "42501": "its user may not do this ({said})",
    "55P03": _LOCKED,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
"""By SQLSTATE. Source: PostgreSQL, Appendix A"""


def answer(url: str, error: SQLAlchemyError | sqlite3.Error) -> RegistryError:
    """The registry's word for what a database said: one line, no SQL, no values."""
    cause = (error.orig if isinstance(error, StatementError) else None) or error
    said = " ".join(next(iter(str(cause).splitlines()), type(cause).__name__).split())
    if isinstance(error, NoConnectionLeft):
        return RegistryUnavailableError(url, "all connections of this process are in use")
    known = _known(cause)
    if known is not None:
        return RegistryUnavailableError(url, known.format(said=said))
    if _is_lost(error):
        return RegistryUnavailableError(url, f"no connection ({said.removeprefix('connection failed: ')})")
    return RegistryError(f"registry {url} refused: {said}")


def _known(cause: BaseException) -> str | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    return _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "")


def _is_lost(error: BaseException) -> bool:
    """Whether the server ended the connection or never gave one: psycopg then names no SQLSTATE."""
    if not isinstance(error, OperationalError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", "") is None
