"""Plan a harvest against the registry, and apply the plan.

Whatever happens in one source is a failed run of that source, so that the next is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial as bound
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from danhmuc.shapes import Validator
from danhmuc.vocab.errors import RegistryError, SourceFailedError, SourceUnavailableError, UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.valid_iris import are_valid_iris, valid_or_same

from ..messages.harvest import LOCATION_STREAM
from ..messages.sources import SOURCE_REMOVED
from ..record.bars import Bars
from ..record.contents import HarvestSource, Progress, SourceContents
from ..record.harvested import Harvested, HarvestReport
from ..record.record import IriSpace, Link, Membership
from ..record.source_settings import DEFAULT_PROFILE, DeclaredSource
from ..record.stored import StoredSource, StoredVersion
from ..store.batches import BATCH, Stamp, write_batch
from ..store.database import Connection, RegistryDatabase
from ..store.leases import Lease
from ..store.reading import graph_bodies, places_of
from ..store.runs import beat, close_run, give_up_run, newest_run, open_run
from ..store.source_rows import add_source, first_document
from ..store.stored_bars import lift_bars, read_bars, write_bars
from ..store.stored_rows import (
    RegisteredSource,
    current_memberships,
    find_source,
    newest_versions,
    sources_of,
    stored_links,
)
from ..verdicts.writer import Transaction, VerdictWriter
from .holding import holding_lease
from .isolation import isolate
from .pipeline import harvest
from .plan import HarvestPlan
from .source_name import name_for_source

__all__ = ["Harvests"]


@dataclass(frozen=True, slots=True)
class Harvests:
    """The harvests of one registry.

    Attributes:
        base: beginning of minted IRIs.
        validator: returns the validator of a profile; None if nothing is validated.
    """

    database: RegistryDatabase
    base: str
    validator: Callable[[Connection, str], Validator | None]

    def plan(
        self,
        source: HarvestSource,
        *,
        name: str | None,
        profile: str | None,
        partial: Message | str | None,
        progress: Progress | None,
    ) -> HarvestPlan:
        """Plan a harvest; see `Registry.plan`."""
        with self.database.reading() as connection:
            stored = find_source(connection, location=source.location)
            if stored is not None:
                _require_in_use(stored)
            called = name_for_source(sources_of(connection), source, stored, name)
            token = profile or (stored.profile if stored is not None else DEFAULT_PROFILE)
            validator = self.validator(connection, token)
            basis = newest_run(connection, stored.id) if stored is not None else 0
            versions = newest_versions(connection, stored.id, token) if stored is not None else {}
            bars = read_bars(connection)
            space = _iri_space(connection, called, self.base, stored)
        versions = _by_valid_iri(versions)
        compare = bound(
            harvest,
            validator=validator,
            source=called,
            partial=partial,
            progress=progress,
            settings=None if stored is None else stored.settings,
        )

        def read_and_compare() -> Harvested:
            if source.kind == "rdf" and _is_stream(Path(source.location)):
                raise SourceUnavailableError(source.location, LOCATION_STREAM())
            contents = source.contents(space, progress=progress)
            return compare(contents, self._stored_source(versions, stored, bars))

        try:
            harvested = isolate(source.location, read_and_compare)
        except SourceFailedError as error:
            nothing = SourceContents(records=iter(()), failed=error.reason, unopened=error.unopened)
            harvested = compare(nothing, StoredSource())
        return self._make_plan(source, token, basis, harvested)

    def harvest(
        self,
        source: HarvestSource,
        *,
        name: str | None,
        profile: str | None,
        partial: Message | str | None,
        progress: Progress | None,
        by: str,
        batch: int | None,
    ) -> HarvestReport:
        """Plan a harvest and apply it under one lease; see `Registry.harvest`."""
        with self.database.reading() as connection:
            stored = find_source(connection, location=source.location)
            called = name_for_source(sources_of(connection), source, stored, name)
        with holding_lease(self.database, called, batch=batch) as lease:
            plan = self.plan(source, name=name, profile=profile, partial=partial, progress=progress)
            return self._apply(plan, by, lease)

    def apply(self, plan: HarvestPlan, by: str) -> HarvestReport:
        """Apply a plan; see `HarvestPlan.apply`."""
        with holding_lease(self.database, plan.source) as lease:
            return self._apply(plan, by, lease)

    def _apply(self, plan: HarvestPlan, by: str, lease: Lease) -> HarvestReport:
        with self.database.writing() as connection:
            source = find_source(connection, location=plan.location)
            if source is not None:
                _require_in_use(source)
            elif plan.report.unopened:
                # A location that never existed is a typing error, not a source.
                return plan.report
            if source is None:
                declared = DeclaredSource(
                    name=plan.source, location=plan.location, kind=plan.kind, profile=plan.profile
                )
                source = add_source(self.database, connection, declared, by=by)
            stamp = open_run(
                self.database, connection, source, lease=lease, basis=plan.basis, profile=plan.profile, by=by
            )
            # Before anything is stored: a run that is killed must not leave what it marks free to be exported.
            write_bars(self.database, connection, plan.unclear, "unclear", stamp)
            write_bars(self.database, connection, plan.secret, "secret", stamp)
        report = replace(plan.report, run=stamp.run_id)
        writing = bound(self._writing_of_run, stamp, lease)
        with self._closing_run(stamp):
            try:
                report = isolate(plan.location, bound(self._write, plan, source, stamp, report, writing))
            except SourceFailedError as error:
                report = _failed_report(plan, stamp, error.reason)
                with self.database.writing() as connection:
                    give_up_run(connection, stamp, error.reason)
        return report

    def _write(
        self, plan: HarvestPlan, source: RegisteredSource, stamp: Stamp, report: HarvestReport, writing: Transaction
    ) -> HarvestReport:
        """Write all changes of a run, and its end; returns the report of what was done."""
        writes = [change for change in (*plan.changes, *plan.renewed) if change.writes]
        for start in range(0, len(writes), BATCH):
            with writing() as connection:
                write_batch(self.database, connection, writes[start : start + BATCH], stamp)
        if plan.state != "failed":
            self._renew_older(source, stamp, writing)
        with writing() as connection:
            report = close_run(self.database, connection, plan, stamp, report, source.settings.guard)
            lift_bars(connection, plan.unmarked, stamp)
        return report

    def _renew_older(self, source: RegisteredSource, stamp: Stamp, writing: Transaction) -> None:
        """Validate older versions by today's rules, so that none leaves, or stays behind, by yesterday's."""
        with self.database.reading() as connection:
            validator = self.validator(connection, stamp.profile)
        if validator is None:
            return
        writer = VerdictWriter(
            database=self.database,
            source=replace(source, profile=stamp.profile),
            validator=validator,
            stamp=lambda: stamp,
            reading=self.database.reading,
            writing=writing,
        )
        writer.write_older(in_new_context=False)

    @contextmanager
    def _writing_of_run(self, stamp: Stamp, lease: Lease) -> Iterator[Connection]:
        """A writing transaction of a run, which also shows that the run is alive."""
        with self.database.writing() as connection:
            beat(connection, stamp, lease)
            yield connection

    @contextmanager
    def _closing_run(self, stamp: Stamp) -> Iterator[None]:
        """Give up the run if anything inside fails, so that it does not stay open."""
        done = False
        try:
            yield
            done = True
        finally:
            if not done:
                with suppress(RegistryError), self.database.writing() as connection:
                    give_up_run(connection, stamp)

    def _make_plan(self, source: HarvestSource, profile: str, basis: int, harvested: Harvested) -> HarvestPlan:
        return HarvestPlan(
            source=harvested.report.source,
            location=source.location,
            kind=source.kind,
            profile=profile,
            basis=basis,
            report=harvested.report,
            changes=harvested.changes,
            renewed=harvested.renewed,
            withhold=harvested.withhold,
            secret=harvested.secret,
            unclear=harvested.unclear,
            unmarked=harvested.unmarked,
            memberships=harvested.memberships,
            rest=harvested.rest,
            documents=harvested.documents,
            quarantined=harvested.quarantined,
            findings=harvested.findings,
            apply_with=self.apply,
        )

    def _stored_source(
        self, versions: Mapping[str, StoredVersion], stored: RegisteredSource | None, bars: Bars
    ) -> StoredSource:
        stored_source = StoredSource(versions, self._graphs, self._places, bars=bars)
        if stored is None:
            return stored_source
        return replace(
            stored_source, links=bound(self._links, stored.id), memberships=bound(self._memberships, stored.id)
        )

    def _links(self, source_id: int, states: Collection[str]) -> list[Link]:
        with self.database.reading() as connection:
            return stored_links(connection, source_id, states)

    def _memberships(self, source_id: int) -> list[Membership]:
        with self.database.reading() as connection:
            return current_memberships(connection, source_id)

    def _graphs(self, version_ids: Sequence[int]) -> Mapping[int, bytes]:
        with self.database.reading() as connection:
            return graph_bodies(connection, version_ids)

    def _places(self, version_id: int) -> tuple[str, ...]:
        with self.database.reading() as connection:
            return places_of(connection, version_id)


def _iri_space(connection: Connection, name: str, base: str, stored: RegisteredSource | None) -> IriSpace:
    """The space of a source, the same wherever it was moved."""
    first = None if stored is None else first_document(connection, stored)
    return IriSpace(source=name, base=base, only_document=first)


def _require_in_use(source: RegisteredSource) -> None:
    """Refuse a source that was removed.

    Raises:
        UsageError: it was.
    """
    if source.retired_at is not None:
        raise UsageError(SOURCE_REMOVED(name=source.name, location=source.location))


def _is_stream(path: Path) -> bool:
    """Whether a path is a pipe or a device: it may never end, and the next harvest finds something else in it."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # reading it will report why
    return not (S_ISREG(mode) or S_ISDIR(mode))


def _failed_report(plan: HarvestPlan, stamp: Stamp, why: Message) -> HarvestReport:
    """The report of a run that failed while it was written; batches written before stay."""
    return HarvestReport(
        source=plan.source,
        profile=plan.report.profile,
        run=stamp.run_id,
        state="failed",
        why=why,
        documents=plan.report.documents,
        quarantined_documents=plan.report.quarantined_documents,
        passed_over=plan.report.passed_over,
    )


def _by_valid_iri(versions: dict[str, StoredVersion]) -> dict[str, StoredVersion]:
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
