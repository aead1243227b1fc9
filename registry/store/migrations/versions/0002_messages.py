"""Findings and runs keep messages by id and facts; texts by language stand once in a table of their own.

Sentences of before become the message ``earlier-text``, which shows them as they are. The index lets descriptions of a
source be read a page at a time.
"""

from __future__ import annotations

import hashlib
import json

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)

revision = "0002"
down_revision = "0001"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""
_PAGE = 10_000

_KEEP_FINDINGS = "CREATE TEMPORARY TABLE earlier_findings AS SELECT * FROM findings"
_KEEP_TEXTS = """
CREATE TEMPORARY TABLE earlier_texts AS
SELECT row_number() OVER (ORDER BY min(id)) AS id, vi, en FROM findings GROUP BY vi, en
"""
_MOVE_FINDINGS = """
INSERT INTO findings
    (id, version_id, verdict_id, run_id, rank, code, layer, focus, path, value, fix, document, message)
SELECT earlier.id, version_id, verdict_id, run_id, rank, code, layer, focus, path, value, fix, place,
    '{"id": "earlier-text", "facts": {"text": {"texts": ' || CAST(said.id AS TEXT) || '}}}'
FROM earlier_findings AS earlier JOIN earlier_texts AS said ON said.vi = earlier.vi AND said.en = earlier.en
ORDER BY earlier.id
"""


def upgrade() -> None:
    """Change tables and take over what they hold."""
    connection = op.get_bind()
    op.create_index("ix_records_source_id_id", "records", ["source_id", "id"])
    op.create_table(
        "texts",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("digest", Text, nullable=False, comment="sha256 of the body"),
        Column("body", Text, nullable=False, comment="JSON of a text by language, such as the message of a rule"),
        PrimaryKeyConstraint("id", name="pk_texts"),
        UniqueConstraint("digest", name="uq_texts_digest"),
    )
    connection.execute(text(_KEEP_FINDINGS))
    connection.execute(text(_KEEP_TEXTS))
    _write_texts(connection)
    # Made anew, so that its definition is that of a new registry to the letter; nothing refers to it.
    op.drop_table("findings")
    _create_findings()
    connection.execute(text(_MOVE_FINDINGS))
    connection.execute(text("DROP TABLE earlier_findings"))
    connection.execute(text("DROP TABLE earlier_texts"))
    # Filled before they are there, indexes cost less.
    for column in ("run_id", "verdict_id", "version_id"):
        op.create_index(f"ix_findings_{column}", "findings", [column])
    if connection.dialect.supports_comments:
        op.alter_column("runs", "why", comment="reason of an incomplete or failed run: JSON of a message")
    _rewrite_runs(connection)


def _create_findings() -> None:
    op.create_table(
        "findings",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("version_id", _ID, comment="what the reader noticed about a version"),
        Column("verdict_id", _ID, comment="what a profile says of a version"),
        Column("run_id", _ID, comment="what was noticed about a document or a run"),
        Column("rank", SmallInteger, nullable=False, comment="0 violation, 1 warning, 2 info"),
        Column("code", Text, nullable=False),
        Column("layer", Text, nullable=False),
        Column("focus", Text),
        Column("path", Text),
        Column("value", Text),
        Column("value_language", Text),
        Column("value_datatype", Text),
        Column("fix", Text),
        Column("document", Text),
        Column("line", Integer),
        Column("column", Integer),
        Column("message", Text, comment="JSON of its id and facts; null where a text says it"),
        Column("text_id", _ID, comment="what says it where that is no message"),
        PrimaryKeyConstraint("id", name="pk_findings"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_findings_version_id"),
        ForeignKeyConstraint(["verdict_id"], ["verdicts.id"], name="fk_findings_verdict_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_findings_run_id"),
        ForeignKeyConstraint(["text_id"], ["texts.id"], name="fk_findings_text_id"),
    )


def _write_texts(connection: Connection) -> None:
    """Write the sentences of before, a page at a time."""
    query = text("SELECT id, vi, en FROM earlier_texts WHERE id > :after ORDER BY id LIMIT :page")
    write = text("INSERT INTO texts (id, digest, body) VALUES (:id, :digest, :body)")
    after = 0
    while rows := connection.execute(query, {"after": after, "page": _PAGE}).all():
        bodies = [(key, json.dumps({"en": en, "vi": vi})) for key, vi, en in rows]
        connection.execute(
            write,
            [
                {"id": key, "digest": "sha256:" + hashlib.sha256(body.encode()).hexdigest(), "body": body}
                for key, body in bodies
            ],
        )
        after = rows[-1][0]


def _rewrite_runs(connection: Connection) -> None:
    """Turn the reasons of runs into messages; in the counts they stood once more."""
    write = text("UPDATE runs SET why = :why, counts = :counts WHERE id = :id")
    rows = [
        {
            "id": key,
            "why": None if why is None else json.dumps({"id": "earlier-text", "facts": {"text": why}}),
            "counts": json.dumps({name: count for name, count in json.loads(counts).items() if name != "why"}),
        }
        for key, why, counts in connection.execute(text("SELECT id, why, counts FROM runs ORDER BY id")).all()
    ]
    if rows:
        connection.execute(write, rows)
