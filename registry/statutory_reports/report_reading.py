"""The material of a statutory report: the records that leave, the agencies, the acts that it follows.

The material of a statutory report: the records that leave, page by page, and the numbers of those that do not.

Everything is read in one transaction. Which records leave is said by `export.selection`, as for an export.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from danhmuc.shapes import NO_PROFILE
from danhmuc.vocab import concepts
from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.reading.iris import canonical_iri
from danhmuc.vocab.terms import DCT

from ..export.closure import Closure
from ..export.decider import GONE
from ..export.packed_candidates import pages_of
from ..export.record_filter import values_of
from ..export.selection import Selection
from ..export.writing import StandInAddresses
from ..messages.statutory_reports import StatutoryReportsText
from ..record.exported import ExportedRecord
from ..record.summary import summary_of
from ..reporting.explained_findings import act_status, status_on
from ..store.moments import newest_row, newest_run
from ..store.publishers import publisher_versions, publishers_named, publishers_of_records, records_by_source
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.stored_rows import sources_of
from ..verdicts.current_verdicts import ValidatorOf, read_current_verdicts
from .listed_record import ListedRecord, ValueNames, descriptions_of, join_texts, name_of, subject_of, totals_of
from .statutory_report import (
    KeyedRow,
    MadeRows,
    ReportAgency,
    ReportBasis,
    ReportRows,
    ReportSheet,
    ReportState,
    ReportTotal,
    Row,
    StatutoryReport,
    sort_rows,
)

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from danhmuc.vocab.concepts import ListedConcept
    from danhmuc.vocab.messages import Message

    from ..code_lists.code_lists import LoadedList
    from ..store.database import Connection

# ---------------------------------------------------------------- legal bases
# The acts that a report follows, with the status that the list of legal acts gives each on the day of the report.


@dataclass(frozen=True, slots=True)
class FollowedAct:
    """An act that a report follows.

    Attributes:
        number: of the act.
        clause: the articles.
        listed_as: the code by which the list has these articles, if their status is not that of the act.
        changed_by: the act that gave these articles the wording that is followed; they are in force only with it.
    """

    number: str
    clause: Message
    listed_as: str | None = None
    changed_by: FollowedAct | None = None


def bases_on(day: date, acts: CodeList, lang: str, followed: Iterable[FollowedAct]) -> tuple[ReportBasis, ...]:
    """The acts with their status; one that is not listed is not known to be in force.

    An act whose wording another one changed has the status of that one, unless both are in force.
    """
    found = []
    for one in followed:
        act = acts.get(one.number)
        listed = act if one.listed_as is None else acts.get(one.listed_as)
        is_in_force = listed is not None and status_on(listed, day) == "in-force"
        status = act_status(listed, day)
        if is_in_force and one.changed_by is not None:
            (change,) = bases_on(day, acts, lang, (one.changed_by,))
            if not change.is_in_force:
                is_in_force, status = (
                    False,
                    StatutoryReportsText.CHANGE_STATUS(number=change.number, status=change.status),
                )
        found.append(
            ReportBasis(
                number=one.number,
                title="" if act is None else act.label(lang),
                clause=one.clause,
                status=status,
                is_in_force=is_in_force,
            )
        )
    return tuple(found)


# ---------------------------------------------------------------- licence names
# Licences by the addresses that data names them by, such as that of a deed, where the list in force matches these.

_LICENCES: Final = "licence"


def with_matched_licences(
    concept_at: Callable[[str], ListedConcept | None], lists: Mapping[str, LoadedList]
) -> Callable[[str], ListedConcept | None]:
    """A function that returns the concept of an IRI in any list, else the one licence that exactly matches it.

    Args:
        lists: the loaded lists by token.
    """

    @cache
    def by_address() -> Mapping[str, ListedConcept]:
        loaded = lists.get(_LICENCES)
        found: dict[str, list[ListedConcept]] = {}
        for concept in concepts.load(_LICENCES) if loaded is None else loaded.load():
            for iri in concept.exact_matches:
                found.setdefault(canonical_iri(iri), []).append(concept)
        return {iri: matched[0] for iri, matched in found.items() if len(matched) == 1}

    def named_at(iri: str) -> ListedConcept | None:
        concept = concept_at(iri)
        return by_address().get(canonical_iri(iri)) if concept is None else concept

    return named_at


# ---------------------------------------------------------------- publishing agencies
# The agencies whose records a registry has: their codes and names, and which of them a report is of.

_LIST: Final = "https://w3id.org/danhmuc/concept/agency"
_BELOW: Final = "."
"""What stands between the parts of a code, the highest agency first: Decision 20/2020/QĐ-TTg, Article 4."""


class Agencies:
    """The publishers of records, and other agencies that records name.

    Args:
        concept_at: returns the concept of an IRI in any list in force.
    """

    def __init__(
        self,
        connection: Connection,
        selection: Selection,
        concept_at: Callable[[str], ListedConcept | None],
        lang: str,
    ) -> None:
        self._connection, self._selection, self._concept_at, self._lang = connection, selection, concept_at, lang
        self._names: dict[str, str] = {}
        self._others: dict[str, str | None] = {}

    def code(self, iri: str) -> str | None:
        """The code of an agency; None if it has none, or several."""
        if iri in self._codes:
            return self._codes[iri]
        if iri not in self._others:
            self._others[iri] = self._find_code(iri, publisher_versions(self._connection, [iri]).get(iri, []))
        return self._others[iri]

    def name(self, iri: str) -> str:
        """The name of a publisher as it leaves, else that of the list of agencies, else its code or IRI."""
        if iri not in self._names:
            self._names[iri] = self._find_name(iri)
        return self._names[iri]

    def name_with_code(self, iri: str) -> str:
        """The name of an agency, with its code if it has one; a name in place of the code is no code."""
        code, name = self.code(iri), self.name(iri)
        return name if code in (None, name.strip().upper()) else f"{name} ({code})"

    def find(self, publisher: str) -> ReportAgency:
        """The agency with a code, under all its IRIs and with those below it, or the publisher with an IRI alone.

        Raises:
            UnknownNameError: there is no such publisher.
        """
        asked = publisher.upper() + _BELOW
        below = {iri: code for iri, code in self._codes.items() if code is not None and code.startswith(asked)}
        try:
            own = sorted(publishers_named(self._connection, [publisher])[publisher])
        except UnknownNameError:
            if not below:
                raise
            own = []
        code = next(filter(None, map(self.code, own)), None if own else publisher.upper())
        return ReportAgency(
            code=code,
            name=self.name(own[0]) if own else self._listed_name(publisher.upper()),
            iris=tuple(sorted({*own, *below})),
            below=tuple(sorted(set(below.values()))),
        )

    def _listed_name(self, code: str) -> str:
        concept = self._concept_at(f"{_LIST}/{code}")
        return code if concept is None else concept.label(self._lang)

    @cached_property
    def _codes(self) -> dict[str, str | None]:
        """The codes of all publishers by IRI, in the order of these."""
        iris = list(publishers_of_records(self._connection))
        versions = publisher_versions(self._connection, iris)
        return {iri: self._find_code(iri, versions.get(iri, [])) for iri in iris}

    def _find_code(self, iri: str, version_ids: list[int]) -> str | None:
        concept = self._concept_at(iri)
        if concept is not None and concept.scheme.iri == _LIST:
            return concept.code
        about = descriptions_of(*graph_bodies(self._connection, version_ids).values())
        subject = subject_of(iri, about)
        pairs = () if subject is None else about[subject]
        found = {
            value.value.strip().upper()
            for given, value in pairs
            if given == DCT.identifier and isinstance(value, Literal)
        }
        return found.pop() if len(found) == 1 else None

    def _find_name(self, iri: str) -> str:
        for packed in (self._selection.nodes, self._selection.leaving):
            candidate = packed.get(iri)
            if candidate is not None and candidate.version_id is not None:
                stored = graph_bodies(self._connection, [candidate.version_id])[candidate.version_id]
                about = descriptions_of(stored)
                subject = subject_of(iri, about)
                name = None if subject is None else name_of(subject, about, self._lang)
                if name is not None:
                    return name
        concept = self._concept_at(iri)
        if concept is not None:
            return concept.label(self._lang)
        code = self.code(iri)
        return iri if code is None else self._listed_name(code)


# ---------------------------------------------------------------- report reading

_PAGE: Final = 100
_PUBLISHER: Final = DCT.publisher.value
ORDERED_BY: Final = (DCT.publisher, DCT.identifier, DCT.title)
"""The properties by which `ReportReading.order_of` sorts records."""


class ReportReading:
    """One reading of a registry for a report.

    Args:
        validator: returns the validator of a profile, so that the verdicts of the day count.
        concept_at: returns the concept of an IRI in any code list in force.
        named_at: returns the concept that an IRI of data is named by.
        acts: the list of legal acts in force.
        publisher: code or IRI of the agency whose report it is; None for all.
        on: the day of the report.
        lang: its language.

    Raises:
        UnknownNameError: no record has such a publisher.
    """

    def __init__(
        self,
        connection: Connection,
        stack: ExitStack,
        *,
        validator: ValidatorOf,
        concept_at: Callable[[str], ListedConcept | None],
        named_at: Callable[[str], ListedConcept | None],
        acts: CodeList,
        publisher: str | None,
        on: date,
        lang: str,
    ) -> None:
        self.connection, self.concept_at, self.acts, self.on, self.lang = connection, concept_at, acts, on, lang
        self._stack = stack
        verdicts = read_current_verdicts(connection, validator, today=on)
        self._selection = Selection(connection, names_left_out=True, verdicts=verdicts)
        self._closure = Closure(connection, self._selection)
        leaving, nodes = self._selection.leaving, self._selection.nodes
        self._addresses = StandInAddresses(lambda iri: iri in leaving or iri in nodes)
        self._unvalidated = {one.id for one in sources_of(connection) if one.profile == NO_PROFILE}
        self._without_publisher: set[int] = set()
        self._counts: dict[str, Counter[str]] = {}
        self._titles: dict[str, str | None] = {}
        self.names = ValueNames(lang, named_at, self.title_of, self.may_be_named)
        self.agencies = Agencies(connection, self._selection, concept_at, lang)
        self.agency: ReportAgency | None = None if publisher is None else self.agencies.find(publisher)
        self.state = ReportState(run=newest_run(connection), row=newest_row(connection))

    def report(
        self, name: str, title: Message, followed: Iterable[FollowedAct], sheets: tuple[ReportSheet, ...]
    ) -> StatutoryReport:
        """A report of what was read, with the status of the acts that it follows on its day."""
        return StatutoryReport(
            name=name,
            title=title,
            lang=self.lang,
            agency=self.agency,
            state=self.state,
            on=self.on,
            bases=bases_on(self.on, self.acts, self.lang, followed),
            sheets=sheets,
            notes=self.notes(),
        )

    def records(self, main_class: str) -> Iterator[ListedRecord]:
        """The records of a class that the report has, by IRI; once they are read, `totals` has their numbers."""
        for record, _ in self.exported_records(main_class):
            yield record

    def exported_records(self, main_class: str) -> Iterator[tuple[ListedRecord, ExportedRecord]]:
        """The records of a class as `records` gives them, each with its graphs as an export has them."""
        self._counts[main_class] = Counter()
        for numbers in pages_of(self._numbers_listed(main_class), _PAGE):
            self._count(main_class, numbers)
            yield from self._read(map(self._selection.leaving.iri, numbers))

    def statements(self, main_class: str, properties: Sequence[NamedNode]) -> Iterator[ListedRecord]:
        """The records of a class as `records` gives them, but each with its own values of some properties alone.

        That is a tenth of the work: what a record leads to is not read.
        """
        self._counts[main_class] = Counter()
        predicates = [one.value for one in properties]
        leaving = self._selection.leaving
        for numbers in pages_of(self._numbers_listed(main_class), _PAGE):
            self._count(main_class, numbers)
            for number, lines in zip(numbers, self._closure.own_lines(numbers, predicates), strict=True):
                iri = leaving.iri(number)
                stated = self._addresses.leave_out_of(ExportedRecord(iri=iri, nquads=lines))
                yield ListedRecord(stated, self.names, iri)

    def sort_records(
        self, rows: Iterable[KeyedRow], make: Callable[[str, ListedRecord], Row]
    ) -> Mapping[str, ReportRows]:
        """Rows by sheet, sorted, which are made when they are read: a terminal shows the first of them alone.

        Args:
            rows: rows with one cell, the `key` of a record.
            make: returns the row of a record in a sheet.
        """
        return {
            sheet: MadeRows(keys, partial(self._make_rows, partial(make, sheet)), self._stack)
            for sheet, keys in self.sort(rows).items()
        }

    def _make_rows(self, make: Callable[[ListedRecord], Row], keys: Iterable[Row]) -> Iterator[Row]:
        for page in pages_of(keys, _PAGE):
            for record, _ in self._read(str(key) for (key,) in page):
                yield make(record)

    def _read(self, iris: Iterable[str]) -> Iterator[tuple[ListedRecord, ExportedRecord]]:
        for exported in self._closure.of(iris).records:
            leaving = self._addresses.leave_out_of(exported)
            yield ListedRecord(leaving, self.names, exported.iri), leaving

    def _count(self, main_class: str, numbers: Collection[int]) -> None:
        leaving, counts = self._selection.leaving, self._counts[main_class]
        counts["listed"] += len(numbers)
        for number in numbers:
            kind = leaving.kind(number)
            counts["missing"] += kind.state == "missing"
            counts["unvalidated"] += kind.source_id in self._unvalidated
            counts["earlier"] += leaving.version(number) != leaving.newest(number)

    def notes(self) -> tuple[Message, ...]:
        """Notes on the records of a report; call it when these are read."""
        return (StatutoryReportsText.WHICH_VERSION(), *self._note_without_publisher())

    def totals(self, *main_classes: str) -> tuple[ReportTotal, ...]:
        """The numbers of the records of some classes that were read, and of those that the report does not have."""
        counts: Counter[str] = Counter()
        unlisted: Counter[str] = Counter()
        for main_class in main_classes:
            counts.update(self._counts[main_class])
            unlisted.update(self.count_unlisted(main_class))
        return totals_of(
            counts["listed"],
            counts["missing"],
            unlisted,
            earlier=counts["earlier"],
            unvalidated=counts["unvalidated"],
        )

    def iris(self, main_class: str) -> Iterator[str]:
        """The IRIs of the records of a class that the report has, in their order."""
        return map(self._selection.leaving.iri, self._numbers_listed(main_class))

    def _numbers_listed(self, main_class: str) -> Iterator[int]:
        leaving = self._selection.leaving
        for page in pages_of(self._numbers(main_class), _PAGE):
            if self.agency is None:
                yield from page
                continue
            stored = self._selection.graphs.read([leaving.version(number) for number in page])
            for number in page:
                publishers = values_of(leaving.iri(number), _PUBLISHER, stored[leaving.version(number)])
                if not publishers:
                    self._without_publisher.add(number)
                if not publishers.isdisjoint(self.agency.iris):
                    yield number

    def count_unlisted(self, main_class: str) -> Mapping[str, int]:
        """The records of a class that the report does not have, by the reason for which they do not leave.

        Those that were withdrawn or purged are not counted: the inventory has them no longer.
        """
        return {reason: count for (of_class, reason), count in self._unlisted.items() if of_class == main_class}

    def title_of(self, iri: str) -> str | None:
        """The title of a record that leaves, else its IRI; None if none of that IRI leaves."""
        if iri not in self._titles:
            candidate = self._selection.leaving.get(iri)
            if candidate is None or candidate.version_id is None:
                self._titles[iri] = None
            else:
                stored = self._selection.graphs.read([candidate.version_id])[candidate.version_id]
                self._titles[iri] = summary_of(iri, stored, is_searched=False).title or iri
        return self._titles[iri]

    def sort(self, rows: Iterable[KeyedRow]) -> Mapping[str, ReportRows]:
        """Rows by sheet, sorted; they can be read as long as the report is open."""
        return sort_rows(rows, self._stack)

    def order_of(self, record: ListedRecord) -> tuple[str, ...]:
        """The texts by which rows are sorted: code of the agency, code and title of the record."""
        iris = [value.value for value in record.iris(DCT.publisher)]
        publishers = sorted(self.agencies.code(iri) or f"~{iri}" for iri in iris)
        return (publishers[0] if publishers else "~", record.text(DCT.identifier), record.text(DCT.title), record.iri)

    def publishers_of(self, record: ListedRecord) -> str:
        """The names of the publishers of a record, each with its code."""
        return self.agencies_of(record, DCT.publisher)

    def agencies_of(self, record: ListedRecord, prop: NamedNode) -> str:
        """The names of the agencies to which a property leads, each with its code."""
        found = sorted(self.agencies.name_with_code(value.value) for value in record.iris(prop))
        return join_texts(found) or record.names(prop)

    def _note_without_publisher(self) -> Iterator[Message]:
        """A note on the records, of those that were read for one agency, that can be of none."""
        if self._without_publisher:
            yield StatutoryReportsText.WITHOUT_PUBLISHER(count=len(self._without_publisher))

    def _numbers(self, main_class: str) -> Iterator[int]:
        leaving = self._selection.leaving
        for number in leaving.numbers():
            kind = leaving.kind(number)
            if kind.role == "record" and kind.main_class == main_class:
                yield number

    @cached_property
    def _unlisted(self) -> Counter[tuple[str | None, str]]:
        """The numbers of the records left out, by class and reason."""
        counts: Counter[tuple[str | None, str]] = Counter()
        for page in pages_of(self._selection.left_out.records, _PAGE):
            reasons = {(one.iri, one.source): one.reason for one in page if one.reason not in GONE}
            # Those of an agency are counted, whatever they are, and none is named.
            connection = with_words(self.connection, "deciding")
            for row in records_by_source(connection, [iri for iri, _ in reasons]):
                reason = reasons.get((row.iri, row.source))
                if reason is not None and (self.agency is None or row.publisher in self.agency.iris):
                    counts[row.main_class, reason] += 1
        return counts

    def may_leave(self, iri: str) -> bool:
        """Whether a node record may leave, such as feedback that is approved."""
        return iri in self._selection.nodes

    def may_be_named(self, iri: str) -> bool:
        """Whether an IRI that is no record that leaves may be shown: nothing keeps it back."""
        return not self._selection.bars.names(iri) and iri not in self._selection.bars.holds
