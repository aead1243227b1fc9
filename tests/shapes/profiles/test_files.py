"""The profiles that come with danhmuc are what they claim: complete, well worded, and every rule can fire.

pySHACL judges records here, not our own engine: these tests are about the files.
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

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from pyshacl import validate
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from danhmuc.shapes import ShaclValidator
from danhmuc.shapes import validate as judged_by_danhmuc
from danhmuc.vocab.rdflib_graphs import add_nquads

TOKENS = ("dcat-ap", "dcat-ap-hvd", "vn")
NAL = "http://publications.europa.eu/resource/authority/"
SEMIC = ("dcat-ap", "dcat-ap-hvd")
"""Profiles of specifications; ours for Viet Nam has tests of its own."""
BASE = "https://w3id.org/danhmuc/shapes/"

NAMESPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dmv": "https://w3id.org/danhmuc/def#",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prof": "http://www.w3.org/ns/dx/prof/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": "http://schema.org/",
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
        downloadURL endDate endpointDescription endpointURL hadRole hasVersion inSeries keyword landingPage mediaType
        packageFormat qualifiedRelation record service servesDataset spatialResolutionInMeters startDate
        temporalResolution theme themeTaxonomy version""",
    "dcatap": "applicableLegislation availability hvdCategory",
    "dct": """
        LicenseDocument Location PeriodOfTime
        accessRights accrualPeriodicity conformsTo creator description format hasPart hasVersion identifier isPartOf
        isReferencedBy isVersionOf issued language license modified provenance publisher relation rights source
        spatial temporal title type""",
    "foaf": "Agent Group Organization Person homepage name page primaryTopic",
    "locn": "geometry",
    "odrl": "hasPolicy",
    "org": "Organization",
    "owl": "versionInfo",
    "prov": "qualifiedAttribution wasGeneratedBy",
    "schema": "endDate startDate",
    "skos": "Concept ConceptScheme inScheme notation prefLabel",
    "spdx": "Checksum algorithm checksum checksumValue",
    "time": "Instant hasBeginning hasEnd",
    "vcard": "Group Individual Kind Location Organization hasEmail hasURL",
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

