"""The memory of the event stream of a feed: what it has said, and the activities that the next build adds.

The log is kept beside the feed. It has the newest activity of each thing, with the digest of what that describes, so a
build needs nothing but the digests of what leaves now. There may be a million activities: they are in temporary files.

Where it is lost, it is made anew from the pages of the stream, which have all of it but digests; these are had from
what the pages describe, compared with what leaves now.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final, Literal, NamedTuple, cast, get_args

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from danhmuc.vocab.canonical import canonicalize, canonicalize_lines
from danhmuc.vocab.terms import AS, RDF, TREE

from ..record.spools import PackedIndex, SpooledMapping, SpooledSequence, SpooledTexts, sorted_runs
from .feed_files import ManifestFile, file_holds, is_time

EventKind = Literal["Create", "Update", "Delete"]
"""Local names of the classes of activities."""
_KINDS: Final = get_args(EventKind)
_KEYS: Final = ("number", "kind", "iri", "published", "digest")
_STATE: Final = 32
_DELETED: Final = bytes(_STATE)
_DIGITS: Final = 8
LOG: Final = "stream-log.jsonl"
_PAGE: Final = re.compile(r"[0-9]{8,}\.trig")
_KIND_OF: Final[Mapping[str, EventKind]] = {
    AS.Create.value: "Create",
    AS.Update.value: "Update",
    AS.Delete.value: "Delete",
}
DescriptionOf = Callable[[str], bytes | None]
"""The description of what an IRI names, as lines of N-Quads; None if it is not in the feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamEvent:
    """One activity of a stream, without what it describes.

    Attributes:
        number: from 0, one for each activity of the stream, never used again.
        iri: of the record, node record or catalogue that it is about.
        published: when, as xsd:dateTime in UTC; of two activities about one thing, that of the greater number is later.
        digest: of what it describes; None for a deletion.
    """

    number: int
    kind: EventKind
    iri: str
    published: str
    digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLog:
    """The activities of a stream that no newer one has taken the place of, by number.

    Attributes:
        next_number: that of the next activity. A log that begins anew, because the last one is lost, begins above all
            numbers that the pages of the stream may have had: a number means one activity for ever.
        per_page: numbers to a page; the same for as long as the stream lives, else all of its pages would change.
    """

    events: Sequence[StreamEvent] = ()
    next_number: int = 0
    per_page: int = 100


def stream_path() -> str:
    """The path of the first page of the stream in the folder of its feed."""
    return "stream.trig"


def event_page_path(number: int) -> str:
    """The path of a page of the stream in the folder of its feed.

    >>> event_page_path(12)
    'stream/00000012.trig'
    """
    return f"stream/{number:0{_DIGITS}d}.trig"


def activity_iri(base: str, number: int) -> str:
    """The IRI of an activity, which is also the name of the graph with what it describes."""
    return f"{base}activity/{number}"


def continue_log(log: EventLog, leaving: Mapping[str, str], *, published: str) -> EventLog:
    """The log after a build; the same if nothing has changed.

    What is new is created, what has another digest is updated, what does not leave any more is deleted, for whatever
    reason: created first, then updated, then deleted, each by IRI.

    Args:
        leaving: the digest of each thing that is in the feed now, by IRI.
        published: time of the build, later than those of all builds before.
    """
    known = KnownThings(log.events)
    steps: list[tuple[EventKind, Iterable[str]]] = [
        ("Create", (iri for iri in leaving if known.state_of(iri) in (None, _DELETED))),
        (
            "Update",
            (iri for iri, digest in leaving.items() if known.state_of(iri) not in (None, _DELETED, _state(digest))),
        ),
        ("Delete", (event.iri for event in log.events if event.kind != "Delete" and event.iri not in leaving)),
    ]
    fresh = SpooledEvents()
    for kind, iris in steps:
        for line in sorted_runs(iri.encode() + b"\n" for iri in iris):
            iri, number = line[:-1].decode(), log.next_number + len(fresh)
            fresh.append(StreamEvent(number=number, kind=kind, iri=iri, published=published, digest=leaving.get(iri)))
    if not fresh:
        return log
    again = bytearray(len(log.events))
    for event in fresh:
        if (position := known.find(event.iri)) is not None:
            again[position] = True
    stay = (event for event, is_again in zip(log.events, again, strict=True) if not is_again)
    return replace(log, events=SpooledEvents(chain(stay, fresh)), next_number=log.next_number + len(fresh))


def write_log(log: EventLog) -> Iterator[bytes]:
    """The log as lines of JSON: its numbers, then each activity."""
    yield _line({"next_number": log.next_number, "per_page": log.per_page})
    for event in log.events:
        yield _line(event_members(event))


def event_members(event: StreamEvent) -> dict[str, object]:
    """The members of an activity, as the log has them."""
    return {
        "number": event.number,
        "kind": event.kind,
        "iri": event.iri,
        "published": event.published,
        "digest": event.digest,
    }


