"""Runs of a source on the web, on each database: what is known of its document, and what is told of the network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.sources import data_json_on_web

from ..registry.fetch.loopback import AGENCY, Asked, LoopbackNetwork, RawServer, StillClock, http
from ..registry.sources.paged_site import PagedSite
from ..registry.sources.test_data_json_on_web import change_mapping
from .conftest import PREFIXES


class Server:
    """A catalogue on the web; its validator and what is in it can be changed, or the server be closed to us."""

    def __init__(self, registry: Registry, network: LoopbackNetwork) -> None:
        self.registry, self.network = registry, network
        self.etag, self.datasets, self.is_closed = '"1"', ["1", "2"], False
        self.asked_with: list[str | None] = []
        self.titles: dict[str, str] = {}
        self.site: PagedSite | None = None

    def answer(self, asked: Asked) -> bytes | Iterable[bytes]:
        if self.site is not None:
            return self.site.answer(asked)
        self.asked_with.append(asked.headers.get("if-none-match"))
        if self.is_closed:
            return http(b"", "403 Forbidden")
        if asked.headers.get("if-none-match") == self.etag:
            return http(b"", "304 Not Modified", f"ETag: {self.etag}")
        body = PREFIXES + "".join(
            f'<{one}> a dcat:Dataset ; dct:title "{self.titles.get(one, one)}" .' for one in self.datasets
        )
        return http(body.encode(), "200 OK", f"ETag: {self.etag}", "Content-Type: text/html")

    def harvest(self, name: str = "a.ttl") -> HarvestReport:
        return self.registry.harvest(source_at(f"{AGENCY}/{name}"), profile="none")


@pytest.fixture
def server(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    network = LoopbackNetwork()
    with (
        WebDoor(DoorSettings(), clock=StillClock(), network=network) as door,
        Registry.open(database_url, door=door) as registry,
    ):
        server = Server(registry, network)
        with RawServer(server.answer) as raw:
            network.put("agency.example", raw)
            yield server


def test_runs__validators_letters_and_counts(server: Server) -> None:
    """A first run, one with new validators of the same bytes, a 304, a refusal, and a change."""
    assert server.harvest().records.created == 2
    server.etag = '"2"'
    assert server.harvest().records.unchanged == 2
    last = server.harvest()
    assert (last.records.unchanged, last.traffic[0].not_modified) == (2, 1)
    server.is_closed = True
    refused = server.harvest()
    assert (refused.state, refused.unopened, refused.letter is not None) == ("failed", True, True)
    server.is_closed, server.etag, server.datasets = False, '"3"', ["1"]
    changed = server.harvest()
    assert (changed.state, changed.records.unchanged, changed.records.missing) == ("complete", 1, 1)
    assert server.asked_with == [None, '"1"', '"2"', '"2"', '"2"']
    numbers = [row.id for row in server.registry.harvests.runs()]
    with server.registry.reports.runs(runs=numbers) as found:
        reports = [run.report for run in sorted(found.runs, key=lambda run: run.row.id)]
    assert [one.letter for one in reports] == [None, None, None, refused.letter, None]
    assert [one.traffic[0].requests for one in reports] == [2, 1, 1, 1, 1]
    assert [one.code for one in server.registry.harvests.run_findings(numbers[-1])] == ["web:media-type"]


def test_runs__what_was_missing_is_missing_once_more_after_a_304(server: Server) -> None:
    server.harvest()
    server.datasets, server.etag = ["1"], '"2"'
    server.harvest()
    # The run that tells of what is missing now is not one to rely on: the next one reads.
    assert server.harvest().records.missing == 1
    again = server.harvest()
    assert (again.records.unchanged, again.records.missing, again.traffic[0].not_modified) == (1, 1, 1)


def test_runs__of_pages_know_each_of_them(server: Server) -> None:
    """A first run, one in which nothing moved, one in which the last page did, and one without that page."""
    site = server.site = PagedSite()
    assert server.harvest("catalog.ttl").records.created == 5
    site.sent.clear()
    assert server.harvest("catalog.ttl").records.unchanged == 5
    assert site.asked() == [(1, 304), (2, 304), (3, 304)]
    site.pages[2] = ["5", "6"]
    changed = server.harvest("catalog.ttl")
    assert (changed.state, changed.records.created, changed.records.unchanged) == ("complete", 1, 5)
    assert site.asked() == [(1, 304), (2, 304), (3, 200), (1, 304)]
    del site.pages[2]
    fewer = server.harvest("catalog.ttl")
    assert (fewer.state, fewer.records.missing, fewer.documents) == ("complete", 2, 2)


def test_runs__one_record_of_a_hundred_changes_and_is_undone(server: Server) -> None:
    """Also what a 304 stands for is asked for anew after an undo, and stays undone until it is released."""
    server.datasets = [str(number) for number in range(100)]
    assert server.harvest().records.created == 100
    server.titles, server.etag = {"7": "Bảy"}, '"2"'
    changed = server.harvest()
    assert (changed.records.updated, changed.records.unchanged) == (1, 99)
    assert changed.run is not None
    server.registry.undo(changed.run, by="Lan", reason="sai")
    held = server.harvest()
    assert (held.state, held.records.held, held.records.unchanged) == ("complete", 1, 99)
    assert server.registry.get("https://e.vn/7").row.title == "7"
    server.registry.harvests.release_undone(changed.run, by="Lan")
    assert server.harvest().records.updated == 1
    assert server.asked_with == [None, '"1"', None, None]
    assert server.registry.upkeep.check().problems == ()


def test_runs__of_pages_of_which_one_fails_or_is_undone(server: Server) -> None:
    site = server.site = PagedSite()
    site.replies[2] = http(b"", "404 Not Found")
    first = server.harvest("catalog.ttl")
    assert (first.state, first.records.created) == ("incomplete", 2)
    site.replies.clear()
    whole = server.harvest("catalog.ttl")
    assert (whole.state, whole.records.created, whole.records.unchanged) == ("complete", 3, 2)
    site.pages[0], site.replies[3] = ["1"], http(b"", "404 Not Found")
    failing = server.harvest("catalog.ttl")
    assert (failing.state, failing.records.missing) == ("incomplete", 0)
    assert whole.run is not None
    server.registry.undo(whole.run, by="Lan", reason="sai")
    site.replies.clear()
    again = server.harvest("catalog.ttl")
    assert (again.state, again.records.held, again.records.missing) == ("complete", 3, 1)
    assert server.registry.upkeep.check().problems == ()


@pytest.mark.postgresql
def test_remap__of_stored_bytes_is_undone_as_any_run(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    record = {"identifier": "https://e.vn/1", "title": "T", "description": "D", "accessLevel": "public"}
    body = json.dumps({"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "dataset": [record]})
    registry, source = server.registry, source_at(f"{AGENCY}/data.json", "data-json")
    with RawServer(lambda _: http(body.encode(), "200 OK", 'ETag: "1"', "Content-Type: application/json")) as raw:
        server.network.put("agency.example", raw)
        registry.harvest(source, profile="none")
        change_mapping(monkeypatch)
        mapped = registry.harvests.remap("data", by="Lan")
        assert (mapped.state, mapped.records.updated, mapped.records.missing) == ("complete", 1, 0)
        assert b"dc/terms/abstract" in registry.get("https://e.vn/1").nquads
        assert mapped.run is not None
        registry.undo(mapped.run, by="Lan", reason="sai")
        assert b"dc/terms/abstract" not in registry.get("https://e.vn/1").nquads
        assert registry.harvest(source, profile="none").records.held == 1
    assert [row.kind for row in registry.harvests.runs()] == ["harvest", "undo", "remap", "harvest"]
    assert registry.upkeep.check().problems == ()


def test_runs__by_another_mapping_a_304_stands_for_the_stored_bytes(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first run, one by another mapping, and one more by that; then one after an edit and another mapping."""
    record = {"identifier": "https://e.vn/1", "title": "T", "description": "D", "accessLevel": "public"}
    body = json.dumps({"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "dataset": [record]})
    asked_with: list[str | None] = []

    def answer(asked: Asked) -> bytes:
        asked_with.append(asked.headers.get("if-none-match"))
        if asked.headers.get("if-none-match") == '"1"':
            return http(b"", "304 Not Modified", 'ETag: "1"')
        return http(body.encode(), "200 OK", 'ETag: "1"', "Content-Type: application/json")

    registry, source = server.registry, source_at(f"{AGENCY}/data.json", "data-json")
    with RawServer(answer) as raw:
        server.network.put("agency.example", raw)
        reports = [registry.harvest(source, profile="none")]
        monkeypatch.setattr(data_json_on_web, "mapping_digest", lambda: "sha256:2")
        reports += [registry.harvest(source, profile="none") for _ in range(2)]
        registry.withdraw("https://e.vn/1", by="Lan", source="data", reason="sai")
        monkeypatch.setattr(data_json_on_web, "mapping_digest", lambda: "sha256:3")
        reports.append(registry.harvest(source, profile="none"))
    assert asked_with == [None, '"1"', '"1"', None]
    assert [one.extent for one in reports] == ["whole", "whole", "unmoved", "whole"]
    assert [one.records.unchanged for one in reports[1:3]] == [2, 2]