# Class, then its properties: cardinality and range as in the specification; R where it is recommended; the class where
# its values can be asked for one; the list of codes with the level at which it binds. "resource" is any range that is
# no literal. locn:geometry is "any": DCAT 3 allows a literal as well. Themes have rules of their own.
DCAT_AP = """
dcat:Catalog
    dct:description 1..* literal
    dct:publisher 1..1 resource foaf:Agent may:corporate-body
    dct:title 1..* literal
    dcat:dataset 0..* resource dcat:Dataset
    dcat:service 0..* resource dcat:DataService
    dcat:themeTaxonomy 0..* resource
    dct:issued 0..1 temporal R
    dct:language 0..* resource R must:language
    dct:license 0..1 resource R
    dct:modified 0..1 temporal R
    dct:spatial 0..* resource R dct:Location may:place
    foaf:homepage 0..1 resource R
    dcat:catalog 0..* resource dcat:Catalog
    dcat:record 0..* resource dcat:CatalogRecord
    dcatap:applicableLegislation 0..* resource
    dct:creator 0..1 resource foaf:Agent
    dct:hasPart 0..* resource dcat:Catalog
    dct:rights 0..* resource
    dct:temporal 0..* resource dct:PeriodOfTime
dcat:CatalogRecord
    dct:modified 1..1 temporal
    foaf:primaryTopic 1..1 resource dcat:Resource
    adms:status 0..1 resource R
    dct:conformsTo 0..* resource R
    dct:issued 0..1 temporal R
    dct:description 0..* literal
    dct:language 0..* resource must:language
    dct:source 0..1 resource dcat:CatalogRecord
    dct:title 0..* literal
dcat:Dataset
    dct:description 1..* literal
    dct:title 1..* literal
    dcat:contactPoint 0..* resource R vcard:Kind
    dcat:distribution 0..* resource R dcat:Distribution
    dcat:keyword 0..* literal R
    dcat:theme 0..* resource
    dct:publisher 0..1 resource R foaf:Agent may:corporate-body
    dct:spatial 0..* resource R dct:Location may:place
    dct:temporal 0..* resource R dct:PeriodOfTime
    adms:identifier 0..* resource adms:Identifier
    adms:sample 0..* resource dcat:Distribution
    adms:versionNotes 0..* literal
    dcat:hasVersion 0..* resource dcat:Dataset
    dcat:inSeries 0..* resource dcat:DatasetSeries
    dcat:landingPage 0..* resource
    dcat:qualifiedRelation 0..* resource dcat:Relationship
    dcat:spatialResolutionInMeters 0..* xsd:decimal
    dcat:temporalResolution 0..1 xsd:duration
    dcat:version 0..1 literal
    dcatap:applicableLegislation 0..* resource
    dct:accessRights 0..1 resource should:access-right
    dct:accrualPeriodicity 0..1 resource must:frequency
    dct:conformsTo 0..* resource
    dct:creator 0..* resource foaf:Agent
    dct:identifier 0..* literal
    dct:isReferencedBy 0..* resource
    dct:issued 0..1 temporal
    dct:language 0..* resource must:language
    dct:modified 0..1 temporal
    dct:provenance 0..* resource
    dct:relation 0..* resource
    dct:source 0..* resource dcat:Dataset
    dct:type 0..* resource may:dataset-type
    foaf:page 0..* resource
    prov:qualifiedAttribution 0..* resource
    prov:wasGeneratedBy 0..* resource
dcat:DatasetSeries
    dct:description 1..* literal
    dct:title 1..* literal
    dcat:contactPoint 0..* resource R vcard:Kind
    dct:publisher 0..1 resource R foaf:Agent
    dct:spatial 0..* resource R dct:Location may:place
    dcatap:applicableLegislation 0..* resource
    dct:accrualPeriodicity 0..1 resource must:frequency
    dct:issued 0..1 temporal
    dct:modified 0..1 temporal
    dct:temporal 0..* resource dct:PeriodOfTime
dcat:Distribution
    dcat:accessURL 1..* resource
    dcatap:availability 0..1 resource R must:planned-availability
    dct:description 0..* literal R
    dct:format 0..1 resource R must:file-type
    dct:license 0..1 resource R
    adms:status 0..1 resource must:distribution-status
    dcat:accessService 0..* resource dcat:DataService
    dcat:byteSize 0..1 xsd:nonNegativeInteger
    dcat:compressFormat 0..1 resource must:media-type
    dcat:downloadURL 0..* resource
    dcat:mediaType 0..1 resource must:media-type
    dcat:packageFormat 0..1 resource must:media-type
    dcat:spatialResolutionInMeters 0..1 xsd:decimal
    dcat:temporalResolution 0..1 xsd:duration
    dcatap:applicableLegislation 0..* resource
    dct:conformsTo 0..* resource
    dct:issued 0..1 temporal
    dct:language 0..* resource must:language
    dct:modified 0..1 temporal
    dct:rights 0..* resource
    dct:title 0..* literal
    foaf:page 0..* resource
    odrl:hasPolicy 0..1 resource
    spdx:checksum 0..1 resource spdx:Checksum
dcat:DataService
    dcat:endpointURL 1..* resource
    dct:title 1..* literal
    dcat:contactPoint 0..* resource R vcard:Kind
    dcat:endpointDescription 0..* resource R
    dcat:keyword 0..* literal R
    dcat:servesDataset 0..* resource R dcat:Dataset
    dcat:theme 0..* resource
    dct:conformsTo 0..* resource R
    dct:publisher 0..1 resource R foaf:Agent may:corporate-body
    dcat:landingPage 0..* resource
    dcatap:applicableLegislation 0..* resource
    dct:accessRights 0..1 resource should:access-right
    dct:description 0..* literal
    dct:format 0..* resource should:file-type
    dct:license 0..1 resource
    foaf:page 0..* resource
foaf:Agent
    foaf:name 1..* literal
    dct:type 0..1 resource R should:publisher-type
spdx:Checksum
    spdx:algorithm 1..1 resource must:checksum-algorithm
    spdx:checksumValue 1..1 xsd:hexBinary
dcat:Relationship
    dcat:hadRole 1..* resource
    dct:relation 1..* resource
dct:LicenseDocument
    dct:type 0..* resource R should:licence-type
dct:Location
    dcat:bbox 0..1 literal R
    dcat:centroid 0..1 literal R
    locn:geometry 0..1 any
dct:PeriodOfTime
    dcat:endDate 0..1 temporal R
    dcat:startDate 0..1 temporal R
    time:hasBeginning 0..1 resource time:Instant
    time:hasEnd 0..1 resource time:Instant
adms:Identifier
    skos:notation 1..1 literal
skos:Concept
    skos:prefLabel 1..* literal
skos:ConceptScheme
    dct:title 1..* literal
"""

LISTS = {
    "access-right": "AccessRightCode",
    "checksum-algorithm": "ChecksumAlgorithmCode",
    "corporate-body": "CorporateBody",
    "dataset-type": "DatasetType",
    "distribution-status": "DistributionStatusCode",
    "file-type": "FileTypeCode",
    "frequency": "FrequencyCode",
    "language": "LanguageCode",
    "licence-type": "LicenceTypeCode",
    "media-type": "MediaTypeCode",
    "place": "Place",
    "planned-availability": "PlannedAvailabilityCode",
    "publisher-type": "PublisherTypeCode",
}
"""The shape that tells a code of each list."""

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
    """The installed file."""
    spec = find_spec("danhmuc.shapes")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / f"{token}.ttl").read_text(encoding="utf-8")


