"""A record that is read from data.json and written again is the same, field by field, but for a written list."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry.dcat_us.data_json_writer import write_data_json
from danhmuc.registry.dcat_us.field_table import CLASSES, KEPT, Version
from danhmuc.registry.sources import source_at
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.writing import Unwritten

from ..exported_records import exported_records
from .gsa_schemas import GsaSchemas
from .test_mapping import FIELDS_11, PLAIN
from .written_back import entries, without_losses

REAL: dict[str, int] = {"consumerfinance.json": 11, "fcc.json": 53, "opm.json": 134}
"""Records that are written; six of the FCC have no keyword, which 1.1 requires."""


def written_back(path: Path, version: Version) -> tuple[dict[str, Any], Unwritten]:
    out = BytesIO()
    lost = write_data_json(exported_records(source_at(str(path), "data-json")), out, version)
    return json.loads(out.getvalue()), lost


def back_of(record: object, folder: Path, version: Version) -> tuple[dict[str, Any], Unwritten]:
    head = {
        "conformsTo": {"title": "DCAT-US 3.0"} if version == "3.0" else "https://project-open-data.cio.gov/v1.1/schema"
    }
    path = folder / "data.json"
    path.write_text(json.dumps({**head, "dataset": [record]}))
    return written_back(path, version)


def name_of(record: dict[str, Any]) -> object:
    identifier = record.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("notation") or identifier.get("@id")
    return identifier or record.get("primaryTopic") or record["title"]


@pytest.fixture(scope="module")
def schemas(test_data: Path) -> GsaSchemas:
    return GsaSchemas(test_data)


@pytest.mark.parametrize("name", REAL)
def test_written_back__real_records_are_the_same(name: str, test_data: Path, schemas: GsaSchemas) -> None:
    path = test_data / "data-json" / name
    whole, lost = written_back(path, "1.1")
    assert schemas.faults(whole, "1.1") == []
    records = {name_of(one): one for one in json.loads(path.read_text())["dataset"]}
    assert len(whole["dataset"]) == REAL[name]
    for one in whole["dataset"]:
        assert without_losses(one) == without_losses(records.pop(name_of(one)))
    assert {one.iri for one in lost.refused} == records.keys()
    assert all("keyword" in one.fields for one in lost.refused)
    assert lost.by_property() == ({"dcat:dataset": len(records)} if records else {})


def test_written_back__the_complete_example_is_the_same(test_data: Path, tmp_path: Path, schemas: GsaSchemas) -> None:
    folder = test_data / "gsa" / "schemas" / "dcatus3.0" / "examples" / "Dataset" / "good"
    example = json.loads((folder / "complete_example.json").read_text())
    whole, lost = back_of(example, tmp_path, "3.0")
    assert schemas.faults(whole, "3.0") == []
    (found,) = (one for one in entries(whole, "dataset") if one["title"] == example["title"])
    # Of a record that is named within another one, what is required stands there; all of it stands for itself.
    del example["previousVersion"]["publisher"]
    assert without_losses(found) == without_losses(example)
    assert lost.by_property() == {}


_NAMED = "what is required of a record that is named; all of it stands for itself"
LOSSES_OF_CASES: dict[str, dict[str, object]] = {
    "dcatus3_0_no_identifier.json": {"identifier": "the IRI of the record: the object names nothing"},
    "dcatus3_0_series_with_members.json": dict.fromkeys(("first", "last", "seriesMember"), _NAMED),
    "dcatus3_0_series_member_also_top_level.json": {"seriesMember": _NAMED},
    "dcatus3_0_service_serves_dataset.json": {"servesDataset": _NAMED},
    "dcatus_multiple_invalid.json": {"contactPoint": "mailto: is added", "distribution": None, "license": None},
}
"""Fields of GSA's cases that are others."""
REFUSED_CASES = {"dcatus3_0_invalid.json": "missing", "dcatus3_0_with_records.json": ""}


