"""The stored side of a harvest: all that a reading is compared with, also where nothing moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial as bound
from typing import Final

from danhmuc.shapes import NO_PROFILE, Context, Profile, Validator
from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding
from danhmuc.vocab.valid_iris import are_valid_iris, valid_or_same

from ..document_reading import BASE_MOVED_CODE
from ..record.change import RoleCounts
from ..record.contents import SourceContents
from ..record.harvested import Harvested, HarvestReport
from ..record.identity import OtherSpelling
from ..record.record import Link, Membership
from ..record.source_settings import SourceSettings
from ..record.stored import StoredActivity, StoredGraph, StoredSource, StoredTotals, StoredVersion
from ..store.activities import last_activities, stored_activities
from ..store.batches import cell_violations
from ..store.clock import Stamp
from ..store.database import Connection, RegistryDatabase
from ..store.identity_rows import has_noted_spellings, open_proposals, other_spellings
from ..store.reading import graph_bodies, places_of
from ..store.reading_basis import (
    PreviousRun,
    StoredIdentity,
    has_due_verdicts,
    recent_records,
    seen_counts,
    source_state,
)
from ..store.searching import run_findings
from ..store.stored_bars import read_bars
from ..store.stored_documents import count_documents, digests_of_versions, documents_with, source_digests
from ..store.stored_findings import stored_per_source
from ..store.stored_rows import (
    RegisteredSource,
    VersionsOnDemand,
    all_versions,
    current_memberships,
    held_iris_of,
    newest_versions,
    stored_links,
)
from ..verdicts.context import add_context
from ..verdicts.writer import Transaction, VerdictWriter
from .plan_changes import recount_verdict
from .settling import EXPECTATION_CODES, ExpectedReading

# ---------------------------------------------------------------- stored around
# The stored records of a source, as far as a delta needs them: the cost is that of the delta, not of the source.


def stored_around(
    database: RegistryDatabase, stored: StoredSource, source: RegisteredSource, contents: SourceContents
) -> StoredSource:
    """The stored records of a source, read as a delta asks for them.

    Args:
        stored: the same without versions.
        source: with the profile of the run.
    """
    around = _Around(database, source)
    versions = VersionsOnDemand(around.versions)
    named = {one.iri for one in contents.records} | {one.iri for one in contents.deletions}
    return replace(
        stored,
        versions=versions,
        fetch=versions.fetch,
        held=named.intersection(stored.held or ()),
        source_bytes=lambda: around.source_bytes(versions.version_ids()),
        add_around=around.add_context,
        totals=around.totals,
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """The questions that a delta has, each in a transaction of its own."""

    database: RegistryDatabase
    source: RegisteredSource

    def versions(self, iris: Collection[str] | None) -> Mapping[str, StoredVersion]:
        with self.database.reading(words="planning") as connection:
            return newest_versions(connection, self.source.id, self.source.profile, iris)

    def source_bytes(self, version_ids: Sequence[int]) -> Mapping[int, str]:
        with self.database.reading(words="planning") as connection:
            return digests_of_versions(connection, version_ids)

    def add_context(self, context: Context, graphs: Sequence[StoredGraph], without: Collection[str]) -> None:
        with self.database.reading(words="planning") as connection:
            add_context(context, connection, self.source, graphs, without=without)

    def totals(self) -> StoredTotals:
        is_dated = self.source.settings.expectations.days is not None
        with self.database.reading(words="planning") as connection:
            seen = seen_counts(connection, self.source.id)["record"].seen
            state = source_state(connection, self.source.id, self.source.profile, dated=is_dated)
        return StoredTotals(records=seen, modified=state.modified)


# ---------------------------------------------------------------- stored view


@dataclass(frozen=True, slots=True)
class StoredView:
    """The records of one registry, looked up as far as a harvest asks; each question is a transaction of its own."""

    database: RegistryDatabase

    def source(
        self,
        connection: Connection,
        stored: RegisteredSource | None,
        profile: str,
        identity: StoredIdentity,
        delta: SourceContents | None,
    ) -> StoredSource:
        """The stored records of a source, to compare a reading with; `delta` is that reading, if it is one."""
        bars = read_bars(connection)
        if stored is None:
            others = bound(self.other_spellings, None)
            return StoredSource({}, self.graphs, self.places, bars=bars, other_spellings=others)
        held = held_iris_of(connection, stored.id)
        found = StoredSource(
            {} if delta is not None else _by_valid_iri(all_versions(connection, stored.id, profile)),
            self.graphs,
            self.places,
            bars=bars,
            links=bound(self.links, stored.id),
            memberships=bound(self.memberships, stored.id),
            redirects=identity.redirects,
            proposals=identity.proposals,
            declined=identity.declined,
            recent=bound(self.recent_records, stored.id),
            losses=identity.losses,
            source_bytes=bound(self.source_digests, stored.id),
            held={spelling for iri in held for spelling in (iri, valid_or_same(iri))},
            activities=bound(self.activities, stored.id),
            per_source_findings=bound(self.per_source_findings, stored.id),
            cell_violations=self.cell_violations,
            other_spellings=bound(self.other_spellings, stored.id),
            has_noted_spellings=bound(self.has_noted_spellings, stored.id),
        )
        if delta is None:
            return found
        return stored_around(self.database, found, replace(stored, profile=profile), delta)

    def graphs(self, version_ids: Sequence[int]) -> Mapping[int, bytes]:
        """The graphs of some stored versions, by their keys."""
        with self.database.reading(words="planning") as connection:
            return graph_bodies(connection, version_ids)

    def cell_violations(self, version_ids: Sequence[int]) -> Mapping[int, tuple[Finding, ...]]:
        """The violations that the reader found in cells of some stored versions, by their keys."""
        with self.database.reading() as connection:
            return cell_violations(connection, version_ids)

    def places(self, version_id: int) -> tuple[str, ...]:
        """The documents that a version was read from."""
        with self.database.reading(words="planning") as connection:
            return places_of(connection, version_id)

    def links(self, source_id: int, states: Collection[str]) -> list[Link]:
        """The links of the records of a source that are in some states."""
        with self.database.reading(words="planning") as connection:
            return stored_links(connection, source_id, states)

    def memberships(self, source_id: int) -> list[Membership]:
        """The memberships that the catalogues of a source list."""
        with self.database.reading(words="planning") as connection:
            return current_memberships(connection, source_id)

    def recent_records(self, source_id: int) -> set[str]:
        """The IRIs of the records of a source that came since its last complete run."""
        with self.database.reading(words="planning") as connection:
            return recent_records(connection, source_id)

    def source_digests(self, source_id: int) -> Mapping[int, str]:
        """The digests of what a source gave for the newest versions of its records, by the keys of these."""
        with self.database.reading(words="planning") as connection:
            return source_digests(connection, source_id)

    def per_source_findings(
        self, source_id: int, profile: Profile, without: Collection[str]
    ) -> Mapping[str, Sequence[Finding]]:
        """The stored findings that are one for the source, by the IRI of the record; see `StoredSource`."""
        with self.database.reading(words="planning") as connection:
            return stored_per_source(connection, source_id, profile, without)

    def other_spellings(self, source_id: int | None, iris: Collection[str]) -> list[OtherSpelling]:
        """The records of other sources under other spellings of some IRIs."""
        with self.database.reading(words="planning") as connection:
            return list(other_spellings(connection, iris, source_id))

    def has_noted_spellings(self, source_id: int) -> bool:
        """Whether the last run of a source found records of other sources under other spellings."""
        with self.database.reading(words="planning") as connection:
            return has_noted_spellings(connection, source_id)

    def activities(self, source_id: int, iris: Collection[str]) -> Mapping[str, StoredActivity]:
        """The newest activities that were applied to some records of a source."""
        with self.database.reading(words="planning") as connection:
            return stored_activities(connection, source_id, iris)

    def last_activities(self, source_id: int, iris: Collection[str]) -> Mapping[str, str]:
        """The times of these; see `Visit.last_activities`."""
        with self.database.reading(words="planning") as connection:
            return last_activities(connection, source_id, iris)

    def documents_with(self, source_id: int, iris: Collection[str]) -> Collection[str]:
        """The places of the documents of a source that may mention some IRIs; see `Visit.documents_with`."""
        with self.database.reading(words="planning") as connection:
            return documents_with(connection, source_id, iris)


def _by_valid_iri(versions: Mapping[str, StoredVersion]) -> Mapping[str, StoredVersion]:
    """Stored versions by the IRIs that the reader gives them now, so that records keep history and state.

    Earlier versions of danhmuc stored IRIs that the reader repairs today; writing a new version renames the record.
    """
    if are_valid_iris(versions):
        return versions
    renamed: dict[str, StoredVersion] = {}
    for iri, version in versions.items():
        valid = valid_or_same(iri)
        renamed[iri if valid in versions or valid in renamed else valid] = version
    return renamed


# ---------------------------------------------------------------- unmoved
# A reading in which nothing moved: the run sees what the last one saw, and no record is looked at for it.

_NOT_AGAIN: Final = frozenset({*EXPECTATION_CODES, BASE_MOVED_CODE})
"""Codes of findings that are made anew, or told once."""


def unmoved_harvest(
    connection: Connection,
    contents: SourceContents,
    source: RegisteredSource,
    previous: PreviousRun,
    validator: Validator | None,
) -> Harvested:
    """The outcome of a reading in which nothing moved since a run; what that had missed is missing once more."""
    before = _previous_report(connection, source, previous, validator)
    is_dated = source.settings.expectations.days is not None
    state = source_state(connection, source.id, source.profile, dated=is_dated)
    records = _seen_again(before.records, state.missing["record"])
    unmet = _unmet(source.settings, records.seen, state.modified)
    known = (one for one in run_findings(connection, previous.noticed_in) if one.code not in _NOT_AGAIN)
    findings = (*known, *unmet)
    report = replace(
        before,
        run=None,
        extent="unmoved",
        deleted=0,
        deletions_unknown=0,
        records=records,
        nodes=_seen_again(before.nodes, state.missing["node"]),
        elements=_seen_again(before.elements, state.missing["element"]),
        catalog_records=_seen_again(before.catalog_records, state.missing["catalog-record"]),
        validated=0,
        accepted=None if validator is None else state.accepted,
        submitted=None if validator is None else state.submitted,
        findings=_by_severity(findings),
        passed_over=contents.passed_over,
        pages=contents.pages,
        withdrawn=0,
        waiting=0,
        awaiting_release=0,
        renames=tuple(replace(one, run=None, at=None) for one in open_proposals(connection, source.id)),
        proposed_renames=0,
        unmet=len(unmet),
        traffic=(),
        seconds={},
    )
    return Harvested(report=report, findings=findings, documents=contents.documents, extent="unmoved")


def _previous_report(
    connection: Connection, source: RegisteredSource, previous: PreviousRun, validator: Validator | None
) -> HarvestReport:
    """The report of a run, with the numbers of all that the source had then."""
    profile = NO_PROFILE if validator is None else validator.profile.token
    report = HarvestReport.of_counts(
        previous.counts, source=source.name, profile=profile, run=previous.run, state="complete", why=None
    )
    if report.extent != "delta":
        return report
    # That run saw only what had changed.
    counts = seen_counts(connection, source.id)
    return replace(
        report,
        records=counts["record"],
        nodes=counts["node"],
        elements=counts["element"],
        catalog_records=counts["catalog-record"],
        documents=count_documents(connection, source.id),
    )


def is_any_due(connection: Connection, source: RegisteredSource, validator: Validator) -> bool:
    """Whether any verdict of a source no longer holds; `source` as below."""
    return has_due_verdicts(
        connection,
        source.id,
        source.profile,
        profile_digest=validator.profile.digest,
        lists_digest=validator.lists_digest,
        today=validator.today.isoformat(),
    )


def renew_due_verdicts(
    database: RegistryDatabase,
    source: RegisteredSource,
    validator: Validator,
    stamp: Stamp,
    report: HarvestReport,
    writing: Transaction,
) -> HarvestReport:
    """Make verdicts anew that no longer hold, a page at a time; returns the report with them.

    Args:
        source: with the profile of the run.
    """
    writer = VerdictWriter.of_act(database, source, validator, stamp, writing)
    for page in writer.write_newest():
        for change in page.changes:
            if change.report is not None:
                report = recount_verdict(report, change.report, 1)
    with database.reading(words="planning") as connection:
        state = source_state(connection, source.id, source.profile, dated=False)
    return replace(report, accepted=state.accepted, submitted=state.submitted)


def _seen_again(before: RoleCounts, missing: int) -> RoleCounts:
    """The counts of a run that sees what another saw."""
    there = before.created + before.updated + before.unchanged + before.reappeared
    return RoleCounts(unchanged=there, held=before.held, missing=missing)


def _unmet(settings: SourceSettings, records: int, modified: Iterable[str]) -> tuple[Finding, ...]:
    """The expectations that are not met: a source that does not move grows old."""
    expected = ExpectedReading(settings.expectations)
    for text in modified:
        expected.add_day(text)
    return tuple(expected.findings(records))


def _by_severity(findings: Iterable[Finding]) -> Mapping[str, int]:
    counted = Counter(finding.reported_severity for finding in findings)
    return {severity: counted[severity] for severity in REPORTED_SEVERITIES}
