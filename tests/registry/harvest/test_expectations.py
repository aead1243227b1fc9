"""What a source is expected to have, and its guard: when a complete run needs attention."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danhmuc.registry import DeclaredSource, HarvestReport, Registry, SourceSettings, source_at
from danhmuc.registry.record.source_settings import DeletionGuard, Expectations

Harvest = Callable[..., HarvestReport]

DATASET = '<https://e.vn/{}> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/modified> "{}" .\n'


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        yield opened


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_TODAY", "2026-08-15")


@pytest.fixture
def harvest(registry: Registry, tmp_path: Path) -> Harvest:
    """Harvest datasets that were modified on these days, from a source with these settings."""
    path = tmp_path / "a.ttl"

    def run(settings: SourceSettings, *days: str, partial: str | None = None) -> HarvestReport:
        declared = DeclaredSource(name="a", location=str(path), profile="none", settings=settings)
        registry.source_list.plan([declared]).apply(by="test", reason="r")
        path.write_text("".join(DATASET.format(number, day) for number, day in enumerate(days)), encoding="utf-8")
        return registry.plan(source_at(str(path)), partial=partial).apply()

    return run


def expecting(**expected: int) -> SourceSettings:
    return SourceSettings(expectations=Expectations(**expected))


def texts(registry: Registry, report: HarvestReport) -> list[str]:
    assert report.run is not None
    return [
        finding.text("en")
        for finding in registry.harvests.run_findings(report.run)
        if finding.code.startswith("harvest:exp")
    ]


@pytest.mark.parametrize(
    ("settings", "days", "said"),
    [
        (expecting(records=2), ["2026-08-15"] * 2, None),
        (expecting(records=3), ["2026-08-15"] * 2, "At least 3 records are expected, but 2 records were found"),
        (expecting(records=2), ["2026-08-15"], "At least 2 records are expected, but 1 record was found"),
        (expecting(days=8), ["2026-01-01", "2026-08-07"], None),
        (expecting(days=8), ["2026-08-06T23:59:00+07:00", "2025-01-01"], "at most 8 days old, but is 9 days old"),
        (expecting(days=0), ["15/08/2026"], None),
        # A slip of the pen must not hide that nothing is kept up.
        (expecting(days=8), ["2062-08-14", "2026-08-01"], "at most 8 days old, but is 14 days old"),
        (expecting(days=8), ["2026-08-16"], None),
        (expecting(days=8), ["hôm qua"], "no record says when it was modified (dct:modified)"),
        (SourceSettings(), ["2001-01-01"], None),
    ],
)
def test_harvest__expectations(
    registry: Registry, harvest: Harvest, settings: SourceSettings, days: list[str], said: str | None
) -> None:
    report = harvest(settings, *days)
    assert (report.state, report.needs_attention, report.unmet) == ("complete", said is not None, int(said is not None))
    found = texts(registry, report)
    assert len(found) == report.unmet == report.as_dict()["unmet"]
    assert said is None or said in found[0]


def test_harvest__unchanged_records_count_too_every_night(registry: Registry, harvest: Harvest) -> None:
    for _ in range(2):
        report = harvest(expecting(records=3, days=8), "2026-08-01")
        assert (report.unmet, report.needs_attention) == (2, True)
        assert len(texts(registry, report)) == 2


def test_harvest__of_a_part_less_is_expected(registry: Registry, harvest: Harvest) -> None:
    report = harvest(expecting(records=3, days=1), "2001-01-01", partial="a part")
    assert (report.state, report.unmet, texts(registry, report)) == ("incomplete", 0, [])


@pytest.mark.parametrize(
    ("guard", "is_shrunken"),
    [
        (DeletionGuard(), True),
        (DeletionGuard(records=3, reason="r"), True),
        (DeletionGuard(records=4, reason="r"), False),
        (DeletionGuard(share=0.29, reason="r"), True),
        (DeletionGuard(share=0.3, reason="r"), False),
        (DeletionGuard(off=True, reason="r"), False),
    ],
)
def test_harvest__the_guard_decides_what_is_too_much(harvest: Harvest, guard: DeletionGuard, is_shrunken: bool) -> None:
    settings = SourceSettings(guard=guard)
    harvest(settings, *["2026-08-15"] * 10)
    report = harvest(settings, *["2026-08-15"] * 7)
    assert (report.newly_missing, report.is_shrunken, report.needs_attention) == (3, is_shrunken, is_shrunken)


def test_harvest__a_share_is_taken_as_it_is_written(harvest: Harvest) -> None:
    settings = SourceSettings(guard=DeletionGuard(share=0.29, reason="r"))
    harvest(settings, *["2026-08-15"] * 100)
    assert not harvest(settings, *["2026-08-15"] * 71).is_shrunken


@pytest.mark.parametrize("off", [False, True])
def test_harvest__all_are_too_many_unless_the_guard_is_off(registry: Registry, tmp_path: Path, off: bool) -> None:
    path = tmp_path / "a.ttl"
    settings = SourceSettings(guard=DeletionGuard(share=1.0, records=50, off=off, reason="r"))
    declared = DeclaredSource(name="a", location=str(path), profile="none", settings=settings)
    registry.source_list.plan([declared]).apply(by="test")
    for iri in ("old", "new"):
        path.write_text(DATASET.format(iri, "2026-08-15"))
        report = registry.plan(source_at(str(path))).apply()
    assert (report.newly_missing, report.is_shrunken) == (1, not off)
