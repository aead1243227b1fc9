"""The registry: stores an inventory; what can be done with it is a method, or one of a group of methods.

A method imports the room that it calls: a command that only reads loads neither the SHACL engine nor exporters.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar, Unpack

from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.renamed import Moved, warn_of_renamed

from .code_lists.code_lists import CodeLists
from .engines import Engines
from .messages.store import RequestsText
from .record.keywords import FeedKeywords, ReadingKeywords
from .record.record import DEFAULT_BASE, LOCAL, IriSpace, SourceRecord, is_base
from .record.source_bytes import PruningLimits
from .registry_view import RegistryView
from .sources.shared_door import SharedDoor
from .store import searching
from .store.database import RegistryDatabase
from .store.moments import moment_text
from .store.opening import open_database
from .store.settings import base_of, settle_base
from .store.view import View

if TYPE_CHECKING:
    from .dictionary.data_dictionary import Dictionary
    from .edits.put import Change
    from .edits.undo import UndoReport
    from .export.public_policy import PublicPolicy
    from .feeds.feed_report import FeedReport
    from .feeds.feed_settings import FeedSettings
    from .harvest.plan_file import HarvestPlan
    from .harvest_runs import HarvestRuns
    from .identities import Identities
    from .ledger import Ledger
    from .model import Resource
    from .past_registry import PastRegistry
    from .past_view import KnownThen
    from .record.contents import HarvestSource, Progress
    from .record.door import NetworkDoor
    from .record.harvested import HarvestReport
    from .registrations.registering import Registrations
    from .reports import Reports
    from .source_list import SourceList
    from .store.overview import SourceRow
    from .upkeep import Upkeep
    from .verdicts.page_workers import Workers
    from .verdicts.revalidate import ChangedVerdict, RevalidationReport
    from .workbook.template import WrittenTemplate

_T = TypeVar("_T")


def _alias(find: Callable[[Registry], _T]) -> Moved[_T]:
    return Moved(find)


@refuse_wrong_types
class Registry(RegistryView):
    """An open registry; a context manager that closes it.

    Open one with `Registry.open`, pass it on, close it. What is done with it stands here; what else is asked and
    decided stands in groups: ``registry.source_list.add(…)``, ``registry.reports.write_statutory(…)``.
    """

    def __init__(
        self, database: RegistryDatabase, door: NetworkDoor | None = None, pruning_limits: PruningLimits | None = None
    ) -> None:
        self._own_door = SharedDoor()
        with database.reading(words="opening") as connection:
            base = base_of(connection) or DEFAULT_BASE
        self._engines = Engines(
            database=database,
            door=self._own_door if door is None else door,
            limits=PruningLimits.from_environment() if pruning_limits is None else pruning_limits,
            base=base,
            code_lists=CodeLists(View(database)),
        )
        self._database = database
        super().__init__(View(database), self._engines.code_lists, lambda: self._engines.validators)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        create: bool = True,
        migrate: bool = True,
        base: str | None = None,
        door: NetworkDoor | None = None,
        pruning_limits: PruningLimits | None = None,
    ) -> Self:
        """The registry at a database URL, ``sqlite:///file.db`` or ``postgresql+psycopg://…``.

        Args:
            create: make a registry if there is none.
            migrate: upgrade an older schema, after a backup beside a file of SQLite; else refuse it. See `Upkeep`.
            base: beginning of the IRIs minted in a new registry; an existing one keeps its own.
            door: the way to the network for harvests of sources on the web, which the caller closes; else one with the
                settings of the environment, made when it is first needed.
            pruning_limits: which raw bytes are kept after each harvest, see `Upkeep.prune_bodies`; else those of
                ``DANHMUC_BODIES_DAYS``, 30 unless it is set, and ``DANHMUC_BODIES_MAX_BYTES``, any number unless it is.

        Raises:
            UsageError: no such kind of database, `base` is not the registry's, or a limit cannot be read.
            RegistryUnavailableError: it cannot be opened; the message says why.
        """
        if base is not None and not is_base(base):
            raise UsageError(RequestsText.BASE_INVALID(base=base))
        database = open_database(url, create=create, migrate_older=migrate, keep_backup=_keep_backup)
        try:
            settle_base(database, base, create=create)
            return cls(database, door, pruning_limits)
        except BaseException:
            database.close()
            raise

    @property
    def url(self) -> str:
        """Its database URL, without the password."""
        return self._database.url

    @property
    def upgrade_note(self) -> Message | None:
        """Always None, and gone in 0.3.0: no upgrade from 0.1.0 on changes what is accepted."""
        warnings.warn("Registry.upgrade_note is always None, and gone in 0.3.0", DeprecationWarning, stacklevel=2)
        return None

    def close(self) -> None:
        """Close the database, and the connections of its own door."""
        self._own_door.close()
        self._database.close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    # ---------------------------------------------------------------- groups

    @property
    def harvests(self) -> HarvestRuns:
        """The harvests of many sources, plans in files, and the runs."""
        from .harvest_runs import HarvestRuns

        open_again = partial(_open_with, type(self), self._database.address, self._engines.limits)
        return HarvestRuns(self._engines, open_again)

    @property
    def source_list(self) -> SourceList:
        """The sources themselves: add, move and remove them, one by one or by a list."""
        from .source_list import SourceList

        engines = self._engines
        return SourceList(self._view, lambda connection, profile: engines.validators(connection, profile), engines.door)

    @property
    def identities(self) -> Identities:
        """The names of things: renamed records, IRIs of one thing."""
        from .identities import Identities

        return Identities(self._view)

    @property
    def ledger(self) -> Ledger:
        """The versions and changes of records."""
        from .ledger import Ledger

        return Ledger(self._view)

    @property
    def reports(self) -> Reports:
        """The reports on findings, harvests and changes, and the statutory ones."""
        from .reports import Reports

        return Reports(self._view, self._engines.code_lists, self._find_validator)

    @property
    def vocab(self) -> CodeLists:
        """The code lists, bundled and loaded."""
        return self._engines.code_lists

    @property
    def dictionary(self) -> Dictionary:
        """The data elements and table schemas, with what is asked and decided about them."""
        from .dictionary.data_dictionary import Dictionary

        return Dictionary(self._database, self._engines.code_lists.all_in_force)

    @property
    def registrations(self) -> Registrations:
        """The decisions of registration authorities about records."""
        from .registrations.registering import Registrations

        return Registrations(self._database)

    @property
    def upkeep(self) -> Upkeep:
        """The upkeep of the database: backups, copies, pruning, integrity."""
        from .upkeep import Upkeep

        return Upkeep(self._database, self._engines.base, self._engines.limits)

    # ---------------------------------------------------------------- records in

    def plan(
        self, source: HarvestSource, *, workers: Workers | None = None, **asked: Unpack[ReadingKeywords]
    ) -> HarvestPlan:
        """Read and validate a source, and plan what would change; nothing is written yet.

        The plan can be applied, or saved and applied later, without the source: see `HarvestPlan`.

        Args:
            name: name of a new source; else the one it has, else the last part of its location.
            profile: token or path; else the source's own, else ``dcat-ap``. It becomes the source's own.
            partial: why this reading is not the whole source; nothing is then missing.
            deadline: when the reading has to end, by `time.monotonic`. What is not read by then makes it incomplete, so
                that nothing is missing; a single document that does not come in time makes it failed.
            workers: processes that validate the records of a large source, with the same result; see `Workers`.
            private_network: whether it may be at a private address this time, whatever its settings say.

        Raises:
            UsageError: the name is taken by another source, or this source has another name.
            UnknownNameError, ShapesError: the profile cannot be used.
        """
        from .harvest.before_reading import AskedReading

        return self._engines.harvests.plan(source, AskedReading.of(asked, workers))

    def harvest(
        self,
        source: HarvestSource,
        *,
        by: str = "harvest",
        batch: int | None = None,
        workers: Workers | None = None,
        **asked: Unpack[ReadingKeywords],
    ) -> HarvestReport:
        """Plan and apply a harvest while holding the lease of the source, so that no other harvest reads it meanwhile.

        Args:
            name, profile, partial, deadline, workers, private_network: as for `plan`. If the workers end twice, the
                run has failed.
            batch: number that the runs of one command share, from `HarvestRuns.new_batch`.

        Raises:
            RegistryError: another harvest holds the lease; nothing was read. Or the lease was lost, or the registry
                refused; batches written before stay, and the next harvest completes them.
            UsageError, UnknownNameError, ShapesError: as for `plan`.
        """
        from .harvest.before_reading import AskedReading

        return self._engines.harvests.harvest(source, AskedReading.of(asked, workers), by=by, batch=batch)

    def put(self, record: SourceRecord | Resource, *, by: str, profile: str | None = None) -> Change:
        """Store one record, or a typed object, in the source ``local`` and return what changed.

        The whole graph is stored, unknown terms included; equal graphs count as unchanged. If a node record changes,
        all records that reach it are validated again, in pages once the record is stored; until then they are not
        exported. If that is broken off, the next `put` or `revalidate` goes on with it.

        All that an object carries beside its own record (publisher, datasets of a catalogue) is stored before it, all
        or none; the result is about the object itself. Without IRI, it gets one that is the same for the same
        identifier, or else title. IRIs and language tags that strict readers refuse are repaired and reported, as in a
        harvest.

        Args:
            profile: of the source ``local`` from now on; ``dcat-ap`` unless one was ever named.

        Raises:
            UsageError: it is neither a record nor a typed object.
            RecordError: it cannot be stored, such as a record with an IRI without scheme; if it is secret now, what its
                IRI had before no longer leaves.
            UnknownNameError, ShapesError: the profile cannot be used.
            RegistryError: the registry refused; nothing of this record was stored, unless what reaches it was being
                validated again.
        """
        from .objects import object_records
        from .record.source_settings import absolute_profile

        token = None if profile is None else absolute_profile(profile)
        if isinstance(record, SourceRecord):
            return self._engines.puts.put(record, by=by, profile=token)
        made = object_records(record, IriSpace(source=LOCAL, base=self._engines.base))
        change = self._engines.puts.put(made.focus, by=by, profile=token, others=made.others)
        return replace(change, left_aside=made.left_aside)

    def undo(
        self,
        run: int | None = None,
        *,
        batch: int | None = None,
        iri: str | None = None,
        source: str | None = None,
        by: str,
        reason: str | None = None,
        force: bool = False,
    ) -> UndoReport:
        """Undo a run, all runs of a batch, or the newest change of one record.

        Records get their former content as new versions; presence, memberships, what belongs to no record, and the
        profile of the source are as they were before. A record that the run created is withdrawn. What the source says
        otherwise is held: harvests do not apply it again until the source says something else, or
        `HarvestRuns.release_undone`. What is held leaves as any other.

        What was changed later is left as it is and listed. An undo is a run of its own, and can be undone.

        Args:
            run: number of the run; it may have failed after it wrote something.
            batch: number of a batch; its runs are undone one by one, those undone already are skipped. That one cannot
                be, such as while its source is harvested, stops no other: see `UndoReport.failed`.
            iri: a record of any source, one put by a program among them.
            source: whose record, if several sources describe the IRI.
            reason: kept with the run, its changes and holds.
            force: whether what was changed later is put back, too.

        Raises:
            TypeError: not exactly one of run, batch and iri is given.
            UsageError: there is no such run, batch or record; it is undone already, or purged; or several sources
                describe the IRI.
            UnknownNameError: no such source.
            RegistryError: the source is being harvested, or the registry refused; pages that were put back stay so, and
                undoing again goes on with the others.
        """
        if sum(one is not None for one in (run, batch, iri)) != 1:
            raise TypeError("undo() takes exactly one of run, batch and iri")
        if run is not None:
            return self._engines.undos.undo_run(run, by=by, reason=reason, force=force)
        if batch is not None:
            return self._engines.undos.undo_batch(batch, by=by, reason=reason, force=force)
        return self._engines.undos.undo_record(iri or "", source=source, by=by, reason=reason)

    def revalidate(
        self,
        *,
        source: str | None = None,
        everything: bool = False,
        today: date | None = None,
        progress: Progress | None = None,
        on_change: Callable[[ChangedVerdict], None] | None = None,
        workers: Workers | None = None,
    ) -> RevalidationReport:
        """Validate stored records again, by the profile of their source, store the verdicts and report what changed.

        Only what is due is validated: if the profile, a code list in force or the context of a record has changed
        since its verdict, or the reference date is none of the days on which that verdict is valid.

        Args:
            source: name of one source; else all of them.
            everything: whether all that may leave is validated, due or not.
            today: the reference date of dated rules; else the day in Viet Nam.
            on_change: called with each changed verdict once it is stored.
            workers: processes that validate, with the same result; see `Workers`.

        Raises:
            UnknownNameError: no such source, or the profile of that source is missing.
            ShapesError: the profile of that source cannot be used. If no source is named, the others are validated.
            RegistryError: the registry refused; verdicts stored before stay.
        """
        day = today_in_vietnam() if today is None else today
        return self._engines.revalidations.revalidate(
            source=source, everything=everything, day=day, progress=progress, on_change=on_change, workers=workers
        )

    def judge(
        self,
        *,
        source: str | None = None,
        everything: bool = False,
        today: date | None = None,
        progress: Progress | None = None,
        told: Callable[[ChangedVerdict], None] | None = None,
    ) -> RevalidationReport:
        """Call `revalidate`, under its former name."""
        warn_of_renamed("Registry.judge", "Registry.revalidate")
        return self.revalidate(source=source, everything=everything, today=today, progress=progress, on_change=told)

    @property
    def profile_warnings(self) -> Mapping[str, tuple[Message, ...]]:
        """Unsupported parts of the profiles used for validation since the registry was opened, by profile."""
        return self._engines.validators.warnings()

    # ---------------------------------------------------------------- decisions

    def withdraw(self, iri: str, *, by: str, source: str = LOCAL, reason: str | None = None) -> Change:
        """Turn a record into a tombstone: it stays with its history and no longer leaves, through no source.

        It stays so although its source still lists it, until it is released or put again.

        Args:
            reason: kept with the change; see `Ledger.changes`.

        Raises:
            UsageError: that source has no record of that IRI, or it never leaves anyway.
        """
        return self._engines.puts.withdraw(iri, by=by, source=source, reason=reason)

    def withhold(self, iri: str, *, by: str, reason: str, source: str | None = None) -> tuple[Change, ...]:
        """Keep what sources describe under an IRI from leaving, until it is released.

        Nothing of it is deleted, harvests go on storing what the source says, and no source's description of that IRI
        leaves.

        It holds, too, where no source describes that IRI yet.

        Args:
            reason: kept with the change; see `Ledger.changes`.
            source: only the record of this source is withheld; those of other sources are barred by it.

        Returns:
            a change for each record that is withheld now; none where no source describes the IRI.

        Raises:
            UnknownNameError: no such source.
            UsageError: it is no IRI, and no record has it; or the reason has no words.
        """
        return self._engines.puts.withhold(iri, by=by, source=source, reason=reason)

    def release(self, iri: str, *, by: str, reason: str | None = None, source: str | None = None) -> tuple[Change, ...]:
        """Let what was withdrawn or withheld leave again, as any other record.

        It also answers that what a record says is no mark of secrecy although it looks like one, or is not understood.
        The answer holds as long as the source says the same there.

        Args:
            reason: kept with the change; required of an answer.
            source: only the record of this source; else those of all that have one.

        Returns:
            a change for each record that is released.

        Raises:
            UnknownNameError: no such source.
            UsageError: nothing of that IRI was withdrawn or withheld, a source still marks it as a state secret, or
                the reason of an answer has no words.
        """
        return self._engines.puts.release(iri, by=by, source=source, reason=reason)

    def purge(self, iri: str, *, by: str, reason: str) -> tuple[Change, ...]:
        """Delete every word of what sources describe under an IRI, in all versions, and keep it out from now on.

        Its graphs, findings, links, titles and raw documents are gone, and the database is written anew without them.
        The IRI stays as a hold: what a source goes on saying of it is not stored, until it is released. Node records
        that it reaches, such as its contact, are records of their own, and so is the same thing under another IRI, see
        `Identities.records_of_same`. Backups are not touched.

        Args:
            reason: kept with the change; it should have no word of the record.

        Returns:
            a change for each record that is purged, with the node records that nothing else named (`left_nodes`): they
            stay stored, and each is purged by its own IRI. On PostgreSQL the log of the server, its archives and its
            replicas have the words until they are recycled.

        Raises:
            UsageError: it is described within another record, or no IRI at all; or the reason has no words.
            RegistryUnavailableError: it is purged, but somebody else uses the database, so that its free pages may
                still have its words; purge it again.
        """
        return self._engines.puts.purge(iri, by=by, reason=reason)

    # ---------------------------------------------------------------- records out

    def sources(self) -> list[SourceRow]:
        """All sources, oldest first."""
        from .store import overview

        with self._database.reading() as connection:
            return overview.source_rows(connection)

    @contextmanager
    def as_of(
        self, when: str | int | date | datetime, *, source: str | None = None, known_then: KnownThen | None = None
    ) -> Iterator[PastRegistry]:
        """The registry as it was at an earlier moment, with its records, verdicts, findings, settings and code lists.

        Nothing is validated anew. What is withdrawn, withheld, less public, purged or a state secret by now does not
        leave as of an earlier moment either.

        Args:
            when: a day (its end) or a time, in Viet Nam unless it has a zone, or the number of a run (its end); each
                as a text, too.
            source: the only source that will be asked about, which costs less than all.
            known_then: lets all leave but what is purged or a state secret by now; see `Ledger.disclosures`.

        Raises:
            UsageError: `when` is none of these, in the future, or before the earliest moment known; or there is no such
                run, or it has not ended.
            UnknownNameError: no such source.
            RegistryUnavailableError: nothing temporary can be made there, as on a read-only server.
        """
        from .code_lists.code_lists import CodeListsView
        from .past_registry import PastRegistry
        from .past_view import PastView
        from .record.causes import required_reason

        if known_then is not None:
            known_then = replace(known_then, reason=required_reason(known_then.reason))
        with PastView.open(self._database, moment_text(when), source=source, known_then=known_then) as view:
            yield PastRegistry(view, CodeListsView(view))

    def resource(self, iri: str, *, source: str | None = None) -> Resource:
        """The record that `get` returns, as a typed object: a `Dataset`, a `DataService`, an `Agent`, …

        It has the newest graph, the node records that this reaches, and what a catalogue lists, also of what does not
        leave: withdrawn, withheld or not accepted. To pass a record on, ask `export` or a feed.

        Raises:
            UsageError: there is no such record.
        """
        from .objects import object_of
        from .record.stored import StoredGraph
        from .store.reading import graph_body
        from .store.selecting import members_nquads
        from .store.stored_rows import find_source
        from .verdicts.context import reached_nodes

        with self._database.reading(words="showing") as connection:
            row = searching.record_of(connection, iri, source)
            known = find_source(connection, name=row.source)
            assert known is not None
            nquads = graph_body(connection, row.version_id)
            root = StoredGraph.of(row.iri, row.digest, nquads)
            graphs = {row.iri: nquads + members_nquads(connection, known.id, row.iri)}
            graphs |= {graph.iri: graph.canonical.nquads for graph in reached_nodes(connection, known, [root])}
        return object_of(row.iri, graphs)

    def export_feed(
        self,
        folder: str | Path,
        *,
        base: str,
        settings: FeedSettings | str | Path,
        policy: PublicPolicy | str | Path | None = None,
        **chosen: Unpack[FeedKeywords],
    ) -> FeedReport:
        """Build a feed in a folder that any web server serves: DCAT in pages and whole, by agency, and as a stream.

        It is built beside the last one, read back, and served by one rename of the link ``current`` in the folder, so
        that what is served is whole at any moment. Nothing is written into the registry. What the last feed had and
        this one does not have is told by its stream and answered as gone.

        A record leaves by a verdict of today, under the profile of the settings or of its source; records whose stored
        verdict is not current are validated as they are read. Source, publisher, theme, state and the least state of
        registration narrow the filters of the settings and never widen them; catalogues stay with the records that they
        list, unless they fall below that least state themselves.

        Args:
            base: the address under which ``current`` is served; it ends with a slash.
            settings: of the feed, or the TOML file that has them; see `read_feed_settings`.
            policy: of what may be public, or the TOML file that has it; see `read_policy`. Without one, all that an
                export has leaves.
            without_policy: whether a feed that was built with a policy may be built without one.
            other_registry: whether a feed that was built from another registry may be built from this one.
            source: of this source only.
            publisher: of the publisher with this IRI or code, or of one of several.
            theme: of the theme with this code, such as ``ENVI``, or of one of several.
            state: ``present`` leaves out what is missing from its source.
            min_status: in at least this state of registration; see `records`.
            left_out: a file for IRI, source, reason and number of violations of each record that is not in the feed:
                CSV if its name ends in ``.csv``, else JSON lines. What its own source marks as a state secret is not
                named. It is written even if the feed is not built.
            losses: a file for what the feed or one of its formats does not have of each record that is in it, likewise:
                IRI, property, number, format, reason, source. Reasons are ``language`` (texts in none of the languages
                of the settings), ``address`` (addresses that nobody can follow), ``format`` (what the format cannot
                hold), and ``format-missing``, ``format-class``, ``format-duplicate``, ``format-topic`` for records that
                the format does not have at all. The formats are written once more for it.
            readable: whether others may read the file of what is left out, and not its owner alone.
            today: the reference date of verdicts; else the day in Viet Nam.
            accept_drop: why it is right that more than a tenth of the records, in all or of an agency, are gone. What
                is kept back by a person, a mark, a policy or because it has become less public is no drop.
            check_all: whether rdflib, too, reads all pages that are written, which takes as long as all else; else one
                entry of twenty on each. pyoxigraph always reads all files.

        Raises:
            UnknownNameError: the registry has no such source, publisher or theme, or there is no such profile.
            UsageError: folder, base, settings or policy cannot be used, or the folder cannot be written.
            ShapesError: the profile of the settings cannot be used.
            ManifestError: what is served there is a feed at another base, or of a newer version.
            RegistryError: too many records are gone, or nobody can say how many, the feed is another registry's, or
                what was written cannot be read back; the last feed is served unchanged.
        """
        from .feeds.export_feed import FeedOrder, export_feed  # other commands need neither templates nor rdflib

        order = FeedOrder.of(folder, base, settings, policy, chosen)
        # Whether anything is new is asked of the files of profiles as they are now.
        self._engines.validators.forget()
        with self._database.reading() as connection:
            return export_feed(connection, order, self._engines.validators, registry=self._database.path)

    def write_template(
        self,
        target: str | Path,
        *,
        publisher: str,
        agency_name: str = "",
        language: str = "vi",
        whole: bool = False,
        overwrite: bool = False,
        readable: bool = False,
        profile: str | None = None,
    ) -> WrittenTemplate:
        """Write the workbook of an agency, filled in with what the registry has of it, to an .xlsx.

        The newest versions of its records that are present and that no source keeps back, with the code lists in force.
        What no column holds is kept on a hidden sheet and stays as it is; `WrittenTemplate.partly` names those records.

        Args:
            publisher: code of the agency, or IRI of a publisher with a code, as for `find_publisher`; of
                several publishers with that code it has the records of all.
            whole: whether the workbook counts as all that the agency has.
            readable: whether others may read it, and not its owner alone.
            profile: token or path of the profile that describes the sheets; ``vn`` if it is None.

        Raises:
            UsageError: the publisher has no code, or several; or as `danhmuc.registry.write_template`.
            UnknownNameError: there is no such publisher; or as ShapesError, the profile cannot be used.
        """
        from .reporting.prefilled import write_prefilled
        from .store.publishers import publishers_named

        self._view.require_targets(target)
        with self._database.reading() as connection:
            publishers = publishers_named(connection, [publisher])[publisher]
        return write_prefilled(
            self,
            target,
            publisher=publisher,
            iris=publishers,
            agency_name=agency_name,
            language=language,
            whole=whole,
            overwrite=overwrite,
            readable=readable,
            profile=profile,
        )

    # ---------------------------------------------------------------- former names, until the next release

    harvest_each = _alias(lambda registry: registry.harvests.each)
    named_sources = _alias(lambda registry: registry.harvests.named_sources)
    due_sources = _alias(lambda registry: registry.harvests.due_sources)
    open_outbox = _alias(lambda registry: registry.harvests.open_outbox)
    import_feedback = _alias(lambda registry: registry.harvests.import_feedback)
    add_elements = _alias(lambda registry: registry.harvests.import_elements)
    plan_file = _alias(lambda registry: registry.harvests.plan_file)
    read_plans = _alias(lambda registry: registry.harvests.read_plans)
    runs = _alias(lambda registry: registry.harvests.runs)
    run_findings = _alias(lambda registry: registry.harvests.run_findings)
    new_batch = _alias(lambda registry: registry.harvests.new_batch)
    end_batch = _alias(lambda registry: registry.harvests.end_batch)
    release_source = _alias(lambda registry: registry.harvests.release)
    remap_source = _alias(lambda registry: registry.harvests.remap)
    accept_missing = _alias(lambda registry: registry.harvests.accept_missing)
    release_undone = _alias(lambda registry: registry.harvests.release_undone)
    rest = _alias(lambda registry: registry.harvests.rest)
    raw_documents = _alias(lambda registry: registry.harvests.raw_documents)
    plan_sources = _alias(lambda registry: registry.source_list.plan)
    add_source = _alias(lambda registry: registry.source_list.add)
    move_source = _alias(lambda registry: registry.source_list.move)
    remove_source = _alias(lambda registry: registry.source_list.remove)
    check_source = _alias(lambda registry: registry.source_list.check)
    source = _alias(lambda registry: registry.source_list.get)
    source_changes = _alias(lambda registry: registry.source_list.changes)
    statuses = _alias(lambda registry: registry.source_list.statuses)
    rename = _alias(lambda registry: registry.identities.rename)
    decline_rename = _alias(lambda registry: registry.identities.decline_rename)
    end_redirect = _alias(lambda registry: registry.identities.end_redirect)
    proposed_renames = _alias(lambda registry: registry.identities.proposed_renames)
    same_as = _alias(lambda registry: registry.identities.same_as)
    end_same_as = _alias(lambda registry: registry.identities.end_same_as)
    records_of_same = _alias(lambda registry: registry.identities.records_of_same)
    diff = _alias(lambda registry: registry.ledger.diff)
    count_changes = _alias(lambda registry: registry.ledger.count_changes)
    changed_records = _alias(lambda registry: registry.ledger.changed_records)
    graphs = _alias(lambda registry: registry.ledger.graphs)
    source_bytes = _alias(lambda registry: registry.ledger.source_bytes)
    disclosures = _alias(lambda registry: registry.ledger.disclosures)
    check_report_file = _alias(lambda registry: registry.reports.check_harvest)
    changes_report = _alias(lambda registry: registry.reports.changes)
    write_changes_report = _alias(lambda registry: registry.reports.write_changes)
    write_statutory_report = _alias(lambda registry: registry.reports.write_statutory)
    check_statutory_files = _alias(lambda registry: registry.reports.check_statutory)
    records_among = _alias(lambda registry: registry.reports.records_among)
    find_barred = _alias(lambda registry: registry.reports.find_barred)
    annotation_graphs = _alias(lambda registry: registry.annotations.graphs)
    add_code_list = _alias(lambda registry: registry.vocab.add)
    use_code_list = _alias(lambda registry: registry.vocab.use)
    code_lists = _alias(lambda registry: registry.vocab.rows)
    add_vocabulary = _alias(lambda registry: registry.vocab.add)
    use_vocabulary = _alias(lambda registry: registry.vocab.use)
    vocabularies = _alias(lambda registry: registry.vocab.rows)
    vocabulary = _alias(lambda registry: registry.vocab.get)
    base = _alias(lambda registry: registry.upkeep.base)
    migration = _alias(lambda registry: registry.upkeep.migration)
    kept_backups = _alias(lambda registry: registry.upkeep.kept_backups)
    check = _alias(lambda registry: registry.upkeep.check)
    renew_search_index = _alias(lambda registry: registry.upkeep.renew_search_index)
    back_up = _alias(lambda registry: registry.upkeep.back_up)
    copy_to = _alias(lambda registry: registry.upkeep.copy_to)
    prune_bodies = _alias(lambda registry: registry.upkeep.prune_bodies)
    prune_history = _alias(lambda registry: registry.upkeep.prune_history)


def _keep_backup(database: RegistryDatabase, schema: str) -> Path | None:
    from .store.registry_copies import keep_backup  # only an upgrade needs it

    return keep_backup(database, schema)


def _open_with(kind: type[Registry], address: str, limits: PruningLimits, door: NetworkDoor) -> Registry:
    return kind.open(address, create=False, door=door, pruning_limits=limits)
