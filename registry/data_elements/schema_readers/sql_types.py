"""Types of SQL as they are written, ``VARCHAR(20)``, and the datatypes of XML Schema that they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.datatypes.names import XSD

from ...record.table_draft import ValueDomainDraft

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    XSD.string: (
        *("CHAR", "CHARACTER", "CHARACTER VARYING", "CHAR VARYING", "VARCHAR", "VARCHAR2", "BPCHAR", "CITEXT"),
        *("NCHAR", "NCHAR VARYING", "NATIONAL CHAR", "NATIONAL CHAR VARYING", "NATIONAL CHARACTER"),
        *("NATIONAL CHARACTER VARYING", "NVARCHAR", "NVARCHAR2", "STRING", "UUID", "UNIQUEIDENTIFIER"),
        *("TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT", "NTEXT", "CLOB", "NCLOB", "LONG VARCHAR"),
    ),
    XSD.integer: (
        *("INT", "INTEGER", "TINYINT", "SMALLINT", "MEDIUMINT", "BIGINT", "INT2", "INT4", "INT8"),
        *("SERIAL", "SMALLSERIAL", "BIGSERIAL"),
    ),
    XSD.decimal: ("DEC", "DECIMAL", "NUMERIC", "NUMBER"),
    XSD.double: ("DOUBLE", "DOUBLE PRECISION", "DOUBLE_PRECISION", "FLOAT", "FLOAT8", "BINARY_DOUBLE"),
    XSD.float: ("REAL", "FLOAT4", "BINARY_FLOAT"),
    XSD.boolean: ("BOOL", "BOOLEAN"),
    XSD.date: ("DATE",),
    XSD.dateTime: ("DATETIME", "DATETIME2", "SMALLDATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE"),
    XSD.dateTimeStamp: ("DATETIMEOFFSET", "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"),
    XSD.time: ("TIME", "TIME WITH TIME ZONE", "TIME WITHOUT TIME ZONE", "TIMETZ"),
    XSD.base64Binary: (
        *("BINARY", "BLOB", "BYTEA", "IMAGE", "LONG RAW", "RAW", "VARBINARY"),
        *("TINYBLOB", "MEDIUMBLOB", "LONGBLOB"),
    ),
    XSD.duration: ("INTERVAL",),
}
"""What PostgreSQL, SQLite, Oracle, SQL Server and MySQL call their types.

``BIT``, ``MONEY`` and ``LONG`` are not among them: one of these databases means by it what another does not.
"""
SQL_TYPES: Final[Mapping[str, str]] = {name: datatype for datatype, names in _NAMES.items() for name in names}
"""Types without their numbers, in capitals; what is not here has no datatype."""
_LENGTHS: Final = frozenset({XSD.string, XSD.base64Binary})
_TYPE: Final = re.compile(
    r"\s*([A-Za-z_][\w ]*?)\s*(?:\(\s*(\d{1,9}|MAX)\s*(?:,\s*(-?\d{1,4})\s*)?(?:CHAR|BYTE)?\s*\))?"
    r"((?:\s+[A-Za-z ]+)?)\s*",
    re.IGNORECASE,
)


def read_sql_type(written: str) -> ValueDomainDraft:
    """The value domain of a type; without a datatype if the type is unknown.

    >>> read_sql_type("VARCHAR(20)").max_length, read_sql_type("decimal(10, 2)").scale
    (20, 2)
    """
    found = _TYPE.fullmatch(written)
    if found is None:
        return ValueDomainDraft(native_type=written)
    name, first, second, rest = found.groups()
    words = " ".join(f"{name} {rest}".upper().split())
    if words.endswith(" UNSIGNED") and SQL_TYPES.get(words.removesuffix(" UNSIGNED")) == XSD.integer:
        return ValueDomainDraft(datatype=XSD.integer, native_type=written, minimum="0")
    datatype = SQL_TYPES.get(words)
    number = int(first) if first is not None and first.isdigit() else None
    if datatype is None or number is None:
        return ValueDomainDraft(datatype=datatype, native_type=written)
    if datatype in _LENGTHS:
        return ValueDomainDraft(datatype=datatype, native_type=written, max_length=number)
    if datatype == XSD.decimal:
        scale = 0 if second is None else int(second)
        # A negative scale rounds to tens, which no scale of ours says.
        return ValueDomainDraft(
            datatype=datatype, native_type=written, precision=number, scale=scale if scale >= 0 else None
        )
    return ValueDomainDraft(datatype=datatype, native_type=written)
