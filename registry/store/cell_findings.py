"""Violations that readers find in cells of workbooks, which keep a version from being accepted.

It is stored as a finding of the version, so that the version is validated again without its source, and as one of each
verdict on it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, delete, select

from danhmuc.vocab.findings import Finding

from .database import RegistryDatabase
from .finding_rows import write_findings
from .reading import read_in, write_in
from .searching import findings_with_sentences
from .tables import IS_CELL_VIOLATION, findings


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
