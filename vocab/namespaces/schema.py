"""schema.org: the terms that descriptions of datasets use.

With ``http``, as its own context says; documents that write ``https`` name other terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["SCHEMA"]


class _SCHEMA(ClosedNamespace, iri="http://schema.org/"):
    # Classes.
    ContactPoint: URIRef
    CreativeWork: URIRef
    DataCatalog: URIRef
    DataDownload: URIRef
    DataFeed: URIRef
    Dataset: URIRef
    Date: URIRef
    DateTime: URIRef
    DefinedTerm: URIRef
    DefinedTermSet: URIRef
    Duration: URIRef
    EntryPoint: URIRef
    GeoCoordinates: URIRef
    GeoShape: URIRef
    GovernmentOrganization: URIRef
    ImageObject: URIRef
    Organization: URIRef
    Person: URIRef
    Place: URIRef
    PostalAddress: URIRef
    PropertyValue: URIRef
    QuantitativeValue: URIRef
    SoftwareApplication: URIRef
    StatisticalVariable: URIRef
    WebAPI: URIRef

    # Properties.
    about: URIRef
    abstract: URIRef
    accessMode: URIRef
    acquireLicensePage: URIRef
    actionApplication: URIRef
    additionalType: URIRef
    address: URIRef
    affiliation: URIRef
    alternateName: URIRef
    areaServed: URIRef
    audience: URIRef
    author: URIRef
    box: URIRef
    citation: URIRef
    comment: URIRef
    conditionsOfAccess: URIRef
    contactPoint: URIRef
    contactType: URIRef
    contentSize: URIRef
    contentUrl: URIRef
    contributor: URIRef
    copyrightHolder: URIRef
    copyrightNotice: URIRef
    copyrightYear: URIRef
    creator: URIRef
    creditText: URIRef
    dataset: URIRef
    dateCreated: URIRef
    dateModified: URIRef
    datePublished: URIRef
    description: URIRef
    distribution: URIRef
    documentation: URIRef
    domainIncludes: URIRef
    editor: URIRef
    elevation: URIRef
    email: URIRef
    embedUrl: URIRef
    encoding: URIRef
    encodingFormat: URIRef
    endDate: URIRef
    expires: URIRef
    funder: URIRef
    funding: URIRef
    geo: URIRef
    hasPart: URIRef
    identifier: URIRef
    image: URIRef
    inDefinedTermSet: URIRef
    inLanguage: URIRef
    includedInDataCatalog: URIRef
    includedInDataDownload: URIRef
    isAccessibleForFree: URIRef
    isBasedOn: URIRef
    isPartOf: URIRef
    isRelatedTo: URIRef
    issn: URIRef
    keywords: URIRef
    latitude: URIRef
    legalName: URIRef
    legislationIdentifier: URIRef
    license: URIRef
    line: URIRef
    logo: URIRef
    longitude: URIRef
    mainEntity: URIRef
    mainEntityOfPage: URIRef
    maintainer: URIRef
    maxValue: URIRef
    measurementMethod: URIRef
    measurementTechnique: URIRef
    minValue: URIRef
    name: URIRef
    parentOrganization: URIRef
    polygon: URIRef
    propertyID: URIRef
    provider: URIRef
    publisher: URIRef
    rangeIncludes: URIRef
    sameAs: URIRef
    sdLicense: URIRef
    sha256: URIRef
    size: URIRef
    sourceOrganization: URIRef
    spatial: URIRef
    spatialCoverage: URIRef
    sponsor: URIRef
    startDate: URIRef
    subjectOf: URIRef
    telephone: URIRef
    temporal: URIRef
    temporalCoverage: URIRef
    termCode: URIRef
    termsOfService: URIRef
    thumbnailUrl: URIRef
    unitCode: URIRef
    unitText: URIRef
    uploadDate: URIRef
    url: URIRef
    usageInfo: URIRef
    validFrom: URIRef
    validIn: URIRef
    validThrough: URIRef
    value: URIRef
    variableMeasured: URIRef
    variablesMeasured: URIRef
    version: URIRef


SCHEMA: Final = _SCHEMA()
