"""No byte of a public feed has a word of what is not public, by way of data.json and of what DCAT-US names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from danhmuc.registry import Registry, source_at

from ..dcat_us.written_back import entries
from .public_words import POLICY, bytes_by_path, dataset, export_feed, harvest, word
from .test_public_feed import NON_PUBLIC, person, words_in

STRICT: Final = 'contacts = "none"\n' + POLICY + '\n[stays_inside]\nproperties = ["dcat:contactPoint"]\n'
OPEN: Final[dict[str, Any]] = {
    "title": "Open",
    "description": f"Ask {word('masked')}@e.vn",
    "keyword": ["k"],
    "modified": "2026-01-01",
    "publisher": {"name": "Office"},
    "identifier": "open",
    "accessLevel": "public",
    "landingPage": "https://e.vn/landing",
    "contactPoint": {"fn": "Officer", "hasEmail": f"mailto:{word('officer')}@e.vn", "tel": f"024 {word('tel')}"},
    "manager": {"name": "An", "phone": f"024 {word('manager')}"},
    "staff": [{"contactTel": f"024 {word('staff')}"}],
    "soDienThoai": f"024 {word('field')}",
    "links": [f"tel:{word('link')}"],
}
CLOSED: Final = {
    **OPEN,
    "title": word("closed-title"),
    "identifier": f"https://e.vn/{word('closed-identifier')}",
    "accessLevel": "non-public",
    "rights": word("closed-rights"),
    "description": word("closed-description"),
}
NAMES: Final = [
    *("masked", "officer", "tel", "manager", "staff", "field", "link"),
    *("closed-title", "closed-identifier", "closed-rights", "closed-description"),
    *("member", "member-contact", "unwritten", "page-node", "person-of-series"),
]
TURTLE: Final = (
    dataset("member", NON_PUBLIC, "dcat:contactPoint <member-contact>")
    + person("member-contact")
    + f"<{word('unwritten')}> a dcat:Dataset ; {NON_PUBLIC} .\n"
    + dataset("linked", "dcat:landingPage <page-node>", "dct:identifier 'l'", title="Linked")
    + f'<page-node> a <http://xmlns.com/foaf/0.1/Document> ; dct:title "{word("page-node")}" ; {NON_PUBLIC} .\n'
    + '<series> a dcat:DatasetSeries ; dct:title "s"@vi ; dct:description "d"@vi ;'
    " dcat:seriesMember <linked>, <member> ; dcat:first <member> ; dcat:contactPoint <person-of-series> .\n"
    + person("person-of-series")
    + '<service> a dcat:DataService ; dct:title "s"@vi ; dcat:endpointURL <api> ;'
    " dcat:servesDataset <member>, <linked> ; dct:publisher <office> .\n"
    '<office> a foaf:Organization ; foaf:name "Office"@vi .\n'
)


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    path = tmp_path / "data.json"
    path.write_text(json.dumps({"dataset": [OPEN, CLOSED]}), encoding="utf-8")
    with Registry.open(sqlite_url, create=True) as opened:
        opened.harvest(source_at(str(path), "data-json"), profile="none")
        harvest(opened, tmp_path, "main", TURTLE)
        yield opened


def test_export_feed__has_what_the_words_stand_for_without_a_policy(registry: Registry, tmp_path: Path) -> None:
    export_feed(registry, tmp_path, None)
    assert words_in(NAMES, tmp_path) == sorted(NAMES)


@pytest.mark.parametrize("policy", [POLICY, STRICT], ids=["default", "strict"])
def test_export_feed__has_no_word_of_data_json_and_of_named_records(
    registry: Registry, tmp_path: Path, policy: str
) -> None:
    for _ in range(2):
        export_feed(registry, tmp_path, policy)
        assert words_in(NAMES, tmp_path) == []
    files = bytes_by_path(tmp_path / "feed" / "current")
    whole = json.loads(files["dcat-us.json"])
    datasets = {one["title"]: one for one in entries(whole, "dataset")}
    assert datasets.keys() == {"Open", "Linked"}
    assert {one["contactPoint"]["hasEmail"] for one in datasets.values()} == {"mailto:dulieu@example.vn"}
    assert "landingPage" not in datasets["Linked"]
    (series,), (service,) = entries(whole, "datasetSeries"), entries(whole, "service")
    assert [one["@id"] for one in series["seriesMember"]] == ["https://e.vn/linked"]
    assert "first" not in series
    assert [one["@id"] for one in service["servesDataset"]] == ["https://e.vn/linked"]


LANGUAGES: Final = ("dataset", "part", "page", "agent", "entry", "catalogue", "contact")


def english(name: str) -> str:
    """A text in two languages, of which the English one is a word."""
    return f'"{name} tiếng Việt"@vi, "{word(f"english-{name}")}"@en-GB'


BILINGUAL: Final = (
    f"<d> a dcat:Dataset ; dct:title {english('dataset')} ; dct:description 'd'@vi ; dcat:distribution <part> ;"
    f" dcat:landingPage [ a foaf:Document ; dct:title {english('page')} ] ; dct:publisher <agent> ;"
    f" dcat:contactPoint [ a vcard:Organization ; vcard:fn {english('contact')} ; vcard:hasEmail <mailto:a@e.vn> ] .\n"
    f"<part> a dcat:Distribution ; dct:title {english('part')} ; dcat:accessURL <data> .\n"
    f"<agent> a foaf:Organization ; foaf:name {english('agent')} ; dct:identifier 'H1' .\n"
    f"<c> a dcat:Catalog ; dct:title {english('catalogue')} ; dcat:dataset <d> ; dcat:record <e> .\n"
    f"<e> a dcat:CatalogRecord ; foaf:primaryTopic <d> ; dct:title {english('entry')} ;"
    " dct:modified '2026-01-01'^^xsd:date .\n"
)


@pytest.mark.parametrize("policy", [POLICY, None], ids=["policy", "everything"])
def test_export_feed__has_no_text_in_other_languages_than_its_own(
    sqlite_url: str, tmp_path: Path, policy: str | None
) -> None:
    names = [f"english-{name}" for name in LANGUAGES]
    with Registry.open(sqlite_url, create=True) as opened:
        harvest(opened, tmp_path, "main", BILINGUAL)
        export_feed(opened, tmp_path, policy)
        assert words_in(names, tmp_path) == sorted(names)
        # The build before this one has them, and goes with the change of settings.
        export_feed(opened, tmp_path, policy, more='languages = ["vi"]')
        assert words_in(names, tmp_path) == []
        whole = json.loads(bytes_by_path(tmp_path / "feed" / "current")["dcat-us.json"])
        assert [one["title"] for one in entries(whole, "dataset")] == ["dataset tiếng Việt"]
