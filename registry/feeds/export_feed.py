"""Export a registry as a feed: gather, compare with the last feed, refuse what looks like a loss, build, publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Self

from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.errors import RegistryError, UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.valid_iris import valid_or_same
from danhmuc.vocab.vietnam_time import day_in_vietnam

from ..export.decider import MUST_STAY, REASONS, RETIRING
from ..export.public_policy import PublicPolicy, read_policy
from ..export.record_filter import FILTERS, as_collection, is_only_present
from ..messages.feeds import FeedBuildsText
from ..record.bars import Bars
from ..record.contents import Progress
from ..record.keywords import FeedKeywords
from ..record.registration import require_minimum
from ..store.database import Connection
from ..store.identity_rows import current_iris, local_starts
from ..store.moments import newest_change
from ..store.overview import failing_since, last_good_runs
from ..store.publishers import code_without_description
from ..store.reading import graph_bodies
from ..store.registration_rows import public_notes
from ..store.secret_words import with_words
from ..store.selecting import candidates
from ..store.settings import last_day_alike, registry_fingerprint
from ..store.stored_bars import read_bars
from ..store.stored_rows import sources_of
from ..verdicts.current_verdicts import ValidatorOf
from .documents import WholeDocument
from .entry_spool import EntrySpool
from .federated_form import LanguageChoice, federated_iri
from .feed_build import FeedBuild
from .feed_files import FeedDraft
from .feed_report import (
    Drop,
    DropGuard,
    EntryChange,
    FeedReport,
    MovedRecords,
    ReportFiles,
    RetirementGuard,
    compare_records,
    continue_records,
    loss_rows,
)
from .feed_settings import FeedFilter, FeedSettings, read_feed_settings, settings_with_least_state
from .gathering import GatheredFeed, gather, rejected_records, require_names, select_entries
from .index_page import AgencyState, agencies_of
from .last_feed import (
    FeedBasis,
    LastFeed,
    basis_digest,
    build_unchanged,
    describes_barred,
    describes_internal,
    read_basis,
    read_last_feed,
    require_base,
    require_folder,
    require_same_base,
    write_basis,
)
from .manifest import (
    POLICY,
    FeedEntry,
    GoneReason,
    Manifest,
    ManifestRecord,
    ManifestRows,
    Tombstone,
)
from .publication import publish
from .rebuilt_manifest import FeedOrigin, digest_of_bars, policy_digest, settings_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOrder:
    """An order for a feed.

    Attributes:
        folder: where it is built and served.
        base: the address of the folder; ends with a slash.
        policy: of what may be public; None if all that leaves is.
        without_policy: whether a feed that had a policy may have none.
        other_registry: whether the feed may come from another registry than the last time.
        only_present: whether records that are missing from their source are left out.
        today: the reference date of verdicts; None for the day in Viet Nam.
        files: for the records that are left out, and for what the feed does not have of others.
        drop_reason: why it is accepted that too many records are gone; None if it is not.
        checks_all: whether rdflib reads back all that is written of pages, and not a sample.
        progress: called while the feed is built.
    """

    folder: Path
    base: str
    settings: FeedSettings
    policy: PublicPolicy | None = None
    without_policy: bool = False
    other_registry: bool = False
    only_present: bool = False
    today: date | None = None
    files: ReportFiles = field(default_factory=ReportFiles)
    drop_reason: str | None = None
    checks_all: bool = False
    progress: Progress | None = None

    @classmethod
    def of(
        cls,
        folder: str | Path,
        base: str,
        settings: FeedSettings | str | Path,
        policy: PublicPolicy | str | Path | None,
        chosen: FeedKeywords,
    ) -> Self:
        """The order that the arguments of `Registry.export_feed` mean, for which the same errors are raised."""
        require_folder(folder)
        whole = read_feed_settings(settings) if isinstance(settings, str | Path) else settings
        least = chosen.get("min_status")
        asked = FeedFilter(
            sources=_names_once(chosen.get("source")),
            publishers=_names_once(chosen.get("publisher")),
            themes=_names_once(chosen.get("theme")),
            min_status=None if least is None else require_minimum(least),
        )
        return cls(
            folder=Path(folder),
            base=base,
            settings=whole if asked == FeedFilter() else replace(whole, filters=(*whole.filters, asked)),
            policy=read_policy(policy) if isinstance(policy, str | Path) else policy,
            without_policy=chosen.get("without_policy", False),
            other_registry=chosen.get("other_registry", False),
            only_present=is_only_present(chosen.get("state")),
            today=chosen.get("today"),
            files=ReportFiles.of(chosen, settings, policy),
            drop_reason=chosen.get("accept_drop"),
            checks_all=chosen.get("check_all", False),
            progress=chosen.get("progress"),
        )

    @property
    def reads_all(self) -> bool:
        """Whether more is asked for than a feed that is up to date, so that nothing is known without reading all."""
        return self.checks_all or self.files.left_out is not None or self.files.losses is not None

    def parts(self, registry: str | None) -> tuple[object, ...]:
        """All that a feed of this order depends on beside the state of its registry, as JSON has it."""
        return self.base, registry, settings_digest(self.settings, self.policy), self.only_present


def _names_once(names: str | Collection[str] | None) -> tuple[str, ...]:
    """Names that were asked for, each once, in an order that does not depend on how."""
    return tuple(sorted(set(as_collection(names))))


def export_feed(
    connection: Connection,
    order: FeedOrder,
    validator: ValidatorOf,
    *,
    registry: Path | None = None,
) -> FeedReport:
    """Build a feed and serve it; see `Registry.export_feed`.

    Args:
        validator: returns the validator of a profile.
        registry: the file of the registry, if it is one.
    """
    require_folder(order.folder)
    require_base(order.base)
    if order.drop_reason is not None and not order.drop_reason.strip():
        raise UsageError(FeedBuildsText.FEED_DROP_REASON_MISSING())
    require_same_base(order.folder, order.base)
    if order.policy is not None:
        require_names(connection, order.policy)
        # Both hold, so that the higher one of settings and policy counts.
        least = settings_with_least_state(order.settings, order.policy.min_status)
        order = replace(order, settings=least)
    order.files.require(connection, registry, order.folder)
    newest, states = newest_change(connection), _states(connection)
    today = today_in_vietnam() if order.today is None else order.today
    digest = basis_digest(connection, order.parts(registry_fingerprint(connection)), order.settings.profile)
    basis = None if order.reads_all else read_basis(order.folder)
    if basis is not None and basis.is_of(digest, today):
        unchanged = build_unchanged(order.folder, basis, newest, states)
        if unchanged is not None:
            return unchanged
    bars = read_bars(connection)
    never = [one.name for one in sources_of(connection) if one.settings.internal or one.retired_at is not None]
    never += public_notes(connection)  # of a note that was taken back no copy is kept
    policy = None if order.policy is None else _with_other_names(order.policy, bars)
    selection = select_entries(
        connection, order.settings, validator, only_present=order.only_present, today=today, progress=order.progress
    )
    with closing(EntrySpool()) as spool, closing(LanguageChoice(order.settings.languages)) as languages:
        gathered = gather(
            connection,
            spool,
            selection=selection,
            base=order.base,
            policy=policy,
            languages=languages if order.settings.languages else None,
            names_left_out=order.files.left_out is not None,
            progress=order.progress,
        )
        order.files.write_left_out(chain(selection.left_out.records, gathered.left_out_later))
        rejected = rejected_records(selection.left_out.records)
        validated, not_validated = selection.validated, selection.not_validated
        until = today if not_validated else _last_day_alike(connection, order, selection.same_rules_until, today)
        del selection  # what was selected is spooled
        moved = MovedRecords(
            lambda iri: spool.position(iri) is not None,
            {federated_iri(old): federated_iri(new) for old, new in current_iris(connection).items()},
            {federated_iri(iri): instead for iri, instead in gathered.reasons.instead()},
        )
        fingerprint = registry_fingerprint(connection)
        build = FeedBuild(
            gathered=gathered,
            origin=FeedOrigin(base=order.base, registry=fingerprint, policy=policy_digest(order.policy)),
            target_of=moved.target_of,
            settings=order.settings,
            settings_digest=settings_digest(order.settings, order.policy),
            newest=newest,
            agencies=agencies_of(spool),
            states=states,
            checks_all=order.checks_all,
            progress=order.progress,
        )
        document = WholeDocument(gathered, build.root, range(len(spool.entries)))
        named = order.files.write_losses(loss_rows(document, gathered, languages))
        steps = _Steps(
            connection=connection,
            order=order,
            build=build,
            moved=moved,
            bars=bars,
            barred=digest_of_bars(bars, never),
            policy=policy,
        )
        publication = publish(order.folder, steps.write)
        sources = {record.iri: spool.source_of(record.iri) for loss in build.built.losses for record in loss.refused}
    report = FeedReport(
        folder=str(order.folder),
        base=order.base,
        run=newest.run,
        records=len(spool.entries),
        nodes=len(spool.nodes),
        pages=len(build.built.layout.pages),
        agencies=len(build.agencies),
        created=steps.kinds["created"],
        changed=steps.kinds["changed"],
        gone=steps.kinds["gone"],
        files=publication.files,
        files_changed=len(publication.fresh),
        bytes_changed=publication.fresh_bytes,
        left_out=gathered.left_out,
        inside={why.reason: count for why, count in gathered.inside.items()},
        unmatched_publishers=tuple(_unmatched_publishers(order.policy, bars, gathered)),
        removed=gathered.removed,
        persons_unstated=order.policy is not None and order.policy.persons is None,
        invalid=gathered.invalid,
        identifiers_added=gathered.changes.identifiers,
        parts_named=gathered.changes.named,
        addresses_left_out=gathered.addresses.count,
        loss_record_count=named,
        validated=validated,
        rejected=rejected,
        partial_nodes=tuple(one for one in gathered.faulty_nodes if not one.is_bare),
        bare_nodes=tuple(one for one in gathered.faulty_nodes if one.is_bare),
        not_validated=not_validated,
        texts_left_out=languages.texts,
        texts_left_out_of=languages.records,
        texts_left_out_first=languages.first,
        drops=steps.drops,
        begins_anew=build.built.begins_anew,
        is_rebuilt=steps.is_rebuilt,
    ).with_losses(build.built.losses, sources)
    assert build.built.overview is not None, "it is written"
    basis = FeedBasis(
        digest=digest,
        day=today.isoformat(),
        until=None if until is None else until.isoformat(),
        manifest=publication.manifest,
        overview=build.built.overview,
        report=report,
    )
    write_basis(order.folder, basis)
    return report


def _last_day_alike(connection: Connection, order: FeedOrder, rules: date | None, today: date) -> date | None:
    """The last day on which a feed is the same as today; None if it is on every later one.

    Verdicts by dated rules never gate, so that their days count where a state is asked for that needs one.
    """
    by_verdict = any(one.min_status is not None for one in order.settings.filters)
    days = (rules, last_day_alike(connection, today, by_verdict=by_verdict))
    return min((day for day in days if day is not None), default=None)


@dataclass(kw_only=True)
class _Steps:
    """The steps of a build between the last feed and the new one.

    Attributes:
        barred: digest of what is kept back.
        policy: that of the order, which keeps publishers inside under all IRIs that name them.
        kinds: number of entries by the kind of their change.
        drops: where too many records are gone.
        is_rebuilt: whether the manifest of the last feed was lost or damaged, and made anew.
    """

    connection: Connection
    order: FeedOrder
    build: FeedBuild
    moved: MovedRecords
    bars: Bars
    barred: str
    policy: PublicPolicy | None
    kinds: Counter[str] = field(default_factory=Counter)
    drops: tuple[Drop, ...] = ()
    is_rebuilt: bool = False
    _reasons: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Read the agencies."""
        self._publishers = {one.code: one.iri for one in self.build.agencies}

    def write(self, draft: FeedDraft) -> None:
        """Write all files into a draft."""
        order, folder, spool = self.order, str(self.order.folder), self.build.gathered.spool
        feed = read_last_feed(
            draft,
            base=order.base,
            digests=((entry.local, entry.digest) for entry in spool.entries),
            nodes=spool.nodes,
        )
        before, self.is_rebuilt = feed.manifest, feed.is_rebuilt
        if order.policy is None and not order.without_policy:
            feed.require_policy(folder)
        if not order.other_registry:
            feed.require_registry(self.build.origin.registry, folder)
        if order.drop_reason is None:
            feed.require_known(folder)
        now = self.build.arrange(before)
        continued = continue_records(_records_of(before), now, self._tombstone)
        records = ManifestRows(self.moved.follow(continued, self._reason_of))
        guard, retirements, withdrawn = DropGuard(self._is_same_agency), RetirementGuard(), 0
        for change in compare_records(_records_of(before), records):
            guard.add(change)
            retirements.add(change, is_retired=self._is_retired(change))
            self.kinds[change.kind] += 1
            withdrawn += change.reason == "withdrawn"
            if change.before is not None and change.reason == "deleted":
                self._reasons[self._left_out_as(change.before.iri, change.before.local)] += 1
        self.drops = (*guard.drops(), *retirements.drops())
        if self.drops and self.order.drop_reason is None:
            refusal = _refusal(self.drops[0], withdrawn, self._reasons)
            if not withdrawn and draft.previous is not None and describes_barred(draft.previous, self.bars):
                refusal = FeedBuildsText.FEED_MAY_STILL_SERVE(refusal=refusal)
            raise RegistryError(refusal)
        reason = order.drop_reason if self.drops or feed.unreadable is not None else None
        self.build.write(draft, records, barred=self.barred, drop_reason=reason)
        is_same = feed.comes_from(self.build.origin.registry)
        is_suspect = self._has_barred if reason is not None or not is_same else self._has_hidden_more
        draft.keeps_last_build = not (withdrawn or is_suspect(draft, feed))

    def _is_same_agency(self, before: FeedEntry, now: FeedEntry) -> bool:
        """Whether an entry has the agency that it had, although the code of that is another one.

        What says the code, the description of the publisher or the link to it, is kept back now; or it was until now,
        so that digits of its IRI stood for it.
        """
        gathered = self.build.gathered
        if now.agency is None:
            return now.iri in gathered.unpublished
        iri = self._publishers[now.agency]
        if before.agency == code_without_description(iri):
            return True
        return iri not in gathered.spool.nodes and (
            self.bars.names(iri) or iri in gathered.touched or describes_internal(self.connection, [iri])
        )

    def _has_barred(self, draft: FeedDraft, feed: LastFeed) -> bool:
        """Whether the last build has what is kept back by now: looked up, since the copy of it is the way back."""
        before, gathered = feed.manifest, self.build.gathered
        if draft.previous is None:
            return False
        if before is None or before.contents.get(POLICY) != self.build.origin.policy:
            return True
        if self.order.policy is not None and (self.build.built.begins_anew or self._is_filtered()):
            return True  # nobody knows what has changed of which the policy removes a part
        changed = self.build.built.changed_iris
        if any(iri in gathered.touched for iri in changed):
            return True
        return describes_barred(draft.previous, self.bars) or describes_internal(
            self.connection, [iri for iri in changed if iri not in gathered.spool.nodes]
        )

    def _is_filtered(self) -> bool:
        """Whether a filter leaves out what the last feed had, which is not compared with the policy."""
        return not self._reasons.keys().isdisjoint((*FILTERS, "missing"))

    def _has_hidden_more(self, draft: FeedDraft, feed: LastFeed) -> bool:
        """Whether the last build may have what is kept back by now, also a part or a node record."""
        before = feed.manifest
        if draft.previous is None:
            return False
        if before is None or self.build.built.begins_anew:
            return True  # nobody knows what it has
        if before.settings != self.build.settings_digest or before.contents.get("barred") != self.barred:
            return True
        if self.order.policy is not None and self._is_filtered():
            return True
        gathered, changed = self.build.gathered, self.build.built.changed_iris
        if any(iri in gathered.touched for iri in changed):
            return True
        gone = {iri for iri in changed if iri not in gathered.spool.nodes and iri not in gathered.nodes}
        gone.difference_update(record.iri for record in before.records())
        return bool(gone)  # node records, for a reason that nobody knows here

    def _tombstone(self, entry: FeedEntry) -> Tombstone:
        target = self.moved.target_of(entry.iri)
        reason: GoneReason = self._reason_of(entry.iri, entry.local) if target is None else "redirected"
        return Tombstone(local=entry.local, iri=entry.iri, reason=reason, since=self.build.now, target=target)

    def _reason_of(self, iri: str, local: str | None = None) -> GoneReason:
        """Why a record is not in the feed, if nothing stands for it; `local` is its part of the address that it had."""
        is_barred = (
            self._left_out_as(iri, local) in MUST_STAY
            or self.bars.of_any_version(iri)
            or iri in self.build.gathered.inside_iris
            or self._would_stay_inside(iri, local)
        )
        return "withdrawn" if is_barred else "deleted"

    def _left_out_as(self, iri: str, local: str | None) -> str:
        """The reason for which a record is left out; empty if none is known.

        Of several sources that describe an IRI, that counts whose record the feed had: an internal one that describes
        what another one has lost hides no loss. If that is not known, what must not be public goes first.
        """
        found = self.build.gathered.reasons.find(iri)
        if len(found) > 1 and local is not None:
            start = local.rpartition("/")[0]
            found = [one for one in found if self._starts.get(one.source) == start] or found
        reasons = {one.reason for one in found}
        return min(reasons, key=lambda one: (one not in MUST_STAY, REASONS.index(one)), default="")

    def _is_retired(self, change: EntryChange) -> bool:
        """Whether a record is gone because a source says by a status that it is withdrawn, and for nothing else."""
        if change.reason != "withdrawn" or change.before is None:
            return False
        reasons = {one.reason for one in self.build.gathered.reasons.find(change.before.iri)}
        return "retired" in reasons and reasons <= RETIRING and not self.bars.of_any_version(change.before.iri)

    @cached_property
    def _starts(self) -> Mapping[str, str]:
        """The beginning of the local parts of the records of each source, by its name."""
        return local_starts(self.connection)

    def _would_stay_inside(self, iri: str, local: str | None) -> bool:
        """Whether the policy would keep a record inside, by its newest version, if nothing else left it out."""
        if self.policy is None or local is None:
            return False
        found = [one for one in candidates(self.connection, None, [iri]) if one.role == "record"]
        found = [one for one in found if self._starts.get(one.source) == local.rpartition("/")[0]]
        graphs = graph_bodies(with_words(self.connection, "deciding"), [one.newest_id for one in found])
        return any(self.policy.why_stays(iri, graphs[one.newest_id], source=one.source) is not None for one in found)


