"""Documents with their validators, raw bytes once each, and what versions of records were made of."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, Final

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

revision = "0010"
down_revision = "0009"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""
_PIECE: Final = 1 << 20

_DOCUMENTS: Final = """
INSERT INTO documents (id, source_id, place, digest, run_id, fetched_at, unread_digest, unread_run)
SELECT min(earlier.id), earlier.source_id, earlier.place,
    max(CASE WHEN NOT quarantined THEN digest END), max(CASE WHEN NOT quarantined THEN run_id END),
    max(CASE WHEN NOT quarantined THEN coalesce(runs.ended_at, runs.started_at) END),
    max(CASE WHEN quarantined THEN digest END), max(CASE WHEN quarantined THEN run_id END)
FROM earlier_bodies AS earlier JOIN runs ON runs.id = earlier.run_id
GROUP BY earlier.source_id, earlier.place ORDER BY min(earlier.id)
"""
_SIZES: Final = "UPDATE documents SET size = (SELECT size FROM bodies WHERE bodies.digest = documents.digest)"
_KEYS: Final = "SELECT min(id) FROM earlier_bodies GROUP BY digest ORDER BY min(id)"


def upgrade() -> None:
    """Add the tables and the column, and move the raw documents."""
    basis = "digest of all that a reading is compared by, after a run that can be relied on"
    op.add_column("runs", Column("basis", Text, comment=basis))
    _create_source_bytes()
    connection = op.get_bind()
    connection.execute(text("CREATE TEMPORARY TABLE earlier_bodies AS SELECT * FROM bodies"))
    op.drop_table("bodies")
    _create_documents()
    bodies = _create_bodies()
    for row in _bodies(connection):
        connection.execute(bodies.insert(), [row])
    connection.execute(text(_DOCUMENTS))
    connection.execute(text(_SIZES))
    connection.execute(text("DROP TABLE earlier_bodies"))


def _bodies(connection: Connection) -> Iterator[dict[str, Any]]:
    """Each of the raw documents once; what cannot be unpacked is no evidence of anything."""
    for key in list(connection.scalars(text(_KEYS))):
        query = text("SELECT digest, body FROM earlier_bodies WHERE id = :key")
        digest, body = connection.execute(query, {"key": key}).one()
        size = _size(bytes(body))
        if size is not None:
            yield {"digest": digest, "size": size, "body": bytes(body)}


def _size(body: bytes) -> int | None:
    """The number of packed bytes; None if they are damaged."""
    unpacker, size, rest = zlib.decompressobj(), 0, body
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
            if not piece and not unpacker.eof:
                return None
            size += len(piece)
    except zlib.error:
        return None
    return size


def _create_source_bytes() -> None:
    op.create_table(
        "source_bytes",
        Column("version_id", _ID, autoincrement=False, nullable=False),
        Column("digest", Text, nullable=False, comment="sha256 of the bytes"),
        Column("media_type", Text, nullable=False),
        Column("size", BigInteger, nullable=False, comment="number of the bytes"),
        Column("body", LargeBinary, nullable=False, comment="description of the record as its source gave it, zlib"),
        PrimaryKeyConstraint("version_id", name="pk_source_bytes"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_source_bytes_version_id"),
    )


def _create_documents() -> None:
    known = "sha256 of the raw bytes in the last complete run; null if they must not be known"
    op.create_table(
        "documents",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("place", Text, nullable=False, comment="name of the document in its source"),
        Column("url", Text, comment="final address that it came from; null for a file"),
        Column("status", Integer, comment="of HTTP; null for a file"),
        Column("etag", Text, comment="as its server gave it, and so the next"),
        Column("last_modified", Text),
        Column("digest", Text, comment=known),
        Column("size", BigInteger, comment="number of these bytes; null if not known"),
        Column("announced", BigInteger, comment="number of entries that it announced; null if it did not"),
        Column("run_id", _ID, comment="complete run that brought these bytes; null if none did"),
        Column("fetched_at", Text, comment="when"),
        Column("unread_digest", Text, comment="sha256 of later bytes that could not be read; null if there are none"),
        Column("unread_run", _ID, comment="run that brought those"),
        PrimaryKeyConstraint("id", name="pk_documents"),
        UniqueConstraint("source_id", "place", name="uq_documents_source_id_place"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_documents_source_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_documents_run_id"),
    )
    op.create_index("ix_documents_digest", "documents", ["digest"])
    op.create_index("ix_documents_unread_digest", "documents", ["unread_digest"])


def _create_bodies() -> Table:
    return op.create_table(
        "bodies",
        Column("digest", Text, nullable=False, comment="sha256 of the raw bytes, as documents have it"),
        Column("size", BigInteger, nullable=False, comment="number of the raw bytes"),
        Column("body", LargeBinary, nullable=False, comment="raw bytes, zlib"),
        PrimaryKeyConstraint("digest", name="pk_bodies"),
    )
