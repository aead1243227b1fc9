"""Searches find the same on both databases, in the same order, and count the same."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store import found_records
from danhmuc.registry.store import search_index as word_matches
from danhmuc.registry.store.found_records import FACETS
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.searching import RecordOrder
from danhmuc.vocab.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from danhmuc.registry.search.record_search import FoundRecords

    from ...conftest import Fill, RegistryCopy

BASE = "https://e.vn/"
PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix theme: <http://publications.europa.eu/resource/authority/data-theme/> .
@prefix file: <http://publications.europa.eu/resource/authority/file-type/> .
@prefix by: <https://creativecommons.org/licenses/by/4.0/> .
"""
RECORDS = """
<dat> a dcat:Dataset ; dct:title "Giá đất đai"@vi , "Land prices"@en ; dct:description "Bảng giá"@vi ;
    dct:issued "2024-05-01" ; dct:modified "2026-01-01" ; dct:publisher <so> ; dcat:theme theme:ECON , theme:GOVE ;
    dcat:distribution [ a dcat:Distribution ; dct:format file:CSV ; dct:license by: ] ,
        [ a dcat:Distribution ; dcat:mediaType <http://www.iana.org/assignments/media-types/application/json> ] .
<quy-hoach> a dcat:Dataset ; dct:title "Quy hoạch sử dụng đất"@vi ; dcat:keyword "đất đai"@vi ; dct:modified "2024" ;
    dct:description "Theo Nghị định 47/2020/NĐ-CP, mã H57.06"@vi ; dcat:theme theme:ENVI .
<benh-vien> a dcat:Dataset ; dct:title "Bệnh viện công lập"@vi ; dcat:theme theme:HEAL ; dct:identifier "H57.06.01" ;
    dct:description "Không có gì về đất và đai"@vi ; dcat:distribution [ dct:format "csv" ] .
<hoa> a dcat:Dataset ; dct:title "Khu hoà bình, thuỷ lợi"@vi ;
    csvw:tableSchema [ csvw:column [ csvw:name "ma_thua" ; csvw:title "Mã thửa đất"@vi ] ] .
<so> a foaf:Organization ; foaf:name "Sở Xây dựng"@vi .
"""


def fill(url: str, folder: Path) -> None:
    path = folder / "a.ttl"
    path.write_text(PREFIXES + RECORDS, encoding="utf-8")
    with Registry.open(url, create=True) as opened:
        opened.plan(source_at(str(path)), profile="none").apply(by="test")


@pytest.fixture
def registry(copy_registry: Callable[[Fill], RegistryCopy]) -> Iterator[Registry]:
    with Registry.open(copy_registry(fill).url) as opened:
        yield opened


def found(registry: Registry, text: str | None, **chosen: object) -> str:
    rows = registry.records(text=text, **chosen)  # type: ignore[arg-type]
    return " ".join(row.iri.removeprefix(BASE) for row in rows)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # All words in the title, then in the keywords, then anywhere.
        ("đất đai", "dat quy-hoach benh-vien"),
        ("DAT DAI", "dat quy-hoach benh-vien"),
        ("đất-đai", "dat quy-hoach"),
        ('"đất đai"', "dat quy-hoach"),
        ("“dat dai”", "dat quy-hoach"),
        ('"đai đất"', ""),
        ("đất -giá", "quy-hoach hoa benh-vien"),
        ('dat -"dat dai"', "hoa benh-vien"),
        ("dat -gi*", "quy-hoach hoa"),
        ("land", "dat"),
        ("lan", ""),
        ("lan*", "dat"),
        ('"su dung d*"', ""),
        ('"su dung d"*', "quy-hoach"),
        ("quy-hoach", "quy-hoach"),
        # Both ways of writing a tone mark.
        ("hòa thủy", "hoa"),
        ("hoà thuỷ", "hoa"),
        # Codes and IRIs, whole or by prefix.
        ("H57.06", "quy-hoach"),
        ("h57*", "benh-vien quy-hoach"),
        ("H57.06.01", "benh-vien"),
        ("47/2020/NĐ-CP", "quy-hoach"),
        ("https://e.vn/dat", "dat"),
        ("https://e.vn/*", "benh-vien dat hoa quy-hoach"),
        ("e.vn", ""),
        ('"H57.06.01"', "benh-vien"),
        ('"h57"*', "benh-vien quy-hoach"),
        ('"https://e.vn/dat" -"h57.06"', "dat"),
        # Labels of codes.
        ("y tế", "benh-vien"),
        ("health", "benh-vien"),
        ('"y tế" bệnh', "benh-vien"),
        ("moi truong dat", "quy-hoach"),
        ("đất -environment", "dat hoa benh-vien"),
        ("HEAL", "benh-vien"),
        # Columns.
        ("ma_thua", "hoa"),
        ("thua", "hoa"),
        ("khong-co-gi-ca", ""),
    ],
)
def test_records__found_by_words(registry: Registry, text: str, names: str) -> None:
    assert found(registry, text) == names


