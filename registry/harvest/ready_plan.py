"""A plan beside the registry that it is applied to: whether it still holds, what is left to do, and its effects.

A plan beside the registry that it is applied to: whether it still holds, and what is left to do.

Source of the rules: docs/decisions/0032-saved-plans.md.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from danhmuc.shapes import NO_PROFILE, ValidationReport, Validator
from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.messages import Message
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.harvest import PlansText
from ..record.bars import iri_digest
from ..record.causes import ABSENCES, unpack_causes
from ..record.change import PlannedChange, links_of
from ..record.harvested import HarvestReport
from ..record.record import NODE_ROLES, Membership
from ..record.source_bytes import names_any
from ..record.source_settings import SourceSettings
from ..record.stored import VALIDATED_STATES, StoredVersion
from ..store.batches import BATCH, write_batch
from ..store.clock import Stamp, now
from ..store.database import Connection, RegistryDatabase
from ..store.identity_rows import declined_pairs
from ..store.reading import graph_bodies
from ..store.reading_basis import (
    newest_good_run,
    newest_purge,
    newest_source_row,
    other_sources,
    purged_since,
    records_changed_since,
)
from ..store.selecting import has_due, mark_due
from ..store.stored_bars import marked_digests, salt_of
from ..store.stored_rows import (
    RegisteredSource,
    find_source,
    links_to,
    memberships_of,
    newest_versions,
    open_memberships,
    published_by,
    versions_with_keys,
)
from ..store.tombstones import DueRecords, due_records, guard_stops, records_to_delete
from ..verdicts.context import context_of, records_reaching, stored_graphs
from ..verdicts.page_workers import renew_verdicts
from ..verdicts.writer import Transaction, VerdictWriter, validate_page
from .plan_changes import recount_change, recount_outcome, recount_verdict
from .plan_file import Claim, HarvestPlan, PlanBase
from .stored_view import is_any_due

# ---------------------------------------------------------------- ready plan

ValidatorOf = Callable[[Connection, str], Validator | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPlan:
    """A plan that can be applied.

    Attributes:
        plan: what is left of it; what happened already counts as unchanged.
        invalid: keys of the records whose verdicts in the plan no longer hold, by IRI; None for new records.
        has_other_profile: whether the source has got another profile since the plan was made.
        due: keys of the records that it may withdraw; None for all that are missing for long enough.
    """

    plan: HarvestPlan
    invalid: Mapping[str, int | None] = field(default_factory=dict)
    has_other_profile: bool = False
    due: Collection[int] | None = None


def ready_plan(
    connection: Connection, plan: HarvestPlan, source: RegisteredSource | None, iri_base: str, validator_of: ValidatorOf
) -> ReadyPlan:
    """The part of a plan that is left to apply.

    Args:
        source: at the location of the plan; None if the registry has none.

    Raises:
        RegistryError: it no longer holds; nothing of it may be applied.
        UnknownNameError, ShapesError: its profile cannot be used.
    """
    base = plan.base
    assert base is not None, "a plan of a registry has a base"
    _refuse_other_source(connection, plan, base, source, iri_base)
    _refuse_other_settings(plan, base, SourceSettings() if source is None else source.settings)
    profile = _profile(plan, base, source)
    touched = [change for change in (*plan.changes, *plan.renewed) if change.writes or change.record_id in plan.due]
    stored = _Stored(connection, source, profile, plan, touched)
    _refuse_moved(plan, touched, stored)
    _refuse_forbidden(connection, plan, source)
    # A reading that failed has nothing to validate, and its profile may be what cannot be used.
    validator = validator_of(connection, profile) if plan.state != "failed" else None
    token = NO_PROFILE if validator is None else validator.profile.token
    if plan.state == "failed":
        token = plan.report.profile
    left = _without_done(replace(plan, profile=profile, report=replace(plan.report, profile=token)), stored)
    done = {now.id for change in touched if (now := stored.of(change)) is not None and _has_happened(change, now)}
    is_moved = _is_moved(connection, plan, base, source, profile, done)
    # What is missing keeps the verdict that it has, as after a harvest.
    seen = [change for change in touched if change.kind != "missing"]
    invalid = {change.iri: change.record_id for change in seen if is_moved or _is_invalid(change.report, validator)}
    if source is not None and left.report.renames:
        left = _without_declined(left, declined_pairs(connection, source.id))
    return ReadyPlan(
        plan=_without_verdicts(left, invalid, stored),
        invalid=invalid,
        has_other_profile=profile != plan.profile,
        due=plan.due,
    )


def salt_fingerprint(salt: str) -> str:
    """A digest by which a registry is known again; the salt itself stays in it."""
    return hashlib.sha256(f"salt {salt}".encode()).hexdigest()


def resolved_memberships(connection: Connection, plan: HarvestPlan, source_id: int) -> HarvestPlan:
    """The plan with all memberships that are open once it is applied."""
    if plan.listing is None:
        return plan
    ended = set(plan.listing.ended)
    known = open_memberships(connection, source_id)
    stay = [Membership(*one) for one, row in known.items() if row.missing_since is None and row.id not in ended]
    return replace(plan, memberships=tuple(dict.fromkeys((*stay, *plan.listing.begun))))


def _refuse_other_source(
    connection: Connection, plan: HarvestPlan, base: PlanBase, source: RegisteredSource | None, iri_base: str
) -> None:
    if base.iri_base != iri_base:
        raise RegistryError(PlansText.PLAN_OTHER_BASE(name=plan.source, base=base.iri_base, known=iri_base))
    named = find_source(connection, name=plan.source)
    if named is not None and named != source:
        elsewhere = PlansText.PLAN_SOURCE_ELSEWHERE(name=plan.source, planned=plan.location, location=named.location)
        raise RegistryError(elsewhere)
    if named is None and base.profile is not None:
        raise RegistryError(PlansText.PLAN_SOURCE_ABSENT(name=plan.source))
    if plan.marks is not None and plan.marks.registry is not None:
        salt = salt_of(connection)
        if salt is None or salt_fingerprint(salt) != plan.marks.registry:
            raise RegistryError(PlansText.PLAN_OTHER_REGISTRY(name=plan.source))
    marks = plan if plan.marks is None else plan.marks
    lifts = marks.unmarked or marks.unclear
    if lifts and source is not None and newest_good_run(connection, source.id) != base.run:
        raise RegistryError(PlansText.PLAN_READ_SINCE(name=plan.source))


def _refuse_other_settings(plan: HarvestPlan, base: PlanBase, settings: SourceSettings) -> None:
    """Refuse a plan if its source has other corrections now, which its graphs lack, or a guard that it was not asked.

    Raises:
        RegistryError: the source has.
    """
    if settings.digest("defaults", "corrections") != base.corrections:
        raise RegistryError(PlansText.PLAN_CORRECTIONS(name=plan.source))
    if plan.losses.applied and settings.digest("guard") != base.guard:
        raise RegistryError(PlansText.PLAN_GUARD(name=plan.source))


def _profile(plan: HarvestPlan, base: PlanBase, source: RegisteredSource | None) -> str:
    """The profile to validate by: another than the source's own only if the plan was made to change it."""
    was_asked_for = base.profile is not None and plan.profile != base.profile
    return plan.profile if source is None or was_asked_for else source.profile


