"""RDF at an address of the web, harvested through a door on loopback."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Barrier
from typing import Final

import pytest

from danhmuc.registry import DeclaredSource, HarvestReport, Registry, SourceSettings, source_at
from danhmuc.registry.document_reading import reader
from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.harvest import stored_view
from danhmuc.registry.record.corrections import Defaults
from danhmuc.registry.sources.rdf_on_web import RdfOnWebSource
from danhmuc.vocab.errors import SourceUnavailableError, UsageError

from ..fetch.loopback import AGENCY, OTHER_PUBLIC, Asked, LoopbackNetwork, RawServer, Reply, StillClock, http

PREFIXES: Final = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
URL: Final = f"{AGENCY}/catalog.ttl"
SECRET: Final = "s3cr3t-T0ken"
TURTLE: Final = "Content-Type: text/turtle"


def turtle(*keys: str) -> bytes:
    """A catalogue with a dataset for each key, all with relative IRIs."""
    datasets = "".join(f'<#{key}> a dcat:Dataset ; dct:title "{key}" .\n' for key in keys)
    return f"{PREFIXES}{datasets}".encode()


def document(body: bytes, etag: str | None = None, *headers: str) -> Reply:
    """A server that answers 304 to the validator that it gave."""

    def answer(asked: Asked) -> bytes:
        validator = () if etag is None else (f"ETag: {etag}",)
        if etag is not None and asked.headers.get("if-none-match") == etag:
            return http(b"", "304 Not Modified", *validator)
        return http(body, "200 OK", *(headers or (TURTLE,)), *validator)

    return answer


class Web:
    """A registry whose door leads to servers of this machine."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.network = LoopbackNetwork()
        self.door = WebDoor(DoorSettings(backoff_seconds=0.001), clock=StillClock(), network=self.network)
        self.registry = Registry.open(url, door=self.door)
        self.servers: dict[str, RawServer] = {}

    def serve(self, *reply: Reply, name: str = "agency.example", address: str = "8.8.8.8", **more: Reply) -> RawServer:
        """Put a server at a name, in place of the one that was there."""
        server = RawServer(*reply, **more)
        if name in self.servers:
            self.servers[name].__exit__()
        self.servers[name] = server
        self.network.put(name, server, address)
        return server

    def harvest(self, location: str = URL, **settings: object) -> HarvestReport:
        return self.registry.harvest(source_at(location, settings=SourceSettings(**settings)), profile="none")  # type: ignore[arg-type]

    def presences(self) -> dict[str, str]:
        return {row.iri: row.presence for row in self.registry.records()}

    def codes(self, report: HarvestReport) -> list[str]:
        assert report.run is not None
        return [one.code for one in self.registry.harvests.run_findings(report.run)]

    def close(self) -> None:
        self.registry.close()
        self.door.close()
        for server in self.servers.values():
            server.__exit__()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def web(sqlite_url: str) -> Iterator[Web]:
    made = Web(sqlite_url)
    yield made
    made.close()


# ---------------------------------------------------------------- the source


def test_source__is_named_by_the_last_part_of_its_address() -> None:
    names = {
        "https://data.hue.vn/feeds/so-y-te.ttl?x=1": "so-y-te",
        "https://data.hue.vn/": "data.hue.vn",
        "https://data.hue.vn": "data.hue.vn",
        "https://data.hue.vn/a/b.rdf.gz": "b",
        "https://data.hue.vn/kho%20s%E1%BB%91": "kho số",
    }
    assert {url: source_at(url).name for url in names} == names


def test_source__one_location_has_one_spelling() -> None:
    spellings = ["HTTPS://Data.Hue.vn:443/a.ttl", "https://data.hue.vn/a.ttl#x", " https://data.hue.vn/a.ttl"]
    assert {source_at(one).location for one in spellings} == {"https://data.hue.vn/a.ttl"}


@pytest.mark.parametrize(
    "location", ["https://an:s3cret@e.vn/a.ttl", "http://2130706433/", "https://", "http://[e.vn/"]
)
def test_source__a_location_that_is_none_is_wrong_usage(location: str) -> None:
    with pytest.raises(UsageError) as refusal:
        source_at(location)
    assert "s3cret" not in str(refusal.value)


def test_source__without_a_door_is_one_plain_line() -> None:
    source = source_at(URL)
    with pytest.raises(SourceUnavailableError, match="is on the web, and only harvest and source check go there"):
        next(source.records())