@pytest.mark.parametrize("text", ['"đất', "-giá", '-"giá đất"', "*", '""', "&", "a " * 101])
def test_records__what_cannot_be_read_is_answered_in_one_line(registry: Registry, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        registry.records(text=text)
    assert "\n" not in str(caught.value)


def counts(registry: Registry, facet: str, text: str | None = None, **chosen: object) -> dict[str | None, int]:
    answer = registry.search(text, facets=[facet], **chosen)  # type: ignore[arg-type]
    return {one.value: one.count for one in answer.facets[facet]}


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        ("theme", {"ECON": 1, "ENVI": 1, "GOVE": 1, "HEAL": 1, None: 1}),
        ("publisher", {"https://e.vn/so": 1, None: 3}),
        ("format", {"CSV": 2, "application/json": 1, None: 2}),
        ("licence", {"http://creativecommons.org/licenses/by/4.0/": 1, None: 3}),
        ("state", {"present": 4}),
        ("verdict", {"none": 4}),
        ("year", {"2024": 2, None: 2}),
    ],
)
def test_search__counts_by_facet(registry: Registry, facet: str, expected: dict[str | None, int]) -> None:
    assert counts(registry, facet) == expected


def test_search__counts_what_is_found_alone(registry: Registry) -> None:
    answer = registry.search("đất", facets=["theme", "year"], limit=1)
    assert (answer.total, len(answer)) == (4, 1)
    assert counts(registry, "format", "đất đai") == {"CSV": 2, "application/json": 1, None: 1}


def test_search__a_facet_counts_within_all_conditions_but_its_own(registry: Registry) -> None:
    answer = registry.search(facets=["format", "theme"], format="csv", limit=None)
    assert answer.total == 2
    assert {one.value: one.count for one in answer.facets["format"]} == {"CSV": 2, "application/json": 1, None: 2}
    assert {one.value: one.count for one in answer.facets["theme"]} == {"ECON": 1, "GOVE": 1, "HEAL": 1}


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({"format": "csv"}, "benh-vien dat"),
        ({"format": "application/json"}, "dat"),
        ({"format": "JSO"}, ""),
        ({"licence": "http://creativecommons.org/licenses/by/4.0/"}, "dat"),
        ({"year": 2024}, "dat quy-hoach"),
        ({"theme": "econ"}, "dat"),
        ({"publisher": "https://e.vn/so"}, "dat"),
        ({"verdict": "none", "source": "a", "state": "present"}, "benh-vien dat hoa quy-hoach"),
        ({"verdict": "accepted"}, ""),
    ],
)
def test_records__chosen_by_facets(registry: Registry, chosen: dict[str, object], names: str) -> None:
    assert found(registry, None, **chosen) == names
    assert registry.search(**chosen).total == len(names.split())  # type: ignore[arg-type]


def test_search__values_have_labels(registry: Registry) -> None:
    facets = registry.search(facets=["theme", "publisher", "format", "licence"]).facets
    labels = {one.value: dict(one.labels) for values in facets.values() for one in values}
    assert labels["HEAL"]["vi"] == "Y tế"
    assert labels["https://e.vn/so"] == {"": "Sở Xây dựng"}
    assert labels["CSV"]["en"] == "CSV"
    assert labels["application/json"] == {}


@pytest.mark.parametrize("text", [None, "đất", "https://e.vn/*"])
@pytest.mark.parametrize("sort", ["title", "violations"])
def test_search__pages_are_the_whole_list(registry: Registry, text: str | None, sort: str) -> None:
    whole = list(registry.records(text=text, sort=sort))  # type: ignore[arg-type]
    paged, after = [], None
    while True:
        page = registry.search(text, sort=sort, after=after, limit=1)  # type: ignore[arg-type]
        assert page.total == len(whole)
        paged += page.rows
        after = page.next_key
        if after is None:
            break
    assert paged == whole


