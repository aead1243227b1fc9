"""JUnit XML as continuous integration reads it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from danhmuc.shapes import Profile

from .conftest import Checked, Written, finding, record, source

WARNING = finding("dcat-ap:Dataset-keyword", severity="warning")
UNSURE = finding(severity="info", layer="cannot-verify")
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "properties": {"property"},
    "testcase": {"skipped", "error", "failure", "system-out"},
}
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "property": {"name", "value"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"message"},
}
"""What the schema that Jenkins uses allows, as far as it is used here."""


def parsed(data: bytes) -> ET.Element:
    """The report, once it is seen to have the common shape and true counts."""
    top = ET.fromstring(data)
    for element in top.iter():
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
        assert set(element.attrib) == ATTRIBUTES.get(element.tag, set())
    for suite in top:
        counts = {"tests": "testcase", "failures": ".//failure", "errors": ".//error", "skipped": ".//skipped"}
        for name, path in counts.items():
            assert int(suite.attrib[name]) == len(suite.findall(path)), name
    for name in ("tests", "failures", "errors"):
        assert int(top.attrib[name]) == sum(int(suite.attrib[name]) for suite in top)
    return top


def outcomes(top: ET.Element) -> list[tuple[str, list[str]]]:
    return [(case.attrib["name"], [child.tag for child in case]) for case in top.iter("testcase")]


def test_junit__a_suite_for_each_source_and_a_case_for_each_record(written: Written, profile: Profile) -> None:
    first = source(profile, [record(1, finding(), finding("a:B"), WARNING, UNSURE, title="Một"), record(2)])
    second = source(profile, [record(3, UNSURE), record(4, WARNING)], location="other.ttl")
    top = parsed(written("junit", first, second))
    assert [suite.attrib["name"] for suite in top] == ["catalog.ttl", "other.ttl"]
    assert outcomes(top) == [
        ("catalog.ttl", []),
        ("Một  https://e.vn/1", ["failure", "system-out"]),
        ("https://e.vn/2", []),
        ("other.ttl", []),
        ("https://e.vn/3", ["skipped", "system-out"]),
        ("https://e.vn/4", ["system-out"]),
    ]
    failure = top.find(".//failure")
    assert failure is not None
    assert failure.attrib == {"type": "dcat-ap:Dataset-title", "message": "Phải có tiêu đề (dct:title). (+1)"}
    assert (failure.text or "").count("\n") == 2


def test_junit__warnings_fail_where_asked(written: Written, profile: Profile) -> None:
    answers = [
        outcomes(parsed(written("junit", source(profile, [record(1, WARNING)]), fail_on=fail_on)))[1]
        for fail_on in ("violation", "warning")
    ]
    assert answers == [("https://e.vn/1", ["system-out"]), ("https://e.vn/1", ["failure"])]


@pytest.mark.parametrize("given", [{"failed": "no DCAT resource found"}, {"incomplete": "1 of 2 documents unread"}])
def test_junit__trouble_with_the_source_is_an_error(written: Written, profile: Profile, given: dict[str, str]) -> None:
    top = parsed(written("junit", source(profile, findings=(finding("read:syntax"),), **given), lang="en"))
    assert outcomes(top) == [("catalog.ttl", ["error", "system-out"])]
    error = top.find(".//error")
    assert error is not None
    assert next(iter(given.values())) in error.attrib["message"]


def test_junit__is_well_formed_whatever_stands_in_a_record(written: Written, profile: Profile) -> None:
    odd = "<b>&\"'\x00\x0b\ud800\uffff]]>"
    top = parsed(written("junit", source(profile, [record(1, finding(value=odd), title=odd)])))
    assert "<b>&\"'\\u0000 \\ud800\\uffff]]>" in outcomes(top)[1][0]


def test_junit__of_a_real_document(written: Written, checked: Checked) -> None:
    top = parsed(written("junit", checked('<1> a dcat:Dataset ; dct:title "Một"@vi . <2> a dcat:Dataset .')))
    assert [tags[:1] for _, tags in outcomes(top)] == [[], ["failure"], ["failure"]]
