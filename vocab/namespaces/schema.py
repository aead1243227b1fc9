"""schema.org: the terms that descriptions of datasets use.

With ``http``, as its own context says; documents that write ``https`` name other terms.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _SCHEMA(ClosedNamespace[Term], iri="http://schema.org/"):
    # Classes.
    ContactPoint: Term
    CreativeWork: Term
    DataCatalog: Term
    DataDownload: Term
    DataFeed: Term
    Dataset: Term
    Date: Term
    DateTime: Term
    DefinedTerm: Term
    DefinedTermSet: Term
    Duration: Term
    EntryPoint: Term
    GeoCoordinates: Term
    GeoShape: Term
    GovernmentOrganization: Term
    ImageObject: Term
    Organization: Term
    Person: Term
    Place: Term
    PostalAddress: Term
    PropertyValue: Term
    QuantitativeValue: Term
    SoftwareApplication: Term
    StatisticalVariable: Term
    WebAPI: Term

    # Properties.
    about: Term
    abstract: Term
    accessMode: Term
    acquireLicensePage: Term
    actionApplication: Term
    additionalType: Term
    address: Term
    affiliation: Term
    alternateName: Term
    areaServed: Term
    audience: Term
    author: Term
    box: Term
    citation: Term
    comment: Term
    conditionsOfAccess: Term
    contactPoint: Term
    contactType: Term
    contentSize: Term
    contentUrl: Term
    contributor: Term
    copyrightHolder: Term
    copyrightNotice: Term
    copyrightYear: Term
    creator: Term
    creditText: Term
    dataset: Term
    dateCreated: Term
    dateModified: Term
    datePublished: Term
    description: Term
    distribution: Term
    documentation: Term
    domainIncludes: Term
    editor: Term
    elevation: Term
    email: Term
    embedUrl: Term
    encoding: Term
    encodingFormat: Term
    endDate: Term
    expires: Term
    faxNumber: Term
    funder: Term
    funding: Term
    geo: Term
    hasPart: Term
    identifier: Term
    image: Term
    inDefinedTermSet: Term
    inLanguage: Term
    includedInDataCatalog: Term
    includedInDataDownload: Term
    isAccessibleForFree: Term
    isBasedOn: Term
    isPartOf: Term
    isRelatedTo: Term
    issn: Term
    keywords: Term
    latitude: Term
    legalName: Term
    legislationIdentifier: Term
    license: Term
    line: Term
    logo: Term
    longitude: Term
    mainEntity: Term
    mainEntityOfPage: Term
    maintainer: Term
    maxValue: Term
    measurementMethod: Term
    measurementTechnique: Term
    minValue: Term
    name: Term
    parentOrganization: Term
    polygon: Term
    propertyID: Term
    provider: Term
    publisher: Term
    rangeIncludes: Term
    sameAs: Term
    sdLicense: Term
    sha256: Term
    size: Term
    sourceOrganization: Term
    spatial: Term
    spatialCoverage: Term
    sponsor: Term
    startDate: Term
    subjectOf: Term
    telephone: Term
    temporal: Term
    temporalCoverage: Term
    termCode: Term
    termsOfService: Term
    thumbnailUrl: Term
    unitCode: Term
    unitText: Term
    uploadDate: Term
    url: Term
    usageInfo: Term
    validFrom: Term
    validIn: Term
    validThrough: Term
    value: Term
    variableMeasured: Term
    variablesMeasured: Term
    version: Term


SCHEMA: Final = _SCHEMA(uri_ref)
