"""Our engine behind the validator: three outcomes, and what stands around a record."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import Context, Validator
from danhmuc.shapes.validation.profile_validator import Engine
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import DMV

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
    return [finding for report in validator.validate_all(judged, context) for finding in report.findings]


def severities(profile: Path, turtle: str, *, w3c_classes: bool = False) -> list[str]:
    return [finding.reported_severity for finding in findings(profile, turtle, w3c_classes=w3c_classes)]


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
    assert severities(trial(PUBLISHER), f"<1> a dcat:Dataset ; dct:publisher <so> . {about}") == expected


def test_class__a_text_is_no_agent(trial: Trial) -> None:
    assert severities(trial(PUBLISHER), "<1> a dcat:Dataset ; dct:publisher 'Sở' .") == ["violation"]


def test_class__as_the_w3c_reads_it_what_nobody_describes_fails(trial: Trial) -> None:
    data = "<1> a dcat:Dataset ; dct:publisher <so> ."
    assert severities(trial(PUBLISHER), data, w3c_classes=True) == ["violation"]


def test_class__as_the_w3c_reads_it_a_kind_of_contact_is_no_contact(trial: Trial) -> None:
    data = "<1> a dcat:Dataset ; dct:publisher <so> . <so> a foaf:Organization ."
    assert severities(trial(PUBLISHER), data, w3c_classes=True) == ["violation"]


def test_class__lists_at_hand_tell_of_their_items(trial: Trial) -> None:
    shapes = PUBLISHER.replace("dct:publisher ; sh:class foaf:Agent", "dct:language ; sh:class dct:LinguisticSystem")
    listed = "<http://publications.europa.eu/resource/authority/language/VIE>"
    newer = "<http://publications.europa.eu/resource/authority/language/QQQ>"
    assert severities(trial(shapes), f"<1> a dcat:Dataset ; dct:language {listed} .") == []
    assert severities(trial(shapes), f"<1> a dcat:Dataset ; dct:language {newer} .") == ["cannot-verify"]


def test_class__lists_do_not_say_all_of_their_items(trial: Trial) -> None:
    shapes = PUBLISHER.replace("dct:publisher ; sh:class foaf:Agent", "dct:language ; sh:class foaf:Document")
    listed = "<http://publications.europa.eu/resource/authority/language/VIE>"
    assert severities(trial(shapes), f"<1> a dcat:Dataset ; dct:language {listed} .") == ["cannot-verify"]


def test_scheme__an_item_of_a_list_at_hand_is_in_it(trial: Trial) -> None:
    shapes = """
    :Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-theme .
    :Dataset-theme a sh:PropertyShape ; sh:path dcat:theme ; sh:severity sh:Warning ; sh:node :Theme ;
        sh:message "Nên."@vi , "Should."@en .
    :Theme a sh:NodeShape ; sh:property [ sh:path skos:inScheme ;
        sh:hasValue <http://publications.europa.eu/resource/authority/data-theme> ] .
    """
    theme = "<http://publications.europa.eu/resource/authority/data-theme/ENVI>"
    assert severities(trial(shapes), f"<1> a dcat:Dataset ; dcat:theme {theme} .") == []
    assert severities(trial(shapes), "<1> a dcat:Dataset ; dcat:theme <theme> .") == ["cannot-verify"]


def test_target__a_catalogue_is_no_dataset_to_a_rule(trial: Trial) -> None:
    assert severities(trial(PUBLISHER), "<1> a dcat:Catalog ; dct:publisher 'Sở' .") == []


def test_unknown__does_not_gate_and_says_why(trial: Trial) -> None:
    (finding,) = findings(trial(PUBLISHER), "<1> a dcat:Dataset ; dct:publisher <so> .")
    assert (finding.severity, finding.layer, finding.value) == ("info", "cannot-verify", "https://e.vn/so")
    assert finding.text("en") == "Too little is known of the value: Needs to be an agent (dct:publisher)."
    assert finding.text("vi") == "Chưa đủ mô tả của giá trị: Phải là tổ chức (dct:publisher)."


def test_unknown__of_a_code_names_the_code_lists_or_the_day_of_the_record(trial: Trial) -> None:
    shapes = f"""
    :Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-type .
    :Dataset-type a sh:PropertyShape ; sh:path dct:type ; <{DMV}validCode> true ; sh:severity sh:Warning ;
        sh:message "Nên còn hiệu lực (dct:type)."@vi , "Should be valid (dct:type)."@en .
    """
    data = "<1> a dcat:Dataset ; dct:type <nobody-knows> ."
    (finding,) = findings(trial(shapes), data)
    assert finding.text("en") == (
        "Cannot be verified: no loaded code list contains this code. Should be valid (dct:type)."
    )
    assert finding.text("vi") == (
        "Không kiểm chứng được vì mã này không có trong bảng mã hiện có: Nên còn hiệu lực (dct:type)."
    )
    (finding,) = findings(
        trial(shapes.replace("validCode> true", f"validCode> true ; <{DMV}onDateOf> dct:issued")), data
    )
    assert finding.text("en") == (
        "Cannot be verified: the day in question or the validity of the code is not known. Should be valid (dct:type)."
    )


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
@pytest.mark.parametrize(
    ("value", "language", "datatype"),
    [
        ("'Sở'", None, "http://www.w3.org/2001/XMLSchema#string"),
        ("'Sở'@vi", "vi", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"),
        ("7", None, "http://www.w3.org/2001/XMLSchema#integer"),
        ("<so> . <so> dct:title 'a'", None, None),
    ],
)
def test_finding__has_language_and_datatype_of_a_literal(
    value: str, language: str | None, datatype: str | None, engine: Engine, trial: Trial
) -> None:
    (finding,) = findings(trial(PUBLISHER), f"<1> a dcat:Dataset ; dct:publisher {value} .", engine=engine)
    assert (finding.value_language, finding.value_datatype) == (language, datatype)


def test_finding__of_a_rule_with_one_language_says_that_in_all(trial: Trial) -> None:
    shapes = PUBLISHER.replace('"Phải là tổ chức (dct:publisher)."@vi , ', "")
    (finding,) = findings(trial(shapes), "<1> a dcat:Dataset ; dct:publisher 'Sở' .")
    assert finding.text("vi") == finding.text("en") == "Needs to be an agent (dct:publisher)."


def test_findings__one_for_one_fault(trial: Trial) -> None:
    shapes = PUBLISHER.replace("sh:class foaf:Agent", "sh:nodeKind sh:IRI ; sh:class foaf:Agent")
    assert severities(trial(shapes), "<1> a dcat:Dataset ; dct:publisher 'Sở' .") == ["violation"]


def test_findings__nodes_around_are_not_judged(trial: Trial) -> None:
    shapes = (
        PUBLISHER
        + ":Agent a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ] ."
    )
    assert severities(trial(shapes), "<1> a dcat:Dataset ; dct:publisher <so> . <so> a foaf:Agent .") == []


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


def test_profile__what_may_be_passed_over_is_told(trial: Trial, caplog: pytest.LogCaptureFixture) -> None:
    shapes = PUBLISHER.replace("sh:class", "sh:klass") + ":any <https://w3id.org/danhmuc/def#allowsUnread> sh:klass ."
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
    assert [(one.code, one.reported_severity) for one in found] == [
        ("trial:Dataset-short", "warning"),
        ("trial:Dataset-publisher", "cannot-verify"),
    ]


def test_slow_pattern__is_given_its_time_for_three_records_only(
    trial: Trial, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danhmuc.shapes.engine.patterns.SECONDS", 0.05)
    shapes = """
    :Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-identifier .
    :Dataset-identifier a sh:PropertyShape ; sh:path dct:identifier ; sh:pattern "^(a|a)+$" ; sh:severity sh:Violation ;
        sh:message "Phải khớp (dct:identifier)."@vi , "Needs to match (dct:identifier)."@en .
    """
    data = "".join(f"<{number}> a dcat:Dataset ; dct:identifier '{'a' * 60}!{number}' ." for number in range(23))
    start = time.process_time()
    with caplog.at_level(logging.WARNING):
        assert severities(trial(shapes), data) == ["violation"] * 23
    assert time.process_time() - start < 10 * 0.05
    (told,) = (record.getMessage() for record in caplog.records if "sh:pattern" in record.getMessage())
    assert told.startswith("profile 'trial': sh:pattern '^(a|a)+$' takes too long on some values")


LONG = """sh:sparql [ sh:select "SELECT $this ?value WHERE { $this $PATH ?value . FILTER (STRLEN(?value) > 3) }" ]"""
OWN_TITLE = """
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-title .
:Dataset-title a sh:PropertyShape ; sh:path dct:title ; sh:severity sh:Violation ;
    sh:message "Tiêu đề ngắn."@vi , "A short title."@en ; """
SHORT_NODE = (
    """ . :Short a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this { FILTER (STRLEN(STR($this)) > 3) }" ] ."""
)
RULE = PUBLISHER[PUBLISHER.index(":Dataset-publisher a") :]
BY_QUERY = """
:Dataset a sh:NodeShape ; sh:property :Dataset-publisher ;
    sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this { ?this a <http://www.w3.org/ns/dcat#Dataset> }" ] .
"""


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
@pytest.mark.parametrize(
    "constraint",
    [
        LONG,
        f"sh:minCount 1 ; {LONG}",
        f"sh:node :Short {SHORT_NODE}",
        f"sh:or ( [ sh:nodeKind sh:IRI ] :Short ) {SHORT_NODE}",
        f"sh:and ( :Short ) {SHORT_NODE}",
        f"sh:not [ sh:not :Short ] {SHORT_NODE}",
        (
            ":most 3 . :Most a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; "
            'sh:validator [ sh:message "{$value}" ; sh:ask "ASK { FILTER (STRLEN($value) <= $most) }" ] .'
        ),
    ],
)
def test_sparql__every_rule_that_needs_it_is_run(constraint: str, engine: Engine, trial: Trial) -> None:
    profile = trial(OWN_TITLE + constraint.removesuffix(".") + ".")
    found = findings(
        profile, "<1> a dcat:Dataset ; dct:title 'long' . <2> a dcat:Dataset ; dct:title 'it' .", engine=engine
    )
    assert [(one.code, one.reported_severity, one.focus, one.value) for one in found] == [
        ("trial:Dataset-title", "violation", "https://e.vn/1", "long")
    ]


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_sparql__targets_by_a_query_are_found(engine: Engine, trial: Trial) -> None:
    profile = trial(RULE.replace("sh:class", "sh:minCount 1 ; sh:class") + BY_QUERY)
    found = findings(profile, "<1> a dcat:Dataset .", engine=engine)
    assert [(one.code, one.reported_severity) for one in found] == [("trial:Dataset-publisher", "violation")]


