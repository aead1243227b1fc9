"""Find what a run changed, and put it back: content as new versions, presence, memberships, the rest of documents.

What the source says otherwise from then on is held: a harvest does not apply it again until it says something else.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select, update

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.lines import with_iri
from danhmuc.vocab.valid_iris import valid_or_same
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ..messages.harvest import PrunedText, UndoText
from ..record.causes import ABSENCES, OF_PERSONS, Cause, CauseKind, is_absent, unpack_causes
from ..record.change import PackedGraph, PlannedChange, links_of
from ..record.findings import SECRECY_UNCLEAR_CODE
from ..record.record import NODE_ROLES, Role, quads_of
from ..record.source_bytes import PackedBytes
from ..record.stored import NOTHING_SAID, RELEASED
from ..record.summary import summary_of
from .batches import BATCH, write_versions
from .cause_rows import (
    Absence,
    HeldRecord,
    absences_before,
    absences_on,
    add_causes,
    causes_on,
    hold_as_undone,
    last_ended,
    replace_absences,
    settle_records,
)
from .clock import Stamp
from .database import RegistryDatabase
from .held_statements import held_statements, narrowed_statements
from .ledger import write_changes
from .moments import refuse_unknown_run
from .pruned_history import pruned_before
from .reading import graph_bodies, slices
from .stored_documents import packed_source_bytes
from .stored_rows import Member, last_complete_run_before, open_memberships_of
from .tables import causes, changes, findings, graphs, memberships, records, rests, runs, sources, verdicts, versions
from .verdict_rows import insert_many

# ---------------------------------------------------------------- undone changes
# Find what a run changed, and how each record was before it.


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


# ---------------------------------------------------------------- undoing

_MEMBER: Final = (memberships.c.catalog, memberships.c.property, memberships.c.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredPage:
    """The numbers of records put back: with their former content, withdrawn, present as before, held.

    Attributes:
        nodes_held, elements_held: numbers of node records and catalogue records, and of data elements, that are held.
        narrowed: number of those held that do not leave, because their source says that less may be public.
        kept_back: what persons keep back of these records, which stays.
    """

    content: int = 0
    withdrawn: int = 0
    presence: int = 0
    held: int = 0
    nodes_held: int = 0
    elements_held: int = 0
    narrowed: int = 0
    kept_back: tuple[Cause, ...] = ()


def restore_page(
    database: RegistryDatabase,
    connection: Connection,
    page: Sequence[TouchedRecord],
    stamp: Stamp,
    *,
    rules: tuple[str, str] | None,
    reason: str | None,
) -> RestoredPage:
    """Put some records back as they were, and hold what their source says otherwise.

    Args:
        rules: digests of the profile and of the code lists of today; verdicts by these hold for restored versions, too.
    """
    restored = _restore_content(database, connection, page, stamp)
    if rules is not None:
        _copy_findings(database, connection, restored, stamp, rules)
    held = _settle_source_digests(connection, page, restored)
    marked = _marked_again(connection, {key: former for key, (former, _) in restored.items()})
    iris = [one.iri for one in page if one.id in marked]
    add_causes(database, connection, iris, "secret", source_id=stamp.source_id, by=stamp.by)
    moved = _restore_presence(database, connection, page, stamp, reason=reason)
    hold_as_undone(database, connection, held, stamp, reason=reason)
    settle_records(connection, [one.id for one in page], by=stamp.by, at=stamp.now)
    write_changes(
        database,
        connection,
        source_id=stamp.source_id,
        record_ids=[one.id for one in page],
        run=stamp.run_id,
        by=stamp.by,
        reason=reason,
    )
    holding = Counter(one.role for one in page if held[one.iri] is not None)
    kept_back = causes_on(connection, [one.iri for one in page], causes.c.kind.in_(sorted(OF_PERSONS)))
    return RestoredPage(
        content=sum(one.id in restored and one.role == "record" for one in page),
        withdrawn=sum(one.before is None and one.role == "record" for one in page),
        presence=sum(one.id in moved and one.before is not None and one.role == "record" for one in page),
        held=holding["record"],
        nodes_held=holding.total() - holding["record"] - holding["element"],
        elements_held=holding["element"],
        narrowed=len(narrowed_statements(connection, stamp.source_id, [iri for iri in held if held[iri] is not None])),
        kept_back=tuple(kept_back),
    )


def _settle_source_digests(
    connection: Connection, page: Sequence[TouchedRecord], restored: Mapping[int, tuple[int, int]]
) -> dict[str, HeldRecord | None]:
    """Note what the source counts as having said of each record; returns what is held of it by IRI, None for nothing.

    Args:
        restored: the former and the new version by the key of the record.
    """
    said = _source_digests(connection, [restored.get(one.id, (0, one.version_id))[1] for one in page])
    digests: list[dict[str, Any]] = []
    held: dict[str, HeldRecord | None] = {}
    for one in page:
        was_present = one.before is not None and not one.absences
        digest = said[restored.get(one.id, (0, one.version_id))[1]]
        # Of what is absent the next harvest would make a tombstone again.
        is_unburied = one.before is not None and len(_absent_kinds(one.causes)) > len(one.absences) > 0
        matches = not (was_present or is_unburied) if one.absent else was_present and one.source_digest == digest
        said_now = digest if matches else NOTHING_SAID if one.absent else one.source_digest
        digests.append({"key": one.id, "said": said_now})
        held[one.iri] = None if matches else HeldRecord(digest=None if one.absent else one.source_digest)
    if digests:
        by_key = records.c.id == bindparam("key")
        connection.execute(update(records).where(by_key).values(source_digest=bindparam("said")), digests)
    return held


def _restore_presence(
    database: RegistryDatabase,
    connection: Connection,
    page: Sequence[TouchedRecord],
    stamp: Stamp,
    *,
    reason: str | None,
) -> set[int]:
    """Let records be absent as they were before, those created by what is undone too; returns the keys of the moved.

    What a person decided stays so.
    """
    undone = Absence("undone", stamp.now, stamp.by, reason, stamp.run_id)
    wanted = {one.iri: (undone,) if one.before is None else one.absences for one in page}
    replace_absences(database, connection, wanted, stamp, reason=reason)
    again = [one.iri for one in page if one.was_withdrawn]
    add_causes(database, connection, again, "withdrawn", source_id=stamp.source_id, by=stamp.by, reason=reason)
    return {
        one.id for one in page if one.was_withdrawn or {a.kind for a in wanted[one.iri]} != _absent_kinds(one.causes)
    }


def _marked_again(connection: Connection, former: Mapping[int, int]) -> set[int]:
    """The records whose former version is marked in a way that is not understood, which their source may have mended.

    Args:
        former: the key of that version by the key of the record.
    """
    found: set[int] = set()
    for some in slices(sorted(former.values())):
        marked = and_(findings.c.version_id.in_(some), findings.c.code == SECRECY_UNCLEAR_CODE)
        found.update(connection.scalars(select(findings.c.version_id).where(marked)))
    return {key for key, version in former.items() if version in found}


def _absent_kinds(packed: str) -> frozenset[CauseKind]:
    return unpack_causes(packed) & ABSENCES


def _source_digests(connection: Connection, version_ids: Collection[int]) -> dict[int, str]:
    """The digest of what a source says where it says the content of some versions."""
    found: dict[int, str] = {}
    for some in slices(list(version_ids)):
        said = func.coalesce(versions.c.original, versions.c.digest)
        found.update(
            (key, digest)
            for key, digest in connection.execute(select(versions.c.id, said).where(versions.c.id.in_(some)))
        )
    return found


def _restore_content(
    database: RegistryDatabase, connection: Connection, page: Sequence[TouchedRecord], stamp: Stamp
) -> dict[int, tuple[int, int]]:
    """Write the former content as new versions; returns the former and the new version by the key of the record."""
    wanted = {one.id: one for one in page if one.before is not None and one.before.version_id != one.version_id}
    former = {key: one.before.version_id for key, one in wanted.items() if one.before is not None}
    rows = _version_rows(connection, {*former.values(), *(one.version_id for one in wanted.values())})
    different = {
        key: one for key, one in wanted.items() if _content(rows[former[key]]) != _content(rows[one.version_id])
    }
    bodies = graph_bodies(connection, [former[key] for key in different])
    packed = _packed_graphs(connection, rows, [former[key] for key in different])
    given = packed_source_bytes(connection, [former[key] for key in different])
    fresh = []
    for key, one in different.items():
        version = former[key]
        fresh.append(_former_content(one, rows[version], bodies[version], packed, given.get(version)))
    keys = write_versions(database, connection, fresh, stamp)
    newest = {one.id: keys[one.iri].version if one.id in different else one.version_id for one in wanted.values()}
    _mark_undone(connection, {key: (former[key], newest[key]) for key in wanted}, stamp)
    return {key: (former[key], newest[key]) for key in different}


def _former_content(
    one: TouchedRecord,
    row: Row[Any],
    nquads: bytes,
    packed: Mapping[str, PackedGraph],
    source_bytes: PackedBytes | None,
) -> PlannedChange:
    """The change that gives a record the content of a former version.

    Args:
        row: of that version.
        nquads: its graph.
        packed: the stored graphs by digest.
    """
    graph, original = packed[row.digest], None if row.original is None else packed[row.original]
    if row.iri is not None:
        # Since then the record was renamed; its graph must describe the IRI that it has now.
        graph = _with_new_iri(graph, row.iri, one.iri)
        original = None if original is None else _with_new_iri(original, row.iri, one.iri)
    return PlannedChange(
        kind="updated",
        role=cast("Role", row.role),
        iri=one.iri,
        digest=graph.digest,
        record_id=one.id,
        version_id=one.version_id,
        causes=one.causes,
        body=graph.body,
        original=original,
        source_bytes=source_bytes,
        triples=graph.triples,
        summary=summary_of(one.iri, nquads),
        topic=one.topic if row.topic is None and row.role == "catalog-record" else row.topic,
        places=tuple(json.loads(row.places)),
        links=links_of(one.iri, nquads),
    )


def _mark_undone(connection: Connection, marked: Mapping[int, tuple[int, int]], stamp: Stamp) -> None:
    """Mark the versions between the former and the newest one as undone.

    Args:
        marked: the keys of these two by the key of the record.
    """
    marks = [{"record": key, "after": former, "newest": newest} for key, (former, newest) in marked.items()]
    if marks:
        undone = update(versions).where(
            versions.c.record_id == bindparam("record"),
            versions.c.id > bindparam("after"),
            versions.c.id != bindparam("newest"),
        )
        connection.execute(undone.values(undone_by=stamp.run_id), marks)


def _version_rows(connection: Connection, version_ids: Collection[int]) -> dict[int, Row[Any]]:
    found: dict[int, Row[Any]] = {}
    for some in slices(sorted(version_ids)):
        found.update((row.id, row) for row in connection.execute(select(versions).where(versions.c.id.in_(some))))
    return found


def _content(row: Row[Any]) -> tuple[str, str | None, str]:
    return row.digest, row.original, row.role


def _packed_graphs(
    connection: Connection, rows: dict[int, Row[Any]], version_ids: Iterable[int]
) -> dict[str, PackedGraph]:
    """The graphs of some versions, and those before corrections, by their digest."""
    digests = {digest for key in version_ids for digest in (rows[key].digest, rows[key].original) if digest is not None}
    found: dict[str, PackedGraph] = {}
    for some in slices(sorted(digests)):
        for digest, triples, body in connection.execute(select(graphs).where(graphs.c.digest.in_(some))):
            found[digest] = PackedGraph(digest=digest, triples=triples, body=body)
    return found


def _with_new_iri(graph: PackedGraph, old: str, new: str) -> PackedGraph:
    """A graph with one IRI in place of another."""
    canonical = canonicalize(quads_of(with_iri(zlib.decompress(graph.body), old, new)))
    return PackedGraph(digest=canonical.digest, triples=canonical.triples, body=zlib.compress(canonical.nquads))


def _copy_findings(
    database: RegistryDatabase,
    connection: Connection,
    restored: dict[int, tuple[int, int]],
    stamp: Stamp,
    rules: tuple[str, str],
) -> None:
    """Take over what was found about former versions: by the reader, and by the rules of today."""
    copies = dict(restored.values())
    verdict_ids: dict[int, int] = {}
    rows: list[dict[str, Any]] = []
    ids = database.next_ids(connection, verdicts)
    profile_digest, lists_digest = rules
    for some in slices(list(copies)):
        query = select(verdicts).where(
            verdicts.c.version_id.in_(some),
            verdicts.c.profile == stamp.profile,
            verdicts.c.until_at.is_(None),
            verdicts.c.profile_digest == profile_digest,
            verdicts.c.lists_digest == lists_digest,
        )
        for row in connection.execute(query).mappings():
            key = verdict_ids[row["id"]] = next(ids)
            new = {"id": key, "version_id": copies[row["version_id"]], "run_id": stamp.run_id, "from_at": stamp.now}
            rows.append({**row, **new})
    if rows:
        insert_many(connection, verdicts, rows)
    copied: list[dict[str, Any]] = []
    finding_ids = database.next_ids(connection, findings)
    for column, known in ((findings.c.version_id, copies), (findings.c.verdict_id, verdict_ids)):
        for some in slices(list(known)):
            for row in connection.execute(select(findings).where(column.in_(some)).order_by(findings.c.id)).mappings():
                owner = {"version_id": None, "verdict_id": None, "run_id": None, column.name: known[row[column.name]]}
                copied.append({**row, **owner, "id": next(finding_ids)})
    if copied:
        insert_many(connection, findings, copied)


def restore_memberships(database: RegistryDatabase, connection: Connection, run: RunToUndo, stamp: Stamp) -> int:
    """Put what catalogues list back as it was before a run; returns the number of memberships."""
    of_source = memberships.c.source_id == run.source_id
    is_open = memberships.c.last_run.is_(None)
    held_by = stamp.run_id if run.is_held else None
    columns = (*_MEMBER, memberships.c.missing_since)
    connection.execute(update(memberships).where(of_source, memberships.c.held_by == run.id).values(held_by=None))
    # What was open before: what this run ended, and what it kept although it was not listed.
    before = dict.fromkeys(
        (tuple(row[:3]), row.missing_since)
        for row in connection.execute(select(*columns).where(of_source, memberships.c.ended_by == run.id))
    )
    kept = (of_source, is_open, memberships.c.missing_since == run.id)
    before |= dict.fromkeys((tuple(row), None) for row in connection.execute(select(*_MEMBER).where(*kept)))
    last = last_complete_run_before(memberships, run.source_id, run.id)
    connection.execute(update(memberships).where(*kept).values(last_run=last, ended_by=stamp.run_id))
    started = connection.execute(
        update(memberships)
        .where(of_source, is_open, memberships.c.first_run == run.id)
        .values(last_run=run.id, ended_by=stamp.run_id, held_by=held_by)
    ).rowcount
    # Whatever is open still was listed by a later run.
    later = {tuple(row) for row in connection.execute(select(*_MEMBER).where(of_source, is_open))}
    again: defaultdict[int | None, list[Member]] = defaultdict(list)
    for member, since in before:
        if member not in later:
            again[since].append(member)
    for since, members in again.items():
        open_memberships_of(database, connection, members, stamp, missing_since=since, held_by=held_by)
    return started + sum(map(len, again.values()))


def restore_rests(database: RegistryDatabase, connection: Connection, run: RunToUndo, stamp: Stamp) -> None:
    """Put what belongs to no record back as it was before a run; the next harvest reads it again."""
    of_source = rests.c.source_id == run.source_id
    connection.execute(
        update(rests)
        .where(of_source, rests.c.first_run == run.id, rests.c.last_run.is_(None))
        .values(last_run=run.id, ended_by=stamp.run_id)
    )
    there = set(connection.scalars(select(rests.c.place).where(of_source, rests.c.last_run.is_(None))))
    ids = database.next_ids(connection, rests)
    again = [
        {**row, "id": next(ids), "first_run": stamp.run_id, "last_run": None, "ended_by": None}
        for row in connection.execute(select(rests).where(of_source, rests.c.ended_by == run.id)).mappings()
        if row["place"] not in there
    ]
    if again:
        connection.execute(insert(rests), again)


def end_undone_run(connection: Connection, run: RunToUndo) -> None:
    """Write that a run is undone, and that what it took back itself is in force again."""
    connection.execute(update(runs).where(runs.c.id == run.id).values(state="undone"))
    if run.undoes is not None:
        why = connection.scalar(select(runs.c.why).where(runs.c.id == run.undoes))
        state = "complete" if why is None else "incomplete"
        connection.execute(update(runs).where(runs.c.id == run.undoes).values(state=state))
