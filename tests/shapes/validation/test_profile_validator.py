"""The validator judges a record by what stands in its own graph, with its surroundings in view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import Context, Engine, ValidationReport, Validator
from danhmuc.shapes.validation import reference_date
from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab import concepts
from danhmuc.vocab.errors import ShapesError, UnknownNameError, UsageError

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
DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
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
    return list(validator.validate_all([record for record in described if record.role == "record"], context))


def codes(report: ValidationReport) -> list[str]:
    return [finding.code for finding in report.findings]


def violations(report: ValidationReport) -> list[tuple[str, str | None]]:
    """Rule and value of each; a bundled profile may give ever more advice."""
    return [(finding.code, finding.value) for finding in report.findings if finding.severity == "violation"]


def test_validate__whole_record_is_accepted() -> None:
    (report,) = judge(WHOLE)
    assert (report.accepted, violations(report)) == (True, [])


def test_validate__missing_title_is_a_violation_with_both_languages() -> None:
    (report,) = judge(':lua a dcat:Dataset ; dct:description "x"@vi .')
    (finding,) = [finding for finding in report.findings if finding.severity == "violation"]
    assert finding.code == "dcat-ap:Dataset-title"
    assert finding.severity == "violation"
    assert finding.path == "http://purl.org/dc/terms/title"
    assert "dct:title" in finding.text("vi")
    assert "dct:title" in finding.text("en")


def test_validate__value_is_told_as_written() -> None:
    (report,) = judge(':lua a dcat:Dataset ; dct:title "a" ; dct:description "b" ; dct:issued "tháng 5" .')
    assert violations(report) == [("dcat-ap:Dataset-issued-datatype", "tháng 5")]


def test_validate__national_rules_build_on_the_specification() -> None:
    (report,) = judge(':lua a dcat:Dataset ; dct:title "Rice"@en .', "vn")
    layers = {finding.code: finding.layer for finding in report.findings}
    assert layers["dcat-ap:Dataset-keyword"] == "recommended"
    assert layers["vn:Dataset-title-vi"] == "national"


def test_validate__fault_of_a_neighbour_is_not_its_own() -> None:
    (report,) = judge(WHOLE.replace('foaf:name "Sở"@vi', 'dct:type "x"'))
    assert violations(report) == []


def test_validate__contact_is_looked_up_in_the_context() -> None:
    (whole,) = judge(WHOLE, "vn")
    (report,) = judge(WHOLE.replace("vcard:hasEmail <mailto:du-lieu@example.vn>", 'vcard:note "x"'), "vn")
    assert "vn:Dataset-contactPoint-reachable" in set(codes(report)) - set(codes(whole))


def test_validate__distribution_in_the_own_graph_is_judged() -> None:
    (report,) = judge(
        ':lua a dcat:Dataset ; dct:title "a" ; dct:description "b" ; dcat:distribution [ a dcat:Distribution ] .'
    )
    assert violations(report) == [("dcat-ap:Distribution-accessURL", None)]


def test_validate__two_blank_nodes_of_one_name_in_two_graphs_stay_two() -> None:
    contact = "a vcard:Organization ; vcard:hasAddress [ vcard:locality 'Huế' ]"
    (report,) = judge(
        WHOLE.replace("a vcard:Organization", contact)
        + ":lua dct:temporal [ a dct:PeriodOfTime ; dcat:startDate '2026'^^xsd:gYear ] .",
    )
    assert violations(report) == []


def test_validate__ill_typed_literals_stay_as_written_beside_each_other() -> None:
    (report,) = judge(
        ':lua a dcat:Dataset ; dct:title "a" ; dct:description "b" ; dcat:distribution [ a dcat:Distribution ;'
        ' dcat:accessURL :x ; dcat:byteSize "1.5"^^xsd:nonNegativeInteger ] .'
    )
    assert violations(report) == [("dcat-ap:Distribution-byteSize-datatype", "1.5")]


def test_validate__context_digest_follows_the_nodes_reached() -> None:
    (before,) = judge(WHOLE)
    (after,) = judge(WHOLE.replace("du-lieu@", "dau-moi@"))
    (beside,) = judge(WHOLE + ":xa a foaf:Agent ; foaf:name 'Xa' .")
    assert before.context_digest != after.context_digest
    assert before.context_digest == beside.context_digest


def test_validate__findings_come_in_the_same_order() -> None:
    turtle = ":lua a dcat:Dataset ; dct:issued 'a', 'b' ; dcat:distribution [ a dcat:Distribution ] ."
    assert judge(turtle, "vn") == judge(turtle, "vn")


WORDLESS = """
    <x:p> a prof:Profile ; prof:hasToken "own" .
    <x:p#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:or ( <x:p#Part> [ sh:nodeKind sh:IRI ] ) ;
        sh:property <x:p#Dataset-landing> , <x:p/Dataset-creator> , [ sh:path dcat:theme ; sh:minCount 1 ] .
    <x:p#Dataset-landing> sh:path dcat:landingPage ; sh:minCount 1 .
    <x:p/Dataset-creator> sh:path dct:creator ; sh:minCount 1 ; sh:name "Người tạo"@vi , "Creator"@en .
    <x:p#Part> a sh:NodeShape ; sh:nodeKind sh:Literal .