def test_sparql__whom_a_query_finds_core_judges_with_three_outcomes(trial: Trial) -> None:
    profile = trial(RULE + BY_QUERY)
    assert severities(profile, "<1> a dcat:Dataset ; dct:publisher <so> .") == ["cannot-verify"]
    assert severities(profile, "<1> a dcat:Dataset ; dct:publisher <so> . <so> a vcard:Organization .") == ["violation"]


def test_sparql__beside_core_on_one_shape_is_not_judged_twice(trial: Trial) -> None:
    shapes = PUBLISHER.replace("sh:class", f"{LONG.replace('STRLEN(?value) > 3', 'isBlank(?value)')} ; sh:class")
    assert severities(trial(shapes), "<1> a dcat:Dataset ; dct:publisher <so> .") == ["cannot-verify"]
    assert severities(trial(shapes), "<1> a dcat:Dataset ; dct:publisher [ a vcard:Kind ] .") == ["violation"]


def test_sparql__nodes_around_are_seen_and_not_judged(trial: Trial) -> None:
    query = (
        "SELECT $this ?value { $this $PATH ?value . FILTER NOT EXISTS { ?value <http://xmlns.com/foaf/0.1/name> ?n } }"
    )
    shapes = f"""
    :Named a sh:NodeShape ; sh:targetClass dcat:Dataset , foaf:Agent ; sh:property :Named-by .
    :Named-by a sh:PropertyShape ; sh:path dct:publisher ; sh:sparql [ sh:select "{query}" ] ;
        sh:message "Tên."@vi , "A name."@en .
    """
    data = "<1> a dcat:Dataset ; dct:publisher <so> . <so> a foaf:Agent ; foaf:name 'Sở' ; dct:publisher <other> ."
    assert severities(trial(shapes), data) == []
    assert severities(trial(shapes), data.replace("foaf:name", "dct:title")) == ["violation"]


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
@pytest.mark.parametrize(
    ("constraint", "message"),
    [
        ("sh:sparql []", "<https://e.vn/shapes/trial#Dataset-title> has sh:sparql that does not hold exactly one sh:"),
        ("sh:sparql [ sh:select 'ASK {}' ]", "has a query that is no SELECT, as sh:select needs"),
        ("sh:sparql [ sh:select 'SELECT' ]", "has a query that is no SPARQL: "),
        ("sh:node [ sh:sparql [] ]", "has sh:sparql that does not hold exactly one sh:select"),
    ],
)
def test_sparql__a_query_that_cannot_be_run_refuses_the_profile(
    constraint: str, message: str, engine: Engine, trial: Trial
) -> None:
    with pytest.raises(ShapesError, match=message):
        Validator(trial(f"{OWN_TITLE} {constraint} ."), engine=engine)


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_profile__a_script_in_a_target_is_refused_by_all(engine: Engine, trial: Trial) -> None:
    with pytest.raises(ShapesError, match="has sh:JSTarget; scripts are never run"):
        Validator(trial(":A a sh:NodeShape ; sh:target [ a sh:JSTarget ; sh:jsFunctionName 'f' ] ."), engine=engine)


