"""Build the files of a feed from gathered entries: pages, whole documents, feeds of agencies, the stream, the rest.

A document whose content has the digest that the last manifest has for it is taken over unseen; all others are written,
and checked by reading them back.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from typing import BinaryIO, Final

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DCAT
from danhmuc.vocab.writing import write

from ..exporters import exporter_named
from ..record.contents import Progress
from .agencies import Agency
from .catalog_settings import FeedSettings
from .event_log import EventLog, StreamEvent, continue_log, write_log
from .event_pages import (
    EventPage,
    arrange_event_pages,
    event_page_path,
    payload_digest,
    stream_path,
    write_event_page,
    write_stream_start,
)
from .feed_checks import check_document, check_readable
from .feed_draft import FeedDraft
from .feed_files import seconds_of, time_of
from .feed_origin import FeedOrigin, write_origin
from .file_losses import FileLoss, unwritten_loss
from .gathering import GatheredFeed
from .index_page import AgencyOverview, DayOfChanges, FeedFile, FeedOverview, FileKind, index_page
from .key_ranges import KeyedSize, PageLayout, PageLimits, arrange_pages
from .last_log import LOG, DescriptionOf, highest_number, read_last_log, restore_log
from .manifest import POLICY, REGISTRY, FeedPage, Manifest, write_manifest
from .manifest_records import FeedEntry, ManifestRecord
from .moved_records import moved_places
from .page_document import write_page
from .page_links import page_links, page_name
from .rebuilt_manifest import RebuiltManifest
from .root_catalog import RootCatalog
from .server_files import RenamedIri, ServedPlace, apache_files, nginx_files
from .whole_document import WholeDocument, root_catalog_of

__all__ = ["AgencyState", "BuiltFeed", "FeedBuild"]

_SYNTAXES: Final = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
"""Format by ending of a page."""
_WHOLE: Final = {"all.nt.gz": "nt", "all.ttl.gz": "turtle", "all.rdf": "xml"}
_DCAT_US: Final = {"dcat-us.json": "dcat-us", "data.json": "dcat-us-1.1"}
_BEGINNING: Final = "1970-01-01T00:00:00Z"
_DAYS: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyState:
    """Whether the sources of an agency are harvested: day of the last success, and whether the newest run failed."""

    harvested_on: str | None
    is_failing: bool


@dataclass(slots=True)
class BuiltFeed:
    """The result of a build.

    Attributes:
        layout: of the pages.
        begins_anew: whether nothing was known of the last feed, so that the stream begins anew.
        changed_iris: IRIs of the entries and node records that have changed or are gone.
        unwritten: number of triples that a syntax cannot hold, by the syntax.
        refused: number of records that a format cannot hold, by the format.
        losses: what files could not hold.
    """

    layout: PageLayout
    begins_anew: bool = False
    changed_iris: frozenset[str] = frozenset()
    unwritten: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    losses: list[FileLoss] = field(default_factory=list)


class FeedBuild:
    """One build.

    Args:
        settings_digest: of all that the feed depends on beside the registry.
        run, newest: the newest run of the registry, and the time of its newest change.
        states: of sources, by name.
        origin: the registry and the policy that the feed is built from.
        target_of: the IRI of the entry that stands for that of a record which is none; None if there is none.
    """

    def __init__(
        self,
        gathered: GatheredFeed,
        *,
        origin: FeedOrigin,
        target_of: Callable[[str], str | None],
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
        self.origin = origin
        self._target_of = target_of
        self._spool = gathered.spool
        self._settings = settings
        self._digest = settings_digest
        self._base = base
        self._run = run
        self._newest = newest
        self.agencies = agencies
        self._states = states
        self._progress = progress
        self._root = root_catalog_of(gathered, settings.catalog, base=base)
        self._document = WholeDocument(gathered, self._root, range(len(self._spool.entries)))
        self._limits = PageLimits(records=settings.records_per_page)
        self._contents: dict[str, str] = {}
        self._before: Manifest | None = None
        self._draft: FeedDraft | None = None
        self._done = 0
        self.now = _BEGINNING
        self.built = BuiltFeed(PageLayout(()))

    # ---------------------------------------------------------------- the whole

    def arrange(self, before: Manifest | None) -> list[FeedEntry]:
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
        code_of = {number: agency.code for agency in self.agencies for number in agency.entries}
        found = [
            FeedEntry(
                local=entry.local,
                iri=entry.iri,
                digest=entry.digest,
                page=layout.pages[layout.find_page(entry.key)].lower,
                agency=code_of.get(number),
                changed_at=time_of(seconds_of(self.now)),
            )
            for number, entry in enumerate(entries)
        ]
        return sorted(found, key=lambda one: one.local)

    def write(
        self,
        draft: FeedDraft,
        records: Sequence[ManifestRecord],
        *,
        barred: str,
        drop_reason: str | None,
    ) -> None:
        """Write all files.

        Args:
            records: of the manifest, by their local IRIs.
            barred: digest of what is kept back.
        """
        self._draft = draft
        known = {"barred": barred, POLICY: self.origin.policy, REGISTRY: self.origin.registry}
        self._contents = {name: digest for name, digest in known.items() if digest is not None}
        self._write_pages()
        self._write_whole()
        for agency in self.agencies:
            self._write_agency(agency)
        self._write_dcat_us()
        log, event_pages = self._write_stream()
        self._write_server_files(records, event_pages, log)
        self._write_index(records, log)
        write_origin(draft, self.origin, modified_at=self.now)
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
            contents=self._contents,
            losses=self.built.losses,
            # It goes with the loss, which is that of the last build where nothing has changed since.
            drop_reason=drop_reason if self._before is None or has_changed else self._before.drop_reason,
        )

    # ---------------------------------------------------------------- documents

    def _write_pages(self) -> None:
        layout = self.built.layout
        first = 0
        for position, page in enumerate(layout.pages):
            numbers = range(first, first + page.records)
            first += page.records
            links = {
                one: page_links(layout, position, base=self._base, ending=one, limits=self._limits) for one in _SYNTAXES
            }
            content = self._content_of(numbers, self._root, [asdict(one) for one in links.values()])
            name = page_name(page.lower)
            paths = self._to_write(name, content, [f"{name}.{ending}" for ending in _SYNTAXES])
            entries = list(self._spool.read_all(numbers)) if paths else []
            memberships = self._memberships(numbers)
            for path in paths:
                ending = path.rpartition(".")[2]
                format_name = _SYNTAXES[ending]
                document = write_page(format_name, self._root, entries, links[ending], memberships)
                lost = sum(one.count for one in document.unwritten.values())
                self._lose(FileLoss(path=path, format=format_name, triples=lost))
                check_document(path, document.data, format_name, document.graphs, lost=lost)
                with self._file(path) as out:
                    out.write(document.data)
            self._tell(page.records)

    def _write_whole(self) -> None:
        numbers = range(len(self._spool.entries))
        content = self._content_of(numbers, self._root, [])
        for path in self._to_write("all", content, [*_WHOLE]):
            with self._file(path) as out:
                lost = write(_WHOLE[path], self._document.graphs(), out, used_prefixes=True)
            if path == "all.nt.gz":  # what the others lose, pages lose, too
                self._lose(unwritten_loss(path, _WHOLE[path], lost))
            self._check_whole(path, _WHOLE[path])

    def _write_agency(self, agency: Agency) -> None:
        names = {tag or "vi": name for tag, name in agency.names.items()}
        title = {
            tag: f"{text} – {names.get(tag) or next(iter(names.values()))}"
            for tag, text in self._settings.catalog.title.items()
        }
        root = replace(
            self._root,
            settings=replace(self._settings.catalog, title=title),
            base=f"{self._base}agency/{agency.code}/",
        )
        document = WholeDocument(self._gathered, root, agency.entries)
        name = f"agency/{agency.code}/catalog"
        content = self._content_of(agency.entries, root, [])
        for path in self._to_write(name, content, [f"{name}.{ending}" for ending in _SYNTAXES]):
            format_name = _SYNTAXES[path.rpartition(".")[2]]
            with self._file(path) as out:
                write(format_name, document.graphs(), out, used_prefixes=True)
            self._check_whole(path, format_name)

    def _write_dcat_us(self) -> None:
        content = self._content_of(range(len(self._spool.entries)), self._root, [])
        for path in self._to_write("dcat-us", content, [*_DCAT_US]):
            with self._file(path) as out:
                lost = exporter_named(_DCAT_US[path]).write(self._document.records(), out)
            if lost is not None:
                self._lose(unwritten_loss(path, _DCAT_US[path], lost))

    def _check_whole(self, path: str, format_name: str) -> None:
        assert self._draft is not None
        check_readable(self._draft.path / path, path, format_name)

    # ---------------------------------------------------------------- the stream

    def _write_stream(self) -> tuple[EventLog, tuple[EventPage, ...]]:
        root = self._root.describe_whole(
            entry.iri for entry in self._spool.entries if entry.class_name == DCAT.Catalog.value
        )
        publisher, described = self._root.describe_publisher()
        leaving = {entry.iri: entry.payload for entry in self._spool.entries} | self._spool.nodes
        leaving[self._root.iri] = payload_digest(root)
        leaving.setdefault(publisher, payload_digest(described))
        positions = self._spool.positions()

        def describe(iri: str) -> bytes | None:
            if iri == self._root.iri:
                return root
            if iri in positions:
                return b"".join(self._spool.read(positions[iri]).graphs)
            if iri in self._spool.nodes:
                return self._spool.node(iri)
            return described if iri == publisher else None

        last = self._last_log(describe, leaving)
        log = continue_log(last, leaving, published=self.now)
        self.built.changed_iris = frozenset(
            event.iri for event in log.events if event.number >= last.next_number and event.kind != "Create"
        )

        def payload_of(event: StreamEvent) -> bytes:
            payload = describe(event.iri)
            assert payload is not None, "it leaves"
            return payload

        pages = arrange_event_pages(log)
        for page in pages:
            path = event_page_path(page.number)
            content = self._digest_of([[asdict(event) for event in page.events], page.is_closed])
            for one in self._to_write(path.removesuffix(".trig"), content, [path]):
                data = write_event_page(page, self._base, payload_of)
                check_document(one, data, "trig", None, lost=0)
                with self._file(one) as out:
                    out.write(data)
        start = write_stream_start(pages, self._base)
        check_document(stream_path(), start, "trig", None, lost=0)
        with self._file(stream_path()) as out:
            out.write(start)
        with self._file(LOG) as out:
            out.writelines(write_log(log))
        return log, pages

    def _last_log(self, describe: DescriptionOf, leaving: Mapping[str, str]) -> EventLog:
        """The log of the last build; a new one begins above all numbers that were ever given."""
        assert self._draft is not None
        before, folder = self._before, self._draft.previous
        per_page = self._settings.events_per_page
        if folder is not None and before is not None:
            is_rebuilt = isinstance(before, RebuiltManifest)
            log = None if is_rebuilt else read_last_log(folder, before.files.get(LOG))
            if log is None:
                log = restore_log(folder, base=self._base, per_page=per_page, describe=describe, leaving=leaving)
            if log is not None:
                return log
        self.built.begins_anew = True
        highest = None if folder is None else highest_number(folder)
        return EventLog(per_page=per_page, next_number=0 if highest is None else (highest + 1) * 1_000)

    # ---------------------------------------------------------------- for servers and people

    def _write_server_files(
        self, records: Sequence[ManifestRecord], pages: Iterable[EventPage], log: EventLog
    ) -> None:
        moved = moved_places(records)
        places = []
        for one in records:
            page = page_name(one.page) if isinstance(one, FeedEntry) else None
            target = f"record/{moved[one.local]}" if one.local in moved else None
            places.append(ServedPlace(f"record/{one.local}", page, target))
        gone = sorted(event.iri for event in log.events if event.kind == "Delete")
        renamed = [RenamedIri(iri, target) for iri in gone if (target := self._target_of(iri)) not in (None, iri)]
        closed = [event_page_path(page.number) for page in pages if page.is_closed]
        written = nginx_files(self._base, places, closed=closed, renamed=renamed)
        written |= apache_files(self._base, places, closed=closed, renamed=renamed)
        for name, data in written.items():
            with self._file(f"server/{name}", packs=False) as out:
                out.write(data)

    def _write_index(self, records: Iterable[ManifestRecord], log: EventLog) -> None:
        assert self._draft is not None
        catalog = self._settings.catalog
        contact = catalog.contact
        sizes = {file.path: file.byte_size for file in self._draft.files}
        kinds: list[tuple[str, FileKind]] = [
            *((f"catalog.{ending}", "pages") for ending in _SYNTAXES),
            *((path, "whole") for path in _WHOLE),
            (stream_path(), "stream"),
            ("dcat-us.json", "dcat-us"),
            ("data.json", "data-json"),
            ("manifest.json", "manifest"),
        ]
        overview = FeedOverview(
            titles=catalog.title,
            descriptions=catalog.description,
            publisher_names=catalog.publisher.name,
            base=self._base,
            licence=catalog.licence,
            contact=", ".join(one for one in (contact.email, contact.telephone, contact.url) if one is not None),
            homepage=catalog.homepage,
            languages=self._settings.languages,
            classes=Counter(abbreviate(entry.class_name or "–") for entry in self._spool.entries),
            agencies=tuple(map(self._agency_overview, self.agencies)),
            changes=_days_of_changes(records, log),
            files=tuple(FeedFile(path=path, kind=kind, size=sizes.get(path)) for path, kind in kinds),
        )
        with self._file("index.html") as out:
            out.write(index_page(overview))

    def _agency_overview(self, agency: Agency) -> AgencyOverview:
        states = [self._states[name] for name in agency.sources if name in self._states]
        days = [state.harvested_on for state in states if state.harvested_on is not None]
        return AgencyOverview(
            names=agency.names,
            path=f"agency/{agency.code}/catalog.ttl",
            records=len(agency.entries),
            harvested_on=max(days, default=None),
            is_failing=any(state.is_failing for state in states),
        )

    # ---------------------------------------------------------------- tools

    def _memberships(self, numbers: Iterable[int]) -> bytes:
        return b"".join(sorted(self._gathered.memberships.get(number, b"") for number in numbers))

    def _content_of(self, numbers: Iterable[int], root: RootCatalog, links: list[dict[str, object]]) -> str:
        digest = hashlib.sha256(json.dumps([self._digest, links], sort_keys=True).encode())
        digest.update(root.describe(()))
        digest.update(root.describe_publisher()[1])
        for number in numbers:
            digest.update(self._spool.entries[number].content)
            digest.update(self._gathered.memberships.get(number, b""))
        return f"sha256:{digest.hexdigest()}"

    def _digest_of(self, members: object) -> str:
        text = json.dumps([self._digest, members], sort_keys=True)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"

    def _to_write(self, name: str, content: str, paths: Sequence[str]) -> list[str]:
        """The paths of a document that must be written; the others are those of the last build, made of the same."""
        assert self._draft is not None
        self._contents[name] = content
        if self._before is None or self._before.contents.get(name) != content:
            return list(paths)
        fresh = [path for path in paths if not self._draft.keep(path)]
        for path in set(paths).difference(fresh) & self._before.losses.keys():
            self._lose(self._before.losses[path])
        return fresh

    def _lose(self, loss: FileLoss) -> None:
        """Note what a file cannot hold."""
        if loss:
            self.built.losses.append(loss)
            self.built.unwritten[loss.format] += loss.triples
            self.built.refused[loss.format] += loss.records

    def _file(self, path: str, *, packs: bool = True) -> AbstractContextManager[BinaryIO]:
        assert self._draft is not None
        return self._draft.write(path, modified_at=self.now, packs=packs)

    def _tell(self, done: int) -> None:
        self._done += done
        if self._progress is not None:
            self._progress("write", self._done, len(self._spool.entries))


def _time_after(newest: str | None, before: str | None) -> str:
    """The time of a build: that of the newest change, and later than that of the build before."""
    seconds = seconds_of(newest or _BEGINNING)
    return time_of(seconds if before is None else max(seconds, seconds_of(before) + 1))


def _days_of_changes(records: Iterable[ManifestRecord], log: EventLog) -> tuple[DayOfChanges, ...]:
    """The newest days on which entries changed; of each entry, the newest change counts."""
    kinds = {event.iri: event.kind for event in log.events}
    days: dict[str, Counter[str]] = {}
    for one in records:
        is_there = isinstance(one, FeedEntry)
        day = (one.changed_at if isinstance(one, FeedEntry) else one.since)[:10]
        kind = ("created" if kinds.get(one.iri) == "Create" else "changed") if is_there else "gone"
        days.setdefault(day, Counter())[kind] += 1
    return tuple(
        DayOfChanges(day=day, created=days[day]["created"], changed=days[day]["changed"], gone=days[day]["gone"])
        for day in sorted(days, reverse=True)[:_DAYS]
    )
