"""What the validator says of one record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding, ReportedSeverity

__all__ = ["ValidationReport", "merge_faults"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """The verdict on one record under one profile.

    What would be another finding, or none, on another reference date is a warning at most: no day that passes takes
    back a verdict.

    Attributes:
        iri: the record judged.
        profile: token of the profile.
        profile_digest, lists_digest, context_digest: what the verdict depends on beside the record's own digest.
        since: the reference date; None where the profile asks for none.
        until: the last day on which the verdict is the same; None for ever.
        findings: gravest first, then by rule, place in the record and value.
    """

    iri: str
    profile: str
    profile_digest: str
    context_digest: str
    lists_digest: str = ""
    since: date | None = None
    until: date | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether no finding is a violation."""
        return not any(finding.severity == "violation" for finding in self.findings)

    def count(self, severity: ReportedSeverity) -> int:
        """How many findings count as that."""
        return Counter(finding.reported_severity for finding in self.findings)[severity]


def merge_faults(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for one fault, however many constraints of a rule see it, and whoever judges these: the gravest."""
    found: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        key = (one.code, one.focus, one.path, one.value)
        if key not in found or REPORTED_SEVERITIES.index(one.reported_severity) < REPORTED_SEVERITIES.index(
            found[key].reported_severity
        ):
            found[key] = one
    return tuple(found.values())
