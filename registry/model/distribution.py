"""Distributions, checksums of their files, and data services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.terms import ADMS, CNT, DCAT, DCAT_US, DCATAP, DCT, DMV, DQV, FOAF, ODRL, PROV, SCHEMA, SPDX, XSD

from .catalog import CatalogedResource
from .field_kinds import Address, Many, ManyConcepts, One, OneConcept, OneDuration, OneNumber, OneTemporal
from .fields import OneText, SeveralTexts, Translated
from .resource import Resource

if TYPE_CHECKING:
    from .concept import Identifier
    from .odrl import Policy
    from .quality import QualityMeasurement
    from .rights import LegalResource, LicenseDocument, RightsStatement, Standard


class Distribution(Resource):
    """One form of a dataset.

    >>> Distribution(download_url="https://data.example.vn/rice.csv", media_type="text/csv", byte_size=0).byte_size == 0
    True

    Source: DCAT-AP 3.0.1, class Distribution; DCAT-US 3.0.
    """

    __slots__ = ()

    title: Translated = Translated(DCT.title, "0..*", "Its name.")
    description: Translated = Translated(DCT.description, "0..*", "About this form.")
    identifier: OneText = OneText(DCT.identifier, "0..1", "Its identifier. Source: DCAT-US 3.0.")
    alternative_identifiers: Many[Identifier] = Many(
        ADMS.identifier, "0..*", "Identifier", "All other identifiers. Source: DCAT-US 3.0."
    )
    access_url: Address = Address(DCAT.accessURL, "1..*", "Address that gives or describes access to it.")
    download_url: Address = Address(DCAT.downloadURL, "0..*", "Address of the file itself.")
    access_services: Many[DataService] = Many(DCAT.accessService, "0..*", "DataService", "Services that give access.")
    format: OneConcept = OneConcept(DCT.format, "0..1", "file-type", "Its file format.", range=DCT.MediaTypeOrExtent)
    media_type: OneConcept = OneConcept(
        DCAT.mediaType, "0..1", "media-type", "Its media type, such as text/csv.", range=DCT.MediaType
    )
    compress_format: OneConcept = OneConcept(
        DCAT.compressFormat, "0..1", "media-type", "Compression of the file.", range=DCT.MediaType
    )
    package_format: OneConcept = OneConcept(
        DCAT.packageFormat, "0..1", "media-type", "Package format of several files.", range=DCT.MediaType
    )
    byte_size: OneNumber = OneNumber(DCAT.byteSize, "0..1", "Its size in bytes.", range=XSD.nonNegativeInteger)
    checksum: One[Checksum] = One(SPDX.checksum, "0..1", "Checksum", "Number that proves that the file is complete.")
    license: One[LicenseDocument] = One(
        DCT.license, "0..1", "LicenseDocument", "The terms of use, as one document.", schemes="licence"
    )
    rights: Many[RightsStatement] = Many(DCT.rights, "0..*", "RightsStatement", "Other statements about rights.")
    access_rights: OneConcept = OneConcept(
        DCT.accessRights,
        "0..1",
        "access-right",
        "Rules on access to it. Source: DCAT-US 3.0.",
        range=DCT.RightsStatement,
    )
    policies: Many[Policy] = Many(ODRL.hasPolicy, "0..1", "Policy", "Offers and agreements on its use.")
    applicable_legislation: Many[LegalResource] = Many(
        DCATAP.applicableLegislation, "0..*", "LegalResource", "Decisions and laws that demand or govern it."
    )
    availability: OneConcept = OneConcept(
        DCATAP.availability, "0..1", "planned-availability", "Planned duration of its availability."
    )
    status: OneConcept = OneConcept(ADMS.status, "0..1", "distribution-status", "Its stage in its life cycle.")
    conforms_to: Many[Standard] = Many(DCT.conformsTo, "0..*", "Standard", "Schemas and standards of the file.")
    issued: OneTemporal = OneTemporal(DCT.issued, "0..1", "Date of first publication.")
    modified: OneTemporal = OneTemporal(DCT.modified, "0..1", "Date of the last change.")
    languages: ManyConcepts = ManyConcepts(
        DCT.language, "0..*", "language", "Languages of the content.", range=DCT.LinguisticSystem
    )
    pages: Many[Resource] = Many(FOAF.page, "0..*", "Resource", "Documentation.", range=FOAF.Document)
    spatial_resolution_in_meters: OneNumber = OneNumber(
        DCAT.spatialResolutionInMeters,
        "0..1",
        "Smallest distance that it distinguishes, in metres.",
        range=XSD.decimal,
    )
    temporal_resolution: OneDuration = OneDuration(
        DCAT.temporalResolution, "0..1", "Smallest span of time that it distinguishes, such as PT15M or P1D."
    )
    sharing_methods: ManyConcepts = ManyConcepts(
        DMV.sharingMethod,
        "0..*",
        "sharing-method",
        "Ways in which it is delivered. Source: Decree 47/2020/NĐ-CP, Art. 23.",
    )
    representation_technique: OneConcept = OneConcept(
        ADMS.representationTechnique, "0..1", "", "The language in which it is expressed. Source: DCAT-US 3.0."
    )
    character_encodings: SeveralTexts = SeveralTexts(
        CNT.characterEncoding, "0..*", "Character encodings, such as UTF-8. Source: DCAT-US 3.0."
    )
    described_by: One[Distribution] = One(
        DCAT_US.describedBy, "0..1", "Distribution", "Its data dictionary. Source: DCAT-US 3.0."
    )
    access_restrictions: Many[Resource] = Many(
        DCAT_US.accessRestriction,
        "0..*",
        "Resource",
        "Restrictions on access. Source: DCAT-US 3.0.",
        range=DCAT_US.AccessRestriction,
    )
    use_restrictions: Many[Resource] = Many(
        DCAT_US.useRestriction,
        "0..*",
        "Resource",
        "Restrictions on use. Source: DCAT-US 3.0.",
        range=DCAT_US.UseRestriction,
    )
    cui_restriction: One[Resource] = One(
        DCAT_US.cuiRestriction,
        "0..1",
        "Resource",
        "Restriction of controlled unclassified information. Source: DCAT-US 3.0.",
        range=DCAT_US.CUIRestriction,
    )
    quality_measurements: Many[QualityMeasurement] = Many(
        DQV.hasQualityMeasurement,
        "0..*",
        "QualityMeasurement",
        "Results of quality assessments. Source: DCAT-US 3.0.",
    )
    image: Address = Address(SCHEMA.image, "0..1", "Web address of a picture of it. Source: DCAT-US 3.0.")


class Checksum(Resource):
    """A number that shows whether a file is complete.

    Source: DCAT-AP 3.0.1, class Checksum.
    """

    __slots__ = ()

    algorithm: OneConcept = OneConcept(
        SPDX.algorithm, "1", "checksum-algorithm", "Algorithm of the number.", range=SPDX.ChecksumAlgorithm
    )
    checksum_value: OneText = OneText(
        SPDX.checksumValue, "1", "The number, in lower-case hexadecimal digits.", range=XSD.hexBinary
    )


class DataService(CatalogedResource):
    """A service that provides or receives data across systems.

    Source: DCAT-AP 3.0.1, class Data Service; DCAT-US 3.0; Decree 47/2020/NĐ-CP, Art. 3 and 24.
    """

    __slots__ = ()

    endpoint_url: Address = Address(DCAT.endpointURL, "1..*", "Root web address of the service.")
    endpoint_descriptions: Many[Resource] = Many(
        DCAT.endpointDescription, "0..*", "Resource", "Technical documents, such as an OpenAPI file."
    )
    serves_datasets: Many[CatalogedResource] = Many(
        DCAT.servesDataset,
        "0..*",
        "CatalogedResource",
        "Datasets and databases that it gives access to.",
        range=DCAT.Dataset,
    )
    formats: ManyConcepts = ManyConcepts(
        DCT.format, "0..*", "file-type", "File formats that it answers in.", range=DCT.MediaTypeOrExtent
    )
    spatial_resolution_in_meters: OneNumber = OneNumber(
        DCAT.spatialResolutionInMeters,
        "0..1",
        "Smallest distance that it distinguishes, in metres. Source: DCAT-US 3.0.",
        range=XSD.decimal,
    )
    temporal_resolution: OneDuration = OneDuration(
        DCAT.temporalResolution,
        "0..1",
        "Smallest span of time that it distinguishes, such as PT15M or P1D. Source: DCAT-US 3.0.",
    )
    was_used_by: Many[Resource] = Many(
        PROV.wasUsedBy, "0..*", "Resource", "Activities that used it. Source: DCAT-US 3.0.", range=PROV.Activity
    )
    hvd_categories: ManyConcepts = ManyConcepts(
        DCATAP.hvdCategory, "0..*", "hvd-category", "Categories of high-value datasets. Source: DCAT-AP-HVD 3.0.0."
    )

    # Fields of all entries, with another cardinality.
    description: Translated = Translated(
        DCT.description, "0..*", "Data that it gives access to, and the way to use it."
    )
    identifier: OneText = OneText(
        DCT.identifier,
        "0..1",
        "Its identifier, which requests name. Source: DCAT-US 3.0; Decree 47/2020/NĐ-CP, Art. 35.",
    )
