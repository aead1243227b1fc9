"""The mapping's findings beside GSA's JSON Schemas: what one of them refuses, the other does, too, but for a list.

The schemas are read at test time and are no part of the project. Each field of an object gets each of many values, and
both are asked whether that is as DCAT-US wants it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry

from danhmuc.registry.dcat_us.field_table import Version

from .gsa_schemas import IDS, checker, definitions
from .mapped import codes, mapped

DESK: Final = {"fn": "x", "hasEmail": "mailto:a@b.gov"}
RECORD_11: Final = {
    "title": "T",
    "description": "D",
    "keyword": ["a"],
    "modified": "2024-01-01",
    "publisher": {"name": "P", "subOrganizationOf": {"name": "Q"}},
    "contactPoint": DESK,
    "identifier": "x-1",
    "accessLevel": "public",
    "bureauCode": ["015:11"],
    "programCode": ["015:001"],
    "rights": "r",
    "accrualPeriodicity": "R/P1Y",
    "describedBy": "https://e.gov/d",
    "describedByType": "text/html",
    "conformsTo": "https://e.gov/c",
    "dataQuality": True,
    "distribution": [
        {
            "downloadURL": "https://e.gov/f.csv",
            "mediaType": "text/csv",
            "accessURL": "https://e.gov/f",
            "format": "CSV",
            "title": "t",
            "description": "d",
            "conformsTo": "https://e.gov/c",
            "describedBy": "https://e.gov/d",
            "describedByType": "text/html",
        }
    ],
    "issued": "2024-01-01",
    "landingPage": "https://e.gov/l",
    "language": ["en"],
    "license": "https://e.gov/lic",
    "primaryITInvestmentUII": "015-000000001",
    "references": ["https://e.gov/r"],
    "spatial": "US",
    "systemOfRecords": "https://e.gov/s",
    "temporal": "2020-01-01/2021-01-01",
    "isPartOf": "y-1",
    "theme": ["t"],
}
OBJECTS_30: Final[dict[str, dict[str, object]]] = {
    "Dataset": {
        "title": "T",
        "description": "D",
        "identifier": "https://e.gov/1",
        "contactPoint": [DESK],
        "publisher": {"name": "x"},
        "keyword": ["k"],
        "issued": "2024-01-15",
        "modified": "2024-06",
        "language": ["en"],
        "accessRights": "PUBLIC",
        "accrualPeriodicity": "daily",
        "spatialResolutionInMeters": "1000",
        "temporalResolution": "P1D",
        "rights": ["r"],
        "provenance": ["p"],
        "isReferencedBy": ["https://e.gov/p"],
        "image": "https://e.gov/i",
        "theme": ["t"],
        "distribution": [{"accessURL": "https://e.gov/a"}],
        "version": "1",
    },
    "DataService": {
        "title": "t",
        "contactPoint": [DESK],
        "endpointURL": ["https://e.gov/a"],
        "publisher": {"name": "x"},
        "endpointDescription": ["https://e.gov/d"],
        "license": "https://e.gov/l",
        "created": "2020",
    },
    "DatasetSeries": {"title": "t", "description": "d", "modified": "2020", "publisher": {"name": "x"}},
    "CatalogRecord": {
        "modified": "2020-01-01",
        "primaryTopic": "https://e.gov/1",
        "status": "x",
        "description": ["x"],
        "issued": ["2020"],
    },
    "Distribution": {
        "accessURL": "https://e.gov/1",
        "byteSize": "10",
        "mediaType": "text/csv",
        "format": "CSV",
        "characterEncoding": ["UTF-8"],
        "accessRestriction": [{"restrictionStatus": "unrestricted"}],
        "checksum": {"algorithm": "SHA256", "checksumValue": "ab"},
        "identifier": "x",
    },
    "Kind": {**DESK, "tel": "1", "address": [{"locality": "x"}]},
    "Organization": {"name": "x", "subOrganizationOf": [{"name": "y"}], "notation": ["n"]},
    "Agent": {"name": "x", "category": ["c"]},
    "Document": {"title": "t", "accessURL": "https://e.gov/1", "publisher": [{"name": "x"}]},
    "Standard": {"title": "t", "identifier": "x", "issued": "2020"},
    "Location": {"bbox": "POLYGON((1 2,3 4,1 2))", "geometry": {"type": "Point", "coordinates": [1, 2]}},
    "PeriodOfTime": {"startDate": "2020", "endDate": "2021"},
    "Relationship": {"hadRole": "x", "relation": "https://e.gov/1"},
    "Attribution": {"hadRole": "x", "agent": {"name": "x"}},
    "QualityMeasurement": {
        "isMeasurementOf": {"expectedDataType": "x", "inDimension": "https://e.gov/1"},
        "value": "1",
    },
    "UseRestriction": {"restrictionStatus": "x", "restrictionNote": "z"},
    "CUIRestriction": {"cuiBannerMarking": "x", "designationIndicator": "y"},
    "Catalog": {"dataset": [], "title": "t", "homepage": {"title": "t"}, "conformsTo": {"title": "t"}},
}
REDACTED: Final = "[[REDACTED-EX B6]]"
VALUES: Final = (
    ...,
    None,
    True,
    5,
    "",
    "x",
    "http://e.gov/x",
    "a@b.gov",
    REDACTED,
    [],
    ["x"],
    ["x", "x"],
    [5],
    [None],
    {},
    [{}],
    "2026-02-30",
    "2026-02-28T10:00:00Z",
    "R/P1Y",
    "P1D",
    "daily",
    "2020-01-01/P1Y",
    "text/csv",
    "eng",
    "non-public",
    ["015:111"],
    "20240101",
    {"type": "Point", "coordinates": [1, 2]},
    ["http://e.gov/x"],
    {"name": "x"},
)


LONG: Final = ("x" * 300, "x" * 10_001, ["x" * 1_001])
"""For fields with a limit only: the schemas' regular expressions are slow with them."""
LIMITED: Final = ("description", "keyword", "rights")

