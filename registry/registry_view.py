"""The part of a registry that only reads, of now and as of an earlier moment by the same code."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar, Unpack, overload

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.renamed import Moved

from .code_lists.code_lists import CodeListsView
from .messages.feeds import ExportText
from .record.keywords import ExportKeywords
from .record.registration import require_minimum
from .store.database import Connection
from .store.moments import find_moment, refuse_unknown_run
from .store.searching import RecordConditions, RecordKeywords, RecordOrder
from .store.view import View

if TYPE_CHECKING:
    from .export.report import ExportReport
    from .feedback.stored_feedback import AnnotationsView
    from .feeds.feed_settings import FeedSettings
    from .identities import IdentitiesView
    from .ledger import LedgerView
    from .reporting.record_table import RecordTable
    from .reports import ReportsView
    from .search.record_search import FoundRecords, RecordSearch
    from .source_list import SourceListView
    from .store.searching import RecordRow
    from .stored_record import StoredRecord
    from .verdicts.current_verdicts import ValidatorOf

_T = TypeVar("_T")


def _alias(find: Callable[[RegistryView], _T]) -> Moved[_T]:
    return Moved(find)


@refuse_wrong_types
class RegistryView:
    """The records of a registry, of now or as of an earlier moment."""

    def __init__(self, view: View, code_lists: CodeListsView, find_validator: Callable[[], ValidatorOf | None]) -> None:
        """Show what a view shows.

        Args:
            find_validator: gives what returns the validator of a profile; None if stored verdicts count as they are.
        """
        self._view = view
        self._code_lists = code_lists
        self._find_validator = find_validator

    # ---------------------------------------------------------------- groups

    @property
    def source_list(self) -> SourceListView:
        """The sources themselves."""
        from .source_list import SourceListView

        return SourceListView(self._view)

    @property
    def identities(self) -> IdentitiesView:
        """The names of things: renamed records, IRIs of one thing."""
        from .identities import IdentitiesView

        return IdentitiesView(self._view)

    @property
    def ledger(self) -> LedgerView:
        """The versions and changes of records."""
        from .ledger import LedgerView

        return LedgerView(self._view)

    @property
    def reports(self) -> ReportsView:
        """The reports on findings and harvests, and the statutory ones."""
        from .reports import ReportsView

        return ReportsView(self._view, self._code_lists, self._find_validator)

    @property
    def annotations(self) -> AnnotationsView:
        """The feedback on records, and requests and agreements to share them."""
        from .feedback.stored_feedback import AnnotationsView

        return AnnotationsView(self._view)

    @property
    def vocab(self) -> CodeListsView:
        """The code lists, bundled and loaded."""
        return self._code_lists

    # ---------------------------------------------------------------- records

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
            since: only those that changed since that moment; see `Ledger.count_changes`.
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

        with self._view.reading() as connection:
            conditions = self._conditions(connection, text, chosen, role=role, since=since, run=run, today=today)
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
        with self._view.reading() as connection:
            conditions = self._conditions(connection, text, chosen, role=role, since=since, run=run, today=today)
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
        names = [facets] if isinstance(facets, str) else list(facets)
        with self._view.reading() as connection:
            conditions = self._conditions(connection, text, chosen, role=role, since=since, run=run, today=today)
            return self._search.search(connection, text, conditions, facets=names, sort=sort, after=after, limit=limit)

    def _conditions(
        self,
        connection: Connection,
        text: str | None,
        chosen: RecordKeywords,
        *,
        role: str | None,
        since: str | None,
        run: int | None,
        today: date | None,
    ) -> RecordConditions:
        """The conditions of a choice, with those on what changed.

        Raises:
            UnknownNameError: there is no such verdict or state.
            UsageError: there is no such moment or run; or words are searched, or another source is asked about, as of
                an earlier moment.
        """
        self._view.require_search(text)
        if run is not None:
            refuse_unknown_run(connection, run)
        chosen["source"] = self._view.asked_source(chosen.get("source"))
        return RecordConditions(
            **chosen,
            role=role,
            day=self._view.day if today is None else today,
            changed_after=None if since is None else find_moment(connection, since).row,
            changed_by_run=run,
        )

    @cached_property
    def _search(self) -> RecordSearch:
        from .search.record_search import RecordSearch

        return RecordSearch(self._code_lists)

    def get(self, iri: str, *, source: str | None = None) -> StoredRecord:
        """The record of an IRI, of the oldest source that has one unless a source is named.

        An IRI that a record had before it was renamed gives the record, with the IRI that it has now.

        Raises:
            UsageError: there is no such record.
        """
        from .stored_record import read_record

        with self._view.reading() as connection:
            return read_record(connection, iri, self._view.asked_source(source), day=self._view.day)

    def publishers(self) -> Mapping[str, str | None]:
        """Names of the publishers of records by their IRI; None if no source of theirs names one."""
        from .store.publishers import publishers_of_records

        with self._view.reading() as connection:
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
        with self._view.reading() as connection:
            return resolve_publishers(connection, [name])[name]

    def export(
        self,
        format: str,  # noqa: A002 - the word users know
        target: str | Path | BinaryIO,
        *,
        catalog: FeedSettings | str | Path | None = None,
        base: str | None = None,
        **chosen: Unpack[ExportKeywords],
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
            today: the reference date of verdicts; else the day in Viet Nam. As of an earlier moment verdicts count as
                they were recorded, and the day is that of the moment.

        Raises:
            UnknownNameError: no such format or source, or no record at all has that publisher or theme.
            UsageError: a file cannot be written, or is a file of the registry or of any SQLite database, or a file
                that a source is read from; or both are one file.
        """
        from .export.record_filter import is_only_present
        from .export.writing import ExportOrder, export

        only_present = is_only_present(chosen.get("state"))
        asked = self._view.asked_source(chosen.get("source"))
        _refuse_catalog_choice(catalog, base, asked, chosen.get("publisher"), chosen.get("theme"))
        if self._view.moment is not None and chosen.get("today") is None:
            chosen["today"] = self._view.day
        least = None if (status := chosen.get("min_status")) is None else require_minimum(status)
        chosen["source"], registry, validator = asked, self._view.database.path, self._find_validator()
        with self._view.reading() as connection:
            if catalog is None or base is None:
                order = ExportOrder.of(connection, chosen)
                return export(connection, format, target, order, registry=registry, validator=validator)
            # Other exports need neither TOML nor the form of feeds.
            from .feeds.export_catalog import export_catalog
            from .feeds.feed_report import ReportFiles
            from .feeds.feed_settings import settings_with_least_state
            from .verdicts.current_verdicts import validate_nothing

            return export_catalog(
                connection,
                format,
                target,
                settings=settings_with_least_state(catalog, least),
                validator=validate_nothing if validator is None else validator,
                base=base,
                registry=registry,
                files=ReportFiles.of(chosen, catalog),
                only_present=only_present,
                today=chosen.get("today"),
                progress=chosen.get("progress"),
            )

    # ---------------------------------------------------------------- former names, until the next release

    history = _alias(lambda registry: registry.ledger.history)
    changes = _alias(lambda registry: registry.ledger.changes)
    leaving = _alias(lambda registry: registry.reports.leaving)
    count_findings = _alias(lambda registry: registry.reports.count_findings)
    reported_sources = _alias(lambda registry: registry.reports.sources)
    reported_runs = _alias(lambda registry: registry.reports.runs)
    write_harvest_report = _alias(lambda registry: registry.reports.write_harvest)
    statutory_report = _alias(lambda registry: registry.reports.statutory)
    redirects = _alias(lambda registry: registry.identities.redirects)
    same_as_statements = _alias(lambda registry: registry.identities.same_as_statements)
    code_list = _alias(lambda registry: registry.vocab.get)
    source_profiles = _alias(lambda registry: registry.source_list.profiles)
    feedback = _alias(lambda registry: registry.annotations.feedback)
    arrangements = _alias(lambda registry: registry.annotations.arrangements)


def _refuse_catalog_choice(catalog: object, base: str | None, *chosen: object) -> None:
    """Refuse a root catalogue without a base, or one of a choice of records.

    Raises:
        UsageError: one of the two is not given, or records are chosen, too.
    """
    if (catalog is None) != (base is None):
        raise UsageError(ExportText.EXPORT_CATALOG_NEEDS_BASE())
    if catalog is not None and any(one is not None for one in chosen):
        raise UsageError(ExportText.EXPORT_CATALOG_IS_OF_ALL())
