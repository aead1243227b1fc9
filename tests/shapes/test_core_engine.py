"""Our engine behind the validator: three outcomes, and what stands around a record."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import Context, Validator
from danhmuc.shapes.validator import Engine
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.findings import Finding

Trial = Callable[[str], Path]

DATA = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""
PUBLISHER = """
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-publisher .
:Dataset-publisher a sh:PropertyShape ; sh:path dct:publisher ; sh:class foaf:Agent ; sh:severity sh:Violation ;
    sh:message "Phải là tổ chức (dct:publisher)."@vi , "Needs to be an agent (dct:publisher)."@en .
"""


def findings(profile: Path, turtle: str, *, w3c_classes: bool = False, engine: Engine = "danhmuc") -> list[Finding]:
    described = parse_records(DATA + turtle)
    context = Context({record.iri: record.canonical for record in described if record.role == "node"})
    for record in described:
        if record.role == "record":
            context.add_class(record.iri, record.types[0])
    validator = Validator(profile, engine=engine, w3c_classes=w3c_classes)
    judged = [record for record in described if record.role == "record"]
    return [finding for report in validator.check_all(judged, context) for finding in report.findings]


def standings(profile: Path, turtle: str, *, w3c_classes: bool = False) -> list[str]:
    return [finding.standing for finding in findings(profile, turtle, w3c_classes=w3c_classes)]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("<so> a foaf:Agent .", []),
        ("<so> a foaf:Organization .", []),
        ("<so> a vcard:Organization .", ["violation"]),
        ("<so> dct:identifier '1' .", ["violation"]),
        ("", ["cannot-verify"]),
        ("<so> a dcat:DataService .", ["violation"]),
    ],
)
def test_class__passes_fails_or_cannot_be_verified(about: str, expected: list[str], trial: Trial) -> None:
    assert standings(trial(PUBLISHER), f"<1> a dcat:Dataset ; dct:publisher <so> . {about}") == expected


def test_class__a_text_is_no_agent(trial: Trial) -> None:
    assert standings(trial(PUBLISHER), "<1> a dcat:Dataset ; dct:publisher 'Sở' .") == ["violation"]


def test_class__as_the_w3c_reads_it_what_nobody_describes_fails(trial: Trial) -> None:
    data = "<1> a dcat:Dataset ; dct:publisher <so> ."
    assert standings(trial(PUBLISHER), data, w3c_classes=True) == ["violation"]


def test_class__as_the_w3c_reads_it_a_kind_of_contact_is_no_contact(trial: Trial) -> None:
    data = "<1> a dcat:Dataset ; dct:publisher <so> . <so> a foaf:Organization ."
    assert standings(trial(PUBLISHER), data, w3c_classes=True) == ["violation"]


def test_class__lists_at_hand_tell_of_their_items(trial: Trial) -> None:
    shapes = PUBLISHER.replace("dct:publisher ; sh:class foaf:Agent", "dct:language ; sh:class dct:LinguisticSystem")
    listed = "<http://publications.europa.eu/resource/authority/language/VIE>"
    newer = "<http://publications.europa.eu/resource/authority/language/QQQ>"
    assert standings(trial(shapes), f"<1> a dcat:Dataset ; dct:language {listed} .") == []
    assert standings(trial(shapes), f"<1> a dcat:Dataset ; dct:language {newer} .") == ["cannot-verify"]


def test_class__lists_do_not_say_all_of_their_items(trial: Trial) -> None:
    shapes = PUBLISHER.replace("dct:publisher ; sh:class foaf:Agent", "dct:language ; sh:class foaf:Document")
    listed = "<http://publications.europa.eu/resource/authority/language/VIE>"
    assert standings(trial(shapes), f"<1> a dcat:Dataset ; dct:language {listed} .") == ["cannot-verify"]


def test_scheme__an_item_of_a_list_at_hand_is_in_it(trial: Trial) -> None:
    shapes = """
    :Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-theme .
    :Dataset-theme a sh:PropertyShape ; sh:path dcat:theme ; sh:severity sh:Warning ; sh:node :Theme ;
        sh:message "Nên."@vi , "Should."@en .
    :Theme a sh:NodeShape ; sh:property [ sh:path skos:inScheme ;
        sh:hasValue <http://publications.europa.eu/resource/authority/data-theme> ] .
    """
    theme = "<http://publications.europa.eu/resource/authority/data-theme/ENVI>"
    assert standings(trial(shapes), f"<1> a dcat:Dataset ; dcat:theme {theme} .") == []
    assert standings(trial(shapes), "<1> a dcat:Dataset ; dcat:theme <theme> .") == ["cannot-verify"]


def test_target__a_catalogue_is_no_dataset_to_a_rule(trial: Trial) -> None:
    assert standings(trial(PUBLISHER), "<1> a dcat:Catalog ; dct:publisher 'Sở' .") == []


def test_unknown__does_not_gate_and_says_why(trial: Trial) -> None:
    (finding,) = findings(trial(PUBLISHER), "<1> a dcat:Dataset ; dct:publisher <so> .")
    assert (finding.severity, finding.layer, finding.value) == ("info", "cannot-verify", "https://e.vn/so")
    assert finding.text("en") == "Nothing describes the value: Needs to be an agent (dct:publisher)."
    assert finding.text("vi") == "Chưa có mô tả của giá trị: Phải là tổ chức (dct:publisher)."


def test_findings__one_for_one_fault(trial: Trial) -> None:
    shapes = PUBLISHER.replace("sh:class foaf:Agent", "sh:nodeKind sh:IRI ; sh:class foaf:Agent")
    assert standings(trial(shapes), "<1> a dcat:Dataset ; dct:publisher 'Sở' .") == ["violation"]


def test_findings__nodes_around_are_not_judged(trial: Trial) -> None:
    shapes = (
        PUBLISHER
        + ":Agent a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ] ."
    )
    assert standings(trial(shapes), "<1> a dcat:Dataset ; dct:publisher <so> . <so> a foaf:Agent .") == []


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_engines__agree_on_what_is_described(engine: Engine, trial: Trial) -> None:
    data = "<1> a dcat:Dataset ; dct:publisher <so> . <so> a vcard:Organization . <2> a dcat:Dataset ."
    (finding,) = findings(trial(PUBLISHER), data, engine=engine)
    assert (finding.code, finding.focus, finding.value) == (
        "trial:Dataset-publisher",
        "https://e.vn/1",
        "https://e.vn/so",
    )


def test_profile__in_a_circle_is_refused_by_name(trial: Trial) -> None:
    shapes = ":A a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:node :B . :B sh:node :A ."
    with pytest.raises(ShapesError, match="lead into themselves"):
        Validator(trial(shapes))


def test_profile__a_script_is_refused(trial: Trial) -> None:
    with pytest.raises(ShapesError, match="scripts are never run"):
        Validator(trial(":A a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:js [ sh:jsFunctionName 'f' ] ."))


def test_profile__what_is_passed_over_is_told(trial: Trial, caplog: pytest.LogCaptureFixture) -> None:
    shapes = PUBLISHER.replace("sh:class", "sh:klass")
    with caplog.at_level(logging.WARNING):
        Validator(trial(shapes))
    assert "has sh:klass, which SHACL does not know; near it: sh:class" in caplog.text


def test_sparql__is_judged_by_pyshacl_and_core_by_us(trial: Trial) -> None:
    shapes = (
        PUBLISHER
        + """
    :Dataset sh:property :Dataset-short .
    :Dataset-short a sh:PropertyShape ; sh:path dct:title ; sh:severity sh:Warning ;
        sh:message "Nên ngắn."@vi , "Should be short."@en ;
        sh:sparql [ a sh:SPARQLConstraint ;
            sh:select "SELECT $this ?value WHERE { $this $PATH ?value . FILTER (STRLEN(?value) > 3) }" ] .
    """
    )
    found = findings(trial(shapes), "<1> a dcat:Dataset ; dct:title 'a long title' ; dct:publisher <so> .")
    assert [(one.code, one.standing) for one in found] == [
        ("trial:Dataset-short", "warning"),
        ("trial:Dataset-publisher", "cannot-verify"),
    ]
