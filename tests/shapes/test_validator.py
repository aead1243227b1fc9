"""The validator judges a record by what stands in its own graph, with its surroundings in view."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import Context, ValidationReport, Validator
from danhmuc.vocab.errors import ShapesError, UnknownNameError

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://data.example.vn/> .
"""
WHOLE = """
:lua a dcat:Dataset ; dct:title "Lúa"@vi ; dct:description "Diện tích lúa."@vi ;
    dct:identifier "lua" ; dct:publisher :so ; dcat:contactPoint :dau-moi .
:so a foaf:Agent ; foaf:name "Sở"@vi .
:dau-moi a vcard:Organization ; vcard:fn "Phòng dữ liệu"@vi ; vcard:hasEmail <mailto:du-lieu@example.vn> .
"""


def judge(turtle: str, profile: str | Path = "dcat-ap") -> list[ValidationReport]:
    """Reports on the records of a text, each with all node records as context."""
    described = parse_records(PREFIXES + turtle)
    context = Context({record.iri: record.canonical for record in described if record.role == "node"})
    validator = Validator(profile)
    return list(validator.check_all([record for record in described if record.role == "record"], context))


def codes(report: ValidationReport) -> list[str]:
    return [finding.code for finding in report.findings]


def test_check__whole_record_is_accepted() -> None:
    (report,) = judge(WHOLE, "vn")
    assert (report.accepted, report.findings) == (True, ())


def test_check__missing_title_is_a_violation_with_both_languages() -> None:
    (report,) = judge(':lua a dcat:Dataset ; dct:description "x"@vi .')
    (finding,) = report.findings
    assert finding.code == "dcat-ap:Dataset-title"
    assert finding.severity == "violation"
    assert finding.path == "http://purl.org/dc/terms/title"
    assert "dct:title" in finding.text("vi")
    assert "dct:title" in finding.text("en")


def test_check__value_is_told_as_written() -> None:
    (report,) = judge(':lua a dcat:Dataset ; dct:title "a" ; dct:description "b" ; dct:issued "tháng 5" .')
    assert [(finding.code, finding.value) for finding in report.findings] == [
        ("dcat-ap:Dataset-issued-datatype", "tháng 5")
    ]


def test_check__national_rules_build_on_the_specification() -> None:
    (report,) = judge(':lua a dcat:Dataset ; dct:title "Rice"@en .', "vn")
    layers = {finding.code: finding.layer for finding in report.findings}
    assert layers["dcat-ap:Dataset-description"] == "spec"
    assert layers["vn:Dataset-title-vi"] == "national"


def test_check__fault_of_a_neighbour_is_not_its_own() -> None:
    (report,) = judge(WHOLE.replace('foaf:name "Sở"@vi', 'dct:type "x"'), "vn")
    assert report.findings == ()


def test_check__contact_is_looked_up_in_the_context() -> None:
    (report,) = judge(WHOLE.replace("vcard:hasEmail <mailto:du-lieu@example.vn>", 'vcard:note "x"'), "vn")
    assert codes(report) == ["vn:Dataset-contactPoint-reachable"]


def test_check__distribution_in_the_own_graph_is_judged() -> None:
    (report,) = judge(
        ':lua a dcat:Dataset ; dct:title "a" ; dct:description "b" ; dcat:distribution [ a dcat:Distribution ] .'
    )
    assert codes(report) == ["dcat-ap:Distribution-accessURL"]


def test_check__two_blank_nodes_of_one_name_in_two_graphs_stay_two() -> None:
    contact = "a vcard:Organization ; vcard:hasAddress [ vcard:locality 'Huế' ]"
    (report,) = judge(
        WHOLE.replace("a vcard:Organization", contact)
        + ":lua dct:temporal [ a dct:PeriodOfTime ; dcat:startDate '2026'^^xsd:gYear ] .",
        "vn",
    )
    assert report.findings == ()


def test_check__ill_typed_literals_stay_as_written_beside_each_other() -> None:
    (report,) = judge(
        ':lua a dcat:Dataset ; dct:title "a" ; dct:description "b" ; dcat:distribution [ a dcat:Distribution ;'
        ' dcat:accessURL :x ; dcat:byteSize "1.5"^^xsd:nonNegativeInteger ] .'
    )
    assert [(finding.code, finding.value) for finding in report.findings] == [
        ("dcat-ap:Distribution-byteSize-datatype", "1.5")
    ]


def test_check__context_digest_follows_the_nodes_reached() -> None:
    (before,) = judge(WHOLE)
    (after,) = judge(WHOLE.replace("du-lieu@", "dau-moi@"))
    (beside,) = judge(WHOLE + ":xa a foaf:Agent ; foaf:name 'Xa' .")
    assert before.context_digest != after.context_digest
    assert before.context_digest == beside.context_digest


def test_check__findings_come_in_the_same_order() -> None:
    turtle = ":lua a dcat:Dataset ; dct:issued 'a', 'b' ; dcat:distribution [ a dcat:Distribution ] ."
    assert judge(turtle, "vn") == judge(turtle, "vn")


def test_validator__unknown_profile_names_the_known() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown profile 'dcat-app'; known: dcat-ap, none, vn"):
        Validator("dcat-app")


def test_validator__takes_a_profile_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        PREFIXES
        + """
        <https://data.example.vn/shapes> a prof:Profile ; prof:hasToken "own" ;
            prof:isProfileOf <https://w3id.org/danhmuc/shapes/dcat-ap> .
        <https://data.example.vn/shapes#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ;
            sh:property <https://data.example.vn/shapes#Dataset-keyword> , [ sh:path dcat:theme ; sh:minCount 1 ] .
        <https://data.example.vn/shapes#Dataset-keyword> sh:path dcat:keyword ; sh:minCount 1 ;
            sh:severity sh:Warning ; sh:message "A dataset should have a keyword."@en .
        """,
        encoding="utf-8",
    )
    (report,) = judge(WHOLE, own)
    assert codes(report) == ["own:MinCountConstraintComponent", "own:Dataset-keyword"]
    assert report.findings[1].text("vi") == "A dataset should have a keyword."
    assert (report.accepted, report.count("warning")) == (False, 1)


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ("<x> a <y> .", "found 0 profiles"),
        ("<x> a", "profile"),
        ('<x> a prof:Profile ; prof:hasToken "x" ; prof:isProfileOf <https://nowhere.example/> .', "not at hand"),
    ],
)
def test_validator__broken_profile_is_told_in_one_line(tmp_path: Path, turtle: str, told: str) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(PREFIXES + turtle, encoding="utf-8")
    with pytest.raises(ShapesError, match=told) as raised:
        Validator(own)
    assert "\n" not in str(raised.value)


def test_profile__digest_changes_with_the_file(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    digests = set()
    for version in ("1", "2"):
        own.write_text(
            PREFIXES + f'<x:x> a prof:Profile ; prof:hasToken "own" ; dct:title "{version}" .', encoding="utf-8"
        )
        digests.add(Validator(own).profile.digest)
    assert len(digests) == 2
