"""A feed built from a registry, a server of this machine that serves it, and registries that harvest it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from danhmuc.registry import FeedReport, HarvestReport, Registry, SourceSettings, source_at
from danhmuc.registry.feeds.federated_form import federated_iri
from danhmuc.registry.feeds.manifest import FeedEntry, Manifest, read_manifest
from danhmuc.registry.feeds.publication import FEED_TYPES
from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.sampling import change_samples, write_samples

from ...registry.fetch.loopback import AGENCY, Asked, LoopbackNetwork, RawServer, StillClock, http

BASE: Final = f"{AGENCY}/feed/"
SETTINGS: Final = """
records_per_page = {records}
events_per_page = {events}

[catalog]
title = {{ vi = "Danh mục dữ liệu thành phố Huế", en = "Data inventory of Huế City" }}
description = {{ vi = "Các bộ dữ liệu của thành phố.", en = "Datasets of the city." }}
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
publisher = {{ iri = "https://dulieu.example.vn/id/agent/H57", name = {{ vi = "Ủy ban nhân dân thành phố Huế" }} }}
contact = {{ name = {{ vi = "Trung tâm Dữ liệu" }}, email = "dulieu@example.vn" }}
languages = ["vi", "en"]
"""
STRICT_POLICY: Final = """
contacts = "none"

[may_leave]
access_rights = ["PUBLIC"]
sharing_nature = ["MO"]
personal_data = ["KHONG"]
importance = ["KHAC"]

[stays_inside]
publishers = ["https://dulieu.example.vn/id/agent/H57.02"]
sources = ["van-hoa"]
properties = ["dct:creator", "dct:spatial", "dcat:landingPage"]
"""
"""A policy under which little leaves, and nothing of which it is not said that it may."""
SYNTAXES: Final = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
"""The name that rdflib has for a syntax, by the ending of its files."""


@dataclass(frozen=True, slots=True)
class BuiltFeed:
    """A feed in a folder, and the registry that it is made of.

    Attributes:
        url: of the registry.
        folder: of the feed; it is served from the link ``current`` there.
        policy: the text of its policy; None if it has none.
        languages: of its texts; all if none is named.
        report: of its first build, if it is known.
    """

    url: str
    folder: Path
    records_per_page: int = 10
    events_per_page: int = 20
    policy: str | None = None
    languages: tuple[str, ...] = ()
    report: FeedReport | None = field(default=None, compare=False, repr=False)

    @property
    def current(self) -> Path:
        """The folder that is served."""
        return self.folder / "current"

    @property
    def manifest(self) -> Manifest:
        """What the feed says of itself."""
        return read_manifest(self.current, base=BASE)

    def build(self, base: str = BASE, *, accept_drop: str | None = None, check_all: bool = False) -> FeedReport:
        """Build the feed anew."""
        settings = self.folder.with_suffix(".toml")
        text = SETTINGS.format(records=self.records_per_page, events=self.events_per_page)
        languages = f"languages = {[*self.languages]}\n" if self.languages else ""
        settings.write_text(languages + text, encoding="utf-8")
        policy = None if self.policy is None else self.folder.with_suffix(".policy.toml")
        if policy is not None:
            policy.write_text(self.policy or "", encoding="utf-8")
        with Registry.open(self.url) as registry:
            return registry.export_feed(
                self.folder,
                base=base,
                settings=settings,
                policy=policy,
                accept_drop=accept_drop,
                check_all=check_all,
            )

    def entries(self) -> dict[str, FeedEntry]:
        """The records of the feed by the IRI of their owner."""
        return {one.iri: one for one in self.manifest.records() if isinstance(one, FeedEntry)}

    def classes(self) -> dict[str, str | None]:
        """The class of each record of the feed, as the registry has it, by the IRI in the feed."""
        with Registry.open(self.url) as registry:
            rows = {federated_iri(row.iri): row.main_class for row in registry.records()}
        return {iri: rows[iri] for iri in self.entries()}

    def fetch(self, address: str) -> bytes:
        """The document at an address of the feed."""
        assert address.startswith(BASE), address
        return (self.current / address.removeprefix(BASE)).read_bytes()

    def pages(self, ending: str) -> list[Path]:
        """The pages in one syntax, the first one first."""
        return [self.current / f"catalog.{ending}", *sorted((self.current / "page").glob(f"*.{ending}"))]

    def agency_files(self, ending: str) -> list[Path]:
        """The pages of the agencies in one syntax."""
        return sorted(one for one in (self.current / "agency").rglob(f"*.{ending}") if one.name != "all.rdf")

    def whole_files(self) -> list[Path]:
        """The documents without pages, of all and of large agencies, in RDF/XML."""
        return [self.current / "all.rdf", *sorted((self.current / "agency").glob("*/all.rdf"))]

    def answer(self, asked: Asked) -> bytes:
        """The answer of a server that knows the types of a feed and has validators."""
        path = self.current / urlsplit(asked.target).path.removeprefix("/feed/")
        if not path.is_file():
            return http(b"", "404 Not Found")
        body = path.read_bytes()
        etag = f'ETag: "{hashlib.sha256(body).hexdigest()[:16]}"'
        if f"ETag: {asked.headers.get('if-none-match')}" == etag:
            return http(b"", "304 Not Modified", etag)
        media = FEED_TYPES.get(path.suffix[1:], "application/octet-stream")
        return http(b"" if asked.method == "HEAD" else body, "200 OK", f"Content-Type: {media}", etag, length=len(body))


def harvest_demo(folder: Path) -> BuiltFeed:
    """A registry with what `danhmuc demo` harvests from ``samples`` in the same folder, and no feed yet."""
    url = f"sqlite:///{folder / 'danhmuc.db'}"
    samples = write_samples(folder / "samples")
    with Registry.open(url) as registry:
        for path in samples:
            registry.harvest(source_at(str(path)), profile="vn")
        registry.harvest(source_at(str(change_samples(folder / "samples"))), profile="vn")
    return BuiltFeed(url, folder / "feed")


@dataclass(frozen=True, slots=True)
class FeedReader:
    """A registry that harvests a feed over HTTP."""

    registry: Registry

    def harvest(self, path: str, kind: str | None = None) -> HarvestReport:
        """Harvest one of the feed's addresses."""
        return self.registry.harvest(source_at(BASE + path, kind, SourceSettings()), profile="none")

    def digests(self) -> dict[tuple[str, str], str]:
        """The digest of each record that is there, by its role and IRI."""
        rows = self.registry.records(role=None)
        return {(row.role, row.iri): row.digest for row in rows if row.presence == "present"}

    def record_digests(self) -> dict[str, str]:
        """The same of records that are no node records."""
        return {iri: digest for (role, iri), digest in self.digests().items() if role == "record"}


@contextmanager
def reader_of(feed: BuiltFeed, url: str) -> Iterator[FeedReader]:
    """A reader of a feed; the feed may be built anew between two harvests."""
    with RawServer(feed.answer) as server, reader_at(server.port, url) as reader:
        yield reader


@contextmanager
def reader_at(port: int, url: str) -> Iterator[FeedReader]:
    """A reader of the feed that a server of this machine has."""
    network = LoopbackNetwork()
    network.put("agency.example", port)
    with (
        WebDoor(DoorSettings(tries=1), clock=StillClock(), network=network) as door,
        Registry.open(url, door=door) as registry,
    ):
        yield FeedReader(registry)
