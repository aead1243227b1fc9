"""What is told of shapes that others published: the faults that are known, and nothing false."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from danhmuc.shapes.linting import Linter

FILES = {
    "shapes.ttl": [
        ("lint:unknown-parameter", 66),
        ("lint:no-constraint", 81),
        ("lint:superseded-term", 343),
        ("lint:unknown-parameter", 373),
        ("lint:unknown-parameter", 403),
        ("lint:no-constraint", 625),
        ("lint:unknown-parameter", 658),
        ("lint:unknown-parameter", 671),
    ],
    "range.ttl": [("lint:superseded-term", 230)],
    "mdr-vocabularies.shape.ttl": [("lint:unknown-term-elsewhere", 28), ("lint:pattern-namespace", 248)],
    "deprecateduris.ttl": [
        *(("lint:no-constraint", line) for line in (35, 39, 59, 64, 68, 88)),
        ("lint:imports", 98),
    ],
    "shapes_recommended.ttl": [
        ("lint:unknown-term-elsewhere", 27),
        ("lint:unused-shape", 245),
        ("lint:unused-shape", 258),
    ],
}
"""SEMIC's files, each with all that is found there, looked up line by line."""


def told(path: Path) -> list[tuple[str, int]]:
    """Codes and lines of all findings."""
    return [(finding.code, finding.line or 0) for finding in Linter().lint(path).findings]


@pytest.mark.parametrize("name", FILES)
def test_semic__each_finding_is_a_fault_that_is_there(name: str, shared: Path) -> None:
    assert told(shared / "dcat-ap-3.0.1" / name) == FILES[name]


def test_semic__the_generated_file_names_two_shapes_that_it_does_not_hold(shared: Path) -> None:
    findings = Linter().lint(shared / "dcat-ap-3.0.1" / "dcat-ap-SHACL.ttl").findings
    assert Counter(finding.code for finding in findings) == {"lint:demands-nothing": 18, "lint:passed-over": 2}
    assert all("DataServiceShape" in finding.text("en") for finding in findings if finding.severity != "info")


def test_semic__sh_shape_stands_for_sh_node(shared: Path) -> None:
    findings = Linter().lint(shared / "dcat-ap-3.0.1" / "shapes.ttl").findings
    found = [finding for finding in findings if finding.code == "lint:unknown-parameter"]
    assert {finding.fix for finding in found} == {"sh:node"}
    assert sorted(finding.path or "" for finding in found) == [
        "http://purl.org/dc/terms/issued",
        "http://purl.org/dc/terms/modified",
        "http://purl.org/dc/terms/modified",
        "http://www.w3.org/ns/dcat#endDate",
        "http://www.w3.org/ns/dcat#startDate",
    ]


def test_semic__two_files_disagree_about_the_geometry(shared: Path) -> None:
    linter = Linter()
    assert linter.lint(shared / "dcat-ap-3.0.1" / "shapes.ttl").findings
    findings = linter.lint(shared / "dcat-ap-3.0.1" / "dcat-ap-SHACL.ttl").findings
    found = [finding for finding in findings if finding.code == "lint:contradicting-files"]
    assert [finding.path for finding in found] == ["http://www.w3.org/ns/locn#geometry"] * 2
    assert all("Location_Shape locn:geometry" in finding.text("vi") for finding in found)


def test_w3c__no_false_alarm_in_the_suite(shared: Path) -> None:
    found = {
        f"{path.stem} {finding.code}": finding
        for path in sorted((shared / "w3c-shacl" / "core").rglob("*.ttl"))
        for finding in Linter().lint(path).findings
        if finding.severity != "info" and finding.code != "lint:no-shapes"
    }
    # A shape without a constraint, counts on a node shape, kinds at odds and "1" for true on purpose, a term misspelt.
    assert found.keys() == {
        "node-001 lint:no-constraint",
        "nodeKind-001 lint:kind-contradiction",
        "qualified-001-shapes lint:idle-parameter",
        "qualified-001-shapes lint:passed-over",
        "qualifiedValueShape-001 lint:unknown-term-elsewhere",
        "uniqueLang-002-shapes lint:passed-over",
    }
    assert found["qualifiedValueShape-001 lint:unknown-term-elsewhere"].fix == "sh:NodeShape"
