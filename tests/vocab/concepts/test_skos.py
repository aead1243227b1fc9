"""SKOS of others: what is read from it, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from danhmuc.vocab import concepts
from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.errors import DocumentError

PREFIXES = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://a.example/s/> .
"""

AUTHORITY_TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
         xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/"
         xmlns:old="http://publications.europa.eu/resource/authority/"
         xmlns:at="http://publications.europa.eu/ontology/authority/">
  <skos:ConceptScheme rdf:about="http://publications.europa.eu/resource/authority/trial" at:table.id="trial"
                      at:table.version.number="20190619-0">
    <owl:versionInfo>20190619-0</owl:versionInfo>
    <rdfs:label xml:lang="en">Trial table</rdfs:label>
    <at:prefLabel xml:lang="en">Trial table</at:prefLabel>
    <skos:prefLabel xml:lang="en">Trial table</skos:prefLabel>
  </skos:ConceptScheme>
  <skos:Concept rdf:about="http://publications.europa.eu/resource/authority/trial/VIE" at:deprecated="false">
    <skos:inScheme rdf:resource="http://publications.europa.eu/resource/authority/trial"/>
    <skos:inScheme rdf:resource="http://publications.europa.eu/resource/authority/trial/part"/>
    <skos:topConceptOf rdf:resource="http://publications.europa.eu/resource/authority/trial"/>
    <at:authority-code>VIE</at:authority-code>
    <at:op-code>VIE</at:op-code>
    <old:op-code>VIE</old:op-code>
    <dc:identifier>VIE</dc:identifier>
    <skos:notation rdf:datatype="http://publications.europa.eu/ontology/euvoc#ISO_639_1">vi</skos:notation>
    <at:start.use>1950-05-09</at:start.use>
    <skos:prefLabel xml:lang="en">Vietnamese</skos:prefLabel>
    <skos:prefLabel xml:lang="fr">vietnamien</skos:prefLabel>
    <skos:prefLabel xml:lang="de">Vietnamesisch
        (Annamitisch)
    </skos:prefLabel>
    <skos:altLabel xml:lang="en">Annamese</skos:altLabel>
  </skos:Concept>
  <skos:Concept rdf:about="http://publications.europa.eu/resource/authority/trial/OLD" at:deprecated="true">
    <skos:inScheme rdf:resource="http://publications.europa.eu/resource/authority/trial"/>
    <at:op-code>OLD</at:op-code>
    <dc:identifier>OLD</dc:identifier>
    <at:start.use>2013-11-25</at:start.use>
    <at:end.use>2013-11-26</at:end.use>
    <skos:prefLabel xml:lang="en">Old one</skos:prefLabel>
    <dct:isReplacedBy rdf:resource="http://publications.europa.eu/resource/authority/trial/VIE"/>
  </skos:Concept>
