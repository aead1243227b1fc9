"""A whole feed behind nginx and Apache, with the files that it has for them, asked over HTTP."""

from __future__ import annotations

import gzip
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Dataset, Registry
from danhmuc.registry.feeds.publication import FEED_TYPES

from ...registry.feeds.test_server_files import (
    SERVERS,
    ask,
    free_port,
    program,
    wait_for,
    write_apache,
    write_nginx,
)
from ...registry.fetch.loopback import AGENCY
from .conftest import feed_named
from .feed_site import BASE, BuiltFeed, reader_at

WRITERS: Final = {"nginx": write_nginx, "apache2": write_apache}
PUT: Final = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<https://e.vn/{key}> a dcat:Dataset ; dct:title "Bộ dữ liệu {key}"@vi .
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs, with its feed at ``/feed/``."""

    feed: BuiltFeed
    name: str
    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> tuple[str, int]:
        """What `ask` wants."""
        return self.name, self.port


@contextmanager
def serving(name: str, feed: BuiltFeed, folder: Path) -> Iterator[Served]:
    command, port = program(name), free_port()
    process = subprocess.Popen(WRITERS[name](command, folder, [feed.current], port), stderr=subprocess.PIPE)
    try:
        wait_for(process, port)
        yield Served(feed, name, port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)


@pytest.fixture(
    params=[
        *((name, "demo") for name in SERVERS),
        ("nginx", "public"),
        *(pytest.param(("nginx", name), marks=pytest.mark.soak) for name in ("strict", "belgian", "belgian_public")),
    ],
    ids="-".join,
    scope="module",
)
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The feed of the demo behind each server, and others behind one."""
    name, feed = request.param
    with serving(name, feed_named(request, feed), tmp_path_factory.mktemp(name)) as found:
        yield found


def test_served__each_file_has_its_type_and_validators(served: Served) -> None:
    files = [path for path in served.feed.manifest.files if path.rpartition(".")[2] in FEED_TYPES]
    assert {path.rpartition(".")[2] for path in files} >= {"ttl", "rdf", "jsonld", "trig", "json", "html"}
    for path in files:
        status, headers, body = ask(served.address, f"/feed/{path}")
        assert (status, headers.get_content_type()) == (200, FEED_TYPES[path.rpartition(".")[2]]), path
        assert body == (served.feed.current / path).read_bytes()
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert ask(served.address, f"/feed/{path}", If_None_Match=headers["ETag"])[0] == 304
        assert ask(served.address, f"/feed/{path}", If_Modified_Since=headers["Last-Modified"])[0] == 304


def test_served__what_stands_packed_beside_is_given_packed(served: Served) -> None:
    files = [path for path in served.feed.manifest.files if f"{path}.gz" in served.feed.manifest.files]
    assert len(files) > 10
    for path in files:
        status, headers, body = ask(served.address, f"/feed/{path}", Accept_Encoding="gzip")
        assert (status, headers["Content-Encoding"]) == (200, "gzip")
        assert headers.get_content_type() == FEED_TYPES[path.rpartition(".")[2]]
        assert gzip.decompress(body) == (served.feed.current / path).read_bytes()


def test_served__closed_pages_of_the_stream_alone_never_change(served: Served) -> None:
    pages = sorted(path for path in served.feed.manifest.files if path.startswith("stream/") and path.endswith(".trig"))
    assert len(pages) > 1
    found = [ask(served.address, f"/feed/{path}")[1]["Cache-Control"] for path in [*pages, "stream.trig"]]
    assert found == ["public, max-age=31536000, immutable"] * (len(pages) - 1) + ["no-cache"] * 2


@pytest.mark.parametrize("path", ["", "index.html"])
def test_served__the_page_for_people_names_its_alternates(served: Served, path: str) -> None:
    status, headers, body = ask(served.address, f"/feed/{path}")
    assert (status, headers.get_content_type()) == (200, "text/html")
    assert body.startswith(b"<!DOCTYPE html>")
    for ending in ("ttl", "rdf", "jsonld"):
        assert f'<{BASE}catalog.{ending}>; rel="alternate"; type="{FEED_TYPES[ending]}"' in headers["Link"]


