"""Catalogues, their entries, and the base of all that they list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.terms import ADMS, DCAT, DCATAP, DCT, DMV, DQV, FOAF, ODRL, PROV, SCHEMA

from .field_kinds import Address, Many, ManyConcepts, One, OneConcept, OneTemporal
from .fields import OneText, SeveralTexts, Translated
from .resource import Resource

if TYPE_CHECKING:
    from .agents import Agent, Attribution, ContactPoint, Relationship
    from .concept import ConceptScheme, Identifier
    from .distribution import DataService
    from .odrl import Policy
    from .places import Location, PeriodOfTime
    from .quality import QualityMeasurement
    from .rights import LegalResource, LicenseDocument, ProvenanceStatement, RightsStatement, Standard


class CatalogedResource(Resource):
    """An entry of a catalogue.

    Source: DCAT 3, section 6.4 (Cataloged Resource); the fields of a Vietnamese inventory by Decree 47/2020/NĐ-CP.
    """

    __slots__ = ()
    has_kinds = True  # in files of their own, which may not be loaded yet

    title: Translated = Translated(DCT.title, "1..*", "Its name, in one or more languages.")
    description: Translated = Translated(DCT.description, "1..*", "Its content, in one or more languages.")
    identifier: OneText = OneText(DCT.identifier, "0..*", "The identifier that its owner gave it.")
    alternative_identifiers: Many[Identifier] = Many(
        ADMS.identifier, "0..*", "Identifier", "All other identifiers, such as a DOI or an official code."
    )
    keywords: SeveralTexts = SeveralTexts(DCAT.keyword, "0..*", "Words to find it by.")
    themes: ManyConcepts = ManyConcepts(DCAT.theme, "0..*", "data-theme theme", "Fields of activity.")
    subjects: ManyConcepts = ManyConcepts(DCT.subject, "0..*", "", "Topics of any scheme. Source: DCAT-US 3.0.")
    types: ManyConcepts = ManyConcepts(DCT.type, "0..*", "data-layer database-class", "Kind of thing.")
    publisher: One[Agent] = One(DCT.publisher, "0..1", "Agent", "Agent that makes it available.")
    creators: Many[Agent] = Many(DCT.creator, "0..*", "Agent", "Agents that produced it.")
    contributors: Many[Agent] = Many(
        DCT.contributor, "0..*", "Agent", "Agents that took part in making it. Source: DCAT-US 3.0."
    )
    rights_holders: Many[Agent] = Many(
        DCT.rightsHolder, "0..*", "Agent", "Agents that own it. Source: DCAT-US 3.0; Decree 47/2020/NĐ-CP."
    )
    contact_points: Many[ContactPoint] = Many(
        DCAT.contactPoint, "0..*", "ContactPoint", "Contacts for questions and reports of faults."
    )
    qualified_attributions: Many[Attribution] = Many(
        PROV.qualifiedAttribution, "0..*", "Attribution", "Agents with the part that each has."
    )
    qualified_relations: Many[Relationship] = Many(
        DCAT.qualifiedRelation, "0..*", "Relationship", "Other resources with the part that each has."
    )
    landing_pages: Many[Resource] = Many(
        DCAT.landingPage, "0..*", "Resource", "Web pages that lead to it.", range=FOAF.Document
    )
    pages: Many[Resource] = Many(FOAF.page, "0..*", "Resource", "Documentation.", range=FOAF.Document)
    image: Address = Address(SCHEMA.image, "0..1", "Web address of a picture of it. Source: DCAT-US 3.0.")
    languages: ManyConcepts = ManyConcepts(
        DCT.language, "0..*", "language", "Languages of the content.", range=DCT.LinguisticSystem
    )
    license: One[LicenseDocument] = One(
        DCT.license, "0..1", "LicenseDocument", "The terms of use, as one document.", schemes="licence"
    )
    rights: Many[RightsStatement] = Many(DCT.rights, "0..*", "RightsStatement", "Other statements about rights.")
    access_rights: OneConcept = OneConcept(
        DCT.accessRights, "0..1", "access-right", "Rules on access to it.", range=DCT.RightsStatement
    )
    policies: Many[Policy] = Many(
        ODRL.hasPolicy,
        "0..*",
        "Policy",
        "Offers and agreements on its use. Source: DCAT 3; Decree 47/2020/NĐ-CP, Art. 36 to 38.",
    )
    applicable_legislation: Many[LegalResource] = Many(
        DCATAP.applicableLegislation, "0..*", "LegalResource", "Decisions and laws that demand or govern it."
    )
    conforms_to: Many[Standard] = Many(DCT.conformsTo, "0..*", "Standard", "Standards that it follows.")
    issued: OneTemporal = OneTemporal(DCT.issued, "0..1", "Date of first publication.")
    modified: OneTemporal = OneTemporal(DCT.modified, "0..1", "Date of the last change.")
    created: OneTemporal = OneTemporal(DCT.created, "0..1", "Date of creation. Source: DCAT-US 3.0.")
    available: OneTemporal = OneTemporal(
        DCT.available, "0..1", "Date from which it can be used. Source: Decree 47/2020/NĐ-CP, Art. 25."
    )
    spatial: Many[Location] = Many(
        DCT.spatial, "0..*", "Location", "Places that it covers.", schemes="province commune"
    )
    temporal: Many[PeriodOfTime] = Many(DCT.temporal, "0..*", "PeriodOfTime", "Periods that it covers.")
    provenance: Many[ProvenanceStatement] = Many(
        DCT.provenance, "0..*", "ProvenanceStatement", "Its collection and upkeep."
    )
    sources: Many[CatalogedResource] = Many(
        DCT.source, "0..*", "CatalogedResource", "Resources that it was made from.", range=DCAT.Dataset
    )
    was_derived_from: Many[Resource] = Many(
        PROV.wasDerivedFrom, "0..*", "Resource", "Resources of any kind that it was made from. Source: PROV Ontology."
    )
    relations: Many[Resource] = Many(DCT.relation, "0..*", "Resource", "Related resources of any kind.")
    is_referenced_by: Many[Resource] = Many(
        DCT.isReferencedBy, "0..*", "Resource", "Works that cite it or make use of it."
    )
    is_part_of: Many[CatalogedResource] = Many(
        DCT.isPartOf,
        "0..*",
        "CatalogedResource",
        "Entries that it is a part of, such as its database. Source: DCMI Metadata Terms.",
    )
    has_parts: Many[CatalogedResource] = Many(
        DCT.hasPart, "0..*", "CatalogedResource", "Entries that are parts of it; of a catalogue, its sub-catalogues."
    )
    status: OneConcept = OneConcept(
        ADMS.status, "0..1", "dataset-status", "Its stage in its life cycle. Source: DCAT-US 3.0."
    )
    version: OneText = OneText(DCAT.version, "0..1", "Its version, as a number or name.")
    version_notes: Translated = Translated(ADMS.versionNotes, "0..*", "Changes in this version.")
    previous_version: One[CatalogedResource] = One(
        DCAT.previousVersion, "0..1", "CatalogedResource", "The version before this one. Source: DCAT 3; DCAT-US 3.0."
    )
    current_version: One[CatalogedResource] = One(
        DCAT.hasCurrentVersion,
        "0..1",
        "CatalogedResource",
        "The version that is in force now. Source: DCAT 3; DCAT-US 3.0.",
    )
    replaces: Many[CatalogedResource] = Many(
        DCT.replaces, "0..*", "CatalogedResource", "Entries that it takes the place of. Source: DCAT 3; DCAT-US 3.0."
    )
    has_versions: Many[CatalogedResource] = Many(
        DCAT.hasVersion, "0..*", "CatalogedResource", "Versions of it.", range=DCAT.Dataset
    )
    quality_measurements: Many[QualityMeasurement] = Many(
        DQV.hasQualityMeasurement,
        "0..*",
        "QualityMeasurement",
        "Results of quality assessments. Source: DCAT-US 3.0; Decree 47/2020/NĐ-CP, Art. 16.",
    )
    quality_annotations: Many[Resource] = Many(
        DQV.hasQualityAnnotation,
        "0..*",
        "Resource",
        "Feedback of its users. Source: Data Quality Vocabulary.",
        range=DQV.QualityAnnotation,
    )
    audiences: Many[Resource] = Many(
        DCT.audience,
        "0..*",
        "Resource",
        "Groups of users that it is meant for. Source: Decree 47/2020/NĐ-CP, Art. 11.4.",
        range=DCT.AgentClass,
    )
    purpose: Translated = Translated(DMV.purpose, "0..*", "Its purpose. Source: Decree 47/2020/NĐ-CP, Art. 11.4.")
    sharing_nature: OneConcept = OneConcept(
        DMV.sharingNature,
        "0..1",
        "sharing-nature",
        "Whether it is open, shared or for internal use. Source: Data Law 60/2024/QH15, Art. 3.",
    )
    sharing_form: OneConcept = OneConcept(
        DMV.sharingForm,
        "0..1",
        "sharing-form",
        "Whether it is shared by default or on special request. Source: Decree 47/2020/NĐ-CP, Art. 3.",
    )
    sharing_methods: ManyConcepts = ManyConcepts(
        DMV.sharingMethod,
        "0..*",
        "sharing-method",
        "Ways in which it is delivered. Source: Decree 47/2020/NĐ-CP, Art. 23.",
    )
    importance: OneConcept = OneConcept(
        DMV.importance,
        "0..1",
        "importance",
        "Whether it is core, important or other data. Source: Data Law 60/2024/QH15, Art. 3.",
    )
    personal_data: OneConcept = OneConcept(
        DMV.personalData,
        "0..1",
        "personal-data",
        "Whether it holds personal data, and of which kind. Source: Law 91/2025/QH15.",
    )
    reviewed_on: OneTemporal = OneTemporal(
        DMV.reviewedOn,
        "0..1",
        "Date of the last review of the inventory, or of its entry in one. Source: Decree 47/2020/NĐ-CP, Art. 34.",
    )
    planned_publication: OneTemporal = OneTemporal(
        DMV.plannedPublication, "0..1", "Planned date of publication. Source: danhmuc's vocabulary."
    )


class Catalog(CatalogedResource):
    """A collection of entries that describe data assets.

    Source: DCAT-AP 3.0.1, class Catalogue; DCAT-US 3.0.
    """

    __slots__ = ()

    datasets: Many[CatalogedResource] = Many(
        DCAT.dataset, "0..*", "CatalogedResource", "Datasets and series that it lists.", range=DCAT.Dataset
    )
    services: Many[DataService] = Many(DCAT.service, "0..*", "DataService", "Services that it lists.")
    catalogs: Many[Catalog] = Many(DCAT.catalog, "0..*", "Catalog", "Catalogues that it lists.")
    records: Many[CatalogRecord] = Many(DCAT.record, "0..*", "CatalogRecord", "Records about its entries.")
    theme_taxonomies: Many[ConceptScheme] = Many(
        DCAT.themeTaxonomy, "0..*", "ConceptScheme", "Schemes that its themes are from."
    )
    homepage: Address = Address(FOAF.homepage, "0..1", "Web address of its main page.", range=FOAF.Document)

    # Fields of all entries, with another cardinality.
    identifier: OneText = OneText(DCT.identifier, "0..1", "Its identifier. Source: DCAT-US 3.0.")
    publisher: One[Agent] = One(DCT.publisher, "1", "Agent", "Agent that publishes it and is responsible for it.")
    creators: Many[Agent] = Many(DCT.creator, "0..1", "Agent", "Agent that compiled it.")
    conforms_to: Many[Standard] = Many(
        DCT.conformsTo, "0..1", "Standard", "The profile that its metadata follows. Source: DCAT-US 3.0."
    )


class CatalogRecord(Resource):
    """The entry of a catalogue, not the resource that it describes: date, origin and profile of the entry.

    Source: DCAT-AP 3.0.1, class Catalogue Record.
    """

    __slots__ = ()

    primary_topic: One[CatalogedResource] = One(
        FOAF.primaryTopic, "1", "CatalogedResource", "The resource that the entry describes."
    )
    title: Translated = Translated(DCT.title, "0..*", "Name of the entry.")
    description: Translated = Translated(DCT.description, "0..*", "About the entry.")
    issued: OneTemporal = OneTemporal(DCT.issued, "0..1", "Date of listing.")
    modified: OneTemporal = OneTemporal(DCT.modified, "1", "Date of the last change of the entry, not of the data.")
    status: OneConcept = OneConcept(ADMS.status, "0..1", "", "Kind of the last change of the entry.")
    languages: ManyConcepts = ManyConcepts(
        DCT.language, "0..*", "language", "Languages of the metadata.", range=DCT.LinguisticSystem
    )
    conforms_to: Many[Standard] = Many(DCT.conformsTo, "0..*", "Standard", "Profiles that the metadata follows.")
    source: One[CatalogRecord] = One(DCT.source, "0..1", "CatalogRecord", "The entry that it was taken from.")
