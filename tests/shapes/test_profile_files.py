"""The profiles that come with danhmuc are what they claim: complete, well worded, and every rule can fire.

pySHACL judges here, not our own engine: these tests are about the files.
What the files must hold is written below from the tables of DCAT-AP 3.0.1 and never read from the files.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pyoxigraph
import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, XSD, BNode, Dataset, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

TOKENS = ("dcat-ap", "vn")
BASE = "https://w3id.org/danhmuc/shapes/"

NAMESPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dmv": "https://w3id.org/danhmuc/def#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prof": "http://www.w3.org/ns/dx/prof/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "sh": str(SH),
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": str(XSD),
}

# A rule on a misspelt property or class never fires, and nobody notices.
KNOWN = {
    "adms": "Identifier identifier sample status versionNotes",
    "dcat": """
        Catalog CatalogRecord DataService Dataset DatasetSeries Distribution Relationship Resource Role
        accessService accessURL bbox byteSize catalog centroid compressFormat contactPoint dataset distribution
        downloadURL endDate endpointDescription endpointURL first hadRole hasCurrentVersion hasVersion inSeries
        keyword landingPage last mediaType packageFormat prev previousVersion qualifiedRelation record resource
        servesDataset service spatialResolutionInMeters startDate temporalResolution theme themeTaxonomy version""",
    "dcatap": "applicableLegislation availability",
    "dct": """
        LicenseDocument Location PeriodOfTime
        accessRights accrualPeriodicity conformsTo created creator description format hasPart identifier
        isReferencedBy issued language license modified provenance publisher relation rights source spatial
        temporal title type""",
    "dmv": "Database",
    "foaf": "Agent Group Organization Person homepage name page primaryTopic",
    "locn": "geometry",
    "odrl": "hasPolicy",
    "org": "Organization",
    "prov": "qualifiedAttribution wasGeneratedBy",
    "skos": "Concept ConceptScheme inScheme notation prefLabel",
    "spdx": "Checksum algorithm checksum checksumValue",
    "time": "hasBeginning hasEnd",
    "vcard": "hasEmail hasTelephone",
}

CONSTRAINTS = {
    "and", "class", "closed", "datatype", "disjoint", "equals", "hasValue", "in", "languageIn", "lessThan",
    "lessThanOrEquals", "maxCount", "maxExclusive", "maxInclusive", "maxLength", "minCount", "minExclusive",
    "minInclusive", "minLength", "node", "nodeKind", "not", "or", "pattern", "qualifiedMaxCount", "qualifiedMinCount",
    "qualifiedValueShape", "uniqueLang", "xone",
}  # fmt: skip
OTHER_SHACL_TERMS = {
    "alternativePath", "deactivated", "defaultValue", "description", "flags", "group", "ignoredProperties",
    "inversePath", "message", "name", "oneOrMorePath", "order", "path", "property", "qualifiedValueShapesDisjoint",
    "severity", "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf", "zeroOrMorePath", "zeroOrOnePath",
}  # fmt: skip

# Class, then its properties with cardinality and range, as in the specification. "resource" is any range that is no
# literal. locn:geometry is "any": DCAT 3 allows a literal as well.
DCAT_AP = """
dcat:Catalog
    dct:description 1..* literal
    dct:publisher 1..1 resource
    dct:title 1..* literal
    dcat:dataset 0..* resource
    dcat:service 0..* resource
    dcat:themeTaxonomy 0..* resource
    dct:issued 0..1 temporal
    dct:language 0..* resource
    dct:license 0..1 resource
    dct:modified 0..1 temporal
    dct:spatial 0..* resource
    foaf:homepage 0..1 resource
    dcat:catalog 0..* resource
    dcat:record 0..* resource
    dcatap:applicableLegislation 0..* resource
    dct:creator 0..1 resource
    dct:hasPart 0..* resource
    dct:rights 0..* resource
    dct:temporal 0..* resource
