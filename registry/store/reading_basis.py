"""The basis of a reading beside its documents: while it is the same, so is the outcome.

It is noted at the end of each complete run. A later reading may rely on the documents of that run, on their validators
above all, only if it is the newest one and the basis is still the same: not after an edit, an undo, a release, a
changed setting, or an incomplete run. Former IRIs, proposed renames and losses are the part that a harvest asks for.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
)

from ..record.causes import ABSENCES, BARRING_HOLDS
from ..record.change import RoleCounts
from ..record.harvested import Harvested, HarvestReport
from ..record.identity import ProposedRename
from ..record.stored import NOTHING_SAID, RELEASED, VALIDATED_STATES, KnownLosses
from .identity_rows import current_iris, declined_pairs, open_proposals
from .reading import read_in
from .stored_rows import RegisteredSource
from .tables import (
    bars,
    causes,
    changes,
    distribution_losses,
    has_cause,
    is_verdict,
    mark_answers,
    proposed_renames,
    records,
    redirects,
    runs,
    sources,
    verdicts,
    versions,
)
from .tombstones import known_losses

# ---------------------------------------------------------------- reading basis

_MOST: Final = 50
"""Number of failed runs after which a source is read anew."""
_STATES: Final = ("waiting", "allowed", "applied", "over")
"""Those of a loss of distributions."""
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


def previous_run(connection: Connection, source_id: int, state: ReadingState, mapping: str) -> PreviousRun | None:
    """The run whose documents a reading may rely on; None if there is none.

    Args:
        state: of the source, now.
        mapping: as in `ReadingState.basis`.
    """
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
        is_read_alike = whole == state.basis(mapping)
        if not is_read_alike and rest != state.rest:
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
        outside: the part that a run itself does not change.
        mapping: as in `ReadingState.basis`.
        follows: whether the reading relied on the documents of the run before.
    """

    row: int
    outside: str
    mapping: str
    follows: bool


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
    state = reading_state(connection, source_id)
    if state.outside != start.outside:
        return None
    other = _rows_of(source_id).where(changes.c.id > start.row, changes.c.run_id.is_distinct_from(run))
    if connection.scalar(other.limit(1)) is not None:
        return None
    return f"{state.basis(start.mapping)} {state.rest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingState:
    """All that the outcome of a reading depends on, beside documents, mapping, rules and the day.

    Attributes:
        row: newest row of the ledger about a record of the source, 0 for none.
        redirect: key of the newest redirect of the source, 0 for none.
        has_proposals: whether any rename was ever proposed in the source.
        has_losses: whether any record of it ever lost all distributions.
        outside: the part that a run itself does not change.
    """

    row: int
    redirect: int
    has_proposals: bool
    has_losses: bool
    outside: str
    inside: tuple[object, ...]

    def basis(self, mapping: str) -> str:
        """The digest of all this and of the way in which the same bytes are read.

        Args:
            mapping: digest of the mapping by which the source makes records; empty if it has none.
        """
        return _digest([mapping, _version(), *self._parts])

    @property
    def rest(self) -> str:
        """The digest of all this alone."""
        return _digest(self._parts)

    @property
    def _parts(self) -> tuple[object, ...]:
        return (self.outside, self.row, *self.inside)

    def start(self, mapping: str, *, follows: bool) -> StartOfRun:
        """The state as the start of a run; the arguments are its attributes."""
        return StartOfRun(row=self.row, outside=self.outside, mapping=mapping, follows=follows)


def reading_state(connection: Connection, source_id: int) -> ReadingState:
    """The state of a source now, in one statement."""
    row = connection.execute(_state_query(), {"source": source_id}).one()
    source = (row.name, row.location, row.kind, row.settings)
    losses = {name: value for name, value in row._mapping.items() if name.startswith("losses_")}
    return ReadingState(
        row=row.newest_row or 0,
        redirect=row.redirect or 0,
        has_proposals=row.proposal is not None,
        has_losses=row.losses_all > 0,
        outside=json.dumps([*source, row.redirect, row.ended_redirects]),
        inside=(
            row.released,
            row.cause,
            row.ended_causes,
            row.answer,
            row.ended_answers,
            row.bar,
            row.ended_bars,
            row.proposal,
            row.answered,
            losses,
        ),
    )


