"""Put single records into the registry, take them back, purge them, and release what was taken back.

Put single records into the registry, take them back, and release what was taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from danhmuc.shapes import Validator
from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import RecordError, RegistryUnavailableError, UsageError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import iri_subjects, iri_values
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading.notes import NOTICES
from danhmuc.vocab.valid_iris import is_valid_iri, valid_or_same
from danhmuc.vocab.writing import TermRepair

from ..harvest.compare import compare
from ..messages.edits import IdentityText
from ..messages.harvest import HarvestText
from ..messages.store import RequestsText
from ..record.bars import Bars
from ..record.causes import ABSENCES, OF_PERSONS, Cause, required_reason
from ..record.change import PlannedChange, links_of
from ..record.findings import with_misspelt_terms
from ..record.record import LOCAL, NODE_ROLES, SourceRecord, quads_of
from ..record.secrecy import (
    MarkReading,
    concept_reading,
    is_state_secret,
    reached_mark,
    topics_of,
    unclear_marks,
    with_unclear_marks,
)
from ..record.source_settings import DEFAULT_PROFILE, DeclaredSource
from ..record.stored import LeftNode, StoredGraph
from ..record.summary import with_unknown_statuses
from ..store import searching
from ..store.batches import write_batch
from ..store.cause_rows import add_causes, causes_on, end_causes, held_iris
from ..store.clock import Stamp, now
from ..store.database import Connection, RegistryDatabase
from ..store.identity_rows import drop_proposals, find_redirect, names_of
from ..store.ledger import change_time, write_changes
from ..store.purging import describing_records, find_left_nodes, forget_decisions, free_pages, purge_records
from ..store.reading import graph_body, original_body, places_of
from ..store.searching import RecordRow, record_rows
from ..store.secret_records import forget_secret_bodies
from ..store.selecting import has_due, mark_due
from ..store.source_rows import add_source, set_profile
from ..store.stored_bars import add_answer, lift_bars, open_answers, read_bars, write_bars
from ..store.stored_rows import RegisteredSource, find_source, named_source, newest_versions
from ..store.tombstones import allow_losses, bury_what_waits
from ..verdicts.context import context_of, records_reaching
from ..verdicts.page_workers import with_verdict
from ..verdicts.writer import VerdictWriter

# ---------------------------------------------------------------- repair
# Repair the terms of records that programs put, as the reader repairs those of documents.
#
# Source of the rules: docs/decisions/0020-one-record-cannot-break-the-feed.md.

_ESCAPED: Final = "read:iri-escaped"


def with_valid_terms(record: SourceRecord) -> SourceRecord:
    """The record with valid IRIs and language tags, and a finding for each IRI repaired; the same if all are valid.

    Raises:
        RecordError: a term cannot be repaired, such as an IRI without scheme.
    """
    repair = TermRepair()
    nquads = repair.repair(record.canonical.nquads)
    iri, topic = valid_or_same(record.iri), record.topic and valid_or_same(record.topic)
    if repair.left_out.count or not is_valid_iri(iri):
        raise RecordError(
            record.iri, RequestsText.TERM_UNUSABLE(example=next(iter(repair.left_out.examples), record.iri))
        )
    if nquads is record.canonical.nquads and iri == record.iri and topic == record.topic:
        return record
    changed = set(record.canonical.nquads.splitlines()) - set(nquads.splitlines())
    written = {record.iri, *(name for line in changed for name in _iris_of(line.decode()))}
    repaired = sorted((one, valid) for one in written if (valid := valid_or_same(one)) != one)
    given = SourceRecord.of(
        iri, tuple(quads_of(nquads)), role=record.role, types=tuple(map(valid_or_same, record.types))
    )
    findings = (*record.findings, *(_escaped_finding(one, valid, iri) for one, valid in repaired))
    return replace(given, places=record.places, topic=topic, findings=findings)


def _iris_of(line: str) -> Iterator[str]:
    """The IRIs of one triple in N-Quads."""
    for term in line.removesuffix(" .").split(" ", 2):
        if term.endswith(">"):
            yield term[term.rindex("<") + 1 : -1]


def _escaped_finding(written: str, valid: str, focus: str) -> Finding:
    notice = NOTICES[_ESCAPED]
    return Finding(
        code=_ESCAPED,
        severity=notice.severity,
        layer=notice.layer,
        message=notice.message,
        focus=focus,
        value=written,
        fix=valid,
    )


# ---------------------------------------------------------------- said marks
# The marks of a stored record that are not understood, for a person who answers them.


@dataclass(frozen=True, slots=True)
class SaidMarks:
    """The possible marks of secrecy in a record, as its source says it.

    Attributes:
        keys: of the marks; see `UnclearMark`.
        names: the IRIs that are barred because of them.
    """

    keys: frozenset[str]
    names: frozenset[str]


def said_in_store(connection: Connection, row: RecordRow, bars: Bars) -> SaidMarks:
    """The marks of the newest version of a record, with and without corrections, and of node records it reaches."""
    places = places_of(connection, row.version_id)
    graphs = (graph_body(connection, row.version_id), original_body(connection, row.version_id))
    keys: set[str] = set()
    names = {row.iri}
    known: dict[str, bool] = {}
    for nquads in graphs:
        if nquads is None:
            continue
        canonical = CanonicalGraph(row.digest, nquads, nquads.count(b"\n"))
        record = SourceRecord(iri=row.iri, role="record", types=(), canonical=canonical, places=places)
        own = iri_subjects(nquads)
        named = sorted(iri_values(nquads) - own)
        reached = [name for name in named if _leads_to_mark(connection, row.source, name, bars, known)]
        keys.update(one.key for one in (*unclear_marks(record), *map(reached_mark, reached)))
        names |= own | topics_of(record)
    unclear = {name for name in names if {bar.reason for bar in bars.marks_of(name)} == {"unclear"}}
    return SaidMarks(keys=frozenset(keys), names=frozenset(unclear))


def _leads_to_mark(connection: Connection, source: str, name: str, bars: Bars, known: dict[str, bool]) -> bool:
    """Whether a source marks an IRI, or a node record that it leads to."""
    if name not in known:
        known[name] = any(bar.source == source for bar in bars.marks_of(name))
        nodes = [] if known[name] else record_rows(connection, iri=name, source=source, role=None)
        for node in nodes:
            if node.role in NODE_ROLES:
                named = iri_values(graph_body(connection, node.version_id))
                known[name] |= any(
                    _leads_to_mark(connection, source, one, bars, known) for one in sorted(named - {name})
                )
    return known[name]


# ---------------------------------------------------------------- purges
# Purge an IRI within one transaction: the words, the reasons of earlier decisions, and the hold that bars it.


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgedIri:
    """The names and records that were purged.

    Attributes:
        iris: the IRI and all others that its records had, in all their spellings.
        record_ids: keys of its records.
    """

    iris: Collection[str]
    record_ids: Collection[int]


def purge_iri(database: RegistryDatabase, connection: Connection, iri: str, *, by: str, reason: str) -> PurgedIri:
    """Delete every word of what sources describe under an IRI, and bar it; the ledger is the caller's.

    Raises:
        UsageError: it is described within another record alone, which is named.
    """
    names = names_of(connection, iri)
    iris = _spellings(names)
    keys = purge_records(connection, iris)
    if not keys and (holders := describing_records(connection, iri)):
        raise UsageError(RequestsText.PURGE_OF_PART(iri=iri, record=holders[0]))
    forget_decisions(connection, iris, keys)
    drop_proposals(connection, iris)
    add_causes(database, connection, names, "purged", source_id=None, by=by, reason=reason)
    return PurgedIri(iris=iris, record_ids=keys)


def spelt_names(connection: Connection, iri: str) -> set[str]:
    """An IRI and all others that its records had, in all their spellings."""
    return _spellings(names_of(connection, iri))


def _spellings(names: Iterable[str]) -> set[str]:
    return {spelling for name in names for spelling in (name, valid_or_same(name))}


# ---------------------------------------------------------------- put


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change to one record.

    Attributes:
        source: name of the source whose record it is.
        kind: created, updated, unchanged, reappeared, withdrawn, withheld, purged or released; held if it was undone,
            and is put again as it was, which changes nothing.
        version: number of its newest version.
        added, removed: canonical N-Quads lines that only the newest version has, and only the one before it; names of
            blank nodes may differ between them.
        findings: of the newest version, most severe first.
        left_aside: number of triples of a typed object that belong to no record and were not stored.
        left_nodes: of a purge, the node records that only the purged records named: they stay stored.
    """

    iri: str
    kind: Literal[
        "created", "updated", "unchanged", "reappeared", "held", "withdrawn", "withheld", "purged", "released"
    ]
    digest: str
    version: int
    source: str = LOCAL
    verdict: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_aside: int = 0
    left_nodes: tuple[LeftNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedDeletions:
    """The deletions that a person accepted of a source.

    Attributes:
        withdrawn: number of missing records that are withdrawn.
        losses: number of records that the next harvest may update although they lost every distribution.
    """

    withdrawn: int
    losses: int


@dataclass(frozen=True, slots=True)
class _Writing:
    """The transaction in which records are put."""

    connection: Connection
    source: RegisteredSource
    validator: Validator | None
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class _Put:
    """One record as it was put.

    Attributes:
        old: its graph before; empty if it is new.
        named: IRIs that only one of its two graphs names.
    """

    change: PlannedChange
    old: bytes
    named: set[str]


@dataclass(frozen=True, slots=True)
class Puts:
    """Records put into one registry by programs.

    Attributes:
        validator: returns the validator of a profile; None if nothing is validated.
    """

    database: RegistryDatabase
    validator: Callable[[Connection, str], Validator | None]

    def put(self, record: SourceRecord, *, by: str, profile: str | None, others: Sequence[SourceRecord] = ()) -> Change:
        """Put a record; see `Registry.put`. `others` are stored before the record, all or none."""
        concepts = {one.iri: reading for one in others if (reading := concept_reading(one)) is not None}
        for one in (record, *others):
            if is_state_secret(one, concepts):
                self._withhold(one, by)
                raise RecordError(one.iri, RequestsText.STATE_SECRET())
        iris = [one.iri for one in (*others, record)]
        record, *others = map(with_valid_terms, (record, *others))
        concepts = {valid_or_same(iri): reading for iri, reading in concepts.items()}
        with self.database.writing() as connection:
            _refuse_purged(connection, (*others, record))
            source, switched = self._local(connection, profile, by)
            validator = self.validator(connection, source.profile)
            stamp = Stamp(source_id=source.id, run_id=None, by=by, now=now(), profile=source.profile)
            writing = _Writing(connection, source, validator, stamp)
            put = [
                self._put_one(writing, iri, given, concepts) for iri, given in zip(iris, (*others, record), strict=True)
            ]
            if validator is not None:
                self._validate_again(writing, validator, put, switched=switched)
            if switched:
                write_changes(self.database, connection, source_id=source.id, run=None, by=by)
            # Also what an earlier call that was broken off has left.
            due = validator if has_due(connection, source.id) else None
            result = _read_change(connection, put[-1].change, put[-1].old, record.canonical.nquads)
        if due is not None:
            self._write_due(source, due, stamp)
        return result

    def _put_one(self, writing: _Writing, iri: str, given: SourceRecord, concepts: Mapping[str, MarkReading]) -> _Put:
        """Store one record; `iri` is its IRI as it was given."""
        connection, source, stamp = writing.connection, writing.source, writing.stamp
        answers = open_answers(connection, [valid_or_same(given.iri)])
        marked = with_unclear_marks(given, concepts, answers.get((valid_or_same(given.iri), source.name), ()))
        one = with_misspelt_terms(with_unknown_statuses(marked))
        names = {one.iri, *iri_subjects(one.canonical.nquads)}
        if marked is given:
            lift_bars(connection, names, stamp)
        else:
            write_bars(self.database, connection, names, "unclear", stamp)
        stored = newest_versions(connection, source.id, source.profile, {one.iri, iri})
        # Earlier versions of danhmuc stored it as it was given; the new version renames the record.
        before = stored.get(one.iri, stored.get(iri))
        if before is None and (redirect := find_redirect(connection, one.iri, LOCAL)) is not None:
            raise RecordError(one.iri, IdentityText.PUT_RENAMED(new=redirect.new))
        if before is not None and before.role == "record" and one.role in NODE_ROLES:
            # A description of a person, say, must not take the place of a dataset.
            raise RecordError(one.iri, HarvestText.IRI_TAKEN())
        change = compare(one, before, returns=True)
        if writing.validator is not None:
            context = context_of(connection, source, [StoredGraph(one.iri, one.canonical)])
            change = with_verdict(change, one, before, writing.validator, context)
        old = graph_body(connection, before.version_id) if before is not None else b""
        if change.writes:
            write_batch(self.database, connection, [change], stamp)
        return _Put(change, old, _named_otherwise(change, old, one))

    def _validate_again(self, writing: _Writing, validator: Validator, put: Sequence[_Put], *, switched: bool) -> None:
        """Validate what the records put may have touched, or mark it to be validated later."""
        connection, source = writing.connection, writing.source
        writer = VerdictWriter.within(connection, self.database, source, validator, writing.stamp)
        if switched:
            # Without a verdict by the new profile nothing would leave.
            for _ in writer.write_newest():
                pass
            writer.write_older()
            return
        if named := {iri for one in put for iri in one.named}:
            writer.write_some(named)
        nodes = {one.change.iri for one in put if one.change.role in NODE_ROLES and one.change.body is not None}
        if nodes:
            mark_due(connection, records_reaching(connection, source, nodes))

    def _write_due(self, source: RegisteredSource, validator: Validator, stamp: Stamp) -> None:
        """Validate what is marked again, outside the transaction that marked it."""
        VerdictWriter(
            database=self.database,
            source=source,
            validator=validator,
            stamp=lambda: replace(stamp, now=now()),
            reading=self.database.reading,
            writing=self.database.writing,
        ).write_due()

    def withdraw(self, iri: str, *, by: str, source: str, reason: str | None) -> Change:
        """Withdraw a record; see `Registry.withdraw`."""
        with self.database.writing() as connection:
            row = searching.record_of(connection, iri, source)
            if row.state == "withheld":
                raise UsageError(RequestsText.WITHHELD(iri=iri))
            source_id = row.source_id
            add_causes(self.database, connection, [row.iri], "withdrawn", source_id=source_id, by=by, reason=reason)
            self._record_change(connection, [row], by=by, reason=reason)
            return _change_of_state(row, "withdrawn")

    def withhold(self, iri: str, *, by: str, source: str | None, reason: str) -> tuple[Change, ...]:
        """Withhold what sources describe under an IRI; see `Registry.withhold`."""
        reason = required_reason(reason)
        with self.database.writing() as connection:
            source_id = None if source is None else named_source(connection, source).id
            names = sorted(names_of(connection, iri))
            rows = _rows_of(connection, names, source)
            _require_iri(iri, rows)
            add_causes(self.database, connection, names, "withheld", source_id=source_id, by=by, reason=reason)
            self._record_change(connection, rows, by=by, reason=reason)
            return tuple(_change_of_state(row, "withheld") for row in rows)

    def release(self, iri: str, *, by: str, source: str | None, reason: str | None) -> tuple[Change, ...]:
        """Release what was withdrawn or withheld; see `Registry.release`."""
        with self.database.writing() as connection:
            source_id = None if source is None else named_source(connection, source).id
            # What it was called before is the same record.
            names = sorted(names_of(connection, iri))
            rows = _rows_of(connection, names, source)
            answered = self._answer_marks(connection, iri, names, by=by, source=source, reason=reason)
            ended = end_causes(connection, names, "release", source_id=source_id, by=by, reason=reason)
            if not ended and not answered:
                raise UsageError(_not_releasable(iri, source, causes_on(connection, names)))
            touched = {one.source for one in ended} | {row.source for row in answered}
            rows = [row for row in rows if None in touched or row.source in touched]
            self._record_change(connection, rows, by=by, kind="released", reason=reason)
            return tuple(_change_of_state(row, "released") for row in rows)

    def _answer_marks(
        self, connection: Connection, iri: str, names: Sequence[str], *, by: str, source: str | None, reason: str | None
    ) -> list[searching.RecordRow]:
        """Store that texts of records are no marks of secrecy, while their sources say the same; returns the records.

        Raises:
            UsageError: a source marks the IRI as a state secret, or what is not understood is no part of the record.
        """
        bars = read_bars(connection)
        marks = [mark for name in names for mark in bars.marks_of(name)]
        rows = _rows_of(connection, names, source) if marks else []
        answered = []
        for mark in marks:
            row = next((one for one in rows if one.source == mark.source), None)
            said = None if row is None or mark.reason != "unclear" else said_in_store(connection, row, bars)
            if row is None or said is None or not said.keys:
                raise UsageError(RequestsText.STILL_MARKED(source=mark.source, iri=iri))
            stamp = Stamp(source_id=row.source_id, run_id=None, by=by, now=now(), profile="")
            words = required_reason(reason or "")
            add_answer(self.database, connection, row.iri, said.keys, source_id=row.source_id, by=by, reason=words)
            lift_bars(connection, said.names, stamp)
            answered.append(row)
        return answered

    def accept_missing(self, name: str, *, by: str, reason: str) -> AcceptedDeletions:
        """Withdraw what is missing from a source; see `HarvestRuns.accept_missing`."""
        reason = required_reason(reason)
        with self.database.writing() as connection:
            source = named_source(connection, name)
            number = bury_what_waits(
                self.database, connection, source.id, by=by, at=change_time(connection), reason=reason
            )
            losses = allow_losses(connection, source.id, by=by, reason=reason)
            if not number and not losses:
                raise UsageError(RequestsText.NOTHING_MISSING(source=name))
            return AcceptedDeletions(withdrawn=number, losses=losses)

    def purge(self, iri: str, *, by: str, reason: str) -> tuple[Change, ...]:
        """Delete every word of what sources describe under an IRI; see `Registry.purge`."""
        reason = required_reason(reason)
        with self.database.writing() as connection:
            left = find_left_nodes(
                connection, [row.id for row in _rows_of(connection, spelt_names(connection, iri), None)]
            )
            purged = purge_iri(self.database, connection, iri, by=by, reason=reason)
            _require_iri(iri, purged.record_ids)
            rows = _rows_of(connection, sorted(purged.iris), None)
            self._record_change(connection, rows, by=by, reason=reason)
        try:
            free_pages(self.database)
        except RegistryUnavailableError as error:
            message = RequestsText.PURGED_IN_PAGES(iri=iri, reason=error.reason)
            if left:  # nobody can find them any more
                message = RequestsText.PURGED_AND_LEFT(purged=message, iris=tuple(one.iri for one in left))
            raise RegistryUnavailableError(self.database.url, message) from error
        return tuple(replace(_change_of_state(row, "purged"), left_nodes=left) for row in rows)

    def _record_change(
        self,
        connection: Connection,
        rows: Iterable[searching.RecordRow],
        *,
        by: str,
        reason: str | None = None,
        kind: str | None = None,
    ) -> None:
        """Add to the ledger what was changed of some records."""
        by_source: dict[int, list[int]] = {}
        for row in rows:
            by_source.setdefault(row.source_id, []).append(row.id)
        for source_id, keys in by_source.items():
            write_changes(
                self.database,
                connection,
                source_id=source_id,
                record_ids=keys,
                run=None,
                by=by,
                kind=kind,
                reason=reason,
            )

    def _withhold(self, record: SourceRecord, by: str) -> None:
        """Withhold what any source has under an IRI that is secret now, so that it never leaves any more."""
        with self.database.writing() as connection:
            source, _ = self._local(connection, None, by)
            stamp = Stamp(source_id=source.id, run_id=None, by=by, now=now(), profile=source.profile)
            names = {record.iri, *iri_subjects(record.canonical.nquads)}
            forget_secret_bodies(connection, names, (), stamp)
            write_bars(self.database, connection, names, "secret", stamp)
            rows = [
                row
                for iri in {record.iri, valid_or_same(record.iri)}
                for row in searching.record_rows(connection, iri=iri, source=LOCAL, role=None)
            ]
            add_causes(self.database, connection, {row.iri for row in rows}, "secret", source_id=source.id, by=by)
            self._record_change(connection, rows, by=by)

    def _local(self, connection: Connection, profile: str | None, by: str) -> tuple[RegisteredSource, bool]:
        """The source of records put by programs, and whether it has another profile from now on."""
        source = find_source(connection, name=LOCAL)
        if source is None:
            wanted = profile or DEFAULT_PROFILE
            declared = DeclaredSource(name=LOCAL, location="local:", kind="local", profile=wanted)
            return add_source(self.database, connection, declared, by=by), False
        if profile is None or profile == source.profile:
            return source, False
        set_profile(self.database, connection, source.id, profile, by=by)
        return replace(source, profile=profile), True


def _refuse_purged(connection: Connection, some: Iterable[SourceRecord]) -> None:
    purged = held_iris(connection, "purged")
    for one in some:
        if one.iri in purged:
            raise RecordError(one.iri, RequestsText.PURGED())


def _not_releasable(iri: str, source: str | None, found: Sequence[Cause]) -> Message:
    """Why nothing of an IRI can be released: nobody keeps it back there, or its source does not have it."""
    if source is not None and any(one.source is None and one.kind in OF_PERSONS for one in found):
        return RequestsText.RELEASE_OF_ALL(iri=iri, source=source)
    found = [one for one in found if source in (None, one.source)]
    absent = next((one for one in found if one.kind in ABSENCES and one.kind != "missing"), None)
    if absent is None:
        return RequestsText.NOTHING_TAKEN_BACK(iri=iri)
    why = RequestsText.RELEASE_OF_UNDONE if absent.kind == "undone" else RequestsText.RELEASE_OF_ABSENT
    return why(iri=iri, source=absent.source or "")


def _require_iri(iri: str, found: Sized) -> None:
    """Refuse to hold what is no IRI and no record has: a typing error would let the record leave that was meant.

    Raises:
        UsageError: it is such a text.
    """
    if not found and not is_valid_iri(valid_or_same(iri)):
        raise UsageError(RequestsText.HOLD_NEEDS_IRI(iri=iri))


def _rows_of(connection: Connection, iris: Iterable[str], source: str | None) -> list[searching.RecordRow]:
    """The records and node records of some IRIs, of a source or of all."""
    return [row for iri in iris for row in searching.record_rows(connection, iri=iri, source=source, role=None)]


def _change_of_state(row: searching.RecordRow, kind: Literal["withdrawn", "withheld", "purged", "released"]) -> Change:
    return Change(
        iri=row.iri, kind=kind, digest=row.digest, version=row.version, source=row.source, verdict=row.verdict
    )


def _named_otherwise(change: PlannedChange, old: bytes, record: SourceRecord) -> set[str]:
    """The IRIs that a record names now and did not name before, or the other way round."""
    after = set(links_of(record.iri, record.canonical.nquads))
    # Of what was withdrawn, nothing counted.
    before = set() if change.kind in ("created", "reappeared") else set(links_of(record.iri, old))
    return {link.target for link in before ^ after}


def _read_change(connection: Connection, change: PlannedChange, old: bytes, new: bytes) -> Change:
    """The change as `Registry.put` returns it."""
    row = searching.record_of(connection, change.iri, LOCAL)
    before, after = set(old.decode().split("\n")), set(new.decode().split("\n"))
    return Change(
        iri=change.iri,
        kind=cast('Literal["created", "updated", "unchanged", "reappeared", "held"]', change.kind),
        digest=row.digest,
        version=row.version,
        verdict=row.verdict,
        added=tuple(sorted(after - before)),
        removed=tuple(sorted(before - after)),
        findings=tuple(searching.findings_of_version(connection, row.version_id)),
    )