def _records_of(manifest: Manifest | None) -> Iterable[ManifestRecord]:
    return () if manifest is None else manifest.records()


def _refusal(drop: Drop, withdrawn: int, reasons: Mapping[str, int]) -> Message:
    """Why a feed is not built.

    Args:
        withdrawn: number of records that the last feed still has although they must not be public any more.
        reasons: number of records that are gone, by reason.
    """
    if drop.scope == "feed":
        of_feed = FeedBuildsText.FEED_DROP_RETIRED if drop.retired else FeedBuildsText.FEED_DROP
        refusal = of_feed(gone=drop.gone, before=drop.before)
    else:
        of_agency = FeedBuildsText.FEED_DROP_RETIRED_OF_AGENCY if drop.retired else FeedBuildsText.FEED_DROP_OF_AGENCY
        refusal = of_agency(gone=drop.gone, before=drop.before, agency=drop.agency or "–")
    filters = {FILTERS[why]: count for why, count in reasons.items() if why in FILTERS}
    if filters:
        names = ", ".join(f"{name}: {count}" for name, count in sorted(filters.items()))
        refusal = FeedBuildsText.FEED_DROP_BY_FILTERS(refusal=refusal, filters=names)
    if not_validated := reasons.get("not-validated", 0):
        refusal = FeedBuildsText.FEED_DROP_NOT_VALIDATED(refusal=refusal, count=not_validated)
    return FeedBuildsText.FEED_STILL_SERVED(refusal=refusal, count=withdrawn) if withdrawn else refusal


