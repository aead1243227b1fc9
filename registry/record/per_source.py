"""Findings that are one for a source: what many of its records have in common, and one answer settles.

The findings of the records stay in their verdicts, where they are looked up again; reports and counts have one finding
in their place. Which rules these are, the profile states (``dmv:perSource``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.findings import Finding

from ..messages.source_findings import SourceFindingsText
from .first_few import first_few
from .shown_iri import shown_iri

if TYPE_CHECKING:
    from danhmuc.shapes import Profile, ValidationReport


_VALUES: Final = 5
"""Number of values that a finding names."""


def subjects_of(profile: Profile) -> Mapping[str, str]:
    """The subjects on which a source has one finding by a profile, by the codes of the rules."""
    return {rule.code: rule.per_source for rule in profile.rules.values() if rule.per_source is not None}


def is_one_for_source(finding: Finding, subjects: Mapping[str, str]) -> bool:
    """Whether a stored finding is one for its source; `subjects` are those of its profile."""
    return finding.layer == "cannot-verify" and finding.value is not None and finding.code in subjects


def own_findings(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that are a record's own."""
    return (one for one in findings if one.per_source is None)


def without_per_source(report: ValidationReport) -> ValidationReport:
    """The report with the findings that are a record's own; the same report if these are all."""
    own = tuple(own_findings(report.findings))
    return report if len(own) == len(report.findings) else replace(report, findings=own)


class PerSource:
    """The findings of one reading that are one for the source, by their subject."""

    def __init__(self) -> None:
        self._subjects: dict[str, _Subject] = {}

    def add(self, iri: str, findings: Iterable[Finding]) -> None:
        """Add those of a record."""
        for one in findings:
            if one.per_source is not None:
                self._subjects.setdefault(one.per_source, _Subject()).add(iri, one)

    def iris(self) -> set[str]:
        """The records that have any."""
        return {iri for subject in self._subjects.values() for iri in subject.iris()}

    def add_stored(self, stored: Mapping[str, Iterable[Finding]]) -> None:
        """Add those of the verdicts of records that stay as they are."""
        for iri, findings in stored.items():
            self.add(iri, findings)

    def findings(self, refused: Collection[str]) -> Iterator[Finding]:
        """One finding for each subject; no record that was refused is counted or named."""
        without = set(refused)
        for name in sorted(self._subjects):
            found = self._subjects[name].finding(without)
            if found is not None:
                yield found


class _Subject:
    """One subject: its values and the records that have them."""

    def __init__(self) -> None:
        self._examples: dict[str, Finding] = {}
        self._counts: Counter[str] = Counter()
        self._values: dict[str | None, dict[str, None]] = {}

    def add(self, iri: str, finding: Finding) -> None:
        self._examples.setdefault(finding.code, finding)
        self._counts[finding.code] += 1
        self._values.setdefault(finding.value, {})[iri] = None

    def iris(self) -> Iterator[str]:
        return (iri for some in self._values.values() for iri in some)

    def finding(self, without: Collection[str]) -> Finding | None:
        """The finding for all records that count; None if there are none."""
        by_value = {value: [iri for iri in iris if iri not in without] for value, iris in self._values.items()}
        values = sorted(value for value, iris in by_value.items() if iris and value is not None)
        iris = sorted({iri for some in by_value.values() for iri in some})
        if not iris:
            return None
        # That of most records; of several as frequent any, but always the same.
        example = self._examples[max(self._counts, key=lambda code: (self._counts[code], code))]
        return replace(
            example,
            focus=iris[0],
            value=values[0] if values else None,
            value_term=None,
            about=None,
            value_about=None,
            per_source=None,
            message=SourceFindingsText.ONE_FOR_SOURCE(
                sentence=example.message,
                count=len(iris),
                iris=first_few([shown_iri(iri) for iri in iris]),
                values=first_few(values, _VALUES),
            ),
        )
