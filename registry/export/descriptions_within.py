"""Descriptions within the graphs of records, and table schemas: each leaves once, with what it describes.

Descriptions within the graphs of records, such as those of distributions: each IRI leaves once.

Also which records they keep from leaving. Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from pyoxigraph import Literal

from danhmuc.vocab.concepts import load as load_list
from danhmuc.vocab.concepts import tokens
from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.terms import CSVW, DCAT, DCT, DMV, SKOS

from ..store.database import Connection
from ..store.elements import decisions, schema_iris, stated_schema_links
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.selecting import Candidate
from ..store.waiting_elements import lists_of_versions
from .decider import Ground, LeavingDecider, topics_of
from .packed_candidates import PAGE, GraphCache, PackedCandidates, pages_of
from .report import LeftOut

# ---------------------------------------------------------------- schema links
# Table schemas: each leaves only with a dataset that leaves, is named by it, and names what persons decided.
#
# Codes that persons matched leave with the conceptual domain whose lists both are of, as SKOS has it.
#
# Source of the rules: docs/decisions/0075-data-elements.md.

_DATASETS: Final = frozenset({DCAT.Dataset.value, DCAT.DatasetSeries.value, DMV.Database.value})
"""Classes of what has data of its own; that a service or a catalogue names a schema lets none leave."""
_IS_SCHEMA_OF: Final = f" {DMV.isSchemaOf} ".encode()
_CONFORMS_TO: Final = str(DCT.conformsTo)
_Columns: TypeAlias = Mapping[str, Mapping[str, Collection[str]]]


class SchemaLinks:
    """The table schemas of a registry, as an export sees them.

    Attributes:
        hidden: IRIs of those that do not leave.
    """

    def __init__(
        self,
        hidden: Collection[str],
        links: Mapping[str, Collection[str]],
        uses: _Columns = MappingProxyType({}),
        rejected: _Columns = MappingProxyType({}),
    ) -> None:
        """Of some table schemas.

        Args:
            hidden: IRIs of those that do not leave.
            links: IRIs of the schemas that leave, by the dataset of which they or persons say that it has them.
            uses: IRIs of the data elements that leave and that persons accepted for a column, by schema and column.
            rejected: IRIs of the data elements that persons rejected for a column, likewise.
        """
        self.hidden = frozenset(hidden)
        self._links = links
        self._uses = uses
        self._rejected = rejected

    @classmethod
    def read(cls, connection: Connection, leaving: PackedCandidates, nodes: PackedCandidates) -> SchemaLinks:
        """The table schemas of a registry.

        Args:
            leaving, nodes: the records, and the node records that leave if they are reached.
        """
        schemas = schema_iris(connection)
        if not schemas:
            return cls((), {})
        shown = {iri for iri in schemas if iri in nodes}
        named: set[str] = set()
        links: defaultdict[str, set[str]] = defaultdict(set)
        for link in stated_schema_links(connection, shown):
            dataset, schema = leaving.get(link.dataset), nodes.get(link.schema)
            if dataset is None or schema is None or dataset.main_class not in _DATASETS:
                continue
            # What counts is the version that leaves: an older or newer one may say otherwise.
            if link.version_id == (schema if link.is_inverse else dataset).version_id:
                named.add(link.schema)
                if link.is_inverse:
                    links[link.dataset].add(link.schema)
        for decision in decisions(connection, "dataset"):
            dataset = leaving.get(decision.target)
            if decision.schema in shown and dataset is not None and dataset.main_class in _DATASETS:
                named.add(decision.schema)
                links[decision.target].add(decision.schema)
        uses: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        rejected: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for decision in decisions(connection, "match"):
            if decision.outcome == "rejected":
                rejected[decision.schema][decision.column].add(decision.target)
            # An element that does not leave is not named either.
            if decision.outcome == "accepted" and decision.schema in named and decision.target in nodes:
                uses[decision.schema][decision.column].add(decision.target)
        return cls(set(schemas) - named, links, uses, rejected)

    def leaving_part(self, iri: str, nquads: bytes) -> bytes:
        """The lines of the graph of an IRI that leave, with links to schemas and elements, which are in no digest.

        What a schema says of its datasets does not leave: some of them may be withheld. Nor does that a column uses a
        data element, if a person rejected that.

        Args:
            nquads: canonical lines, sorted.
        """
        links, uses, rejected = self._links.get(iri), self._uses.get(iri), self._rejected.get(iri)
        if links is None and uses is None and rejected is None and _IS_SCHEMA_OF not in nquads:
            return nquads
        lines = set(_without_datasets(nquads.splitlines(keepends=True)))
        if rejected is not None:
            lines -= set(_rejected_uses(list(lines), rejected))
        if uses is not None:
            lines.update(_uses_of_columns(list(lines), uses))
        lines.update(f"<{iri}> {_CONFORMS_TO} <{schema}> .\n".encode() for schema in links or ())
        return b"".join(sorted(lines))


def _uses_of_columns(lines: Iterable[bytes], uses: Mapping[str, Collection[str]]) -> Iterator[bytes]:
    """The lines by which columns with a name use data elements, as those that state it have them."""
    ends = {f" {CSVW.name} {Literal(column)} .\n".encode(): elements for column, elements in uses.items()}
    for line in lines:
        node, space, rest = line.partition(b" ")
        if node.startswith(b"_:"):
            for element in ends.get(space + rest, ()):
                yield node + f" {DMV.dataElement} <{element}> .\n".encode()


def _rejected_uses(lines: Iterable[bytes], rejected: Mapping[str, Collection[str]]) -> Iterator[bytes]:
    """The lines by which a column could say that it uses a data element that was rejected for its name."""
    begins = {f"{CSVW.name} {Literal(column)}".encode(): elements for column, elements in rejected.items()}
    for line in lines:
        node, _, rest = line.partition(b" ")
        for begin, elements in begins.items():
            # A name may have a language or datatype.
            if rest.startswith(begin) and rest[len(begin) : len(begin) + 1] in (b" ", b"@", b"^"):
                yield from (node + f" {DMV.dataElement} <{element}> .\n".encode() for element in elements)


def _without_datasets(lines: Iterable[bytes]) -> Iterable[bytes]:
    for line in lines:
        _, _, rest = line.partition(b" ")
        if not rest.startswith(_IS_SCHEMA_OF[1:]):
            yield line


def read_matched_codes(connection: Connection, nodes: PackedCandidates) -> Mapping[str, bytes]:
    """The lines about matched codes by the conceptual domain that they leave with.

    Both lists have to be bound to it by value domains that leave if they are reached.
    """
    accepted = [one for one in decisions(connection, "code") if one.outcome == "accepted"]
    if not accepted:
        return {}
    versions = [nodes.version(number) for number in nodes.numbers() if nodes.kind(number).role == "element"]
    lists: defaultdict[str, set[str]] = defaultdict(set)
    for one in lists_of_versions(connection, versions):
        lists[one.domain].update(_names_of(one.code_list))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for decision in accepted:
        first, _, second = decision.column.partition(" ")
        for domain, known in lists.items():
            if {first, second} <= known:
                found[domain].update(
                    (
                        f"<{decision.schema}> {SKOS.exactMatch} <{decision.target}> .\n",
                        f"<{decision.schema}> {SKOS.inScheme} <{first}> .\n",
                        f"<{decision.target}> {SKOS.inScheme} <{second}> .\n",
                    )
                )
    return {domain: "".join(sorted(lines)).encode() for domain, lines in found.items()}


def _names_of(code_list: str) -> Collection[str]:
    """The names of a list: its IRI, and that of the bundled list whose token it is."""
    if code_list in tokens():
        return {code_list, load_list(code_list).iri}
    return {code_list}


# ---------------------------------------------------------------- descriptions within

_BUCKETS: Final = 64


class DescriptionsWithin:
    """The descriptions within the graphs of the records that leave.

    Args:
        graphs: gets the graphs that are read.
        leaving: the records that leave; those that must not are removed.
        out: gets them.
    """

    def __init__(
        self,
        connection: Connection,
        decider: LeavingDecider,
        graphs: GraphCache,
        leaving: PackedCandidates,
        out: LeftOut,
    ) -> None:
        self._connection = connection
        self._decider = decider
        self._graphs = graphs
        self._leaving = leaving
        self._out = out
        self._parts = PartIndex()

    def drop_holders(self) -> None:
        """Leave out the records whose own graph describes something that is kept back, such as a distribution.

        What the graphs of the others describe is noted.
        """
        leaving = self._leaving
        for page in pages_of(leaving.numbers(), PAGE):
            stored = graph_bodies(self._connection, [leaving.version(number) for number in page])
            for number in page:
                iri = leaving.iri(number)
                nquads = stored[leaving.version(number)]
                others = iri_subjects(nquads)
                others.discard(iri)
                ground = None
                if others and self._decider.has_bars:
                    ground = self._decider.find_within(leaving.candidate(number), others, nquads)
                if ground is None:
                    self._parts.add(number, others)
                else:
                    self._leave_out(leaving, number, ground)
                    del stored[leaving.version(number)]
            self._graphs.hold(stored)

    def repeated_parts(self) -> InnerParts:
        """The parts that several records describe, or that leave as records."""
        return self._parts_of(self._parts.holders(self._leaving, repeated=True))

    def parts_with_iris(self, iris: Iterable[str]) -> InnerParts:
        """The parts that have one of some IRIs."""
        return self._parts_of(self._parts.holders(iris))

    def drop_speakers(self, found: PackedCandidates, numbers: Iterable[int], hidden: set[str]) -> None:
        """Leave out node records and catalogue records about what is kept back, whatever their class is.

        Args:
            numbers: of those that are looked at.
            hidden: gets the IRIs of those left out.
        """
        if not self._decider.has_bars:
            return
        for page in pages_of(numbers, PAGE):
            # Among them are table schemas of secrets, which are dropped by their datasets only afterwards.
            connection = with_words(self._connection, "deciding")
            stored = graph_bodies(connection, [found.version(number) for number in page])
            for number in page:
                topics = topics_of(stored[found.version(number)])
                if found is self._leaving:
                    # What leaves itself may be spoken of, however public others say that it is.
                    topics = {topic for topic in topics if topic not in found}
                ground = self._decider.find_spoken_of(found.candidate(number), topics) if topics else None
                if ground is not None:
                    hidden.add(found.iri(number))
                    self._leave_out(found, number, ground)
                    del stored[found.version(number)]
            self._graphs.hold(stored)

    def _leave_out(self, found: PackedCandidates, number: int, ground: Ground) -> None:
        self._out.add(found.candidate(number), ground)
        found.remove(number)

    def _parts_of(self, hashes: dict[int, set[int]]) -> InnerParts:
        """The parts with some hashes, by the numbers of the records that may hold them, read again."""
        parts = InnerParts()
        for page in pages_of(hashes, PAGE):
            stored = self._graphs.read([self._leaving.version(number) for number in page])
            for number in page:
                iri = self._leaving.iri(number)
                others = iri_subjects(stored[self._leaving.version(number)]) - {iri}
                parts.add(iri, (one for one in others if hash(one) in hashes[number]))
        return parts


class PartIndex:
    """Which records may describe which IRIs within their graphs: hashes of the IRIs, since few of them matter.

    An IRI matters if two records describe it, or if it leaves as a record or as a node record itself. Two IRIs of one
    hash only cost another look at the graphs.
    """

    def __init__(self) -> None:
        self._hashes = [array("q") for _ in range(_BUCKETS)]
        self._holders = [array("i") for _ in range(_BUCKETS)]

    def add(self, holder: int, iris: Iterable[str]) -> None:
        """Add what the graph of a record describes, by the number of the record."""
        for iri in iris:
            key = hash(iri)
            self._hashes[key % _BUCKETS].append(key)
            self._holders[key % _BUCKETS].append(holder)

    def holders(self, others: Iterable[str], *, repeated: bool = False) -> dict[int, set[int]]:
        """The records that may describe some IRIs, or one that others describe, too: the hashes by record."""
        asked = [array("q") for _ in range(_BUCKETS)]
        for iri in others:
            key = hash(iri)
            asked[key % _BUCKETS].append(key)
        found: defaultdict[int, set[int]] = defaultdict(set)
        for hashes, holders, some in zip(self._hashes, self._holders, asked, strict=True):
            wanted = set(hashes).intersection(some) if some else set()
            if repeated:
                wanted |= _find_repeated(hashes)
            if wanted:
                for key, holder in zip(hashes, holders, strict=True):
                    if key in wanted:
                        found[holder].add(key)
        return dict(sorted(found.items()))


def _find_repeated(hashes: array[int]) -> set[int]:
    seen: set[int] = set()
    found: set[int] = set()
    for key in hashes:
        if key in seen:
            found.add(key)
        seen.add(key)
    return found


class InnerParts:
    """The IRIs described within the graphs of records that leave, and the records that hold them."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._others: dict[str, list[str]] = {}

    def add(self, holder: str, iris: Iterable[str]) -> None:
        """Add what the graph of a record describes."""
        for iri in iris:
            if self._first.setdefault(iri, holder) != holder:
                self._others.setdefault(iri, []).append(holder)

    def become_parts(self, leaving: PackedCandidates) -> Iterator[str]:
        """The IRIs of the records that their source describes within another record that leaves, by now.

        The newer description counts: what is missing, or leaves in an older version, is described by the others.
        """
        gone: set[str] = set()
        records = {iri: leaving[iri] for iri in self._first if iri in leaving}
        # Whatever may stand for a record comes before it.
        for iri in sorted(records, key=lambda iri: (_age(records[iri]), iri)):
            record = records[iri]
            holders = (leaving[holder] for holder in self._holders(iri, leaving) if holder not in gone)
            if any(one.source_id == record.source_id and _age(one) < _age(record) for one in holders):
                gone.add(iri)
                yield iri

    def cuts(self, leaving: PackedCandidates) -> dict[str, set[str]]:
        """The descriptions that must not leave within a record, since they leave elsewhere: IRIs by record.

        A record of its own counts before parts of others; of these the source of the first priority, then the
        oldest one, then what is newer in it.
        """
        found: dict[str, set[str]] = {}
        for iri in sorted({*self._others, *(iri for iri in self._first if iri in leaving)}):
            holders = self._holders(iri, leaving)
            if iri not in leaving:
                holders = sorted(holders, key=lambda one: _rank(leaving[one]))[1:]
            for holder in holders:
                found.setdefault(holder, set()).add(iri)
        return found

    def held_in(self, leaving: PackedCandidates) -> Iterator[str]:
        """The IRIs that a record that leaves describes."""
        return (iri for iri in self._first if self._holders(iri, leaving))

    def _holders(self, iri: str, leaving: PackedCandidates) -> list[str]:
        return [one for one in (self._first[iri], *self._others.get(iri, ())) if one in leaving]


def _age(candidate: Candidate) -> tuple[bool, bool]:
    """Whether a record is missing from its source, and whether an older version of it leaves."""
    return candidate.state == "missing", candidate.version_id != candidate.newest_id


def _rank(holder: Candidate) -> tuple[int, int, tuple[bool, bool], str]:
    return holder.priority, holder.source_id, _age(holder), holder.iri
