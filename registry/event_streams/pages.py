"""The pages of one visit, wherever they are, and the newest activity of each thing on them.

The pages of one visit, wherever they are: in order of reading, parsed when they are needed.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import IS_STREAM, Message, MessageTemplate
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading import Descriptions
from danhmuc.vocab.reading.notes import MAX_BYTES
from danhmuc.vocab.terms import LDES

from ..document_reading import TOGETHER_ABOVE, LocalDocuments, Origin, unopened_document
from ..document_reading.reader import Deadline, unread_in_time
from ..document_reading.served_document import stored_origin
from ..messages.sources import EventStreamsText
from ..record.bars import mentions_of
from ..record.contents import Deletion, PendingRecord, Progress, ReadDocument, unread_documents
from ..record.door import KnownDocument, Visit
from ..record.quarantine import put_aside
from ..record.record import IriSpace, Quarantined, SourceRecord
from ..record.spools import replace_unloaded
from .stream_page import (
    TIES,
    Activity,
    Fault,
    StreamPage,
    StreamSettings,
    describe_thing,
    is_of_stream,
    read_activity,
    read_page,
)

# ---------------------------------------------------------------- newest
# The newest activity of each thing, whatever the order in which they are read.
#
# - The later time counts. What has a time counts before what has none.
# - Of two with the same time, the one that may be marked as a state secret counts, then a description before a
#   deletion, then the one with the greater name.
# - A deletion does not count where there is also a description without a time: it may be newer.
# - What has no time and may mark a state secret counts always, a deletion, too.
# - Descriptions of a stream without times are united.


class PlacedActivity(NamedTuple):
    """An activity among those about one thing.

    Attributes:
        page, number: where it is: number of the page in order of reading, and of the member in it.
    """

    activity: Activity
    page: int
    number: int

    @property
    def rank(self) -> tuple[Fraction, bool, bool, str, int, int]:
        """Greater for one that counts before another, where both have a time or none has."""
        one = self.activity
        exact = Fraction(0) if one.at is None else one.at.exact
        return exact, one.has_mark, not one.deletes, one.name, self.page, self.number


@dataclass(slots=True)
class _Best:
    timed: PlacedActivity | None = None
    untimed: PlacedActivity | None = None
    lasting: tuple[PlacedActivity, ...] = ()
    tied: bool = False


class Newest:
    """The activities that count, of those that were added."""

    def __init__(self) -> None:
        self._best: dict[str, _Best] = {}

    def __contains__(self, thing: str) -> bool:
        return thing in self._best

    def add(self, activity: Activity, page: int, number: int) -> None:
        """Add one of which the thing is clear, and that describes it unless it deletes it."""
        assert activity.thing is not None, "nothing comes of what is not clear"
        best = self._best.setdefault(activity.thing, _Best())
        new = PlacedActivity(activity, page, number)
        if activity.at is not None:
            before = best.timed
            if before is None or new.rank > before.rank:
                best.timed = new
            if before is not None and before.activity.at is not None and before.activity.name != activity.name:
                exact = before.activity.at.exact
                best.tied = activity.at.exact == exact or (best.tied and activity.at.exact < exact)
        elif activity.is_lasting:
            best.lasting = (*best.lasting, new)
        elif (activity.has_mark or not activity.deletes) and (best.untimed is None or new.rank > best.untimed.rank):
            best.untimed = new

    def things(self) -> Iterator[str]:
        """All things that any activity is about, in order of reading."""
        return iter(self._best)

    def of(self, thing: str) -> tuple[PlacedActivity, ...]:
        """The activities that count of a thing: one, or all of a stream without times, or none."""
        best = self._best.get(thing)
        if best is None:
            return ()
        untimed = best.untimed
        if untimed is not None and (untimed.activity.has_mark or best.timed is None or best.timed.activity.deletes):
            return (untimed,)
        if best.timed is not None and not (best.timed.activity.deletes and best.lasting):
            return (best.timed,)
        return best.lasting

    def is_tied(self, thing: str) -> bool:
        """Whether several activities have the time of the one that counts."""
        best = self._best[thing]
        return best.tied and best.timed is not None and self.of(thing) == (best.timed,)


# ---------------------------------------------------------------- pages


@dataclass(slots=True, kw_only=True)
class VisitedPage:
    """A page that came, or is as it is known.

    Attributes:
        base: address by which its relative IRIs are resolved.
        origin: of the bytes.
        known: as it was known before; None for a new one.
        is_moved: whether it is new, or has other bytes than are known.
        digest, size: of the bytes.
        packed: the bytes, zlib, if they came.
        parsed: what stands in it, if that is held in memory.
    """

    place: str
    base: str
    origin: Origin
    known: KnownDocument | None
    is_moved: bool
    digest: str
    size: int
    packed: bytes | None = field(default=None, repr=False)
    parsed: StreamPage | None = field(default=None, repr=False)


class Pages:
    """The pages of one visit, in order of reading.

    Attributes:
        failed: why there is not even a first page.
        unopened: whether no page came at all.
        letter: text to send to those who run a server that refuses danhmuc.
        quarantined: pages that did not come, or cannot be read.
        incomplete: why there may be more pages, if no single page is the reason.
        renewed: known pages with the same bytes whose validators are others now.
        passed_over: number of files that are no pages.
    """

    def __init__(self) -> None:
        self._found: dict[str, VisitedPage] = {}
        self.failed: Message | None = None
        self.unopened = True
        self.letter: Message | None = None
        self.quarantined: list[Quarantined] = []
        self.incomplete: Message | None = None
        self.renewed: list[ReadDocument] = []
        self.passed_over = 0

    def __iter__(self) -> Iterator[VisitedPage]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, place: str) -> bool:
        return place in self._found

    def at(self, place: str) -> VisitedPage:
        """The page at a place that was visited."""
        return self._found[place]

    @property
    def are_whole(self) -> bool:
        """Whether all pages were read."""
        return self.failed is None and self.incomplete is None and not self.quarantined

    def read(self) -> None:
        """Visit all pages once; errors are noted, never raised."""
        raise NotImplementedError

    def parse(self, page: VisitedPage) -> StreamPage | None:
        """Read a page; None if its bytes are not available. What is small enough together is read once only."""
        if page.parsed is not None:
            return page.parsed
        data = self._bytes_of(page)
        if data is None:
            return None
        try:
            return read_page(data, place=page.place, base=page.base)
        except DocumentError:
            return None  # it could be read once; another version of danhmuc may have been less strict

    @staticmethod
    def parse_known(page: VisitedPage) -> StreamPage | None:
        """Read a page as it was known before; None if its bytes are not stored."""
        data = None if page.known is None else page.known.body()
        if data is None:
            return None
        try:
            return read_page(data, place=page.place, base=page.base)
        except DocumentError:
            return None

    def miss(self, place: str, reason: Message) -> None:
        """Note that a page did not come, or is no more what it was."""
        self.quarantined.append(Quarantined(document=place, code="read:unopened", reason=reason))
        self._found.pop(place, None)

    def _bytes_of(self, page: VisitedPage) -> bytes | None:
        """The bytes of a page: as they came, or as they are stored."""
        if page.packed is not None:
            return zlib.decompress(page.packed)
        return None if page.known is None else page.known.body()


def unmoved_page(known: KnownDocument, base: str) -> VisitedPage:
    """A page that is as it is known."""
    return VisitedPage(
        place=known.place,
        base=base,
        origin=replace(stored_origin(known), immutable=known.immutable),
        known=known,
        is_moved=False,
        digest=known.digest,
        size=known.size,
    )


# ---------------------------------------------------------------- composition
# The part of each page that counts, once the newest activity of each thing is known.

_FAULTS: Mapping[Fault, MessageTemplate] = {
    "no-time": EventStreamsText.NO_TIME,
    "unclear": EventStreamsText.UNCLEAR,
    "not-described": EventStreamsText.NOT_DESCRIBED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """The part of a page that counts.

    Attributes:
        findings: about its activities.
    """

    descriptions: Descriptions
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True, kw_only=True)
class Composition:
    """The activities of all pages that were added.

    Attributes:
        left_out: things of which no description counts, since a newer one may be stored than it.
    """

    settings: StreamSettings
    newest: Newest = field(default_factory=Newest)
    left_out: Collection[str] = ()
    _places: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, page: StreamPage) -> None:
        """Add the activities of one more page."""
        number = self._numbers[page.place] = len(self._places)
        self._places.append(page.place)
        for at, member in enumerate(page.members):
            activity = read_activity(member, self.settings)
            if _counts(activity):
                self.newest.add(activity, number, at)

    def place(self, number: int) -> str:
        """The page of a number, in order of adding."""
        return self._places[number]

    def content(self, page: StreamPage) -> PageContent:
        """The part of a page that counts, with all that is outside of its members."""
        descriptions = {subject: list(pairs) for subject, pairs in page.outside.items()}
        for at, (activity, described) in enumerate(self.descriptions_on(page)):
            if self.is_in_force(activity, page.place, at):
                for subject, pairs in described.items():
                    descriptions.setdefault(subject, []).extend(pairs)
        return PageContent(descriptions=descriptions, findings=tuple(self.findings(page)))

    def has_other_marks(self, page: StreamPage) -> bool:
        """Whether a page that was added has descriptions that do not count and may be marked as state secrets."""
        found = enumerate(self.descriptions_on(page))
        return any(one.has_mark and not self.is_in_force(one, page.place, at) for at, (one, _) in found)

    def descriptions_on(self, page: StreamPage) -> Iterator[tuple[Activity, Descriptions]]:
        """The activities of a page, each with what it describes, whether that counts or not."""
        for member in page.members:
            activity = read_activity(member, self.settings)
            thing = activity.thing
            yield activity, member.payload if thing is None else describe_thing(member, thing, self.settings)

    def is_in_force(self, activity: Activity, place: str, at: int) -> bool:
        """Whether what an activity describes counts; `at` is its number on a page that was added."""
        thing = activity.thing
        if thing is None:
            # It cannot be told what an activity is about; but that this may be a secret, counts.
            return activity.has_mark or activity.is_lasting
        if not _counts(activity) or not activity.describes or (thing in self.left_out and not activity.has_mark):
            return False
        page = self._numbers[place]
        return any((one.page, one.number) == (page, at) for one in self.newest.of(thing))

    def doubtful_things(self) -> list[str]:
        """The things whose only description has no time where it should have one."""
        found = ((thing, self.newest.of(thing)) for thing in self.newest.things())
        return [thing for thing, counting in found if len(counting) == 1 and counting[0].activity.fault == "no-time"]

    def times(self) -> dict[str, str]:
        """The time of the activity that counts of each thing that is described, if it has one."""
        return {
            thing: one.activity.at.text
            for thing, one in self._counting()
            if one.activity.at is not None and one.activity.describes
        }

    def deletions(self) -> Iterator[Deletion]:
        """The things whose newest activity deletes them."""
        for thing, one in self._counting():
            if one.activity.deletes and one.activity.at is not None:
                yield Deletion(iri=thing, at=one.activity.at.text, place=self._places[one.page])

    def _counting(self) -> Iterator[tuple[str, PlacedActivity]]:
        for thing in self.newest.things():
            for one in self.newest.of(thing):
                yield thing, one

    def findings(self, page: StreamPage) -> Iterator[Finding]:
        """The findings about the activities of a page that was added."""
        number = self._numbers[page.place]
        examples: dict[Fault, list[str]] = {}
        tied: list[str] = []
        for at, member in enumerate(page.members):
            activity = read_activity(member, self.settings)
            if activity.fault is not None:
                examples.setdefault(activity.fault, []).append(activity.name)
            elif activity.thing is not None and self.newest.is_tied(activity.thing):
                tied += [
                    activity.thing for one in self.newest.of(activity.thing) if (one.page, one.number) == (number, at)
                ]
        for fault, names in examples.items():
            yield _finding(f"stream:{fault}", names, page.place, _FAULTS[fault])
        if tied:
            yield _finding("stream:same-time", tied, page.place, EventStreamsText.SAME_TIME)


def _counts(activity: Activity) -> bool:
    """Whether anything may come of an activity."""
    return activity.thing is not None and activity.fault != "not-described"


def _finding(code: str, names: list[str], place: str, template: MessageTemplate) -> Finding:
    return Finding(
        code=code,
        severity="warning",
        layer="house",
        message=template(count=len(names)),
        value=names[0],
        document=place,
    )


# ---------------------------------------------------------------- timed records
# The records of a stream with the times of their activities.


def timed_records(records: Iterable[PendingRecord], times: Mapping[str, str]) -> Iterable[PendingRecord]:
    """The records, each with the time of the activity that describes it; they can be walked as often as before."""
    if iter(records) is records:
        return (_with_time(pending, times) for pending in records)
    return _TimedRecords(records, times)


@dataclass(frozen=True, slots=True)
class _TimedRecords:
    """Records that can be walked several times."""

    _records: Iterable[PendingRecord]
    _times: Mapping[str, str]

    def __iter__(self) -> Iterator[PendingRecord]:
        return (_with_time(pending, self._times) for pending in self._records)


def _with_time(pending: PendingRecord, times: Mapping[str, str]) -> PendingRecord:
    at = times.get(pending.iri)
    return pending if at is None else replace(pending, make=partial(_make, pending.make, at))


def _make(make: Callable[[], SourceRecord], at: str) -> SourceRecord:
    return replace(make(), activity_at=at)


# ---------------------------------------------------------------- file pages
# The pages of a stream in files: what is in a folder is the stream, and no relation is followed.

_FAST: Final = 1


class FilePages(Pages):
    """The pages of a stream in files.

    Args:
        location: of the source, for messages.
        files: by place, in order.
    """

    def __init__(
        self,
        location: str,
        files: Mapping[str, Path],
        found: LocalDocuments,
        space: IriSpace,
        visit: Visit,
        progress: Progress | None = None,
    ) -> None:
        super().__init__()
        self._location = location
        self._files = files
        self._known = visit.known or visit.stored
        self._deadline = Deadline(visit.deadline)
        self._space = space
        self._progress = progress
        self._held = 0
        self._is_stream = False
        self.passed_over = found.passed_over
        self.quarantined.extend(found.unopened)

    def read(self) -> None:
        """Read all files once; errors are noted, never raised."""
        places = list(self._files)
        for number, (place, path) in enumerate(self._files.items()):
            if self._deadline.is_over:
                late, self.incomplete = unread_in_time(places[number:], total=len(places))
                self.quarantined.append(late)
                break
            if self._progress is not None:
                self._progress("read", number, len(self._files))
            try:
                status = path.stat()
                if not S_ISREG(status.st_mode):
                    # It could be read only once, and opening a pipe may wait forever.
                    self._put_aside(place, "read:unopened", IS_STREAM())
                elif status.st_size > MAX_BYTES:
                    self._put_aside(
                        place, "read:too-large", ReadingText.DOCUMENT_TOO_LARGE(size=status.st_size, limit=MAX_BYTES)
                    )
                else:
                    self._take(place, path.read_bytes())
            except OSError as error:
                self.quarantined.append(unopened_document(place, error))
        if not self._found:
            self.failed = self.incomplete or unread_documents(self.quarantined, total=len(self.quarantined))
        elif not self._is_stream and not any(page.known for page in self):
            self.failed = EventStreamsText.NO_STREAM(location=self._location)

    def _put_aside(self, place: str, code: str, reason: Message) -> None:
        """Note a page that was not searched, so that it may mark anything."""
        self.quarantined.append(Quarantined(document=place, code=code, reason=reason, names_mark=True))

    def _take(self, place: str, data: bytes) -> None:
        self.unopened = False
        base = self._space.document(place)
        known = self._known.get(place)
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        if known is not None and known.digest == digest:
            self._found[place] = unmoved_page(known, base)
            return
        try:
            parsed = read_page(data, place=place, base=base)
        except DocumentError as error:
            self.quarantined.append(put_aside(error, data))
            return
        self._is_stream = self._is_stream or parsed.is_tree
        self._held += len(data)
        self._found[place] = VisitedPage(
            place=place,
            base=base,
            origin=Origin(immutable=parsed.immutable),
            known=known,
            is_moved=True,
            digest=digest,
            size=len(data),
            packed=zlib.compress(data, _FAST),
            parsed=parsed if self._held <= TOGETHER_ABOVE else None,
        )


# ---------------------------------------------------------------- stream mentions
# The IRIs that pages of a stream mention: a later visit finds them by what has changed.

SETTING_IRIS: Final = (LDES.timestampPath.value, LDES.versionOfPath.value, LDES.retentionPolicy.value)
"""Mentioned by a page that says how its stream is to be read."""


def page_mentions(page: StreamPage, settings: StreamSettings) -> str:
    """The keys of all that a page mentions."""
    return mentions_of(_iris(page, settings))


def with_mentions(documents: Iterable[ReadDocument], mentions: Mapping[str, str]) -> Iterator[ReadDocument]:
    """The documents, each with what it mentions, by place."""
    return (replace_unloaded(one, mentions=mentions.get(one.place)) for one in documents)


def _iris(page: StreamPage, settings: StreamSettings) -> set[str]:
    """The IRIs that a page describes, is about, or ties to others."""
    found = set(SETTING_IRIS) if page.settings else set()
    for activity, described in Composition(settings=settings).descriptions_on(page):
        if activity.thing is not None:
            found.add(activity.thing)
        found |= _iris_in(described)
    outside = {subject: pairs for subject, pairs in page.outside.items() if not is_of_stream(pairs)}
    return found | _iris_in(outside)


def _iris_in(descriptions: Descriptions) -> set[str]:
    found = {subject.value for subject in descriptions if isinstance(subject, NamedNode)}
    for pairs in descriptions.values():
        found.update(value.value for predicate, value in pairs if predicate in TIES and isinstance(value, NamedNode))
    return found