@cache
def _state_query() -> Select[Any]:
    """The query of the state of a source, whose key is a parameter; to make it costs more than to run it."""
    source_id = bindparam("source", type_=Integer)

    def of(table: Table, **columns: ColumnElement[Any]) -> Subquery:
        """One row about the rows of a table, those of the source if it has any."""
        query = select(*(column.label(name) for name, column in columns.items())).select_from(table)
        if table is causes:
            # What is absent elsewhere is no matter of this source, and what is absent here is in its ledger.
            query = query.where(causes.c.kind.not_in(sorted(ABSENCES)))
        of_all = table in (causes, bars)
        return (query if of_all else query.where(table.c.source_id == source_id)).subquery()

    by_state = {
        f"losses_{name}_{what}": number(case((distribution_losses.c.state == name, distribution_losses.c.id)))
        for name in _STATES
        for what, number in (("number", func.count), ("newest", func.max))
    }
    newest_row = _rows_of(source_id).order_by(changes.c.id.desc()).limit(1).scalar_subquery()
    released = select(func.count()).where(records.c.source_id == source_id, records.c.source_digest == RELEASED)
    parts = (
        of(redirects, redirect=func.max(redirects.c.id), ended_redirects=func.count(redirects.c.until)),
        of(proposed_renames, proposal=func.max(proposed_renames.c.id), answered=func.count(proposed_renames.c.until)),
        of(causes, cause=func.max(causes.c.id), ended_causes=func.count(causes.c.until)),
        of(mark_answers, answer=func.max(mark_answers.c.id), ended_answers=func.count(mark_answers.c.until)),
        of(bars, bar=func.max(bars.c.id), ended_bars=func.count(bars.c.until)),
        of(distribution_losses, losses_all=func.count(), losses_last=func.max(distribution_losses.c.id), **by_state),
    )
    made: FromClause = sources
    for part in parts:
        made = made.join(part, true())
    query = select(
        *(sources.c[name] for name in ("name", "location", "kind", "settings")),
        newest_row.label("newest_row"),
        released.scalar_subquery().label("released"),
        *(column for part in parts for column in part.c),
    )
    return query.select_from(made).where(sources.c.id == source_id)


def _digest(parts: Sequence[object]) -> str:
    return "sha256:" + hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _rows_of(source_id: int | BindParameter[int]) -> Any:
    """The rows of the ledger about records of a source; a verdict that changed changes nothing of a reading."""
    query = select(changes.c.id).join(records, records.c.id == changes.c.record_id)
    return query.where(records.c.source_id == source_id, changes.c.kind != "verdict")


@cache
def _version() -> str:
    """The version of danhmuc: another one may read the same bytes otherwise."""
    try:
        return version("danhmuc")
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIdentity:
    """Identity in one source, as stored; the attributes are those of `StoredSource`.

    Attributes:
        basis: key of its newest redirect, 0 for none.
    """

    basis: int = 0
    redirects: dict[str, str] = field(default_factory=dict)
    proposals: tuple[ProposedRename, ...] = ()
    declined: frozenset[tuple[str, str]] = frozenset()
    losses: KnownLosses = field(default_factory=KnownLosses)


def stored_identity(connection: Connection, source_id: int, state: ReadingState) -> StoredIdentity:
    """Identity in a source; what its state says that there was none of is not looked for."""
    return StoredIdentity(
        basis=state.redirect,
        redirects=current_iris(connection, source_id) if state.redirect else {},
        proposals=tuple(open_proposals(connection, source_id)) if state.has_proposals else (),
        declined=frozenset(declined_pairs(connection, source_id)) if state.has_proposals else frozenset(),
        losses=known_losses(connection, source_id) if state.has_losses else KnownLosses(),
    )


