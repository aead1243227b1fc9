"""Readers of schemas: one file per kind, found by name; they give drafts of tables, columns and terms.

A kind is one file beside its siblings and one line in `BUILT_IN`. Nothing is fetched: what a schema names and is not
held is listed. Source: docs/decisions/0076-schemas-in.md.
"""

from __future__ import annotations

from .reading_schemas import (
    BUILT_IN,
    DATABASE,
    DocumentWatch,
    is_database,
    is_schema_file,
    location_text,
    read_tables,
    schema_kinds,
)
from .schema_reading import SchemaReading, UnheldDocument

__all__ = [
    "BUILT_IN",
    "DATABASE",
    "DocumentWatch",
    "SchemaReading",
    "UnheldDocument",
    "is_database",
    "is_schema_file",
    "location_text",
    "read_tables",
    "schema_kinds",
]
