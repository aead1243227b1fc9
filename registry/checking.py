"""Judge a source without a registry: read, split, check, tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from danhmuc.shapes import Context, ValidationReport, Validator
from danhmuc.vocab.findings import Finding

from . import notices
from .contents import HarvestSource, Progress
from .records import IriSpace, SourceRecord
from .secrecy import is_state_secret
from .summary import summarise

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
        findings: about documents.
        records: node records, catalog records, records, one at a time, once.
    """

    location: str
    profile: str
    failed: str | None = None
    unopened: bool = False
    incomplete: str | None = None
    findings: tuple[Finding, ...] = ()
    records: Iterator[CheckedRecord] = field(default_factory=lambda: iter(()))


def check_source(source: HarvestSource, validator: Validator, *, progress: Progress | None = None) -> SourceCheck:
    """Judge all that a source describes; nothing is kept."""
    contents = source.contents(IriSpace(source=source.name), progress=progress)
    findings = [notices.unread(document) for document in contents.quarantined]
    for document in contents.documents:
        findings.extend(document.findings)

    def checked() -> Iterator[CheckedRecord]:
        context = Context()
        for number, pending in enumerate(contents.records):
            record = pending.make()
            if is_state_secret(record):
                yield _refused(record, validator)
                continue
            if record.role == "node":
                context.add(record)
            yield CheckedRecord(
                iri=record.iri,
                role=record.role,
                title=summarise(record.iri, record.quads).title,
                report=validator.check(record, context),
                findings=record.findings,
            )
            if progress is not None:
                progress("judge", number + 1, None)

    return SourceCheck(
        location=source.location,
        profile=validator.profile.token,
        failed=contents.failed,
        unopened=contents.unopened,
        incomplete=contents.incomplete,
        findings=tuple(findings),
        records=iter(()) if contents.failed is not None else checked(),
    )


def _refused(record: SourceRecord, validator: Validator) -> CheckedRecord:
    """A state secret: neither its IRI nor its title is told."""
    report = ValidationReport(
        iri="",
        profile=validator.profile.token,
        profile_digest=validator.profile.digest,
        context_digest="",
        findings=(notices.state_secret(record.places),),
    )
    return CheckedRecord(iri="", role=record.role, title=None, report=report)