dcat:CatalogRecord
    dct:modified 1..1 temporal
    foaf:primaryTopic 1..1 resource
    adms:status 0..1 resource
    dct:conformsTo 0..* resource
    dct:issued 0..1 temporal
    dct:description 0..* literal
    dct:language 0..* resource
    dct:source 0..1 resource
    dct:title 0..* literal
dcat:Dataset
    dct:description 1..* literal
    dct:title 1..* literal
    dcat:contactPoint 0..* resource
    dcat:distribution 0..* resource
    dcat:keyword 0..* literal
    dcat:theme 0..* resource
    dct:publisher 0..1 resource
    dct:spatial 0..* resource
    dct:temporal 0..* resource
    adms:identifier 0..* resource
    adms:sample 0..* resource
    adms:versionNotes 0..* literal
    dcat:hasVersion 0..* resource
    dcat:inSeries 0..* resource
    dcat:landingPage 0..* resource
    dcat:qualifiedRelation 0..* resource
    dcat:spatialResolutionInMeters 0..* xsd:decimal
    dcat:temporalResolution 0..1 xsd:duration
    dcat:version 0..1 literal
    dcatap:applicableLegislation 0..* resource
    dct:accessRights 0..1 resource
    dct:accrualPeriodicity 0..1 resource
    dct:conformsTo 0..* resource
    dct:creator 0..* resource
    dct:identifier 0..* literal
    dct:isReferencedBy 0..* resource
    dct:issued 0..1 temporal
    dct:language 0..* resource
    dct:modified 0..1 temporal
    dct:provenance 0..* resource
    dct:relation 0..* resource
    dct:source 0..* resource
    dct:type 0..* resource
    foaf:page 0..* resource
    prov:qualifiedAttribution 0..* resource
    prov:wasGeneratedBy 0..* resource
dcat:DatasetSeries
    dct:description 1..* literal
    dct:title 1..* literal
    dcat:contactPoint 0..* resource
    dct:publisher 0..1 resource
    dct:spatial 0..* resource
    dcatap:applicableLegislation 0..* resource
    dct:accrualPeriodicity 0..1 resource
    dct:issued 0..1 temporal
    dct:modified 0..1 temporal
    dct:temporal 0..* resource
dcat:Distribution
    dcat:accessURL 1..* resource
    dcatap:availability 0..1 resource
    dct:description 0..* literal
    dct:format 0..1 resource
    dct:license 0..1 resource
    adms:status 0..1 resource
    dcat:accessService 0..* resource
    dcat:byteSize 0..1 xsd:nonNegativeInteger
    dcat:compressFormat 0..1 resource
    dcat:downloadURL 0..* resource
    dcat:mediaType 0..1 resource
    dcat:packageFormat 0..1 resource
    dcat:spatialResolutionInMeters 0..1 xsd:decimal
    dcat:temporalResolution 0..1 xsd:duration
    dcatap:applicableLegislation 0..* resource
    dct:conformsTo 0..* resource
    dct:issued 0..1 temporal
    dct:language 0..* resource
    dct:modified 0..1 temporal
    dct:rights 0..* resource
    dct:title 0..* literal
    foaf:page 0..* resource
    odrl:hasPolicy 0..1 resource
    spdx:checksum 0..1 resource
dcat:DataService
    dcat:endpointURL 1..* resource
    dct:title 1..* literal
    dcat:contactPoint 0..* resource
    dcat:endpointDescription 0..* resource
    dcat:keyword 0..* literal
    dcat:servesDataset 0..* resource
    dcat:theme 0..* resource
    dct:conformsTo 0..* resource
    dct:publisher 0..1 resource
    dcat:landingPage 0..* resource
    dcatap:applicableLegislation 0..* resource
    dct:accessRights 0..1 resource
    dct:description 0..* literal
    dct:format 0..* resource
    dct:license 0..1 resource
    foaf:page 0..* resource
foaf:Agent
    foaf:name 1..* literal
    dct:type 0..1 resource
