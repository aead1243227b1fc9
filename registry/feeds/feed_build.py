"""Build the files of a feed from gathered entries: pages, whole documents, feeds of agencies, the stream, the rest.

A document whose content has the digest that the last manifest has for it is taken over unseen; all others are written,
and checked by reading them back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..record.contents import Progress
from ..record.spools import sorted_runs
from ..store.moments import NewestChange
from .agencies import Agency, write_agency
from .document_files import DocumentFiles
from .documents import SYNTAXES, check_links, root_catalog_of, write_pages, write_whole
from .entry_changes import (
    ServedPlaces,
)
from .event_log import LOG, EventLog, event_page_path, highest_number, read_last_log, restore_log
from .event_pages import StreamThings, WrittenStream, write_stream
from .feed_files import BEGINNING, FeedDraft, time_after
from .feed_origin import FeedOrigin, write_origin
from .feed_settings import FeedSettings
from .gathering import GatheredFeed
from .index_page import INDEX, AgencyState, FeedOverview, feed_overview, index_page, with_states
from .key_ranges import KeyedSize, PageLayout, PageLimits, arrange_pages
from .manifest import (
    POLICY,
    REGISTRY,
    FeedEntry,
    FeedPage,
    FileLoss,
    Manifest,
    ManifestRecord,
    write_manifest,
)
from .rebuilt_manifest import RebuiltManifest
from .server_files import RenamedIri, apache_parts, nginx_parts


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
        gathered, root, base = self.gathered, self.root, self.origin.base
        every = range(len(gathered.spool.entries))
        write_pages(files, gathered, root, self.built.layout, self._limits, self.progress, entries_of=every)
        write_whole(files, gathered, root)
        previous = () if self.before is None else [*self.before.files]
        of_agencies = [
            write_agency(files, gathered, root, agency, previous=previous, limits=self._limits)
            for agency in self.agencies
        ]
        things = StreamThings(gathered.spool, root)
        stream = write_stream(files, things, self._last_log(draft, things), base=base)
        self.built.changed_iris = stream.changed_iris
        self._write_server_files(files, records, stream)
        write_origin(draft, self.origin, modified_at=self.now)
        overview = feed_overview(
            draft,
            gathered.spool,
            self.settings,
            base=base,
            agencies=self.agencies,
            records=records,
            log=stream.log,
        )
        with files.open(INDEX) as out:
            out.write(index_page(with_states(overview, self.states)))
        self.built.overview = overview
        self.built.losses = files.losses
        paths = {file.path for file in draft.files}
        others = [event_page_path(page.number) for page in stream.pages]
        check_links(paths, self.built.layout, base=base, endings=SYNTAXES, records=len(every), others=others)
        for agency, layout in zip(self.agencies, of_agencies, strict=True):
            size = len(agency.entries)
            check_links(paths, layout, base=base, endings=SYNTAXES, records=size, folder=agency.folder)
        has_changed = draft.fresh or self.before is None or len(draft.files) + 1 != len(self.before.files)
        built_at = self.now if self.before is None or has_changed else self.before.built_at
        write_manifest(
            draft,
            base=base,
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
