"""The circumstances of one reading of a source.

The circumstances of one reading of a source: the way to the network, the time there is, and what is known of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from .door import Conditions, Door

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
