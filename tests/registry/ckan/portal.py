"""A portal on this machine that answers as CKAN does, or as DKAN, and whose faults can be chosen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.record.contents import SourceContents
from danhmuc.registry.record.door import KnownDocument, NetworkDoor, Visit
from danhmuc.registry.record.record import IriSpace, SourceRecord
from danhmuc.registry.record.source_settings import SourceSettings
from danhmuc.registry.sources import source_at

from ..fetch.loopback import Asked, LoopbackNetwork, RawServer, StillClock, http

PORTAL = "http://portal.example/"
ROOT = f"{PORTAL}api/3/action/"
Json = dict[str, object]


def package(key: str, title: str | None = None, **more: object) -> Json:
    """A package as CKAN answers it, with little in it."""
    return {
        "id": f"00000000-0000-4000-8000-{key:0>12}",
        "name": f"dataset-{key}",
        "title": title or f"Dataset {key}",
        "notes": "Notes",
        "state": "active",
        "private": False,
        "type": "dataset",
        "metadata_modified": "2026-01-02T03:04:05.678901",
        "tags": [],
        "groups": [],
        "extras": [],
        "resources": [],
        "organization": None,
        **more,
    }


def iri(key: str) -> str:
    """The IRI that such a package has."""
    return f"{PORTAL}dataset/{package(key)['id']}"


@dataclass
class Portal:
    """A portal.

    Attributes:
        most: packages that it gives at most in one answer.
        absent: actions that it does not have.
        counts: what it says it has, by the number of the answer of the search; the truth elsewhere.
        before: called before each answer with its number, from 0, to change the portal; a reply of it is sent instead.
        is_sorted: whether it heeds the order that is asked for.
        is_dkan: whether it answers as DKAN.
    """

    packages: dict[str, Json] = field(default_factory=dict)
    most: int = 1_000
    absent: set[str] = field(default_factory=set)
    counts: dict[int, object] = field(default_factory=dict)
    before: Callable[[int, str], bytes | None] = lambda number, action: None
    is_sorted: bool = True
    is_dkan: bool = False
    others: dict[str, bytes] = field(default_factory=dict)
    number: int = -1
    searches: int = -1

    @classmethod
    def of(cls, *packages: Json, **more: object) -> Portal:
        portal = cls(**more)  # type: ignore[arg-type]
        portal.put(*packages)
        return portal

    def put(self, *packages: Json) -> None:
        for one in packages:
            self.packages[str(one["id"])] = one

    def answer(self, asked: Asked) -> bytes:
        """The reply to a request."""
        parts = urlsplit(asked.target)
        action = parts.path.removeprefix("/api/3/action/")
        if action == parts.path:
            found = self.others.get(parts.path)
            return http(b"", "404 Not Found") if found is None else http(found)
        self.number += 1
        instead = self.before(self.number, action)
        if instead is not None:
            return instead
        if action in self.absent:
            return http(b'"Bad request - Action name not known"', "400 Bad Request")
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        result = getattr(self, action)(query)
        if result is None:
            return http(b'{"success": false, "error": {"message": "Not found"}}', "404 Not Found")
        return success(result, action)

    def package_search(self, query: dict[str, str]) -> object:
        self.searches += 1
        ordered = sorted(self.packages) if self.is_sorted else list(self.packages)
        start = int(query["start"])
        shown = ordered[start : start + min(int(query["rows"]), self.most)]
        count = self.counts.get(self.searches, len(ordered))
        return {"count": count, "facets": {}, "sort": "id asc", "results": [self.packages[one] for one in shown]}

    def package_list(self, query: dict[str, str]) -> object:
        return list(self.packages) if self.is_dkan else [one["name"] for one in self.packages.values()]

    def package_show(self, query: dict[str, str]) -> object:
        for identifier, one in self.packages.items():
            if query["id"] in (identifier, one["name"]):
                return [one] if self.is_dkan else one
        return None

    def current_package_list_with_resources(self, query: dict[str, str]) -> object:
        found = list(self.packages.values())[: self.most]
        return [found] if self.is_dkan else found


def success(result: object, action: str = "package_search") -> bytes:
    """The answer of an action that did not fail."""
    body = {"help": f"{ROOT}help_show?name={action}", "success": True, "result": result}
    return http(json.dumps(body, ensure_ascii=False).encode(), "200 OK", "Content-Type: application/json;charset=utf-8")


class Served:
    """A portal behind a door.

    Attributes:
        server: has what was asked for.
    """

    def __init__(self, portal: Portal, server: RawServer, door: NetworkDoor) -> None:
        self.portal, self.server, self.door = portal, server, door

    @property
    def asked(self) -> list[str]:
        """The requests for actions, without what stands before them."""
        return [one.removeprefix("/api/3/action/") for one in self.server.targets]

    def read(
        self, known: dict[str, KnownDocument] | None = None, *, pages: int | None = None, most: int | None = None
    ) -> SourceContents:
        """One reading, with an order of its own; `pages` are enough for a look, `most` are the limit of the source."""
        source = source_at(PORTAL, "ckan", SourceSettings(max_pages=most))
        self.portal.number = self.portal.searches = -1
        visit = Visit(door=self.door.for_source(PORTAL, SourceSettings()), known=known or {}, max_documents=pages)
        return source.contents(IriSpace(source="portal"), visit=visit)

    def records(self) -> dict[str, SourceRecord]:
        """The records of one reading by their IRIs."""
        contents = self.read()
        assert contents.failed is None, contents.failed
        return {one.iri: one.make() for one in contents.records}


@contextmanager
def serving(portal: Portal, robots: bytes | None = None) -> Iterator[Served]:
    """A portal on loopback, by a clock that waits for nothing."""
    network = LoopbackNetwork()
    settings = DoorSettings(backoff_seconds=0.001)
    with (
        RawServer(portal.answer, robots=robots) as server,
        WebDoor(settings, clock=StillClock(), network=network) as door,
    ):
        network.put("portal.example", server)
        yield Served(portal, server, door)


def known_documents(contents: SourceContents) -> dict[str, KnownDocument]:
    """The documents of a reading as the next one knows them."""
    return {
        one.place: KnownDocument(
            place=one.place, digest=one.digest, size=one.size or 0, url=one.url, run=1, fetched_at=""
        )
        for one in contents.documents
    }
