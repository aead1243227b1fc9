"""The counts of a report, in one pass and in memory that grows with rules and publishers, not with findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message

    from .reported_records import ReportedFinding, ReportedRecord


FailOn = Literal["violation", "warning"]
PublisherGroup = Literal["publisher", "none", "shared", "documents", "others"]

FAILING: Final[Mapping[FailOn, tuple[ReportedSeverity, ...]]] = {
    "violation": ("violation",),
    "warning": ("violation", "warning"),
}
"""The severities with which a source fails."""
MOST_PUBLISHERS: Final = 2_000
"""The most publishers that are counted one by one; findings of later ones are counted together."""
MOST_NAMES: Final = 50_000
"""The most names of node records, such as publishers, that are remembered."""


@dataclass(slots=True, kw_only=True)
class RuleCount:
    """The number of findings of one rule and one severity.

    Attributes:
        records: number of records with such findings.
        example: the first finding.
    """

    code: str
    reported_severity: ReportedSeverity
    example: ReportedFinding
    count: int = 0
    records: int = 0


@dataclass(slots=True, kw_only=True)
class PublisherCount:
    """The number of findings in the records of one publisher.

    Attributes:
        group: ``publisher``, or another group of findings.
        iri: of the publisher; None for one that has none, and for another group.
        name: of the publisher, if the source has it. Those without IRI are told apart by it.
        records: number of records with findings.
        example: the first of the most severe findings.
    """

    group: PublisherGroup
    iri: str | None
    example: ReportedFinding
    name: str | None = None
    counts: Counter[ReportedSeverity] = field(default_factory=Counter)
    records: int = 0

    @property
    def count(self) -> int:
        """The number of all findings."""
        return self.counts.total()


@dataclass(slots=True, kw_only=True)
class Tally:
    """The counts of one source, or of several.

    Attributes:
        failed, incomplete: reasons, as in `ValidatedSource`.
        records: number of records of assets except catalogues, of which `accepted` have no violation.
        catalogs: number of catalogues, of which `accepted_catalogs` have no violation.
        others: number of node records and catalogue records.
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
        """The number of all findings."""
        return self.by_severity.total()

    @property
    def rules(self) -> tuple[RuleCount, ...]:
        """Counts of rules, the most severe first, and of equal severity the most frequent first."""
        return tuple(
            sorted(
                self._rules.values(),
                key=lambda rule: (REPORTED_SEVERITIES.index(rule.reported_severity), -rule.count, rule.code),
            )
        )

    @property
    def publishers(self) -> tuple[PublisherCount, ...]:
        """Counts of publishers, most findings first; those that were counted together are last."""
        return tuple(
            sorted(
                self._publishers.values(),
                key=lambda publisher: (
                    publisher.group == "others",
                    -publisher.count,
                    publisher.group,
                    publisher.iri or "",
                    publisher.name or "",
                ),
            )
        )

    def passes(self, fail_on: FailOn = "violation") -> bool:
        """Whether all could be read and no finding has a failing severity."""
        return not (self.failed or self.incomplete or self.failing(fail_on))

    def failing(self, fail_on: FailOn = "violation") -> int:
        """The number of findings with a failing severity."""
        return sum(self.by_severity[severity] for severity in FAILING[fail_on])

    def add_record(self, record: ReportedRecord) -> None:
        """Count a record and its findings."""
        if record.is_catalog:
            self.catalogs += 1
            self.accepted_catalogs += record.accepted
        elif record.role == "record":
            self.records += 1
            self.accepted += record.accepted
        else:
            self.others += 1
        if record.role == "node" and record.title is not None and len(self.names) < MOST_NAMES:
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
        # A name is no IRI, so that none is taken for one.
        key = (group, finding.publisher or f"name {finding.publisher_name}" if group == "publisher" else None)
        found = self._publishers.get(key)
        if found is None and group == "publisher" and len(self._publishers) >= MOST_PUBLISHERS:
            key = ("others", None)
            found = self._publishers.get(key)
        if found is None:
            group = key[0]
            iri = finding.publisher if group == "publisher" else None
            name = finding.publisher_name if group == "publisher" else None
            found = self._publishers[key] = PublisherCount(group=group, iri=iri, name=name, example=finding)
        return found

    def add(self, other: Tally) -> None:
        """Add the counts of another tally."""
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


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Add up the counts of several sources; reasons stay with the sources."""
    total = Tally(location="", profile="")
    for tally in tallies:
        total.add(tally)
    return total


def _group(finding: ReportedFinding) -> PublisherGroup:
    if finding.role == "document":
        return "documents"
    if finding.publisher is not None or (finding.role == "record" and finding.publisher_name is not None):
        return "publisher"
    return "none" if finding.role == "record" else "shared"