GRAPHS = {token: Graph().parse(data=text_of(token), format="turtle") for token in TOKENS}
OVER = {shape for shape in GRAPHS["dcat-ap-hvd"].subjects(SH.severity) if str(shape).startswith(f"{BASE}dcat-ap#")}
"""Rules below that dcat-ap-hvd says something else of."""
BOTH = GRAPHS["dcat-ap"] + Graph()
for triple in GRAPHS["dcat-ap-hvd"]:
    if triple[0] not in OVER:
        BOTH.add(triple)
DMV_LAYER = URIRef(NAMESPACES["dmv"] + "layer")

Step = tuple[URIRef, bool]
"""A property, and whether it is walked backwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One property shape of a profile that finds something, with the classes whose shape refers to it."""

    shape: Node
    token: str
    targets: tuple[Node, ...]

    @property
    def code(self) -> str:
        return f"{self.token}:{self.local}"

    @property
    def local(self) -> str:
        return str(self.shape).partition("#")[2]

    @property
    def ending(self) -> str:
        """What tells it from the other rules on its property."""
        return "-".join(self.local.split("-")[2:])

    @property
    def path(self) -> Node:
        return BOTH.value(self.shape, SH.path)

    @property
    def field(self) -> str:
        """The property as CURIE; of a longer path its first step, which is what the record itself must have."""
        return curie(chains(self.path)[0][0][0])

    @property
    def severity(self) -> str:
        return str(BOTH.value(self.shape, SH.severity)).removeprefix(str(SH))

    @property
    def layer(self) -> str:
        return str(BOTH.value(self.shape, DMV_LAYER) or "spec")

    @property
    def constraints(self) -> dict[str, Node]:
        return {
            name: value
            for predicate, value in BOTH.predicate_objects(self.shape)
            if (name := str(predicate).removeprefix(str(SH))) in CONSTRAINTS
        }

    @property
    def alternatives(self) -> list[str]:
        """Local names of the shapes of which one has to be met."""
        cell = BOTH.value(self.shape, SH["or"])
        return [] if cell is None else [str(one).partition("#")[2] for one in Collection(BOTH, cell)]

    def by_language(self, predicate: URIRef) -> list[tuple[str | None, str]]:
        return sorted((value.language, str(value)) for value in BOTH.objects(self.shape, predicate))


def rules_of(token: str) -> Iterator[Rule]:
    graph = GRAPHS[token]
    for shape in sorted(graph.subjects(RDF.type, SH.PropertyShape)):
        if graph.value(shape, SH.severity) is not None:
            targets = sorted(
                target
                for holder in graph.subjects(SH.property, shape)
                for target in graph.objects(holder, SH.targetClass)
            )
            yield Rule(shape=shape, token=token, targets=tuple(targets))


RULES = [rule for token in SEMIC for rule in rules_of(token)]


def curie(iri: Node) -> str:
    """The IRI with its prefix; an IRI of no known namespace stays as it is."""
    for prefix, namespace in NAMESPACES.items():
        if str(iri).startswith(namespace):
            return f"{prefix}:{str(iri).removeprefix(namespace)}"
    return str(iri)


def chains(path: Node) -> list[tuple[Step, ...]]:
    """The ways along a path, each a sequence of steps; the kinds of path in use, no more."""
    if isinstance(path, URIRef):
        return [((path, False),)]
    if (inverse := BOTH.value(path, SH.inversePath)) is not None:
        return [((inverse, True),)]
    if (alternatives := BOTH.value(path, SH.alternativePath)) is not None:
        return [chain for step in Collection(BOTH, alternatives) for chain in chains(step)]
    ways: list[tuple[Step, ...]] = [()]
    for step in Collection(BOTH, path):
        ways = [(*way, *chain) for way in ways for chain in chains(step)]
    return ways


# --- the files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", TOKENS)
def test_file__parses_alike_in_rdflib_and_pyoxigraph(token: str) -> None:
    triples = list(parse(input=text_of(token), format=RdfFormat.TURTLE))
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
    body = re.sub(r'^@prefix.*$|^#.*$|<[^>]*>|"(?:[^"\\]|\\.)*"', "", text, flags=re.MULTILINE)
    assert names == sorted(set(names))
    assert set(names) == set(re.findall(r"(\w*):[\w-]+", body))
    own = {"": f"{BASE}{token}#", "ap": f"{BASE}dcat-ap#"}
    codes = {name: iri for name, iri in declared if iri.startswith((NAL, "https://w3id.org/danhmuc/concept/"))}
    assert dict(declared) == {name: own.get(name) or codes.get(name) or NAMESPACES[name] for name in names}


@pytest.mark.parametrize(
    ("token", "base"), [("dcat-ap", None), *((token, URIRef(f"{BASE}dcat-ap")) for token in ("dcat-ap-hvd", "vn"))]
)
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


