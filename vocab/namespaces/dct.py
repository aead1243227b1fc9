"""DCMI Metadata Terms, the ``/terms/`` namespace, complete.

Source: DCMI Metadata Terms of 2020.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _DCT(ClosedNamespace[Term], iri="http://purl.org/dc/terms/", items=("ISO639-2", "ISO639-3")):
    # Classes.
    Agent: Term
    AgentClass: Term
    BibliographicResource: Term
    FileFormat: Term
    Frequency: Term
    Jurisdiction: Term
    LicenseDocument: Term
    LinguisticSystem: Term
    Location: Term
    LocationPeriodOrJurisdiction: Term
    MediaType: Term
    MediaTypeOrExtent: Term
    MethodOfAccrual: Term
    MethodOfInstruction: Term
    PeriodOfTime: Term
    PhysicalMedium: Term
    PhysicalResource: Term
    Policy: Term
    ProvenanceStatement: Term
    RightsStatement: Term
    SizeOrDuration: Term
    Standard: Term

    # Encoding schemes.
    Box: Term
    DCMIType: Term
    DDC: Term
    IMT: Term
    ISO3166: Term
    LCC: Term
    LCSH: Term
    MESH: Term
    NLM: Term
    Period: Term
    Point: Term
    RFC1766: Term
    RFC3066: Term
    RFC4646: Term
    RFC5646: Term
    TGN: Term
    UDC: Term
    URI: Term
    W3CDTF: Term

    # Properties.
    abstract: Term
    accessRights: Term
    accrualMethod: Term
    accrualPeriodicity: Term
    accrualPolicy: Term
    alternative: Term
    audience: Term
    available: Term
    bibliographicCitation: Term
    conformsTo: Term
    contributor: Term
    coverage: Term
    created: Term
    creator: Term
    date: Term
    dateAccepted: Term
    dateCopyrighted: Term
    dateSubmitted: Term
    description: Term
    educationLevel: Term
    extent: Term
    format: Term
    hasFormat: Term
    hasPart: Term
    hasVersion: Term
    identifier: Term
    instructionalMethod: Term
    isFormatOf: Term
    isPartOf: Term
    isReferencedBy: Term
    isReplacedBy: Term
    isRequiredBy: Term
    isVersionOf: Term
    issued: Term
    language: Term
    license: Term
    mediator: Term
    medium: Term
    modified: Term
    provenance: Term
    publisher: Term
    references: Term
    relation: Term
    replaces: Term
    requires: Term
    rights: Term
    rightsHolder: Term
    source: Term
    spatial: Term
    subject: Term
    tableOfContents: Term
    temporal: Term
    title: Term
    type: Term
    valid: Term


DCT: Final = _DCT(uri_ref)
