"""schema.org.

A word that is not listed here becomes a term of schema.org by ``@vocab``, as in the published context, which lists them
all; only words whose texts are IRIs or dates are listed here.
Source: schemaorg/schemaorg, data/releases/27.01/schemaorgcontext.jsonld; every prefix and property compared on
25 November 2026.
"""

from __future__ import annotations

from typing import Final

from .definitions import ContextDocument, iri, link

_SCHEMA: Final = iri("schema:")
_OUR_PREFIXES: Final = "csvw dcat dct foaf odrl org owl prof prov rdf rdfs schema sh skos time xsd"
_PREFIXES: Final = {
    **{prefix: iri(f"{prefix}:") for prefix in _OUR_PREFIXES.split()},
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcam": "http://purl.org/dc/dcam/",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "dcterms": iri("dct:"),
    "dctype": "http://purl.org/dc/dcmitype/",
    "doap": "http://usefulinc.com/ns/doap#",
    "qb": "http://purl.org/linked-data/cube#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "ssn": "http://www.w3.org/ns/ssn/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

_LINKS: Final = """acquireLicensePage actionableFeedbackPolicy afterMedia archivedAt associatedDisease beforeMedia
    benefitsSummaryUrl codeRepository colleague colorSwatch constraintProperty contentUrl correctionsPolicy
    discussionUrl diseasePreventionInfo diseaseSpreadStatistics diversityPolicy diversityStaffingReport documentation
    downloadUrl duringMedia embedUrl ethicsPolicy gameLocation gettingTestedInfo hasGS1DigitalLink hasMap
    hasMolecularFunction healthPlanMarketingUrl image inCodeSet inDefinedTermSet installUrl isBasedOn isBasedOnUrl
    isInvolvedInBiologicalProcess isLocatedInSubcellularLocation isPartOf labelDetails layoutImage license logo
    mainEntityOfPage map maps masthead merchantReturnLink missionCoveragePrioritiesPolicy newsUpdatesAndGuidelines
    noBylinesPolicy originalMediaLink paymentUrl prescribingInfo productReturnLink publicTransportClosuresInfo
    publishingPrinciples quarantineGuidelines relatedLink replyToUrl sameAs schoolClosuresInfo screenshot sdLicense
    season serviceUrl shippingSettingsLink significantLink significantLinks speakable target targetUrl thumbnailUrl
    tourBookingPage trackingUrl travelBans unnamedSourcesPolicy url usageInfo verificationFactCheckingPolicy webFeed"""
_DATES: Final = """applicationDeadline applicationStartDate auditDate availabilityEnds availabilityStarts birthDate
    commentTime dateCreated dateDeleted dateIssued dateModified datePosted datePublished dateRead
    dateVehicleFirstRegistered deathDate dissolutionDate endDate exceptDate expectedArrivalFrom expectedArrivalUntil
    expires foundingDate guidelineDate lastReviewed legislationDate legislationDateVersion merchantReturnDays modelDate
    orderDate paymentDueDate previousStartDate priceValidUntil productionDate purchaseDate releaseDate
    scheduledPaymentDate scheduledTime sdDatePublished startDate uploadDate validFrom validThrough validUntil
    vehicleModelDate"""

SCHEMA_ORG: Final[ContextDocument] = {
    "@vocab": _SCHEMA,
    "HTML": iri("rdf:HTML"),
    "id": "@id",
    "type": "@type",
    **_PREFIXES,
    **{word: link(_SCHEMA + word) for word in _LINKS.split()},
    # The datatype is schema.org's own Date, not XML Schema's.
    **{word: {"@id": _SCHEMA + word, "@type": _SCHEMA + "Date"} for word in _DATES.split()},
}
