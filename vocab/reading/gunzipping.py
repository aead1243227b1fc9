"""Decompress a gzipped document, and refuse one that grows too large."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Final

from ..messages import FOREIGN_WORDS
from ..messages.reading import ReadingText
from .limits import MAX_GZIP_RATIO
from .notes import Notes

GZIP_MAGIC: Final = b"\x1f\x8b"

_PIECE: Final = 1 << 20
_FREE_RATIO: Final = 1 << 24


def gunzip(data: bytes, notes: Notes, *, max_bytes: int) -> bytes:
    """Decompress a document; the same object if it is not compressed.

    Raises:
        DocumentError: it is damaged, or larger than `max_bytes`; no more than that is held in memory.
    """
    if not data.startswith(GZIP_MAGIC):
        if len(data) > max_bytes:
            raise notes.refusal("read:too-large", ReadingText.DOCUMENT_TOO_LARGE(size=len(data), limit=max_bytes))
        return data
    unpacked = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while piece := stream.read(_PIECE):
                unpacked.write(piece)
                refuse_bomb(len(data), unpacked.tell(), notes, max_bytes=max_bytes)
    except EOFError as error:
        raise notes.refusal("read:gzip", ReadingText.GZIP_CUT_OFF(size=unpacked.tell())) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        reason = ReadingText.GZIP_DAMAGED(size=unpacked.tell(), reason=FOREIGN_WORDS(words=str(error)))
        raise notes.refusal("read:gzip", reason) from error
    return unpacked.getvalue()


def refuse_bomb(size: int, unpacked: int, notes: Notes, *, max_bytes: int) -> None:
    """Refuse a document that grows too large, or too many times its size.

    Raises:
        DocumentError: it is so.
    """
    if unpacked > max_bytes:
        raise notes.refusal("read:too-large", ReadingText.GZIP_TOO_LARGE(size=size, limit=max_bytes))
    if unpacked > max(_FREE_RATIO, MAX_GZIP_RATIO * size):
        raise notes.refusal("read:too-large", ReadingText.GZIP_TOO_DENSE(size=size, limit=MAX_GZIP_RATIO))


def gunzip_head(data: bytes, size: int) -> bytes:
    """Decompress the first bytes of a document; they may be empty if the stream is damaged."""
    if not data.startswith(GZIP_MAGIC):
        return data[:size]
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(data[: 2 * size], size)
    except zlib.error:
        return b""
