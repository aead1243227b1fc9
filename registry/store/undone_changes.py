"""Find what a run changed, and how each record was before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import Connection, Row, func, select

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ..messages.pruned import UNDO_OF_PRUNED
from ..messages.undo import RUN_UNDONE_ALREADY
from ..record.record import NODE_ROLES, Role
from ..record.stored import NOTHING_SAID, RELEASED
from .batches import BATCH
from .held_statements import held_statements
from .holds import held_in_source
from .moments import refuse_unknown_run
from .pruned_history import pruned_before
from .reading import slices
from .tables import changes, graphs, records, runs, sources, versions

__all__ = [
    "LedgerRow",
    "RunToUndo",
    "TouchedRecord",
    "newest_change_of",
    "profile_before",
    "run_to_undo",
    "touched_page",
    "touched_records",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunToUndo:
    """A run that is taken back.

    Attributes:
        undoes: run that it took back itself.
        is_held: whether its source says otherwise once it is undone; not so of what took back an earlier one.
    """

    id: int
    source: str
    source_id: int
    profile: str
    undoes: int | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the ledger, as far as undoing needs it.

    Attributes:
        former_iri: the IRI before, if it is a rename.
        kind: of the change.
    """

    id: int
    run: int | None
    by: str
    presence: str
    version_id: int
    former_iri: str | None
    kind: str

    @property
    def state(self) -> tuple[str, int]:
        """The state of the record from then on."""
        return self.presence, self.version_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedRecord:
    """A record that a run changed.

    Attributes:
        before: its state before that; None if the run created it, or nothing is left of what it was, as it was purged.
        missing_since: run since which it was missing before.
        later: who changed it after that; None if nobody did.
        is_done: whether an undo that was broken off has put it back.
    """

    id: int
    iri: str
    role: Role
    presence: str
    hold: str | None
    absent: bool
    source_digest: str
    version_id: int
    topic: str | None
    before: LedgerRow | None
    missing_since: int | None
    later: LedgerRow | None
    is_done: bool


def run_to_undo(connection: Connection, run: int) -> RunToUndo:
    """The run of a number.

    Raises:
        UsageError: there is none, it is undone already, or what was before it is pruned.
    """
    refuse_unknown_run(connection, run)
    query = select(runs, sources.c.name).join(sources, sources.c.id == runs.c.source_id).where(runs.c.id == run)
    row = connection.execute(query).one()
    pruned = pruned_before(connection)
    if pruned is not None and row.started_at < pruned:
        raise UsageError(UNDO_OF_PRUNED(run=run, before=second_in_vietnam(pruned)))
    if row.state == "undone":
        by = connection.scalar(select(func.max(runs.c.id)).where(runs.c.undoes == run, runs.c.state == "complete"))
        raise UsageError(RUN_UNDONE_ALREADY(run=run, by=int(by or run)))
    depth, undoes = 0, row.undoes
    while undoes is not None:
        depth, undoes = depth + 1, connection.scalar(select(runs.c.undoes).where(runs.c.id == undoes))
    return RunToUndo(
        id=run,
        source=row.name,
        source_id=row.source_id,
        profile=row.profile,
        undoes=row.undoes,
        is_held=depth % 2 == 0,
    )


def profile_before(connection: Connection, run: RunToUndo) -> str | None:
    """The profile that a source had before a run gave it another one; None if it gave none, or a later one did."""
    of_source = (runs.c.source_id == run.source_id, runs.c.state.in_(("complete", "incomplete", "undone")))
    later = select(func.count()).where(*of_source, runs.c.id > run.id, runs.c.kind != "undo")
    now = connection.scalar(select(sources.c.profile).where(sources.c.id == run.source_id))
    if now != run.profile or connection.scalar(later):
        return None
    query = select(runs.c.profile).where(*of_source, runs.c.id < run.id).order_by(runs.c.id.desc()).limit(1)
    before = connection.scalar(query)
    return None if before == now else before


def newest_change_of(connection: Connection, record_id: int) -> int | None:
    """The row of the ledger that changed content or presence of a record last."""
    query = select(changes.c.id, changes.c.presence, changes.c.version_id).where(changes.c.record_id == record_id)
    found, before = None, None
    for key, *state in connection.execute(query.order_by(changes.c.id)):
        if state != before:
            found, before = key, state
    return found


def touched_page(
    connection: Connection, run: RunToUndo, *, nodes: bool, after: int, limit: int = BATCH
) -> tuple[list[TouchedRecord], int | None]:
    """The next records that a run changed, node records or all others, and the last key looked at; None at the end."""
    query = (
        select(changes.c.record_id)
        .join(records, records.c.id == changes.c.record_id)
        .where(
            changes.c.run_id == run.id,
            changes.c.record_id > after,
            records.c.role.in_(NODE_ROLES) if nodes else records.c.role.not_in(NODE_ROLES),
        )
        .distinct()
        .order_by(changes.c.record_id)
        .limit(limit)
    )
    keys = list(connection.scalars(query))
    undos = _undos_of(connection, run.id)
    found = touched_records(connection, keys, lambda row: row.run == run.id, undos=undos, run=run.id)
    return found, keys[-1] if keys else None


