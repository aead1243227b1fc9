"""The index of words, the columns of facets; the texts of earlier searches go. `migrate` fills both afterwards."""

from __future__ import annotations

from typing import Final

from alembic import op
from sqlalchemy import Column, SmallInteger, Text

revision = "0016"
down_revision = "0015"

_INDEX: Final = {
    "sqlite": """
CREATE VIRTUAL TABLE search_words USING fts5(
    title, named, described, other, columnsize = 0, tokenize = "ascii tokenchars '!#$%&()+,-./:;=?@_~'"
)
""",
    "postgresql": """
CREATE TABLE search_words (
    record_id BIGINT NOT NULL,
    words TSVECTOR NOT NULL,
    CONSTRAINT pk_search_words PRIMARY KEY (record_id),
    CONSTRAINT fk_search_words_record_id FOREIGN KEY (record_id) REFERENCES records (id)
);
CREATE INDEX ix_search_words_words ON search_words USING gin (words)
""",
}


def upgrade() -> None:
    """Add the columns and the index."""
    formats, licences = "of its distributions, each between blanks", "of it and these, each between blanks"
    op.add_column("records", Column("formats", Text, nullable=False, server_default="", comment=formats))
    op.add_column("records", Column("licences", Text, nullable=False, server_default="", comment=licences))
    op.add_column("records", Column("year", SmallInteger, comment="in which it was issued, else modified"))
    connection = op.get_bind()
    connection.exec_driver_sql(_INDEX[connection.dialect.name])
    op.drop_table("search_texts")