def _is_moved(
    connection: Connection,
    plan: HarvestPlan,
    base: PlanBase,
    source: RegisteredSource | None,
    profile: str,
    done: Collection[int],
) -> bool:
    """Whether anything that verdicts of the plan depend on may have changed, beside the rules and the day.

    Args:
        done: keys of the records that are as the plan makes them; its verdicts were made with these.
    """
    if profile != plan.profile:
        return True
    if source is None:
        return False
    # What catalogues list is in no row of the ledger.
    if newest_good_run(connection, source.id) != base.run:
        return True
    return not records_changed_since(connection, source.id, base.row).issubset(done)


def _is_invalid(report: ValidationReport | None, validator: Validator | None) -> bool:
    """Whether a verdict is by other rules or lists, or does not hold on this day."""
    if report is None:
        return False
    if validator is None or (report.profile_digest, report.lists_digest) != (
        validator.profile.digest,
        validator.lists_digest,
    ):
        return True
    today = validator.today
    return not (report.since or today) <= today <= (report.until or today)


# ---------------------------------------------------------------- records


class _Stored:
    """The stored versions of what a plan touches, as they are now."""

    def __init__(
        self,
        connection: Connection,
        source: RegisteredSource | None,
        profile: str,
        plan: HarvestPlan,
        touched: Iterable[PlannedChange],
    ) -> None:
        self.by_key: dict[int, StoredVersion] = {}
        self.by_iri: Mapping[str, StoredVersion] = {}
        if source is None:
            return
        some = list(touched)
        keys = {change.record_id for change in some if change.record_id is not None} | {*plan.withhold, *plan.due}
        by_iri = versions_with_keys(connection, source.id, profile, keys)
        new = [change.iri for change in some if change.record_id is None]
        self.by_iri = newest_versions(connection, source.id, profile, new)
        self.by_key = {version.id: version for version in (*by_iri.values(), *self.by_iri.values())}

    def of(self, change: PlannedChange) -> StoredVersion | None:
        """The stored version of a change; None if there is none."""
        return self.by_iri.get(change.iri) if change.record_id is None else self.by_key.get(change.record_id)


