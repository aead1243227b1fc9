"""Write a plan's changes: one transaction per batch, keys given here, graphs once per digest.

Whatever dies between two batches leaves a registry that opens clean: what was written stands, the run stays
``running`` until the next run of its source closes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import SEVERITIES, Finding
from sqlalchemy import Connection, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ..plan import PlannedChange
from .database import Database
from .tables import findings, graphs, records, verdicts, versions

__all__ = ["BATCH", "Stamp", "insert_new", "write_batch", "write_findings"]

BATCH = 1_000
"""Changes per transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What all rows of one run share."""

    source_id: int
    run_id: int | None
    by: str
    now: str
    profile: str


def write_batch(database: Database, connection: Connection, changes: Sequence[PlannedChange], stamp: Stamp) -> None:
    """Write the changes of one batch inside a writing transaction."""
    fresh = [change for change in changes if change.body is not None]
    insert_new(
        connection,
        graphs,
        {change.digest: {"digest": change.digest, "triples": change.triples, "body": change.body} for change in fresh},
    )
    version_ids = _write_records(database, connection, fresh, stamp)
    _write_versions(database, connection, fresh, version_ids, stamp)
    _write_standing(connection, [change for change in changes if change.body is None], stamp)
    reports = [
        (version_ids.get(change.iri, change.version_id), change.report)
        for change in changes
        if change.report is not None
    ]
    _write_verdicts(database, connection, reports, stamp)
    write_findings(
        database,
        connection,
        (({"version_id": version_ids[change.iri]}, finding) for change in fresh for finding in change.findings),
    )


def _write_records(
    database: Database, connection: Connection, fresh: Sequence[PlannedChange], stamp: Stamp
) -> dict[str, int]:
    """Insert or update the rows of descriptions that have a new version; the keys of those versions by IRI."""
    ids = database.next_ids(connection, versions)
    record_ids = database.next_ids(connection, records)
    version_ids: dict[str, int] = {}
    created: list[dict[str, Any]] = []
    updated: list[dict[str, Any]] = []
    for change in fresh:
        version_ids[change.iri] = next(ids)
        row = _record_row(change, version_ids[change.iri], stamp)
        if change.record_id is None:
            created.append({**row, "id": next(record_ids), "source_id": stamp.source_id, "iri": change.iri})
        else:
            updated.append({**row, "key": change.record_id})
    if created:
        connection.execute(records.insert(), created)
    if updated:
        names = [name for name in updated[0] if name != "key"]
        connection.execute(
            update(records).where(records.c.id == bindparam("key")).values({name: bindparam(name) for name in names}),
            updated,
        )
    return version_ids


def _record_row(change: PlannedChange, version_id: int, stamp: Stamp) -> dict[str, Any]:
    summary = change.summary
    assert summary is not None  # noqa: S101 - a change with a body has a summary
    return {
        "role": change.role,
        "state": "present",
        "state_at": stamp.now,
        "state_by": stamp.by,
        "missing_since": None,
        "topic": change.topic,
        "version_id": version_id,
        "digest": change.digest,
        "class": summary.main_class,
        "title": summary.title,
        "publisher": summary.publisher,
        "themes": summary.themes,
        "modified": summary.modified,
        "search": summary.search,
    }


def _write_versions(
    database: Database,
    connection: Connection,
    fresh: Sequence[PlannedChange],
    version_ids: dict[str, int],
    stamp: Stamp,
) -> None:
    if not fresh:
        return
    keys = _record_keys(connection, stamp.source_id, fresh)
    numbers = _last_numbers(connection, [change.record_id for change in fresh if change.record_id is not None])
    connection.execute(
        versions.insert(),
        [
            {
                "id": version_ids[change.iri],
                "record_id": keys[change.iri],
                "number": numbers.get(keys[change.iri], 0) + 1,
                "digest": change.digest,
                "run_id": stamp.run_id,
                "by": stamp.by,
                "created_at": stamp.now,
                "places": json.dumps(change.places, ensure_ascii=False),
                "publicity": change.summary.publicity if change.summary is not None else "",
            }
            for change in fresh
        ],
    )


def _record_keys(connection: Connection, source_id: int, fresh: Sequence[PlannedChange]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in _slices([change.iri for change in fresh]):
        query = select(records.c.iri, records.c.id).where(records.c.source_id == source_id, records.c.iri.in_(some))
        found.update((iri, key) for iri, key in connection.execute(query))
    return found


def _last_numbers(connection: Connection, record_ids: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in _slices(record_ids):
        query = (
            select(versions.c.record_id, func.max(versions.c.number))
            .where(versions.c.record_id.in_(some))
            .group_by(versions.c.record_id)
        )
        found.update((key, number) for key, number in connection.execute(query))
    return found


def _write_standing(connection: Connection, changes: Sequence[PlannedChange], stamp: Stamp) -> None:
    """Mark what is missing or back, its newest version as it was."""
    back = [change.record_id for change in changes if change.kind == "reappeared"]
    gone = [change.record_id for change in changes if change.kind == "missing"]
    for some in _slices([key for key in back if key is not None]):
        connection.execute(
            update(records)
            .where(records.c.id.in_(some))
            .values(
                state="present", state_at=stamp.now, state_by=stamp.by, missing_since=None
            )
        )
    for some in _slices([key for key in gone if key is not None]):
        connection.execute(
            update(records)
            .where(records.c.id.in_(some), records.c.state != "missing")
            .values(state="missing", state_at=stamp.now, state_by=stamp.by, missing_since=stamp.run_id)
        )


def _write_verdicts(
    database: Database,
    connection: Connection,
    reports: Sequence[tuple[int | None, ValidationReport]],
    stamp: Stamp,
) -> None:
    """Store verdicts with their findings, in place of older ones of the same version and profile."""
    if not reports:
        return
    for some in _slices([key for key, _ in reports if key is not None]):
        old = select(verdicts.c.id).where(verdicts.c.version_id.in_(some), verdicts.c.profile == stamp.profile)
        connection.execute(delete(findings).where(findings.c.verdict_id.in_(old)))
        connection.execute(delete(verdicts).where(verdicts.c.version_id.in_(some), verdicts.c.profile == stamp.profile))
    ids = database.next_ids(connection, verdicts)
    keyed = [(next(ids), version_id, report) for version_id, report in reports]
    connection.execute(
        verdicts.insert(),
        [
            {
                "id": key,
                "version_id": version_id,
                "profile": stamp.profile,
                "profile_digest": report.profile_digest,
                "context_digest": report.context_digest,
                "accepted": report.accepted,
                "violations": report.count("violation"),
                "warnings": report.count("warning"),
                "infos": report.count("info"),
                "judged_at": stamp.now,
            }
            for key, version_id, report in keyed
        ],
    )
    write_findings(
        database, connection, (({"verdict_id": key}, finding) for key, _, report in keyed for finding in report.findings)
    )


def write_findings(
    database: Database, connection: Connection, owned: Iterable[tuple[dict[str, int | None], Finding]]
) -> None:
    """Store findings; each comes with the column and key of what it belongs to."""
    ids = database.next_ids(connection, findings)
    rows = [
        {
            "id": next(ids),
            "version_id": owner.get("version_id"),
            "verdict_id": owner.get("verdict_id"),
            "run_id": owner.get("run_id"),
            "rank": SEVERITIES.index(finding.severity),
            "code": finding.code,
            "layer": finding.layer,
            "focus": finding.focus,
            "path": finding.path,
            "value": finding.value,
            "fix": finding.fix,
            "place": finding.place,
            "vi": finding.text("vi"),
            "en": finding.text("en"),
        }
        for owner, finding in owned
    ]
    if rows:
        connection.execute(findings.insert(), rows)


def insert_new(connection: Connection, table: Table, rows: dict[str, dict[str, Any]]) -> None:
    """Insert the rows whose primary key is not there yet."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows.values()))


def _slices(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), 500):
        yield keys[start : start + 500]
