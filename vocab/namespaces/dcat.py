"""The Data Catalog Vocabulary, version 3, complete.

rdflib's own ``DCAT`` is version 2 and lacks ``inSeries`` and others.
Source: W3C recommendation of 22 August 2024, sections 6 and 7.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _DCAT(ClosedNamespace[Term], iri="http://www.w3.org/ns/dcat#"):
    # Classes.
    Catalog: Term
    CatalogRecord: Term
    DataService: Term
    Dataset: Term
    DatasetSeries: Term
    Distribution: Term
    Relationship: Term
    Resource: Term
    Role: Term

    # Properties.
    accessService: Term
    accessURL: Term
    bbox: Term
    byteSize: Term
    catalog: Term
    centroid: Term
    compressFormat: Term
    contactPoint: Term
    dataset: Term
    distribution: Term
    downloadURL: Term
    endDate: Term
    endpointDescription: Term
    endpointURL: Term
    first: Term
    hadRole: Term
    hasCurrentVersion: Term
    hasVersion: Term
    inSeries: Term
    keyword: Term
    landingPage: Term
    last: Term
    mediaType: Term
    packageFormat: Term
    prev: Term
    previousVersion: Term
    qualifiedRelation: Term
    record: Term
    resource: Term
    servesDataset: Term
    service: Term
    spatialResolutionInMeters: Term
    startDate: Term
    temporalResolution: Term
    theme: Term
    themeTaxonomy: Term
    version: Term

    # Inverses: only beside the properties that they invert (section 7).
    inCatalog: Term
    isDistributionOf: Term
    isVersionOf: Term
    next: Term
    nextVersion: Term
    seriesMember: Term


DCAT: Final = _DCAT(uri_ref)