# What the mapping alone has a fault to find with, on purpose: the problem, and why.
OURS_ALONE: Final[dict[Version, dict[str, str]]] = {
    "1.1": {
        "redacted": "a mark of redaction is allowed, but narrows the record",
        "access": "a mark of redaction narrows the record",
        "url": "a distribution needs an address",
        "language-empty": "an empty array says nothing",
        "language-form": "not every word of some letters is a language",
        "keyword-repeated": "a keyword twice says nothing more",
    },
    "3.0": {
        "redacted": "a mark of redaction narrows the record, also where any text is allowed",
        "access": "a mark of redaction narrows the record",
        "url": "a distribution needs an address",
        "*-empty": "an empty text says nothing, and neither does an empty array where one is required",
        "identifier-missing": "an identifier with neither @id nor notation names nothing",
        "language-form": "a language is a code of two letters, not any two",
        "spatialResolutionInMeters-form": "it is a number, in a text",
        "temporalResolution-form": "it is a duration",
        "byteSize-form": "it is a number, in a text",
        "mediaType-form": "a media type has a type and a subtype",
        "algorithm-form": "an algorithm that SPDX does not know cannot be used",
        "geometry-missing": "GeoJSON needs a type that is a text, and an array of coordinates",
    },
}
# What the schema alone refuses: field and value.
SCHEMA_ALONE: Final[dict[Version, dict[tuple[str, str], str]]] = {
    "1.1": {
        ("downloadURL", "None"): "null is not stated, also where the schema forgot to allow it",
        ("subOrganizationOf", "None"): "null is not stated, also where the schema forgot to allow it",
        ("spatial", "{'type': 'Point', 'coordinates': [1, 2]}"): "a point is GeoJSON, too",
    },
    "3.0": {
        ("dataset", "None"): "a catalogue may have series or services alone; a document without any entry is refused",
        ("dataset", "Ellipsis"): "a catalogue may have series or services alone",
    },
}


@pytest.fixture(scope="module")
def schemas(test_data: Path) -> Path:
    return test_data / "gsa" / "schemas"


@pytest.fixture(scope="module")
def registry(schemas: Path) -> Registry[object]:
    return definitions(schemas)


