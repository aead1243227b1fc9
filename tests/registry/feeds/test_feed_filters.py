"""The filters of a feed: what is not in it, why, and that nothing of it leaves in another way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import FeedReport, Registry
from danhmuc.registry.feeds.manifest import Tombstone, read_manifest
from danhmuc.vocab.errors import RegistryError, UnknownNameError, UsageError

from .public_words import BASE, POLICY, SETTINGS, all_bytes, bytes_by_path, dataset, harvest, word

ENVI: Final = "dcat:theme <http://publications.europa.eu/resource/authority/data-theme/ENVI>"
TRAN: Final = "dcat:theme <http://publications.europa.eu/resource/authority/data-theme/TRAN>"
RESTRICTED: Final = "<http://publications.europa.eu/resource/authority/access-right/RESTRICTED>"
AGENCIES: Final = "".join(
    f'<{name}> a foaf:Organization ; foaf:name "{name}"@vi ; dct:identifier "{code}" .\n'
    for name, code in (("big", "H57"), ("small", "H57.01"))
)
SERVICE: Final = '<s> a dcat:DataService ; dct:title "S"@vi ; dcat:endpointURL <https://e.vn/api> .\n'
SERIES: Final = '<r> a dcat:DatasetSeries, dcat:Dataset ; dct:title "R"@vi ; dct:publisher <small> .\n'
CATALOG: Final = '<{0}> a dcat:Catalog ; dct:title "C"@vi ; dct:description "c"@vi ; {1} .\n'


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    """Two sources; the first has two catalogues, one within the other, and all classes."""
    with Registry.open(sqlite_url, create=True) as opened:
        turtle = AGENCIES + SERVICE + SERIES + CATALOG.format("top", "dcat:catalog <c>")
        turtle += CATALOG.format("c", "dcat:dataset <1>, <2>") + dataset("1", "dct:publisher <big>", ENVI, TRAN)
        harvest(opened, tmp_path, "a", turtle + dataset("2", "dct:publisher <small>", TRAN))
        harvest(opened, tmp_path, "b", dataset("3", "dct:publisher <big>", "dcat:contactPoint <x>", ENVI))
        yield opened


def build(registry: Registry, folder: Path, filters: str = "", **options: object) -> FeedReport:
    file = folder / "settings.toml"
    file.write_text(f"[filters]\n{filters}\n{SETTINGS}", encoding="utf-8")
    return registry.export_feed(folder / "feed", base=BASE, settings=file, **options)  # type: ignore[arg-type]


def names_in(folder: Path) -> str:
    """The names of the entries of a feed, sorted."""
    manifest = read_manifest(folder / "feed" / "current", base=BASE)
    assert manifest is not None
    names = {one.iri.rpartition("/")[2] for one in manifest.records() if not isinstance(one, Tombstone)}
    return " ".join(sorted(names))


@pytest.mark.parametrize(
    ("filters", "entries", "left_out"),
    [
        ("", "1 2 3 c r s top", {}),
        ('source = ["b"]', "3", {"filtered-source": 6}),
        ('source = ["b", "a"]', "1 2 3 c r s top", {}),
        ('publisher = ["https://e.vn/big"]', "1 3 c top", {"filtered-publisher": 3}),
        ('publisher = ["h57.01"]', "2 c r top", {"filtered-publisher": 3}),
        ('theme = ["envi"]', "1 3 c top", {"filtered-theme": 3}),
        ('class = ["service", "series"]', "r s", {"filtered-class": 5}),
        ('class = ["dataset"]\ntheme = ["ENVI"]', "1 3", {"filtered-class": 4, "filtered-theme": 1}),
        ('theme = ["AGRI"]', "", {"filtered-theme": 7}),
    ],
)
def test_filters__say_what_is_in_a_feed(
    registry: Registry, tmp_path: Path, filters: str, entries: str, left_out: dict[str, int]
) -> None:
    report = build(registry, tmp_path, filters)
    assert (names_in(tmp_path), report.left_out) == (entries, left_out)


def test_filters__are_the_same_on_both_databases(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        turtle = AGENCIES + CATALOG.format("c", "dcat:dataset <1>, <2>") + dataset("1", "dct:publisher <big>", ENVI)
        harvest(registry, tmp_path, "a", turtle + dataset("2", "dct:publisher <small>", ENVI))
        harvest(registry, tmp_path, "b", dataset("3", "dct:publisher <big>", ENVI))
        report = build(registry, tmp_path, 'theme = ["ENVI", "AGRI"]\npublisher = ["H57"]', source="a")
    assert (names_in(tmp_path), report.left_out) == ("1 c", {"filtered-publisher": 1, "filtered-source": 1})


def test_filters__leave_no_word_of_what_they_leave_out(registry: Registry, tmp_path: Path) -> None:
    secret = f'<big> a foaf:Agent ; foaf:name "{word("b")}"@vi ; foaf:homepage <https://e.vn/h> ; dct:type <x> .\n'
    harvest(registry, tmp_path, "b", dataset("3", "dct:publisher <big>", ENVI) + secret)
    build(registry, tmp_path, 'source = ["a"]\ntheme = ["ENVI"]')
    found = all_bytes(tmp_path / "feed")
    assert word("1").encode() in found
    # Not even a node record of another source, which would describe the publisher at more length.
    assert not [name for name in ("2", "3", "b") if word(name).encode() in found]


@pytest.mark.parametrize(
    ("options", "entries"),
    [
        ({"theme": "TRAN"}, "1"),
        ({"theme": ["TRAN", "ENVI"]}, "1 3"),
        ({"source": "b"}, "3"),
        ({"publisher": "H57.01"}, ""),
        ({"publisher": ["H57", "H57.01"]}, "1 3"),
    ],
)
def test_filters__are_narrowed_and_never_widened(
    registry: Registry, tmp_path: Path, options: dict[str, object], entries: str
) -> None:
    build(registry, tmp_path, 'class = ["dataset"]\npublisher = ["H57"]', **options)
    assert names_in(tmp_path) == entries


def test_filters__of_a_state_leave_out_what_is_missing(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "b", dataset("4"))
    assert build(registry, tmp_path).records == 8
    report = build(registry, tmp_path, 'state = "present"')
    assert (report.records, report.gone, report.left_out) == (7, 1, {"missing": 1})


def test_filters__of_other_records_are_a_drop_that_names_them(registry: Registry, tmp_path: Path) -> None:
    build(registry, tmp_path)
    before = names_in(tmp_path)
    with pytest.raises(RegistryError, match=r"lose 5 of 7 records.*leave out now: class: 3, theme: 2$"):
        build(registry, tmp_path, 'class = ["dataset", "series"]', theme=["ENVI"])
    assert names_in(tmp_path) == before
    registry.withhold("https://e.vn/2", by="officer", reason="No")
    report = build(registry, tmp_path, 'class = ["dataset", "series"]', theme=["ENVI"], accept_drop="Only these")
    assert report.gone == 5
    manifest = read_manifest(tmp_path / "feed" / "current", base=BASE)
    assert manifest is not None
    gone = {one.iri.rpartition("/")[2]: one.reason for one in manifest.records() if isinstance(one, Tombstone)}
    assert gone == {"2": "withdrawn", "c": "deleted", "r": "deleted", "s": "deleted", "top": "deleted"}


def test_filters__keep_no_last_copy_of_what_a_policy_might_keep_inside(registry: Registry, tmp_path: Path) -> None:
    inside = '[stays_inside]\npublishers = ["https://e.vn/small"]\n'
    (tmp_path / "policy.toml").write_text(POLICY + inside, encoding="utf-8")
    before = dataset("3", ENVI) + AGENCIES
    for theme, publisher, count in ((ENVI, "big", 2), (TRAN, "big", 1), (TRAN, "small", 1)):
        harvest(registry, tmp_path, "b", before + dataset("4", f"dct:publisher <{publisher}>", theme))
        for _ in range(2):
            build(registry, tmp_path, 'source = ["b"]\ntheme = ["ENVI"]', policy=tmp_path / "policy.toml")
            assert len(names_in(tmp_path).split()) == count
    assert word("4").encode() not in all_bytes(tmp_path / "feed")


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ('source = ["c"]', "unknown source 'c'; known: a, b"),
        ('publisher = ["https://e.vn/none"]', "unknown publisher 'https://e.vn/none'; known: https://e.vn/big"),
        ('publisher = ["H58"]', "unknown publisher 'H58'; known: "),
        ('theme = ["ENVY"]', "unknown theme 'ENVY'; known: "),
    ],
)
def test_filters__of_names_that_nothing_has_are_refused(
    registry: Registry, tmp_path: Path, filters: str, wanted: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        build(registry, tmp_path, filters)
    assert str(caught.value).startswith(wanted)
    assert not (tmp_path / "feed").exists()


def test_filters__know_no_publisher_by_a_code_that_two_have(registry: Registry, tmp_path: Path) -> None:
    twin = '<twin> a foaf:Agent ; foaf:name "T"@vi ; dct:identifier "h57" .\n'
    harvest(registry, tmp_path, "b", dataset("3", "dct:publisher <twin>") + twin)
    with pytest.raises(UnknownNameError, match=r"several .* 'H57': https://e\.vn/big, https://e\.vn/twin;"):
        build(registry, tmp_path, 'publisher = ["H57"]')


def test_filters__count_in_one_document_under_a_root_catalogue(registry: Registry, tmp_path: Path) -> None:
    build(registry, tmp_path, 'class = ["service"]')
    report = registry.export("nt", tmp_path / "all.nt", catalog=tmp_path / "settings.toml", base=BASE)
    assert (report.records, report.left_out) == (1, {"filtered-class": 6})


def test_export_feed__names_all_that_it_leaves_out(registry: Registry, tmp_path: Path) -> None:
    secret = '<5> a dcat:Dataset ; dct:title "S"@vi ; dmv:secrecy "TOI_MAT" .\n'
    restricted = f"dct:accessRights {RESTRICTED}"
    harvest(registry, tmp_path, "b", dataset("3", ENVI, restricted) + dataset("4", ENVI) + AGENCIES + secret)
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    settings = 'source = ["b"]\ntheme = ["ENVI"]\n'
    (tmp_path / "left-out.jsonl").write_text("old", encoding="utf-8")
    build(registry, tmp_path, settings, policy=tmp_path / "policy.toml", left_out=tmp_path / "left-out.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "left-out.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {row["iri"].rpartition("/")[2]: (row["source"], row["reason"], row["violations"]) for row in rows}
    of_a = dict.fromkeys(("1", "2", "c", "r", "s", "top"), ("a", "filtered-source", None))
    assert found == of_a | {"3": ("b", "access_rights: RESTRICTED", None)}
    (tmp_path / "settings.toml").unlink()
    registry.withdraw("https://e.vn/4", by="officer", source="b")
    build(registry, tmp_path, settings, left_out=tmp_path / "left-out.csv", without_policy=True)
    assert "https://e.vn/4,b,withdrawn,,," in (tmp_path / "left-out.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", ["current/new.csv", "current/catalog.ttl", ".builds/new.csv"])
@pytest.mark.parametrize("option", ["left_out", "losses"])
def test_export_feed__serves_no_report_of_its_own(tmp_path: Path, sqlite_url: str, name: str, option: str) -> None:
    with Registry.open(sqlite_url, create=True) as empty:
        build(empty, tmp_path)
        before = bytes_by_path(tmp_path / "feed")
        with pytest.raises(UsageError, match="that is in a build of a feed"):
            build(empty, tmp_path, **{option: tmp_path / "feed" / name})
    assert bytes_by_path(tmp_path / "feed") == before
