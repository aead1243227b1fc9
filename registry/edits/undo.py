"""Undo runs, and the newest change of a record; what is put back is held until its source says something else.

Source of the rules: docs/decisions/0031-undo.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial as bound
from typing import Final

from danhmuc.shapes import Validator
from danhmuc.vocab.errors import RegistryError, RegistryUnavailableError, UsageError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message

from ..harvest.holding import closing_run, holding_lease, writing_of_run
from ..messages.harvest import UndoText
from ..record.causes import Cause, unpack_causes
from ..store import searching
from ..store.activities import take_back_activities, take_back_activities_of_change
from ..store.clock import Stamp
from ..store.database import Connection, RegistryDatabase
from ..store.held_statements import held_by_undo_of, held_records, release_memberships, release_records, runs_of_batch
from ..store.ledger import write_changes
from ..store.runs import Lease, end_undo, open_run
from ..store.source_rows import set_profile
from ..store.stored_rows import RegisteredSource, named_source
from ..store.undoing import (
    RestoredPage,
    RunToUndo,
    TouchedRecord,
    end_undone_run,
    newest_change_of,
    profile_before,
    restore_memberships,
    restore_page,
    restore_rests,
    run_to_undo,
    touched_page,
    touched_records,
)
from ..verdicts.writer import Transaction, VerdictWriter

_LISTED: Final = 1_000
"""Records left as they are of which a report has the IRIs."""
_LISTED_ROLES: Final = ("record", "element")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRecord:
    """A record that was left as it is, because it was changed later or is purged.

    Attributes:
        run, by: of the later change; `run` is None for an edit, both are for what is purged.
    """

    iri: str
    run: int | None = None
    by: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The record as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoneRun:
    """The outcome of undoing one run, or one change of a record.

    Attributes:
        undoes: the run that was undone; None for one change of a record.
        run: the run that undid it.
        restored: number of records with their former content, as a new version.
        withdrawn: number of records that it had created.
        presence: number of records that are present, missing or withdrawn again as they were.
        held: number of records of which the source says something else, which is not applied again.
        narrowed: number of those that are not exported, because the source says that less may be public.
        nodes: number of node records and catalogue records put back.
        nodes_held: number of those that are held, as `held`.
        elements: number of data elements and table schemas put back.
        elements_held: number of those that are held, as `held`.
        memberships: number of memberships of catalogues put back.
        profile: the profile that the source has again; None if it had no other.
        left: records, data elements and table schemas left as they are, at most 1,000; `left_count` has their number.
        kept_back: what persons keep back of the records that were put back, which no undoing ends, at most 1,000;
            `kept_back_count` has their number.
    """

    source: str
    undoes: int | None
    run: int
    restored: int = 0
    withdrawn: int = 0
    presence: int = 0
    held: int = 0
    narrowed: int = 0
    nodes: int = 0
    nodes_held: int = 0
    elements: int = 0
    elements_held: int = 0
    memberships: int = 0
    profile: str | None = None
    left: tuple[LeftRecord, ...] = field(default=(), repr=False)
    left_count: int = 0
    kept_back: tuple[Cause, ...] = field(default=(), repr=False)
    kept_back_count: int = 0

    def as_dict(self) -> dict[str, object]:
        """The outcome as JSON has it."""
        names = [name for name in self.__slots__ if name not in ("left", "kept_back")]
        left, kept_back = ([one.as_dict() for one in some] for some in (self.left, self.kept_back))
        return {**json_members(self, names), "left": left, "kept_back": kept_back}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUndone:
    """A run of a batch that could not be undone, such as that of a source that is being harvested."""

    source: str
    run: int
    why: Message

    def as_dict(self) -> dict[str, object]:
        """The run as JSON has it."""
        return {"source": self.source, "undoes": self.run, "error": str(self.why)}


@dataclass(frozen=True, slots=True)
class UndoReport:
    """The runs that were undone, newest first.

    Attributes:
        failed: runs of a batch that were not; the others are.
    """

    runs: tuple[UndoneRun, ...]
    failed: tuple[NotUndone, ...] = ()

    @property
    def left_count(self) -> int:
        """The number of records left as they are."""
        return sum(one.left_count for one in self.runs)


@dataclass(frozen=True, slots=True)
class Undos:
    """The undoing of runs of one registry.

    Attributes:
        validator: returns the validator of a profile; None if nothing is validated.
    """

    database: RegistryDatabase
    validator: Callable[[Connection, str], Validator | None]

    def undo_run(self, run: int, *, by: str, reason: str | None, force: bool) -> UndoReport:
        """Undo one run; see `Registry.undo`."""
        with self.database.reading(words="editing") as connection:
            wanted = run_to_undo(connection, run)
        return UndoReport((self._undo(wanted, by=by, reason=reason, force=force),))

    def undo_batch(self, batch: int, *, by: str, reason: str | None, force: bool) -> UndoReport:
        """Undo all runs of one command; see `Registry.undo`."""
        with self.database.reading(words="editing") as connection:
            wanted = runs_of_batch(connection, batch)
        if wanted is None:
            raise UsageError(UndoText.UNDO_BATCH_UNKNOWN(batch=batch))
        done: list[UndoneRun] = []
        failed: list[NotUndone] = []
        for run in wanted:
            with self.database.reading(words="editing") as connection:
                one = run_to_undo(connection, run)
            try:
                done.append(self._undo(one, by=by, reason=reason, force=force))
            except RegistryUnavailableError:
                raise
            except RegistryError as error:
                failed.append(NotUndone(source=one.source, run=run, why=error.message))
        return UndoReport(tuple(done), tuple(failed))

    def undo_record(self, iri: str, *, source: str | None, by: str, reason: str | None) -> UndoReport:
        """Undo the newest change of one record; see `Registry.undo`."""
        with self.database.reading(words="editing") as connection:
            rows = searching.record_rows(connection, iri=iri, source=source, role=None)
            if len(rows) > 1:
                raise UsageError(UndoText.UNDO_SEVERAL_SOURCES(iri=iri, known=tuple(row.source for row in rows)))
            row = rows[0] if rows else searching.record_of(connection, iri, source)
            stored = named_source(connection, row.source)
        if row.state == "purged":
            raise UsageError(UndoText.UNDO_OF_PURGED(iri=iri))
        with holding_lease(self.database, stored.name) as lease:
            with self.database.writing() as connection:
                validator = self.validator(connection, stored.profile)
                newest = newest_change_of(connection, row.id)
                if newest is None:
                    raise UsageError(UndoText.NOTHING_TO_UNDO(iri=iri))
                if newest.is_decision:
                    raise UsageError(UndoText.UNDO_OF_DECISION(iri=iri))
                stamp = self._open_run(connection, stored, lease, by=by, reason=reason)
                page = touched_records(connection, [row.id], lambda one: one.id == newest.id, run=newest.run)
                if any(one.later is not None for one in page):
                    raise UsageError(UndoText.UNDO_OF_RENAMED(iri=iri))
                rules = _rules(validator)
                restored = restore_page(self.database, connection, page, stamp, rules=rules, reason=reason)
                take_back_activities_of_change(connection, newest.id, row.id, stamp)
                done = _with_page(UndoneRun(source=stored.name, undoes=None, run=_number(stamp)), page, restored, ())
                end_undo(connection, stamp, _counts(done))
            if validator is not None:
                self._validate(stored, validator, stamp, self.database.writing)
        return UndoReport((done,))

    def release(
        self, *, run: int | None, iri: str | None, source: str | None, by: str, reason: str | None
    ) -> tuple[str, ...]:
        """Let harvests apply again what sources say; see `HarvestRuns.release_undone`."""
        with self.database.writing() as connection:
            source_id = None if source is None else named_source(connection, source).id
            if iri is not None:
                found = held_records(connection, iri=iri, source_id=source_id)
            else:
                found = held_by_undo_of(connection, run or 0)
            memberships = release_memberships(connection, run) if run is not None else 0
            if not found and not memberships:
                raise UsageError(UndoText.NOTHING_HELD(what=iri if iri is not None else str(run)))
            release_records(connection, found, by=by, reason=reason)
            for key in sorted({one.source_id for one in found}):
                ids = [one.id for one in found if one.source_id == key]
                write_changes(
                    self.database,
                    connection,
                    source_id=key,
                    record_ids=ids,
                    run=None,
                    by=by,
                    kind="released",
                    reason=reason,
                )
        return tuple(sorted({one.iri for one in found}))

    def _open_run(
        self,
        connection: Connection,
        source: RegisteredSource,
        lease: Lease,
        *,
        by: str,
        reason: str | None,
        undoes: int | None = None,
    ) -> Stamp:
        """Open the run of an undo; returns its stamp."""
        return open_run(
            self.database,
            connection,
            source,
            lease=lease,
            basis=None,
            profile=source.profile,
            by=by,
            kind="undo",
            undoes=undoes,
            reason=reason,
        )

    def _undo(self, run: RunToUndo, *, by: str, reason: str | None, force: bool) -> UndoneRun:
        with holding_lease(self.database, run.source) as lease:
            with self.database.writing() as connection:
                source = named_source(connection, run.source)
                before = profile_before(connection, run)
                source = replace(source, profile=before or source.profile)
                validator = self.validator(connection, source.profile)
                stamp = self._open_run(connection, source, lease, undoes=run.id, by=by, reason=reason)

            writing = bound(writing_of_run, self.database, stamp, lease)
            with closing_run(self.database, stamp):
                done = UndoneRun(source=run.source, undoes=run.id, run=_number(stamp), profile=before)
                undoing = _Undoing(run, stamp, _rules(validator), reason=reason, force=force)
                # What records reach comes first, so that they are validated beside it.
                for nodes in (True, False):
                    done = self._restore(undoing, writing, done, nodes=nodes)
                with writing() as connection:
                    number = restore_memberships(self.database, connection, run, stamp)
                    restore_rests(self.database, connection, run, stamp)
                if validator is not None:
                    self._validate(source, validator, stamp, writing)
                with writing() as connection:
                    set_profile(self.database, connection, run.source_id, source.profile, by=by)
                    write_changes(
                        self.database, connection, source_id=run.source_id, run=stamp.run_id, by=by, reason=reason
                    )
                    end_undone_run(connection, run)
                    done = replace(done, memberships=number)
                    end_undo(connection, stamp, _counts(done))
        return done

    def _restore(self, undoing: _Undoing, writing: Transaction, done: UndoneRun, *, nodes: bool) -> UndoneRun:
        """Put back all that a run changed, a page in a transaction; returns the outcome so far."""
        after = 0
        while True:
            with writing() as connection:
                page, last = touched_page(connection, undoing.run, nodes=nodes, after=after)
                chosen = [one for one in page if undoing.takes(one)]
                restored = restore_page(
                    self.database, connection, chosen, undoing.stamp, rules=undoing.rules, reason=undoing.reason
                )
                take_back_activities(connection, undoing.run.id, [one.id for one in chosen], undoing.stamp)
            if last is None:
                return done
            after = last
            left = [one for one in page if not one.is_done and not undoing.takes(one)]
            done = _with_page(done, chosen, restored, left)

    def _validate(self, source: RegisteredSource, validator: Validator, stamp: Stamp, writing: Transaction) -> None:
        """Validate what was put back, and what it is context of, where the verdict taken over is not current."""
        writer = VerdictWriter.of_act(self.database, source, validator, stamp, writing)
        for _ in writer.write_newest():
            pass
        writer.write_older(in_new_context=False)
        # What the run had marked, if it was broken off before it made their verdicts anew.
        writer.write_due()


@dataclass(frozen=True, slots=True)
class _Undoing:
    """One run that is being undone."""

    run: RunToUndo
    stamp: Stamp
    rules: tuple[str, str] | None
    reason: str | None = field(kw_only=True)
    force: bool = field(kw_only=True)

    def takes(self, one: TouchedRecord) -> bool:
        """Whether a record is put back."""
        return "purged" not in unpack_causes(one.causes) and not one.is_done and (one.later is None or self.force)


def _with_page(
    done: UndoneRun, page: Sequence[TouchedRecord], restored: RestoredPage, left: Sequence[TouchedRecord]
) -> UndoneRun:
    listed = [
        LeftRecord(iri=one.iri) if one.later is None else LeftRecord(iri=one.iri, run=one.later.run, by=one.later.by)
        for one in left
        if one.role in _LISTED_ROLES
    ]
    return replace(
        done,
        restored=done.restored + restored.content,
        withdrawn=done.withdrawn + restored.withdrawn,
        presence=done.presence + restored.presence,
        held=done.held + restored.held,
        narrowed=done.narrowed + restored.narrowed,
        nodes=done.nodes + _count_nodes(page),
        nodes_held=done.nodes_held + restored.nodes_held,
        elements=done.elements + _count_elements(page),
        elements_held=done.elements_held + restored.elements_held,
        left=(*done.left, *listed)[:_LISTED],
        left_count=done.left_count + len(listed),
        kept_back=(*done.kept_back, *restored.kept_back)[:_LISTED],
        kept_back_count=done.kept_back_count + len(restored.kept_back),
    )


def _count_nodes(page: Sequence[TouchedRecord]) -> int:
    return sum(one.role not in _LISTED_ROLES for one in page)


def _count_elements(page: Sequence[TouchedRecord]) -> int:
    return sum(one.role == "element" for one in page)


def _rules(validator: Validator | None) -> tuple[str, str] | None:
    return None if validator is None else (validator.profile.digest, validator.lists_digest)


def _number(stamp: Stamp) -> int:
    assert stamp.run_id is not None, "an undo is a run"
    return stamp.run_id


def _counts(done: UndoneRun) -> dict[str, object]:
    # Under a name of their own: the counts of a harvest have some of these names for something else.
    return {"undo": {name: count for name, count in done.as_dict().items() if name not in ("left", "kept_back")}}
