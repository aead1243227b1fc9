"""Portals of CKAN at the command line: check, harvest, and the words for who takes one for RDF."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from subprocess import CompletedProcess

import pytest

from ...registry.ckan.portal import Portal, package
from ...registry.fetch.loopback import RawServer, http

Run = Callable[..., CompletedProcess[str]]
DCAT = b"<https://e.vn/c> a <http://www.w3.org/ns/dcat#Catalog> ."


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Portal, str]]:
    """A portal with three packages, one of which is a draft, and its address."""
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    made = Portal.of(package("1"), package("2", private=True), package("3", extras=[{"key": "odd", "value": "1"}]))
    with RawServer(made.answer) as server:
        yield made, f"http://localhost:{server.port}/"


def test_harvest__a_portal_by_its_kind(danhmuc: Run, portal: tuple[Portal, str]) -> None:
    url = f"{portal[1]}dataset"
    first = danhmuc("harvest", url, "--kind", "ckan", "--internal", "--name", "hue", "--profile", "none")
    assert (first.returncode, first.stderr) == (0, "")
    assert "hue  run 1, profile none: complete\n  records: 2 created\n" in first.stdout
    again = danhmuc("harvest", "hue", "--internal")
    assert "records: 2 unchanged\n" in again.stdout
    listed = json.loads(danhmuc("list", "--json").stdout)
    assert [one["title"] for one in listed] == ["Dataset 1", "Dataset 3"]


def test_harvest__without_the_kind_says_which_it_is(danhmuc: Run, portal: tuple[Portal, str]) -> None:
    url = f"{portal[1]}api/3/action/package_search?rows=5&start=0"
    answer = danhmuc("harvest", url, "--internal", "--profile", "none")
    assert answer.returncode == 1
    assert "(--kind ckan)" in answer.stdout


def test_harvest__a_part_of_a_portal_is_wrong_usage(danhmuc: Run, portal: tuple[Portal, str]) -> None:
    answer = danhmuc("harvest", f"{portal[1]}dataset?organization=x", "--kind", "ckan")
    assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
    assert f"use {portal[1]}" in answer.stderr


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_source_check__looks_at_one_page(danhmuc: Run, portal: tuple[Portal, str], lang: str) -> None:
    made, url = portal
    made.put(*(package(str(number)) for number in range(100, 250)))
    answer = danhmuc("source", "check", url, "--kind", "ckan", "--internal", "--lang", lang)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(f"localhost: {url} (ckan): 99 ")
    assert ": 153\n" in answer.stdout
    assert made.searches == 0
    assert "catalog.ttl" not in answer.stdout


@pytest.mark.parametrize(
    ("path", "body", "form"),
    [("catalog.ttl", DCAT, "DCAT"), ("data.json", b'{"conformsTo": "x", "dataset": []}', "data.json")],
)
def test_source_check__recommends_what_says_more(
    danhmuc: Run, portal: tuple[Portal, str], path: str, body: bytes, form: str
) -> None:
    made, url = portal
    made.others[f"/{path}"] = body
    answer = danhmuc("source", "check", url, "--kind", "ckan", "--internal")
    line = (
        f"it also publishes {form}, which says more than its API; better harvest that: danhmuc source check {url}{path}"
    )
    assert line in answer.stdout
    found = json.loads(danhmuc("source", "check", url, "--kind", "ckan", "--internal", "--json").stdout)
    assert found["visit"]["other_forms"] == [{"url": url + path, "kind": "rdf" if form == "DCAT" else "data-json"}]


def test_source_check__recommends_that_also_where_robots_forbid_the_api(
    danhmuc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    made = Portal.of(package("1"), others={"/catalog.ttl": DCAT})
    with RawServer(made.answer, robots=http(b"User-agent: *\nDisallow: /api/\n")) as server:
        url = f"http://localhost:{server.port}/"
        answer = danhmuc("source", "check", url, "--kind", "ckan", "--internal")
        assert server.targets == ["/catalog.ttl"]
    assert answer.returncode == 3
    assert f"danhmuc source check {url}catalog.ttl" in answer.stdout
