"""What a source holds in one run, in the words every kind of source shares.

A kind of source (`registry/sources/`) makes these; the pipeline takes them and asks nothing about RDF or files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message

from ..messages.harvest import DOCUMENTS_UNREAD, DOCUMENTS_UNREAD_FIRST, NO_RDF_FILE, NO_RDF_FILE_OTHERS, RUN_REASONS
from .record import IriSpace, Link, Membership, Quarantined, Rest, Role, SourceRecord

__all__ = [
    "HarvestSource",
    "Naming",
    "PendingRecord",
    "Progress",
    "ReadDocument",
    "SourceContents",
    "brief_reason",
    "unread_documents",
]

Progress = Callable[[str, int, int | None], None]
"""Told of long work: the stage, how much is done, of how much (None when not known)."""


@dataclass(frozen=True, slots=True)
class PendingRecord:
    """A description that is there and not made yet, so that trouble with it is its own and not its neighbours'.

    Attributes:
        main_class: of a record the class that makes it one; None for others, or where the source does not tell yet.
    """

    iri: str
    role: Role
    make: Callable[[], SourceRecord]
    main_class: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Who names whom in a source, known before the first description is made.

    Attributes:
        links: of all descriptions, and what catalogues list.
        refused: IRIs of state secrets, and of catalog records that speak of one: nothing of them is kept.
    """

    links: Iterable[Link | Membership]
    refused: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """One document that was read whole.

    Attributes:
        digest: of the raw bytes as found, ``sha256:`` and hexadecimal.
        body: the raw bytes, zlib; None when they must not be kept.
    """

    place: str
    digest: str
    triples: int
    findings: tuple[Finding, ...] = ()
    body: bytes | None = field(default=None, repr=False)


@dataclass(slots=True, kw_only=True)
class SourceContents:
    """One reading of a source.

    Attributes:
        records: node records, catalog records, records, once and in that order; an iterator can be walked once only.
        naming: tells who names whom, asked for before the records; None where the source does not tell.
        memberships, rest: asked for after the records.
        passed_over: number of files without an RDF ending.
        failed: why nothing of this reading can be used; then all else may be empty.
        unopened: whether not even one document could be opened.
        incomplete: why this reading is not the whole source.
    """

    records: Iterable[PendingRecord]
    naming: Callable[[], Naming] | None = None
    memberships: Iterator[Membership] = field(default_factory=lambda: iter(()))
    rest: Iterator[Rest] = field(default_factory=lambda: iter(()))
    documents: tuple[ReadDocument, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    passed_over: int = 0
    failed: Message | None = None
    unopened: bool = False
    incomplete: Message | None = None


class HarvestSource(Protocol):
    """A place that records come from.

    Attributes:
        kind: name of the kind, as `source_at` knows it.
        location: absolute path or URL; one location is one source.
        name: what to call the source unless the user says otherwise.
    """

    @property
    def kind(self) -> str: ...
    @property
    def location(self) -> str: ...
    @property
    def name(self) -> str: ...

    def contents(self, space: IriSpace, *, progress: Progress | None = None) -> SourceContents:
        """Read the source once; trouble with it is told in the contents, never raised."""
        ...

    def records(self) -> Iterator[SourceRecord]:
        """The records, catalog records and node records of one reading, under the source's own name."""
        ...


def unread_documents(documents: Sequence[Quarantined], total: int) -> Message:
    """Why a reading is not whole of which some documents could not be read; the first of them is named."""
    first = documents[0]
    return DOCUMENTS_UNREAD_FIRST(count=len(documents), total=total, place=first.place, reason=first.reason)


def brief_reason(reason: Message) -> Message:
    """A reason why a reading or a run is not whole, without what its findings tell in full."""
    facts = reason.facts
    if reason.id == DOCUMENTS_UNREAD_FIRST.id:
        return DOCUMENTS_UNREAD(count=facts["count"], total=facts["total"])
    if reason.id == NO_RDF_FILE_OTHERS.id:
        return NO_RDF_FILE(location=facts["location"])
    if reason.id == RUN_REASONS.id and isinstance(facts["first"], Message):
        return brief_reason(facts["first"])
    return reason
