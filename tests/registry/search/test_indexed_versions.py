"""The index and the facets follow the newest version, whoever writes it: harvest, put, undo, rename, purge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from danhmuc.registry import Dataset, Distribution, Registry, source_at
from danhmuc.registry.harvest.plan_file import HarvestPlan
from danhmuc.registry.store import found_records, search_index
from danhmuc.registry.store.opening import open_database

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix theme: <http://publications.europa.eu/resource/authority/data-theme/> .
"""
RECORD = """<{0}> a dcat:Dataset ; dct:title "{1}"@vi ; dct:issued "{2}-01-01" ; dcat:theme theme:{3} ;
    dcat:distribution [ dct:format "{4}" ; dct:license <l/{4}> ] .
"""
FACETS = ("theme", "format", "licence", "year")


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url) as opened:
        yield opened


def harvest(registry: Registry, folder: Path, content: str, name: str = "a", **options: bool) -> HarvestPlan:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + content, encoding="utf-8")
    plan = registry.plan(source_at(str(path)), profile="none", **options)  # type: ignore[arg-type]
    plan.apply(by="test")
    return plan


def names(registry: Registry, words: str) -> list[str]:
    return [row.iri.removeprefix("https://e.vn/") for row in registry.records(text=words)]


def values(registry: Registry) -> list[str]:
    facets = registry.search(facets=FACETS).facets
    return [str(one.value).removeprefix("https://e.vn/l/") for name in FACETS for one in facets[name]]


def assert_whole(registry: Registry) -> None:
    assert [problem.render("en") for problem in registry.upkeep.check().problems] == []


FIRST = RECORD.format("1", "Sông", 2020, "ENVI", "CSV")
SECOND = RECORD.format("1", "Núi", 2021, "TRAN", "PDF")


def test_harvest__a_new_version_takes_the_place_of_the_old_one(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, FIRST)
    assert (names(registry, "sông"), values(registry)) == (["1"], ["ENVI", "CSV", "CSV", "2020"])
    harvest(registry, tmp_path, SECOND)
    assert (names(registry, "sông"), names(registry, "núi")) == ([], ["1"])
    assert values(registry) == ["TRAN", "PDF", "PDF", "2021"]
    assert_whole(registry)


def test_undo__brings_the_words_and_facets_back(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, FIRST)
    harvest(registry, tmp_path, SECOND)
    registry.undo(2, by="p", reason="r")
    assert (names(registry, "sông"), names(registry, "núi")) == (["1"], [])
    assert values(registry) == ["ENVI", "CSV", "CSV", "2020"]
    assert_whole(registry)


def test_put__is_found(registry: Registry) -> None:
    dataset = Dataset(
        "https://e.vn/1",
        title={"vi": "Sông"},
        distributions=[Distribution(download_url="https://e.vn/f", media_type="text/csv")],
    )
    registry.put(dataset, by="p")
    assert names(registry, "song") == ["1"]
    assert registry.search(facets=["format"]).facets["format"][0].value == "text/csv"
    registry.put(dataset.replace(title={"vi": "Núi"}), by="p")
    assert (names(registry, "song"), names(registry, "nui")) == ([], ["1"])
    assert_whole(registry)


def test_rename__the_words_stay_with_the_newest_version(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, FIRST)
    harvest(registry, tmp_path, SECOND.replace("<1>", "<2>"))
    registry.identities.rename("https://e.vn/1", "https://e.vn/2", by="p", reason="r")
    assert (names(registry, "núi"), names(registry, "sông")) == (["2"], [])
    assert (names(registry, "https://e.vn/2"), names(registry, "https://e.vn/1")) == (["2"], [])
    assert values(registry) == ["TRAN", "PDF", "PDF", "2021"]
    assert_whole(registry)


def test_purge__nothing_is_found_or_counted(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, FIRST + RECORD.format("2", "Núi", 2021, "TRAN", "PDF"))
    registry.purge("https://e.vn/1", by="p", reason="r")
    assert names(registry, "sông") == names(registry, "https://e.vn/1") == []
    assert [value for value in values(registry) if value != "None"] == ["TRAN", "PDF", "PDF", "2021"]
    assert_whole(registry)


def test_purge__no_word_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    secret = RECORD.format("1", "Quocdanh Hailuu", 2020, "ENVI", "LOAIDULA")
    with Registry.open(f"sqlite:///{path}", create=True) as registry:
        # Several versions and other records, so that the index has several parts.
        for number in range(4):
            others = "".join(RECORD.format(key, f"Núi {number}", 2021, "TRAN", "PDF") for key in range(2, 60))
            harvest(registry, tmp_path, secret.replace("Quocdanh", f"Quocdanh{number}") + others)
        # The index keeps the beginning that two words have in common once.
        assert b"quocdanh3" in path.read_bytes() + path.with_name("r.db-wal").read_bytes()
        registry.purge("https://e.vn/1", by="p", reason="r")
        assert_whole(registry)
    for part in (b"quocdanh", b"hailuu", b"loaidula"):
        assert part not in path.read_bytes().lower()


