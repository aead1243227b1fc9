"""Quarantine a document that cannot be read, and keep as much of it as is allowed."""

from __future__ import annotations

import hashlib
import zlib
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import FOREIGN_WORDS, Fact, Message
from danhmuc.vocab.messages.reading import ReadingText

from ..messages.harvest import HarvestText
from .record import Quarantined
from .secrecy import names_mark, quotes_mark

_FAST: Final = 1
_GZIP: Final = b"\x1f\x8b"
_PIECE: Final = 1 << 16
_MOST: Final = 1 << 28
"""Unpacked bytes that are searched; a larger document is not kept."""
_OWN_FACTS: Final = frozenset({"byte", "endings", "encoding", "known", "nearest"})
"""Facts of reasons that are text and never come from the document."""
_OWN_REASONS: Final = frozenset({ReadingText.GZIP_DAMAGED.id, ReadingText.XML_MALFORMED.id})
"""Reasons whose words of other programs never quote the document."""
_PARSERS_REASONS: Final = frozenset(
    {FOREIGN_WORDS.id, ReadingText.SYNTAX_FAULT_AFTER.id, ReadingText.SYNTAX_FAULT_AT.id}
)
"""Reasons that are the sentence of a parser, which may quote it."""
_LEFT_OUT: Final = "…"


def put_aside(error: DocumentError, data: bytes) -> Quarantined:
    """The document with its bytes, unless it may hold a state secret: then neither they nor quotes from it are kept.

    What an unreadable document marks cannot be known, so the mere name of the mark is enough, or a value that is one.
    Source: Decree 47/2020/NĐ-CP, Art. 1.2.
    """
    text, is_whole = _unpack(data) if data.startswith(_GZIP) else (data, True)
    is_secret = len(text) > _MOST or names_mark(text) or quotes_mark(text)
    return Quarantined(
        document=error.document,
        code=error.code,
        reason=reason_without_quotes(error.reason) if is_secret else error.reason,
        line=error.line,
        column=error.column,
        digest="sha256:" + hashlib.sha256(data).hexdigest(),
        body=None if is_secret else zlib.compress(data, _FAST),
        names_mark=is_secret or not is_whole,
    )


def reason_without_quotes(reason: Message) -> Message:
    """The reason without what it may quote of the document; a parser's sentence is replaced as a whole."""
    if reason.id in _PARSERS_REASONS:
        return HarvestText.DOCUMENT_SECRET()
    if reason.id in _OWN_REASONS:
        return reason
    return Message(reason.template, {name: _fact_without_quotes(name, fact) for name, fact in reason.facts.items()})


def _fact_without_quotes(name: str, fact: Fact) -> Fact:
    if isinstance(fact, int) or name in _OWN_FACTS:
        return fact
    return reason_without_quotes(fact) if isinstance(fact, Message) else _LEFT_OUT


def _unpack(data: bytes) -> tuple[bytes, bool]:
    """Unpack gzip streams, up to just above `_MOST` bytes, and tell whether nothing is left that cannot be read."""
    found = bytearray()
    try:
        while data.startswith(_GZIP) and len(found) <= _MOST:
            unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            for start in range(0, len(data), _PIECE):
                found += unpacking.decompress(data[start : start + _PIECE], _MOST + 1 - len(found))
                if len(found) > _MOST or unpacking.eof:
                    break
            if not unpacking.eof:
                return bytes(found), False
            data = unpacking.unused_data + data[start + _PIECE :]
    except zlib.error:
        return bytes(found), False
    return bytes(found), not data.strip(b"\0")
