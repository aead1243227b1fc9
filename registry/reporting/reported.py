"""Findings as reports tell them: with the record, its publisher, the field, the basis and the pages to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danhmuc.shapes.profiles.loading import Profile
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message, as_message

from ..messages.reports import SOURCE_FAILED, SOURCE_NOT_WHOLE
from ..record.contents import in_brief
from ..validation.source import CheckedRecord, SourceCheck
from .explained_findings import ExplainedFinding, explained
from .rule_texts import rule_texts
from .tally import Tally

__all__ = ["ReportedFinding", "ReportedRecord", "ReportedSource"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding(ExplainedFinding):
    """One finding with all that a row of a report needs.

    Attributes:
        source: location of the source.
        record: IRI of the record; None where the finding is about a document.
        role: of the record; ``document`` where there is none.
        publisher: IRI of the record's publisher.
        publisher_name: where the source tells it before the record.
        is_catalog: whether the record is a catalogue.
    """

    source: str
    record: str | None
    title: str | None
    role: str
    publisher: str | None
    publisher_name: str | None
    is_catalog: bool = False

    @property
    def shown_value(self) -> str | None:
        """The value for people: a nested node has a name that only this reading knows."""
        return None if self.value is None or self.value.startswith("_:") else self.value

    @property
    def inner_focus(self) -> str | None:
        """The node it is about, where that is another than the record and has a name outside of it."""
        is_record = self.focus == self.record or (self.focus or "_:").startswith("_:")
        return None if is_record else self.focus


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRecord:
    """One description and its findings, gravest first as the profile has them, then the reader's."""

    iri: str
    title: str | None
    role: str
    publisher: str | None
    publisher_name: str | None
    accepted: bool
    findings: tuple[ReportedFinding, ...]
    is_catalog: bool = False


class ReportedSource:
    """A judged source on its way into a report: its records can be told once, and are counted as they pass.

    Args:
        check: the source as judged.
        profile: what it was judged by.

    Attributes:
        failed, incomplete: the library's own words, as in `SourceCheck`.
        findings: about documents.
        tally: what was counted so far; complete when all records are told.
    """

    def __init__(self, check: SourceCheck, profile: Profile) -> None:
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

    def _record(self, checked: CheckedRecord) -> ReportedRecord:
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

    def _finding(self, finding: Finding, checked: CheckedRecord | None) -> ReportedFinding:
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
    return None if reason is None else in_brief(as_message(reason))


def _trouble(code: str, message: Message) -> Finding:
    return Finding(code=code, severity="violation", layer="house", message=message)
