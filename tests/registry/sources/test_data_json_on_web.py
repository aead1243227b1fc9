"""data.json at an address of the web, harvested through a door on loopback."""

from __future__ import annotations

import gzip
import json
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

import pytest
from pyoxigraph import NamedNode
from sqlalchemy import create_engine, text

from danhmuc.registry import HarvestReport, Registry, check_location, source_at
from danhmuc.registry.dcat_us import data_json_document, mapping
from danhmuc.registry.dcat_us.field_table import CLASSES
from danhmuc.registry.document_reading import data_json_reader
from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.json_records.stream import JsonObject
from danhmuc.registry.sources import data_json_on_web
from danhmuc.vocab.errors import SourceUnavailableError, UnknownNameError, UsageError
from danhmuc.vocab.terms import DCT

from ..fetch.loopback import AGENCY, OTHER_PUBLIC, Reply, StillClock, http
from .test_rdf_on_web import Web, declare, document, without_length

URL: Final = f"{AGENCY}/data.json"
JSON: Final = "Content-Type: application/json; charset=utf-8"
HEAD: Final = {"conformsTo": "https://project-open-data.cio.gov/v1.1/schema"}


def record(key: str, **more: object) -> dict[str, object]:
    return {
        "identifier": f"https://epa.example/{key}",
        "title": f"Title of {key}",
        "description": "D",
        "accessLevel": "public",
        "publisher": {"name": "EPA"},
        **more,
    }


def catalog(*keys: str, **more: object) -> bytes:
    """A catalogue with a dataset for each key."""
    return json.dumps({**HEAD, "dataset": [record(key, **more) for key in keys]}, ensure_ascii=False).encode()


def served(body: bytes, etag: str | None = None) -> Reply:
    return document(body, etag, JSON)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def web(sqlite_url: str) -> Iterator[Web]:
    made = Web(sqlite_url)
    yield made
    made.close()


def harvest(web: Web, location: str = URL) -> HarvestReport:
    return web.registry.harvest(source_at(location, "data-json"), profile="none")


def keys(web: Web) -> dict[str, str]:
    """The presences of datasets by their keys; the catalogue is none of them."""
    start = "https://epa.example/"
    return {iri.removeprefix(start): state for iri, state in web.presences().items() if iri.startswith(start)}


# ---------------------------------------------------------------- the source


def test_source__is_named_by_its_address_and_travels() -> None:
    source = pickle.loads(pickle.dumps(source_at("https://hue.vn/so-y-te/data.json.gz", "data-json")))
    assert (source.kind, source.name, source.location) == ("data-json", "data", "https://hue.vn/so-y-te/data.json.gz")
    with pytest.raises(SourceUnavailableError, match="is on the web"):
        next(source.records())


# ---------------------------------------------------------------- unchanged costs nothing


def test_harvest__takes_the_document(web: Web) -> None:
    server = web.serve(served(catalog("1", "2")))
    report = harvest(web)
    assert (report.state, report.records.created, server.targets) == ("complete", 3, ["/data.json"])
    assert keys(web) == {"1": "present", "2": "present"}
    assert server.asked[-1].headers["accept"].startswith("application/json")
    assert web.registry.harvests.raw_documents("data") == {URL: catalog("1", "2")}


@pytest.mark.parametrize("etag", ['"7"', None], ids=["validator", "digest"])
def test_harvest__what_did_not_move_is_not_read(web: Web, monkeypatch: pytest.MonkeyPatch, etag: str | None) -> None:
    body = catalog("1", "2")
    server = web.serve(served(body, etag))
    harvest(web)
    monkeypatch.setattr(data_json_reader, "DataJsonFile", None)
    report = harvest(web)
    assert (report.state, report.records.unchanged) == ("complete", 3)
    assert [(one.requests, one.bytes) for one in report.traffic] == [(1, len(body) if etag is None else 0)]
    assert server.targets == ["/data.json", "/data.json"]


def test_harvest__new_validators_of_the_same_bytes_are_asked_with_next(web: Web) -> None:
    web.serve(served(catalog("1"), '"1"'))
    harvest(web)
    web.serve(served(catalog("1"), '"2"'))
    assert [harvest(web).traffic[0].not_modified for _ in range(2)] == [0, 1]


