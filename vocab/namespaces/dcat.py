"""The Data Catalog Vocabulary, version 3, complete.

rdflib's own ``DCAT`` is version 2 and lacks ``inSeries`` and others.
Source: W3C recommendation of 22 August 2024, sections 6 and 7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["DCAT"]


class _DCAT(ClosedNamespace, iri="http://www.w3.org/ns/dcat#"):
    # Classes.
    Catalog: URIRef
    CatalogRecord: URIRef
    DataService: URIRef
    Dataset: URIRef
    DatasetSeries: URIRef
    Distribution: URIRef
    Relationship: URIRef
    Resource: URIRef
    Role: URIRef

    # Properties.
    accessService: URIRef
    accessURL: URIRef
    bbox: URIRef
    byteSize: URIRef
    catalog: URIRef
    centroid: URIRef
    compressFormat: URIRef
    contactPoint: URIRef
    dataset: URIRef
    distribution: URIRef
    downloadURL: URIRef
    endDate: URIRef
    endpointDescription: URIRef
    endpointURL: URIRef
    first: URIRef
    hadRole: URIRef
    hasCurrentVersion: URIRef
    hasVersion: URIRef
    inSeries: URIRef
    keyword: URIRef
    landingPage: URIRef
    last: URIRef
    mediaType: URIRef
    packageFormat: URIRef
    prev: URIRef
    previousVersion: URIRef
    qualifiedRelation: URIRef
    record: URIRef
    resource: URIRef
    servesDataset: URIRef
    service: URIRef
    spatialResolutionInMeters: URIRef
    startDate: URIRef
    temporalResolution: URIRef
    theme: URIRef
    themeTaxonomy: URIRef
    version: URIRef

    # Inverses: only beside the properties that they invert (section 7).
    inCatalog: URIRef
    isDistributionOf: URIRef
    isVersionOf: URIRef
    next: URIRef
    nextVersion: URIRef
    seriesMember: URIRef


DCAT: Final = _DCAT()
