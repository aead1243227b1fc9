"""The memory of the event stream of a feed: what it has said, and the activities that the next build adds.

The log is kept beside the feed. It has the newest activity of each thing, with the digest of what that describes, so a
build needs nothing but the digests of what leaves now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

__all__ = ["EventKind", "EventLog", "StreamEvent", "continue_log", "read_log", "write_log"]

EventKind = Literal["Create", "Update", "Delete"]
"""Local names of the classes of activities."""
_KINDS: Final = get_args(EventKind)
_KEYS: Final = ("number", "kind", "iri", "published", "digest")


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

    events: tuple[StreamEvent, ...] = ()
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
    newest = {event.iri: event for event in log.events}
    described = {iri: event for iri, event in newest.items() if event.kind != "Delete"}
    steps: list[tuple[EventKind, list[str]]] = [
        ("Create", [iri for iri in leaving if iri not in described]),
        ("Update", [iri for iri, digest in leaving.items() if iri in described and described[iri].digest != digest]),
        ("Delete", [iri for iri in described if iri not in leaving]),
    ]
    number = log.next_number
    for kind, iris in steps:
        for iri in sorted(iris):
            newest[iri] = StreamEvent(number=number, kind=kind, iri=iri, published=published, digest=leaving.get(iri))
            number += 1
    if number == log.next_number:
        return log
    events = tuple(sorted(newest.values(), key=lambda event: event.number))
    return replace(log, events=events, next_number=number)


def write_log(log: EventLog) -> Iterator[bytes]:
    """The log as lines of JSON: its numbers, then each activity."""
    yield _line({"next_number": log.next_number, "per_page": log.per_page})
    for event in log.events:
        yield _line({key: getattr(event, key) for key in _KEYS})


def read_log(lines: Iterable[bytes]) -> EventLog:
    """Read a log.

    Raises:
        ValueError: the lines are not those of a whole log.
    """
    found = iter(lines)
    head = _members(next(found, b""), ("next_number", "per_page"))
    events = tuple(_event(line) for line in found)
    log = EventLog(events=events, next_number=_number(head["next_number"]), per_page=_number(head["per_page"]))
    numbers = [event.number for event in events]
    if numbers != sorted(set(numbers)) or (numbers and numbers[-1] >= log.next_number) or log.per_page < 1:
        raise ValueError("the numbers of activities are damaged")
    if len({event.iri for event in events}) != len(events):
        raise ValueError("a thing has two newest activities")
    return log


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
