"""The registry: stores an inventory; everything that can be done with it is a method.

A method imports the room that it calls: a command that only reads loads neither the SHACL engine nor exporters.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from functools import partial as partial_call
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, Self, Unpack, overload

from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.renamed import renamed_method, warn_of_renamed

from .code_lists.loaded import CodeLists
from .messages.as_of import AsOfText
from .messages.elements import ElementsText
from .messages.feedback import FeedbackText
from .messages.requests import RequestsText
from .messages.workbook_folders import WorkbookFoldersText
from .record.pruning_limits import PruningLimits
from .record.record import DEFAULT_BASE, LOCAL, IriSpace, SourceRecord, is_base
from .record.registration_states import require_minimum
from .sources.shared_door import SharedDoor
from .store import searching
from .store.database import Connection, RegistryDatabase
from .store.moments import LAST, find_last_moment, find_moment, moment_text, newest_row, refuse_unknown_run, require_row
from .store.opening import open_database
from .store.record_conditions import RecordConditions, RecordKeywords, RecordOrder
from .store.settings import base_of, settle_base

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from danhmuc.vocab.concepts import CodeList
    from danhmuc.vocab.findings import Finding

    from .code_lists.list_documents import CodeListChange
    from .copies.backups import BackupReport
    from .copies.copying import CopyReport
    from .dictionary.data_dictionary import Dictionary
    from .edits.history_pruning import PrunedHistory
    from .edits.put import AcceptedDeletions, Change, Puts
    from .edits.renames import Identities
    from .edits.source_edits import SourceEdits, SourceListPlan
    from .edits.undo import UndoReport, Undos
    from .export.leaving import LeavingRecord
    from .export.public_policy import PublicPolicy
    from .export.report import ExportReport
    from .feedback.feedback_statements import Feedback, SharingArrangement
    from .feeds.feed_report import FeedReport
    from .feeds.feed_settings import FeedSettings
    from .harvest.apply import Harvests
    from .harvest.named_sources import NamedSource
    from .harvest.plan import HarvestPlan
    from .harvest.pruning import PrunedBodies
    from .harvest.saved_plans import PlanFile, SavedPlans
    from .harvest.workers import HarvestedSource
    from .model import Resource
    from .past.past_registry import KnownThen, PastRegistry
    from .past.stored_records import StoredRecord
    from .record.code_list_row import CodeListRow
    from .record.contents import HarvestSource, Progress
    from .record.door import NetworkDoor
    from .record.harvested import HarvestReport
    from .record.identity import ProposedRename, Redirect, SameAs
    from .record.source_bytes import SourceBytes
    from .record.source_check import SourceCheck
    from .record.source_settings import DeclaredSource, Removal
    from .registrations.registering import Registrations
    from .reporting import ReportedSource
    from .reporting.changes.changes_report import ChangesReport
    from .reporting.harvests.reported_runs import NotHarvested, RunsReport
    from .reporting.outbox import Outbox
    from .reporting.record_table import RecordTable
    from .search.found import FoundRecords
    from .search.record_search import RecordSearch
    from .statutory_reports import StatutoryOptions, StatutoryReport
    from .store.changed_records import ChangeCounts, ChangedRecord
    from .store.database import Migration
    from .store.integrity import IntegrityReport
    from .store.ledger import RecordedChange
    from .store.moments import Disclosure
    from .store.overview import RunRow, SourceRow
    from .store.runs import ReleasedLease
    from .store.searching import RecordRow, VersionRow
    from .store.source_rows import RecordedSourceChange
    from .store.source_status import SourceStatus
    from .store.stored_findings import FindingCount, FindingFilter, FindingGroup
    from .store.tombstones import Withdrawal
    from .store.version_differences import VersionDifference
    from .verdicts.page_workers import Workers
    from .verdicts.revalidate import ChangedVerdict, RevalidationReport, Revalidations
    from .verdicts.validators import Validators
    from .workbook.template_file import WrittenTemplate


_GRAPHS_EACH = 500


@refuse_wrong_types
class Registry:
    """An open registry; a context manager that closes it.

    Open one with `Registry.open`, pass it on, close it.
    """

    def __init__(
        self, database: RegistryDatabase, door: NetworkDoor | None = None, pruning_limits: PruningLimits | None = None
    ) -> None:
        self._database = database
        self._own_door = SharedDoor()
        self._door = self._own_door if door is None else door
        self._limits = PruningLimits.from_environment() if pruning_limits is None else pruning_limits
        with database.reading(words="opening") as connection:
            self._base = base_of(connection) or DEFAULT_BASE
        self._code_lists = CodeLists(database)

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
            migrate: upgrade an older schema, after a backup beside a file of SQLite, see `migration`; else refuse it.
            base: beginning of the IRIs minted in a new registry; an existing one keeps its own.
            door: the way to the network for harvests of sources on the web, which the caller closes; else one with the
                settings of the environment, made when it is first needed.
            pruning_limits: which raw bytes are kept after each harvest, see `prune_bodies`; else those of
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
    def migration(self) -> Migration | None:
        """The migration of its schema that opening it did, with the backup of its state before; None if it did none."""
        return self._database.migration

    @property
    def upgrade_note(self) -> Message | None:
        """Always None, and gone in 0.3.0: no upgrade from 0.1.0 on changes what is accepted."""
        warnings.warn("Registry.upgrade_note is always None, and gone in 0.3.0", DeprecationWarning, stacklevel=2)
        return None

    def kept_backups(self) -> list[Path]:
        """The backups beside its file that were kept before upgrades; they have what was purged since."""
        from .store.backup_files import kept_backups

        return kept_backups(self._database)

    @property
    def base(self) -> str:
        """Beginning of minted IRIs."""
        return self._base

    @cached_property
    def registrations(self) -> Registrations:
        """The registrations: what authorities decided of records, and the report on that."""
        from .registrations.registering import Registrations

        return Registrations(self._database)

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

    def plan(
        self,
        source: HarvestSource,
        *,
        name: str | None = None,
        profile: str | None = None,
        partial: Message | str | None = None,
        progress: Progress | None = None,
        deadline: float | None = None,
        workers: Workers | None = None,
        private_network: bool = False,
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

        token = None if profile is None else _absolute_profile(profile)
        asked = AskedReading(
            name=name,
            profile=token,
            partial=partial,
            progress=progress,
            deadline=deadline,
            workers=workers,
            private_network=private_network,
        )
        return self._harvests.plan(source, asked)

    @contextmanager
    def plan_file(self, path: str | Path) -> Iterator[PlanFile]:
        """A file to which plans of this registry are added, one for each source.

        It takes the place of an earlier plan when the block ends without an error, and is there only if any was added.
        Only its owner can read it.

        Raises:
            UsageError: there is a file that is no plan, or it cannot be written.
        """
        with self._harvests.plan_file(Path(path)) as file:
            yield file

    def read_plans(self, path: str | Path) -> SavedPlans:
        """The plans in a file, which can be applied to this registry; see `HarvestPlan.save`.

        Raises:
            SourceUnavailableError: the file cannot be opened.
            UsageError: it is no plan, one of a newer danhmuc, incomplete or edited.
        """
        from .harvest.saved_plans import SavedPlans

        return SavedPlans(path, self._harvests)

    def harvest(
        self,
        source: HarvestSource,
        *,
        name: str | None = None,
        profile: str | None = None,
        partial: Message | str | None = None,
        by: str = "harvest",
        batch: int | None = None,
        progress: Progress | None = None,
        deadline: float | None = None,
        workers: Workers | None = None,
        private_network: bool = False,
    ) -> HarvestReport:
        """Plan and apply a harvest while holding the lease of the source, so that no other harvest reads it meanwhile.

        Args:
            name, profile, partial, deadline, workers, private_network: as for `plan`. If the workers end twice, the
                run has failed.
            batch: number that the runs of one command share, from `new_batch`.

        Raises:
            RegistryError: another harvest holds the lease; nothing was read. Or the lease was lost, or the registry
                refused; batches written before stay, and the next harvest completes them.
            UsageError, UnknownNameError, ShapesError: as for `plan`.
        """
        from .harvest.before_reading import AskedReading

        token = None if profile is None else _absolute_profile(profile)
        asked = AskedReading(
            name=name,
            profile=token,
            partial=partial,
            progress=progress,
            deadline=deadline,
            workers=workers,
            private_network=private_network,
        )
        return self._harvests.harvest(source, asked, by=by, batch=batch)

    def remap_source(self, name: str, *, by: str) -> HarvestReport:
        """Run the mapping of a source, such as of data.json, over the bytes stored of its documents; asks no server.

        It is a run as any other, which can be undone, but no visit: what the bytes do not have is not missing, and the
        next harvest reads the source in full. A harvest does the same by itself where its server answers that nothing
        moved and the mapping is another one since the last run.

        Raises:
            UnknownNameError: there is no such source.
            UsageError: its kind has no mapping, the bytes are not stored, or it was removed.
            RegistryError: another harvest holds the lease, or the registry refused.
        """
        return self._harvests.remap(name, by=by)

    def harvest_each(
        self,
        sources: Iterable[HarvestSource],
        executor: Executor,
        *,
        profile: str | None = None,
        partial: Message | str | None = None,
        by: str = "harvest",
        batch: int | None = None,
        deadline: float | None = None,
        at_work: int | None = None,
        private_network: bool = False,
    ) -> Iterator[HarvestedSource]:
        """Harvest several sources, each as `harvest` does, and yield their outcomes in the order of the sources.

        Each worker opens the registry itself. An error of one source does not touch the others: it is the `error` of
        its outcome. If that is a `BrokenExecutor`, because a process was killed, call `end_batch` and try the source
        again with a new executor.

        Args:
            sources: of kinds that can be pickled, unless the workers are threads.
            executor: a `ProcessPoolExecutor`, which should spawn its processes, a `ThreadPoolExecutor`, or any other
                whose workers reach the database.
            profile, partial, private_network: as for `plan`.
            batch: number of the runs; else a new one.
            deadline: of all of them, as for `plan`; of workers on this machine only, whose clock it is.
            at_work: number of threads that work at the same time, while others wait for servers; None for all of them.

        Raises:
            UsageError: the registry is in the memory of this process.
        """
        from .harvest.workers import harvest_in_workers

        if self._database.is_private:
            raise UsageError(RequestsText.REGISTRY_PRIVATE())
        return harvest_in_workers(
            sources,
            partial_call(_open_with, type(self), self._database.address, self._limits),
            executor,
            profile=None if profile is None else _absolute_profile(profile),
            partial=partial,
            by=by,
            batch=self.new_batch() if batch is None else batch,
            deadline=deadline,
            door=self._door if isinstance(executor, ThreadPoolExecutor) else None,
            at_work=at_work,
            private_network=private_network,
        )

    def named_sources(
        self,
        words: Sequence[str] | None = None,
        *,
        private_network: bool = False,
        kind: str | None = None,
        notices: list[Message] | None = None,
    ) -> list[NamedSource]:
        """The sources that words name, each once: a registered source by its name, else one at a location.

        A word with a path separator, such as ``./x``, is always a location; a folder of workbooks names each of them,
        none if it is empty. Nothing is opened yet but these, for their ids.

        Args:
            words: None for all registered sources, oldest first, but ``local`` and databases whose password they need.
            private_network: whether they may be at private addresses, whatever their settings say.
            kind: of the locations, as for `source_at`. A registered source has its own, and if that is another one, it
                is an error.
            notices: gets what is said about folders of workbooks beside their books, and about what was skipped.
        """
        from .harvest.named_sources import named_sources
        from .store.stored_documents import document_places
        from .store.stored_rows import sources_of

        with self._database.reading() as connection:
            return named_sources(
                words,
                sources_of(connection),
                private_network=private_network,
                kind=kind,
                places=partial_call(document_places, connection),
                notices=notices,
            )

    def open_outbox(
        self,
        folder: str | Path,
        named: Sequence[NamedSource],
        *,
        deadline: date | None = None,
        contact: str | None = None,
        lang: str = "vi",
        readable: bool = False,
    ) -> Outbox:
        """A folder for the workbooks that sources are about to be read from, marked with what their harvest finds.

        Call it before the harvest, and `Outbox.return_books` with the report of each source after it.

        Args:
            folder: made if its parent is there; within the folder of the workbooks it is refused.
            named: sources that are no workbooks are left out.
            deadline: until when workbooks are to be mended, for their sheets of results.
            contact: whom to ask; None for that of each source's settings.
            readable: whether others may read the workbooks, and not their owner alone.

        Raises:
            UsageError: no source is a workbook, or the folder cannot be used.
            SourceUnavailableError: no source is a workbook, and one is not there, as of a misspelt name.
        """
        from .record.local_location import require_place
        from .reporting.outbox import Outbox  # whoever marks nothing needs none of it
        from .reporting.result_notices import ResultNotices
        from .sources.workbook_file import WorkbookSource

        sources = [one.source for one in named if isinstance(one.source, WorkbookSource)]
        if not sources:
            for one in named:
                if one.source is not None:
                    require_place(one.source.location)
            raise UsageError(WorkbookFoldersText.OUTBOX_OF_WORKBOOKS(outbox=str(folder)))
        notices = ResultNotices(deadline=deadline, contact=contact)
        outbox = Outbox(Path(folder), self._database.reading, self.base, lang, notices, readable)
        outbox.open(sources)
        return outbox

    def due_sources(self, *, at: datetime | None = None, notices: list[Message] | None = None) -> list[NamedSource]:
        """The registered sources that it is time to harvest again, oldest first.

        A source is due if its interval has passed since the beginning of its last run that did not fail, up to a tenth
        of the interval or an hour early; a source without an interval always is.

        Args:
            at: the time, with its zone; else now.
            notices: gets what is said about what was skipped.
        """
        from .harvest.intervals import due_among
        from .harvest.named_sources import named_sources
        from .store.runs import good_runs
        from .store.stored_documents import document_places
        from .store.stored_rows import sources_of

        moment = datetime.now(UTC) if at is None else at
        with self._database.reading() as connection:
            due = due_among(sources_of(connection), good_runs(connection), moment)
            return named_sources(None, due, places=partial_call(document_places, connection), notices=notices)

    def new_batch(self) -> int:
        """A number for the runs of one command, which no other run has."""
        from .store.settings import next_batch

        with self._database.writing() as connection:
            return next_batch(connection)

    def end_batch(self, batch: int) -> None:
        """End the leases and runs that the processes of a command left open when they ended early.

        Call it once none of them is at work any more: the next harvest then need not wait for their silence.
        """
        from .store.runs import end_batch

        with self._database.writing() as connection:
            end_batch(connection, batch)

    def release_source(self, name: str, *, by: str, reason: str) -> ReleasedLease:
        """End the lease of a source by hand, so that it can be harvested at once.

        A harvest that still holds it stops before it writes anything more. Its run has failed, with the reason.

        Raises:
            UnknownNameError: there is no such source.
            UsageError: the source is not being harvested.
        """
        from .edits.reasons import required_reason
        from .store.leases import find_lease
        from .store.runs import release_source
        from .store.stored_rows import named_source

        with self._database.writing() as connection:
            if find_lease(connection, name) is None:
                named_source(connection, name)  # or an error
            return release_source(self._database, connection, name, by=by, reason=required_reason(reason))

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

        token = None if profile is None else _absolute_profile(profile)
        if isinstance(record, SourceRecord):
            return self._puts.put(record, by=by, profile=token)
        made = object_records(record, IriSpace(source=LOCAL, base=self._base))
        change = self._puts.put(made.focus, by=by, profile=token, others=made.others)
        return replace(change, left_aside=made.left_aside)

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
        return self._revalidations.revalidate(
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

    def withdraw(self, iri: str, *, by: str, source: str = LOCAL, reason: str | None = None) -> Change:
        """Turn a record into a tombstone: it stays with its history and no longer leaves, through no source.

        It stays so although its source still lists it, until it is released or put again.

        Args:
            reason: kept with the change; see `changes`.

        Raises:
            UsageError: that source has no record of that IRI, or it never leaves anyway.
        """
        return self._puts.withdraw(iri, by=by, source=source, reason=reason)

    def withhold(self, iri: str, *, by: str, reason: str, source: str | None = None) -> tuple[Change, ...]:
        """Keep what sources describe under an IRI from leaving, until it is released.

        Nothing of it is deleted, harvests go on storing what the source says, and no source's description of that IRI
        leaves.

        It holds, too, where no source describes that IRI yet.

        Args:
            reason: kept with the change; see `changes`.
            source: only the record of this source is withheld; those of other sources are barred by it.

        Returns:
            a change for each record that is withheld now; none where no source describes the IRI.

        Raises:
            UnknownNameError: no such source.
            UsageError: it is no IRI, and no record has it; or the reason has no words.
        """
        return self._puts.withhold(iri, by=by, source=source, reason=reason)

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
        return self._puts.release(iri, by=by, source=source, reason=reason)

    def purge(self, iri: str, *, by: str, reason: str) -> tuple[Change, ...]:
        """Delete every word of what sources describe under an IRI, in all versions, and keep it out from now on.

        Its graphs, findings, links, titles and raw documents are gone, and the database is written anew without them.
        The IRI stays as a hold: what a source goes on saying of it is not stored, until it is released. Node records
        that it reaches, such as its contact, are records of their own, and so is the same thing under another IRI, see
        `records_of_same`. Backups are not touched.

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
        return self._puts.purge(iri, by=by, reason=reason)

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
        otherwise is held: harvests do not apply it again until the source says something else, or `release_undone`.
        What is held leaves as any other.

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
            return self._undos.undo_run(run, by=by, reason=reason, force=force)
        if batch is not None:
            return self._undos.undo_batch(batch, by=by, reason=reason, force=force)
        return self._undos.undo_record(iri or "", source=source, by=by, reason=reason)

    def release_undone(
        self,
        run: int | None = None,
        *,
        iri: str | None = None,
        source: str | None = None,
        by: str,
        reason: str | None = None,
    ) -> tuple[str, ...]:
        """Let the next harvest apply again what an undone run, or change of a record, had brought.

        Args:
            run: number of the run that was undone, or of the run that undid it.
            source: only the record of this source.

        Returns:
            the IRIs of the records that were held.

        Raises:
            TypeError: not exactly one of run and iri is given.
            UsageError: nothing of it is held, or there is no such run.
            UnknownNameError: no such source.
        """
        if (run is None) == (iri is None):
            raise TypeError("release_undone() takes exactly one of run and iri")
        return self._undos.release(run=run, iri=iri, source=source, by=by, reason=reason)

    def accept_missing(self, source: str, *, by: str, reason: str) -> AcceptedDeletions:
        """Withdraw all that is missing from a source, without reading it, and let records lose their distributions.

        A harvest does both itself, unless too many records are missing, or lose every distribution they had, at once:
        then they wait for this decision, and go on leaving as they are stored. Those that lost their distributions are
        updated by the next harvest.

        Args:
            reason: kept with each change; see `changes`.

        Raises:
            UnknownNameError: no such source.
            UsageError: nothing is missing from it, and nothing waits.
        """
        return self._puts.accept_missing(source, by=by, reason=reason)

    def rename(self, old: str, new: str, *, by: str, reason: str, source: str | None = None) -> Redirect:
        """Make a missing record and the new one that took its place one record, with one history, under the new IRI.

        The record of `old` keeps its versions and changes, those of `new` follow after them. `old` becomes a redirect:
        `get` finds the record by it, and what a source goes on describing under it is not stored, but reported by each
        harvest. What keeps one of the two from leaving keeps the record from it. It cannot be taken apart again;
        `end_redirect` lets a new record have the old IRI.

        Args:
            reason: kept with the redirect and the change.
            source: the source of both, if several describe them.

        Raises:
            UnknownNameError: no such source.
            UsageError: no source, or more than one, describes both; the source still has `old`; one of the two is no
                record, was purged, or was renamed already.
            RegistryError: the source is being harvested.
        """
        return self._identities.rename(old, new, by=by, reason=reason, source=source)

    def decline_rename(self, old: str, new: str, *, by: str, reason: str, source: str | None = None) -> ProposedRename:
        """Answer that a proposed rename is none, so that it is not proposed again.

        Raises:
            UnknownNameError: no such source.
            UsageError: it is not proposed.
        """
        return self._identities.decline(old, new, by=by, reason=reason, source=source)

    def end_redirect(self, old: str, *, by: str, reason: str, source: str | None = None) -> Redirect:
        """End the redirect of an IRI that a record had: from the next harvest on, a record of its own may have it.

        The renamed record stays one, with all its history.

        Raises:
            UnknownNameError: no such source.
            UsageError: no record had that IRI, or the redirect was ended before.
        """
        return self._identities.end_redirect(old, by=by, reason=reason, source=source)

    def redirects(self, *, iri: str | None = None, source: str | None = None, ended: bool = False) -> list[Redirect]:
        """The IRIs that records had before they were renamed, in the order in which they were renamed.

        Args:
            iri: only redirects from or to this IRI.
            source: only those of this source.
            ended: also those that a person ended.
        """
        from .store.identity_rows import redirect_rows

        with self._database.reading() as connection:
            return redirect_rows(connection, iri=iri, source=source, ended=ended)

    def proposed_renames(self, source: str | None = None) -> list[ProposedRename]:
        """The renames that harvests propose and nobody has answered, of one source or of all, oldest first.

        Answer each with `rename` or `decline_rename`; until then both records are as any other.

        Raises:
            UnknownNameError: no such source.
        """
        from .store.identity_rows import open_proposals
        from .store.stored_rows import named_source

        with self._database.reading() as connection:
            source_id = None if source is None else named_source(connection, source).id
            return open_proposals(connection, source_id)

    def same_as(self, first: str, second: str, *, by: str, reason: str) -> SameAs:
        """Say that two IRIs, of one source or of two, name one thing, so that one description of it leaves.

        It is that of the source with the smaller priority, then of the older source, then the older record. What keeps
        one of the two from leaving keeps both. What is the same as the same is the same.

        Raises:
            UsageError: nothing describes one of the two, both are one IRI, or it was said before.
        """
        return self._identities.same_as(first, second, by=by, reason=reason)

    def end_same_as(self, first: str, second: str, *, by: str, reason: str) -> SameAs:
        """End that two IRIs name one thing, as `same_as` said.

        Raises:
            UsageError: nobody has said so.
        """
        return self._identities.end_same_as(first, second, by=by, reason=reason)

    def same_as_statements(self, iri: str | None = None, *, ended: bool = False) -> list[SameAs]:
        """The statements that `same_as` made, about one IRI or all, in the order in which they were made.

        Args:
            ended: also those that were ended.
        """
        from .store.identity_rows import same_as_rows

        with self._database.reading() as connection:
            return same_as_rows(connection, iri=iri, ended=ended)

    def get(self, iri: str, *, source: str | None = None) -> StoredRecord:
        """The record of an IRI, of the oldest source that has one unless a source is named.

        An IRI that a record had before it was renamed gives the record, with the IRI that it has now.

        Raises:
            UsageError: there is no such record.
        """
        from .past.stored_records import read_record

        with self._database.reading() as connection:
            return read_record(connection, iri, source, day=today_in_vietnam())

    def records_of_same(self, iri: str) -> list[RecordRow]:
        """The records under other IRIs of the same thing: other spellings, and what `same_as` says is the same.

        They are kept back with it, and are not purged with it.
        """
        from .store.same_things import records_of_same

        with self._database.reading() as connection:
            return records_of_same(connection, iri)

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
            known_then: lets all leave but what is purged or a state secret by now; it is recorded, see `disclosures`.

        Raises:
            UsageError: `when` is none of these, in the future, or before the earliest moment known; or there is no such
                run, or it has not ended.
            UnknownNameError: no such source.
            RegistryUnavailableError: nothing temporary can be made there, as on a read-only server.
        """
        from .edits.reasons import required_reason
        from .past.past_registry import PastRegistry

        if known_then is not None:
            known_then = replace(known_then, reason=required_reason(known_then.reason))
        with PastRegistry.open(self._database, moment_text(when), source=source, known_then=known_then) as past:
            yield past

    def disclosures(self) -> list[Disclosure]:
        """The requests for an earlier moment as it was known then, by whom and why, in their order."""
        from .store.moments import disclosure_rows

        with self._database.reading() as connection:
            return disclosure_rows(connection)

    def graphs(self, rows: Iterable[RecordRow]) -> Iterator[bytes]:
        """The canonical N-Quads of records that `records` has listed, in the same order; held are a few hundred.

        Raises:
            RegistryError: one is damaged, or has been purged since.
        """
        from .store.reading import graph_bodies

        listed = iter(rows)
        while page := [row.version_id for row in islice(listed, _GRAPHS_EACH)]:
            with self._database.reading() as connection:
                bodies = graph_bodies(connection, page)
            yield from (bodies[version] for version in page)

    def source_bytes(self, iri: str, *, source: str | None = None) -> SourceBytes | None:
        """The source bytes of the newest version of the record that `get` returns: what its source gave of it.

        None if that was RDF, or must not be kept.

        Raises:
            UsageError: there is no such record.
        """
        from .store.raw_bytes import source_bytes_of

        with self._database.reading(words="showing") as connection:
            row = searching.record_of(connection, iri, source)
            return source_bytes_of(connection, row.version_id)

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

    def leaving(self, iri: str, *, source: str | None = None) -> LeavingRecord:
        """Whether the record that `get` returns leaves by `export`, and if not, why.

        Raises:
            UsageError: there is no such record.
        """
        from .export.one_record import leaving_record

        with self._database.reading() as connection:
            row = searching.record_of(connection, iri, source)
            return leaving_record(connection, row.iri, row.source, self._validator)

    def history(self, iri: str, *, source: str | None = None) -> list[VersionRow]:
        """All versions of the record that `get` returns, newest first, each with what it changed.

        Versions from before a rename are given as descriptions of the IRI that the record has now. Those whose graphs
        were pruned, and the ones after them, have no lines.

        Raises:
            UsageError: there is no such record.
        """
        from .past.stored_records import read_history

        with self._database.reading() as connection:
            return read_history(connection, iri, source)

    def diff(
        self, iri: str, before: int | str | None = None, after: int | str | None = None, *, source: str | None = None
    ) -> VersionDifference:
        """The difference of two versions of the record that `get` returns, property by property.

        Args:
            before: number of the version to compare with, or a moment, as for `as_of`, when it was the newest; else of
                the one before `after`.
            after: likewise; else of the newest.

        Raises:
            UsageError: there is no such record, no such version of it, or no such moment.
        """
        from .past.past_registry import version_number_then
        from .store.version_differences import version_difference

        first, last = (
            one if one is None or isinstance(one, int) else version_number_then(self._database, iri, one, source)
            for one in (before, after)
        )
        with self._database.reading() as connection:
            return version_difference(connection, iri, before=first, after=last, source=source)

    def changes(
        self,
        *,
        iri: str | None = None,
        source: str | None = None,
        run: int | None = None,
        after: int = 0,
        since: int | None = None,
        limit: int | None = None,
    ) -> list[RecordedChange]:
        """The ledger: one row for each change of a record, in the order in which they were made.

        A run that changes nothing of a record adds no row for it. Rows are numbered in the order in which they become
        visible: once a row is seen, no row with a smaller `id` appears. So a program that asks for all since the
        greatest `id` that it has dealt with misses none, and has a row twice only if it is broken off before it has
        noted that. Numbers may be left out, and are never given again, not even after a backup was restored over the
        registry.

        Args:
            iri: only changes of the records that have this IRI, or had it before they were renamed.
            source: only those of records of this source.
            run: only those made by this run.
            after: only rows with a greater `id`.
            since: the `id` of the last row that a program has dealt with, 0 before the first: only rows after it. It is
                refused if there is no such row: it was lost when a backup was restored, and the program begins anew.
            limit: at most so many rows.

        Raises:
            UsageError: there is no row `since`.
        """
        from .store.ledger import recorded_changes

        with self._database.reading() as connection:
            if since is not None:
                after = max(after, require_row(connection, since))
            return recorded_changes(connection, iri=iri, source=source, run=run, after=after, limit=limit)

    def count_changes(
        self, since: str | int | date | datetime = LAST, *, source: str | None = None, publisher: str | None = None
    ) -> ChangeCounts:
        """The counts of what changed since a moment, by source, publisher and kind; `changed_records` lists it.

        Args:
            since: ``last`` (24 hours ago), a day or a time (in Viet Nam unless it has a zone), the number of a run,
                which is counted, too, or ``row:345``, what came after that row of the ledger.
            source: only this source.
            publisher: IRI of the publisher that records have now.

        Raises:
            UsageError: `since` is none of these, or there is no such run or row.
        """
        from .store.changed_records import count_changes

        with self._database.reading() as connection:
            moment, until = find_moment(connection, moment_text(since)), newest_row(connection)
            return count_changes(connection, since=moment, until=until, source=source, publisher=publisher)

    @contextmanager
    def changes_report(
        self,
        since: str | int | date | datetime = LAST,
        until: str | int | date | datetime | None = None,
        *,
        source: str | None = None,
        publisher: str | None = None,
    ) -> Iterator[ChangesReport]:
        """The changes between two moments, counted by source, publisher, kind and month, and one by one.

        All is read from one state of the registry as long as the context is open; see `write_changes_report` of
        `danhmuc.registry.reporting.changes.changes_formats`.

        Args:
            since: the first moment, as for `count_changes`: the beginning of a day or run.
            until: the last: a day (its end), a time, the number of a run (its last change), or ``row:345``; None for
                now.
            source: only this source.
            publisher: IRI of the publisher that records have now.

        Raises:
            UsageError: one of the two is no moment or in the future, there is no such run or row, or the last is before
                the first.
        """
        from .reporting.changes.changes_report import ChangesReport  # whoever shows no report needs none of it
        from .store.changed_records import count_by_month, count_changes

        since, until = moment_text(since), None if until is None else moment_text(until)
        with self._database.reading() as connection:
            first = find_moment(connection, since)
            last = find_last_moment(connection, until)
            if first.at is not None and last.at is not None and first.at > last.at:
                refused = (
                    AsOfText.AS_OF_FUTURE(text=since)
                    if until is None
                    else RequestsText.MOMENTS_REVERSED(since=since, until=until)
                )
                raise UsageError(refused)
            if until is not None and last.row < first.row:
                raise UsageError(RequestsText.MOMENTS_REVERSED(since=since, until=until))
            chosen = {"source": source, "publisher": publisher}
            yield ChangesReport(
                connection=connection,
                counts=count_changes(connection, since=first, until=last.row, **chosen),
                until=last,
                months=count_by_month(connection, after=first.row, until=last.row, **chosen),
                **chosen,
            )

    def write_changes_report(
        self,
        target: str | Path,
        format: str | None = None,  # noqa: A002 - the word users know
        *,
        since: str | int | date | datetime = LAST,
        until: str | int | date | datetime | None = None,
        source: str | None = None,
        publisher: str | None = None,
        lang: str = "vi",
        readable: bool = False,
    ) -> None:
        """Write the report that `changes_report` gives to a file, which is replaced only when everything is written.

        Args:
            format: ``json``, ``csv`` or ``html``, with a chart by month; else that of the ending of the file.
            since, until, source, publisher: as for `changes_report`.
            lang: language of the texts.
            readable: whether others may read the file, and not its owner alone.

        Raises:
            UsageError: the file cannot be written, is one of the registry or of a source, or gives no format; or as for
                `changes_report`.
            UnknownNameError: no such format.
        """
        from .reporting.changes.changes_formats import format_of_file, write_changes_report
        from .store.target import replacing

        name = format_of_file(str(target)) if format is None else format
        self._require_targets(target)
        with (
            self.changes_report(since, until, source=source, publisher=publisher) as report,
            replacing(Path(target), readable=readable) as out,
        ):
            write_changes_report(name, report, out, lang=lang)

    def changed_records(
        self,
        *,
        after: int,
        until: int,
        source: str | None = None,
        publisher: str | None = None,
        role: str = "record",
        limit: int | None = None,
    ) -> list[ChangedRecord]:
        """The changes between two rows of the ledger with their records, in the order in which they were made.

        Of a record that a source marks as a state secret by now there is no title.

        Args:
            after: only rows with a greater number, such as `since.row` of `count_changes`.
            until: only rows up to this one.
            source: only this source.
            publisher: IRI of the publisher that records have now.
            role: ``record``, ``node`` or ``catalog-record``.
            limit: at most so many.
        """
        from .store.changed_records import changed_records

        with self._database.reading() as connection:
            return changed_records(
                connection, after=after, until=until, source=source, publisher=publisher, role=role, limit=limit
            )

    def statuses(self, source: str | None = None) -> list[SourceStatus]:
        """The status of each source, or of one: its records, its last runs, since when it fails, and why.

        Raises:
            UnknownNameError: no such source.
        """
        from .store.source_status import source_statuses
        from .store.stored_rows import named_source

        with self._database.reading() as connection:
            if source is not None:
                named_source(connection, source)
            return [one for one in source_statuses(connection) if source in (None, one.name)]

    def records(
        self,
        *,
        text: str | None = None,
        since: str | None = None,
        run: int | None = None,
        today: date | None = None,
        sort: RecordOrder = "title",
        limit: int | None = None,
        role: str | None = "record",
        **chosen: Unpack[RecordKeywords],
    ) -> RecordTable:
        """Records that match all arguments, by title; those without one last.

        They are iterated, or all together a data frame; see `RecordTable`.

        With a text, those come first that have all its words in the title, then those that have them in title, labels
        of codes, keywords and names of columns. Of a record that a source marks as a state secret by now there is no
        title, theme or date, and neither a text nor a theme, format, licence or year finds it.

        Args:
            text: words to find in titles, labels of codes, keywords, descriptions and identifiers, with or without
                diacritics; also beginnings (``dat*``), phrases (``"đất đai"``) and words that must not be there
                (``-giá``).
            theme: code of a theme, such as ``ENVI``.
            publisher: IRI of the publisher.
            format: format of a distribution, such as ``CSV``.
            licence: IRI of the licence of the record or a distribution.
            year: in which it was issued or, where that is not said, modified.
            state: as in `RecordRow`; or ``held`` or ``retired``, whatever the state.
            verdict: ``accepted`` or ``submitted``, of the newest version under the profile of its source, or ``none``
                for those that are not validated.
            role: ``record``, ``node``, ``catalog-record``, or None for all.
            since: only those that changed since that moment; see `count_changes`.
            run: only those that this run changed.
            registration: only those in this state of registration, decided by the registry's own authority or, where
                nothing is decided, found from the verdict.
            min_status: only those in at least this state of registration; what is superseded, retired, historical or
                standardized elsewhere is in none, and neither is what has no state.
            today: the day of these states; else the day in Viet Nam.
            sort: ``violations`` for those with most violations first, and then by title.

        Raises:
            UnknownNameError: there is no such verdict or state.
            UsageError: there is no such moment or run, or the text cannot be read: it has an open quotation mark, or
                no word to find.
        """
        from .reporting.record_table import RecordTable

        conditions = RecordConditions(**chosen, role=role, day=today_in_vietnam() if today is None else today)
        with self._database.reading() as connection:
            conditions = _with_changes(connection, conditions, since, run)
            rows = self._search.rows(connection, text, conditions, sort=sort, limit=limit)
        # Read to the end: the caller may write between two rows, and may stop early.
        return RecordTable(rows)

    def iter_records(
        self,
        text: str | None = None,
        *,
        since: str | None = None,
        run: int | None = None,
        today: date | None = None,
        sort: RecordOrder = "title",
        role: str | None = "record",
        **chosen: Unpack[RecordKeywords],
    ) -> Iterator[RecordRow]:
        """The same records as `records` gives, read as they are iterated: however many there are, a few are held.

        They are all of one moment. Until the iterator is used up or closed, the database keeps that moment for it;
        write to a registry in memory only afterwards.

        Raises:
            UnknownNameError, UsageError: as `records`, with the first record.
        """
        day = today_in_vietnam() if today is None else today
        conditions = RecordConditions(**chosen, role=role, day=day)
        with self._database.reading() as connection:
            conditions = _with_changes(connection, conditions, since, run)
            yield from self._search.iterate(connection, text, conditions, sort=sort)

    def search(
        self,
        text: str | None = None,
        *,
        facets: Collection[str] = (),
        since: str | None = None,
        run: int | None = None,
        today: date | None = None,
        sort: RecordOrder = "title",
        after: str | None = None,
        limit: int | None = 20,
        role: str | None = "record",
        **chosen: Unpack[RecordKeywords],
    ) -> FoundRecords:
        """One page of the records that `records` would give, with their number in total and by facets.

        The values of a facet are counted within all conditions but its own: with ``theme="ENVI"``, themes are counted
        as if no theme was chosen, all other facets within this theme. A record with several values counts for each.

        Args:
            facets: names of ``theme``, ``publisher``, ``format``, ``licence``, ``state``, ``verdict``,
                ``registration``, ``year``.
            after: the key that the page before has in `FoundRecords.next_key`.
            limit: records of a page; None for all.

        Raises:
            UnknownNameError: there is no such facet, verdict or state.
            UsageError: as `records`; or the key is of another search.
        """
        conditions = RecordConditions(**chosen, role=role, day=today_in_vietnam() if today is None else today)
        names = [facets] if isinstance(facets, str) else list(facets)
        with self._database.reading() as connection:
            conditions = _with_changes(connection, conditions, since, run)
            return self._search.search(connection, text, conditions, facets=names, sort=sort, after=after, limit=limit)

    def sources(self) -> list[SourceRow]:
        """All sources, oldest first."""
        from .store import overview

        with self._database.reading() as connection:
            return overview.source_rows(connection)

    def source_profiles(self) -> dict[str, str]:
        """The profile of each source by its name, oldest first; no record is counted, unlike in `sources`."""
        from .store.stored_rows import sources_of

        with self._database.reading() as connection:
            return {one.name: one.profile for one in sources_of(connection)}

    def count_findings(self, by: FindingGroup, chosen: FindingFilter | None = None) -> list[FindingCount]:
        """The stored findings of the verdicts in force by source, publisher or rule, most violations first.

        Nothing is validated. Counted is what the profiles of the sources say of the newest versions of what is present,
        node records included; what the reader noticed is not.

        Args:
            chosen: which findings, and of which source or publisher; all by default.

        Raises:
            UnknownNameError: no such source, publisher or rule.
        """
        from .past.finding_choice import refuse_unknown_findings
        from .store.stored_findings import FindingFilter, count_findings, subjects_of_sources
        from .store.stored_rows import sources_of

        asked = FindingFilter() if chosen is None else chosen
        with self._database.reading() as connection:
            refuse_unknown_findings(connection, asked)
            return count_findings(connection, by, asked, subjects_of_sources(sources_of(connection)))

    @contextmanager
    def reported_sources(self, chosen: FindingFilter | None = None) -> Iterator[Iterator[ReportedSource]]:
        """The sources with the stored findings that `count_findings` counts, for `reporting.write_report`.

        Sources that are not validated are left out. All are read from one state of the registry, one after the other,
        as long as the context is open.

        Args:
            chosen: which findings, and of which source or publisher; all by default.

        Raises:
            UnknownNameError: no such source, publisher or rule.
        """
        from danhmuc.vocab.concepts import LEGAL_ACTS

        from .past.finding_choice import refuse_unknown_findings
        from .reporting.stored_sources import reported_sources  # whoever shows no report needs none of it
        from .store.stored_findings import FindingFilter

        asked = FindingFilter() if chosen is None else chosen
        acts = self.code_list(LEGAL_ACTS)
        with self._database.reading() as connection:
            refuse_unknown_findings(connection, asked)
            yield reported_sources(connection, asked, acts)

    @contextmanager
    def reported_runs(
        self,
        runs: Collection[int] = (),
        *,
        batch: int | None = None,
        source: str | None = None,
        not_harvested: Sequence[NotHarvested] = (),
    ) -> Iterator[RunsReport]:
        """Some runs with what they changed and why: those with these numbers, of a batch, or else of the newest batch.

        All is read from one state of the registry, the changes page by page, as long as the context is open.

        Args:
            source: only runs of this source; the newest batch then is the newest that has any.
            not_harvested: sources of the batch that have no run, with the reasons that `harvest_each` gave.

        Raises:
            UsageError: there is no such run or batch, or none of that source among them.
            UnknownNameError: no such source.
        """
        from .reporting.harvests.reported_runs import read_runs  # whoever shows no report needs none of it

        with self._database.reading() as connection:
            yield read_runs(connection, runs, batch=batch, source=source, not_harvested=not_harvested)

    def write_harvest_report(
        self,
        target: str | Path | BinaryIO,
        format: str | None = None,  # noqa: A002 - the word users know
        *,
        runs: Collection[int] = (),
        batch: int | None = None,
        source: str | None = None,
        not_harvested: Sequence[NotHarvested] = (),
        lang: str = "vi",
        readable: bool = False,
    ) -> None:
        """Write a report on the runs that `reported_runs` gives; the same registry gives the same bytes.

        A file is replaced only when everything is written.

        Args:
            target: a file, or a stream of bytes.
            format: one of `HARVEST_REPORTS`; else that of the ending of the file: ``.txt``, ``.json``, ``.csv``,
                ``.html`` or ``.eml`` (a mail).
            lang: language of the texts; JSON has all.
            readable: whether others may read the file, and not its owner alone.

        Raises:
            UsageError: the file cannot be written, is one of the registry or of a source, or gives no format; or as for
                `reported_runs`.
            UnknownNameError: no such format or source.
        """
        from .reporting.harvests.formats import write_harvest_report
        from .store.target import replacing

        with self.reported_runs(runs, batch=batch, source=source, not_harvested=not_harvested) as report:
            if not isinstance(target, str | Path):
                write_harvest_report(format or "text", report, target, lang=lang)
                return
            name = self.check_report_file(target, format)
            with replacing(Path(target), readable=readable) as out:
                write_harvest_report(name, report, out, lang=lang)

    def check_report_file(self, target: str | Path, format: str | None = None) -> str:  # noqa: A002
        """The format of a report in a file; call it before a harvest whose report is to be written there.

        Raises:
            UsageError: the file is one of the registry or of a source, has no folder, or gives no format.
        """
        from .reporting.harvests.formats import format_of_file

        name = format_of_file(str(target)) if format is None else format
        self._require_targets(target)
        return name

    def _require_targets(self, *targets: str | Path) -> None:
        from .store.stored_rows import sources_of
        from .store.target import refuse_targets

        with self._database.reading() as connection:
            refuse_targets(*targets, registry=self._database.path, sources=sources_of(connection))

    @contextmanager
    def statutory_report(
        self,
        name: str,
        *,
        publisher: str | None = None,
        on: date | None = None,
        lang: str = "vi",
        options: StatutoryOptions | None = None,
    ) -> Iterator[StatutoryReport]:
        """A statutory report, such as the list of databases, made of the records that an export would have.

        All is read from one state of the registry; rows can be read as long as the context is open.

        Args:
            name: one of `STATUTORY_REPORTS`.
            publisher: code of the agency, whose records count with those of the agencies below it, or the IRI of a
                publisher, whose records count alone; None for all.
            on: the day of the report, by which verdicts and the status of legal acts are stated; None for today in
                Viet Nam.
            lang: language of its texts.
            options: what else may be chosen, as days and years; None for the defaults.

        Raises:
            UnknownNameError: no such report, or no record has such a publisher.
            UsageError: an option is out of range.
        """
        from danhmuc.vocab.concepts import LEGAL_ACTS

        from .statutory_reports.opened_report import open_report  # whoever makes no report needs none of it

        acts = self.code_list(LEGAL_ACTS)
        with self._database.reading() as connection:
            lists = self._code_lists.in_force(connection)
            opened = open_report(
                connection,
                name,
                publisher=publisher,
                on=on,
                lang=lang,
                validator=self._validator,
                lists=lists,
                acts=acts,
                options=options,
            )
            with opened as report:
                yield report

    def write_statutory_report(
        self,
        name: str,
        *targets: str | Path,
        publisher: str | None = None,
        on: date | None = None,
        lang: str = "vi",
        options: StatutoryOptions | None = None,
        readable: bool = False,
    ) -> None:
        """Write a statutory report to files: ``.xlsx``, ``.html`` or ``.json``; the same state gives the same bytes.

        Args:
            name, publisher, on, lang, options: as for `statutory_report`.
            readable: whether others may read the files, and not their owner alone.

        Raises:
            UsageError: a file cannot be written, is one of the registry or of a source, or has no such ending.
            UnknownNameError: as for `statutory_report`.
        """
        from .statutory_reports.opened_report import write_files

        self.check_statutory_files(targets)
        with self.statutory_report(name, publisher=publisher, on=on, lang=lang, options=options) as report:
            write_files(report, targets, readable=readable)

    def check_statutory_files(self, targets: Sequence[str | Path]) -> None:
        """See that a statutory report may be written to some files, before it is made.

        Raises:
            UsageError: as for `write_statutory_report`.
        """
        from .statutory_reports.report_writers import format_of_file

        for target in targets:
            format_of_file(target)
        self._require_targets(*targets)

    def publishers(self) -> Mapping[str, str | None]:
        """Names of the publishers of records by their IRI; None if no source of theirs names one."""
        from .store.publishers import publishers_of_records

        with self._database.reading() as connection:
            return publishers_of_records(connection)

    @overload
    def find_publisher(self, name: str) -> str: ...
    @overload
    def find_publisher(self, name: str | None) -> str | None: ...
    def find_publisher(self, name: str | None) -> str | None:
        """The IRI of the publisher that is named by it or by its code, such as ``H57.05``; None if none is named.

        Raises:
            UnknownNameError: there is no such publisher, or several have that code.
        """
        from .store.publishers import resolve_publishers

        if name is None:
            return None
        with self._database.reading() as connection:
            return resolve_publishers(connection, [name])[name]

    def runs(self, source: str | None = None, *, limit: int | None = None) -> list[RunRow]:
        """Runs, newest first."""
        from .store import overview

        with self._database.reading() as connection:
            return overview.run_rows(connection, source, limit)

    def plan_sources(
        self,
        declared: Sequence[DeclaredSource],
        *,
        removal: Removal | None = None,
    ) -> SourceListPlan:
        """Compare a list of sources, such as that of `read_source_file`, and plan to make those of the registry equal.

        Args:
            removal: what becomes of the records of sources that are not in the list: ``keep-records``, and they go on
                leaving, or ``withdraw``; None leaves these sources as they are.

        Raises:
            UsageError: a location is that of a source with another name, which is not in the list.
        """
        return self._source_edits.plan(declared, removal)

    def add_source(
        self,
        source: HarvestSource,
        *,
        by: str,
        name: str | None = None,
        profile: str | None = None,
        reason: str | None = None,
    ) -> SourceRow:
        """Register a source before its first harvest, or take back one that was removed; nothing of it is read.

        Args:
            name: name of the source; else the last part of its location.
            profile: token or path; else that of the source taken back, else ``dcat-ap``.

        Raises:
            SourceUnavailableError: the location cannot be opened.
            UsageError: the location is that of a source in use, or the name is taken.
            UnknownNameError, ShapesError: the profile cannot be used.
        """
        from danhmuc.shapes import NO_PROFILE, load_profile

        token = None if profile is None else _absolute_profile(profile)
        if token is not None and token != NO_PROFILE:
            load_profile(token)
        added = self._source_edits.add(source, name=name, profile=token, by=by, reason=reason)
        return self.source(added.name)

    def move_source(self, name: str, source: HarvestSource, *, by: str, reason: str) -> SourceRow:
        """Give a source another location; it keeps its name, its history and the IRIs of its records.

        Raises:
            SourceUnavailableError: the new location cannot be opened.
            UnknownNameError: no such source.
            UsageError: it is there already or was removed, or the location is that of another source.
        """
        return self.source(self._source_edits.move(name, source, by=by, reason=reason).name)

    def remove_source(self, name: str, removal: Removal, *, by: str, reason: str) -> Withdrawal:
        """Harvest nothing more from a source, and return how many of its records were withdrawn.

        Args:
            removal: ``keep-records``, and its records stay and leave as before, or ``withdraw``: they become
                tombstones, which no other source's description of the same IRI passes.

        Raises:
            UnknownNameError: no such source.
            UsageError: it was removed before.
            RegistryError: it is being harvested.
        """
        return self._source_edits.remove(name, removal, by=by, reason=reason)

    def check_source(self, name: str, *, private_network: bool = False) -> SourceCheck:
        """Look whether a source could be harvested; nothing is stored.

        Of files no record is read. A source on the web is visited once, and the first of its records are validated.

        Args:
            private_network: whether it may be at a private address this time, whatever its settings say.

        Raises:
            UnknownNameError: no such source, or no such kind of source here.
        """
        return self._source_edits.check(name, private_network=private_network)

    def source(self, name: str) -> SourceRow:
        """One source as `sources` lists it.

        Raises:
            UnknownNameError: no such source.
        """
        from .store import overview
        from .store.stored_rows import named_source

        with self._database.reading() as connection:
            key = named_source(connection, name).name
            return next(row for row in overview.source_rows(connection) if row.name == key)

    def source_changes(self, source: str | None = None) -> list[RecordedSourceChange]:
        """Changes of the sources themselves, of one or of all, in the order in which they were made."""
        from .store.source_rows import recorded_source_changes

        with self._database.reading() as connection:
            return recorded_source_changes(connection, source)

    def run_findings(self, run: int) -> list[Finding]:
        """Findings about the documents of a run and the run itself, most severe first."""
        with self._database.reading() as connection:
            return searching.run_findings(connection, run)

    def records_among(self, iris: Collection[str], *, source: str) -> dict[str, RecordRow]:
        """The records and node records of a source that have one of some IRIs, such as the focus of findings."""
        with self._database.reading() as connection:
            return searching.records_among(connection, iris, source)

    def rest(self, source: str | None = None) -> dict[str, int]:
        """Number of triples that belong to no record, by document; by source and document if none is named."""
        from .store import overview

        with self._database.reading() as connection:
            return overview.rest_counts(connection, source)

    def raw_documents(self, source: str) -> dict[str, bytes]:
        """The raw documents of a source by their names, as its last complete run found them; all are in memory.

        Those are not kept that mention what is marked as a state secret.

        Raises:
            UnknownNameError: no such source.
        """
        from .store.stored_documents import raw_documents
        from .store.stored_rows import named_source

        with self._database.reading(words="showing") as connection:
            return raw_documents(connection, named_source(connection, source).id)

    def prune_bodies(
        self, *, older_than: int | None = None, max_bytes: int | None = None, dry_run: bool = False
    ) -> PrunedBodies:
        """Delete raw bytes that are not needed any more; records, versions and findings stay.

        Raw documents are kept for the last good run of each source in use, and what sources gave of records for the
        newest version of each. The rest goes once nothing has needed it for some days. Where a size forces it, the rest
        goes whatever its age, the oldest first, and then documents of last good runs: these are asked for without
        conditions by the next harvest. What sources gave for newest versions always stays.

        Args:
            older_than: days for which nothing has needed what goes.
            max_bytes: number of raw bytes that are left at most, each counted once. Without both, the limits of the
                registry hold.
            dry_run: whether nothing is deleted.

        Raises:
            ValueError: a limit is below 0.
        """
        from .harvest.pruning import prune_bodies

        if min(older_than or 0, max_bytes or 0) < 0:
            raise ValueError("limits must not be below 0")
        limits = PruningLimits(days=older_than, max_bytes=max_bytes)
        if older_than is None and max_bytes is None:
            limits = self._limits
        return prune_bodies(self._database, limits, dry_run=dry_run)

    def copy_to(self, url: str, *, progress: Progress | None = None) -> CopyReport:
        """Copy the registry into an empty database of either kind, or finish a copy that was broken off.

        Nobody writes to the registry meanwhile: writers wait, and then say that it is locked. Rows, integrity and
        export are compared; until then the copy cannot be opened.

        Raises:
            UsageError: the URL is none of a database, or this registry is in memory.
            RegistryUnavailableError: one of both cannot be used, or there is a registry already.
            RegistryError: a source is being harvested, the registry has changed since the copy was begun, it is
                damaged, or the copy is not equal.
        """
        from .copies.copying import copy_registry

        return copy_registry(self._database, url, progress=progress)

    def prune_history(self, *, before: str, dry_run: bool = False, progress: Progress | None = None) -> PrunedHistory:
        """Delete the history that no moment since a time needs; earlier days cannot be asked about from then on.

        Gone are the graphs, findings, links and source bytes of versions that had been replaced by then and do not
        leave, findings of verdicts that were over, findings of runs that nothing shows any more, and rests of
        documents. Rows of versions, verdicts, runs and the ledger stay, with their numbers and counts. Runs that began
        before that time cannot be undone any more. Exports are the same as before.

        Args:
            before: a day or a time, in Viet Nam unless it has a zone; not later than now.
            dry_run: whether nothing is deleted.

        Raises:
            UsageError: `before` is none of these, or it is in the future.
            RegistryError: a source is being harvested; what was pruned by then stays so, and running again goes on.
        """
        from .edits.history_pruning import prune_history

        return prune_history(self._database, before, dry_run=dry_run, progress=progress)

    def back_up(self, file: str | Path, *, progress: Progress | None = None) -> BackupReport:
        """Write one state of the registry into a SQLite file, for its owner alone, while harvests go on.

        It takes the place of an older backup of this registry when it is complete; `restore_backup` puts it back.

        Raises:
            UsageError: there is something else under that name, or it cannot be written.
            RegistryError: the registry cannot be read, or is damaged.
        """
        from .copies.backups import back_up

        return back_up(self._database, Path(file), progress=progress)

    def export(
        self,
        format: str,  # noqa: A002 - the word users know
        target: str | Path | BinaryIO,
        *,
        source: str | None = None,
        publisher: str | Collection[str] | None = None,
        theme: str | Collection[str] | None = None,
        min_status: str | None = None,
        left_out: str | Path | None = None,
        losses: str | Path | None = None,
        readable: bool = False,
        state: Literal["present"] | None = None,
        catalog: FeedSettings | str | Path | None = None,
        base: str | None = None,
        today: date | None = None,
        progress: Progress | None = None,
    ) -> ExportReport:
        """Write the records that may leave, all or those selected; the same registry gives the same bytes.

        Catalogues leave with the records they list; if records are selected, they list no others. A record leaves by a
        verdict of today: where the stored one is not current, it is validated as it is read, and nothing is written.

        Args:
            source: of this source only.
            publisher: of the publisher with this IRI, or of one of several.
            theme: of the theme with this code, such as ``ENVI``, or of one of several.
            min_status: in at least this state of registration; see `records`. What is left out for it is counted.
            left_out: a file for IRI, source and reason of each record that did not leave: CSV if its name ends in
                ``.csv``, else JSON lines. What its own source marks as a state secret is not named.
            losses: a file for what the format could not hold, a row for each record and property, likewise.
            readable: whether others may read the file of what is left out, and not its owner alone.
            state: ``present`` leaves out what is missing from its source, too.
            catalog: settings of a root catalogue, or the TOML file that has them: then all records leave under it, in
                the form in which feeds have them, with a catalogue record of each and only the prefixes that are used.
            base: the address below which these catalogue records are, which ends with a slash; needed with `catalog`.
            today: the reference date of verdicts; else the day in Viet Nam.

        Raises:
            UnknownNameError: no such format or source, or no record at all has that publisher or theme.
            UsageError: a file cannot be written, or is a file of the registry or of any SQLite database, or a file
                that a source is read from; or both are one file.
        """
        from .past.export_choice import AskedExport

        asked = AskedExport(
            source=source,
            publisher=publisher,
            theme=theme,
            min_status=min_status,
            left_out=left_out,
            losses=losses,
            readable=readable,
            state=state,
            catalog=catalog,
            base=base,
            today=today,
            progress=progress,
        )
        with self._database.reading() as connection:
            return asked.write(self._database, connection, format, target, self._validator)

    def export_feed(
        self,
        folder: str | Path,
        *,
        base: str,
        settings: FeedSettings | str | Path,
        policy: PublicPolicy | str | Path | None = None,
        without_policy: bool = False,
        other_registry: bool = False,
        source: str | None = None,
        publisher: str | Collection[str] | None = None,
        theme: str | Collection[str] | None = None,
        state: Literal["present"] | None = None,
        min_status: str | None = None,
        left_out: str | Path | None = None,
        losses: str | Path | None = None,
        readable: bool = False,
        today: date | None = None,
        accept_drop: str | None = None,
        check_all: bool = False,
        progress: Progress | None = None,
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
        # Other commands need neither templates nor rdflib.
        from .export.public_policy import read_policy
        from .feeds.export_feed import FeedOrder, export_feed
        from .feeds.feed_settings import FeedFilter, read_feed_settings
        from .feeds.last_feed import require_folder
        from .feeds.report_files import ReportFiles
        from .past.export_choice import is_only_present

        require_folder(folder)
        whole = read_feed_settings(settings) if isinstance(settings, str | Path) else settings
        asked = FeedFilter(
            sources=_as_names(source),
            publishers=_as_names(publisher),
            themes=_as_names(theme),
            min_status=None if min_status is None else require_minimum(min_status),
        )
        order = FeedOrder(
            folder=Path(folder),
            base=base,
            settings=whole if asked == FeedFilter() else replace(whole, filters=(*whole.filters, asked)),
            policy=read_policy(policy) if isinstance(policy, str | Path) else policy,
            without_policy=without_policy,
            other_registry=other_registry,
            only_present=is_only_present(state),
            today=today,
            files=ReportFiles(
                left_out=None if left_out is None else Path(left_out),
                losses=None if losses is None else Path(losses),
                readable=readable,
                read=tuple(Path(one) for one in (settings, policy) if isinstance(one, str | Path)),
            ),
            drop_reason=accept_drop,
            checks_all=check_all,
        )
        # Whether anything is new is asked of the files of profiles as they are now.
        self._validator.forget()
        with self._database.reading() as connection:
            return export_feed(connection, order, self._validator, registry=self._database.path, progress=progress)

    def add_code_list(
        self,
        document: str | Path | bytes,
        *,
        by: str,
        name: str | None = None,
        token: str | None = None,
        title: str | Mapping[str, str] | None = None,
        snapshot: date | None = None,
        complete: bool = False,
        parents: str | None = None,
    ) -> tuple[CodeListChange, ...]:
        """Load the code lists of a file, SKOS or CSV, and report what changed: one change per list, usually one.

        In this registry, a loaded list replaces the bundled one of its token. Versions loaded before stay, and
        `use_code_list` puts one in force again; loading the same list again changes nothing.

        Args:
            document: a path, or the bytes themselves.
            name: name of the bytes in errors; its ending may give the format.
            token: the list's short name; else the one in the file, else one made from its name.
            title: title of the list; else the one in the file, or that of the bundled list of that token.
            snapshot: the day whose codes it has; else the one in the file.
            complete: it has every code, so that any other code is wrong; else as the file states.
            parents: token of the list that has those parents of a CSV file's codes that the file lacks.

        Raises:
            SourceUnavailableError: the file cannot be opened.
            DocumentError: it cannot be used; the message says where and why. Nothing was stored.
            UsageError: the token is invalid, or belongs to another list and was not given.
        """
        return self._code_lists.add(
            document,
            by=by,
            name=name,
            token=token,
            title=title,
            snapshot=snapshot,
            complete=complete,
            parents=parents,
        )

    def use_code_list(self, token: str, version: str | None = None, *, by: str) -> CodeListChange:
        """Put a version of a code list in force, one loaded before or the bundled one, and report what changed.

        Args:
            version: its name or digest; None for the bundled one.

        Raises:
            UnknownNameError: no such list, or no such version of it.
            UsageError: no version is named, and none comes with danhmuc.
        """
        return self._code_lists.use(token, version, by=by)

    def code_lists(self) -> list[CodeListRow]:
        """All code lists by token: of each the bundled version first, then those loaded, oldest first."""
        return self._code_lists.rows()

    def code_list(self, token: str, *, digest: str | None = None) -> CodeList:
        """The code list that is in force under a token, or the version of it that has that digest.

        Raises:
            UnknownNameError: there is none.
        """
        return self._code_lists.code_list(token, digest)

    add_vocabulary = renamed_method("add_vocabulary", add_code_list)
    use_vocabulary = renamed_method("use_vocabulary", use_code_list)
    vocabularies = renamed_method("vocabularies", code_lists)
    vocabulary = renamed_method("vocabulary", code_list)

    def feedback(self, *, dataset: str | None = None) -> list[Feedback]:
        """All feedback on one dataset or on any, approved or not, by day; that of several sources once for each."""
        from .feedback.stored_feedback import read_feedback

        with self._database.reading() as connection:
            return read_feedback(connection, dataset=dataset)

    def arrangements(self, *, dataset: str | None = None) -> list[SharingArrangement]:
        """All data requests and sharing agreements about one dataset or any, by day, as `feedback`."""
        from .feedback.stored_feedback import read_arrangements

        with self._database.reading() as connection:
            return read_arrangements(connection, dataset=dataset)

    def find_barred(self, iris: Iterable[str]) -> frozenset[str]:
        """The IRIs among some that no source may publish, however public its own version is.

        Some source marks them as a state secret, or a person has withdrawn, withheld or purged them.
        """
        from .store.stored_bars import read_bars

        with self._database.reading() as connection:
            bars = read_bars(connection)
        return frozenset(iri for iri in iris if bars.of_any_version(iri))

    def annotation_graphs(self, datasets: Collection[str], agencies: Collection[str]) -> Mapping[str, bytes]:
        """Canonical N-Quads of feedback, requests and agreements about datasets or received by agencies, by IRI."""
        from .feedback.stored_feedback import annotation_graphs

        with self._database.reading() as connection:
            return annotation_graphs(connection, datasets, agencies)

    def import_feedback(
        self, location: str, *, name: str | None = None, by: str = "feedback", progress: Progress | None = None
    ) -> HarvestReport:
        """Harvest the feedback in a file as a source of its own; all else in the file is ignored.

        Nothing is missing because a file does not have it: each file adds to those before it.

        Args:
            location: of a CSV, a workbook with a sheet of feedback, or RDF whose feedback has IRIs.
            name: of the source; else that of the file.

        Raises:
            RegistryError: as for `harvest`.
            UsageError: the location is no file, or that of a source of another kind, or the name is taken.
        """
        from danhmuc.shapes import NO_PROFILE

        from .record.source_settings import FEEDBACK_KIND
        from .sources import source_at
        from .store.stored_rows import sources_of

        source = source_at(location, FEEDBACK_KIND)
        with self._database.reading() as connection:
            for one in sources_of(connection):
                if one.location == source.location and one.kind != FEEDBACK_KIND:
                    raise UsageError(FeedbackText.FEEDBACK_OTHER_KIND(location=location, name=one.name, kind=one.kind))
        return self.harvest(source, name=name, profile=NO_PROFILE, by=by, progress=progress)

    @property
    def dictionary(self) -> Dictionary:
        """The data elements and table schemas, with what is asked and decided about them."""
        from .dictionary.data_dictionary import Dictionary

        return Dictionary(self._database, self._lists_in_force)

    def _lists_in_force(self) -> Iterator[CodeList]:
        for token in sorted({row.token for row in self._code_lists.rows()}):
            yield self._code_lists.code_list(token, None)

    def add_elements(
        self,
        location: str | Path,
        *,
        name: str | None = None,
        kind: str | None = None,
        schema: str | None = None,
        datasets: Collection[str] = (),
        by: str = "elements",
        progress: Progress | None = None,
    ) -> HarvestReport:
        """Harvest the data elements and table schemas at a location as a source of its own.

        Of a database neither user, password nor options are stored, so that it is read again by its whole URL. What is
        decided about datasets is part of the run: it holds as of its end, and not if the run failed.

        Args:
            location: of RDF, of a schema or dictionary that has a reader, of a folder of these, or URL of a database.
            name: of the source; else that of the file or database.
            kind: of the schema, as for `read_tables`; None to find it out.
            schema: of a database; None for its default one.
            datasets: IRIs of the datasets that every table schema of the source describes.

        Raises:
            RegistryError: as for `harvest`.
            UsageError: the location is none that is read or that of a source of another kind, the database has no such
                schema, the name is taken, or what names a dataset is no absolute IRI.
            UnknownNameError: no such kind.
        """
        from .dictionary.dictionary_decisions import assign_schemas, require_dataset_iris
        from .harvest.before_reading import AskedReading
        from .sources.element_file import ELEMENTS_KIND, ElementsSource
        from .store.stored_rows import sources_of

        require_dataset_iris(datasets)
        source = ElementsSource(str(location), schema_kind=kind, schema=schema)
        with self._database.reading() as connection:
            for one in sources_of(connection):
                if one.location == source.location and one.kind != ELEMENTS_KIND:
                    raise UsageError(
                        ElementsText.ELEMENTS_OTHER_KIND(location=source.location, name=one.name, kind=one.kind)
                    )
        asked = AskedReading(name=name, profile=None, partial=None, progress=progress)

        def assign_datasets(connection: Connection, source_name: str) -> None:
            assign_schemas(self._database, connection, source_name, datasets, by=by)

        report = self._harvests.harvest(source, asked, by=by, batch=None, at_end=assign_datasets if datasets else None)
        if source.refusal is not None:
            raise source.refusal
        return report

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
            publisher: code of the agency, or IRI of a publisher with a code, as for `find_publisher`; of several
                publishers with that code it has the records of all.
            whole: whether the workbook counts as all that the agency has.
            readable: whether others may read it, and not its owner alone.
            profile: token or path of the profile that describes the sheets; ``vn`` if it is None.

        Raises:
            UsageError: the publisher has no code, or several; or as `danhmuc.registry.write_template`.
            UnknownNameError: there is no such publisher; or as ShapesError, the profile cannot be used.
        """
        from .reporting.prefilled import write_prefilled
        from .store.publishers import publishers_named

        self._require_targets(target)
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

    @property
    def profile_warnings(self) -> Mapping[str, tuple[Message, ...]]:
        """Unsupported parts of the profiles used for validation since the registry was opened, by profile."""
        return self._validator.warnings()

    def renew_search_index(self) -> None:
        """Fill the search index and the facets again from the newest versions, in one transaction.

        Needed only where `check` says that they differ, or after rows were copied by other means than danhmuc's.
        """
        from .store.search_index import renew_search_index

        with self._database.writing() as connection:
            renew_search_index(connection)

    def check(self) -> IntegrityReport:
        """Check the integrity of the registry; every stored graph is hashed again."""
        from .store.integrity import check_integrity

        with self._database.reading(words="checking") as connection:
            report = check_integrity(connection)
            # In a damaged file not even a transaction that changed nothing can be committed.
            connection.rollback()
            return report

    @cached_property
    def _harvests(self) -> Harvests:
        from .harvest.apply import Harvests

        return Harvests(self._database, self._base, self._validator, self._door, self._limits)

    @cached_property
    def _puts(self) -> Puts:
        from .edits.put import Puts

        return Puts(self._database, self._validator)

    @cached_property
    def _undos(self) -> Undos:
        from .edits.undo import Undos

        return Undos(self._database, self._validator)

    @cached_property
    def _revalidations(self) -> Revalidations:
        from .verdicts.revalidate import Revalidations

        return Revalidations(self._database, self._validator)

    @cached_property
    def _source_edits(self) -> SourceEdits:
        from .edits.source_edits import SourceEdits

        return SourceEdits(self._database, self._validator, self._door)

    @cached_property
    def _identities(self) -> Identities:
        from .edits.renames import Identities

        return Identities(self._database)

    @cached_property
    def _search(self) -> RecordSearch:
        from .search.record_search import RecordSearch

        return RecordSearch(self._code_lists)

    @cached_property
    def _validator(self) -> Validators:
        from .verdicts.validators import Validators

        return Validators(self._database, self._code_lists.in_force)