@pytest.mark.parametrize("key", ["x", "", "W10", "é", "bnVsbA", "WyIxMjM0NTY3OCIsMSwiYSIsImIiLDFd"])
def test_search__a_key_of_something_else_is_refused(registry: Registry, key: str) -> None:
    with pytest.raises(UsageError):
        registry.search("đất", after=key)


@pytest.mark.parametrize(
    "values",
    ["[" * 100_000, '["{digest}",0,"\\ud800","https://e.vn/dat",1]', '["{digest}",0,"\\u0000","https://e.vn/dat",1]'],
    ids=["deep", "half a letter", "NUL"],
)
def test_search__a_tampered_key_is_refused(registry: Registry, values: str) -> None:
    key = registry.search(limit=1).next_key or ""
    digest = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))[0]
    tampered = base64.urlsafe_b64encode(values.replace("{digest}", digest).encode()).decode()
    with pytest.raises(UsageError, match="is not a key of this search"):
        registry.search(limit=1, after=tampered)


@pytest.mark.postgresql
def test_records__what_no_row_can_have_finds_nothing_or_is_refused(registry: Registry) -> None:
    for year in (99_999, -(10**30)):
        assert list(registry.records(year=year)) == []
        assert registry.search(year=year).total == 0
    for chosen in ({"after": 10**30}, {"run": 10**30}):
        assert registry.ledger.changes(**chosen) == []
    unstorable: tuple[dict[str, Any], ...] = ({"theme": "\0"}, {"source": "\ud800"}, {"publisher": "\0"})
    for chosen in (*unstorable, {"format": "\0"}, {"licence": "\0"}):
        for ask in (registry.records, registry.search):
            with pytest.raises(UsageError, match="has a letter"):
                ask(**chosen)
    for chosen in ({"iri": "\0"}, {"source": "\ud800"}):
        with pytest.raises(UsageError, match="has a letter"):
            registry.ledger.changes(**chosen)


def test_records__fewer_than_none_are_refused(registry: Registry) -> None:
    for ask in (registry.records, registry.search, registry.ledger.changes, registry.harvests.runs):
        with pytest.raises(UsageError, match="-1 rows cannot be given"):
            ask(limit=-1)


def test_search__a_key_of_another_search_is_refused(registry: Registry) -> None:
    key = registry.search("đất", limit=1).next_key
    assert registry.search("ĐẤT", limit=1, after=key).rows != ()
    with pytest.raises(UsageError):
        registry.search("đất giá", limit=1, after=key)
    with pytest.raises(UsageError):
        registry.search("đất", year=2024, limit=1, after=key)


def test_search__an_unknown_facet_is_refused(registry: Registry) -> None:
    with pytest.raises(UnknownNameError, match="theme"):
        registry.search(facets=["themes"])


