"""Plan a harvest against the registry, and apply the plan.

Whatever happens in one source is a failed run of that source, so that the next is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial as bound
from operator import attrgetter
from pathlib import Path

from danhmuc.shapes import Validator
from danhmuc.vocab.errors import (
    RegistryError,
    SourceFailedError,
    UnknownNameError,
    UsageError,
)
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.errors import ErrorsText

from ..messages.harvest import PlansText, RemappingText
from ..messages.store import StoreText
from ..record.bars import mark_digest
from ..record.contents import HarvestSource, KindFindingSource, Progress, RemappableSource, SourceContents
from ..record.door import HostTraffic, NetworkDoor, SourceDoor, Visit
from ..record.harvested import Harvested, HarvestReport, StageClock
from ..record.record import LOCAL
from ..record.source_bytes import PruningLimits
from ..record.source_settings import DEFAULT_KIND, DeclaredSource
from ..record.spools import with_loaded
from ..record.stored import VALIDATED_STATES, StoredSource
from ..sources import source_at
from ..store.batches import BATCH, write_batch
from ..store.clock import Stamp
from ..store.database import Connection, RegistryDatabase
from ..store.purging import find_left_nodes
from ..store.reading_basis import StartOfRun, reading_state, verdict_counts
from ..store.runs import Lease, RunKind, close_run, give_up_run, open_run
from ..store.secret_records import forget_bodies_marked_since, forget_secret_bodies
from ..store.selecting import has_due, has_older_versions
from ..store.source_rows import add_source, set_kind
from ..store.stored_bars import lift_bar_digests, lift_bars, settle_salt, write_bar_digests, write_bars
from ..store.stored_documents import stored_digests
from ..store.stored_rows import (
    KIND,
    OpenMembership,
    RegisteredSource,
    find_among,
    find_source,
    open_memberships,
    sources_of,
    write_memberships,
)
from ..store.target import refuse_targets
from ..store.tombstones import Tombstones, bury_deletions, write_applied_losses
from ..verdicts.writer import Transaction, VerdictWriter
from .before_reading import (
    AskedReading,
    BeforeReading,
    before_reading,
    isolate,
    mapping_of,
    require_in_use,
    with_raw_bytes,
)
from .holding import closing_run, holding_lease, prune_after_run, writing_of_run
from .named_sources import name_for_source, require_free_name
from .pipeline import harvest
from .plan_file import HarvestPlan, MarkDigests, MembershipChanges, PlanWriter, plan_lines, plan_writer
from .ready_plan import (
    ReadyPlan,
    plan_base,
    ready_plan,
    renew_around_delta,
    renew_marked,
    resolved_memberships,
    salt_fingerprint,
    validate_anew,
    with_forecast,
)
from .saved_plans import PlanFile
from .settling import settle
from .stored_view import StoredView, is_any_due, renew_due_verdicts, unmoved_harvest

AtEnd = Callable[[Connection, str], None]
"""Called in the transaction that ends a run which did not fail, with the name of the source: what a person decides in
the same command is so as of the end of the run."""


@dataclass(frozen=True, slots=True)
class Harvests:
    """The harvests of one registry.

    Attributes:
        base: beginning of minted IRIs.
        validator: returns the validator of a profile; None if nothing is validated.
        door: the way to the network for sources, which all of a night share; None where there is none.
        limits: of the raw bytes that are kept after each run.
    """

    database: RegistryDatabase
    base: str
    validator: Callable[[Connection, str], Validator | None]
    door: NetworkDoor | None = None
    limits: PruningLimits = field(default_factory=PruningLimits)

    @property
    def stored(self) -> StoredView:
        """The stored side of all harvests."""
        return StoredView(self.database)

    def graphs(self, version_ids: Sequence[int]) -> Mapping[int, bytes]:
        """The graphs of some stored versions, by their keys."""
        return self.stored.graphs(version_ids)

    def plan(self, source: HarvestSource, asked: AskedReading) -> HarvestPlan:
        """Plan a harvest; see `Registry.plan`."""
        with self.database.reading(words="planning") as connection:
            base = plan_base(connection, find_source(connection, location=source.location), self.base)
        plan = self._plan(source, asked)
        with self.database.reading(words="planning") as connection:
            return with_forecast(connection, replace(plan, base=base))

    def _plan(self, source: HarvestSource, asked: AskedReading) -> HarvestPlan:
        with self.database.reading(words="planning") as connection:
            before = before_reading(connection, self.database, source, asked, base=self.base, validator=self.validator)
        source, known, clock = before.source, before.known, StageClock()
        door = None
        if self.door is not None:
            settings = replace(
                before.settings, private_network=before.settings.private_network or asked.private_network
            )
            door = self.door.for_source(source.location, settings, deadline=asked.deadline)
        visit = before.visit(door, asked.deadline, self.stored, asked.workers)
        harvested = self._read(before, asked, visit, clock)
        if harvested.documents:
            with self.database.reading(words="planning") as connection:
                kept = stored_digests(connection, [one.digest for one in harvested.documents])
            harvested.documents = with_raw_bytes(harvested.documents, kept)
        harvested.report = replace(harvested.report, traffic=_traffic(door))
        harvested.clock = clock
        return replace(
            self._make_plan(source, before.profile, before.newest_run, harvested),
            redirects=before.identity.basis,
            # Of a source on the web whose kind was found by reading it, that has the mapping.
            read_by=None if before.state is None else before.state.basis(mapping_of(source)),
            mapping=mapping_of(source),
            newest_mark=before.newest_mark,
            is_kind_open=harvested.state == "failed"
            and isinstance(source, KindFindingSource)
            and source.kind == DEFAULT_KIND,
            # Of documents that are read otherwise today, nothing can be added to what is known.
            follows=known.previous.run if known is not None and known.documents else None,
        )

    def _read(self, before: BeforeReading, asked: AskedReading, visit: Visit, clock: StageClock) -> Harvested:
        """Read a source and compare it with what is stored; what happens in it is a failed reading."""
        source, stored, known = before.source, before.stored, before.known
        compare = bound(
            harvest,
            validator=before.validator,
            source=before.name,
            partial=asked.partial,
            progress=asked.progress,
            settings=before.settings,
            workers=asked.workers,
        )

        def read_and_compare() -> Harvested:
            with ExitStack() as stack:
                with clock.measuring("reading"):
                    contents = stack.enter_context(before.read(asked.progress, visit))
                with clock.measuring("comparing"), self.database.reading(words="planning") as connection:
                    is_unmoved = contents.unmoved and contents.failed is None
                    if is_unmoved and stored is not None and known is not None and known.documents:
                        return unmoved_harvest(connection, contents, stored, known.previous, before.validator)
                    settle(contents)
                    is_whole = contents.failed is None and contents.incomplete is None and not asked.partial
                    delta = contents if contents.delta and is_whole else None
                    of_source = self.stored.source(connection, stored, before.profile, before.identity, delta)
                with clock.measuring("comparing"):
                    return compare(contents, of_source)

        if before.unusable is not None:
            # Nothing is asked of its server if nothing of it can be used.
            unread = compare(SourceContents(records=iter(()), failed=before.unusable), StoredSource())
            unread.report = replace(unread.report, profile=before.profile)
            return unread
        try:
            return isolate(source.location, read_and_compare)
        except SourceFailedError as error:
            nothing = SourceContents(records=iter(()), failed=error.reason, unopened=error.unopened)
            return compare(nothing, StoredSource())

    def harvest(
        self,
        source: HarvestSource,
        asked: AskedReading,
        *,
        by: str,
        batch: int | None,
        at_end: AtEnd | None = None,
    ) -> HarvestReport:
        """Plan a harvest and apply it under one lease; see `Registry.harvest`."""
        with self.database.reading(words="planning") as connection:
            registered = sources_of(connection)
            stored = find_among(registered, location=source.location)
            called = name_for_source(registered, source, stored, asked.name)
        with holding_lease(self.database, called, batch=batch) as lease:
            plan = self._plan(source, asked)
            kind: RunKind = "remap" if asked.from_stored else "harvest"
            with self.database.turn_to_write():
                ready = ReadyPlan(plan=plan)
                report, source_id = self._apply(plan, by, lease, lambda _, __: ready, kind=kind, at_end=at_end)
        self._prune(report, source_id)
        return report

    def remap(self, name: str, *, by: str) -> HarvestReport:
        """Run the mapping of a source over its stored documents; see `HarvestRuns.remap`."""
        with self.database.reading(words="planning") as connection:
            stored = find_source(connection, name=name)
            if stored is None or name == LOCAL:
                names = [one.name for one in sources_of(connection) if one.name != LOCAL]
                raise UnknownNameError(ErrorsText.SOURCE_UNKNOWN, name, names)
        source = source_at(stored.location, stored.kind, stored.settings)
        if not isinstance(source, RemappableSource):
            raise UsageError(RemappingText.KIND_UNMAPPED(name=name, kind=stored.kind))
        asked = AskedReading(from_stored=True)
        return self.harvest(source, asked, by=by, batch=None)

    def apply(
        self, plan: HarvestPlan, by: str, batch: int | None = None, progress: Progress | None = None
    ) -> HarvestReport:
        """Apply a plan; see `HarvestPlan.apply`."""

        def compare(connection: Connection, source: RegisteredSource | None) -> ReadyPlan:
            return ready_plan(connection, plan, source, self.base, self.validator)

        with holding_lease(self.database, plan.source, batch=batch) as lease:
            kind: RunKind = "harvest" if plan.marks is None else "apply"
            with self.database.turn_to_write():
                report, source_id = self._apply(plan, by, lease, compare, progress, kind=kind)
        self._prune(report, source_id)
        return report

    def _prune(self, report: HarvestReport, source_id: int | None) -> None:
        """Delete raw bytes that are not needed any more; whoever is killed meanwhile has harvested."""
        if source_id is not None:
            prune_after_run(self.database, self.limits, source_id, report.extent)

    def save(self, plans: Iterable[HarvestPlan], path: Path) -> None:
        """Write plans to a file; see `HarvestPlan.save`."""
        with self.plan_file(path) as file:
            for plan in plans:
                file.add(plan)

    @contextmanager
    def plan_file(self, path: Path) -> Iterator[PlanFile]:
        """A file for plans; see `HarvestRuns.plan_file`."""
        with self.database.reading() as connection:
            registered = sources_of(connection)
            refuse_targets(path, registry=self.database.path, sources=registered)
        with plan_writer(path) as writer:
            yield PlanFile(writer, self._write_plan, {one.name for one in registered})

    def _write_plan(self, plan: HarvestPlan, writer: PlanWriter) -> None:
        if plan.marks is not None:
            raise UsageError(PlansText.PLAN_SAVED_ALREADY())
        marks = MarkDigests()
        if plan.secret or plan.unclear or plan.unmarked:
            with self.database.writing() as connection:
                marks = _mark_digests(plan, settle_salt(connection))
        with self.database.reading(words="planning") as connection:
            source = find_source(connection, location=plan.location)
            known = {} if source is None else open_memberships(connection, source.id)
        for line in plan_lines(plan, marks, _listing(plan, known), self.graphs):
            writer.write(line)

    def _apply(
        self,
        plan: HarvestPlan,
        by: str,
        lease: Lease,
        compare: Callable[[Connection, RegisteredSource | None], ReadyPlan],
        progress: Progress | None = None,
        *,
        kind: RunKind,
        at_end: AtEnd | None = None,
    ) -> tuple[HarvestReport, int | None]:
        """Write a plan; returns the report, and the key of the source if there was a run."""
        with self.database.writing() as connection:
            source = find_source(connection, location=plan.location)
            ready = compare(connection, source)
            plan = ready.plan
            if source is not None:
                require_in_use(source)
            elif plan.report.unopened:
                # A location that never existed is a typing error, not a source.
                return plan.report, None
            is_new = source is None
            if source is None:
                source = self._register(connection, plan, by)
            basis = plan.basis if ready.due is None else None
            state = reading_state(connection, source.id)
            is_as_read = is_new if plan.read_by is None else state.basis(plan.mapping) == plan.read_by
            if source.is_kind_open and plan.state != "failed":
                set_kind(self.database, connection, source.id, plan.kind, by=by)
                source = replace(source, kind=plan.kind, is_kind_open=False)
                state = reading_state(connection, source.id)
            start = state.start(plan.mapping, follows=plan.follows is not None) if is_as_read else None
            stamp = open_run(
                self.database, connection, source, lease=lease, basis=basis, profile=plan.profile, by=by, kind=kind
            )
            if state.redirect != plan.redirects:
                # Records that it knows were renamed, so that they are others now.
                raise RegistryError(StoreText.SOURCE_MOVED(name=source.name))
            self._write_marks(connection, plan, stamp)
        return self._write_run(ready, source, stamp, lease, start, progress, at_end), source.id

    def _register(self, connection: Connection, plan: HarvestPlan, by: str) -> RegisteredSource:
        """Add the source of a plan to the registry."""
        # Others may have come since it was planned.
        require_free_name(sources_of(connection), plan.source, location=plan.location, kind=plan.kind)
        declared = DeclaredSource(name=plan.source, location=plan.location, kind=plan.kind, profile=plan.profile)
        # What nobody has said and nothing has shown is no decision; the next reading may find it.
        unsaid = (KIND,) if plan.is_kind_open else ()
        return add_source(self.database, connection, declared, by=by, unsaid=unsaid)

    def _write_marks(self, connection: Connection, plan: HarvestPlan, stamp: Stamp) -> None:
        """Keep back what a plan marks.

        Before anything is stored: a run that is killed must not leave what it marks free to be exported.
        """
        write_applied_losses(self.database, connection, plan.losses, stamp)
        write_bars(self.database, connection, plan.unclear, "unclear", stamp)
        forget_secret_bodies(connection, plan.secret, () if plan.marks is None else plan.marks.secret, stamp)
        write_bars(self.database, connection, plan.secret, "secret", stamp)
        if plan.marks is not None:
            write_bar_digests(self.database, connection, plan.marks.unclear, "unclear", stamp)
            write_bar_digests(self.database, connection, plan.marks.secret, "secret", stamp)

    def _write_run(
        self,
        ready: ReadyPlan,
        source: RegisteredSource,
        stamp: Stamp,
        lease: Lease,
        start: StartOfRun | None,
        progress: Progress | None,
        at_end: AtEnd | None,
    ) -> HarvestReport:
        """Write the rest of a run that is open; whatever goes wrong, the run fails and the report says why."""
        plan = ready.plan
        report = replace(plan.report, run=stamp.run_id)
        writing = bound(writing_of_run, self.database, stamp, lease)
        with closing_run(self.database, stamp), plan.clock.measuring("writing"):
            try:
                write = bound(self._write, ready, source, stamp, report, writing, start, progress, at_end)
                return isolate(plan.location, write)
            except SourceFailedError as error:
                report = _failed_report(plan, stamp, error.reason)
                with self.database.writing() as connection:
                    give_up_run(connection, stamp, error.reason)
        return report

    def _write(
        self,
        ready: ReadyPlan,
        source: RegisteredSource,
        stamp: Stamp,
        report: HarvestReport,
        writing: Transaction,
        start: StartOfRun | None,
        progress: Progress | None,
        at_end: AtEnd | None,
    ) -> HarvestReport:
        """Write all changes of a run, and its end; returns the report of what was done."""
        plan = ready.plan
        # Deletions are written with the end of the run, whose guard decides on them.
        writes = [one for one in (*plan.changes, *plan.renewed) if one.writes and not one.is_deleted]
        for at in range(0, len(writes), BATCH):
            with writing() as connection:
                write_batch(self.database, connection, [with_loaded(one) for one in writes[at : at + BATCH]], stamp)
            if progress is not None:
                progress("write", min(at + BATCH, len(writes)), len(writes))
        report, buried = self._renew_verdicts(ready, source, stamp, report, writing)
        with writing() as connection:
            settled = resolved_memberships(connection, plan, source.id)
            guard = source.settings.guard
            # Before the run ends, which counts what is withheld without a mark.
            lift_bars(connection, plan.unmarked, stamp)
            if plan.marks is not None:
                lift_bar_digests(connection, [one.digest for one in plan.marks.unmarked], stamp)
            report = close_run(self.database, connection, settled, stamp, report, guard, ready.due, start, buried)
            forget_bodies_marked_since(connection, plan.newest_mark, stamp)
            if at_end is not None and plan.state != "failed":
                at_end(connection, source.name)
        if plan.withhold:
            with self.database.reading(words="planning") as connection:
                report = replace(report, left_nodes=find_left_nodes(connection, plan.withhold))
        return report

    def _renew_verdicts(
        self, ready: ReadyPlan, source: RegisteredSource, stamp: Stamp, report: HarvestReport, writing: Transaction
    ) -> tuple[HarvestReport, Tombstones | None]:
        """Make the verdicts anew that no longer hold; returns the report with them, and the deletions written so far.

        Returns None in place of deletions that are still to be written.
        """
        plan, guard = ready.plan, source.settings.guard
        if plan.state == "failed":
            return report, None
        if plan.extent == "delta" and plan.state == "complete":
            report = self._validate_anew(ready, source, stamp, report, writing)
            with writing() as connection:
                # What is deleted is no context any more.
                buried = bury_deletions(self.database, connection, plan, stamp, guard, ready.due)
            return self._renew_around(plan, source, stamp, report, writing), buried
        if plan.extent == "unmoved" and plan.state == "complete":
            report = self._renew_due(source, stamp, report, writing)
        else:
            report = self._validate_anew(ready, source, stamp, report, writing)
            self._renew_older(source, stamp, writing)
        return report, None if plan.extent == "delta" else self._renew_marked(ready, source, stamp, writing)

    def _renew_due(
        self, source: RegisteredSource, stamp: Stamp, report: HarvestReport, writing: Transaction
    ) -> HarvestReport:
        """Make the verdicts anew that no longer hold, where nothing was read; returns the report with them."""
        of_profile = replace(source, profile=stamp.profile)
        with self.database.reading(words="planning") as connection:
            validator = self.validator(connection, stamp.profile)
            if validator is None:
                return replace(report, accepted=None, submitted=None)
            is_due = is_any_due(connection, of_profile, validator)
            if not is_due and not has_older_versions(connection, of_profile, VALIDATED_STATES):
                return report
        if is_due:
            report = renew_due_verdicts(self.database, of_profile, validator, stamp, report, writing)
        self._renew_older(source, stamp, writing)
        return report

    def _renew_around(
        self, plan: HarvestPlan, source: RegisteredSource, stamp: Stamp, report: HarvestReport, writing: Transaction
    ) -> HarvestReport:
        """Make verdicts anew on what a delta does not have; returns the report with them."""
        members = plan.memberships if plan.listing is None else plan.listing.begun
        with writing() as connection:
            # They are part of the context of what they list, and so are deletions.
            write_memberships(self.database, connection, resolved_memberships(connection, plan, source.id), stamp)
            validator = self.validator(connection, stamp.profile)
        of_profile = replace(source, profile=stamp.profile)
        return renew_around_delta(self.database, of_profile, validator, stamp, plan.changes, members, report, writing)

    def _validate_anew(
        self, ready: ReadyPlan, source: RegisteredSource, stamp: Stamp, report: HarvestReport, writing: Transaction
    ) -> HarvestReport:
        """Validate the records whose verdicts in the plan no longer hold; returns the report with the new ones."""
        if not ready.invalid and not ready.has_other_profile:
            return report
        with self.database.reading(words="planning") as connection:
            validator = self.validator(connection, stamp.profile)
        if validator is None:
            return replace(report, accepted=None, submitted=None)
        with writing() as connection:
            # The catalogues that list a record are part of its context.
            write_memberships(self.database, connection, resolved_memberships(connection, ready.plan, source.id), stamp)
        of_profile = replace(source, profile=stamp.profile)
        report = validate_anew(self.database, ready, of_profile, validator, stamp, report, writing)
        if not ready.has_other_profile:
            return report
        with self.database.reading(words="planning") as connection:
            counts = verdict_counts(connection, of_profile)
        return replace(report, accepted=counts.accepted, submitted=counts.submitted)

    def _renew_older(self, source: RegisteredSource, stamp: Stamp, writing: Transaction) -> None:
        """Validate older versions by today's rules, so that none leaves, or stays behind, by yesterday's."""
        of_profile = replace(source, profile=stamp.profile)
        with self.database.reading(words="planning") as connection:
            validator = self.validator(connection, stamp.profile)
            if validator is None or not has_older_versions(connection, of_profile, VALIDATED_STATES):
                return
        writer = VerdictWriter.of_act(self.database, of_profile, validator, stamp, writing)
        writer.write_older(in_new_context=False)

    def _renew_marked(
        self, ready: ReadyPlan, source: RegisteredSource, stamp: Stamp, writing: Transaction
    ) -> Tombstones | None:
        """Make the verdicts anew that a delta was to make which was broken off; until then the records do not leave.

        Returns what was withdrawn before, since it is no context any more; None if that is still to be done.
        """
        of_profile = replace(source, profile=stamp.profile)
        with self.database.reading(words="planning") as connection:
            validator = self.validator(connection, stamp.profile) if has_due(connection, source.id) else None
        if validator is None:
            return None
        plan, buried = ready.plan, None
        with writing() as connection:
            if plan.extent != "unmoved":
                # They are part of the context of what they list, and so are deletions.
                write_memberships(self.database, connection, resolved_memberships(connection, plan, source.id), stamp)
            if plan.state == "complete":
                buried = bury_deletions(self.database, connection, plan, stamp, source.settings.guard, ready.due)
        renew_marked(self.database, of_profile, validator, stamp, writing)
        return buried

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
            losses=harvested.losses,
            extent=harvested.extent,
            clock=harvested.clock,
            registry=self,
        )


def _traffic(door: SourceDoor | None) -> tuple[HostTraffic, ...]:
    """Counts of what a visit sent, by host; none of a host that was not asked in the end."""
    return () if door is None else tuple(one for one in door.traffic if one.requests)


def _mark_digests(plan: HarvestPlan, salt: str) -> MarkDigests:
    digests = {
        name: tuple(sorted({mark_digest(salt, iri) for iri in getattr(plan, name)}, key=attrgetter("digest")))
        for name in ("secret", "unclear", "unmarked")
    }
    return MarkDigests(registry=salt_fingerprint(salt), **digests)


def _listing(plan: HarvestPlan, known: Mapping[tuple[str, str, str], OpenMembership]) -> MembershipChanges:
    """The memberships of a plan that differ from those that are listed; only a complete reading ends any."""
    planned = {(one.catalog, one.property, one.target): one for one in plan.memberships}
    listed = {member: row.id for member, row in known.items() if row.missing_since is None}
    return MembershipChanges(
        begun=tuple(one for member, one in planned.items() if member not in listed),
        ended=tuple(key for member, key in listed.items() if member not in planned) if plan.is_whole else (),
    )


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
        traffic=plan.report.traffic,
        seconds=plan.clock.seconds(),
    )
