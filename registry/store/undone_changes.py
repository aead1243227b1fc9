"""Find what a run changed, and how each record was before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Row, func, select

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.valid_iris import valid_or_same
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ..messages.pruned import PrunedText
from ..messages.undo import UndoText
from ..record.causes import ABSENCES, is_absent, unpack_causes
from ..record.record import NODE_ROLES, Role
from ..record.stored import NOTHING_SAID, RELEASED
from .batches import BATCH
from .cause_rows import Absence, absences_before, absences_on, last_ended
from .held_statements import held_statements
from .moments import refuse_unknown_run
from .pruned_history import pruned_before
from .reading import slices
from .tables import changes, graphs, records, runs, sources, versions


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
        causes: in force on it now, packed.
        absent: whether its source does not have it, or that is held.
        before: its state before that; None if the run created it, or nothing is left of what it was, as it was purged.
        absences: for which its source did not have it before that.
        was_withdrawn: whether a person had withdrawn it before, and a program put it again.
        later: who changed it after that; None if nobody did.
        is_done: whether an undo that was broken off has put it back.
    """

    id: int
    iri: str
    role: Role
    causes: str
    absent: bool
    source_digest: str
    version_id: int
    topic: str | None
    before: LedgerRow | None
    absences: tuple[Absence, ...]
    was_withdrawn: bool
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
        raise UsageError(PrunedText.UNDO_OF_PRUNED(run=run, before=second_in_vietnam(pruned)))
    if row.state == "undone":
        by = connection.scalar(select(func.max(runs.c.id)).where(runs.c.undoes == run, runs.c.state == "complete"))
        raise UsageError(UndoText.RUN_UNDONE_ALREADY(run=run, by=int(by or run)))
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


class UndoableChange(NamedTuple):
    """The row of the ledger that changed content or presence of a record last.

    Attributes:
        run: that made it; None for an edit.
        is_decision: whether a person withdrew or released the record by it.
    """

    id: int
    run: int | None
    is_decision: bool


def newest_change_of(connection: Connection, record_id: int) -> UndoableChange | None:
    """The newest change of content or presence of a record; None if the ledger has none."""
    query = (
        select(
            changes.c.id, changes.c.run_id, changes.c.kind, records.c.causes, changes.c.presence, changes.c.version_id
        )
        .join(records, records.c.id == changes.c.record_id)
        .where(changes.c.record_id == record_id)
        .order_by(changes.c.id)
    )
    found, before = None, None
    for key, run, kind, packed, *state in connection.execute(query):
        if kind == "renamed":
            before = state  # of two records one was made, which is as the newer one was
        elif state != before:
            # That it is missing may have been accepted, which is a decision that undoing takes back.
            is_accepted = kind == "withdrawn" and not unpack_causes(packed).isdisjoint(ABSENCES - {"missing"})
            is_decision = run is None and kind in ("withdrawn", "released") and not is_accepted
            found, before = UndoableChange(key, run, is_decision), state
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
    run: int | None,
) -> list[TouchedRecord]:
    """Some records of one source with their states before and after the rows of the ledger that are taken back.

    Args:
        run: that made those rows; None for an edit.
    """
    rows = _ledger_rows(connection, keys)
    found: list[TouchedRecord] = []
    for some in slices(list(keys)):
        query = select(records).where(records.c.id.in_(some)).order_by(records.c.id)
        page = connection.execute(query).all()
        released = [row.iri for row in page if row.source_digest == RELEASED]
        said = held_statements(connection, iris=released) if released else {}
        absences = _Absences(connection, page, run)
        for row in page:
            touched = _touched_record(row, rows[row.id], is_own, undos or {}, absences)
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


class _Absences:
    """The absences on some records of one source, now and before what is taken back."""

    def __init__(self, connection: Connection, page: Sequence[Row[Any]], run: int | None) -> None:
        iris = [row.iri for row in page]
        source_id = page[0].source_id if page else 0
        self._run = run
        self._now = absences_on(connection, source_id, iris)
        self._before = absences_before(connection, source_id, iris, run) if run is not None else {}
        self._ended = last_ended(connection, source_id, iris) if run is None else {}

    def before(self, row: Row[Any], before: LedgerRow, after: LedgerRow) -> tuple[tuple[Absence, ...], bool]:
        """The absences on a record before a change of its presence, and whether a person had withdrawn it."""
        iri = valid_or_same(row.iri)
        now = self._now.get(iri, ())
        if self._run is not None:
            return self._before.get(iri, ()), False
        if (before.presence == "withdrawn") == (after.presence == "withdrawn"):
            return now, False
        if before.presence == "withdrawn":
            # A program put it again: what ended by that is in force again.
            ended = self._ended.get(iri, ())
            return tuple(one for one in ended if one.kind in ABSENCES), any(one.kind == "withdrawn" for one in ended)
        # Somebody accepted that it is missing.
        return tuple(one for one in now if one.kind == "missing"), False


def _touched_record(
    row: Row[Any],
    history: list[LedgerRow],
    is_own: Callable[[LedgerRow], bool],
    undos: Mapping[int, bool],
    absences: _Absences,
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
    is_held = "held" in unpack_causes(row.causes)
    then, was_withdrawn = ((), False) if before is None else absences.before(row, before, after)
    return TouchedRecord(
        id=row.id,
        iri=row.iri,
        role=cast("Role", row.role),
        causes=row.causes,
        absent=row.source_digest == NOTHING_SAID if is_held else is_absent(row.causes),
        source_digest=row.source_digest,
        version_id=row.version_id,
        topic=row.topic,
        before=before,
        absences=then,
        was_withdrawn=was_withdrawn,
        later=later,
        is_done=is_done,
    )


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
