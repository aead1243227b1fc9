"""Sources on the web at the command line: harvest, source add, load and check."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from subprocess import CompletedProcess
from threading import Barrier
from types import SimpleNamespace

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from danhmuc.registry import (
    OFFLINE,
    Dataset,
    IriSpace,
    PendingRecord,
    Progress,
    ReadDocument,
    SourceContents,
    SourceSettings,
    Visit,
    parse_record,
    sources,
)
from danhmuc.registry.fetch.answers import NotModified

from ...registry.fetch.loopback import Asked, RawServer, http

Run = Callable[..., CompletedProcess[str]]
NETWORK = r"network: localhost: {requests}, {size} bytes in [\d.]+ s; not modified: {unmodified}, retries: 0, waits: 0"


@pytest.fixture(autouse=True)
def _no_network_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("DANHMUC_CONTACT", "DANHMUC_OWN_HOSTS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def web(httpserver: HTTPServer, good: Path) -> HTTPServer:
    """A server with a catalogue, a login page, and a page that nobody may read; it has no robots.txt."""
    body = good.read_bytes()

    def catalog(request: Request) -> Response:
        headers = {"ETag": '"7"', "Content-Type": "text/turtle"}
        if request.headers.get("If-None-Match") == '"7"':
            return Response(status=304, headers=headers)
        return Response(body, headers=headers)

    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/catalog.ttl").respond_with_handler(catalog)
    httpserver.expect_request("/login").respond_with_data("<!doctype html><html></html>", content_type="text/html")
    httpserver.expect_request("/closed").respond_with_data("no", status=403)
    return httpserver


def asked(web: HTTPServer) -> list[str]:
    """The paths that were asked for since the last time."""
    paths = [request.path for request, _ in web.log]
    web.log.clear()
    return paths


def test_harvest__a_url_and_again_unchanged(danhmuc: Run, web: HTTPServer, good: Path) -> None:
    url = web.url_for("/catalog.ttl")
    first = danhmuc("harvest", url, "--internal")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("catalog  run 1, profile dcat-ap: complete\n  records: 1 created\n")
    size = f"{good.stat().st_size:,}"
    assert re.search(NETWORK.format(requests="2 requests", size=size, unmodified=0), first.stdout)
    assert asked(web) == ["/robots.txt", "/catalog.ttl"]
    again = danhmuc("harvest", "catalog", "--internal")
    assert "records: 1 unchanged\n" in again.stdout
    assert re.search(NETWORK.format(requests="2 requests", size=0, unmodified=1), again.stdout)
    assert asked(web) == ["/robots.txt", "/catalog.ttl"]


def test_harvest__in_json_has_the_counts_of_each_host(danhmuc: Run, web: HTTPServer) -> None:
    (answer,) = json.loads(danhmuc("harvest", web.url_for("/catalog.ttl"), "--internal", "--json").stdout)
    (host,) = answer["traffic"]
    assert (host["host"], host["requests"], answer["letter"]) == ("localhost", len(web.log), None)
    text = danhmuc("report", "harvest").stdout
    assert re.search(NETWORK.format(requests="2 requests", size=f"{host['bytes']:,}", unmodified=0), text)
    assert json.loads(danhmuc("report", "harvest", "--json").stdout)["runs"][0]["traffic"] == answer["traffic"]


def test_harvest__a_private_address_is_refused_unless_it_is_declared(danhmuc: Run, web: HTTPServer) -> None:
    url = web.url_for("/catalog.ttl")
    answer = danhmuc("harvest", url)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (3, "", 1)
    assert url in answer.stderr
    assert asked(web) == []
    listed = f'[[source]]\nname = "hue"\nlocation = "{url}"\nprofile = "none"\nprivate_network = true\n'
    Path("sources.toml").write_text(listed, encoding="utf-8")
    assert danhmuc("source", "load", "sources.toml").returncode == 0
    assert danhmuc("harvest", "--all").stdout.startswith("hue  run 1, profile none: complete\n")
    assert "private_network: true" in danhmuc("source", "show", "hue").stdout
    assert "1 record" in danhmuc("export", "nt", "out.nt").stdout


def test_harvest__internal_is_for_named_sources(danhmuc: Run) -> None:
    answer = danhmuc("harvest", "--all", "--internal")
    assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
    assert "private_network" in answer.stderr


class Stranger:
    """A kind of another package, which asks the door and knows no settings."""

    kind = "stranger"

    def __init__(self, location: str, settings: SourceSettings) -> None:
        self.location = location
        self.name = location.rpartition("/")[2]

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """The one dataset that is named by what is at the location."""
        assert visit.door is not None
        answer = visit.door.fetch(self.location)
        assert not isinstance(answer, NotModified)
        made = parse_record(Dataset(f"https://e.vn/{self.name}", title={"vi": answer.body.read().decode()}).to("nt"))
        document = ReadDocument(place=self.name, digest="sha256:00", size=1, triples=2)
        pending = PendingRecord(made.iri, "record", lambda: made, "http://www.w3.org/ns/dcat#Dataset")
        return SourceContents(records=iter([pending]), documents=(document,))


@pytest.mark.parametrize("names", [["sông"], ["sông", "hồ"]])
def test_harvest__internal_reaches_sources_of_other_packages(
    danhmuc: Run, web: HTTPServer, monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    """Alone, in threads, and in a plan; then as it is stored."""
    point = metadata.EntryPoint("stranger", "elsewhere:Stranger", "danhmuc.sources")
    monkeypatch.setattr(metadata.EntryPoint, "load", lambda _: Stranger)

    def entry_points(*, group: str, name: str | None = None) -> list[metadata.EntryPoint]:
        return [point] if group == "danhmuc.sources" and name in (None, "stranger") else []

    monkeypatch.setattr(sources, "entry_points", entry_points)
    for name in names:
        web.expect_request(f"/{name}").respond_with_data(name)
    urls = [web.url_for(f"/{name}") for name in names]
    words = ["harvest", *urls, "--kind", "stranger", "--profile", "none"]
    refused = danhmuc(*words)
    assert (refused.returncode, asked(web)) == (3, [])
    assert refused.stderr.count("private_network = true") == len(names)
    assert danhmuc(*words, "--internal", "--plan", "plan").returncode == 0
    answer = danhmuc(*words, "--internal")
    assert (answer.returncode, answer.stderr, answer.stdout.count("records: 1 created")) == (0, "", len(names))
    assert danhmuc("harvest", "--all").returncode == 3
    settings = 'kind = "stranger"\nprofile = "none"\nprivate_network = true\n'
    rows = [
        f'[[source]]\nname = "{name}"\nlocation = "{url}"\n{settings}' for name, url in zip(names, urls, strict=True)
    ]
    Path("sources.toml").write_text("".join(rows), encoding="utf-8")
    assert danhmuc("source", "load", "sources.toml").returncode == 0
    again = danhmuc("harvest", "--all")
    assert (again.returncode, again.stdout.count("records: 1 unchanged")) == (0, len(names))


def test_harvest__a_login_page_needs_attention_and_a_good_source_beside_it_is_taken(
    danhmuc: Run, web: HTTPServer
) -> None:
    answer = danhmuc("harvest", web.url_for("/login"), web.url_for("/catalog.ttl"), "--internal")
    assert answer.returncode == 1
    # Which of them has the first run is open: they are read at the same time.
    assert re.search(r"^login  run [12], profile dcat-ap: failed", answer.stdout)
    assert "an HTML page, not RDF" in answer.stdout
    assert re.search(r"^catalog  run [12], profile dcat-ap: complete", answer.stdout, re.MULTILINE)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_harvest__a_refusal_has_a_letter(danhmuc: Run, web: HTTPServer, lang: str) -> None:
    url = web.url_for("/closed")
    answer = danhmuc("harvest", url, "--internal", "--lang", lang)
    assert (answer.returncode, answer.stderr.count("\n")) == (3, 1)
    assert answer.stdout.startswith("closed\n  ")
    assert f" {url}\n" in answer.stdout
    (same,) = json.loads(danhmuc("harvest", url, "--internal", "--json").stdout)
    lines = [line.strip() for line in answer.stdout.splitlines()]
    times = re.compile(r"\d\d\d\d-\d\d-\d\d \d\d:\d\d")
    assert times.sub("", same["letter"][lang]).splitlines() == [times.sub("", line) for line in lines[3:]]


def test_harvest__a_plan_of_a_url_is_applied_without_the_network(danhmuc: Run, web: HTTPServer) -> None:
    planned = danhmuc("harvest", web.url_for("/catalog.ttl"), "--internal", "--plan", "a.plan")
    assert (planned.returncode, "network: localhost: 2 requests" in planned.stdout) == (0, True)
    web.log.clear()
    assert danhmuc("apply", "a.plan").returncode == 0
    assert asked(web) == []
    assert "1 unchanged" in danhmuc("harvest", "catalog", "--internal").stdout
    assert [request.headers.get("If-None-Match") for request, _ in web.log] == [None, '"7"']


def test_harvest__workers_wait_for_sources_on_the_web_together_and_share_one_door(danhmuc: Run, good: Path) -> None:
    """None gets an answer before both have asked; robots.txt is asked for once. A file is read beside them."""
    body, both_asked = good.read_bytes(), Barrier(2)

    def answer(asked: Asked) -> bytes:
        both_asked.wait(timeout=30)
        return http(body, "200 OK", "Content-Type: text/turtle")

    with RawServer(answer) as server:
        urls = [f"http://127.0.0.1:{server.port}/{name}.ttl" for name in ("a", "b")]
        answer_of_all = danhmuc("harvest", urls[0], good, urls[1], "--internal", "--workers", "2")
        assert (answer_of_all.returncode, answer_of_all.stderr) == (0, "")
        names = [line.split()[0] for line in answer_of_all.stdout.splitlines() if " run " in line]
        assert names == ["a", "good", "b"]
        assert sorted(one.target for one in server.asked) == ["/a.ttl", "/b.ttl", "/robots.txt"]


def test_source_add__asks_nothing(danhmuc: Run, web: HTTPServer) -> None:
    url = web.url_for("/catalog.ttl")
    answer = danhmuc("source", "add", url, "--name", "hue", "--profile", "none")
    assert (answer.returncode, answer.stdout) == (0, f"added hue: {url}, profile none\n")
    assert asked(web) == []
    assert danhmuc("harvest", "hue", "--internal").stdout.startswith("hue  run 1, profile none: complete\n")


@pytest.mark.parametrize("url", ["https://an:s3cret@e.vn/a.ttl", "http://0x7f.1/a.ttl", "https:///a.ttl"])
def test_source_add__an_address_that_is_none_is_wrong_usage(danhmuc: Run, url: str) -> None:
    answer = danhmuc("source", "add", url)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert "s3cret" not in answer.stderr


def test_validate__a_url_is_not_read(danhmuc: Run, web: HTTPServer) -> None:
    answer = danhmuc("validate", web.url_for("/catalog.ttl"))
    assert (answer.returncode, answer.stderr.count("\n")) == (3, 1)
    assert "download it and read the file" in answer.stderr
    assert asked(web) == []


def test_source_check__a_url_is_visited_once_and_nothing_is_stored(danhmuc: Run, web: HTTPServer, good: Path) -> None:
    url = web.url_for("/catalog.ttl")
    answer = danhmuc("source", "check", url, "--internal")
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = [line.strip() for line in answer.stdout.splitlines()]
    assert lines[0] == f"catalog: {url} (rdf): 1 record"
    assert lines[1:-1] == [
        "dataset (dcat:Dataset): 1",
        f"size: {good.stat().st_size:,} bytes",
        "robots.txt does not forbid it",
        "unchanged, it costs one request: the server answers that nothing moved (304)",
        "verdicts of the first 1 record by dcat-ap: 1 accepted, 0 submitted",
    ]
    assert re.search(NETWORK.format(requests="3 requests", size=f"{good.stat().st_size:,}", unmodified=1), lines[-1])
    assert asked(web) == ["/robots.txt", "/catalog.ttl", "/catalog.ttl"]
    assert not Path("danhmuc.db").exists()


@pytest.mark.parametrize(("path", "code", "said"), [("/login", 1, "an HTML page"), ("/closed", 3, "status 403")])
def test_source_check__says_why_a_url_cannot_be_harvested(
    danhmuc: Run, web: HTTPServer, path: str, code: int, said: str
) -> None:
    answer = danhmuc("source", "check", web.url_for(path), "--internal")
    assert (answer.returncode, said in answer.stdout.splitlines()[0]) == (code, True)
    found = json.loads(danhmuc("source", "check", web.url_for(path), "--internal", "--json").stdout)
    assert (found["needs_a_person"], found["is_open"], found["visit"]["sample"]) == (True, code == 1, 0)
    assert (found["visit"]["letter"] is not None) == (code == 3)


def test_source_check__a_source_is_visited_by_its_own_settings(danhmuc: Run, web: HTTPServer) -> None:
    url = web.url_for("/catalog.ttl")
    listed = f'[[source]]\nname = "hue"\nlocation = "{url}"\nprofile = "none"\nprivate_network = true\n'
    Path("sources.toml").write_text(listed, encoding="utf-8")
    danhmuc("source", "load", "sources.toml")
    found = json.loads(danhmuc("source", "check", "hue", "--json").stdout)
    assert (found["name"], found["visit"]["conditional"], found["visit"]["profile"]) == ("hue", True, None)
    assert danhmuc("source", "list", "--json").stdout.count('"last_run": null') == 1


def test_source_check__a_credential_that_is_not_set_is_said_once(danhmuc: Run, web: HTTPServer) -> None:
    url = web.url_for("/catalog.ttl")
    listed = f'[[source]]\nname = "hue"\nlocation = "{url}"\ncredential_variable = "KHO_KHOA_KHONG_CO"\n'
    Path("sources.toml").write_text(listed, encoding="utf-8")
    danhmuc("source", "load", "sources.toml")
    answer = danhmuc("source", "check", "hue")
    assert (answer.returncode, answer.stdout.count("KHO_KHOA_KHONG_CO")) == (3, 1)
    assert f"{url}: the environment variable" in danhmuc("harvest", "hue").stderr


def test_source_check__options_are_for_a_url(danhmuc: Run) -> None:
    answer = danhmuc("source", "check", "hue", "--profile", "vn")
    assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)


def test_source_check__a_source_at_a_private_address_says_what_to_do_and_that_helps(
    danhmuc: Run, web: HTTPServer
) -> None:
    url = web.url_for("/catalog.ttl")
    Path("sources.toml").write_text(f'[[source]]\nname = "hue"\nlocation = "{url}"\nprofile = "none"\n', "utf-8")
    danhmuc("source", "load", "sources.toml")
    refused = danhmuc("source", "check", "hue")
    assert refused.returncode == 3
    assert "set private_network = true for the source in the list of sources (for once: --internal)" in refused.stdout
    assert danhmuc("source", "check", "hue", "--internal").returncode == 0
    # This time only.
    assert danhmuc("source", "check", "hue").returncode == 3


def test_source_check__a_url_of_another_kind_is_no_source_to_move(danhmuc: Run, feed: str) -> None:
    answer = danhmuc("source", "check", feed, "--internal", "--kind", "rdf")
    assert (answer.returncode, "source move" in answer.stdout) == (1, False)
    assert "is of the kind data-json; leave out --kind, or give --kind data-json" in answer.stdout


def test_source_check__says_what_a_server_lacks_for_conditions(
    danhmuc: Run, httpserver: HTTPServer, good: Path
) -> None:
    body, turtle = good.read_bytes(), "text/turtle"
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/none.ttl").respond_with_data(body, content_type=turtle)
    httpserver.expect_request("/deaf.ttl").respond_with_data(body, content_type=turtle, headers={"ETag": '"1"'})
    none = danhmuc("source", "check", httpserver.url_for("/none.ttl"), "--internal")
    assert "the server gives neither an ETag nor a Last-Modified\n" in none.stdout
    deaf = danhmuc("source", "check", httpserver.url_for("/deaf.ttl"), "--internal")
    assert "gives an ETag or a Last-Modified, but does not heed them\n" in deaf.stdout


def test_credential__stands_in_nothing_that_is_printed_or_written(
    danhmuc: Run, httpserver: HTTPServer, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the server copies it wherever it can."""
    secret = "s3cr3t-T0ken"
    monkeypatch.setenv("KHO_KHOA", f"Bearer {secret}")
    body, seen = good.read_bytes(), []

    def answer(request: Request) -> Response:
        seen.append(request.headers.get("Authorization"))
        if seen[2:]:
            return Response(f"<html>{seen[-1]}</html>", 403, {"Location": f"/{secret}", "Retry-After": secret})
        return Response(body, headers={"ETag": f'"{seen[-1]}"', "Content-Type": f"text/{secret}; charset={secret}"})

    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/a.ttl").respond_with_handler(answer)
    Path("sources.toml").write_text(
        f'[[source]]\nname = "hue"\nlocation = "{httpserver.url_for("/a.ttl")}"\nprivate_network = true\n'
        'credential_variable = "KHO_KHOA"\n',
        encoding="utf-8",
    )
    calls = [
        ("source", "load", "sources.toml"),
        ("harvest", "--all", "--plan", "a.plan"),
        ("harvest", "--all", "--report", "a.html"),
        ("--verbose", "harvest", "--all", "--json"),
        ("source", "check", "hue"),
        ("source", "show", "hue", "--json"),
        ("status",),
        ("report", "harvest", "--json"),
    ]
    answers = [danhmuc(*call) for call in calls]
    assert [one.returncode for one in answers] == [0, 0, 0, 3, 3, 0, 1, 0]
    assert set(seen) == {f"Bearer {secret}"}
    assert not [one.args for one in answers if secret in one.stdout + one.stderr]
    assert not [path for path in Path().rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


# ---------------------------------------------------------------- data.json


DATA_JSON = {
    "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
    "dataset": [
        {
            "identifier": "https://epa.example/air",
            "title": "Air",
            "description": "Air quality",
            "accessLevel": "public",
            "publisher": {"name": "EPA"},
        }
    ],
}


@pytest.fixture
def feed(web: HTTPServer) -> str:
    """The address of a data.json whose server answers by conditions."""

    def answer(request: Request) -> Response:
        headers = {"ETag": '"7"', "Content-Type": "application/json"}
        if request.headers.get("If-None-Match") == '"7"':
            return Response(status=304, headers=headers)
        return Response(json.dumps(DATA_JSON), headers=headers)

    web.expect_request("/data.json").respond_with_handler(answer)
    return web.url_for("/data.json")


def test_harvest__data_json_at_a_url_is_found_and_kept_as_that(danhmuc: Run, web: HTTPServer, feed: str) -> None:
    first = danhmuc("harvest", feed, "--internal", "--profile", "none")
    assert (first.returncode, first.stderr) == (0, "")
    assert "records: 2 created" in first.stdout
    assert asked(web) == ["/robots.txt", "/data.json"]
    assert "kind: data-json" in danhmuc("source", "show", "data").stdout
    again = danhmuc("harvest", feed, "--internal")
    assert "records: 2 unchanged" in again.stdout
    assert re.search(NETWORK.format(requests="2 requests", size=0, unmodified=1), again.stdout)


def test_source_check__finds_the_kind_of_a_url(danhmuc: Run, feed: str) -> None:
    answer = danhmuc("source", "check", feed, "--internal", "--profile", "none")
    assert (answer.returncode, answer.stdout.splitlines()[0]) == (0, f"data: {feed} (data-json): 2 records")
    assert "the server answers that nothing moved (304)" in answer.stdout


def test_kind__that_was_not_said_is_named_with_the_command_to_type(danhmuc: Run, feed: str) -> None:
    danhmuc("source", "add", feed, "--name", "epa", "--profile", "none")
    answer = danhmuc("harvest", "epa", "--internal")
    assert answer.returncode == 1
    wanted = f"danhmuc source move 'epa' '{feed}' --kind data-json --reason TEXT"
    assert wanted in answer.stdout
    listed = f'[[source]]\nname = "epa"\nlocation = "{feed}"\nprofile = "none"\nprivate_network = true\n'
    Path("sources.toml").write_text(listed, encoding="utf-8")
    danhmuc("source", "load", "sources.toml")
    assert wanted in danhmuc("source", "check", "epa").stdout
    typed = shlex.split(wanted.replace("TEXT", "data.json"))[1:]
    changed = danhmuc(*typed)
    assert (changed.returncode, changed.stdout) == (0, "epa is now of the kind data-json; it was rdf\n")
    assert "records: 2 created" in danhmuc("harvest", "epa", "--internal").stdout


def test_kind__can_be_said(danhmuc: Run, web: HTTPServer, feed: str) -> None:
    added = danhmuc("source", "add", feed, "--name", "epa", "--kind", "data-json", "--profile", "none")
    assert (added.returncode, asked(web)) == (0, [])
    assert "records: 2 created" in danhmuc("harvest", "epa", "--internal").stdout
    other = danhmuc("harvest", feed, "--kind", "rdf", "--internal")
    assert (other.returncode, other.stderr.count("\n")) == (2, 1)
    assert "the source 'epa' is of the kind data-json, not rdf" in other.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("harvest", "x.ttl", "--kind", "ckna"),
        ("harvest", "--all", "--kind", "rdf"),
        ("source", "add", "x.ttl", "--kind", "ckna"),
        ("source", "check", "hue", "--kind", "rdf"),
        ("harvest", "x.ttl", "--time-limit", "0"),
    ],
)
def test_kind__that_is_none_or_of_nothing_is_wrong_usage(danhmuc: Run, words: tuple[str, ...]) -> None:
    answer = danhmuc(*words)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)


