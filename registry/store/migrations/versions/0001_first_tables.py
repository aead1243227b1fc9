"""The first tables."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)

revision = "0001"
down_revision = None

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""


def upgrade() -> None:
    """Make all tables in an empty database."""
    op.create_table(
        "settings",
        Column("name", Text, nullable=False),
        Column("value", Text, nullable=False),
        PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "sources",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("name", Text, nullable=False),
        Column("location", Text, nullable=False, comment="absolute path or URL; local: for put()"),
        Column("kind", Text, nullable=False, comment="file of registry/sources that reads it"),
        Column("profile", Text, nullable=False, comment="token or path; its verdicts gate what leaves"),
        Column("created_at", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_sources"),
        UniqueConstraint("name", name="uq_sources_name"),
        UniqueConstraint("location", name="uq_sources_location"),
    )
    op.create_table(
        "runs",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("state", Text, nullable=False, comment="running, complete, incomplete, failed, undone"),
        Column("why", Text, comment="reason of an incomplete or failed run"),
        Column("profile", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("owner", Text, nullable=False, comment="host, process and start of the process that runs it"),
        Column("started_at", Text, nullable=False),
        Column("heartbeat_at", Text, nullable=False),
        Column("ended_at", Text),
        Column("counts", Text, nullable=False, comment="JSON of the report's counts"),
        Column("noticed_in", _ID, comment="earlier run that noticed the same; its findings are this run's, too"),
        PrimaryKeyConstraint("id", name="pk_runs"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_runs_source_id"),
    )
    op.create_index("ix_runs_source_id", "runs", ["source_id"])
    op.create_table(
        "graphs",
        Column("digest", Text, nullable=False),
        Column("triples", Integer, nullable=False),
        Column("body", LargeBinary, nullable=False, comment="canonical N-Quads, zlib"),
        PrimaryKeyConstraint("digest", name="pk_graphs"),
    )
    op.create_table(
        "records",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("iri", Text, nullable=False),
        Column("role", Text, nullable=False, comment="record, node, catalog-record"),
        Column("state", Text, nullable=False, comment="present, missing, withdrawn, withheld, held"),
        Column("state_at", Text, nullable=False, comment="since when it is in that state"),
        Column("state_by", Text, nullable=False, comment="who put it there"),
        Column("missing_since", _ID, comment="run in which it was first missing"),
        Column("topic", Text, comment="of a catalog record: the record it speaks of"),
        Column("version_id", _ID, nullable=False, comment="newest version"),
        Column("digest", Text, nullable=False, comment="of the newest version"),
        Column("class", Text, comment="IRI of its main class"),
        Column("title", Text),
        Column("publisher", Text, comment="IRI of the first publisher"),
        Column("themes", Text, nullable=False, comment="codes or IRIs, each between blanks"),
        Column("modified", Text, comment="dct:modified as written"),
        Column("search", Text, nullable=False, comment="folded text"),
        PrimaryKeyConstraint("id", name="pk_records"),
        UniqueConstraint("source_id", "iri", name="uq_records_source_id_iri"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_records_source_id"),
    )
    op.create_index("ix_records_iri", "records", ["iri"])
    op.create_index("ix_records_topic", "records", ["topic"])
    op.create_table(
        "versions",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("record_id", _ID, nullable=False),
        Column("number", Integer, nullable=False, comment="1 for the first version of the record"),
        Column("digest", Text, nullable=False),
        Column("run_id", _ID),
        Column("by", Text, nullable=False),
        Column("created_at", Text, nullable=False),
        Column("places", Text, nullable=False, comment="JSON list of documents"),
        Column("publicity", Text, nullable=False, comment="four digits: how public its metadata says the data may be"),
        PrimaryKeyConstraint("id", name="pk_versions"),
        UniqueConstraint("record_id", "number", name="uq_versions_record_id_number"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_versions_record_id"),
        ForeignKeyConstraint(["digest"], ["graphs.digest"], name="fk_versions_digest"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_versions_run_id"),
    )
    op.create_table(
        "verdicts",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("version_id", _ID, nullable=False),
        Column("profile", Text, nullable=False),
        Column("profile_digest", Text, nullable=False),
        Column("lists_digest", Text, nullable=False, comment="of all code lists in force"),
        Column("context_digest", Text, nullable=False),
        Column("since", Text, comment="reference date; null where no rule asks for it"),
        Column("until", Text, comment="last day on which it holds; null for ever"),
        Column("accepted", Boolean, nullable=False),
        Column("violations", Integer, nullable=False),
        Column("warnings", Integer, nullable=False),
        Column("infos", Integer, nullable=False),
        Column("unverified", Integer, nullable=False, comment="rules that could be neither met nor broken"),
        Column("judged_at", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_verdicts"),
        UniqueConstraint("version_id", "profile", name="uq_verdicts_version_id_profile"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_verdicts_version_id"),
    )
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
        Column("fix", Text),
        Column("place", Text),
        Column("vi", Text, nullable=False),
        Column("en", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_findings"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_findings_version_id"),
        ForeignKeyConstraint(["verdict_id"], ["verdicts.id"], name="fk_findings_verdict_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_findings_run_id"),
    )
    op.create_index("ix_findings_run_id", "findings", ["run_id"])
    op.create_index("ix_findings_verdict_id", "findings", ["verdict_id"])
    op.create_index("ix_findings_version_id", "findings", ["version_id"])
    op.create_table(
        "links",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("record_id", _ID, nullable=False, comment="whose newest version says so"),
        Column("property", Text, nullable=False),
        Column("target", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_links"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_links_source_id"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_links_record_id"),
    )
    op.create_index("ix_links_record_id", "links", ["record_id"])
    op.create_index("ix_links_source_id_target", "links", ["source_id", "target"])
    op.create_table(
        "memberships",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("catalog", Text, nullable=False),
        Column("property", Text, nullable=False),
        Column("target", Text, nullable=False),
        Column("first_run", _ID, nullable=False),
        Column("last_run", _ID, comment="last run that listed it; null while it is listed"),
        PrimaryKeyConstraint("id", name="pk_memberships"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_memberships_source_id"),
    )
    op.create_index("ix_memberships_source_id_catalog", "memberships", ["source_id", "catalog"])
    short = text("length(target) <= 500")
    op.create_index(
        "ix_memberships_source_id_target",
        "memberships",
        ["source_id", "target"],
        sqlite_where=short,
        postgresql_where=short,
    )
    op.create_table(
        "rests",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("place", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("triples", Integer, nullable=False),
        Column("body", LargeBinary, nullable=False, comment="canonical N-Quads, zlib"),
        PrimaryKeyConstraint("id", name="pk_rests"),
        UniqueConstraint("source_id", "place", name="uq_rests_source_id_place"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_rests_source_id"),
    )
    op.create_table(
        "bodies",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("run_id", _ID, nullable=False, comment="run that brought these bytes"),
        Column("place", Text, nullable=False),
        Column("digest", Text, nullable=False, comment="sha256 of the raw bytes"),
        Column("quarantined", Boolean, nullable=False),
        Column("body", LargeBinary, nullable=False, comment="raw bytes, zlib"),
        PrimaryKeyConstraint("id", name="pk_bodies"),
        UniqueConstraint("source_id", "place", "quarantined", name="uq_bodies_source_id_place_quarantined"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_bodies_source_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_bodies_run_id"),
    )
    op.create_table(
        "vocabularies",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("token", Text, nullable=False, comment="short name of the list"),
        Column("iri", Text, nullable=False, comment="of the concept scheme"),
        Column("digest", Text, nullable=False, comment="of all it says"),
        Column("titles", Text, nullable=False, comment="JSON, by language"),
        Column("concepts", Integer, nullable=False),
        Column("complete", Boolean, nullable=False, comment="a code that is not in it is wrong"),
        Column("snapshot", Text, comment="day on which it was so, as far as it says"),
        Column("version", Text, nullable=False, comment="which snapshot it is, in its own words"),
        Column("place", Text, nullable=False, comment="file it was loaded from"),
        Column("raw_digest", Text, nullable=False, comment="sha256 of that file"),
        Column("by", Text, nullable=False),
        Column("added_at", Text, nullable=False),
        Column("body", LargeBinary, nullable=False, comment="packed concept scheme, zlib"),
        PrimaryKeyConstraint("id", name="pk_vocabularies"),
        UniqueConstraint("token", "digest", name="uq_vocabularies_token_digest"),
    )
    op.create_table(
        "vocabulary_uses",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("token", Text, nullable=False, comment="list; its newest row says which version is in force"),
        Column("digest", Text, comment="of that version; null for the one that comes with danhmuc"),
        Column("by", Text, nullable=False),
        Column("at", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_vocabulary_uses"),
    )
    op.create_index("ix_vocabulary_uses_token", "vocabulary_uses", ["token"])