def _undos_of(connection: Connection, run: int) -> dict[int, bool]:
    """The runs that undid a run, or undid that again, and so on: whether the run is undone by it."""
    found: dict[int, bool] = {}
    by: dict[int, bool] = {run: False}
    while by:
        rows = connection.execute(select(runs.c.id, runs.c.undoes).where(runs.c.undoes.in_(sorted(by)))).all()
        by = {row.id: not by[row.undoes] for row in rows}
        found |= by
    return found


def touched_records(
    connection: Connection,
    keys: Sequence[int],
    is_own: Callable[[LedgerRow], bool],
    *,
    undos: Mapping[int, bool] | None = None,
    run: int | None = None,
) -> list[TouchedRecord]:
    """Some records with their states before and after the rows of the ledger that are taken back."""
    rows = _ledger_rows(connection, keys)
    found: list[TouchedRecord] = []
    for some in slices(list(keys)):
        query = select(records).where(records.c.id.in_(some)).order_by(records.c.id)
        page = connection.execute(query).all()
        released = [row.iri for row in page if row.source_digest == RELEASED]
        said = held_statements(connection, iris=released) if released else {}
        held = held_in_source(connection, [row.iri for row in page], page[0].source_id) if page else {}
        for row in page:
            touched = _touched_record(row, rows[row.id], is_own, undos or {}, held.get(row.iri, False), run)
            if touched is not None and row.id in said:
                touched = replace(touched, source_digest=said[row.id].digest)
            if touched is not None:
                found.append(touched)
    purged = _without_content(connection, {one.before.version_id for one in found if one.before is not None})
    return [replace(one, before=None) if one.before and one.before.version_id in purged else one for one in found]


def _without_content(connection: Connection, keys: Collection[int]) -> set[int]:
    """The versions among some that were purged: nobody can put them back, even if the record was released since."""
    found: set[int] = set()
    query = select(versions.c.id).join(graphs, graphs.c.digest == versions.c.digest)
    query = query.where(graphs.c.triples == 0, versions.c.pruned.is_(None))  # what was pruned is refused
    for some in slices(sorted(keys)):
        found.update(connection.scalars(query.where(versions.c.id.in_(some))))
    return found


def _touched_record(
    row: Row[Any],
    history: list[LedgerRow],
    is_own: Callable[[LedgerRow], bool],
    undos: Mapping[int, bool],
    is_held: bool,  # noqa: FBT001 - one of the facts of a record
    run: int | None,
) -> TouchedRecord | None:
    own = [number for number, one in enumerate(history) if is_own(one)]
    before = history[own[0] - 1] if own[0] > 0 else None
    after = history[own[-1]]
    if before is not None and before.state == after.state:
        return None  # only its verdict or its hold was changed
    later, last, is_done = None, after, False
    for one in history[own[-1] + 1 :]:
        if one.state != last.state and one.run is not None and one.run in undos:
            is_done = undos[one.run]
        elif one.state != last.state or one.former_iri is not None:
            later = one
        last = one
    absent = (
        row.source_digest == NOTHING_SAID if is_held else row.presence != "present" and row.missing_since is not None
    )
    return TouchedRecord(
        id=row.id,
        iri=row.iri,
        role=cast("Role", row.role),
        presence=row.presence,
        hold=row.hold,
        absent=absent,
        source_digest=row.source_digest,
        version_id=row.version_id,
        topic=row.topic,
        before=before,
        missing_since=_missing_since(history[: own[0]], run),
        later=later,
        is_done=is_done,
    )


def _missing_since(history: Iterable[LedgerRow], run: int | None) -> int | None:
    """The run since which a record was missing, also if that has withdrawn it; None if it was not, or a person did."""
    since, before, by_person = None, "", False
    for row in history:
        if row.presence == "missing" and before != "missing":
            since = run if row.run is None else row.run
        if row.presence == "withdrawn" and before != "withdrawn" and since is None:
            by_person = by_person or row.run is None
            # A run withdraws what was missing before it, but for what its source deleted, or another run had created.
            since = None if by_person and row.kind != "deleted" else row.run
        if row.presence == "present":
            since = None
        before = row.presence
    return since


def _ledger_rows(connection: Connection, keys: Sequence[int]) -> dict[int, list[LedgerRow]]:
    found: defaultdict[int, list[LedgerRow]] = defaultdict(list)
    columns = (
        changes.c.id,
        changes.c.run_id,
        changes.c.by,
        changes.c.presence,
        changes.c.version_id,
        changes.c.former_iri,
        changes.c.kind,
    )
    for some in slices(list(keys)):
        query = select(changes.c.record_id, *columns).where(changes.c.record_id.in_(some)).order_by(changes.c.id)
        for key, *row in connection.execute(query):
            found[key].append(LedgerRow(*row))
    return found
