"""A finding and what its profile says of the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danhmuc.registry.reporting.explained_findings import RuleText, explain
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import TextByLanguage

FINDING = Finding(
    code="vn:x",
    severity="info",
    layer="cannot-verify",
    message={"vi": "Một.", "en": "One."},
    focus="https://e.vn/1",
    path="http://purl.org/dc/terms/title",
    value="a",
    fix="b",
    document="a.ttl",
    line=1,
    value_language="vi",
    about=TextByLanguage({"vi": "Tháng 3", "en": "March"}),
)
TEXT = RuleText(
    iri="https://e.vn/p#x", label={"vi": "Tiêu đề", "en": "Title"}, basis={"vi": "Điều 1"}, link="https://e.vn/1.html"
)


def test_members__are_those_of_the_finding_and_of_its_rule() -> None:
    assert explain(FINDING, {"vn:x": TEXT}).to_json() == {
        "code": "vn:x",
        "severity": "info",
        "standing": "cannot-verify",
        "layer": "cannot-verify",
        "focus": "https://e.vn/1",
        "about": {"vi": "Tháng 3", "en": "March"},
        "path": "http://purl.org/dc/terms/title",
        "label": {"vi": "Tiêu đề", "en": "Title"},
        "value": "a",
        "value_about": {},
        "fix": "b",
        "value_language": "vi",
        "value_datatype": None,
        "place": "a.ttl:1",
        "document": "a.ttl",
        "line": 1,
        "column": None,
        "message": {"vi": "Một.", "en": "One."},
        "basis": {"vi": "Điều 1"},
        "link": "https://e.vn/1.html",
        "rule": "https://e.vn/p#x",
        "record": None,
        "title": None,
        "publisher": None,
    }


def test_members__of_an_unknown_rule_name_the_property_as_the_profile_does() -> None:
    title = RuleText(label={"vi": "Tiêu đề", "en": "Title"})
    members = explain(FINDING, {"http://purl.org/dc/terms/title": title}).to_json()
    assert members["label"] == {"vi": "Tiêu đề", "en": "Title"}
    assert [members[name] for name in ("basis", "link", "rule")] == [{}, None, None]


def test_members__of_a_rule_without_a_name_of_its_own_name_the_property_as_the_profile_does() -> None:
    title = RuleText(label={"vi": "Tiêu đề", "en": "Title"})
    rule = RuleText(iri="https://e.vn/p#x", link="https://e.vn/1.html")
    members = explain(FINDING, {"vn:x": rule, "http://purl.org/dc/terms/title": title}).to_json()
    assert [members[name] for name in ("label", "link", "rule")] == [title.label, rule.link, rule.iri]


@pytest.mark.parametrize(("own", "told"), [("a.ttl", "a.ttl:1"), (None, "a.ttl, b.ttl")])
def test_members__have_the_place_of_the_record_where_the_finding_has_none(own: str | None, told: str) -> None:
    assert explain(replace(FINDING, document=own), {}, "a.ttl, b.ttl").to_json()["place"] == told


def test_members__of_an_unknown_rule_name_the_property() -> None:
    members = explain(FINDING, {"vn:y": TEXT}).to_json()
    assert members["label"] == {"vi": "dct:title", "en": "dct:title"}
    assert [members[name] for name in ("basis", "link", "rule")] == [{}, None, None]