def _refuse_moved(plan: HarvestPlan, touched: Iterable[PlannedChange], stored: _Stored) -> None:
    """Refuse a plan if a record that it touches is neither as it was nor as the plan makes it.

    Raises:
        RegistryError: one is not.
    """
    moved = [reason for change in touched if (reason := _move_reason(change, stored.of(change))) is not None]
    gone = [key for key in plan.withhold if key not in stored.by_key]
    moved += [PlansText.WITHHELD_CHANGED()] * len(gone)
    if moved:
        raise RegistryError(PlansText.PLAN_MOVED(name=plan.source, count=len(moved), example=moved[0]))


def _move_reason(change: PlannedChange, now: StoredVersion | None) -> Message | None:
    """The difference of a record from what the plan was made with; None if there is none, or it is as planned."""
    if now is None:
        return None if change.record_id is None else PlansText.RECORD_GONE(iri=change.iri)
    if _is_done(change, now):
        return None
    if change.record_id is None:
        return PlansText.RECORD_CREATED_SINCE(iri=change.iri)
    if now.version_id != change.version_id:
        return PlansText.RECORD_VERSION_CHANGED(iri=change.iri)
    if now.presence != change.was:
        return PlansText.RECORD_PRESENCE_CHANGED[now.presence](iri=change.iri)
    return PlansText.RECORD_HOLD_CHANGED(iri=change.iri) if now.hold != change.hold else None


def _is_done(change: PlannedChange, now: StoredVersion) -> bool:
    """Whether a change that writes a version or a presence happened already, such as before an interruption."""
    if (now.digest, now.role) != (change.digest, change.role):
        return False
    if (change.body is not None or change.says_anew) and now.source_digest != change.source_digest:
        return False
    if change.record_id is None:
        return now.presence == "present"
    causes, after = unpack_causes(now.causes), change.causes_after
    if change.kind == "missing":
        # A tombstone is more than the plan says; whoever made it, it stays.
        is_same = now.version_id == change.version_id and causes - ABSENCES == after - ABSENCES
        return is_same and now.is_absent and now.causes != change.causes
    if causes != after:
        return False
    if change.body is None:
        return (change.kind == "reappeared" or change.says_anew) and now.version_id == change.version_id
    return now.version_id != change.version_id


