"""Pages of a national inventory whose datasets get other IRIs, and get the old ones back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at

RENAMED = 20


@pytest.fixture
def folder(test_data: Path, tmp_path: Path) -> Path:
    """Two pages of datasets and two of distributions."""
    made = tmp_path / "belgium"
    made.mkdir()
    for name in ("page-1", "page-11", "page-179", "page-180"):
        shutil.copy(test_data / "belgium" / f"{name}.trig", made)
    return made


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as registry:
        yield registry


def harvest(registry: Registry, folder: Path) -> HarvestReport:
    return registry.harvest(source_at(str(folder)), profile="none")


def rename_all(folder: Path, iris: dict[str, str]) -> None:
    pattern = re.compile("<(" + "|".join(map(re.escape, sorted(iris))) + ")(?=[>#/])")
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(pattern.sub(lambda found: "<" + iris[found[1]], text), encoding="utf-8")


def titles(registry: Registry) -> list[str]:
    """The titles that leave, whatever has them."""
    out = BytesIO()
    registry.export("nt", out)
    lines = out.getvalue().decode().splitlines()
    return sorted(line.split("> ", 1)[1] for line in lines if " <http://purl.org/dc/terms/title> " in line)


@pytest.mark.soak
def test_belgium__datasets_renamed_and_given_back(registry: Registry, folder: Path) -> None:
    first = harvest(registry, folder)
    before = titles(registry)
    old = sorted(row.iri for row in registry.records())[::5][:RENAMED]
    new = {iri: f"{iri}-2" for iri in old}

    rename_all(folder, new)
    report = harvest(registry, folder)
    assert [(one.old, one.new, one.evidence) for one in report.renames] == [(iri, new[iri], "content") for iri in old]
    for one in registry.identities.proposed_renames():
        registry.identities.rename(one.old, one.new, by="officer", reason="đổi địa chỉ")
    report = harvest(registry, folder)
    assert (report.records.unchanged, report.renames, report.needs_attention) == (first.records.created, (), False)
    assert titles(registry) == before

    rename_all(folder, {after: iri for iri, after in new.items()})
    report = harvest(registry, folder)
    assert (report.records.quarantined, report.records.missing, report.records.created) == (RENAMED, 0, 0)
    assert titles(registry) == before
    for iri in old:
        registry.identities.end_redirect(iri, by="officer", reason="đổi lại")
    report = harvest(registry, folder)
    assert [(one.old, one.new) for one in report.renames] == [(new[iri], iri) for iri in old]
    assert registry.upkeep.check().problems == ()