@pytest.mark.parametrize("token", SEMIC)
def test_terms__in_paths_targets_and_classes_exist(token: str) -> None:
    known = {f"{prefix}:{name}" for prefix, names in KNOWN.items() for name in names.split()}
    paths = {step for rule in RULES if rule.token == token for chain in chains(rule.path) for step, _ in chain}
    classes = {*GRAPHS[token].objects(None, SH.targetClass), *GRAPHS[token].objects(None, SH["class"])}
    assert {curie(term) for term in paths | classes} - known == set()


# --- the shapes ------------------------------------------------------------------------------------------------------


def test_property_shapes__have_an_iri_of_their_profile() -> None:
    typed = set(BOTH.subjects(RDF.type, SH.PropertyShape))
    assert [rule.shape for rule in RULES if not str(rule.shape).startswith(f"{BASE}{rule.token}#")] == []
    assert set(BOTH.subjects(SH.path, None)) == typed
    assert set(BOTH.objects(None, SH.property)) == {rule.shape for rule in RULES}


def test_property_shapes__belong_to_one_class_shape_each() -> None:
    assert [rule.code for rule in RULES if len(list(BOTH.subjects(SH.property, rule.shape))) != 1] == []


def test_value_shapes__are_used_and_find_nothing_themselves() -> None:
    """What tells a code or a kind of value has no message of its own: the rule that asks for it speaks."""
    said = set(BOTH.subjects(RDF.type, SH.PropertyShape)) - {rule.shape for rule in RULES}
    named = {one for cell in BOTH.objects(None, SH["or"]) for one in Collection(BOTH, cell)}
    assert said <= named
    assert [shape for shape in said for term in (SH.message, SH.severity) if (shape, term, None) in BOTH] == []


def test_node_shapes__are_named_and_none_is_blank() -> None:
    shapes = set(BOTH.subjects(RDF.type, SH.NodeShape))
    values = {shape for cell in BOTH.objects(None, SH["or"]) for shape in Collection(BOTH, cell)}
    values |= {*BOTH.objects(None, SH.qualifiedValueShape), *BOTH.objects(None, SH["not"])}
    assert shapes == values - set(BOTH.subjects(RDF.type, SH.PropertyShape)) | set(BOTH.subjects(SH.property, None))
    assert [shape for shape in shapes if not isinstance(shape, URIRef)] == []
    for shape in shapes:
        assert sorted(label.language for label in BOTH.objects(shape, RDFS.label)) == ["en", "vi"]


def test_rules__carry_one_value_of_each_kind() -> None:
    once = (SH.path, SH.severity, SH.group, SH.order, RDFS.seeAlso)
    assert [
        (rule.code, curie(term)) for rule in RULES for term in once if len(list(BOTH.objects(rule.shape, term))) != 1
    ] == []


SEVERITIES = {
    "": {"spec": "Violation", "recommended": "Warning", "vocabulary": "Warning"},
    "max": {"spec": "Violation", "recommended": "Warning"},
    "literal": {"spec": "Violation"},
    "resource": {"spec": "Violation"},
    "datatype": {"spec": "Violation"},
    "untyped": {"spec": "Violation"},
    "class": {"spec": "Violation"},
    "vocabulary": {"vocabulary": "Violation Warning Info"},
    "canonical": {"vocabulary": "Info"},
    "code": {"vocabulary": "Warning"},
    "deprecated": {"spec": "Warning", "vocabulary": "Warning"},
    "language": {"recommended": "Warning"},
    "empty": {"house": "Violation Warning"},
    "open": {"recommended": "Warning"},
}
"""By ending of the name and layer."""


def test_rules__are_as_grave_as_their_layer() -> None:
    for rule in RULES:
        assert rule.severity in SEVERITIES[rule.ending][rule.layer].split(), rule.code


def test_rules__test_one_thing_each() -> None:
    kinds = {frozenset(rule.constraints) for rule in RULES}
    single = {"minCount", "maxCount", "nodeKind", "datatype", "or", "not", "hasValue"}
    assert kinds == {*(frozenset({name}) for name in single), frozenset({"qualifiedValueShape", "qualifiedMinCount"})}


def test_rules__have_a_source_that_a_browser_finds() -> None:
    pages = {token: f"https://semiceu.github.io/DCAT-AP/releases/3.0.{n}/#" for token, n in (("dcat-ap", "1"),)}
    pages["dcat-ap-hvd"] = "https://semiceu.github.io/DCAT-AP/releases/3.0.0-hvd/#"
    assert [
        rule.code for rule in RULES if not str(BOTH.value(rule.shape, RDFS.seeAlso)).startswith(pages[rule.token])
    ] == []


def test_rules__on_former_terms_and_iris_say_what_took_their_place() -> None:
    replaced = URIRef(NAMESPACES["dct"] + "isReplacedBy")
    told = {rule.code for rule in RULES if (rule.shape, replaced, None) in BOTH}
    assert told == {rule.code for rule in RULES if rule.ending in ("canonical", "deprecated")}


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


