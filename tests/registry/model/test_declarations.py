"""The fields are those of the standards: each class has each property, with as many values as the text allows.

The facts were taken down line by line from the tables of the specifications, apart from the declarations. A class is
followed by its properties, each with the most values that it may have: ``1``, ``*``, or ``?`` where the text that was
read does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

import pytest
from rdflib import Graph, URIRef

from danhmuc.registry.model.fields import DEFAULT_SOURCE
from danhmuc.registry.model.nouns import NOUNS, noun_by_name
from danhmuc.registry.model.resource import Resource
from danhmuc.vocab import concepts
from danhmuc.vocab.namespaces import DMV, SH
from danhmuc.vocab.prefixes import abbreviate

DCAT_AP = """
dcat:Catalog
    dct:description * dct:publisher 1 dct:title * dcat:dataset * dcat:service * dcat:themeTaxonomy * dct:issued 1
    dct:language * dct:license 1 dct:modified 1 dct:spatial * foaf:homepage 1 dcat:catalog * dcat:record *
    dcatap:applicableLegislation * dct:creator 1 dct:hasPart * dct:rights * dct:temporal *
dcat:CatalogRecord
    dct:modified 1 foaf:primaryTopic 1 adms:status 1 dct:conformsTo * dct:issued 1 dct:description * dct:language *
    dct:source 1 dct:title *
dcat:Dataset
    dct:description * dct:title * dcat:contactPoint * dcat:distribution * dcat:keyword * dcat:theme * dct:publisher 1
    dct:spatial * dct:temporal * adms:identifier * adms:sample * adms:versionNotes * dcat:hasVersion * dcat:inSeries *
    dcat:landingPage * dcat:qualifiedRelation * dcat:spatialResolutionInMeters * dcat:temporalResolution 1
    dcat:version 1 dcatap:applicableLegislation * dct:accessRights 1 dct:accrualPeriodicity 1 dct:conformsTo *
    dct:creator * dct:identifier * dct:isReferencedBy * dct:issued 1 dct:language * dct:modified 1 dct:provenance *
    dct:relation * dct:source * dct:type * foaf:page * prov:qualifiedAttribution * prov:wasGeneratedBy *
dcat:DatasetSeries
    dct:description * dct:title * dcat:contactPoint * dct:publisher 1 dct:spatial * dcatap:applicableLegislation *
    dct:accrualPeriodicity 1 dct:issued 1 dct:modified 1 dct:temporal *
dcat:Distribution
    dcat:accessURL * dcatap:availability 1 dct:description * dct:format 1 dct:license 1 adms:status 1
    dcat:accessService * dcat:byteSize 1 dcat:compressFormat 1 dcat:downloadURL * dcat:mediaType 1 dcat:packageFormat 1
    dcat:spatialResolutionInMeters 1 dcat:temporalResolution 1 dcatap:applicableLegislation * dct:conformsTo *
    dct:issued 1 dct:language * dct:modified 1 dct:rights * dct:title * foaf:page * odrl:hasPolicy 1 spdx:checksum 1
dcat:DataService
    dcat:endpointURL * dct:title * dcat:contactPoint * dcat:endpointDescription * dcat:keyword * dcat:servesDataset *
    dcat:theme * dct:conformsTo * dct:publisher 1 dcat:landingPage * dcatap:applicableLegislation * dct:accessRights 1
    dct:description * dct:format * dct:license 1 foaf:page *
foaf:Agent
    foaf:name * dct:type 1
spdx:Checksum
    spdx:algorithm 1 spdx:checksumValue 1
dcat:Relationship
    dcat:hadRole * dct:relation *
dct:LicenseDocument
    dct:type *
dct:Location
    dcat:bbox 1 dcat:centroid 1 locn:geometry 1
dct:PeriodOfTime
    dcat:endDate 1 dcat:startDate 1 time:hasBeginning 1 time:hasEnd 1
adms:Identifier
    skos:notation 1
skos:Concept
    skos:prefLabel *
skos:ConceptScheme
    dct:title *
"""
"""DCAT-AP 3.0.1, properties per class."""

DCAT_US = """
dcat:Catalog
    dcat:contactPoint * dcat:keyword * dcat:theme * dct:accessRights 1 dct:conformsTo 1 dct:identifier 1
    adms:identifier * dct:rightsHolder * dct:subject * dct:type * prov:qualifiedAttribution *
