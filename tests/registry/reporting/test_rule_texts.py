"""What a profile says of its rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry.reporting.explained_findings import RuleText, load_rule_texts, rule_texts
from danhmuc.shapes import load_profile
from danhmuc.vocab import concepts

ACTS = concepts.load(concepts.LEGAL_ACTS)


def test_rule_texts__name_the_act_with_its_clause_and_number() -> None:
    basis = rule_texts(load_profile("vn"))["vn:Dataset-title-vi"].basis
    assert basis["vi"].startswith("hồ sơ vn của danhmuc, theo Nghị định")
    assert "(47/2020/NĐ-CP), Điều 11 khoản 4: " in basis["vi"]
    assert basis["en"].startswith("danhmuc's profile vn, after Decree")
    assert "(47/2020/NĐ-CP), Article 11(4): " in basis["en"]


def test_rule_texts__say_what_to_use_instead() -> None:
    texts = rule_texts(load_profile("dcat-ap"))
    assert texts["dcat-ap:Dataset-versionInfo-deprecated"].replaced_by == "http://www.w3.org/ns/dcat#version"
    assert texts["dcat-ap:Dataset-title"].replaced_by is None


def test_rule_texts__speak_vietnamese_and_english_of_every_rule() -> None:
    texts = rule_texts(load_profile("dcat-ap"))
    assert texts
    assert [code for code, text in texts.items() if text.iri and not {"vi", "en"} <= set(text.message)] == []


def test_rule_texts__name_a_property_as_most_of_its_rules_do() -> None:
    texts = rule_texts(load_profile("vn"))
    assert texts["http://purl.org/dc/terms/accrualPeriodicity"] == RuleText(
        label={"vi": "Tần suất cập nhật", "en": "Update frequency"}
    )
    # Legal acts are published, and numbered, too.
    assert texts["http://purl.org/dc/terms/publisher"].label["en"] == "Publisher"
    assert texts["http://purl.org/dc/terms/identifier"].label["en"] == "Identifier"


def test_rule_texts__of_a_property_that_no_rule_names_are_none() -> None:
    assert "http://purl.org/dc/terms/tableOfContents" not in rule_texts(load_profile("vn"))


def test_at_hand__are_those_of_the_profile() -> None:
    assert load_rule_texts("vn", ACTS) == rule_texts(load_profile("vn"))


@pytest.mark.parametrize("profile", ["none", "gone", "gone.ttl", "broken.ttl"])
def test_at_hand__of_what_cannot_be_used_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.ttl").write_text("<")
    assert load_rule_texts(profile, ACTS) == {}
