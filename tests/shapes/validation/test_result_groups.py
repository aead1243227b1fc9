"""Results by rule: the same numbers whether they are counted from rows or from results."""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path

import pytest

from danhmuc.shapes import validate
from danhmuc.shapes.validation.shacl_report import MOST_GROUPS, MOST_LISTED, group_results
from danhmuc.vocab.findings import REPORTED_SEVERITIES

SHARED = Path(__file__).parents[4] / "shared" / "data"
PREFIXES = "@prefix : <http://e.vn/> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
SHAPES = (
    PREFIXES
    + """
:S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property :P , :Q , :R .
:P sh:path :p ; sh:class :A ; sh:nodeKind sh:IRI ; sh:message "one for both"@en ; sh:severity sh:Warning .
:Q sh:path :p ; sh:minLength 9 ; sh:maxLength 1 ; sh:message "{?minLength} or {?maxLength}"@en .
:R sh:path ( :p :p ) ; sh:minCount 1 ; sh:nodeKind sh:IRI .
"""
)
DATA = PREFIXES + "".join(f':a{n} :p :b{n} , "{n}" , "two" .' for n in range(60))


@pytest.mark.parametrize("w3c_classes", [True, False])
def test_groups__have_the_numbers_of_folded_results(w3c_classes: bool) -> None:
    report = validate(DATA, SHAPES, w3c_classes=w3c_classes)
    assert [(one.count, one.example) for one in group_results(report.folded)] == [
        (one.count, one.example) for one in report.groups
    ]
    folded = Counter(one.reported_severity for one in report.folded)
    assert dict(report.counts) == {severity: folded[severity] for severity in REPORTED_SEVERITIES}
    assert report.groups == pickle.loads(pickle.dumps(report)).groups


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sample data is not at hand")
@pytest.mark.parametrize("name", ["shapes", "range", "mdr-vocabularies.shape", "dcat-ap-SHACL"])
def test_groups__have_the_numbers_of_folded_results_of_real_data(name: str) -> None:
    report = validate(SHARED / "belgium" / "page-940.trig", SHARED / "dcat-ap-3.0.1" / f"{name}.ttl")
    folded = Counter(one.reported_severity for one in report.folded)
    assert dict(report.counts) == {severity: folded[severity] for severity in REPORTED_SEVERITIES}
    assert sum(one.count for one in report.groups) == len(report.folded)


def test_text__of_many_results_has_some_lines_for_each_rule() -> None:
    report = validate(DATA, SHAPES)
    assert len(report.folded) > MOST_LISTED
    text = report.text("en")
    assert len(text.splitlines()) < 6 * len(report.groups) + 1
    assert "180 warnings" in text or "warnings  http://e.vn/p: one for both  [http://e.vn/P]" in text
    assert text.count("example: http://e.vn/a0\n") == len(report.groups)


def test_text__of_very_many_rules_says_how_many_are_left() -> None:
    rules = "".join(
        f":S{n} a sh:NodeShape ; sh:targetNode :a ; sh:nodeKind sh:Literal ." for n in range(MOST_GROUPS + 7)
    )
    assert "7 more rules with results\n" in validate(PREFIXES, PREFIXES + rules).text("en")
