"""What each page says about the others."""

from __future__ import annotations

import pytest

from danhmuc.registry.feeds.documents import PageLinks, page_links, page_path
from danhmuc.registry.feeds.key_ranges import KeyedSize, PageLayout, PageLimits, arrange_pages

BASE = "https://data.example.vn/feed/"
LIMITS = PageLimits(records=10)


def layout_of(count: int, bounds: tuple[str, ...] = ()) -> PageLayout:
    return arrange_pages([KeyedSize(f"{number:04d}", 1) for number in range(count)], bounds, LIMITS)


def links_of(layout: PageLayout) -> list[PageLinks]:
    return [
        page_links(layout, position, base=BASE, ending="ttl", limits=LIMITS) for position in range(len(layout.pages))
    ]


def test_page_links__a_single_page_is_first_and_last() -> None:
    assert links_of(layout_of(3)) == [
        PageLinks(
            own=BASE + "catalog.ttl",
            first=BASE + "catalog.ttl",
            next=None,
            previous=None,
            last=BASE + "catalog.ttl",
            total=3,
            items_per_page=10,
        )
    ]


def test_page_links__lead_from_the_first_to_the_last_and_back() -> None:
    pages = links_of(layout_of(35))
    assert len(pages) > 3
    assert [page.next for page in pages[:-1]] == [page.own for page in pages[1:]]
    assert [page.previous for page in pages[1:]] == [page.own for page in pages[:-1]]
    assert pages[-1].next is None
    assert {page.first for page in pages} == {pages[0].own}
    assert pages[0].last == pages[-1].own


def test_page_links__the_total_stands_on_the_first_page_alone() -> None:
    first, *others = links_of(layout_of(35))
    assert (first.total, first.items_per_page) == (35, 10)
    assert {(page.total, page.last) for page in others} == {(None, None)}


def test_page_links__one_entry_more_changes_those_of_the_first_page_alone() -> None:
    before = layout_of(35)
    now = layout_of(36, before.bounds)
    changed = [one.own for one, other in zip(links_of(before), links_of(now), strict=True) if one != other]
    assert changed == [BASE + "catalog.ttl"]


def test_page_links__a_new_page_changes_its_neighbours_and_the_first() -> None:
    bounds = ("", "0009", "0018", "0027", "0036")
    entries = [KeyedSize(f"{number:04d}", 1) for number in range(45)]
    before = arrange_pages(entries, bounds, LIMITS)
    more = sorted([*entries, KeyedSize("0020a", 1), KeyedSize("0020b", 1)], key=lambda one: one.key)
    now = arrange_pages(more, before.bounds, LIMITS)
    old = {page.own: page for page in links_of(before)}
    new = {page.own: page for page in links_of(now)}
    assert len(new) == len(old) + 1
    assert [own for own in new if own in old and new[own] != old[own]] == [
        BASE + page_path(lower, "ttl") for lower in ("", "0018", "0027")
    ]


@pytest.mark.parametrize("ending", ["ttl", "rdf", "jsonld"])
def test_page_links__stay_within_one_syntax(ending: str) -> None:
    links = page_links(layout_of(25), 1, base=BASE, ending=ending, limits=LIMITS)
    assert all(one is not None and one.endswith(f".{ending}") for one in (links.own, links.next, links.first))
