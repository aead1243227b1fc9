"""Write the event stream of a feed: what is new, changed or gone since the last build becomes activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from danhmuc.vocab.terms import DCAT

from .document_files import DocumentFiles
from .entry_spool import EntrySpool
from .event_log import EventLog, StreamEvent, continue_log, event_members, write_log
from .event_pages import (
    EventPage,
    arrange_event_pages,
    event_page_path,
    payload_digest,
    stream_path,
    write_event_page,
    write_stream_start,
)
from .last_log import LOG
from .root_catalog import RootCatalog

__all__ = ["StreamThings", "WrittenStream", "write_stream"]


class StreamThings(Mapping[str, str]):
    """The things of a stream: entries, node records, the root catalogue and its publisher.

    By IRI it has the digest of what an activity about each describes.
    """

    def __init__(self, spool: EntrySpool, root: RootCatalog) -> None:
        self._spool = spool
        catalogs = (entry.iri for entry in spool.entries if entry.class_name == DCAT.Catalog.value)
        publisher, described = root.describe_publisher()
        self._others = {root.iri: root.describe_whole(catalogs)}
        if self._digest_of(publisher) is None:
            self._others.setdefault(publisher, described)

    def describe(self, iri: str) -> bytes | None:
        """The description of a thing, as lines of N-Quads; None if it is not in the feed."""
        if iri in self._others:
            return self._others[iri]
        position = self._spool.position(iri)
        if position is not None:
            return b"".join(self._spool.read_graphs(position).graphs)
        return self._spool.node(iri) if iri in self._spool.nodes else None

    def __getitem__(self, iri: str) -> str:
        if iri in self._others:
            return payload_digest(self._others[iri])
        found = self._digest_of(iri)
        if found is None:
            raise KeyError(iri)
        return found

    def __contains__(self, iri: object) -> bool:
        if not isinstance(iri, str):
            return False
        return iri in self._others or self._spool.position(iri) is not None or iri in self._spool.nodes

    def __iter__(self) -> Iterator[str]:
        yield from self._others
        for iri in self._spool.nodes:
            if iri not in self._others:
                yield iri
        for number, entry in enumerate(self._spool.entries):
            is_first = self._spool.position(entry.iri) == number and entry.iri not in self._spool.nodes
            if is_first and entry.iri not in self._others:
                yield entry.iri

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _digest_of(self, iri: str) -> str | None:
        """The digest of an entry or node record."""
        node = self._spool.nodes.get(iri)
        if node is not None:
            return node
        position = self._spool.position(iri)
        return None if position is None else self._spool.entries[position].payload


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenStream:
    """A stream that was written.

    Attributes:
        changed_iris: IRIs of things that have changed, or are gone, since the last build.
    """

    log: EventLog
    pages: tuple[EventPage, ...]
    changed_iris: Iterable[str]


def write_stream(files: DocumentFiles, things: StreamThings, last: EventLog, *, base: str) -> WrittenStream:
    """Write the pages that have changed, the start of the stream, and its log.

    Args:
        last: the log of the last build.

    Raises:
        RegistryError: what was written cannot be read.
    """
    log = continue_log(last, things, published=files.now)

    def payload_of(event: StreamEvent) -> bytes:
        payload = things.describe(event.iri)
        assert payload is not None, "it leaves"
        return payload

    pages = arrange_event_pages(log)
    for page in pages:
        path = event_page_path(page.number)
        content = files.digest_of([[event_members(event) for event in page.events], page.is_closed])
        for one in files.paths_to_write(path.removesuffix(".trig"), content, [path]):
            with files.open(one) as out:
                out.write(write_event_page(page, base, payload_of))
            files.check(one, "trig")
    with files.open(stream_path()) as out:
        out.write(write_stream_start(pages, base))
    files.check(stream_path(), "trig")
    with files.open(LOG) as out:
        out.writelines(write_log(log))
    return WrittenStream(log=log, pages=pages, changed_iris=_ChangedIris(log, last.next_number))


@dataclass(frozen=True, slots=True)
class _ChangedIris:
    """The IRIs of activities from a number on, without what is new; read each time."""

    log: EventLog
    first: int

    def __iter__(self) -> Iterator[str]:
        return (one.iri for one in self.log.events if one.number >= self.first and one.kind != "Create")
