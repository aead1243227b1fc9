"""Our own terms, complete: what Vietnamese law asks of an inventory and DCAT has no word for, and our SHACL components.

Described in ``vocab/dmv.ttl``; that file and this one hold the same terms.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _DMV(ClosedNamespace[Term], iri="https://w3id.org/danhmuc/def#"):
    # Classes.
    ConceptualDomain: Term
    DataElement: Term
    DataElementConcept: Term
    DataRequest: Term
    Database: Term
    Registration: Term
    ObjectClass: Term
    Property: Term
    ValueDomain: Term

    # Constraint components.
    InForceConstraintComponent: Term
    MaxAgeByConstraintComponent: Term
    MaxAgeConstraintComponent: Term
    MaxAheadConstraintComponent: Term
    OrderedPeriodConstraintComponent: Term
    ValidCodeConstraintComponent: Term
    WorkingDaysAfterConstraintComponent: Term

    # Properties, parameters of those components, and what profiles say of their rules.
    afterReceipt: Term
    allowedValue: Term
    allowsUnread: Term
    answer: Term
    application: Term
    businessAttributes: Term
    checkedBy: Term
    clause: Term
    codeList: Term
    commitments: Term
    completedOn: Term
    completeness: Term
    conceptualDomain: Term
    dataElement: Term
    dataElementConcept: Term
    deletion: Term
    digitisation: Term
    effectiveFrom: Term
    effectiveUntil: Term
    elementProperty: Term
    evidenceGrade: Term
    field: Term
    fieldRelations: Term
    grace: Term
    importance: Term
    inForce: Term
    inPlaceOf: Term
    isRepeated: Term
    isSchemaOf: Term
    isUnique: Term
    layer: Term
    loginRequired: Term
    longestSpan: Term
    maxAge: Term
    maxAgeBy: Term
    maxAhead: Term
    nativeType: Term
    normalisation: Term
    objectClass: Term
    onDate: Term
    onDateOf: Term
    orderedPeriod: Term
    otherTerms: Term
    perSource: Term
    personalData: Term
    plannedOutage: Term
    plannedPublication: Term
    proposedBy: Term
    protection: Term
    publicationPlan: Term
    purpose: Term
    receivedBy: Term
    registeredItem: Term
    registration: Term
    references: Term
    requestedItems: Term
    retention: Term
    reviewedOn: Term
    rowNumberHeading: Term
    schemaName: Term
    secrecy: Term
    seenOn: Term
    sharingForm: Term
    sharingMethod: Term
    sharingNature: Term
    sharingPlace: Term
    sharingPlatform: Term
    sheet: Term
    staysInWorkbook: Term
    technicalAttributes: Term
    uniqueKey: Term
    unit: Term
    validCode: Term
    validRange: Term
    valueDomain: Term
    workingDays: Term
    workingDaysAfter: Term
    yieldsTo: Term


DMV: Final = _DMV(uri_ref)
