"""Copy all rows of a registry into another database, resume a copy that was broken off, and compare the two.

Knows tables only by what `derived_tables` says, so that a new one is copied, too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Table

from danhmuc.vocab.errors import RegistryError

from ..messages.copies import COPY_DIFFERS, COPY_OF_ANOTHER, COPY_OUTDATED, COPY_TAKEN_OVER
from .clock import now
from .database import RegistryDatabase, newest_keys, translate_errors
from .derived_tables import clear_derived, rebuild_derived, stored_tables
from .marked_databases import end_mark, read_facts, write_facts
from .registry_identity import registry_fingerprint
from .search_index import SEARCH_TABLE
from .table_rows import (
    RowsDigest,
    copy_rows,
    count_rows,
    digest_of_rows,
    insert_rows,
    key_of,
    last_key,
    pages_of,
    table_rows,
)
from .tables import changes, metadata

__all__ = ["CopiedRows", "copy_into", "count_all_rows", "finish_copy", "registry_facts", "replace_rows"]

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


def registry_facts(connection: Connection) -> dict[str, str]:
    """Facts about the registry that a marked database is of: which one, its newest keys, the time."""
    return {
        _REGISTRY: registry_fingerprint(connection) or "",
        _KEYS: json.dumps(newest_keys(connection, metadata), sort_keys=True),
        "at": now(),
    }


def count_all_rows(connection: Connection) -> int:
    """The number of all rows that a copy has."""
    return sum(count_rows(connection, table) for table in stored_tables())


def copy_into(source: Connection, target: RegistryDatabase, *, copied: Report, compared: Report) -> CopiedRows:
    """Copy all rows into a database that is marked, page by page, and compare them with what is there afterwards.

    Args:
        source: sees one state of the registry for as long as it takes.

    Raises:
        RegistryError: what is there is a copy of another registry or of another state, or is not equal afterwards.
    """
    token, resumed = _begin(source, target)
    digests: dict[str, str] = {}
    rows: dict[str, int] = {}
    for table in stored_tables():
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
        clear_derived(connection)
        rebuild_derived(connection)
        _count_for_planner(connection)
    with target.reading(words="copying") as connection:
        _compare(connection, target, digests, compared)
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
    for table in reversed(stored_tables()):
        # Former rows come with the others; those of today are not to become former ones.
        connection.execute(table.delete().execution_options(danhmuc_unkept=True))
    digests: dict[str, str] = {}
    rows: dict[str, int] = {}
    for table in stored_tables():
        digest = RowsDigest()
        rows[table.name] = copy_rows(
            connection, table, _naming_errors(source_url, _rows_after(source, table, None, digest, copied))
        )
        copied(rows[table.name])
        digests[table.name] = digest.text()
    rebuild_derived(connection)
    _count_for_planner(connection)
    _compare(connection, target, digests, lambda _: None)
    return CopiedRows(rows=rows, digests=digests)


def _naming_errors(url: str, rows: Iterator[Any]) -> Iterator[Any]:
    """The same rows; what fails while they are read is an error of that database."""
    with translate_errors(url):
        yield from rows


def _count_for_planner(connection: Connection) -> None:
    """Let PostgreSQL count what has just come, or it plans for minutes to come as if there were nothing."""
    if connection.dialect.name == "postgresql":
        names = [*(table.name for table in stored_tables()), SEARCH_TABLE]
        connection.exec_driver_sql("ANALYZE " + ", ".join(f'"{name}"' for name in names))


def _begin(source: Connection, target: RegistryDatabase) -> tuple[str, int]:
    """Begin or resume; returns the token of this copy, and the number of rows that are there.

    Raises:
        RegistryError: what is there was begun from another registry, or from another state of this one.
    """
    wanted = registry_facts(source)
    token = token_hex(16)
    with target.writing() as connection:
        found = read_facts(connection)
        if found and found.get(_REGISTRY) != wanted[_REGISTRY]:
            raise RegistryError(COPY_OF_ANOTHER(url=target.url))
        if found and found.get(_KEYS) != wanted[_KEYS]:
            before, newest = (json.loads(facts[_KEYS]).get(changes.name, 0) for facts in (found, wanted))
            raise RegistryError(COPY_OUTDATED(url=target.url, row=before, newest=newest))
        write_facts(connection, {**wanted, _COPYIST: token})
        return token, count_all_rows(connection) if found else 0


def _require_token(connection: Connection, target: RegistryDatabase, token: str) -> None:
    if read_facts(connection).get(_COPYIST) != token:
        raise RegistryError(COPY_TAKEN_OVER(url=target.url))


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


def _compare(connection: Connection, target: RegistryDatabase, digests: Mapping[str, str], compared: Report) -> None:
    for table in stored_tables():
        if digest_of_rows(connection, table, read=compared) != digests[table.name]:
            raise RegistryError(COPY_DIFFERS(table=table.name, url=target.url))
