"""The registry as of an earlier moment: what it showed then, read by the same code as today.

Nothing is validated anew: verdicts, findings, profiles and code lists are as they were recorded. What is kept back by
now does not leave as of an earlier moment either, unless somebody says why it has to be as it was known then.

Source of the rules: docs/decisions/0073-as-of.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, Self, Unpack, overload

from danhmuc.vocab.concepts import LEGAL_ACTS
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.vietnam_time import day_in_vietnam

from ..code_lists.loaded import CodeLists
from ..export.annotations import unapproved_annotations
from ..export.leaving import LeavingRecord
from ..export.one_record import leaving_record
from ..export.report import ExportReport
from ..feedback.feedback_statements import Feedback, SharingArrangement
from ..feedback.stored_feedback import read_arrangements, read_feedback
from ..messages.as_of import AsOfText
from ..record.contents import Progress
from ..search.found import FoundRecords
from ..search.record_search import RecordSearch
from ..store import searching
from ..store.database import Connection, RegistryDatabase
from ..store.identity_rows import redirect_rows, same_as_rows
from ..store.later_bars import LaterBars
from ..store.ledger import RecordedChange, recorded_changes
from ..store.moments import PastMoment, find_past_moment, write_disclosure
from ..store.past_relations import show_as_of
from ..store.publishers import publishers_of_records, resolve_publishers
from ..store.record_conditions import RecordConditions, RecordKeywords, RecordOrder
from ..store.searching import RecordRow, VersionRow
from ..store.secret_records import secret_schemas, write_secret_records
from ..store.stored_bars import has_marked_catalog, read_bars
from ..store.stored_findings import FindingCount, FindingFilter, FindingGroup, count_findings, subjects_of_sources
from ..store.stored_rows import RegisteredSource, named_source, sources_of
from ..store.target import refuse_targets, replacing
from .export_choice import AskedExport, validate_nothing
from .finding_choice import refuse_unknown_findings
from .past_registrations import PastRegistrations
from .stored_records import StoredRecord, read_history, read_record

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList

    from ..feeds.feed_settings import FeedSettings
    from ..record.identity import Redirect, SameAs
    from ..reporting import ReportedSource
    from ..reporting.harvests.reported_runs import RunsReport
    from ..statutory_reports import StatutoryOptions, StatutoryReport


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownThen:
    """Why what is kept back by now is to leave as it was known then, and who says so; it is recorded.

    What is purged or marked as a state secret by now does not leave in any case.
    """

    reason: str
    by: str


class PastRegistry:
    """The registry as of a moment; made by `Registry.as_of`.

    Attributes:
        moment: the moment, with the time that was asked for or that of the end of the run.
    """

    def __init__(
        self, database: RegistryDatabase, connection: Connection, moment: PastMoment, source: str | None
    ) -> None:
        self.moment = moment
        self._database = database
        self._given_connection = connection
        self._source = source
        self._code_lists = CodeLists(database)

    @classmethod
    @contextmanager
    def open(
        cls, database: RegistryDatabase, text: str, *, source: str | None = None, known_then: KnownThen | None = None
    ) -> Iterator[Self]:
        """Open the registry as of a moment; see `Registry.as_of`.

        Raises:
            UsageError, UnknownNameError: as for `Registry.as_of`.
        """
        if known_then is not None:
            with database.reading() as connection:
                asked = find_past_moment(connection, text)
            with database.writing() as connection:
                write_disclosure(database, connection, asked, by=known_then.by, reason=known_then.reason)
        with database.reading_past() as connection:
            moment = find_past_moment(connection, text)
            source_id = None if source is None else named_source(connection, source).id
            bars, unapproved = read_bars(connection), unapproved_annotations(connection)
            later = LaterBars.read(
                connection, bars, unapproved, secret_schemas(connection), as_known_then=known_then is not None
            )
            # Of other sources no catalogues are there, through which one that is marked may list what this one has.
            show_as_of(connection, moment, None if has_marked_catalog(connection) else source_id)
            write_secret_records(connection.execution_options(**later.option))
            database.seal(connection)
            yield cls(database, connection, moment, source)

    @property
    def _connection(self) -> Connection:
        """The connection, which is open as long as the context is.

        Raises:
            UsageError: the context has ended.
        """
        if self._given_connection.closed:
            raise UsageError(AsOfText.VIEW_CLOSED())
        return self._given_connection

    @property
    def day(self) -> date:
        """The day of the moment in Viet Nam, which dates its reports."""
        return date.fromisoformat(day_in_vietnam(self.moment.at))

    def records(
        self,
        *,
        text: str | None = None,
        sort: RecordOrder = "title",
        limit: int | None = None,
        role: str | None = "record",
        **chosen: Unpack[RecordKeywords],
    ) -> Iterator[RecordRow]:
        """The records as a list showed them then; the arguments are as for `Registry.records`.

        Of a record that a source marked as a state secret then, or marks so by now, there is no title, theme or date.

        Raises:
            UsageError: words are asked for, which are searched today only; or another source than that of `as_of`.
            UnknownNameError: there is no such verdict or state.
        """
        return iter(self.search(text, sort=sort, limit=limit, role=role, **chosen))

    def iter_records(
        self,
        text: str | None = None,
        *,
        sort: RecordOrder = "title",
        role: str | None = "record",
        **chosen: Unpack[RecordKeywords],
    ) -> Iterator[RecordRow]:
        """The same records as `records` gives, read as they are iterated; see `Registry.iter_records`.

        Raises:
            UsageError, UnknownNameError: as for `records`, with the first record.
        """
        conditions = self._conditions(text, role, chosen)
        yield from RecordSearch(self._code_lists).iterate(self._connection, None, conditions, sort=sort)

    def search(
        self,
        text: str | None = None,
        *,
        facets: Collection[str] = (),
        sort: RecordOrder = "title",
        after: str | None = None,
        limit: int | None = 20,
        role: str | None = "record",
        **chosen: Unpack[RecordKeywords],
    ) -> FoundRecords:
        """One page of the records that `records` gives, counted by facets; see `Registry.search`.

        Raises:
            UsageError, UnknownNameError: as for `records`, or there is no such facet or page.
        """
        conditions = self._conditions(text, role, chosen)
        names = [facets] if isinstance(facets, str) else list(facets)
        return RecordSearch(self._code_lists).search(
            self._connection, None, conditions, facets=names, sort=sort, after=after, limit=limit
        )

    def _conditions(self, text: str | None, role: str | None, chosen: RecordKeywords) -> RecordConditions:
        if text is not None and text.strip():
            raise UsageError(AsOfText.AS_OF_SEARCH())
        chosen["source"] = self._source_asked(chosen.get("source"))
        return RecordConditions(**chosen, role=role, day=self.day)

    @property
    def registrations(self) -> PastRegistrations:
        """The registrations that were recorded then."""
        return PastRegistrations(self._connection, self.day)

    def get(self, iri: str, *, source: str | None = None) -> StoredRecord:
        """The record of an IRI with the graph, verdict and findings that it had then; see `Registry.get`.

        Raises:
            UsageError: there was no such record.
        """
        return read_record(self._connection, iri, self._source_asked(source), day=self.day)

    def history(self, iri: str, *, source: str | None = None) -> list[VersionRow]:
        """All versions that the record had then, newest first; see `Registry.history`.

        Raises:
            UsageError: there was no such record.
        """
        return read_history(self._connection, iri, self._source_asked(source))

    def changes(self, *, iri: str | None = None, source: str | None = None) -> list[RecordedChange]:
        """The ledger up to then; see `Registry.changes`."""
        asked = self._source_asked(source)
        return recorded_changes(self._connection, iri=iri, source=asked, run=None, after=0, limit=None)

    def leaving(self, iri: str, *, source: str | None = None) -> LeavingRecord:
        """Whether the record leaves by `export`, and if not, why.

        Raises:
            UsageError: there was no such record.
        """
        row = searching.record_of(self._connection, iri, self._source_asked(source))
        return leaving_record(self._connection, row.iri, row.source)

    def newest_version_of(self, record_id: int) -> int | None:
        """The key of the version that was the newest of a record, whatever its IRI was; None if there was none yet."""
        return searching.newest_version_of(self._connection, record_id)

    def code_list(self, token: str) -> CodeList:
        """The code list that was in force under a token.

        Raises:
            UnknownNameError: there was none.
        """
        return self._code_lists.in_force_then(self._connection, token)

    def feedback(self, *, dataset: str | None = None) -> list[Feedback]:
        """All feedback on one dataset or on any that was stored then; see `Registry.feedback`."""
        return read_feedback(self._connection, dataset=dataset)

    def arrangements(self, *, dataset: str | None = None) -> list[SharingArrangement]:
        """All data requests and sharing agreements that were stored then; see `Registry.arrangements`."""
        return read_arrangements(self._connection, dataset=dataset)

    def count_findings(self, by: FindingGroup, chosen: FindingFilter | None = None) -> list[FindingCount]:
        """The findings of the verdicts in force then by source, publisher or rule; see `Registry.count_findings`."""
        asked = FindingFilter() if chosen is None else chosen
        refuse_unknown_findings(self._connection, asked)
        return count_findings(self._connection, by, asked, subjects_of_sources(sources_of(self._connection)))

    @contextmanager
    def reported_sources(self, chosen: FindingFilter | None = None) -> Iterator[Iterator[ReportedSource]]:
        """The sources with the findings that `count_findings` counts; see `Registry.reported_sources`."""
        from ..reporting.stored_sources import reported_sources

        asked = FindingFilter() if chosen is None else chosen
        refuse_unknown_findings(self._connection, asked)
        yield reported_sources(self._connection, asked, self.code_list(LEGAL_ACTS))

    def redirects(self, *, source: str | None = None) -> list[Redirect]:
        """The IRIs that records had had before they were renamed; see `Registry.redirects`."""
        return redirect_rows(self._connection, source=source)

    def same_as_statements(self, iri: str | None = None) -> list[SameAs]:
        """The statements in force then that two IRIs name one thing; see `Registry.same_as_statements`."""
        return same_as_rows(self._connection, iri=iri)

    def sources(self) -> list[RegisteredSource]:
        """All sources there were, oldest first, with the profile, priority and settings that they had."""
        return sources_of(self._connection)

    def source_profiles(self) -> dict[str, str]:
        """The profile that each source had, by its name, oldest first."""
        return {one.name: one.profile for one in self.sources()}

    def publishers(self) -> Mapping[str, str | None]:
        """Names of the publishers of records by their IRI; None if no source of theirs named one."""
        return publishers_of_records(self._connection)

    @overload
    def find_publisher(self, name: str) -> str: ...
    @overload
    def find_publisher(self, name: str | None) -> str | None: ...
    def find_publisher(self, name: str | None) -> str | None:
        """The IRI of the publisher that is named by it or by its code; see `Registry.find_publisher`."""
        return None if name is None else resolve_publishers(self._connection, [name])[name]

    def code_lists_in_force(self) -> Mapping[str, str]:
        """The digests of the loaded code lists that were in force, by token; all others were the bundled ones."""
        return {token: one.digest for token, one in self._code_lists.in_force(self._connection).items()}

    def export(
        self,
        format: str,  # noqa: A002 - the word users know
        target: str | Path | BinaryIO,
        *,
        source: str | None = None,
        publisher: str | Collection[str] | None = None,
        theme: str | Collection[str] | None = None,
        left_out: str | Path | None = None,
        losses: str | Path | None = None,
        readable: bool = False,
        state: Literal["present"] | None = None,
        min_status: str | None = None,
        catalog: FeedSettings | str | Path | None = None,
        base: str | None = None,
        progress: Progress | None = None,
    ) -> ExportReport:
        """Write the records that might leave then, and may leave today; the arguments are as for `Registry.export`.

        Verdicts count as they were recorded. A feed is never built of an earlier moment.

        Raises:
            UnknownNameError, UsageError: as for `Registry.export`.
        """
        asked = AskedExport(
            source=self._source_asked(source),
            publisher=publisher,
            theme=theme,
            min_status=min_status,
            left_out=left_out,
            losses=losses,
            readable=readable,
            state=state,
            catalog=catalog,
            base=base,
            today=self.day,
            progress=progress,
        )
        return asked.write(self._database, self._connection, format, target, None)

    @contextmanager
    def reported_runs(
        self, runs: Collection[int] = (), *, batch: int | None = None, source: str | None = None
    ) -> Iterator[RunsReport]:
        """The runs that had ended then, with the state that they had, what they changed and why.

        The newest batch is that of then; see `Registry.reported_runs`.

        Raises:
            UsageError: there was no such run or batch, or it had not ended.
            UnknownNameError: no such source.
        """
        from ..reporting.harvests.reported_runs import read_runs

        asked = self._source_asked(source)
        yield read_runs(self._connection, runs, batch=batch, source=asked, until=self.moment)

    def write_harvest_report(
        self,
        target: str | Path | BinaryIO,
        format: str | None = None,  # noqa: A002 - the word users know
        *,
        runs: Collection[int] = (),
        batch: int | None = None,
        source: str | None = None,
        lang: str = "vi",
        readable: bool = False,
    ) -> None:
        """Write a report on the runs that `reported_runs` gives; see `Registry.write_harvest_report`.

        Raises:
            UsageError, UnknownNameError: as for `Registry.write_harvest_report`.
        """
        from ..reporting.harvests.formats import format_of_file, write_harvest_report

        with self.reported_runs(runs, batch=batch, source=source) as report:
            if not isinstance(target, str | Path):
                write_harvest_report(format or "text", report, target, lang=lang)
                return
            name = format_of_file(str(target)) if format is None else format
            with self._database.reading() as connection:  # of today
                refuse_targets(target, registry=self._database.path, sources=sources_of(connection))
            with replacing(Path(target), readable=readable) as out:
                write_harvest_report(name, report, out, lang=lang)

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
        """A statutory report of what the registry had then; see `Registry.statutory_report`.

        Args:
            on: the day of the report; None for that of the moment.

        Raises:
            UnknownNameError, UsageError: as for `Registry.statutory_report`.
        """
        from ..statutory_reports.opened_report import open_report

        lists = self._code_lists.in_force(self._connection)
        opened = open_report(
            self._connection,
            name,
            publisher=publisher,
            on=self.day if on is None else on,
            lang=lang,
            validator=validate_nothing,
            lists=lists,
            acts=self.code_list(LEGAL_ACTS),
            options=options,
        )
        with opened as report:
            yield report

    def _source_asked(self, source: str | None) -> str | None:
        """The source that is asked about.

        Raises:
            UsageError: only another one is shown.
        """
        if self._source is not None and source not in (None, self._source):
            raise UsageError(AsOfText.AS_OF_SOURCE(source=self._source))
        return source if self._source is None else self._source


def version_number_then(database: RegistryDatabase, iri: str, when: str, source: str | None) -> int:
    """The number, as of today, of the version that was the newest of a record at a moment.

    Raises:
        UsageError: there is no such record or moment, or the record was not stored yet.
    """
    with database.reading() as connection:
        row = searching.record_of(connection, iri, source)
        numbers = {one.id: one.number for one in searching.version_rows(connection, row.iri, row.source)}
    with PastRegistry.open(database, when, source=row.source) as past:
        version_id = past.newest_version_of(row.id)
    if version_id is None:
        raise UsageError(AsOfText.AS_OF_UNDESCRIBED(text=when, iri=iri))
    return numbers[version_id]