def places(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in members:
        yield (*at, key)
        yield from places(one, (*at, key))


def with_value(whole: object, at: tuple[str | int, ...], value: object) -> object:
    changed = copy.deepcopy(whole)
    holder = changed
    for key in at[:-1]:
        holder = holder[key]  # type: ignore[index]
    if value is ...:
        del holder[at[-1]]  # type: ignore[attr-defined]
    else:
        holder[at[-1]] = copy.deepcopy(value)  # type: ignore[index]
    return changed


def field_of(at: tuple[str | int, ...]) -> str:
    return str([key for key in at if isinstance(key, str)][-1])


def unexplained(
    judge: Draft202012Validator, name: str, version: Version, whole: object, used: set[object]
) -> list[str]:
    """The differences that no list has; entries of lists that explain any are added to `used`."""
    assert judge.is_valid(whole)
    assert codes(mapped(whole, version, name)) == []
    found: list[str] = []
    for at in places(whole):
        for value in (*VALUES, *LONG) if field_of(at) in LIMITED else VALUES:
            changed = with_value(whole, at, value)
            problems = codes(mapped(changed, version, name))
            is_refused = not judge.is_valid(changed)
            if is_refused == bool(problems):
                continue
            if is_refused:
                listed: dict[object, str] = {**SCHEMA_ALONE[version]}
                why: list[object] = [(field_of(at), str(value))]
            else:
                listed = {**OURS_ALONE[version]}
                why = [one if one in listed else "*-" + one.rpartition("-")[2] for one in problems]
            if all(one in listed for one in why):
                used.update(why)
            else:
                found.append(f"{name} {'/'.join(map(str, at))} = {str(value)[:40]}: {problems}")
    return found


@pytest.mark.soak
def test_mapping__refuses_what_the_schema_of_11_refuses(schemas: Path) -> None:
    schema = json.loads((schemas / "dcatus1.1" / "federal_dataset.json").read_text())
    judge = Draft202012Validator(schema, format_checker=checker())
    used: set[object] = set()
    assert unexplained(judge, "Dataset", "1.1", RECORD_11, used) == []
    assert used == {*OURS_ALONE["1.1"], *SCHEMA_ALONE["1.1"]}


@pytest.mark.soak
def test_mapping__refuses_what_the_schemas_of_30_refuse(registry: Registry[object]) -> None:
    used: set[object] = set()
    found: list[str] = []
    for name, whole in OBJECTS_30.items():
        judge = Draft202012Validator({"$ref": IDS + name.lower()}, registry=registry, format_checker=checker())
        found += unexplained(judge, name, "3.0", whole, used)
    assert found == []
    assert used == {*OURS_ALONE["3.0"], *SCHEMA_ALONE["3.0"]}


def test_mapping__has_no_fault_to_find_with_the_complete_example(schemas: Path) -> None:
    example = json.loads(
        (schemas / "dcatus3.0" / "examples" / "Dataset" / "good" / "complete_example.json").read_text()
    )
    assert codes(mapped(example, "3.0")) == []


# The case that each file of GSA's stands for, and what is said of it.
CASES: Final[dict[str, tuple[Version, str, list[str]]]] = {
    "dcatus3_0_invalid.json": ("3.0", "dataset", ["contactPoint-missing"]),
    "dcatus3_0_no_identifier.json": ("3.0", "dataset", ["identifier-missing"]),
    "dcatus3_0_service_no_identifier.json": ("3.0", "service", []),
    "dcatus3_0_warning.json": ("3.0", "dataset", []),
    "dcatus_multiple_invalid.json": (
        "1.1",
        "dataset",
        ["accessURL-form", "bureauCode-missing", "hasEmail-completed", "license-form", "programCode-missing"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_mapping__finds_the_planted_fault(name: str, test_data: Path) -> None:
    version, array, wanted = CASES[name]
    whole = json.loads((test_data / "gsa" / "dcatus" / name).read_text())
    target = {"dataset": "Dataset", "service": "DataService"}[array]
    assert sorted({code for one in whole[array] for code in codes(mapped(one, version, target))}) == wanted
