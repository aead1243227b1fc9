"""Raw bytes: what sources gave of versions where that was no RDF, and what of these and of documents can be deleted.

That is what no last good run of a source stands on, and, if it must be, what one does.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
)

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import FOREIGN_WORDS

from ..messages.store import StoreText
from ..record.source_bytes import PackedBytes, SourceBytes
from .reading import read_in, read_pairs_in, read_values_in, write_in
from .tables import bodies, documents, records, runs, source_bytes, sources, versions


def write_source_bytes(connection: Connection, given: Iterable[tuple[int | None, PackedBytes | None]]) -> None:
    """Store what a source gave, by key of the version, in place of what is stored for that."""
    rows: list[dict[str, Any]] = [
        {
            "version_id": key,
            "digest": packed.digest,
            "media_type": packed.media_type,
            "size": packed.size,
            "body": packed.body,
        }
        for key, packed in given
        if packed is not None and key is not None
    ]
    if not rows:
        return
    delete_source_bytes(connection, [row["version_id"] for row in rows])
    connection.execute(insert(source_bytes), rows)


def source_digests(connection: Connection, source_id: int) -> dict[int, str]:
    """The digests of what a source gave for the newest versions of its records, by key of the version."""
    query = (
        select(source_bytes.c.version_id, source_bytes.c.digest)
        .join(records, records.c.version_id == source_bytes.c.version_id)
        .where(records.c.source_id == source_id)
    )
    return {int(key): str(digest) for key, digest in connection.execute(query)}


def digests_of_versions(connection: Connection, version_ids: Collection[int]) -> dict[int, str]:
    """The same of some versions."""
    query = select(source_bytes.c.version_id, source_bytes.c.digest)
    return read_pairs_in(connection, query, source_bytes.c.version_id, version_ids)


def packed_source_bytes(connection: Connection, version_ids: Collection[int]) -> dict[int, PackedBytes]:
    """The source bytes of some versions, by their keys."""
    rows = read_in(connection, select(source_bytes), source_bytes.c.version_id, version_ids)
    return {
        row.version_id: PackedBytes(media_type=row.media_type, digest=row.digest, size=row.size, body=row.body)
        for row in rows
    }


def source_bytes_of(connection: Connection, version_id: int) -> SourceBytes | None:
    """The source bytes of a version; None if its source gave RDF, or they must not be stored.

    Raises:
        RegistryError: it is damaged.
    """
    packed = packed_source_bytes(connection, [version_id]).get(version_id)
    if packed is None:
        return None
    try:
        return packed.unpack()
    except zlib.error as error:
        raise RegistryError(
            StoreText.GRAPH_DAMAGED(digest=packed.digest, reason=FOREIGN_WORDS(words=str(error)))
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class PrunableBody:
    """Raw bytes of a document, or of an older version of a record.

    Attributes:
        key: digest of a document's bytes, or key of the version.
        size: number of the raw bytes.
        at: since when nothing needs them, or when a document that has them was read; empty if nobody knows.
    """

    key: Any
    size: int
    at: str


def count_bytes(connection: Connection) -> int:
    """The number of all raw bytes that are stored."""
    totals = (func.coalesce(func.sum(table.c.size), 0) for table in (bodies, source_bytes))
    return sum(int(connection.scalar(select(total)) or 0) for total in totals)


def unneeded_bodies(connection: Connection, *, before: str | None = None) -> list[PrunableBody]:
    """The bytes of documents that no last good run of a source in use stands on, the oldest first.

    Args:
        before: only those that nothing has needed since that time.
    """
    query = _unneeded_bodies(is_dated=before is not None)
    return _read_bodies(connection, query, {} if before is None else {"before": before})


@cache
def _unneeded_bodies(*, is_dated: bool) -> Select[Any]:
    at = func.coalesce(func.max(func.coalesce(runs.c.started_at, documents.c.fetched_at)), "")
    query = (
        select(bodies.c.digest, bodies.c.size, at)
        .outerjoin(documents, or_(documents.c.digest == bodies.c.digest, documents.c.unread_digest == bodies.c.digest))
        .outerjoin(runs, runs.c.id == documents.c.unread_run)
        .where(not_(_is_needed()))
        .group_by(bodies.c.digest, bodies.c.size)
        .order_by(at, bodies.c.digest)
    )
    return query.having(at < bindparam("before", type_=Text)) if is_dated else query


def needed_bodies(connection: Connection) -> list[PrunableBody]:
    """The bytes that the last good runs of sources stand on, those read first first."""
    at = func.coalesce(func.max(documents.c.fetched_at), "")
    query = (
        select(bodies.c.digest, bodies.c.size, at)
        .join(documents, documents.c.digest == bodies.c.digest)
        .where(_is_needed())
        .group_by(bodies.c.digest, bodies.c.size)
        .order_by(at, bodies.c.digest)
    )
    return _read_bodies(connection, query)


def unneeded_source_bytes(
    connection: Connection, *, before: str | None = None, source_ids: Collection[int] | None = None
) -> list[PrunableBody]:
    """Source bytes of versions that are not the newest of their records, the oldest first.

    Args:
        before: only for those that another version had taken the place of before that time.
        source_ids: only of some sources.
    """
    if source_ids is not None and not source_ids:
        return []
    query = _unneeded_source_bytes(is_dated=before is not None, is_some=source_ids is not None)
    given = {} if before is None else {"before": before}
    return _read_bodies(connection, query, given if source_ids is None else {**given, "some_sources": list(source_ids)})


@cache
def _unneeded_source_bytes(*, is_dated: bool, is_some: bool) -> Select[Any]:
    later = versions.alias("later")
    is_over: ColumnElement[bool] = source_bytes.c.version_id != records.c.version_id
    if is_dated:
        of_record = and_(later.c.record_id == versions.c.record_id, later.c.number > versions.c.number)
        is_over = and_(is_over, exists().where(of_record, later.c.created_at < bindparam("before", type_=Text)))
    query = (
        select(source_bytes.c.version_id, source_bytes.c.size, versions.c.created_at)
        .join(versions, versions.c.id == source_bytes.c.version_id)
        .join(records, records.c.id == versions.c.record_id)
        .where(is_over)
        .order_by(versions.c.created_at, source_bytes.c.version_id)
    )
    return query.where(records.c.source_id.in_(bindparam("some_sources", expanding=True))) if is_some else query


def sources_of_bodies(connection: Connection, digests: Collection[str]) -> list[str]:
    """The names of the sources in use whose last good run has any of some bytes, in order."""
    query = select(sources.c.name).join(documents, documents.c.source_id == sources.c.id).where(_is_in_use())
    return sorted(read_values_in(connection, query, documents.c.digest, digests))


def delete_bodies(connection: Connection, digests: Collection[str]) -> None:
    """Delete the bytes of documents; the documents stay known by their digests."""
    write_in(connection, delete(bodies), bodies.c.digest, digests)


def delete_source_bytes(connection: Connection, version_ids: Collection[int]) -> None:
    """Delete what sources gave for some versions; their graphs stay."""
    write_in(connection, delete(source_bytes), source_bytes.c.version_id, version_ids)


def _is_needed() -> ColumnElement[bool]:
    """The condition that the last good run of a source in use stands on some bytes."""
    other = documents.alias("other")
    return exists().where(
        other.c.digest == bodies.c.digest,
        other.c.run_id.is_not(None),
        other.c.source_id == sources.c.id,
        sources.c.retired_at.is_(None),
    )


def _is_in_use() -> ColumnElement[bool]:
    return and_(documents.c.run_id.is_not(None), sources.c.retired_at.is_(None))


def _read_bodies(
    connection: Connection, query: Select[Any], given: Mapping[str, object] = MappingProxyType({})
) -> list[PrunableBody]:
    rows = connection.execute(query, given)
    return [PrunableBody(key=key, size=int(size), at=str(at)) for key, size, at in rows]
