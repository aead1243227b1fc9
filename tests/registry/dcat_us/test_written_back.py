"""A record that is mapped and written as data.json again is the same, field by field, but for a written list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danhmuc.registry.dcat_us.field_table import Version

from .mapped import mapped
from .test_mapping import FIELDS_11, PLAIN
from .written_back import Writer, without_losses

REAL: dict[str, int] = {"consumerfinance.json": 11, "fcc.json": 59, "opm.json": 134}


def assert_same(value: object, version: Version, name: str = "Dataset") -> None:
    written = Writer(mapped(value, version, name), version).record(name)
    assert without_losses(written) == without_losses(value)


@pytest.mark.parametrize("name", REAL)
def test_written_back__real_records_are_the_same(name: str, test_data: Path) -> None:
    records = json.loads((test_data / "data-json" / name).read_text())["dataset"]
    assert len(records) == REAL[name]
    for record in records:
        assert_same(record, "1.1")


def test_written_back__the_complete_example_is_the_same(test_data: Path) -> None:
    folder = test_data / "gsa" / "schemas" / "dcatus3.0" / "examples" / "Dataset" / "good"
    assert_same(json.loads((folder / "complete_example.json").read_text()), "3.0")


def test_written_back__gsa_s_cases_are_the_same(test_data: Path) -> None:
    classes = {
        "dataset": "Dataset",
        "service": "DataService",
        "datasetSeries": "DatasetSeries",
        "record": "CatalogRecord",
    }
    seen = 0
    for path in sorted((test_data / "gsa" / "dcatus").glob("*.json")):
        whole = json.loads(path.read_text())
        version: Version = "3.0" if "3_0" in path.name else "1.1"
        for array, name in classes.items():
            for record in whole.get(array, ()):
                assert_same(record, version, name)
                seen += 1
    assert seen > 30


@pytest.mark.parametrize("name", FIELDS_11)
def test_written_back__odd_values_are_the_same(name: str) -> None:
    key, value, *_ = FIELDS_11[name]
    if name == "array for text":
        pytest.skip("two titles are two titles")
    assert_same({**PLAIN, key: value}, "1.1")
