"""Statements that take a registry back to an earlier schema, as far as the steps from there on need it."""

from __future__ import annotations

__all__ = ["TO_SCHEMA_0007"]

TO_SCHEMA_0007 = (
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
