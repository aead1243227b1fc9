"""The counts of a report when a change or a verdict is added or taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding

from ..record.change import PlannedChange, RoleCounts
from ..record.harvested import HarvestReport
from ..record.per_source import own_findings


def recount_change(report: HarvestReport, change: PlannedChange, number: int) -> HarvestReport:
    """The report with one change more (1) or less (-1), and its findings; verdicts on the records seen stay."""
    found = change.all_findings
    report = replace(
        report,
        findings=_recount_findings(report.findings, found, number),
        validated=report.validated + number * (change.report is not None),
    )
    match change.role:
        case "record":
            return replace(report, records=_recount(report.records, change, number))
        case "node":
            return replace(report, nodes=_recount(report.nodes, change, number))
        case "element":
            return replace(report, elements=_recount(report.elements, change, number))
        case _:
            return replace(report, catalog_records=_recount(report.catalog_records, change, number))


def recount_verdict(report: HarvestReport, verdict: ValidationReport, number: int) -> HarvestReport:
    """The report with one new verdict and its findings more (1) or less (-1)."""
    found = _recount_findings(report.findings, verdict.findings, number)
    return replace(report, validated=report.validated + number, findings=found)


def recount_outcome(
    report: HarvestReport, change: PlannedChange, *, accepted: bool | None, number: int
) -> HarvestReport:
    """The report with one outcome more (1) or less (-1) on a record that the source has."""
    if accepted is None or change.role != "record" or change.kind in ("missing", "quarantined"):
        return report
    if accepted:
        return replace(report, accepted=(report.accepted or 0) + number)
    return replace(report, submitted=(report.submitted or 0) + number)


def _recount(counts: RoleCounts, change: PlannedChange, number: int) -> RoleCounts:
    return replace(counts, **{change.kind: getattr(counts, change.kind) + number})


def _recount_findings(counts: Mapping[str, int], found: Iterable[Finding], number: int) -> dict[str, int]:
    recounted: dict[str, int] = {severity: counts.get(severity, 0) for severity in REPORTED_SEVERITIES}
    for finding in own_findings(found):
        recounted[finding.reported_severity] += number
    return recounted