def test_rules__leave_room_for_profiles_above() -> None:
    orders = [int(BOTH.value(rule.shape, SH.order)) for rule in RULES if rule.token == "dcat-ap"]
    assert [order for order in orders if order % 10 in (5, 6)] == []


ENDINGS = {
    "minCount": "",
    "hasValue": "",
    "qualifiedMinCount": "",
    "maxCount": "max|deprecated",
    "nodeKind": "literal|resource",
    "datatype": "datatype",
    "or": "datatype|class|vocabulary|language|empty",
    "not": "untyped|canonical|code|deprecated|open",
}
"""How the name of a rule ends, by what it asks."""
OTHER_NAMES = {
    "adms:identifier": "otherIdentifier",
    "dct:hasVersion": "formerHasVersion",
    "schema:startDate": "formerStartDate",
    "schema:endDate": "formerEndDate",
}
OF_A_PATH = {"dcat:inSeries": "member", "dcat:distribution": "api", "dct:license": "terms", "dcat:dataset": "dataset"}


def test_rules__are_named_after_class_and_property() -> None:
    for rule in RULES:
        field = OTHER_NAMES.get(rule.field, rule.field.partition(":")[2])
        field = OF_A_PATH[rule.field] if isinstance(rule.path, BNode) else field
        holder = curie(BOTH.value(None, SH.property, rule.shape)).partition("#")[2]
        endings = next(ENDINGS[name] for name in rule.constraints if name in ENDINGS)
        ending = f"-(?:{endings})" if endings else ""
        assert re.fullmatch(f"{rule.token}:{holder}-{field}{ending}", rule.code)


# --- the words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", [SH.name, SH.message], ids=["name", "message"])
def test_words__are_vietnamese_and_english_once_each(term: URIRef) -> None:
    assert [rule.code for rule in RULES if [lang for lang, _ in rule.by_language(term)] != ["en", "vi"]] == []


MESSAGES = [(rule, lang, text) for rule in RULES for lang, text in rule.by_language(SH.message)]


def test_messages__name_the_property() -> None:
    assert [text for rule, _, text in MESSAGES if f"({rule.field})" not in text] == []


def test_messages__are_one_short_sentence() -> None:
    assert [text for _, _, text in MESSAGES if len(text) >= 120 or not text.endswith(".") or ". " in text] == []


WORDS = {
    ("Violation", "vi"): " phải ",
    ("Violation", "en"): " needs | may have only ",
    ("Warning", "vi"): " nên ",
    ("Warning", "en"): " should have ",
    ("Info", "vi"): " nên | có thể ",
    ("Info", "en"): " should have | may have ",
}


def test_messages__state_the_rule_and_not_the_blame() -> None:
    assert [text for _, _, text in MESSAGES if re.search(r"\b(?:lỗi|errors?|invalid|sai)\b", text, re.IGNORECASE)] == []
    assert [text for rule, lang, text in MESSAGES if not re.search(WORDS[rule.severity, str(lang)], text)] == []
    assert [text for rule, _, text in MESSAGES if rule.severity != "Violation" and " phải " in text] == []


def test_messages__begin_with_who_must() -> None:
    for rule, lang, text in MESSAGES:
        holder = BOTH.value(None, SH.property, rule.shape)
        label = next(str(label) for label in BOTH.objects(holder, RDFS.label) if label.language == lang)
        opening = label if lang == "vi" else f"{'An' if label[0] in 'AEIOU' else 'A'} {label.lower()}"
        assert text.startswith(f"{opening} ")


def test_messages__have_an_article_that_sounds() -> None:
    texts = [text for _, lang, text in MESSAGES if lang == "en"]
    assert [
        text for text in texts if re.search(r"\b[Aa] (?:[aeioAEIO]|upd)|\b[Aa]n (?![aeioAEIO]|upd|spdx:)", text)
    ] == []


def test_messages__differ_from_rule_to_rule() -> None:
    for token in SEMIC:
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


# --- completeness ----------------------------------------------------------------------------------------------------

Demanded = tuple[str, str, str, str]
"""Class, property, ending of the rule's name, what is asked."""
LEVELS = {"must": "Violation", "should": "Warning", "may": "Info"}


def demands(table: str) -> Iterator[Demanded]:
    """What each line of the table asks for."""
    holder = ""
    for line in table.split("\n"):
        match line.split():
            case [name]:
                holder = name
            case [name, cardinality, kind, *more]:
                least, most = cardinality.split("..")
                if least != "0" or "R" in more:
                    yield holder, name, "", "Violation" if least != "0" else "Warning"
                if most != "*":
                    yield holder, name, "max", most
                if kind != "any":
                    ending = kind if kind in ("literal", "resource") else "datatype"
                    yield holder, name, ending, kind
                if kind == "temporal":
                    yield holder, name, "untyped", "UntypedDate"
                for word in more:
                    level, _, rest = word.partition(":")
                    if level in LEVELS:
                        yield holder, name, "vocabulary", f"{LEVELS[level]} {LISTS[rest]}"
                    elif word != "R":
                        yield holder, name, "class", word


