"""A catalogue in pages at the command line: harvest, plan, report and source check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ...registry.fetch.loopback import RawServer, http
from ...registry.sources.paged_site import PagedSite

Run = Callable[..., CompletedProcess[str]]


def controls(number: int, last: int) -> str:
    """Relative links, and a number of items."""
    link = f"hydra:next <?page={number + 1}> ;" if number < last else ""
    return f"<?page={number}> {link} hydra:totalItems 5 ; a hydra:PagedCollection ."


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> PagedSite:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return PagedSite(controls=controls)


@pytest.fixture
def url(site: PagedSite) -> Iterator[str]:
    with RawServer(site.answer) as server:
        yield f"http://127.0.0.1:{server.port}/catalog.ttl"


def test_harvest__a_url_brings_all_its_pages(danhmuc: Run, url: str, site: PagedSite) -> None:
    first = danhmuc("harvest", url, "--internal", "--profile", "none")
    assert (first.returncode, first.stderr) == (0, "")
    lines = [line.strip() for line in first.stdout.splitlines()]
    assert lines[0] == "catalog  run 1, profile none: complete"
    assert "records: 5 created" in lines
    assert "pages: 3 asked for, 0 not modified" in lines
    again = danhmuc("harvest", "catalog", "--internal", "--lang", "vi")
    assert "5 không đổi" in again.stdout
    assert site.asked() == [(1, 200), (2, 200), (3, 200), (1, 304), (1, 304), (2, 304), (3, 304)]


def test_harvest__in_json_has_what_each_page_brought(danhmuc: Run, url: str, site: PagedSite) -> None:
    (answer,) = json.loads(danhmuc("harvest", url, "--internal", "--profile", "none", "--json").stdout)
    pages = answer["pages"]
    assert [(one["url"], one["status"], one["datasets"]) for one in pages] == [
        (url, 200, 2),
        (f"{url}?page=2", 200, 2),
        (f"{url}?page=3", 200, 1),
    ]
    (host,) = answer["traffic"]
    assert sum(one["requests"] for one in pages) == host["requests"] == len(site.sent) + 1
    assert sum(one["bytes"] for one in pages) == host["bytes"] == sum(size for _, _, size in site.sent)
    (run,) = json.loads(danhmuc("report", "harvest", "--json").stdout)["runs"]
    assert "pages" not in run


def test_harvest__a_plan_has_the_pages_and_is_applied_without_the_network(
    danhmuc: Run, url: str, site: PagedSite
) -> None:
    asked = ("harvest", url, "--internal", "--profile", "none", "--plan")
    assert "pages: 3 asked for" in danhmuc(*asked, "a.plan").stdout
    (planned,) = json.loads(danhmuc(*asked, "b.plan", "--json").stdout)
    assert [one["datasets"] for one in planned["pages"]] == [2, 2, 1]
    site.sent.clear()
    assert danhmuc("apply", "a.plan").returncode == 0
    assert site.sent == []
    assert "5 unchanged" in danhmuc("harvest", "catalog", "--internal").stdout
    assert site.asked() == [(1, 304), (2, 304), (3, 304)]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_harvest__a_page_that_fails_needs_attention(danhmuc: Run, url: str, site: PagedSite, lang: str) -> None:
    site.replies[2] = http(b"", "403 Forbidden")
    answer = danhmuc("harvest", url, "--internal", "--profile", "none", "--lang", lang)
    assert (answer.returncode, answer.stderr) == (1, "")
    assert f"{url}?page=2" in answer.stdout.splitlines()[0]
    assert answer.stdout.splitlines()[1].strip() in ("records: 2 created", "bản ghi: 2 tạo mới"), answer.stdout
    # The letter to those who run the server.
    assert answer.stdout.count(f"{url}?page=2") > 1


def test_source_check__says_that_a_url_comes_in_pages(danhmuc: Run, url: str, site: PagedSite) -> None:
    answer = danhmuc("source", "check", url, "--internal", "--profile", "none")
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = [line.strip() for line in answer.stdout.splitlines()]
    assert lines[0] == f"catalog: {url} (rdf): 2 records"
    assert "announced: 5" in lines
    assert "it comes in 3 pages, as it says; the first was visited" in lines
    assert "unchanged, each page costs one request: the server answers that the first has not moved (304)" in lines
    assert site.asked() == [(1, 200), (1, 304)]
    found = json.loads(danhmuc("source", "check", url, "--internal", "--json").stdout)
    assert (found["visit"]["is_paged"], found["visit"]["pages"], found["needs_a_person"]) == (True, 3, False)
    assert not Path("danhmuc.db").exists()