</rdf:RDF>
"""


def read(turtle: str) -> CodeList:
    (scheme,) = concepts.read((PREFIXES + turtle).encode(), "list.ttl")
    return scheme


def test_read__an_authority_table_as_downloaded() -> None:
    (table,) = concepts.read(AUTHORITY_TABLE.encode(), "trial-skos.rdf")
    assert (table.token, table.iri) == ("trial", "http://publications.europa.eu/resource/authority/trial")
    assert (table.version, table.snapshot, table.is_complete) == ("20190619-0", date(2019, 6, 19), False)
    assert table.titles == {"en": "Trial table"}
    assert [concept.code for concept in table] == ["VIE", "OLD"]
    vie, old = table
    assert vie.labels == {"en": "Vietnamese", "fr": "vietnamien", "de": "Vietnamesisch (Annamitisch)"}
    assert vie.alt_labels == {"en": ("Annamese",)}
    assert vie.hidden_labels == ("vi",)
    assert (vie.valid_from, vie.valid_until, vie.status) == (date(1950, 5, 9), None, "active")
    assert (old.valid_until, old.status, old.replaced_by) == (date(2013, 11, 26), "deprecated", (vie,))
    assert table.find("vi") == table.find("annamese") == (vie,)


def test_read__hundreds_of_labels() -> None:
    labels = " , ".join(f'"name {number}"@x-{number}' for number in range(300))
    scheme = read(f":A a skos:Concept ; skos:inScheme : ; skos:prefLabel {labels} .")
    assert len(scheme["A"].labels) == 300
    assert scheme.find("NAME 299") == (scheme["A"],)


@pytest.mark.parametrize(
    ("turtle", "token"),
    [
        (": a skos:ConceptScheme ; dct:identifier 'Lĩnh vực' .", "linh-vuc"),
        (": a skos:ConceptScheme ; dct:identifier 'http://a.example/' .", "s"),
        ("", "s"),
    ],
)
def test_read__token_is_the_identifier_or_the_end_of_the_iri(turtle: str, token: str) -> None:
    assert read(f"{turtle} :A a skos:Concept ; skos:inScheme : .").token == token


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("skos:notation '01'", "01"),
        ("dct:identifier 'X'", "X"),
        ("skos:notation 'B' , 'A'", "A"),
        ("skos:notation 'foreign'^^<http://a.example/type> , 'own'", "own"),
        ("skos:notation 'foreign'^^<http://a.example/type>", "foreign"),
        ("skos:prefLabel 'no code'", "A"),
    ],
)
def test_read__code_is_the_notation_or_the_end_of_the_iri(said: str, code: str) -> None:
    assert read(f":A a skos:Concept ; skos:inScheme : ; {said} .").find("http://a.example/s/A")[0].code == code


@pytest.mark.parametrize(
    "said",
    [
        ": a skos:ConceptScheme . :A a skos:Concept .",
        ": a skos:ConceptScheme ; skos:hasTopConcept :A . :A a skos:Concept .",
        ":A a skos:Concept ; skos:topConceptOf : .",
        ":A skos:inScheme : .",
        ": a skos:ConceptScheme . :A a skos:Concept ; skos:inScheme : , :part .",
    ],
)
def test_read__a_concept_stands_in_a_scheme_in_many_ways(said: str) -> None:
    scheme = read(said)
    assert (scheme.iri, [concept.code for concept in scheme]) == ("http://a.example/s/", ["A"])


def test_read__several_schemes_of_one_document() -> None:
    first, second = concepts.read(
        (PREFIXES + ":A skos:inScheme :1 . :B skos:inScheme :2 . :C skos:inScheme :1 , :2 .").encode(), "list.ttl"
    )
    assert [concept.code for concept in first] == ["A", "C"]
    assert [concept.code for concept in second] == ["B", "C"]


def test_read__narrower_is_broader_the_other_way_round() -> None:
    scheme = read(":A skos:inScheme : ; skos:narrower :B . :B skos:inScheme : .")
    assert scheme["B"].broader == (scheme["A"],)


def test_read__of_two_names_in_a_language_the_second_is_another_name() -> None:
    concept = read(":A skos:inScheme : ; skos:prefLabel 'a'@vi , 'b'@vi , 'c'@VI .")["A"]
    assert (concept.labels, concept.alt_labels) == ({"vi": "a"}, {"vi": ("b", "c")})


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("adms:status 'closed'", "closed"),
        ("adms:status 'deprecated'", "deprecated"),
        ("adms:status 'active'", "active"),
        ("adms:status <http://publications.europa.eu/resource/authority/concept-status/DEPRECATED>", "deprecated"),
        ("<http://publications.europa.eu/ontology/euvoc#status> <http://p/concept-status/RETIRED>", "closed"),
        ("<http://www.w3.org/2002/07/owl#deprecated> true", "deprecated"),
        ("<http://www.w3.org/2002/07/owl#deprecated> false", "active"),
    ],
)
def test_read__status(said: str, status: str) -> None:
    prefix = "@prefix adms: <http://www.w3.org/ns/adms#> ."
    assert read(f"{prefix} :A skos:inScheme : ; {said} .")["A"].status == status


def test_read__days_of_either_vocabulary() -> None:
    euvoc = "http://publications.europa.eu/ontology/euvoc#"
    concept = read(
        f":A skos:inScheme : ; <{euvoc}startDate> '2020-01-02'^^xsd:date ; schema:validThrough '2021'^^xsd:gYear ."
    )["A"]
    assert (concept.valid_from, concept.valid_until) == (date(2020, 1, 2), date(2021, 12, 31))


def test_read__where_a_code_was_found(scheme_of: Callable[[str], CodeList]) -> None:
    scheme = scheme_of(
        """: a skos:ConceptScheme . :a a skos:Concept ; skos:inScheme : ; dct:source "Quyết định 1"@vi .
        :b a skos:Concept ; skos:inScheme : ; dct:source <http://a.example/law> ."""
    )
    assert [concept.source for concept in scheme] == ["Quyết định 1", "http://a.example/law"]
    assert concepts.load("agency")["G01"].source == "Decision 09/2025/QĐ-TTg, as reported by baodautu.vn (S9)"
    assert all(concept.source for concept in concepts.load("agency"))
    assert concepts.load("province")["46"].source is None


def test_read__matches_by_kind() -> None:
    concept = read(":A skos:inScheme : ; skos:exactMatch <http://b/2> , <http://b/1> ; skos:broadMatch <http://b/3> .")[
        "A"
    ]
    assert concept.matches == {"exact": ("http://b/1", "http://b/2"), "broad": ("http://b/3",)}


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        (":A dct:title 'x' .", "no skos:Concept in it"),
        (": a skos:ConceptScheme .", "no skos:Concept in it"),
        ("[] a skos:Concept ; skos:inScheme : ; skos:notation '7' .", "a concept has no IRI ('7')"),
        (":A a skos:Concept .", "http://a.example/s/A is in no scheme; say which with skos:inScheme"),
        (
            ":A skos:inScheme : ; skos:notation '1' . :B skos:inScheme : ; skos:notation '1' .",
            "code '1' stands for both",
        ),
        (
            ":A skos:inScheme : ; skos:broader :B . :B skos:inScheme : ; skos:broader :A .",
            "go in a circle ('A' → 'B' → 'A')",
        ),
        (":A skos:inScheme : ; schema:validFrom '31/02/2025' .", "has the date '31/02/2025', which is not one"),
        (
            ":A skos:inScheme : ; schema:validFrom '2025-02-01' ; schema:validThrough '2025-01-01' .",
            "code 'A' ends on 2025-01-01 before it begins on 2025-02-01",
        ),
        (":A skos:inScheme", "list.ttl:7:17: "),
    ],
)
def test_read__refuses_in_one_line(turtle: str, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        concepts.read((PREFIXES + turtle).encode(), "list.ttl")
    assert str(caught.value).startswith("list.ttl")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("format_name", ["json-ld", "nt"])
def test_read__any_rdf_format(format_name: str, provinces: CodeList) -> None:
    import rdflib

    from .conftest import PREFIXES as WHOLE
    from .conftest import PROVINCES

    graph = rdflib.Graph().parse(data=WHOLE + PROVINCES, format="turtle")
    data = graph.serialize(format=format_name).encode()
    (other,) = concepts.read(data, f"list.{'jsonld' if format_name == 'json-ld' else 'nt'}")
    assert other == provinces


def test_read__the_order_is_the_document_s(scheme_of: Callable[[str], CodeList]) -> None:
    assert [concept.code for concept in scheme_of(":B skos:inScheme : . :A skos:inScheme : .")] == ["B", "A"]
