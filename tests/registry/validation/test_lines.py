"""A validated source as lines and back: nothing is lost on the way from one process to another."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from danhmuc.registry import source_at
from danhmuc.registry.validation.source import ValidatedSource, source_from_lines, source_to_lines, validate_source
from danhmuc.shapes import Validator

TURTLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<https://e.vn/1> a dcat:Dataset ; dct:title "Một\\r\\u2028 hai"@vi ; dct:language <http://e.vn/l> ;
    dct:issued "x"@en_US .
<https://e.vn/2> a dcat:Dataset ; dct:accrualPeriodicity "d" ; dct:publisher [ a dct:Agent ] .
"""


def told(check: ValidatedSource) -> dict[str, object]:
    said = {one.name: getattr(check, one.name) for one in fields(check)}
    return {**said, "records": list(check.records)}


@pytest.mark.parametrize("above", [0, 10**9], ids=["spooled", "in memory"])
def test_check_of__what_the_lines_say_is_the_check(tmp_path: Path, above: int) -> None:
    path = tmp_path / "catalog.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    validator = Validator("vn")
    checks = [validate_source(source_at(str(path)), validator, spooled_above=above) for _ in range(2)]
    lines = list(source_to_lines(checks[0]))
    assert all(line.count(b"\n") == 1 and line.endswith(b"\n") for line in lines)
    wanted = told(checks[1])
    assert len(wanted["records"]) > 1  # type: ignore[arg-type]
    assert wanted["findings"]
    assert told(source_from_lines(iter(lines))) == wanted


def test_check_of__source_that_failed_has_its_reasons(tmp_path: Path) -> None:
    validator = Validator("dcat-ap")
    check = validate_source(source_at(str(tmp_path / "gone.ttl")), validator)
    assert check.unopened
    assert told(source_from_lines(source_to_lines(check))) == told(check)
