"""The outcome of one reading: whether it is whole, its report, and the findings about its documents.

The extent of a reading as it says it itself, once its records have been walked: whether it is whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from pyoxigraph import Literal

from danhmuc.shapes import NO_PROFILE, Validator
from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.datatypes.dates import read_day
from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding, ReportedSeverity
from danhmuc.vocab.messages import Message, as_message
from danhmuc.vocab.reading.parsing import paused_collection
from danhmuc.vocab.terms import DCAT, DCT

from ..messages.edits import IdentityText
from ..messages.harvest import HarvestText, SourceContractText
from ..record.change import PlannedChange
from ..record.contents import Announced, SourceContents
from ..record.findings import few_records_finding, is_refusal, old_records_finding, own_findings
from ..record.harvested import HarvestReport
from ..record.record import SourceRecord
from ..record.source_settings import Expectations

# ---------------------------------------------------------------- settling

_CATALOG = DCAT.Catalog.value


@dataclass(frozen=True, slots=True)
class SeenOrStored(Container[str]):
    """The IRIs that a source describes as far as is known: in this reading, or in what is stored of earlier ones."""

    seen: Container[str]
    stored: Container[str]

    def __contains__(self, iri: object) -> bool:
        """Whether it describes an IRI."""
        return iri in self.seen or iri in self.stored


def settle(contents: SourceContents) -> None:
    """Walk the records to the end where only that settles the rest; they can be walked again after that.

    A reading that says that nothing moved is no reading by itself: whoever knows the last one does not come here.
    """
    if contents.unmoved and contents.failed is None:
        contents.failed = SourceContractText.UNMOVED_UNKNOWN()
    if contents.failed is None and iter(contents.records) is contents.records:
        # Else these many objects would soon make the garbage collector scan all that was read.
        with paused_collection():
            contents.records = list(contents.records)


def with_shortfall(contents: SourceContents) -> Message | None:
    """Why a reading is not the whole source, if it lists less than is announced, too."""
    announced = contents.announced
    if isinstance(announced, int):
        listed = sum(one.role == "record" and one.main_class != _CATALOG for one in contents.records)
        announced = Announced(announced=announced, listed=listed)
    if announced is None or not announced.is_short or contents.delta:
        return contents.incomplete
    if announced.announced is None:
        short = IdentityText.ANNOUNCED_NO_NUMBER()
    else:
        short = IdentityText.ANNOUNCED(announced=announced.announced, count=announced.listed)
    return short if contents.incomplete is None else HarvestText.RUN_REASONS(first=contents.incomplete, second=short)


def failed_late(reason: Message | None) -> SourceContents:
    """A failed reading in place of one that says too late that it is not whole."""
    assert reason is not None, "what was incomplete does not become whole"
    return SourceContents(records=iter(()), failed=SourceContractText.SETTLED_LATE(reason=reason))


# ---------------------------------------------------------------- reading report
# The report on one reading, as far as it says what was found: its state, its documents, its findings.


def new_report(contents: SourceContents, source: str, validator: Validator | None) -> HarvestReport:
    """The part of the report that is known before the records are read."""
    return HarvestReport(
        source=source,
        profile=validator.profile.token if validator is not None else NO_PROFILE,
        run=None,
        state="failed",
        why=contents.failed,
        unopened=contents.unopened,
        letter=contents.letter,
        documents=len(contents.documents),
        quarantined_documents=len(contents.quarantined),
        passed_over=contents.passed_over,
        refused=sum(is_refusal(one) for document in contents.documents for one in document.findings),
        pages=contents.pages,
    )


def why_incomplete(incomplete: Message | None, partial: Message | str | None) -> Message | None:
    """Why a reading is not the whole source: by itself, and as its caller knows; None if it is."""
    if partial is None or partial == "":
        return incomplete
    given = as_message(partial)
    return given if incomplete is None else HarvestText.RUN_REASONS(first=incomplete, second=given)


def count_by_severity(
    findings: Iterable[Finding], changes: Iterable[PlannedChange], counted_before: Mapping[ReportedSeverity, int]
) -> dict[str, int]:
    """The number of findings by severity, with those of some changes and those that were counted before."""
    counted = Counter(counted_before)
    counted.update(finding.reported_severity for finding in findings)
    for change in changes:
        counted.update(finding.reported_severity for finding in own_findings(change.all_findings))
    return {severity: counted[severity] for severity in REPORTED_SEVERITIES}


# ---------------------------------------------------------------- expectations
# Compare a complete reading of a source with what is expected of it.

EXPECTATION_CODES: Final = frozenset({"harvest:expected-records", "harvest:expected-days"})
"""Codes of the findings of this room."""


class ExpectedReading:
    """The expectations of one reading, and what was found of them."""

    def __init__(self, expectations: Expectations) -> None:
        self._expected = expectations
        self._today = date.max if expectations.days is None else today_in_vietnam()
        self._newest: date | None = None

    @property
    def are_any(self) -> bool:
        """Whether anything is expected."""
        return self._expected.records is not None or self._expected.days is not None

    def add(self, record: SourceRecord) -> None:
        """Take a record into account."""
        if self._expected.days is None or record.role != "record":
            return
        for subject, predicate, value, _ in record.quads:
            if predicate == DCT.modified and isinstance(value, Literal) and getattr(subject, "value", "") == record.iri:
                self.add_day(value.value)

    def add_day(self, text: str) -> None:
        """Take a ``dct:modified`` of a record into account, as it is written."""
        day = read_day(text)
        # Somewhere it is tomorrow already; a day still further ahead is a mistake, and says nothing of today.
        if day is None or self._expected.days is None or day > self._today + timedelta(days=1):
            return
        if self._newest is None or day > self._newest:
            self._newest = day

    def findings(self, records: int) -> Iterator[Finding]:
        """A finding for each expectation that a reading with so many records does not meet."""
        expected = self._expected
        if expected.records is not None and records < expected.records:
            yield few_records_finding(expected.records, records)
        if expected.days is not None:
            newest = self._newest
            if newest is None or (self._today - newest).days > expected.days:
                yield old_records_finding(expected.days, newest, self._today)


# ---------------------------------------------------------------- document findings
# Findings of the reader about documents, and the records that they belong to.


class DocumentFindings:
    """The findings of one reading.

    Those about a node within a record are about the record, where they are stored: the name of a blank node differs in
    every reading, and only records have a title and a publisher in a registry.

    Args:
        attach: whether records get the findings about them; else all findings are about documents.
    """

    def __init__(self, contents: SourceContents, *, attach: bool) -> None:
        self._found = [finding for document in contents.documents for finding in document.findings]
        names = {finding.focus for finding in self._found if finding.focus is not None}
        self._holders = contents.holders(names) if names and contents.holders is not None else {}
        self._attach = attach
        self._by_record: dict[str, list[Finding]] = {}
        self._attached: set[str] = set()
        if attach:
            for finding in self._found:
                record = self._holders.get(finding.focus or "")
                if record is not None:
                    self._by_record.setdefault(record, []).append(self._without_blank_focus(finding))

    def attach(self, record: SourceRecord) -> SourceRecord:
        """The record with the findings about it; the same record if it gets none."""
        found = self._by_record.get(record.iri)
        if found is None:
            return record
        self._attached.add(record.iri)
        return replace(record, findings=(*record.findings, *found))

    def detach(self, iri: str) -> None:
        """Take the findings of a record back, because it is skipped."""
        self._attached.discard(iri)

    def others(self) -> Iterator[Finding]:
        """The findings that no record has got, in their order."""
        for finding in self._found:
            record = self._holders.get(finding.focus or "")
            if record is None or self._attach:
                if record not in self._attached:
                    yield self._without_blank_focus(finding)
            else:
                yield replace(finding, focus=record) if finding.focus != record else finding

    def _without_blank_focus(self, finding: Finding) -> Finding:
        """The finding about a blank node as one about the record that holds it, or about none."""
        if finding.focus is None or not finding.focus.startswith("_:"):
            return finding
        return replace(finding, focus=self._holders.get(finding.focus))


# ---------------------------------------------------------------- placed findings
# The places of findings in the document that a source was read from, where it knows them.


@dataclass(frozen=True, slots=True)
class FindingPlaces:
    """The places of one reading.

    Attributes:
        placed: returns a finding about a record with its place; None if the source knows none.
    """

    placed: Callable[[str, Finding], Finding | None] | None = None

    def with_place(self, finding: Finding) -> Finding:
        """A finding about a record with its place in the document, where the source knows that."""
        if self.placed is None or finding.focus is None:
            return finding
        return self.placed(finding.focus, finding) or finding

    def with_new_place(self, finding: Finding) -> Finding:
        """The finding where its record stands now: that of a verdict which stays has the place of its own reading."""
        if self.placed is None or finding.focus is None:
            return finding
        bare = replace(finding, document=None, line=None, column=None)
        return self.placed(finding.focus, bare) or bare

    def with_places(self, change: PlannedChange) -> PlannedChange:
        """The change whose new findings have their places in the document, where the source knows these."""
        if self.placed is None or change.report is None:
            return change
        placed = (self.placed(change.iri, finding) for finding in change.report.findings)
        findings = tuple(finding for finding in placed if finding is not None)
        return replace(change, report=replace(change.report, findings=findings))
