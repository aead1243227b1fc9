"""Read stored rows: portions of keys, limits, graphs of which none is damaged, what PostgreSQL would plan badly."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from inspect import signature
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Connection, Delete, RowMapping, Select, Update, select

from danhmuc.vocab.errors import RegistryError, UsageError
from danhmuc.vocab.lines import with_iri
from danhmuc.vocab.messages import FOREIGN_WORDS

from ..messages.harvest import PrunedText
from ..messages.store import SearchText, StoreText
from .tables import graphs, records, versions

_T = TypeVar("_T")
_SLICE = 500
_MOST = 2**63 - 1


def at_most(number: int | None) -> int | None:
    """A number in a query; no database takes a larger one, and none has so many rows."""
    return None if number is None else max(-_MOST, min(number, _MOST))


def value_from_row(kind: Callable[..., _T], row: RowMapping, **others: Any) -> _T:
    """A value of a class whose fields are the columns of their names; `others` are values of fields that no column is.

    A field that is neither has its default.
    """
    columns = {name: row[name] for name in _fields_of(kind) if name in row and name not in others}
    return kind(**columns, **others)


@cache
def _fields_of(kind: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(signature(kind).parameters)


def by_code_point(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A text ordered by its code points on every database, as Python does: PostgreSQL orders by a language's rules."""
    return column.collate("C") if connection.dialect.name == "postgresql" else column


def row_limit(limit: int | None) -> int | None:
    """The limit of a query.

    Raises:
        UsageError: it is negative, which SQLite takes for none and PostgreSQL refuses.
    """
    if limit is not None and limit < 0:
        raise UsageError(SearchText.LIMIT_NEGATIVE(limit=limit))
    return at_most(limit)


def graph_body(connection: Connection, version_id: int) -> bytes:
    """The canonical N-Quads of a version.

    Raises:
        RegistryError: it is damaged or not there.
    """
    return graph_bodies(connection, [version_id])[version_id]


def graph_bodies(connection: Connection, version_ids: Sequence[int]) -> dict[int, bytes]:
    """The canonical N-Quads of some versions by key, all held at once.

    A version from before its record was renamed is given as a description of the IRI that the record has now.

    Raises:
        RegistryError: one is damaged, or not there any more.
    """
    found: dict[int, bytes] = {}
    query = (
        select(versions.c.id, graphs.c.digest, graphs.c.body, versions.c.iri, records.c.iri, versions.c.pruned)
        .join(graphs, graphs.c.digest == versions.c.digest)
        .join(records, records.c.id == versions.c.record_id)
    )
    for some in slices(list(version_ids)):
        for key, digest, body, former, iri, pruned in connection.execute(query.where(versions.c.id.in_(some))).all():
            if pruned is not None:
                raise RegistryError(PrunedText.VERSION_PRUNED(iri=iri))
            nquads = _unpack(digest, body)
            found[key] = nquads if former is None else with_iri(nquads, former, iri)
    for key in version_ids:
        if key not in found:
            raise RegistryError(StoreText.GRAPH_MISSING(version=key))
    return found


def original_body(connection: Connection, version_id: int) -> bytes | None:
    """The canonical N-Quads of a version before it was corrected; None if it was not.

    Raises:
        RegistryError: it is damaged.
    """
    query = (
        select(graphs.c.digest, graphs.c.body, versions.c.iri.label("former"), records.c.iri)
        .join(versions, versions.c.original == graphs.c.digest)
        .join(records, records.c.id == versions.c.record_id)
    )
    row = connection.execute(query.where(versions.c.id == version_id)).first()
    if row is None:
        return None
    nquads = _unpack(row.digest, row.body)
    return nquads if row.former is None else with_iri(nquads, row.former, row.iri)


def places_of(connection: Connection, version_id: int) -> tuple[str, ...]:
    """The documents that a version was read from."""
    return tuple(json.loads(connection.scalar(select(versions.c.places).where(versions.c.id == version_id)) or "[]"))


