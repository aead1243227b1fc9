"""Findings with all that a row of a report needs."""

from __future__ import annotations

from danhmuc.registry.reporting.rule_texts import rule_texts
from danhmuc.shapes import Profile, load_profile

from .conftest import Checked, finding, record, source

GOOD = '<a> a foaf:Agent ; foaf:name "Sở Y tế"@vi .'


def test_reported_finding__knows_field_record_publisher_and_basis(checked: Checked) -> None:
    reported = checked(GOOD + '<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:publisher <a> .')
    *_, one = reported.records()
    (told,) = [found for found in one.findings if found.code == "dcat-ap:Dataset-description"]
    assert (told.record, told.title, told.role) == ("https://e.vn/1", "Một", "record")
    assert (told.publisher, told.publisher_name) == ("https://e.vn/a", "Sở Y tế")
    assert (told.label["vi"], told.label["en"]) == ("Mô tả", "Description")
    assert told.path == "http://purl.org/dc/terms/description"
    assert told.link is not None
    assert told.link.startswith("https://semiceu.github.io/DCAT-AP/")
    assert told.rule == "https://w3id.org/danhmuc/shapes/dcat-ap#Dataset-description"
    assert set(told.message) == {"vi", "en"}


def test_rule_texts__name_the_act_with_its_clause_and_number() -> None:
    basis = rule_texts(load_profile("vn"))["vn:Dataset-title-vi"].basis
    assert basis["vi"].startswith("Điều 11 khoản 4, Nghị định")
    assert basis["vi"].endswith("(47/2020/NĐ-CP)")
    assert basis["en"].startswith("Article 11(4), Decree")


def test_rule_texts__speak_vietnamese_and_english_of_every_rule(profile: Profile) -> None:
    texts = rule_texts(profile)
    assert texts
    assert [code for code, text in texts.items() if not {"vi", "en"} <= set(text.message)] == []


def test_reported_finding__of_the_reader_shows_the_property_and_no_rule(profile: Profile) -> None:
    odd = finding("read:iri-escaped", path="http://www.w3.org/ns/dcat#downloadURL")
    (one,) = source(profile, [record(1, odd)]).records()
    assert dict(one.findings[0].label) == {"vi": "dcat:downloadURL", "en": "dcat:downloadURL"}
    assert (one.findings[0].rule, one.findings[0].link, dict(one.findings[0].basis)) == (None, None, {})


def test_reported_finding__names_of_nested_nodes_are_not_for_people(profile: Profile) -> None:
    (one,) = source(profile, [record(1, finding(focus="_:c14n0", value="_:c14n1"))]).records()
    assert (one.findings[0].inner_focus, one.findings[0].shown_value) == (None, None)


def test_reported_source__troubles_are_findings_in_both_languages(profile: Profile) -> None:
    told = {"2 of 3 documents unread": "2 trên 3 tài liệu không đọc được"}
    broken = source(profile, incomplete="2 of 3 documents unread")
    assert [(one.code, one.text("en")) for one in broken.troubles()] == [
        ("check:incomplete", "The source was not checked completely: 2 of 3 documents unread.")
    ]
    spoken = type(broken)(broken._check, profile, vietnamese=lambda reason: told[reason])
    assert spoken.troubles()[0].text("vi") == "Nguồn chưa được kiểm tra đầy đủ: 2 trên 3 tài liệu không đọc được."


def test_reported_source__without_trouble_has_none(profile: Profile) -> None:
    assert source(profile).troubles() == ()