"""


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_validate__a_rule_without_words_has_a_code_a_field_and_says_what_it_is_about(
    tmp_path: Path, engine: Engine
) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(PREFIXES + WORDLESS, encoding="utf-8")
    (record,) = parse_records(PREFIXES + ":d a dcat:Dataset .")
    findings = Validator(own, engine=engine).validate(record).findings
    assert [(finding.code, finding.path, finding.text("vi").partition(": ")[0]) for finding in findings] == [
        ("own:Dataset-creator", DCT + "creator", "Người tạo (dct:creator)"),
        ("own:Dataset-landing", DCAT + "landingPage", "dcat:landingPage"),
        ("own:MinCountConstraintComponent", DCAT + "theme", "dcat:theme"),
    ]
    if engine == "danhmuc":
        assert findings[0].message.by_language() == {
            "vi": "Người tạo (dct:creator): Phải có ít nhất 1 giá trị.",
            "en": "Creator (dct:creator): It needs 1 or more values.",
        }


def test_validator__unknown_profile_names_the_known() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown profile 'dcat-app'; known: dcat-ap, (.+, )?none, vn"):
        Validator("dcat-app")


@pytest.mark.parametrize("profile", [5, None, b"vn"])
def test_validator__refuses_what_is_no_profile(profile: object) -> None:
    told = f"profile: a token, a path or a Profile is needed, found {type(profile).__name__}"
    with pytest.raises(UsageError, match=told):
        Validator(profile)  # type: ignore[arg-type]


def test_validator__refuses_an_unknown_engine_and_what_is_no_day() -> None:
    with pytest.raises(UnknownNameError, match="unknown engine 'jena'; known: danhmuc, pyshacl"):
        Validator("dcat-ap", engine="jena")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"today: a datetime\.date is needed, found str"):
        Validator("dcat-ap", today="2026-01-01")  # type: ignore[arg-type]


@pytest.mark.parametrize("record", ["<https://e.vn/1> a dcat:Dataset .", None, 5])
def test_validate__refuses_what_is_no_record(record: object) -> None:
    told = f"validate: a record is needed, such as a Dataset, found {type(record).__name__}"
    with pytest.raises(UsageError, match=told):
        Validator("dcat-ap").validate(record)  # type: ignore[arg-type]


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
    assert violations(report) == [("own:MinCountConstraintComponent", None)]
    (keyword,) = [finding for finding in report.findings if finding.code == "own:Dataset-keyword"]
    assert (keyword.text("vi"), keyword.severity) == ("A dataset should have a keyword.", "warning")
    assert not report.accepted


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ("<x> a <y> .", "found 0 profiles"),
        ("<x> a", "profile"),
        ('<x> a prof:Profile ; prof:hasToken "x" ; prof:isProfileOf <https://nowhere.example/> .', "not available"),
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


# ---------------------------------------------------------------- the day

DATED = """
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix schema: <http://schema.org/> .
<x:p> a prof:Profile ; prof:hasToken "own" .
<x:p#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <x:p#modified> , <x:p#title> .
<x:p#title> a sh:PropertyShape ; sh:path dct:title ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Có."@vi , "Be."@en {title} .
<x:p#modified> a sh:PropertyShape ; sh:path dct:modified ; {modified} ; sh:severity sh:Violation ;
    sh:message "Mới."@vi , "New."@en .
