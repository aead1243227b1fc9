"""The door to the network as far as sources know it, and counts of what went through it.

The door to the network as far as sources know it; sources open no connection themselves.

Whoever harvests hands a door to each reading, or none where there must be no network.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, TypedDict, TypeVar, runtime_checkable

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message, Sentence, languages
from danhmuc.vocab.text import shown_location

from .source_settings import SourceSettings

# ---------------------------------------------------------------- host traffic
# Counts of what went over the network to one host.


@dataclass(frozen=True, slots=True, kw_only=True)
class HostTraffic:
    """Counts of one host.

    Attributes:
        host: its name.
        requests: requests sent, those for robots.txt, after a redirect and again included.
        bytes: bytes of bodies as they came, before they were decompressed.
        not_modified: answers with status 304.
        retries: requests that were made again.
        waits: times that a request had to wait: for its turn, for Retry-After, before another try.
        wait_seconds: duration of all waits.
        seconds: time from a request to the end of its answer, all added up.
    """

    host: str
    requests: int = 0
    bytes: int = 0
    not_modified: int = 0
    retries: int = 0
    waits: int = 0
    wait_seconds: float = 0.0
    seconds: float = 0.0

    def as_dict(self) -> dict[str, object]:
        """The counts as JSON has them, seconds to the thousandth."""
        counts = json_members(self, self.__slots__)
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in counts.items()}


# ---------------------------------------------------------------- door


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The validators of a document, by which a server tells whether it has moved; as they came from it."""

    etag: str | None = None
    last_modified: str | None = None


