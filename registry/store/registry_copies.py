"""Copies of a registry: into another database, and into files of backups.

Copy all rows of a registry into another database, resume a copy that was broken off, and compare the two.

Rows of whole tables go in the order of their keys, a few at a time. Values are those that SQLAlchemy gives, which are
the same on SQLite and PostgreSQL. No table is known by name, so that a new one is copied, too. The index of words,
which each database has in its own way, is made from the others.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy import table as derived_table

from danhmuc.vocab.errors import RegistryError, RegistryUnavailableError, UsageError
from danhmuc.vocab.messages import FOREIGN_WORDS, system_reason

from ..messages.store import CopiesText, OpeningText
from .clock import now
from .database import RegistryDatabase, newest_keys, translate_errors
from .migrations import HEAD, OLDEST, tables_of
from .opening import open_as_found, open_marked
from .reading import by_code_point
from .search_index import erase_deleted_words, fill_search_index
from .settings import registry_fingerprint
from .tables import SEARCH_TABLE, changes, metadata
from .target import (
    end_mark,
    fresh_path,
    give_name,
    mark_database,
    mark_of,
    read_facts,
    remove_leftovers,
    schema_of,
    write_facts,
)

# ---------------------------------------------------------------- registry copies

_MOST_ROWS: Final = 1_000
_MOST_BYTES: Final = 4_000_000
"""Size of the rows that are read, and written, at once; one row alone may be larger."""

Row = Sequence[Any]


class RowsDigest:
    """The SHA-256 of rows: equal for equal values in equal order, whichever database they are of."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()
        self.rows = 0

    def add(self, row: Row) -> None:
        """Add a row."""
        self.rows += 1
        self._sum.update(b"".join(map(_value_bytes, row)) + b"\n")

    def text(self) -> str:
        """The digest of all rows added."""
        return f"sha256:{self._sum.hexdigest()}"


def _value_bytes(value: object) -> bytes:
    """A value with its kind and length, so that no two rows have the same bytes."""
    if value is None:
        return b"n"
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int):
        return b"i%d;" % value
    if isinstance(value, str):
        text = value.encode("utf-8", "surrogatepass")
        return b"s%d;%b" % (len(text), text)
    if isinstance(value, bytes | memoryview):
        content = bytes(value)
        return b"b%d;%b" % (len(content), content)
    # A new kind of column must say here what makes two of its values equal.
    raise TypeError(f"no digest of {type(value).__name__}")


def count_rows(connection: Connection, table: Table) -> int:
    """The number of rows of a table."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def table_rows(connection: Connection, table: Table) -> Iterator[Row]:
    """All rows of a table in the order of its key, without holding them."""
    query = select(table).order_by(*_ordered_key(connection, table))
    some = _rows_at_once(connection, table)
    for page in connection.execute(query.execution_options(yield_per=some)).partitions():
        yield from page


def digest_of_rows(connection: Connection, table: Table, *, read: Callable[[int], None] = lambda _: None) -> str:
    """The digest of a table; `read` is called with the number of rows read since it was called last."""
    digest = RowsDigest()
    for row in table_rows(connection, table):
        digest.add(row)
        if digest.rows % _MOST_ROWS == 0:
            read(_MOST_ROWS)
    read(digest.rows % _MOST_ROWS)
    return digest.text()


def key_of(table: Table, row: Row) -> tuple[Any, ...]:
    """The key of a row of a table, which compares as the database orders it."""
    # Letters of Python and bytes of UTF-8 have one order.
    names = list(table.columns.keys())
    return tuple(row[names.index(column.key)] for column in table.primary_key)


def last_key(connection: Connection, table: Table) -> tuple[Any, ...] | None:
    """The greatest key of a table; None if it has no rows."""
    ordered = [column.desc() for column in _ordered_key(connection, table)]
    row = connection.execute(select(*table.primary_key).order_by(*ordered).limit(1)).first()
    return None if row is None else tuple(row)


def copy_rows(connection: Connection, table: Table, rows: Iterator[Row]) -> int:
    """Insert rows, a few at a time, in one transaction; returns their number."""
    done = 0
    for page in pages_of(rows):
        insert_rows(connection, table, page)
        done += len(page)
    return done


def insert_rows(connection: Connection, table: Table, page: Sequence[Row]) -> None:
    """Insert some rows that have all columns of a table in their order."""
    names = list(table.columns.keys())
    connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in page])


def pages_of(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows as lists, each of which is soon in memory as a whole."""
    page: list[Row] = []
    size = 0
    for row in rows:
        page.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(page) >= _MOST_ROWS or size >= _MOST_BYTES:
            yield page
            page, size = [], 0
    if page:
        yield page


