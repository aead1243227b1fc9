"""A record does not pass a profile because a limit ended its validation: by harvest, put, plan and revalidation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import Dataset, Registry, source_at

PROFILE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/p> a prof:Profile ; prof:hasToken "trial" .
<https://e.vn/p#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <https://e.vn/p#title> .
<https://e.vn/p#title> a sh:PropertyShape ; sh:path dct:title ; sh:{constraint} ; sh:severity sh:Violation ;
    sh:message "Phải khớp (dct:title)."@vi , "Needs to match (dct:title)."@en .
"""
HARMLESS, SLOW = "minCount 1", 'pattern "^(a|aa)+$"'
TITLES = {"good": "aaa", "hostile": "a" * 54 + "!"}


@pytest.fixture(autouse=True)
def _brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.shapes.engine.patterns.SECONDS", 0.05)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "trial.ttl"
    write_profile(path, SLOW)
    return path


@pytest.fixture
def catalogue(tmp_path: Path) -> str:
    path = tmp_path / "hue.ttl"
    path.write_text(
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
        + "".join(f'<https://e.vn/{name}> a dcat:Dataset ; dct:title "{title}" .\n' for name, title in TITLES.items()),
        encoding="utf-8",
    )
    return str(path)


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as registry:
        yield registry


def write_profile(path: Path, constraint: str) -> None:
    path.write_text(PROFILE.replace("{constraint}", constraint), encoding="utf-8")


def exported(registry: Registry, folder: Path) -> list[str]:
    path = folder / "out.nt"
    registry.export("nt", path)
    text = path.read_text(encoding="utf-8")
    return [name for name in TITLES if f"<https://e.vn/{name}> " in text]


def test_harvest__leaves_it_submitted_and_out_of_exports(
    registry: Registry, profile: Path, catalogue: str, tmp_path: Path
) -> None:
    plan = registry.plan(source_at(catalogue), profile=str(profile))
    report = plan.apply()
    assert (report.accepted, report.submitted) == (1, 1)
    assert exported(registry, tmp_path) == ["good"]


def test_put__leaves_it_submitted(registry: Registry, profile: Path, tmp_path: Path) -> None:
    for name, title in TITLES.items():
        change = registry.put(Dataset(f"https://e.vn/{name}", title={"vi": title}), by="app", profile=str(profile))
        severities = [finding.reported_severity for finding in change.findings]
        assert severities == (["violation"] if name == "hostile" else [])
    assert exported(registry, tmp_path) == ["good"]


def test_revalidate__takes_back_what_a_harmless_rule_accepted(
    sqlite_url: str, profile: Path, catalogue: str, tmp_path: Path
) -> None:
    write_profile(profile, HARMLESS)
    with Registry.open(sqlite_url) as registry:
        assert registry.plan(source_at(catalogue), profile=str(profile)).apply().accepted == 2
        assert exported(registry, tmp_path) == ["good", "hostile"]
    write_profile(profile, SLOW)
    with Registry.open(sqlite_url) as registry:
        (source,) = registry.revalidate().sources
        assert (source.became_submitted, source.totals.accepted) == (1, 1)
        assert exported(registry, tmp_path) == ["good"]