def _has_happened(change: PlannedChange, now: StoredVersion) -> bool:
    """Whether a record is as the plan makes it, its verdict included where the plan makes no other change of it."""
    if change.body is not None or change.kind in ("missing", "reappeared") or change.says_anew:
        return _is_done(change, now)
    is_same = (now.version_id, now.causes) == (change.version_id, change.causes)
    return is_same and change.report is not None and now.verdict_key == _verdict_key(change.report)


def _without_done(plan: HarvestPlan, stored: _Stored) -> HarvestPlan:
    """The plan without what happened already, which counts as unchanged."""
    report = plan.report
    left: list[PlannedChange] = []
    for change in plan.changes:
        now = stored.of(change)
        if now is None or not _is_done(change, now):
            left.append(change)
        elif change.kind == "missing":
            left.append(PlannedChange.of_stored(change.iri, now, kind="missing"))
            is_new = change.role == "record" and change.was == "present"
            report = replace(report, newly_missing=report.newly_missing - is_new)
        else:
            has_verdict = change.report is None or now.verdict_key == _verdict_key(change.report)
            rest = PlannedChange.of_stored(change.iri, now, kind="unchanged")
            rest = replace(rest, topic=change.topic, report=None if has_verdict else change.report)
            left.append(rest)
            report = recount_change(recount_change(report, change, -1), rest, 1)
    return replace(plan, changes=tuple(left), report=report)


def _without_declined(plan: HarvestPlan, declined: Collection[tuple[str, str]]) -> HarvestPlan:
    """The plan without proposals that a person has declined since."""
    renames = tuple(one for one in plan.report.renames if (one.old, one.new) not in declined)
    return replace(plan, report=replace(plan.report, renames=renames))


def _verdict_key(report: ValidationReport) -> str:
    return f"{report.profile_digest} {report.lists_digest} {report.context_digest}"


def _without_verdicts(plan: HarvestPlan, iris: Collection[str], stored: _Stored) -> HarvestPlan:
    """The plan without its verdicts on some records, which are made and counted once the records are stored."""
    if not iris:
        return plan
    report = plan.report
    for change in (*plan.changes, *plan.renewed):
        if change.iri in iris and change.report is not None:
            report = recount_verdict(report, change.report, -1)
    for change in plan.changes:
        if change.iri in iris:
            now = stored.of(change) if change.report is None and change.body is None else None
            accepted = change.report.accepted if change.report is not None else None if now is None else now.accepted
            report = recount_outcome(report, change, accepted=accepted, number=-1)
    return replace(
        plan,
        report=report,
        changes=tuple(replace(one, report=None) if one.iri in iris else one for one in plan.changes),
        renewed=tuple(one for one in plan.renewed if one.iri not in iris),
    )


# ---------------------------------------------------------------- what must not be stored


def _refuse_forbidden(connection: Connection, plan: HarvestPlan, source: RegisteredSource | None) -> None:
    """Refuse a plan that holds what was purged, or what its source has marked as a state secret, since.

    Raises:
        RegistryError: it does.
    """
    assert plan.base is not None, "a plan of a registry has a base"
    purged = purged_since(connection, plan.base.purge)
    found = next((iri for iri in _names(plan) if valid_or_same(iri) in purged), None) if purged else None
    for text in _raw_texts(plan) if purged and found is None else ():
        found = next((iri for iri in sorted(purged) if names_any(text, [iri])), found)
    if found is not None:
        raise RegistryError(PlansText.PLAN_PURGED(name=plan.source, iri=found))
    # Purging deletes rows of memberships, and their keys may be given again. Pages of a stream have older descriptions,
    # also of parts, in any spelling.
    is_stream = any(one.mentions is not None for one in plan.documents)
    if purged and (is_stream or (plan.listing is not None and plan.listing.ended)):
        raise RegistryError(PlansText.PLAN_PURGED_SINCE(name=plan.source))
    salt = salt_of(connection)
    if salt is None or source is None:
        return
    lifted, unclear = _lifted_digests(plan, salt)
    marked = marked_digests(connection, source.id) - lifted
    if marked and any(iri_digest(salt, name) in marked for name in _described_iris(plan, salt, unclear)):
        raise RegistryError(PlansText.PLAN_MARKED(name=plan.source))


