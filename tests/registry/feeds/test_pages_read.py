"""danhmuc takes the pages of a feed as whole, with the total on the first page alone; also while they change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from danhmuc.registry.feeds.documents import page_links, page_path
from danhmuc.registry.feeds.key_ranges import KeyedSize, PageLayout, PageLimits, arrange_pages

from ..fetch.loopback import AGENCY, Asked, http
from ..sources.paged_site import PREFIXES
from ..sources.test_rdf_on_web import Web

BASE = f"{AGENCY}/feed/"
FIRST = f"{BASE}catalog.ttl"
LIMITS = PageLimits(records=4)
FULL = [f"{number:02d}" for number in range(12)]


@pytest.fixture
def web(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    made = Web(sqlite_url)
    yield made
    made.close()


class Site:
    """A feed on a server of this machine; `before` is called before each answer with the number of requests."""

    def __init__(self, keys: list[str]) -> None:
        self.keys, self.layout = keys, PageLayout(())
        self.before: Callable[[int], None] = lambda number: None
        self.asked = 0
        self.build(keys)

    def build(self, keys: list[str]) -> None:
        self.keys = keys
        self.layout = arrange_pages([KeyedSize(key, 1) for key in keys], self.layout.bounds, LIMITS)

    def answer(self, asked: Asked) -> bytes:
        path = urlsplit(asked.target).path.removeprefix("/feed/")
        if path != "catalog.ttl" and not path.startswith("page/"):
            return http(b"", "404 Not Found")
        self.asked += 1
        self.before(self.asked)
        pages = [page_path(lower, "ttl") for lower in self.layout.bounds]
        if path not in pages:
            return http(b"", "404 Not Found")
        return http(self._body(pages.index(path)), "200 OK", "Content-Type: text/turtle")

    def _body(self, position: int) -> bytes:
        links = page_links(self.layout, position, base=BASE, ending="ttl", limits=LIMITS)
        keys = [key for key in self.keys if self.layout.find_page(key) == position]
        lines = [PREFIXES, f"<{BASE}catalog> a dcat:Catalog ; hydra:view <{links.own}> ."]
        lines += [f"<{links.own}> a hydra:PartialCollectionView, hydra:PagedCollection ; hydra:first <{links.first}> ."]
        lines += [f"<{links.own}> hydra:itemsPerPage {links.items_per_page} ."]
        for name, value in (("next", links.next), ("previous", links.previous), ("last", links.last)):
            if value is not None:
                lines.append(f"<{links.own}> hydra:{name} <{value}> ; hydra:{name}Page <{value}> .")
        if links.total is not None:
            lines.append(f"<{links.own}> hydra:totalItems {links.total} .")
        lines += [f"<{BASE}catalog> dcat:dataset <https://e.vn/{key}> ." for key in keys]
        lines += [f'<https://e.vn/{key}> a dcat:Dataset ; dct:title "{key}" .' for key in keys]
        return "\n".join(lines).encode()


def test_pages__with_the_total_on_the_first_alone_are_whole(web: Web) -> None:
    site = Site(FULL)
    web.serve(site.answer)
    report = web.harvest(FIRST)
    assert (report.state, report.documents) == ("complete", len(site.layout.pages))
    assert report.documents > 2
    assert web.presences().keys() == {f"{BASE}catalog", *(f"https://e.vn/{key}" for key in FULL)}
    site.build(FULL[:-1])
    assert web.harvest(FIRST).state == "complete"
    assert web.presences()["https://e.vn/11"] == "missing"


@pytest.mark.parametrize(
    "now", [[*FULL[:2], "01a", "01b", *FULL[2:]], [FULL[0], *FULL[4:]]], ids=["a page splits", "pages are joined"]
)
@pytest.mark.parametrize("request_number", [2, 3])
def test_pages__of_two_builds_never_lose_what_stays(web: Web, now: list[str], request_number: int) -> None:
    site = Site(FULL)
    web.serve(site.answer)
    web.harvest(FIRST)
    site.before = lambda number: site.build(now) if number == before + request_number else None
    before, pages = site.asked, len(site.layout.pages)
    web.harvest(FIRST)
    assert len(site.layout.pages) != pages
    presences = web.presences()
    assert {key for key in {*FULL} & {*now} if presences[f"https://e.vn/{key}"] != "present"} == set()