def _with_other_names(policy: PublicPolicy, bars: Bars) -> PublicPolicy:
    """A policy that keeps publishers inside under all IRIs that name them."""
    return replace(policy, publishers=policy.publishers.union(*(_names_of(iri, bars) for iri in policy.publishers)))


def _names_of(publisher: str, bars: Bars) -> frozenset[str]:
    """All IRIs that name a publisher, its own among them."""
    return bars.equal.get(valid_or_same(publisher), frozenset()) | {publisher}


def _unmatched_publishers(policy: PublicPolicy | None, bars: Bars, gathered: GatheredFeed) -> Iterator[str]:
    """The publishers that a policy keeps inside, but for which it keeps no record, as where they have a new IRI."""
    matched = {why.value for why in gathered.inside if why.name == "publisher"}
    if policy is not None:
        yield from sorted(iri for iri in policy.publishers if matched.isdisjoint(_names_of(iri, bars)))


def _states(connection: Connection) -> Mapping[str, AgencyState]:
    good, failing = last_good_runs(connection), failing_since(connection)
    return {
        one.name: AgencyState(
            harvested_on=day_in_vietnam(good[one.id].ended_at or good[one.id].started_at) if one.id in good else None,
            is_failing=one.id in failing,
        )
        for one in sources_of(connection)
    }
