"""XML Schema 1.1: datatypes and the facets that constrain them."""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _XSD(ClosedNamespace[Term], iri="http://www.w3.org/2001/XMLSchema#"):
    # Datatypes.
    ENTITIES: Term
    ENTITY: Term
    ID: Term
    IDREF: Term
    IDREFS: Term
    NCName: Term
    NMTOKEN: Term
    NMTOKENS: Term
    NOTATION: Term
    Name: Term
    QName: Term
    anyAtomicType: Term
    anySimpleType: Term
    anyType: Term
    anyURI: Term
    base64Binary: Term
    boolean: Term
    byte: Term
    date: Term
    dateTime: Term
    dateTimeStamp: Term
    dayTimeDuration: Term
    decimal: Term
    double: Term
    duration: Term
    float: Term
    gDay: Term
    gMonth: Term
    gMonthDay: Term
    gYear: Term
    gYearMonth: Term
    hexBinary: Term
    int: Term
    integer: Term
    language: Term
    long: Term
    negativeInteger: Term
    nonNegativeInteger: Term
    nonPositiveInteger: Term
    normalizedString: Term
    positiveInteger: Term
    short: Term
    string: Term
    time: Term
    token: Term
    unsignedByte: Term
    unsignedInt: Term
    unsignedLong: Term
    unsignedShort: Term
    yearMonthDuration: Term

    # Facets.
    enumeration: Term
    explicitTimezone: Term
    fractionDigits: Term
    length: Term
    maxExclusive: Term
    maxInclusive: Term
    maxLength: Term
    minExclusive: Term
    minInclusive: Term
    minLength: Term
    pattern: Term
    totalDigits: Term
    whiteSpace: Term


XSD: Final = _XSD(uri_ref)
