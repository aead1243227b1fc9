"""The layout that keeps each moment: versions with title and links, outcomes of verdicts, the rules of then.

Links of older versions were not kept; nor is a class, title, publisher, theme or date of these: their graphs have them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

revision = "0008"
down_revision = "0007"

_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite's rowid alias must be spelt INTEGER."""

_REMADE: Final = ("links", "verdicts", "versions", "records", "runs", "rests")
"""Tables that are made anew, so that their definition is that of a new registry to the letter; referring ones first."""
_REFERENCES: Final = (
    ("bodies", "run_id", "runs"),
    ("changes", "record_id", "records"),
    ("changes", "run_id", "runs"),
    ("changes", "version_id", "versions"),
    ("findings", "run_id", "runs"),
    ("findings", "verdict_id", "verdicts"),
    ("findings", "version_id", "versions"),
    ("renewals", "record_id", "records"),
)
"""Columns of other tables that refer to these."""

_RUNS: Final = """
INSERT INTO runs (id, source_id, state, why, profile, "by", owner, started_at, heartbeat_at, ended_at, counts,
    noticed_in, batch, kind)
SELECT id, source_id, state, why, profile, "by", owner, started_at, heartbeat_at, ended_at, counts, noticed_in, batch,
    'harvest'
FROM earlier_runs ORDER BY id
"""
_RECORDS: Final = """
INSERT INTO records (id, source_id, iri, role, presence, presence_at, presence_by, missing_since, topic, version_id,
    digest, source_digest, class, title, publisher, themes, modified, hold)
SELECT id, source_id, iri, role, presence, presence_at, presence_by, missing_since, topic, version_id, digest, digest,
    class, title, publisher, themes, modified, hold
FROM earlier_records ORDER BY id
"""
_SEARCH_TEXTS: Final = """
INSERT INTO search_texts (record_id, text) SELECT id, search FROM earlier_records WHERE search <> '' ORDER BY id
"""
_VERSIONS: Final = """
INSERT INTO versions (id, record_id, number, digest, run_id, "by", created_at, places, publicity, role, topic, class,
    title, publisher, themes, modified)
SELECT earlier.id, earlier.record_id, earlier.number, earlier.digest, earlier.run_id, earlier."by", earlier.created_at,
    earlier.places, earlier.publicity, records.role, newest.topic, newest.class, newest.title, newest.publisher,
    newest.themes, newest.modified
FROM earlier_versions AS earlier
JOIN records ON records.id = earlier.record_id
LEFT JOIN records AS newest ON newest.id = earlier.record_id AND newest.version_id = earlier.id
ORDER BY earlier.id
"""
_VERDICTS: Final = """
INSERT INTO verdicts (id, version_id, profile, profile_digest, lists_digest, context_digest, since, until, accepted,
    violations, warnings, infos, unverified, judged_at, from_at)
SELECT id, version_id, profile, profile_digest, lists_digest, context_digest, since, until, accepted, violations,
    warnings, infos, unverified, judged_at, judged_at
FROM earlier_verdicts ORDER BY id
"""
_LINKS: Final = """
INSERT INTO links (id, source_id, record_id, version_id, property, target)
SELECT earlier.id, earlier.source_id, earlier.record_id, records.version_id, earlier.property, earlier.target
FROM earlier_links AS earlier JOIN records ON records.id = earlier.record_id ORDER BY earlier.id
"""
_RESTS: Final = """
INSERT INTO rests (id, source_id, place, digest, triples, body, first_run)
SELECT earlier.id, earlier.source_id, place, digest, triples, body,
    (SELECT coalesce(max(runs.id), 0) FROM runs WHERE runs.source_id = earlier.source_id)
FROM earlier_rests AS earlier ORDER BY earlier.id
"""
_ENDED: Final = """
SELECT memberships.id, memberships.source_id, memberships.catalog, memberships.property, memberships.target,
    memberships.last_run, holder.presence, holder.missing_since, named.presence, named.missing_since
FROM memberships
LEFT JOIN records AS holder ON holder.source_id = memberships.source_id AND holder.iri = memberships.catalog
LEFT JOIN records AS named ON named.source_id = memberships.source_id AND named.iri = memberships.target
WHERE memberships.last_run IS NOT NULL AND (holder.presence = 'missing' OR named.presence = 'missing')
ORDER BY memberships.id DESC
"""