class DoorAnswer(Protocol):
    """The answer of a server.

    Attributes:
        url: final address, after redirects.
        status: of HTTP; 304 if the document has not moved, and then there are no bytes.
        media_type: as the server declares it, without parameters; None if it does not.
        charset: as the server declares it; None if it does not.
        digest: of the bytes, ``sha256:`` and hexadecimal; empty if there are none.
        path: temporary file that has the bytes, if they are many; None if they are in memory.
        has_length: whether the server said where the document ends; if not, a connection that broke off can look like
            the end.
        immutable: whether the server says that the document never changes.
    """

    @property
    def url(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def media_type(self) -> str | None: ...
    @property
    def charset(self) -> str | None: ...
    @property
    def path(self) -> Path | None: ...
    @property
    def has_length(self) -> bool: ...
    @property
    def etag(self) -> str | None: ...
    @property
    def last_modified(self) -> str | None: ...
    @property
    def digest(self) -> str: ...
    @property
    def immutable(self) -> bool: ...

    def read(self) -> bytes:
        """All bytes, unpacked."""
        ...

    def close(self) -> None:
        """Remove the temporary file, if there is one."""
        ...


class FetchOptions(TypedDict, total=False):
    """The named arguments of `Door.fetch`, for doors that hand them on."""

    conditions: Conditions | None
    internal: bool
    credential_variable: str | None
    accept: str
    deadline: float | None
    delay_seconds: float | None


class Door(Protocol):
    """The one way to the network."""

    def fetch(
        self,
        url: str,
        *,
        conditions: Conditions | None = None,
        internal: bool = False,
        credential_variable: str | None = None,
        accept: str = "*/*",
        deadline: float | None = None,
        delay_seconds: float | None = None,
    ) -> DoorAnswer:
        """Ask for a document.

        Args:
            conditions: of the document as it is known; None asks for it in any case.
            internal: whether private addresses are no mistake.
            credential_variable: environment variable that holds what opens the document, if it is not the source's own.
            accept: media types wanted, as in the header Accept.
            deadline: when the answer has to be there, by `time.monotonic`, if that is sooner than the visit has to end.
            delay_seconds: pause between two requests, if it is longer than that of the source.

        Raises:
            FetchError: the document cannot be had; its kind says what to do.
            UsageError: the variable is not set, or holds no credential.
        """
        ...


@runtime_checkable
class SourceDoor(Door, Protocol):
    """The door as one visit of one source has it: its settings hold for all that it asks, and it has its own counts."""

    @property
    def traffic(self) -> Sequence[HostTraffic]:
        """Counts of what this visit has sent and received, by host."""
        ...


class NetworkDoor(Protocol):
    """The door of a night, which all its sources and threads share."""

    def for_source(self, location: str, settings: SourceSettings, *, deadline: float | None = None) -> SourceDoor:
        """The door for one visit of a source.

        Args:
            location: of the source: what opens it is sent to no other server.
            settings: its credential, its pause between requests, and whether private addresses are no mistake.
            deadline: when the visit has to end, by `time.monotonic`; None for no limit.
        """
        ...

    def close(self) -> None:
        """Close all connections; it cannot be used after that."""
        ...


# ---------------------------------------------------------------- ordered work
# The contract of processes that work on parts of a large source beside this one.

Given = TypeVar("Given")


class OrderedWork(Protocol):
    """Other processes, for one source."""

    def prepare(self) -> None:
        """Let them start, since there will be work: that takes as long as reading some megabytes."""
        ...

    def run(self, work: Callable[[Given], bytes], items: Iterable[Given]) -> Iterator[bytes]:
        """The results of a function for each item, in the order of the items; few of them are held at a time.

        Args:
            work: a function of a module; it crosses by its name, and items by pickle.

        Raises:
            SourceFailedError: the processes ended twice.
        """
        ...


# ---------------------------------------------------------------- visit


def _no_bytes() -> None:
    return None


def _no_activities(_: Collection[str]) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDocument:
    """A document as the last complete run that was applied has read it.

    Attributes:
        place: its name in the source.
        digest: of the raw bytes, ``sha256:`` and hexadecimal.
        size: number of these bytes.
        url: final address that it came from; None for a file.
        status: of HTTP; None for a file.
        etag, last_modified: validators that its server gave; None if it gave none.
        announced: number of entries that it announced; None if it did not.
        run: number of the run that read it.
        fetched_at: when, UTC.
        has_body: whether its bytes are stored; where they are needed and are not, it has to be asked for without
            conditions.
        body: returns its bytes; None if they are not stored.
        immutable: whether its server said that it never changes, so that it is not fetched again.
    """

    place: str
    digest: str
    size: int
    url: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    announced: int | None = None
    run: int
    fetched_at: str
    has_body: bool = False
    body: Callable[[], bytes | None] = field(default=_no_bytes, repr=False, compare=False)
    immutable: bool = False

    @property
    def conditions(self) -> Conditions | None:
        """The validators for the door; None if it has none."""
        if self.etag is None and self.last_modified is None:
            return None
        return Conditions(etag=self.etag, last_modified=self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The circumstances of one reading.

    Attributes:
        door: the way to the network; None where there is none.
        deadline: when the reading has to end, by `time.monotonic`; None for no limit. What is not read by then makes
            the reading incomplete.
        known: the documents of the source by their places, where they may be relied on: the last run was complete and
            applied, and nothing that the reading depends on has changed since. Empty if there are none. Only a source
            that finds all of these, and no others, unmoved may say that nothing moved.
        last_activities: returns the time of the newest activity that was applied, a description or a deletion, by IRI,
            of some IRIs of this source; see `SourceRecord.activity_at`. What is held, or was undone, was not applied.
        documents_with: returns the places of the known documents that may mention any of some IRIs, by
            `ReadDocument.mentions`; all places of those of which that is not known. None if nothing is known.
        stored: the documents of that run whose bytes are stored, by their places, where they would be read otherwise
            today, since the mapping of the source or danhmuc is another one: a document that has not moved is to be
            read once more, from these bytes. Empty where `known` is not.
        addresses: the final addresses of the documents of the last complete run, by their places.
        max_documents: number of documents after which the reading ends, for who wants no more than a look; None for no
            limit. A reading that leaves any out is incomplete.
        keeps_bodies: whether raw bytes are wanted; else a source may leave them out, which saves to pack them.
        workers: other processes that a large source may use, with the same result; None for none.
    """

    door: Door | None = None
    deadline: float | None = None
    known: Mapping[str, KnownDocument] = field(default_factory=dict)
    last_activities: Callable[[Collection[str]], Mapping[str, str]] = _no_activities
    documents_with: Callable[[Collection[str]], Collection[str]] | None = None
    stored: Mapping[str, KnownDocument] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    max_documents: int | None = None
    keeps_bodies: bool = True
    workers: OrderedWork | None = field(default=None, repr=False, compare=False)


OFFLINE: Final = Visit()
"""A visit without a door, a deadline, and anything known."""


# ---------------------------------------------------------------- source check
# Whether a source can be read, found out without storing anything.


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherForm:
    """Another form in which the same server publishes the same catalogue.

    Attributes:
        kind: of a source of it.
    """

    url: str
    kind: str

    def as_dict(self) -> dict[str, object]:
        """The form as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceVisit:
    """One visit of a source on the web, of which nothing is stored.

    Attributes:
        url: final address of its first document; None if there was none.
        size: bytes of its documents.
        records: number of records by IRI of their class.
        announced: number of entries that it announces; None if it does not.
        is_paged: whether it comes page by page; then all this is about its first page, the only one that was visited.
        pages: number of pages that it announces; None if it does not.
        validators: whether its server gives an ETag or a Last-Modified.
        conditional: whether it answers that nothing moved, asked with these; None if there are none to ask with.
        profile: by which a sample was validated; None if nothing was.
        sample: number of records in that, the first ones.
        accepted: number of them without a violation.
        findings: their number in the sample by severity, those of its node records included.
        noticed: about documents.
        letter: text to send to those who run a server that refuses danhmuc.
        traffic: what the visit sent and received, by host.
        other_forms: in which the same catalogue is published, and which say more.
    """

    url: str | None = None
    size: int = 0
    records: Mapping[str, int] = field(default_factory=dict)
    announced: int | None = None
    is_paged: bool = False
    pages: int | None = None
    validators: bool = False
    conditional: bool | None = None
    profile: str | None = None
    sample: int = 0
    accepted: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    noticed: tuple[Finding, ...] = ()
    letter: Message | None = None
    traffic: tuple[HostTraffic, ...] = ()
    other_forms: tuple[OtherForm, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The visit as JSON has it."""
        plain = [name for name in self.__slots__ if name not in ("noticed", "letter", "traffic", "other_forms")]
        letter = self.letter
        return {
            **json_members(self, plain),
            "url": None if self.url is None else shown_location(self.url),
            "noticed": [{"code": one.code, "message": _texts(one.message)} for one in self.noticed],
            "letter": None if letter is None else {lang: letter.render(lang) for lang in languages()},
            "traffic": [one.as_dict() for one in self.traffic],
            "other_forms": [one.as_dict() for one in self.other_forms],
        }


def _texts(sentence: Sentence) -> dict[str, str]:
    return {lang: sentence.render(lang) for lang in languages()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """The outcome of looking at a source.

    Attributes:
        documents: number of documents that can be opened; None if this kind of source cannot tell before it reads.
        passed_over: number of files that are no documents.
        unopened: the documents that cannot be opened.
        why: why nothing can be harvested from it, as far as can be seen.
        is_open: whether the location itself can be opened.
        unset: the environment variable of its credential, if that is not set here.
        visit: what was seen of a source on the web; None for files, and where there is no way to the network.
    """

    location: str
    kind: str
    documents: int | None = None
    passed_over: int = 0
    unopened: tuple[str, ...] = ()
    why: Message | None = None
    is_open: bool = True
    unset: str | None = None
    visit: SourceVisit | None = None

    @property
    def needs_attention(self) -> bool:
        """Whether a harvest would fail or be incomplete."""
        return self.why is not None or bool(self.unopened) or self.unset is not None

    def as_dict(self) -> dict[str, object]:
        """The outcome as JSON has it."""
        members = json_members(self, [name for name in self.__slots__ if name != "visit"])
        visit = None if self.visit is None else self.visit.as_dict()
        shown = {"location": shown_location(self.location), "needs_a_person": self.needs_attention, "visit": visit}
        return {**members, **shown}


@runtime_checkable
class CheckableSource(Protocol):
    """A source that can be looked at; those of other packages need not be."""

    def check(self) -> SourceCheck:
        """Open what can be opened, and read nothing; never raises for what is not there."""
        ...


@runtime_checkable
class PublishingSource(Protocol):
    """A source whose server may publish the same catalogue in a better form."""

    def other_forms(self, door: Door) -> tuple[OtherForm, ...]:
        """The forms that it has, found out with few requests; never raises for what is not there."""
        ...
