"""What counts once and what a shrinking source becomes: what is published night after night, and what is counted.

Each row is a trap that other harvesters fell into: what is published in each night, and the outcomes of the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import Final

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.record.change import CHANGE_KINDS

PREFIXES: Final = """@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
Pages = dict[str, str]


def datasets(*numbers: int, more: str = "") -> str:
    return "".join(f'<{number}> a dcat:Dataset ; dct:title "Số {number}"@vi {more} .\n' for number in numbers)


def page(*numbers: int, more: str = "") -> Pages:
    return {"a.ttl": datasets(*numbers, more=more)}


ALL: Final = tuple(range(27))
LISTED: Final = "<k> a dcat:Catalog ; dcat:dataset <1> , <2> , <3> , <4> , <5> .\n"
BLANK_AGENT: Final = '; dct:publisher [ a foaf:Agent ; foaf:name "Sở" ]'
FILE: Final = "; dcat:distribution [ a dcat:Distribution ; dcat:accessURL <https://e.vn/tep> ]"
RECORD_OF_1: Final = "<r> a dcat:CatalogRecord ; foaf:primaryTopic <1> .\n"


@dataclass(frozen=True)
class Trap:
    """What is published in each night, and what comes of the last.

    Attributes:
        records: outcomes of records, nodes and catalogue records together.
        leaving: number of titles in the export after it.
    """

    nights: list[Pages]
    state: str
    records: dict[str, int]
    leaving: int
    needs_attention: bool = False


