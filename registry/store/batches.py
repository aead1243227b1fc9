"""Write a plan's changes: one transaction per batch, keys given here, graphs once per digest.

A process that dies between two batches leaves a registry that opens cleanly: batches written stay, the run stays
``running`` until the next run of its source closes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update
from sqlalchemy.engine.default import DefaultDialect

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import SEVERITIES, Finding
from danhmuc.vocab.messages import Message, TextByLanguage

from ..record.change import PlannedChange
from ..record.record import MAX_IRI_BYTES
from .database import RegistryDatabase
from .holds import has_holds, hold_records
from .ledger import write_changes
from .reading import slices
from .tables import findings, graphs, links, records, verdicts, versions
from .texts import pack_message, text_keys

__all__ = ["BATCH", "Stamp", "finding_rows", "storable_text", "write_batch", "write_findings"]

BATCH: Final = 1_000
"""Changes per transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The columns that all rows of one run share."""

    source_id: int
    run_id: int | None
    by: str
    now: str
    profile: str


def write_batch(
    database: RegistryDatabase, connection: Connection, changes: Sequence[PlannedChange], stamp: Stamp
) -> None:
    """Write the changes of one batch inside a writing transaction."""
    fresh = [change for change in changes if change.body is not None]
    _insert_new(
        connection,
        graphs,
        {change.digest: {"digest": change.digest, "triples": change.triples, "body": change.body} for change in fresh},
    )
    keys = _write_records(database, connection, fresh, stamp)
    _write_versions(connection, fresh, keys, stamp)
    _write_links(database, connection, fresh, keys, stamp)
    _write_presence(connection, changes, stamp)
    if has_holds(connection):
        hold_records(connection, [change.iri for change in fresh if change.record_id is None])
    reports = [
        (keys[change.iri].version if change.body is not None else change.version_id, change.report)
        for change in changes
        if change.report is not None
    ]
    _write_verdicts(database, connection, reports, stamp)
    write_findings(
        database,
        connection,
        (({"version_id": keys[change.iri].version}, finding) for change in fresh for finding in change.findings),
    )
    touched = {keys[change.iri].record if change.body is not None else change.record_id for change in changes}
    write_changes(
        database,
        connection,
        source_id=stamp.source_id,
        record_ids=[key for key in touched if key is not None],
        run=stamp.run_id,
        by=stamp.by,
    )


@dataclass(frozen=True, slots=True)
class _Keys:
    """Keys of a record and of its new version."""

    record: int
    version: int


def _write_records(
    database: RegistryDatabase, connection: Connection, fresh: Sequence[PlannedChange], stamp: Stamp
) -> dict[str, _Keys]:
    """Insert or update the rows of records that have a new version; returns their keys by IRI."""
    version_ids = database.next_ids(connection, versions)
    record_ids = database.next_ids(connection, records)
    keys: dict[str, _Keys] = {}
    created: list[dict[str, Any]] = []
    updated: list[dict[str, Any]] = []
    for change in fresh:
        known = change.record_id
        own = keys[change.iri] = _Keys(known if known is not None else next(record_ids), next(version_ids))
        row = _record_row(change, own.version)
        if known is None:
            presence = {"presence": "present", "presence_at": stamp.now, "presence_by": stamp.by}
            created.append({**row, **presence, "id": own.record, "source_id": stamp.source_id, "iri": change.iri})
        else:
            # The IRI, too: the reader repairs some that earlier versions stored.
            updated.append({**row, "key": own.record, "iri": change.iri})
    if created:
        connection.execute(records.insert(), created)
    if updated:
        names = [name for name in updated[0] if name != "key"]
        connection.execute(
            update(records).where(records.c.id == bindparam("key")).values({name: bindparam(name) for name in names}),
            updated,
        )
    return keys


def _record_row(change: PlannedChange, version_id: int) -> dict[str, Any]:
    summary = change.summary
    assert summary is not None, "a change with a graph has a summary"
    return {
        "role": change.role,
        "topic": change.topic,
        "version_id": version_id,
        "digest": change.digest,
        "class": summary.main_class,
        "title": storable_text(summary.title),
        "publisher": summary.publisher,
        "themes": summary.themes,
        "modified": storable_text(summary.modified),
        "search": storable_text(summary.search),
    }


def _write_versions(
    connection: Connection, fresh: Sequence[PlannedChange], keys: dict[str, _Keys], stamp: Stamp
) -> None:
    if not fresh:
        return
    numbers = _last_numbers(connection, [change.record_id for change in fresh if change.record_id is not None])
    connection.execute(
        versions.insert(),
        [
            {
                "id": keys[change.iri].version,
                "record_id": keys[change.iri].record,
                "number": numbers.get(keys[change.iri].record, 0) + 1,
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


def _write_links(
    database: RegistryDatabase,
    connection: Connection,
    fresh: Sequence[PlannedChange],
    keys: dict[str, _Keys],
    stamp: Stamp,
) -> None:
    """Store the links of the new versions, in place of those of the versions before."""
    for some in slices([change.record_id for change in fresh if change.record_id is not None]):
        connection.execute(delete(links).where(links.c.record_id.in_(some)))
    ids = database.next_ids(connection, links)
    rows = [
        {
            "id": next(ids),
            "source_id": stamp.source_id,
            "record_id": keys[change.iri].record,
            "property": link.property,
            "target": link.target,
        }
        for change in fresh
        for link in change.links
        # No record with a longer IRI is stored, so no link to it is ever looked up.
        if len(link.target.encode()) <= MAX_IRI_BYTES
    ]
    if rows:
        connection.execute(links.insert(), rows)


def _last_numbers(connection: Connection, record_ids: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in slices(record_ids):
        query = (
            select(versions.c.record_id, func.max(versions.c.number))
            .where(versions.c.record_id.in_(some))
            .group_by(versions.c.record_id)
        )
        found.update((key, number) for key, number in connection.execute(query))
    return found


def _write_presence(connection: Connection, changes: Sequence[PlannedChange], stamp: Stamp) -> None:
    """Mark records as missing or present again."""
    since: dict[str, Any] = {"presence_at": stamp.now, "presence_by": stamp.by}
    values = {
        "reappeared": {**since, "presence": "present", "missing_since": None},
        "missing": {**since, "presence": "missing", "missing_since": stamp.run_id},
    }
    for kind, value in values.items():
        keys = [change.record_id for change in changes if change.kind == kind and change.record_id is not None]
        for some in slices(keys):
            query = update(records).where(records.c.id.in_(some), records.c.presence != value["presence"])
            connection.execute(query.values(value))


def _write_verdicts(
    database: RegistryDatabase,
    connection: Connection,
    reports: Sequence[tuple[int | None, ValidationReport]],
    stamp: Stamp,
) -> None:
    """Store verdicts with their findings, in place of older ones of the same version and profile."""
    if not reports:
        return
    for some in slices([key for key, _ in reports if key is not None]):
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
                "lists_digest": report.lists_digest,
                "context_digest": report.context_digest,
                "since": None if report.since is None else report.since.isoformat(),
                "until": None if report.until is None else report.until.isoformat(),
                "accepted": report.accepted,
                "violations": report.count("violation"),
                "warnings": report.count("warning"),
                "infos": report.count("info"),
                "unverified": report.count("cannot-verify"),
                "judged_at": stamp.now,
            }
            for key, version_id, report in keyed
        ],
    )
    owned = (({"verdict_id": key}, finding) for key, _, report in keyed for finding in report.findings)
    write_findings(database, connection, owned)


def write_findings(
    database: RegistryDatabase, connection: Connection, owned: Iterable[tuple[Mapping[str, int | None], Finding]]
) -> None:
    """Store findings; each comes with the column and key of its owner."""
    pairs = list(owned)
    if not pairs:
        return
    ids = database.next_ids(connection, findings)
    rows = finding_rows(database, connection, [finding for _, finding in pairs])
    for (owner, _), row in zip(pairs, rows, strict=True):
        row["id"] = next(ids)
        row["version_id"] = owner.get("version_id")
        row["verdict_id"] = owner.get("verdict_id")
        row["run_id"] = owner.get("run_id")
    _insert_many(connection, findings, rows)


def finding_rows(database: RegistryDatabase, connection: Connection, some: Sequence[Finding]) -> list[dict[str, Any]]:
    """The columns of findings, without their keys and owners; new texts are written."""
    key_of = text_keys(database, connection, (finding.message for finding in some))
    return [_finding_row(finding, key_of) for finding in some]


def _finding_row(finding: Finding, key_of: Callable[[TextByLanguage], int]) -> dict[str, Any]:
    sentence = finding.message
    return {
        "rank": SEVERITIES.index(finding.severity),
        "code": finding.code,
        "layer": finding.layer,
        "focus": storable_text(finding.focus),
        "path": storable_text(finding.path),
        "value": storable_text(finding.value),
        "value_language": finding.value_language,
        "value_datatype": finding.value_datatype,
        "fix": storable_text(finding.fix),
        "document": storable_text(finding.document),
        "line": finding.line,
        "column": finding.column,
        "message": pack_message(sentence, key_of) if isinstance(sentence, Message) else None,
        "text_id": key_of(sentence) if isinstance(sentence, TextByLanguage) else None,
    }


def storable_text(text: str | None) -> str | None:
    """Text that databases accept: no NUL, which RDF literals may have, and no half of a surrogate pair.

    The graph keeps the literal as it is.
    """
    if text is None:
        return None
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    # Surrogates are rare, and only words of other programs may hold them.
    return text if text.isascii() else text.encode(errors="replace").decode()


def _insert_many(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows of all columns, none of which needs a conversion; SQLAlchemy's way costs twice as much."""
    dialect = connection.dialect
    assert isinstance(dialect, DefaultDialect), "the dialects of both databases are"
    if dialect.positional:
        dialect = type(dialect)(paramstyle="named")
    connection.exec_driver_sql(str(table.insert().compile(dialect=dialect)), rows)


def _insert_new(connection: Connection, table: Table, rows: dict[str, dict[str, Any]]) -> None:
    """Insert the rows whose primary key is not there yet."""
    if rows:
        # Only the dialect in use: that of PostgreSQL brings asyncio along.
        dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows.values()))
