"""The contents of a file that is too large for memory, also of one that has a fault."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading.large_documents import LargeDocument, may_be_large, open_large
from danhmuc.vocab.reading.limits import MAX_BYTES

from ..messages.harvest import HarvestText
from ..record.contents import Progress, ReadDocument, SourceContents, unread_documents
from ..record.quarantine import put_aside, reason_without_quotes
from ..record.record import IriSpace, Quarantined
from ..record.secrecy import quotes_mark
from ..record.spools import held_value
from .held_bodies import is_full
from .spool import Spool

# ---------------------------------------------------------------- faulty document
# The contents of a large document that has a fault: what may be reported of it.

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


# ---------------------------------------------------------------- spooled contents

SPOOLED_ABOVE: Final = 50_000_000
"""Bytes of text that are held in memory; a document above that is spooled where its format allows."""
_UNPACKS_TO: Final = 10
"""Assumed ratio of gzipped triples to their unpacked text."""
UNPACKED: Final = b""
"""In place of the raw bytes of a document that may be stored, until they are packed; nothing packed is empty."""


def is_spooled(path: Path, *, above: int = SPOOLED_ABOVE) -> bool:
    """Whether to spool a file; False if it cannot be opened, which reading it will report."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as raw:
            size = path.stat().st_size * (_UNPACKS_TO if raw.read(len(GZIP)) == GZIP else 1)
        return size > above and may_be_large(path, path.name)
    except OSError:
        return False


def spooled_contents(path: Path, spool: Spool, space: IriSpace, *, progress: Progress | None = None) -> SourceContents:
    """The contents of a file, as of `RdfSource.contents`; records can be made as long as the spool is open.

    Unless the spool is a whole one, raw bytes are not included, and the rest only if it has a mark of secrecy. Those of
    a whole one are `UNPACKED`: whoever stores them packs them when all else is done.

    Raises:
        OSError: there is no space for a temporary copy of the file.
        sqlite3.Error: there is none for the database.
    """
    place = path.name

    def report_progress(done: int, total: int) -> None:
        if progress is not None:
            progress("read", done // _MIB, total // _MIB)

    try:
        base = space.document((space.only_document if spool.is_whole else None) or place)
        with open_large(path, place=place, base=base, on_progress=report_progress) as document:
            spool.begin(place)
            for piece in document.pieces():
                spool.add(piece)
            read = _read_document(document, path, UNPACKED if spool.is_whole else None)
    except OSError as error:
        if is_full(error):
            raise
        reason = ErrorsText.CANNOT_OPEN(location=str(path), reason=system_reason(error))
        return SourceContents(records=iter(()), failed=reason, unopened=True)
    except DocumentError as error:
        return faulty_contents(error, path, with_bytes=spool.is_whole)
    names = {finding.focus for finding in read.findings if finding.focus is not None}
    speaks_dcat = spool.split(space, progress, names=names)
    return SourceContents(
        records=spool.pending,
        naming=spool.naming,
        holders=lambda _: spool.holders,
        memberships=spool.memberships(),
        rest=iter(spool.rest),
        documents=(read,),
        failed=None if speaks_dcat else HarvestText.NO_DCAT(documents=(place,)),
        announced=spool.announced,
    )


def _read_document(document: LargeDocument, path: Path, body: bytes | None) -> ReadDocument:
    return ReadDocument(
        place=document.place,
        digest=document.raw_digest,
        triples=document.triples,
        findings=document.findings,
        size=path.stat().st_size,
        body=body,
        file=str(path),
    )


def is_unpacked(document: ReadDocument) -> bool:
    """Whether the raw bytes of a document may be stored and are not packed yet."""
    return held_value(document, "body") == UNPACKED