def test_harvest__a_time_limit_ends_the_reading_of_all_sources(
    danhmuc: Run, web: HTTPServer, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of the sources runs ahead, so that no time is left."""
    assert danhmuc("harvest", good, "--time-limit", "60").returncode == 0
    good.write_bytes(good.read_bytes() + b"\n")
    monkeypatch.setattr("danhmuc.cli.commands.harvest.time", SimpleNamespace(monotonic=lambda: -1e9))
    answer = danhmuc("harvest", good, web.url_for("/catalog.ttl"), "--internal", "--time-limit", "1")
    assert answer.returncode == 3
    assert "time limit over: 1 of 1 documents not read" in answer.stdout
    assert asked(web) == []


def test_source_remap__runs_the_mapping_without_the_network(danhmuc: Run, web: HTTPServer, feed: str) -> None:
    danhmuc("harvest", feed, "--internal", "--profile", "none")
    asked(web)
    answer = danhmuc("source", "remap", "data")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.splitlines()[0].startswith("data  run 2, profile none: complete")
    assert "records: 2 unchanged" in answer.stdout
    assert json.loads(danhmuc("source", "remap", "data", "--json").stdout)["records"]["unchanged"] == 2
    assert asked(web) == []


@pytest.mark.parametrize("name", ["dta", "local"])
def test_source_remap__of_none_is_wrong_usage(danhmuc: Run, good: Path, name: str) -> None:
    danhmuc("harvest", good)
    answer = danhmuc("source", "remap", name)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