def _lifted_digests(plan: HarvestPlan, salt: str) -> tuple[frozenset[str], frozenset[str]]:
    """The digests of the IRIs on which marks are lifted or become unclear, and of the latter alone."""
    if plan.marks is None:
        unmarked = frozenset(iri_digest(salt, iri) for iri in plan.unmarked)
        unclear = frozenset(iri_digest(salt, iri) for iri in plan.unclear)
    else:
        unmarked = frozenset(one.digest for one in plan.marks.unmarked)
        unclear = frozenset(one.digest for one in plan.marks.unclear)
    return unmarked | unclear, unclear


def _described_iris(plan: HarvestPlan, salt: str, unclear: Collection[str]) -> Iterator[str]:
    """The IRIs that the graphs of a plan describe, without those of records whose mark is not understood."""
    for change in (*plan.changes, *plan.renewed):
        # Of what is missing nothing is stored: a source may drop what it had marked.
        if change.writes and change.kind != "missing" and iri_digest(salt, change.iri) not in unclear:
            yield change.iri
            for graph in _graphs(change):
                yield from iri_subjects(graph)


def _names(plan: HarvestPlan) -> Iterator[str]:
    """The IRIs that a plan describes or lists, or has findings about."""
    for change in (*plan.changes, *plan.renewed):
        if change.writes:
            yield change.iri
            yield from filter(None, (change.topic,))
            for graph in _graphs(change):
                yield from iri_subjects(graph)
    for before in plan.before.values():
        yield from iri_subjects(zlib.decompress(before))
    for member in plan.memberships if plan.listing is None else plan.listing.begun:
        yield from (member.catalog, member.target)
    for finding in plan.findings:
        yield from filter(None, (finding.focus, finding.value))
    for proposed in plan.report.renames:
        yield from (proposed.old, proposed.new)


def _graphs(change: PlannedChange) -> Iterator[bytes]:
    """The graphs of a change: what is published, and what the source says."""
    bodies = (change.body, None if change.original is None else change.original.body)
    return (zlib.decompress(body) for body in bodies if body is not None)


def _raw_texts(plan: HarvestPlan) -> Iterator[bytes]:
    for rest in plan.rest:
        yield rest.canonical.nquads
    given = (one.source_bytes for one in plan.changes)
    # One by one, since they may be in a temporary file.
    bodies = (
        *((one.body for one in some) for some in (plan.documents, plan.quarantined)),
        (None if one is None else one.body for one in given),
    )
    yield from (zlib.decompress(body) for some in bodies for body in some if body is not None)


# ---------------------------------------------------------------- plan validation
# Validate the records of a plan once they are stored, because its own verdicts no longer hold.


def validate_anew(
    database: RegistryDatabase,
    ready: ReadyPlan,
    source: RegisteredSource,
    validator: Validator,
    stamp: Stamp,
    report: HarvestReport,
    writing: Transaction,
) -> HarvestReport:
    """Write new verdicts where the stored one is not current; returns the report with them.

    Args:
        source: with the profile of the run.
    """
    seen = {change.iri: change for change in ready.plan.changes if change.iri in ready.invalid}
    some = sorted(ready.invalid)
    for start in range(0, len(some), BATCH):
        iris = some[start : start + BATCH]
        with database.reading(words="planning") as connection:
            page = _versions(connection, source, iris, ready)
            changes = _verdicts(connection, source, page, validator)
        with writing() as connection:
            write_batch(database, connection, changes, stamp)
        outcomes = {iri: one.accepted for iri, one in page.items()}
        for change in changes:
            assert change.report is not None, "a renewed verdict is a report"
            outcomes[change.iri] = change.report.accepted
            report = recount_verdict(report, change.report, 1)
        for iri in iris:
            if iri in seen:
                report = recount_outcome(report, seen[iri], accepted=outcomes.get(iri), number=1)
    return report


