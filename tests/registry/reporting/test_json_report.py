"""JSON as its published schema describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from danhmuc.registry import source_at
from danhmuc.registry.reporting import ReportedSource
from danhmuc.registry.reporting.json_report import SCHEMA, source_json_parts
from danhmuc.registry.reporting.tally import ReportOptions
from danhmuc.registry.sampling import write_samples
from danhmuc.registry.validation.source import ValidatedRecord, validate_source
from danhmuc.shapes import Profile, Validator
from danhmuc.vocab.errors import RegistryError

from .conftest import Written, finding, record, source


@pytest.fixture(scope="module")
def schema(root: Path) -> dict[str, Any]:
    path = root / "docs" / "schemas" / "validation-report.schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def faults(schema: dict[str, Any], answer: object) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(answer)]


def test_schema__is_a_schema_and_known_by_its_name(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == SCHEMA


def test_json__of_the_samples_is_as_the_schema_says(schema: dict[str, Any], written: Written, tmp_path: Path) -> None:
    write_samples(tmp_path)
    validator = Validator("vn")
    paths = [path for path in sorted(tmp_path.rglob("*")) if path.suffix in {".ttl", ".rdf", ".jsonld"}]
    checks = [validate_source(source_at(str(path)), validator) for path in paths]
    answer = json.loads(written("json", *[ReportedSource(check, validator.profile) for check in checks]))
    assert len(answer) == len(paths)
    assert sum(one["counts"]["findings"] for one in answer) > 10
    assert faults(schema, answer) == []


def test_json__of_real_pages_is_as_the_schema_says(
    schema: dict[str, Any], written: Written, test_data: Path, validator: Validator
) -> None:
    check = validate_source(source_at(str(test_data / "belgium" / "page-1.trig")), validator)
    answer = json.loads(written("json", ReportedSource(check, validator.profile)))
    assert answer[0]["counts"]["records"] > 0
    assert faults(schema, answer) == []


def test_json__has_no_member_that_the_schema_does_not_tell(
    schema: dict[str, Any], written: Written, profile: Profile
) -> None:
    (one,) = json.loads(written("json", source(profile, [record(1, finding())], findings=(finding(),))))
    parts = {
        "source": one,
        "record": one["records"][0],
        "finding": one["findings"][0],
        "counts": one["counts"],
        "ruleCount": one["rules"][0],
        "publisherCount": one["publishers"][0],
    }
    for name, part in parts.items():
        assert set(part) == set(schema["$defs"][name]["properties"]) - {"broken_off"}, name


def test_json__whose_records_break_off_is_whole_and_says_so(schema: dict[str, Any], profile: Profile) -> None:
    def broken() -> Iterator[ValidatedRecord]:
        yield record(1)
        raise RegistryError("cannot spool a.ttl: disk full")

    parts: list[str] = []
    with pytest.raises(RegistryError):
        parts.extend(source_json_parts(source(profile, broken()), ReportOptions()))
    one = json.loads("".join(parts))
    assert (len(one["records"]), one["broken_off"], one["passed"]) == (1, "cannot spool a.ttl: disk full", False)
    assert faults(schema, [one]) == []


@pytest.mark.parametrize(
    ("member", "value"), [("passed", "yes"), ("failed", 3), ("records", [{"iri": "x"}]), ("schema", "other")]
)
def test_schema__a_wrong_member_is_noticed(
    schema: dict[str, Any], written: Written, profile: Profile, member: str, value: object
) -> None:
    (one,) = json.loads(written("json", source(profile, [record(1, finding())])))
    assert faults(schema, [one]) == []
    assert faults(schema, [{**one, member: value}]) != []


def test_json__tells_what_failed(written: Written, profile: Profile) -> None:
    gone = source(profile, failed="cannot open gone.ttl", unopened=True)
    passed = source(profile, [record(1)])
    first, second = json.loads(written("json", gone, passed))
    assert (first["failed"], first["unopened"], first["passed"], first["records"]) == (
        "cannot open gone.ttl",
        True,
        False,
        [],
    )
    assert (second["failed"], second["passed"]) == (None, True)


def test_json__counts_catalogues_among_the_records(written: Written, profile: Profile) -> None:
    records = [record(1, is_catalog=True), record(2, finding()), record(3, finding(), is_catalog=True)]
    (one,) = json.loads(written("json", source(profile, records)))
    assert (one["counts"]["records"], one["counts"]["accepted"]) == (3, 1)
    assert [record["role"] for record in one["records"]] == ["record"] * 3


def test_json__of_no_sources_is_an_empty_array(written: Written) -> None:
    assert json.loads(written("json")) == []


def test_json__keeps_texts_as_they_are(written: Written, profile: Profile) -> None:
    odd = 'Huế "\\ \x1b \u202e <script>\udc80'
    data = written("json", source(profile, [record(1, finding(value=odd), title="Huế")]))
    assert "Huế".encode() in data
    assert json.loads(data)[0]["records"][0]["findings"][0]["value"] == odd