def recent_records(connection: Connection, source_id: int) -> set[str]:
    """The IRIs of the records of a source that came since its last complete run."""
    complete = (
        select(func.coalesce(func.max(runs.c.id), 0))
        .where(runs.c.source_id == source_id, runs.c.state == "complete", runs.c.kind != "undo")
        .scalar_subquery()
    )
    query = (
        select(records.c.iri)
        .join(versions, versions.c.record_id == records.c.id)
        .where(records.c.source_id == source_id, records.c.role == "record", versions.c.number == 1)
        .where(versions.c.run_id > complete)
    )
    return set(connection.scalars(query))


# ---------------------------------------------------------------- source state
# The state of a source: what a run of it counts if nothing moved, and rows that show whether a plan still fits.


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """Numbers of the records of a source.

    Attributes:
        missing: by role.
        accepted, submitted: of the records that the source has, by verdict.
        modified: ``dct:modified`` of these, as written; empty if nobody asks.
    """

    missing: Mapping[str, int]
    accepted: int
    submitted: int
    modified: tuple[str, ...] = ()


def source_state(connection: Connection, source_id: int, profile: str, *, dated: bool) -> SourceState:
    """The numbers of the records of a source, with the verdicts of a profile.

    Args:
        dated: whether it is asked when they were modified.
    """
    missing: defaultdict[str, int] = defaultdict(int)
    by_role = (
        select(records.c.role, func.count())
        .where(
            records.c.source_id == source_id,
            records.c.presence == "missing",
            # What is held after an undone run counts as that.
            records.c.source_digest != NOTHING_SAID,
            or_(~has_cause("held"), records.c.source_digest == RELEASED),
        )
        .group_by(records.c.role)
    )
    missing.update((role, int(number)) for role, number in connection.execute(by_role))
    by_verdict = (
        select(verdicts.c.accepted, func.count())
        .join(records, is_verdict(records.c.version_id, profile))
        .where(_is_seen(source_id))
        .group_by(verdicts.c.accepted)
    )
    found = {bool(accepted): int(number) for accepted, number in connection.execute(by_verdict)}
    days = select(records.c.modified).distinct().where(_is_seen(source_id), records.c.modified.is_not(None))
    modified = tuple(connection.scalars(days)) if dated else ()
    return SourceState(missing=missing, accepted=found.get(True, 0), submitted=found.get(False, 0), modified=modified)


def seen_counts(connection: Connection, source_id: int) -> dict[str, RoleCounts]:
    """The counts of a run that sees all that a source has, as far as is known, and finds it unchanged, by role."""
    is_held = or_(
        records.c.source_digest == NOTHING_SAID,
        and_(has_cause("held"), records.c.source_digest != RELEASED),
    )
    by_person = and_(records.c.presence == "withdrawn", records.c.missing_since.is_(None))
    outcome = case(
        (is_held, "held"),
        (or_(records.c.presence == "present", by_person), "unchanged"),
        (records.c.presence == "missing", "missing"),
        else_="",
    )
    query = select(records.c.role, outcome, func.count()).where(records.c.source_id == source_id)
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for role, kind, number in connection.execute(query.group_by(records.c.role, outcome)):
        if kind:
            found[role][kind] = int(number)
    return {role: RoleCounts(**found[role]) for role in ("record", "node", "element", "catalog-record")}


def has_due_verdicts(
    connection: Connection, source_id: int, profile: str, *, profile_digest: str, lists_digest: str, today: str
) -> bool:
    """Whether any record that may leave has no verdict by these rules and lists that holds today."""
    holds_today = and_(
        verdicts.c.profile_digest == profile_digest,
        verdicts.c.lists_digest == lists_digest,
        or_(verdicts.c.since.is_(None), verdicts.c.since <= today),
        or_(verdicts.c.until.is_(None), verdicts.c.until >= today),
    )
    query = (
        select(records.c.id)
        .outerjoin(verdicts, and_(is_verdict(records.c.version_id, profile), holds_today))
        .where(
            records.c.source_id == source_id,
            records.c.presence.in_(VALIDATED_STATES),
            or_(records.c.hold.is_(None), records.c.hold.not_in(BARRING_HOLDS)),
            verdicts.c.id.is_(None),
        )
    )
    return connection.scalar(query.limit(1)) is not None