def test_source__travels_to_other_processes() -> None:
    source = pickle.loads(pickle.dumps(source_at(URL, settings=SourceSettings(private_network=True))))
    assert (source.location, source.name) == (URL, "catalog")


# ---------------------------------------------------------------- unchanged costs nothing


def test_harvest__takes_the_document_with_relative_iris(web: Web) -> None:
    server = web.serve(document(turtle("1", "2")))
    report = web.harvest()
    assert (report.state, report.records.created, server.targets) == ("complete", 2, ["/catalog.ttl"])
    assert web.presences() == {f"{URL}#1": "present", f"{URL}#2": "present"}
    assert "text/turtle" in server.asked[-1].headers["accept"]


def test_harvest__a_304_is_one_request_and_nothing_is_parsed(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    server = web.serve(document(turtle("1", "2"), '"7"'))
    web.harvest()
    monkeypatch.setattr(reader, "read_document", None)
    monkeypatch.setattr(stored_view, "all_versions", None)
    report = web.harvest()
    assert (report.state, report.records.unchanged) == ("complete", 2)
    assert [one.target for one in server.asked] == ["/robots.txt", "/catalog.ttl", "/catalog.ttl"]
    assert [(one.requests, one.bytes, one.not_modified) for one in report.traffic] == [(1, 0, 1)]


def test_harvest__the_same_bytes_are_downloaded_and_not_parsed(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    body = turtle("1", "2")
    web.serve(document(body))
    web.harvest()
    monkeypatch.setattr(reader, "read_document", None)
    report = web.harvest()
    assert (report.state, report.records.unchanged) == ("complete", 2)
    assert [(one.requests, one.bytes, one.not_modified) for one in report.traffic] == [(1, len(body), 0)]


def test_harvest__new_validators_of_the_same_bytes_are_asked_with_next(web: Web) -> None:
    web.serve(document(turtle("1"), '"1"'))
    web.harvest()
    server = web.serve(document(turtle("1"), '"2"'))
    assert [web.harvest().traffic[0].not_modified for _ in range(2)] == [0, 1]
    assert [one.headers.get("if-none-match") for one in server.asked] == ['"1"', '"2"']


def test_harvest__what_moved_is_read(web: Web) -> None:
    web.serve(document(turtle("1"), '"1"'))
    web.harvest()
    web.serve(document(turtle("1", "2"), '"2"'))
    report = web.harvest()
    assert (report.records.unchanged, report.records.created) == (1, 1)


def test_harvest__a_304_of_another_address_is_not_believed(web: Web) -> None:
    """Two servers have the same validator; the first redirects to one, and later to the other."""
    web.serve(document(turtle("1"), '"1"'), name="other.example", address=OTHER_PUBLIC)
    web.serve(http(b"", "302 Found", "Location: http://other.example/a"))
    web.harvest()
    web.serve(document(turtle("2"), '"1"'), name="third.example", address="9.9.9.10")
    web.serve(http(b"", "302 Found", "Location: http://third.example/a"))
    report = web.harvest()
    assert (report.state, report.records.created, report.records.missing) == ("complete", 1, 1)


def test_harvest__validators_are_dropped_after_an_undo(web: Web) -> None:
    server = web.serve(document(turtle("1"), '"1"'))
    run = web.harvest().run
    assert run is not None
    web.registry.undo(run, by="Lan", reason="sai")
    web.harvest()
    assert [one.headers.get("if-none-match") for one in server.asked[1:]] == [None, None]


def test_harvest__validators_stay_of_a_complete_run_only(web: Web) -> None:
    """A page that is broken between two good ones does not change what is asked with."""
    web.serve(document(turtle("1"), '"1"'))
    web.harvest()
    web.serve(document(b"<html><body>Login</body></html>", '"2"'))
    assert web.harvest().state == "failed"
    server = web.serve(document(turtle("1"), '"2"'))
    report = web.harvest()
    assert (report.state, report.records.unchanged) == ("complete", 1)
    assert server.asked[0].headers.get("if-none-match") != '"2"'


def test_harvest__a_plan_that_was_saved_brings_its_validators(web: Web, tmp_path: Path) -> None:
    web.serve(document(turtle("1"), '"1"'))
    path = tmp_path / "a.plan"
    web.registry.plan(source_at(URL), profile="none").save(path)
    for plan in web.registry.harvests.read_plans(path):
        assert plan.apply().records.created == 1
    assert web.harvest().traffic[0].not_modified == 1


def conditions_of(server: RawServer) -> list[str | None]:
    """The validators that the catalogue was asked for with."""
    return [one.headers.get("if-none-match") for one in server.asked if one.target != "/robots.txt"]


def test_harvest__validators_are_dropped_after_a_record_was_skipped(web: Web) -> None:
    server = web.serve(document(turtle("1", "2" * 2100), '"1"'))
    report = web.harvest()
    assert (report.state, report.records.created, report.records.quarantined) == ("complete", 1, 1)
    web.harvest()
    assert conditions_of(server) == [None, None]


def test_harvest__validators_are_dropped_after_a_changed_correction(web: Web) -> None:
    server = web.serve(document(turtle("1"), '"1"'))
    web.harvest()
    web.harvest()
    settings = SourceSettings(
        defaults=Defaults(theme=("http://publications.europa.eu/resource/authority/data-theme/ENVI",))
    )
    declared = DeclaredSource(name="catalog", location=URL, kind="rdf", profile="none", settings=settings)
    web.registry.source_list.plan([declared]).apply(by="Lan", reason="giấy phép")
    report = web.harvest()
    assert (report.extent, report.records.updated) == ("whole", 1)
    web.harvest()
    assert conditions_of(server) == [None, '"1"', None, '"1"']


class Mapped(RdfOnWebSource):
    """A source that makes its records by a mapping."""

    mapping_digest = "first"


def test_harvest__after_a_changed_mapping_the_stored_bytes_are_read_anew(web: Web) -> None:
    server = web.serve(document(turtle("1"), '"1"'))
    source = Mapped(URL)
    for _ in range(2):
        web.registry.harvest(source, profile="none")
    source.mapping_digest = "second"
    extents = [web.registry.harvest(source, profile="none").extent for _ in range(2)]
    assert (extents, conditions_of(server)) == (["whole", "unmoved"], [None, '"1"', '"1"', '"1"'])


def test_harvest__validators_are_dropped_after_a_release(web: Web) -> None:
    web.serve(document(turtle("1"), '"1"'))
    web.harvest()
    server = web.serve(document(turtle("1", "2"), '"2"'))
    run = web.harvest().run
    assert run is not None
    web.registry.undo(run, by="Lan")
    assert web.harvest().records.held == 1
    web.registry.harvests.release_undone(run, by="Lan")
    assert web.harvest().records.reappeared == 1
    assert conditions_of(server) == ['"1"', None, None]


def test_harvest__what_was_pruned_is_asked_for_without_conditions(web: Web) -> None:
    server = web.serve(document(turtle("1"), '"1"'))
    web.harvest()
    assert web.registry.upkeep.prune_bodies(max_bytes=0).sources == ("catalog",)
    report = web.harvest()
    assert (report.extent, report.records.unchanged) == ("unmoved", 1)
    assert web.registry.harvests.raw_documents("catalog") == {URL: turtle("1")}
    web.harvest()
    assert conditions_of(server) == [None, None, '"1"']


# ---------------------------------------------------------------- what is not RDF, and what does not come


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (http(b"<!doctype html><html><body>Login</body></html>", "200 OK", TURTLE), "an HTML page, not RDF"),
        (http(b"", "200 OK", TURTLE), "an empty file"),
        (http(b"{}", "200 OK", "Content-Type: application/ld+json"), "no DCAT"),
        (http(b'{"error": "x"}', "200 OK", "Content-Type: application/ld+json"), "no DCAT"),
        (http(turtle("1")[:-9], "200 OK", TURTLE), "catalog.ttl"),
    ],
    ids=["html", "empty", "no-triples", "error", "broken-off"],
)
def test_harvest__what_is_no_catalogue_is_a_failed_run_and_nothing_is_missing(
    web: Web, reply: Reply, reason: str
) -> None:
    web.serve(document(turtle("1", "2")))
    web.harvest()
    web.serve(reply)
    report = web.harvest()
    assert report.run is not None
    said = [str(report.why), *(str(one.message) for one in web.registry.harvests.run_findings(report.run))]
    assert report.state == "failed"
    assert any(reason in one for one in said), said
    assert set(web.presences().values()) == {"present"}
    web.serve(document(turtle("1", "2")))
    assert web.harvest().records.unchanged == 2


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (http(b"", "500 X"), "500"),
        (http(b"", "404 X"), "404"),
        (http(b"", "403 X"), "403"),
        (http(b"", "204 X"), "204"),
        (http(turtle("1"), length=9_999), "whole|complete|ended"),
        (http(b"", "302 X", "Location: http://169.254.169.254/"), "169.254.169.254"),
    ],
    ids=["500", "404", "403", "204", "cut", "metadata"],
)
def test_harvest__what_the_door_does_not_bring_is_a_failed_run_with_its_reason(
    web: Web, reply: Reply, reason: str
) -> None:
    web.serve(document(turtle("1")))
    web.harvest()
    web.serve(reply)
    report = web.harvest()
    assert (report.state, report.unopened, report.run is not None) == ("failed", True, True)
    assert any(one in str(report.why) for one in reason.split("|")), report.why
    assert set(web.presences().values()) == {"present"}


