"""The seconds of the stages of a harvest: in its report, stored with its run, and no part of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at

STAGES = ["reading", "comparing", "writing"]
DATASET = "<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as registry:
        yield registry


@pytest.mark.parametrize("text", [DATASET, "x"], ids=["complete", "failed"])
def test_seconds__are_stored_with_the_run(registry: Registry, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.ttl").write_text(text)
    report = registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none")
    assert list(report.seconds) == STAGES
    (run,) = registry.harvests.runs()
    assert run.counts["seconds"] == report.seconds


def test_seconds__are_no_part_of_a_plan(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(DATASET)
    plans = [registry.plan(source_at(str(tmp_path / "a.ttl")), profile="none") for _ in range(2)]
    assert [plan.report.seconds for plan in plans] == [{}, {}]
    assert plans[0] == plans[1]
    assert list(plans[0].apply().seconds) == STAGES


def test_seconds__of_a_run_that_failed_while_it_was_written(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.ttl").write_text(DATASET)
    monkeypatch.setattr("danhmuc.registry.harvest.apply.close_run", lambda *_: 1 / 0)
    report = registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none")
    assert (report.state, list(report.seconds)) == ("failed", STAGES)


def test_of_counts__is_the_report_again(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(DATASET + "\n<https://e.vn/2> a <http://www.w3.org/ns/dcat#Dataset> .")
    report = registry.harvest(source_at(str(tmp_path / "a.ttl")))
    counts = registry.harvests.runs()[0].counts
    facts = {"source": report.source, "profile": report.profile, "run": 1, "why": None}
    again = HarvestReport.of_counts(counts, state="complete", **facts)  # type: ignore[arg-type]
    assert again == report
    assert again.seconds == report.seconds
    earlier = HarvestReport.of_counts({"records": {"created": 2}}, state="complete", **facts)  # type: ignore[arg-type]
    assert (earlier.records.created, earlier.records.missing, earlier.seconds) == (2, 0, {})
