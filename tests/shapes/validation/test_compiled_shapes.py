"""Validators share the compiled shapes of one profile, and of one text of it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import Validator, load_profile
from danhmuc.shapes.validation.compiled_shapes import compiled_shapes
from danhmuc.vocab.errors import ShapesError

PROFILE = """
@prefix : <https://e.vn/own#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/own> a prof:Profile ; prof:hasToken "own" .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-keyword .
:Dataset-keyword a sh:PropertyShape ; sh:path dcat:keyword ; sh:minCount 1 ; sh:severity %s ;
    sh:message "Nên có (dcat:keyword)."@vi , "Should have (dcat:keyword)."@en .
"""
RECORD = "@prefix dcat: <http://www.w3.org/ns/dcat#> . <https://e.vn/1> a dcat:Dataset ."


def severities(profile: str | Path) -> list[str]:
    (record,) = parse_records(RECORD)
    return [finding.severity for finding in Validator(profile).validate(record).findings]


def test_compiled__a_file_that_changes_is_compiled_anew(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    for term, severity in (("sh:Warning", "warning"), ("sh:Violation", "violation"), ("sh:Warning", "warning")):
        path.write_text(PROFILE % term, encoding="utf-8")
        assert severities(path) == [severity]


def test_compiled__once_for_one_text() -> None:
    first, again = load_profile("dcat-ap"), load_profile("dcat-ap")
    assert compiled_shapes(first.nquads) is compiled_shapes(bytes(bytearray(again.nquads)))
    assert compiled_shapes(first.nquads) is not compiled_shapes(load_profile("dcat-ap-hvd").nquads)


def test_compiled__what_cannot_be_is_refused_each_time(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(PROFILE % "sh:Warning" + ":Dataset-keyword sh:node :Dataset .", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ShapesError, match="lead into themselves"):
            Validator(path)


def test_compiled__what_is_passed_over_is_said_by_each_validator(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(PROFILE % "sh:Warning" + ":Dataset sh:targetObjectsOf dcat:qualifiedRelation .", encoding="utf-8")
    said = [[str(warning) for warning in Validator(path).warnings] for _ in range(2)]
    assert said[0] == said[1] != []