def test_harvest__a_304_of_another_address_is_not_believed(web: Web) -> None:
    web.serve(served(catalog("1"), '"1"'), name="other.example", address=OTHER_PUBLIC)
    web.serve(http(b"", "302 Found", "Location: http://other.example/a"))
    harvest(web)
    web.serve(served(catalog("2"), '"1"'), name="third.example", address="9.9.9.10")
    web.serve(http(b"", "302 Found", "Location: http://third.example/a"))
    report = harvest(web)
    assert (report.records.created, report.records.missing) == (1, 1)


def test_harvest__relative_iris_have_the_base_of_the_first_run(web: Web) -> None:
    body = catalog("1", landingPage="/trang/1")
    web.serve(served(body), name="other.example", address=OTHER_PUBLIC)
    web.serve(http(b"", "302 Found", "Location: http://other.example/v1/data.json?sig=1"))
    harvest(web)
    page = "<http://other.example/trang/1>"
    assert page in web.registry.get("https://epa.example/1").graph.serialize(format="nt")
    web.serve(served(body + b" "))
    moved = harvest(web)
    assert moved.records.unchanged == 2
    assert "web:base-moved" in web.codes(moved)


# ---------------------------------------------------------------- what is no data.json, and what does not come


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (http(b"<!doctype html><html><body>Login</body></html>", "200 OK", JSON), "an HTML page"),
        (http(b"", "200 OK", JSON), "an empty file"),
        (http(b"{}", "200 OK", JSON), "dataset"),
        (http(b'{"error": "x"}', "200 OK", JSON), "dataset"),
        (http(catalog("1", "2")[:-60], "200 OK", JSON), "data.json"),
        (without_length(catalog("1", "2")[:-1], "application/json"), "data.json"),
        (http(gzip.compress(catalog("1", "2"))[:-20], "200 OK", JSON), "gzip"),
    ],
    ids=["html", "empty", "no-members", "error", "broken-off", "a-brace-less", "gzip"],
)
def test_harvest__what_is_no_catalogue_is_a_failed_run_and_nothing_is_missing(
    web: Web, reply: Reply, reason: str
) -> None:
    web.serve(served(catalog("1", "2")))
    harvest(web)
    web.serve(reply)
    report = harvest(web)
    assert report.run is not None
    said = [str(report.why), *(str(one.message) for one in web.registry.harvests.run_findings(report.run))]
    assert report.state == "failed"
    assert any(reason in one for one in said), said
    assert set(keys(web).values()) == {"present"}
    web.serve(served(catalog("1", "2")))
    assert harvest(web).records.unchanged == 3


def test_harvest__an_entry_that_cannot_be_read_makes_the_run_incomplete(web: Web) -> None:
    web.serve(served(catalog("1", "2")))
    harvest(web)
    body = json.dumps({**HEAD, "dataset": [record("1"), 7]}).encode()
    web.serve(served(body, '"9"'))
    report = harvest(web)
    assert (report.state, report.records.missing) == ("incomplete", 0)
    # It is no run to rely on.
    assert harvest(web).traffic[0].not_modified == 0


def test_harvest__json_without_a_length_comes_once(web: Web) -> None:
    server = web.serve(without_length(catalog("1"), "application/json"))
    assert (harvest(web).state, len(server.targets)) == ("complete", 1)


@pytest.mark.parametrize(("reply", "letter"), [(http(b"", "403 X"), True), (http(b"", "500 X"), False)])
def test_harvest__what_the_door_does_not_bring_is_a_failed_run(web: Web, reply: Reply, letter: bool) -> None:
    web.serve(served(catalog("1")))
    harvest(web)
    web.serve(reply)
    report = harvest(web)
    assert (report.state, report.unopened, report.letter is not None) == ("failed", True, letter)
    assert set(keys(web).values()) == {"present"}


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        (JSON, []),
        ("Content-Type: text/html", ["web:media-type"]),
        ("Content-Type: application/json; charset=iso-8859-1", ["web:charset"]),
    ],
)
def test_harvest__what_the_server_says_otherwise_is_a_finding(web: Web, header: str, codes: list[str]) -> None:
    web.serve(document(catalog("ô"), None, header))
    assert [one for one in web.codes(harvest(web)) if one.startswith("web:")] == codes