"""
MAX_AGE = 'dmv:maxAge "P6M"^^xsd:duration'
YOUNG = ':d a dcat:Dataset ; dct:title "a" ; dct:modified "2026-01-10"^^xsd:date .'
LAST_DAY = date(2026, 7, 10)

Judge = Callable[..., ValidationReport]


@pytest.fixture
def judge_on(tmp_path: Path) -> Judge:
    """Judges one dataset on a day by a profile of one rule on age, and one on the title."""

    def judged(day: date, turtle: str = YOUNG, modified: str = MAX_AGE, title: str = "") -> ValidationReport:
        own = tmp_path / "own.ttl"
        own.write_text(PREFIXES + DATED.format(modified=modified, title=title), encoding="utf-8")
        (record,) = parse_records(PREFIXES + turtle)
        return Validator(own, today=day).validate(record)

    return judged


def severities(report: ValidationReport) -> dict[str, str]:
    return {finding.code: finding.severity for finding in report.findings}


def test_validate__a_dated_rule_tells_how_long_it_holds(judge_on: Judge) -> None:
    report = judge_on(date(2026, 3, 1))
    assert (report.findings, report.since, report.until) == ((), date(2026, 3, 1), LAST_DAY)
    assert judge_on(LAST_DAY).findings == ()


def test_validate__a_dated_finding_is_a_warning_at_most(judge_on: Judge) -> None:
    report = judge_on(date(2026, 7, 11))
    assert (severities(report), report.accepted, report.until) == ({"own:modified": "warning"}, True, None)


def test_warnings__name_a_violation_that_the_day_decides_over(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(PREFIXES + DATED.format(modified=MAX_AGE, title=""), encoding="utf-8")
    (warning,) = Validator(own).warnings
    assert str(warning) == (
        "<x:p#modified> is a violation that depends on the reference date; such rules never block publication, so it "
        "is reported as a warning"
    )
    own.write_text(PREFIXES + DATED.format(modified=f'{MAX_AGE} ; dmv:onDate "2026-12-31"^^xsd:date', title=""))
    assert Validator(own).warnings == ()


@pytest.mark.parametrize("profile", ["dcat-ap", "dcat-ap-hvd", "vn"])
def test_warnings__there_are_none_of_our_own_profiles(profile: str) -> None:
    assert Validator(profile).warnings == ()


def test_warnings__name_what_is_passed_over_and_what_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danhmuc.shapes.engine.patterns.SECONDS", 0.05)
    own = tmp_path / "own.ttl"
    rule = '<x:p#title> sh:targetObjectsOf dct:rights ; sh:pattern "^(a|aa)+$" .'
    own.write_text(PREFIXES + DATED.format(modified="sh:minCount 0", title="") + rule, encoding="utf-8")
    validator = Validator(own)
    (unseen,) = validator.warnings
    assert "is not seen" in str(unseen)
    (record,) = parse_records(PREFIXES + f':d a dcat:Dataset ; dct:title "{60 * "a"}!" .')
    validator.validate(record)
    assert "takes too long on some values" in str(validator.warnings[1])


def test_validate__what_fails_on_any_day_stays_a_violation(judge_on: Judge) -> None:
    report = judge_on(date(2026, 7, 11), YOUNG.replace('dct:title "a" ;', ""))
    assert severities(report) == {"own:title": "violation", "own:modified": "warning"}


def test_validate__a_day_that_the_rule_names_gates(judge_on: Judge) -> None:
    report = judge_on(date(2026, 3, 1), modified=f'{MAX_AGE} ; dmv:onDate "2026-12-31"^^xsd:date')
    assert severities(report) == {"own:modified": "violation"}
    assert (report.since, report.until) == (None, None)


@pytest.mark.parametrize(
    ("modified", "severity"),
    [
        (f"sh:node [ {MAX_AGE} ]", "warning"),
        (f"sh:or ( [ {MAX_AGE} ] [ sh:datatype xsd:gYear ] )", "warning"),
        (f"sh:and ( [ {MAX_AGE} ] [ sh:datatype xsd:gYear ] )", "violation"),
        (f"sh:not [ sh:or ( [ {MAX_AGE} ] [ sh:datatype xsd:date ] ) ]", "violation"),
    ],
)
def test_validate__nested_it_is_a_warning_where_the_day_decides(judge_on: Judge, modified: str, severity: str) -> None:
    assert severities(judge_on(date(2026, 7, 11), modified=modified)) == {"own:modified": severity}


def test_validate__one_fault_seen_twice_is_told_as_the_gravest(judge_on: Judge) -> None:
    report = judge_on(date(2026, 7, 11), modified=f"sh:datatype xsd:gYear ; {MAX_AGE}")
    assert severities(report) == {"own:modified": "violation"}
    report = judge_on(date(2026, 7, 11), modified=f"{MAX_AGE} ; sh:datatype xsd:gYear")
    assert severities(report) == {"own:modified": "violation"}


def test_validate__without_dated_rules_a_verdict_holds_for_ever() -> None:
    (report,) = judge(WHOLE)
    assert (report.since, report.until) == (None, None)


def test_validate__a_verdict_ends_when_a_rule_begins_or_ends(judge_on: Judge) -> None:
    days = '; schema:validFrom "2026-02-01"^^xsd:date ; schema:validThrough "2026-04-30"^^xsd:date'
    bare = YOUNG.replace('dct:title "a" ;', "")
    reports = [judge_on(date(2026, month, 15), bare, title=days) for month in (1, 3, 5)]
    assert [severities(report) for report in reports] == [{}, {"own:title": "violation"}, {}]
    assert [report.until for report in reports] == [date(2026, 1, 31), date(2026, 4, 30), LAST_DAY]


def test_today__is_the_day_in_viet_nam(monkeypatch: pytest.MonkeyPatch) -> None:
    class Evening(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 3, 31, 17, 0, tzinfo=UTC).astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr(reference_date, "datetime", Evening)
    monkeypatch.delenv("DANHMUC_TODAY")
    assert (today_in_vietnam(), Validator("dcat-ap").today) == (date(2026, 4, 1), date(2026, 4, 1))


def test_today__is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_TODAY", "01/04/2026")
    assert Validator("dcat-ap").today == date(2026, 4, 1)
    monkeypatch.setenv("DANHMUC_TODAY", "soon")
    with pytest.raises(UsageError, match=r"DANHMUC_TODAY 'soon' is not a day; write 2025-07-01 or 01/07/2025"):
        Validator("dcat-ap")


# ---------------------------------------------------------------- the lists

LIST = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:list a skos:ConceptScheme .
:one a skos:Concept ; skos:notation "1" ; skos:inScheme :list {more} .
"""


