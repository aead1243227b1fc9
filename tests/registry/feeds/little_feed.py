"""A feed of little texts in many editions, built as a real one is: pages by keys, a manifest, tombstones.

Tests build it; a child that is killed runs this same file, so that it imports danhmuc alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from danhmuc.registry.feeds.documents import page_links, page_path
from danhmuc.registry.feeds.feed_files import FeedDraft, time_of
from danhmuc.registry.feeds.feed_report import continue_records
from danhmuc.registry.feeds.key_ranges import KeyedSize, PageLayout, PageLimits, arrange_pages
from danhmuc.registry.feeds.manifest import (
    FeedEntry,
    FeedPage,
    Manifest,
    ManifestRecord,
    Tombstone,
    read_manifest,
    write_manifest,
)
from danhmuc.registry.record.local_iri import entry_key

BASE = "https://data.example.vn/feed/"
LIMITS = PageLimits(records=10)
COUNT = 150


def time_at(edition: int) -> str:
    """The time of an edition."""
    return time_of(1_780_000_000 + 3_600 * edition)


def texts_of(edition: int, count: int = COUNT) -> dict[str, str]:
    """What an edition says, by local IRI: in each, one record changes, one is gone, and one that was gone is back."""
    return {
        f"nguon/{number:016x}": f"record {number} since {edition - (edition - number) % count}"
        for number in range(count)
        if number != edition * 5 % count
    }


class LittleFeed:
    """One edition, ready to be built."""

    def __init__(self, edition: int, texts: Mapping[str, str] | None = None, *, keeps_last_build: bool = True) -> None:
        self.edition = edition
        self.texts = texts_of(edition) if texts is None else texts
        self.keeps_last_build = keeps_last_build

    def __call__(self, draft: FeedDraft) -> None:
        """Build it."""
        draft.keeps_last_build = self.keeps_last_build
        before = None if draft.previous is None else read_manifest(draft.previous, base=BASE)
        local_by_key = {entry_key(1, local): local for local in self.texts}
        layout = arrange_pages(
            (KeyedSize(key, 10) for key in sorted(local_by_key)), () if before is None else before.bounds, LIMITS
        )
        on_page: dict[str, list[str]] = {page.lower: [] for page in layout.pages}
        for key in sorted(local_by_key):
            on_page[layout.pages[layout.find_page(key)].lower].append(local_by_key[key])
        for position, locals_ in enumerate(on_page.values()):
            self._write_page(draft, layout, position, locals_)
        with draft.write("all.nt.gz", modified_at=time_at(self.edition)) as out:
            out.writelines(f"{local} {text}\n".encode() for local, text in sorted(self.texts.items()))
        write_manifest(
            draft,
            base=BASE,
            run=self.edition,
            built_at=time_at(self.edition),
            settings="sha256:0000000000000000",
            pages=[FeedPage(lower=page.lower, records=page.records) for page in layout.pages],
            records=self._records(layout, before),
        )

    def _write_page(self, draft: FeedDraft, layout: PageLayout, position: int, locals_: list[str]) -> None:
        links = page_links(layout, position, base=BASE, ending="ttl", limits=LIMITS)
        path = page_path(layout.pages[position].lower, "ttl")
        with draft.write(path, modified_at=time_at(self.edition)) as out:
            out.write(f"{links}\n".encode())
            out.writelines(f"{local} {self.texts[local]}\n".encode() for local in locals_)

    def _records(self, layout: PageLayout, before: Manifest | None) -> Iterator[ManifestRecord]:
        now = [
            FeedEntry(
                local=local,
                iri=f"https://e.vn/{local}",
                digest=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
                page=layout.pages[layout.find_page(entry_key(1, local))].lower,
                agency=f"H{int(local[-1], 16):02d}",
                changed_at=time_at(self.edition),
            )
            for local, text in sorted(self.texts.items())
        ]
        return continue_records(() if before is None else before.records(), now, self._tombstone_of)

    def _tombstone_of(self, entry: FeedEntry) -> Tombstone:
        return Tombstone(local=entry.local, iri=entry.iri, reason="deleted", since=time_at(self.edition))


def tree(folder: Path) -> dict[str, tuple[bytes, float]]:
    """The bytes and the time of each file in a folder."""
    return {
        one.relative_to(folder).as_posix(): (one.read_bytes(), one.stat().st_mtime)
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }
