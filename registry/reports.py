"""The reports of a registry: on findings, harvests and changes, the statutory ones, and why one record does not leave.

Each imports what makes it when it is asked for: whoever shows no report loads none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.concepts import LEGAL_ACTS
from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages.errors import ErrorsText

from .code_lists.code_lists import CodeListsView
from .messages.store import AsOfText, RequestsText
from .store import searching
from .store.moments import LAST, find_last_moment, find_moment, moment_text
from .store.publishers import publishers_of_records
from .store.stored_rows import named_source, sources_of
from .store.view import View

if TYPE_CHECKING:
    from .export.report import LeavingRecord
    from .reporting import ReportedSource
    from .reporting.changes_report import ChangesReport
    from .reporting.harvests.reported_runs import NotHarvested, RunsReport
    from .statutory_reports import StatutoryOptions, StatutoryReport
    from .store.database import Connection
    from .store.searching import RecordRow
    from .store.stored_findings import FindingCount, FindingFilter, FindingGroup
    from .verdicts.current_verdicts import ValidatorOf


@refuse_wrong_types
class ReportsView:
    """The reports of a registry, of now or as of an earlier moment."""

    def __init__(self, view: View, code_lists: CodeListsView, find_validator: Callable[[], ValidatorOf | None]) -> None:
        """Report on what a view shows.

        Args:
            find_validator: gives what returns the validator of a profile; None if stored verdicts count as they are.
        """
        self._view = view
        self._code_lists = code_lists
        self._find_validator = find_validator

    def leaving(self, iri: str, *, source: str | None = None) -> LeavingRecord:
        """Whether the record that `get` returns leaves by `export`, and if not, why.

        Raises:
            UsageError: there is no such record.
        """
        from .export.one_record import leaving_record

        with self._view.reading() as connection:
            row = searching.record_of(connection, iri, self._view.asked_source(source))
            return leaving_record(connection, row.iri, row.source, self._find_validator())

    def count_findings(self, by: FindingGroup, chosen: FindingFilter | None = None) -> list[FindingCount]:
        """The stored findings of the verdicts in force by source, publisher or rule, most violations first.

        Nothing is validated. Counted is what the profiles of the sources say of the newest versions of what is present,
        node records included; what the reader noticed is not.

        Args:
            chosen: which findings, and of which source or publisher; all by default.

        Raises:
            UnknownNameError: no such source, publisher or rule.
        """
        from .store.stored_findings import FindingFilter, count_findings, subjects_of_sources

        asked = FindingFilter() if chosen is None else chosen
        with self._view.reading() as connection:
            _require_asked(connection, asked)
            return count_findings(connection, by, asked, subjects_of_sources(sources_of(connection)))

    @contextmanager
    def sources(self, chosen: FindingFilter | None = None) -> Iterator[Iterator[ReportedSource]]:
        """The sources with the stored findings that `count_findings` counts, for `reporting.write_report`.

        Sources that are not validated are left out. All are read from one state of the registry, one after the other,
        as long as the context is open.

        Args:
            chosen: which findings, and of which source or publisher; all by default.

        Raises:
            UnknownNameError: no such source, publisher or rule.
        """
        from .reporting.reported_source import reported_sources
        from .store.stored_findings import FindingFilter

        asked = FindingFilter() if chosen is None else chosen
        acts = self._code_lists.get(LEGAL_ACTS)
        with self._view.reading() as connection:
            _require_asked(connection, asked)
            yield reported_sources(connection, asked, acts)

    @contextmanager
    def runs(
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
        from .reporting.harvests.reported_runs import read_runs

        with self._view.reading() as connection:
            asked = self._view.asked_source(source)
            until = self._view.moment
            yield read_runs(connection, runs, batch=batch, source=asked, not_harvested=not_harvested, until=until)

    def write_harvest(
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
        """Write a report on the runs that `runs` gives; the same registry gives the same bytes.

        A file is replaced only when everything is written.

        Args:
            target: a file, or a stream of bytes.
            format: one of `HARVEST_FORMATS`; else that of the ending of the file: ``.txt``, ``.json``, ``.csv``,
                ``.html`` or ``.eml`` (a mail).
            lang: language of the texts; JSON has all.
            readable: whether others may read the file, and not its owner alone.

        Raises:
            UsageError: the file cannot be written, is one of the registry or of a source, or gives no format; or as for
                `runs`.
            UnknownNameError: no such format or source.
        """
        from .reporting.harvests.formats import HARVEST_FORMATS
        from .store.target import replacing

        with self.runs(runs, batch=batch, source=source, not_harvested=not_harvested) as report:
            if not isinstance(target, str | Path):
                HARVEST_FORMATS.write(format or "text", report, target, lang)
                return
            name = self.check_harvest(target, format)
            with replacing(Path(target), readable=readable) as out:
                HARVEST_FORMATS.write(name, report, out, lang)

    def check_harvest(self, target: str | Path, format: str | None = None) -> str:  # noqa: A002
        """The format of a report in a file; call it before a harvest whose report is to be written there.

        Raises:
            UsageError: the file is one of the registry or of a source, has no folder, or gives no format.
        """
        from .reporting.harvests.formats import HARVEST_FORMATS

        name = HARVEST_FORMATS.of_file(target) if format is None else format
        self._view.require_targets(target)
        return name

    @contextmanager
    def statutory(
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
                Viet Nam, or the day of the moment.
            lang: language of its texts.
            options: what else may be chosen, as days and years; None for the defaults.

        Raises:
            UnknownNameError: no such report, or no record has such a publisher.
            UsageError: an option is out of range.
        """
        from .statutory_reports.reports import open_report
        from .verdicts.current_verdicts import validate_nothing

        acts = self._code_lists.get(LEGAL_ACTS)
        with self._view.reading() as connection:
            lists = self._code_lists.in_force(connection)
            opened = open_report(
                connection,
                name,
                publisher=publisher,
                on=self._view.day if on is None else on,
                lang=lang,
                validator=validate_nothing if (found := self._find_validator()) is None else found,
                lists=lists,
                acts=acts,
                options=options,
            )
            with opened as report:
                yield report


