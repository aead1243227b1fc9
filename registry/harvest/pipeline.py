"""Compare and validate the records of a source, and make a plan of what changes.

Knows the validator and stored records; no RDF terms, no SQL. The record boundary is here: an error in one record
skips that record only.
"""

from __future__ import annotations

import logging
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial as bound
from typing import cast

from danhmuc.shapes import NO_PROFILE, Context, Validator
from danhmuc.vocab.errors import DanhmucError, RecordError, RegistryError, ShapesError
from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding
from danhmuc.vocab.lines import iri_subjects, iri_values
from danhmuc.vocab.messages import FOREIGN_WORDS, Message, as_message

from ..messages.harvest import IRI_TAKEN, RUN_REASONS
from ..record.change import ChangeKind, PlannedChange, RoleCounts
from ..record.contents import Naming, PendingRecord, Progress, SourceContents
from ..record.distributions import loses_distributions, named_distributions
from ..record.findings import (
    barred_finding,
    held_back_finding,
    skipped_record_finding,
    state_secret_finding,
    unread_document_finding,
    unread_marks_finding,
)
from ..record.harvested import Harvested, HarvestReport
from ..record.record import Link, Membership, Rest, Role, SourceRecord
from ..record.redaction import Secrets
from ..record.secrecy import MarkReading, concept_reading, is_state_secret, topics_of, with_unclear_marks
from ..record.stored import BARRED_STATES, VALIDATED_STATES, StoredGraph, StoredSource, StoredVersion, context_class
from ..record.summary import summary_of
from ..verdicts.due import is_current, renew_verdicts, with_verdict
from .compare import compare, keep_stored

__all__ = ["harvest"]

_log = logging.getLogger(__name__)
_PAGE = 500
_SHARED = "split:shared-blank-node"
"""Code of the finding that a node record has if it is a blank node that two parts reach."""


def harvest(
    contents: SourceContents,
    stored: StoredSource,
    validator: Validator | None,
    *,
    source: str,
    partial: Message | str | None = None,
    progress: Progress | None = None,
    shrink: Callable[[PlannedChange], PlannedChange] | None = None,
) -> Harvested:
    """Compare a reading with what is stored.

    Args:
        validator: None stores without validating.
        partial: why this reading is not the whole source, if the caller knows; nothing then counts as missing.
        shrink: called with each change once it is validated, and with those of node records before that, too; returns
            as much of the change as is held in memory. None holds all.
    """
    findings = [unread_document_finding(document) for document in contents.quarantined]
    for document in contents.documents:
        findings.extend(map(_without_blank_focus, document.findings))
    report = _new_report(contents, source, validator)
    if contents.failed is not None:
        return Harvested(
            report=replace(report, findings=_count_by_severity(findings, ())),
            findings=tuple(findings),
            quarantined=contents.quarantined,
        )
    why = _why_incomplete(contents.incomplete, partial)
    read = None if why is None else frozenset(document.place for document in contents.documents)
    walk = _Walk(stored, validator, read, shrink, source)
    walk.hides_marks = any(document.names_mark for document in contents.quarantined)
    walk.go(contents, progress)
    listed = walk.refuse_listed(contents.memberships)
    walk.refuse_reached()
    memberships = tuple(walk.kept_memberships(listed))
    rest = tuple(walk.kept_rest(contents.rest))
    all_findings = (*walk.secrets.without_words(findings), *walk.findings)
    return Harvested(
        report=replace(
            report,
            state="complete" if why is None else "incomplete",
            why=why,
            records=RoleCounts.of(walk.counts["record"]),
            nodes=RoleCounts.of(walk.counts["node"]),
            catalog_records=RoleCounts.of(walk.counts["catalog-record"]),
            validated=walk.validated,
            accepted=walk.verdicts[True] if validator is not None else None,
            submitted=walk.verdicts[False] if validator is not None else None,
            findings=_count_by_severity(all_findings, (*walk.changes, *walk.renewed)),
            unclear=walk.new_unclear,
            barred=walk.barred,
            triples=sum(document.triples for document in contents.documents),
            rest_triples=sum(part.canonical.triples for part in rest),
        ),
        changes=tuple(walk.changes),
        renewed=tuple(walk.renewed),
        withhold=tuple(walk.withhold),
        secret=frozenset(walk.secret),
        unclear=frozenset(walk.unclear - walk.secret),
        unmarked=frozenset(walk.unmarked - walk.unclear - walk.secret) if why is None else frozenset(),
        findings=all_findings,
        memberships=memberships,
        rest=rest,
        documents=tuple(walk.secrets.without_bodies(contents.documents)),
        quarantined=contents.quarantined,
    )


