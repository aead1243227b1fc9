"""Each rule of the Vietnamese profile says what it rests on, and claims no more than that allows."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from danhmuc.vocab import concepts

DMV = Namespace("https://w3id.org/danhmuc/def#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
SCHEMA = Namespace("http://schema.org/")
VN = Namespace("https://w3id.org/danhmuc/shapes/vn#")
GRAPH = Graph().parse(Path(str(files("danhmuc.shapes"))) / "vn.ttl")
RULES = sorted(str(rule) for rule in GRAPH.subjects(SH.severity, None))
BOTH = ["en", "vi"]
DECREE_194 = Literal("2025-08-18", datatype=XSD.date)
"""The last day of what Decree 194/2025 repealed."""
UNCONFIRMED = {VN["TT-24-2011"]}
REPEALED = {VN["ND-47-2020-D18"], VN["ND-47-2020-D20"]}


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
        assert layer_of(rule) in {"house", "vocabulary"}
        return
    assert (act, RDF.type, ELI.LegalResource) in GRAPH
    assert languages(act, DCTERMS.title) == BOTH
    assert languages(URIRef(rule), DMV.clause) == BOTH


@pytest.mark.parametrize("rule", RULES, ids=short)
def test_rule__without_a_basis_known_to_be_in_force_warns_at_most(rule: str) -> None:
    act = act_of(rule)
    ended = None if act is None else GRAPH.value(act, ELI.date_no_longer_in_force)
    if act is None or ended is not None or act in UNCONFIRMED:
        assert GRAPH.value(URIRef(rule), SH.severity) != SH.Violation
        assert layer_of(rule) in {"house", "vocabulary"}
    if ended is not None or act in UNCONFIRMED:
        assert languages(URIRef(rule), RDFS.comment) == BOTH
        assert text_in(rule, RDFS.comment, "vi").startswith("Quy ước của danhmuc: ")


@pytest.mark.parametrize("rule", RULES, ids=short)
def test_rule__on_a_repealed_article_says_so_in_the_clause(rule: str) -> None:
    is_repealed = act_of(rule) in REPEALED
    said = {language: text_in(rule, DMV.clause, language) for language in BOTH if act_of(rule) is not None}
    assert ("bãi bỏ từ 19/08/2025" in said.get("vi", "")) == is_repealed
    assert ("repealed from 19 August 2025" in said.get("en", "")) == is_repealed


def test_rules__cite_no_repealed_article_of_decree_47_as_in_force() -> None:
    """Decree 194/2025, Article 40, repealed Articles 3(4), 12(2), 17 to 21 and 53(1)(a) and (b) of Decree 47/2020."""
    gone = re.compile(r"Điều (?:17|18|19|2[01]|53)\b|Điều 12 khoản 2|Điều 3 khoản 4")
    cited = {short(rule): text_in(rule, DMV.clause, "vi") for rule in RULES if act_of(rule) == VN["ND-47-2020"]}
    assert cited
    assert {rule: clause for rule, clause in cited.items() if gone.search(clause)} == {}


def test_acts__carry_the_days_that_are_known() -> None:
    days = {
        str(act).removeprefix(str(VN)): (
            GRAPH.value(act, ELI.first_date_entry_in_force),
            GRAPH.value(act, ELI.date_no_longer_in_force),
        )
        for act in GRAPH.subjects(RDF.type, ELI.LegalResource)
    }

    def day(text: str) -> Literal:
        return Literal(text, datatype=XSD.date)

    assert days == {
        "L-20-2023": (day("2024-07-01"), None),
        "L-60-2024": (day("2025-07-01"), None),
        "ND-47-2020": (day("2020-05-25"), None),
        "ND-47-2020-D18": (day("2020-05-25"), DECREE_194),
        "ND-47-2020-D20": (day("2020-05-25"), DECREE_194),
        "ND-194-2025": (day("2025-08-19"), None),
        "QD-09-2025": (None, None),
        "QD-19-2025": (day("2025-07-01"), None),
        "QD-20-2020": (None, None),
        "TT-24-2011": (None, None),
    }


def test_rules__none_is_in_force_before_its_basis() -> None:
    for rule in RULES:
        first = GRAPH.value(URIRef(rule), SCHEMA.validFrom)
        act = act_of(rule)
        if first is not None:
            assert act is not None
            assert first == GRAPH.value(act, ELI.first_date_entry_in_force)
        assert GRAPH.value(URIRef(rule), SCHEMA.validThrough) is None, "it would fire in engines that know no days"


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


def test_agency_codes__are_those_of_the_list() -> None:
    codes = {str(code) for code in Collection(GRAPH, GRAPH.value(VN.ListedAgencyCode, SH["in"]))}
    assert codes == {concept.code for concept in concepts.load("agency")}


def test_closed_agency_codes__are_those_of_the_list() -> None:
    pattern = re.compile(str(GRAPH.value(VN.ClosedAgencyCode, SH.pattern)))
    codes = {concept.code: concept.status for concept in concepts.load("agency")}
    assert {code for code in codes if pattern.search(code)} == {c for c, status in codes.items() if status == "closed"}


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
    assert (" phải " in vietnamese, " nên " in vietnamese) == (is_duty, not is_duty)
    assert bool(re.search(" needs | uses only ", english)) == is_duty
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
    assert [one for one in unnamed if languages(one, RDFS.label) != BOTH] == []


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
    """An entry marked as a state secret is refused before it is judged, so that no finding tells of it."""
    assert not any(GRAPH.triples((None, None, DMV.secrecy)))