def test_harvest__a_new_address_that_does_not_open_is_no_source(web: Web) -> None:
    web.serve(http(b"", "404 X"))
    report = web.harvest()
    assert (report.unopened, report.run, web.registry.sources()) == (True, None, [])


def test_harvest__robots_txt_is_obeyed_and_the_letter_has_its_lines(web: Web) -> None:
    server = web.serve(document(turtle("1")), robots=http(b"User-agent: *\nDisallow: /\n"))
    report = web.harvest()
    assert (report.state, server.targets) == ("failed", [])
    assert "Allow: /catalog.ttl" in str(report.letter)


def test_harvest__a_refusal_keeps_its_letter_in_both_languages(web: Web, tmp_path: Path) -> None:
    web.serve(document(turtle("1")))
    web.harvest()
    web.serve(http(b"", "403 X"))
    report = web.harvest()
    assert report.letter is not None
    letter = report.as_dict()["letter"]
    assert isinstance(letter, dict)
    assert set(letter) == {"vi", "en"}
    assert URL in letter["vi"]
    assert report.run is not None
    with web.registry.reports.runs(runs=[report.run]) as found:
        assert [one.report.letter for one in found.runs] == [report.letter]
    for name, lang in (("a.txt", "vi"), ("a.html", "en"), ("a.json", "en")):
        web.registry.reports.write_harvest(tmp_path / name, runs=[report.run], lang=lang)
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "User agent: danhmuc/" in text or "danhmuc/" in text.partition(URL)[2]


