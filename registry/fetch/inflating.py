"""Decompression of bodies as they come: gzip with any number of members, and deflate with or without a zlib header."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

_PIECE: Final = 1 << 16
_MEMBERS: Final = 10_000
"""An empty member takes 20 bytes, and some work."""
_NAMES: Final = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "identity": "identity", "": "identity"}
_MOST: Final = 2
"""Number of compressions, one in the other."""


class CompressionError(Exception):
    """A body is not what its Content-Encoding says.

    Attributes:
        ended: whether it only ended too early.
    """

    def __init__(self, *, ended: bool = False) -> None:
        super().__init__()
        self.ended = ended


def inflated_pieces(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes] | None:
    """The pieces decompressed, each of at most 64 KiB however well it was compressed; None for an unknown encoding.

    Args:
        encoding: a Content-Encoding; "" for none.

    Raises:
        CompressionError: while they are read.
    """
    names = [_NAMES.get(name.strip().lower()) for name in encoding.split(",")]
    wanted = [name for name in reversed(names) if name != "identity"]
    if None in wanted or len(wanted) > _MOST:
        return None
    for name in wanted:
        pieces = _gunzip(pieces) if name == "gzip" else _inflate(pieces)
    return iter(pieces)


def _gunzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    member = zlib.decompressobj(wbits=31)
    members = 1
    any_yet = begun = False
    for piece in pieces:
        rest = piece
        any_yet = any_yet or bool(piece)
        while rest:
            if member.eof:
                rest = rest.lstrip(b"\0")  # tapes were padded, and some servers still do
                if not rest:
                    break
                members += 1
                if members > _MEMBERS:
                    raise CompressionError
                member, begun = zlib.decompressobj(wbits=31), False
            begun = True
            yield from _drain(member, rest)
            rest = member.unused_data
    if any_yet and not (member.eof or not begun):
        raise CompressionError(ended=True)


def _inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    stream = None
    head = b""
    for piece in pieces:
        if stream is None:
            head += piece
            if len(head) < 2:
                continue
            zlib_header = head[0] & 0x0F == 8 and int.from_bytes(head[:2]) % 31 == 0
            stream = zlib.decompressobj(wbits=15 if zlib_header else -15)
            piece = head
        yield from _drain(stream, piece)
        if stream.unused_data:
            raise CompressionError
    if head and (stream is None or not stream.eof):
        raise CompressionError(ended=True)


def _drain(stream: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """The bytes that some data decompresses to, piece by piece."""
    try:
        while True:
            piece = stream.decompress(data, _PIECE)
            if piece:
                yield piece
            data = stream.unconsumed_tail
            # Less than a full piece means that nothing waits inside any more.
            if stream.eof or not (data or len(piece) == _PIECE):
                return
    except zlib.error:
        raise CompressionError from None