def test_served__each_local_iri_leads_to_the_page_that_has_it(served: Served) -> None:
    for iri, entry in served.feed.entries().items():
        for ending in ("ttl", "rdf", "jsonld"):
            status, headers, _ = ask(served.address, f"/feed/record/{entry.local}", Accept=FEED_TYPES[ending])
            assert status == 303
            assert headers["Location"].endswith(f".{ending}")
        assert iri.encode() in served.feed.fetch(headers["Location"])


@pytest.mark.parametrize(("path", "kind"), [("catalog.ttl", None), ("all.nt.gz", None), ("stream.trig", "ldes")])
def test_served__danhmuc_harvests_it_and_finds_nothing_new_then(
    served: Served, sqlite_url: str, path: str, kind: str | None
) -> None:
    with reader_at(served.port, sqlite_url) as reader:
        assert reader.harvest(path, kind).state == "complete"
        found = reader.record_digests()
        assert {iri: found.get(iri) for iri in served.feed.entries()} == {
            iri: one.digest for iri, one in served.feed.entries().items()
        }
        again = reader.harvest(path, kind)
        assert (again.state, again.records.created, again.records.updated) == ("complete", 0, 0)


@pytest.mark.parametrize("name", SERVERS)
def test_served__what_went_is_gone_and_what_was_renamed_leads_on(tmp_path: Path, name: str) -> None:
    feed = BuiltFeed(f"sqlite:///{tmp_path / 'danhmuc.db'}", tmp_path / "feed")
    went, old, new = "https://e.vn/went", "https://e.vn/old", "https://e.vn/new"
    first, second, last = (f"{AGENCY}/id/{number}" for number in range(3))
    with Registry.open(feed.url) as registry:
        for key in ("went", "old", "stays"):
            registry.put(Dataset.parse(PUT.format(key=key)), by="an", profile="none")
        for iri in (first, second, last):
            registry.put(Dataset.parse(PUT.format(key="key").replace("https://e.vn/key", iri)), by="an")
        feed.build()
        before = {iri: one.local for iri, one in feed.entries().items()}
        with serving(name, feed, tmp_path) as served:
            for iri in (went, old):
                assert ask(served.address, f"/feed/record/{before[iri]}")[0] == 303
            registry.withdraw(went, by="an", reason="thử")
            registry.put(Dataset.parse(PUT.format(key="new")), by="an")
            registry.identities.rename(old, new, by="an", reason="thử")
            registry.identities.rename(first, second, by="an", reason="thử")
            registry.identities.rename(second, last, by="an", reason="thử")
            report = feed.build()
            assert (report.gone, report.drops) == (3, ())
            if name == "nginx":  # it reads its files when it is told to
                reload(served)
            assert ask(served.address, f"/feed/record/{before[went]}")[0] == 410
            status, headers, _ = ask(served.address, f"/feed/record/{before[old]}")
            assert status == 303
            assert new.encode() in feed.fetch(headers["Location"])
            assert went.encode() not in feed.fetch(headers["Location"])
            # Three records are one by now, with the local IRI of the first and the IRI of the last.
            for iri in (second, last):
                status, headers, _ = ask(served.address, f"/feed/record/{before[iri]}")
                assert (status, headers["Location"]) == (301, f"{BASE}record/{before[first]}")
            status, headers, _ = ask(served.address, f"/feed/record/{before[first]}")
            assert status == 303
            assert last.encode() in feed.fetch(headers["Location"])
            for iri in (first, second):
                status, headers, _ = ask(served.address, iri.removeprefix(AGENCY))
                assert (status, headers["Location"]) == (301, last)


def reload(served: Served) -> None:
    """Let nginx read its files, and wait until the workers that read them before are gone: they answer until then."""
    before = workers_of(served)
    served.process.send_signal(signal.SIGHUP)
    for _ in range(200):
        now = workers_of(served)
        if now and now.isdisjoint(before):
            return
        time.sleep(0.05)
    pytest.fail("nginx did not end its old workers")


def workers_of(served: Served) -> set[str]:
    """The processes that a server has started."""
    number = served.process.pid
    return set(Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split())
