"""The links between pages of a feed lead to files of it, and to all entries."""

from __future__ import annotations

import pytest

from danhmuc.registry.feeds.documents import check_links
from danhmuc.registry.feeds.key_ranges import KeyRange, PageLayout
from danhmuc.vocab.errors import RegistryError

BASE = "https://data.example.vn/feed/"
SECOND = "00000003-9f2c000000000000"
LAYOUT = PageLayout((KeyRange(lower="", records=3, byte_size=1), KeyRange(lower=SECOND, records=2, byte_size=1)))
PATHS = ["catalog.ttl", f"page/{SECOND}.ttl", "stream/00000000.trig"]


def check(paths: list[str], records: int = 5, layout: PageLayout = LAYOUT) -> None:
    check_links(paths, layout, base=BASE, endings=["ttl"], records=records, others=["stream/00000000.trig"])


def test_check_links__passes_what_is_whole() -> None:
    check(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_check_links__finds_each_link_to_nothing(path: str) -> None:
    with pytest.raises(RegistryError, match=f"leads to {BASE}{path}, which is not in the feed"):
        check([one for one in PATHS if one != path])


def test_check_links__finds_entries_that_no_page_has() -> None:
    with pytest.raises(RegistryError, match="do not lead to all 6 records"):
        check(PATHS, records=6)
