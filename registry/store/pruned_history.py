"""Prune history: the graphs of versions that neither an export nor any moment since a time needs, and old findings.

Rows of versions, verdicts, runs and the ledger stay, with their numbers, times and counts. A version whose graph is
gone keeps its digest in a column of its own and has the empty graph; whatever reads graphs refuses it.

Source of the rules: docs/decisions/0078-copies.md.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Select,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from .reading import read_in, read_values_in, slices, write_in
from .settings import read_setting, write_setting
from .tables import (
    causes,
    changes,
    findings,
    graphs,
    links,
    metadata,
    records,
    rests,
    runs,
    source_bytes,
    verdicts,
    versions,
)
from .verdict_rows import unread_rules

PRUNED: Final = "pruned_before"
"""Name of the setting with the time before which history is pruned."""
_EMPTY: Final = f"rdfc10:{hashlib.sha256(b'').hexdigest()}"
_OWN: Final = frozenset({"records", "verdicts", "changes", "findings", "links", "source_bytes"})
"""Tables that refer to versions and do not need their graphs."""
_UNKEPT: Final[Any] = {"danhmuc_unkept": True}
"""Option of statements whose former rows nobody may ask for."""


def pruned_before(connection: Connection) -> str | None:
    """The time before which history is pruned, UTC; None if none is."""
    return read_setting(connection, PRUNED)


def remember_pruned(connection: Connection, at: str) -> str:
    """Say that history before a time is pruned, from now on; returns the time that holds, which never goes back."""
    at = max(at, pruned_before(connection) or at)
    write_setting(connection, PRUNED, at)
    return at


# ---------------------------------------------------------------- versions


def prunable_versions(connection: Connection, before: str, *, limit: int | None = None) -> list[int]:
    """The keys of versions whose graphs nothing needs from a time on, in order.

    Of each record stays what was its newest version then and all later ones, what leaves now or left at any moment
    since, what a source said that is held after an undone run, and what any other table refers to.
    """
    query = _prunable_query(connection, before).order_by(versions.c.id)
    return list(connection.scalars(query if limit is None else query.limit(limit)))


def _prunable_query(connection: Connection, before: str) -> Select[Any]:
    # Times of the ledger never go back, so that the rows before a time are those up to one row.
    last = connection.scalar(select(func.max(changes.c.id)).where(changes.c.at < before)) or 0
    base = (
        select(changes.c.record_id, func.max(changes.c.id).label("row"))
        .where(changes.c.id <= last)
        .group_by(changes.c.record_id)
        .subquery("base")
    )
    base_row, base_version = changes.alias("base_row"), versions.alias("base_version")
    later_row = changes.alias("later_row")
    is_shown_since = exists().where(later_row.c.version_id == versions.c.id, later_row.c.id >= base.c.row)
    conditions = [
        versions.c.pruned.is_(None),
        versions.c.number < base_version.c.number,
        versions.c.created_at < before,
        versions.c.id != records.c.version_id,
        ~is_shown_since,
        ~_may_leave_since(connection, before, base_version.c.number),
        _has_later(base_version.c.number),
        ~_is_held(before),
        *(~exists().where(column == versions.c.id) for column in _references()),
    ]
    return (
        select(versions.c.id)
        .join(records, records.c.id == versions.c.record_id)
        .join(base, base.c.record_id == versions.c.record_id)
        .join(base_row, base_row.c.id == base.c.row)
        .join(base_version, base_version.c.id == base_row.c.version_id)
        .where(*conditions)
    )


def _may_leave_since(connection: Connection, before: str, newest: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that a version was accepted at some moment since, and no later one was all the time."""
    accepted, better = verdicts.alias("accepted"), verdicts.alias("better")
    later = versions.alias("later")
    is_beaten = exists(
        select(later.c.id)
        .join(better, better.c.version_id == later.c.id)
        .where(
            later.c.record_id == versions.c.record_id,
            later.c.number > versions.c.number,
            later.c.number <= newest,
            later.c.undone_by.is_(None),
            better.c.profile == accepted.c.profile,
            better.c.accepted,
            better.c.from_at < before,
            better.c.until_at.is_(None),
            better.c.profile_digest.not_in(unread_rules(connection)),
        )
        .correlate_except(later, better)
    )
    return exists().where(
        accepted.c.version_id == versions.c.id,
        accepted.c.accepted,
        or_(accepted.c.until_at.is_(None), accepted.c.until_at >= before),
        ~is_beaten,
    )