def test_written_back__gsa_s_cases_are_the_same(test_data: Path, schemas: GsaSchemas) -> None:
    seen = 0
    for path in sorted((test_data / "gsa" / "dcatus").glob("*.json")):
        version: Version = "3.0" if "3_0" in path.name else "1.1"
        whole, lost = written_back(path, version)
        assert schemas.faults(whole, version) == [], path.name
        listed = LOSSES_OF_CASES.get(path.name, {})
        given = json.loads(path.read_text())
        for key in ("dataset", "service", "datasetSeries", "record"):
            found = {str(name_of(one)): one for one in entries(whole, key)}
            for record in entries(given, key):
                one = found.get(str(name_of(record)))
                if one is None and "identifier" in listed:
                    (one,) = found.values()
                if one is None:
                    assert path.name in REFUSED_CASES
                    continue
                is_missing_name = "identifier" not in record
                same = without_losses(_without(record, {*listed, *(["identifier"] if is_missing_name else [])}))
                assert without_losses(_without(one, {*listed, *(["identifier"] if is_missing_name else [])})) == same
                seen += 1
        assert [one.why for one in lost.refused] == ["missing"] * (REFUSED_CASES.get(path.name) == "missing")
    assert seen > 30


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("series_with_members", "seriesMember"),
        ("series_member_also_top_level", "seriesMember"),
        ("service_serves_dataset", "servesDataset"),
    ],
)
def test_written_back__members_are_named_where_gsa_s_cases_name_them(name: str, field: str, test_data: Path) -> None:
    path = test_data / "gsa" / "dcatus" / f"dcatus3_0_{name}.json"
    whole, lost = written_back(path, "3.0")
    (holder,) = (one for key in ("service", "datasetSeries") for one in entries(whole, key))
    (given,) = (one for key in ("service", "datasetSeries") for one in entries(json.loads(path.read_text()), key))
    for key in ("first", "last"):
        assert holder.get(key, {}).get("identifier") == given.get(key, {}).get("identifier")
    assert [one["identifier"] for one in holder[field]] == [one["identifier"] for one in given[field]]
    assert {one["identifier"] for one in holder[field]} <= {one["identifier"] for one in entries(whole, "dataset")}
    assert not {path for path in lost.by_property() if path.startswith("dcat:")}


def _without(record: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: one for key, one in record.items() if key not in keys}


# What is written of the values that 1.1 does not allow; None if the field is left out.
ODD_VALUES: dict[str, object] = {
    "number for text": "5",
    "text for array": ["air"],
    "array for text": "a",
    "no date": None,
    "code": None,
    "word for frequency": "R/P1Y",
    "two days": None,
    "no period": None,
    "GeoJSON": '{"type":"Point","coordinates":[1.5,2]}',
    "words for licence": None,
    "no address": None,
    "address without scheme": None,
    "relative address": "http://source.invalid/air",
    "address with blanks": "https://e.example/a%20b",
    "e-mail": {"fn": "Desk", "hasEmail": "mailto:desk@epa.example"},
}
REFUSED_VALUES = {"object for text": "title", "empty text": "description"}


@pytest.mark.parametrize("name", FIELDS_11)
def test_written_back__odd_values_are_the_same_or_counted(name: str, tmp_path: Path, schemas: GsaSchemas) -> None:
    key, value, *_ = FIELDS_11[name]
    whole, lost = back_of({**PLAIN, key: value}, tmp_path, "1.1")
    assert schemas.faults(whole, "1.1") == []
    if name in REFUSED_VALUES:
        assert [(one.why, one.fields) for one in lost.refused] == [("missing", (REFUSED_VALUES[name],))]
        return
    (found,) = whole["dataset"]
    if name not in ODD_VALUES:
        assert without_losses(found) == without_losses({**PLAIN, key: value})
        assert lost.count == 0
        return
    assert without_losses(found.get(key)) == without_losses(ODD_VALUES[name])
    names = (KEPT + key, abbreviate(CLASSES["Dataset"].by_key[key, "1.1"].name.value))
    assert any(path.startswith(names) for path in lost.by_property())