dcat:Dataset
    adms:status 1 dcat:hasCurrentVersion 1 dcat:previousVersion 1 dcat-us:describedBy 1 dcat-us:liabilityStatement 1
    dcat-us:metadataDistribution * dcat-us:purpose 1 dct:contributor * dct:created 1 dct:hasPart * dct:replaces *
    dct:rights * dct:rightsHolder * dct:subject * dqv:hasQualityMeasurement * prov:wasAttributedTo * prov:wasUsedBy *
    schema:image 1 skos:scopeNote 1
dcat:DatasetSeries
    dcat:first 1 dcat:last 1 dcat:seriesMember *
dcat:Distribution
    adms:representationTechnique 1 cnt:characterEncoding * dcat-us:accessRestriction * dcat-us:cuiRestriction 1
    dcat-us:describedBy 1 dcat-us:useRestriction * dct:accessRights 1 dct:identifier 1 adms:identifier *
    dqv:hasQualityMeasurement * schema:image 1
dcat:DataService
    dcat:spatialResolutionInMeters 1 dcat:temporalResolution 1 dct:created 1 dct:creator * dct:identifier 1
    adms:identifier * dct:language * dct:modified 1 dct:rights * dct:rightsHolder * dct:spatial * dct:temporal *
    dct:type * dqv:hasQualityMeasurement * prov:qualifiedAttribution * prov:wasUsedBy *
foaf:Agent
    skos:altLabel ? skos:notation ? skos:prefLabel ? org:subOrganizationOf ?
vcard:Kind
    vcard:fn 1 vcard:hasEmail ? vcard:family-name ? vcard:given-name ? vcard:organization-name ? vcard:title ?
    vcard:hasTelephone ? vcard:hasAddress ?
adms:Identifier
    adms:schemaAgency ? dct:creator ? dct:issued ? dcat:version ?
dct:Location
    dct:identifier ? skos:inScheme ? skos:altLabel ? skos:prefLabel ?
dct:Standard
    dct:title ? dct:identifier ? dct:description ? dct:issued ? skos:inScheme ?
prov:Attribution
    dcat:hadRole ? prov:agent ?
dqv:QualityMeasurement
    dqv:isMeasurementOf ? dqv:value ?
"""
"""What the JSON Schemas of DCAT-US 3.0 add, where the IRI is known.

Without one are ``supportedSchema`` and, of a dataset, ``first``.
"""

HVD = """
dcat:Dataset
    dcatap:applicableLegislation * dcatap:hvdCategory * dcat:contactPoint * dcat:distribution * dct:conformsTo *
    dcat:inSeries *
dcat:DatasetSeries
    dcatap:applicableLegislation * dcatap:hvdCategory *
dcat:Distribution
    dcat:accessURL * dcatap:applicableLegislation * dcat:accessService * dct:license 1 dct:conformsTo * dct:rights *
dcat:DataService
    dcatap:applicableLegislation * dcatap:hvdCategory * dcat:contactPoint * foaf:page * dcat:endpointURL *
    dcat:endpointDescription * dcat:servesDataset * dct:license 1 dct:rights *
dcat:CatalogRecord
    foaf:primaryTopic 1
vcard:Kind
    vcard:hasURL * vcard:hasEmail *
"""
"""DCAT-AP-HVD 3.0.0."""

VIET_NAM = """
dcat:Catalog
    dct:title * dct:description * dct:publisher 1 dct:issued 1 dct:modified 1 dcatap:applicableLegislation *
    dmv:reviewedOn 1
eli:LegalResource
    dct:identifier 1 dct:date 1 dct:publisher 1
dmv:Database
    dct:identifier * adms:identifier * dct:title * dct:description * dmv:purpose * dcat:keyword * dcat:theme *
    dct:type * dct:publisher 1 dct:rightsHolder * dcat:contactPoint * dmv:sharingNature 1 dmv:sharingForm 1
    dct:audience * dmv:importance 1 dmv:personalData 1 dct:source * dct:provenance * dct:accrualPeriodicity 1
    dct:rights *
    dcatap:applicableLegislation * dmv:reviewedOn 1
