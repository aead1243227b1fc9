"""The contents of a source in one run, the same for every kind of source.

A kind of source (`registry/sources/`) makes these; the pipeline reads them and knows nothing of RDF or files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, runtime_checkable

from danhmuc.vocab.errors import SourceUnavailableError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message

from ..messages.harvest import HarvestText
from .door import OFFLINE, KnownDocument, Visit
from .record import IriSpace, Link, Membership, Quarantined, Rest, Role, SourceRecord
from .source_settings import SourceSettings
from .spools import let_spill

# ---------------------------------------------------------------- page reading
# Counts of what one page of a source brought.


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """One page, as it was asked for.

    Attributes:
        url: its address.
        status: of HTTP; 304 if it has not moved; None if it could not be had.
        requests: requests sent for it, as `HostTraffic` counts them: of all pages together those of the visit.
        bytes: bytes that came for it, before they were decompressed.
        datasets: number of datasets that it describes; None if it was not parsed.
        why: why it could not be had.
    """

    url: str
    status: int | None = None
    requests: int = 0
    bytes: int = 0
    datasets: int | None = None
    why: Message | None = None

    def as_dict(self) -> dict[str, object]:
        """The page as JSON has it."""
        plain = [name for name in self.__slots__ if name != "why"]
        return {**json_members(self, plain), "why": None if self.why is None else str(self.why)}


# ---------------------------------------------------------------- contents

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
        size: number of these bytes; None if the source does not know it, and then it never counts as unmoved.
        body: the raw bytes, zlib; None if they must not be stored.
        file: path of the file that has the bytes, where they are to be packed once all else is done.
        url: final address that it came from; None for a file.
        status: of HTTP; None for a file.
        etag, last_modified: validators that its server gave.
        announced: number of entries that it announces; None if it does not.
        immutable: whether its server, or it itself, says that it never changes, so that it is never fetched again.
        names_sender: whether it may say who sent feedback, so that its raw bytes go into the registry alone, never into
            a file of plans.
        mentions: the IRIs that it describes or takes part in describing, as `mentions_of` packs them, if later visits
            are to find it by them; see `Visit.documents_with`.
    """

    place: str
    digest: str
    triples: int
    findings: tuple[Finding, ...] = ()
    size: int | None = None
    body: bytes | None = field(default=None, repr=False)
    file: str | None = None
    url: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    announced: int | None = None
    immutable: bool = False
    names_sender: bool = False
    mentions: str | None = None


