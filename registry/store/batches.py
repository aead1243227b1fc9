"""Write a plan's changes: one transaction per batch, keys given here, graphs once per digest.

A process that dies between two batches leaves a registry that opens cleanly: batches written stay, the run stays
``running`` until the next run of its source closes it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from sqlalchemy import Connection, Table, and_, bindparam, delete, func, select, update

from danhmuc.vocab.findings import Finding

from ..record.change import PlannedChange
from ..record.record import MAX_IRI_BYTES, is_cell_violation
from ..record.summary import has_unknown_status, with_former_status
from .activities import AppliedActivity, write_activities
from .cause_rows import add_absences, end_causes_of_records, has_causes, say_as_published, settle_records
from .clock import Stamp
from .database import RegistryDatabase
from .elements import write_elements
from .held_statements import keep_narrowed
from .identity_rows import mint_locals, write_spellings
from .ledger import write_changes
from .reading import read_in, read_pairs_in, slices, write_in
from .search_index import facet_columns, write_words
from .searching import findings_with_sentences
from .stored_documents import write_source_bytes
from .tables import IS_CELL_VIOLATION, findings, graphs, links, records, versions
from .verdict_rows import insert_many, storable_text, write_findings, write_verdicts

# ---------------------------------------------------------------- cell findings
# Violations that readers find in cells of workbooks, which keep a version from being accepted.
#
# It is stored as a finding of the version, so that the version is validated again without its source, and as one of
# each verdict on it.


def cell_violations(connection: Connection, version_ids: Sequence[int]) -> dict[int, tuple[Finding, ...]]:
    """The violations in cells of some versions, by the keys of these, in the order in which they were found."""
    found: dict[int, tuple[Finding, ...]] = {}
    query = select(findings).where(IS_CELL_VIOLATION).order_by(findings.c.id)
    rows = [row._mapping for row in read_in(connection, query, findings.c.version_id, version_ids)]
    for row, finding in zip(rows, findings_with_sentences(connection, rows), strict=True):
        found[row["version_id"]] = (*found.get(row["version_id"], ()), finding)
    return found


def replace_cell_violations(
    database: RegistryDatabase, connection: Connection, current: Mapping[int, Collection[Finding]]
) -> None:
    """Store the violations in cells of some versions, in place of others that an earlier reading found.

    A cell may be mended, or emptied, without any change of the graph.
    """
    stored = cell_violations(connection, sorted(current))
    moved = {
        key: some for key, some in current.items() if list(map(_key, some)) != list(map(_key, stored.get(key, ())))
    }
    write_in(connection, delete(findings).where(IS_CELL_VIOLATION), findings.c.version_id, moved)
    owned = (({"version_id": key}, finding) for key, some in sorted(moved.items()) for finding in some)
    write_findings(database, connection, owned)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.document, finding.line, finding.column, finding.value


# ---------------------------------------------------------------- batches

BATCH: Final = 1_000
"""Changes per transaction."""


def write_batch(
    database: RegistryDatabase, connection: Connection, changes: Sequence[PlannedChange], stamp: Stamp
) -> None:
    """Write the changes of one batch inside a writing transaction."""
    fresh = [change for change in changes if change.body is not None]
    keys = write_versions(database, connection, fresh, stamp)
    _write_presence(database, connection, changes, stamp)
    kept = [change for change in changes if change.body is None and change.version_id is not None]
    write_source_bytes(connection, [(one.version_id, one.source_bytes) for one in kept])
    if has_causes(connection):
        created = [keys[change.iri].record for change in fresh if change.record_id is None]
        settle_records(connection, created, by=stamp.by, at=stamp.now)
        _end_holds(connection, changes, stamp)
    described = [(_key_of(one, keys), one.activity_at) for one in changes if one.activity_at is not None]
    applied = [AppliedActivity(record_id=key, at=at) for key, at in described if key is not None]
    write_activities(database, connection, applied, stamp)
    reports = [
        (keys[change.iri].version if change.body is not None else change.version_id, change.report)
        for change in changes
        if change.report is not None
    ]
    new = {own.version for own in keys.values()}
    write_verdicts(database, connection, [(key, report) for key, report in reports if key is not None], stamp, new=new)
    renewed = {key: report for key, report in reports if key is not None and key not in new}
    cells = {key: list(filter(is_cell_violation, report.findings)) for key, report in renewed.items()}
    replace_cell_violations(database, connection, cells)
    write_findings(
        database,
        connection,
        (({"version_id": keys[change.iri].version}, finding) for change in fresh for finding in change.findings),
    )
    touched = {_key_of(change, keys) for change in changes}
    write_changes(
        database,
        connection,
        source_id=stamp.source_id,
        record_ids=[key for key in touched if key is not None],
        run=stamp.run_id,
        by=stamp.by,
    )


def write_absences(
    database: RegistryDatabase, connection: Connection, changes: Sequence[PlannedChange], stamp: Stamp
) -> None:
    """Write that some records are missing, without rows of the ledger, inside a writing transaction."""
    _write_presence(database, connection, changes, stamp)
    _end_holds(connection, changes, stamp)


def _end_holds(connection: Connection, changes: Sequence[PlannedChange], stamp: Stamp) -> None:
    """End what an undone run holds, where the source says something else."""
    said_otherwise = [change for change in changes if change.ends_hold]
    if not said_otherwise:
        return
    gone = [change.iri for change in said_otherwise if change.kind == "missing"]
    narrowed = keep_narrowed(connection, stamp.source_id, gone)
    said_otherwise = [change for change in said_otherwise if change.record_id not in narrowed]
    keys_as_published = [one.record_id for one in said_otherwise if one.body is None and one.record_id is not None]
    say_as_published(connection, keys_as_published)
    keys = [one.record_id for one in said_otherwise if one.record_id is not None]
    end_causes_of_records(connection, keys, "describe-otherwise", stamp)


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of a record and of its new version."""

    record: int
    version: int


