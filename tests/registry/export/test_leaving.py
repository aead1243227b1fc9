"""Why a record does not leave: told of one record, and in the file of all that an export left out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import DeclaredSource, Registry, SourceSettings, source_at
from danhmuc.registry.export.one_record import leaving_record
from danhmuc.registry.export.selection import Selection
from danhmuc.registry.store.selecting import candidates
from danhmuc.vocab.errors import UsageError

if TYPE_CHECKING:
    from ...conftest import Fill, RegistryCopy

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
GOOD = '<{0}> a dcat:Dataset ; dct:title "{0}"@vi ; dct:description "d"@vi .\n'
NON_PUBLIC = "<{}> dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC> .\n"
ALL = ("good", "older", "narrowed", "withdrawn", "withheld", "unclear", "secret-here", "twice", "missing", "holder")
FIRST = (
    "".join(GOOD.format(name) for name in ALL)
    + "<never> a dcat:Dataset ; dct:publisher <agent> .\n"
    + '<good> dct:publisher <agent> . <agent> a foaf:Agent ; foaf:name "Sở"@vi . <poor> a foaf:Agent .\n'
    + "<entry> a dcat:CatalogRecord ; foaf:primaryTopic <withdrawn> ; dct:modified '2025-01-01'^^xsd:date .\n"
    + "<holder> dcat:distribution <kept-back> . <kept-back> a dcat:Distribution ; dcat:accessURL <page> .\n"
)
SECOND = (
    FIRST.replace(GOOD.format("older"), "<older> a dcat:Dataset .\n")
    .replace(GOOD.format("narrowed"), "<narrowed> a dcat:Dataset .\n")
    .replace(GOOD.format("missing"), "")
    + "<unclear> dmv:secrecy 'TS' . <secret-here> dmv:secrecy 'TOI_MAT' .\n"
    + NON_PUBLIC.format("narrowed")
)
OTHER = (
    "".join(GOOD.format(name) for name in ("secret-there", "twice", "withheld", "narrowed-there", "kept-back"))
    + "<kept-back> dmv:secrecy 'TS' .\n"
)
KEEPER = GOOD.format("secret-there") + "<secret-there> dmv:secrecy 'MAT' .\n" + GOOD.format("narrowed-there")
KEEPER += NON_PUBLIC.format("narrowed-there")


def fill(url: str, folder: Path) -> None:
    with Registry.open(url, create=True) as opened:
        for name, content in (("a", FIRST), ("a", SECOND), ("b", OTHER), ("keeper", KEEPER)):
            path = folder / f"{name}.ttl"
            path.write_text(PREFIXES + content, encoding="utf-8")
            opened.plan(source_at(str(path)), profile="dcat-ap").apply(by="test")
        opened.withdraw("https://e.vn/withdrawn", by="officer", source="a")
        opened.withhold("https://e.vn/withheld", by="officer", source="a", reason="Nhầm")


@pytest.fixture
def copied(copy_registry: Callable[[Fill], RegistryCopy]) -> RegistryCopy:
    return copy_registry(fill)


@pytest.fixture
def registry(copied: RegistryCopy) -> Iterator[Registry]:
    with Registry.open(copied.url) as opened:
        yield opened


@pytest.fixture
def folder(copied: RegistryCopy) -> Path:
    """Where the sources lie, and where else a test writes."""
    return copied.folder


def told(registry: Registry, name: str, source: str) -> tuple[bool | None, str | None, str | None]:
    found = registry.reports.leaving(f"https://e.vn/{name}", source=source)
    return found.leaves, found.reason, found.by


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("good", "a", (True, None, None)),
        ("older", "a", (True, None, None)),
        ("missing", "a", (True, None, None)),
        ("never", "a", (False, "never-accepted", None)),
        ("narrowed", "a", (False, "narrowed", None)),
        ("withdrawn", "a", (False, "withdrawn", None)),
        ("withheld", "a", (False, "withheld", None)),
        ("withheld", "b", (False, "barred", "a")),
        ("unclear", "a", (False, "unclear-secrecy", None)),
        ("secret-here", "a", (False, "withheld", None)),
        ("secret-there", "b", (False, "barred", None)),
        ("narrowed-there", "b", (False, "barred", "keeper")),
        ("twice", "a", (True, None, None)),
        ("twice", "b", (False, "other-source", "a")),
        ("holder", "a", (False, "barred", "b")),
        ("entry", "a", (False, "topic-left-out", None)),
        ("agent", "a", (None, None, None)),
        ("poor", "a", (False, "never-accepted", None)),
    ],
)
def test_leaving__of_one_record(
    registry: Registry, name: str, source: str, expected: tuple[bool | None, str | None, str | None]
) -> None:
    assert told(registry, name, source) == expected


def test_leaving__in_which_version(registry: Registry) -> None:
    assert registry.reports.leaving("https://e.vn/good").is_newest is True
    assert registry.reports.leaving("https://e.vn/older").is_newest is False
    assert registry.reports.leaving("https://e.vn/never").is_newest is None


def test_left_out__says_of_every_record_what_is_told_of_it_alone(registry: Registry, folder: Path) -> None:
    out, file = io.BytesIO(), folder / "left-out.jsonl"
    report = registry.export("nt", out, left_out=file)
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    written = set(re.findall(r"^<([^>]*)>", out.getvalue().decode(), re.MULTILINE))
    named = {(row["iri"], row["source"]): (row["reason"], row["by"]) for row in rows}
    assert len(named) == len(rows)
    for record in registry.records():
        found = registry.reports.leaving(record.iri, source=record.source)
        if record.iri == "https://e.vn/secret-here":
            assert (record.iri, record.source) not in named
        elif found.leaves:
            assert record.iri in written
            assert (record.iri, record.source) not in named
        else:
            assert named[record.iri, record.source] == (found.reason, found.by)
    assert report.unnamed == 1
    assert Counter(reason for reason, _ in named.values()) + Counter(withheld=1) == report.left_out


def test_left_out__has_nothing_of_a_secret_but_an_iri_that_another_source_publishes(
    registry: Registry, folder: Path
) -> None:
    file = folder / "left-out.csv"
    registry.export("nt", io.BytesIO(), left_out=file)
    text = file.read_text(encoding="utf-8-sig")
    assert "secret-here" not in text
    rows = {row["iri"].rpartition("/")[2]: row for row in csv.DictReader(io.StringIO(text)) if row["source"] == "b"}
    assert rows["secret-there"] == {
        "iri": "https://e.vn/secret-there",
        "source": "b",
        "reason": "barred",
        "by": "",
        "instead": "",
        "fields": "",
    }
    assert "secret" not in {row["reason"] for row in rows.values()}
    assert rows["narrowed-there"]["by"] == "keeper"


def test_left_out__of_the_same_registry_is_the_same(registry: Registry, folder: Path) -> None:
    contents = []
    for number in range(2):
        file = folder / f"{number}.CSV"
        registry.export("nt", io.BytesIO(), left_out=str(file))
        contents.append(file.read_bytes())
    assert contents[0] == contents[1]
    assert contents[0].startswith(b"\xef\xbb\xbfiri,source,reason,by,instead,fields\r\n")


def test_left_out__only_of_what_is_selected(registry: Registry, folder: Path) -> None:
    file = folder / "left-out.jsonl"
    registry.export("nt", io.BytesIO(), source="keeper", left_out=file)
    assert file.read_bytes() == b""
    registry.export("nt", io.BytesIO(), publisher="https://e.vn/agent", left_out=file)
    assert [json.loads(line)["reason"] for line in file.read_text(encoding="utf-8").splitlines()] == ["never-accepted"]


@pytest.mark.parametrize("name", ["a.ttl", "out.nt", "no/folder.csv", ""])
def test_left_out__onto_what_must_stay_is_refused_before_anything_is_written(
    registry: Registry, folder: Path, name: str
) -> None:
    before = (folder / "a.ttl").read_bytes()
    if name == "no/folder.csv":
        (folder / "no").write_text("no folder", encoding="utf-8")
    with pytest.raises(UsageError):
        registry.export("nt", folder / "out.nt", left_out=folder / name)
    assert (folder / "a.ttl").read_bytes() == before
    if name in ("a.ttl", "out.nt"):
        assert not (folder / "out.nt").exists()


def declare(registry: Registry, folder: Path, *, internal: str) -> None:
    declared = [
        DeclaredSource(
            name=name,
            location=str(folder / f"{name}.ttl"),
            profile="dcat-ap",
            settings=SourceSettings(internal=name == internal),
        )
        for name in ("a", "b", "keeper")
    ]
    registry.source_list.plan(declared).apply(by="officer", reason="r")


def test_leaving__of_an_internal_source(registry: Registry, folder: Path) -> None:
    declare(registry, folder, internal="a")
    for name in ("good", "withheld", "agent", "entry"):
        assert told(registry, name, "a") == (False, "internal", None)
    assert told(registry, "twice", "b") == (True, None, None)


def test_leaving__of_a_node_record_whose_source_was_removed(registry: Registry) -> None:
    registry.source_list.remove("a", "keep-records", by="officer", reason="r")
    assert told(registry, "agent", "a") == (None, None, None)
    assert told(registry, "good", "a") == (True, None, None)
    for record in registry.records(source="a"):
        if record.state in ("present", "missing"):
            registry.withdraw(record.iri, by="officer", source="a", reason="r")
    assert told(registry, "agent", "a") == (False, "withdrawn", None)


SCHEMAS = """
@prefix csvw: <http://www.w3.org/ns/csvw#> .
<of-fine> a csvw:Schema ; csvw:column ( [ a csvw:Column ; csvw:name "x" ] ) .
<of-withheld> a csvw:Schema ; csvw:column ( [ a csvw:Column ; csvw:name "x" ] ) .
<of-missing> a csvw:Schema ; csvw:column ( [ a csvw:Column ; csvw:name "x" ] ) .
<of-none> a csvw:Schema ; csvw:column ( [ a csvw:Column ; csvw:name "x" ] ) .
<x> a dmv:DataElement ; dct:title "x" .
"""
"""Also of a dataset that is kept back and of one that is missing."""


@pytest.mark.soak
@pytest.mark.parametrize("removed", [False, True])
def test_leaving__is_what_the_selection_of_all_says(registry: Registry, folder: Path, *, removed: bool) -> None:
    datasets = "".join(f"<{name}> a dcat:Dataset ; dct:conformsTo <of-{name}> .\n" for name in ("fine", "withheld"))
    first = datasets + "<gone> a dcat:Dataset ; dct:conformsTo <of-missing> .\n"
    path = folder / "schemas.ttl"
    for content in (first, datasets):
        path.write_text(PREFIXES + SCHEMAS + content, encoding="utf-8")
        registry.plan(source_at(str(path)), profile="none").apply(by="test")
    registry.identities.same_as("https://e.vn/good", "https://e.vn/twice", by="officer", reason="r")
    if removed:
        registry.source_list.remove("a", "keep-records", by="officer", reason="r")
    with registry._database.reading() as connection:
        every = Selection(connection, names_left_out=True)
        rows = list(candidates(connection, None))
        answers = {(one.iri, one.source): (leaving_record(connection, one.iri, one.source)) for one in rows}
        assert answers == {(one.iri, one.source): every.leaving_as(one) for one in rows}
    assert answers["https://e.vn/of-fine", "schemas"].leaves is None
    assert answers["https://e.vn/of-none", "schemas"].reason == "without-dataset"
    assert answers["https://e.vn/of-withheld", "schemas"].reason == "without-dataset"
    assert answers["https://e.vn/of-missing", "schemas"].leaves is None
    assert answers["https://e.vn/x", "schemas"].leaves is None
