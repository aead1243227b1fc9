"""Traps of identity, counts and shrinking that other harvesters fell into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.harvested import HarvestReport

PREFIXES = """
@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
"""
Publish = Callable[..., HarvestReport]


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as registry:
        yield registry


@pytest.fixture
def publish(registry: Registry, tmp_path: Path) -> Publish:
    def run(turtle: str, source: str = "a") -> HarvestReport:
        path = tmp_path / f"{source}.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return registry.harvest(source_at(str(path)), profile="none")

    return run


def dataset(iri: str, title: str = "t", more: str = "") -> str:
    return f'<{iri}> a dcat:Dataset ; dct:title "{title}"@vi {more} .\n'


def codes(registry: Registry, report: HarvestReport) -> list[str]:
    assert report.run is not None
    return [finding.code for finding in registry.harvests.run_findings(report.run)]


def many(first: int, last: int) -> str:
    return "".join(dataset(f"d/{n}", f"t{n}") for n in range(first, last))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # An IRI that differs only by case, slash or scheme is another IRI; that it is the same dataset is a proposal.
        (dataset("d/A"), dataset("d/a"), ["harvest:rename-proposed"]),
        (dataset("d/a"), dataset("d/a/"), ["harvest:rename-proposed"]),
        (dataset("http://e.vn/a"), dataset("https://e.vn/a"), ["harvest:rename-proposed"]),
        # An identifier that is missing, "TODO" or the same everywhere proves nothing.
        (dataset("1", "x", "; dct:identifier ' '"), dataset("2", "y", "; dct:identifier ' '"), []),
        (
            "".join(dataset(f"old/{n}", f"o{n}", "; dct:identifier 'TODO'") for n in range(3)),
            "".join(dataset(f"new/{n}", f"n{n}", "; dct:identifier 'TODO'") for n in range(3)),
            ["harvest:shared-identifier"],
        ),
        # An identifier that changed overnight is a change of the record, not another record.
        (dataset("1", "x", "; dct:identifier 'A'"), dataset("1", "x", "; dct:identifier 'B'"), []),
        # Duplicated in one file: found, told once, and both are stored.
        (
            "",
            dataset("1", "x", "; dct:identifier 'A'") + dataset("2", "y", "; dct:identifier 'A'"),
            ["harvest:shared-identifier"],
        ),
        ("", dataset("1", "x", "; dct:identifier 'A'") + dataset("2", "y", "; dct:identifier 'a'"), []),
        (
            "",
            "".join(dataset(str(n), f"t{n}", "; dcat:distribution [ dcat:downloadURL <all.zip> ]") for n in range(50)),
            ["harvest:shared-download"],
        ),
        # A new IRI every night: each night asks, and nothing is merged by itself.
        (dataset("night/1"), dataset("night/2"), ["harvest:rename-proposed"]),
        # 27 records become 1: nothing is renamed to the one that is left.
        (many(0, 27), many(0, 1), ["harvest:shrunken"]),
        # totalItems larger than what arrives: the run is incomplete, so that nothing is missing.
        (many(0, 9), many(0, 1) + "<?p> a hydra:PagedCollection ; hydra:totalItems 39 ; hydra:lastPage <?p> .", []),
    ],
)
def test_harvest__finds(registry: Registry, publish: Publish, before: str, after: str, expected: list[str]) -> None:
    background = many(100, 130)
    publish(background + before)
    report = publish(background + after)
    assert sorted(codes(registry, report)) == expected
    counts = report.records
    assert counts.seen == counts.created + counts.updated + counts.unchanged + counts.reappeared + counts.quarantined
    assert registry.upkeep.check().problems == ()


def test_harvest__fewer_than_announced_is_incomplete(registry: Registry, publish: Publish) -> None:
    publish(many(0, 9))
    report = publish(many(0, 1) + "<?p> a hydra:PagedCollection ; hydra:totalItems 9 ; hydra:lastPage <?p> .")
    assert (report.state, str(report.why)) == ("incomplete", "the source announces 9 entries, but lists 1")
    assert (report.records.missing, report.newly_missing) == (0, 0)


def test_harvest__of_an_announced_number_that_is_none_is_incomplete(registry: Registry, publish: Publish) -> None:
    publish(many(0, 9))
    report = publish(many(0, 9) + "<?p> a hydra:PagedCollection ; hydra:totalItems 'nine' ; hydra:lastPage <?p> .")
    said = "the source announces its entries (hydra:totalItems) by something that is no number"
    assert (report.state, str(report.why), report.records.unchanged) == ("incomplete", said, 9)


def test_harvest__shared_values_are_told_once_and_change_no_verdict(registry: Registry, publish: Publish) -> None:
    shared = "; dct:identifier 'A' ; dcat:distribution [ dcat:downloadURL <f> ]"
    for _ in range(2):
        report = publish(dataset("1", "x", shared) + dataset("2", "y", shared))
        assert codes(registry, report) == ["harvest:shared-identifier", "harvest:shared-download"]
        assert report.needs_attention is False
    (row,) = {run.id for run in registry.harvests.runs()} - {2}
    assert row == 1
    first = registry.harvests.run_findings(1)[0]
    assert (first.focus, first.value) == ("https://e.vn/1", "A")
    assert "1 identifier (dct:identifier) stands in more than one record: A" in str(first.message)


def test_harvest__the_same_iri_from_two_agencies_is_stored_twice_and_leaves_once(
    registry: Registry, publish: Publish
) -> None:
    publish(dataset("x", "one"), "a")
    publish(dataset("x", "two"), "b")
    out = BytesIO()
    registry.export("nt", out)
    assert len(list(registry.records())) == 2
    assert out.getvalue().count(b"/title>") == 1


def test_rename__then_a_harvest_makes_no_duplicate(registry: Registry, publish: Publish) -> None:
    publish(many(0, 5) + dataset("old"))
    publish(many(0, 5) + dataset("new"))
    registry.identities.rename("https://e.vn/old", "https://e.vn/new", by="officer", reason="r")
    for turtle in (dataset("new"), dataset("old"), dataset("old") + dataset("new"), dataset("new", "t2")):
        publish(many(0, 5) + turtle)
        assert sum("d/" not in row.iri for row in registry.records()) == 1
    assert registry.upkeep.check().problems == ()