def _versions(
    connection: Connection, source: RegisteredSource, iris: Collection[str], ready: ReadyPlan
) -> Mapping[str, StoredVersion]:
    """The stored versions by the IRIs that the plan gives them; earlier versions of danhmuc spelt some otherwise."""
    keys = {key: iri for iri in iris if (key := ready.invalid[iri]) is not None}
    by_key = versions_with_keys(connection, source.id, source.profile, keys)
    return {
        **{keys[one.id]: one for one in by_key.values()},
        **newest_versions(connection, source.id, source.profile, set(iris).difference(keys.values())),
    }


def _verdicts(
    connection: Connection, source: RegisteredSource, page: Mapping[str, StoredVersion], validator: Validator
) -> list[PlannedChange]:
    """New verdicts on a page; what is held or withdrawn has one, too, as after any other harvest."""
    barred = {iri: one for iri, one in page.items() if one.state not in VALIDATED_STATES}
    graphs = stored_graphs(connection, barred)
    context = context_of(connection, source, graphs, barred=barred)
    return [
        *validate_page(connection, source, page, validator),
        *renew_verdicts(barred, graphs, validator, context),
    ]


# ---------------------------------------------------------------- forecast
# The effects of a plan beyond its changes: withdrawals, the guard, records that other sources have, too.


def plan_base(connection: Connection, source: RegisteredSource | None, iri_base: str) -> PlanBase:
    """The state of a registry, asked for before the source is read: what changes meanwhile voids the plan, too."""
    settings = SourceSettings() if source is None else source.settings
    return PlanBase(
        iri_base=iri_base,
        profile=None if source is None else source.profile,
        run=0 if source is None else newest_good_run(connection, source.id),
        row=0 if source is None else newest_source_row(connection, source.id),
        purge=newest_purge(connection),
        corrections=settings.digest("defaults", "corrections"),
        guard=settings.digest("guard"),
    )


def with_forecast(connection: Connection, plan: HarvestPlan) -> HarvestPlan:
    """The plan with its claims, and the numbers of records that it would withdraw."""
    source = find_source(connection, location=plan.location)
    key = None if source is None else source.id
    present = [
        change.iri for change in plan.changes if change.role == "record" and change.writes and change.kind != "missing"
    ]
    due = _due(connection, plan, source)
    is_held = source is not None and guard_stops(connection, source.id, due, source.settings.guard, at=now())
    withdrawn = due.deleted_number if plan.extent == "delta" else due.number
    return replace(
        plan,
        due=due.keys,
        claims=tuple(Claim(iri, names) for iri, names in sorted(other_sources(connection, present, key).items())),
        report=replace(plan.report, withdrawn=0 if is_held else withdrawn, waiting=due.number if is_held else 0),
    )


def _due(connection: Connection, plan: HarvestPlan, source: RegisteredSource | None) -> DueRecords:
    """The records that are missing for long enough, and from this complete reading, too, or deleted by their source."""
    if source is None or plan.state != "complete":
        return DueRecords((), 0)
    if plan.extent == "unmoved":
        return due_records(connection, source.id, at=now())
    stated = {change.record_id for change in plan.changes if change.is_deleted and change.record_id is not None}
    # A delta does not see what else is missing: all that waits goes on waiting.
    among = None
    if plan.extent == "whole":
        missing = (one for one in plan.changes if one.kind == "missing" and one.was == "missing")
        among = {one.record_id for one in missing if one.record_id is not None}
    due = DueRecords((), 0)
    if among is None or among:
        due = due_records(connection, source.id, at=now(), among=among, without=stated)
    return due.with_more(records_to_delete(connection, stated))


