"""Visit a source on the web once, politely, and tell what a harvest of it would find; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from danhmuc.shapes import Validator
from danhmuc.vocab.errors import SourceFailedError
from danhmuc.vocab.findings import REPORTED_SEVERITIES

from ..harvest.before_reading import isolate
from ..harvest.pipeline import harvest
from ..harvest.settling import settle
from ..messages.sources import WebPagesText, WebSourcesText
from ..record.contents import Announced, HarvestSource, PendingRecord, ReadDocument, SourceContents
from ..record.door import KnownDocument, NetworkDoor, PublishingSource, SourceCheck, SourceDoor, SourceVisit, Visit
from ..record.harvested import Harvested
from ..record.record import NODE_ROLES, IriSpace
from ..record.source_settings import SourceSettings
from ..record.stored import StoredSource
from ..sources.shared_door import SharedDoor

SAMPLE: Final = 100
"""Number of records that are validated."""
_LOOKED_AT: Final = 1
"""Number of pages that are visited."""


def check_location(
    source: HarvestSource,
    validator: Validator | None,
    *,
    settings: SourceSettings | None = None,
    door: NetworkDoor | None = None,
) -> SourceCheck:
    """Visit a source that is in no registry.

    Args:
        validator: None validates nothing.
        settings: by which it is visited.
        door: the way to the network; None for one of its own.
    """
    own = SharedDoor()
    try:
        chosen = (own if door is None else door).for_source(source.location, settings or SourceSettings())
        found = visit_source(source, chosen, validator)
    finally:
        own.close()
    if found.why is not None and found.why.id == WebSourcesText.KIND_OTHER.id:
        # There is no source that could be moved.
        facts = found.why.facts
        return replace(found, why=WebSourcesText.KIND_OF_URL(url=facts["url"], kind=facts["kind"]))
    return found


def visit_source(
    source: HarvestSource, door: SourceDoor, validator: Validator | None, *, name: str | None = None
) -> SourceCheck:
    """Read a source once, and ask once more whether it has moved, if its server says how; never raises for its faults.

    Args:
        validator: None validates nothing.
        name: that the source has in a registry; None for its own.
    """
    space = IriSpace(source=source.name if name is None else name)
    try:
        found = isolate(source.location, lambda: _visit(source, space, door, validator))
    except SourceFailedError as error:
        found = SourceCheck(location=source.location, kind=source.kind, why=error.reason, is_open=not error.unopened)
    visit = found.visit or SourceVisit()
    traffic = tuple(one for one in door.traffic if one.requests)
    return replace(found, visit=replace(visit, traffic=traffic))


def _visit(source: HarvestSource, space: IriSpace, door: SourceDoor, validator: Validator | None) -> SourceCheck:
    contents = source.contents(space, visit=Visit(door=door, max_documents=_LOOKED_AT))
    try:
        settle(contents)
        documents, records = contents.documents, tuple(contents.records)
        announced, incomplete = contents.announced, contents.incomplete
        if incomplete is not None and incomplete.id == WebPagesText.PAGES_LEFT.id:
            incomplete = None  # as was asked for
        harvested = _validate_sample(source, contents, records, validator)
    finally:
        contents.close()
    visit = SourceVisit(
        url=documents[0].url if documents else None,
        size=sum(document.size or 0 for document in documents),
        records=_count_by_class(records),
        announced=announced.announced if isinstance(announced, Announced) else announced,
        is_paged=contents.is_paged,
        pages=contents.page_count,
        validators=any(document.etag or document.last_modified for document in documents),
        profile=None if validator is None else validator.profile.token,
        sample=harvested.report.records.seen,
        accepted=harvested.report.accepted or 0,
        findings=_count_findings(harvested),
        noticed=harvested.findings,
        letter=contents.letter,
        other_forms=source.other_forms(door) if isinstance(source, PublishingSource) else (),
    )
    if contents.failed is None and visit.validators:
        visit = replace(visit, conditional=_answers_unmoved(source, space, door, documents))
    return SourceCheck(
        location=source.location,
        kind=source.kind,
        documents=len(documents),
        passed_over=contents.passed_over,
        unopened=tuple(one.document for one in contents.quarantined) if contents.failed is None else (),
        why=contents.failed or incomplete,
        is_open=not contents.unopened,
        visit=visit,
    )


def _validate_sample(
    source: HarvestSource, contents: SourceContents, records: tuple[PendingRecord, ...], validator: Validator | None
) -> Harvested:
    """The first records as their first harvest would take them, with all node records, which they may name."""
    if contents.failed is None:
        taken = [one for one in records if one.role in NODE_ROLES]
        taken += [one for one in records if one.role == "record"][:SAMPLE]
        contents.records = taken
        contents.announced = None
    return harvest(contents, StoredSource(), validator, source=source.name)


def _count_by_class(records: Iterable[PendingRecord]) -> Mapping[str, int]:
    counted = Counter(one.main_class or "" for one in records if one.role == "record")
    return {name: counted[name] for name in sorted(counted)}


def _count_findings(harvested: Harvested) -> Mapping[str, int]:
    counted = Counter(
        finding.reported_severity
        for change in harvested.changes
        if change.report is not None
        for finding in change.report.findings
    )
    return {severity: counted[severity] for severity in REPORTED_SEVERITIES}


def _answers_unmoved(
    source: HarvestSource, space: IriSpace, door: SourceDoor, documents: Iterable[ReadDocument]
) -> bool:
    """Whether the server answers that nothing moved, asked as the next harvest would ask."""
    known = {
        one.place: KnownDocument(
            place=one.place,
            digest=one.digest,
            size=one.size or 0,
            url=one.url,
            status=one.status,
            etag=one.etag,
            last_modified=one.last_modified,
            run=0,
            fetched_at="",
            has_body=True,
            immutable=one.immutable,
        )
        for one in documents
    }
    before = _count_unmodified(door)
    again = source.contents(space, visit=Visit(door=door, known=known, max_documents=_LOOKED_AT))
    again.close()
    return again.unmoved and _count_unmodified(door) > before


def _count_unmodified(door: SourceDoor) -> int:
    return sum(one.not_modified for one in door.traffic)