def _new_report(contents: SourceContents, source: str, validator: Validator | None) -> HarvestReport:
    """The part of the report that is known before the records are read."""
    return HarvestReport(
        source=source,
        profile=validator.profile.token if validator is not None else NO_PROFILE,
        run=None,
        state="failed",
        why=contents.failed,
        unopened=contents.unopened,
        documents=len(contents.documents),
        quarantined_documents=len(contents.quarantined),
        passed_over=contents.passed_over,
    )


class _Walk:
    """One pass over the records of a source."""

    def __init__(
        self,
        stored: StoredSource,
        validator: Validator | None,
        read: frozenset[str] | None,
        shrink: Callable[[PlannedChange], PlannedChange] | None,
        source: str,
    ) -> None:
        """`read` names the documents that were read, if the reading is not the whole source."""
        self._source = source
        self.hides_marks = False
        self._bearers: set[str] = set()
        self._parts: set[str] = set()
        self._topics: set[str] = set()
        self._concepts: dict[str, MarkReading] = {}
        self.secret: set[str] = set()
        self.unclear: set[str] = set()
        self.unmarked: set[str] = set()
        self.new_unclear = 0
        self._withheld_new = 0
        self.barred = 0
        self._shrink = shrink
        self._stored = stored
        self._validator = validator
        self._read = read
        self._context = Context()
        self._refused: Collection[str] = ()
        self._seen: set[str] = set()
        self._waiting: list[tuple[PendingRecord, PlannedChange, StoredGraph]] = []
        self._kept_places: dict[str, tuple[str, ...]] = {}
        self.secrets = Secrets()
        self.changes: list[PlannedChange] = []
        self.renewed: list[PlannedChange] = []
        self.findings: list[Finding] = []
        self.withhold: list[int] = []
        self.validated = 0
        self.verdicts: Counter[bool] = Counter()
        self.counts: dict[Role, Counter[ChangeKind]] = {
            "record": Counter(),
            "node": Counter(),
            "catalog-record": Counter(),
        }

    def go(self, contents: SourceContents, progress: Progress | None) -> None:
        """Process all records, node records first, then stored records that the source does not have."""
        records = contents.records
        if self._validator is not None:
            # Records name one another, so the classes of all must be known before the first is validated.
            if iter(records) is records:
                records = list(records)
            self._read_links(contents.naming, records)
        if self._read is not None:
            # Node records of an unread document are as they are stored.
            self._add_stored_context("present")
        if self._validator is not None:
            self._add_classes(records)
        stage = "compare" if self._validator is None else "judge"
        for number, pending in enumerate(records):
            if pending.role != "node":
                self._validate_waiting()
            self._isolate(pending, bound(self._take, pending))
            if progress is not None:
                progress(stage, number + 1, None)
        self._validate_waiting()
        self._refuse_catalog_records()
        if self._withheld_new:
            self.findings.append(unread_marks_finding(self._withheld_new))
        if self._read is None:
            self._add_missing()
        self._revalidate_unseen()

    def _add_classes(self, records: Iterable[PendingRecord]) -> None:
        for pending in records:
            named = context_class(pending.role, pending.main_class)
            if named is not None:
                self._context.add_class(pending.iri, named)

    def _read_links(self, naming: Callable[[], Naming] | None, records: Iterable[PendingRecord]) -> None:
        """Add the links of records that are stored and may leave; of documents that were not read, the stored links."""
        if naming is None:
            return
        self._context = Context(knows_links=True)
        source_links = naming()
        self._refused = source_links.refused
        self._add_links(source_links.links)
        if self._read is not None:
            here = {pending.iri for pending in records}
            stored = self._stored.links(("present",))
            self._add_links(link for link in stored if link.subject not in here)
            self._add_links(self._stored.memberships())

    def _add_links(self, links: Iterable[Link | Membership]) -> None:
        for link in links:
            if isinstance(link, Link):
                if self._counts(link.subject):
                    self._context.add_link(*link)
            elif self._counts(link.catalog) and self._counts(link.target):
                self._context.add_member(link.catalog, link.property, link.target)

    def _counts(self, iri: str) -> bool:
        """Whether links from and to a record count for others: it is stored, and may leave."""
        version = self._stored.versions.get(iri)
        return iri not in self._refused and (version is None or version.state not in BARRED_STATES)

    def kept_memberships(self, memberships: Iterable[Membership]) -> Iterator[Membership]:
        """The memberships to store: those of catalogues that are stored."""
        for member in self.secrets.without_listing(memberships, self._kept_places):
            if member.catalog in self._kept_places:
                yield member

    def kept_rest(self, rests: Iterable[Rest]) -> Iterator[Rest]:
        """The rest to store: nothing that is marked a state secret, nothing that names one."""
        for rest in self.secrets.without_mention(rests):
            # Searching the bytes first avoids making terms of what is mostly paging.
            if b"secrecy" in rest.canonical.nquads and is_state_secret(_as_record(rest)):
                self.secrets.add_rest(rest)
                self.secret |= iri_subjects(rest.canonical.nquads)
                self.findings.append(state_secret_finding((rest.place,)))
            else:
                yield rest

    def _isolate(self, pending: PendingRecord, work: Callable[[], PlannedChange | None]) -> None:
        """The record boundary: skip a record that raises an error, and go on."""
        try:
            change = work()
        except (ShapesError, RegistryError):
            raise
        except Exception as error:  # noqa: BLE001 - the record boundary
            _log.exception("%s was skipped", pending.iri)
            self.findings.append(skipped_record_finding(pending.iri, _reason(error)))
            change = self._quarantine(pending)
        if change is not None:
            self._keep(change)

    def _take(self, pending: PendingRecord) -> PlannedChange | None:
        """The change of a record; None if it is refused, or validated later."""
        if pending.iri in self._seen:
            raise RecordError(pending.iri, IRI_TAKEN())
        record = pending.make()
        self._seen.add(record.iri)
        if self._is_refused(record):
            self._refuse(record)
            return None
        if self.hides_marks and record.iri not in self._stored.versions:
            # A document that cannot be read may mark it.
            self._withheld_new += 1
            return self._quarantine(pending)
        if record.role == "node" and (reading := concept_reading(record)) is not None:
            self._concepts[record.iri] = reading
        with_findings = with_unclear_marks(record, self._concepts)
        self._note_marks(record, is_unclear=with_findings is not record)
        record = with_findings
        version = self._stored.versions.get(record.iri)
        graph: SourceRecord | StoredGraph = record
        if version is not None and self._would_lose(record, version):
            self.findings.append(held_back_finding(record.iri, record.places))
            change = keep_stored(record, version)
            graph = self._stored.graph_of(record.iri)
        else:
            change = compare(record, version)
        if self._validator is None:
            return change
        if record.role == "node":
            # Node records reach one another, so all must be there before the first is validated.
            stored_graph = StoredGraph(record.iri, graph.canonical)
            self._context.add(stored_graph)
            self._waiting.append((pending, change if self._shrink is None else self._shrink(change), stored_graph))
            return None
        return with_verdict(change, graph, version, self._validator, self._context)

    def _is_refused(self, record: SourceRecord) -> bool:
        """Whether a record is marked a state secret, by itself, by what belongs to it, or in an earlier run."""
        if is_state_secret(record, self._concepts):
            return True
        if record.role != "node" and record.iri in self._topics:
            return True
        nquads = record.canonical.nquads
        if record.role != "node" and self._bearers and self._bearers & named_distributions(nquads):
            return True
        if self._parts and self._parts & iri_values(nquads):
            return True
        # Of a source that was read in part, the mark may stand in what was not read.
        return self._read is not None and "secret" in self._own_marks(record.iri)

    def refuse_listed(self, given: Iterable[Membership]) -> list[Membership]:
        """Refuse all that a catalogue marked as secret lists; returns all memberships."""
        members = list(given)
        refused: set[str] = set()
        while fresh := {
            member.target
            for member in members
            if member.catalog in refused | self.secrets.iris and member.target not in refused
        }:
            refused |= fresh
        self.secret |= refused
        self._retract({iri for iri in refused if iri not in self.secrets.iris})
        self._refuse_catalog_records()
        return members

    def _retract(self, iris: set[str]) -> None:
        """Refuse records that were compared already."""
        retracted = [change for change in self.changes if change.iri in iris and change.role != "node"]
        if not retracted:
            return
        self.changes = [change for change in self.changes if change.iri not in iris or change.role == "node"]
        for change in retracted:
            self._uncount(change)
            self._withhold(change.iri)
            self._kept_places.pop(change.iri, None)
            text = self._text_of(change)
            self.secret |= iri_subjects(text)
            self.secrets.add_text(change.iri, text, change.places)
            self.findings.append(state_secret_finding(change.places))

    def _uncount(self, change: PlannedChange) -> None:
        """Count a change as quarantined after all."""
        self.counts[change.role][change.kind] -= 1
        self.counts[change.role]["quarantined"] += 1
        self.validated -= change.report is not None
        version = self._stored.versions.get(change.iri)
        accepted = change.report.accepted if change.report is not None else version.accepted if version else None
        if accepted is not None and change.role == "record" and change.kind not in ("missing", "quarantined"):
            self.verdicts[accepted] -= 1

    def _text_of(self, change: PlannedChange) -> bytes:
        """The graph of a change: its own, or the stored one; empty if neither is held."""
        if change.body is not None:
            return zlib.decompress(change.body)
        if change.version_id is None:
            return b""
        return self._stored.graphs([change.version_id]).get(change.version_id, b"")

    def refuse_reached(self) -> None:
        """Refuse the node records that only state secrets reach; what is stored of them already stays."""
        nodes = {change.iri: change for change in self.changes if change.role == "node" and change.kind != "missing"}
        if not self.secrets.iris or not nodes:
            return
        only = self._reach(self.secrets.names(), nodes)
        others = [change for change in self.changes if change.role != "node" or change.iri not in only]
        kept = self._reach({name for change in others for name in iri_values(self._text_of(change))}, nodes)
        dropped = only - kept
        self.changes = [change for change in self.changes if change.iri not in dropped]
        for iri in dropped:
            self._uncount(nodes[iri])
            self.secrets.add_text(iri, self._text_of(nodes[iri]), nodes[iri].places)

    def _reach(self, names: set[str], nodes: Mapping[str, PlannedChange]) -> set[str]:
        """The node records that some IRIs are, or lead to."""
        reached: set[str] = set()
        while fresh := (names & nodes.keys()) - reached:
            reached |= fresh
            names = {name for iri in fresh for name in iri_values(self._text_of(nodes[iri]))}
        return reached

    def _own_marks(self, iri: str) -> set[str]:
        """Reasons for which this source has barred an IRI in an earlier run."""
        return {bar.reason for bar in self._stored.bars.marks_of(iri) if bar.source == self._source}

    def _note_marks(self, record: SourceRecord, *, is_unclear: bool) -> None:
        """Note whether a record is kept back, by its own marks or by another source."""
        bars = self._stored.bars
        if is_unclear:
            self.new_unclear += "unclear" not in self._own_marks(record.iri)
            self.unclear |= {record.iri, *iri_subjects(record.canonical.nquads)}
        elif bars.marks:
            self.unmarked |= {iri for iri in (record.iri, *iri_subjects(record.canonical.nquads)) if bars.marks_of(iri)}
        if bars.names(record.iri):
            publicity = summary_of(record.iri, record.canonical.nquads).publicity
            bar = bars.of(record.iri, publicity, source=self._source)
            if bar is not None and bar.source != self._source:
                self.barred += 1
                self.findings.append(barred_finding(record.iri, bar.source, record.places))

    def _validate_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for pending, change, graph in waiting:
            version = self._stored.versions.get(change.iri)
            validator = cast("Validator", self._validator)
            self._isolate(pending, bound(with_verdict, change, graph, version, validator, self._context))

    def _would_lose(self, record: SourceRecord, version: StoredVersion) -> bool:
        """Whether a changed record may lack something because a document was not read."""
        if self._read is None:
            return False
        if version.role != record.role:
            return True
        if version.digest == record.digest:
            return False
        if not self._read.issuperset(self._stored.places(version.version_id)):
            return True
        return loses_distributions(self._stored.graph_of(record.iri).canonical.nquads, record.canonical.nquads)

    def _keep(self, change: PlannedChange) -> None:
        self.counts[change.role][change.kind] += 1
        self.changes.append(change if self._shrink is None else self._shrink(change))
        if change.report is not None:
            self.validated += 1
        if change.kind in ("missing", "quarantined") or change.role != "record":
            return
        self._kept_places[change.iri] = change.places
        version = self._stored.versions.get(change.iri)
        accepted = change.report.accepted if change.report is not None else version.accepted if version else None
        if accepted is not None:
            self.verdicts[accepted] += 1

    def _quarantine(self, pending: PendingRecord) -> PlannedChange:
        """The change of a record that is skipped: nothing of it is written."""
        version = self._stored.versions.get(pending.iri)
        self._seen.add(pending.iri)
        if version is None:
            return PlannedChange(kind="quarantined", role=pending.role, iri=pending.iri, digest="")
        if version.role == "node" and self._validator is not None:
            self._context.add(self._stored.graph_of(pending.iri))
        return PlannedChange.of_stored(pending.iri, version, kind="quarantined")

    def _refuse(self, record: SourceRecord) -> None:
        """Store nothing of a state secret; only the place where it was found is reported."""
        self.secrets.add(record)
        self.secret |= {record.iri, *iri_subjects(record.canonical.nquads)}
        if record.role == "node":
            # A blank node that two records share is part of both.
            is_part = any(finding.code == _SHARED for finding in record.findings)
            (self._parts if is_part else self._bearers).add(record.iri)
        topics = topics_of(record)
        self._topics |= topics
        self.secret |= topics
        self._withhold(record.iri)
        self.findings.append(state_secret_finding(record.places))
        self.counts[record.role]["quarantined"] += 1

    def _refuse_catalog_records(self) -> None:
        """Refuse the catalog records of state secrets, too."""
        speakers = [change for change in self.changes if change.topic is not None and change.topic in self.secrets.iris]
        if not speakers:
            return
        self.changes = [change for change in self.changes if change.topic not in self.secrets.iris]
        for change in speakers:
            self.counts[change.role][change.kind] -= 1
            self.counts[change.role]["quarantined"] += 1
            self.validated -= change.report is not None
            self._withhold(change.iri)
        for change in speakers:
            self.secrets.add_speaker(change.iri, change.places)
            self.secret.add(change.iri)

    def _withhold(self, iri: str) -> None:
        version = self._stored.versions.get(iri)
        if version is not None and version.state != "withheld":
            self.withhold.append(version.id)

    def _add_missing(self) -> None:
        """Mark stored records that the source no longer has as missing."""
        for iri, version in self._stored.versions.items():
            if iri not in self._seen and version.state not in ("withdrawn", "withheld"):
                self._keep(PlannedChange.of_stored(iri, version, kind="missing"))

    def _revalidate_unseen(self) -> None:
        """Validate stored records that were not read again, if rules, lists or the day have changed.

        Their verdicts gate what leaves, as all others do.
        """
        if self._validator is None:
            return
        due = {
            iri: version
            for iri, version in self._stored.versions.items()
            if iri not in self._seen and version.state in VALIDATED_STATES and not is_current(version, self._validator)
        }
        # After a complete reading all unseen records are missing, and only missing ones have missing ones as context.
        present = {iri: one for iri, one in due.items() if self._read is not None and one.state == "present"}
        missing = {iri: one for iri, one in due.items() if iri not in present}
        self._revalidate(present)
        if missing:
            self._add_stored_context(*VALIDATED_STATES)
            unseen = (link for link in self._stored.links(VALIDATED_STATES) if link.subject not in self._seen)
            self._add_links(unseen)
            self._revalidate(missing)

    def _revalidate(self, due: dict[str, StoredVersion]) -> None:
        validator = cast("Validator", self._validator)
        changes = list(renew_verdicts(due, self._stored_graphs(due), validator, self._context))
        self.renewed += changes
        self.validated += len(changes)

    def _add_stored_context(self, *states: str) -> None:
        """Add stored records that this reading did not have to the context."""
        if self._validator is None:
            return
        unseen = {
            iri: version
            for iri, version in self._stored.versions.items()
            if version.state in states and iri not in self._seen
        }
        for iri, version in unseen.items():
            named = context_class(version.role, version.main_class)
            if named is not None:
                self._context.add_class(iri, named)
        for graph in self._stored_graphs({iri: version for iri, version in unseen.items() if version.role == "node"}):
            self._context.add(graph)

    def _stored_graphs(self, wanted: dict[str, StoredVersion]) -> Iterator[StoredGraph]:
        iris = list(wanted)
        for start in range(0, len(iris), _PAGE):
            page = iris[start : start + _PAGE]
            graphs = self._stored.graphs([wanted[iri].version_id for iri in page])
            for iri in page:
                yield StoredGraph.of(iri, wanted[iri].digest, graphs[wanted[iri].version_id])


