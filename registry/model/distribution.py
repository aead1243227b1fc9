"""Distributions, checksums of their files, and data services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalog import CatalogedResource
from .concept_fields import ManyConcepts, OneConcept
from .fields import OneText, SeveralTexts, Translated
from .literal_fields import OneDuration, OneNumber, OneTemporal
from .object_fields import Address, Many, One
from .resource import Resource

if TYPE_CHECKING:
    from .concept import Identifier
    from .odrl import Policy
    from .quality import QualityMeasurement
    from .rights import LegalResource, LicenseDocument, RightsStatement, Standard

__all__ = ["Checksum", "DataService", "Distribution"]


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


class Checksum(Resource):
    """A number that tells whether a file is whole.

    Source: DCAT-AP 3.0.1, class Checksum.
    """

    __slots__ = ()

    algorithm: OneConcept = OneConcept(
        "spdx:algorithm", "1", "checksum-algorithm", "How it is reckoned.", range="spdx:ChecksumAlgorithm"
    )
    checksum_value: OneText = OneText(
        "spdx:checksumValue", "1", "The number, in lower-case hexadecimal digits.", range="xsd:hexBinary"
    )


class DataService(CatalogedResource):
    """A service that hands out or takes in data across systems.

    Source: DCAT-AP 3.0.1, class Data Service; DCAT-US 3.0; Decree 47/2020/NĐ-CP, Art. 3 and 24.
    """

    __slots__ = ()

    endpoint_url: Address = Address("dcat:endpointURL", "1..*", "Root web address of the service.")
    endpoint_descriptions: Many[Resource] = Many(
        "dcat:endpointDescription", "0..*", "Resource", "Technical documents, such as an OpenAPI file."
    )
    serves_datasets: Many[CatalogedResource] = Many(
        "dcat:servesDataset",
        "0..*",
        "CatalogedResource",
        "Datasets and databases that it gives access to.",
        range="dcat:Dataset",
    )
    formats: ManyConcepts = ManyConcepts(
        "dct:format", "0..*", "file-type", "File formats that it answers in.", range="dct:MediaTypeOrExtent"
    )
    spatial_resolution_in_meters: OneNumber = OneNumber(
        "dcat:spatialResolutionInMeters",
        "0..1",
        "Least distance between two places told apart, in metres. Source: DCAT-US 3.0.",
        range="xsd:decimal",
    )
    temporal_resolution: OneDuration = OneDuration(
        "dcat:temporalResolution",
        "0..1",
        "Least span between two times told apart, such as PT15M or P1D. Source: DCAT-US 3.0.",
    )
    was_used_by: Many[Resource] = Many(
        "prov:wasUsedBy", "0..*", "Resource", "Activities that used it. Source: DCAT-US 3.0.", range="prov:Activity"
    )
    hvd_categories: ManyConcepts = ManyConcepts(
        "dcatap:hvdCategory", "0..*", "hvd-category", "Categories of high-value datasets. Source: DCAT-AP-HVD 3.0.0."
    )

    # As all entries have them, but fewer or more.
    description: Translated = Translated("dct:description", "0..*", "What it gives access to, and how.")
    identifier: OneText = OneText(
        "dct:identifier",
        "0..1",
        "Its identifier, which requests name. Source: DCAT-US 3.0; Decree 47/2020/NĐ-CP, Art. 35.",
    )
