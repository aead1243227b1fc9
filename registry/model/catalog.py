"""Catalogues, their entries, and what all that they list has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .concept_fields import ManyConcepts, OneConcept
from .fields import OneText, SeveralTexts, Translated
from .literal_fields import OneTemporal
from .object_fields import Address, Many, One
from .resource import Resource

if TYPE_CHECKING:
    from .agents import Agent, Attribution, ContactPoint, Relationship
    from .concept import ConceptScheme, Identifier
    from .distribution import DataService
    from .odrl import Policy
    from .places import Location, PeriodOfTime
    from .quality import QualityMeasurement
    from .rights import LegalResource, LicenseDocument, ProvenanceStatement, RightsStatement, Standard

__all__ = ["Catalog", "CatalogRecord", "CatalogedResource"]


class CatalogedResource(Resource):
    """An entry of a catalogue.

    Source: DCAT 3, section 6.4 (Cataloged Resource); the fields of a Vietnamese inventory after Decree 47/2020/NĐ-CP.
    """

    __slots__ = ()
    has_kinds = True  # in files of their own, which may not be loaded yet

    title: Translated = Translated("dct:title", "1..*", "Its name, in one or more languages.")
    description: Translated = Translated("dct:description", "1..*", "What it holds, in one or more languages.")
    identifier: OneText = OneText("dct:identifier", "0..*", "The identifier that its owner gave it.")
    alternative_identifiers: Many[Identifier] = Many(
        "adms:identifier", "0..*", "Identifier", "All other identifiers, such as a DOI or an official code."
    )
    keywords: SeveralTexts = SeveralTexts("dcat:keyword", "0..*", "Words to find it by.")
    themes: ManyConcepts = ManyConcepts("dcat:theme", "0..*", "data-theme theme", "Fields of activity.")
    subjects: ManyConcepts = ManyConcepts("dct:subject", "0..*", "", "Topics of any scheme. Source: DCAT-US 3.0.")
    types: ManyConcepts = ManyConcepts("dct:type", "0..*", "data-layer database-class", "What kind of thing it is.")
    publisher: One[Agent] = One("dct:publisher", "0..1", "Agent", "Who makes it available.")
    creators: Many[Agent] = Many("dct:creator", "0..*", "Agent", "Who produced it.")
    contributors: Many[Agent] = Many("dct:contributor", "0..*", "Agent", "Who took part. Source: DCAT-US 3.0.")
    rights_holders: Many[Agent] = Many(
        "dct:rightsHolder", "0..*", "Agent", "Who owns it. Source: DCAT-US 3.0; Decree 47/2020/NĐ-CP."
    )
    contact_points: Many[ContactPoint] = Many(
        "dcat:contactPoint", "0..*", "ContactPoint", "Whom to ask, and to tell of faults."
    )
    qualified_attributions: Many[Attribution] = Many(
        "prov:qualifiedAttribution", "0..*", "Attribution", "Agents with the part that each has."
    )
    qualified_relations: Many[Relationship] = Many(
        "dcat:qualifiedRelation", "0..*", "Relationship", "Other resources with the part that each has."
    )
    landing_pages: Many[Resource] = Many(
        "dcat:landingPage", "0..*", "Resource", "Web pages that lead to it.", range="foaf:Document"
    )
    pages: Many[Resource] = Many("foaf:page", "0..*", "Resource", "Documentation.", range="foaf:Document")
    image: Address = Address("schema:image", "0..1", "Web address of a picture of it. Source: DCAT-US 3.0.")
    languages: ManyConcepts = ManyConcepts(
        "dct:language", "0..*", "language", "Languages of the content.", range="dct:LinguisticSystem"
    )
    license: One[LicenseDocument] = One(
        "dct:license", "0..1", "LicenseDocument", "The terms of use, as one document.", schemes="licence"
    )
    rights: Many[RightsStatement] = Many("dct:rights", "0..*", "RightsStatement", "Other statements about rights.")
    access_rights: OneConcept = OneConcept(
        "dct:accessRights", "0..1", "access-right", "Who may have it.", range="dct:RightsStatement"
    )
    policies: Many[Policy] = Many(
        "odrl:hasPolicy",
        "0..*",
        "Policy",
        "Offers and agreements on its use. Source: DCAT 3; Decree 47/2020/NĐ-CP, Art. 36 to 38.",
    )
    applicable_legislation: Many[LegalResource] = Many(
        "dcatap:applicableLegislation", "0..*", "LegalResource", "Decisions and laws that demand or govern it."
    )
    conforms_to: Many[Standard] = Many("dct:conformsTo", "0..*", "Standard", "Standards that it follows.")
    issued: OneTemporal = OneTemporal("dct:issued", "0..1", "When it was first published.")
    modified: OneTemporal = OneTemporal("dct:modified", "0..1", "When it last changed.")
    created: OneTemporal = OneTemporal("dct:created", "0..1", "When it was made. Source: DCAT-US 3.0.")
    available: OneTemporal = OneTemporal(
        "dct:available", "0..1", "Since when it is ready for use. Source: Decree 47/2020/NĐ-CP, Art. 25."
    )
    spatial: Many[Location] = Many(
        "dct:spatial", "0..*", "Location", "Places that it covers.", schemes="province commune"
    )
    temporal: Many[PeriodOfTime] = Many("dct:temporal", "0..*", "PeriodOfTime", "Periods that it covers.")
    provenance: Many[ProvenanceStatement] = Many(
        "dct:provenance", "0..*", "ProvenanceStatement", "How it is collected and kept up to date."
    )
    sources: Many[CatalogedResource] = Many(
        "dct:source", "0..*", "CatalogedResource", "What it was made from.", range="dcat:Dataset"
    )
    was_derived_from: Many[Resource] = Many(
        "prov:wasDerivedFrom", "0..*", "Resource", "What it was made from, of any kind. Source: PROV Ontology."
    )
    relations: Many[Resource] = Many("dct:relation", "0..*", "Resource", "Related resources of any kind.")
    is_referenced_by: Many[Resource] = Many(
        "dct:isReferencedBy", "0..*", "Resource", "Works that cite it or make use of it."
    )
    is_part_of: Many[CatalogedResource] = Many(
        "dct:isPartOf",
        "0..*",
        "CatalogedResource",
        "Entries that it is a part of, such as its database. Source: DCMI Metadata Terms.",
    )
    has_parts: Many[CatalogedResource] = Many(
        "dct:hasPart", "0..*", "CatalogedResource", "Entries that are parts of it; of a catalogue, its sub-catalogues."
    )
    status: OneConcept = OneConcept(
        "adms:status", "0..1", "dataset-status", "Where it is in its life. Source: DCAT-US 3.0."
    )
    version: OneText = OneText("dcat:version", "0..1", "Its version, as a number or name.")
    version_notes: Translated = Translated("adms:versionNotes", "0..*", "What is new in this version.")
    previous_version: One[CatalogedResource] = One(
        "dcat:previousVersion", "0..1", "CatalogedResource", "The version before this one. Source: DCAT 3; DCAT-US 3.0."
    )
    current_version: One[CatalogedResource] = One(
        "dcat:hasCurrentVersion",
        "0..1",
        "CatalogedResource",
        "The version that is in force now. Source: DCAT 3; DCAT-US 3.0.",
    )
    replaces: Many[CatalogedResource] = Many(
        "dct:replaces", "0..*", "CatalogedResource", "Entries that it takes the place of. Source: DCAT 3; DCAT-US 3.0."
    )
    has_versions: Many[CatalogedResource] = Many(
        "dcat:hasVersion", "0..*", "CatalogedResource", "Versions of it.", range="dcat:Dataset"
    )
    quality_measurements: Many[QualityMeasurement] = Many(
        "dqv:hasQualityMeasurement",
        "0..*",
        "QualityMeasurement",
        "Results of quality assessments. Source: DCAT-US 3.0; Decree 47/2020/NĐ-CP, Art. 16.",
    )
    quality_annotations: Many[Resource] = Many(
        "dqv:hasQualityAnnotation",
        "0..*",
        "Resource",
        "Feedback of its users. Source: Data Quality Vocabulary.",
        range="dqv:QualityAnnotation",
    )
    audiences: Many[Resource] = Many(
        "dct:audience",
        "0..*",
        "Resource",
        "Groups of users that it is meant for. Source: Decree 47/2020/NĐ-CP, Art. 11.4.",
        range="dct:AgentClass",
    )
    purpose: Translated = Translated(
        "dmv:purpose", "0..*", "What it is kept for. Source: Decree 47/2020/NĐ-CP, Art. 11.4."
    )
    sharing_nature: OneConcept = OneConcept(
        "dmv:sharingNature",
        "0..1",
        "sharing-nature",
        "Whether it is open, shared or for internal use. Source: Data Law 60/2024/QH15, Art. 3.",
    )
    sharing_form: OneConcept = OneConcept(
        "dmv:sharingForm",
        "0..1",
        "sharing-form",
        "Whether it is shared by default or on special request. Source: Decree 47/2020/NĐ-CP, Art. 3.",
    )
    sharing_methods: ManyConcepts = ManyConcepts(
        "dmv:sharingMethod", "0..*", "sharing-method", "How it is handed over. Source: Decree 47/2020/NĐ-CP, Art. 23."
    )
    importance: OneConcept = OneConcept(
        "dmv:importance",
        "0..1",
        "importance",
        "Whether it is core, important or other data. Source: Data Law 60/2024/QH15, Art. 3.",
    )
    personal_data: OneConcept = OneConcept(
        "dmv:personalData",
        "0..1",
        "personal-data",
        "Whether it holds personal data, and of which kind. Source: Law 91/2025/QH15.",
    )
    reviewed_on: OneTemporal = OneTemporal(
        "dmv:reviewedOn",
        "0..1",
        "When the inventory, or its entry in one, was last reviewed. Source: Decree 47/2020/NĐ-CP, Art. 34.",
    )
    planned_publication: OneTemporal = OneTemporal(
        "dmv:plannedPublication", "0..1", "When it is to be published. Source: danhmuc's vocabulary."
    )


class Catalog(CatalogedResource):
    """A collection of entries that describe data assets.

    Source: DCAT-AP 3.0.1, class Catalogue; DCAT-US 3.0.
    """

    __slots__ = ()

    datasets: Many[CatalogedResource] = Many(
        "dcat:dataset", "0..*", "CatalogedResource", "Datasets and series that it lists.", range="dcat:Dataset"
    )
    services: Many[DataService] = Many("dcat:service", "0..*", "DataService", "Services that it lists.")
    catalogs: Many[Catalog] = Many("dcat:catalog", "0..*", "Catalog", "Catalogues that it lists.")
    records: Many[CatalogRecord] = Many("dcat:record", "0..*", "CatalogRecord", "What is said about its entries.")
    theme_taxonomies: Many[ConceptScheme] = Many(
        "dcat:themeTaxonomy", "0..*", "ConceptScheme", "Schemes that its themes are from."
    )
    homepage: Address = Address("foaf:homepage", "0..1", "Web address of its main page.", range="foaf:Document")

    # As all entries have them, but fewer or more.
    identifier: OneText = OneText("dct:identifier", "0..1", "Its identifier. Source: DCAT-US 3.0.")
    publisher: One[Agent] = One("dct:publisher", "1", "Agent", "Who publishes it and answers for it.")
    creators: Many[Agent] = Many("dct:creator", "0..1", "Agent", "Who compiled it.")
    conforms_to: Many[Standard] = Many(
        "dct:conformsTo", "0..1", "Standard", "The profile that its metadata follows. Source: DCAT-US 3.0."
    )


class CatalogRecord(Resource):
    """The entry of a catalogue, not what it describes: when it was listed, from where, after which profile.

    Source: DCAT-AP 3.0.1, class Catalogue Record.
    """

    __slots__ = ()

    primary_topic: One[CatalogedResource] = One(
        "foaf:primaryTopic", "1", "CatalogedResource", "What the entry describes."
    )
    title: Translated = Translated("dct:title", "0..*", "Name of the entry.")
    description: Translated = Translated("dct:description", "0..*", "About the entry.")
    issued: OneTemporal = OneTemporal("dct:issued", "0..1", "When it was listed.")
    modified: OneTemporal = OneTemporal("dct:modified", "1", "When the entry, not the data, last changed.")
    status: OneConcept = OneConcept("adms:status", "0..1", "", "How the entry last changed.")
    languages: ManyConcepts = ManyConcepts(
        "dct:language", "0..*", "language", "Languages of the metadata.", range="dct:LinguisticSystem"
    )
    conforms_to: Many[Standard] = Many("dct:conformsTo", "0..*", "Standard", "Profiles that the metadata follows.")
    source: One[CatalogRecord] = One("dct:source", "0..1", "CatalogRecord", "The entry that it was taken from.")
