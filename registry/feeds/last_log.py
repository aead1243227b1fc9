"""The log of the stream of the last build: as it is, or made anew from the pages of the stream.

A page of the stream has all that the log has but digests; these are had from what the pages describe, compared with
what leaves now.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.terms import AS, RDF, TREE

from ..record.packed_index import PackedIndex
from ..record.sorted_runs import sorted_runs
from ..record.spooled_texts import SpooledTexts
from ..record.spooled_values import SpooledMapping, SpooledSequence
from .event_log import EventKind, EventLog, SpooledEvents, StreamEvent, read_log
from .event_pages import activity_iri, event_page_path, stream_path
from .feed_files import ManifestFile, file_holds, is_time

__all__ = ["LOG", "highest_number", "read_last_log", "restore_log", "stream_events"]

LOG: Final = "stream-log.jsonl"
_PAGE: Final = re.compile(r"[0-9]{8,}\.trig")
_KINDS: Final[Mapping[str, EventKind]] = {
    AS.Create.value: "Create",
    AS.Update.value: "Update",
    AS.Delete.value: "Delete",
}

DescriptionOf = Callable[[str], bytes | None]
"""The description of what an IRI names, as lines of N-Quads; None if it is not in the feed."""


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
        kinds = [_KINDS[one] for one in members[RDF.type.value] if one in _KINDS]
        iris, times = members[AS.object.value], members[AS.published.value]
        if not (iri.startswith(prefix) and number.isdecimal() and len(kinds) == len(iris) == len(times) == 1):
            continue
        digest = None if kinds[0] == "Delete" else _digest(described[iri])
        if is_time(times[0]):
            yield StreamEvent(number=int(number), kind=kinds[0], iri=iris[0], published=times[0], digest=digest)


def _digest(quads: list[Quad]) -> str:
    lines = serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    return canonicalize_lines(lines.decode().split("\n")[:-1]).digest
