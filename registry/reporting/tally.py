"""The counts of a report, the verdict on a source, and the options and words that all reports share.

The counts of a report, in one pass and in memory that grows with rules and publishers, not with findings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity
from danhmuc.vocab.messages.rendering import list_text, number_text
from danhmuc.vocab.text import one_line

from ..messages.reports import ReportsText, SeveritiesText

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message

    from .reported_records import ReportedFinding, ReportedRecord

# ---------------------------------------------------------------- tally

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


# ---------------------------------------------------------------- severity words
# Words for severities, and for numbers of findings.

Lang: TypeAlias = str
"""Tag of a language, one of `danhmuc.vocab.messages.languages`."""


def severity_word(severity: ReportedSeverity, lang: Lang) -> str:
    """The word for a severity."""
    return SeveritiesText.WORDS[severity]().render(lang)


def severities_text(counts: Mapping[ReportedSeverity, int] | Mapping[str, int], lang: Lang) -> str:
    """The number of findings of each severity, most severe first; a severity without findings is left out.

    >>> severities_text({"warning": 1, "violation": 1200}, "en")
    '1,200 violations, 1 warning'
    >>> severities_text({}, "vi")
    'không có phát hiện'
    """
    found = {severity: counts.get(severity, 0) for severity in REPORTED_SEVERITIES}
    parts = [SeveritiesText.COUNTED[severity](count=count).render(lang) for severity, count in found.items() if count]
    return list_text(parts, lang) if parts else SeveritiesText.NO_FINDINGS().render(lang)


def localize_number(value: int, lang: Lang) -> str:
    """Write a number with the thousands separator of the language."""
    return number_text(value, lang)


# ---------------------------------------------------------------- verdict
# The verdict on a source, pass or fail, with its reasons, as text.


def passed_word(tally: Tally, fail_on: FailOn, lang: Lang) -> str:
    """The word for pass or fail."""
    return (ReportsText.PASS if tally.passes(fail_on) else ReportsText.FAIL)().render(lang)


def reasons_text(tally: Tally, fail_on: FailOn, lang: Lang) -> str:
    """The reasons of the verdict, to follow its word.

    >>> reasons_text(Tally(location="a.ttl", profile="vn"), "violation", "en")
    'no violations'
    """
    reasons = []
    if tally.failed is not None:
        reasons.append(one_line(tally.failed.render(lang)))
    if tally.incomplete is not None:
        reasons.append(ReportsText.SOURCE_INCOMPLETE(reason=one_line(tally.incomplete.render(lang))).render(lang))
    violations, warnings = tally.by_severity["violation"], tally.by_severity["warning"]
    if violations:
        reasons.append(severities_text({"violation": violations}, lang))
    if warnings and fail_on == "warning":
        reasons.append(severities_text({"warning": warnings}, lang))
    if reasons:
        return "; ".join(reasons)
    if fail_on == "warning":
        return ReportsText.NO_VIOLATIONS_NO_WARNINGS().render(lang)
    return ReportsText.NO_VIOLATIONS().render(lang)


def totals_text(tally: Tally, lang: Lang, *, without: Collection[ReportedSeverity] = ()) -> str:
    """The numbers of records and of findings.

    Args:
        without: severities to leave out, because they were shown already.
    """
    records = ReportsText.RECORDS(count=tally.records).render(lang)
    accepted = ReportsText.ACCEPTED(count=tally.accepted).render(lang)
    if tally.catalogs:
        catalogs = ReportsText.CATALOGUES(count=tally.catalogs).render(lang)
        accepted_catalogs = ReportsText.ACCEPTED(count=tally.accepted_catalogs).render(lang)
        accepted = f"{accepted}; {catalogs}, {accepted_catalogs}"
    left = {severity: count for severity, count in tally.by_severity.items() if severity not in without and count}
    found = f"; {severities_text(left, lang)}" if left or not tally.count else ""
    return f"{records}, {accepted}{found}"


# ---------------------------------------------------------------- options
# Options of a report.


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """Options of a report.

    Attributes:
        lang: language of the texts; messages are written in both languages if the format has room for it.
        fail_on: the least severity with which a source fails.
        on: the day to print on the report; None prints none, and the same input then gives the same bytes.
        docs_url: address at which docs/ is published, without a final slash; None if it is not, without links to rules.
    """

    lang: Lang = "vi"
    fail_on: FailOn = "violation"
    on: date | None = None
    docs_url: str | None = None
