"""The verdicts of a feed: those of today, of which the build makes what is not stored, without writing any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import FeedReport, Registry
from danhmuc.registry.feeds.feed_settings import read_feed_settings
from danhmuc.registry.store.database import RegistryDatabase
from danhmuc.registry.store.selecting import mark_due
from danhmuc.registry.store.tables import metadata
from danhmuc.registry.verdicts import current_verdicts
from danhmuc.vocab.errors import RegistryError, UnknownNameError, UsageError
from danhmuc.vocab.terms import DCAT, RDF

from .public_words import BASE, SETTINGS, bytes_by_path, dataset, harvest

PROFILE: Final = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <http://schema.org/> .
<https://e.vn/{name}> a prof:Profile ; prof:hasToken "{name}" .
<https://e.vn/{name}#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <https://e.vn/{name}#x> .
<https://e.vn/{name}#x> a sh:PropertyShape ; sh:path {path} ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Có."@vi , "Be."@en{more} .
"""
NAMED_AGENT: Final = '<agent> a foaf:Agent ; foaf:name "Sở"@vi .\n'
NAMELESS_AGENT: Final = "<agent> a foaf:Agent ; foaf:mbox <mailto:a@e.vn> .\n"
BY_AGENT: Final = "dct:publisher <agent>"
PUBLISHER_NAME: Final = "( dct:publisher foaf:name )"
IDENTIFIER: Final = 'dct:identifier "1"'

WriteProfile = Callable[..., str]


@pytest.fixture
def write_profile(tmp_path: Path) -> WriteProfile:
    """Writes a profile with one rule: that there is something at a path."""

    def write(path: str = "dct:title", more: str = "", name: str = "trial") -> str:
        file = tmp_path / f"{name}.profile.ttl"
        file.write_text(PROFILE.format(path=path, more=more, name=name), encoding="utf-8")
        return str(file)

    return write


def build(registry: Registry, folder: Path, settings: str = "", *, name: str = "feed", **options: object) -> FeedReport:
    file = folder / "settings.toml"
    file.write_text(settings + SETTINGS, encoding="utf-8")
    return registry.export_feed(folder / name, base=BASE, settings=file, **options)  # type: ignore[arg-type]


def datasets_of(folder: Path, name: str = "feed") -> set[str]:
    """The names of the datasets that a feed has."""
    start, end = "<https://e.vn/", f"> <{RDF.type.value}> <{DCAT.Dataset.value}>"
    lines = bytes_by_path(folder / name / "current")["all.nt.gz"].decode().splitlines()
    return {line.partition(end)[0].removeprefix(start) for line in lines if end in line}


def rows_of(database: RegistryDatabase) -> list[object]:
    with database.reading() as connection:
        return [tuple(row) for table in metadata.sorted_tables for row in connection.execute(table.select())]


def test_export_feed__validates_by_the_rules_of_today_and_writes_no_verdict(
    database_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    profile = write_profile()
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "a", dataset("1", IDENTIFIER) + dataset("2"), profile=profile)
        assert build(registry, tmp_path).validated == 0
    write_profile("dct:identifier")
    with Registry.open(database_url) as registry:
        before = rows_of(registry._database)
        report = build(registry, tmp_path, name="other")
        assert rows_of(registry._database) == before
        assert (report.validated, report.left_out) == (2, {"never-accepted": 1})
        assert [(one.iri, one.source, one.violations) for one in report.rejected] == [("https://e.vn/2", "a", 1)]
        assert datasets_of(tmp_path, "other") == {"1"}
        registry.revalidate()
        again = build(registry, tmp_path, name="third")
        assert (again.validated, again.rejected) == (0, report.rejected)
    third, other = (bytes_by_path(tmp_path / name / "current")["all.nt.gz"] for name in ("third", "other"))
    assert third == other