def listed(more: str = "") -> concepts.CodeList:
    (scheme,) = concepts.read((PREFIXES + LIST.format(more=more)).encode(), "list.ttl")
    return scheme


def test_lists__one_of_ones_own_is_looked_up(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        PREFIXES
        + """
        <x:p> a prof:Profile ; prof:hasToken "own" .
        <x:p#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <x:p#type> .
        <x:p#type> a sh:PropertyShape ; sh:severity sh:Violation ; sh:hasValue :list ; sh:message "x"@vi , "x"@en ;
            sh:path ( dct:type <http://www.w3.org/2004/02/skos/core#inScheme> ) .
        """,
        encoding="utf-8",
    )
    (record,) = parse_records(PREFIXES + ":d a dcat:Dataset ; dct:type :one .")
    assert [finding.layer for finding in Validator(own).validate(record).findings] == ["cannot-verify"]
    assert Validator(own, lists={"list": listed()}).validate(record).findings == ()


def test_lists__one_of_ones_own_replaces_the_bundled_one(tmp_path: Path) -> None:
    monthly = concepts.load("frequency")["MONTHLY"].iri
    text = f":d a dcat:Dataset ; dct:title 'a' ; dct:modified <{monthly}> ."
    (record,) = parse_records(PREFIXES + text)

    own = tmp_path / "own.ttl"
    own.write_text(PREFIXES + DATED.format(modified="dmv:validCode true", title=""), encoding="utf-8")

    def found(**lists: concepts.CodeList) -> list[str]:
        return [f"{one.severity} {one.layer}" for one in Validator(own, lists=lists).validate(record).findings]

    closed = concepts.CodeList(
        [draft._replace(status="closed") for draft in (concepts.load("frequency")["MONTHLY"].draft(),)],
        token="frequency",
        iri="x:frequency",
    )
    assert (found(), found(frequency=closed), found(frequency=listed())) == (
        [],
        ["warning house"],
        ["info cannot-verify"],
    )


def test_lists__their_digest_follows_what_is_in_force() -> None:
    given = [None, {}, {"list": listed()}, {"list": listed("; skos:prefLabel 'a'@en")}, {"frequency": listed()}]
    digests = [Validator("dcat-ap", lists=lists).lists_digest for lists in given]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 4
    (report,) = judge(WHOLE)
    assert report.lists_digest == digests[0]


def test_lists__no_list_is_read_for_their_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unread:
        digest = "x"

        def at(self, iri: str) -> concepts.ListedConcept:
            raise AssertionError(iri)

    monkeypatch.setattr(concepts.bundled_lists, "_load", lambda token: pytest.fail(token))
    assert Validator("dcat-ap", lists={"list": Unread()}).lists_digest


def test_check__the_former_names_still_work_and_warn() -> None:
    records = parse_records(PREFIXES + WHOLE)
    validator = Validator("dcat-ap")
    with pytest.warns(DeprecationWarning, match=r"Validator\.validate now"):
        report = validator.check(records[0])
    assert report == validator.validate(records[0])
    with pytest.warns(DeprecationWarning, match=r"Validator\.validate_all now"):
        reports = list(validator.check_all(records))
    assert reports == list(validator.validate_all(records))
