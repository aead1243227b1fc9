"""A source judged without a registry, just as the first harvest would."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry import source_at
from danhmuc.registry.checking import SourceCheck, check_source
from danhmuc.shapes import Validator

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
GOOD = '<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:description "Một"@vi .'


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator("dcat-ap")


def checked(tmp_path: Path, turtle: str, validator: Validator) -> SourceCheck:
    path = tmp_path / "catalog.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return check_source(source_at(str(path)), validator)


def test_check_source__tells_the_verdict_of_each(tmp_path: Path, validator: Validator) -> None:
    check = checked(tmp_path, GOOD + "<2> a dcat:Dataset .", validator)
    assert [(record.iri, record.report.accepted) for record in check.records] == [
        ("https://e.vn/1", True),
        ("https://e.vn/2", False),
    ]


def test_check_source__nodes_come_first_by_their_name(tmp_path: Path, validator: Validator) -> None:
    check = checked(tmp_path, GOOD + '<a> a foaf:Agent ; foaf:name "Sở"@vi .', validator)
    assert [(record.role, record.title) for record in check.records] == [("node", "Sở"), ("record", "Một")]


def test_check_source__the_reader_s_findings_come_with_the_record(tmp_path: Path, validator: Validator) -> None:
    (record,) = checked(tmp_path, '[] a dcat:Dataset ; dct:identifier "x" .', validator).records
    assert "split:minted-iri" in {finding.code for finding in record.all_findings}


def test_check_source__findings_about_documents(tmp_path: Path, validator: Validator) -> None:
    assert [finding.code for finding in checked(tmp_path, GOOD + "<x> a <a b> .", validator).findings] == [
        "read:iri-escaped"
    ]


def test_check_source__a_secret_is_told_by_its_place_alone(tmp_path: Path, validator: Validator) -> None:
    check = checked(tmp_path, GOOD + "<kho> a dcat:Dataset ; dmv:secrecy 'MAT' .", validator)
    assert [(finding.code, finding.focus, finding.place) for finding in check.findings] == [
        ("harvest:state-secret", None, "catalog.ttl")
    ]
    assert [record.iri for record in check.records] == ["https://e.vn/1"]


def test_check_source__a_source_that_fails(tmp_path: Path, validator: Validator) -> None:
    check = checked(tmp_path, "<x> dct:title 'x' .", validator)
    assert (check.failed, check.unopened, list(check.records)) == ("no DCAT resource found in catalog.ttl", False, [])


def test_check_source__a_location_that_is_not_there(tmp_path: Path, validator: Validator) -> None:
    assert check_source(source_at(str(tmp_path / "none.ttl")), validator).unopened


def test_check_source__an_incomplete_source(tmp_path: Path, validator: Validator) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + GOOD, encoding="utf-8")
    (tmp_path / "b.ttl").write_text("<x> a ", encoding="utf-8")
    check = check_source(source_at(str(tmp_path)), validator)
    assert (check.incomplete is not None, [finding.code for finding in check.findings]) == (True, ["read:syntax"])


def test_check_source__tells_progress(tmp_path: Path, validator: Validator) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + GOOD, encoding="utf-8")
    told: list[tuple[str, int, int | None]] = []
    check_source(source_at(str(tmp_path / "a.ttl")), validator, progress=lambda *how: told.append(how))
    assert told == [("read", 0, 1), ("judge", 1, None)]
