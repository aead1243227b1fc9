"""The contents of a source in one run, the same for every kind of source.

A kind of source (`registry/sources/`) makes these; the pipeline reads them and knows nothing of RDF or files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message

from ..messages.harvest import DOCUMENTS_UNREAD, DOCUMENTS_UNREAD_FIRST, NO_RDF_FILE, NO_RDF_FILE_OTHERS, RUN_REASONS
from .record import IriSpace, Link, Membership, Quarantined, Rest, Role, SourceRecord

__all__ = [
    "Announced",
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
"""Called during long work with the stage, how much is done, and of how much (None if unknown)."""


@dataclass(frozen=True, slots=True)
class PendingRecord:
    """A record that is made on demand, so that an error in it concerns no other record.

    Attributes:
        main_class: the class that makes it a record; None for other roles, or if the source does not know it yet.
    """

    iri: str
    role: Role
    make: Callable[[], SourceRecord]
    main_class: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The links of a source, known before the first record is made.

    Attributes:
        links: of all records, and what catalogues list.
        refused: IRIs of state secrets, and of catalog records about one: nothing of them is stored.
    """

    links: Iterable[Link | Membership]
    refused: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """One document that was read completely.

    Attributes:
        digest: of the raw bytes as found, ``sha256:`` and hexadecimal.
        body: the raw bytes, zlib; None if they must not be stored.
    """

    place: str
    digest: str
    triples: int
    findings: tuple[Finding, ...] = ()
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """The number of entries that a source says it has, and the number of those that this reading of it lists.

    Attributes:
        announced: None if what it says is no number.
    """

    announced: int | None
    listed: int

    @property
    def is_short(self) -> bool:
        """Whether fewer are listed than announced, or may be."""
        return self.announced is None or self.listed < self.announced


@dataclass(slots=True, kw_only=True)
class SourceContents:
    """One reading of a source.

    Attributes:
        records: node records, catalog records, records, once and in that order; an iterator can be walked once only.
        naming: returns the links, called before the records are read; None if the source does not know them.
        memberships, rest: read after the records.
        holders: returns the records that hold some nodes, both by the names that findings give them, called before the
            records are read; None if the source does not know them.
        passed_over: number of files without an RDF ending.
        failed: why nothing of this reading can be used; then all else may be empty.
        unopened: whether not even one document could be opened.
        incomplete: why this reading is not the whole source.
        announced: the number of entries that the source announces, if it does; if fewer are listed, this reading is not
            the whole source.
    """

    records: Iterable[PendingRecord]
    naming: Callable[[], Naming] | None = None
    holders: Callable[[Collection[str]], Mapping[str, str]] | None = None
    memberships: Iterator[Membership] = field(default_factory=lambda: iter(()))
    rest: Iterator[Rest] = field(default_factory=lambda: iter(()))
    documents: tuple[ReadDocument, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    passed_over: int = 0
    failed: Message | None = None
    unopened: bool = False
    incomplete: Message | None = None
    announced: Announced | None = None


class HarvestSource(Protocol):
    """A place that records come from.

    Attributes:
        kind: name of the kind, as for `source_at`.
        location: absolute path or URL; one location is one source.
        name: default name of the source.
    """

    @property
    def kind(self) -> str: ...
    @property
    def location(self) -> str: ...
    @property
    def name(self) -> str: ...

    def contents(self, space: IriSpace, *, progress: Progress | None = None) -> SourceContents:
        """Read the source once; errors are part of the contents, never raised."""
        ...

    def records(self) -> Iterator[SourceRecord]:
        """The records, catalog records and node records of one reading, under the source's own name."""
        ...


def unread_documents(documents: Sequence[Quarantined], total: int) -> Message:
    """The reason of an incomplete reading: documents that could not be read; the first of them is named."""
    first = documents[0]
    return DOCUMENTS_UNREAD_FIRST(count=len(documents), total=total, place=first.place, reason=first.reason)


def brief_reason(reason: Message) -> Message:
    """The reason of an incomplete reading or run, without details that its findings have."""
    facts = reason.facts
    if reason.id == DOCUMENTS_UNREAD_FIRST.id:
        return DOCUMENTS_UNREAD(count=facts["count"], total=facts["total"])
    if reason.id == NO_RDF_FILE_OTHERS.id:
        return NO_RDF_FILE(location=facts["location"])
    if reason.id == RUN_REASONS.id and isinstance(facts["first"], Message):
        return brief_reason(facts["first"])
    return reason