def asked(rule: Rule) -> str:
    """The same of a rule."""
    match rule.ending:
        case "":
            return rule.severity
        case "max":
            return str(rule.constraints["maxCount"])
        case "datatype" if "or" in rule.constraints:
            return "temporal"
        case "datatype":
            return curie(rule.constraints["datatype"])
        case "untyped":
            return "UntypedDate"
        case "class":
            (shape,) = (
                name for name in rule.alternatives if (URIRef(f"{BASE}dcat-ap#{name}"), SH["class"], None) in BOTH
            )
            return curie(BOTH.value(URIRef(f"{BASE}dcat-ap#{shape}"), SH["class"]))
        case "vocabulary":
            return f"{rule.severity} {rule.alternatives[0]}"
    return rule.ending


APART = {
    "Catalog-dataset",
    "Catalog-themeTaxonomy",
    "DataService-theme",
    "Dataset-theme",
    "DatasetSeries-distribution-max",
    "DatasetSeries-member",
}
"""Rules of DCAT-AP that no line of a table says by itself."""


@pytest.mark.parametrize(
    "ending",
    ["", "max", "literal", "resource", "datatype", "untyped", "class", "vocabulary"],
    ids=lambda ending: ending,
)
def test_dcat_ap__holds_what_the_specification_demands_and_no_more(ending: str) -> None:
    found: Counter[Demanded] = Counter()
    for rule in RULES:
        if rule.token == "dcat-ap" and rule.ending == ending and rule.local not in APART:
            target = "foaf:Agent" if "foaf:Agent" in map(curie, rule.targets) else curie(rule.targets[0])
            found[target, curie(rule.path), ending, asked(rule)] += 1
    assert found == Counter(demand for demand in demands(DCAT_AP) if demand[2] == ending)


def test_dcat_ap__has_rules_that_no_table_shows() -> None:
    assert {rule.local for rule in RULES if rule.token == "dcat-ap"} >= APART
    texts = {"dct:title", "dct:description", "dcat:keyword", "adms:versionNotes", "skos:prefLabel"}
    held = {(rule.targets, rule.field) for rule in RULES if rule.ending == "literal"}
    for ending, fields in (("language", texts), ("empty", texts | {"foaf:name"})):
        found = {(rule.targets, rule.field) for rule in RULES if rule.ending == ending}
        assert found == {(targets, field) for targets, field in held if field in fields}


def test_dcat_ap__knows_four_kinds_of_date() -> None:
    kinds = {XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime}
    for rule in RULES:
        if rule.ending == "datatype" and rule.alternatives:
            shapes = [URIRef(f"{BASE}dcat-ap#{name}") for name in rule.alternatives]
            assert {BOTH.value(shape, SH.datatype) for shape in shapes} - {XSD.string} == kinds


def test_dcat_ap__judges_agents_typed_by_subclass_alone() -> None:
    targets = {curie(target) for rule in RULES if rule.code == "dcat-ap:Agent-name" for target in rule.targets}
    assert targets == {"foaf:Agent", "foaf:Group", "foaf:Organization", "foaf:Person", "org:Organization"}


# --- every rule can fire and can be met ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """A small record: it breaks the rule or keeps it."""

    rule: Rule
    focus: URIRef
    breaks: bool


@dataclass(frozen=True, slots=True)
class Of:
    """A value of a class."""

    iri: URIRef


Values = list[list["Node | Of"]]
IRI = URIRef("https://example.org/value")
CODES = {
    "AccessRightCode": f"{NAL}access-right/PUBLIC",
    "ChecksumAlgorithmCode": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
    "CorporateBody": f"{NAL}corporate-body/VNM",
    "DatasetType": f"{NAL}dataset-type/STATISTICAL",
    "DistributionStatusCode": f"{NAL}distribution-status/COMPLETED",
    "FileTypeCode": f"{NAL}file-type/CSV",
    "FrequencyCode": f"{NAL}frequency/DAILY",
    "HvdCategoryCode": "http://data.europa.eu/bna/c_164e0bf5",
    "LanguageCode": f"{NAL}language/VIE",
    "LicenceTypeCode": "http://purl.org/adms/licencetype/Attribution",
    "MediaTypeCode": "http://www.iana.org/assignments/media-types/text/csv",
    "Place": f"{NAL}country/VNM",
    "PlannedAvailabilityCode": f"{NAL}planned-availability/STABLE",
    "PublisherTypeCode": "http://purl.org/adms/publishertype/LocalAuthority",
}
VARIANTS = {
    "LicenceVariant": ("http://creativecommons.org/licenses/by/4.0", "http://creativecommons.org/licenses/by/4.0/"),
    **{
        f"{name}Variant": (code.replace("http:", "https:"), code)
        for name, code in ((name.removesuffix("Code"), code) for name, code in CODES.items())
    },
    "DataThemeVariant": (f"{NAL}data-theme/ENVI/", f"{NAL}data-theme/ENVI"),
    "UnlistedDataTheme": (f"{NAL}data-theme/ENVIR", f"{NAL}data-theme/ENVI"),
    "OldAvailability": ("http://data.europa.eu/r5r/availability/stable", CODES["PlannedAvailabilityCode"]),
    "OldStatus": ("http://purl.org/adms/status/Completed", CODES["DistributionStatusCode"]),
    "NarrowLicence": (
        "https://creativecommons.org/licenses/by-nc/4.0/",
        "http://creativecommons.org/licenses/by/4.0/",
    ),
}
"""By the shape that a rule refuses: a value that is so, and one that is not."""