def _has_later(newest: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that a later version is not undone; without a profile the newest of these leaves."""
    later = versions.alias("unbeaten")
    return exists().where(
        later.c.record_id == versions.c.record_id,
        later.c.number > versions.c.number,
        later.c.number <= newest,
        later.c.undone_by.is_(None),
    )


def _is_held(before: str) -> ColumnElement[bool]:
    """The condition that a version is what a source says of a held record, also if an undone run holds it."""
    said = func.coalesce(versions.c.original, versions.c.digest)
    return or_(
        and_(records.c.hold.is_not(None), records.c.source_digest == said),
        exists().where(causes.c.digest == said, or_(causes.c.until.is_(None), causes.c.until >= before)),
    )


def _references() -> list[ColumnElement[Any]]:
    """The columns by which other tables need versions: whatever is not known here keeps what it refers to."""
    return [
        column
        for table in metadata.sorted_tables
        if table.name not in _OWN and not table.name.startswith("past_")
        for column in table.columns
        if column.name == "version_id" or any(key.column is versions.c.id for key in column.foreign_keys)
    ]


def count_findings_of_versions(
    connection: Connection, version_ids: Collection[int], *, others: Collection[int] = ()
) -> int:
    """The number of findings of some versions and of all their verdicts, together with others, each counted once."""
    found = set(others)
    for some in slices(sorted(version_ids)):
        found.update(connection.scalars(select(findings.c.id).where(_of_versions(some))))
    return len(found)


def unneeded_graphs(connection: Connection, version_ids: Collection[int]) -> list[str]:
    """The digests of the graphs that only some versions have, in order."""
    wanted = set(version_ids)
    digests: set[str] = set()
    columns = (versions.c.digest, versions.c.original)
    for column in columns:
        digests |= read_values_in(connection, select(column).where(column.is_not(None)), versions.c.id, wanted)
    needed: set[str] = set()
    for column in columns:
        rows = read_in(connection, select(column, versions.c.id), column, digests)
        needed.update(digest for digest, key in rows if key not in wanted)
    return sorted(digests - needed - {_EMPTY})


def prune_versions(connection: Connection, version_ids: Collection[int]) -> tuple[int, int]:
    """Take the graphs from some versions, with findings, links and source bytes; the numbers of graphs and findings."""
    gone = unneeded_graphs(connection, version_ids)
    number = count_findings_of_versions(connection, version_ids)
    _ensure_empty_graph(connection)
    for some in slices(sorted(version_ids)):
        connection.execute(delete(findings).where(_of_versions(some)))
        connection.execute(_unkept(delete(links).where(links.c.version_id.in_(some))))
        connection.execute(delete(source_bytes).where(source_bytes.c.version_id.in_(some)))
        emptied = update(versions).where(versions.c.id.in_(some))
        connection.execute(_unkept(emptied.values(pruned=versions.c.digest, digest=_EMPTY, original=None)))
    write_in(connection, delete(graphs), graphs.c.digest, gone)
    return len(gone), number


def _unkept(statement: Executable) -> Executable:
    return statement.execution_options(**_UNKEPT)


def _of_versions(version_ids: Collection[int]) -> ColumnElement[bool]:
    of_verdicts = select(verdicts.c.id).where(verdicts.c.version_id.in_(version_ids))
    return or_(findings.c.version_id.in_(version_ids), findings.c.verdict_id.in_(of_verdicts))


def _ensure_empty_graph(connection: Connection) -> None:
    if connection.scalar(select(graphs.c.digest).where(graphs.c.digest == _EMPTY)) is None:
        connection.execute(graphs.insert(), [{"digest": _EMPTY, "triples": 0, "body": zlib.compress(b"")}])


# ---------------------------------------------------------------- findings and rests


def over_findings(connection: Connection, before: str, *, limit: int | None = None) -> list[int]:
    """The keys of findings of verdicts that were over before a time."""
    query = (
        select(findings.c.id)
        .join(verdicts, verdicts.c.id == findings.c.verdict_id)
        .where(verdicts.c.until_at < before)
        .order_by(findings.c.id)
    )
    return list(connection.scalars(query if limit is None else query.limit(limit)))


def prunable_run_findings(connection: Connection, before: str, *, limit: int | None = None) -> list[int]:
    """The keys of findings of runs that ended before a time and that nothing shows any more.

    Those of the newest run of each source stay, of its newest complete one, and of what these noticed again.
    """
    newest = select(func.max(runs.c.id)).group_by(runs.c.source_id)
    good = newest.where(runs.c.state == "complete")
    shown = runs.alias("shown")
    is_shown = or_(shown.c.id.in_(newest), shown.c.id.in_(good), shown.c.ended_at.is_(None), shown.c.ended_at >= before)
    noticed = select(shown.c.noticed_in).where(is_shown, shown.c.noticed_in.is_not(None))
    query = (
        select(findings.c.id)
        .join(runs, runs.c.id == findings.c.run_id)
        .where(
            runs.c.ended_at < before,
            runs.c.id.not_in(newest),
            runs.c.id.not_in(good),
            runs.c.id.not_in(noticed),
        )
        .order_by(findings.c.id)
    )
    return list(connection.scalars(query if limit is None else query.limit(limit)))


def delete_findings(connection: Connection, keys: Collection[int]) -> None:
    """Delete some findings."""
    write_in(connection, delete(findings), findings.c.id, keys)


def prunable_rests(connection: Connection, before: str) -> list[int]:
    """The keys of rests of documents that a run before a time ended."""
    query = select(rests.c.id).join(runs, runs.c.id == rests.c.ended_by).where(rests.c.last_run.is_not(None))
    return list(connection.scalars(query.where(and_(runs.c.started_at < before)).order_by(rests.c.id)))


def delete_rests(connection: Connection, keys: Collection[int]) -> None:
    """Delete some rests."""
    write_in(connection, delete(rests), rests.c.id, keys)