let_spill(ReadDocument, "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A source says itself that it has deleted something.

    Attributes:
        at: when, UTC, ISO 8601 to the microsecond, so that texts compare as times; None if it does not say.
        place: the document that says so.
    """

    iri: str
    at: str | None
    place: str


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

    An iterator of records may be all that reads the source: what else is known, such as `incomplete`, `documents` and
    `quarantined`, may be settled as late as it yields its last record, but not when a record is made. Where records can
    be walked several times, all is settled from the start.

    Attributes:
        records: node records, catalog records, records, once and in that order; an iterator can be walked once only.
        naming: returns the links, called before the records are read; None if the source does not know them.
        memberships, rest: read after the records.
        holders: returns the records that hold some nodes, both by the names that findings give them, called before the
            records are read; None if the source does not know them.
        passed_over: number of files without an RDF ending.
        failed: why nothing of this reading can be used; then all else may be empty.
        unopened: whether not even one document could be opened.
        letter: text to send to those who run a server that refuses danhmuc.
        incomplete: why this reading is not the whole source.
        announced: the number of entries that the source announces, if it does; if fewer are listed, this reading is not
            the whole source. A mere number is compared with that of the records that are no catalogues.
        delta: whether this is what changed since an earlier reading: each record in it is described completely, and
            nothing that is not in it is missing.
        deletions: what the source itself says it has deleted, each IRI once, and none that it describes again later;
            in a delta and in a whole reading.
        unmoved: whether the source found all documents that are known of it, and no others, as they were: then the run
            sees what the last one saw, and of this reading only `documents` are used, for those whose validators are
            others now.
        pages: those that were asked for, in order; empty if the source is one document, or not read by pages.
        is_paged: whether it is read page by page.
        page_count: number of pages that the source announces; None if it does not.
        placed: returns a finding of a rule with the place in its document, of the record of an IRI, or None where the
            record's own findings say why it cannot be verified; None if the source knows no places within documents.
        on_close: releases what the records are read from, once they are not needed any more.
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
    letter: Message | None = None
    incomplete: Message | None = None
    announced: Announced | int | None = None
    delta: bool = False
    deletions: tuple[Deletion, ...] = ()
    unmoved: bool = False
    pages: tuple[PageReading, ...] = ()
    is_paged: bool = False
    page_count: int | None = None
    placed: Callable[[str, Finding], Finding | None] | None = None
    on_close: Callable[[], None] | None = None

    def close(self) -> None:
        """Release what the records are read from; none can be made after that."""
        if self.on_close is not None:
            self.on_close()


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

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Read the source once; errors are part of the contents, never raised.

        Args:
            visit: the way to the network, the deadline, and what is known of the documents.
        """
        ...

    def records(self) -> Iterator[SourceRecord]:
        """The records, catalog records and node records of one reading, under the source's own name."""
        ...


@runtime_checkable
class MappingSource(Protocol):
    """A source that makes records by a mapping, such as of data.json to DCAT.

    Attributes:
        mapping_digest: of the mapping; by another one, the same documents may give other records, and are read anew.
    """

    @property
    def mapping_digest(self) -> str: ...


@runtime_checkable
class RemappableSource(Protocol):
    """A source that can run its mapping over the stored bytes of its documents, without the network and its files."""

    def remap(
        self, space: IriSpace, documents: Mapping[str, KnownDocument], *, progress: Progress | None = None
    ) -> SourceContents | None:
        """Make contents of documents, by their places; None if the stored bytes of one of them are damaged."""
        ...


@runtime_checkable
class FolderFileSource(Protocol):
    """A source that is one file of a folder, which its location does not name.

    Several files may claim one location; then each is a source that fails.

    Attributes:
        file_in_folder: the path of the file from the folder; None if it was not looked for, or is not there.
    """

    @property
    def file_in_folder(self) -> str | None: ...


@runtime_checkable
class KindFindingSource(Protocol):
    """A source whose kind nobody has said, so that its first reading finds it.

    Attributes:
        kind: that was found, or else the one for RDF, which a reading that fails does not show.
    """

    @property
    def kind(self) -> str: ...

    def of_kind(self, kind: str) -> HarvestSource:
        """The source at the same location of a kind that is known."""
        ...


def of_stored_kind(source: HarvestSource, kind: str) -> HarvestSource:
    """The source as it is registered: a kind that is stored is not found once more."""
    return source.of_kind(kind) if isinstance(source, KindFindingSource) else source


def file_in_folder(source: HarvestSource) -> str | None:
    """The file of a folder that a source is; None for all that are named by their locations."""
    return source.file_in_folder if isinstance(source, FolderFileSource) else None


class SourceClass(Protocol):
    """A kind of source as it is registered: called with a location and the settings of the source."""

    def __call__(self, location: str, settings: SourceSettings) -> HarvestSource: ...


def records_of(source: HarvestSource) -> Iterator[SourceRecord]:
    """The records, catalog records and node records of one reading of a source, under its own name; without a network.

    Raises:
        SourceUnavailableError: nothing of the reading can be used.
    """
    contents = source.contents(IriSpace(source=source.name))
    try:
        if contents.failed is not None:
            raise SourceUnavailableError(source.location, contents.failed)
        for pending in contents.records:
            yield pending.make()
    finally:
        contents.close()


def unread_documents(documents: Sequence[Quarantined], total: int) -> Message:
    """The reason of an incomplete reading: documents that could not be read; the first of them is named."""
    first = documents[0]
    return HarvestText.DOCUMENTS_UNREAD_FIRST(count=len(documents), total=total, place=first.place, reason=first.reason)


def brief_reason(reason: Message) -> Message:
    """The reason of an incomplete reading or run, without details that its findings have."""
    facts = reason.facts
    if reason.id == HarvestText.DOCUMENTS_UNREAD_FIRST.id:
        return HarvestText.DOCUMENTS_UNREAD(count=facts["count"], total=facts["total"])
    if reason.id == HarvestText.NO_RDF_FILE_OTHERS.id:
        return HarvestText.NO_RDF_FILE(location=facts["location"])
    if reason.id == HarvestText.RUN_REASONS.id and isinstance(facts["first"], Message):
        return brief_reason(facts["first"])
    return reason


# ---------------------------------------------------------------- activity times
# Times of activities, in the one form in which texts compare as times.

_FORM: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(?:Z|\+00:00)")


def is_comparable_time(text: str) -> bool:
    """Whether a text is a time in UTC to the microsecond, as ISO 8601 writes it."""
    return _FORM.fullmatch(text) is not None


def comparable_time(text: str | None) -> str | None:
    """The time; None if it is in another form, since nobody knows then what is older."""
    return text if text is not None and is_comparable_time(text) else None
