"""Types of SQL as they are written, ``VARCHAR(20)``, and the datatypes of XML Schema that they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.datatypes.names import XSD

from ...record.table_draft import ValueDomainDraft

__all__ = ["SQL_TYPES", "read_sql_type"]

SQL_TYPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("CHAR", "CHARACTER", "CHARACTER VARYING", "CITEXT", "CLOB", "NCHAR", "NVARCHAR"), XSD.string),
    **dict.fromkeys(("NVARCHAR2", "STRING", "TEXT", "UUID", "VARCHAR", "VARCHAR2", "NTEXT", "NCLOB"), XSD.string),
    **dict.fromkeys(("INT", "INT4", "INTEGER", "MEDIUMINT", "SERIAL"), XSD.integer),
    **dict.fromkeys(("BIGINT", "BIGSERIAL", "INT2", "INT8", "SMALLINT", "SMALLSERIAL", "TINYINT"), XSD.integer),
    **dict.fromkeys(("DEC", "DECIMAL", "NUMERIC"), XSD.decimal),
    **dict.fromkeys(("DOUBLE", "DOUBLE PRECISION", "DOUBLE_PRECISION", "FLOAT", "FLOAT8"), XSD.double),
    **dict.fromkeys(("REAL", "FLOAT4"), XSD.float),
    **dict.fromkeys(("BOOL", "BOOLEAN"), XSD.boolean),
    "DATE": XSD.date,
    **dict.fromkeys(("DATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE"), XSD.dateTime),
    **dict.fromkeys(("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"), XSD.dateTimeStamp),
    **dict.fromkeys(("TIME", "TIME WITH TIME ZONE", "TIME WITHOUT TIME ZONE", "TIMETZ"), XSD.time),
    **dict.fromkeys(("BLOB", "BYTEA", "BINARY", "VARBINARY"), XSD.base64Binary),
    "INTERVAL": XSD.duration,
}
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
    datatype = SQL_TYPES.get(" ".join(f"{name} {rest}".upper().split()))
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
