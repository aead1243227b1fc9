"""The basis of a reading beside its documents: while it is the same, so is the outcome.

It is noted at the end of each complete run. A later reading may rely on the documents of that run, on their validators
above all, only if it is the newest one and the basis is still the same: not after an edit, an undo, a release, a
changed setting, or an incomplete run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from sqlalchemy import Connection, func, select

from ..record.harvested import Harvested, HarvestReport
from ..record.stored import RELEASED
from .tables import bars, changes, distribution_losses, holds, proposed_renames, records, redirects, runs, sources

__all__ = [
    "PreviousRun",
    "StartOfRun",
    "basis_to_note",
    "previous_run",
    "reading_basis",
    "run_after_documents",
    "start_of_run",
]

_MOST: Final = 50
"""Number of failed runs after which a source is read anew."""
_UNCLOSED: Final = "{}"
"""Counts of a run that was broken off: it may have written something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousRun:
    """The newest complete run of a source, whose documents may be relied on.

    Attributes:
        noticed_in: run that has its findings.
        counts: of its report.
        is_read_alike: whether the same bytes would be read today as they were then; not by another mapping or danhmuc.
    """

    run: int
    noticed_in: int
    counts: Mapping[str, Any]
    is_read_alike: bool = True


def previous_run(connection: Connection, source_id: int, mapping: str) -> PreviousRun | None:
    """The run whose documents a reading may rely on; None if there is none; `mapping` as in `reading_basis`."""
    query = (
        select(runs.c.id, runs.c.state, runs.c.kind, runs.c.counts, runs.c.basis, runs.c.noticed_in)
        .where(runs.c.source_id == source_id)
        .order_by(runs.c.id.desc())
        .limit(_MOST)
    )
    for row in connection.execute(query).all():
        if row.state == "failed" and row.counts != _UNCLOSED:
            continue  # it changed nothing
        if row.state != "complete" or row.kind == "undo" or row.basis is None:
            return None
        whole, _, rest = row.basis.partition(" ")
        is_read_alike = whole == reading_basis(connection, source_id, mapping)
        if not is_read_alike and rest != _digest(_parts(connection, source_id)):
            return None
        keeper = row.id if row.noticed_in is None else row.noticed_in
        return PreviousRun(run=row.id, noticed_in=keeper, counts=json.loads(row.counts), is_read_alike=is_read_alike)
    return None


def run_after_documents(connection: Connection, source_id: int) -> int | None:
    """The newest run of a source if it may have stored records without their documents; None if it has not.

    What an undone run stored is held, and so is not stored again.
    """
    query = select(runs.c.id, runs.c.state, runs.c.kind, runs.c.counts).where(runs.c.source_id == source_id)
    for row in connection.execute(query.order_by(runs.c.id.desc())):
        changed_nothing = row.state == "failed" and row.counts != _UNCLOSED
        if not changed_nothing and row.state != "undone" and row.kind != "undo":
            return None if row.state == "complete" else int(row.id)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartOfRun:
    """The state of a source when a run of it began that compared its reading with just that.

    Attributes:
        row: newest row of the ledger about a record of the source, 0 for none.
        outside: what a run itself does not change.
        mapping: as in `reading_basis`.
        follows: whether the reading relied on the documents of the run before.
    """

    row: int
    outside: str
    mapping: str
    follows: bool


def start_of_run(connection: Connection, source_id: int, mapping: str, *, follows: bool) -> StartOfRun:
    """The state of a source now."""
    outside = json.dumps(_outside(connection, source_id))
    return StartOfRun(row=_newest_row(connection, source_id), outside=outside, mapping=mapping, follows=follows)


def basis_to_note(
    connection: Connection,
    source_id: int,
    run: int | None,
    harvested: Harvested,
    report: HarvestReport,
    start: StartOfRun | None,
) -> str | None:
    """The basis after a run, in the transaction that ends it; None if later readings must not rely on it.

    A run that tells of something once, such as that many records are missing now, is not repeated by a later one.

    Args:
        start: None if what the reading was compared with has changed before the run began.
    """
    if start is None or harvested.state != "complete":
        return None
    if harvested.extent == "delta" and not start.follows:
        # It goes on from a reading of which nothing may be relied on.
        return None
    counts = (report.records, report.nodes, report.catalog_records)
    if any(one.quarantined for one in counts) or report.quarantined_documents:
        return None
    if report.newly_missing or report.is_shrunken or report.unclear or report.losses or report.slipped:
        return None
    if harvested.extent != "unmoved" and not all(one.digest and one.size is not None for one in harvested.documents):
        return None
    if json.dumps(_outside(connection, source_id)) != start.outside:
        return None
    other = _rows_of(source_id).where(changes.c.id > start.row, changes.c.run_id.is_distinct_from(run))
    if connection.scalar(other.limit(1)) is not None:
        return None
    return f"{reading_basis(connection, source_id, start.mapping)} {_digest(_parts(connection, source_id))}"


def reading_basis(connection: Connection, source_id: int, mapping: str) -> str:
    """A digest of all that the outcome of a reading depends on, beside documents, rules and the day.

    Args:
        mapping: digest of the mapping by which the source makes records; empty if it has none.
    """
    return _digest([mapping, _version(), *_parts(connection, source_id)])


def _parts(connection: Connection, source_id: int) -> list[Any]:
    """All that the outcome depends on beside the way in which the same bytes are read."""
    losses = (
        select(distribution_losses.c.state, func.count(), func.max(distribution_losses.c.id))
        .where(distribution_losses.c.source_id == source_id)
        .group_by(distribution_losses.c.state)
        .order_by(distribution_losses.c.state)
    )
    proposals = select(func.max(proposed_renames.c.id), func.count(proposed_renames.c.until)).where(
        proposed_renames.c.source_id == source_id
    )
    released = select(func.count()).where(records.c.source_id == source_id, records.c.source_digest == RELEASED)
    return [
        *_outside(connection, source_id),
        *_numbers(connection, released),
        _newest_row(connection, source_id),
        *_numbers(connection, select(func.max(holds.c.id), func.count(holds.c.until))),
        *_numbers(connection, select(func.max(bars.c.id), func.count())),
        *_numbers(connection, proposals),
        *(list(row) for row in connection.execute(losses)),
    ]


def _digest(parts: Sequence[Any]) -> str:
    return "sha256:" + hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _outside(connection: Connection, source_id: int) -> list[Any]:
    """The part that a run itself does not change."""
    columns = (sources.c.name, sources.c.location, sources.c.kind, sources.c.settings)
    renamed = select(func.max(redirects.c.id), func.count(redirects.c.until)).where(redirects.c.source_id == source_id)
    return [
        *_numbers(connection, select(*columns).where(sources.c.id == source_id)),
        *_numbers(connection, renamed),
    ]


def _rows_of(source_id: int) -> Any:
    """The rows of the ledger about records of a source; a verdict that changed changes nothing of a reading."""
    query = select(changes.c.id).join(records, records.c.id == changes.c.record_id)
    return query.where(records.c.source_id == source_id, changes.c.kind != "verdict")


def _newest_row(connection: Connection, source_id: int) -> int:
    return int(connection.scalar(_rows_of(source_id).order_by(changes.c.id.desc()).limit(1)) or 0)


def _numbers(connection: Connection, query: Any) -> list[Any]:
    return list(connection.execute(query).one())


def _version() -> str:
    """The version of danhmuc: another one may read the same bytes otherwise."""
    try:
        return version("danhmuc")
    except PackageNotFoundError:
        return ""