def _keep_backup(database: RegistryDatabase, schema: str) -> Path | None:
    from .store.backup_files import keep_backup  # only an upgrade needs it

    return keep_backup(database, schema)


def _open_with(kind: type[Registry], address: str, limits: PruningLimits, door: NetworkDoor) -> Registry:
    return kind.open(address, create=False, door=door, pruning_limits=limits)


def _as_names(names: str | Collection[str] | None) -> tuple[str, ...]:
    """Names that were asked for, each once, in an order that does not depend on how."""
    from .export.record_filter import as_collection

    return tuple(sorted(set(as_collection(names))))


def _with_changes(
    connection: Connection, chosen: RecordConditions, since: str | None, run: int | None
) -> RecordConditions:
    """The conditions with those on what changed.

    Raises:
        UsageError: there is no such moment or run.
    """
    if run is not None:
        refuse_unknown_run(connection, run)
    after = None if since is None else find_moment(connection, since).row
    return replace(chosen, changed_after=after, changed_by_run=run)


def _absolute_profile(profile: str) -> str:
    """A profile as a source remembers it: a path must mean the same file from another folder, too."""
    from danhmuc.shapes import NO_PROFILE, profile_tokens

    if profile == NO_PROFILE or profile in profile_tokens() or not Path(profile).is_file():
        return profile
    return str(Path(profile).absolute())