def test_secret__what_is_marked_by_now_is_neither_found_nor_counted(registry: Registry, tmp_path: Path) -> None:
    other = RECORD.format("2", "Núi", 2021, "TRAN", "PDF")
    harvest(registry, tmp_path, FIRST + other)
    harvest(registry, tmp_path, FIRST + other, name="b")
    harvest(registry, tmp_path, FIRST.replace(" .\n", " ; dmv:secrecy 'MAT' .\n") + other)
    # That of the other source is barred, too.
    for query in ("sông", "song*", "https://e.vn/1", "ENVI", "csv"):
        assert names(registry, query) == []
        assert registry.search(query, facets=FACETS).total == 0
    assert values(registry) == ["TRAN", "PDF", "PDF", "2021"]
    for chosen in ({"theme": "ENVI"}, {"format": "CSV"}, {"licence": "https://e.vn/l/CSV"}, {"year": 2020}):
        assert registry.search(**chosen).total == 0  # type: ignore[arg-type]
    listed = registry.search(limit=None)
    assert (listed.total, [(row.iri[-1], row.title) for row in listed]) == (
        4,
        [("2", "Núi"), ("2", "Núi"), ("1", None), ("1", None)],
    )
    # Nor does a key have its title.
    third = registry.search(limit=3)
    assert third.next_key is not None
    assert len(registry.search(limit=3, after=third.next_key)) == 1
    assert registry.search(limit=1, theme="TRAN").rows[0].title == "Núi"


@pytest.mark.postgresql
@pytest.mark.parametrize("sampled_from", [0, 100])
def test_secret__is_on_no_page_of_titles(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sampled_from: int
) -> None:
    monkeypatch.setattr(found_records, "_MANY", -1)
    monkeypatch.setattr(found_records, "SAMPLED_FROM", sampled_from)
    monkeypatch.setattr(found_records, "early_title", lambda *_: "Zz")
    others = "".join(RECORD.format(key, "Sông", 2021, "TRAN", "PDF") for key in (2, 3))
    with Registry.open(postgresql_url, create=True) as registry:
        harvest(registry, tmp_path, FIRST + others)
        assert [row.iri[-1] for row in registry.search("sông", limit=2)] == ["1", "2"]
        harvest(registry, tmp_path, FIRST.replace(" .\n", " ; dmv:secrecy 'MAT' .\n") + others)
        for limit in (1, 2, 3):
            page = registry.search("sông", facets=("theme", "year"), limit=limit)
            assert (page.total, [row.iri[-1] for row in page]) == (2, ["2", "3"][:limit])
            assert {name: [(one.value, one.count) for one in some] for name, some in page.facets.items()} == {
                "theme": [("TRAN", 2)],
                "year": [("2021", 2)],
            }


@pytest.mark.parametrize(
    ("statement", "problems"),
    [
        ("DELETE FROM search_words", "is not in the search index"),
        ("UPDATE records SET formats = ' XML '", "do not match"),
        ("UPDATE records SET year = NULL", "do not match"),
    ],
)
def test_check__tells_what_differs(
    registry: Registry, database_url: str, tmp_path: Path, statement: str, problems: str
) -> None:
    harvest(registry, tmp_path, FIRST)
    with open_database(database_url) as database, database.writing() as connection:
        connection.execute(text(statement))
    assert [problems in problem.render("en") for problem in registry.upkeep.check().problems] == [True]
    registry.upkeep.renew_search_index()
    assert_whole(registry)
    assert (names(registry, "sông"), values(registry)) == (["1"], ["ENVI", "CSV", "CSV", "2020"])


def test_check__tells_other_words_and_those_of_no_content(
    registry: Registry, database_url: str, tmp_path: Path
) -> None:
    harvest(registry, tmp_path, FIRST + RECORD.format("2", "Núi", 2021, "TRAN", "PDF"))
    registry.purge("https://e.vn/2", by="p", reason="r")
    with open_database(database_url) as database, database.writing() as connection:
        search_index.write_words(connection, [(1, "khac\n\n\n"), (2, "khac\n\n\n")], known=[1])
    first, second = [problem.render("en") for problem in registry.upkeep.check().problems]
    assert "entry for a record" in first
    assert "'https://e.vn/1' do not match" in second
