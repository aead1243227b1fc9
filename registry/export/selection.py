"""Selection: which records leave, and why the others do not.

What belongs to those that leave is found by `closure`. Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Final

from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.terms import DCAT
from danhmuc.vocab.valid_iris import are_valid_iris, valid_or_same

from ..record.bars import Bar, Bars
from ..record.record import NODE_ROLES, Role
from ..record.summary import is_narrower, is_retired, summary_of, without_status
from ..store.database import Connection
from ..store.later_bars import internal_by_now
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.selecting import Candidate, candidates, find_records, has_missing, sources_with_records
from ..store.stored_bars import read_bars
from ..store.stored_rows import sources_of
from ..store.waiting_elements import WaitingElement, waiting_elements
from ..verdicts.current_verdicts import CurrentVerdicts
from .annotations import Annotations
from .choice import RecordChoice
from .code_links import read_matched_codes
from .descriptions_within import DescriptionsWithin, topics_of
from .equal_things import EqualThings
from .fullness import choose_fullest
from .graph_cache import GraphCache
from .inner_parts import InnerParts
from .key_order import PAGE, KeyedRecord, in_key_order, pages_of
from .leaving import LeavingRecord, LeftOutRecord
from .left_out import LeftOut, reason_of_bar, source_named
from .listing import Listing
from .packed_candidates import PackedCandidates
from .record_filter import RecordFilter, find_filtered
from .report import BarredRecord
from .schema_links import SchemaLinks

__all__ = ["LEAVING_STATES", "Selection"]

LEAVING_STATES: Final = frozenset({"present", "missing"})
"""The states in which a record may leave."""
_CATALOG: Final = DCAT.Catalog.value


class Selection:
    """The records that leave, selected once.

    Attributes:
        leaving: the records and catalogue records that leave.
        nodes: the node records that leave if a record that leaves reaches them.
        bare: the node records of which no more than the IRI leaves.
        cuts: descriptions left out within records, since they leave elsewhere: IRIs by the IRI of the record.
        node_count: number of node records looked at.
        missing: number of records that leave although they are missing from their source.
        catalog_records_left_out: number of catalogue records left out although their topic leaves.
        listing: the links of catalogues.
        graphs: the graphs that were read to select.
        annotations: feedback, requests and agreements, and what of them leaves.
        schemas: table schemas, and with which datasets they leave.
        matched_codes: lines about codes that persons matched, by the conceptual domain that they leave with.
        today: the day of registrations.
    """

    def __init__(
        self,
        connection: Connection,
        source_id: int | None = None,
        choice: RecordChoice | None = None,
        iris: Collection[str] | None = None,
        *,
        names_left_out: bool = False,
        only_present: bool = False,
        verdicts: CurrentVerdicts | None = None,
        filters: Collection[RecordFilter] = (),
        today: date | None = None,
        waiting: Mapping[int, WaitingElement] | None = None,
    ) -> None:
        """Select.

        Args:
            source_id: of this source only.
            choice: the choice of records, if it is not all.
            iris: the only ones looked at, if not all are; whatever bars them is known.
            names_left_out: whether the records left out are wanted one by one.
            only_present: whether records that are missing from their source are left out, too.
            verdicts: those of today; None if stored verdicts count as they are.
            filters: what a record must fit; those that do not are left out, each for its reason.
            today: the day of registrations; None for the day in Viet Nam.
            waiting: the elements that wait for a decision on that day, if they are known.

        Raises:
            UnknownNameError: no record has what the choice names.
            RegistryError: a graph is damaged.
        """
        self._connection = connection
        self._scope = (source_id, iris)
        self._verdicts = verdicts
        self.today = today_in_vietnam() if today is None else today
        if verdicts is not None:
            waiting = verdicts.waiting
        self._waiting = waiting_elements(connection, self.today) if waiting is None else waiting
        self._bars = read_bars(connection, None if iris is None else self._find_barred_names(iris))
        self._equal = EqualThings.read(connection, self._bars.equal)
        self._filtered: Mapping[int, str] = {}
        self._states = frozenset({"present"}) if only_present else LEAVING_STATES
        self._several: dict[str, list[Candidate]] = {}
        self._several_nodes: dict[str, list[Candidate]] = {}
        self._has_catalog_records = False
        self.leaving = PackedCandidates()
        self.nodes = PackedCandidates()
        self.bare = PackedCandidates()
        self.graphs = GraphCache(connection)
        self._out = LeftOut(self._bars, verdicts, names=names_left_out)
        self.node_count = 0
        self.catalog_records_left_out = 0
        self.listing = Listing(connection, self._bars, self.leaving, is_whole=choice is None and not filters)
        self.listing.stands_for.update(self._equal.renamed)
        self.listing.has_missing = has_missing(connection, source_id)
        sources = sources_of(connection)
        self._internal = {source.id for source in sources if source.settings.internal} | internal_by_now(connection)
        retired = {source.id for source in sources if source.retired_at is not None}
        self._withdrawn = retired - sources_with_records(connection, retired, LEAVING_STATES)
        self._outside = {source.id for source in sources if any(not one.has_source(source.name) for one in filters)}
        if filters:
            records = self._read(role="record")
            settle_state = _as_stored if verdicts is None else verdicts.settle_state
            self._filtered = find_filtered(
                connection, records, filters, self.listing.targets, day=self.today, settle_state=settle_state
            )
        self._select_records(choice)
        self._within = DescriptionsWithin(connection, self._bars, self.graphs, self.leaving, self._out)
        self._within.drop_holders()
        matching = self._within.repeated_parts()
        self._drop_parts(matching)
        if self._add_catalog_records():
            matching = self._within.repeated_parts()
            self._drop_parts(matching)
        self.cuts = matching.cuts(self.leaving)
        self.missing = self.leaving.count(role="record", state="missing")
        self._within.drop_speakers(self.nodes, self.listing.hidden)
        self._describe_once()
        self.annotations = Annotations.read(connection, self.leaving, self.nodes, iris)
        self._drop_annotations()
        self.schemas = SchemaLinks.read(connection, self.leaving, self.nodes)
        self.matched_codes = read_matched_codes(connection, self.nodes)
        self._drop_schemas()

    @property
    def profile(self) -> str | None:
        """The profile by which all that leaves was accepted; None if each was by that of its source."""
        return None if self._verdicts is None else self._verdicts.profile

    @property
    def left_out(self) -> Counter[str]:
        """The number of records left out, by reason."""
        return self._out.counts

    @property
    def left_out_records(self) -> Sequence[LeftOutRecord]:
        """The records left out, if they were asked for."""
        return self._out.records

    @property
    def unnamed(self) -> int:
        """The number of records left out that their own source marks as state secrets."""
        return self._out.unnamed

    @property
    def barred(self) -> list[BarredRecord]:
        """The records that are kept back by another source, or because of an IRI that is not their own, by IRI."""
        return sorted(self._out.barred, key=lambda barred: (barred.iri, barred.source))

    @property
    def bars(self) -> Bars:
        """The bars of the registry."""
        return self._bars

    def pages(self, size: int) -> Iterator[list[KeyedRecord]]:
        """The records that leave, without catalogue records, in the order of their keys, so many at a time."""
        yield from pages_of(self.in_key_order(), size)

    def in_key_order(self) -> Iterator[KeyedRecord]:
        """The records that leave, without catalogue records, in the order of their keys in a feed."""
        return in_key_order(self._connection, self.leaving)

    def reason_against(self, candidate: Candidate) -> str | None:
        """Why no version may leave, as far as verdicts and the newest version say; None if one may."""
        if is_retired(candidate.newest_publicity) or is_retired(candidate.publicity):
            return "retired"
        if candidate.version_id is None:
            is_validated = self._verdicts is None or self._verdicts.is_validated(candidate)
            return "never-accepted" if is_validated else "not-validated"
        newest = (candidate.newest_id, candidate.newest_publicity)
        said = [newest] if candidate.held is None else [newest, (candidate.held.version_id, candidate.held.publicity)]
        if any(self._is_narrowed(candidate, candidate.version_id, *one) for one in said):
            return "narrowed"
        return None

    def leaving_as(self, candidate: Candidate) -> LeavingRecord:
        """Whether one of the candidates looked at leaves, and if not, why; `left_out_records` must be there."""
        for one in self.left_out_records:
            if (one.iri, one.source) == (candidate.iri, candidate.source):
                return LeavingRecord(leaves=False, reason=one.reason, by=one.by, instead=one.instead)
        leaving = self.leaving.get(candidate.iri)
        if leaving is not None and leaving.source_id == candidate.source_id:
            return LeavingRecord(leaves=True, is_newest=candidate.version_id == candidate.newest_id)
        if candidate.source_id in self._internal:
            return LeavingRecord(leaves=False, reason="internal")
        if candidate.state not in LEAVING_STATES:
            return LeavingRecord(leaves=False, reason=candidate.state)
        if candidate.role in NODE_ROLES and candidate.source_id in self._withdrawn:
            return LeavingRecord(leaves=False, reason="withdrawn")
        if (bar := self._bar_of(candidate)) is not None:
            by = source_named(candidate, bar)
            return LeavingRecord(leaves=False, reason=reason_of_bar(candidate, bar), by=by)
        if (reason := self.reason_against(candidate)) is not None:
            return LeavingRecord(leaves=False, reason=reason)
        if candidate.role == "catalog-record":
            return LeavingRecord(leaves=False, reason="topic-left-out")
        if (hidden := self._reason_of_hidden(candidate.iri)) is not None:
            return LeavingRecord(leaves=False, reason=hidden)
        node = self.nodes.get(candidate.iri)
        if node is None or node.source_id != candidate.source_id:
            return LeavingRecord(leaves=False, reason="other-source", by=None if node is None else node.source)
        return LeavingRecord(leaves=None, is_newest=candidate.version_id == candidate.newest_id)

    def _reason_of_hidden(self, iri: str) -> str | None:
        """Why a node record never leaves, whatever reaches it."""
        if iri in self.annotations.hidden:
            return "not-approved"
        return "without-dataset" if iri in self.schemas.hidden else None

    def nodes_within(self) -> Iterator[str]:
        """The IRIs of node records that the graph of a record that leaves describes, so that they leave there.

        Those within catalogue records are not among them.
        """
        parts = self._within.parts_with_iris(chain(self.nodes, self.bare))
        return (iri for iri in parts.held_in(self.leaving) if iri in self.nodes or iri in self.bare)

    # ---------------------------------------------------------------- node records, records, catalogue records

    def _select_records(self, choice: RecordChoice | None) -> None:
        """Add the records and node records that may leave, each IRI once."""
        if choice is None:
            records: Iterable[Candidate] = self._once_by_valid_iri(self._candidates())
        else:
            all_records = self._read(role="record")
            chosen = self._choose(self._once_by_valid_iri(all_records), choice)
            records = (record for record in self._candidates() if record.record_id in chosen)
        for record in records:
            self._consider(record)
        self._filtered = {}
        self._choose_fullest(self.nodes)
        self._choose_fullest(self.leaving)
        self._drop_equal()

    def _read(self, role: Role | None = None) -> Iterator[Candidate]:
        """The candidates, all or those of a role, with the versions that may leave by the verdicts that count."""
        found = candidates(self._connection, *self._scope, role=role, profile=self.profile, waiting=self._waiting)
        return found if self._verdicts is None else map(self._verdicts.apply, found)

    def _find_barred_names(self, iris: Collection[str]) -> set[str]:
        """Some IRIs, with all whose bars may keep them back: what their graphs describe, or speak of."""
        found = set(iris)
        for page in pages_of(self._read(), PAGE):
            found.update(one.iri for one in page)
            leaving = [one.version_id for one in page if one.version_id is not None and one.state in LEAVING_STATES]
            for nquads in graph_bodies(with_words(self._connection, "deciding"), leaving).values():
                found |= iri_subjects(nquads) | topics_of(nquads)
        return found

    def _candidates(self) -> Iterator[Candidate]:
        """The records; node records between them are added on the way."""
        closed = self._withdrawn | self._internal | self._outside
        for one in self._read():
            if one.role == "record":
                yield one
            elif one.role == "catalog-record":
                self._has_catalog_records = True
            else:
                self.node_count += 1
                # None of an internal source leaves, or of one removed with all its records.
                if one.state in LEAVING_STATES and one.source_id not in closed and self._bar_of(one) is None:
                    self._add(self.bare if self.reason_against(one) is not None else self.nodes, one)

    def _once_by_valid_iri(self, records: Iterable[Candidate]) -> Iterator[Candidate]:
        """The records without those whose repaired IRI is that of another one, which would leave as one with it."""
        source_id, iris = self._scope
        for page in pages_of(records, PAGE):
            named = {record.iri for record in page if record.source_id not in self._internal}
            if are_valid_iris(named):
                yield from page
                continue
            repaired = {iri: valid for iri in named if (valid := valid_or_same(iri)) != iri}
            wanted = set(repaired.values()) if iris is None else set(repaired.values()).intersection(iris)
            there = find_records(self._connection, wanted, source_id, without=self._internal)
            for record in page:
                if record.source_id not in self._internal and repaired.get(record.iri) in there:
                    self._out.add(record, "other-source")
                else:
                    yield record

    def _choose(self, records: Iterable[Candidate], choice: RecordChoice) -> set[int]:
        """The keys of the records chosen, and of the catalogues that list one of them, directly or through another."""
        catalogs: list[Candidate] = []
        asked: set[str] = set()
        chosen: set[int] = set()
        for page in pages_of(records, PAGE):
            # The version that leaves is matched; if none may leave, the newest one.
            keys = [record.newest_id if record.version_id is None else record.version_id for record in page]
            stored = graph_bodies(with_words(self._connection, "deciding"), keys)
            for record, key in zip(page, keys, strict=True):
                if choice.fits(record.iri, stored[key]):
                    chosen.add(record.record_id)
                    asked.add(record.iri)
                elif record.main_class == _CATALOG:
                    catalogs.append(record)
        choice.require()
        while fresh := [record for record in catalogs if not asked.isdisjoint(self.listing.targets(record))]:
            chosen.update(record.record_id for record in fresh)
            asked.update(record.iri for record in fresh)
            catalogs = [record for record in catalogs if record.record_id not in chosen]
        return chosen

    def _consider(self, candidate: Candidate) -> None:
        if candidate.source_id in self._internal:
            self._out.add(candidate, "internal")
        elif candidate.state not in LEAVING_STATES:
            self._out.add(candidate, candidate.state)
        elif candidate.state not in self._states:
            self._leave_out_missing(candidate)
        elif (reason := self.reason_against(candidate)) is not None:
            self._out.add(candidate, reason)
        elif candidate.record_id in self._filtered and self._bar_of(candidate) is None:
            self._out.add(candidate, self._filtered[candidate.record_id])
        elif candidate.iri in self.leaving:
            if self._bar_of(candidate) is None:
                self._add(self.leaving, candidate)
            else:
                self._out.add(candidate, "other-source")
        elif (bar := self._bar_of(candidate)) is not None:
            self._out.add_barred(candidate, bar, because=candidate.iri)
        else:
            self._add(self.leaving, candidate)

    def _leave_out_missing(self, candidate: Candidate) -> None:
        """Leave out a record because it is missing, unless it would be kept back if it were there."""
        bar = self._bar_of(candidate)
        if bar is not None and candidate.iri not in self.leaving:
            self._out.add_barred(candidate, bar, because=candidate.iri)
        else:
            reason = self.reason_against(candidate)
            self._out.add(candidate, reason if reason in ("narrowed", "retired") else candidate.state)

    def _add(self, found: PackedCandidates, candidate: Candidate) -> None:
        """Add a candidate that may leave, or note that another source has one of its IRI."""
        first = found.get(candidate.iri)
        several = self._several_nodes if found is self.nodes else self._several
        if first is None:
            if found is not self.bare and len(several) >= PAGE:
                # Candidates come by IRI, so that no more of these come.
                self._choose_fullest(found)
            found[candidate.iri] = candidate
        elif found is not self.bare:
            several.setdefault(candidate.iri, [first]).append(candidate)

    def _choose_fullest(self, found: PackedCandidates) -> None:
        """Of the sources of one priority that describe one IRI, let the oldest that says no less stand for it."""
        several = self._several_nodes if found is self.nodes else self._several
        for one in choose_fullest(self._connection, several):
            found[one.iri] = one
        for group in several.values():
            chosen = found[group[0].iri]
            for one in group:
                if one.role == "record" and one.source_id != chosen.source_id:
                    self._out.add(one, "other-source", by=chosen.source)
        several.clear()

    def _drop_equal(self) -> None:
        """Of the IRIs that name one thing, let one leave."""
        for spare, first in list(self._equal.spare(self.leaving)):
            del self.leaving[spare.iri]
            self.listing.stands_for[spare.iri] = first.iri
            self._out.add(spare, "same-as", by=first.source, instead=first.iri)

    def _add_catalog_records(self) -> bool:
        """Add the catalogue records whose topics leave as their source describes them; returns whether there is one."""
        end = self.leaving.end
        if not self._has_catalog_records:
            return False
        for candidate in self._read(role="catalog-record"):
            if candidate.state not in self._states or self._bar_of(candidate) is not None or candidate.topic is None:
                continue
            topic = self.leaving.get(candidate.topic)
            if topic is None or topic.role != "record" or topic.source_id != candidate.source_id:
                continue
            if self.reason_against(candidate) is not None:
                self.catalog_records_left_out += 1
            elif candidate.iri not in self.leaving:
                self.leaving[candidate.iri] = candidate
        return self.leaving.end > end

    # ---------------------------------------------------------------- descriptions within graphs

    def _drop_parts(self, parts: InnerParts) -> None:
        """Leave out the records that leave within another one of their source."""
        for iri in list(parts.become_parts(self.leaving)):
            candidate = self.leaving[iri]
            del self.leaving[iri]
            if candidate.role == "record":
                self._out.add(candidate, "within-record")
            else:
                self.catalog_records_left_out += 1

    def _describe_once(self) -> None:
        """Let no IRI leave as a node record that leaves as a record, and none as a bare one that leaves as either."""
        for number in self.nodes.numbers():
            if self.nodes.iri(number) in self.leaving:
                self.nodes.remove(number)
        for number in self.bare.numbers():
            iri = self.bare.iri(number)
            if iri in self.nodes or iri in self.leaving:
                self.bare.remove(number)

    def _drop_annotations(self) -> None:
        """Leave out the feedback, requests and agreements that do not leave."""
        for found in (self.nodes, self.bare):
            for iri in self.annotations.hidden:
                if iri in found:
                    del found[iri]
        self.listing.hidden |= self.annotations.hidden

    def _drop_schemas(self) -> None:
        """Leave out the table schemas of which no dataset leaves."""
        for iri in self.schemas.hidden:
            if iri in self.nodes:
                del self.nodes[iri]

    # ---------------------------------------------------------------- what is left out

    def _is_narrowed(self, candidate: Candidate, version_id: int, said_id: int, publicity: str) -> bool:
        """Whether the source says, in another version, that less may be public than one that may leave; read from both.

        Statuses do not count here, since one that was undone is held as a statement. The column of a version is as the
        danhmuc that stored it understood the version.
        """
        if said_id == version_id:
            return False
        stored = graph_bodies(with_words(self._connection, "deciding"), [said_id, version_id])
        said, older = (
            without_status(summary_of(candidate.iri, stored[key]).publicity) for key in (said_id, version_id)
        )
        return is_narrower(said, older) or is_narrower(without_status(publicity), without_status(candidate.publicity))

    def _bar_of(self, candidate: Candidate) -> Bar | None:
        return self._bars.of(candidate.iri, candidate.publicity, source=candidate.source)


def _as_stored(_: Candidate, state: str | None) -> str | None:
    return state
