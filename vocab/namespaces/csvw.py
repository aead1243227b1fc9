"""CSV on the Web: tables, columns and their types.

Source: the W3C's vocabulary of 2015, complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["CSVW"]


class _CSVW(ClosedNamespace, iri="http://www.w3.org/ns/csvw#"):
    # Classes.
    Cell: URIRef
    Column: URIRef
    Datatype: URIRef
    Dialect: URIRef
    Direction: URIRef
    ForeignKey: URIRef
    JSON: URIRef
    NumericFormat: URIRef
    Row: URIRef
    Schema: URIRef
    Table: URIRef
    TableGroup: URIRef
    TableReference: URIRef
    Transformation: URIRef

    # Properties.
    aboutUrl: URIRef
    auto: URIRef
    base: URIRef
    column: URIRef
    columnReference: URIRef
    commentPrefix: URIRef
    csvEncodedTabularData: URIRef
    datatype: URIRef
    decimalChar: URIRef
    default: URIRef
    delimiter: URIRef
    describes: URIRef
    dialect: URIRef
    doubleQuote: URIRef
    encoding: URIRef
    foreignKey: URIRef
    format: URIRef
    groupChar: URIRef
    header: URIRef
    headerRowCount: URIRef
    inherit: URIRef
    lang: URIRef
    length: URIRef
    lineTerminators: URIRef
    ltr: URIRef
    maxExclusive: URIRef
    maxInclusive: URIRef
    maxLength: URIRef
    minExclusive: URIRef
    minInclusive: URIRef
    minLength: URIRef
    name: URIRef
    note: URIRef
    null: URIRef
    ordered: URIRef
    pattern: URIRef
    primaryKey: URIRef
    propertyUrl: URIRef
    quoteChar: URIRef
    reference: URIRef
    referencedRow: URIRef
    required: URIRef
    resource: URIRef
    row: URIRef
    rowTitle: URIRef
    rownum: URIRef
    rtl: URIRef
    schemaReference: URIRef
    scriptFormat: URIRef
    separator: URIRef
    skipBlankRows: URIRef
    skipColumns: URIRef
    skipInitialSpace: URIRef
    skipRows: URIRef
    source: URIRef
    suppressOutput: URIRef
    table: URIRef
    tableDirection: URIRef
    tableSchema: URIRef
    tabularMetadata: URIRef
    targetFormat: URIRef
    textDirection: URIRef
    title: URIRef
    transformations: URIRef
    trim: URIRef
    uriTemplate: URIRef
    url: URIRef
    valueUrl: URIRef
    virtual: URIRef


CSVW: Final = _CSVW()
