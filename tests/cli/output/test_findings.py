"""A finding is told with the same members by every command that answers in JSON, and as its schema says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Run = Callable[..., CompletedProcess[str]]
Findings = list[dict[str, Any]]

PROFILE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/p> a prof:Profile ; prof:hasToken "trial" .
<https://e.vn/p#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <https://e.vn/p#x> .
<https://e.vn/p#x> a sh:PropertyShape ; sh:path {path} ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:name "Mã số"@vi , "Number"@en ; dct:source "Nghị định số 1"@vi , "Decree 1"@en ;
    sh:message "Phải có trường này."@vi , "This field has to be there."@en .
"""
DATASET = """
<http://a.example/1> a dcat:Dataset ; dct:title "Sông Hương"@vi ; dcat:landingPage <http://a.example/a b> ;
    dcat:theme <https://publications.europa.eu/resource/authority/data-theme/ENVI> .
"""


@pytest.fixture
def profile(tmp_path: Path) -> Callable[[str], Path]:
    """A profile that demands a property."""

    def write(path: str) -> Path:
        file = tmp_path / "trial.ttl"
        file.write_text(PROFILE.format(path=path), encoding="utf-8")
        return file

    return write


@pytest.fixture
def folder(catalogue: Callable[..., Path]) -> Path:
    """Catalogues with something to find: in a record, and by the reader in two documents."""
    catalogue("hue/broken.ttl", "<http://a.example/2> a dcat:Dataset ;; <")
    return catalogue("hue/a.ttl", DATASET).parent


@pytest.fixture(scope="module")
def finding_schema(root: Path) -> dict[str, Any]:
    path = root / "docs" / "schemas" / "validation-report.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {**schema["$defs"]["finding"], "$defs": schema["$defs"]}


def by_code(findings: Findings) -> Findings:
    return sorted(findings, key=lambda finding: str(finding["code"]))


def answer(result: CompletedProcess[str]) -> Any:
    return json.loads(result.stdout)


def test_finding__is_the_same_in_every_answer(
    danhmuc: Run, folder: Path, profile: Callable[[str], Path], finding_schema: dict[str, Any]
) -> None:
    trial = profile("dct:title")
    danhmuc("harvest", folder, "--profile", trial)
    profile("dct:identifier")
    judged = answer(danhmuc("validate", "--json"))["changes"][0]["new"]
    shown = answer(danhmuc("show", "http://a.example/1", "--json"))["findings"]
    harvested = answer(danhmuc("harvest", folder, "--profile", trial, "--json"))[0]["run_findings"]
    (source,) = answer(danhmuc("validate", folder, "--profile", trial, "--json"))
    assert answer(danhmuc("validate", folder, "--profile", trial, "--report", "json")) == [source]

    all_of_record = source["records"][0]["findings"]
    of_record = [finding for finding in all_of_record if finding["code"] == "trial:x"]
    of_reader = [finding for finding in all_of_record if finding["code"] != "trial:x"]
    assert {"read:iri-escaped", "read:canonical-iri"} == {finding["code"] for finding in of_reader}
    assert by_code(shown) == by_code(of_record)
    # Whoever judges again what is stored has not read the documents.
    assert judged == [{**finding, "place": None} for finding in of_record if finding["code"] == "trial:x"]
    assert [finding["place"] for finding in of_record] == ["a.ttl"]
    assert {"read:syntax"} == {finding["code"] for finding in source["findings"]}
    names = ("record", "title", "publisher")
    assert {tuple(one[name] for name in names) for one in harvested} == {
        (None, None, None),
        ("http://a.example/1", source["records"][0]["title"], None),
    }
    nameless = [{**one, **dict.fromkeys(names)} for one in harvested]
    assert by_code(nameless) == by_code([*source["findings"], *of_reader])
    told = [*judged, *shown, *harvested, *all_of_record]
    assert [list(Draft202012Validator(finding_schema).iter_errors(one)) for one in told] == [[]] * len(told)
    assert {frozenset(one) for one in told} == {frozenset(finding_schema["properties"])}


def test_finding__has_the_texts_of_its_rule(danhmuc: Run, folder: Path, profile: Callable[[str], Path]) -> None:
    danhmuc("harvest", folder, "--profile", profile("dct:identifier"))
    shown = answer(danhmuc("show", "http://a.example/1", "--json"))["findings"]
    (one,) = [finding for finding in shown if finding["code"] == "trial:x"]
    assert (one["label"], one["basis"], one["rule"]) == (
        {"vi": "Mã số", "en": "Number"},
        {"vi": "Nghị định số 1", "en": "Decree 1"},
        "https://e.vn/p#x",
    )


def test_finding__whose_profile_is_gone_is_told_without_its_texts(
    danhmuc: Run, folder: Path, profile: Callable[[str], Path]
) -> None:
    trial = profile("dct:identifier")
    danhmuc("harvest", folder, "--profile", trial)
    trial.unlink()
    result = danhmuc("show", "http://a.example/1", "--json")
    (one,) = [finding for finding in answer(result)["findings"] if finding["code"] == "trial:x"]
    assert (result.returncode, result.stderr) == (0, "")
    assert (one["label"], one["basis"], one["link"], one["rule"]) == (
        {"vi": "dct:identifier", "en": "dct:identifier"},
        {},
        None,
        None,
    )


def test_finding__of_shapes_has_the_same_members(
    danhmuc: Run, folder: Path, profile: Callable[[str], Path], finding_schema: dict[str, Any]
) -> None:
    trial = profile("dct:identifier")
    (read,) = answer(danhmuc("validate", folder / "a.ttl", "--shapes", trial, "--json"))
    trial.write_text(trial.read_text(encoding="utf-8").replace("sh:minCount", "sh:minCuont"), encoding="utf-8")
    (lint,) = answer(danhmuc("shapes", "lint", trial, "--json"))
    told = [*read["findings"], *lint["findings"]]
    assert read["findings"]
    assert lint["findings"]
    assert {frozenset(one) for one in told} == {frozenset(finding_schema["properties"])}
