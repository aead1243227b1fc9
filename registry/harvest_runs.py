"""Harvests of many sources, their runs, and the decisions of persons about what a run found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial as partial_call
from pathlib import Path
from typing import TYPE_CHECKING

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import Message

from .messages.edits import FeedbackText
from .messages.elements import ElementsText
from .messages.store import RequestsText
from .messages.workbooks import WorkbookFoldersText
from .record.source_settings import absolute_profile
from .store.searching import run_findings
from .store.stored_rows import named_source, sources_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from danhmuc.vocab.findings import Finding

    from .edits.put import AcceptedDeletions
    from .engines import Engines
    from .harvest.named_sources import NamedSource
    from .harvest.saved_plans import PlanFile, SavedPlans
    from .harvest.workers import HarvestedSource, WorkerRegistry
    from .record.contents import HarvestSource, Progress
    from .record.door import NetworkDoor
    from .record.harvested import HarvestReport
    from .reporting.outbox import Outbox
    from .store.database import Connection
    from .store.overview import RunRow
    from .store.runs import ReleasedLease


@refuse_wrong_types
class HarvestRuns:
    """The harvests of many sources, and the runs of a registry; to be had from `Registry.harvests`."""

    def __init__(self, engines: Engines, open_again: Callable[[NetworkDoor], WorkerRegistry]) -> None:
        """Harvest with the engines of a registry.

        Args:
            open_again: opens the same registry in a worker, with a door.
        """
        self._engines = engines
        self._database = engines.database
        self._open_again = open_again

    # ---------------------------------------------------------------- sources

    def each(
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
        """Harvest several sources, each by `Registry.harvest`, and yield their outcomes in the order of the sources.

        Each worker opens the registry itself. An error of one source does not touch the others: it is the `error` of
        its outcome. If that is a `BrokenExecutor`, because a process was killed, call `end_batch` and try the source
        again with a new executor.

        Args:
            sources: of kinds that can be pickled, unless the workers are threads.
            executor: a `ProcessPoolExecutor`, which should spawn its processes, a `ThreadPoolExecutor`, or any other
                whose workers reach the database.
            profile, partial, private_network: as for `Registry.plan`.
            batch: number of the runs; else a new one.
            deadline: of all of them, as for `Registry.plan`; of workers on this machine only, whose clock it is.
            at_work: number of threads that work at the same time, while others wait for servers; None for all of them.

        Raises:
            UsageError: the registry is in the memory of this process.
        """
        from .harvest.workers import harvest_in_workers

        if self._database.is_private:
            raise UsageError(RequestsText.REGISTRY_PRIVATE())
        return harvest_in_workers(
            sources,
            self._open_again,
            executor,
            profile=None if profile is None else absolute_profile(profile),
            partial=partial,
            by=by,
            batch=self.new_batch() if batch is None else batch,
            deadline=deadline,
            door=self._engines.door if isinstance(executor, ThreadPoolExecutor) else None,
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

        with self._database.reading() as connection:
            return named_sources(
                words,
                sources_of(connection),
                private_network=private_network,
                kind=kind,
                places=partial_call(document_places, connection),
                notices=notices,
            )

    def due_sources(self, *, at: datetime | None = None, notices: list[Message] | None = None) -> list[NamedSource]:
        """The registered sources that it is time to harvest again, oldest first.

        A source is due if its interval has passed since the beginning of its last run that did not fail, up to a tenth
        of the interval or an hour early; a source without an interval always is.

        Args:
            at: the time, with its zone; else now.
            notices: gets what is said about what was skipped.
        """
        from .harvest.named_sources import due_among, named_sources
        from .store.runs import good_runs
        from .store.stored_documents import document_places

        moment = datetime.now(UTC) if at is None else at
        with self._database.reading() as connection:
            due = due_among(sources_of(connection), good_runs(connection), moment)
            return named_sources(None, due, places=partial_call(document_places, connection), notices=notices)

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
        from .record.locations import require_place
        from .reporting.outbox import Outbox  # whoever marks nothing needs none of it
        from .reporting.workbook_findings import ResultNotices
        from .sources.workbook_file import WorkbookSource

        sources = [one.source for one in named if isinstance(one.source, WorkbookSource)]
        if not sources:
            for one in named:
                if one.source is not None:
                    require_place(one.source.location)
            raise UsageError(WorkbookFoldersText.OUTBOX_OF_WORKBOOKS(outbox=str(folder)))
        notices = ResultNotices(deadline=deadline, contact=contact)
        outbox = Outbox(Path(folder), self._database.reading, self._engines.base, lang, notices, readable)
        outbox.open(sources)
        return outbox

    def import_feedback(
        self, location: str, *, name: str | None = None, by: str = "feedback", progress: Progress | None = None
    ) -> HarvestReport:
        """Harvest the feedback in a file as a source of its own; all else in the file is ignored.

        Nothing is missing because a file does not have it: each file adds to those before it.

        Args:
            location: of a CSV, a workbook with a sheet of feedback, or RDF whose feedback has IRIs.
            name: of the source; else that of the file.

        Raises:
            RegistryError: as for `Registry.harvest`.
            UsageError: the location is no file, or that of a source of another kind, or the name is taken.
        """
        from danhmuc.shapes import NO_PROFILE

        from .harvest.before_reading import AskedReading
        from .record.source_settings import FEEDBACK_KIND
        from .sources import source_at

        source = source_at(location, FEEDBACK_KIND)
        with self._database.reading() as connection:
            for one in sources_of(connection):
                if one.location == source.location and one.kind != FEEDBACK_KIND:
                    raise UsageError(FeedbackText.FEEDBACK_OTHER_KIND(location=location, name=one.name, kind=one.kind))
        asked = AskedReading(name=name, profile=NO_PROFILE, progress=progress)
        return self._engines.harvests.harvest(source, asked, by=by, batch=None)

    def import_elements(
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
            RegistryError: as for `Registry.harvest`.
            UsageError: the location is none that is read or that of a source of another kind, the database has no such
                schema, the name is taken, or what names a dataset is no absolute IRI.
            UnknownNameError: no such kind.
        """
        from .dictionary.data_dictionary import assign_schemas, require_dataset_iris
        from .harvest.before_reading import AskedReading
        from .sources.element_file import ELEMENTS_KIND, ElementsSource

        require_dataset_iris(datasets)
        source = ElementsSource(str(location), schema_kind=kind, schema=schema)
        with self._database.reading() as connection:
            for one in sources_of(connection):
                if one.location == source.location and one.kind != ELEMENTS_KIND:
                    raise UsageError(
                        ElementsText.ELEMENTS_OTHER_KIND(location=source.location, name=one.name, kind=one.kind)
                    )
        asked = AskedReading(name=name, progress=progress)

        def assign_datasets(connection: Connection, source_name: str) -> None:
            assign_schemas(self._database, connection, source_name, datasets, by=by)

        report = self._engines.harvests.harvest(
            source, asked, by=by, batch=None, at_end=assign_datasets if datasets else None
        )
        if source.refusal is not None:
            raise source.refusal
        return report

    # ---------------------------------------------------------------- plans

    @contextmanager
    def plan_file(self, path: str | Path) -> Iterator[PlanFile]:
        """A file to which plans of this registry are added, one for each source.

        It takes the place of an earlier plan when the block ends without an error, and is there only if any was added.
        Only its owner can read it.

        Raises:
            UsageError: there is a file that is no plan, or it cannot be written.
        """
        with self._engines.harvests.plan_file(Path(path)) as file:
            yield file

    def read_plans(self, path: str | Path) -> SavedPlans:
        """The plans in a file, which can be applied to this registry; see `HarvestPlan.save`.

        Raises:
            SourceUnavailableError: the file cannot be opened.
            UsageError: it is no plan, one of a newer danhmuc, incomplete or edited.
        """
        from .harvest.saved_plans import SavedPlans

        return SavedPlans(path, self._engines.harvests)

    # ---------------------------------------------------------------- runs

    def runs(self, source: str | None = None, *, limit: int | None = None) -> list[RunRow]:
        """Runs, newest first."""
        from .store import overview

        with self._database.reading() as connection:
            return overview.run_rows(connection, source, limit)

    def run_findings(self, run: int) -> list[Finding]:
        """Findings about the documents of a run and the run itself, most severe first."""
        with self._database.reading() as connection:
            return run_findings(connection, run)

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

    def release(self, name: str, *, by: str, reason: str) -> ReleasedLease:
        """End the lease of a source by hand, so that it can be harvested at once.

        A harvest that still holds it stops before it writes anything more. Its run has failed, with the reason.

        Raises:
            UnknownNameError: there is no such source.
            UsageError: the source is not being harvested.
        """
        from .record.causes import required_reason
        from .store.runs import find_lease, release_source

        with self._database.writing() as connection:
            if find_lease(connection, name) is None:
                named_source(connection, name)  # or an error
            return release_source(self._database, connection, name, by=by, reason=required_reason(reason))

    def remap(self, name: str, *, by: str) -> HarvestReport:
        """Run the mapping of a source, such as of data.json, over the bytes stored of its documents; asks no server.

        It is a run as any other, which can be undone, but no visit: what the bytes do not have is not missing, and the
        next harvest reads the source in full. A harvest does the same by itself where its server answers that nothing
        moved and the mapping is another one since the last run.

        Raises:
            UnknownNameError: there is no such source.
            UsageError: its kind has no mapping, the bytes are not stored, or it was removed.
            RegistryError: another harvest holds the lease, or the registry refused.
        """
        return self._engines.harvests.remap(name, by=by)

    # ---------------------------------------------------------------- what was found

    def accept_missing(self, source: str, *, by: str, reason: str) -> AcceptedDeletions:
        """Withdraw all that is missing from a source, without reading it, and let records lose their distributions.

        A harvest does both itself, unless too many records are missing, or lose every distribution they had, at once:
        then they wait for this decision, and go on leaving as they are stored. Those that lost their distributions are
        updated by the next harvest.

        Args:
            reason: kept with each change; see `Ledger.changes`.

        Raises:
            UnknownNameError: no such source.
            UsageError: nothing is missing from it, and nothing waits.
        """
        return self._engines.puts.accept_missing(source, by=by, reason=reason)

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
        return self._engines.undos.release(run=run, iri=iri, source=source, by=by, reason=reason)

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

        with self._database.reading(words="showing") as connection:
            return raw_documents(connection, named_source(connection, source).id)
