"""The reader's findings carry record, title and publisher, wherever in the record the fault is."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from danhmuc.cli.main import run
from danhmuc.registry import source_at
from danhmuc.registry.validation.source import source_to_lines, validate_source
from danhmuc.shapes import Validator

PREFIXES: Final = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
"""
AGENT: Final = '<https://e.vn/so> a foaf:Agent ; foaf:name "Sở Y tế"@vi .'
DATASET: Final = '<https://e.vn/1> a dcat:Dataset ; dct:title "Một"@vi ; dct:publisher <https://e.vn/so> ; '
FAULTS: Final = {
    # A fault, and its code.
    "of the record": (DATASET + "dcat:landingPage <https://e.vn/a[1]> .", "read:iri-escaped"),
    "a relative IRI": (DATASET + "dcat:landingPage <trang> .", "read:relative-iri"),
    "another spelling": (DATASET + "dct:license <https://creativecommons.org/licenses/by/4.0> .", "read:canonical-iri"),
    "an odd character": (DATASET + "dcat:landingPage <https://e.vn/a\u00a0b> .", "read:iri-odd-character"),
    "a direction": (DATASET + 'dct:description "x"@ar--rtl .', "read:text-direction"),
    "of a datatype": (DATASET + 'dct:issued "x"^^<https://e.vn/a[1]> .', "read:iri-escaped"),
    "of a blank distribution": (
        DATASET + "dcat:distribution [ a dcat:Distribution ; dcat:accessURL <https://e.vn/a[1]> ] .",
        "read:iri-escaped",
    ),
    "of a named distribution": (
        DATASET + "dcat:distribution <https://e.vn/d> . <https://e.vn/d> dcat:accessURL <https://e.vn/a[1]> .",
        "read:iri-escaped",
    ),
    "deep in the record": (
        DATASET + "dcat:distribution [ spdx:checksum [ dct:relation [ dct:source <https://e.vn/a[1]> ] ] ] .",
        "read:iri-escaped",
    ),
    "of the distribution's IRI": (
        DATASET + "dcat:distribution <https://e.vn/d[1]> . <https://e.vn/d[1]> a dcat:Distribution .",
        "read:iri-escaped",
    ),
}
RECORD: Final = ("https://e.vn/1", "Một")


def publish(folder: Path, turtle: str) -> Path:
    path = folder / "catalog.ttl"
    path.write_text(PREFIXES + AGENT + turtle, encoding="utf-8")
    return path


@pytest.fixture
def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., str]:
    """Stdout of a call of the program."""

    def call(*arguments: str | Path) -> str:
        capfdbinary.readouterr()
        run([str(argument) for argument in arguments])
        return capfdbinary.readouterr()[0].decode()

    return call


def to_registry(path: Path) -> tuple[str, ...]:
    return ("--profile", "none", "--registry", f"sqlite:///{path}")


@cache
def validator() -> Validator:
    return Validator("dcat-ap")


@pytest.mark.parametrize("fault", FAULTS)
def test_validate__the_finding_is_the_record_s(fault: str, tmp_path: Path) -> None:
    turtle, code = FAULTS[fault]
    validated = validate_source(source_at(str(publish(tmp_path, turtle))), validator())
    assert validated.findings == ()
    (record,) = [one for one in validated.records if any(found.code == code for found in one.all_findings)]
    assert (record.iri, record.title, record.publisher) == (*RECORD, "https://e.vn/so")


@pytest.mark.parametrize("fault", ["of a blank distribution", "of a named distribution"])
def test_validate__every_report_names_the_record(fault: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    turtle, code = FAULTS[fault]
    path = publish(tmp_path, turtle)
    (answer,) = json.loads(printed("validate", "--json", path))
    (record,) = [one for one in answer["records"] if any(found["code"] == code for found in one["findings"])]
    assert (record["iri"], record["title"], record["publisher"]) == (*RECORD, "https://e.vn/so")
    table = printed("validate", "--lang", "en", "--report", "csv", path).removeprefix("\ufeff").splitlines()
    (row,) = [row for row in csv.DictReader(table) if row["Rule code"] == code]
    assert (row["IRI of the record"], row["Title of the record"], row["Publisher"]) == (*RECORD, "Sở Y tế")
    for report in ("html", "junit"):
        assert "Một" in printed("validate", "--report", report, path)
    text = printed("validate", path).partition(f"[{code}]")[2].splitlines()
    assert "Một  https://e.vn/1" in text[1]


@pytest.mark.parametrize("fault", FAULTS)
def test_harvest__the_finding_names_the_record(fault: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    turtle, code = FAULTS[fault]
    path = publish(tmp_path, turtle)
    (answer,) = json.loads(printed("harvest", "--json", *to_registry(tmp_path / "a.db"), path))
    (found,) = [one for one in answer["run_findings"] if one["code"] == code]
    assert (found["record"], found["title"], found["publisher"]) == (*RECORD, "Sở Y tế")
    text = printed("harvest", *to_registry(tmp_path / "b.db"), path).partition(f"[{code}]")[2].splitlines()
    assert text[1].startswith("      Một; Sở Y tế; catalog.ttl; https://e.vn/1")


@pytest.mark.parametrize("fault", FAULTS)
def test_validate__the_same_of_a_spooled_document(fault: str, tmp_path: Path) -> None:
    turtle, _ = FAULTS[fault]
    source = source_at(str(publish(tmp_path, turtle)))
    plain, spooled = (
        sorted(source_to_lines(validate_source(source, validator(), spooled_above=above))) for above in (1_000_000, 0)
    )
    assert plain == spooled


def test_harvest__the_next_run_has_the_same_findings(tmp_path: Path, printed: Callable[..., str]) -> None:
    path = publish(tmp_path, FAULTS["of a blank distribution"][0])
    url = f"sqlite:///{tmp_path}/a.db"
    first, second = (json.loads(printed("harvest", "--json", "--registry", url, path))[0] for _ in range(2))
    assert first["run_findings"] == second["run_findings"]


def test_validate__a_finding_about_nothing_of_a_record_is_the_document_s(
    tmp_path: Path, printed: Callable[..., str]
) -> None:
    path = publish(tmp_path, DATASET + 'dct:description "x" . [] dct:relation <https://e.vn/a[1]> .')
    (answer,) = json.loads(printed("validate", "--json", path))
    assert [found["code"] for found in answer["findings"]] == ["read:iri-escaped"]


def test_validate__findings_of_a_skipped_record_are_the_document_s(
    tmp_path: Path, printed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise ValueError("x")

    monkeypatch.setattr(Validator, "validate_all", fail)
    path = publish(tmp_path, FAULTS["of the record"][0])
    (answer,) = json.loads(printed("validate", "--json", path))
    assert "read:iri-escaped" in [found["code"] for found in answer["findings"]]
