"""Selection: which records leave beside one another; why one does not leave by itself is said by `decider`.

What belongs to those that leave is found by `closure`. Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from io import BytesIO
from itertools import chain, groupby
from typing import Final, NamedTuple, cast

from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.messages import Message
from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.terms import DCAT
from danhmuc.vocab.valid_iris import are_valid_iris, valid_or_same

from ..record.bars import Bars
from ..record.local_iri import entry_key
from ..record.record import Role
from ..record.stored import VALIDATED_STATES
from ..record.summary import summary_of
from ..store.database import Connection
from ..store.identity_rows import current_iris, locals_of
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.selecting import (
    Candidate,
    candidates,
    find_described,
    find_records,
    has_missing,
    kept_members,
    listed_members,
)
from ..store.stored_bars import read_bars
from ..store.waiting_elements import WaitingElement, waiting_elements
from ..verdicts.current_verdicts import CurrentVerdicts
from ..verdicts.writer import ValidPart
from .annotations import Annotations
from .decider import Ground, LeavingDecider, topics_of
from .descriptions_within import DescriptionsWithin, InnerParts, SchemaLinks, read_matched_codes
from .packed_candidates import PAGE, GraphCache, PackedCandidates, pages_of
from .record_filter import RecordChoice, RecordFilter, find_filtered
from .report import LeavingRecord, LeftOut

# ---------------------------------------------------------------- fullness
# The description that is exported where several sources describe one IRI, or several IRIs name one thing.
#
# That of the source that goes first by priority; of several of one priority, the oldest one that says no less. Of
# several IRIs, that of the older source, then the older record; never that of an IRI which a record had before it was
# renamed, if there is another.
#
# Source of the rules: docs/decisions/0005-what-leaves.md, docs/decisions/0033-identity.md.

_BLANK: Final = re.compile(rb"^_:\S+|(?<= )_:[^\s<>\"]+(?= \.$)", re.MULTILINE)


def choose_fullest(connection: Connection, several: Mapping[str, Sequence[Candidate]]) -> Iterator[Candidate]:
    """One candidate for each IRI; those of an IRI stand in the order of their sources, and all may leave."""
    for page in _pages(list(several.values())):
        stored = graph_bodies(connection, [_version(candidate) for group in page for candidate in group])
        for group in page:
            best, *others = group
            for other in others:
                is_rival = other.priority == best.priority
                if is_rival and says_less(best.iri, stored[_version(best)], stored[_version(other)]):
                    best = other
            yield best


def says_less(iri: str, nquads: bytes, other: bytes) -> bool:
    """Whether a description has no name while another one has, or says nothing that the other does not say, too."""
    is_named = summary_of(iri, nquads).title is not None
    if is_named != (summary_of(iri, other).title is not None):
        return not is_named
    return _lines(nquads) < _lines(other)


def _lines(nquads: bytes) -> frozenset[bytes]:
    """The lines, whatever blank nodes are called."""
    return frozenset(_BLANK.sub(b"_:", nquads).splitlines())


def _version(candidate: Candidate) -> int:
    return cast("int", candidate.version_id)


def _pages(groups: list[Sequence[Candidate]]) -> Iterator[list[Sequence[Candidate]]]:
    """Groups with about so many candidates that one page of graphs has."""
    page: list[Sequence[Candidate]] = []
    size = 0
    for group in groups:
        page.append(group)
        size += len(group)
        if size >= PAGE:
            yield page
            page, size = [], 0
    if page:
        yield page


def spare_records(
    leaving: PackedCandidates, equal: Mapping[str, frozenset[str]], renamed: Container[str]
) -> Iterator[tuple[Candidate, Candidate]]:
    """The records that do not leave because another one of the same thing does, each with that one, by IRI.

    Args:
        equal: by IRI in its valid form, all IRIs that name the same thing, as `Bars` has them.
        renamed: the IRIs that records had before.
    """
    groups: dict[frozenset[str], list[Candidate]] = {}
    for iri, one in leaving.items() if equal else ():
        if one.role == "record" and (group := equal.get(valid_or_same(iri))):
            groups.setdefault(group, []).append(one)
    for some in groups.values():
        some.sort(key=lambda one: (one.iri in renamed, one.priority, one.source_id, one.record_id))
        yield from ((other, some[0]) for other in some[1:])


# ---------------------------------------------------------------- listing
# The records that catalogues list in an export: only such as leave, and also those that leave although missing.

_MEMBER: Final = re.compile(
    rb"<[^<>\s]*> (?:%b) <(?P<target>[^<>\s]*)> \.$"
    % b"|".join(re.escape(str(prop).encode()) for prop in sorted(MEMBERSHIP, key=str))
)


class Listing:
    """The links of catalogues to what they list.

    Attributes:
        has_missing: whether anything is missing from its source.
        hidden: IRIs of what is left out, though it is no record.
        still_listed: number of links written that the newest reading of their source no longer has.
        stands_for: the IRI that leaves in place of another one, by that other one: of a renamed record, or of the same
            thing.
    """

    def __init__(self, connection: Connection, bars: Bars, leaving: PackedCandidates, *, is_whole: bool) -> None:
        """`leaving` has the records that leave, and fills while they are selected."""
        self._connection = connection
        self._bars = bars
        self._leaving = leaving
        self._is_whole = is_whole
        self.has_missing = False
        self.hidden: set[str] = set()
        self.still_listed = 0
        self.stands_for: dict[str, str] = {}

    def targets(self, catalog: Candidate) -> set[str]:
        """The IRIs that a catalogue lists, whether they leave or not."""
        found = {target for _, target in listed_members(self._connection, catalog.source_id, catalog.iri)}
        found |= {target for _, target in self._kept_links(catalog)}
        if catalog.version_id is not None:
            # A catalogue put by a program has its links in its own graph.
            connection = with_words(self._connection, "deciding")
            lines = graph_bodies(connection, [catalog.version_id])[catalog.version_id].splitlines()
            found |= {link["target"].decode() for line in lines if (link := _MEMBER.match(line)) is not None}
        return found | {self.stands_for[target] for target in found & self.stands_for.keys()}

    def with_members(self, catalog: Candidate, nquads: bytes, among: Container[str] | None = None) -> bytes:
        """The catalogue's graph with what it lists, without links to records that are left out.

        A catalogue put by a program has its links in its own graph.

        Args:
            among: the only IRIs that it is to list, if not all.
        """
        out = BytesIO()
        out.writelines(self.lines_with_members(catalog, nquads, among))
        return out.getvalue()

    def lines_with_members(
        self, catalog: Candidate, nquads: bytes, among: Container[str] | None = None
    ) -> Iterator[bytes]:
        """The lines of `with_members`, one by one."""
        rest: list[bytes] = []
        links: dict[bytes, str] = {}
        for line in nquads.splitlines(keepends=True):
            found = _MEMBER.match(line)
            if found is None:
                rest.append(line)
            else:
                links[line] = found["target"].decode()
        links |= self._lines_still_listed(catalog, links)
        # A catalogue may list all that there is: only what does not leave is held.
        others = {line: target for line, target in self._lines_of_members(catalog) if target not in self._leaving}
        others |= {line: target for line, target in links.items() if target not in self._leaving}
        kept = {line: target for line, target in links.items() if line not in others} | self._elsewhere(others)
        more = [line for line, target in kept.items() if among is None or target in among]
        more += self._lines_instead(others, among)
        listed = (
            line
            for line, target in self._lines_of_members(catalog)
            if target in self._leaving and (among is None or target in among)
        )
        yield from (line for line, _ in groupby(merge(sorted([*rest, *more]), listed)))

    def _lines_of_members(self, catalog: Candidate) -> Iterator[tuple[bytes, str]]:
        """The lines of what a catalogue lists now, each with its target, sorted."""
        for prop, target in listed_members(self._connection, catalog.source_id, catalog.iri):
            yield _line(catalog.iri, prop, target), target

    def _lines_still_listed(self, catalog: Candidate, links: Mapping[bytes, str]) -> dict[bytes, str]:
        """The lines of what leaves, but is listed no longer since it, or the catalogue, is missing; without `links`."""
        still = {
            line: target
            for prop, target in self._kept_links(catalog)
            if self._leaves_from(target, catalog) and (line := _line(catalog.iri, prop, target)) not in links
        }
        if still:
            for line, _ in self._lines_of_members(catalog):
                still.pop(line, None)
        self.still_listed += len(still)
        return still

    def _elsewhere(self, others: Mapping[bytes, str]) -> dict[bytes, str]:
        """The links, of some to what does not leave, that lead to what no source describes.

        They leave, too, unless records are chosen: then it was not chosen.
        """
        if not self._is_whole or not others:
            return {}
        described = find_described(self._connection, {*others.values()})
        described |= self.hidden | {target for target in others.values() if self._bars.of_any_version(target)}
        described |= self.stands_for.keys()
        return {line: target for line, target in others.items() if target not in described}

    def _lines_instead(self, links: Mapping[bytes, str], among: Container[str] | None) -> list[bytes]:
        """The links to what leaves in place of what a catalogue lists."""
        return [
            _with_target(line, target, instead)
            for line, target in links.items()
            if (instead := self._instead(target)) in self._leaving and (among is None or instead in among)
        ]

    def _instead(self, target: str) -> str:
        """The IRI that stands for another one, which may stand for a third; itself if none does."""
        seen = {target}
        while (following := self.stands_for.get(target)) is not None and following not in seen:
            seen.add(following)
            target = following
        return target

    def _leaves_from(self, target: str, catalog: Candidate) -> bool:
        """Whether a record leaves as the catalogue's own source describes it."""
        found = self._leaving.get(target)
        return found is not None and found.source_id == catalog.source_id

    def _kept_links(self, catalog: Candidate) -> Iterator[tuple[str, str]]:
        """Property and target of what a catalogue listed until the target, or the catalogue, was missing."""
        return kept_members(self._connection, catalog.source_id, catalog.iri) if self.has_missing else iter(())


