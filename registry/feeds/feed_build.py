"""Build the files of a feed from gathered entries: pages, whole documents, feeds of agencies, the stream, the rest.

A document whose content has the digest that the last manifest has for it is taken over unseen; all others are written,
and checked by reading them back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as Text

from danhmuc.vocab.terms import AS, DCAT, DCT, LDES, RDF, TREE, XSD
from danhmuc.vocab.writing.turtle import write_named_graphs

from ..event_streams.stream_page import read_activity_time
from ..record.contents import Progress
from ..record.spools import sorted_runs
from ..store.moments import NewestChange
from .document_files import DocumentFiles
from .documents import SYNTAXES, check_links, root_catalog_of, write_pages, write_whole
from .entry_spool import EntrySpool
from .event_log import (
    LOG,
    EventLog,
    StreamEvent,
    activity_iri,
    continue_log,
    event_members,
    event_page_path,
    highest_number,
    read_last_log,
    restore_log,
    stream_path,
    write_log,
)
from .federated_form import entry_payload, payload_digest
from .feed_files import BEGINNING, FeedDraft, time_after
from .feed_report import ServedPlaces
from .feed_settings import FeedSettings
from .gathering import GatheredFeed
from .index_page import INDEX, Agency, AgencyState, FeedOverview, feed_overview, index_page, with_states, write_agency
from .key_ranges import KeyedSize, PageLayout, PageLimits, arrange_pages
from .manifest import POLICY, REGISTRY, FeedEntry, FeedPage, FileLoss, Manifest, ManifestRecord, write_manifest
from .publication import RenamedIri, apache_parts, nginx_parts
from .rebuilt_manifest import FeedOrigin, RebuiltManifest, write_origin
from .root_catalog import RootCatalog, quad_lines

# ---------------------------------------------------------------- event pages
# Pages of the event stream of a feed: LDES on TREE in TriG, as DCAT-AP Feeds wants it.
#
# What was created, updated or deleted is an activity, and what it describes stands in a graph of its name. Of each
# thing the newest activity alone is in the stream. Activities are numbered, and the number decides the page, so a
# page that is full is closed: nothing comes to it any more, and it is written again only if an activity of it gives
# way to a newer one or is barred. Pages name no other page; the first page of the stream, which is not closed, leads
# to all of them.
#
# Source: Linked Data Event Streams; TREE Hypermedia Specification; DCAT-AP Feeds.

_CLASS_OF: Final = {"Create": AS.Create, "Update": AS.Update, "Delete": AS.Delete}


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
            return entry_payload(self._spool.read_graphs(position).entry)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """The activities of one page, by number.

    Attributes:
        number: of the page, from 0.
        is_closed: whether no activity comes to it any more.
    """

    number: int
    events: Sequence[StreamEvent]
    is_closed: bool


def arrange_event_pages(log: EventLog) -> tuple[EventPage, ...]:
    """The pages of a stream by number; one on which nothing is left is not among them.

    A page that is equal to that of the last build has the same bytes.

    Raises:
        ValueError: the time of an activity is not understood, or is earlier than that of a lesser number.
    """
    starts: list[int] = []
    numbers: list[int] = []
    last: Fraction | None = None
    for position, event in enumerate(log.events):
        time = _seconds(event)
        if last is not None and last > time:
            raise ValueError("an activity has an earlier time than one of a lesser number")
        last, number = time, event.number // log.per_page
        if not numbers or number != numbers[-1]:
            starts.append(position)
            numbers.append(number)
    ends = [*starts[1:], len(log.events)]
    return tuple(
        EventPage(number=number, events=log.events[start:end], is_closed=number < log.next_number // log.per_page)
        for number, start, end in zip(numbers, starts, ends, strict=True)
    )


def write_event_page(page: EventPage, base: str, payload_of: Callable[[StreamEvent], bytes]) -> bytes:
    """A page in TriG.

    Args:
        base: the address under which the feed is published; it ends with ``/``.
        payload_of: what an activity that deletes nothing describes, as lines of N-Quads; blank nodes of two payloads
            share no name.
    """
    own = NamedNode(base + event_page_path(page.number))
    stream = _stream(base)
    events = list(page.events)
    quads = [*_stream_quads(base), Quad(own, RDF.type, TREE.Node), Quad(own, DCT.isPartOf, stream)]
    if page.is_closed:
        quads.append(Quad(own, LDES.immutable, Text("true", datatype=XSD.boolean)))
    for event in events:
        activity = NamedNode(activity_iri(base, event.number))
        quads += [
            Quad(stream, TREE.member, activity),
            Quad(activity, RDF.type, _CLASS_OF[event.kind]),
            Quad(activity, AS.object, NamedNode(event.iri)),
            Quad(activity, AS.published, _time(event)),
        ]
    described = (event for event in events if event.kind != "Delete")
    return write_named_graphs(
        quad_lines(quads), ((activity_iri(base, event.number), payload_of(event)) for event in described)
    )


def write_stream_start(pages: Sequence[EventPage], base: str) -> bytes:
    """The first page of the stream in TriG: how it is to be read, and the way to all other pages.

    Args:
        pages: by number.
    """
    own = NamedNode(base + stream_path())
    stream = _stream(base)
    policy = NamedNode(f"{own.value}#retention")
    quads = [
        *_stream_quads(base),
        Quad(stream, TREE.view, own),
        Quad(own, RDF.type, TREE.Node),
        Quad(own, LDES.retentionPolicy, policy),
        Quad(policy, RDF.type, LDES.LatestVersionSubset),
        Quad(policy, LDES.amount, Text(1)),
    ]
    quads += [quad for position in range(len(pages)) for quad in _relations(pages, position, own, base)]
    return write_named_graphs(quad_lines(quads), ())


def _relations(pages: Sequence[EventPage], position: int, own: NamedNode, base: str) -> Iterator[Quad]:
    """The ways to a page: by its first time, and by the first of the next page if that is later than all of its own."""
    page = pages[position]
    bounds = [(TREE.GreaterThanOrEqualToRelation, page.events[0])]
    if position + 1 < len(pages) and _seconds(page.events[-1]) < _seconds(pages[position + 1].events[0]):
        bounds.append((TREE.LessThanRelation, pages[position + 1].events[0]))
    for number, (kind, event) in enumerate(bounds):
        relation = BlankNode(f"r{page.number}x{number}")
        yield Quad(own, TREE.relation, relation)
        yield Quad(relation, RDF.type, kind)
        yield Quad(relation, TREE.node, NamedNode(base + event_page_path(page.number)))
        yield Quad(relation, TREE.path, AS.published)
        yield Quad(relation, TREE.value, _time(event))


def _stream(base: str) -> NamedNode:
    return NamedNode(f"{base}stream")


def _stream_quads(base: str) -> list[Quad]:
    stream = _stream(base)
    return [
        Quad(stream, RDF.type, LDES.EventStream),
        Quad(stream, LDES.timestampPath, AS.published),
        Quad(stream, LDES.versionOfPath, AS.object),
    ]


def _seconds(event: StreamEvent) -> Fraction:
    """The exact time of an activity."""
    time = _exact_time(event.published)
    if time is None:
        raise ValueError(f"the time {event.published!r} of activity {event.number} is not understood")
    return time


@lru_cache(maxsize=64)
def _exact_time(text: str) -> Fraction | None:
    """An exact time, which all activities of a build share; None if it is not understood."""
    time = read_activity_time(text, XSD.dateTime.value)
    return None if time is None else time.exact


def _time(event: StreamEvent) -> Text:
    return Text(event.published, datatype=XSD.dateTime)


# ---------------------------------------------------------------- feed build


@dataclass(slots=True)
class BuiltFeed:
    """The result of a build.

    Attributes:
        layout: of the pages.
        begins_anew: whether nothing was known of the last feed, so that the stream begins anew.
        changed_iris: IRIs of the entries and node records that have changed or are gone.
        losses: what files could not hold.
        overview: of what it has; None as long as it is not written.
    """

    layout: PageLayout
    begins_anew: bool = False
    changed_iris: Iterable[str] = ()
    losses: list[FileLoss] = field(default_factory=list)
    overview: FeedOverview | None = None


@dataclass(kw_only=True)
class FeedBuild:
    """One build.

    Attributes:
        origin: the address, and the registry and the policy that the feed is built from.
        target_of: the IRI of the entry that stands for that of a record which is none; None if there is none.
        settings_digest: of all that the feed depends on beside the registry.
        newest: the newest run of the registry, and the time of its newest change.
        states: of sources, by name.
        checks_all: whether rdflib reads all pages back, and not only a sample of their entries.
        root: the catalogue that lists all.
        before: the manifest of the last build; None if nothing is known of it.
        now: the time of the build.
    """

    gathered: GatheredFeed
    origin: FeedOrigin
    target_of: Callable[[str], str | None]
    settings: FeedSettings
    settings_digest: str
    newest: NewestChange
    agencies: Sequence[Agency]
    states: Mapping[str, AgencyState]
    checks_all: bool = False
    progress: Progress | None = None
    before: Manifest | None = None
    now: str = BEGINNING
    built: BuiltFeed = field(default_factory=lambda: BuiltFeed(PageLayout(())))

    def __post_init__(self) -> None:
        """Describe the root catalogue."""
        self.root = root_catalog_of(self.gathered, self.settings.catalog, base=self.origin.base)
        self._codes = {agency.iri: agency.code for agency in self.agencies}
        self._limits = PageLimits(records=self.settings.records_per_page)

    def arrange(self, before: Manifest | None) -> Iterator[FeedEntry]:
        """Arrange the pages, and return the entries of the manifest by their local IRIs."""
        self.before = before
        self.built.begins_anew = before is None
        self.now = time_after(self.newest.at, None if before is None else before.built_at)
        entries = self.gathered.spool.entries
        layout = arrange_pages(
            (KeyedSize(entry.key, entry.byte_size) for entry in entries),
            () if before is None else before.bounds,
            self._limits,
        )
        self.built.layout = layout
        lines = sorted_runs(b"%b %d\n" % (entry.local.encode(), number) for number, entry in enumerate(entries))
        return (self._manifest_entry(int(line.rpartition(b" ")[2])) for line in lines)

    def _manifest_entry(self, number: int) -> FeedEntry:
        entry, layout = self.gathered.spool.entries[number], self.built.layout
        return FeedEntry(
            local=entry.local,
            iri=entry.iri,
            digest=entry.digest,
            page=layout.pages[layout.find_page(entry.key)].lower,
            agency=None if entry.publisher is None else self._codes.get(entry.publisher),
            changed_at=self.now,
        )

    def write(
        self,
        draft: FeedDraft,
        records: Collection[ManifestRecord],
        *,
        barred: str,
        drop_reason: str | None,
    ) -> None:
        """Write all files.

        Args:
            records: of the manifest, by their local IRIs.
            barred: digest of what is kept back.
        """
        files = DocumentFiles(
            draft, self.before, settings=self.settings_digest, now=self.now, checks_all=self.checks_all
        )
        known = {"barred": barred, POLICY: self.origin.policy, REGISTRY: self.origin.registry}
        files.contents.update((name, digest) for name, digest in known.items() if digest is not None)
        of_agencies = self._write_catalogs(files)
        things = StreamThings(self.gathered.spool, self.root)
        stream = write_stream(files, things, self._last_log(draft, things), base=self.origin.base)
        self.built.changed_iris = stream.changed_iris
        self._write_server_files(files, records, stream)
        write_origin(draft, self.origin, modified_at=self.now)
        self._write_index(files, draft, records, stream.log)
        self.built.losses = files.losses
        self._check_links(draft, of_agencies, [event_page_path(page.number) for page in stream.pages])
        has_changed = draft.fresh or self.before is None or len(draft.files) + 1 != len(self.before.files)
        built_at = self.now if self.before is None or has_changed else self.before.built_at
        write_manifest(
            draft,
            base=self.origin.base,
            run=self.newest.run,
            built_at=built_at,
            settings=self.settings_digest,
            pages=[FeedPage(lower=page.lower, records=page.records) for page in self.built.layout.pages],
            records=records,
            contents=files.contents,
            losses=files.losses,
            # It goes with the loss, which is that of the last build where nothing has changed since.
            drop_reason=drop_reason if self.before is None or has_changed else self.before.drop_reason,
        )

    def _write_catalogs(self, files: DocumentFiles) -> list[PageLayout]:
        """Write the catalogue of all entries and those of agencies; returns the pages of each agency."""
        gathered, root, limits = self.gathered, self.root, self._limits
        every = range(len(gathered.spool.entries))
        write_pages(files, gathered, root, self.built.layout, limits, self.progress, entries_of=every)
        write_whole(files, gathered, root)
        previous = () if self.before is None else [*self.before.files]
        return [
            write_agency(files, gathered, root, agency, previous=previous, limits=limits) for agency in self.agencies
        ]

    def _write_index(
        self, files: DocumentFiles, draft: FeedDraft, records: Collection[ManifestRecord], log: EventLog
    ) -> None:
        """Write the page for people."""
        self.built.overview = feed_overview(
            draft,
            self.gathered.spool,
            self.settings,
            base=self.origin.base,
            agencies=self.agencies,
            records=records,
            log=log,
        )
        with files.open(INDEX) as out:
            out.write(index_page(with_states(self.built.overview, self.states)))

    def _check_links(self, draft: FeedDraft, of_agencies: Iterable[PageLayout], others: Iterable[str]) -> None:
        """Follow the links of all catalogues, those of agencies by their pages."""
        paths, base = {file.path for file in draft.files}, self.origin.base
        size = len(self.gathered.spool.entries)
        check_links(paths, self.built.layout, base=base, endings=SYNTAXES, records=size, others=others)
        for agency, layout in zip(self.agencies, of_agencies, strict=True):
            size = len(agency.entries)
            check_links(paths, layout, base=base, endings=SYNTAXES, records=size, folder=agency.folder)

    def _last_log(self, draft: FeedDraft, things: StreamThings) -> EventLog:
        """The log of the last build; a new one begins above all numbers that were ever given."""
        before, folder, base = self.before, draft.previous, self.origin.base
        per_page = self.settings.events_per_page
        if folder is not None and before is not None:
            is_rebuilt = isinstance(before, RebuiltManifest)
            log = None if is_rebuilt else read_last_log(folder, before.files.get(LOG))
            if log is None:
                log = restore_log(folder, base=base, per_page=per_page, describe=things.describe, leaving=things)
            if log is not None:
                return log
        self.built.begins_anew = True
        highest = None if folder is None else highest_number(folder)
        return EventLog(per_page=per_page, next_number=0 if highest is None else (highest + 1) * 1_000)

    def _write_server_files(
        self, files: DocumentFiles, records: Collection[ManifestRecord], stream: WrittenStream
    ) -> None:
        places = ServedPlaces(records)
        gone = sorted(event.iri for event in stream.log.events if event.kind == "Delete")
        renamed = [RenamedIri(iri, target) for iri in gone if (target := self.target_of(iri)) not in (None, iri)]
        closed = [event_page_path(page.number) for page in stream.pages if page.is_closed]
        written = nginx_parts(self.origin.base, places, closed=closed, renamed=renamed)
        written |= apache_parts(self.origin.base, places, closed=closed, renamed=renamed)
        for name, parts in written.items():
            with files.open(f"server/{name}", packs=False) as out:
                out.writelines(parts)
