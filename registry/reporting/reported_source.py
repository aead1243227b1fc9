"""A validated source on its way into a report, just validated or stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from danhmuc.shapes import NO_PROFILE, ValidationReport
from danhmuc.shapes.profiles.loading import Profile, read_profile
from danhmuc.vocab.errors import ShapesError, UnknownNameError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message, as_message
from danhmuc.vocab.place import places_text
from danhmuc.vocab.terms import DCAT
from danhmuc.vocab.text import shown_location

from ..messages.reports import ReportsText
from ..record.contents import brief_reason
from ..record.findings import PerSource, is_one_for_source, subjects_of
from ..store.database import Connection
from ..store.stored_findings import FindingFilter, StoredVerdict, stored_per_source, stored_verdicts
from ..store.stored_rows import RegisteredSource, sources_of
from ..validation.source import ValidatedRecord, ValidatedSource
from .explained_findings import explain, rule_texts
from .reported_records import ReportedFinding, ReportedRecord
from .tally import Tally

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList

# ---------------------------------------------------------------- reported source


class ReportedSource:
    """A validated source on its way into a report: its records can be read once, and are counted as they are read.

    Args:
        validated: the source.
        profile: the profile that validated it.
        acts: the list of legal acts that states the status of each basis; None for the bundled one.
        fits: whether a finding of a record is reported; None reports all.

    Attributes:
        failed, incomplete: reasons of the library, as in `ValidatedSource`.
        findings: about documents.
        tally: the counts so far; complete when all records have been read.
    """

    def __init__(
        self,
        validated: ValidatedSource,
        profile: Profile,
        acts: CodeList | None = None,
        fits: Callable[[Finding], bool] | None = None,
    ) -> None:
        self.profile = profile
        self._fits = fits
        self.failed = validated.failed
        self.incomplete = validated.incomplete
        self._validated = validated
        self._texts = rule_texts(profile, acts)
        self.tally = Tally(
            location=shown_location(validated.location),
            profile=validated.profile,
            profile_title=profile.title,
            failed=_reason(validated.failed),
            incomplete=_reason(validated.incomplete),
            unopened=validated.unopened,
        )
        self.findings = tuple(self._finding(finding, None) for finding in validated.findings)
        for finding in self.findings:
            self.tally.add_finding(finding)

    @property
    def location(self) -> str:
        """Location of the source."""
        return self._validated.location

    def records(self) -> Iterator[ReportedRecord]:
        """All records in their order, node records first."""
        for validated in self._validated.records:
            record = self._record(validated)
            self.tally.add_record(record)
            yield record

    def count_all(self) -> Tally:
        """Count all records without reporting them, and return the counts."""
        for _ in self.records():
            pass
        return self.tally

    def source_findings(self) -> tuple[ReportedFinding, ...]:
        """Findings for a source that failed or is incomplete, for formats that hold only findings."""
        tally = self.tally
        found = []
        if tally.failed is not None:
            found.append(
                self._finding(_source_finding("check:failed", ReportsText.SOURCE_FAILED(reason=tally.failed)), None)
            )
        if tally.incomplete is not None:
            incomplete = _source_finding("check:incomplete", ReportsText.SOURCE_NOT_WHOLE(reason=tally.incomplete))
            found.append(self._finding(incomplete, None))
        return tuple(found)

    def _record(self, validated: ValidatedRecord) -> ReportedRecord:
        return ReportedRecord(
            iri=validated.iri,
            title=validated.title,
            role=validated.role,
            publisher=validated.publisher,
            publisher_name=self._publisher_name(validated),
            accepted=validated.report.accepted,
            findings=tuple(
                self._finding(finding, validated)
                for finding in validated.all_findings
                if self._fits is None or self._fits(finding)
            ),
            is_catalog=validated.is_catalog,
        )

    def _publisher_name(self, validated: ValidatedRecord) -> str | None:
        return validated.publisher_name if validated.publisher is None else self.tally.names.get(validated.publisher)

    def _finding(self, finding: Finding, validated: ValidatedRecord | None) -> ReportedFinding:
        explained = explain(finding, self._texts, None if validated is None else validated.place)
        publisher = None if validated is None else validated.publisher
        return ReportedFinding(
            source=self._validated.location,
            record=None if validated is None else validated.iri,
            title=None if validated is None else validated.title,
            role="document" if validated is None else validated.role,
            publisher=publisher,
            publisher_name=None if validated is None else self._publisher_name(validated),
            is_catalog=validated is not None and validated.is_catalog,
            finding=explained.finding,
            rule_text=explained.rule_text,
            property_name=explained.property_name,
            record_place=explained.record_place,
        )


def _reason(reason: Message | str | None) -> Message | None:
    return None if reason is None else brief_reason(as_message(reason))


def _source_finding(code: str, message: Message) -> Finding:
    return Finding(code=code, severity="violation", layer="house", message=message)


# ---------------------------------------------------------------- profile of source
# The profile by which stored findings are explained.


def stored_profile(token: str) -> Profile:
    """The profile; if it cannot be loaded any more, one without rules, since the texts of findings are stored."""
    try:
        return read_profile(token)
    except (UnknownNameError, ShapesError):
        return Profile(token=token, title={}, tokens=(token,), digest="", nquads=b"", rules={})


# ---------------------------------------------------------------- stored sources
# Stored findings on their way into a report, as if their sources had just been validated.


def reported_sources(connection: Connection, chosen: FindingFilter, acts: CodeList) -> Iterator[ReportedSource]:
    """The sources that are validated, oldest first, each with the findings asked for.

    All records of the sources and publisher asked for are reported, those without such findings, too.
    """
    for source in sources_of(connection):
        if source.profile != NO_PROFILE and chosen.source in (None, source.name):
            profile = stored_profile(source.profile)
            subjects = subjects_of(profile)
            validated = ValidatedSource(
                location=shown_location(source.location),
                profile=source.profile,
                findings=tuple(_once(connection, source, profile, chosen)),
                records=(_record(source, one, subjects) for one in stored_verdicts(connection, source, chosen)),
            )
            yield ReportedSource(validated, profile, acts, chosen.fits)


def _once(
    connection: Connection, source: RegisteredSource, profile: Profile, chosen: FindingFilter
) -> Iterator[Finding]:
    """The findings asked for that are one for the source."""
    if chosen.publisher is None:
        found = PerSource()
        found.add_stored(stored_per_source(connection, source.id, profile, ()))
        yield from filter(chosen.fits, found.findings(()))


def _record(source: RegisteredSource, stored: StoredVerdict, subjects: Mapping[str, str]) -> ValidatedRecord:
    return ValidatedRecord(
        iri=stored.iri,
        role=stored.role,
        title=stored.title,
        report=ValidationReport(
            iri=stored.iri,
            profile=source.profile,
            profile_digest=stored.profile_digest,
            lists_digest=stored.lists_digest,
            context_digest=stored.context_digest,
            findings=tuple(one for one in stored.findings if not is_one_for_source(one, subjects)),
        ),
        publisher=stored.publisher,
        publisher_name=stored.publisher_name,
        place=places_text(stored.places),
        is_catalog=stored.main_class == DCAT.Catalog.value,
    )