def _why_incomplete(incomplete: Message | None, partial: Message | str | None) -> Message | None:
    if partial is None or partial == "":
        return incomplete
    given = as_message(partial)
    return given if incomplete is None else RUN_REASONS(first=incomplete, second=given)


def _reason(error: Exception) -> Message:
    """The reason why a record was skipped."""
    if isinstance(error, DanhmucError):
        return error.reason if isinstance(error, RecordError) else error.message
    return FOREIGN_WORDS(words=str(error) or type(error).__name__)


def _as_record(rest: Rest) -> SourceRecord:
    return SourceRecord(iri="", role="node", types=(), canonical=rest.canonical)


def _without_blank_focus(finding: Finding) -> Finding:
    """The finding without the name of a blank node, which differs in every reading."""
    is_blank = finding.focus is not None and finding.focus.startswith("_:")
    return replace(finding, focus=None) if is_blank else finding


def _count_by_severity(findings: Iterable[Finding], changes: Iterable[PlannedChange]) -> dict[str, int]:
    counted = Counter(finding.reported_severity for finding in findings)
    for change in changes:
        counted.update(finding.reported_severity for finding in change.findings)
        if change.report is not None:
            counted.update(finding.reported_severity for finding in change.report.findings)
    return {severity: counted[severity] for severity in REPORTED_SEVERITIES}
