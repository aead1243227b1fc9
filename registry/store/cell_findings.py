"""Violations that readers find in cells of workbooks, which keep a version from being accepted.

It is stored as a finding of the version, so that the version is validated again without its source, and as one of each
verdict on it. Before schema 0027 verdicts did not count it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, select, update

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message

from ..messages.store import StoreText
from ..record.stored import VALIDATED_STATES
from ..record.summary import is_narrower
from .clock import now
from .database import NewKeys, RegistryDatabase
from .finding_rows import insert_many, write_findings
from .ledger import write_changes
from .reading import read_in, slices, write_in
from .searching import findings_with_sentences
from .tables import (
    IS_CELL_VIOLATION,
    findings,
    is_verdict,
    records,
    shown_state,
    sources,
    verdicts,
    versions,
)

_BY: Final = "upgrade"


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


def refuse_cell_violations(database: RegistryDatabase, connection: Connection) -> Message | None:
    """Replace the verdicts that accepted versions with violations in cells, as an upgrade does; None if there is none.

    Returns how many records are not accepted any more, and how many leave no export by it.
    """
    with_cells = select(findings.c.version_id).where(findings.c.version_id.is_not(None), IS_CELL_VIOLATION)
    wrong = verdicts.c.accepted.is_(True) & verdicts.c.until_at.is_(None) & verdicts.c.version_id.in_(with_cells)
    found = [dict(row) for row in connection.execute(select(verdicts).where(wrong)).mappings()]
    for some in slices(found):
        _replace_verdicts(connection, some)
    refused = {(row["version_id"], row["profile"]) for row in found}
    newest = _newest_of(connection, {version_id for version_id, _ in refused})
    changed = [record for record in newest if (record.version_id, record.profile) in refused]
    if not changed:
        return None
    by_source: dict[int, list[int]] = {}
    gone = 0
    for record in changed:
        by_source.setdefault(record.source_id, []).append(record.id)
        gone += not _has_other(connection, record)
    for source_id, keys in by_source.items():
        write_changes(database, connection, source_id=source_id, record_ids=keys, run=None, by=_BY)
    return StoreText.CELLS_REFUSED(records=len(changed), gone=gone)


def _replace_verdicts(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """End some verdicts, and add the same with the violations in cells."""
    keys, finding_keys = NewKeys(connection, verdicts), NewKeys(connection, findings)
    moment = now()
    new = {row["id"]: next(keys) for row in rows}
    of_version: dict[int, list[dict[str, Any]]] = {row["version_id"]: [] for row in rows}
    query = select(findings).where(findings.c.version_id.in_(of_version), IS_CELL_VIOLATION).order_by(findings.c.id)
    for row in connection.execute(query).mappings():
        of_version[row["version_id"]].append(dict(row))
    query = select(findings).where(findings.c.verdict_id.in_(new)).order_by(findings.c.id)
    copied = [{**row, "verdict_id": new[row["verdict_id"]]} for row in connection.execute(query).mappings()]
    for one in rows:
        copied += [{**cell, "version_id": None, "verdict_id": new[one["id"]]} for cell in of_version[one["version_id"]]]
    connection.execute(update(verdicts).where(verdicts.c.id.in_(new)).values(until_at=moment))
    outcome = {"accepted": False, "run_id": None, "from_at": moment, "judged_at": moment}
    replaced: list[dict[str, Any]] = []
    for one in rows:
        violations = one["violations"] + len(of_version[one["version_id"]])
        replaced.append({**one, **outcome, "id": new[one["id"]], "violations": violations})
    insert_many(connection, verdicts, replaced)
    insert_many(connection, findings, [{**one, "id": next(finding_keys)} for one in copied])


def _newest_of(connection: Connection, version_ids: Collection[int]) -> Iterator[Row[Any]]:
    """The records that may leave, of which one of some versions is the newest."""
    query = (
        select(records.c.id, records.c.source_id, records.c.version_id, sources.c.profile, versions.c.publicity)
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.id == records.c.version_id)
        .where(records.c.role == "record", shown_state.in_(VALIDATED_STATES))
    )
    return read_in(connection, query, records.c.version_id, version_ids)


def _has_other(connection: Connection, record: Row[Any]) -> bool:
    """Whether an earlier version leaves in place of the newest."""
    query = (
        select(versions.c.publicity)
        .join(verdicts, is_verdict(versions.c.id, record.profile))
        .where(versions.c.record_id == record.id, versions.c.undone_by.is_(None), verdicts.c.accepted.is_(True))
        .order_by(versions.c.number.desc())
        .limit(1)
    )
    publicity = connection.scalar(query)
    return publicity is not None and not is_narrower(record.publicity, publicity)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.document, finding.line, finding.column, finding.value
