"""Undo beside what else changes records: renames, saved plans, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.harvested import HarvestReport
from danhmuc.vocab.errors import UsageError

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
DATASET = '<{0}> a dcat:Dataset ; dct:title "{1}"@vi ; dct:description "d"@vi .\n'


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.ttl"


def write(path: Path, titles: dict[str, str]) -> None:
    path.write_text(PREFIXES + "".join(DATASET.format(*one) for one in titles.items()), encoding="utf-8")


def harvest(registry: Registry, path: Path, titles: dict[str, str]) -> HarvestReport:
    write(path, titles)
    return registry.harvest(source_at(str(path)), profile="none")


def exported(registry: Registry) -> str:
    out = BytesIO()
    registry.export("nt", out)
    return out.getvalue().decode()


def renamed(registry: Registry, path: Path) -> HarvestReport:
    """A record that one run renames in the source, and a person in the registry."""
    harvest(registry, path, {"old": "t", "b": "t"})
    run = harvest(registry, path, {"new": "u", "b": "t"})
    registry.identities.rename("https://e.vn/old", "https://e.vn/new", by="officer", reason="r")
    return run


def test_undo__leaves_what_was_renamed_since(registry: Registry, path: Path) -> None:
    run = renamed(registry, path)
    before = exported(registry)
    (done,) = registry.undo(run.run, by="officer").runs
    assert [one.iri for one in done.left] == ["https://e.vn/new"]
    assert exported(registry) == before
    with pytest.raises(UsageError, match="renamed since"):
        registry.undo(iri="https://e.vn/new", by="officer")


def test_undo__by_force_gives_the_former_content_the_iri_of_now(registry: Registry, path: Path) -> None:
    run = renamed(registry, path)
    registry.undo(run.run, by="officer", force=True)
    found = exported(registry)
    assert "<https://e.vn/old>" not in found
    assert '<https://e.vn/new> <http://purl.org/dc/terms/title> "t"@vi' in found
    assert registry.upkeep.check().problems == ()
    assert harvest(registry, path, {"new": "u", "b": "t"}).records.held == 1
    assert exported(registry) == found
    assert harvest(registry, path, {"new": "v", "b": "t"}).records.updated == 1
    assert '"v"@vi' in exported(registry)
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize("said", ["t", "v"])
def test_plan__of_a_held_record_ends_the_hold_once(registry: Registry, path: Path, said: str) -> None:
    harvest(registry, path, {"a": "t"})
    registry.undo(harvest(registry, path, {"a": "u"}).run, by="officer")
    write(path, {"a": said})
    file = path.with_suffix(".plan")
    registry.plan(source_at(str(path))).save(file)
    assert list(registry.records(state="held")), "a plan changes nothing"
    for _ in range(2):
        for plan in registry.harvests.read_plans(file):
            plan.apply(by="officer")
        assert not list(registry.records(state="held"))
        assert f'"{said}"@vi' in exported(registry)
    assert registry.upkeep.check().problems == ()


def test_plan__goes_on_holding_what_is_said_as_before(registry: Registry, path: Path) -> None:
    harvest(registry, path, {"a": "t", "b": "t"})
    registry.undo(harvest(registry, path, {"a": "u"}).run, by="officer")
    before = exported(registry)
    file = path.with_suffix(".plan")
    plan = registry.plan(source_at(str(path)))
    assert (plan.report.records.held, plan.report.records.missing) == (2, 0)
    plan.save(file)
    (report,) = [one.apply(by="officer") for one in registry.harvests.read_plans(file)]
    assert report.records.held == 2
    assert exported(registry) == before


ACCESS = "; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/{}>"


def harvest_access(registry: Registry, path: Path, access: str, title: str = "t") -> HarvestReport:
    dataset = DATASET.format("a", title).replace(" .\n", f" {ACCESS.format(access)} .\n") if access else ""
    path.write_text(PREFIXES + dataset + DATASET.format("b", "t"), encoding="utf-8")
    return registry.harvest(source_at(str(path)), profile="none")


def test_undo__makes_nothing_public_that_its_source_does_not(registry: Registry, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    harvest_access(registry, path, "PUBLIC")
    harvest_access(registry, other, "PUBLIC", "of another source")
    narrowed = harvest_access(registry, path, "NON_PUBLIC")
    (done,) = registry.undo(narrowed.run, by="officer").runs
    assert (done.held, done.narrowed) == (1, 1)
    for _ in range(2):
        assert "<https://e.vn/a>" not in exported(registry)
        assert registry.reports.leaving("https://e.vn/a", source="a").reason == "narrowed"
        assert harvest_access(registry, path, "NON_PUBLIC").records.held == 1
    # Nor does what another source says of it leave.
    assert harvest_access(registry, other, "PUBLIC", "of another source").barred == 1
    harvest_access(registry, path, "PUBLIC", "u")
    assert "<https://e.vn/a>" in exported(registry)
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize("access", ["NON_PUBLIC", "RESTRICTED", "PUBLIC"])
def test_release_undone__makes_nothing_public_before_the_next_harvest(
    registry: Registry, path: Path, access: str
) -> None:
    harvest_access(registry, path, "PUBLIC")
    narrowed = harvest_access(registry, path, "NON_PUBLIC")
    registry.undo(narrowed.run, by="officer")
    assert [harvest_access(registry, path, "NON_PUBLIC").records.held for _ in range(2)] == [1, 1]
    for _ in range(2):
        assert registry.harvests.release_undone(narrowed.run, by="officer") == ("https://e.vn/a",)
        assert "<https://e.vn/a>" not in exported(registry)
    report = harvest_access(registry, path, access)
    assert report.records.held == 0
    assert next(registry.records(state="held"), None) is None
    with pytest.raises(UsageError, match="nothing of it is held"):
        registry.harvests.release_undone(narrowed.run, by="officer")
    assert f"access-right/{access}>" in exported(registry)
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize("back", ["PUBLIC", "NON_PUBLIC"])
def test_undo__what_its_source_made_less_public_and_dropped_does_not_leave(
    registry: Registry, path: Path, back: str
) -> None:
    harvest_access(registry, path, "PUBLIC")
    registry.undo(harvest_access(registry, path, "NON_PUBLIC").run, by="officer")
    for _ in range(2):
        assert harvest_access(registry, path, "").records.missing == 1
        assert "<https://e.vn/a>" not in exported(registry)
        assert registry.upkeep.check().problems == ()
    with registry._database.writing() as connection:
        connection.exec_driver_sql("UPDATE runs SET started_at = '2026-01-01T00:00:00+00:00'")
    assert harvest_access(registry, path, "").withdrawn == 1
    assert harvest_access(registry, path, back).records.reappeared == 1
    assert f"access-right/{back}>" in exported(registry)
    assert next(registry.records(state="held"), None) is None
    assert registry.upkeep.check().problems == ()


def test_undo__of_a_release_that_no_harvest_has_seen(registry: Registry, path: Path) -> None:
    first = harvest_access(registry, path, "PUBLIC", "first")
    harvest_access(registry, path, "PUBLIC")
    narrowed = harvest_access(registry, path, "NON_PUBLIC")
    registry.undo(narrowed.run, by="officer")
    registry.harvests.release_undone(narrowed.run, by="officer")
    (done,) = registry.undo(2, by="officer", force=True).runs
    assert (done.narrowed, first.state) == (1, "complete")
    assert "<https://e.vn/a>" not in exported(registry)
    assert harvest_access(registry, path, "NON_PUBLIC").records.held == 1


def test_undo__of_what_made_more_public_puts_back_what_was_said(registry: Registry, path: Path) -> None:
    harvest_access(registry, path, "RESTRICTED")
    before = exported(registry)
    (done,) = registry.undo(harvest_access(registry, path, "PUBLIC").run, by="officer").runs
    assert (done.held, done.narrowed, exported(registry)) == (1, 0, before)
    # Undone again, it says what its source says.
    (done,) = registry.undo(done.run, by="officer").runs
    assert (done.held, "access-right/PUBLIC" in exported(registry)) == (0, True)


def test_undo__what_was_held_before_a_rename_is_not_held_after_it(registry: Registry, path: Path) -> None:
    harvest(registry, path, {"old": "t", "b": "t"})
    registry.undo(harvest(registry, path, {"old": "u", "b": "t"}).run, by="officer")
    harvest(registry, path, {"new": "v", "b": "t"})
    registry.identities.rename("https://e.vn/old", "https://e.vn/new", by="officer", reason="r")
    assert not list(registry.records(state="held"))
    assert harvest(registry, path, {"new": "w", "b": "t"}).records.updated == 1
    assert registry.upkeep.check().problems == ()