def test_harvest__a_credential_goes_to_its_host_and_its_loss_fails_this_source_alone(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = web.serve(served(catalog("1")))
    web.serve(served(catalog("2")), name="other.example", address=OTHER_PUBLIC)
    for name, location, settings in (
        ("a", URL, {"credential_variable": "KHO_KHOA", "internal": True}),
        ("b", "http://other.example/data.json", {}),
    ):
        declare(web, name, location, **settings)
        web.registry.source_list.move(name, source_at(location, "data-json"), by="Lan", reason="là data.json")
    monkeypatch.setenv("KHO_KHOA", "Bearer s3cr3t")
    assert {name: one.state for name, one in harvest_all(web).items()} == {"a": "complete", "b": "complete"}
    assert server.asked[-1].headers["authorization"] == "Bearer s3cr3t"
    monkeypatch.delenv("KHO_KHOA")
    assert {name: one.state for name, one in harvest_all(web).items()} == {"a": "failed", "b": "complete"}


def harvest_all(web: Web) -> dict[str, HarvestReport]:
    sources = [one.source for one in web.registry.harvests.named_sources() if one.source is not None]
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(web.registry.harvests.each(sources, pool))
    return {one.report.source: one.report for one in outcomes if one.report is not None}


def test_harvest__a_large_document_goes_through_a_file_and_its_bytes_are_kept(
    web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    door = WebDoor(DoorSettings(memory_bytes=100, folder=folder), clock=StillClock(), network=web.network)
    monkeypatch.setattr("danhmuc.registry.dcat_us.catalogue.MAX_BODY", 100)
    body = catalog(*map(str, range(20)))
    web.serve(served(body, '"1"'))
    with Registry.open(web.url, door=door) as registry:
        report = registry.harvest(source_at(URL, "data-json"), profile="none")
        assert (report.state, report.records.created, list(folder.iterdir())) == ("complete", 21, [])
        assert registry.harvests.raw_documents("data") == {URL: body}
    door.close()
    assert harvest(web).traffic[0].not_modified == 1


def test_harvest__a_mark_of_secrecy_leaves_no_bytes(web: Web) -> None:
    body = json.dumps({**HEAD, "dataset": [record("1"), record("2", secrecy="MAT")]}).encode()
    web.serve(served(body, '"1"'))
    assert harvest(web).state == "complete"
    assert (web.registry.harvests.raw_documents("data"), keys(web)) == ({}, {"1": "present"})
    # Without its digest nothing is known of it, so that it is read each time.
    assert harvest(web).traffic[0].not_modified == 0


# ---------------------------------------------------------------- a kind that nobody said


def test_kind__is_found_by_the_first_fetch_and_stored(web: Web) -> None:
    server = web.serve(served(catalog("1"), '"1"'))
    report = web.harvest(URL)
    assert (report.state, report.source, server.targets) == ("complete", "data", ["/data.json"])
    assert [one.kind for one in web.registry.sources() if one.name == "data"] == ["data-json"]
    # Known by its kind now, whoever asks.
    assert [web.harvest(URL).traffic[0].not_modified, harvest(web).traffic[0].not_modified] == [1, 1]


def test_kind__of_rdf_is_rdf(web: Web) -> None:
    text = '{"@id": "https://e.vn/1", "@type": "http://www.w3.org/ns/dcat#Dataset"}'
    server = web.serve(http(text.encode(), "200 OK", JSON))
    assert (web.harvest(URL).records.created, server.targets) == (1, ["/data.json"])
    assert [one.kind for one in web.registry.sources() if one.name == "data"] == ["rdf"]


HTML_PAGE = http(b"<!doctype html><title>Login</title>", "200 OK", "Content-Type: text/html")


@pytest.mark.parametrize("again", ["location", "night", "plan"])
def test_kind__is_still_found_after_a_first_run_that_failed(web: Web, tmp_path: Path, again: str) -> None:
    web.serve(HTML_PAGE)
    first = web.registry.plan(source_at(URL), profile="none")
    if again == "plan":
        first.save(tmp_path / "a.plan")
        (first,) = web.registry.harvests.read_plans(tmp_path / "a.plan")
    assert first.apply().state == "failed"
    assert harvest_again(web, again).state == "failed"
    web.serve(served(catalog("1"), '"1"'))
    report = harvest_again(web, again)
    assert (report.state, report.records.created) == ("complete", 2)
    assert web.registry.source_list.get("data").kind == "data-json"
    changed = [(one.field, one.before, one.after) for one in web.registry.source_list.changes("data")]
    assert ("kind", None, "data-json") in changed
    # Known now, by its validators, too.
    assert harvest_again(web, again).traffic[0].not_modified == 1
    assert web.registry.upkeep.check().problems == ()


def harvest_again(web: Web, by: str) -> HarvestReport:
    if by == "location":
        return web.harvest(URL)
    (named,) = web.registry.harvests.named_sources()
    assert named.source is not None
    return web.registry.harvest(named.source)


def test_kind__after_a_first_run_that_failed_may_be_said(web: Web) -> None:
    web.serve(HTML_PAGE)
    web.harvest(URL)
    (named,) = web.registry.harvests.named_sources(["data"], kind="data-json")
    assert named.source is not None
    web.serve(served(catalog("1")))
    assert web.registry.harvest(named.source).state == "complete"
    assert web.registry.source_list.get("data").kind == "data-json"


def test_kind__of_rdf_is_known_after_a_run_that_read_it(web: Web) -> None:
    """Though the first one failed, data.json at the same address is another thing then."""
    web.serve(HTML_PAGE)
    web.harvest(URL)
    web.serve(document(b"<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."))
    assert web.harvest(URL).state == "complete"
    web.serve(served(catalog("2")))
    report = web.harvest(URL)
    assert (report.state, "--kind data-json" in str(report.why)) == ("failed", True)


def test_kind__that_could_not_be_found_is_the_reason_of_the_door(web: Web) -> None:
    server = web.serve(http(b"", "403 X"))
    report = web.harvest(URL)
    assert (report.unopened, report.letter is not None, server.targets) == (True, True, ["/data.json"])


def test_kind__of_a_registered_source_stays_and_the_reason_says_what_to_type(web: Web) -> None:
    web.serve(served(catalog("1")))
    declare(web, "epa", URL)
    report = web.harvest(URL)
    assert (report.state, report.run is not None, report.unopened) == ("failed", True, False)
    assert f"danhmuc source move 'epa' '{URL}' --kind data-json" in str(report.why)
    web.registry.source_list.move("epa", source_at(URL, "data-json"), by="Lan", reason="là data.json")
    assert (web.harvest(URL).state, keys(web)) == ("complete", {"1": "present"})


def test_kind__of_an_rdf_source_whose_document_becomes_data_json_deletes_nothing(web: Web) -> None:
    web.serve(document(b"<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."))
    web.harvest(URL)
    web.serve(served(catalog("2")))
    assert web.harvest(URL).state == "failed"
    assert web.presences() == {"https://e.vn/1": "present"}


def test_check__finds_the_kind_and_whether_the_server_answers_conditionally(web: Web) -> None:
    server = web.serve(served(catalog("1", "2"), '"1"'))
    found = check_location(source_at(URL), None, door=web.door)
    assert (found.kind, found.why, found.documents) == ("data-json", None, 1)
    assert found.visit is not None
    assert (sum(found.visit.records.values()), found.visit.conditional) == (3, True)
    assert server.targets == ["/data.json", "/data.json"]
    assert web.registry.sources() == []


def test_kind__that_was_found_is_in_a_saved_plan(web: Web, tmp_path: Path) -> None:
    web.serve(served(catalog("1"), '"1"'))
    path = tmp_path / "a.plan"
    web.registry.plan(source_at(URL), profile="none").save(path)
    (plan,) = web.registry.harvests.read_plans(path)
    assert (plan.kind, plan.apply().records.created) == ("data-json", 2)
    assert [one.kind for one in web.registry.sources() if one.name == "data"] == ["data-json"]
    assert web.harvest(URL).traffic[0].not_modified == 1


def test_kind__stays_where_a_source_moves_to_another_address_and_from_a_file(web: Web, tmp_path: Path) -> None:
    """All IRIs stay, also that of the catalogue, and those that are relative."""
    path = tmp_path / "data.json"
    path.write_bytes(catalog("1", landingPage="/trang/1"))
    web.registry.harvest(source_at(str(path)), profile="none")
    web.serve(served(catalog("1", landingPage="/trang/1"), '"1"'))
    for location in (URL, f"{AGENCY}/new/data.json"):
        web.registry.source_list.move("data", source_at(location), by="Lan", reason="nơi mới")
        assert web.registry.source_list.get("data").kind == "data-json"
        report = web.harvest(location)
        assert (report.records.unchanged, report.records.created, report.records.missing) == (2, 0, 0)


# ---------------------------------------------------------------- mapped again


def change_mapping(monkeypatch: pytest.MonkeyPatch, prop: NamedNode = DCT.abstract) -> None:
    """Let the table say that a description is another property."""
    monkeypatch.setattr(data_json_on_web, "mapping_digest", lambda: f"sha256:{prop.value}")
    dataset = CLASSES["Dataset"]
    fields = tuple(replace(one, term=prop) if one.key == "description" else one for one in dataset.fields)
    monkeypatch.setattr(mapping, "CLASSES", {**CLASSES, "Dataset": replace(dataset, fields=fields)})


def has_property(web: Web, key: str, prop: NamedNode) -> bool:
    return f"<{prop.value}>" in web.registry.get(f"https://epa.example/{key}").graph.serialize(format="nt")


def test_mapping__that_changed_is_run_over_the_stored_bytes_after_a_304(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = web.serve(served(catalog("1", "2"), '"1"'))
    harvest(web)
    change_mapping(monkeypatch)
    report = harvest(web)
    assert (report.state, report.records.updated, report.records.unchanged) == ("complete", 2, 1)
    assert [(one.bytes, one.not_modified) for one in report.traffic] == [(0, 1)]
    assert has_property(web, "1", DCT.abstract)
    assert web.registry.harvests.raw_documents("data") == {URL: catalog("1", "2")}
    # And now it is known by this mapping.
    monkeypatch.setattr(data_json_reader, "DataJsonFile", None)
    again = harvest(web)
    assert (again.records.unchanged, again.traffic[0].not_modified, len(server.targets)) == (3, 1, 3)


def test_mapping__that_changed_is_undone_and_planned_as_any_run(
    web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    web.serve(served(catalog("1", "2"), '"1"'))
    harvest(web)
    change_mapping(monkeypatch)
    path = tmp_path / "a.plan"
    web.registry.plan(source_at(URL, "data-json"), profile="none").save(path)
    (plan,) = web.registry.harvests.read_plans(path)
    report = plan.apply()
    assert (report.records.updated, has_property(web, "1", DCT.abstract)) == (2, True)
    assert report.run is not None
    web.registry.undo(report.run, by="Lan", reason="sai")
    assert not has_property(web, "1", DCT.abstract)


def test_mapping__without_stored_bytes_is_run_over_what_is_fetched_anew(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = web.serve(served(catalog("1"), '"1"'))
    harvest(web)
    execute(web, "DELETE FROM bodies")
    change_mapping(monkeypatch)
    report = harvest(web)
    assert (report.records.updated, report.traffic[0].not_modified) == (1, 0)
    assert "if-none-match" not in server.asked[-1].headers


def test_mapping__over_damaged_bytes_is_run_over_what_is_fetched_anew(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.serve(served(catalog("1"), '"1"'))
    harvest(web)
    execute(web, "UPDATE bodies SET body = X'00'")
    change_mapping(monkeypatch)
    report = harvest(web)
    assert (report.state, report.records.updated, report.traffic[0].requests) == ("complete", 1, 2)


def test_mapping__after_an_edit_as_well_is_run_over_what_is_fetched_anew(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = web.serve(served(catalog("1", "2"), '"1"'))
    run = harvest(web).run
    assert run is not None
    web.registry.undo(run, by="Lan", reason="sai")
    change_mapping(monkeypatch)
    harvest(web)
    assert "if-none-match" not in server.asked[-1].headers


def test_mapping__of_a_document_that_moved_as_well_is_run_over_the_new_one(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.serve(served(catalog("1"), '"1"'))
    harvest(web)
    web.serve(served(catalog("1", "2"), '"2"'))
    change_mapping(monkeypatch)
    report = harvest(web)
    assert (report.records.updated, report.records.created) == (1, 1)


def test_mapping__that_changed_deletes_nothing_that_a_guard_holds(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a mapping that gives all records other IRIs, all are missing at once, and none is withdrawn."""
    web.serve(served(catalog(*map(str, range(9))), '"1"'))
    harvest(web)
    change_mapping(monkeypatch)
    original = mapping.map_object

    def renamed(name: str, value: JsonObject, *given: object) -> object:
        changed = JsonObject([(key, f"{one}-x" if key == "identifier" else one) for key, one in value.items()])
        return original(name, changed, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(data_json_document, "map_object", renamed)
    report = harvest(web)
    assert (report.records.created, report.records.missing, report.is_shrunken) == (9, 9, True)
    assert report.withdrawn == 0


def execute(web: Web, statement: str) -> None:
    engine = create_engine(web.url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_remap__asks_no_server_and_nothing_is_missing(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    server = web.serve(served(catalog("1", "2"), '"1"'))
    harvest(web)
    change_mapping(monkeypatch)
    report = web.registry.harvests.remap("data", by="Lan")
    assert (report.state, report.records.updated, report.records.missing, report.traffic) == ("complete", 2, 0, ())
    assert has_property(web, "1", DCT.abstract)
    assert len(server.targets) == 1
    web.serve(served(catalog("1"), '"2"'))
    # It was no visit: what is gone meanwhile is found by the next one.
    after = harvest(web)
    assert (after.records.unchanged, after.records.missing) == (2, 1)


def test_remap__is_undone_as_any_run_and_not_done_again_by_a_harvest(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.serve(served(catalog("1"), '"1"'))
    harvest(web)
    change_mapping(monkeypatch)
    run = web.registry.harvests.remap("data", by="Lan").run
    assert run is not None
    web.registry.undo(run, by="Lan", reason="sai")
    assert not has_property(web, "1", DCT.abstract)
    harvest(web)
    assert not has_property(web, "1", DCT.abstract)


def test_remap__of_files_needs_them_no_longer(web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    for key in ("1", "2"):
        (folder / f"{key}.json").write_bytes(catalog(key))
    web.registry.harvest(source_at(str(folder), "data-json"), profile="none")
    before = web.presences()
    for path in folder.iterdir():
        path.unlink()
    change_mapping(monkeypatch)
    report = web.registry.harvests.remap("feed", by="Lan")
    assert (report.state, report.records.updated, report.records.created) == ("complete", 2, 0)
    assert web.presences() == before


def test_remap__after_a_move_makes_the_same_records(web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(catalog("1"))
    web.registry.harvest(source_at(str(tmp_path / "a.json"), "data-json"), name="feed", profile="none")
    before = web.presences()
    (tmp_path / "a.json").rename(tmp_path / "b.json")
    web.registry.source_list.move("feed", source_at(str(tmp_path / "b.json"), "data-json"), by="Lan", reason="r")
    assert web.registry.harvests.remap("feed", by="Lan").records.created == 0
    assert web.presences() == before


def test_remap__of_what_cannot_be_is_wrong_usage(web: Web) -> None:
    web.serve(document(b"<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."))
    web.harvest(f"{AGENCY}/rdf.ttl")
    with pytest.raises(UsageError, match="of the kind rdf, which has no mapping"):
        web.registry.harvests.remap("rdf", by="Lan")
    with pytest.raises(UnknownNameError, match="dta"):
        web.registry.harvests.remap("dta", by="Lan")
    web.registry.source_list.add(source_at(URL, "data-json"), by="Lan")
    with pytest.raises(UsageError, match="not stored; harvest it instead"):
        web.registry.harvests.remap("data", by="Lan")


def test_remap__does_not_make_a_failing_source_look_well(web: Web) -> None:
    """It does not ask the source, which stays due, failing, and with deletions that wait for a person."""
    web.serve(served(catalog(*"123456"), '"1"'))
    harvest(web)
    web.serve(served(catalog("1"), '"2"'))
    harvest(web)
    execute(web, "UPDATE runs SET started_at = '2026-01-01T00:00:00+00:00'")
    execute(web, """UPDATE sources SET settings = '{"interval_hours": 24}'""")
    harvest(web)
    execute(web, "UPDATE runs SET started_at = '2026-01-02T00:00:00+00:00' WHERE id = 3")
    web.serve(http(b"", "404 Not Found"))
    harvest(web)
    before = web.registry.source_list.statuses()
    assert (before[0].failing_runs, before[0].deletions_waiting, len(web.registry.harvests.due_sources())) == (1, 5, 1)
    assert web.registry.harvests.remap("data", by="Lan").records.unchanged == 2
    assert web.registry.source_list.statuses() == before
    assert len(web.registry.harvests.due_sources()) == 1
    assert len(web.registry.harvests.runs()) == 5


@pytest.mark.parametrize("undone", [False, True])
def test_remap__after_an_incomplete_run_widens_nothing(web: Web, undone: bool) -> None:
    """The bytes of the last complete run are older than what an incomplete one stored since."""
    web.serve(served(catalog("1"), '"1"'))
    harvest(web)
    entries = [record("1", accessLevel="non-public"), 5]
    web.serve(served(json.dumps({**HEAD, "dataset": entries}).encode(), '"2"'))
    report = harvest(web)
    assert (report.state, report.records.updated) == ("incomplete", 1)
    assert report.run is not None
    if undone:
        web.registry.undo(report.run, by="Lan", reason="sai")
        assert web.registry.harvests.remap("data", by="Lan").records.updated == 0
        return
    with pytest.raises(UsageError, match=r"run 2 of the source 'data' was not complete.* danhmuc harvest data"):
        web.registry.harvests.remap("data", by="Lan")
    assert "NON_PUBLIC" in web.registry.get("https://epa.example/1").graph.serialize(format="nt")
    # What changed nothing does not matter.
    web.serve(served(catalog("1"), '"3"'))
    harvest(web)
    web.serve(http(b"", "404 Not Found"))
    assert harvest(web).state == "failed"
    assert web.registry.harvests.remap("data", by="Lan").records.unchanged == 2


def test_remap__over_damaged_bytes_is_a_failed_run(web: Web) -> None:
    web.serve(served(catalog("1"), '"1"'))
    harvest(web)
    execute(web, "UPDATE bodies SET body = X'00'")
    report = web.registry.harvests.remap("data", by="Lan")
    assert (report.state, keys(web)) == ("failed", {"1": "present"})


# ---------------------------------------------------------------- deadlines


def test_deadline__that_is_over_before_the_fetch_is_a_failed_run(web: Web) -> None:
    server = web.serve(served(catalog("1")))
    harvest(web)
    report = web.registry.harvest(source_at(URL, "data-json"), profile="none", deadline=0.0)
    assert (report.state, report.records.missing, len(server.targets)) == ("failed", 0, 1)
    assert "the time limit was over before agency.example could be asked" in str(report.why)


# ---------------------------------------------------------------- faults


FAULTS: Final = (
    lambda body: http(b"", "500 X"),
    lambda body: http(b"", "403 X"),
    lambda body: http(body[: len(body) // 2], length=len(body)),
    lambda body: http(body[: len(body) // 2], "200 OK", JSON),
    lambda body: without_length(body[:-1], "application/json"),
    lambda body: http(b"<html><body>Login</body></html>", "200 OK", JSON),
    lambda body: http(b"", "200 OK", JSON),
    lambda body: http(b"", "304 Not Modified"),
    lambda body: b"",
    lambda body: b"HTTP/1.1 200",
)


def harvest_with_faults(web: Web, rounds: int, seed: int) -> None:
    """A server that fails at random: nothing goes missing, and the next good answer completes the run."""
    random = Random(seed)
    there = [str(number) for number in range(5)]
    web.serve(served(catalog(*there), '"0"'))
    harvest(web)
    for number in range(rounds):
        there = [*there, f"n{number}"] if random.random() < 0.3 else there
        body, etag = catalog(*there), f'"{len(there)}"'
        web.serve(random.choice(FAULTS)(body))
        harvest(web)
        assert set(keys(web).values()) == {"present"}
        web.serve(served(body, random.choice([etag, None])))
        report = harvest(web)
        assert (report.state, report.records.missing) == ("complete", 0)
        assert keys(web) == dict.fromkeys(there, "present")


@pytest.mark.soak
def test_faults__nothing_goes_missing_and_the_next_run_completes(web: Web) -> None:
    harvest_with_faults(web, 12, seed=1)


@pytest.mark.soak
def test_faults__two_hundred_times(web: Web) -> None:
    harvest_with_faults(web, 200, seed=2)


def test_night__two_documents_of_one_host_of_which_one_fails(web: Web) -> None:
    bodies = {"/a/data.json": catalog("1"), "/b/data.json": catalog("2")}
    web.serve(lambda asked: http(bodies[asked.target], "200 OK", JSON))
    for name in ("a", "b"):
        location = f"{AGENCY}/{name}/data.json"
        web.registry.source_list.add(source_at(location, "data-json"), name=name, profile="none", by="Lan")
    assert {name: one.state for name, one in harvest_all(web).items()} == {"a": "complete", "b": "complete"}
    bodies["/a/data.json"] = b"<html></html>"
    bodies["/b/data.json"] = catalog("2", "3")
    reports = harvest_all(web)
    assert {name: one.state for name, one in reports.items()} == {"a": "failed", "b": "complete"}
    assert keys(web) == dict.fromkeys("123", "present")
