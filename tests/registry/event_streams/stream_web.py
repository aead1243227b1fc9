"""A registry, and a server of this machine that publishes an event stream page by page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import pytest

from danhmuc.registry import HarvestReport, Registry, SourceSettings, source_at
from danhmuc.registry.fetch import DoorSettings, WebDoor

from ..fetch.loopback import AGENCY, Asked, LoopbackNetwork, RawServer, StillClock, http

PREFIXES: Final = """
@prefix as: <https://www.w3.org/ns/activitystreams#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix ldes: <https://w3id.org/ldes#> .
@prefix tree: <https://w3id.org/tree#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://e.vn/> .
"""
START: Final = f"{AGENCY}/stream"


def at(number: int) -> str:
    """A time of an activity; later ones have greater numbers."""
    return f'"2026-01-01T{number // 60:02}:{number % 60:02}:00Z"^^xsd:dateTime'


def activity(name: str, kind: str, thing: str, time: int | str | None, payload: str = "") -> str:
    """A member that says that something was created, updated or deleted.

    Args:
        thing: name of it under https://e.vn/.
        time: number for `at`, or the whole literal; None for none.
        payload: what the graph of the activity says.
    """
    when = "" if time is None else f" ; as:published {at(time) if isinstance(time, int) else time}"
    graph = f"<#{name}> {{ {payload} }}" if payload else ""
    return f"<{START}> tree:member <#{name}> . <#{name}> a as:{kind} ; as:object :{thing}{when} .\n{graph}\n"


def dataset(thing: str, title: str, *distributions: str, more: str = "") -> str:
    """The description of a dataset that names distributions."""
    named = "".join(f" ; dcat:distribution :{one}" for one in distributions)
    return f':{thing} a dcat:Dataset ; dct:title "{title}"@vi{named}{more} .'


def distribution(thing: str, title: str) -> str:
    """The description of a distribution."""
    return f':{thing} a dcat:Distribution ; dct:title "{title}"@vi ; dcat:downloadURL <https://e.vn/{thing}.csv> .'


def put(number: int, thing: str, payload: str, kind: str = "Create") -> str:
    """The activity of a number, at that time."""
    return activity(f"a{number}", kind, thing, number, payload)


def page(*members: str, links: tuple[str, ...] = (), more: str = "") -> str:
    """The text of a page; links are relative."""
    relations = "".join(f"<> tree:relation [ a tree:Relation ; tree:node <{one}> ] ." for one in links)
    return f"{PREFIXES} <> a tree:Node . {relations} {more}\n{''.join(members)}"


@dataclass
class StreamWeb:
    """Pages by path, and a registry that harvests them.

    Attributes:
        immutable: the paths of pages that the server says never change.
        replies: what the server answers instead of a page, one after the other, by path.
        asked: the path of each request, with the answer's status.
    """

    url: str
    pages: dict[str, str] = field(default_factory=dict)
    immutable: set[str] = field(default_factory=set)
    replies: dict[str, list[bytes]] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def publish(self, pages: Mapping[str, str], *, immutable: tuple[str, ...] = ()) -> None:
        """Publish pages, beside those that are there."""
        self.pages.update(pages)
        self.immutable.update(immutable)

    def harvest(self, location: str = START, *, profile: str = "none", **settings: object) -> HarvestReport:
        """Harvest the stream."""
        self.asked.clear()
        source = source_at(location, "ldes", SourceSettings(**settings))  # type: ignore[arg-type]
        return self.registry.harvest(source, profile=profile)

    def titles(self) -> dict[str, str | None]:
        """The title of each record that is present, by the end of its IRI."""
        rows = self.registry.records(role=None)
        return {row.iri.rpartition("/")[2]: row.title for row in rows if row.presence == "present"}

    def graph(self, thing: str) -> str:
        """The graph of a record."""
        return self.registry.get(f"https://e.vn/{thing}").nquads.decode()

    def codes(self, report: HarvestReport) -> list[str]:
        """The codes of a run's findings."""
        assert report.run is not None
        return sorted(one.code for one in self.registry.harvests.run_findings(report.run))

    def answer(self, asked: Asked) -> bytes:
        """The answer of the server."""
        path = asked.target.removeprefix("/")
        if self.replies.get(path):
            self.asked.append((path, 0))
            return self.replies[path].pop(0)
        if path not in self.pages:
            self.asked.append((path, 404))
            return http(b"", "404 Not Found")
        body = self.pages[path].encode()
        etag = f'ETag: "{hashlib.sha256(body).hexdigest()[:8]}"'
        cache = ("Cache-Control: public, max-age=604800, immutable",) if path in self.immutable else ()
        if f"ETag: {asked.headers.get('if-none-match')}" == etag:
            self.asked.append((path, 304))
            return http(b"", "304 Not Modified", etag, *cache)
        self.asked.append((path, 200))
        return http(body, "200 OK", "Content-Type: application/trig", etag, *cache)

    @contextmanager
    def open(self) -> Iterator[StreamWeb]:
        """With the server and the registry."""
        network = LoopbackNetwork()
        with (
            RawServer(self.answer) as server,
            WebDoor(DoorSettings(tries=1), clock=StillClock(), network=network) as self.door,
            Registry.open(self.url, door=self.door) as self.registry,
        ):
            network.put("agency.example", server)
            yield self


def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sure that no proxy of this machine is used."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