TRAPS: Final = {
    # Counts.
    "one record on two pages": Trap([page(1, 2) | {"b.ttl": datasets(2, 3)}], "complete", {"created": 3}, 3),
    "parts of one record on two pages": Trap(
        [page(1) | {"b.ttl": '<1> dct:description "d" .\n'}], "complete", {"created": 1}, 1
    ),
    "an old copy of the file beside it": Trap(
        [page(1, 2), page(1, 2) | {"b.ttl": datasets(1, 2)}], "complete", {"unchanged": 2}, 2
    ),
    "a catalogue that lists more than is there": Trap(
        [{"a.ttl": LISTED + datasets(1, 2)}], "complete", {"created": 3}, 2
    ),
    "two classes of records at once": Trap([page(1, more="; a dcat:DatasetSeries")], "complete", {"created": 1}, 1),
    "an entry about a record is none": Trap([{"a.ttl": datasets(1) + RECORD_OF_1}], "complete", {"created": 2}, 1),
    "a new blank agent in each reading": Trap(
        [page(*ALL, more=BLANK_AGENT), page(*reversed(ALL), more=BLANK_AGENT)], "complete", {"unchanged": 27}, 27
    ),
    "everything written in another way": Trap(
        [page(1, 2), {"a.ttl": datasets(2, 1).replace("<", "<https://e.vn/").replace("\n", "\r\n\r\n")}],
        "complete",
        {"unchanged": 2},
        2,
    ),
    "a page of the feed under another name": Trap(
        [page(1, 2), {"b.ttl": datasets(1, 2)}], "complete", {"unchanged": 2}, 2
    ),
    "a value that is gone is gone": Trap([page(1, more='; dcat:keyword "k"'), page(1)], "complete", {"updated": 1}, 1),
    "a number that is written otherwise": Trap(
        [page(1, more="; dcat:version '1.50'^^xsd:decimal"), page(1, more="; dcat:version '1.5'^^xsd:decimal")],
        "complete",
        {"updated": 1},
        1,
    ),
    # Shrinking.
    "27 become 1": Trap([page(*ALL), page(0)], "complete", {"unchanged": 1, "missing": 26}, 27, needs_attention=True),
    "27 become a catalogue": Trap(
        [page(*ALL), {"a.ttl": "<k> a dcat:Catalog ."}],
        "complete",
        {"created": 1, "missing": 27},
        27,
        needs_attention=True,
    ),
    "27 become an empty document": Trap([page(*ALL), {"a.ttl": ""}], "failed", {}, 27, needs_attention=True),
    "27 become an empty answer": Trap([page(*ALL), {"a.jsonld": "{}"}], "failed", {}, 27, needs_attention=True),
    "27 become an error in JSON": Trap(
        [page(*ALL), {"a.jsonld": '{"error": "unavailable"}'}], "failed", {}, 27, needs_attention=True
    ),
    "27 become a page for people": Trap(
        [page(*ALL), {"a.ttl": "<!DOCTYPE html><html>"}], "failed", {}, 27, needs_attention=True
    ),
    "the file is cut off": Trap([page(*ALL), {"a.ttl": datasets(*ALL)[:500]}], "failed", {}, 27, needs_attention=True),
    "one page of two is cut off": Trap(
        [page(*ALL) | {"b.ttl": datasets(30, 31)}, page(*ALL) | {"b.ttl": datasets(30, 31)[:-9]}],
        "incomplete",
        {"unchanged": 27},
        29,
        needs_attention=True,
    ),
    "one page of two is empty": Trap(
        [page(*ALL) | {"b.ttl": datasets(*range(30, 40))}, page(*ALL) | {"b.ttl": ""}],
        "complete",
        {"unchanged": 27, "missing": 10},
        37,
        needs_attention=True,
    ),
    "all pages are gone": Trap([page(*ALL), {}], "failed", {}, 27, needs_attention=True),
    "all records lose their files while a page is unread": Trap(
        [page(1, 2, 3, more=FILE) | {"b.ttl": datasets(9)}, page(1, 2, 3) | {"b.ttl": "<"}],
        "incomplete",
        {"unchanged": 3},
        4,
        needs_attention=True,
    ),
    "shrunken and whole again": Trap(
        [page(*ALL), page(0), page(*ALL)], "complete", {"unchanged": 1, "reappeared": 26}, 27
    ),
    "failed and whole again": Trap([page(*ALL), {"a.ttl": "<"}, page(*ALL)], "complete", {"unchanged": 27}, 27),
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty registry, which each test copies: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "r.db"
    Registry.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def registry(empty: Path, tmp_path: Path) -> Iterator[Registry]:
    copyfile(empty, tmp_path / "r.db")
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as registry:
        yield registry


@pytest.fixture
def publish(registry: Registry, tmp_path: Path) -> Callable[[Pages], HarvestReport]:
    """Publish these pages, and no others, and harvest them."""
    folder = tmp_path / "agency"
    folder.mkdir()

    def harvest(pages: Pages) -> HarvestReport:
        for path in folder.iterdir():
            path.unlink()
        for name, text in pages.items():
            prefixes = PREFIXES if name.endswith(".ttl") and not text.startswith("<!") else ""
            (folder / name).write_text(prefixes + text, encoding="utf-8")
        return registry.harvest(source_at(str(folder)), profile="none")

    return harvest


def outcomes(report: HarvestReport) -> Counter[str]:
    return sum((Counter(one.as_dict()) for one in (report.records, report.nodes, report.catalog_records)), Counter())


@pytest.mark.parametrize("name", TRAPS)
def test_harvest__counts(registry: Registry, publish: Callable[[Pages], HarvestReport], name: str) -> None:
    trap = TRAPS[name]
    reports = [publish(pages) for pages in trap.nights]
    last = reports[-1]
    found = {kind: number for kind, number in outcomes(last).items() if kind in CHANGE_KINDS and number}
    assert (last.state, found, last.needs_attention) == (trap.state, trap.records, trap.needs_attention)
    for report in reports:
        counts = outcomes(report)
        assert sum(counts[kind] for kind in CHANGE_KINDS) == counts["seen"] + counts["missing"]
        with registry.reports.runs([report.run or 0]) as told:
            listed = Counter[str]()
            for change in told.runs[0].changes():
                listed[change.kind] += change.count
        assert listed == Counter({kind: counts[kind] for kind in CHANGE_KINDS if counts[kind]})
    out = BytesIO()
    registry.export("nt", out)
    assert out.getvalue().count(b'/title> "') == trap.leaving
    assert registry.upkeep.check().problems == ()


def test_remove__and_add_again__doubles_nothing(
    registry: Registry, publish: Callable[[Pages], HarvestReport], tmp_path: Path
) -> None:
    publish(page(*ALL))
    registry.source_list.remove("agency", "keep-records", by="test", reason="moved")
    registry.source_list.add(source_at(str(tmp_path / "agency")), by="test")
    assert publish(page(*ALL)).records.unchanged == 27
    assert {row.version for row in registry.records()} == {1}
