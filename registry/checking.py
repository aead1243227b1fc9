"""Judge a source without a registry: read, split, check, tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from danhmuc.shapes import ValidationReport, Validator
from danhmuc.vocab.findings import Finding

from .comparing import Memory
from .contents import HarvestSource, Progress
from .pipeline import harvest
from .source_records import IriSpace

__all__ = ["CheckedRecord", "SourceCheck", "check_source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRecord:
    """One description and what there is to say of it: by the profile, and by the reader."""

    iri: str
    role: str
    title: str | None
    report: ValidationReport
    findings: tuple[Finding, ...] = ()

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The profile's findings, then the reader's."""
        return (*self.report.findings, *self.findings)


@dataclass(slots=True, kw_only=True)
class SourceCheck:
    """A source as judged.

    Attributes:
        failed, unopened, incomplete: as in `SourceContents`.
        findings: about documents, records put aside, and state secrets, whose names are not told.
        records: node records, catalog records, records, each once.
    """

    location: str
    profile: str
    failed: str | None = None
    unopened: bool = False
    incomplete: str | None = None
    findings: tuple[Finding, ...] = ()
    records: Iterator[CheckedRecord] = field(default_factory=lambda: iter(()))


def check_source(source: HarvestSource, validator: Validator, *, progress: Progress | None = None) -> SourceCheck:
    """Judge all that a source describes, just as the first harvest would; nothing is kept."""
    contents = source.contents(IriSpace(source=source.name), progress=progress)
    harvested = harvest(contents, Memory(), validator, source=source.name, progress=progress)
    return SourceCheck(
        location=source.location,
        profile=validator.profile.token,
        failed=contents.failed,
        unopened=contents.unopened,
        incomplete=contents.incomplete,
        findings=harvested.findings,
        records=iter(
            [
                CheckedRecord(
                    iri=change.iri,
                    role=change.role,
                    title=change.summary.title if change.summary is not None else None,
                    report=change.report,
                    findings=change.findings,
                )
                for change in harvested.changes
                if change.report is not None
            ]
        ),
    )
