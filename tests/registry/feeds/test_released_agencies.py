"""The description of an agency that is kept back and released again: no loss of the feed, in either direction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.vocab.errors import RegistryError

from .public_words import POLICY, dataset, export_feed, harvest
from .test_public_feed import agent, set_internal

DATASETS = "".join(dataset(str(number), "dct:publisher <office>") for number in range(3))
OFFICE = agent("office", 'dct:identifier "H57"')


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        yield opened


def codes(folder: Path) -> list[str]:
    """The agencies that have a document."""
    return sorted(one.name for one in (folder / "feed" / "current" / "agency").glob("*"))


@pytest.mark.parametrize("how", ["withhold", "internal", "source", "property"])
def test_export_feed__an_agency_whose_description_is_released_loses_nothing(
    registry: Registry, tmp_path: Path, how: str
) -> None:
    harvest(registry, tmp_path, "main", DATASETS)
    harvest(registry, tmp_path, "agents", dataset("of-agents") + OFFICE)
    hiding = POLICY
    if how == "withhold":
        registry.withhold("https://e.vn/office", by="officer", reason="No")
    elif how == "internal":
        set_internal(registry, "agents")
    else:
        stays = 'sources = ["agents"]' if how == "source" else 'properties = ["dct:publisher"]'
        hiding += f"[stays_inside]\n{stays}\n"
    export_feed(registry, tmp_path, hiding)
    assert "H57" not in codes(tmp_path)
    if how == "withhold":
        registry.release("https://e.vn/office", by="officer", reason="Yes")
    elif how == "internal":
        set_internal(registry, "")
    report = export_feed(registry, tmp_path, POLICY)
    assert (report.drops, report.gone, codes(tmp_path)) == ((), 0, ["H57"])


def test_export_feed__an_agency_that_gets_its_code_late_loses_nothing(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "main", DATASETS)
    export_feed(registry, tmp_path)
    harvest(registry, tmp_path, "main", DATASETS + OFFICE)
    assert (export_feed(registry, tmp_path).drops, codes(tmp_path)) == ((), ["H57"])


def test_export_feed__records_that_go_to_another_agency_are_still_a_drop(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "main", DATASETS)
    export_feed(registry, tmp_path)
    harvest(registry, tmp_path, "main", DATASETS.replace("<office>", "<other>") + agent("other", 'dct:identifier "H1"'))
    with pytest.raises(RegistryError, match="would lose 3 of 3 records of the agency"):
        export_feed(registry, tmp_path)
