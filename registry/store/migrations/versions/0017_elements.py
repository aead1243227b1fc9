"""Columns and data elements as they are matched, the datasets of table schemas, and what persons decided of both.

What stored datasets conform to is read from the graphs of their newest versions.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    text,
)

from danhmuc.vocab.terms import DCT

revision = "0017"
down_revision = "0016"

_ID = BigInteger().with_variant(Integer(), "sqlite")
_PAGE: Final = 500
_LONGEST: Final = 2_000
_ROLES: Final = "record, node, element, catalog-record"
_QUERY: Final = text("""
SELECT records.id, records.version_id, graphs.body FROM records
JOIN versions ON versions.id = records.version_id JOIN graphs ON graphs.digest = versions.digest
WHERE records.role = 'record' AND records.id > :after ORDER BY records.id LIMIT :page
""")
_FILL: Final = text(
    "INSERT INTO schema_links (id, version_id, target, is_inverse) VALUES (:id, :version_id, :target, :is_inverse)"
)
_CONFORMS: Final = re.compile(rb"^[^\"\n]* %b <([^<>\s]*)> \.$" % re.escape(str(DCT.conformsTo).encode()), re.MULTILINE)


def upgrade() -> None:
    """Add the tables, and what stored datasets conform to."""
    op.create_table(
        "element_fields",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("version_id", _ID, nullable=False, comment="of a table schema or data element"),
        Column("number", Integer, nullable=False, comment="of the column, from 1; 0 for a data element itself"),
        Column("name", Text, nullable=False, comment="technical name; empty if it has none"),
        Column("title", Text, comment="name for people, Vietnamese first"),
        Column("datatype", Text, comment="IRI of a datatype of XML Schema; null if not known"),
        Column("family", Text, comment="what kind of values that holds; null if not known"),
        Column("domain", Text, comment="digest of the value domain; null where that is no narrower than a datatype"),
        Column("unit", Text),
        Column("code_list", Text, comment="IRI or token of the list that it is bound to"),
        Column("codes", Text, comment="JSON list of the enumerated values; null if there are none"),
        Column("element", Text, comment="IRI of the data element that the column says it uses"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_element_fields_version_id"),
        PrimaryKeyConstraint("id", name="pk_element_fields"),
    )
    for name in ("version_id", "domain", "code_list", "element"):
        op.create_index(f"ix_element_fields_{name}", "element_fields", [name])
    op.create_table(
        "element_names",
        Column("field_id", _ID, autoincrement=False, nullable=False),
        Column("key", Text, nullable=False, comment="a name of it without case, marks and separators"),
        ForeignKeyConstraint(["field_id"], ["element_fields.id"], name="fk_element_names_field_id"),
        PrimaryKeyConstraint("field_id", "key", name="pk_element_names"),
    )
    op.create_index("ix_element_names_key", "element_names", ["key"])
    op.create_table(
        "schema_links",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("version_id", _ID, nullable=False, comment="version that says so"),
        Column("target", Text, nullable=False, comment="what a dataset conforms to, or the dataset of a schema"),
        Column("is_inverse", Boolean, nullable=False, comment="whether a schema says it of its dataset"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_schema_links_version_id"),
        PrimaryKeyConstraint("id", name="pk_schema_links"),
    )
    for name in ("version_id", "target"):
        op.create_index(f"ix_schema_links_{name}", "schema_links", [name])
    op.create_table(
        "element_decisions",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("kind", Text, nullable=False, comment="match of a column with an element; dataset of a schema"),
        Column("schema", Text, nullable=False, comment="IRI of the table schema"),
        Column("column", Text, nullable=False, comment="name of the column; empty where the whole schema is meant"),
        Column("target", Text, nullable=False, comment="IRI of the data element, or of the dataset"),
        Column("outcome", Text, nullable=False, comment="accepted, rejected"),
        Column("at", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, comment="given by a person; null once the schema or target is purged"),
        Column("until", Text, comment="when it was revoked or replaced; null while it holds"),
        Column("ended_by", Text),
        Column("ended_because", Text, comment="reason given by a person"),
        PrimaryKeyConstraint("id", name="pk_element_decisions"),
    )
    for name in ("schema", "target"):
        op.create_index(f"ix_element_decisions_{name}", "element_decisions", [name])
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for table in ("records", "versions"):
            op.alter_column(table, "role", comment=_ROLES)
    for rows in _links(connection):
        connection.execute(_FILL, rows)


def _links(connection: Connection) -> Iterator[list[dict[str, Any]]]:
    """The rows of what stored datasets conform to, some at a time."""
    after, number = -1, 0
    while rows := connection.execute(_QUERY, {"after": after, "page": _PAGE}).all():
        found = []
        for _, version_id, body in rows:
            for target in sorted(set(_CONFORMS.findall(_unpack(body)))):
                if len(target) <= _LONGEST:
                    number += 1
                    row = {"id": number, "version_id": version_id, "target": target.decode(), "is_inverse": False}
                    found.append(row)
        if found:
            yield found
        after = rows[-1].id


def _unpack(body: bytes) -> bytes:
    try:
        return zlib.decompress(body)
    except zlib.error:
        return b""  # a damaged graph is reported where it is read
