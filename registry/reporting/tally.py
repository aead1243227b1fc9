"""What a report counts, in one pass and in memory that grows with rules and publishers, not with findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message

    from .reported_records import ReportedFinding, ReportedRecord

__all__ = ["FAILING", "FailOn", "PublisherCount", "PublisherGroup", "RuleCount", "Tally", "united"]

FailOn = Literal["violation", "warning"]
PublisherGroup = Literal["publisher", "none", "shared", "documents", "others"]

FAILING: Final[Mapping[FailOn, tuple[ReportedSeverity, ...]]] = {
    "violation": ("violation",),
    "warning": ("violation", "warning"),
}
"""As grave as what fails."""
PUBLISHERS_KEPT: Final = 2_000
"""How many publishers are counted one by one; findings of those that come later are counted together."""
NAMES_KEPT: Final = 50_000
"""How many names of node records are remembered, publishers among them."""


@dataclass(slots=True, kw_only=True)
class RuleCount:
    """How often one rule has findings of one severity.

    Attributes:
        records: in how many descriptions.
        example: the first finding.
    """

    code: str
    reported_severity: ReportedSeverity
    example: ReportedFinding
    count: int = 0
    records: int = 0


@dataclass(slots=True, kw_only=True)
class PublisherCount:
    """How many findings the records of one publisher have.

    Attributes:
        group: what it counts, where that is not one publisher.
        iri: of the publisher; None for another group.
        name: where the source tells it.
        records: how many descriptions have findings.
        example: the first of the gravest findings.
    """

    group: PublisherGroup
    iri: str | None
    example: ReportedFinding
    name: str | None = None
    counts: Counter[ReportedSeverity] = field(default_factory=Counter)
    records: int = 0

    @property
    def count(self) -> int:
        """How many findings in all."""
        return self.counts.total()


@dataclass(slots=True, kw_only=True)
class Tally:
    """The counts of one source, or of several.

    Attributes:
        failed, incomplete: reasons, as in `SourceCheck`.
        records: how many assets are described but for catalogues, of which `accepted` have no violation.
        catalogs: how many catalogues are described, of which `accepted_catalogs` have no violation.
        others: how many node records and catalogue records.
        names: of node records by IRI.
    """

    location: str
    profile: str
    profile_title: Mapping[str, str] = field(default_factory=dict)
    failed: Message | None = None
    incomplete: Message | None = None
    unopened: bool = False
    records: int = 0
    accepted: int = 0
    catalogs: int = 0
    accepted_catalogs: int = 0
    others: int = 0
    by_severity: Counter[ReportedSeverity] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict, repr=False)
    _rules: dict[tuple[str, ReportedSeverity], RuleCount] = field(default_factory=dict, repr=False)
    _publishers: dict[tuple[PublisherGroup, str | None], PublisherCount] = field(default_factory=dict, repr=False)

    @property
    def count(self) -> int:
        """How many findings in all."""
        return self.by_severity.total()

    @property
    def rules(self) -> tuple[RuleCount, ...]:
        """Gravest first, and of those that are equally grave the most frequent."""
        return tuple(
            sorted(
                self._rules.values(),
                key=lambda one: (REPORTED_SEVERITIES.index(one.reported_severity), -one.count, one.code),
            )
        )

    @property
    def publishers(self) -> tuple[PublisherCount, ...]:
        """Most findings first; those that were not counted one by one are the last."""
        return tuple(
            sorted(
                self._publishers.values(),
                key=lambda one: (one.group == "others", -one.count, one.group, one.iri or ""),
            )
        )

    def passes(self, fail_on: FailOn = "violation") -> bool:
        """Whether all could be read and nothing is as grave as what fails."""
        return not (self.failed or self.incomplete or self.failing(fail_on))

    def failing(self, fail_on: FailOn = "violation") -> int:
        """How many findings are as grave as what fails."""
        return sum(self.by_severity[severity] for severity in FAILING[fail_on])

    def add_record(self, record: ReportedRecord) -> None:
        """Count a description and its findings."""
        if record.is_catalog:
            self.catalogs += 1
            self.accepted_catalogs += record.accepted
        elif record.role == "record":
            self.records += 1
            self.accepted += record.accepted
        else:
            self.others += 1
        if record.role == "node" and record.title is not None and len(self.names) < NAMES_KEPT:
            self.names[record.iri] = record.title
        seen = set()
        for finding in record.findings:
            rule = self._count_finding(finding)
            if (rule.code, rule.reported_severity) not in seen:
                seen.add((rule.code, rule.reported_severity))
                rule.records += 1
        if record.findings:
            self._publisher_of(record.findings[0]).records += 1

    def add_finding(self, finding: ReportedFinding) -> None:
        """Count a finding about a document."""
        self._count_finding(finding)

    def _count_finding(self, finding: ReportedFinding) -> RuleCount:
        self.by_severity[finding.reported_severity] += 1
        rule = self._rules.get((finding.code, finding.reported_severity))
        if rule is None:
            rule = RuleCount(code=finding.code, reported_severity=finding.reported_severity, example=finding)
            self._rules[finding.code, finding.reported_severity] = rule
        rule.count += 1
        publisher = self._publisher_of(finding)
        publisher.counts[finding.reported_severity] += 1
        if REPORTED_SEVERITIES.index(finding.reported_severity) < REPORTED_SEVERITIES.index(
            publisher.example.reported_severity
        ):
            publisher.example = finding
        return rule

    def _publisher_of(self, finding: ReportedFinding) -> PublisherCount:
        group = _group(finding)
        key = (group, finding.publisher)
        found = self._publishers.get(key)
        if found is None and group == "publisher" and len(self._publishers) >= PUBLISHERS_KEPT:
            key = ("others", None)
            found = self._publishers.get(key)
        if found is None:
            group, iri = key
            name = finding.publisher_name if group == "publisher" else None
            found = self._publishers[key] = PublisherCount(group=group, iri=iri, name=name, example=finding)
        return found

    def take(self, other: Tally) -> None:
        """Add what another tally counted."""
        self.records += other.records
        self.accepted += other.accepted
        self.catalogs += other.catalogs
        self.accepted_catalogs += other.accepted_catalogs
        self.others += other.others
        self.by_severity.update(other.by_severity)
        for key, rule in other._rules.items():
            own = self._rules.setdefault(
                key, RuleCount(code=rule.code, reported_severity=rule.reported_severity, example=rule.example)
            )
            own.count += rule.count
            own.records += rule.records
        for publisher in other._publishers.values():
            total = self._publisher_of(publisher.example) if publisher.group != "others" else self._others(publisher)
            total.counts.update(publisher.counts)
            total.records += publisher.records
            total.example = min(
                (total.example, publisher.example),
                key=lambda finding: REPORTED_SEVERITIES.index(finding.reported_severity),
            )

    def _others(self, publisher: PublisherCount) -> PublisherCount:
        return self._publishers.setdefault(
            ("others", None), PublisherCount(group="others", iri=None, example=publisher.example)
        )


def united(tallies: Iterable[Tally]) -> Tally:
    """The counts of several sources together; reasons stay with the sources."""
    total = Tally(location="", profile="")
    for tally in tallies:
        total.take(tally)
    return total


def _group(finding: ReportedFinding) -> PublisherGroup:
    if finding.role == "document":
        return "documents"
    if finding.publisher is not None:
        return "publisher"
    return "none" if finding.role == "record" else "shared"
