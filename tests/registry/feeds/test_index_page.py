"""The page of a feed for people: Vietnamese first, plain texts, addresses that can be copied."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

from danhmuc.registry.feeds.index_page import AgencyOverview, DayOfChanges, FeedFile, FeedOverview, index_page

BASE = "https://data.example.vn/feed/"
OVERVIEW = FeedOverview(
    titles={"vi": "Danh mục dữ liệu quốc gia", "en": "National data inventory"},
    descriptions={"vi": "Dữ liệu của các cơ quan nhà nước."},
    publisher_names={"vi": "Bộ Ví dụ"},
    base=BASE,
    licence="http://creativecommons.org/licenses/by/4.0/",
    contact="dulieu@example.vn",
    homepage="https://example.vn/",
    classes={"dcat:Dataset": 1234, "dcat:DataService": 5},
    agencies=(
        AgencyOverview(names={"vi": "Sở Nhỏ"}, path=None, records=9, harvested_on=None, is_failing=True),
        AgencyOverview(names={"vi": "Sở Lớn"}, path="agency/H36/catalog.ttl", records=1230, harvested_on="2026-11-26"),
    ),
    changes=(DayOfChanges(day="2026-11-26", created=3, changed=2, gone=1),),
    files=(
        FeedFile(path="catalog.ttl", kind="pages"),
        FeedFile(path="catalog.rdf", kind="pages"),
        FeedFile(path="all.rdf", kind="whole", size=12_345_678),
        FeedFile(path="data.json", kind="data-json", size=1_500),
        FeedFile(path="events.trig", kind="stream", size=15),
    ),
)


class Texts(HTMLParser):
    """The texts and tags of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.settings: list[str] = []
        """The blocks of lines to copy."""
        self.values: list[str] = []
        """Values in these that are marked as a whole."""
        self._open: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append(tag)
        if tag == "pre":
            self.settings.append("")
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())
        if "pre" in self._open:
            self.settings[-1] += data
            if self._open[-1] == "span":
                self.values.append(data)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass


def test_index_page__speaks_vietnamese_first() -> None:
    page = index_page(OVERVIEW).decode()
    assert page.startswith('<!DOCTYPE html>\n<html lang="vi">')
    assert page.index('<article lang="vi"') < page.index('<article lang="en"')
    vi, en = page.split('<article lang="en"')
    assert "1.239 bản ghi" in vi
    assert "1,239 records" in en
    assert "Cơ quan" in vi
    assert "12 MB" in en


def test_index_page__has_agencies_by_number_of_records() -> None:
    texts = Texts(index_page(OVERVIEW)).texts
    assert texts.index("Sở Lớn") < texts.index("Sở Nhỏ")
    assert "the newest harvest failed" in texts
    assert "never" in texts


def test_index_page__has_settings_to_copy() -> None:
    found = Texts(index_page(OVERVIEW))
    texts = found.settings
    ckan = next(text for text in texts if text.startswith(f"URL: {BASE}catalog.ttl"))
    assert json.loads(ckan.partition("Configuration: ")[2]) == {"rdf_format": "text/turtle"}
    assert f"Name: National data inventory\nURL: {BASE}catalog.rdf\nBackend: dcat" in texts
    assert f"URL: {BASE}data.json" in texts
    assert f"URL: {BASE}all.rdf" in texts
    assert f"danhmuc harvest {BASE}catalog.ttl\ndanhmuc harvest {BASE}events.trig --kind ldes" in texts
    # A value is copied without its label.
    assert {"National data inventory", f"{BASE}catalog.rdf", f"danhmuc harvest {BASE}catalog.ttl"} <= set(found.values)


def test_index_page__counts_classes_in_words() -> None:
    page = index_page(replace(OVERVIEW, classes={"dcat:Dataset": 1234, "dcat:DataService": 1, "ex:Other": 2})).decode()
    assert "1 data service · 1,234 datasets · ex:Other: 2" in page


def test_index_page__has_the_documents_of_an_agency_in_each_syntax() -> None:
    links = Texts(index_page(OVERVIEW)).links
    assert {f"{BASE}agency/H36/catalog.{ending}" for ending in ("ttl", "rdf", "jsonld")} <= set(links)


def test_index_page__names_no_file_that_is_not_there() -> None:
    page = index_page(replace(OVERVIEW, files=(), changes=(), agencies=(), classes={})).decode()
    assert "catalog.ttl" not in page
    assert "0 records" in page


def test_index_page__lets_no_text_of_a_catalogue_become_markup() -> None:
    evil = '<script>alert(1)</script>" onload="x\u202e'
    page = index_page(
        replace(
            OVERVIEW,
            titles={"vi": evil},
            descriptions={"en": evil},
            publisher_names={"fr": evil},
            licence=f"javascript:{evil}",
            homepage=f"javascript:{evil}",
            contact=evil,
            agencies=(AgencyOverview(names={"vi": evil}, path=evil, records=1, harvested_on=None),),
        )
    )
    found = Texts(page)
    assert "script" not in found.tags
    assert "\u202e" not in page.decode()
    assert not any(link.startswith("javascript:") for link in found.links)


def test_index_page__is_the_same_for_the_same_feed() -> None:
    assert index_page(OVERVIEW) == index_page(replace(OVERVIEW))
    assert not re.search(rb"(?<!-)src=|@import|url\(", index_page(OVERVIEW))