# ---------------------------------------------------------------- delta verdicts
# Verdicts on what a delta does not have, and which may be others by it: found from what it has, not by walking all.
#
# Source of the rules: docs/decisions/0042-deletions-in-a-delta.md.

_DELTA_PAGE = 500


def renew_around_delta(
    database: RegistryDatabase,
    source: RegisteredSource,
    validator: Validator | None,
    stamp: Stamp,
    changes: Sequence[PlannedChange],
    memberships: Collection[Membership],
    report: HarvestReport,
    writing: Transaction,
) -> HarvestReport:
    """Make verdicts anew that a delta may have made others, and those that no longer hold; returns the report with it.

    Args:
        source: with the profile of the run.
        memberships: those that the delta lists.
    """
    if validator is None:
        return report
    writer = VerdictWriter.of_act(database, source, validator, stamp, writing)
    changed = [one for one in changes if one.body is not None or one.kind == "reappeared" or one.is_deleted]
    with database.reading(words="planning") as connection:
        is_due = is_any_due(connection, source, validator)
        around = _records_around(connection, source, changed, memberships)
        # Graphs tell what reaches a node record, so that they are read where one has changed that was known.
        nodes = {one.iri for one in changed if one.role in NODE_ROLES and one.record_id is not None}
        reaching = records_reaching(connection, source, nodes) if nodes else set()
    if reaching:
        with writing() as connection:
            mark_due(connection, reaching)
    writer.write_some(around)
    if is_due:
        for page in writer.write_newest():
            for change in page.changes:
                if change.report is not None:
                    report = recount_verdict(report, change.report, 1)
    with database.reading(words="planning") as connection:
        has_more = has_due(connection, source.id)
    if has_more:
        writer.write_due()
    if is_due or any(one.report is not None and not one.report.accepted for one in changes):
        writer.write_older(in_new_context=False)
    return report


def renew_marked(
    database: RegistryDatabase, source: RegisteredSource, validator: Validator, stamp: Stamp, writing: Transaction
) -> None:
    """Make the verdicts anew of which a run that was broken off had marked the records."""
    VerdictWriter.of_act(database, source, validator, stamp, writing).write_due()


def _records_around(
    connection: Connection,
    source: RegisteredSource,
    changed: Sequence[PlannedChange],
    memberships: Collection[Membership],
) -> set[str]:
    """The IRIs of what may have another context: at the other ends of links, and catalogues with their members."""
    found = {end for one in memberships for end in (one.catalog, one.target)}
    for start in range(0, len(changed), _DELTA_PAGE):
        page = changed[start : start + _DELTA_PAGE]
        found |= _link_targets(connection, page)
        # What is new, or no longer there, has another class for whoever names it.
        turned = {one.iri for one in page if one.kind in ("created", "reappeared") or one.is_deleted}
        found |= {link.subject for link in links_to(connection, source.id, turned, VALIDATED_STATES)}
        found |= {one.catalog for one in memberships_of(connection, source.id, turned, VALIDATED_STATES)}
        agents = {one.iri for one in page if one.role in NODE_ROLES and one.record_id is None}
        found |= published_by(connection, source.id, agents)
    return found


def _link_targets(connection: Connection, page: Sequence[PlannedChange]) -> set[str]:
    """The IRIs to which records begin or cease to have links."""
    before = graph_bodies(connection, [one.version_id for one in page if one.version_id is not None])
    found: set[str] = set()
    for one in page:
        old = before.get(one.version_id or 0, b"")
        was = set(links_of(one.iri, old)) if one.kind == "updated" or one.is_deleted else set()
        new = old if one.body is None else zlib.decompress(one.body)
        now = set() if one.is_deleted else set(links_of(one.iri, new))
        found |= {link.target for link in was ^ now}
    return found
