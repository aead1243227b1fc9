"""Statements that take a registry back to an earlier schema, as far as the steps from there on need it."""

from __future__ import annotations

from sqlalchemy import create_engine, text

from danhmuc.registry.store.tables import PAST

__all__ = [
    "TO_SCHEMA_0007",
    "TO_SCHEMA_0009",
    "TO_SCHEMA_0013",
    "TO_SCHEMA_0023",
    "WITH_EARLIER_MARKS",
    "WITH_EARLIER_PAST_MARKS",
    "execute",
]


def execute(url: str, *statements: str) -> None:
    """Execute statements beside danhmuc, which knows the tables of its own schema alone."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for one in statements:
            connection.execute(text(one))
    engine.dispose()


_WITHOUT_MOMENTS = (
    *(f"DROP TABLE past_{name}" for name in PAST),
    "DROP TABLE moments",
    "DROP TABLE disclosures",
    "ALTER TABLE runs DROP COLUMN moment",
)


def _with_earlier_marks(name: str) -> tuple[str, ...]:
    return (
        f"DELETE FROM {name} WHERE until IS NOT NULL",
        *(
            f'ALTER TABLE {name} DROP COLUMN "{column}"'
            for column in ("reason", "by", "until", "ended_by", "ended_because")
        ),
        f"ALTER TABLE {name} RENAME COLUMN kind TO reason",
    )


WITH_EARLIER_MARKS = ("DROP INDEX ix_bars_in_force", *_with_earlier_marks("bars"))
WITH_EARLIER_PAST_MARKS = _with_earlier_marks("past_bars")

_WITHOUT_SPELLINGS = (
    *WITH_EARLIER_MARKS,
    "DROP TABLE secret_records",
    "DROP INDEX ix_records_catalogs",
    "DROP TABLE spellings",
    "ALTER TABLE bars DROP COLUMN form",
)

_HOLD_COLUMNS = """id, iri, source_id, CASE kind WHEN 'secret' THEN 'withheld' ELSE kind END AS kind, digest, reason,
    "by", since, until, ended_by, ended_because, run_id"""
_WITH_HOLDS = (
    f"CREATE TABLE holds AS SELECT {_HOLD_COLUMNS} FROM causes WHERE kind IN ('purged', 'withheld', 'secret', 'held')",
    "DROP TABLE causes",
    "DROP TABLE mark_answers",
    "ALTER TABLE records DROP COLUMN causes",
    *(
        f"ALTER TABLE {name} RENAME COLUMN since TO at"
        for name in ("redirects", "same_as", "proposed_renames", "registrations", "element_decisions")
    ),
)

TO_SCHEMA_0023 = (
    *_WITH_HOLDS,
    f"""CREATE TABLE past_holds AS SELECT {_HOLD_COLUMNS}, moment FROM past_causes
        WHERE kind IN ('purged', 'withheld', 'secret', 'held')""",
    "DROP TABLE past_causes",
    "DROP TABLE past_mark_answers",
    "ALTER TABLE past_records DROP COLUMN causes",
    *(f"ALTER TABLE past_{name} RENAME COLUMN since TO at" for name in ("redirects", "same_as", "registrations")),
    """UPDATE moments SET newest = replace(newest, '"causes":', '"holds":')""",
    *_WITHOUT_SPELLINGS,
    *WITH_EARLIER_PAST_MARKS,
    "ALTER TABLE past_bars DROP COLUMN form",
    "DROP INDEX ix_versions_not_public",
    "UPDATE alembic_version SET version_num = '0023'",
)

TO_SCHEMA_0013 = (
    *_WITH_HOLDS,
    *_WITHOUT_SPELLINGS,
    "DROP INDEX IF EXISTS ix_verdicts_outcomes",
    "DROP INDEX IF EXISTS ix_versions_not_public",
    *(
        f"DROP INDEX IF EXISTS ix_records_{name}"
        for name in ("annotations", "elements", "kept_back", "missing", "counted", "titles")
    ),
    *_WITHOUT_MOMENTS,
    *(f"DROP TABLE {name}" for name in ("element_names", "element_fields", "schema_links", "element_decisions")),
    *(f"DROP TABLE {name}" for name in ("registrations", "registration_authorities")),
    "ALTER TABLE versions DROP COLUMN pruned",
    "CREATE TABLE search_texts (record_id BIGINT PRIMARY KEY, text TEXT NOT NULL)",
    "INSERT INTO search_texts SELECT id, 'earlier' FROM records",
    "DROP TABLE search_words",
    *(f"ALTER TABLE records DROP COLUMN {column}" for column in ("formats", "licences", "year")),
    "UPDATE alembic_version SET version_num = '0013'",
)

TO_SCHEMA_0009 = (
    """CREATE TABLE earlier_bodies AS
        SELECT documents.id AS id, documents.source_id AS source_id, run_id, place, documents.digest AS digest,
            false AS quarantined, body
        FROM documents JOIN bodies ON bodies.digest = documents.digest
        UNION ALL
        SELECT documents.id + 1000000, documents.source_id, unread_run, place, unread_digest, true, body
        FROM documents JOIN bodies ON bodies.digest = documents.unread_digest""",
    *(f"DROP TABLE {name}" for name in ("documents", "bodies", "source_bytes", "activities")),
    "ALTER TABLE earlier_bodies RENAME TO bodies",
    "ALTER TABLE runs DROP COLUMN basis",
    "DROP INDEX ix_records_local",
    "ALTER TABLE records DROP COLUMN local",
    *TO_SCHEMA_0013[:-1],
    "UPDATE alembic_version SET version_num = '0009'",
)

TO_SCHEMA_0007 = (
    *TO_SCHEMA_0009,
    *(f"DROP TABLE {name}" for name in ("redirects", "proposed_renames", "same_as", "distribution_losses")),
    "ALTER TABLE versions DROP COLUMN iri",
    "ALTER TABLE changes DROP COLUMN iri",
    "ALTER TABLE changes DROP COLUMN former_iri",
    "ALTER TABLE records ADD COLUMN search TEXT NOT NULL DEFAULT ''",
    "UPDATE records SET search = coalesce((SELECT text FROM search_texts WHERE record_id = records.id), '')",
    *(f"DROP TABLE {name}" for name in ("search_texts", "profiles", "list_sets", "bundled_lists")),
    "DELETE FROM verdicts WHERE until_at IS NOT NULL",
    "DELETE FROM rests WHERE last_run IS NOT NULL",
    "DELETE FROM links WHERE version_id NOT IN (SELECT version_id FROM records)",
    # What was missing was not listed any more since the last complete run that had it.
    """UPDATE memberships SET last_run = (
        SELECT coalesce(max(runs.id), memberships.first_run) FROM runs
        WHERE runs.source_id = memberships.source_id AND runs.state = 'complete' AND runs.id < memberships.missing_since
    ) WHERE missing_since IS NOT NULL AND last_run IS NULL""",
    *(f"ALTER TABLE memberships DROP COLUMN {column}" for column in ("missing_since", "ended_by", "held_by")),
    "ALTER TABLE holds DROP COLUMN run_id",
    "UPDATE alembic_version SET version_num = '0007'",
)
"""Columns that the next step does not look at stay."""
