"""DCAT-AP 3.0.0 and 3.0.1.

Source: SEMICeu/DCAT-AP, releases/3.0.0 and 3.0.1, context/dcat-ap.jsonld; every name compared on 25 November 2026.
Words are defined only within resources of their class: a resource without ``@type`` has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .definitions import ContextDocument, Definition, classes, iri, link, literal, text, words

_TERMS: Final[Mapping[str, Definition]] = {
    "accessRights": link("dct:accessRights"),
    "accessService": link("dcat:accessService"),
    "accessUrl": link("dcat:accessURL"),
    "algorithm": link("spdx:algorithm"),
    "applicableLegislation": link("dcatap:applicableLegislation"),
    "applicationProfile": link("dct:conformsTo"),
    "availability": link("dcatap:availability"),
    "bbox": text("dcat:bbox"),
    "beginning": link("time:hasBeginning"),
    "byteSize": literal("dcat:byteSize", "xsd:nonNegativeInteger"),
    "catalogue": link("dcat:catalog"),
    "centroid": text("dcat:centroid"),
    "changeType": link("adms:status"),
    "checksum": link("spdx:checksum"),
    "checksumValue": literal("spdx:checksumValue", "xsd:hexBinary"),
    "compressionFormat": link("dcat:compressFormat"),
    "conformsTo": link("dct:conformsTo"),
    "contactPoint": link("dcat:contactPoint"),
    "creator": link("dct:creator"),
    "dataset": link("dcat:dataset"),
    "datasetDistribution": link("dcat:distribution"),
    "description": text("dct:description"),
    "documentation": link("foaf:page"),
    "downloadUrl": link("dcat:downloadURL"),
    "end": link("time:hasEnd"),
    "endDate": text("dcat:endDate"),
    "endpointDescription": link("dcat:endpointDescription"),
    "endpointUrl": link("dcat:endpointURL"),
    "first": link("dcat:first"),
    "format": link("dct:format"),
    "frequency": link("dct:accrualPeriodicity"),
    "geographicalCoverage": link("dct:spatial"),
    "geometry": link("locn:geometry"),
    "hadRole": link("dcat:hadRole"),
    "hasPart": link("dct:hasPart"),
    "hasPolicy": link("odrl:hasPolicy"),
    "hasVersion": link("dcat:hasVersion"),
    "homepage": link("foaf:homepage"),
    "identifier": text("dct:identifier"),
    "inSeries": link("dcat:inSeries"),
    "isPartOf": link("dct:isPartOf"),
    "isReferencedBy": link("dct:isReferencedBy"),
    "isVersionOf": link("dcat:isVersionOf"),
    "keyword": text("dcat:keyword"),
    "landingPage": link("dcat:landingPage"),
    "language": link("dct:language"),
    "last": link("dcat:last"),
    "licence": link("dct:license"),
    "linkedSchemas": link("dct:conformsTo"),
    "listingDate": text("dct:issued"),
    "mediaType": link("dcat:mediaType"),
    "modificationDate": text("dct:modified"),
    "name": text("foaf:name"),
    "next": link("dcat:next"),
    "notation": text("skos:notation"),
    "otherIdentifier": link("adms:identifier"),
    "packagingFormat": link("dcat:packageFormat"),
    "preferredLabel": text("skos:prefLabel"),
    "previous": link("dcat:prev"),
    "primaryTopic": link("foaf:primaryTopic"),
    "provenance": link("dct:provenance"),
    "publisher": link("dct:publisher"),
    "qualifiedAttribution": link("prov:qualifiedAttribution"),
    "qualifiedRelation": link("dcat:qualifiedRelation"),
    "record": link("dcat:record"),
    "relatedResource": link("dct:relation"),
    "relation": link("dct:relation"),
    "releaseDate": text("dct:issued"),
    "rights": link("dct:rights"),
    "sample": link("adms:sample"),
    "seriesMember": link("dcat:seriesMember"),
    "servesDataset": link("dcat:servesDataset"),
    "service": link("dcat:service"),
    "source": link("dct:source"),
    "sourceMetadata": link("dct:source"),
    "spatialResolution": literal("dcat:spatialResolutionInMeters", "xsd:decimal"),
    "startDate": text("dcat:startDate"),
    "status": link("adms:status"),
    "temporalCoverage": link("dct:temporal"),
    "temporalResolution": literal("dcat:temporalResolution", "xsd:duration"),
    "theme": link("dcat:theme"),
    "themes": link("dcat:themeTaxonomy"),
    "title": text("dct:title"),
    "type": link("dct:type"),
    "version": text("dcat:version"),
    "versionNotes": text("adms:versionNotes"),
    "wasGeneratedBy": link("prov:wasGeneratedBy"),
}
"""The meaning of each word, which is the same in all classes and both releases."""


def _class(name: str, listed: str = "") -> tuple[str, Mapping[str, Definition]]:
    return name, words(_TERMS, listed)


_CATALOGUE: Final = """catalogue creator dataset description geographicalCoverage hasPart homepage language licence
    modificationDate publisher record releaseDate rights service temporalCoverage themes title"""
_CATALOGUE_RECORD: Final = """applicationProfile changeType description language listingDate modificationDate
    primaryTopic sourceMetadata title"""
_DATA_SERVICE: Final = "accessRights description endpointDescription endpointUrl format licence servesDataset title"
_DATASET: Final = """accessRights conformsTo contactPoint creator datasetDistribution description documentation
    frequency geographicalCoverage hasVersion identifier isReferencedBy keyword landingPage language modificationDate
    otherIdentifier provenance publisher qualifiedAttribution qualifiedRelation relatedResource releaseDate sample
    source spatialResolution temporalCoverage temporalResolution theme title type version versionNotes wasGeneratedBy"""
_DATASET_SERIES: Final = """contactPoint description frequency geographicalCoverage modificationDate publisher
    releaseDate temporalCoverage title"""
_DISTRIBUTION: Final = """accessService accessUrl availability byteSize checksum compressionFormat description
    documentation downloadUrl format hasPolicy language licence linkedSchemas mediaType modificationDate
    packagingFormat releaseDate rights spatialResolution status temporalResolution title"""

_BOTH: Final = classes(
    {
        "Activity": _class("prov:Activity"),
        "Agent": _class("foaf:Agent", "name type"),
        "Attribution": _class("prov:Attribution"),
        "CatalogueRecord": _class("dcat:CatalogRecord", _CATALOGUE_RECORD),
        "CataloguedResource": _class("dcat:Resource"),
        "Checksum": _class("spdx:Checksum", "algorithm checksumValue"),
        "ChecksumAlgorithm": _class("spdx:ChecksumAlgorithm"),
        "Concept": _class("skos:Concept", "preferredLabel"),
        "Document": _class("foaf:Document"),
        "Frequency": _class("dct:Frequency"),
        "Geometry": _class("locn:Geometry"),
        "Identifier": _class("adms:Identifier", "notation"),
        "Kind": _class("vcard:Kind"),
        "LicenceDocument": _class("dct:LicenseDocument", "type"),
        "LinguisticSystem": _class("dct:LinguisticSystem"),
        "Literal": _class("rdfs:Literal"),
        "Location": _class("dct:Location", "bbox centroid geometry"),
        "MediaType": _class("dct:MediaType"),
        "MediaTypeOrExtent": _class("dct:MediaTypeOrExtent"),
        "PeriodOfTime": _class("dct:PeriodOfTime", "beginning end endDate startDate"),
        "Policy": _class("odrl:Policy"),
        "ProvenanceStatement": _class("dct:ProvenanceStatement"),
        "Relationship": _class("dcat:Relationship", "hadRole relation"),
        "Resource": _class("rdfs:Resource"),
        "RightsStatement": _class("dct:RightsStatement"),
        "Role": _class("dcat:Role"),
        "Standard": _class("dct:Standard"),
        "TemporalLiteral": _class("rdfs:Literal"),
        "TimeInstant": _class("time:Instant"),
    }
)

RELEASE_3_0_0: Final[ContextDocument] = {
    **_BOTH,
    **classes(
        {
            "Catalogue": _class("dcat:Catalog", _CATALOGUE + " isPartOf"),
            "Conceptscheme": _class("skos:ConceptScheme", "title"),
            "DataService": _class("dcat:DataService", _DATA_SERVICE),
            "Dataset": _class("dcat:Dataset", _DATASET + " isVersionOf"),
            "DatasetMemberOfADatasetSeries": _class(
                "dcat:Dataset", "description frequency inSeries next previous title"
            ),
            "DatasetSeries": _class("dcat:DatasetSeries", _DATASET_SERIES + " first last seriesMember"),
            "Distribution": _class("dcat:Distribution", _DISTRIBUTION),
        }
    ),
    "xsd": iri("xsd:"),
}

RELEASE_3_0_1: Final[ContextDocument] = {
    **_BOTH,
    **classes(
        {
            "Catalogue": _class("dcat:Catalog", _CATALOGUE + " applicableLegislation"),
            "ConceptScheme": _class("skos:ConceptScheme", "title"),
            "DataService": _class(
                "dcat:DataService",
                _DATA_SERVICE
                + " applicableLegislation conformsTo contactPoint documentation keyword landingPage publisher theme",
            ),
            "Dataset": _class("dcat:Dataset", _DATASET + " applicableLegislation inSeries"),
            "DatasetSeries": _class("dcat:DatasetSeries", _DATASET_SERIES + " applicableLegislation"),
            "Distribution": _class("dcat:Distribution", _DISTRIBUTION + " applicableLegislation"),
            "LegalResource": _class("eli:LegalResource"),
        }
    ),
}
