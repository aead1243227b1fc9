"""Local IRIs of records, minted for those that are there from the present names of their sources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from alembic import op
from sqlalchemy import Column, Connection, Text, text

revision = "0013"
down_revision = "0012"

_PAGE: Final = 1_000
_QUERY: Final = text("""
SELECT records.id, sources.name, records.iri FROM records JOIN sources ON sources.id = records.source_id
WHERE records.id > :after ORDER BY records.id LIMIT :page
""")
_FILL: Final = text("UPDATE records SET local = :local WHERE id = :id")


def upgrade() -> None:
    """Add the column, fill it and see that nothing occurs twice."""
    local = "follows the base of a feed in the IRI of its catalogue record there; minted once"
    op.add_column("records", Column("local", Text, nullable=False, server_default="", comment=local))
    connection = op.get_bind()
    for rows in _pages(connection):
        connection.execute(_FILL, rows)
    op.create_index("ix_records_local", "records", ["local"], unique=True)


def _pages(connection: Connection) -> Iterator[list[dict[str, Any]]]:
    """Keys and local parts, some at a time: no two records of a source have one IRI, and no source was ever renamed."""
    after = -1
    while rows := connection.execute(_QUERY, {"after": after, "page": _PAGE}).all():
        yield [{"id": row.id, "local": _local(row.name, row.iri)} for row in rows]
        after = rows[-1].id


def _local(source: str, iri: str) -> str:
    name = quote(source, safe="", errors="replace")
    if name.strip(".") == "":
        name += "~"
    return f"{name}/{hashlib.sha256(iri.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
