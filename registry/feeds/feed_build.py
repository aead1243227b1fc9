"""Build the files of a feed from gathered entries: pages, whole documents, feeds of agencies, the stream, the rest.

A document whose content has the digest that the last manifest has for it is taken over unseen; all others are written,
and checked by reading them back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import ManifestError

from ..record.contents import Progress
from .agencies import Agency
from .catalog_settings import FeedSettings
from .document_files import DocumentFiles
from .event_log import EventLog, read_log
from .event_pages import EventPage, event_page_path
from .feed_draft import FeedDraft
from .feed_files import seconds_of, time_of
from .file_losses import FileLoss
from .gathering import GatheredFeed
from .index_overview import AgencyState, feed_overview
from .index_page import index_page
from .key_ranges import KeyedSize, PageLayout, PageLimits, arrange_pages
from .last_log import LOG
from .manifest import FeedPage, Manifest, read_manifest, write_manifest
from .manifest_records import FeedEntry, ManifestRecord
from .page_files import write_pages
from .page_links import page_name
from .server_files import ServedPlace, apache_files, nginx_files
from .sorted_runs import sorted_runs
from .stream_files import StreamThings, write_stream
from .whole_document import root_catalog_of
from .whole_files import write_agency, write_whole

__all__ = ["POLICY", "BuiltFeed", "FeedBuild", "last_manifest", "manifest_of_build"]

POLICY: Final = "policy"
"""Name of the digest of the policy among the contents of a manifest; not there if there was none."""
_BEGINNING: Final = "1970-01-01T00:00:00Z"


@dataclass(slots=True)
class BuiltFeed:
    """The result of a build.

    Attributes:
        layout: of the pages.
        begins_anew: whether nothing was known of the last feed, so that the stream begins anew.
        changed_iris: IRIs of the entries and node records that have changed or are gone.
        losses: what files could not hold.
    """

    layout: PageLayout
    begins_anew: bool = False
    changed_iris: frozenset[str] = frozenset()
    losses: list[FileLoss] = field(default_factory=list)

    @property
    def unwritten(self) -> Mapping[str, int]:
        """The number of triples that a format cannot hold, by the format."""
        return _sums((one.format, one.triples) for one in self.losses)

    @property
    def refused(self) -> Mapping[str, int]:
        """The number of records that a format cannot hold, by the format."""
        return _sums((one.format, one.records) for one in self.losses)


def last_manifest(draft: FeedDraft, base: str) -> Manifest | None:
    """The manifest of the last build; None if there is none, or it cannot be believed.

    Raises:
        ManifestError: it is of a feed at another base, or of a newer version.
    """
    return None if draft.previous is None else manifest_of_build(draft.previous, base)


def manifest_of_build(folder: Path, base: str) -> Manifest | None:
    """The manifest of the build in a folder; None if there is none, or it cannot be believed.

    Raises:
        ManifestError: it is of a feed at another base, or of a newer version.
    """
    try:
        return read_manifest(folder, base=base)
    except ManifestError as error:
        if not error.is_damaged:
            raise
        return None


class FeedBuild:
    """One build.

    Args:
        settings_digest: of all that the feed depends on beside the registry.
        run, newest: the newest run of the registry, and the time of its newest change.
        states: of sources, by name.
    """

    def __init__(
        self,
        gathered: GatheredFeed,
        *,
        settings: FeedSettings,
        settings_digest: str,
        base: str,
        run: int | None,
        newest: str | None,
        agencies: Sequence[Agency],
        states: Mapping[str, AgencyState],
        progress: Progress | None = None,
    ) -> None:
        self._gathered = gathered
        self._spool = gathered.spool
        self._settings = settings
        self._digest = settings_digest
        self._base = base
        self._run = run
        self._newest = newest
        self.agencies = agencies
        self._codes = {agency.iri: agency.code for agency in agencies}
        self._states = states
        self._progress = progress
        self._root = root_catalog_of(gathered, settings.catalog, base=base)
        self._limits = PageLimits(records=settings.records_per_page)
        self._before: Manifest | None = None
        self._done = 0
        self.now = _BEGINNING
        self.built = BuiltFeed(PageLayout(()))

    def arrange(self, before: Manifest | None) -> Iterator[FeedEntry]:
        """Arrange the pages, and return the entries of the manifest by their local IRIs."""
        self._before = before
        self.built.begins_anew = before is None
        self.now = _time_after(self._newest, None if before is None else before.built_at)
        entries = self._spool.entries
        layout = arrange_pages(
            (KeyedSize(entry.key, entry.byte_size) for entry in entries),
            () if before is None else before.bounds,
            self._limits,
        )
        self.built.layout = layout
        lines = sorted_runs(b"%b %d\n" % (entry.local.encode(), number) for number, entry in enumerate(entries))
        return (self._manifest_entry(int(line.rpartition(b" ")[2])) for line in lines)

    def _manifest_entry(self, number: int) -> FeedEntry:
        entry, layout = self._spool.entries[number], self.built.layout
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
        records: Sequence[ManifestRecord],
        *,
        barred: str,
        policy: str | None,
        drop_reason: str | None,
    ) -> None:
        """Write all files.

        Args:
            records: of the manifest, by their local IRIs.
            barred: digest of what is kept back.
            policy: digest of the policy; None if there is none.
        """
        files = DocumentFiles(draft, self._before, settings=self._digest, now=self.now)
        files.contents["barred"] = barred
        if policy is not None:
            files.contents[POLICY] = policy
        gathered, root = self._gathered, self._root
        write_pages(files, gathered, root, self.built.layout, self._limits, self._tell)
        write_whole(files, gathered, root)
        for agency in self.agencies:
            write_agency(files, gathered, root, agency)
        things = StreamThings(self._spool, root)
        stream = write_stream(files, things, self._last_log(draft), base=self._base)
        self.built.changed_iris = stream.changed_iris
        self._write_server_files(files, records, stream.pages)
        overview = feed_overview(
            draft,
            self._spool,
            self._settings,
            base=self._base,
            agencies=self.agencies,
            states=self._states,
            records=records,
            log=stream.log,
        )
        with files.open("index.html") as out:
            out.write(index_page(overview))
        self.built.losses = files.losses
        has_changed = draft.fresh or self._before is None or len(draft.files) + 1 != len(self._before.files)
        built_at = self.now if self._before is None or has_changed else self._before.built_at
        write_manifest(
            draft,
            base=self._base,
            run=self._run,
            built_at=built_at,
            settings=self._digest,
            pages=[FeedPage(lower=page.lower, records=page.records) for page in self.built.layout.pages],
            records=records,
            contents=files.contents,
            losses=files.losses,
            # It goes with the loss, which is that of the last build where nothing has changed since.
            drop_reason=drop_reason if self._before is None or has_changed else self._before.drop_reason,
        )

    def _last_log(self, draft: FeedDraft) -> EventLog:
        """The log of the last build; a new one begins above all numbers that were ever given."""
        before = self._before
        if before is not None and before.files.get(LOG) is not None and draft.previous is not None:
            try:
                with (draft.previous / LOG).open("rb") as lines:
                    return read_log(lines)
            except (OSError, ValueError):
                pass
        self.built.begins_anew = True
        per_page = self._settings.events_per_page
        stream = draft.previous / "stream" if draft.previous is not None else None
        numbers = [int(one.name[:8]) for one in stream.glob("[0-9]*.trig")] if stream is not None else []
        return EventLog(per_page=per_page, next_number=(max(numbers) + 1) * 1_000 if numbers else 0)

    def _write_server_files(
        self, files: DocumentFiles, records: Iterable[ManifestRecord], pages: Iterable[EventPage]
    ) -> None:
        page_of = {one.iri: page_name(one.page) for one in records if isinstance(one, FeedEntry)}
        places = []
        for one in records:
            target = one.iri if isinstance(one, FeedEntry) else one.target
            page = page_of.get(target) if target is not None else None
            places.append(ServedPlace(f"record/{one.local}", page))
        closed = [event_page_path(page.number) for page in pages if page.is_closed]
        written = nginx_files(self._base, places, closed=closed) | apache_files(self._base, places, closed=closed)
        for name, data in written.items():
            with files.open(f"server/{name}", packs=False) as out:
                out.write(data)

    def _tell(self, done: int) -> None:
        self._done += done
        if self._progress is not None:
            self._progress("write", self._done, len(self._spool.entries))


def _sums(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for name, number in pairs:
        found[name] += number
    return found


def _time_after(newest: str | None, before: str | None) -> str:
    """The time of a build: that of the newest change, and later than that of the build before."""
    seconds = seconds_of(newest or _BEGINNING)
    return time_of(seconds if before is None else max(seconds, seconds_of(before) + 1))
