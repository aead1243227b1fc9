"""The mapping as a table: what each field of DCAT-US 1.1 and 3.0 is called in RDF, and what its values look like.

The only place that knows the names of fields. A field without property, and a value that its property cannot hold, is
kept as it is written under `KEPT`; see docs/decisions/0038-data-json.md.
Source: the JSON Schemas of Project Open Data 1.1 and of DCAT-US 3.0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import (
    ADMS,
    CNT,
    DCAT,
    DCAT_US,
    DCATAP,
    DCT,
    DQV,
    FOAF,
    LOCN,
    ORG,
    PROV,
    RDFS,
    SCHEMA,
    SKOS,
    SPDX,
    VCARD,
)

Version = Literal["1.1", "3.0"]

KEPT: Final = "https://w3id.org/danhmuc/data-json#"
"""The namespace of fields that are kept as they are written: a text as such, anything else as rdf:JSON."""

_REVISION: Final = 2
"""Counts changes to how kinds of values are read, which the table itself does not show."""

Kind = Literal[
    "text",
    "literal",
    "date",
    "iri",
    "iri-or-text",
    "email",
    "decimal",
    "size",
    "duration",
    "interval",
    "access-level",
    "access-rights",
    "frequency",
    "language",
    "media-type",
    "file-format",
    "statement",
    "license",
    "provenance",
    "label",
    "described-by",
    "spatial",
    "geometry",
    "bbox",
    "point",
    "identifier",
    "parent",
    "topic",
    "hash",
    "algorithm",
    "checkbox",
    "node",
]
"""How a value is read; see `values.py`, and `mapping.py` for those that make nodes."""

Occurrence = Literal["", "1", "!", "*", "+", "?", "&"]
"""None in this version; one value, optional or required; an array, optional or required; either of both, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonField:
    """One field of one class.

    Attributes:
        term: its property; None if RDF has none in use, and the value is kept.
        v11, v30: how often it occurs in each version.
        target: name of the class of its objects.
        texts: whether a text may stand for an object, as its name or its IRI.
        form: a regular expression that the text must match somewhere.
        example: the form as people read it.
        longest: the most characters in 1.1.
    """

    key: str
    term: NamedNode | None
    kind: Kind
    v11: Occurrence = ""
    v30: Occurrence = ""
    target: str = ""
    texts: bool = False
    form: str = ""
    example: str = ""
    longest: int | None = None

    def occurrence(self, version: Version) -> Occurrence:
        """The number of times that it occurs in a version."""
        return self.v11 if version == "1.1" else self.v30

    @property
    def name(self) -> NamedNode:
        """Its property, or else the one under which it is kept."""
        return self.term or NamedNode(KEPT + self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonClass:
    """One class of objects.

    Attributes:
        types: its classes in RDF, the main one first.
        names: the values of ``@type`` that mean it.
        label: the property of a text that stands for an object of it.
        one_of: keys of which one must be there.
        is_record: whether its objects are records.
    """

    name: str
    types: tuple[NamedNode, ...]
    fields: tuple[JsonField, ...]
    names: tuple[str, ...] = ()
    label: NamedNode | None = None
    one_of: tuple[str, ...] = ()
    is_record: bool = False
    by_key: Mapping[tuple[str, Version], JsonField] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the fields; one that a version does not have is read as the other has it."""
        found: dict[tuple[str, Version], JsonField] = {}
        for one in self.fields:
            for version in ("1.1", "3.0"):
                if one.occurrence(version) or (one.key, version) not in found:
                    found[one.key, version] = one
        object.__setattr__(self, "by_key", MappingProxyType(found))


ARRAYS: Final[Mapping[str, tuple[str, NamedNode]]] = MappingProxyType(
    {
        "dataset": ("Dataset", DCAT.dataset),
        "datasetSeries": ("DatasetSeries", DCAT.dataset),
        "service": ("DataService", DCAT.service),
        "record": ("CatalogRecord", DCAT.record),
        "catalog": ("Catalog", DCAT.catalog),
    }
)
"""The arrays of a catalogue that are read item by item: the class of their items, and how the catalogue lists them."""

_URI: Final = "https://example.gov/…"


def _text(key: str, prop: NamedNode | None, v11: Occurrence, v30: Occurrence, longest: int | None = None) -> JsonField:
    return JsonField(key=key, term=prop, kind="text", v11=v11, v30=v30, longest=longest)


def _plain(key: str, prop: NamedNode | None, v11: Occurrence, v30: Occurrence) -> JsonField:
    return JsonField(key=key, term=prop, kind="literal", v11=v11, v30=v30)


def _date(key: str, prop: NamedNode, v11: Occurrence, v30: Occurrence) -> JsonField:
    return JsonField(key=key, term=prop, kind="date", v11=v11, v30=v30)


def _iri(key: str, prop: NamedNode, v11: Occurrence, v30: Occurrence) -> JsonField:
    return JsonField(key=key, term=prop, kind="iri", v11=v11, v30=v30, example=_URI)


def _kind(
    kind: Kind, key: str, prop: NamedNode | None, v11: Occurrence, v30: Occurrence, example: str = ""
) -> JsonField:
    return JsonField(key=key, term=prop, kind=kind, v11=v11, v30=v30, example=example)


def _code(key: str, form: str, example: str, v11: Occurrence) -> JsonField:
    return JsonField(key=key, term=None, kind="literal", v11=v11, form=form, example=example)


def _node(
    target: str, key: str, prop: NamedNode, v11: Occurrence, v30: Occurrence, *, texts: bool = False
) -> JsonField:
    return JsonField(key=key, term=prop, kind="node", v11=v11, v30=v30, target=target, texts=texts)


def _concept(key: str, prop: NamedNode, v11: Occurrence, v30: Occurrence) -> JsonField:
    return _node("Concept", key, prop, v11, v30, texts=True)


_UNIT: Final = NamedNode("http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure")
_USED_BY: Final = NamedNode("http://www.w3.org/ns/prov#wasUsedBy")
_IDENTIFIERS: Final = (
    _kind("identifier", "identifier", DCT.identifier, "", "1"),
    _node("Identifier", "otherIdentifier", ADMS.identifier, "", "*", texts=True),
)
_DATES: Final = (_date("issued", DCT.issued, "", "1"), _date("modified", DCT.modified, "", "1"))
_MEDIA_TYPE: Final = "text/csv"

_DATASET: Final = (
    _text("title", DCT.title, "!", "!"),
    _text("description", DCT.description, "!", "!", 10_000),
    _text("keyword", DCAT.keyword, "+", "*", 1_000),
    _date("modified", DCT.modified, "!", "1"),
    _node("Organization", "publisher", DCT.publisher, "!", "1"),
    _node("Kind", "contactPoint", DCAT.contactPoint, "!", "&"),
    _kind("identifier", "identifier", DCT.identifier, "!", "!"),
    _kind("access-level", "accessLevel", DCT.accessRights, "!", ""),
    _kind("access-rights", "accessRights", DCT.accessRights, "", "1"),
    _code("bureauCode", r"[0-9]{3}:[0-9]{2}", "015:11", "+"),
    _code("programCode", r"[0-9]{3}:[0-9]{3}", "015:001", "+"),
    JsonField(key="rights", term=DCT.rights, kind="statement", v11="1", longest=255),
    _kind("statement", "rights", DCT.rights, "", "*"),
    _kind("frequency", "accrualPeriodicity", DCT.accrualPeriodicity, "1", "1", "R/P1Y"),
    _kind("described-by", "describedBy", DCAT_US.describedBy, "1", "", _URI),
    _node("Distribution", "describedBy", DCAT_US.describedBy, "", "1"),
    _kind("media-type", "describedByType", None, "1", "", _MEDIA_TYPE),
    _iri("conformsTo", DCT.conformsTo, "1", ""),
    _node("Standard", "conformsTo", DCT.conformsTo, "", "*"),
    _kind("checkbox", "dataQuality", None, "1", ""),
    _node("Distribution", "distribution", DCAT.distribution, "*", "*"),
    _date("issued", DCT.issued, "1", "1"),
    _iri("landingPage", DCAT.landingPage, "1", ""),
    _node("Document", "landingPage", DCAT.landingPage, "", "1"),
    _kind("language", "language", DCT.language, "*", "?", "en"),
    _kind("license", "license", DCT.license, "1", "", _URI),
    _code("primaryITInvestmentUII", r"[0-9]{3}-[0-9]{9}", "015-000000001", "1"),
    _iri("references", DCT.references, "*", ""),
    _kind("spatial", "spatial", DCT.spatial, "1", ""),
    _node("Location", "spatial", DCT.spatial, "", "?"),
    _text("systemOfRecords", None, "1", ""),
    _kind("interval", "temporal", DCT.temporal, "1", "", "2026-01-01/2026-12-31"),
    _node("PeriodOfTime", "temporal", DCT.temporal, "", "*"),
    _kind("parent", "isPartOf", DCT.isPartOf, "1", ""),
    _concept("theme", DCAT.theme, "*", "*"),
    _node("Identifier", "otherIdentifier", ADMS.identifier, "", "*", texts=True),
    _node("Distribution", "sample", ADMS.sample, "", "*"),
    _concept("status", ADMS.status, "", "1"),
    _node("Dataset", "supportedSchema", ADMS.supportedSchema, "", "1"),
    _text("versionNotes", ADMS.versionNotes, "", "1"),
    _node("Dataset", "first", DCAT.first, "", "1"),
    _node("Dataset", "hasCurrentVersion", DCAT.hasCurrentVersion, "", "1"),
    _node("Dataset", "hasVersion", DCAT.hasVersion, "", "*"),
    _node("DatasetSeries", "inSeries", DCAT.inSeries, "", "*"),
    _node("Dataset", "previousVersion", DCAT.previousVersion, "", "1"),
    _node("Relationship", "qualifiedRelation", DCAT.qualifiedRelation, "", "*"),
    _kind("decimal", "spatialResolutionInMeters", DCAT.spatialResolutionInMeters, "", "1", "30.5"),
    _kind("duration", "temporalResolution", DCAT.temporalResolution, "", "1", "P1D"),
    _text("version", DCAT.version, "", "1"),
    _text("liabilityStatement", DCAT_US.liabilityStatement, "", "1"),
    _node("Distribution", "metadataDistribution", DCAT_US.metadataDistribution, "", "*"),
    _text("purpose", DCAT_US.purpose, "", "1"),
    _node("Agent", "contributor", DCT.contributor, "", "*"),
    _date("created", DCT.created, "", "1"),
    _node("Agent", "creator", DCT.creator, "", "1"),
    _node("Dataset", "hasPart", DCT.hasPart, "", "*"),
    _iri("isReferencedBy", DCT.isReferencedBy, "", "*"),
    _kind("provenance", "provenance", DCT.provenance, "", "*"),
    _iri("relation", DCT.relation, "", "*"),
    _node("Dataset", "replaces", DCT.replaces, "", "*"),
    _node("Organization", "rightsHolder", DCT.rightsHolder, "", "*"),
    _node("Dataset", "source", DCT.source, "", "*"),
    _concept("subject", DCT.subject, "", "*"),
    _concept("category", DCT.type, "", "*"),
    _node("QualityMeasurement", "hasQualityMeasurement", DQV.hasQualityMeasurement, "", "*"),
    _node("Document", "page", FOAF.page, "", "*"),
    _node("Attribution", "qualifiedAttribution", PROV.qualifiedAttribution, "", "*"),
    _node("Agent", "wasAttributedTo", PROV.wasAttributedTo, "", "*"),
    _node("Activity", "wasGeneratedBy", PROV.wasGeneratedBy, "", "*"),
    _node("Activity", "wasUsedBy", _USED_BY, "", "*"),
    _iri("image", SCHEMA.image, "", "1"),
    _text("scopeNote", SKOS.scopeNote, "", "1"),
)

_DISTRIBUTION: Final = (
    _iri("accessURL", DCAT.accessURL, "1", "1"),
    _iri("downloadURL", DCAT.downloadURL, "1", "1"),
    _kind("media-type", "mediaType", DCAT.mediaType, "1", "", _MEDIA_TYPE),
    _kind("media-type", "mediaType", DCAT.mediaType, "", "1"),
    _kind("file-format", "format", DCT.format, "1", "1"),
    _text("description", DCT.description, "1", "1", 10_000),
    _text("title", DCT.title, "1", "1"),
    _iri("conformsTo", DCT.conformsTo, "1", ""),
    _node("Standard", "conformsTo", DCT.conformsTo, "", "*"),
    _kind("described-by", "describedBy", DCAT_US.describedBy, "1", "", _URI),
    _node("Distribution", "describedBy", DCAT_US.describedBy, "", "1"),
    _kind("media-type", "describedByType", None, "1", "", _MEDIA_TYPE),
    _concept("representationTechnique", ADMS.representationTechnique, "", "1"),
    _concept("status", ADMS.status, "", "1"),
    _plain("characterEncoding", CNT.characterEncoding, "", "*"),
    _node("DataService", "accessService", DCAT.accessService, "", "*"),
    _kind("size", "byteSize", DCAT.byteSize, "", "1", "1024"),
    _kind("media-type", "compressFormat", DCAT.compressFormat, "", "1"),
    _kind("media-type", "packageFormat", DCAT.packageFormat, "", "1"),
    _kind("decimal", "spatialResolutionInMeters", DCAT.spatialResolutionInMeters, "", "1", "30.5"),
    _kind("duration", "temporalResolution", DCAT.temporalResolution, "", "1", "P1D"),
    _concept("availability", DCATAP.availability, "", "1"),
    _node("AccessRestriction", "accessRestriction", DCAT_US.accessRestriction, "", "*"),
    _node("CUIRestriction", "cuiRestriction", DCAT_US.cuiRestriction, "", "1"),
    _node("UseRestriction", "useRestriction", DCAT_US.useRestriction, "", "*"),
    _kind("access-rights", "accessRights", DCT.accessRights, "", "1"),
    *_IDENTIFIERS,
    *_DATES,
    _kind("language", "language", DCT.language, "", "?", "en"),
    _kind("license", "license", DCT.license, "", "1"),
    _kind("statement", "rights", DCT.rights, "", "*"),
    _node("QualityMeasurement", "hasQualityMeasurement", DQV.hasQualityMeasurement, "", "*"),
    _node("Document", "page", FOAF.page, "", "*"),
    _iri("image", SCHEMA.image, "", "1"),
    _node("Checksum", "checksum", SPDX.checksum, "", "1"),
)

_SERIES: Final = (
    _text("title", DCT.title, "", "!"),
    _text("description", DCT.description, "", "!"),
    _kind("identifier", "identifier", DCT.identifier, "", "1"),
    _node("Kind", "contactPoint", DCAT.contactPoint, "", "*"),
    _node("Dataset", "first", DCAT.first, "", "1"),
    _node("Dataset", "last", DCAT.last, "", "1"),
    _node("Dataset", "seriesMember", DCAT.seriesMember, "", "*"),
    _kind("frequency", "accrualPeriodicity", DCT.accrualPeriodicity, "", "1", "R/P1Y"),
    *_DATES,
    _node("Agent", "publisher", DCT.publisher, "", "1"),
    _node("Location", "spatial", DCT.spatial, "", "*"),
    _node("PeriodOfTime", "temporal", DCT.temporal, "", "*"),
    _kind("access-rights", "accessRights", DCT.accessRights, "", "1"),
)

_SERVICE: Final = (
    _text("title", DCT.title, "", "!"),
    _node("Kind", "contactPoint", DCAT.contactPoint, "", "+"),
    _iri("endpointURL", DCAT.endpointURL, "", "+"),
    _kind("iri-or-text", "endpointDescription", DCAT.endpointDescription, "", "*"),
    _text("keyword", DCAT.keyword, "", "*"),
    _node("Dataset", "servesDataset", DCAT.servesDataset, "", "*"),
    _kind("decimal", "spatialResolutionInMeters", DCAT.spatialResolutionInMeters, "", "1", "30.5"),
    _kind("duration", "temporalResolution", DCAT.temporalResolution, "", "1", "P1D"),
    _concept("theme", DCAT.theme, "", "*"),
    _kind("access-rights", "accessRights", DCT.accessRights, "", "1"),
    _node("Standard", "conformsTo", DCT.conformsTo, "", "*"),
    _date("created", DCT.created, "", "1"),
    _node("Agent", "creator", DCT.creator, "", "*"),
    _text("description", DCT.description, "", "1"),
    *_IDENTIFIERS,
    _kind("language", "language", DCT.language, "", "?", "en"),
    _kind("license", "license", DCT.license, "", "1"),
    _date("modified", DCT.modified, "", "1"),
    _node("Agent", "publisher", DCT.publisher, "", "!"),
    _kind("statement", "rights", DCT.rights, "", "*"),
    _node("Organization", "rightsHolder", DCT.rightsHolder, "", "*"),
    _node("Location", "spatial", DCT.spatial, "", "*"),
    _node("PeriodOfTime", "temporal", DCT.temporal, "", "*"),
    _concept("category", DCT.type, "", "*"),
    _node("QualityMeasurement", "hasQualityMeasurement", DQV.hasQualityMeasurement, "", "*"),
    _node("Attribution", "qualifiedAttribution", PROV.qualifiedAttribution, "", "*"),
    _node("Activity", "wasUsedBy", _USED_BY, "", "*"),
)

_CATALOG: Final = (
    _iri("conformsTo", DCT.conformsTo, "!", ""),
    _node("Standard", "conformsTo", DCT.conformsTo, "", "1"),
    _kind("described-by", "describedBy", DCAT_US.describedBy, "1", "", _URI),
    _text("title", DCT.title, "", "1"),
    _text("description", DCT.description, "", "1"),
    _node("Kind", "contactPoint", DCAT.contactPoint, "", "*"),
    _text("keyword", DCAT.keyword, "", "*"),
    _concept("theme", DCAT.theme, "", "*"),
    _node("ConceptScheme", "themeTaxonomy", DCAT.themeTaxonomy, "", "*"),
    _kind("access-rights", "accessRights", DCT.accessRights, "", "1"),
    _node("Agent", "creator", DCT.creator, "", "*"),
    _node("Catalog", "hasPart", DCT.hasPart, "", "*"),
    *_IDENTIFIERS,
    *_DATES,
    _kind("language", "language", DCT.language, "", "?", "en"),
    _kind("license", "license", DCT.license, "", "1"),
    _node("Agent", "publisher", DCT.publisher, "", "1"),
    _kind("statement", "rights", DCT.rights, "", "*"),
    _node("Organization", "rightsHolder", DCT.rightsHolder, "", "*"),
    _node("Location", "spatial", DCT.spatial, "", "*"),
    _concept("subject", DCT.subject, "", "*"),
    _node("PeriodOfTime", "temporal", DCT.temporal, "", "*"),
    _concept("category", DCT.type, "", "*"),
    _node("Document", "homepage", FOAF.homepage, "", "1"),
    _node("Attribution", "qualifiedAttribution", PROV.qualifiedAttribution, "", "*"),
    # Where a catalogue stands within another object, it is not read item by item.
    *(_node(target, key, prop, "", "*") for key, (target, prop) in ARRAYS.items()),
)

_CATALOG_RECORD: Final = (
    _date("modified", DCT.modified, "", "!"),
    _kind("topic", "primaryTopic", FOAF.primaryTopic, "", "!", _URI),
    _concept("status", ADMS.status, "", "1"),
    _node("Standard", "conformsTo", DCT.conformsTo, "", "1"),
    _text("description", DCT.description, "", "*"),
    _date("issued", DCT.issued, "", "*"),
    _kind("language", "language", DCT.language, "", "?", "en"),
    _kind("iri-or-text", "source", DCT.source, "", "1"),
    _text("title", DCT.title, "", "1"),
)

_RESTRICTION: Final = (
    _concept("restrictionStatus", DCAT_US.restrictionStatus, "", "!"),
    _concept("specificRestriction", DCAT_US.specificRestriction, "", "1"),
    _text("restrictionNote", DCAT_US.restrictionNote, "", "1"),
)

_ALL: Final = (
    JsonClass(
        name="Dataset", types=(DCAT.Dataset,), fields=_DATASET, names=("Dataset", "dcat:Dataset"), is_record=True
    ),
    JsonClass(
        name="DatasetSeries",
        types=(DCAT.DatasetSeries,),
        fields=_SERIES,
        names=("DatasetSeries", "dcat:DatasetSeries"),
        is_record=True,
    ),
    JsonClass(
        name="DataService",
        types=(DCAT.DataService,),
        fields=_SERVICE,
        names=("DataService", "dcat:DataService"),
        is_record=True,
    ),
    JsonClass(
        name="Catalog", types=(DCAT.Catalog,), fields=_CATALOG, names=("Catalog", "dcat:Catalog"), is_record=True
    ),
    JsonClass(
        name="CatalogRecord",
        types=(DCAT.CatalogRecord,),
        fields=_CATALOG_RECORD,
        names=("CatalogRecord", "dcat:CatalogRecord"),
    ),
    JsonClass(
        name="Distribution",
        types=(DCAT.Distribution,),
        fields=_DISTRIBUTION,
        names=("Distribution", "dcat:Distribution"),
    ),
    JsonClass(
        name="Organization",
        types=(FOAF.Agent, ORG.Organization),
        names=("Organization", "org:Organization"),
        label=FOAF.name,
        fields=(
            _text("name", FOAF.name, "!", "!"),
            _node("Organization", "subOrganizationOf", ORG.subOrganizationOf, "1", ""),
            _node("Organization", "subOrganizationOf", ORG.subOrganizationOf, "", "*"),
            _text("altLabel", SKOS.altLabel, "", "1"),
            _plain("notation", SKOS.notation, "", "*"),
            _text("prefLabel", SKOS.prefLabel, "", "1"),
        ),
    ),
    JsonClass(
        name="Agent",
        types=(FOAF.Agent,),
        names=("Agent", "foaf:Agent"),
        label=FOAF.name,
        fields=(_text("name", FOAF.name, "", "!"), _concept("category", DCT.type, "", "*")),
    ),
    JsonClass(
        name="Kind",
        types=(VCARD.Kind,),
        # vCard has no class Contact for people to reach; Project Open Data means any kind of contact.
        names=("Kind", "vcard:Kind", "vcard:Contact"),
        label=VCARD.fn,
        fields=(
            _text("fn", VCARD.fn, "!", "!"),
            _kind("email", "hasEmail", VCARD.hasEmail, "!", "!", "mailto:name@example.gov"),
            _node("Address", "address", VCARD.hasAddress, "", "*"),
            _text("family-name", VCARD["family-name"], "", "1"),
            _text("given-name", VCARD["given-name"], "", "1"),
            _text("organization-name", VCARD["organization-name"], "", "1"),
            _text("tel", VCARD.tel, "", "1"),
            _text("title", VCARD.title, "", "1"),
        ),
    ),
    JsonClass(
        name="Address",
        types=(VCARD.Address,),
        names=("Address", "vcard:Address"),
        fields=tuple(
            _text(key, VCARD[key], "", "1")
            for key in ("country-name", "locality", "postal-code", "region", "street-address")
        ),
    ),
    JsonClass(
        name="Document",
        types=(FOAF.Document,),
        names=("Document", "foaf:Document"),
        label=DCT.title,
        fields=(
            _text("title", DCT.title, "", "!"),
            _iri("accessURL", DCAT.accessURL, "", "1"),
            _iri("downloadURL", DCAT.downloadURL, "", "1"),
            _node("Kind", "creator", DCT.creator, "", "*"),
            _kind("media-type", "mediaType", DCAT.mediaType, "", "1"),
            _text("abstract", DCT.abstract, "", "1"),
            _text("bibliographicCitation", DCT.bibliographicCitation, "", "1"),
            _node("Standard", "conformsTo", DCT.conformsTo, "", "*"),
            _node("Organization", "corporateCreator", NamedNode(KEPT + "corporateCreator"), "", "*"),
            _text("description", DCT.description, "", "1"),
            *_IDENTIFIERS,
            _date("issued", DCT.issued, "", "1"),
            _node("Organization", "publisher", DCT.publisher, "", "*"),
            _concept("category", DCT.type, "", "*"),
        ),
    ),
    JsonClass(
        name="Standard",
        types=(DCT.Standard,),
        names=("Standard", "dcterms:Standard", "dct:Standard"),
        label=DCT.title,
        fields=(
            _text("title", DCT.title, "", "1"),
            _text("description", DCT.description, "", "1"),
            *_IDENTIFIERS,
            _date("created", DCT.created, "", "1"),
            *_DATES,
            _concept("category", DCT.type, "", "*"),
            _node("ConceptScheme", "inScheme", SKOS.inScheme, "", "1"),
        ),
    ),
    JsonClass(
        name="Concept",
        types=(SKOS.Concept,),
        names=("Concept", "skos:Concept"),
        label=SKOS.prefLabel,
        fields=(
            _text("prefLabel", SKOS.prefLabel, "", "!"),
            _text("altLabel", SKOS.altLabel, "", "1"),
            _text("definition", SKOS.definition, "", "1"),
            _node("ConceptScheme", "inScheme", SKOS.inScheme, "", "1"),
            _plain("notation", SKOS.notation, "", "*"),
        ),
    ),
    JsonClass(
        name="ConceptScheme",
        types=(SKOS.ConceptScheme,),
        names=("ConceptScheme", "skos:ConceptScheme"),
        label=DCT.title,
        fields=(
            _text("title", DCT.title, "", "!"),
            _text("description", DCT.description, "", "1"),
            _text("version", DCAT.version, "", "1"),
            _date("created", DCT.created, "", "1"),
            *_DATES,
        ),
    ),
    JsonClass(
        name="Identifier",
        types=(ADMS.Identifier,),
        names=("Identifier", "adms:Identifier"),
        label=SKOS.notation,
        fields=(
            _plain("notation", SKOS.notation, "", "1"),
            _text("schemaAgency", ADMS.schemaAgency, "", "1"),
            _node("Organization", "creator", DCT.creator, "", "1"),
            _date("issued", DCT.issued, "", "1"),
            _text("version", DCAT.version, "", "1"),
        ),
    ),
    JsonClass(
        name="Location",
        types=(DCT.Location,),
        names=("Location", "dcterms:Location", "dct:Location"),
        label=SKOS.prefLabel,
        fields=(
            _kind("bbox", "bbox", DCAT.bbox, "", "1"),
            _kind("point", "centroid", DCAT.centroid, "", "1"),
            _kind("geometry", "geometry", LOCN.geometry, "", "1"),
            *_IDENTIFIERS,
            _node("ConceptScheme", "inScheme", SKOS.inScheme, "", "1"),
            _text("altLabel", SKOS.altLabel, "", "1"),
            _text("prefLabel", SKOS.prefLabel, "", "1"),
        ),
    ),
    JsonClass(
        name="PeriodOfTime",
        types=(DCT.PeriodOfTime,),
        names=("PeriodOfTime", "dcterms:PeriodOfTime", "dct:PeriodOfTime"),
        fields=(_date("startDate", DCAT.startDate, "", "1"), _date("endDate", DCAT.endDate, "", "1")),
        one_of=("startDate", "endDate"),
    ),
    JsonClass(
        name="Relationship",
        types=(DCAT.Relationship,),
        names=("Relationship", "dcat:Relationship"),
        fields=(
            _kind("iri-or-text", "hadRole", DCAT.hadRole, "", "!"),
            _kind("iri-or-text", "relation", DCT.relation, "", "!"),
        ),
    ),
    JsonClass(
        name="Attribution",
        types=(PROV.Attribution,),
        names=("Attribution", "prov:Attribution"),
        fields=(
            _kind("iri-or-text", "hadRole", DCAT.hadRole, "", "!"),
            _node("Agent", "agent", PROV.agent, "", "!"),
        ),
    ),
    JsonClass(
        name="Activity",
        types=(PROV.Activity,),
        names=("Activity", "prov:Activity"),
        label=RDFS.label,
        fields=(_text("label", RDFS.label, "", "!"), _concept("category", DCT.type, "", "*")),
    ),
    JsonClass(
        name="QualityMeasurement",
        types=(DQV.QualityMeasurement,),
        names=("QualityMeasurement", "dqv:QualityMeasurement"),
        fields=(
            _node("Metric", "isMeasurementOf", DQV.isMeasurementOf, "", "!"),
            _plain("value", DQV.value, "", "!"),
            _plain("unitMeasure", _UNIT, "", "1"),
        ),
    ),
    JsonClass(
        name="Metric",
        types=(DQV.Metric,),
        names=("Metric", "dqv:Metric"),
        label=SKOS.definition,
        fields=(
            _plain("expectedDataType", DQV.expectedDataType, "", "!"),
            _kind("iri-or-text", "inDimension", DQV.inDimension, "", "!"),
            _text("definition", SKOS.definition, "", "1"),
        ),
    ),
    JsonClass(
        name="Checksum",
        types=(SPDX.Checksum,),
        names=("Checksum", "spdx:Checksum"),
        fields=(
            _kind("algorithm", "algorithm", SPDX.algorithm, "", "!"),
            _kind("hash", "checksumValue", SPDX.checksumValue, "", "!"),
        ),
    ),
    JsonClass(
        name="AccessRestriction",
        types=(DCAT_US.AccessRestriction,),
        names=("AccessRestriction", "dcat-us:AccessRestriction"),
        fields=_RESTRICTION,
    ),
    JsonClass(
        name="UseRestriction",
        types=(DCAT_US.UseRestriction,),
        names=("UseRestriction", "dcat-us:UseRestriction"),
        fields=_RESTRICTION,
    ),
    JsonClass(
        name="CUIRestriction",
        types=(DCAT_US.CUIRestriction,),
        names=("CUIRestriction", "dcat-us:CUIRestriction"),
        fields=(
            _text("cuiBannerMarking", DCAT_US.cuiBannerMarking, "", "!"),
            _text("designationIndicator", DCAT_US.designationIndicator, "", "!"),
            _text("requiredIndicatorPerAuthority", DCAT_US.requiredIndicatorPerAuthority, "", "*"),
        ),
    ),
)

CLASSES: Final[Mapping[str, JsonClass]] = MappingProxyType({one.name: one for one in _ALL})
"""All classes by name."""


@lru_cache(maxsize=64)
def required_fields(name: str, version: Version) -> tuple[JsonField, ...]:
    """The fields that a version requires of a class, in the order of the table."""
    return tuple(one for one in CLASSES[name].fields if one.occurrence(version) in ("!", "+", "&"))


@lru_cache(maxsize=1)
def mapping_digest() -> str:
    """``sha256:`` and the digest of the whole mapping; records mapped with another one are mapped anew."""
    lines = [f"revision {_REVISION}"]
    for one in _ALL:
        lines.append(f"{one.name} {one.types} {one.names} {one.label} {one.one_of}")
        lines += [
            f"  {each.key} {each.term} {each.kind} {each.v11!r} {each.v30!r} {each.target} {each.texts} {each.form}"
            f" {each.longest}"
            for each in one.fields
        ]
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()