def _ordered_key(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """The key of a table as both databases order it: texts by code points."""
    return [by_code_point(connection, one) if isinstance(one.type, Text) else one for one in table.primary_key]


def _rows_at_once(connection: Connection, table: Table) -> int:
    """The number of rows that are read at once, so that the largest of them together stay below a size."""
    length = func.octet_length if connection.dialect.name == "postgresql" else func.length
    sizes = [
        func.coalesce(length(column), 0) for column in table.columns if isinstance(column.type, Text | LargeBinary)
    ]
    if not sizes:
        return _MOST_ROWS
    total: ColumnElement[Any] = sizes[0]
    for size in sizes[1:]:
        total = total + size
    largest = connection.scalar(select(func.max(total))) or 0
    return max(1, min(_MOST_ROWS, _MOST_BYTES // max(1, int(largest))))


def clear_derived(connection: Connection) -> None:
    """Empty the index of words, which refers to records."""
    connection.execute(delete(derived_table(SEARCH_TABLE)))


def rebuild_derived(connection: Connection) -> None:
    """Write the words of all records, and leave none of those that were there."""
    fill_search_index(connection)
    erase_deleted_words(connection)


_COPYIST: Final = "copyist"
_KEYS: Final = "keys"
_REGISTRY: Final = "registry"

Report = Callable[[int], None]
"""Called with the number of rows done since it was called last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedRows:
    """The rows of a copy.

    Attributes:
        rows: number of rows by table.
        digests: digest of the rows by table.
        resumed: number of rows that were there from a copy that was broken off.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    resumed: int = 0


def registry_facts(connection: Connection, tables: MetaData = metadata) -> dict[str, str]:
    """Facts about the registry that a marked database is of: which one, its newest keys, the time."""
    return {
        _REGISTRY: registry_fingerprint(connection) or "",
        _KEYS: json.dumps(newest_keys(connection, tables), sort_keys=True),
        "at": now(),
    }


def count_all_rows(connection: Connection, tables: MetaData = metadata) -> int:
    """The number of all rows that a copy has."""
    return sum(count_rows(connection, table) for table in tables.sorted_tables)


def copy_into(
    source: Connection, target: RegistryDatabase, *, tables: MetaData = metadata, copied: Report, compared: Report
) -> CopiedRows:
    """Copy all rows into a database that is marked, page by page, and compare them with what is there afterwards.

    Args:
        source: sees one state of the registry for as long as it takes.
        tables: those of its schema, which the target has, too.

    Raises:
        RegistryError: what is there is a copy of another registry or of another state, or is not equal afterwards.
    """
    token, resumed = _begin(source, target, tables)
    digests: dict[str, str] = {}
    rows: dict[str, int] = {}
    for table in tables.sorted_tables:
        with target.reading(words="copying") as connection:
            after = last_key(connection, table)
        digest = RowsDigest()
        missing = _rows_after(source, table, after, digest, copied)
        for page in pages_of(missing):
            with target.writing() as connection:
                _require_token(connection, target, token)
                insert_rows(connection, table, page)
            copied(len(page))
        digests[table.name], rows[table.name] = digest.text(), digest.rows
    with target.writing() as connection:
        _require_token(connection, target, token)
        if inspect(connection).has_table(SEARCH_TABLE):  # an old schema has another one, whose rows are copied
            clear_derived(connection)
            rebuild_derived(connection)
        _count_for_planner(connection)
    with target.reading(words="copying") as connection:
        _compare(connection, target, tables, digests, compared)
    return CopiedRows(rows=rows, digests=digests, resumed=resumed)


def finish_copy(target: RegistryDatabase) -> None:
    """Release a copy for use: it is a registry from then on."""
    with target.writing() as connection:
        end_mark(connection)


def replace_rows(
    connection: Connection, source: Connection, target: RegistryDatabase, *, source_url: str, copied: Report
) -> CopiedRows:
    """Put the rows of another database in the place of all that a registry has, within one transaction of it.

    Raises:
        RegistryUnavailableError: with the URL of the one that cannot be read or written.
        RegistryError: the rows are not equal afterwards.
    """
    with translate_errors(target.url):
        return _replace_rows(connection, source, target, source_url, copied)


def _replace_rows(
    connection: Connection, source: Connection, target: RegistryDatabase, source_url: str, copied: Report
) -> CopiedRows:
    clear_derived(connection)
    for table in reversed(metadata.sorted_tables):
        # Former rows come with the others; those of today are not to become former ones.
        connection.execute(table.delete().execution_options(danhmuc_unkept=True))
    digests: dict[str, str] = {}
    rows: dict[str, int] = {}
    for table in metadata.sorted_tables:
        digest = RowsDigest()
        rows[table.name] = copy_rows(
            connection, table, _naming_errors(source_url, _rows_after(source, table, None, digest, copied))
        )
        copied(rows[table.name])
        digests[table.name] = digest.text()
    rebuild_derived(connection)
    _count_for_planner(connection)
    _compare(connection, target, metadata, digests, lambda _: None)
    return CopiedRows(rows=rows, digests=digests)


def _naming_errors(url: str, rows: Iterator[Any]) -> Iterator[Any]:
    """The same rows; what fails while they are read is an error of that database."""
    with translate_errors(url):
        yield from rows


def _count_for_planner(connection: Connection) -> None:
    """Let PostgreSQL count what has just come, or it plans for minutes to come as if there were nothing."""
    if connection.dialect.name == "postgresql":
        names = [*(table.name for table in metadata.sorted_tables), SEARCH_TABLE]
        connection.exec_driver_sql("ANALYZE " + ", ".join(f'"{name}"' for name in names))


def _begin(source: Connection, target: RegistryDatabase, tables: MetaData) -> tuple[str, int]:
    """Begin or resume; returns the token of this copy, and the number of rows that are there.

    Raises:
        RegistryError: what is there was begun from another registry, or from another state of this one.
    """
    wanted = registry_facts(source, tables)
    token = token_hex(16)
    with target.writing() as connection:
        found = read_facts(connection)
        if found and found.get(_REGISTRY) != wanted[_REGISTRY]:
            raise RegistryError(CopiesText.COPY_OF_ANOTHER(url=target.url))
        if found and found.get(_KEYS) != wanted[_KEYS]:
            before, newest = (json.loads(facts[_KEYS]).get(changes.name, 0) for facts in (found, wanted))
            raise RegistryError(CopiesText.COPY_OUTDATED(url=target.url, row=before, newest=newest))
        write_facts(connection, {**wanted, _COPYIST: token})
        return token, count_all_rows(connection, tables) if found else 0


def _require_token(connection: Connection, target: RegistryDatabase, token: str) -> None:
    if read_facts(connection).get(_COPYIST) != token:
        raise RegistryError(CopiesText.COPY_TAKEN_OVER(url=target.url))


def _rows_after(
    source: Connection, table: Table, after: tuple[Any, ...] | None, digest: RowsDigest, copied: Report
) -> Iterator[Any]:
    """The rows behind a key; all are added to the digest."""
    for row in table_rows(source, table):
        digest.add(row)
        if after is None or key_of(table, row) > after:
            yield row
        else:
            copied(1)


def _compare(
    connection: Connection,
    target: RegistryDatabase,
    tables: MetaData,
    digests: Mapping[str, str],
    compared: Report,
) -> None:
    for table in tables.sorted_tables:
        if digest_of_rows(connection, table, read=compared) != digests[table.name]:
            raise RegistryError(CopiesText.COPY_DIFFERS(table=table.name, url=target.url))


# ---------------------------------------------------------------- backup files
# Files of backups: written beside their name, marked, and put in its place when they are complete; and read.
#
# A backup is a SQLite file with the tables of a registry, for its owner alone, which no command opens as a registry.

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
