"""A feed and records that their sources retire by the status WITHDRAWN: tombstones, a guard, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.feeds.manifest import Tombstone, read_manifest
from danhmuc.vocab.errors import RegistryError

from .public_words import BASE, all_bytes, bytes_by_path, dataset, export_feed, harvest, word

WITHDRAWN = "adms:status <http://publications.europa.eu/resource/authority/dataset-status/WITHDRAWN>"
AGENCY = '<agency> a foaf:Agent ; foaf:name "A"@vi ; dct:identifier "H57" .\n'


def datasets(count: int, *retired: int, publisher: str | None = None) -> str:
    """Datasets with numbers, some of them retired."""
    said = [] if publisher is None else [f"dct:publisher <{publisher}>"]
    return "".join(dataset(f"d{number}", *said, *([WITHDRAWN] if number in retired else [])) for number in range(count))


@pytest.fixture
def registry(empty_database_url: str) -> Iterator[Registry]:
    with Registry.open(empty_database_url, create=True) as opened:
        yield opened


def gone(folder: Path) -> dict[str, str]:
    """Why each record is gone, by the end of its IRI."""
    manifest = read_manifest(folder / "feed" / "current", base=BASE)
    assert manifest is not None
    return {one.iri.rpartition("/")[2]: one.reason for one in manifest.records() if isinstance(one, Tombstone)}


def events(folder: Path) -> bytes:
    """The pages of the stream."""
    files = bytes_by_path(folder / "feed" / "current")
    return b"".join(data for path, data in files.items() if path.startswith("stream/"))


def test_export_feed__what_is_retired_becomes_a_tombstone_and_comes_back(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", datasets(20))
    export_feed(registry, tmp_path)
    harvest(registry, tmp_path, "a", datasets(20, 3))
    report = export_feed(registry, tmp_path)
    assert (report.records, report.gone, report.left_out, report.drops) == (19, 1, {"retired": 1}, ())
    assert gone(tmp_path) == {"d3": "withdrawn"}
    assert b"Delete" in events(tmp_path)
    assert word("d3").encode() not in all_bytes(tmp_path / "feed")
    harvest(registry, tmp_path, "a", datasets(20))
    report = export_feed(registry, tmp_path)
    assert (report.records, report.created, report.left_out) == (20, 1, {})
    assert gone(tmp_path) == {}


def test_export_feed__retired_records_are_no_loss_and_hide_none(registry: Registry, tmp_path: Path) -> None:
    others = "".join(dataset(f"e{number}") for number in range(3))
    harvest(registry, tmp_path, "a", datasets(10) + others)
    export_feed(registry, tmp_path)
    harvest(registry, tmp_path, "a", datasets(10, 3) + others.partition("<e1>")[0])
    registry.harvests.accept_missing("a", by="test", reason="Gone")
    with pytest.raises(RegistryError, match="would lose 2 of 12 records; the last feed"):  # the retired one aside
        export_feed(registry, tmp_path)
    harvest(registry, tmp_path, "a", datasets(10, 3) + others.partition("<e2>")[0])
    assert export_feed(registry, tmp_path).drops == ()
    assert gone(tmp_path) == {"d3": "withdrawn", "e2": "deleted"}


@pytest.mark.parametrize("by_other", [False, True], ids=["its own source", "another source"])
def test_export_feed__many_retired_at_once_wait_for_a_person(
    registry: Registry, tmp_path: Path, *, by_other: bool
) -> None:
    harvest(registry, tmp_path, "a", AGENCY + datasets(10, publisher="agency"))
    if by_other:
        harvest(registry, tmp_path, "copy", AGENCY + datasets(10, publisher="agency"))
    export_feed(registry, tmp_path)
    before = bytes_by_path(tmp_path / "feed" / "current")
    harvest(registry, tmp_path, "copy" if by_other else "a", AGENCY + datasets(10, 1, 2, 3, publisher="agency"))
    with pytest.raises(RegistryError) as caught:
        export_feed(registry, tmp_path)
    text = caught.value.message.render("en")
    assert "would lose 3 of 10 records, which their sources retire by the status WITHDRAWN" in text
    assert text.endswith("it still serves records that must not be public any more, 3 of them")
    assert bytes_by_path(tmp_path / "feed" / "current") == before
    report = export_feed(registry, tmp_path, accept_drop="Agency confirmed")
    assert [(one.agency, one.before, one.gone, one.retired) for one in report.drops] == [
        (None, 10, 3, True),
        ("H57", 10, 3, True),
    ]
    assert gone(tmp_path) == {"d1": "withdrawn", "d2": "withdrawn", "d3": "withdrawn"}
    assert word("d1").encode() not in all_bytes(tmp_path / "feed")
    assert export_feed(registry, tmp_path).drops == ()  # what was accepted is not asked for again


def test_export_feed__undone_retirements_leave_the_feed_as_it_was(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", datasets(10))
    export_feed(registry, tmp_path)
    harvest(registry, tmp_path, "a", datasets(10, *range(10)))
    with pytest.raises(RegistryError, match="would lose 10 of 10 records, which"):
        export_feed(registry, tmp_path)
    (newest, *_) = registry.harvests.runs(source="a")
    registry.undo(newest.id, by="test", reason="Nhầm")
    report = export_feed(registry, tmp_path)
    assert (report.records, report.gone, report.changed) == (10, 0, 0)


def test_export_feed__what_a_person_withholds_leaves_at_once_though_it_is_retired(
    registry: Registry, tmp_path: Path
) -> None:
    harvest(registry, tmp_path, "a", datasets(10))
    export_feed(registry, tmp_path)
    harvest(registry, tmp_path, "a", datasets(10, 1, 2))
    for name in ("d1", "d2"):
        registry.withhold(f"https://e.vn/{name}", by="test", reason="r")
    assert (export_feed(registry, tmp_path).gone, gone(tmp_path)) == (2, {"d1": "withdrawn", "d2": "withdrawn"})


def test_export_feed__a_first_feed_needs_nobody(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", datasets(10, *range(9)))
    report = export_feed(registry, tmp_path)
    assert (report.records, report.left_out) == (1, {"retired": 9})