spdx:Checksum
    spdx:algorithm 1..1 resource
    spdx:checksumValue 1..1 xsd:hexBinary
dcat:Relationship
    dcat:hadRole 1..* resource
    dct:relation 1..* resource
dct:LicenseDocument
    dct:type 0..* resource
dct:Location
    dcat:bbox 0..1 literal
    dcat:centroid 0..1 literal
    locn:geometry 0..1 any
dct:PeriodOfTime
    dcat:endDate 0..1 temporal
    dcat:startDate 0..1 temporal
    time:hasBeginning 0..1 resource
    time:hasEnd 0..1 resource
adms:Identifier
    skos:notation 1..1 literal
skos:Concept
    skos:prefLabel 1..* literal
skos:ConceptScheme
    dct:title 1..* literal
"""

RECORD_FIELDS = ("dct:title", "dct:description", "dct:identifier", "dct:publisher", "dcat:contactPoint")
VN = {
    "dcat:Catalog": ("dct:title", "dct:description"),
    "dcat:Dataset": RECORD_FIELDS,
    "dcat:DatasetSeries": RECORD_FIELDS,
    "dcat:DataService": RECORD_FIELDS,
    "dmv:Database": RECORD_FIELDS,
}
"""What the profile for Viet Nam asks of each class."""

SAMPLES = {
    XSD.date: "2026-03-31",
    XSD.dateTime: "2026-03-31T08:00:00+07:00",
    XSD.decimal: "10.0",
    XSD.duration: "P1D",
    XSD.gYear: "2026",
    XSD.gYearMonth: "2026-03",
    XSD.hexBinary: "9f86d081",
    XSD.nonNegativeInteger: "0",
}
"""A good lexical form of each datatype that a rule asks for."""


def text_of(token: str) -> str:
    """The installed file; the package is found and not imported, because these tests need none of its code."""
    spec = find_spec("danhmuc.shapes")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / f"{token}.ttl").read_text(encoding="utf-8")


GRAPHS = {token: Graph().parse(data=text_of(token), format="turtle") for token in TOKENS}
BOTH = GRAPHS["dcat-ap"] + GRAPHS["vn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One property shape of a profile, with the classes whose shape refers to it."""

    shape: Node
    token: str
    targets: tuple[Node, ...]

    @property
    def code(self) -> str:
        return f"{self.token}:{str(self.shape).partition('#')[2]}"

    @property
    def path(self) -> Node:
        return BOTH.value(self.shape, SH.path)

    @property
    def field(self) -> str:
        """The property as CURIE; of a longer path its first step, which is what the record itself must have."""
        return curie(chains(self.path)[0][0])

    @property
    def constraints(self) -> dict[str, Node]:
        return {
            name: value
            for predicate, value in BOTH.predicate_objects(self.shape)
            if (name := str(predicate).removeprefix(str(SH))) in CONSTRAINTS
        }

    def by_language(self, predicate: URIRef) -> list[tuple[str | None, str]]:
        return sorted((value.language, str(value)) for value in BOTH.objects(self.shape, predicate))


def rules_of(token: str) -> Iterator[Rule]:
    graph = GRAPHS[token]
    for shape in sorted(graph.subjects(RDF.type, SH.PropertyShape)):
        targets = sorted(
            target for holder in graph.subjects(SH.property, shape) for target in graph.objects(holder, SH.targetClass)
        )
        yield Rule(shape=shape, token=token, targets=tuple(targets))


RULES = [rule for token in TOKENS for rule in rules_of(token)]


def curie(iri: Node) -> str:
    """The IRI with its prefix; an IRI of no known namespace stays as it is."""
    for prefix, namespace in NAMESPACES.items():
        if str(iri).startswith(namespace):
            return f"{prefix}:{str(iri).removeprefix(namespace)}"
    return str(iri)