def test_sparql__rules_that_hang_on_the_day_are_warnings_at_most(trial: Trial) -> None:
    query = "sh:sparql [ sh:select 'SELECT $this {}' ]"
    dated = f"sh:or ( [ {query} ] [ <{DMV}maxAge> 'P1Y'^^<http://www.w3.org/2001/XMLSchema#duration> ] )"
    profile = trial(f"{OWN_TITLE.replace('dct:title', 'dct:modified')} {dated} .")
    validator = Validator(profile, today=date(2026, 1, 1))
    (record,) = parse_records(
        DATA + "<1> a dcat:Dataset ; dct:modified '2020-01-01'^^<http://www.w3.org/2001/XMLSchema#date> ."
    )
    report = validator.validate(record)
    assert [(one.code, one.reported_severity) for one in report.findings] == [("trial:Dataset-title", "warning")]
    assert (report.since, report.until) == (date(2026, 1, 1), date(2026, 1, 1))


NESTED = """
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-publisher .
:Dataset-publisher a sh:PropertyShape ; sh:path dct:publisher ; sh:severity sh:Violation ; sh:{0} :Named ;
    sh:message "Phải có tên (dct:publisher)."@vi , "Needs a name (dct:publisher)."@en .
:Named sh:path foaf:name ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có tên (foaf:name)."@vi , "Needs a name (foaf:name)."@en .
"""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<1> a dcat:Dataset ; dct:publisher <so> .", ["cannot-verify"]),
        ("<1> a dcat:Dataset ; dct:publisher <so> . <so> foaf:name 'Sở' .", []),
        ("<1> a dcat:Dataset ; dct:publisher <so> . <so> a foaf:Agent .", ["violation"]),
        ("<1> a dcat:Dataset ; dct:publisher [] .", ["violation"]),
        ("<1> a dcat:Dataset ; dct:publisher 'Sở' .", ["violation"]),
        ("<1> a dcat:Dataset ; dct:publisher [ foaf:name 'Sở' ] .", []),
    ],
)
def test_nested_property__says_of_a_value_outside_the_record_what_node_says(
    trial: Trial, data: str, expected: list[str]
) -> None:
    nested, node = (findings(trial(NESTED.replace("{0}", word)), data) for word in ("property", "node"))
    assert [one.reported_severity for one in nested] == [one.reported_severity for one in node] == expected
    assert [(one.focus, one.value) for one in nested] == [(one.focus, one.value) for one in node]
