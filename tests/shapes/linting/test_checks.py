"""Each check finds its fault and passes over what is next to it; the table of checks is whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from danhmuc.shapes.linting import CHECKS, Check, LintReport

Lint = Callable[[str], LintReport]

NAMED = "; sh:name 'Tên'@vi , 'Name'@en ; sh:group :G ; sh:order 1 "
SAID = "; sh:message 'Cần tên (dct:title).'@vi , 'It needs a name (dct:title).'@en "
RULE = f"sh:path dct:title ; sh:minCount 1 ; sh:severity sh:Warning ; dct:source 'x'@en {NAMED}"
PROFILE = "<https://e.vn/p> a prof:Profile ; prof:hasToken 'p' . "
AP = "https://w3id.org/danhmuc/shapes/dcat-ap#"
CHILD = f"{PROFILE}<https://e.vn/p> prof:isProfileOf <https://w3id.org/danhmuc/shapes/dcat-ap> . "


def on(text: str) -> str:
    """A shape of datasets with one property shape."""
    return f":S sh:targetClass dcat:Dataset ; sh:property :P . :P {text} ."


def held(text: str) -> str:
    """A profile with one rule."""
    return f"{PROFILE}:S sh:targetClass dcat:Dataset ; sh:property :P . :P {text} ."


FAULTS = [
    ("unknown-term", on("sh:path dct:titel ; sh:minCount 1"), "no vocabulary has dct:titel; near it: dct:title"),
    ("unknown-term", on("sh:path dct:theme ; sh:minCount 1"), "near it: dcat:theme"),
    ("unknown-term", on("sh:path dcat:Theme ; sh:minCount 1"), "near it: dcat:theme"),
    ("unknown-term", on("sh:path ( dcat:theme [ sh:inversePath skos:inSchema ] ) ; sh:minCount 1"), "skos:inScheme"),
    ("unknown-term", on("sh:path dcat:theme ; sh:class skos:Concept-Scheme"), "near it: skos:ConceptScheme"),
    ("unknown-term", ":S sh:targetClass dcat:Datset ; sh:nodeKind sh:IRI .", "near it: dcat:Dataset"),
    ("unknown-term", "dcat:Datset a rdfs:Class , sh:NodeShape ; sh:nodeKind sh:IRI .", "near it: dcat:Dataset"),
    ("unknown-term", on("sh:path dct:title ; sh:datatype xsd:langString"), "near it: rdf:langString"),
    ("unknown-term", on("sh:path dct:title ; sh:minCount 1 ; sh:severity sh:Error"), "no vocabulary has sh:Error"),
    ("unknown-term", on("sh:path dct:title ; sh:minCount 1 ; rdfs:coment 'x'"), "near it: rdfs:comment"),
    ("unknown-term", on("sh:path dct:type ; sh:in ( skos:Concept skos:Koncept )"), "near it: skos:Concept"),
    (
        "unknown-term-elsewhere",
        on("sh:path dct:title ; sh:minCount 1") + "<https://e.vn/> dct:titel 'x' .",
        "dct:titel",
    ),
    (
        "unknown-term-forbidden",
        on("sh:path dcat:distributon ; sh:maxCount 0"),
        "forbids dcat:distributon, which no vocabulary has; near it: dcat:distribution",
    ),
    ("unlisted-term", on("sh:path schema:StartDate ; sh:minCount 1"), "cannot be verified"),
    ("unlisted-term", on("sh:path schema:starDate ; sh:minCount 1"), "near it: schema:startDate"),
    (
        "near-namespace",
        on("sh:path <http://data.europa.eu/r5rapplicableLegislation> ; sh:minCount 1"),
        "near it: dcatap:applicableLegislation",
    ),
    ("near-namespace", on("sh:path <https://www.w3.org/ns/dcat#theme> ; sh:minCount 1"), "near it: dcat:theme"),
    ("near-namespace", on("sh:path <http://purl.org/dc/terms#title> ; sh:minCount 1"), "near it: dct:title"),
    ("near-namespace", on("sh:path spdx:algorithm ; sh:class <https://spdx.org/rdf/terms#Checksum>"), "spdx:Checksum"),
    (
        "near-namespace",
        on("sh:path dct:title ; sh:minCount 1")
        + ":O sh:declare [ sh:prefix 'dcat' ; sh:namespace 'http://www.w3.org/ns/dcat' ] .",
        "near it: <http://www.w3.org/ns/dcat#>",
    ),
    ("wrong-kind-of-term", on("sh:path dcat:Dataset ; sh:minCount 1"), "sh:path needs a property"),
    ("wrong-kind-of-term", on("sh:path dcat:theme ; sh:class dcat:theme"), "sh:class needs a class"),
    ("wrong-kind-of-term", on("sh:path dct:issued ; sh:class xsd:date"), "sh:class needs a class, and xsd:date"),
    ("wrong-kind-of-term", on("sh:path dct:title ; sh:datatype rdfs:Literal"), "sh:datatype needs a datatype"),
    ("superseded-term", on("sh:path dct:hasVersion ; sh:nodeKind sh:IRI"), "replaced by dcat:hasVersion"),
    ("unknown-parameter", on("sh:path dct:issued ; sh:minCount 1 ; sh:shape :D"), "near it: sh:node"),
    ("unknown-parameter", on("sh:path dct:issued ; sh:minCount 1 ; sh:maxCont 1"), "near it: sh:maxCount"),
    ("unknown-parameter", on("sh:path dct:issued ; sh:minCount 1 ; dmv:maxAgge 'P1Y'"), "near it: dmv:maxAge"),
    ("unknown-parameter", on("sh:path dct:issued ; sh:minCount 1 ; sh:resultPath :D"), "sh:resultPath is no parameter"),
    ("no-constraint", on("sh:path dct:title ; sh:severity sh:Warning"), "P: has no constraint"),
    ("no-constraint", on("sh:path dct:title ; sh:uniqueLang false"), "P: has no constraint"),
    ("demands-nothing", ":S sh:targetClass dcat:Dataset ; sh:closed false .", "demands nothing of dcat:Dataset"),
    ("unused-shape", ":S a sh:NodeShape ; sh:nodeKind sh:IRI .", "nothing in this file uses it"),
    ("passed-over", ":S a sh:PropertyShape ; sh:minCount 1 .", "S is a property shape without sh:path"),
    ("passed-over", on("sh:path dct:title , dct:type ; sh:minCount 1"), "P has more than one sh:path"),
    ("passed-over", on("sh:path () ; sh:minCount 1"), "P has a path with"),
    ("passed-over", on("sh:path [ sh:alternativePath () ] ; sh:minCount 1"), "has a path with an empty list"),
    ("passed-over", on("sh:path [] ; sh:minCount 1"), "has a path that is none"),
    ("passed-over", on("sh:path [ sh:inversePath :a ; sh:zeroOrOnePath :b ] ; sh:minCount 1"), "of two kinds at once"),
    ("passed-over", on("sh:path _:a ; sh:minCount 1") + "_:a sh:inversePath _:a .", "leads into itself"),
    ("passed-over", on("sh:path _:a ; sh:minCount 1") + "_:a rdf:first :b .", "has a list that is broken"),
    ("passed-over", on("sh:path dct:title ; sh:in _:a") + "_:a rdf:first :b .", "so its sh:in is ignored"),
    ("passed-over", on("sh:path dct:title ; sh:qualifiedMinCount 1"), "lacks sh:qualifiedValueShape"),
    ("passed-over", on("sh:path dct:title ; sh:pattern 'a' ; sh:flags 'i' , 's'"), "more than one sh:flags"),
    ("passed-over", on("sh:path dct:title ; sh:node :Nowhere"), "names by sh:node Nowhere"),
    ("passed-over", on("sh:path dct:title ; sh:node 'x'"), "no usable shape"),
    ("passed-over", ":S sh:targetClass dcat:Dataset ; sh:property :P .", "holds by sh:property P"),
    ("passed-over", ":S sh:targetClass dcat:Dataset ; sh:minCount 1 .", "has sh:minCount without sh:path"),
    ("passed-over", on("sh:path dct:title ; sh:minCount 1 ; sh:deactivated 'yes'"), "neither true nor false"),
    ("passed-over", on("sh:path dct:title ; sh:minCount 1 ; sh:severity sh:Info , sh:Warning"), "one sh:severity"),
    ("passed-over", on("sh:path dct:title ; sh:minCount 1 ; sh:severity 'Warning'"), "no IRI as sh:severity"),
    ("passed-over", ":S sh:targetClass 'x' ; sh:nodeKind sh:IRI .", "has sh:targetClass"),
    ("passed-over", ":S sh:targetClass dcat:Dataset ; sh:property 'x' .", "has sh:property"),
    (
        "idle-parameter",
        on("sh:path dct:title ; sh:minCount 1 ; sh:flags 'i'"),
        "sh:flags says nothing without sh:pattern",
    ),
    ("wrong-value", on("sh:path dct:title ; sh:minCount 'many'"), 'sh:minCount cannot be "many"'),
    ("wrong-value", on("sh:path dct:title ; sh:class 'x'"), 'sh:class cannot be "x"'),
    ("wrong-value", on("sh:path dct:title ; sh:maxCount -1"), 'sh:maxCount cannot be "-1"'),
    ("wrong-value", on("sh:path dct:title ; sh:minLength -1"), 'sh:minLength cannot be "-1"'),
    ("wrong-value", on("sh:path dct:title ; sh:pattern '^a' ; sh:flags 'zz'"), 'sh:flags cannot be "zz"'),
    ("wrong-value", f"{CHILD}<{AP}Dataset-title> sh:minCount 'many' .", 'Dataset-title: sh:minCount cannot be "many"'),
    ("node-kind", on("sh:path dct:title ; sh:nodeKind foaf:Document"), "foaf:Document is none of the six"),
    ("node-kind", on("sh:path dct:title ; sh:nodeKind sh:IRIOrBlankNode"), "near it: sh:BlankNodeOrIRI"),
    ("pattern", on("sh:path dct:title ; sh:pattern '('"), 'the pattern "(" is no regular expression'),
    ("pattern-namespace", on("sh:path spdx:algorithm ; sh:pattern '^https://spdx.org/rdf/terms'"), "<http://spdx.org"),
    ("pattern-namespace", on("sh:path :a ; sh:pattern '^https://www\\\\.w3\\\\.org/ns/dcat#.+$'"), "http://www.w3.org"),
    ("empty-list", on("sh:path dct:title ; sh:in ()"), "sh:in is an empty list"),
    ("empty-list", on("sh:path dct:title ; sh:languageIn ()"), "sh:languageIn is an empty list"),
    ("recursion", ":S sh:targetClass dcat:Dataset ; sh:node :S .", "leads back into itself (S → S)"),
    ("recursion", on("sh:path dct:hasPart ; sh:node :S"), "leads back into itself (S → P → S)"),
    ("script", ":S sh:targetClass dcat:Dataset ; sh:nodeKind sh:IRI ; sh:js [] .", "sh:js needs a script"),
    ("entailment", ":S sh:entailment <http://www.w3.org/ns/entailment/RDFS> .", "asks for the entailment"),
    (
        "query",
        ":S sh:targetClass dcat:Dataset ; sh:sparql [ sh:select 'SELECT $this { $this x:y 1 }' ] .",
        "S has a query with the prefix x: that nothing declares; declare it with sh:prefixes.",
    ),
    (
        "query",
        ":S sh:targetClass dcat:Dataset ; sh:sparql [ sh:select 'SELECT $this { SERVICE <urn:x> { $this ?p 1 } }' ] .",
        "S has a query with SERVICE; nothing is fetched, take it out.",
    ),
    (
        "query",
        ":S sh:targetClass dcat:Dataset ; sh:sparql [ sh:select 'SELECT nothing' ] .",
        "S has a query that is no SPARQL: ",
    ),
    ("no-shapes", "<https://e.vn/> dct:title 'x' .", "This file has no shape"),
    ("imports", "<https://e.vn/> a owl:Ontology ; owl:imports <https://e.vn/more> .", "imports <https://e.vn/more>"),
    ("count-contradiction", on("sh:path dct:title ; sh:minCount 2 ; sh:maxCount 1"), "sh:maxCount 1 and sh:minCount 2"),
    (
        "count-contradiction",
        on(
            "sh:path dct:title ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; "
            "sh:qualifiedMinCount 2 ; sh:qualifiedMaxCount 1"
        ),
        "sh:qualifiedMinCount 2",
    ),
    (
        "count-contradiction",
        on("sh:path dct:title ; sh:maxCount 1") + ":S sh:property :Q . :Q sh:path dct:title ; sh:minCount 2 .",
        "sh:minCount 2 and sh:maxCount 1 (P) exclude one another",
    ),
    (
        "count-contradiction",
        on("sh:path dct:title ; sh:maxCount 1")
        + ":T sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:title ; sh:minCount 2 ] .",
        "T dct:title: sh:minCount 2 and sh:maxCount 1 (P)",
    ),
    ("length-contradiction", on("sh:path dct:title ; sh:minLength 9 ; sh:maxLength 3"), "sh:minLength 9"),
    ("range-contradiction", on("sh:path :a ; sh:minInclusive 9 ; sh:maxInclusive 3"), "sh:minInclusive 9"),
    ("range-contradiction", on("sh:path :a ; sh:minExclusive 3 ; sh:maxInclusive 3"), "sh:minExclusive 3"),
    (
        "range-contradiction",
        on("sh:path :a ; sh:minInclusive '2026-01-01'^^xsd:date ; sh:maxExclusive '2025-01-01'^^xsd:date"),
        '"2026-01-01"',
    ),
    ("kind-contradiction", on("sh:path :a ; sh:datatype xsd:date ; sh:nodeKind sh:IRI"), "sh:datatype xsd:date"),
    ("kind-contradiction", on("sh:path :a ; sh:class foaf:Agent ; sh:nodeKind sh:Literal"), "sh:class foaf:Agent"),
    ("kind-contradiction", on("sh:path :a ; sh:class foaf:Agent ; sh:datatype xsd:date"), "sh:class foaf:Agent"),
    ("kind-contradiction", on("sh:path :a ; sh:nodeKind sh:IRI , sh:BlankNode"), "sh:nodeKind sh:BlankNode"),
    ("datatype-contradiction", on("sh:path :a ; sh:datatype xsd:date , xsd:dateTime"), "sh:datatype xsd:dateTime"),
    (
        "datatype-contradiction",
        on("sh:path :a ; sh:datatype xsd:string ; sh:languageIn ( 'vi' )"),
        'sh:languageIn ("vi")',
    ),
    ("value-contradiction", on("sh:path :a ; sh:datatype xsd:date ; sh:in ( 'a' 'b' )"), 'sh:in ("a" "b")'),
    ("value-contradiction", on("sh:path :a ; sh:nodeKind sh:IRI ; sh:hasValue 'a'"), 'sh:hasValue "a"'),
    ("value-contradiction", on("sh:path :a ; sh:in ( :b :c ) ; sh:hasValue :d"), "sh:hasValue"),
    ("value-contradiction", on("sh:path :a ; sh:maxCount 0 ; sh:hasValue :d"), "sh:maxCount 0"),
    ("value-contradiction", on("sh:path :a ; sh:pattern '^http:' ; sh:in ( <https://e.vn/1> )"), "sh:pattern"),
    (
        "profile",
        "<https://e.vn/p> a prof:Profile . :S sh:targetClass dcat:Dataset ; sh:closed true .",
        "one prof:hasToken",
    ),
    (
        "profile",
        "<https://e.vn/p> a prof:Profile ; prof:hasToken 'p' ; prof:isProfileOf <https://e.vn/q> .",
        "builds on https://e.vn/q, which is not available",
    ),
    ("unknown-rule", f"{CHILD}<{AP}Dataset-titel> sh:deactivated true .", "Dataset-titel: the profile dcat-ap has no"),
    ("unknown-rule", f"{CHILD}<{AP}Dataset-titel> sh:deactivated true .", "near it: Dataset-title"),
    ("own-severity", held(f"{RULE}{SAID}".replace("sh:Warning", ":Fatal")), "counts as sh:Violation"),
    ("own-severity", f"{CHILD}<{AP}Dataset-title> sh:severity :Fatal .", "Dataset-title: the severity"),
    ("unknown-term", f"{CHILD}<{AP}Dataset-title> sh:severity sh:Fatal .", "Dataset-title: no vocabulary has sh:Fatal"),
    ("unknown-parameter", f"{CHILD}<{AP}Dataset-title> sh:mincount 1 .", "near it: sh:minCount"),
    ("passed-over", f"{CHILD}<{AP}Dataset-title> sh:deactivated 'true' .", "Dataset-title has sh:deactivated"),
    ("passed-over", f"{CHILD}<{AP}Dataset-title> sh:deactivated '1'^^xsd:boolean .", "neither true nor false"),
    (
        "dated-violation",
        held(f"{RULE}{SAID} ; dmv:maxAge 'P6M'^^xsd:duration".replace("sh:Warning", "sh:Violation")),
        "P: is a violation",
    ),
    (
        "dated-violation",
        f"{CHILD}<{AP}Dataset-modified-maxAgeBy> sh:severity sh:Violation .".replace("shapes/dcat-ap", "shapes/vn"),
        "Dataset-modified-maxAgeBy: is a violation",
    ),
    ("rule-iri", f"{PROFILE}:S sh:targetClass dcat:Dataset ; sh:property [ {RULE}{SAID}] .", "a rule needs an IRI"),
    ("rule-severity", held(f"{RULE}{SAID}".replace("sh:severity sh:Warning ;", "")), "needs sh:severity"),
    ("rule-name", held(f"{RULE}{SAID}".replace("'Tên'@vi ,", "")), "exactly one sh:name in vi"),
    ("rule-name", held(f"{RULE}{SAID}; sh:name 'Again'@en"), "exactly one sh:name in en"),
    ("rule-message", held(RULE), "exactly one sh:message in vi"),
    ("rule-message", held(f"{RULE}{SAID}; sh:message 'Again (dct:title).'@en"), "exactly one sh:message in en"),
    ("message-form", held(f"{RULE}{SAID}".replace("needs a name", "needs " + 120 * "x")), "one sentence of under 120"),
    ("message-form", held(f"{RULE}{SAID}".replace("(dct:title).'@en", "(dct:title)'@en")), "with a full stop"),
    ("message-property", held(f"{RULE}{SAID}".replace("(dct:title).'@vi", "(dct:type).'@vi")), "in vi needs to name"),
    ("rule-source", held(f"{RULE}{SAID}".replace("; dct:source 'x'@en", "")), "needs a source"),
    ("rule-group", held(f"{RULE}{SAID}".replace("; sh:group :G", "")), "needs sh:group"),
    ("rule-order", held(f"{RULE}{SAID}".replace("; sh:order 1", "")), "needs sh:order"),
]

SOUND = [
    on("sh:path dct:title ; sh:minCount 1"),
    on("sh:path ( dcat:distribution [ sh:alternativePath ( dcat:accessURL dcat:downloadURL ) ] ) ; sh:minCount 1"),
    # A vocabulary that is not known, and one that goes by http and https.
    on("sh:path <https://e.vn/def#Anything> ; sh:class <https://e.vn/def#thing> ; sh:minCount 1"),
    on("sh:path <https://schema.org/name> ; sh:minCount 1"),
    on("sh:path schema:hasMeasurement ; sh:minCount 1"),
    # Terms that the file itself describes, and namespaces themselves.
    on("sh:path dcat:mine ; sh:minCount 1 ; rdfs:isDefinedBy dcat: , <http://www.w3.org/ns/dcat>")
    + "dcat:mine a rdf:Property .",
    on("sh:path rdf:_1 ; sh:minCount 1"),
    # Whoever looks for a fault has to name it.
    on("sh:path dct:theme ; sh:maxCount 0 ; sh:message 'Use dcat:theme.'@en"),
    on("sh:path dct:hasVersion ; sh:maxCount 0"),
    on("sh:path dct:hasVersion ; sh:nodeKind sh:IRI ; sh:message 'replace it with dcat:hasVersion'@en"),
    on("sh:path dct:hasVersion ; sh:nodeKind sh:IRI ; dct:isReplacedBy dcat:hasVersion"),
    on("sh:path spdx:algorithm ; sh:not [ sh:pattern '^https://spdx.org/rdf/terms' ]"),
    on("sh:path dct:type ; sh:not [ sh:in ( <https://www.w3.org/ns/dcat#Dataset> ) ]"),
    on("sh:path spdx:algorithm ; sh:pattern '^https?://spdx.org/rdf/terms'"),
    on("sh:path spdx:algorithm ; sh:pattern '^https://spdx.org/rdf/terms|^http://spdx.org/rdf/terms'"),
    on("sh:path :a ; sh:pattern '^https://www.w3.org/'"),
    ":S sh:targetClass foaf:Agent ; sh:property [ sh:path dct:hasVersion ; sh:nodeKind sh:IRI ] .",
    # A closed shape names what it allows.
    ":S sh:targetClass dcat:Dataset ; sh:closed true ; sh:property [ sh:path dct:title ] .",
    # A class and a parameter that look like shapes.
    ":C a rdfs:Class , sh:NodeShape .",
    ":K a sh:ConstraintComponent ; sh:parameter [ a sh:Parameter , sh:PropertyShape ; sh:path :k ; sh:name 'k' ] .",
    # What others use, and what is switched off.
    on("sh:path dct:title ; sh:node :N") + ":N a sh:NodeShape ; sh:nodeKind sh:Literal .",
    on("sh:path dct:title ; sh:or ( :N [ sh:nodeKind sh:IRI ] )") + ":N a sh:NodeShape ; sh:nodeKind sh:Literal .",
    on("sh:path dct:title ; sh:deactivated true"),
    # Not contradictions: the two can be met, are for others, or stand in alternatives.
    on("sh:path :a ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 3 ; sh:maxLength 3 ; sh:nodeKind sh:IRI"),
    on("sh:path :a ; sh:minInclusive 3 ; sh:maxInclusive 3.0"),
    on("sh:path :a ; sh:datatype rdf:langString ; sh:languageIn ( 'vi' ) ; sh:nodeKind sh:Literal"),
    on("sh:path :a ; sh:in ( 'a' '2026-01-01'^^xsd:date ) ; sh:datatype xsd:date"),
    on("sh:path :a ; sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:dateTime ] )"),
    on("sh:path :a ; sh:minCount 2")
    + ":T sh:targetClass dcat:Catalog ; sh:property [ sh:path :a ; sh:maxCount 1 ] .",
    on("sh:path :a ; sh:minCount 2")
    + ":T sh:targetClass dcat:Dataset ; sh:property [ sh:path :a ; sh:maxCount 1 ; sh:deactivated true ] .",
    # Queries with their prefixes.
    ":S sh:targetClass dcat:Dataset ; sh:sparql [ sh:select 'PREFIX x: <urn:x:> SELECT $this { $this x:y 1 }' ] .",
    # Profiles.
    held(f"{RULE}{SAID}"),
    # A profile may do no more than change a rule that it builds on, and may use what stands there.
    f"{CHILD}<https://w3id.org/danhmuc/shapes/dcat-ap#Dataset-title> sh:severity sh:Warning .",
    f"{CHILD}<https://w3id.org/danhmuc/shapes/dcat-ap#Dataset-title> sh:deactivated true ; sh:order 3 .",
    held(f"{RULE}{SAID} ; dmv:maxAge 'P6M'^^xsd:duration ; dmv:onDate '2026-01-01'^^xsd:date"),
    f"{CHILD}:P {RULE}{SAID}; sh:node <https://w3id.org/danhmuc/shapes/dcat-ap#Dataset> .",
    held(f"{RULE}{SAID}; sh:or ( [ sh:nodeKind sh:IRI ] [ sh:path dct:type ; sh:minCount 1 ] )"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "turtle", "words"), FAULTS)
def test_check__finds_its_fault(name: str, turtle: str, words: str, lint: Lint) -> None:
    found = [finding for finding in lint(turtle).findings if finding.code == f"lint:{name}"]
    assert [finding for finding in found if words in finding.text("en")]
    assert all(finding.severity == CHECKS[f"lint:{name}"].severity for finding in found)


@pytest.mark.parametrize("turtle", SOUND)
def test_checks__pass_over_what_is_sound(turtle: str, lint: Lint) -> None:
    assert [(finding.code, finding.text("en")) for finding in lint(turtle).findings] == []


def test_checks__all_but_the_one_for_several_files_are_tried_here() -> None:
    assert {f"lint:{name}" for name, _, _ in FAULTS} == CHECKS.keys() - {"lint:contradicting-files"}


@pytest.mark.parametrize("turtle", [turtle for name, turtle, _ in FAULTS if name in ("passed-over", "query")])
def test_check__defects_are_told_in_vietnamese(turtle: str, lint: Lint) -> None:
    english = re.compile("ignored|lacks|names by|holds by|has |nothing|counts|neither|nested")
    # What the parser of SPARQL says stands behind a colon, as it says it.
    told = [re.sub("SPARQL: .*", "", finding.text("vi")) for finding in lint(turtle).findings]
    assert told
    assert [text for text in told if english.search(text.replace("sh:", ""))] == []


def test_finding__of_a_blank_node_is_the_same_in_every_run(lint: Lint) -> None:
    turtle = ":S sh:targetClass dcat:Dataset ; sh:property [ sh:path [ sh:inversePath dct:titel ] ; sh:node [] ] ."
    first, second = lint(turtle), lint(turtle)
    assert first == second
    assert {finding.focus for finding in first.findings} == {"https://e.vn/shapes#S"}
    assert not any("_:" in (finding.path or "") + finding.text("en") for finding in first.findings)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_check__has_words_in_both_languages(check: Check) -> None:
    templates = [check.message, *([] if check.near is None else [check.near])]
    messages = [check.title, *(one(**{name: f"<{name}>" for name in one.placeholders}) for one in templates)]
    for message in messages:
        texts = message.by_language()
        assert set(texts) == {"vi", "en"}
        assert texts["vi"] != texts["en"] or message.id == "lint-passed-over"
        assert all(text.endswith(".") and unicodedata.is_normalized("NFC", text) for text in texts.values())
        assert all(fact in text for text in texts.values() for fact in map(str, message.facts.values()))


def test_severity__house_rules_are_violations_in_our_own_profiles(lint: Lint) -> None:
    turtle = held(RULE).replace(" :P ", " <https://w3id.org/danhmuc/shapes/trial#P> ")
    assert {(finding.code, finding.severity) for finding in lint(turtle).findings} == {
        ("lint:rule-message", "violation")
    }


def test_checks__what_the_reader_refuses_hides_nothing_else(lint: Lint) -> None:
    turtle = ":S sh:js [] ; sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:titel ; sh:minCount 1 ] ."
    assert {finding.code for finding in lint(turtle).findings} == {"lint:script", "lint:unknown-term"}


def test_checks__a_shape_is_told_of_once_where_several_hold_it(lint: Lint) -> None:
    turtle = (
        on("sh:path dct:title ; sh:minCount 2 ; sh:maxCount 1") + ":T sh:targetClass dcat:Catalog ; sh:property :P ."
    )
    assert [finding.code for finding in lint(turtle).findings] == ["lint:count-contradiction"]


def test_finding__names_shape_path_term_and_fix(lint: Lint) -> None:
    (finding,) = lint(on("sh:path dct:theme ; sh:minCount 1")).findings
    assert finding.focus == "https://e.vn/shapes#P"
    assert finding.path == finding.value == "http://purl.org/dc/terms/theme"
    assert finding.fix == "dcat:theme"
    assert finding.message.by_language() == {
        "vi": "P: từ vựng không có dct:theme; gần giống: dcat:theme.",
        "en": "P: no vocabulary has dct:theme; near it: dcat:theme.",
    }


def test_finding__facts_that_look_like_a_message_stay_as_they_are(lint: Lint) -> None:
    turtle = ':S a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property "x has sh:path, which is no {shape}" .'
    texts = {finding.text(lang) for lang in ("vi", "en") for finding in lint(turtle).findings}
    assert texts == {
        'S có sh:property "x has sh:path, which is no {shape}", không phải quy tắc.',
        'S has sh:property "x has sh:path, which is no {shape}", which is no shape.',
    }
