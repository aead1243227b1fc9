"""Quarantine a document that cannot be read, and keep as much of it as is allowed."""

from __future__ import annotations

import hashlib
import zlib
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import Message

from ..messages.harvest import DOCUMENT_SECRET
from .record import Quarantined

__all__ = ["put_aside", "quotes_document"]

_FAST: Final = 1
_GZIP: Final = b"\x1f\x8b"
_PIECE: Final = 1 << 16
_MOST: Final = 1 << 28
"""Unpacked bytes that are searched; a larger document is not kept."""
_MARK: Final = b"secrecy"
"""Local name of the property that marks a state secret, however its namespace is written."""


def put_aside(error: DocumentError, data: bytes) -> Quarantined:
    """The document with its bytes, unless it may hold a state secret: then neither they nor quotes from it are kept.

    What an unreadable document marks cannot be known, so the mere name of the mark is enough.
    Source: Decree 47/2020/NĐ-CP, Art. 1.2.
    """
    is_secret = _may_be_secret(data)
    return Quarantined(
        document=error.document,
        code=error.code,
        reason=DOCUMENT_SECRET() if is_secret and quotes_document(error.reason) else error.reason,
        line=error.line,
        column=error.column,
        digest="sha256:" + hashlib.sha256(data).hexdigest(),
        body=None if is_secret else zlib.compress(data, _FAST),
        names_mark=is_secret,
    )


def quotes_document(reason: Message) -> bool:
    """Whether a reason may quote the document: it has facts other than numbers."""
    return not all(isinstance(fact, int) for fact in reason.facts.values())


def _may_be_secret(data: bytes) -> bool:
    if data.startswith(_GZIP):
        data = _unpack(data)
        if len(data) > _MOST:
            return True
    # Without its zero bytes, UTF-16 is read as if it were ASCII.
    return _MARK in data.replace(b"\0", b"").lower()


def _unpack(data: bytes) -> bytes:
    """Unpack gzip streams that may be damaged, as far as they can be read, up to just above `_MOST` bytes."""
    found = bytearray()
    try:
        while data.startswith(_GZIP) and len(found) <= _MOST:
            unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            for start in range(0, len(data), _PIECE):
                found += unpacking.decompress(data[start : start + _PIECE], _MOST + 1 - len(found))
                if len(found) > _MOST or unpacking.eof:
                    break
            data = unpacking.unused_data + data[start + _PIECE :] if unpacking.eof else b""
    except zlib.error:
        pass
    return bytes(found)