def _key_of(change: PlannedChange, keys: Mapping[str, Keys]) -> int | None:
    """The key of the record of a change, which is new or known."""
    return keys[change.iri].record if change.body is not None else change.record_id


def write_versions(
    database: RegistryDatabase, connection: Connection, fresh: Sequence[PlannedChange], stamp: Stamp
) -> dict[str, Keys]:
    """Write new versions with their graphs and links, as the newest of their records; returns the keys by IRI."""
    _insert_new(connection, graphs, _graph_rows(fresh))
    keys = _write_records(database, connection, fresh, stamp)
    _write_versions(connection, fresh, keys, stamp)
    _write_links(database, connection, fresh, keys, stamp)
    write_elements(database, connection, fresh, {iri: own.version for iri, own in keys.items()})
    write_source_bytes(connection, [(keys[one.iri].version, one.source_bytes) for one in fresh])
    return keys


def _graph_rows(fresh: Sequence[PlannedChange]) -> dict[str, dict[str, Any]]:
    """The rows of new graphs by their digest, with those before corrections."""
    rows: dict[str, dict[str, Any]] = {}
    for change in fresh:
        rows[change.digest] = {"digest": change.digest, "triples": change.triples, "body": change.body}
        if change.original is not None:
            original = change.original
            rows[original.digest] = {"digest": original.digest, "triples": original.triples, "body": original.body}
    return rows


def _write_records(
    database: RegistryDatabase, connection: Connection, fresh: Sequence[PlannedChange], stamp: Stamp
) -> dict[str, Keys]:
    """Insert or update the rows of records that have a new version; returns their keys by IRI."""
    version_ids = database.next_ids(connection, versions)
    record_ids = database.next_ids(connection, records)
    keys: dict[str, Keys] = {}
    created: list[dict[str, Any]] = []
    updated: list[dict[str, Any]] = []
    for change in fresh:
        known = change.record_id
        own = keys[change.iri] = Keys(known if known is not None else next(record_ids), next(version_ids))
        row = _record_row(change, own.version)
        if known is None:
            presence = {"presence": "present", "presence_at": stamp.now, "presence_by": stamp.by}
            created.append({**row, **presence, "id": own.record, "source_id": stamp.source_id, "iri": change.iri})
        else:
            # The IRI, too: the reader repairs some that earlier versions stored.
            updated.append({**row, "key": own.record, "iri": change.iri})
    if created:
        locals_ = mint_locals(connection, stamp.source_id, [row["iri"] for row in created])
        connection.execute(records.insert(), [{**row, "local": locals_[row["iri"]]} for row in created])
        write_spellings(database, connection, [row["iri"] for row in created])
    if updated:
        names = [name for name in updated[0] if name != "key"]
        connection.execute(
            update(records).where(records.c.id == bindparam("key")).values({name: bindparam(name) for name in names}),
            updated,
        )
    _write_search_words(connection, fresh, keys)
    return keys


