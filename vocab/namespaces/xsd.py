"""XML Schema 1.1: datatypes and the facets that constrain them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["XSD"]


class _XSD(ClosedNamespace, iri="http://www.w3.org/2001/XMLSchema#"):
    # Datatypes.
    ENTITIES: URIRef
    ENTITY: URIRef
    ID: URIRef
    IDREF: URIRef
    IDREFS: URIRef
    NCName: URIRef
    NMTOKEN: URIRef
    NMTOKENS: URIRef
    NOTATION: URIRef
    Name: URIRef
    QName: URIRef
    anyAtomicType: URIRef
    anySimpleType: URIRef
    anyType: URIRef
    anyURI: URIRef
    base64Binary: URIRef
    boolean: URIRef
    byte: URIRef
    date: URIRef
    dateTime: URIRef
    dateTimeStamp: URIRef
    dayTimeDuration: URIRef
    decimal: URIRef
    double: URIRef
    duration: URIRef
    float: URIRef
    gDay: URIRef
    gMonth: URIRef
    gMonthDay: URIRef
    gYear: URIRef
    gYearMonth: URIRef
    hexBinary: URIRef
    int: URIRef
    integer: URIRef
    language: URIRef
    long: URIRef
    negativeInteger: URIRef
    nonNegativeInteger: URIRef
    nonPositiveInteger: URIRef
    normalizedString: URIRef
    positiveInteger: URIRef
    short: URIRef
    string: URIRef
    time: URIRef
    token: URIRef
    unsignedByte: URIRef
    unsignedInt: URIRef
    unsignedLong: URIRef
    unsignedShort: URIRef
    yearMonthDuration: URIRef

    # Facets.
    enumeration: URIRef
    explicitTimezone: URIRef
    fractionDigits: URIRef
    length: URIRef
    maxExclusive: URIRef
    maxInclusive: URIRef
    maxLength: URIRef
    minExclusive: URIRef
    minInclusive: URIRef
    minLength: URIRef
    pattern: URIRef
    totalDigits: URIRef
    whiteSpace: URIRef


XSD: Final = _XSD()
