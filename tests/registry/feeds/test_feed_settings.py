"""The settings of a feed, read from TOML."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry.feeds.feed_settings import (
    MAX_SETTINGS_BYTES,
    Contact,
    FeedFilter,
    FeedSettings,
    Publisher,
    read_feed_settings,
)
from danhmuc.vocab.errors import SourceUnavailableError, UsageError

TITLE: Final = 'title = { vi = "Danh mục" }'
DESCRIPTION: Final = 'description = { vi = "Mô tả" }'
PUBLISHER: Final = 'publisher = { iri = "https://e.vn/co-quan", name = { vi = "Thành phố" } }'
CONTACT: Final = 'contact = { name = { vi = "Trung tâm" }, email = "a@e.vn" }'
LICENCE: Final = 'licence = "https://e.vn/dieu-khoan"'
PROFILE: Final = """
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/own> a prof:Profile ; prof:hasToken "own" .
<https://e.vn/own#Dataset> a sh:NodeShape ; sh:targetClass <http://www.w3.org/ns/dcat#Dataset> .
"""
ALL: Final = (TITLE, DESCRIPTION, PUBLISHER, CONTACT, LICENCE)


def read(*catalog: str, top: str = "") -> FeedSettings:
    text = "\n".join([top, "[catalog]", *catalog])
    return read_feed_settings(text.encode(), name="feed.toml")


def refusal(*catalog: str, top: str = "") -> str:
    with pytest.raises(UsageError) as caught:
        read(*catalog, top=top)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_settings__have_all_that_a_catalogue_says_of_itself() -> None:
    settings = read(
        *ALL[:3],
        'contact = { name = { EN = "Centre" }, telephone = "+84-234-000-0000", url = "https://e.vn/hoi" }',
        LICENCE,
        'homepage = "https://e.vn/"',
        'languages = ["vi", "ENG", "vi"]',
        "issued = 2026-03-31",
        'spatial = ["https://e.vn/noi/46"]',
        'theme_taxonomies = ["http://publications.europa.eu/resource/authority/data-theme"]',
        top="records_per_page = 50\nevents_per_page = 200",
    )
    catalog = settings.catalog
    assert (settings.records_per_page, settings.events_per_page) == (50, 200)
    assert catalog.publisher == Publisher(iri="https://e.vn/co-quan", name={"vi": "Thành phố"})
    assert catalog.contact == Contact(name={"en": "Centre"}, telephone="+84-234-000-0000", url="https://e.vn/hoi")
    assert [iri.rpartition("/")[2] for iri in catalog.languages] == ["VIE", "ENG"]
    assert (catalog.title, catalog.issued, catalog.homepage) == ({"vi": "Danh mục"}, date(2026, 3, 31), "https://e.vn/")
    assert (len(catalog.spatial), len(catalog.theme_taxonomies)) == (1, 1)


def test_settings__have_iris_of_well_known_vocabularies_in_their_usual_form() -> None:
    europe = "https://publications.europa.eu/resource/authority"
    catalog = read(
        *ALL[:2],
        f'publisher = {{ iri = "{europe}/corporate-body/EURUN", name = {{ vi = "Thành phố" }}, '
        f'type = "{europe}/corporate-body-classification/CITY" }}',
        CONTACT,
        'licence = "https://creativecommons.org/licenses/by/4.0"',
        f'spatial = ["{europe}/country/VNM"]',
        f'theme_taxonomies = ["{europe}/data-theme"]',
    ).catalog
    usual = europe.replace("https:", "http:")
    assert catalog.licence == "http://creativecommons.org/licenses/by/4.0/"
    assert catalog.publisher.iri == f"{usual}/corporate-body/EURUN"
    assert catalog.publisher.type == f"{usual}/corporate-body-classification/CITY"
    assert catalog.spatial == (f"{usual}/country/VNM",)
    assert catalog.theme_taxonomies == (f"{usual}/data-theme",)


def test_settings__say_what_is_in_a_feed(tmp_path: Path) -> None:
    top = """