def values(rule: Rule) -> tuple[Values, Values]:
    """Sets of values that break the rule, and sets that keep it."""
    text, vi, en, empty = Literal("text"), Literal("tên", "vi"), Literal("name", "en"), Literal(" \u00a0\n", "vi")
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
        case {"hasValue": wanted}:
            return [[], [IRI], [Literal(str(wanted))]], [[wanted], [IRI, wanted]]
        case {"qualifiedMinCount": _}:
            theme = URIRef(f"{NAL}data-theme/ENVI")
            return [[], [IRI]], [[theme], [IRI, theme], [URIRef(f"{NAL}data-theme/NONE")], [text]]
        case {"not": shape}:
            name = str(shape).partition("#")[2]
            if name == "UntypedDate":
                plain = [[Literal(day)] for day in ("2026-03-31", "2026", "2026-03", "2026-03-31T08:00:00+07:00")]
                return plain, [[Literal("2026-03-31", datatype=XSD.date)], [Literal("tháng 5")], [IRI], []]
            bad, good = VARIANTS[name]
            return [[URIRef(bad)]], [[URIRef(good)], [IRI], [text], [BNode()], []]
        case {"datatype": kind}:
            return broken_dates([kind]), [[Literal(SAMPLES[kind], datatype=kind)], []]
    return values_of_alternatives(rule, [text, vi, en, empty])


def values_of_alternatives(rule: Rule, texts: list[Literal]) -> tuple[Values, Values]:
    """The same for rules that ask for one of several things."""
    text, vi, en, empty = texts
    match rule.ending:
        case "datatype":
            kinds = [XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime]
            kept = [[Literal(SAMPLES[kind], datatype=kind)] for kind in kinds]
            return broken_dates(kinds), [*kept, [Literal("2026-03-31")], []]
        case "class":
            wanted = URIRef(next(NAMESPACES[p] + n for p, _, n in [asked(rule).partition(":")]))
            return [[Of(SKOS_CONCEPT)], [BNode()], [Of(wanted), Of(SKOS_CONCEPT)]], [[Of(wanted)], [text], []]
        case "vocabulary":
            code = URIRef(CODES[rule.alternatives[0]])
            if rule.severity == "Info":
                return [[IRI]], [[code], [BNode()], [text], []]
            return [[IRI], [BNode()], [code, IRI]], [[code], [text], []]
        case "language":
            return [[text], [vi, text]], [[vi, en], [IRI], [BNode()], [Literal(" ")], []]
    return [[Literal("")], [empty], [text, empty]], [[text], [vi, en], [IRI], [BNode()], []]


SKOS_CONCEPT = URIRef(NAMESPACES["skos"] + "Concept")


def broken_dates(kinds: list[URIRef]) -> Values:
    return [[IRI], [Literal("text")], [Literal("2026-13-40", datatype=kinds[-1])], [Literal("1", datatype=XSD.integer)]]


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
                    write(data, focus, way, value)
                yield Case(rule, focus, breaks)


def write(data: Graph, focus: Node, way: tuple[Step, ...], value: Node | Of) -> None:
    """One value at the end of a way."""
    if isinstance(value, Of):
        kind, value = value.iri, BNode()
        data.add((value, RDF.type, kind))
    here = focus
    for number, (step, backwards) in enumerate(way, 1):
        there = value if number == len(way) else BNode()
        data.add((there, step, here) if backwards else (here, step, there))
        here = there


@pytest.fixture(scope="module")
def judged() -> list[tuple[Case, bool]]:
    """Every case with whether its rule fired.

    Each rule is asked about its own records alone; that its class shape holds it is for the tests above.
    """
    data = Graph()
    written = list(cases(data))
    shapes = BOTH + Graph()
    shapes.remove((None, SH.targetClass, None))
    for case in written:
        shapes.add((case.rule.shape, SH.targetNode, case.focus))
    _, report, _ = validate(data, shacl_graph=shapes)
    fired = {(report.value(result, SH.focusNode), shape) for result, shape in report.subject_objects(SH.sourceShape)}
    return [(case, (case.focus, case.rule.shape) in fired) for case in written]