def read_log(lines: Iterable[bytes]) -> EventLog:
    """Read a log.

    Raises:
        ValueError: the lines are not those of a whole log.
    """
    found = iter(lines)
    head = _members(next(found, b""), ("next_number", "per_page"))
    events = SpooledEvents()
    index = PackedIndex(lambda position: events[position].iri)
    log = EventLog(events=events, next_number=_number(head["next_number"]), per_page=_number(head["per_page"]))
    last = -1
    for event in map(_event, found):
        if event.number <= last:
            raise ValueError("the numbers of activities are damaged")
        if index.find(event.iri) is not None:
            raise ValueError("a thing has two newest activities")
        last = event.number
        events.append(event)
        index.add(event.iri)
    if last >= log.next_number or log.per_page < 1:
        raise ValueError("the numbers of activities are damaged")
    return log


class SpooledEvents(SpooledSequence[StreamEvent]):
    """Activities in a temporary file."""

    def _fields(self, value: StreamEvent) -> Sequence[object]:
        return (value.number, value.kind, value.iri, value.published, value.digest)

    def _value(self, fields: Sequence[object]) -> StreamEvent:
        number, kind, iri, published, digest = cast("tuple[int, EventKind, str, str, str | None]", fields)
        return StreamEvent(number=number, kind=kind, iri=iri, published=published, digest=digest)


class KnownThings:
    """The things of which a log has an activity, by IRI."""

    def __init__(self, events: Sequence[StreamEvent]) -> None:
        self._events = events
        self._index = PackedIndex(lambda position: events[position].iri)
        self._states = bytearray()
        for event in events:
            self._index.add(event.iri)
            self._states += _DELETED if event.digest is None else _state(event.digest)

    def find(self, iri: str) -> int | None:
        """The position of the activity about a thing; None if there is none."""
        return self._index.find(iri)

    def kind_of(self, iri: str) -> EventKind | None:
        """The kind of the activity about a thing; None if there is none."""
        position = self._index.find(iri)
        return None if position is None else self._events[position].kind

    def state_of(self, iri: str) -> bytes | None:
        """The state of a thing; None if nothing is known of it."""
        position = self._index.find(iri)
        return None if position is None else bytes(self._states[position * _STATE : (position + 1) * _STATE])


def _state(digest: str) -> bytes:
    """The state of a thing that is described, in few bytes."""
    return hashlib.sha256(digest.encode()).digest()


def _event(line: bytes) -> StreamEvent:
    members = _members(line, _KEYS)
    kind: EventKind | None = next((one for one in _KINDS if one == members["kind"]), None)
    digest = members["digest"]
    if kind is None or (digest is None) != (kind == "Delete"):
        raise ValueError("the kind of an activity is damaged")
    texts = (members["iri"], members["published"], digest or "")
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("an activity is damaged")
    return StreamEvent(
        number=_number(members["number"]),
        kind=kind,
        iri=str(members["iri"]),
        published=str(members["published"]),
        digest=None if digest is None else str(digest),
    )


def _line(members: Mapping[str, object]) -> bytes:
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _members(line: bytes, keys: Iterable[str]) -> dict[str, object]:
    members = json.loads(line)
    if not isinstance(members, dict) or list(members) != list(keys):
        raise ValueError("a line of the log is damaged")
    return members


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("a number in the log is damaged")
    return value


class _PagedEvents(SpooledSequence["_PagedEvent"]):
    """Activities of pages, in a temporary file."""

    def _fields(self, value: _PagedEvent) -> Sequence[object]:
        event = value.event
        return (value.page, event.number, event.kind, event.iri, event.published, event.digest)

    def _value(self, fields: Sequence[object]) -> _PagedEvent:
        page, number, kind, iri, published, digest = cast("tuple[int, int, EventKind, str, str, str | None]", fields)
        return _PagedEvent(StreamEvent(number=number, kind=kind, iri=iri, published=published, digest=digest), page)


class _PagedEvent(NamedTuple):
    """An activity with the number of its page."""

    event: StreamEvent
    page: int


class _Stream(NamedTuple):
    """The activities on the pages of a stream.

    Attributes:
        events: with digests of canonical form, by number.
        is_whole: whether every page was read that the first one names.
    """

    events: SpooledMapping[_PagedEvent]
    is_whole: bool

    def by_number(self) -> Iterator[StreamEvent]:
        """The activities in the order of their numbers."""
        for line in sorted_runs(f"{number:0>20} {number}\n".encode() for number in self.events):
            yield self.events[line.split()[1].decode()].event


def read_last_log(folder: Path, fact: ManifestFile | None) -> EventLog | None:
    """The log of a build; None if there is none, or it is not what its manifest says.

    Args:
        fact: what the manifest says of the file.
    """
    if fact is None:
        return None
    try:
        if not file_holds(folder / LOG, fact):
            return None
        return _read(folder)
    except OSError:
        return None