def _is_seen(source_id: int) -> ColumnElement[bool]:
    """The condition that a row is that of a record that its source has, as far as is known."""
    by_person = and_(records.c.presence == "withdrawn", records.c.missing_since.is_(None))
    return and_(
        records.c.source_id == source_id,
        records.c.role == "record",
        or_(records.c.presence == "present", by_person),
    )


def newest_good_run(connection: Connection, source_id: int) -> int:
    """Number of the source's newest run that did not fail, 0 if it has none."""
    query = select(func.coalesce(func.max(runs.c.id), 0)).where(
        runs.c.source_id == source_id, runs.c.state.in_(("complete", "incomplete"))
    )
    return int(connection.execute(query).scalar_one())


def newest_source_row(connection: Connection, source_id: int) -> int:
    """Number of the newest row of the ledger that is about a record of the source, 0 if there is none."""
    query = select(changes.c.id).join(records, records.c.id == changes.c.record_id)
    newest = query.where(records.c.source_id == source_id).order_by(changes.c.id.desc()).limit(1)
    return int(connection.scalar(newest) or 0)


def records_changed_since(connection: Connection, source_id: int, row: int) -> set[int]:
    """Keys of the records of the source that later rows of the ledger are about."""
    query = select(changes.c.record_id).join(records, records.c.id == changes.c.record_id)
    return set(connection.scalars(query.where(records.c.source_id == source_id, changes.c.id > row).distinct()))


def newest_purge(connection: Connection) -> int:
    """Number of the newest hold by which something was purged, 0 if nothing ever was."""
    return int(connection.scalar(select(func.max(causes.c.id)).where(causes.c.kind == "purged")) or 0)


def purged_since(connection: Connection, hold: int) -> frozenset[str]:
    """The IRIs that were purged after a hold, in their valid form, whether they were released again or not."""
    return frozenset(connection.scalars(select(causes.c.iri).where(causes.c.kind == "purged", causes.c.id > hold)))


@dataclass(frozen=True, slots=True)
class VerdictCounts:
    """Numbers of the present records of a source by verdict under its profile."""

    accepted: int
    submitted: int


def verdict_counts(connection: Connection, source: RegisteredSource) -> VerdictCounts:
    """The numbers of present records by verdict; records without one are in neither."""
    query = (
        select(verdicts.c.accepted, func.count())
        .join(records, records.c.version_id == verdicts.c.version_id)
        .where(
            records.c.source_id == source.id,
            records.c.role == "record",
            records.c.presence == "present",
            verdicts.c.profile == source.profile,
            verdicts.c.until_at.is_(None),
        )
        .group_by(verdicts.c.accepted)
    )
    found = {bool(accepted): int(number) for accepted, number in connection.execute(query)}
    return VerdictCounts(found.get(True, 0), found.get(False, 0))


def other_sources(connection: Connection, iris: Collection[str], source_id: int | None) -> dict[str, tuple[str, ...]]:
    """The names of other sources that have records of some IRIs, present or missing; oldest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    query = (
        select(records.c.iri, sources.c.name)
        .join(sources, sources.c.id == records.c.source_id)
        .where(records.c.role == "record", records.c.presence.in_(("present", "missing")))
        .order_by(records.c.source_id)
    )
    if source_id is not None:
        query = query.where(records.c.source_id != source_id)
    for iri, name in read_in(connection, query, records.c.iri, iris):
        found[iri].append(name)
    return {iri: tuple(names) for iri, names in found.items()}
