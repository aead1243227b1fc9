"""Compare and validate the records of a source, and make a plan of what changes.

Knows the validator and stored records; no RDF terms, no SQL. The record boundary is here: an error in one record
skips that record only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial as bound
from typing import cast

from danhmuc.shapes import Context, ValidationReport, Validator
from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.errors import DanhmucError, RecordError, RegistryError, ShapesError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS, Message

from ..messages.harvest import HarvestText
from ..record.change import PlannedChange, RoleCounts, loses_distributions, with_values
from ..record.contents import PendingRecord, Progress, SourceContents, comparable_time
from ..record.findings import (
    held_back_finding,
    skipped_record_finding,
    unread_document_finding,
    unread_marks_finding,
    with_misspelt_terms,
)
from ..record.harvested import Harvested, HarvestReport
from ..record.identity import ProposedRename, ambiguous_rename_finding, proposed_rename_finding, spelling_findings
from ..record.record import NODE_ROLES, Rest, SourceRecord
from ..record.source_settings import SourceSettings
from ..record.spools import replace_unloaded
from ..record.stored import (
    StoredActivity,
    StoredGraph,
    StoredSource,
    StoredTotals,
    StoredVersion,
)
from ..record.summary import is_narrower, summary_of
from ..verdicts.page_workers import Outcome, PagedValidation, PagesHere, Workers, has_current_verdict
from .absences import Absences, LosingRecord, LostDistributions, UnseenRecords
from .compare import GivenBytes, compare, is_unchanged, keep_stored
from .corrected import CorrectedReading
from .marks import Marks
from .plan_changes import PagedVerdicts, PlanChanges
from .reading_context import ReadingContext, StatedDeletions
from .same_records import FormerIris, FoundRenames, SameNames, SharedValues, find_renames
from .settling import (
    DocumentFindings,
    ExpectedReading,
    FindingPlaces,
    SeenOrStored,
    count_by_severity,
    failed_late,
    new_report,
    settle,
    why_incomplete,
    with_shortfall,
)

_log = logging.getLogger(__name__)
_PAGE = 500
_NAMED_GROUPS = 20
"""Number of groups of records alike that are named, of which no rename is proposed."""


def harvest(
    contents: SourceContents,
    stored: StoredSource,
    validator: Validator | None,
    *,
    source: str,
    partial: Message | str | None = None,
    progress: Progress | None = None,
    shrink: Callable[[PlannedChange], PlannedChange] | None = None,
    settings: SourceSettings | None = None,
    workers: Workers | None = None,
) -> Harvested:
    """Compare a reading with what is stored.

    Args:
        validator: None stores without validating.
        partial: why this reading is not the whole source, if the caller knows; nothing then counts as missing.
        shrink: called with each change once it is validated, and with those of node records before that, too; returns
            as much of the change as is held in memory, and memberships are not held. None holds all.
        settings: of the source; None for the default.
        workers: that validate the records of a large source, with the same result.

    Raises:
        SourceFailedError: the workers ended twice.
    """
    settle(contents)
    documents = DocumentFindings(contents, attach=shrink is not None)
    report = new_report(contents, source, validator)
    if contents.failed is not None:
        return _harvest_of_none(contents, report, documents)
    settled, why = contents.incomplete, why_incomplete(with_shortfall(contents), partial)
    validation = None if workers is None or validator is None else workers.validate_for(source, validator)
    changes = PlanChanges(stored, shrink, source)
    walk = _Walk(contents, stored, validator, changes, documents, source, settings or SourceSettings(), why, validation)
    walk.go(progress)
    if (late := contents.failed or contents.incomplete) is not settled:
        # What was compared was compared as a whole source.
        return harvest(failed_late(late), stored, validator, source=source)
    return walk.outcome(replace(report, state="incomplete" if why else "complete", why=why))


def _harvest_of_none(contents: SourceContents, report: HarvestReport, documents: DocumentFindings) -> Harvested:
    """The outcome of a reading that failed: its report, and what it says of its documents."""
    findings = (*map(unread_document_finding, contents.quarantined), *documents.others())
    report = replace(report, findings=count_by_severity(findings, (), {}))
    return Harvested(report=report, findings=findings, quarantined=contents.quarantined)


@dataclass(eq=False)
class _Walk:
    """One pass over the records of a source.

    Attributes:
        why: why the reading is not all that it should be; None for a whole source, and for a complete delta.
    """

    contents: SourceContents
    stored: StoredSource
    validator: Validator | None
    changes: PlanChanges
    documents: DocumentFindings
    source: str
    settings: SourceSettings
    why: Message | None
    validation: PagedValidation | None

    def __post_init__(self) -> None:
        contents, stored, changes, guard = self.contents, self.stored, self.changes, self.settings.guard
        is_delta = self._is_delta = contents.delta and self.why is None
        is_whole = self.why is None and not is_delta
        # The documents that were read, if that is not the whole source.
        self._read = None if is_whole else frozenset(document.place for document in contents.documents)
        self._seen: set[str] = set()
        self._waiting: list[tuple[PlannedChange, StoredGraph]] = []
        self._findings: list[Finding] = []
        self._renewed: list[PlannedChange] = []
        self._withheld_new = 0
        self._hiding_mark = next((document for document in contents.quarantined if document.names_mark), None)
        self._paged = None if self.validator is None else PagedVerdicts(self.validation or PagesHere(self.validator))
        self._reading = ReadingContext(
            stored, self._seen, is_whole=is_whole, is_delta=is_delta, is_stored=not changes.are_shrunk
        )
        is_walked = not self._reading.is_around
        redirects = stored.redirects if is_walked else {}
        self._marks = Marks(stored.bars, changes, self.source, self._findings, redirects=redirects, is_whole=is_whole)
        self._absences = Absences(stored.versions, guard, is_walked=is_walked)
        self._expected = ExpectedReading(self.settings.expectations)
        self._corrections = CorrectedReading(self.settings)
        self._former = FormerIris(stored.redirects, self._marks, self._findings)
        self._lost = LostDistributions(stored, guard)
        self._shared = SharedValues()
        self._names = SameNames()
        self._given = GivenBytes(stored.source_bytes)
        self._places = FindingPlaces(contents.placed)
        self._activities: Mapping[str, StoredActivity] = {}

    def go(self, progress: Progress | None) -> None:
        """Process all records, node records first, then stored records that the source does not have."""
        records = self.changes.remakes.records = self._corrections.with_default_nodes(self.contents.records)
        try:
            self._take_deletions()
            self._add_context(records)
            self._take_records(records, progress)
            self._end_page()
            self._take_losing()
            self._end_page()
            self._add_former()
            self._marks.refuse_catalog_records()
            self._add_unseen()
        except BaseException:
            if self._paged is not None:
                self._paged.cancel()  # what waits for a verdict
            raise
        # It is large, and nothing is validated any more.
        self._reading.context = Context()

    def _take_deletions(self) -> None:
        """Take what the source says that it deleted, and when it made the rest; only of a complete reading.

        What was not applied has no activity, so that it is read again.
        """
        if self.why is not None:
            return
        described = [one.iri for one in self.contents.records]
        self._reading.deletions = StatedDeletions(self.stored, self.contents.deletions, {*described})
        if self._is_delta:
            self._activities = self.stored.activities(described)

    def _add_context(self, records: Iterable[PendingRecord]) -> None:
        """Add what is known of all records before the first is validated, and of what is stored beside them."""
        reading = self._reading
        reading.described = {pending.iri for pending in records} if reading.is_around else set()
        self.stored.fetch(reading.described)
        if self.validator is None:
            return
        # Records name one another, so the classes of all must be known before the first is validated.
        reading.read_links(self.contents.naming, records, self._absences.slips_of(records))
        if reading.is_around:
            pass  # what is stored around a record of a delta is added before it is validated
        elif self._read is not None:
            # Node records of an unread document are as they are stored.
            reading.add_stored("present")
        elif reading.held:
            here = {pending.iri for pending in records}
            absent = {iri: one for iri, one in reading.held.items() if one.is_absence_held and iri not in here}
            reading.add_versions({iri: one for iri, one in absent.items() if one.state == "present"})
        reading.add_classes(records)

    def _take_records(self, records: Iterable[PendingRecord], progress: Progress | None) -> None:
        stage = "compare" if self.validator is None else "judge"
        for number, pending in enumerate(records):
            if pending.role not in NODE_ROLES and (not self._reading.is_around or len(self._waiting) >= _PAGE):
                self._validate_waiting()
            self._isolate(pending, bound(self._take, pending))
            if progress is not None:
                progress(stage, number + 1, None)

    def _end_page(self) -> None:
        """Validate what waits, and add all whose verdicts have come."""
        self._validate_waiting()
        self._add_validated(everything=True)

    def _add_former(self) -> None:
        """Add what the source describes under former IRIs."""
        for change in self._former.changes(self.stored.versions, self._seen):
            self.changes.add(change)

    def _add_unseen(self) -> None:
        """Add what this reading did not have: deleted, missing, or with a verdict that is no longer current."""
        if self._withheld_new and self._hiding_mark is not None:
            self._findings.append(unread_marks_finding(self._withheld_new, self._hiding_mark.document))
        unseen = UnseenRecords(self.stored, self._seen, self._reading, is_whole=self._read is None)
        for change in unseen.changes():
            self.changes.add(change)
        # Of a delta, what is due is found out once it is written.
        if self.validator is not None and not self._reading.is_around:
            self._renewed += unseen.revalidate(self.validator)

    def outcome(self, report: HarvestReport) -> Harvested:
        """All that the walk found, with the report of the reading."""
        contents, marks, changes, is_whole = self.contents, self._marks, self.changes, self._read is None
        listed = marks.refuse_listed(contents.memberships)
        open_rest = marks.refuse_rest(contents.rest)
        self._note_rest(open_rest)
        marks.refuse_reached()
        secrets = marks.secrets
        memberships = () if changes.are_shrunk else tuple(marks.memberships_to_store(listed))
        rest = tuple(secrets.without_mention(open_rest))
        renames, unmet = self._find_renames(), tuple(self._find_unmet())
        findings = self._find_all(renames, unmet)
        return Harvested(
            report=replace(
                self._with_counts(report),
                findings=count_by_severity(findings, self._renewed, changes.severities),
                renames=renames.proposed,
                ambiguous_renames=len(renames.ambiguous),
                unmet=len(unmet),
                triples=sum(document.triples for document in contents.documents),
                rest_triples=sum(part.canonical.triples for part in rest),
            ),
            changes=tuple(self._given.without_secrets(self._changes_to_plan(), secrets.iris | secrets.elsewhere)),
            renewed=tuple(self._renewed),
            withhold=tuple(changes.withhold),
            secret=frozenset(marks.secret),
            unclear=frozenset(marks.unclear - marks.secret),
            unmarked=frozenset(marks.unmarked - marks.unclear - marks.secret) if is_whole else frozenset(),
            findings=findings,
            memberships=memberships,
            rest=rest,
            documents=tuple(secrets.without_bodies(contents.documents)),
            quarantined=contents.quarantined,
            losses=self._lost.losses,
            extent="delta" if self._is_delta else "whole",
        )

    def _with_counts(self, report: HarvestReport) -> HarvestReport:
        """The report with what was counted record by record."""
        changes, absences, lost, deletions = self.changes, self._absences, self._lost.losses, self._reading.deletions
        validates = self.validator is not None
        return replace(
            report,
            records=RoleCounts.of(changes.counts["record"]),
            nodes=RoleCounts.of(changes.counts["node"]),
            elements=RoleCounts.of(changes.counts["element"]),
            catalog_records=RoleCounts.of(changes.counts["catalog-record"]),
            validated=changes.validated + len(self._renewed),
            accepted=changes.verdicts[True] if validates else None,
            submitted=changes.verdicts[False] if validates else None,
            extent="delta" if self._is_delta else "whole",
            unclear=self._marks.new_unclear,
            barred=self._marks.barred,
            slipped=absences.count_slips(self._marks.secret),
            newly_missing=absences.newly_missing,
            deleted=deletions.number,
            deletions_unknown=deletions.unknown,
            is_shrunken=absences.is_shrunken,
            losses=len(lost.applied),
            losses_waiting=len(lost.held),
        )

    def _find_all(self, renames: FoundRenames, unmet: Iterable[Finding]) -> tuple[Finding, ...]:
        """All findings but those of single records: on documents, on marks, and on the source as a whole."""
        marks = self._marks
        absent = tuple(self._absences.findings(self.changes.made, marks.secret))
        identity = self._find_identity(renames)
        corrected = self._corrections.findings(marks.secret, is_whole=self._read is None)
        of_documents = (*map(unread_document_finding, self.contents.quarantined), *self.documents.others())
        return (
            *marks.secrets.without_words(of_documents),
            *marks.findings_to_report(),
            *identity,
            *absent,
            *unmet,
            *marks.secrets.without_words(corrected),
        )

    def _find_identity(self, renames: FoundRenames) -> tuple[Finding, ...]:
        """The findings on records that may be others, here or in another source, and on distributions that are lost."""
        secret = self._marks.secret
        return (
            *map(proposed_rename_finding, renames.proposed),
            *map(ambiguous_rename_finding, renames.ambiguous[:_NAMED_GROUPS]),
            *self._shared.findings(secret),
            *map(self._places.with_place, self._names.findings(secret)),
            *self._find_per_source(secret),
            *self._lost.findings(secret),
            *self._find_other_spellings(),
        )

    def _find_unmet(self) -> Iterator[Finding]:
        """The expectations that the source does not meet: after a delta, with all that is stored."""
        records = RoleCounts.of(self.changes.counts["record"])
        if not self._is_delta:
            # Of a part, less is expected.
            if self._read is None:
                yield from self._expected.findings(records.seen - records.quarantined - self.changes.absent)
        elif self.stored.totals is not None and self._expected.are_any:
            totals = self.stored.totals()
            for day in totals.modified:
                self._expected.add_day(day)
            number = totals.records + records.created + records.reappeared - self._reading.deletions.number
            yield from self._expected.findings(number)

    def _find_other_spellings(self) -> list[Finding]:
        """The records that other sources spell otherwise; looked up if a record is new, or one was found last time."""
        gone = ("missing", "quarantined")
        there = [one for one in self.changes.made if one.role == "record" and one.kind not in gone]
        iris = [one.iri for one in there]
        if not self.stored.bars.has_spellings:
            iris = [iri for iri in iris if comparison_form(iri) != iri]
        is_any_new = any(one.kind in ("created", "reappeared") for one in there)
        if not iris or not (is_any_new or self.stored.has_noted_spellings()):
            return []
        found = self.stored.other_spellings(iris)
        return spelling_findings([one for one in found if not self._marks.is_kept_back(one.iri)], self.source)

    def _changes_to_plan(self) -> Iterator[PlannedChange]:
        """The changes that are planned, without activities that are stored already."""
        changes = list(self.changes.changes_to_plan())
        dated = [change.iri for change in changes if change.activity_at is not None and not change.is_deleted]
        known = self.stored.activities(dated) if dated else {}
        for change in changes:
            stored = known.get(change.iri)
            if change.is_deleted or stored is None or stored.at is None or stored.is_earlier_than(change.activity_at):
                yield change
            elif (same := replace(change, activity_at=None)).kind != "unchanged" or same.writes:
                yield same

    def _find_renames(self) -> FoundRenames:
        """The renames that are proposed after this reading, those that wait for an answer among them."""
        # Where nothing is stored, nothing is missing.
        absent = [] if self.changes.are_shrunk else self._find_absent()
        fresh = self._find_fresh() if absent else []
        if not fresh:
            return FoundRenames()
        graphs = self._reading.stored_graphs({iri: self.stored.versions[iri] for iri in absent})
        found = find_renames(
            self.source,
            ((graph.iri, graph.canonical.nquads) for graph in graphs),
            ((change.iri, self.changes.text_of(change)) for change in fresh),
            declined=self.stored.declined,
            is_shared=self._shared.is_shared,
        )
        unclear = {iri for one in found.ambiguous for iri in (*one.old, *one.new)}
        known = {(one.old, one.new) for one in found.proposed}
        there, gone = {change.iri for change in fresh} - unclear, {*absent} - unclear
        waiting = (one for one in self.stored.proposals if one.old in gone and one.new in there)
        open_still = [one for one in waiting if (one.old, one.new) not in known]
        return replace(found, proposed=tuple(sorted((*found.proposed, *open_still), key=_pair_of)))

    def _find_absent(self) -> list[str]:
        """The IRIs of the records that are missing and that may have been renamed."""
        # A delta has renamed what it deletes; all else that is missing was so before.
        proposed = (one.old for one in self.stored.proposals)
        asked = (*self._reading.deletions, *proposed) if self._reading.is_around else self.stored.versions
        versions = ((iri, self.stored.versions.get(iri)) for iri in asked)
        return [iri for iri, one in versions if one is not None and self._is_absent(iri, one) and self._is_open(iri)]

    def _find_fresh(self) -> list[PlannedChange]:
        """The records that are new, or were so in the last run, and that may be others renamed."""
        versions = self.stored.versions
        # A delta follows on a complete run.
        recent = {*(() if self._reading.is_around else self.stored.recent())}
        recent |= {one.new for one in self.stored.proposals}
        return [
            change
            for change in self.changes.made
            if change.role == "record"
            and (change.kind == "created" or (change.iri in recent and change.kind in ("updated", "unchanged")))
            and self._is_open(change.iri)
            and (change.iri not in versions or versions[change.iri].state == "present")
        ]

    def _is_open(self, iri: str) -> bool:
        """Whether nothing keeps a record back."""
        marks = self._marks
        return iri not in marks.secret and iri not in marks.unclear and not marks.is_kept_back(iri)

    def _find_per_source(self, secret: Collection[str]) -> Iterator[Finding]:
        """The findings that are one for the source, of new verdicts and of those that stay."""
        if self.validator is None:
            return iter(())
        found, made = self.changes.per_source, self.changes.made
        taken_out = found.iris() - {one.iri for one in made}
        if any(not one.has_report for one in made):
            # What was validated says so itself, and what is gone says nothing more.
            settled = {one.iri for one in made if one.has_report or one.kind in ("missing", "quarantined")}
            found.add_stored(self.stored.per_source_findings(self.validator.profile, settled))
        return map(self._places.with_new_place, found.findings({*secret, *taken_out}))

    def _is_absent(self, iri: str, version: StoredVersion) -> bool:
        """Whether a record is missing from its source after this reading, and nobody took it back."""
        if version.role != "record" or iri in self._seen or version.is_barred:
            return False
        if version.is_absent or iri in self._reading.deletions.changes:
            return True
        return self._read is None and version.presence == "present"

    def _isolate(self, pending: PendingRecord, work: Callable[[], PlannedChange | None]) -> None:
        """The record boundary: skip a record that raises an error, and go on."""
        change = self._attempt(pending, work)
        if change is not None:
            if self._paged is None:
                self.changes.add(self._places.with_places(change))
            else:
                self._paged.add(change)
        self._add_validated()

    def _add_validated(self, *, everything: bool = False) -> None:
        """Add the changes whose verdicts have come, or wait for all of them."""
        if self._paged is None:
            return
        for change, outcome in self._paged.take_ready(everything=everything):
            added: PlannedChange | None = change
            if outcome is not None:
                pending = PendingRecord(change.iri, change.role, _make_nothing)
                added = self._attempt(pending, bound(_with_outcome, change, outcome))
            if added is not None:
                self.changes.add(self._places.with_places(added))

    def _attempt(self, pending: PendingRecord, work: Callable[[], PlannedChange | None]) -> PlannedChange | None:
        """Work on a record, and return its change; that of one that raises an error is that it is skipped."""
        try:
            return work()
        except (ShapesError, RegistryError):
            raise
        except Exception as error:  # noqa: BLE001 - the record boundary
            _log.exception("%s was skipped", pending.iri)
            self._findings.append(skipped_record_finding(pending.iri, _reason(error)))
            return self._quarantine(pending)

    def _take(self, pending: PendingRecord) -> PlannedChange | None:
        """The change of a record; None if it is refused, or validated later."""
        if pending.iri in self._seen:
            raise RecordError(pending.iri, HarvestText.IRI_TAKEN())
        self.changes.remakes.unmade.add(pending.iri)
        record = pending.make()
        self.changes.remakes.unmade.discard(pending.iri)
        self._seen.add(record.iri)
        if self._marks.refuse_secret(record):
            return None
        if self._hiding_mark is not None and record.iri not in self.stored.versions:
            # A document that cannot be read may mark it.
            self._withheld_new += 1
            return self._quarantine(pending)
        version = self.stored.versions.get(record.iri)
        if self._former.take(record) or self._slips(record, version):
            self._seen.discard(record.iri)
            return None
        if record.role == "record":
            self._note_parts(record)
            self._names.add(record)
            if not self.changes.are_shrunk:
                self._shared.add(record)
        self._expected.add(record)
        corrected = self._corrections.correct(self._marks.note(record))
        if corrected.original is not None and self._marks.refuse_corrected(corrected):
            return None
        record = self.documents.attach(with_misspelt_terms(corrected))
        if self._read is None and self._lost.take(record, version, self._seen):
            return None
        if self._is_delta and self._lost.take(record, version, SeenOrStored(self._seen, self.stored.versions)):
            return None
        return self._change_of(record, version)

    def _change_of(
        self, record: SourceRecord, version: StoredVersion | None, *, stays: bool = False
    ) -> PlannedChange | None:
        """The change of a record that was not refused; None if it is validated later.

        Args:
            stays: whether it stays as it is stored, whatever its source says.
        """
        graph: SourceRecord | StoredGraph = record
        if version is not None and self._is_outdated(record):
            change = PlannedChange.of_stored(record.iri, version, kind="unchanged")
            return self._with_verdict(change, self.stored.graph_to_validate(record.iri), version)
        if version is not None and (stays or self._is_held_back(record, version)):
            change = keep_stored(record, version)
            graph = self.stored.graph_to_validate(record.iri)
        else:
            # What is parked until others are there holds its values, not its graph.
            is_for_workers = (
                self.validation is not None and record.role not in NODE_ROLES and not self._reading.is_around
            )
            is_validated_here = self.validator is not None and self.validation is None
            if is_validated_here and (version is None or not is_unchanged(record, version)):
                record.terms.make()  # for its verdict, so that its summary may use them
            is_stored = not self.changes.are_shrunk
            compared = compare(record, version, is_stored=is_stored, finds_later=is_for_workers)
            change = self._given.with_bytes(compared, record, version)
            if self.why is None and change.kind != "held" and record.activity_at is not None:
                change = replace(change, activity_at=comparable_time(record.activity_at))
            if not change.has_body and change.digest != record.digest:
                # The source says what it said; what is published is another graph.
                graph = self.stored.graph_to_validate(record.iri)
        return self._with_verdict(change, graph, version)

    def _is_outdated(self, record: SourceRecord) -> bool:
        """Whether a delta has a description that is older than what was applied."""
        known = self._activities.get(record.iri)
        return known is not None and known.is_later_than(comparable_time(record.activity_at))

    def _with_verdict(
        self, change: PlannedChange, graph: SourceRecord | StoredGraph, version: StoredVersion | None
    ) -> PlannedChange | None:
        """The change with a verdict; None if it is validated later."""
        if self.validator is None:
            return change
        if change.role in NODE_ROLES or self._reading.is_around:
            # Node records reach one another, so all must be there before the first is validated.
            stored_graph = StoredGraph(change.iri, graph.canonical, graph.cell_violations)
            if change.role in NODE_ROLES and self._reading.counts(change.iri):
                self._reading.context.add(stored_graph)
            self._waiting.append((self.changes.park(change), stored_graph))
            return None
        return self._find_verdict(change, graph, version)

    def _find_verdict(
        self, change: PlannedChange, graph: SourceRecord | StoredGraph, version: StoredVersion | None
    ) -> PlannedChange | None:
        """The change with a verdict; None if that comes with those of a page."""
        validator, paged = cast("Validator", self.validator), cast("PagedVerdicts", self._paged)
        if has_current_verdict(change, graph, version, validator, self._reading.context):
            return change
        if paged.wait_for_verdict(change, graph, self._reading.context):
            return None
        return _with_report(change, validator.validate(graph, self._reading.context))

    def _slips(self, record: SourceRecord, version: StoredVersion | None) -> bool:
        """Whether a record is missing, and what is described under its IRI must not take its place; noted if so."""
        if not self._absences.is_slip(record.iri, record.role):
            return False
        # Of a catalogue record, the record that it is about may stand in what was not read. What slips in a delta stays
        # as it is stored, and the next reading is of the whole source.
        is_partial = self._read is not None and not self._is_delta
        if is_partial and (_is_present(version) or self._absences.is_about_other(record)):
            return False
        self._marks.note_slip(record)
        self._absences.add_slip(record)
        return True

    def _take_losing(self) -> None:
        """Take the records that lose every distribution, once it is known how many they are."""
        if not self._lost.losing:
            return
        totals = self.stored.totals() if self._is_delta and self.stored.totals is not None else StoredTotals()
        known = {change.iri for change in self.changes.made if change.role == "record"}
        self._lost.settle(known, there=totals.records)
        held = {*self._lost.losses.held}
        for one in self._lost.losing:
            pending = PendingRecord(one.record.iri, one.record.role, bound(_record_of, one))
            self._isolate(pending, bound(self._change_of, one.record, one.version, stays=one.version.id in held))

    def _note_parts(self, record: SourceRecord) -> None:
        """Note what is described within the graph of a record and was a record itself."""
        for part in self._absences.parts_in(record):
            if self._read is None or not _is_present(self.stored.versions[part.iri]):
                self._marks.note_part(part)
                self._absences.add_part(part, record)

    def _note_rest(self, rests: Iterable[Rest]) -> None:
        """Note what is described by paging alone, or as a page or stream, and was a record."""
        for found in self._absences.described_in(rests, self._seen):
            if self._read is None or not _is_present(self.stored.versions[found.iri]):
                self._marks.note_slip(found)
                self._absences.add_slip(found)

    def _validate_waiting(self) -> None:
        waiting, self._waiting = self._waiting[::-1], []
        if waiting and self._paged is not None:
            self._paged.end_page()
        if waiting:
            self._reading.add_around([graph for _, graph in waiting])
        while waiting:
            # One by one, so that what is done is not held any more.
            change, graph = waiting.pop()
            pending = PendingRecord(change.iri, change.role, _make_nothing)
            version = self.stored.versions.get(change.iri)
            self._isolate(pending, bound(self._find_verdict, change, graph, version))

    def _is_held_back(self, record: SourceRecord, version: StoredVersion) -> bool:
        """Whether a record stays as it is stored, because a document was not read; noted if so."""
        would_lose = self._would_lose(record, version)
        if would_lose:
            self._findings.append(held_back_finding(record.iri, record.places))
        return would_lose

    def _would_lose(self, record: SourceRecord, version: StoredVersion) -> bool:
        """Whether a changed record may lack something because a document was not read."""
        if self._read is None or self._is_delta:
            return False
        if version.role != record.role:
            return True
        if version.source_digest == record.source_digest:
            return False
        now, stored = record.canonical.nquads, self.stored.graph_of(record.iri).canonical.nquads
        if self._read.issuperset(self.stored.places(version.version_id)) and not loses_distributions(stored, now):
            return False
        # What makes less public is not held back: the stored version would go on leaving.
        return not is_narrower(*(summary_of(record.iri, nquads).publicity for nquads in (now, stored)))

    def _quarantine(self, pending: PendingRecord) -> PlannedChange:
        """The change of a record that is skipped: nothing of it is written."""
        version = self.stored.versions.get(pending.iri)
        self._seen.add(pending.iri)
        self.documents.detach(pending.iri)
        if version is None:
            return PlannedChange(kind="quarantined", role=pending.role, iri=pending.iri, digest="")
        if version.role in NODE_ROLES and self.validator is not None:
            cast("PagedVerdicts", self._paged).end_page()
            self._reading.context.add(self.stored.graph_of(pending.iri))
        return PlannedChange.of_stored(pending.iri, version, kind="quarantined")


def _make_nothing() -> SourceRecord:
    raise AssertionError("a record that waits for its verdict was made already")


def _with_outcome(change: PlannedChange, outcome: Outcome) -> PlannedChange:
    """The change with the verdict that came with a page; an error there is one here."""
    if isinstance(outcome, Exception):
        raise outcome
    return _with_report(change, outcome)


def _with_report(change: PlannedChange, report: ValidationReport) -> PlannedChange:
    return replace_unloaded(with_values(change), report=report)


def _record_of(losing: LosingRecord) -> SourceRecord:
    return losing.record


def _pair_of(proposed: ProposedRename) -> tuple[str, str]:
    return proposed.old, proposed.new


def _is_present(version: StoredVersion | None) -> bool:
    return version is not None and version.state == "present"


def _reason(error: Exception) -> Message:
    """The reason why a record was skipped."""
    if isinstance(error, DanhmucError):
        return error.reason if isinstance(error, RecordError) else error.message
    return FOREIGN_WORDS(words=str(error) or type(error).__name__)
