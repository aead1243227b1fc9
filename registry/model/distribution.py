"""Distributions: files and other forms in which a dataset is to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .concept_fields import ManyConcepts, OneConcept
from .fields import OneText, SeveralTexts, Translated
from .literal_fields import OneDuration, OneNumber, OneTemporal
from .object_fields import Address, Many, One
from .resource import Resource

if TYPE_CHECKING:
    from .checksum import Checksum
    from .data_service import DataService
    from .identifier import Identifier
    from .legal_resource import LegalResource
    from .license_document import LicenseDocument
    from .policy import Policy
    from .quality_measurement import QualityMeasurement
    from .rights_statement import RightsStatement
    from .standard import Standard

__all__ = ["Distribution"]


class Distribution(Resource):
    """One form of a dataset.

    >>> Distribution(download_url="https://data.example.vn/rice.csv", media_type="text/csv", byte_size=0).byte_size == 0
    True

    Source: DCAT-AP 3.0.1, class Distribution; DCAT-US 3.0.
    """

    __slots__ = ()

    title: Translated = Translated("dct:title", "0..*", "Its name.")
    description: Translated = Translated("dct:description", "0..*", "About this form.")
    identifier: OneText = OneText("dct:identifier", "0..1", "Its identifier. Source: DCAT-US 3.0.")
    alternative_identifiers: Many[Identifier] = Many(
        "adms:identifier", "0..*", "Identifier", "All other identifiers. Source: DCAT-US 3.0."
    )
    access_url: Address = Address("dcat:accessURL", "1..*", "Where access to it is described or given.")
    download_url: Address = Address("dcat:downloadURL", "0..*", "Where the file itself is.")
    access_services: Many[DataService] = Many("dcat:accessService", "0..*", "DataService", "Services that give access.")
    format: OneConcept = OneConcept(
        "dct:format", "0..1", "file-type", "Its file format.", range="dct:MediaTypeOrExtent"
    )
    media_type: OneConcept = OneConcept(
        "dcat:mediaType", "0..1", "media-type", "Its media type, such as text/csv.", range="dct:MediaType"
    )
    compress_format: OneConcept = OneConcept(
        "dcat:compressFormat", "0..1", "media-type", "How the file is compressed.", range="dct:MediaType"
    )
    package_format: OneConcept = OneConcept(
        "dcat:packageFormat", "0..1", "media-type", "How several files are packed.", range="dct:MediaType"
    )
    byte_size: OneNumber = OneNumber("dcat:byteSize", "0..1", "Its size in bytes.", range="xsd:nonNegativeInteger")
    checksum: One[Checksum] = One("spdx:checksum", "0..1", "Checksum", "To tell whether the file is whole.")
    license: One[LicenseDocument] = One(
        "dct:license", "0..1", "LicenseDocument", "The terms of use, as one document.", schemes="licence"
    )
    rights: Many[RightsStatement] = Many("dct:rights", "0..*", "RightsStatement", "Other statements about rights.")
    access_rights: OneConcept = OneConcept(
        "dct:accessRights", "0..1", "access-right", "Who may have it. Source: DCAT-US 3.0.", range="dct:RightsStatement"
    )
    policies: Many[Policy] = Many("odrl:hasPolicy", "0..1", "Policy", "Offers and agreements on its use.")
    applicable_legislation: Many[LegalResource] = Many(
        "dcatap:applicableLegislation", "0..*", "LegalResource", "Decisions and laws that demand or govern it."
    )
    availability: OneConcept = OneConcept(
        "dcatap:availability", "0..1", "planned-availability", "How long it is planned to stay."
    )
    status: OneConcept = OneConcept("adms:status", "0..1", "distribution-status", "Where it is in its life.")
    conforms_to: Many[Standard] = Many("dct:conformsTo", "0..*", "Standard", "Schemas and standards of the file.")
    issued: OneTemporal = OneTemporal("dct:issued", "0..1", "When it was first published.")
    modified: OneTemporal = OneTemporal("dct:modified", "0..1", "When it last changed.")
    languages: ManyConcepts = ManyConcepts(
        "dct:language", "0..*", "language", "Languages of the content.", range="dct:LinguisticSystem"
    )
    pages: Many[Resource] = Many("foaf:page", "0..*", "Resource", "Documentation.", range="foaf:Document")
    spatial_resolution_in_meters: OneNumber = OneNumber(
        "dcat:spatialResolutionInMeters",
        "0..1",
        "Least distance between two places told apart, in metres.",
        range="xsd:decimal",
    )
    temporal_resolution: OneDuration = OneDuration(
        "dcat:temporalResolution", "0..1", "Least span between two times told apart, such as PT15M or P1D."
    )
    sharing_methods: ManyConcepts = ManyConcepts(
        "dmv:sharingMethod", "0..*", "sharing-method", "How it is handed over. Source: Decree 47/2020/NĐ-CP, Art. 23."
    )
    representation_technique: OneConcept = OneConcept(
        "adms:representationTechnique", "0..1", "", "The language in which it is expressed. Source: DCAT-US 3.0."
    )
    character_encodings: SeveralTexts = SeveralTexts(
        "cnt:characterEncoding", "0..*", "Character encodings, such as UTF-8. Source: DCAT-US 3.0."
    )
    described_by: One[Distribution] = One(
        "dcat-us:describedBy", "0..1", "Distribution", "Its data dictionary. Source: DCAT-US 3.0."
    )
    access_restrictions: Many[Resource] = Many(
        "dcat-us:accessRestriction",
        "0..*",
        "Resource",
        "Restrictions on access. Source: DCAT-US 3.0.",
        range="dcat-us:AccessRestriction",
    )
    use_restrictions: Many[Resource] = Many(
        "dcat-us:useRestriction",
        "0..*",
        "Resource",
        "Restrictions on use. Source: DCAT-US 3.0.",
        range="dcat-us:UseRestriction",
    )
    cui_restriction: One[Resource] = One(
        "dcat-us:cuiRestriction",
        "0..1",
        "Resource",
        "Restriction of controlled unclassified information. Source: DCAT-US 3.0.",
        range="dcat-us:CUIRestriction",
    )
    quality_measurements: Many[QualityMeasurement] = Many(
        "dqv:hasQualityMeasurement",
        "0..*",
        "QualityMeasurement",
        "Results of quality assessments. Source: DCAT-US 3.0.",
    )
    image: Address = Address("schema:image", "0..1", "Web address of a picture of it. Source: DCAT-US 3.0.")