def test_harvest__a_credential_that_is_not_set_fails_this_source_alone(web: Web) -> None:
    web.serve(document(turtle("1")))
    web.serve(document(turtle("2")), name="other.example", address=OTHER_PUBLIC)
    declare(web, "a", URL, credential_variable="KHO_KHOA_KHONG_CO")
    declare(web, "b", "http://other.example/b.ttl")
    named = web.registry.harvests.named_sources()
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(web.registry.harvests.each([one.source for one in named if one.source], pool))
    reports = [one.report for one in outcomes if one.report is not None]
    assert [one.state for one in reports] == ["failed", "complete"]
    assert str(reports[0].why).startswith(f"{URL}: the environment variable KHO_KHOA_KHONG_CO")


def without_length(body: bytes, kind: str = "text/turtle") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n".encode() + body


def test_harvest__a_document_without_a_length_that_is_cut_off_between_statements_deletes_nothing(web: Web) -> None:
    web.serve(document(turtle("1", "2")))
    web.harvest()
    web.serve(without_length(turtle("1")), without_length(turtle("1", "2")))
    report = web.harvest()
    assert (report.state, report.records.missing) == ("incomplete", 0)
    assert "may have been cut off" in str(report.why)


def test_harvest__a_document_without_a_length_is_whole_if_it_comes_twice(web: Web) -> None:
    server = web.serve(without_length(turtle("1", "2")))
    assert (web.harvest().state, len(server.targets)) == ("complete", 2)
    assert (web.harvest().records.unchanged, len(server.targets)) == (2, 3)


def test_harvest__a_format_that_says_where_it_ends_comes_once(web: Web) -> None:
    text = '{"@id": "https://e.vn/1", "@type": "http://www.w3.org/ns/dcat#Dataset"}'
    server = web.serve(without_length(text.encode(), "application/ld+json"))
    assert (web.harvest().state, len(server.targets)) == ("complete", 1)