@pytest.mark.soak
@pytest.mark.postgresql
def test_search__the_first_page_is_the_same_wherever_it_is_looked_for(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(postgresql_url, tmp_path)
    texts = ("đất", "dat*", "đất -giá", 'đất -"bảng giá"', '"đất đai"', "đất land", "y tế", "h57.06", "https://e.vn/*")
    chosen: list[dict[str, Any]] = [{"text": text} for text in texts]
    chosen += [{"text": "đất", **one} for one in ({"theme": "ENVI"}, {"run": 1}, {"state": "missing"})]
    with Registry.open(postgresql_url) as registry:

        def pages() -> list[FoundRecords]:
            return [registry.search(**one, facets=[*FACETS], limit=limit) for one in chosen for limit in (1, 2, 3)]

        at_once = pages()
        monkeypatch.setattr(found_records, "_MANY", -1)
        for few in (0, 10):
            monkeypatch.setattr(found_records, "_FEW_TITLES", few or 1_000)
            assert pages() == at_once
        monkeypatch.setattr(found_records, "SAMPLED_FROM", 0)
        for early in ("", "Giá đất đai", "Zz"):
            monkeypatch.setattr(found_records, "early_title", lambda *_, early=early: early)
            assert pages() == at_once


@pytest.mark.postgresql
def test_search__a_page_of_titles_is_found_without_the_other_records(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(postgresql_url, tmp_path)
    with Registry.open(postgresql_url) as registry:
        page = registry.search("đất", limit=1)

        def refuse(*_: object, **__: object) -> None:
            raise LookupError

        monkeypatch.setattr(found_records, "_MANY", -1)
        monkeypatch.setattr(found_records, "_found_at_once", refuse)
        assert registry.search("đất", limit=1) == page
        with pytest.raises(LookupError):  # two have it in their title, so that the page may end with another one
            registry.search("đất", limit=2)


@pytest.mark.soak
@pytest.mark.parametrize("sort", ["title", "violations"])
def test_search__is_the_same_in_one_pass_and_in_several(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, sort: RecordOrder
) -> None:
    def pages() -> list[FoundRecords]:
        chosen = [{}, {"theme": "ECON"}, {"verdict": "none"}, {"state": "missing"}, {"format": "CSV"}]
        asked = [{"text": text, **one} for text in ("đất", "y tế", "đất -giá", "kinh*") for one in chosen]
        after = registry.search("đất", sort=sort, limit=1).next_key
        asked.append({"text": "đất", "after": after})
        return [registry.search(**one, facets=[*FACETS], sort=sort, limit=2) for one in asked]  # type: ignore[arg-type]

    at_once = pages()
    monkeypatch.setattr(found_records, "LONGEST_PAGE", 0)
    assert pages() == at_once


def test_search__pages_of_all_are_in_the_order_of_all(registry: Registry, tmp_path: Path) -> None:
    same = "Số liệu thống kê kinh tế và xã hội của các "
    titles = [f"{same}{end}" for end in ("xã", "bộ", "Sở", "ấp", "bộ")] + ["", "Z" * 900, "\U0010ffff"]
    texts = [f'<t{number}> a dcat:Dataset ; dct:title "{title}" .' for number, title in enumerate(titles)]
    untitled = ["<u1> a dcat:Dataset .", "<u2> a dcat:Dataset ."]
    path = tmp_path / "b.ttl"
    path.write_text(PREFIXES + "\n".join([*texts, *untitled]), encoding="utf-8")
    registry.plan(source_at(str(path)), profile="none").apply(by="test")
    rows = list(registry.records())
    assert len(rows) == 14
    assert [row.title for row in rows] == sorted((row.title for row in rows), key=lambda one: (one is None, one or ""))
    for limit in (1, 3):
        key, found = None, []
        while page := registry.search(limit=limit, after=key):
            assert page.total == 14
            found += page.rows
            if (key := page.next_key) is None:
                break
        assert found == rows


@pytest.mark.postgresql
def test_search__codes_that_no_record_has_change_nothing(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(postgresql_url, tmp_path)
    with Registry.open(postgresql_url) as registry:
        asked = ("y tế", "kinh*", "y tế -kinh", "môi trường", "a*")
        monkeypatch.setattr(word_matches, "_FEW", 10_000)
        every = [registry.search(text, facets=[*FACETS]) for text in asked]
        monkeypatch.setattr(word_matches, "_FEW", -1)
        assert [registry.search(text, facets=[*FACETS]) for text in asked] == every
        with open_database(postgresql_url) as database, database.writing() as connection:
            connection.exec_driver_sql("ANALYZE search_words")
        assert [registry.search(text, facets=[*FACETS]) for text in asked] == every


@pytest.mark.postgresql
def test_early_title__is_one_of_the_first_of_a_sample(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, number in (("SAMPLED_FROM", 1), ("_SAMPLE", 4), ("_BEFORE", 1)):
        monkeypatch.setattr(word_matches, name, number)
    fill(postgresql_url, tmp_path)
    with open_database(postgresql_url) as database, database.reading() as connection:
        assert word_matches.early_title(connection, 0) is None
        assert word_matches.early_title(connection, 4) == "Giá đất đai"


def test_search__a_list_with_other_labels_counts_at_once(registry: Registry) -> None:
    assert found(registry, "y tế") == "benh-vien"
    scheme = "http://publications.europa.eu/resource/authority/data-theme"
    changed = f"""
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <{scheme}> a skos:ConceptScheme .
    <{scheme}/HEAL> a skos:Concept ; skos:inScheme <{scheme}> ; skos:prefLabel "Sức khoẻ nhân dân"@vi .
    """
    registry.vocab.add(changed.encode(), by="test", name="themes.ttl", token="data-theme", complete=True)
    assert found(registry, "y tế") == ""
    page = registry.search("suc khoe nhan dan", facets=["theme"])
    assert [row.iri for row in page] == [f"{BASE}benh-vien"]
    assert [(one.value, dict(one.labels)) for one in page.facets["theme"]] == [("HEAL", {"vi": "Sức khoẻ nhân dân"})]