def restore_log(
    folder: Path, *, base: str, per_page: int, describe: DescriptionOf, leaving: Mapping[str, str]
) -> EventLog | None:
    """The log of a build whose manifest or log is lost; None if the pages of the stream do not say all of it.

    The log itself is believed where no page says otherwise.

    Args:
        per_page: number of activities on a page, if the pages do not tell.
        describe: the description of each thing of the feed.
        leaving: digest of each, by IRI, as the log has it.
    """
    stream = _read_pages(folder, base)
    log = _read(folder)
    if log is not None and _agrees(log, stream):
        return log
    if not stream.is_whole or not stream.events:
        return None
    size = _page_size(stream, per_page)
    if size is None or len(SpooledTexts(one.event.iri for one in stream.events.values())) != len(stream.events):
        return None
    events = SpooledEvents(_with_digest(event, describe, leaving) for event in stream.by_number())
    return EventLog(events=events, next_number=events[-1].number + 1, per_page=size)


def stream_events(folder: Path, base: str) -> Iterable[StreamEvent]:
    """The newest activity of each thing, from the log if it can be read and agrees with the pages, else from these."""
    stream = _read_pages(folder, base)
    log = _read(folder)
    if log is not None and _agrees(log, stream):
        return log.events
    return SpooledMapping(SpooledEvents(stream.by_number()), lambda one: one.iri).values()


def highest_number(folder: Path) -> int | None:
    """The number of the last page of a stream; None if there is none."""
    numbers = [int(one.stem) for one in (folder / "stream").glob("*.trig") if _PAGE.fullmatch(one.name)]
    return max(numbers, default=None)


def _read(folder: Path) -> EventLog | None:
    try:
        with (folder / LOG).open("rb") as lines:
            return read_log(lines)
    except (OSError, ValueError, RecursionError):
        return None


def _agrees(log: EventLog, stream: _Stream) -> bool:
    """Whether a log has all that the pages have, and says the same of it."""
    known = PackedIndex(lambda position: log.events[position].number)
    for one in log.events:
        known.add(one.number)
    return all(
        (position := known.find(event.number)) is not None
        and replace(log.events[position], digest=None) == replace(event, digest=None)
        and page == event.number // log.per_page
        for event, page in stream.events.values()
    )


def _page_size(stream: _Stream, per_page: int) -> int | None:
    """The number of activities to a page by which each stands where it stands, the one asked for if it can be."""
    least = max(event.number // (page + 1) + 1 for event, page in stream.events.values())
    sizes = (event.number // page for event, page in stream.events.values() if page)
    most = min(sizes, default=max(least, per_page))
    return None if least > most else min(max(per_page, least), most)


def _with_digest(event: StreamEvent, describe: DescriptionOf, leaving: Mapping[str, str]) -> StreamEvent:
    """An activity with the digest of what leaves now if it describes the same; else with one that nothing else has."""
    if event.kind == "Delete":
        return replace(event, digest=None)
    now = describe(event.iri) if event.iri in leaving else None
    if now is not None and canonicalize_lines(now.decode().split("\n")[:-1]).digest == event.digest:
        return replace(event, digest=leaving[event.iri])
    return event


def _read_pages(folder: Path, base: str) -> _Stream:
    events = SpooledMapping(_PagedEvents(), lambda one: str(one.event.number))
    read: set[str] = set()
    for path in sorted((folder / "stream").glob("*.trig")):
        if not _PAGE.fullmatch(path.name):
            continue
        quads = _quads(path)
        if quads is None:
            continue
        read.add(base + event_page_path(int(path.stem)))
        for event in _events(quads, base):
            events.add(_PagedEvent(event, int(path.stem)))
    start = _quads(folder / stream_path())
    named = {
        one.object.value for one in start or () if one.predicate == TREE.node and isinstance(one.object, NamedNode)
    }
    return _Stream(events, is_whole=start is not None and named == read)


def _quads(path: Path) -> list[Quad] | None:
    try:
        return list(parse(path=str(path), format=RdfFormat.TRIG))
    except (OSError, ValueError, SyntaxError):
        return None


def _events(quads: Iterable[Quad], base: str) -> Iterator[StreamEvent]:
    """The activities of a page."""
    said: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    described: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        subject, graph = quad.subject, quad.graph_name
        if isinstance(graph, NamedNode):
            described[graph.value].append(Quad(quad.subject, quad.predicate, quad.object))
        elif isinstance(graph, DefaultGraph) and isinstance(subject, NamedNode):
            said[subject.value][quad.predicate.value].append(getattr(quad.object, "value", ""))
    prefix = activity_iri(base, 0)[:-1]
    for iri, members in said.items():
        number = iri.removeprefix(prefix)
        kinds = [_KIND_OF[one] for one in members[RDF.type.value] if one in _KIND_OF]
        iris, times = members[AS.object.value], members[AS.published.value]
        if not (iri.startswith(prefix) and number.isdecimal() and len(kinds) == len(iris) == len(times) == 1):
            continue
        digest = None if kinds[0] == "Delete" else canonicalize(described[iri]).digest
        if is_time(times[0]):
            yield StreamEvent(number=int(number), kind=kinds[0], iri=iris[0], published=times[0], digest=digest)
