"""A feed of a registry: the same bytes of the same registry, and no more touched than must be."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from sqlalchemy import create_engine, insert, select

from danhmuc.registry import Registry
from danhmuc.registry.feeds import documents as page_document
from danhmuc.registry.feeds import export_feed as export_feed_module
from danhmuc.registry.feeds.manifest import read_manifest
from danhmuc.registry.feeds.publication import MANIFEST
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import metadata
from danhmuc.vocab.errors import ManifestError
from danhmuc.vocab.terms import DCAT, RDF

from .little_feed import tree
from .public_words import BASE, POLICY, bytes_by_path, dataset, export_feed, harvest

AGENCIES = '<{0}> a <http://xmlns.com/foaf/0.1/Organization> ; <http://xmlns.com/foaf/0.1/name> "{0}"@vi .\n'


def records(prefix: str, count: int, *more: str, agency: str = "agency-a") -> str:
    """Datasets of an agency."""
    said = "".join(dataset(f"{prefix}-{number}", f"dct:publisher <{agency}>", title="t") for number in range(count))
    return said + AGENCIES.format(agency) + "".join(more)


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        yield opened


def copy_rows(old: str, new: str) -> None:
    """Make a registry of the same rows in another database."""
    open_database(new, create=True).close()
    engines = create_engine(old), create_engine(new)
    with engines[0].connect() as source, engines[1].begin() as target:
        for table in reversed(metadata.sorted_tables):
            target.execute(table.delete())
        for table in metadata.sorted_tables:
            rows = [row._asdict() for row in source.execute(select(table))]
            if rows:
                target.execute(insert(table), rows)
    for engine in engines:
        engine.dispose()


@pytest.mark.soak
def test_export_feed__is_the_same_on_both_databases(
    registry: Registry, sqlite_url: str, postgresql_url: str, tmp_path: Path
) -> None:
    contact = '; <http://www.w3.org/ns/dcat#contactPoint> [ a vcard:Organization ; vcard:fn "Đường dây nóng"@vi ]'
    secret = '<secret> dmv:secrecy "TOI_MAT" .\n'
    for name in ("a", "Z"):
        content = records(name, 4, f'<_{name}> a dcat:Dataset ; dct:title "Ö"@vi, "ö"@de {contact} .\n')
        harvest(registry, tmp_path, name, content + dataset("secret") + secret)
    first, second = tmp_path / "one", tmp_path / "other"
    export_feed(registry, first)
    shutil.copytree(first, second, symlinks=True)
    harvest(registry, tmp_path, "a", records("a", 5))
    registry.withhold("https://e.vn/Z-1", by="officer", reason="No")
    copy_rows(sqlite_url, postgresql_url)
    export_feed(registry, first)
    with Registry.open(postgresql_url) as other:
        export_feed(other, second)
    assert bytes_by_path(second / "feed" / "current") == bytes_by_path(first / "feed" / "current")


def test_export_feed__of_nothing_new_touches_no_file(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", records("a", 5))
    for policy in (None, POLICY):
        export_feed(registry, tmp_path, policy)
        before = tree(tmp_path / "feed" / "current")
        report = export_feed(registry, tmp_path, policy)
        assert tree(tmp_path / "feed" / "current") == before
        assert (report.files_changed, report.bytes_changed) == (0, 0)
    harvest(registry, tmp_path, "a", records("a", 5))  # a run that changes nothing
    export_feed(registry, tmp_path, POLICY)
    now = tree(tmp_path / "feed" / "current")
    assert {path for path in now if now[path] != before.get(path)} == {MANIFEST}


@pytest.mark.parametrize("check_all", [False, True])
def test_export_feed__has_rdflib_read_a_sample_or_all(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, check_all: bool
) -> None:
    harvest(registry, tmp_path, "a", records("a", 41))
    read: dict[str, bytes] = {}
    monkeypatch.setattr(page_document, "check_with_rdflib", lambda path, data, _: read.update({path: data}))
    export_feed(registry, tmp_path, check_all=check_all)
    build = tmp_path / "feed" / "current"
    pages = {one.relative_to(build).as_posix(): one.read_bytes() for one in build.rglob("*") if one.suffix == ".ttl"}
    pages = {path: data for path, data in pages.items() if path in read}
    assert pages.keys() == {path for path in read if path.endswith(".ttl")}
    for path, data in pages.items():
        title = b'dct:title "t"@vi'
        assert 1 <= read[path].count(title) <= data.count(title)
        assert (read[path] == data) == check_all


def touched_pages(before: dict[str, tuple[bytes, float]], folder: Path) -> set[str]:
    """The Turtle pages that are new, changed or gone."""
    now = tree(folder / "feed" / "current")
    pages = {path for path in {*now, *before} if path == "catalog.ttl" or (path[:5] + path[-4:]) == "page/.ttl"}
    return {path for path in pages if now.get(path) != before.get(path)}


@pytest.mark.soak
def test_export_feed__one_record_more_touches_its_page_and_the_first(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", records("a", 40))
    export_feed(registry, tmp_path, per_page=10)
    before = tree(tmp_path / "feed" / "current")
    assert len(touched_pages({}, tmp_path)) == 5
    touched = []
    for number in (41, 42, 43):
        harvest(registry, tmp_path, "a", records("a", number))
        before = tree(tmp_path / "feed" / "current")
        export_feed(registry, tmp_path, per_page=10)
        manifest = read_manifest(tmp_path / "feed" / "current", base=BASE)
        assert manifest is not None
        new = f"https://e.vn/a-{number - 1}"
        (page,) = {record.page for record in manifest.records() if record.iri == new}
        own = "catalog.ttl" if page == "" else f"page/{page}.ttl"
        touched.append((touched_pages(before, tmp_path), {own, "catalog.ttl"}))
    assert all(found == expected for found, expected in touched), touched
    assert any(len(found) == 2 for found, _ in touched)


@pytest.mark.soak
def test_export_feed__changes_within_an_agency_touch_few_pages(registry: Registry, tmp_path: Path) -> None:
    count, per_page = 2_000, 100
    of_agency = count * 3 // 100
    content = records("a", of_agency)
    harvest(registry, tmp_path, "a", content)
    harvest(registry, tmp_path, "b", records("b", count - of_agency, agency="agency-b"))
    export_feed(registry, tmp_path, per_page=per_page)
    before = tree(tmp_path / "feed" / "current")
    assert len(touched_pages({}, tmp_path)) == 25
    harvest(registry, tmp_path, "a", content.replace('"t"', '"u"', count // 100))
    report = export_feed(registry, tmp_path, per_page=per_page)
    assert report.changed == count // 100
    assert len(touched_pages(before, tmp_path)) == 1
    now = tree(tmp_path / "feed" / "current")
    agencies = {path.split("/")[1] for path in now if path.startswith("agency/") and now[path] != before[path]}
    assert agencies == {code_of_agency(now, "agency-a")}


def code_of_agency(files: dict[str, tuple[bytes, float]], agency: str) -> str:
    """The code of the agency whose feed has a name."""
    name = f"https://e.vn/{agency}>".encode()
    (code,) = {path.split("/")[1] for path in files if path.endswith("/catalog.ttl") and name in files[path][0]}
    return code


def iris_on(folder: Path, paths: Iterable[str]) -> list[str]:
    """The datasets that documents of a feed describe."""
    quads = (quad for path in paths for quad in parse(read(folder, path), format=RdfFormat.TURTLE))
    return [quad.subject.value for quad in quads if (quad.predicate, quad.object) == (RDF.type, DCAT.Dataset)]


def read(folder: Path, path: str) -> str:
    return (folder / "feed" / "current" / path).read_text(encoding="utf-8")


def follow_pages(folder: Path, path: str) -> Iterator[str]:
    """The pages to which the first one leads."""
    following: str | None = path
    while following is not None:
        yield following
        found = re.search(rf"hydra:next <{BASE}([^>]+)>", read(folder, following))
        following = None if found is None else found[1]


def test_export_feed__of_a_large_agency_has_pages_and_one_document_of_all(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", records("a", 25))
    harvest(registry, tmp_path, "b", records("b", 3, agency="agency-b"))
    export_feed(registry, tmp_path, per_page=10)
    before = tree(tmp_path / "feed" / "current")
    large, small = (f"agency/{code_of_agency(before, name)}" for name in ("agency-a", "agency-b"))
    pages = [*follow_pages(tmp_path, f"{large}/catalog.ttl")]
    assert len(pages) == 4
    assert sorted(iris_on(tmp_path, pages)) == sorted(f"https://e.vn/a-{number}" for number in range(25))
    assert {path for path in before if path.startswith(f"{large}/page/") and path.endswith(".ttl")} == {*pages[1:]}
    assert "hydra:totalItems 25" in read(tmp_path, pages[0])
    assert read(tmp_path, f"{large}/all.rdf").count("<dcat:Dataset ") == 25
    assert [*follow_pages(tmp_path, f"{small}/catalog.ttl")] == [f"{small}/catalog.ttl"]
    assert f"{small}/all.rdf" not in before
    harvest(registry, tmp_path, "a", records("a", 25).replace('"t"', '"u"', 1))
    export_feed(registry, tmp_path, per_page=10)
    now = tree(tmp_path / "feed" / "current")
    touched = {path for path in now if path.startswith("agency/") and now[path] != before.get(path)}
    (page,) = {path.partition(".")[0] for path in touched} - {f"{large}/all"}
    assert f"{page}.ttl" in pages


def test_export_feed__at_another_base_is_refused_before_anything_is_gathered(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harvest(registry, tmp_path, "a", records("a", 1))
    export_feed(registry, tmp_path)

    def fail(*_: object, **__: object) -> None:
        pytest.fail("it was gathered")

    for name in ("select_entries", "gather"):
        monkeypatch.setattr(export_feed_module, name, fail)
    with pytest.raises(ManifestError, match=r"https://other\.example\.vn/"):
        export_feed(registry, tmp_path, base="https://other.example.vn/")
