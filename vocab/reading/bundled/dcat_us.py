"""DCAT-US 3.0, the draft's context.

Its one address held several drafts and holds none today. They differ in the names of classes (``Dataset``, before
that ``dcat:Dataset`` with prefixes) and in DCAT-US's own namespace; both spellings are known here, the namespace is
that of the JSON Schemas. Words are defined only within resources of their class. Points on which the drafts differ,
bases for short names of languages and places, are left out.
Source: DOI-DO/dcat-us, context/dcat-us-3.0.jsonld, commits 0c928335 (every name) and fdb65ec0 (spellings); compared on
25 November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .definitions import ContextDocument, Definition, by_language, classes, iri, link, literal, text, words

_TEXTS: Final = """dct:abstract dcat:keyword dct:description dct:title dcat-us:purpose dcat-us:restrictionNote
    rdfs:label skos:altLabel skos:definition skos:prefLabel"""
"""Each is defined twice: as itself, and with ``Map`` after it for texts by language."""

_LINKS: Final = """adms:representationTechnique adms:sample adms:schemaAgency adms:status adms:supportedSchema
    dcat:accessService dcat:accessURL dcat:catalog dcat:compressFormat dcat:contactPoint dcat:dataset dcat:distribution
    dcat:downloadURL dcat:endpointURL dcat:first dcat:hadRole dcat:hasCurrentVersion dcat:hasVersion dcat:inSeries
    dcat:landingPage dcat:mediaType dcat:packageFormat dcat:previousVersion dcat:qualifiedRelation dcat:record
    dcat:servesDataset dcat:service dcat:theme dcat:themeTaxonomy dcat-us:accessRestriction
    dcat-us:applicableLegislation dcat-us:cuiRestriction dcat-us:geographicBoundingBox dcat-us:investment
    dcat-us:liabilityStatement dcat-us:metadataDistribution dcat-us:program dcat-us:restrictionStatus
    dcat-us:specificRestriction dcat-us:useRestriction dcatap:availability dct:accessRights dct:accrualPeriodicity
    dct:conformsTo dct:contributor dct:creator dct:format dct:hasPart dct:isReferencedBy dct:language dct:license
    dct:provenance dct:publisher dct:relation dct:replaces dct:rights dct:rightsHolder dct:source dct:spatial
    dct:subject dct:temporal dqv:expectedDataType dqv:hasQualityMeasurement dqv:inDimension dqv:isMeasurementOf
    foaf:homepage foaf:page foaf:primaryTopic odrl:hasPolicy org:memberOf org:subOrganizationOf prov:agent
    prov:qualifiedAttribution prov:wasAttributedTo prov:wasGeneratedBy prov:wasUsedBy skos:inScheme spdx:algorithm
    spdx:checksum vcard:address vcard:email vcard:tel"""

_VALUES: Final = """adms:versionNotes cnt:characterEncoding dcat:bbox dcat:centroid dcat:endDate
    dcat:endpointDescription dcat:startDate dcat:version dcat-us:cuiBannerMarking dcat-us:designationIndicator
    dct:bibliographicCitation dct:created dct:identifier dct:issued dct:modified dqv:value foaf:firstname
    foaf:givenName foaf:name locn:geometry skos:notation spdx:licenseText vcard:country-name vcard:family-name
    vcard:fn vcard:given-name vcard:locality vcard:organization-name vcard:postal-code vcard:region
    vcard:street-address"""

_DECIMALS: Final = """dcat:byteSize dcat:spatialResolutionInMeters dcat-us:eastBoundingLongitude
    dcat-us:northBoundingLatitude dcat-us:southBoundingLatitude dcat-us:westBoundingLongitude"""


def _local(name: str) -> str:
    return name.partition(":")[2]


_TERMS: Final[Mapping[str, Definition]] = {
    **{_local(name): text(name) for name in (*_TEXTS.split(), *_VALUES.split())},
    **{_local(name) + "Map": by_language(name) for name in _TEXTS.split()},
    **{_local(name): link(name) for name in _LINKS.split()},
    **{_local(name): literal(name, "xsd:decimal") for name in _DECIMALS.split()},
    "attributionText": "http://schema.theodi.org/odrs#attributionText",
    "attributionTextMap": by_language("http://schema.theodi.org/odrs#attributionText"),
    "category": link("dct:type"),
    "checksumValue": literal("spdx:checksumValue", "xsd:hexBinary"),
    "image": link("https://schema.org/image"),
    "otherIdentifier": link("adms:identifier"),
    "requiredIndicatorPerAuthority": literal("dcat-us:requiredIndicatorPerAuthority", "xsd:string"),
    "temporalResolution": literal("dcat:temporalResolution", "xsd:duration"),
    "unitMeasure": link("http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure"),
    "usageNote": "http://purl.org/vocab/vann/usageNote",
    "usageNoteMap": by_language("http://purl.org/vocab/vann/usageNote"),
}

_RESTRICTION: Final = "restrictionNote restrictionNoteMap restrictionStatus specificRestriction"
_EXPENSE: Final = "category description descriptionMap identifier otherIdentifier title titleMap"
_LABEL: Final = "label labelMap"

_SCOPES: Final = {
    "adms:Identifier": "creator issued notation schemaAgency",
    "dcat-us:AccessRestriction": _RESTRICTION,
    "dcat-us:CUIRestriction": "cuiBannerMarking designationIndicator requiredIndicatorPerAuthority",
    "dcat-us:GeographicBoundingBox": """eastBoundingLongitude northBoundingLatitude southBoundingLatitude
        westBoundingLongitude""",
    "dcat-us:Investment": _EXPENSE,
    "dcat-us:LiabilityStatement": _LABEL,
    "dcat-us:Program": _EXPENSE,
    "dcat-us:UseRestriction": _RESTRICTION,
    "dcat:Catalog": """accessRights catalog conformsTo contactPoint creator dataset description descriptionMap hasPart
        homepage identifier issued keyword keywordMap language license modified publisher qualifiedAttribution record
        rights rightsHolder service spatial subject temporal theme themeTaxonomy title titleMap""",
    "dcat:CatalogRecord": "conformsTo description issued language modified primaryTopic source status title",
    "dcat:DataService": """accessRights category conformsTo contactPoint created creator description descriptionMap
        endpointDescription endpointURL geographicBoundingBox hasPolicy hasQualityMeasurement identifier keyword
        keywordMap language license modified publisher qualifiedAttribution rights rightsHolder servesDataset spatial
        spatialResolutionInMeters temporal temporalResolution theme title titleMap wasUsedBy""",
    "dcat:Dataset": """accessRights accrualPeriodicity applicableLegislation category conformsTo contactPoint
        contributor created creator description descriptionMap distribution first geographicBoundingBox
        hasCurrentVersion hasPart hasPolicy hasQualityMeasurement hasVersion identifier image inSeries investment
        isReferencedBy issued keyword keywordMap landingPage language liabilityStatement metadataDistribution modified
        otherIdentifier page previousVersion program provenance publisher purpose purposeMap qualifiedAttribution
        qualifiedRelation relation replaces rights rightsHolder sample source spatial spatialResolutionInMeters status
        subject supportedSchema temporal temporalResolution theme title titleMap usageNote usageNoteMap version
        versionNotes wasAttributedTo wasGeneratedBy wasUsedBy""",
    "dcat:Distribution": """accessRestriction accessRights accessService accessURL availability byteSize
        characterEncoding checksum compressFormat conformsTo cuiRestriction description descriptionMap downloadURL
        format hasPolicy hasQualityMeasurement image issued language license mediaType modified packageFormat page
        representationTechnique rights spatialResolutionInMeters status temporalResolution title titleMap
        useRestriction""",
    "dcat:Relationship": "hadRole relation",
    "dct:LicenseDocument": "licenseText",
    "dct:Location": "bbox centroid geometry identifier inScheme prefLabel prefLabelMap",
    "dct:MediaType": _LABEL,
    "dct:PeriodOfTime": "endDate startDate",
    "dct:ProvenanceStatement": _LABEL,
    "dct:RightsStatement": "attributionText attributionTextMap",
    "dct:Standard": """category created description descriptionMap identifier inScheme issued modified title
        titleMap""",
    "dqv:Metric": "expectedDataType inDimension",
    "dqv:QualityMeasurement": "isMeasurementOf unitMeasure value",
    "foaf:Agent": "category name",
    "foaf:Document": """abstract abstractMap bibliographicCitation category conformsTo creator description
        descriptionMap identifier issued mediaType publisher title titleMap""",
    "foaf:Person": "firstname givenName memberOf name",
    "org:Organization": "altLabel altLabelMap name notation prefLabel prefLabelMap subOrganizationOf",
    "prov:Activity": f"category {_LABEL}",
    "prov:Attribution": "agent hadRole",
    "skos:Concept": """altLabel altLabelMap definition definitionMap inScheme notation prefLabel prefLabelMap""",
    "skos:ConceptScheme": "created description descriptionMap issued modified title titleMap version",
    "spdx:Checksum": "algorithm checksumValue",
    "vcard:Address": "country-name locality postal-code region street-address",
    "vcard:Contact": "address email family-name fn given-name organization-name tel",
}

_OTHER_MEANINGS: Final[Mapping[str, Mapping[str, Definition]]] = {
    # As published: DCMI has no such term.
    "adms:Identifier": {"version": iri("dct:version")},
    "vcard:Contact": {"title": text("vcard:title")},
}

_OUR_PREFIXES: Final = "adms cnt dcat dcat-us dcatap dqv foaf locn org owl prov rdf rdfs schema sh skos spdx vcard xsd"
_PREFIXES: Final = {
    **{prefix: iri(f"{prefix}:") for prefix in _OUR_PREFIXES.split()},
    "dcterms": iri("dct:"),
    "gsp": iri("geo:"),
    "odrs": "http://schema.theodi.org/odrs#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
}


def _scope(name: str) -> tuple[str, Mapping[str, Definition]]:
    return name, {**words(_TERMS, _SCOPES[name]), **_OTHER_MEANINGS.get(name, {})}


DCAT_US_3_0: Final[ContextDocument] = {
    **_PREFIXES,
    **classes({_local(name): _scope(name) for name in _SCOPES}),
    **classes({name.replace("dct:", "dcterms:"): _scope(name) for name in _SCOPES}),
}