# ---------------------------------------------------------------- bytes win


@pytest.mark.parametrize(
    ("headers", "codes"),
    [
        (("Content-Type: text/turtle; charset=utf-8",), []),
        (("Content-Type: application/octet-stream",), []),
        (("Content-Type: text/plain; charset=us-ascii",), []),
        (("X: y",), []),
        (("Content-Type: text/html",), ["web:media-type"]),
        (("Content-Type: application/rdf+xml",), ["web:media-type"]),
        (("Content-Type: text/turtle; charset=iso-8859-1",), ["web:charset"]),
        (("Content-Type: text/turtle; charset=kh%C3%B4ng",), ["web:charset"]),
    ],
)
def test_harvest__what_the_server_says_otherwise_is_a_finding(
    web: Web, headers: tuple[str, ...], codes: list[str]
) -> None:
    web.serve(document(turtle("ô"), None, *headers))
    report = web.harvest()
    assert (report.state, web.codes(report)) == ("complete", codes)


def test_harvest__an_encoding_that_xml_declares_fits_the_one_of_the_server(web: Web) -> None:
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:d="http://www.w3.org/ns/dcat#" xmlns:t="http://purl.org/dc/terms/">'
        '<d:Dataset r:about="#1"><t:title>é</t:title></d:Dataset></r:RDF>'
    )
    web.serve(document(text.encode("latin-1"), None, "Content-Type: application/rdf+xml; charset=iso-8859-1"))
    assert web.codes(web.harvest()) == ["read:decoded"]
    web.serve(document(text.encode("latin-1"), None, "Content-Type: application/rdf+xml; charset=utf-8"))
    assert web.codes(web.harvest(f"{AGENCY}/other")) == ["read:decoded", "web:charset"]


def test_harvest__headers_that_cannot_be_sent_again_are_not_kept(web: Web) -> None:
    etag = f'"{"x" * 600}"'
    server = web.serve(document(turtle("1"), None, TURTLE, 'ETag: "é\t"', "Last-Modified: hôm qua"))
    assert (web.harvest().state, web.harvest().records.unchanged) == ("complete", 1)
    assert "if-none-match" not in server.asked[-1].headers
    assert "if-modified-since" not in server.asked[-1].headers
    server = web.serve(document(turtle("1"), etag))
    assert [web.harvest().records.unchanged for _ in range(2)] == [1, 1]
    assert "if-none-match" not in server.asked[-1].headers


# ---------------------------------------------------------------- the base


def test_base__is_the_final_address_of_the_first_run_and_stays(web: Web) -> None:
    web.serve(document(turtle("1")), name="other.example", address=OTHER_PUBLIC)
    web.serve(http(b"", "302 Found", "Location: http://other.example/v1/a.ttl?sig=1"))
    first = web.harvest()
    assert (web.codes(first), list(web.presences())) == ([], ["http://other.example/v1/a.ttl#1"])
    web.serve(document(turtle("1", "2")))
    second = web.harvest()
    assert (second.records.unchanged, second.records.created) == (1, 1)
    assert web.codes(second) == ["web:base-moved"]
    assert "http://other.example/v1/a.ttl#2" in web.presences()
    assert web.harvest().records.unchanged == 2


def test_base__that_moved_is_told_once_and_once_more_when_it_moves_again(web: Web) -> None:
    web.serve(document(turtle("1")))
    web.harvest()
    moved = f"{AGENCY}/new/catalog.ttl"
    web.registry.source_list.move("catalog", source_at(moved), by="Lan", reason="nơi mới")
    codes = [web.codes(web.harvest(moved)) for _ in range(2)]
    web.serve(document(turtle("1", "2")))
    codes.append(web.codes(web.harvest(moved)))
    assert codes == [["web:base-moved"], [], []]
    again = f"{AGENCY}/newer/catalog.ttl"
    web.registry.source_list.move("catalog", source_at(again), by="Lan", reason="nơi mới")
    assert [web.codes(web.harvest(again)) for _ in range(2)] == [["web:base-moved"], []]


