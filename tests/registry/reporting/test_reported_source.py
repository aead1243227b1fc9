"""Findings with all that a row of a report needs."""

from __future__ import annotations

from danhmuc.registry.messages.harvest import HarvestText
from danhmuc.shapes import Profile

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
    assert set(told.finding.message.by_language()) == {"vi", "en"}


def test_reported_finding__of_the_reader_names_the_field_and_no_rule(profile: Profile) -> None:
    odd = finding("read:iri-escaped", path="http://www.w3.org/ns/dcat#downloadURL")
    (one,) = source(profile, [record(1, odd)]).records()
    assert dict(one.findings[0].label) == {"vi": "URL tải", "en": "Download URL"}
    assert (one.findings[0].rule, one.findings[0].link, dict(one.findings[0].basis)) == (None, None, {})


def test_reported_finding__stands_where_its_record_does_unless_it_says_better(profile: Profile) -> None:
    found = (finding(), finding("split:minted-iri", document="a.ttl", line=3))
    (one,) = source(profile, [record(1, *found, place="a.ttl, b.ttl")]).records()
    assert [told.place for told in one.findings] == ["a.ttl, b.ttl", "a.ttl:3"]
    assert [told.to_json()["place"] for told in one.findings] == ["a.ttl, b.ttl", "a.ttl:3"]


def test_reported_finding__names_of_nested_nodes_are_not_for_people(profile: Profile) -> None:
    (one,) = source(profile, [record(1, finding(focus="_:c14n0", value="_:c14n1"))]).records()
    assert (one.findings[0].inner_focus, one.findings[0].shown_value("vi")) == (None, None)


def test_reported_source__troubles_are_findings_in_both_languages(profile: Profile) -> None:
    broken = source(profile, incomplete=HarvestText.DOCUMENTS_UNREAD(count=2, total=3))
    assert [(one.code, one.text("en")) for one in broken.source_findings()] == [
        ("check:incomplete", "The source was not validated completely: 2 of 3 documents unread.")
    ]
    assert broken.source_findings()[0].text("vi") == "Nguồn chưa được kiểm tra đầy đủ: 2/3 tài liệu không đọc được."


def test_reported_source__a_reason_of_somebody_else_is_quoted(profile: Profile) -> None:
    assert (
        source(profile, failed="out of tea").source_findings()[0].text("vi")
        == "Không kiểm tra được nguồn: “out of tea”."
    )


def test_reported_source__without_trouble_has_none(profile: Profile) -> None:
    assert source(profile).source_findings() == ()