dcat:Dataset
    dct:identifier * adms:identifier * dmv:purpose * dct:isPartOf * dct:rightsHolder * dct:creator *
    prov:qualifiedAttribution * dmv:sharingNature 1 dct:accessRights 1 dmv:sharingForm 1 dct:audience *
    dmv:importance 1 dmv:personalData 1 dct:type * dct:source * prov:wasDerivedFrom * dct:provenance *
    dct:accrualPeriodicity 1 dct:issued 1 dct:modified 1 dct:spatial * dct:temporal * dct:language * dct:conformsTo *
    odrl:hasPolicy * dct:license 1 dct:rights * dcat:version 1 dcat:previousVersion 1 adms:status 1
    dmv:plannedPublication 1 dqv:hasQualityMeasurement * dqv:hasQualityAnnotation *
dcat:Distribution
    dct:format 1 dcat:mediaType 1 dcat:accessURL * dcat:downloadURL * dcat:byteSize 1 spdx:checksum 1 dct:license 1
    dmv:sharingMethod * dcatap:availability 1
dcat:DataService
    dct:title * dcat:endpointURL * dcat:endpointDescription * dcat:servesDataset * dct:identifier 1 dct:available 1
    adms:status 1 dmv:sharingMethod * dmv:sharingNature 1 dmv:personalData 1
foaf:Agent
    dct:identifier 1 foaf:name *
vcard:Kind
    vcard:fn 1 vcard:role 1 vcard:hasTelephone * vcard:hasEmail *
dct:Location
    skos:notation 1
dct:PeriodOfTime
    dcat:startDate 1 dcat:endDate 1
adms:Identifier
    skos:notation 1
odrl:Agreement
    odrl:assigner * odrl:assignee * odrl:target * odrl:permission * odrl:obligation *
odrl:Permission
    odrl:constraint * odrl:duty *
dqv:QualityMeasurement
    dqv:isMeasurementOf 1 dqv:value 1 dct:date 1
"""
"""What Decrees 47/2020 and its successors ask of an inventory, as properties of DCAT and of our own vocabulary.

