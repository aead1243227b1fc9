"""Each rule of the Vietnamese profile says what it rests on, and claims no more than that allows."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from danhmuc.registry.reporting.explained_findings import listed_act
from danhmuc.shapes import load_profile
from danhmuc.vocab import concepts

DMV = Namespace("https://w3id.org/danhmuc/def#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
SCHEMA = Namespace("http://schema.org/")
VN = Namespace("https://w3id.org/danhmuc/shapes/vn#")
GRAPH = Graph().parse(Path(str(files("danhmuc.shapes"))) / "vn.ttl")
GRAPH.bind("schema", SCHEMA, replace=True)  # rdflib has https for it
RULES = sorted(str(rule) for rule in GRAPH.subjects(SH.severity, None))
BOTH = ["en", "vi"]
NOT_OF_LAW = {"house", "recommended", "vocabulary"}
ACTS = {str(act.iri): act for act in (rule.basis for rule in load_profile("vn").rules.values()) if act is not None}
REPEALED = {VN["ND-47-2020-D18"], VN["ND-47-2020-D20"]}
OF_FORCE = re.compile(r"hiệu lực|bãi bỏ|in force|repealed|\bended\b|confirmed|chưa xác nhận", re.IGNORECASE)
"""Words on the status of an act, which only the list of legal acts states."""


def short(rule: str) -> str:
    return rule.removeprefix(str(VN))


def languages(subject: Node, predicate: URIRef) -> list[str | None]:
    return sorted(text.language for text in GRAPH.objects(subject, predicate) if isinstance(text, Literal))


def act_of(rule: str) -> Node | None:
    source = GRAPH.value(URIRef(rule), DCTERMS.source, any=True)
    return source if isinstance(source, URIRef) else None


def layer_of(rule: str) -> str:
    return str(GRAPH.value(URIRef(rule), DMV.layer) or "national")


def text_in(rule: str, predicate: URIRef, language: str) -> str:
    return next(str(text) for text in GRAPH.objects(URIRef(rule), predicate) if text.language == language)


# ---------------------------------------------------------------- what a rule rests on


@pytest.mark.parametrize("rule", RULES, ids=short)
def test_rule__rests_on_an_act_described_here_or_says_that_it_is_of_the_house(rule: str) -> None:
    act = act_of(rule)
    if act is None:
        assert languages(URIRef(rule), DCTERMS.source) == BOTH
        assert layer_of(rule) in NOT_OF_LAW
        return
    assert (act, RDF.type, ELI.LegalResource) in GRAPH
    assert languages(act, DCTERMS.title) == BOTH
    assert languages(URIRef(rule), DMV.clause) == BOTH


def listed(act: Node) -> concepts.ListedConcept:
    found = listed_act(ACTS[str(act)])
    assert found is not None
    return found


def status_of(act: Node) -> str:
    facts = listed(act).act
    assert facts is not None
    return facts.status


@pytest.mark.parametrize("rule", RULES, ids=short)
def test_rule__after_nothing_or_after_what_ended_or_may_have_ended_warns_at_most(rule: str) -> None:
    act = act_of(rule)
    is_weak = act is not None and status_of(act) in ("ended", "unknown")
    if act is None or is_weak:
        assert GRAPH.value(URIRef(rule), SH.severity) != SH.Violation
        assert layer_of(rule) in NOT_OF_LAW
    if is_weak:
        assert languages(URIRef(rule), RDFS.comment) == BOTH
        assert text_in(rule, RDFS.comment, "vi").startswith("Quy ước của danhmuc: ")


@pytest.mark.parametrize("rule", RULES, ids=short)
def test_rule__leaves_the_status_of_its_act_to_the_list(rule: str) -> None:
    texts = [str(text) for one in (DMV.clause, RDFS.comment) for text in GRAPH.objects(URIRef(rule), one)]
    assert [text for text in texts if OF_FORCE.search(text)] == []


def test_acts__are_numbers_and_titles_of_the_list_and_state_no_days() -> None:
    acts = set(GRAPH.subjects(RDF.type, ELI.LegalResource))
    assert {str(act) for act in acts} == set(ACTS), "an act that no rule follows"
    stated = {predicate for act in acts for predicate in GRAPH.predicates(act)}
    assert stated <= {RDF.type, DCTERMS.identifier, DCTERMS.title, DCTERMS.isPartOf, SKOS.exactMatch, RDFS.seeAlso}
    for act in acts:
        found = listed(act)
        assert {text.language: str(text) for text in GRAPH.objects(act, DCTERMS.title)} == dict(found.labels)
        assert found.code.startswith(str(GRAPH.value(act, DCTERMS.identifier)))
        assert (found.code == str(GRAPH.value(act, DCTERMS.identifier))) == (act not in REPEALED)


def test_rules__cite_no_repealed_article_of_decree_47_as_in_force() -> None:
    """Decree 194/2025, Article 40, repealed Articles 3(4), 12(2), 17 to 21 and 53(1)(a) and (b) of Decree 47/2020."""
    gone = re.compile(r"Điều (?:17|18|19|2[01]|53)\b|Điều 12 khoản 2|Điều 3 khoản 4")
    cited = {short(rule): text_in(rule, DMV.clause, "vi") for rule in RULES if act_of(rule) == VN["ND-47-2020"]}
    assert cited
    assert {rule: clause for rule, clause in cited.items() if gone.search(clause)} == {}


@pytest.mark.parametrize("rule", RULES, ids=short)
def test_rule__takes_effect_on_the_first_day_of_its_act(rule: str) -> None:
    act = act_of(rule)
    first = None if act is None else listed(act).valid_from
    assert act is None or first is not None
    assert GRAPH.value(URIRef(rule), SCHEMA.validFrom) == (None if first is None else Literal(first))
    assert GRAPH.value(URIRef(rule), SCHEMA.validThrough) is None, "it would fire in engines that know no days"


@pytest.mark.parametrize("day", [date(2011, 11, 14), date(2019, 1, 1), date(2020, 9, 14), date(2024, 6, 30), date.max])
def test_profile__of_a_day_follows_no_act_before_its_first_day(day: date) -> None:
    rules = load_profile("vn").on(day).rules.values()
    cited = {rule.code: listed(URIRef(rule.basis.iri)).valid_from for rule in rules if rule.basis is not None}
    assert {code for code, first in cited.items() if first is None or day < first} == set()
    assert bool(cited) == (day >= date(2011, 11, 15))


def test_profile__before_the_decree_asks_as_dcat_ap_does() -> None:
    def asked(day: date) -> set[str]:
        return {rule.code for rule in load_profile("vn").on(day).rules.values() if not rule.is_deactivated}

    stood_in_for = {rule.in_place_of for rule in load_profile("vn").rules.values()} - {None}
    codes = {f"dcat-ap:{str(one).rpartition('#')[2]}" for one in stood_in_for}
    assert len(codes) == 14
    # What stands in their place rests on no act, so that the day is no matter.
    assert codes - asked(date(2011, 11, 14)) == {"dcat-ap:DataService-servesDataset", "dcat-ap:Dataset-distribution"}
    assert "dcat-ap:Dataset-title" in asked(date(2020, 5, 24))
    assert codes & asked(date(2020, 5, 25)) == set()


def test_rules__with_a_day_in_them_never_gate() -> None:
    days = {DMV.maxAge, DMV.maxAgeBy, DMV.validCode}

    def reaches(node: Node, seen: set[Node]) -> bool:
        if node in seen:
            return False
        seen.add(node)
        said = {pair for pair in GRAPH.predicate_objects(node) if pair[0] != DCTERMS.source}
        return any(predicate in days or reaches(value, seen) for predicate, value in said)

    dated = {short(rule) for rule in RULES if reaches(URIRef(rule), set())}
    severe = {short(rule) for rule in RULES if GRAPH.value(URIRef(rule), SH.severity) == SH.Violation}
    assert {"Catalog-reviewedOn-maxAge", "Dataset-modified-open", "Dataset-spatial-validCode"} <= dated
    assert dated & severe == set()


# ---------------------------------------------------------------- the lists


@pytest.mark.parametrize(
    ("rule", "token"),
    [
        ("Dataset-sharingNature-vocabulary", "sharing-nature"),
        ("DataService-sharingNature-vocabulary", "sharing-nature"),
        ("Database-sharingNature-vocabulary", "sharing-nature"),
        ("Dataset-sharingForm-vocabulary", "sharing-form"),
        ("Dataset-personalData-vocabulary", "personal-data"),
        ("Dataset-importance-vocabulary", "importance"),
    ],
)
def test_vocabulary__is_the_whole_list_that_comes_with_danhmuc(rule: str, token: str) -> None:
    codes = {str(code) for code in Collection(GRAPH, GRAPH.value(VN[rule], SH["in"]))}
    assert codes == {concept.iri for concept in concepts.load(token)}
    assert concepts.load(token).is_complete


def test_agency_codes__are_asked_of_the_list() -> None:
    assert GRAPH.value(VN.ValidAgencyCode, DMV.codeList) == URIRef(concepts.load("agency").iri)


def test_closed_agency_codes__are_those_of_the_list() -> None:
    pattern = re.compile(str(GRAPH.value(VN.ClosedCode, SH.pattern)))
    codes = {concept.code: concept.status for concept in concepts.load("agency")}
    closed = {code for code, status in codes.items() if status == "closed"}
    assert {code for code in codes if pattern.search(code)} == closed
    assert {code for code in codes if pattern.search(f"{code}.05")} == closed


def test_well_formed_codes__are_those_that_the_rules_on_form_take() -> None:
    form = [GRAPH.value(VN.WellFormedCode, one) for one in (SH.pattern, SH.maxLength)]
    rules = [rule for rule in RULES if rule.endswith("-publisher-pattern")]
    assert len(rules) == 4
    assert all([GRAPH.value(URIRef(rule), one) for one in (SH.pattern, SH.maxLength)] == form for rule in rules)


# ---------------------------------------------------------------- the words


@pytest.mark.parametrize("rule", RULES, ids=short)
def test_message__is_one_short_sentence_that_names_the_field(rule: str) -> None:
    iri = URIRef(rule)
    path = GRAPH.value(iri, DMV.field) or GRAPH.value(iri, SH.path)
    field = GRAPH.namespace_manager.curie(str(path))
    is_duty = GRAPH.value(iri, SH.severity) == SH.Violation
    assert languages(iri, SH.message) == languages(iri, SH.name) == BOTH
    vietnamese, english = text_in(rule, SH.message, "vi"), text_in(rule, SH.message, "en")
    for text in (vietnamese, english):
        assert len(text) < 120
        assert text.endswith(".")
        assert ". " not in text
        assert f"({field})" in text
        assert text == unicodedata.normalize("NFC", text)
        assert not re.search(r"Điều|khoản|Article|\d/\d{4}", text), "the law stands beside the message"
    assert bool(re.search(" phải | chỉ được ", vietnamese)) == is_duty
    assert (" nên " in vietnamese) != is_duty
    assert bool(re.search(" needs | may have only ", english)) == is_duty
    assert (" should " in english) != is_duty


@pytest.mark.parametrize("rule", RULES, ids=short)
def test_rule__of_longer_path_or_none_names_its_field(rule: str) -> None:
    path = GRAPH.value(URIRef(rule), SH.path)
    assert isinstance(path, URIRef) != isinstance(GRAPH.value(URIRef(rule), DMV.field), URIRef)


def test_messages__differ_from_rule_to_rule() -> None:
    for language in BOTH:
        texts = [text_in(rule, SH.message, language) for rule in RULES]
        assert sorted(texts) == sorted(set(texts))


def test_shapes__are_named_in_both_languages_and_none_is_blank() -> None:
    chosen = {one for cell in GRAPH.objects(None, SH["or"]) for one in Collection(GRAPH, cell)}
    for predicate in (SH["not"], SH.node, SH.property, SH.qualifiedValueShape):
        chosen |= set(GRAPH.objects(None, predicate))
    assert [one for one in chosen if not isinstance(one, URIRef)] == []
    unnamed = {one for one in GRAPH.subjects(RDF.type, SH.NodeShape) if (one, SH.severity, None) not in GRAPH} | (
        chosen - set(map(URIRef, RULES))
    )
    # A column of a sheet is named by its heading.
    assert [one for one in unnamed if BOTH not in (languages(one, RDFS.label), languages(one, SH.name))] == []


def test_conditions__are_all_used() -> None:
    conditions = {
        one
        for kind in (SH.NodeShape, SH.PropertyShape)
        for one in GRAPH.subjects(RDF.type, kind)
        if (one, SH.severity, None) not in GRAPH and (one, SH.targetClass, None) not in GRAPH
    }
    assert conditions
    assert [one for one in conditions if not any(GRAPH.triples((None, None, one)))] == []


def test_secrecy__is_no_matter_for_a_rule() -> None:
    """A marked entry is refused before it is validated, so that only columns of the workbook name the property."""
    shapes = {str(shape) for shape, _, _ in GRAPH.triples((None, None, DMV.secrecy))}
    assert shapes
    assert all(shape.endswith("Sheet-secrecy") for shape in shapes)
    assert not {str(shape) for shape in GRAPH.subjects(SH.severity, None)} & shapes
