"""What a format cannot hold, told per record, in sum and in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry import Registry, parse_record, source_at
from danhmuc.registry.export.report import NODE_COLUMNS

UNWRITABLE = '<{0}> a <http://www.w3.org/ns/dcat#Dataset> ; <https://e.vn/p/> "x" , "y" ; <https://e.vn/2> "z" .'


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as registry:
        for name in ("b", "a"):
            registry.put(parse_record(UNWRITABLE.format(f"https://e.vn/{name}")), by="test", profile="none")
        yield registry


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_report__tells_of_rdf_xml_by_record_and_property(registry: Registry, tmp_path: Path) -> None:
    report = registry.export("xml", BytesIO(), losses=tmp_path / "losses.jsonl")
    assert report.unwritten == 6
    assert report.unwritten_by_property == {"https://e.vn/p/": 4, "https://e.vn/2": 2}
    properties = {"https://e.vn/2": 1, "https://e.vn/p/": 2}
    assert [(one.iri, one.properties) for one in report.unwritten_records] == [
        ("https://e.vn/a", properties),
        ("https://e.vn/b", properties),
    ]
    assert rows(tmp_path / "losses.jsonl") == [
        {"iri": f"https://e.vn/{name}", "property": path, "count": count, **dict.fromkeys(NODE_COLUMNS)}
        for name in ("a", "b")
        for path, count in properties.items()
    ]


def test_report__a_format_that_holds_all_has_no_losses(registry: Registry, tmp_path: Path) -> None:
    report = registry.export("turtle", BytesIO(), losses=tmp_path / "losses.csv")
    assert (report.unwritten_by_property, report.unwritten_records, report.refused) == ({}, (), ())
    columns = ",".join(("iri", "property", "count", *NODE_COLUMNS))
    assert (tmp_path / "losses.csv").read_text("utf-8-sig").splitlines() == [columns]


def test_report__the_most_frequent_come_first_and_twenty_records_are_named(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url) as registry:
        for number in range(25):
            text = UNWRITABLE.format(f"https://e.vn/{number:02}")
            registry.put(parse_record(text), by="test", profile="none")
        report = registry.export("xml", BytesIO(), losses=tmp_path / "losses.jsonl")
    assert [one.iri for one in report.unwritten_records] == [f"https://e.vn/{number:02}" for number in range(20)]
    assert report.unwritten_record_count == 25
    assert list(report.unwritten_by_property) == ["https://e.vn/p/", "https://e.vn/2"]
    assert len(rows(tmp_path / "losses.jsonl")) == 50


# ---------------------------------------------------------------- records of DCAT-US


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A registry of the samples."""
    url = f"sqlite:///{tmp_path_factory.mktemp('samples')}/a.db"
    with Registry.open(url) as registry:
        for name in ("moi-truong.ttl", "van-hoa.jsonld"):
            registry.plan(source_at(str(files("danhmuc.registry") / "samples" / name)), profile="none").apply()
    return url


@pytest.mark.parametrize("version", ["dcat-us", "dcat-us-1.1"])
def test_report__adds_up(samples: str, tmp_path: Path, version: str) -> None:
    with Registry.open(samples) as registry:
        everything = registry.export("nt", BytesIO())
        report = registry.export(version, BytesIO(), left_out=tmp_path / "left-out.jsonl")
    left_out = rows(tmp_path / "left-out.jsonl")
    assert len(left_out) == sum(report.left_out.values())
    assert report.records + report.catalog_records + len(left_out) == everything.records + everything.catalog_records
    assert 0 < report.triples <= everything.triples - report.unwritten
    assert {one["source"] for one in left_out} <= {"moi-truong", "van-hoa"}
    assert all(one["reason"] == "format-class" for one in left_out)


def test_export__of_dcat_us_is_harvested_with_the_same_records(samples: str, tmp_path: Path) -> None:
    with Registry.open(samples) as registry:
        registry.export("dcat-us", tmp_path / "out.json")
        iris = {row.iri for row in registry.records()}
    with Registry.open(f"sqlite:///{tmp_path}/other.db") as other:
        report = other.plan(source_at(str(tmp_path / "out.json")), profile="none").apply()
        # The catalogue of the file, which holds those of both sources, has one more.
        assert {row.iri for row in other.records()} > iris
        assert report.records.created == len(iris) + 1


def test_export__of_dcat_us_is_the_same_every_time(samples: str, tmp_path: Path) -> None:
    with Registry.open(samples) as registry:
        for name in ("a.json", "b.json"):
            registry.export("dcat-us", tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