@pytest.mark.soak
def test_rules__fire_on_a_record_that_breaks_them(judged: list[tuple[Case, bool]]) -> None:
    assert {case.rule.code for case, _ in judged if case.breaks} == {rule.code for rule in RULES}
    assert [str(case.focus) for case, fired in judged if case.breaks and not fired] == []


def test_rules__keep_silent_on_a_record_that_keeps_them(judged: list[tuple[Case, bool]]) -> None:
    assert {case.rule.code for case, _ in judged if not case.breaks} == {rule.code for rule in RULES}
    assert [str(case.focus) for case, fired in judged if not case.breaks and fired] == []


def test_shapes__are_well_formed_shacl() -> None:
    """By the W3C's shapes for shapes, which pySHACL brings; itself it takes half a minute for them."""
    spec = find_spec("pyshacl")
    assert spec is not None
    assert spec.origin is not None
    of_shapes = Path(spec.origin).with_name("assets") / "shacl-shacl.ttl"
    assert list(judged_by_danhmuc(BOTH, of_shapes, w3c_classes=True).results) == []
    broken = Graph().parse(data=text_of("dcat-ap").replace("sh:minCount 1", 'sh:minCount "1"'), format="turtle")
    assert not judged_by_danhmuc(broken, of_shapes, w3c_classes=True).conforms


# --- a real feed -----------------------------------------------------------------------------------------------------

Finding = tuple[Node | None, Node | None, Node | None]
MANDATORY = {"minCount", "maxCount", "nodeKind", "datatype"}


def mandatory() -> Graph:
    """The rules that SEMIC's first file has a part in: how many values, and of what kind, for all that must be."""
    shapes = Graph()
    shapes += GRAPHS["dcat-ap"]
    for rule in RULES:
        dates = rule.ending in ("datatype", "untyped")
        if rule.severity != "Violation" or (not dates and not MANDATORY & rule.constraints.keys()):
            shapes.remove((None, SH.property, rule.shape))
    return shapes


def violations(data: Graph, shapes: Graph) -> Counter[Finding]:
    """How often pySHACL reports each focus, path and value."""
    _, report, _ = validate(data, shacl_graph=shapes)
    return Counter(
        (report.value(result, SH.focusNode), report.value(result, SH.resultPath), report.value(result, SH.value))
        for result in report.subjects(SH.resultSeverity, SH.Violation)
    )


@pytest.mark.soak
def test_dcat_ap__finds_in_belgium_what_the_published_shapes_find(test_data: Path) -> None:
    """Ours say more (dates, second notations) and less (their wrong maxima); on these pages it makes no difference."""
    data = Graph()
    for page in sorted((test_data / "belgium").glob("*.trig")):
        quads = parse(path=page, base_iri=page.as_uri(), lenient=True, rename_blank_nodes=True)
        add_nquads(data, serialize(quads, format=RdfFormat.N_QUADS) or b"")
    theirs = violations(data, Graph().parse(test_data / "dcat-ap-3.0.1" / "shapes.ttl"))
    ours = violations(data, mandatory())
    assert ours == theirs
    assert ours.total() == 77
    assert sum(n for (_, path, _), n in ours.items() if curie(path) == "foaf:name") == 65


APART_FROM_SEMIC = {
    "w3c-dcat3/*.ttl": ({"foaf:name": 13}, {"foaf:primaryTopic": 1}),
    "dcat-ap-es/ttl/**/*.ttl": ({}, {}),
    "mobilitydcat-ap/**/*.ttl": (
        {"dct:language": 1, "dct:source": 2, "spdx:algorithm": 1},
        {"foaf:primaryTopic": 2},
    ),
}
"""Violations that only our mandatory layer has, and those that only SEMIC's has; docs/decisions/0013 tells why."""


@pytest.mark.parametrize("files", APART_FROM_SEMIC)
def test_dcat_ap__differs_from_the_published_shapes_where_it_is_meant_to(test_data: Path, files: str) -> None:
    ours = ShaclValidator(mandatory(), w3c_classes=True)
    theirs = ShaclValidator(test_data / "dcat-ap-3.0.1" / "shapes.ttl", w3c_classes=True)
    more: Counter[str] = Counter()
    less: Counter[str] = Counter()
    for path in sorted(test_data.glob(files)):
        one, other = gravely(ours, path), gravely(theirs, path)
        more.update(step for _, step, _ in (one - other).elements())
        less.update(step for _, step, _ in (other - one).elements())
    assert (more, less) == APART_FROM_SEMIC[files]


def gravely(validator: ShaclValidator, path: Path) -> Counter[tuple[str, str, str]]:
    """How often each focus, path and value is a violation; blank nodes have no name."""
    grave = (one for one in validator.validate(path).results if one.severity == str(SH.Violation))
    return Counter(
        (re.sub("^_:.*", "[]", str(one.focus)), curie(URIRef(str(one.path))), re.sub("^_:.*", "[]", str(one.value)))
        for one in grave
    )