@refuse_wrong_types
class Reports(ReportsView):
    """The reports of a registry; to be had from `Registry.reports`."""

    @contextmanager
    def changes(
        self,
        since: str | int | date | datetime = LAST,
        until: str | int | date | datetime | None = None,
        *,
        source: str | None = None,
        publisher: str | None = None,
    ) -> Iterator[ChangesReport]:
        """The changes between two moments, counted by source, publisher, kind and month, and one by one.

        All is read from one state of the registry as long as the context is open; see `write_changes`.

        Args:
            since: the first moment, as for `Ledger.count_changes`: the beginning of a day or run.
            until: the last: a day (its end), a time, the number of a run (its last change), or ``row:345``; None for
                now.
            source: only this source.
            publisher: IRI of the publisher that records have now.

        Raises:
            UsageError: one of the two is no moment or in the future, there is no such run or row, or the last is before
                the first.
        """
        from .reporting.changes_report import ChangesReport
        from .store.ledger import count_by_month, count_changes

        since, until = moment_text(since), None if until is None else moment_text(until)
        with self._view.reading() as connection:
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

    def write_changes(
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
        """Write the report that `changes` gives to a file, which is replaced only when everything is written.

        Args:
            format: ``json``, ``csv`` or ``html``, with a chart by month; else that of the ending of the file.
            since, until, source, publisher: as for `changes`.
            lang: language of the texts.
            readable: whether others may read the file, and not its owner alone.

        Raises:
            UsageError: the file cannot be written, is one of the registry or of a source, or gives no format; or as for
                `changes`.
            UnknownNameError: no such format.
        """
        from .reporting.changes_report import CHANGE_FORMATS
        from .store.target import replacing

        name = CHANGE_FORMATS.of_file(target) if format is None else format
        self._view.require_targets(target)
        with (
            self.changes(since, until, source=source, publisher=publisher) as report,
            replacing(Path(target), readable=readable) as out,
        ):
            CHANGE_FORMATS.write(name, report, out, lang)

    def write_statutory(
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
            name, publisher, on, lang, options: as for `statutory`.
            readable: whether others may read the files, and not their owner alone.

        Raises:
            UsageError: a file cannot be written, is one of the registry or of a source, or has no such ending.
            UnknownNameError: as for `statutory`.
        """
        from .statutory_reports.reports import write_files

        self.check_statutory(targets)
        with self.statutory(name, publisher=publisher, on=on, lang=lang, options=options) as report:
            write_files(report, targets, readable=readable)

    def check_statutory(self, targets: Sequence[str | Path]) -> None:
        """See that a statutory report may be written to some files, before it is made.

        Raises:
            UsageError: as for `write_statutory`.
        """
        from .statutory_reports.reports import FORMATS

        for target in targets:
            FORMATS.of_file(target)
        self._view.require_targets(*targets)

    def records_among(self, iris: Collection[str], *, source: str) -> dict[str, RecordRow]:
        """The records and node records of a source that have one of some IRIs, such as the focus of findings."""
        with self._view.reading() as connection:
            return searching.records_among(connection, iris, source)

    def find_barred(self, iris: Iterable[str]) -> frozenset[str]:
        """The IRIs among some that no source may publish, however public its own version is.

        Some source marks them as a state secret, or a person has withdrawn, withheld or purged them.
        """
        from .store.stored_bars import read_bars

        with self._view.reading() as connection:
            bars = read_bars(connection)
        return frozenset(iri for iri in iris if bars.of_any_version(iri))


def _require_asked(connection: Connection, chosen: FindingFilter) -> None:
    """See that the source, publisher and rule of a filter are there.

    Raises:
        UnknownNameError: one is not.
    """
    from .store.stored_findings import known_rules

    if chosen.source is not None:
        named_source(connection, chosen.source)
    if chosen.publisher is not None and chosen.publisher not in (known := publishers_of_records(connection)):
        raise UnknownNameError(ErrorsText.PUBLISHER_UNKNOWN, chosen.publisher, known)
    if chosen.rule is not None and chosen.rule not in (rules := known_rules(connection)):
        raise UnknownNameError(RequestsText.RULE_UNKNOWN, chosen.rule, rules)
