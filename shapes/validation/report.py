"""The report of the validator on one record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding, ReportedSeverity


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """The verdict on one record under one profile.

    A finding that depends on the reference date is a warning at most, so the passing of time never revokes a verdict.

    Attributes:
        iri: the record.
        profile: token of the profile.
        profile_digest, lists_digest, context_digest: inputs of the verdict besides the record's own digest.
        since: the reference date; None if the profile does not depend on one.
        until: the last day on which the verdict is the same; None if it never changes.
        findings: most severe first, then by rule, place in the record and value.
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
        """Number of findings of a severity."""
        return Counter(finding.reported_severity for finding in self.findings)[severity]


def merge_faults(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Merge findings of one rule on the same fault, from all constraints and engines, into the most severe.

    Equal texts in two languages, or of two datatypes, are two faults.
    """
    found: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        key = (one.code, one.focus, one.path, one.value, one.value_language, one.value_datatype)
        known = found.setdefault(key, one)
        if known is not one and _rank(one) < _rank(known):
            found[key] = one
    return tuple(found.values())


def _rank(finding: Finding) -> int:
    return REPORTED_SEVERITIES.index(finding.reported_severity)