def _write_search_words(connection: Connection, fresh: Sequence[PlannedChange], keys: dict[str, Keys]) -> None:
    """Write the words of the new versions in place of those of the versions before."""
    rows = [
        (keys[change.iri].record, storable_text(change.summary.search) or "")
        for change in fresh
        if change.summary is not None
    ]
    write_words(connection, rows, known=[one.record_id for one in fresh if one.record_id is not None])


def _record_row(change: PlannedChange, version_id: int) -> dict[str, Any]:
    return {
        "role": change.role,
        "topic": change.topic,
        "version_id": version_id,
        "digest": change.digest,
        "source_digest": change.source_digest,
        **_summary_columns(change),
        **({} if change.summary is None else facet_columns(change.summary)),
    }


def _summary_columns(change: PlannedChange) -> dict[str, Any]:
    """The columns that a version has, and its record while it is the newest."""
    summary = change.summary
    assert summary is not None, "a change with a graph has a summary"
    return {
        "class": summary.main_class,
        "title": storable_text(summary.title),
        "publisher": summary.publisher,
        "themes": summary.themes,
        "modified": storable_text(summary.modified),
    }


def _write_versions(
    connection: Connection, fresh: Sequence[PlannedChange], keys: dict[str, Keys], stamp: Stamp
) -> None:
    if not fresh:
        return
    publicity = _publicity_of(connection, fresh)
    numbers = _last_numbers(connection, [change.record_id for change in fresh if change.record_id is not None])
    insert_many(
        connection,
        versions,
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
                "publicity": publicity[change.iri],
                "original": None if change.original is None else change.original.digest,
                "role": change.role,
                "topic": change.topic,
                **_summary_columns(change),
                "undone_by": None,
            }
            for change in fresh
        ],
    )


def _publicity_of(connection: Connection, fresh: Sequence[PlannedChange]) -> dict[str, str]:
    """The publicity of each new version; a status that is not understood frees nothing that the last one withdrew."""
    found = {one.iri: "" if one.summary is None else one.summary.publicity for one in fresh}
    unknown = {
        one.record_id: one.iri for one in fresh if one.record_id is not None and has_unknown_status(found[one.iri])
    }
    for some in slices(sorted(unknown)):
        last = select(versions.c.record_id, func.max(versions.c.number).label("number"))
        last_of = last.where(versions.c.record_id.in_(some), versions.c.undone_by.is_(None))
        numbers = last_of.group_by(versions.c.record_id).subquery()
        is_last = and_(versions.c.record_id == numbers.c.record_id, versions.c.number == numbers.c.number)
        query = select(versions.c.record_id, versions.c.publicity).join(numbers, is_last)
        for record_id, former in connection.execute(query):
            iri = unknown[record_id]
            found[iri] = with_former_status(found[iri], former)
    return found


def _write_links(
    database: RegistryDatabase,
    connection: Connection,
    fresh: Sequence[PlannedChange],
    keys: dict[str, Keys],
    stamp: Stamp,
) -> None:
    """Store the links of the new versions; those of the versions before stay theirs."""
    ids = database.next_ids(connection, links)
    rows = [
        {
            "id": next(ids),
            "source_id": stamp.source_id,
            "record_id": keys[change.iri].record,
            "version_id": keys[change.iri].version,
            "property": link.property,
            "target": link.target,
        }
        for change in fresh
        for link in change.links
        # No record with a longer IRI is stored, so no link to it is ever looked up.
        if len(link.target.encode()) <= MAX_IRI_BYTES
    ]
    if rows:
        insert_many(connection, links, rows)


def _last_numbers(connection: Connection, record_ids: list[int]) -> dict[int, int]:
    query = select(versions.c.record_id, func.max(versions.c.number)).group_by(versions.c.record_id)
    return read_pairs_in(connection, query, versions.c.record_id, record_ids)


def _write_presence(
    database: RegistryDatabase, connection: Connection, changes: Sequence[PlannedChange], stamp: Stamp
) -> None:
    """Write that records are missing, or there again; a program that puts a record does so whoever withdrew it."""
    missing = [one.record_id for one in changes if one.kind == "missing" and one.record_id is not None]
    add_absences(database, connection, missing, "missing", stamp)
    again = [one.record_id for one in changes if one.kind == "reappeared" and one.record_id is not None]
    if again:
        end_causes_of_records(connection, again, "put" if stamp.run_id is None else "describe", stamp)


def _insert_new(connection: Connection, table: Table, rows: dict[str, dict[str, Any]]) -> None:
    """Insert the rows whose primary key is not there yet."""
    if rows:
        # Only the dialect in use: that of PostgreSQL brings asyncio along.
        dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows.values()))
