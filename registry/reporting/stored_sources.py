"""Stored findings on their way into a report, as if their sources had just been validated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from danhmuc.shapes import NO_PROFILE, ValidationReport
from danhmuc.shapes.profiles.loading import Profile
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.place import places_text
from danhmuc.vocab.terms import DCAT
from danhmuc.vocab.text import shown_location

from ..record.per_source import PerSource, is_one_for_source, subjects_of
from ..store.database import Connection
from ..store.stored_findings import FindingFilter, StoredVerdict, stored_per_source, stored_verdicts
from ..store.stored_rows import RegisteredSource, sources_of
from ..validation.source import ValidatedSource
from ..validation.validated_records import ValidatedRecord
from .profile_of_source import stored_profile
from .reported_source import ReportedSource

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList


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
