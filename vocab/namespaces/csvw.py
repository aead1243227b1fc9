"""CSV on the Web: tables, columns and their types.

Source: the W3C's vocabulary of 2015, complete.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _CSVW(ClosedNamespace[Term], iri="http://www.w3.org/ns/csvw#"):
    # Classes.
    Cell: Term
    Column: Term
    Datatype: Term
    Dialect: Term
    Direction: Term
    ForeignKey: Term
    JSON: Term
    NumericFormat: Term
    Row: Term
    Schema: Term
    Table: Term
    TableGroup: Term
    TableReference: Term
    Transformation: Term

    # Properties.
    aboutUrl: Term
    auto: Term
    base: Term
    column: Term
    columnReference: Term
    commentPrefix: Term
    csvEncodedTabularData: Term
    datatype: Term
    decimalChar: Term
    default: Term
    delimiter: Term
    describes: Term
    dialect: Term
    doubleQuote: Term
    encoding: Term
    foreignKey: Term
    format: Term
    groupChar: Term
    header: Term
    headerRowCount: Term
    inherit: Term
    lang: Term
    length: Term
    lineTerminators: Term
    ltr: Term
    maxExclusive: Term
    maxInclusive: Term
    maxLength: Term
    minExclusive: Term
    minInclusive: Term
    minLength: Term
    name: Term
    note: Term
    null: Term
    ordered: Term
    pattern: Term
    primaryKey: Term
    propertyUrl: Term
    quoteChar: Term
    reference: Term
    referencedRow: Term
    required: Term
    resource: Term
    row: Term
    rowTitle: Term
    rownum: Term
    rtl: Term
    schemaReference: Term
    scriptFormat: Term
    separator: Term
    skipBlankRows: Term
    skipColumns: Term
    skipInitialSpace: Term
    skipRows: Term
    source: Term
    suppressOutput: Term
    table: Term
    tableDirection: Term
    tableSchema: Term
    tabularMetadata: Term
    targetFormat: Term
    textDirection: Term
    title: Term
    transformations: Term
    trim: Term
    uriTemplate: Term
    url: Term
    valueUrl: Term
    virtual: Term


CSVW: Final = _CSVW(uri_ref)