def _unpack(digest: str, body: bytes) -> bytes:
    try:
        return zlib.decompress(body)
    except (zlib.error, TypeError) as error:
        raise RegistryError(StoreText.GRAPH_DAMAGED(digest=digest, reason=FOREIGN_WORDS(words=str(error)))) from error


def slices(keys: list[_T]) -> Iterator[list[_T]]:
    """Keys in portions that one statement may have."""
    for start in range(0, len(keys), _SLICE):
        yield keys[start : start + _SLICE]


def read_in(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], keys: Iterable[Any] | None
) -> Iterator[Any]:
    """The rows of a query whose column has one of some keys: a portion of the keys, in order, at a time.

    Args:
        keys: None for all rows.
    """
    if keys is None:
        yield from connection.execute(query)
        return
    for some in slices(sorted(set(keys))):
        yield from connection.execute(query.where(column.in_(some)))


def read_values_in(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], keys: Iterable[Any]
) -> set[Any]:
    """The values of the first column of the rows that `read_in` reads."""
    return {value for value, *_ in read_in(connection, query, column, keys)}


def read_pairs_in(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], keys: Iterable[Any]
) -> dict[Any, Any]:
    """The values of the second column by those of the first, of the rows that `read_in` reads."""
    return {row[0]: row[1] for row in read_in(connection, query, column, keys)}


def write_in(
    connection: Connection, statement: Update | Delete, column: ColumnElement[Any], keys: Iterable[Any]
) -> None:
    """Update or delete the rows whose column has one of some keys, a portion of the keys at a time."""
    for some in slices(sorted(set(keys))):
        connection.execute(statement.where(column.in_(some)))


_PLANS: Final = "SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_incremental_sort = off"
"""A plan that knows no words takes all words to be rare, and reads the query anew for each row: 14 s instead of 2 s.
Sorting by a part of the key first makes all vectors part of what is sorted."""
_AT_LEAST: Final = """
SELECT set_config('work_mem', '{0}', true) WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('{0}')
"""
_MEMORY: Final = _AT_LEAST.format("32MB")
"""With less, an index tells for a million records only on which pages words are, and all rows of these are read."""
_MEMORY_OF_JOINS: Final = _AT_LEAST.format("192MB")
"""With less, a million records with the values of five facets are sorted on the disk, where they are joined."""


def plan_searches(connection: Connection) -> None:
    """Let PostgreSQL plan each search of this transaction by its own words; SQLite plans as well without."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_PLANS)
        connection.exec_driver_sql(_MEMORY)


def by_indexes(connection: Connection) -> AbstractContextManager[None]:
    """Let PostgreSQL read by indexes: of some conditions it expects that they leave more rows than they do."""
    return _without(connection, "enable_seqscan")


def row_by_row(connection: Connection) -> AbstractContextManager[None]:
    """Let PostgreSQL look up what belongs to the records of one source, and not read whole tables for it."""
    return _without(connection, "enable_hashjoin", "enable_mergejoin")


@contextmanager
def joining_whole_tables(connection: Connection) -> Iterator[None]:
    """Let PostgreSQL join whole tables: it expects ten of any list of keys, and would look for each of a million."""
    if connection.dialect.name != "postgresql":
        yield
        return
    with _without(connection, "enable_nestloop"):
        before = connection.exec_driver_sql("SELECT current_setting('work_mem')").scalar_one()
        connection.exec_driver_sql(_MEMORY_OF_JOINS)
        yield
        connection.exec_driver_sql("SELECT set_config('work_mem', %s, true)", (before,))


@contextmanager
def _without(connection: Connection, *settings: str) -> Iterator[None]:
    """Switch off settings of PostgreSQL's planner; SQLite has none.

    After an error the transaction is over, and they with it.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.exec_driver_sql("; ".join(f"SET LOCAL {name} = off" for name in settings))
    yield
    connection.exec_driver_sql("; ".join(f"SET LOCAL {name} TO DEFAULT" for name in settings))
