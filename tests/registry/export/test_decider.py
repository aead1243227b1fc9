"""Reasons of which two askers told different ones, or none, each as it is told now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import update

from danhmuc.registry import ExportReport, Registry
from danhmuc.registry.feeds.manifest import Tombstone, read_manifest
from danhmuc.registry.store.tables import records

from ..feeds.public_words import BASE, dataset, export_feed, harvest
from ..feeds.test_feed_verdicts import WriteProfile, write_profile

__all__ = ["write_profile"]  # a fixture

NON_PUBLIC = "dct:accessRights access:NON_PUBLIC"
RETIRED = "adms:status <http://purl.org/adms/status/Withdrawn>"
ENTRY = '<r> a dcat:CatalogRecord ; dct:title "Lời kể"@vi ; foaf:primaryTopic <{}> .\n'


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        yield opened


def exported(registry: Registry) -> tuple[str, ExportReport]:
    out = BytesIO()
    report = registry.export("nt", out)
    return out.getvalue().decode(), report


def told(registry: Registry, name: str, source: str) -> tuple[bool | None, str | None, str | None]:
    found = registry.reports.leaving(f"https://e.vn/{name}", source=source)
    return found.leaves, found.reason, found.by


@pytest.mark.parametrize("status", [NON_PUBLIC, RETIRED, "dmv:secrecy 'TS'"])
def test_export__names_who_keeps_back_what_was_never_accepted(
    registry: Registry, tmp_path: Path, write_profile: WriteProfile, status: str
) -> None:
    harvest(registry, tmp_path, "a", dataset("x"), profile=write_profile("dct:identifier"))
    harvest(registry, tmp_path, "keeper", dataset("x", status))
    _, report = exported(registry)
    assert report.left_out["barred"] == 1
    assert [(one.source, one.by) for one in report.barred] == [("a", "keeper")]
    assert told(registry, "x", "a") == (False, "barred", "keeper")


def test_export_feed__takes_back_at_once_what_another_source_narrows_though_nothing_of_it_is_accepted(
    sqlite_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    profile = write_profile("dct:title")
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", dataset("1") + dataset("2"), profile=profile)
        harvest(registry, tmp_path, "rest", dataset("rest"))
        export_feed(registry, tmp_path, None)
    write_profile("dct:identifier")
    with Registry.open(sqlite_url) as registry:
        harvest(registry, tmp_path, "b", dataset("1", NON_PUBLIC) + dataset("2", NON_PUBLIC), profile=profile)
        report = export_feed(registry, tmp_path, None)
    assert (report.drops, report.left_out) == ((), {"barred": 2, "never-accepted": 2})
    manifest = read_manifest(tmp_path / "feed" / "current", base=BASE)
    assert manifest is not None
    assert {one.reason for one in manifest.records() if isinstance(one, Tombstone)} == {"withdrawn"}


def test_export__a_catalogue_record_about_something_that_is_kept_back_does_not_leave(
    registry: Registry, tmp_path: Path
) -> None:
    harvest(registry, tmp_path, "a", dataset("x") + ENTRY.format("x> , <y"))
    harvest(registry, tmp_path, "b", dataset("y"))
    assert "Lời kể" in exported(registry)[0]
    registry.withhold("https://e.vn/y", by="officer", source="b", reason="r")
    text, report = exported(registry)
    assert "Lời kể" not in text
    assert [(one.iri, one.barred_iri) for one in report.barred] == [("https://e.vn/r", "https://e.vn/y")]
    assert told(registry, "r", "a") == (False, "barred", "b")


def test_export__a_catalogue_record_leaves_with_what_all_say_is_not_public(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", dataset("x", NON_PUBLIC) + ENTRY.format("x"))
    harvest(registry, tmp_path, "b", dataset("x", NON_PUBLIC))
    assert "Lời kể" in exported(registry)[0]


def test_leaving__of_a_catalogue_record_that_another_source_describes_too(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", dataset("x") + ENTRY.format("x"))
    harvest(registry, tmp_path, "b", dataset("y") + ENTRY.format("y"))
    assert told(registry, "r", "a") == (True, None, None)
    assert told(registry, "r", "b") == (False, "other-source", "a")


@pytest.mark.parametrize("name", ["x", "r"])
def test_leaving__of_what_became_a_part_of_another_record(registry: Registry, tmp_path: Path, name: str) -> None:
    harvest(registry, tmp_path, "a", dataset("x") + ENTRY.format("x") + dataset("z"))
    part = f"<z> dcat:distribution <{name}> . <{name}> a dcat:Distribution ; dct:title 'Tệp'@vi .\n"
    harvest(registry, tmp_path, "a", part + dataset("z") + (dataset("x") if name == "r" else ""))
    assert told(registry, name, "a") == (False, "within-record", None)


def test_left_out__of_what_is_missing_and_barred_says_first_what_its_own_source_says(
    registry: Registry, tmp_path: Path
) -> None:
    for content in (dataset("x"), dataset("x", RETIRED), ""):
        harvest(registry, tmp_path, "a", dataset("rest") + content)
    harvest(registry, tmp_path, "b", dataset("x"))
    registry.withhold("https://e.vn/x", by="officer", source="b", reason="r")
    assert registry.export("nt", BytesIO()).left_out == {"retired": 1, "withheld": 1}
    assert registry.export("nt", BytesIO(), state="present").left_out == {"retired": 1, "withheld": 1}


AGENTS = ("good", "typed", "withheld", "nameless", "narrowed", "secret", "unclear", "twice", "gone")


def test_leaving__of_node_records_is_what_the_export_has(registry: Registry, tmp_path: Path) -> None:
    names = {name: "" if name == "nameless" else f" ; foaf:name '{name}'@vi" for name in AGENTS}
    names["typed"] += " ; dct:type <t1> , <t2>"
    agents = "".join(f"<{name}> a foaf:Agent{said} .\n" for name, said in names.items())
    records = "".join(dataset(f"of-{name}", f"dct:publisher <{name}>") for name in AGENTS)
    speaker = "<speaker> a foaf:Document ; foaf:primaryTopic <secret> . <of-good> foaf:page <speaker> .\n"
    harvest(registry, tmp_path, "a", agents + records + speaker, profile="dcat-ap")
    kept_back = {"narrowed": NON_PUBLIC, "secret": "dmv:secrecy 'MAT'", "unclear": "dmv:secrecy 'TS'"}
    others = "".join(f"<{name}> a foaf:Agent ; foaf:name 'x' ; {said} .\n" for name, said in kept_back.items())
    others += "".join(dataset(f"b-{name}", f"dct:publisher <{name}>") for name in kept_back if name != "secret")
    harvest(registry, tmp_path, "b", others + "<twice> a foaf:Agent ; foaf:name 'x' .\n" + dataset("rest"))
    registry.withhold("https://e.vn/withheld", by="officer", source="a", reason="r")
    registry.withdraw("https://e.vn/gone", by="officer", source="a", reason="r")
    text, report = exported(registry)
    expected = {
        "good": (None, None, None),
        "typed": (None, None, None),
        "withheld": (False, "withheld", None),
        "nameless": (False, "never-accepted", None),
        "narrowed": (False, "barred", "b"),
        "secret": (False, "barred", None),
        "unclear": (False, "barred", "b"),
        "twice": (None, None, None),
        "gone": (False, "withdrawn", None),
        "speaker": (False, "barred", None),
    }
    assert {name: told(registry, name, "a") for name in expected} == expected
    assert told(registry, "twice", "b") == (False, "other-source", "a")
    described = {name for name in expected if f"\n<https://e.vn/{name}> " in f"\n{text}" and name != "narrowed"}
    assert described == {name for name, (leaves, *_) in expected.items() if leaves is None}
    assert [one.iri for one in report.partial_nodes] == ["https://e.vn/typed"]
    assert [(one.iri, one.reason) for one in report.bare_nodes] == [("https://e.vn/nameless", "never-accepted")]


def test_as_of__what_its_source_retires_by_now_is_told_as_retired(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", dataset("x"))
    harvest(registry, tmp_path, "a", dataset("x", RETIRED))
    with registry.as_of("1") as past:
        found = past.reports.leaving("https://e.vn/x")
    assert (found.leaves, found.reason) == (False, "retired")
    assert told(registry, "x", "a") == (False, "retired", None)


def test_left_out__of_an_older_spelling_says_first_what_must_stay(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", dataset("x", RETIRED))
    harvest(registry, tmp_path, "b", dataset("a%20b"))
    with registry._database.writing() as connection:
        # As an older danhmuc stored it.
        connection.execute(update(records).where(records.c.iri == "https://e.vn/x").values(iri="https://e.vn/a b"))
    file = tmp_path / "left-out.jsonl"
    registry.export("nt", BytesIO(), left_out=file)
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {one["source"]: one["reason"] for one in rows} == {"a": "retired", "b": "barred"}
