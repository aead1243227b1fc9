"""Licences, rights, legal documents, standards and provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.terms import DCAT, DCT, ELI, FOAF, RDFS, SKOS

from .field_kinds import Address, Many, ManyConcepts, One, OneConcept, OneTemporal
from .fields import OneText, Translated
from .resource import Resource

if TYPE_CHECKING:
    from .agents import Agent
    from .concept import ConceptScheme


class LicenseDocument(Resource):
    """The document that states the terms of use of data.

    Source: DCAT-AP 3.0.1, class Licence Document.
    """

    __slots__ = ()

    types: ManyConcepts = ManyConcepts(DCT.type, "0..*", "licence-type", "Kinds of permissions and demands.")
    title: Translated = Translated(DCT.title, "0..*", "Its name. Source: DCMI Metadata Terms.")
    description: Translated = Translated(DCT.description, "0..*", "Its terms in short. Source: DCMI Metadata Terms.")
    identifier: OneText = OneText(DCT.identifier, "0..1", "Its short name. Source: DCMI Metadata Terms.")
    homepage: Address = Address(FOAF.homepage, "0..1", "Web address of its text. Source: FOAF.", range=FOAF.Document)


class RightsStatement(Resource):
    """A statement about rights, such as the regulation on the use of a database.

    Source: DCAT-AP 3.0.1, class Rights statement; Decree 47/2020/NĐ-CP, Art. 22.
    """

    __slots__ = ()

    title: Translated = Translated(DCT.title, "0..*", "Its name. Source: DCMI Metadata Terms.")
    description: Translated = Translated(DCT.description, "0..*", "Its content. Source: DCMI Metadata Terms.")
    label: Translated = Translated(RDFS.label, "0..*", "Its content in short. Source: RDF Schema.")
    homepage: Address = Address(FOAF.homepage, "0..1", "Web address of its text. Source: FOAF.", range=FOAF.Document)


class LegalResource(Resource):
    """A decision, decree or law. Only number, year and issuer together identify it: numbers restart each year.

    Source: DCAT-AP 3.0.1, class Legal Resource; European Legislation Identifier ontology.
    """

    __slots__ = ()

    number: OneText = OneText(
        DCT.identifier, "0..1", "Its number and sign, such as 47/2020/NĐ-CP. Source: DCMI Metadata Terms."
    )
    title: Translated = Translated(DCT.title, "0..*", "Its subject. Source: DCMI Metadata Terms.")
    date: OneTemporal = OneTemporal(DCT.date, "0..1", "The day on which it was signed. Source: DCMI Metadata Terms.")
    issuer: One[Agent] = One(DCT.publisher, "0..1", "Agent", "Agent that issued it. Source: Circular 24/2011/TT-BTTTT.")
    type: OneConcept = OneConcept(
        ELI.type_document, "0..1", "", "Kind of legal act. Source: European Legislation Identifier ontology."
    )
    in_force_from: OneTemporal = OneTemporal(
        ELI.first_date_entry_in_force,
        "0..1",
        "The first day on which it is in force. Source: European Legislation Identifier ontology.",
    )
    in_force_until: OneTemporal = OneTemporal(
        ELI.date_no_longer_in_force,
        "0..1",
        "The day on which it ceases to be in force. Source: European Legislation Identifier ontology.",
    )
    repealed_by: Many[LegalResource] = Many(
        ELI.repealed_by,
        "0..*",
        "LegalResource",
        "Acts that repeal it, in whole or in part. Source: European Legislation Identifier ontology.",
    )
    homepage: Address = Address(FOAF.homepage, "0..1", "Web address of its text. Source: FOAF.", range=FOAF.Document)


class Standard(Resource):
    """A standard, schema or profile that something follows.

    Source: DCAT-AP 3.0.1, class Standard; DCAT-US 3.0.
    """

    __slots__ = ()

    title: Translated = Translated(DCT.title, "0..*", "Its name. Source: DCAT-US 3.0.")
    description: Translated = Translated(DCT.description, "0..*", "Its subject. Source: DCAT-US 3.0.")
    identifier: OneText = OneText(DCT.identifier, "0..1", "Its number, such as TCVN 7980-2:2024. Source: DCAT-US 3.0.")
    issued: OneTemporal = OneTemporal(DCT.issued, "0..1", "Date of publication. Source: DCAT-US 3.0.")
    version: OneText = OneText(DCAT.version, "0..1", "Its version. Source: DCAT 3.")
    in_scheme: One[ConceptScheme] = One(
        SKOS.inScheme, "0..1", "ConceptScheme", "The collection that it is from. Source: DCAT-US 3.0."
    )


class ProvenanceStatement(Resource):
    """A statement on the collection and upkeep of data.

    Source: DCAT-AP 3.0.1, class Provenance Statement; Decree 47/2020/NĐ-CP, Art. 11.4.
    """

    __slots__ = ()

    label: Translated = Translated(RDFS.label, "0..*", "Its content. Source: RDF Schema.")
    description: Translated = Translated(DCT.description, "0..*", "Its content at length. Source: DCMI Metadata Terms.")
