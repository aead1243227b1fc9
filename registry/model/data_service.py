"""Data services: software interfaces that give access to data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cataloged_resource import CatalogedResource
from .concept_fields import ManyConcepts
from .fields import OneText, Translated
from .literal_fields import OneDuration, OneNumber
from .object_fields import Address, Many

if TYPE_CHECKING:
    from .resource import Resource

__all__ = ["DataService"]


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