def test_base__that_moved_is_told_until_a_run_is_complete(web: Web) -> None:
    web.serve(document(turtle("1")))
    web.harvest()
    moved = f"{AGENCY}/new/catalog.ttl"
    web.registry.source_list.move("catalog", source_at(moved), by="Lan", reason="nơi mới")
    web.serve(without_length(turtle("1")), without_length(turtle("1", "2")))
    assert web.harvest(moved).state == "incomplete"
    web.serve(document(turtle("1")))
    assert [web.codes(web.harvest(moved)) for _ in range(2)] == [["web:base-moved"], []]


def test_base__stays_where_a_source_moves_between_web_and_file(web: Web, tmp_path: Path) -> None:
    web.serve(document(turtle("1")))
    web.harvest()
    path = tmp_path / "catalog.ttl"
    path.write_bytes(turtle("1"))
    web.registry.source_list.move("catalog", source_at(str(path)), by="Lan", reason="sao chép")
    assert web.harvest(str(path)).records.unchanged == 1
    web.registry.source_list.move("catalog", source_at(f"{AGENCY}/new/catalog.ttl"), by="Lan", reason="nơi mới")
    report = web.harvest(f"{AGENCY}/new/catalog.ttl")
    assert (report.records.unchanged, report.records.created) == (1, 0)


def test_base__stays_that_of_a_file_that_went_to_the_web(web: Web, tmp_path: Path) -> None:
    path = tmp_path / "catalog.ttl"
    path.write_bytes(turtle("1"))
    web.harvest(str(path))
    web.serve(document(turtle("1"), '"1"'))
    web.registry.source_list.move("catalog", source_at(URL), by="Lan", reason="lên mạng")
    report = web.harvest()
    assert (report.records.unchanged, report.records.created) == (1, 0)
    assert "web:base-moved" not in web.codes(report)
    assert web.harvest().traffic[0].not_modified == 1


# ---------------------------------------------------------------- large documents


