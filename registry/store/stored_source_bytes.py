"""The source bytes of versions: what their sources gave of their records, where that was no RDF."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, insert, select

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import FOREIGN_WORDS

from ..messages.store import GRAPH_DAMAGED
from ..record.source_bytes import PackedBytes, SourceBytes
from .reading import slices
from .tables import records, source_bytes

__all__ = ["digests_of_versions", "packed_source_bytes", "source_bytes_of", "source_digests", "write_source_bytes"]


def write_source_bytes(connection: Connection, given: Iterable[tuple[int | None, PackedBytes | None]]) -> None:
    """Store what a source gave, by key of the version, in place of what is stored for that."""
    rows = [
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
    for some in slices([row["version_id"] for row in rows]):
        connection.execute(delete(source_bytes).where(source_bytes.c.version_id.in_(some)))
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
    found: dict[int, str] = {}
    for some in slices(sorted(version_ids)):
        query = select(source_bytes.c.version_id, source_bytes.c.digest).where(source_bytes.c.version_id.in_(some))
        found.update((int(key), str(digest)) for key, digest in connection.execute(query))
    return found


def packed_source_bytes(connection: Connection, version_ids: Collection[int]) -> dict[int, PackedBytes]:
    """The source bytes of some versions, by their keys."""
    found: dict[int, PackedBytes] = {}
    for some in slices(sorted(version_ids)):
        for row in connection.execute(select(source_bytes).where(source_bytes.c.version_id.in_(some))):
            found[row.version_id] = PackedBytes(
                media_type=row.media_type, digest=row.digest, size=row.size, body=row.body
            )
    return found


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
        raise RegistryError(GRAPH_DAMAGED(digest=packed.digest, reason=FOREIGN_WORDS(words=str(error)))) from error