@pytest.mark.parametrize("size", [1, 1_000])
def test_export_feed__has_the_newest_version_that_today_accepts(
    sqlite_url: str, tmp_path: Path, write_profile: WriteProfile, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(current_verdicts, "BATCH", size)
    profile = write_profile("dct:title")
    titled = dataset("1", 'dct:issued "2026-01-01"^^xsd:date', IDENTIFIER)
    identified = '<1> a dcat:Dataset ; dct:{} "x" .'
    with Registry.open(sqlite_url, create=True) as registry:
        for turtle in (titled, dataset("1"), identified.format("description")):
            harvest(registry, tmp_path, "a", turtle + dataset("2", IDENTIFIER), profile=profile)
        assert build(registry, tmp_path).left_out == {}
        assert b"2026-01-01" not in bytes_by_path(tmp_path / "feed" / "current")["all.nt.gz"]
    for path, wanted in (("dct:identifier", {"1", "2"}), ("dct:issued", {"1"}), ("dct:modified", set())):
        write_profile(path)
        with Registry.open(sqlite_url) as registry:
            report = build(registry, tmp_path, name=path[4:])
        assert datasets_of(tmp_path, path[4:]) == wanted
        assert sum(report.left_out.values()) == 2 - len(wanted)
    assert b"2026-01-01" in bytes_by_path(tmp_path / "identifier" / "current")["all.nt.gz"]


def test_export_feed__validates_what_waits_for_its_verdict(
    sqlite_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    profile = write_profile(PUBLISHER_NAME)
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", NAMED_AGENT + dataset("1", BY_AGENT) + dataset("2", BY_AGENT), profile=profile)
        with registry._database.writing() as connection:
            records = metadata.tables["records"]
            mark_due(connection, list(connection.scalars(records.select().with_only_columns(records.c.id))))
        report = build(registry, tmp_path)
        assert (report.records, report.left_out, report.validated) == (2, {}, 0)


def test_export_feed__validates_what_is_missing_in_the_context_of_today(
    sqlite_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    profile = write_profile(PUBLISHER_NAME)
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", NAMED_AGENT + dataset("1", BY_AGENT) + dataset("2", BY_AGENT), profile=profile)
        harvest(registry, tmp_path, "a", NAMELESS_AGENT + dataset("1", BY_AGENT), profile=profile)
        report = build(registry, tmp_path)
        assert (report.records, report.left_out) == (0, {"never-accepted": 2})


def test_export_feed__by_its_own_profile_and_not_by_that_of_a_source(
    database_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    lax, strict = write_profile(), write_profile("dct:identifier", name="strict")
    with Registry.open(database_url) as registry:
        for name, profile in (("a", "none"), ("b", lax), ("c", strict)):
            turtle = dataset(f"{name}1") + dataset(f"{name}2", f'dct:identifier "{name}2"')
            harvest(registry, tmp_path, name, turtle, profile=profile)
        assert build(registry, tmp_path).records == 5
        report = build(registry, tmp_path, f'profile = "{Path(strict).name}"\n', name="strict")
        assert datasets_of(tmp_path, "strict") == {"a2", "b2", "c2"}
        assert (report.left_out, report.validated) == ({"never-accepted": 3}, 4)
        settings = replace(read_feed_settings(tmp_path / "settings.toml"), profile="none")
        with pytest.raises(UnknownNameError, match="unknown profile 'none'"):
            registry.export_feed(tmp_path / "none", base=BASE, settings=settings)
        text = bytes_by_path(tmp_path / "strict" / "current")["all.nt.gz"].decode()
        assert text.count("<http://purl.org/dc/terms/conformsTo> <https://e.vn/strict>") == 3
        assert text.count("The description meets the profile of this feed.") == 3
        report = build(registry, tmp_path, f'profile = "{Path(lax).name}"\n', name="lax")
        assert (report.records, report.left_out) == (6, {})


def test_export_feed__by_its_own_profile_has_no_verdict_in_another_context(
    sqlite_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    profile = write_profile(PUBLISHER_NAME)
    settings = f'profile = "{Path(profile).name}"\n'
    with Registry.open(sqlite_url, create=True) as registry:
        one = dataset("1", BY_AGENT)
        harvest(registry, tmp_path, "a", NAMED_AGENT + one, profile=profile)
        harvest(registry, tmp_path, "a", NAMELESS_AGENT + one, profile="none")
        report = build(registry, tmp_path, settings)
        assert (report.records, report.left_out) == (0, {"never-accepted": 1})


def test_export_feed__leaves_out_what_cannot_be_validated(
    sqlite_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    profile = write_profile()
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", dataset("1") + dataset("2"), profile=profile)
        harvest(registry, tmp_path, "b", dataset("3"))
        build(registry, tmp_path)
    Path(profile).unlink()
    with Registry.open(sqlite_url) as registry:
        with pytest.raises(RegistryError, match="2 records are left out since the profiles of their sources"):
            build(registry, tmp_path)
        report = build(registry, tmp_path, accept_drop="Known")
        assert (report.left_out, [*report.not_validated]) == ({"not-validated": 2}, ["a"])
        assert str(report.not_validated["a"]).startswith("unknown profile")
        with pytest.raises(UsageError, match=r"settings\.toml: unknown profile"):
            build(registry, tmp_path, 'profile = "trial.profile.ttl"\n')


def test_export_feed__validates_anew_on_a_day_with_other_rules(
    sqlite_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    path = Path(write_profile("dct:identifier", ' ; schema:validFrom "2020-01-01"^^xsd:date'))
    # A rule with dates never gates.
    path.write_text(path.read_text(encoding="utf-8").replace("sh:Violation", "sh:Warning"), encoding="utf-8")
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", dataset("1"), profile=str(path))
        for day, validated in ((None, 0), (date(2019, 1, 1), 1)):
            report = build(registry, tmp_path, today=day)
            assert (report.records, report.validated) == (1, validated)