def test_harvest__a_large_document_goes_through_a_file_and_its_bytes_are_kept(
    web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    settings = DoorSettings(memory_bytes=100, folder=folder)
    door = WebDoor(settings, clock=StillClock(), network=web.network)
    monkeypatch.setattr(reader, "is_spooled", lambda *_, **__: True)
    body = turtle(*map(str, range(20)))
    web.serve(document(body, '"1"'))
    with Registry.open(web.url, door=door) as registry:
        report = registry.harvest(source_at(URL), profile="none")
        assert (report.state, report.records.created, list(folder.iterdir())) == ("complete", 20, [])
        assert registry.harvests.raw_documents("catalog") == {URL: body}
    door.close()
    assert web.harvest().traffic[0].not_modified == 1


# ---------------------------------------------------------------- several sources


def declare(web: Web, name: str, location: str, **settings: object) -> None:
    declared = DeclaredSource(
        name=name,
        location=source_at(location).location,
        profile="none",
        settings=SourceSettings(**settings),  # type: ignore[arg-type]
    )
    known = [one for one in web.registry.sources() if one.name != "local"]
    assert name not in {one.name for one in known}
    plan = web.registry.source_list.plan([declared])
    plan.apply(by="Lan", reason=None)


def harvest_all(web: Web, threads: int = 4, at_work: int | None = None) -> dict[str, HarvestReport]:
    """All sources of the registry, in threads that share its door."""
    sources = [one.source for one in web.registry.harvests.named_sources() if one.source is not None]
    with ThreadPoolExecutor(threads) as pool:
        outcomes = list(web.registry.harvests.each(sources, pool, at_work=at_work))
    return {one.report.source: one.report for one in outcomes if one.report is not None}


def test_night__two_sources_of_one_host_share_its_robots_and_all_sums_add_up(web: Web) -> None:
    bodies = {"/a.ttl": turtle("1"), "/b.ttl": turtle("2", "3")}
    server = web.serve(lambda asked: http(bodies[asked.target], "200 OK", TURTLE))
    for name in ("a", "b"):
        declare(web, name, f"{AGENCY}/{name}.ttl")
    reports = harvest_all(web)
    assert [one.records.created for one in reports.values()] == [1, 2]
    counted: Counter[str] = Counter()
    for one in (host for report in reports.values() for host in report.traffic):
        counted.update(requests=one.requests, bytes=one.bytes)
    assert counted == {"requests": len(server.asked), "bytes": sum(map(len, bodies.values()))}
    assert Counter(one.target for one in server.asked) == {"/robots.txt": 1, "/a.ttl": 1, "/b.ttl": 1}
    total = web.door.traffic.total()
    assert (total.requests, total.bytes) == (counted["requests"], counted["bytes"])


@pytest.mark.parametrize("at_work", [None, 1])
def test_night__slow_servers_are_waited_for_together(web: Web, at_work: int | None) -> None:
    """None answers before all were asked."""
    hosts = [f"s{number}.example" for number in range(4)]
    all_asked = Barrier(len(hosts))

    def answer(asked: Asked) -> bytes:
        all_asked.wait(timeout=30)
        return http(turtle("1"), "200 OK", TURTLE)

    for number, host in enumerate(hosts):
        web.serve(answer, name=host, address=f"8.8.4.{number + 1}")
        declare(web, host, f"http://{host}/a.ttl")
    reports = harvest_all(web, threads=len(hosts), at_work=at_work)
    assert [one.state for one in reports.values()] == ["complete"] * len(hosts)


def test_night__a_failing_server_does_not_touch_the_good_one(web: Web) -> None:
    web.serve(document(turtle("1")))
    web.serve(http(b"", "500 X"), name="other.example", address=OTHER_PUBLIC)
    declare(web, "good", URL)
    declare(web, "bad", "http://other.example/b.ttl")
    reports = harvest_all(web)
    assert {name: one.state for name, one in reports.items()} == {"good": "complete", "bad": "failed"}
    assert {one.source: one.run is not None for one in reports.values()} == {"good": True, "bad": True}


@pytest.mark.parametrize("times", [8, pytest.param(200, marks=pytest.mark.soak)])
def test_night__a_server_that_fails_at_random_loses_nothing_and_the_next_run_completes(web: Web, times: int) -> None:
    """Broken connections, errors, cut bodies, web pages and empty answers, in any order."""
    random = Random(20260815)
    good = document(turtle("1", "2", "3"), '"1"')
    faults: list[Reply] = [
        b"",
        http(b"", "500 X"),
        http(b"", "429 X", "Retry-After: 100000"),
        http(b"", "403 X"),
        http(b"", "404 X"),
        http(turtle("1")[:-20], "200 OK", TURTLE),
        http(turtle("1", "2"), length=99_999),
        http(b"<!doctype html><html></html>", "200 OK", TURTLE),
        http(b"", "200 OK", TURTLE),
        b"HTTP/1.1 200 OK\r\nContent-Le",
    ]
    web.serve(good)
    web.harvest()
    for _ in range(times):
        fault = random.choice(faults)
        web.door.close()
        web.door = WebDoor(DoorSettings(tries=2, backoff_seconds=0.001), clock=StillClock(), network=web.network)
        web.registry.close()
        web.registry = Registry.open(web.url, door=web.door)
        web.serve(fault)
        assert web.harvest().state == "failed"
        assert set(web.presences().values()) == {"present"}
    web.door.close()
    web.door = WebDoor(DoorSettings(), clock=StillClock(), network=web.network)
    web.registry.close()
    web.registry = Registry.open(web.url, door=web.door)
    web.serve(good)
    report = web.harvest()
    assert (report.state, report.records.unchanged, report.records.missing) == ("complete", 3, 0)


# ---------------------------------------------------------------- what opens a source


def test_credential__is_sent_to_its_source_alone_and_stands_in_nothing_written(
    web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("KHO_KHOA", f"Bearer {SECRET}")
    caplog.set_level("DEBUG")
    other = web.serve(document(turtle("1"), '"1"'), name="other.example", address=OTHER_PUBLIC)
    away = "Location: http://other.example/"
    web.serve(lambda asked: http(asked.headers.get("authorization", "none").encode(), "302 X", away))
    declare(web, "a", URL, credential_variable="KHO_KHOA", internal=True)
    reports = list(harvest_all(web).values())
    web.serve(lambda asked: http(f"<html>{asked.headers.get('authorization')}</html>".encode(), "403 X"))
    reports += harvest_all(web).values()
    assert [one.state for one in reports] == ["complete", "failed"]
    assert all("authorization" not in one.headers for one in other.asked)
    assert web.servers["agency.example"].asked[-1].headers["authorization"] == f"Bearer {SECRET}"
    web.registry.reports.write_harvest(tmp_path / "report.json", runs=[one.run or 0 for one in reports])
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    said = json.dumps([one.as_dict() for one in reports]) + caplog.text + repr(reports)
    assert SECRET.encode() not in written
    assert SECRET not in said
