"""The places of findings in the document that a source was read from, where it knows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from danhmuc.vocab.findings import Finding

from ..record.change import PlannedChange


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
