"""Why records are gone where several sources, or several reasons, speak of one IRI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.feeds.manifest import Tombstone, read_manifest
from danhmuc.vocab.errors import RegistryError

from .public_words import BASE, POLICY, dataset, export_feed, harvest
from .test_public_feed import set_internal

PRESENT = '[filters]\nstate = "present"\n'
DATASETS = "".join(map(dataset, "12"))
NARROWED = "".join(dataset(name, "dct:accessRights access:RESTRICTED") for name in "12")


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    """Two sources that describe the same datasets, the first of which the feed does not have."""
    with Registry.open(sqlite_url, create=True) as opened:
        harvest(opened, tmp_path, "copy", DATASETS + dataset("other"))
        set_internal(opened, "copy")
        harvest(opened, tmp_path, "main", DATASETS + dataset("rest"))
        yield opened


def gone(folder: Path) -> dict[str, str]:
    """Why each record is gone, by the end of its IRI."""
    manifest = read_manifest(folder / "feed" / "current", base=BASE)
    assert manifest is not None
    return {one.iri.rpartition("/")[2]: one.reason for one in manifest.records() if isinstance(one, Tombstone)}


@pytest.mark.parametrize("copy", ["copy", "younger-copy"])
def test_export_feed__an_internal_copy_hides_no_loss_of_another_source(
    registry: Registry, tmp_path: Path, copy: str
) -> None:
    if copy == "younger-copy":
        harvest(registry, tmp_path, "copy", dataset("other"))
        harvest(registry, tmp_path, copy, DATASETS)
        registry.harvests.accept_missing("copy", by="test", reason="Gone")
    set_internal(registry, copy)
    export_feed(registry, tmp_path, None, more=PRESENT)
    harvest(registry, tmp_path, "main", dataset("rest"))
    with pytest.raises(RegistryError, match="would lose 2 of "):
        export_feed(registry, tmp_path, None, more=PRESENT)
    assert export_feed(registry, tmp_path, None, more=PRESENT, accept_drop="Gone").gone == 2
    assert gone(tmp_path) == {"1": "deleted", "2": "deleted"}


def test_export_feed__what_another_source_lost_keeps_nothing_that_is_internal_now(
    registry: Registry, tmp_path: Path
) -> None:
    set_internal(registry, "")
    export_feed(registry, tmp_path, None, more=PRESENT)
    harvest(registry, tmp_path, "main", dataset("rest"))
    set_internal(registry, "copy")
    assert export_feed(registry, tmp_path, None, more=PRESENT).drops == ()
    assert gone(tmp_path) == {"1": "withdrawn", "2": "withdrawn", "other": "withdrawn"}


def test_export_feed__what_is_internal_and_missing_is_withdrawn(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "main", dataset("3") + dataset("4") + dataset("rest"))
    export_feed(registry, tmp_path, None, more=PRESENT)
    harvest(registry, tmp_path, "main", dataset("rest"))
    set_internal(registry, "main")
    assert export_feed(registry, tmp_path, None, more=PRESENT).drops == ()
    assert gone(tmp_path) == {"3": "withdrawn", "4": "withdrawn", "rest": "withdrawn"}


def test_export_feed__what_another_source_narrows_and_one_misses_is_withdrawn(
    registry: Registry, tmp_path: Path
) -> None:
    export_feed(registry, tmp_path, None, more=PRESENT)
    for said in (DATASETS, NARROWED, dataset("of-third")):
        harvest(registry, tmp_path, "third", said, profile="dcat-ap")
    harvest(registry, tmp_path, "main", dataset("rest"))
    assert export_feed(registry, tmp_path, None, more=PRESENT).drops == ()
    assert gone(tmp_path) == {"1": "withdrawn", "2": "withdrawn"}


def test_export_feed__what_a_policy_would_keep_inside_and_is_missing_is_withdrawn(
    registry: Registry, tmp_path: Path
) -> None:
    export_feed(registry, tmp_path, more=PRESENT)
    harvest(registry, tmp_path, "main", NARROWED + dataset("rest"))
    harvest(registry, tmp_path, "main", dataset("rest"))
    assert export_feed(registry, tmp_path, more=PRESENT).drops == ()
    assert gone(tmp_path) == {"1": "withdrawn", "2": "withdrawn"}


def test_export_feed__what_is_missing_under_a_policy_leaves_no_last_copy(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "main", "".join(dataset(str(number)) for number in range(1, 14)))
    export_feed(registry, tmp_path, more=PRESENT)
    harvest(registry, tmp_path, "main", "".join(dataset(str(number)) for number in range(1, 13)))
    export_feed(registry, tmp_path, POLICY, more=PRESENT)
    assert [one.name for one in (tmp_path / "feed" / ".builds").iterdir() if one.is_dir()] == ["00000002-alone"]