def chains(path: Node) -> list[tuple[URIRef, ...]]:
    """The ways along a path, each a sequence of predicates; the kinds of path in use, no more."""
    if isinstance(path, URIRef):
        return [(path,)]
    if (alternatives := BOTH.value(path, SH.alternativePath)) is not None:
        return [chain for step in Collection(BOTH, alternatives) for chain in chains(step)]
    ways: list[tuple[URIRef, ...]] = [()]
    for step in Collection(BOTH, path):
        ways = [(*way, *chain) for way in ways for chain in chains(step)]
    return ways


# --- the files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", TOKENS)
def test_file__parses_alike_in_rdflib_and_pyoxigraph(token: str) -> None:
    triples = list(pyoxigraph.parse(input=text_of(token), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(triples) == len(GRAPHS[token])


@pytest.mark.parametrize("token", TOKENS)
def test_file__text_is_nfc_with_four_blanks_and_no_tab(token: str) -> None:
    text = text_of(token)
    assert text == unicodedata.normalize("NFC", text)
    assert "\t" not in text
    assert "\r" not in text
    assert not re.search(r"[ ]+$", text, re.MULTILINE)
    assert {len(blanks) for blanks in re.findall(r"^( +)", text, re.MULTILINE)} == {4, 8}
    assert text.endswith(".\n")


@pytest.mark.parametrize("token", TOKENS)
def test_prefixes__are_sorted_used_and_mean_what_they_should(token: str) -> None:
    text = text_of(token)
    declared = re.findall(r"^@prefix (\w*): <([^>]+)> \.$", text, re.MULTILINE)
    names = [name for name, _ in declared]
    body = re.sub(r'^@prefix.*$|^#.*$|<[^>]*>|"[^"]*"', "", text, flags=re.MULTILINE)
    assert names == sorted(set(names))
    assert set(names) == set(re.findall(r"(\w*):[\w-]+", body))
    assert dict(declared) == {
        name: {"": f"{BASE}{token}#", "ap": f"{BASE}dcat-ap#"}.get(name) or NAMESPACES[name] for name in names
    }


@pytest.mark.parametrize(("token", "base"), [("dcat-ap", None), ("vn", URIRef(f"{BASE}dcat-ap"))])
def test_profile__names_itself_and_its_base(token: str, base: URIRef | None) -> None:
    graph = GRAPHS[token]
    profile = URIRef(BASE + token)
    prof, dct = NAMESPACES["prof"], NAMESPACES["dct"]
    assert list(graph.subjects(RDF.type, URIRef(prof + "Profile"))) == [profile]
    assert graph.value(profile, URIRef(prof + "hasToken")) == Literal(token)
    assert graph.value(profile, URIRef(prof + "isProfileOf")) == base
    for name in ("title", "description"):
        assert sorted(text.language for text in graph.objects(profile, URIRef(dct + name))) == ["en", "vi"]


def test_vn_profile__says_that_it_is_no_national_standard() -> None:
    texts = " ".join(GRAPHS["vn"].objects(URIRef(f"{BASE}vn"), URIRef(NAMESPACES["dct"] + "description")))
    assert "không phải tiêu chuẩn quốc gia" in texts
    assert "not a national standard" in texts


@pytest.mark.parametrize("token", TOKENS)
def test_terms__of_shacl_exist(token: str) -> None:
    used = {term.removeprefix(str(SH)) for term in GRAPHS[token].predicates() if term.startswith(str(SH))}
    assert used - CONSTRAINTS - OTHER_SHACL_TERMS == set()


@pytest.mark.parametrize("token", TOKENS)
def test_terms__in_paths_and_targets_exist(token: str) -> None:
    known = {f"{prefix}:{name}" for prefix, names in KNOWN.items() for name in names.split()}
    paths = {step for rule in RULES if rule.token == token for chain in chains(rule.path) for step in chain}
    assert {curie(term) for term in paths | set(GRAPHS[token].objects(None, SH.targetClass))} - known == set()


# --- the shapes ------------------------------------------------------------------------------------------------------


def test_property_shapes__have_an_iri_of_their_profile() -> None:
    typed = set(BOTH.subjects(RDF.type, SH.PropertyShape))
    assert [rule.shape for rule in RULES if not str(rule.shape).startswith(f"{BASE}{rule.token}#")] == []
    assert set(BOTH.subjects(SH.path, None)) == typed
    assert set(BOTH.objects(None, SH.property)) == typed


def test_property_shapes__belong_to_one_class_shape_each() -> None:
    assert [rule.code for rule in RULES if len(list(BOTH.subjects(SH.property, rule.shape))) != 1] == []


def test_node_shapes__are_named_and_none_is_blank() -> None:
    shapes = set(BOTH.subjects(RDF.type, SH.NodeShape))
    values = {shape for cell in BOTH.objects(None, SH["or"]) for shape in Collection(BOTH, cell)}
    values |= set(BOTH.objects(None, SH.qualifiedValueShape))
    assert shapes == values | set(BOTH.subjects(SH.property, None))
    assert [shape for shape in shapes if not isinstance(shape, URIRef)] == []
    for shape in shapes:
        assert sorted(label.language for label in BOTH.objects(shape, RDFS.label)) == ["en", "vi"]


def test_rules__carry_one_value_of_each_kind() -> None:
    once = (SH.path, SH.severity, SH.group, SH.order, RDFS.seeAlso)
    assert [
        (rule.code, curie(term)) for rule in RULES for term in once if len(list(BOTH.objects(rule.shape, term))) != 1
    ] == []


def test_rules__are_violations() -> None:
    assert {rule.code for rule in RULES if BOTH.value(rule.shape, SH.severity) != SH.Violation} == set()


def test_rules__test_one_thing_each() -> None:
    kinds = {frozenset(rule.constraints) for rule in RULES}
    single = {"minCount", "maxCount", "nodeKind", "datatype", "or"}
    assert kinds == {*(frozenset({name}) for name in single), frozenset({"qualifiedValueShape", "qualifiedMinCount"})}


def test_rules__have_a_source_that_a_browser_finds() -> None:
    pages = ("https://semiceu.github.io/DCAT-AP/releases/3.0.1/#", "https://www.w3.org/TR/vocab-dcat-3/#Property:")
    assert [rule.code for rule in RULES if not str(BOTH.value(rule.shape, RDFS.seeAlso)).startswith(pages)] == []


def test_rules__of_a_class_are_ordered_and_grouped() -> None:
    groups = set(BOTH.subjects(RDF.type, SH.PropertyGroup))
    assert {BOTH.value(rule.shape, SH.group) for rule in RULES} == groups
    for group in groups:
        assert sorted(label.language for label in BOTH.objects(group, RDFS.label)) == ["en", "vi"]
        places = sorted(
            (int(BOTH.value(rule.shape, SH.order)), rule.field)
            for rule in RULES
            if BOTH.value(rule.shape, SH.group) == group
        )
        fields = [field for (_, before), (_, field) in pairwise([(0, ""), *places]) if field != before]
        assert len(places) == len(dict(places)), "two rules in one place"
        assert len(fields) == len(set(fields)), "a field's rules stand apart"


def test_rules__are_named_after_class_and_property() -> None:
    suffixes = {"minCount": "", "maxCount": "-max", "nodeKind": "-literal|-resource", "datatype": "-datatype"}
    suffixes |= {"or": "-datatype", "qualifiedMinCount": "-vi"}
    for rule in RULES:
        field = "otherIdentifier" if rule.field == "adms:identifier" else rule.field.partition(":")[2]
        holder = curie(BOTH.value(None, SH.property, rule.shape)).partition("#")[2]
        suffix = next(suffixes[name] for name in rule.constraints if name in suffixes)
        suffix = "-reachable" if isinstance(rule.path, BNode) else suffix
        assert re.fullmatch(f"{rule.token}:{holder}-{field}(?:{suffix})", rule.code)


# --- the words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", [SH.name, SH.message], ids=["name", "message"])
def test_words__are_vietnamese_and_english_once_each(term: URIRef) -> None:
    assert [rule.code for rule in RULES if [lang for lang, _ in rule.by_language(term)] != ["en", "vi"]] == []


MESSAGES = [(rule, lang, text) for rule in RULES for lang, text in rule.by_language(SH.message)]


def test_messages__name_the_property() -> None:
    assert [text for rule, _, text in MESSAGES if f"({rule.field})" not in text] == []


def test_messages__are_one_short_sentence() -> None:
    assert [text for _, _, text in MESSAGES if len(text) >= 120 or not text.endswith(".") or ". " in text] == []


def test_messages__state_the_rule_and_not_the_blame() -> None:
    assert [text for _, _, text in MESSAGES if re.search(r"\b(?:lỗi|errors?|invalid|sai)\b", text, re.IGNORECASE)] == []
    assert [text for _, lang, text in MESSAGES if lang == "vi" and " phải " not in text] == []
    assert [text for _, lang, text in MESSAGES if lang == "en" and not re.search(" needs | uses only ", text)] == []


def test_messages__begin_with_who_must() -> None:
    for rule, lang, text in MESSAGES:
        holder = BOTH.value(None, SH.property, rule.shape)
        label = next(str(label) for label in BOTH.objects(holder, RDFS.label) if label.language == lang)
        opening = label if lang == "vi" else f"{'An' if label[0] in 'AEIOU' else 'A'} {label.lower()}"
        assert text.startswith(f"{opening} ")


def test_messages__differ_from_rule_to_rule() -> None:
    for token in TOKENS:
        assert [text for text, n in Counter(t for rule, _, t in MESSAGES if rule.token == token).items() if n > 1] == []


def test_names__of_one_property_are_the_same_everywhere() -> None:
    names: dict[str, set[str]] = {}
    for rule in RULES:
        words = " / ".join(text for _, text in rule.by_language(SH.name))
        names.setdefault(rule.field, set()).add(words)
    assert {field: words for field, words in names.items() if len(words) > 1} == {}


def test_glossary__has_the_words_of_every_field_and_class(root: Path) -> None:
    text = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|", text, re.MULTILINE)
    glossary = {(name, en.lower(), vi.lower()) for en, vi, names in rows for name in re.findall(r"`([^`]+)`", names)}
    used = {(rule.field, *(text.lower() for _, text in rule.by_language(SH.name))) for rule in RULES}
    for shape, target in BOTH.subject_objects(SH.targetClass):
        labels = sorted((label.language, str(label).lower()) for label in BOTH.objects(shape, RDFS.label))
        used.add((curie(target), *(text for _, text in labels)))
    assert used - glossary == set()
    assert text == unicodedata.normalize("NFC", text)


def test_vn_rules__cite_no_repealed_article() -> None:
    """Decree 194/2025, Art. 40, repealed Art. 3.4, 12.2, 17 to 21 and 53.1 of Decree 47/2020."""
    vietnamese = r"Điều (?:17|18|19|20|21|53)\b|Điều 12 khoản 2|Điều 3 khoản 4"
    english = r"Art\. (?:17|18|19|20|21|53|12\.2|3\.4)\b"
    source = URIRef(NAMESPACES["dct"] + "source")
    for rule in RULES:
        if rule.token != "vn":
            continue
        assert [lang for lang, _ in rule.by_language(source)] == ["en", "vi"]
        texts = [text for _, text in rule.by_language(source)]
        assert [text for text in texts if re.search(f"{vietnamese}|{english}", text)] == []
        numbers = [set(re.findall(r"\d+/\d{4}/[\w-]+", text)) for text in texts]
        assert numbers[0] == numbers[1] != set()


# --- completeness ----------------------------------------------------------------------------------------------------


def demands(table: str) -> Iterator[tuple[str, str, str, str]]:
    """(class, property, constraint, value) for each line of the table."""
    holder = ""
    for line in table.split("\n"):
        match line.split():
            case [name]:
                holder = name
            case [name, cardinality, kind]:
                least, most = cardinality.split("..")
                if least != "0":
                    yield holder, name, "minCount", least
                if most != "*":
                    yield holder, name, "maxCount", most
                if kind.startswith("xsd:"):
                    yield holder, name, "datatype", kind
                elif kind != "any":
                    constraint = "or" if kind == "temporal" else "nodeKind"
                    value = {"literal": "sh:Literal", "resource": "sh:BlankNodeOrIRI", "temporal": "temporal"}[kind]
                    yield holder, name, constraint, value


def held(token: str) -> Counter[tuple[str, str, str, str]]:
    """The same from a profile; of the classes that one shape targets, DCAT-AP's own."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for rule in RULES:
        if rule.token == token:
            ((constraint, value),) = rule.constraints.items()
            target = "foaf:Agent" if "foaf:Agent" in map(curie, rule.targets) else curie(rule.targets[0])
            shown = "temporal" if constraint == "or" else curie(value)
            found[target, curie(rule.path), constraint, shown] += 1
    return found


@pytest.mark.parametrize("constraint", ["minCount", "maxCount", "nodeKind", "datatype", "or"])
def test_dcat_ap__holds_what_the_specification_demands_and_no_more(constraint: str) -> None:
    wanted = Counter(demand for demand in demands(DCAT_AP) if demand[2] == constraint)
    assert Counter({key: n for key, n in held("dcat-ap").items() if key[2] == constraint}) == wanted


def test_dcat_ap__knows_four_kinds_of_date() -> None:
    kinds = {XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime}
    for shapes in GRAPHS["dcat-ap"].objects(None, SH["or"]):
        assert {BOTH.value(shape, SH.datatype) for shape in Collection(BOTH, shapes)} == kinds


def test_dcat_ap__judges_agents_typed_by_subclass_alone() -> None:
    targets = {curie(target) for rule in RULES if rule.code == "dcat-ap:Agent-name" for target in rule.targets}
    assert targets == {"foaf:Agent", "foaf:Group", "foaf:Organization", "foaf:Person", "org:Organization"}


def test_vn__asks_each_class_for_its_fields() -> None:
    found: dict[str, set[str]] = {}
    for rule in RULES:
        if rule.token == "vn":
            found.setdefault(curie(rule.targets[0]), set()).add(rule.field)
    assert found == {target: set(fields) for target, fields in VN.items()}
    reachable = {curie(rule.targets[0]) for rule in RULES if rule.code.endswith("-reachable")}
    assert reachable == {target for target, fields in VN.items() if "dcat:contactPoint" in fields}


# --- every rule can fire and can be met ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """A small record: it breaks the rule or keeps it."""

    rule: Rule
    focus: URIRef
    breaks: bool


IRI = URIRef("https://example.org/value")


def values(rule: Rule) -> tuple[list[list[Node]], list[list[Node]]]:
    """Sets of values that break the rule, and sets that keep it."""
    text, vi, en = Literal("text"), Literal("tên", "vi"), Literal("name", "en")
    match rule.constraints:
        case {"minCount": least}:
            return [[]], [[IRI], [URIRef(f"{IRI}/{n}") for n in range(int(least))]]
        case {"maxCount": most}:
            many = [URIRef(f"{IRI}/{n}") for n in range(int(most) + 1)]
            return [many, [vi, en]], [many[1:], []]
        case {"nodeKind": SH.Literal}:
            return [[IRI], [BNode()], [text, IRI]], [[text, vi], [Literal("")], []]
        case {"nodeKind": SH.BlankNodeOrIRI}:
            return [[text], [Literal(str(IRI), datatype=XSD.anyURI), IRI]], [[IRI, BNode()], []]
        case {"qualifiedMinCount": _}:
            return [[], [en], [Literal("tên")], [IRI]], [[vi], [Literal("tên", "vi-VN")], [en, vi]]
        case {"datatype": kind}:
            kinds = [kind]
        case {"or": shapes}:
            kinds = [BOTH.value(shape, SH.datatype) for shape in Collection(BOTH, shapes)]
    broken: list[list[Node]] = [
        [IRI],
        [text],
        [Literal(SAMPLES[kinds[0]])],
        [Literal("2026-13-40", datatype=kinds[-1])],
    ]
    return broken, [*([Literal(SAMPLES[kind], datatype=kind)] for kind in kinds), []]


def cases(data: Graph) -> Iterator[Case]:
    """Write records for every rule into one graph, so that it is judged in one run."""
    for rule in RULES:
        for target in rule.targets:
            broken, kept = values(rule)
            ways = chains(rule.path)
            # Every way along a path keeps the rule; a way walked to the last step but one does not.
            records = [(False, way, objects) for way in ways for objects in kept]
            records += [(True, way, objects) for way in ways[:1] for objects in broken]
            records += [(True, way[:-1], [BNode()]) for way in ways if len(way) > 1]
            for number, (breaks, way, objects) in enumerate(records):
                focus = URIRef(f"https://example.org/{rule.code}/{curie(target)}/{number}")
                data.add((focus, RDF.type, target))
                for value in objects:
                    here: Node = focus
                    for step in way[:-1]:
                        data.add((here, step, here := BNode()))
                    data.add((here, way[-1], value))
                yield Case(rule, focus, breaks)


@pytest.fixture(scope="module")
def judged() -> list[tuple[Case, bool]]:
    """Every case with whether its rule fired."""
    data = Graph()
    written = list(cases(data))
    _, report, _ = validate(data, shacl_graph=BOTH)
    fired = {(report.value(result, SH.focusNode), shape) for result, shape in report.subject_objects(SH.sourceShape)}
    return [(case, (case.focus, case.rule.shape) in fired) for case in written]


def test_rules__fire_on_a_record_that_breaks_them(judged: list[tuple[Case, bool]]) -> None:
    assert {case.rule.code for case, _ in judged if case.breaks} == {rule.code for rule in RULES}
    assert [str(case.focus) for case, fired in judged if case.breaks and not fired] == []


def test_rules__keep_silent_on_a_record_that_keeps_them(judged: list[tuple[Case, bool]]) -> None:
    assert {case.rule.code for case, _ in judged if not case.breaks} == {rule.code for rule in RULES}
    assert [str(case.focus) for case, fired in judged if not case.breaks and fired] == []


def test_shapes__are_well_formed_shacl() -> None:
    validate(Graph(), shacl_graph=BOTH, meta_shacl=True)


# --- a real feed -----------------------------------------------------------------------------------------------------

Finding = tuple[Node | None, Node | None, Node | None]


def violations(data: Graph, shapes: Graph) -> Counter[Finding]:
    """How often pySHACL reports each focus, path and value."""
    _, report, _ = validate(data, shacl_graph=shapes)
    return Counter(
        (report.value(result, SH.focusNode), report.value(result, SH.resultPath), report.value(result, SH.value))
        for result in report.subjects(SH.resultSeverity, SH.Violation)
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its TriG parser calls what it deprecates
def test_dcat_ap__finds_in_belgium_what_the_published_shapes_find(test_data: Path) -> None:
    """Ours say more (dates, second notations) and less (their wrong maxima); on these pages it makes no difference."""
    data = Graph()
    for page in sorted((test_data / "belgium").glob("*.trig")):
        for subject, predicate, value, _ in Dataset().parse(page, format="trig").quads():
            data.add((subject, predicate, value))
    theirs = violations(data, Graph().parse(test_data / "dcat-ap-3.0.1" / "shapes.ttl"))
    ours = violations(data, GRAPHS["dcat-ap"])
    assert ours == theirs
    assert ours.total() == 77
    assert sum(n for (_, path, _), n in ours.items() if curie(path) == "foaf:name") == 65
