"""Answers of servers as documents: where they came from, whether they are whole, and what is stored of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading.sniffing import sniff

from ..document_reading import Origin
from ..record.contents import ReadDocument
from ..record.door import DoorAnswer
from ..record.visit import KnownDocument
from ..spooling import UNPACKED, packed_bytes

__all__ = ["ACCEPT", "NOT_MODIFIED", "final_url", "has_certain_end", "origin_of", "renewed_documents", "with_body"]

ACCEPT: Final = (
    "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, application/n-triples;q=0.7,"
    " application/trig;q=0.7, application/n-quads;q=0.7, */*;q=0.1"
)
NOT_MODIFIED: Final = 304
_HEAD: Final = 1 << 16
_LONGEST_HEADER: Final = 500


def final_url(answer: DoorAnswer, asked: str) -> str:
    """The address that answered; without its query where a redirect wrote that, since it may be a signature."""
    return answer.url if answer.url == asked else answer.url.partition("?")[0]


def origin_of(answer: DoorAnswer, url: str, findings: Sequence[Finding] = ()) -> Origin:
    """The origin of the document that an answer has."""
    return Origin(
        url=url,
        status=answer.status,
        etag=_plain(answer.etag),
        last_modified=_plain(answer.last_modified),
        media_type=_plain(answer.media_type),
        charset=_plain(answer.charset),
        findings=tuple(findings),
    )


def has_certain_end(answer: DoorAnswer) -> bool:
    """Whether it cannot have been cut off: its server says where it ends, or its format does."""
    if answer.has_length:
        return True
    with BytesIO(answer.read()) if answer.path is None else answer.path.open("rb") as stream:
        return sniff(stream.read(_HEAD), "") in ("xml", "json-ld")


def with_body(document: ReadDocument) -> ReadDocument:
    """The document with its packed bytes, since its temporary file is gone when others are packed."""
    if document.body != UNPACKED or document.file is None:
        return document
    return replace(document, body=packed_bytes(Path(document.file), document.digest), file=None)


def renewed_documents(answer: DoorAnswer, known: KnownDocument) -> tuple[ReadDocument, ...]:
    """The document with the validators that it has now; nothing if they are the same."""
    etag, last_modified = _plain(answer.etag), _plain(answer.last_modified)
    if answer.status == NOT_MODIFIED:
        # Those that it does not name are as they were.
        etag, last_modified = etag or known.etag, last_modified or known.last_modified
    if (etag, last_modified) == (known.etag, known.last_modified):
        return ()
    renewed = ReadDocument(
        place=known.place,
        digest=known.digest,
        triples=0,
        size=known.size,
        url=known.url,
        status=known.status,
        etag=etag,
        last_modified=last_modified,
        announced=known.announced,
    )
    return (renewed,)


def _plain(header: str | None) -> str | None:
    """The value of a header that can be stored and sent again; None for any other."""
    is_plain = header is not None and header.isascii() and header.isprintable() and len(header) <= _LONGEST_HEADER
    return header if is_plain else None