def upgrade() -> None:
    """Make the tables anew, and add those that are new."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        # Others refer to them: until the transaction ends, they may refer to nothing. Each row is looked up for that.
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text("CREATE INDEX earlier_changes ON changes (version_id)"))
    for name in _REMADE:
        connection.execute(text(f"CREATE TEMPORARY TABLE earlier_{name} AS SELECT * FROM {name}"))  # noqa: S608 - names of ours
        connection.execute(text(f"DROP TABLE {name}" + ("" if is_sqlite else " CASCADE")))
    _make_runs()
    _make_records()
    _make_versions()
    _make_verdicts()
    _make_links()
    _make_rests()
    _add_tables()
    for move in (_RUNS, _RECORDS, _SEARCH_TEXTS, _VERSIONS, _VERDICTS, _LINKS, _RESTS):
        connection.execute(text(move))
    _make_indexes()
    _change_memberships(connection)
    for name in _REMADE:
        connection.execute(text(f"DROP TABLE earlier_{name}"))
    if is_sqlite:
        connection.execute(text("DROP INDEX earlier_changes"))
        return
    for table, column, target in _REFERENCES:
        op.create_foreign_key(f"fk_{table}_{column}", table, target, [column], ["id"])


def _make_runs() -> None:
    op.create_table(
        "runs",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("state", Text, nullable=False, comment="running, complete, incomplete, failed, undone"),
        Column("why", Text, comment="reason of an incomplete or failed run: JSON of a message"),
        Column("profile", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("owner", Text, nullable=False, comment="host and process that run it, for people"),
        Column("started_at", Text, nullable=False),
        Column("heartbeat_at", Text, nullable=False),
        Column("ended_at", Text),
        Column("counts", Text, nullable=False, comment="JSON of the report's counts"),
        Column("noticed_in", _ID, comment="earlier run that noticed the same; its findings are this run's, too"),
        Column("batch", _ID, comment="all runs of one command have the same; null of a run by itself"),
        Column("kind", Text, nullable=False, comment="harvest, apply, undo"),
        Column("guard", Text, comment="JSON of what the guard of the source decided; null if it was not asked"),
        Column("undoes", _ID, comment="run that it takes back"),
        Column("reason", Text, comment="given by a person"),
        PrimaryKeyConstraint("id", name="pk_runs"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_runs_source_id"),
        ForeignKeyConstraint(["undoes"], ["runs.id"], name="fk_runs_undoes"),
    )


def _make_records() -> None:
    op.create_table(
        "records",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("iri", Text, nullable=False),
        Column("role", Text, nullable=False, comment="record, node, catalog-record"),
        Column("presence", Text, nullable=False, comment="present, missing, withdrawn"),
        Column("presence_at", Text, nullable=False, comment="since when it is so"),
        Column("presence_by", Text, nullable=False, comment="who made it so"),
        Column("missing_since", _ID, comment="run in which it was first missing; kept where absence withdrew it"),
        Column("topic", Text, comment="of a catalog record: the record it speaks of"),
        Column("version_id", _ID, nullable=False, comment="newest version"),
        Column("digest", Text, nullable=False, comment="of the newest version, which is what is published"),
        Column(
            "source_digest", Text, nullable=False, comment="of what the source said last; a harvest compares with it"
        ),
        Column("class", Text, comment="IRI of its main class"),
        Column("title", Text),
        Column("publisher", Text, comment="IRI of the first publisher"),
        Column("themes", Text, nullable=False, comment="codes or IRIs, each between blanks"),
        Column("modified", Text, comment="dct:modified as written"),
        Column("hold", Text, comment="what keeps it from leaving: withheld, held, purged; as holds say"),
        PrimaryKeyConstraint("id", name="pk_records"),
        UniqueConstraint("source_id", "iri", name="uq_records_source_id_iri"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_records_source_id"),
    )


def _make_versions() -> None:
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
        Column("original", Text, comment="graph before corrections; null if there were none"),
        Column("role", Text, nullable=False, comment="record, node, catalog-record"),
        Column(
            "topic", Text, comment="as of the record, and so the next; null in older versions from before schema 0008"
        ),
        Column("class", Text),
        Column("title", Text),
        Column("publisher", Text),
        Column("themes", Text),
        Column("modified", Text),
        Column("undone_by", _ID, comment="run that put an earlier version in its place; it leaves no more"),
        PrimaryKeyConstraint("id", name="pk_versions"),
        UniqueConstraint("record_id", "number", name="uq_versions_record_id_number"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_versions_record_id"),
        ForeignKeyConstraint(["digest"], ["graphs.digest"], name="fk_versions_digest"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_versions_run_id"),
        ForeignKeyConstraint(["original"], ["graphs.digest"], name="fk_versions_original"),
    )


def _make_verdicts() -> None:
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
        Column("judged_at", Text, nullable=False, comment="when it was found last"),
        Column("run_id", _ID, comment="run that found it first; null for an edit or a validation"),
        Column("from_at", Text, nullable=False, comment="when it was found first"),
        Column("until_at", Text, comment="when another outcome took its place; null while it is in force"),
        PrimaryKeyConstraint("id", name="pk_verdicts"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_verdicts_version_id"),
        ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_verdicts_run_id"),
    )


def _make_links() -> None:
    op.create_table(
        "links",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("record_id", _ID, nullable=False),
        Column("version_id", _ID, nullable=False, comment="version of the record that says so"),
        Column("property", Text, nullable=False),
        Column("target", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_links"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_links_source_id"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_links_record_id"),
        ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_links_version_id"),
    )


def _make_rests() -> None:
    op.create_table(
        "rests",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("source_id", _ID, nullable=False),
        Column("place", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("triples", Integer, nullable=False),
        Column("body", LargeBinary, nullable=False, comment="canonical N-Quads, zlib"),
        Column("first_run", _ID, nullable=False),
        Column("last_run", _ID, comment="last complete run that had it; null while it is there"),
        Column("ended_by", _ID, comment="run that ended it"),
        PrimaryKeyConstraint("id", name="pk_rests"),
        ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_rests_source_id"),
    )


def _add_tables() -> None:
    op.create_table(
        "search_texts",
        Column("record_id", _ID, autoincrement=False, nullable=False),
        Column("text", Text, nullable=False, comment="folded, of the newest version"),
        PrimaryKeyConstraint("record_id", name="pk_search_texts"),
        ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_search_texts_record_id"),
    )
    op.create_table(
        "profiles",
        Column("digest", Text, nullable=False, comment="as verdicts have it"),
        Column("token", Text, nullable=False),
        Column("at", Text, nullable=False, comment="of the first verdict by it"),
        Column("body", LargeBinary, nullable=False, comment="its shapes in force as N-Quads, zlib"),
        PrimaryKeyConstraint("digest", name="pk_profiles"),
    )
    op.create_table(
        "list_sets",
        Column("digest", Text, nullable=False, comment="of all code lists in force, as verdicts have it"),
        Column("at", Text, nullable=False, comment="of the first verdict by them"),
        Column("lists", Text, nullable=False, comment="JSON of the digest of each list by token"),
        PrimaryKeyConstraint("digest", name="pk_list_sets"),
    )
    op.create_table(
        "bundled_lists",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("token", Text, nullable=False),
        Column("digest", Text, nullable=False, comment="of the file"),
        Column("at", Text, nullable=False, comment="of the first verdict with it"),
        Column("body", LargeBinary, nullable=False, comment="file that came with danhmuc, zlib"),
        PrimaryKeyConstraint("id", name="pk_bundled_lists"),
        UniqueConstraint("token", "digest", name="uq_bundled_lists_token_digest"),
    )


def _make_indexes() -> None:
    # Filled before they are there, indexes cost less.
    op.create_index("ix_runs_source_id", "runs", ["source_id"])
    op.create_index("ix_records_source_id_id", "records", ["source_id", "id"])
    op.create_index("ix_records_iri", "records", ["iri"])
    op.create_index("ix_records_topic", "records", ["topic"])
    in_force, current = text("until_at IS NULL"), text("last_run IS NULL")
    op.create_index(
        "ix_verdicts_in_force",
        "verdicts",
        ["version_id", "profile"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )
    op.create_index("ix_links_source_id_target", "links", ["source_id", "target"])
    op.create_index("ix_links_version_id", "links", ["version_id"])
    op.create_index(
        "ix_rests_current",
        "rests",
        ["source_id", "place"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )


def _change_memberships(connection: Connection) -> None:
    """Open those again of which an end is missing: they stay open until that is withdrawn."""
    since = "run since which it is not listed, but open while an end of it is missing"
    op.add_column("memberships", Column("missing_since", _ID, comment=since))
    op.add_column("memberships", Column("ended_by", _ID, comment="run that ended it; null of an edit"))
    held_by = "undo that opened or ended it; stays so while the source says the same"
    op.add_column("memberships", Column("held_by", _ID, comment=held_by))
    op.add_column("holds", Column("run_id", _ID, comment="undo that set it"))
    if connection.dialect.supports_comments:
        op.alter_column("memberships", "last_run", comment="last complete run that listed it; null while it is open")
    complete: defaultdict[int, list[int]] = defaultdict(list)
    for source, run in connection.execute(text("SELECT source_id, id FROM runs WHERE state = 'complete'")):
        complete[source].append(run)
    listed = "SELECT source_id, catalog, property, target FROM memberships WHERE last_run IS NULL"
    is_open = {tuple(row) for row in connection.execute(text(listed))}
    opened = []
    for key, source, catalog, prop, target, last_run, *ends in connection.execute(text(_ENDED)).all():
        missing = [run for state, run in ((ends[0], ends[1]), (ends[2], ends[3])) if state == "missing"]
        since_run = min((run for run in missing if run is not None), default=0)
        # What a catalogue dropped while both were there it dropped on purpose.
        before = max((run for run in complete[source] if run < since_run), default=0)
        if last_run >= before and (source, catalog, prop, target) not in is_open:
            is_open.add((source, catalog, prop, target))
            opened.append({"id": key, "since": since_run})
    if opened:
        connection.execute(
            text("UPDATE memberships SET last_run = NULL, missing_since = :since WHERE id = :id"), opened
        )
