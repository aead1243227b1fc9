"""The report on one reading, as far as it says what was found: its state, its documents, its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from danhmuc.shapes import NO_PROFILE, Validator
from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding, ReportedSeverity
from danhmuc.vocab.messages import Message, as_message

from ..messages.harvest import HarvestText
from ..record.change import PlannedChange
from ..record.contents import SourceContents
from ..record.findings import is_refusal
from ..record.harvested import HarvestReport
from ..record.per_source import own_findings


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