def _with_target(line: bytes, target: str, instead: str) -> bytes:
    end = f" <{target}> .\n".encode()
    return line.removesuffix(end) + f" <{instead}> .\n".encode()


def _line(catalog: str, prop: str, target: str) -> bytes:
    return f"<{catalog}> <{prop}> <{target}> .\n".encode()


# ---------------------------------------------------------------- selection

_CATALOG: Final = DCAT.Catalog.value


class KeyedRecord(NamedTuple):
    """A record that leaves, by the key that it has in a feed."""

    key: str
    iri: str


class Selection:
    """The records that leave, selected once.

    Attributes:
        leaving: the records and catalogue records that leave.
        nodes: the node records that leave if a record that leaves reaches them.
        faulty: the node records of which no version is accepted; those with a valid part are among `nodes`, too, and of
            the others no more than the IRI leaves.
        valid_parts: the valid parts of these by IRI, as far as they were validated.
        bars: those of the registry, or of the IRIs that are looked at.
        decider: why records do not leave, each by itself.
        left_out: the records left out.
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
        self.bars = read_bars(connection, None if iris is None else self._find_barred_names(iris))
        self._renamed = current_iris(connection) if self.bars.equal else {}
        self.decider = LeavingDecider(connection, self.bars, verdicts, only_present=only_present, filters=filters)
        self._parts: set[str] = set()
        self._several: dict[str, list[Candidate]] = {}
        self._several_nodes: dict[str, list[Candidate]] = {}
        self._has_catalog_records = False
        self.leaving = PackedCandidates()
        self.nodes = PackedCandidates()
        self.faulty = PackedCandidates()
        self._more_faulty: list[Candidate] = []
        self.valid_parts: dict[str, ValidPart] = {}
        self.graphs = GraphCache(connection)
        self.left_out = LeftOut(self.bars, verdicts, names=names_left_out)
        self.node_count = 0
        self.catalog_records_left_out = 0
        self.listing = Listing(connection, self.bars, self.leaving, is_whole=choice is None and not filters)
        self.listing.stands_for.update(self._renamed)
        self.listing.has_missing = has_missing(connection, source_id)
        if filters:
            records = self._read(role="record")
            settle_state = _as_stored if verdicts is None else verdicts.settle_state
            self.decider.filtered = find_filtered(
                connection, records, filters, self.listing.targets, day=self.today, settle_state=settle_state
            )
        self._select_records(choice)
        self._within = DescriptionsWithin(connection, self.decider, self.graphs, self.leaving, self.left_out)
        self._within.drop_holders()
        matching = self._within.repeated_parts()
        self._drop_parts(matching)
        if self._add_catalog_records():
            matching = self._within.repeated_parts()
            self._drop_parts(matching)
        self.cuts = matching.cuts(self.leaving)
        self.missing = self.leaving.count(role="record", state="missing")
        # No IRI leaves as a node record that leaves as a record, and none as a faulty one that leaves as either.
        self.nodes.remove_all(iri for iri in self.nodes if iri in self.leaving)
        self.faulty.remove_all(iri for iri in self.faulty if iri in self.nodes or iri in self.leaving)
        self._add_valid_parts()
        self._within.drop_speakers(self.nodes, self.nodes.numbers(), self.listing.hidden)
        self.annotations = Annotations.read(connection, self.leaving, self.nodes, iris)
        self.nodes.remove_all(self.annotations.hidden)
        self.listing.hidden |= self.annotations.hidden
        self.schemas = SchemaLinks.read(connection, self.leaving, self.nodes)
        self.matched_codes = read_matched_codes(connection, self.nodes)
        self.nodes.remove_all(self.schemas.hidden)
        self.faulty.remove_all(self.listing.hidden | self.schemas.hidden)

    @property
    def profile(self) -> str | None:
        """The profile by which all that leaves was accepted; None if each was by that of its source."""
        return None if self._verdicts is None else self._verdicts.profile

    @property
    def validated(self) -> int:
        """The number of versions that were validated to select, since their stored verdicts were not current."""
        return 0 if self._verdicts is None else self._verdicts.validated

    @property
    def same_rules_until(self) -> date | None:
        """The last day on which the verdicts of today are by the rules of that day; None if they always are."""
        return None if self._verdicts is None else self._verdicts.same_rules_until

    @property
    def not_validated(self) -> dict[str, Message]:
        """Why sources cannot be validated, by name."""
        errors = {} if self._verdicts is None else self._verdicts.not_validated
        return {name: error.message for name, error in sorted(errors.items())}

    def pages(self, size: int) -> Iterator[list[KeyedRecord]]:
        """The records that leave, without catalogue records, in the order of their keys, so many at a time."""
        yield from pages_of(self.in_key_order(), size)

    def in_key_order(self) -> Iterator[KeyedRecord]:
        """The records that leave, without catalogue records, in the order of their keys in a feed."""
        leaving, keys = self.leaving, []
        for page in pages_of((one for one in leaving.numbers() if leaving.kind(one).role == "record"), PAGE):
            found = locals_of(self._connection, [leaving.record_id(number) for number in page])
            for number in page:
                one = found[leaving.record_id(number)]
                # One integer, and not a pair with a text, of which there may be many.
                keys.append(int(entry_key(one.source_id, one.local).replace("-", ""), 16) << 32 | number)
        keys.sort()
        for packed in keys:
            digits = f"{packed >> 32:024x}"
            yield KeyedRecord(f"{digits[:8]}-{digits[8:]}", leaving.iri(packed & 0xFFFFFFFF))

    def leaving_as(self, candidate: Candidate) -> LeavingRecord:
        """Whether one of the candidates looked at leaves, and if not, why; the records left out must be named."""
        for one in self.left_out.records:
            if (one.iri, one.source) == (candidate.iri, candidate.source):
                return LeavingRecord(leaves=False, reason=one.reason, by=one.by, instead=one.instead)
        leaving = self.leaving.get(candidate.iri)
        if leaving is not None and leaving.source_id == candidate.source_id:
            return LeavingRecord(leaves=True, is_newest=candidate.version_id == candidate.newest_id)
        node = self.nodes.get(candidate.iri)
        leaves_in_part = node is not None and candidate.iri in self.faulty and node.source_id == candidate.source_id
        ground = None if leaves_in_part else self.decider.find(candidate) or self._ground_beside(candidate)
        if ground is not None:
            return LeavingRecord(leaves=False, reason=ground.reason, by=ground.by)
        is_newest = leaves_in_part or candidate.version_id == candidate.newest_id
        return LeavingRecord(leaves=None, is_newest=is_newest)

    def _ground_beside(self, candidate: Candidate) -> Ground | None:
        """Why a node record or catalogue record that may leave by itself does not leave beside others."""
        iri = candidate.iri
        if candidate.role == "catalog-record":
            if iri in self._parts:
                return Ground("within-record")
            if not self._leaves_with_topic(candidate):
                return Ground("topic-left-out")
            chosen = self.leaving.get(iri)
        elif iri in self.annotations.hidden:
            return Ground("not-approved")
        elif iri in self.schemas.hidden:
            return Ground("without-dataset")
        else:
            chosen = self.nodes.get(iri)
            if chosen is not None and chosen.source_id == candidate.source_id:
                return None
        return Ground("other-source", by=None if chosen is None else chosen.source)

    def nodes_within(self) -> Iterator[str]:
        """The IRIs of node records that the graph of a record that leaves describes, so that they leave there.

        Those within catalogue records are not among them.
        """
        parts = self._within.parts_with_iris(chain(self.nodes, self.faulty))
        return (iri for iri in parts.held_in(self.leaving) if iri in self.nodes or iri in self.faulty)

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
        self.decider.filtered = {}
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
            leaving = [one.version_id for one in page if one.version_id is not None and one.state in VALIDATED_STATES]
            for nquads in graph_bodies(with_words(self._connection, "deciding"), leaving).values():
                found |= iri_subjects(nquads) | topics_of(nquads)
        return found

    def _candidates(self) -> Iterator[Candidate]:
        """The records; node records between them are added on the way."""
        for one in self._read():
            if one.role == "record":
                yield one
            elif one.role == "catalog-record":
                self._has_catalog_records = True
            else:
                self.node_count += 1
                ground = self.decider.find(one)
                if ground is None:
                    self._add(self.nodes, one)
                elif self.decider.only_lacks_version(one, ground):
                    self._add(self.faulty, one)

    def _once_by_valid_iri(self, records: Iterable[Candidate]) -> Iterator[Candidate]:
        """The records without those whose repaired IRI is that of another one, which would leave as one with it."""
        source_id, iris = self._scope
        for page in pages_of(records, PAGE):
            named = {record.iri for record in page if record.source_id not in self.decider.internal}
            if are_valid_iris(named):
                yield from page
                continue
            repaired = {iri: valid for iri in named if (valid := valid_or_same(iri)) != iri}
            wanted = set(repaired.values()) if iris is None else set(repaired.values()).intersection(iris)
            there = find_records(self._connection, wanted, source_id, without=self.decider.internal)
            for record in page:
                if repaired.get(record.iri) in there:
                    self.left_out.add(record, self.decider.find(record) or Ground("other-source"))
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
        ground = self.decider.find(candidate)
        if ground is None:
            self._add(self.leaving, candidate)
        elif ground.bar is not None and candidate.iri in self.leaving:
            self.left_out.add(candidate, self.decider.find_beside_bars(candidate) or Ground("other-source"))
        else:
            self.left_out.add(candidate, ground)

    def _add(self, found: PackedCandidates, candidate: Candidate) -> None:
        """Add a candidate that may leave, or note that another source has one of its IRI."""
        first = found.get(candidate.iri)
        several = self._several_nodes if found is self.nodes else self._several
        if first is None:
            if found is not self.faulty and len(several) >= PAGE:
                # Candidates come by IRI, so that no more of these come.
                self._choose_fullest(found)
            found[candidate.iri] = candidate
        elif found is self.faulty:
            self._more_faulty.append(candidate)
        else:
            several.setdefault(candidate.iri, [first]).append(candidate)

    def _add_valid_parts(self) -> None:
        """Let node records of which no version is accepted leave without the values that violations name.

        Of several sources that describe an IRI, that of the first of which a part is accepted.
        """
        if self._verdicts is None:
            return
        for page in pages_of(chain([one for _, one in self.faulty.items()], self._more_faulty), PAGE):
            by_source: defaultdict[int, dict[str, Candidate]] = defaultdict(dict)
            for one in page:
                whole = one._replace(version_id=one.newest_id, publicity=one.newest_publicity)
                is_bare = one.record_id in self._waiting or self.decider.find(whole) is not None
                if one.iri in self.faulty and not is_bare:
                    by_source[one.source_id][one.iri] = whole
            for source_id, some in by_source.items():
                for iri, part in self._verdicts.valid_parts(self._connection, source_id, some):
                    if iri in self.nodes:
                        continue
                    if part.left_out is not None:
                        self.faulty[iri] = self.nodes[iri] = some[iri]
                        self.valid_parts[iri] = part
                    self.valid_parts.setdefault(iri, part)
        self._more_faulty.clear()

    def _choose_fullest(self, found: PackedCandidates) -> None:
        """Of the sources of one priority that describe one IRI, let the oldest that says no less stand for it."""
        several = self._several_nodes if found is self.nodes else self._several
        for one in choose_fullest(self._connection, several):
            found[one.iri] = one
        for group in several.values():
            chosen = found[group[0].iri]
            for one in group:
                if one.role == "record" and one.source_id != chosen.source_id:
                    self.left_out.add(one, Ground("other-source", by=chosen.source))
        several.clear()

    def _drop_equal(self) -> None:
        """Of the IRIs that name one thing, let one leave."""
        for spare, first in list(spare_records(self.leaving, self.bars.equal, self._renamed)):
            del self.leaving[spare.iri]
            self.listing.stands_for[spare.iri] = first.iri
            self.left_out.add(spare, Ground("same-as", by=first.source, instead=first.iri))

    def _add_catalog_records(self) -> bool:
        """Add the catalogue records whose topics leave as their source describes them; returns whether there is one."""
        end = self.leaving.end
        if not self._has_catalog_records:
            return False
        for candidate in self._read(role="catalog-record"):
            if not self._leaves_with_topic(candidate):
                continue
            ground = self.decider.find(candidate)
            if ground is None and candidate.iri not in self.leaving:
                self.leaving[candidate.iri] = candidate
            elif ground is not None:
                self.catalog_records_left_out += self.decider.only_lacks_version(candidate, ground)
        added = (one for one in self.leaving.numbers() if self.leaving.kind(one).role == "catalog-record")
        self._within.drop_speakers(self.leaving, added, self.listing.hidden)
        return self.leaving.end > end

    def _leaves_with_topic(self, candidate: Candidate) -> bool:
        """Whether the topic of a catalogue record leaves as its source describes it."""
        topic = None if candidate.topic is None else self.leaving.get(candidate.topic)
        return topic is not None and topic.role == "record" and topic.source_id == candidate.source_id

    # ---------------------------------------------------------------- descriptions within graphs

    def _drop_parts(self, parts: InnerParts) -> None:
        """Leave out the records that leave within another one of their source."""
        for iri in list(parts.become_parts(self.leaving)):
            candidate = self.leaving[iri]
            del self.leaving[iri]
            if candidate.role == "record":
                self.left_out.add(candidate, Ground("within-record"))
            else:
                self._parts.add(iri)
                self.catalog_records_left_out += 1


def _as_stored(_: Candidate, state: str | None) -> str | None:
    return state
