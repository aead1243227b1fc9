"""The contents of a file that is too large for memory."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading.large_documents import LargeDocument, may_be_large, open_large

from ..messages.harvest import HarvestText
from ..record.contents import Progress, ReadDocument, SourceContents
from ..record.record import IriSpace
from ..record.spilled_values import held_value
from .faulty_document import GZIP, faulty_contents
from .space import is_full
from .spool import Spool

SPOOLED_ABOVE: Final = 50_000_000
"""Bytes of text that are held in memory; a document above that is spooled where its format allows."""
_UNPACKS_TO: Final = 10
"""Assumed ratio of gzipped triples to their unpacked text."""
UNPACKED: Final = b""
"""In place of the raw bytes of a document that may be stored, until they are packed; nothing packed is empty."""
_MIB: Final = 1 << 20


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