profile = "dcat-ap"
languages = ["EN-gb", "vi", "en-GB"]
[filters]
source = ["a"]
publisher = ["H57", "https://e.vn/x"]
class = ["series"]
theme = ["ENVI"]
state = "present"
"""
    settings = read(*ALL, top=top)
    assert (settings.profile, settings.languages) == ("dcat-ap", ("en-gb", "vi"))
    (found,) = settings.filters
    assert found == FeedFilter(
        sources=("a",), publishers=("H57", "https://e.vn/x"), classes=("series",), themes=("ENVI",), only_present=True
    )
    assert [iri.rpartition("/")[2] for iri in settings.catalog.languages] == ["ENG", "VIE"]
    assert [iri[-3:] for iri in read(*ALL, 'languages = ["fr"]', top=top).catalog.languages] == ["FRA"]
    assert read(*ALL, top="filters = {}").filters == ()
    profile = tmp_path / "own.ttl"
    profile.write_text(PROFILE, encoding="utf-8")
    (tmp_path / "feed.toml").write_text("\n".join(['profile = "own.ttl"', "[catalog]", *ALL]), encoding="utf-8")
    assert read_feed_settings(tmp_path / "feed.toml").profile == str(profile)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('profile = "dcat"', "unknown profile 'dcat'; known: dcat-ap, dcat-ap-hvd, elements, vn"),
        ('profile = "none"', "'profile' must be the token of a profile that validates, such as dcat-ap, or the file"),
        ("profile = 1", "'profile' must be the token of a profile"),
        ('languages = "vi"', "'languages' must be a list in brackets, each value a language tag, such as vi or en-GB"),
        ('languages = ["vi_VN"]', "'languages' must be a list in brackets, each value a language tag"),
        ("languages = []", "'languages' must be a list in brackets"),
        ("filters = []", "'filters' must be a table; found"),
        ("filters = { source = [] }", "'filters.source' must be a list in brackets"),
        ('filters = { theme = "ENVI" }', "'filters.theme' must be a list in brackets"),
        (
            'filters = { class = ["datasets"] }',
            "'filters.class' must be a list in brackets, each value one of dataset, ",
        ),
        ('filters = { state = "missing" }', "'filters.state' must be one of present; found"),
        ('filters = { publishers = ["H57"] }', "unknown key 'filters.publishers'; did you mean 'filters.publisher'?"),
    ],
)
def test_settings__are_refused_for_what_they_say_of_records(line: str, wanted: str) -> None:
    assert refusal(*ALL, top=line).startswith(f"feed.toml: {wanted}")


def test_settings__need_little() -> None:
    settings = read(*ALL)
    assert (settings.records_per_page, settings.catalog.homepage, settings.catalog.languages) == (100, None, ())


@pytest.mark.parametrize("key", ["title", "description", "publisher", "contact", "licence"])
def test_settings__are_refused_without_what_a_feed_needs(key: str) -> None:
    lines = [line for line in ALL if not line.startswith(key)]
    wanted = f"feed.toml: the key 'catalog.{key}' is missing; a feed is not built without it"
    assert refusal(*lines) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('licence = "CC0"', "'catalog.licence' must be an absolute IRI that begins with http:// or https://; found"),
        ('licence = "https://a:b@e.vn/"', "'catalog.licence' must be an absolute IRI"),
        ('licence = "https:///x"', "'catalog.licence' must be an absolute IRI"),
        ('title = "Danh mục"', "'catalog.title' must be a table of texts by language"),
        ("title = { }", "'catalog.title' must be a table of texts by language"),
        ('title = { vi_VN = "x" }', "'catalog.title' must be a table of texts by language"),
        ('title = { vi = " " }', "'catalog.title' must be a table of texts by language"),
        ('title = { vi = "x", VI = "y" }', "'catalog.title' must be a table of texts by language"),
        ('publisher = "https://e.vn/"', "'catalog.publisher' must be a table; found"),
        ('publisher = { name = { vi = "x" } }', "the key 'catalog.publisher.iri' is missing"),
        ('contact = { name = { vi = "x" } }', "'catalog.contact' needs one of the keys 'email', 'telephone' and 'url'"),
        ('contact = { name = { vi = "x" }, email = "x" }', "'catalog.contact.email' must be an e-mail address"),
        ('contact = { name = { vi = "x" }, telephone = "0234" }', "'catalog.contact.telephone' must be a telephone"),
        ('contact = { name = { vi = "x" }, fax = "x" }', "unknown key 'catalog.contact.fax'; known: "),
        ('languages = ["vi", "tlh-x"]', "'catalog.languages' must be a list in brackets, each value the tag or code"),
        ('languages = "vi"', "'catalog.languages' must be a list in brackets"),
        ('issued = "2026-03-31"', "'catalog.issued' must be a day without quotation marks, such as 2026-03-31"),
        ("issued = 2026-03-31T00:00:00", "'catalog.issued' must be a day without quotation marks"),
        ('homepages = "https://e.vn/"', "unknown key 'catalog.homepages'; did you mean 'catalog.homepage'?"),
    ],
)
def test_settings__are_refused_with_file_and_key(line: str, wanted: str) -> None:
    key = line.partition(" ")[0]
    found = refusal(*(one for one in ALL if not one.startswith(key)), line)
    assert found.startswith(f"feed.toml: {wanted}")


@pytest.mark.parametrize("value", ["0", "101", "true", "1.5", '"50"'])
def test_settings__have_pages_that_consumers_read(value: str) -> None:
    assert "'records_per_page' must be a whole number from 1 to 100" in refusal(*ALL, top=f"records_per_page = {value}")


def test_settings__that_are_no_toml_or_too_large_are_one_line() -> None:
    assert refusal(*ALL, top="x").startswith("feed.toml is no TOML: ")
    with pytest.raises(UsageError, match="is larger than"):
        read_feed_settings(b"#" * (MAX_SETTINGS_BYTES + 1))
    with pytest.raises(UsageError, match="the key 'catalog' is missing"):
        read_feed_settings(b"")


def test_settings__of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "feed.toml"
    with pytest.raises(SourceUnavailableError, match=r"feed\.toml"):
        read_feed_settings(path)
    path.write_text("\ufeff" + "\n".join(["[catalog]", *ALL]), encoding="utf-8")
    assert read_feed_settings(path) == read(*ALL)
