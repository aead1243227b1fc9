"""The contents of a large document that has a fault: what may be reported of it."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading.limits import MAX_BYTES

from ..record.contents import SourceContents, unread_documents
from ..record.quarantine import put_aside, reason_without_quotes
from ..record.record import Quarantined
from ..record.secrecy import quotes_mark

GZIP: Final = b"\x1f\x8b"
"""First bytes of gzip."""
_MIB: Final = 1 << 20
_UNPACKED: Final = 1 << 13
_MARK: Final = b"secrecy"
_ANY_MARK: Final = re.compile(_MARK, re.IGNORECASE)
_LONGEST: Final = 1 << 10
"""Bytes of a mark that two pieces may share."""


def faulty_contents(error: DocumentError, path: Path, *, with_bytes: bool = False) -> SourceContents:
    """The contents of a source whose one document has a fault; see `put_large_aside`."""
    aside = put_large_aside(error, path, with_bytes=with_bytes)
    return SourceContents(records=iter(()), quarantined=(aside,), failed=unread_documents([aside], total=1))


def put_large_aside(error: DocumentError, path: Path, *, with_bytes: bool) -> Quarantined:
    """A document with a fault: nothing of it may be used.

    Source: Decree 47/2020/NĐ-CP, Art. 1.2, on what may be reported of the fault.

    Args:
        with_bytes: whether its bytes are wanted, where they may be kept; they are in memory then.
    """
    if with_bytes and path.stat().st_size <= MAX_BYTES:
        return put_aside(error, path.read_bytes())
    is_secret = _may_be_secret(path)
    return Quarantined(
        document=error.document,
        code=error.code,
        reason=reason_without_quotes(error.reason) if is_secret else error.reason,
        line=error.line,
        column=error.column,
        names_mark=is_secret,
    )


def _may_be_secret(path: Path) -> bool:
    """Whether the mark of secrets is anywhere in a file, as far as it can be unpacked; see `quarantine.put_aside`."""
    carried = b""
    for piece in _bytes_of(path):
        seen = carried + piece.replace(b"\0", b"")
        if _ANY_MARK.search(seen) or quotes_mark(seen):
            return True
        carried = seen[-_LONGEST:]
    return False


def _bytes_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as raw:
        is_packed = raw.read(len(GZIP)) == GZIP
        raw.seek(0)
        with gzip.GzipFile(fileobj=raw) if is_packed else raw as stream:
            try:
                # The unpacked beginning of a faulty piece is lost, so pieces are small.
                while piece := stream.read(_UNPACKED if is_packed else _MIB):
                    yield piece
            except (EOFError, gzip.BadGzipFile, zlib.error):
                return
