"""A reading in which nothing moved: the run sees what the last one saw, and no record is looked at for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from danhmuc.shapes import NO_PROFILE, Validator
from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding

from ..document_reading import BASE_MOVED_CODE
from ..record.change import RoleCounts
from ..record.contents import SourceContents
from ..record.harvested import Harvested, HarvestReport
from ..record.source_settings import SourceSettings
from ..store.clock import Stamp
from ..store.database import Connection, RegistryDatabase
from ..store.identity_rows import open_proposals
from ..store.reading_basis import PreviousRun
from ..store.searching import run_findings
from ..store.source_state import has_due_verdicts, seen_counts, source_state
from ..store.stored_documents import count_documents
from ..store.stored_rows import RegisteredSource
from ..verdicts.writer import Transaction, VerdictWriter
from .expectations import EXPECTATION_CODES, ExpectedReading
from .recounting import recount_verdict

_NOT_AGAIN: Final = frozenset({*EXPECTATION_CODES, BASE_MOVED_CODE})
"""Codes of findings that are made anew, or told once."""


def unmoved_harvest(
    connection: Connection,
    contents: SourceContents,
    source: RegisteredSource,
    previous: PreviousRun,
    validator: Validator | None,
) -> Harvested:
    """The outcome of a reading in which nothing moved since a run; what that had missed is missing once more."""
    profile = NO_PROFILE if validator is None else validator.profile.token
    before = HarvestReport.of_counts(
        previous.counts, source=source.name, profile=profile, run=previous.run, state="complete", why=None
    )
    is_dated = source.settings.expectations.days is not None
    state = source_state(connection, source.id, source.profile, dated=is_dated)
    if before.extent == "delta":
        # That run saw only what had changed.
        counts = seen_counts(connection, source.id)
        before = replace(
            before,
            records=counts["record"],
            nodes=counts["node"],
            elements=counts["element"],
            catalog_records=counts["catalog-record"],
            documents=count_documents(connection, source.id),
        )
    records = _seen_again(before.records, state.missing["record"])
    unmet = _unmet(source.settings, records.seen, state.modified)
    known = (one for one in run_findings(connection, previous.noticed_in) if one.code not in _NOT_AGAIN)
    findings = (*known, *unmet)
    renames = tuple(replace(one, run=None, at=None) for one in open_proposals(connection, source.id))
    report = replace(
        before,
        run=None,
        extent="unmoved",
        deleted=0,
        deletions_unknown=0,
        records=records,
        nodes=_seen_again(before.nodes, state.missing["node"]),
        elements=_seen_again(before.elements, state.missing["element"]),
        catalog_records=_seen_again(before.catalog_records, state.missing["catalog-record"]),
        validated=0,
        accepted=None if validator is None else state.accepted,
        submitted=None if validator is None else state.submitted,
        findings=_by_severity(findings),
        passed_over=contents.passed_over,
        pages=contents.pages,
        withdrawn=0,
        waiting=0,
        awaiting_release=0,
        renames=renames,
        proposed_renames=0,
        unmet=len(unmet),
        traffic=(),
        seconds={},
    )
    return Harvested(report=report, findings=findings, documents=contents.documents, extent="unmoved")


def is_any_due(connection: Connection, source: RegisteredSource, validator: Validator) -> bool:
    """Whether any verdict of a source no longer holds; `source` as below."""
    return has_due_verdicts(
        connection,
        source.id,
        source.profile,
        profile_digest=validator.profile.digest,
        lists_digest=validator.lists_digest,
        today=validator.today.isoformat(),
    )


def renew_due_verdicts(
    database: RegistryDatabase,
    source: RegisteredSource,
    validator: Validator,
    stamp: Stamp,
    report: HarvestReport,
    writing: Transaction,
) -> HarvestReport:
    """Make verdicts anew that no longer hold, a page at a time; returns the report with them.

    Args:
        source: with the profile of the run.
    """
    writer = VerdictWriter.of_act(database, source, validator, stamp, writing)
    for page in writer.write_newest():
        for change in page.changes:
            if change.report is not None:
                report = recount_verdict(report, change.report, 1)
    with database.reading(words="planning") as connection:
        state = source_state(connection, source.id, source.profile, dated=False)
    return replace(report, accepted=state.accepted, submitted=state.submitted)


def _seen_again(before: RoleCounts, missing: int) -> RoleCounts:
    """The counts of a run that sees what another saw."""
    there = before.created + before.updated + before.unchanged + before.reappeared
    return RoleCounts(unchanged=there, held=before.held, missing=missing)


def _unmet(settings: SourceSettings, records: int, modified: Iterable[str]) -> tuple[Finding, ...]:
    """The expectations that are not met: a source that does not move grows old."""
    expected = ExpectedReading(settings.expectations)
    for text in modified:
        expected.add_day(text)
    return tuple(expected.findings(records))


def _by_severity(findings: Iterable[Finding]) -> Mapping[str, int]:
    counted = Counter(finding.reported_severity for finding in findings)
    return {severity: counted[severity] for severity in REPORTED_SEVERITIES}
