"""A plan is a value: told before it is applied."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import HarvestPlan, Registry, source_at
from danhmuc.registry.record.change import CHANGE_KINDS, RoleCounts
from danhmuc.registry.record.harvested import HarvestReport

PREFIXES = (
    "@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> ."
)


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as registry:
        yield registry


def plan(registry: Registry, tmp_path: Path, turtle: str) -> HarvestPlan:
    return registry.plan(source_at(str(written(tmp_path, turtle))), profile="none")


def written(tmp_path: Path, turtle: str) -> Path:
    (tmp_path / "catalog.ttl").write_text(PREFIXES + turtle)
    return tmp_path / "catalog.ttl"


def test_plan__writes_nothing(registry: Registry, tmp_path: Path) -> None:
    plan(registry, tmp_path, "<1> a dcat:Dataset .")
    assert (registry.sources(), list(registry.records())) == ([], [])


def test_plan__lists_records_by_kind_and_iri(registry: Registry, tmp_path: Path) -> None:
    plan(registry, tmp_path, "<3> a dcat:Dataset . <1> a dcat:Dataset . <2> a dcat:Dataset .").apply()
    second = plan(
        registry,
        tmp_path,
        "<4> a dcat:Dataset . <3> a dcat:Dataset ; dct:title 'x' . <1> a dcat:Dataset . <n> dct:title 'n' .",
    )
    listed = {
        kind: [change.iri.removeprefix("https://e.vn/") for change in second.of_kind(kind)] for kind in CHANGE_KINDS
    }
    assert listed == {
        "created": ["4"],
        "updated": ["3"],
        "unchanged": [],
        "reappeared": [],
        "held": [],
        "missing": ["2"],
        "quarantined": [],
    }
    assert second.report.records.unchanged == 1


def test_plan__once_gone_leaves_nothing_to_the_garbage_collector(registry: Registry, tmp_path: Path) -> None:
    gc.disable()
    gc.freeze()  # else it is slow to look at all that other tests have left
    try:
        planned = registry.plan(source_at(str(written(tmp_path, "<1> a dcat:Dataset ."))), profile="dcat-ap")
        planned.apply()
        del planned
        assert parts_of_plans() == 0
    finally:
        gc.enable()


def parts_of_plans() -> int:
    names = {"Harvested", "PendingRecord", "PlanChanges", "PlannedChange"}
    return sum(type(one).__name__ in names for one in gc.get_objects())


def test_plan__tells_its_sum(registry: Registry, tmp_path: Path) -> None:
    assert plan(registry, tmp_path, "<1> a dcat:Dataset . <n> dct:title 'n' .").summary().splitlines() == [
        "catalog (none): complete",
        "  records: 1 created",
        "  node records: 1 created",
    ]


def test_plan__tells_why_it_failed(registry: Registry, tmp_path: Path) -> None:
    failed = plan(registry, tmp_path, "<1> dct:title 'x' .")
    assert (failed.state, failed.summary()) == (
        "failed",
        "catalog (none): failed, no DCAT resource found in catalog.ttl",
    )


def test_plan__its_report_has_no_run(registry: Registry, tmp_path: Path) -> None:
    assert plan(registry, tmp_path, "<1> a dcat:Dataset .").report.run is None


def test_plan__made_without_a_registry_cannot_be_applied() -> None:
    report = HarvestReport(source="x", profile="none", run=None, state="complete")
    orphan = HarvestPlan(source="x", location="/x", kind="rdf", profile="none", basis=0, report=report)
    with pytest.raises(TypeError, match="without a registry"):
        orphan.apply()


def test_role_counts__seen_is_all_but_missing() -> None:
    counts = RoleCounts(created=1, updated=2, unchanged=4, reappeared=8, missing=16, quarantined=32)
    assert (counts.seen, counts.as_dict()["seen"]) == (47, 47)


@pytest.mark.parametrize(
    ("report", "needed"),
    [
        (HarvestReport(source="x", profile="none", run=1, state="complete"), False),
        (HarvestReport(source="x", profile="none", run=1, state="incomplete"), True),
        (HarvestReport(source="x", profile="none", run=1, state="complete", quarantined_documents=1), True),
        (HarvestReport(source="x", profile="none", run=1, state="complete", nodes=RoleCounts(quarantined=1)), True),
        (HarvestReport(source="x", profile="none", run=1, state="complete", records=RoleCounts(missing=1)), False),
    ],
)
def test_report__needs_a_person(report: HarvestReport, needed: bool) -> None:
    assert report.needs_attention == needed