Texts come in two languages and so have ``*`` even where there is one; a holder of rights and a database that a thing
belongs to are one in the inventory, and may be several elsewhere.
"""

TEXTS = {"DCAT-AP 3.0.1": DCAT_AP, "DCAT-US 3.0": DCAT_US, "DCAT-AP-HVD 3.0.0": HVD, "Viet Nam": VIET_NAM}
NO_FIELDS = {
    *("dmv:secrecy", "dmv:completeness", "dmv:evidenceGrade", "dmv:longestSpan", "dmv:seenOn"),
    *("dmv:loginRequired", "dmv:sheet", "dmv:allowsUnread", "dmv:completedOn"),
    *("dmv:proposedBy", "dmv:rowNumberHeading", "dmv:answer", "dmv:receivedBy", "dmv:staysInWorkbook"),
    *("dmv:publicationPlan", "dmv:digitisation", "dmv:sharingPlatform", "dmv:plannedOutage", "dmv:application"),
    *("dmv:requestedItems", "dmv:sharingPlace", "dmv:afterReceipt", "dmv:commitments", "dmv:protection"),
    *("dmv:retention", "dmv:deletion", "dmv:otherTerms"),
    *("dmv:checkedBy", "dmv:isRepeated", "dmv:uniqueKey"),
    *("dmv:registration", "dmv:registeredItem", "dmv:effectiveFrom", "dmv:effectiveUntil"),
}
"""State secrets are refused unread; a login is read from feeds, plans and agreements from workbooks; keys and checks of
tables are shown by lists, registrations written by feeds; the others are said in files of code lists and profiles."""

SOURCES = (
    "DCAT-AP 3.0.1",
    "DCAT-AP-HVD 3.0.0",
    "DCAT-US 3.0",
    "DCAT 3",
    "DCMI Metadata Terms",
    "FOAF",
    "Organization Ontology",
    "PROV Ontology",
    "Data Quality Vocabulary",
    "GeoSPARQL",
    "SKOS Reference",
    "RDF Schema",
    "ODRL 2.2",
    "European Legislation Identifier ontology",
    "Metadata Vocabulary for Tabular Data",
    "XML Schema Definition Language",
    "Decree 47/2020/NĐ-CP",
    "Decision 20/2020/QĐ-TTg",
    "Decision 19/2025/QĐ-TTg",
    "Circular 24/2011/TT-BTTTT",
    "Data Law 60/2024/QH15",
    "Law 91/2025/QH15",
    "danhmuc's vocabulary",
)
"""Where properties are from; an article may follow after a comma."""


def facts(text: str) -> Iterator[tuple[str, str, str]]:
    """Class, property and the most values."""
    for paragraph in text.strip().split("\n"):
        if not paragraph.startswith(" "):
            subject = paragraph
            continue
        words = paragraph.split()
        for name, most in zip(words[::2], words[1::2], strict=True):
            yield subject, name, most


NOUN_OF = {abbreviate(term.value): noun_by_name(name) for name, (_, term) in NOUNS.items()}
ALL = [(title, *fact) for title, text in TEXTS.items() for fact in facts(text)]
RULING = {(subject, name): most for text in (VIET_NAM, DCAT_US, HVD, DCAT_AP) for subject, name, most in facts(text)}
"""The most values, by the text that rules: DCAT-AP first, then its profile, then DCAT-US, then ours."""
FIELDS = [(noun, field) for noun in NOUN_OF.values() for field in noun.fields.values()]


@pytest.mark.parametrize("title", TEXTS)
def test_nouns__have_every_property_of_the_text(title: str) -> None:
    of_text = [(subject, name) for found, subject, name, _ in ALL if found == title]
    assert len(of_text) > 10
    assert [fact for fact in of_text if fact[1] not in {f.property for f in NOUN_OF[fact[0]].fields.values()}] == []


def test_fields__have_as_many_values_as_the_text_allows() -> None:
    declared = {
        (prefixed, f.property): f.cardinality for prefixed, noun in NOUN_OF.items() for f in noun.fields.values()
    }
    wrong = {
        fact: (most, declared[fact])
        for fact, most in RULING.items()
        if most != "?" and declared[fact].endswith("*") != (most == "*")
    }
    assert wrong == {}


def test_fields__have_one_of_four_cardinalities() -> None:
    assert {field.cardinality for _, field in FIELDS} == {"0..1", "1", "0..*", "1..*"}


@pytest.mark.parametrize(
    ("source", "text"), [(DEFAULT_SOURCE, DCAT_AP), ("DCAT-US 3.0", DCAT_US), ("DCAT-AP-HVD 3.0.0", HVD)]
)
def test_fields__name_a_text_that_has_them(source: str, text: str) -> None:
    known = {(NOUN_OF[subject], name) for subject, name, _ in facts(text)}
    claimed = {
        (noun.__name__, field.property)
        for noun, field in FIELDS
        if source in field.source.split("; ")
        # A shared field is right where one of the entries that share it has the property.
        and not any((other, field.property) in known for other in NOUN_OF.values() if _related(other, noun))
    }
    assert claimed == set()


def _related(one: type[Resource], other: type[Resource]) -> bool:
    shared = noun_by_name("CatalogedResource")
    return one is other or (issubclass(one, shared) and issubclass(other, shared))


def test_fields__name_sources_that_we_know() -> None:
    named = {part for _, field in FIELDS for part in field.source.split("; ")}
    assert {part for part in named if part.split(", ")[0] not in SOURCES} == set()
    assert set(SOURCES) - {part.split(", ")[0] for part in named} == set()


def test_fields__cover_our_own_vocabulary() -> None:
    terms = {abbreviate(str(term)) for term in DMV}
    about = Graph().parse(data=(resources.files("danhmuc.vocab") / "dmv.ttl").read_text("utf-8"), format="turtle")
    of_shapes = {abbreviate(str(term)) for term in about.subjects(URIRef("http://schema.org/domainIncludes"), SH.Shape)}
    properties = {name for name in terms - of_shapes if name.partition(":")[2][0].islower()}
    assert len(properties) > 8
    assert properties - {field.property for _, field in FIELDS} == NO_FIELDS


def test_fields__draw_from_lists_that_are_there() -> None:
    tokens = {token for _, field in FIELDS for token in getattr(field, "schemes", ())}
    assert len(tokens) > 15
    assert {token for token in tokens if not len(concepts.load(token))} == set()


@pytest.mark.parametrize("name", NOUNS)
def test_noun__has_each_property_once(name: str) -> None:
    properties = [field.property for field in noun_by_name(name).fields.values()]
    assert sorted(properties) == sorted(set(properties))
