"""A validated source on its way into a report."""

from __future__ import annotations

from collections.abc import Iterator

from danhmuc.shapes.profiles.loading import Profile
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message, as_message

from ..messages.reports import SOURCE_FAILED, SOURCE_NOT_WHOLE
from ..record.contents import brief_reason
from ..validation.source import ValidatedRecord, ValidatedSource
from .explained_findings import explained
from .reported_records import ReportedFinding, ReportedRecord
from .rule_texts import rule_texts
from .tally import Tally

__all__ = ["ReportedSource"]


class ReportedSource:
    """A judged source on its way into a report: its records can be told once, and are counted as they pass.

    Args:
        check: the source as judged.
        profile: what it was judged by.

    Attributes:
        failed, incomplete: the library's own words, as in `ValidatedSource`.
        findings: about documents.
        tally: what was counted so far; complete when all records are told.
    """

    def __init__(self, check: ValidatedSource, profile: Profile) -> None:
        self.profile = profile
        self.failed = check.failed
        self.incomplete = check.incomplete
        self._check = check
        self._texts = rule_texts(profile)
        self.tally = Tally(
            location=check.location,
            profile=check.profile,
            profile_title=profile.title,
            failed=_reason(check.failed),
            incomplete=_reason(check.incomplete),
            unopened=check.unopened,
        )
        self.findings = tuple(self._finding(finding, None) for finding in check.findings)
        for finding in self.findings:
            self.tally.add_finding(finding)

    @property
    def location(self) -> str:
        """What was judged."""
        return self._check.location

    def records(self) -> Iterator[ReportedRecord]:
        """All descriptions in their order, node records first."""
        for checked in self._check.records:
            record = self._record(checked)
            self.tally.add_record(record)
            yield record

    def counted(self) -> Tally:
        """The tally of all records, which are told to nobody."""
        for _ in self.records():
            pass
        return self.tally

    def troubles(self) -> tuple[ReportedFinding, ...]:
        """That it failed or is incomplete, as findings, for formats that hold nothing else."""
        tally = self.tally
        told = []
        if tally.failed is not None:
            told.append(self._finding(_trouble("check:failed", SOURCE_FAILED(reason=tally.failed)), None))
        if tally.incomplete is not None:
            told.append(self._finding(_trouble("check:incomplete", SOURCE_NOT_WHOLE(reason=tally.incomplete)), None))
        return tuple(told)

    def _record(self, checked: ValidatedRecord) -> ReportedRecord:
        return ReportedRecord(
            iri=checked.iri,
            title=checked.title,
            role=checked.role,
            publisher=checked.publisher,
            publisher_name=self.tally.names.get(checked.publisher or ""),
            accepted=checked.report.accepted,
            findings=tuple(self._finding(finding, checked) for finding in checked.all_findings),
            is_catalog=checked.is_catalog,
        )

    def _finding(self, finding: Finding, checked: ValidatedRecord | None) -> ReportedFinding:
        known = explained(finding, self._texts, None if checked is None else checked.place)
        publisher = None if checked is None else checked.publisher
        return ReportedFinding(
            source=self._check.location,
            record=None if checked is None else checked.iri,
            title=None if checked is None else checked.title,
            role="document" if checked is None else checked.role,
            publisher=publisher,
            publisher_name=self.tally.names.get(publisher or ""),
            is_catalog=checked is not None and checked.is_catalog,
            finding=known.finding,
            rule_text=known.rule_text,
            property_name=known.property_name,
            record_place=known.record_place,
        )


def _reason(reason: Message | str | None) -> Message | None:
    return None if reason is None else brief_reason(as_message(reason))


def _trouble(code: str, message: Message) -> Finding:
    return Finding(code=code, severity="violation", layer="house", message=message)
