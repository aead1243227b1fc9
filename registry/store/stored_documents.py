"""The documents of sources and what was given of single records: kept as raw bytes, found again, deleted.

The documents of sources: what the last complete run read, what they mention, what could not be read since.

Raw bytes are stored once for each digest, however many places have them, and go with the last document that has them.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    not_,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.exc import DBAPIError

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import FOREIGN_WORDS

from ..messages.store import StoreText
from ..record.bars import mention_keys, mentions_any
from ..record.contents import ReadDocument
from ..record.door import KnownDocument
from ..record.harvested import Harvested
from ..record.record import Quarantined
from ..record.source_bytes import PackedBytes, SourceBytes
from ..record.spools import has_value, pieces_of
from .clock import Stamp
from .database import RegistryDatabase
from .reading import read_in, read_pairs_in, read_values_in, slices, value_from_row, write_in
from .tables import bodies, documents, records, runs, source_bytes, sources, versions

# ---------------------------------------------------------------- stored documents

_GIVEN: Final = ("url", "status", "etag", "last_modified", "announced", "immutable")
"""Columns that have what the source gave with a document."""
_GOOD: Final = (*_GIVEN, "digest", "size", "run_id", "fetched_at")
"""Columns about what was read."""
_PIECE: Final = 1 << 18
WRITTEN_AT_ONCE: Final = 2_000_000
"""Packed bytes of one document that a statement has; those of a larger one are written to SQLite in pieces."""


def write_documents(database: RegistryDatabase, connection: Connection, plan: Harvested, stamp: Stamp) -> None:
    """Store the documents of a run: all of a complete one, and quarantined ones until they can be read.

    Those of an unmoved reading are stored already, but for validators that are others now. A delta adds documents, and
    none is gone by it; but a workbook is one document, whatever its file is called by now.
    """
    if plan.state == "complete" and plan.extent == "unmoved":
        _renew_validators(connection, plan.documents, stamp)
        return
    places = None
    is_sole = _is_workbook(connection, stamp.source_id)
    if plan.state == "complete" and plan.extent == "delta" and not is_sole:
        places = {one.place for one in plan.documents} | {one.document for one in plan.quarantined}
    stored = {row.place: row for row in _rows_of(connection, stamp.source_id, places)}
    rows = {place: _columns(row) for place, row in stored.items()}
    given: dict[str, ReadDocument | Quarantined] = {}
    if plan.state == "complete":
        _take_read(rows, given, plan.documents, stamp, is_whole=plan.is_whole or is_sole)
    else:
        _forget_secrets(rows, plan.documents, is_sole=is_sole)
    _take_unread(rows, given, plan, stamp)
    _write_rows(database, connection, stored, rows, stamp)
    write_mentions(connection, plan.documents if plan.state == "complete" else (), stamp)
    _write_bodies(connection, given)
    before = {digest for row in stored.values() for digest in (row.digest, row.unread_digest)}
    drop_unused_bodies(connection, {digest for digest in before if digest is not None})


def _renew_validators(connection: Connection, unmoved: Iterable[ReadDocument], stamp: Stamp) -> None:
    """Store the validators of documents whose bytes are the same, and these bytes where they were pruned."""
    unmoved = list(unmoved)
    for one in unmoved:
        query = update(documents).where(
            documents.c.source_id == stamp.source_id, documents.c.place == one.place, documents.c.digest == one.digest
        )
        connection.execute(query.values(etag=one.etag, last_modified=one.last_modified, immutable=one.immutable))
    of_source = select(documents.c.digest).where(documents.c.source_id == stamp.source_id)
    places = {one.place for one in unmoved if has_value(one, "body")}
    known = read_values_in(connection, of_source, documents.c.place, places)
    _write_bodies(connection, {one.digest: one for one in unmoved if has_value(one, "body") and one.digest in known})


def _take_read(
    rows: dict[str, dict[str, Any]],
    given: dict[str, ReadDocument | Quarantined],
    read: Iterable[ReadDocument],
    stamp: Stamp,
    *,
    is_whole: bool,
) -> None:
    """Change the rows of documents to what was read."""
    read = list(read)
    if is_whole:
        places = {document.place for document in read}
        for place, row in rows.items():
            if place not in places:
                row.update(dict.fromkeys(_GOOD))
    for document in read:
        digest = document.digest or None
        row = rows.setdefault(document.place, _empty_row())
        now = {name: getattr(document, name) for name in _GIVEN}
        now |= {"digest": digest, "size": document.size if digest is not None else None}
        if row["run_id"] is None or any(row[name] != now[name] for name in now):
            row.update(now, run_id=stamp.run_id, fetched_at=stamp.now)
        if digest is not None and has_value(document, "body"):
            given[digest] = document


def _forget_secrets(rows: Mapping[str, dict[str, Any]], read: Iterable[ReadDocument], *, is_sole: bool = False) -> None:
    """Forget the bytes, as an earlier run read them, of documents that mention what is marked as a secret by now.

    Args:
        is_sole: whether the source is one document, so that all bytes are of that one.
    """
    for document in read:
        if not document.digest:
            for place in rows if is_sole else {document.place} & rows.keys():
                rows[place].update(digest=None, size=None, etag=None, last_modified=None)


def _is_workbook(connection: Connection, source_id: int) -> bool:
    return connection.scalar(select(sources.c.kind).where(sources.c.id == source_id)) == "workbook"


def _take_unread(
    rows: dict[str, dict[str, Any]], given: dict[str, ReadDocument | Quarantined], plan: Harvested, stamp: Stamp
) -> None:
    """Change the rows of documents to what could not be read; other such documents stay until that can be known."""
    aside = {one.document: one for one in plan.quarantined if one.digest and one.body is not None}
    seen = {document.place for document in plan.documents} | {one.document for one in plan.quarantined if one.digest}
    for place, row in rows.items():
        if (place in seen or plan.is_whole) and place not in aside:
            row.update(unread_digest=None, unread_run=None)
    for place, one in aside.items():
        rows.setdefault(place, _empty_row()).update(unread_digest=one.digest, unread_run=stamp.run_id)
        given[one.digest] = one


def _columns(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row._fields if name != "place"}


def _empty_row() -> dict[str, Any]:
    return dict.fromkeys(("id", *_GOOD, "unread_digest", "unread_run"))


def _write_rows(
    database: RegistryDatabase,
    connection: Connection,
    stored: Mapping[str, Any],
    rows: Mapping[str, dict[str, Any]],
    stamp: Stamp,
) -> None:
    ids = database.next_ids(connection, documents)
    fresh: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    gone: list[int] = []
    for place, row in rows.items():
        is_there = row["run_id"] is not None or row["unread_digest"] is not None
        if row["id"] is None:
            if is_there:
                fresh.append({**row, "id": next(ids), "source_id": stamp.source_id, "place": place})
        elif not is_there:
            gone.append(row["id"])
        elif any(row[name] != getattr(stored[place], name) for name in row):
            changed.append({**row, "key": row["id"]})
    write_in(connection, delete(documents), documents.c.id, gone)
    if changed:
        names = [name for name in changed[0] if name not in ("id", "key")]
        query = update(documents).where(documents.c.id == bindparam("key"))
        connection.execute(query.values({name: bindparam(name) for name in names}), changed)
    if fresh:
        connection.execute(insert(documents), fresh)


def stored_digests(connection: Connection, digests: Collection[str]) -> set[str]:
    """The digests among these of which raw bytes are stored."""
    return read_values_in(connection, select(bodies.c.digest), bodies.c.digest, digests)


def _write_bodies(connection: Connection, given: Mapping[str, ReadDocument | Quarantined]) -> None:
    """Store raw bytes that are not stored yet."""
    known = stored_digests(connection, given.keys())
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    for digest, document in given.items():
        if digest not in known:
            # One at a time: they may be large.
            sizes = _sizes(pieces_of(document, "body", _PIECE))
            if connection.dialect.name == "sqlite" and sizes.packed > WRITTEN_AT_ONCE:
                _write_in_pieces(connection, digest, sizes, pieces_of(document, "body", _PIECE))
                continue
            row = {"digest": digest, "size": sizes.unpacked, "body": document.body}
            connection.execute(dialect.insert(bodies).on_conflict_do_nothing(), [row])


def _write_in_pieces(connection: Connection, digest: str, sizes: _Sizes, pieces: Iterable[bytes]) -> None:
    """Store raw bytes without holding them: SQLite would have two copies beside them."""
    row = {"digest": digest, "size": sizes.unpacked, "body": func.zeroblob(sizes.packed)}
    connection.execute(insert(bodies).values(row))
    rowid = select(literal_column("rowid", Integer)).select_from(bodies).where(bodies.c.digest == digest)
    key = connection.scalars(rowid).one()
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection), "its driver"
    try:
        with driver.blobopen(bodies.name, bodies.c.body.name, key) as blob:
            for piece in pieces:
                blob.write(piece)
    except sqlite3.Error as error:
        # As of a statement, so that it is an error of the registry.
        raise DBAPIError(None, None, error) from error


class _Sizes(NamedTuple):
    """Numbers of raw bytes, as they are stored and unpacked."""

    packed: int
    unpacked: int


def _sizes(pieces: Iterable[bytes]) -> _Sizes:
    unpacker, packed, unpacked = zlib.decompressobj(), 0, 0
    for piece in pieces:
        packed += len(piece)
        rest = piece
        while rest and not unpacker.eof:
            unpacked += len(unpacker.decompress(rest, _PIECE))
            rest = unpacker.unconsumed_tail
    # Of the last piece, something may be left to unpack.
    return _Sizes(packed, unpacked + len(unpacker.flush()))


def drop_documents(connection: Connection, keys: Collection[int]) -> None:
    """Delete documents by their keys, with raw bytes that no other document has."""
    digests: set[str] = set()
    for some in slices(sorted(keys)):
        query = select(documents.c.digest, documents.c.unread_digest).where(documents.c.id.in_(some))
        digests.update(digest for row in connection.execute(query) for digest in row if digest is not None)
        connection.execute(delete(documents).where(documents.c.id.in_(some)))
    drop_unused_bodies(connection, digests)


def drop_unused_bodies(connection: Connection, digests: Collection[str]) -> None:
    """Delete those of some raw bytes that no document has any more."""
    for some in slices(sorted(digests)):
        columns = (documents.c.digest, documents.c.unread_digest)
        used = set(connection.scalars(union(*(select(column).where(column.in_(some)) for column in columns))))
        unused = set(some) - used
        if unused:
            connection.execute(delete(bodies).where(bodies.c.digest.in_(unused)))


def body_sizes(connection: Connection) -> int:
    """The number of raw bytes that are stored, each counted once."""
    return int(connection.scalar(select(func.coalesce(func.sum(bodies.c.size), 0))) or 0)


def known_documents(
    connection: Connection, source_id: int, body: Callable[[str], bytes | None]
) -> dict[str, KnownDocument] | None:
    """The documents of the last complete run of a source, by place; None if one of them must not be known.

    Args:
        body: returns raw bytes by their digest.
    """
    there = select(bodies.c.digest).where(bodies.c.digest == documents.c.digest).exists()
    query = select(documents, documents.c.run_id.label("run"), there.label("has_body")).where(
        documents.c.source_id == source_id,
        or_(documents.c.run_id.is_not(None), documents.c.unread_digest.is_not(None)),
    )
    found: dict[str, KnownDocument] = {}
    for row in connection.execute(query.order_by(documents.c.place)):
        if row.digest is None or row.size is None or row.unread_digest is not None:
            return None
        found[row.place] = value_from_row(
            KnownDocument, row._mapping, body=partial(body, row.digest), immutable=bool(row.immutable)
        )
    return found


def document_places(connection: Connection, source_ids: Collection[int]) -> list[Row[Any]]:
    """Source, place and digest of the documents that good runs of some sources have read, in no order.

    The digest is None of a document whose bytes are not stored because it mentions a state secret.
    """
    columns = (documents.c.source_id, documents.c.place, documents.c.digest)
    query = select(*columns).where(documents.c.run_id.is_not(None))
    return list(read_in(connection, query, documents.c.source_id, source_ids))


def count_documents(connection: Connection, source_id: int) -> int:
    """The number of documents that make up the last complete reading of a source."""
    query = select(func.count()).where(documents.c.source_id == source_id, documents.c.run_id.is_not(None))
    return int(connection.scalar(query) or 0)


def document_addresses(connection: Connection, source_id: int) -> dict[str, str]:
    """The final addresses of the documents of the last complete run of a source, by place."""
    query = select(documents.c.place, documents.c.url).where(
        documents.c.source_id == source_id, documents.c.url.is_not(None)
    )
    return {row.place: row.url for row in connection.execute(query)}


def raw_documents(connection: Connection, source_id: int) -> dict[str, bytes]:
    """The raw bytes of the documents of a source that are stored, by place."""
    query = (
        select(documents.c.place, bodies.c.body)
        .join(bodies, bodies.c.digest == documents.c.digest)
        .where(documents.c.source_id == source_id)
        .order_by(documents.c.place)
    )
    return {place: zlib.decompress(body) for place, body in connection.execute(query)}


def body_of(connection: Connection, digest: str) -> bytes | None:
    """Raw bytes by their digest, unpacked; None if they are not stored, or damaged."""
    body = connection.scalar(select(bodies.c.body).where(bodies.c.digest == digest))
    if body is None:
        return None
    try:
        return zlib.decompress(body)
    except zlib.error:
        return None


def _rows_of(connection: Connection, source_id: int, places: Collection[str] | None) -> list[Any]:
    """The documents of a source, all or those of some places."""
    names = ("id", "place", *_GOOD, "unread_digest", "unread_run")
    query = select(*(documents.c[name] for name in names)).where(documents.c.source_id == source_id)
    return list(read_in(connection, query, documents.c.place, places))


_PAGE = 1_000


def write_mentions(connection: Connection, read: Iterable[ReadDocument], stamp: Stamp) -> None:
    """Store what documents mention, of those of which it is known; nothing of those whose digest must not be known."""
    of_source = documents.c.source_id == stamp.source_id
    for one in read:
        if one.mentions is not None and one.digest:
            query = update(documents).where(of_source, documents.c.place == one.place)
            connection.execute(query.values(mentions=one.mentions))
    secret = documents.c.digest.is_(None) & documents.c.mentions.is_not(None)
    connection.execute(update(documents).where(of_source, secret).values(mentions=None))


def documents_with(connection: Connection, source_id: int, iris: Collection[str]) -> set[str]:
    """The places of the documents that the last complete run has read, and that may mention any of the IRIs."""
    keys = mention_keys(iris)
    query = select(documents.c.place, documents.c.mentions).where(
        documents.c.source_id == source_id, documents.c.run_id.is_not(None)
    )
    rows = connection.execution_options(yield_per=_PAGE).execute(query) if keys else ()
    return {place for place, mentions in rows if mentions_any(mentions, keys)}


# ---------------------------------------------------------------- raw bytes
# Raw bytes: what sources gave of versions where that was no RDF, and what of these and of documents can be deleted.
#
# That is what no last good run of a source stands on, and, if it must be, what one does.


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
