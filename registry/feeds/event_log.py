"""The memory of the event stream of a feed: what it has said, and the activities that the next build adds.

The log is kept beside the feed. It has the newest activity of each thing, with the digest of what that describes, so a
build needs nothing but the digests of what leaves now. There may be a million activities: they are in temporary files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, Literal, cast, get_args

from ..record.packed_index import PackedIndex
from ..record.sorted_runs import sorted_runs
from ..record.spooled_values import SpooledSequence

__all__ = [
    "EventKind",
    "EventLog",
    "KnownThings",
    "SpooledEvents",
    "StreamEvent",
    "continue_log",
    "event_members",
    "read_log",
    "write_log",
]

EventKind = Literal["Create", "Update", "Delete"]
"""Local names of the classes of activities."""
_KINDS: Final = get_args(EventKind)
_KEYS: Final = ("number", "kind", "iri", "published", "digest")
_STATE: Final = 32
_DELETED: Final = bytes(_STATE)


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
