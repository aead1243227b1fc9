"""Records as data frames: the same columns with the same types, whatever rows there are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry import Dataset, Registry
from danhmuc.registry.messages.reports import FramesText
from danhmuc.registry.reporting.record_table import COLUMNS
from danhmuc.vocab.errors import UsageError

from ...conftest import lacking

PANDAS = {
    **dict.fromkeys([one.name for one in COLUMNS], "string"),
    **dict.fromkeys(["version", "violations", "warnings"], "Int64"),
    "retired": "boolean",
    "secret": "boolean",
    "registration_decided": "boolean",
    "registration_changed_since": "boolean",
    "themes": "object",
}


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as opened:
        for number in (2, 1):
            title = {"vi": f"Tập {number}"}
            opened.put(Dataset(f"https://e.vn/{number}", title=title, description=title), by="test", profile="dcat-ap")
        yield opened


def frame(registry: Registry, library: Any, **asked: Any) -> Any:
    try:
        return registry.records(**asked).to_frame(library)
    except UsageError as error:
        lacking(str(error))


def test_records__are_iterated_as_before(registry: Registry) -> None:
    rows = registry.records()
    assert len(rows) == 2
    assert next(rows).iri == "https://e.vn/1"
    assert [row.iri for row in rows] == ["https://e.vn/2"]
    assert next(registry.records(state="missing"), None) is None
    assert bool(registry.records(state="missing"))


@pytest.mark.parametrize("asked", [{}, {"state": "missing"}])
def test_to_frame__of_pandas_has_the_same_types_with_and_without_rows(
    registry: Registry, asked: dict[str, str]
) -> None:
    found = frame(registry, "pandas", **asked)
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == PANDAS
    assert list(found.columns) == [one.name for one in COLUMNS]


@pytest.mark.parametrize("asked", [{}, {"state": "missing"}])
def test_to_frame__of_polars_has_the_same_types_with_and_without_rows(
    registry: Registry, asked: dict[str, str]
) -> None:
    found = frame(registry, "polars", **asked)
    types = {name: str(dtype) for name, dtype in found.schema.items()}
    assert types == {
        one.name: {"text": "String", "number": "Int64", "flag": "Boolean", "texts": "List(String)"}[one.type]
        for one in COLUMNS
    }


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_to_frame__has_what_json_has(registry: Registry, library: str) -> None:
    rows = registry.records()
    next(rows)
    frames = frame(registry, library)
    found = frames.to_dict("records") if library == "pandas" else frames.to_dicts()
    expected = [row.as_dict() for row in registry.records()]
    assert [row["title"] for row in found] == ["Tập 1", "Tập 2"]
    for one, other in zip(found, expected, strict=True):
        assert set(one) == set(other)
        assert {name: value for name, value in one.items() if other[name] is not None} == {
            name: value for name, value in other.items() if value is not None
        }


def test_columns__are_those_of_json(registry: Registry) -> None:
    assert {one.name for one in COLUMNS} == set(next(registry.records()).as_dict())


def test_to_frame__says_what_is_not_installed(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError) as refused:
        registry.records().to_frame("polars")
    assert refused.value.message.id == FramesText.FRAME_LIBRARY_ABSENT.id
    assert "pip install 'danhmuc[polars]'" in str(refused.value)


def test_to_frame__of_another_library_is_refused(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        registry.records().to_frame("spark")  # type: ignore[arg-type]
    assert refused.value.message.id == FramesText.FRAME_LIBRARY_UNKNOWN.id
