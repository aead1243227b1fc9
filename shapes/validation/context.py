"""Context of a record during validation: node records that it reaches, classes of other records, incoming links.

Context is looked up, never validated itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from pyoxigraph import NamedNode, RdfFormat, parse

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.lines import iri_subjects, iri_values
from danhmuc.vocab.reading.indexed_documents import unite_properties
from danhmuc.vocab.record_terms import LINKS
from danhmuc.vocab.renamed import renamed_method
from danhmuc.vocab.terms import RDF

from ..engine import index_nquads

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Finding
    from danhmuc.vocab.reading import Subject
    from danhmuc.vocab.reading.indexed_documents import Properties

    from ..engine import Index
    from ..engine.data import NodeContext

# ---------------------------------------------------------------- links
# Links in a source by the properties that rules follow backwards, and members of its catalogues.
#
# Links are looked up, never validated. A link counts as coming from the record in whose graph it is.


class IncomingLink(NamedTuple):
    """A link as seen from its target."""

    predicate: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPart:
    """Links to the nodes of one record, and its members.

    Attributes:
        iri: of the record.
        to: the links by target.
        linked: the targets of links that are no memberships.
        listed: its members by property.
    """

    iri: str
    to: Mapping[str, Sequence[IncomingLink]]
    linked: AbstractSet[str]
    listed: Mapping[str, list[str]]

    @property
    def named(self) -> set[str]:
        """The IRIs at the other end of the links and memberships."""
        ends = {one.subject for some in self.to.values() for one in some}
        return ends.union(*self.listed.values())


class LinkIndex:
    """Links by target, and members by catalogue.

    Args:
        is_whole: whether all links of the source are added, so that there are no others.
    """

    def __init__(self, *, is_whole: bool = False) -> None:
        self._is_whole = is_whole
        self._to: dict[str, Sequence[IncomingLink]] = {}
        self._linked: set[str] = set()
        self._listed: dict[str, dict[str, list[str]]] = {}
        # A catalogue lists thousands of records by one property: their links share one object.
        self._alone: dict[IncomingLink, Sequence[IncomingLink]] = {}

    def __bool__(self) -> bool:
        return bool(self._to)

    def add(self, subject: str, predicate: str, target: str) -> None:
        """Add a link."""
        self._linked.add(target)
        self._add((IncomingLink(predicate, subject),), target)

    def add_member(self, catalog: str, predicate: str, target: str) -> None:
        """Add a member that a catalogue lists outside its own graph."""
        one = IncomingLink(predicate, catalog)
        self._add(self._alone.setdefault(one, (one,)), target)
        self._listed.setdefault(catalog, {}).setdefault(predicate, []).append(target)

    def _add(self, one: Sequence[IncomingLink], target: str) -> None:
        known = self._to.setdefault(target, one)
        if isinstance(known, list):
            known.extend(one)
        elif known is not one:
            self._to[target] = [*known, *one]

    @property
    def is_whole(self) -> bool:
        """Whether all links of the source are added."""
        return self._is_whole

    def part_about(self, iri: str, subjects: Iterable[str], *, most: int) -> LinkPart | None:
        """The links to the nodes of a record, and its members if it is a catalogue; None if there are too many.

        Args:
            subjects: all nodes of its graph that have an IRI.
        """
        listed = self._listed.get(iri, {})
        to = {one: self._to[one] for one in subjects if one in self._to}
        if sum(map(len, to.values())) + sum(map(len, listed.values())) > most:
            return None
        return LinkPart(iri=iri, to=to, linked=self._linked.intersection(to), listed=listed)

    def take(self, part: LinkPart) -> None:
        """Take over links of another index."""
        self._to.update(part.to)
        self._linked |= part.linked
        if part.listed:
            self._listed[part.iri] = dict(part.listed)

    def members(self, catalog: str) -> Iterator[tuple[str, str]]:
        """Property and target of each member that a catalogue lists outside its own graph, sorted."""
        for predicate, targets in sorted(self._listed.get(catalog, {}).items()):
            for target in sorted(set(targets)):
                yield predicate, target

    def member_nquads(self, catalog: str) -> bytes:
        """The members of a catalogue as N-Quads."""
        if catalog not in self._listed:
            return b""
        return "".join(
            f"<{catalog}> <{predicate}> <{target}> .\n" for predicate, target in self.members(catalog)
        ).encode()

    def to_nodes_of(self, iri: str, nquads: bytes) -> list[tuple[str, IncomingLink]]:
        """Links from other records to a record or to other nodes of its graph, each with its target.

        Catalogues list records, not nodes within their graphs.
        """
        nodes = {iri, *(iri_subjects(nquads) & self._linked)} if self._linked else {iri}
        return sorted({(node, one) for node in nodes for one in self._to.get(node, ()) if one.subject != iri})

    def is_complete(self, predicate: NamedNode) -> bool:
        """Whether all links by a property are in the index."""
        return self._is_whole and predicate in LINKS

    def subjects(self, predicate: NamedNode, node: NamedNode) -> Sequence[NamedNode]:
        """The records that name a node by a property, sorted."""
        found = {one.subject for one in self._to.get(node.value, ()) if one.predicate == predicate.value}
        return [_node(subject) for subject in sorted(found)]


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        # The constructor may refuse IRIs that a lenient parser accepted.
        (quad,) = parse(f"<{iri}> <{_ANY}> <{_ANY}> .", format=RdfFormat.N_QUADS, lenient=True)
        return quad.subject  # type: ignore[no-any-return]


_ANY: Final = "http://source.invalid/"


# ---------------------------------------------------------------- context

MOST_REACHED: Final = 200
"""Nodes in the context of a record, unless it names more itself."""


class RecordLike(Protocol):
    """Any object with an IRI and a graph of its own."""

    @property
    def iri(self) -> str: ...
    @property
    def canonical(self) -> CanonicalGraph: ...


@dataclass(frozen=True, slots=True)
class RecordContext:
    """The context of one record.

    Attributes:
        digest: of the nodes reached, the classes of other records named, the incoming links, the members of a
            catalogue and the violations in cells; empty text if there are none.
        nquads: the graphs of the nodes, one after another; blank nodes of two graphs may share a name.
        reached: IRIs of the nodes, in the order of the alphabet.
    """

    digest: str
    nquads: tuple[bytes, ...]
    reached: tuple[str, ...] = ()


class Context:
    """Node records of a source, classes of its records by IRI, and links between records.

    Args:
        knows_links: whether all links of the source are added; else rules on incoming links cannot be verified.
        has_digests: whether contexts of records have digests, by which a stored verdict is known to be current.

    Attributes:
        incoming: the links, by what they lead to.
    """

    def __init__(
        self,
        nodes: Mapping[str, CanonicalGraph] | None = None,
        classes: Mapping[str, str] | None = None,
        *,
        knows_links: bool = False,
        has_digests: bool = True,
    ) -> None:
        self._has_digests = has_digests
        self.incoming = LinkIndex(is_whole=knows_links)
        self._nodes = dict(nodes or {})
        self._classes = dict(classes or {})
        self._links: dict[str, frozenset[str]] = {}
        # Those of them that lead nowhere, which most do.
        self._ends: set[str] = set()
        self._node_lookup: _NodeRecords = _NodeRecords(self._nodes)
        self._plain: tuple[NodeContext, ...] | None = None

    def add(self, node: RecordLike) -> None:
        """Add a node record."""
        self._nodes[node.iri] = node.canonical
        self._links.pop(node.iri, None)
        self._ends.discard(node.iri)
        self._node_lookup.change(node.iri)

    def add_class(self, iri: str, main_class: str) -> None:
        """Add the class of a record."""
        self._classes[iri] = main_class

    def add_link(self, subject: str, predicate: str, target: str) -> None:
        """Add a link from a record by one of the properties in `LINKS`."""
        self.incoming.add(subject, predicate, target)

    def add_member(self, catalog: str, predicate: str, target: str) -> None:
        """Add a member that a catalogue lists outside its own graph."""
        self.incoming.add_member(catalog, predicate, target)

    # ------------------------------------------------------------ parts of it, see `context_part`

    @property
    def number_of_nodes(self) -> int:
        """The number of node records."""
        return len(self._nodes)

    def nodes_among(self, iris: AbstractSet[str]) -> set[str]:
        """The IRIs, of some, that have a node record."""
        return set(self._nodes.keys() & iris)

    def nquads_of_node(self, iri: str) -> bytes:
        """The graph of a node record that it has."""
        return self._nodes[iri].nquads

    def empty_copy(self) -> Context:
        """A context without anything, which knows as much of links as this one."""
        return Context(knows_links=self.incoming.is_whole, has_digests=self._has_digests)

    def take(self, whole: Context, *, nodes: AbstractSet[str], named: AbstractSet[str], links: LinkPart | None) -> None:
        """Take over node records of another context, the classes of named records, and links."""
        for iri in nodes:
            self._nodes[iri] = whole._nodes[iri]
        self._node_lookup.take_marks(whole._node_lookup, nodes)
        if whole._classes:
            for iri in whole._classes.keys() & named:
                self._classes[iri] = whole._classes[iri]
            if not self._classes:
                # A context with classes is looked up in another way than one without.
                iri = next(iter(whole._classes))
                self._classes[iri] = whole._classes[iri]
        if links is not None:
            self.incoming.take(links)

    # ------------------------------------------------------------ lookups

    def of(self, record: RecordLike) -> RecordContext:
        """The context of a record: the node records that it reaches by IRI, directly or indirectly, and links to it.

        All that it names itself, and of the others the nearest `MOST_REACHED`: in a chain or a thesaurus each node
        reaches all others.
        """
        cells = cell_violations_of(record)
        if not self._nodes and not self._classes and not self.incoming and not cells:
            return _NOTHING
        values = self._values(record)
        reached = self._reach((values & self._nodes.keys()) - {record.iri}, record.iri)
        if not self._has_digests:
            return RecordContext("", tuple(self._nodes[iri].nquads for iri in reached), tuple(reached))
        text = "".join((*self._context_lines(record, reached, values), *map(_cell_line, cells)))
        if not text:
            return _NOTHING
        return RecordContext(
            hashlib.sha256(text.encode()).hexdigest(),
            tuple(self._nodes[iri].nquads for iri in reached),
            tuple(reached),
        )

    around = renamed_method("around", of)

    def links_and_classes(self, record: RecordLike) -> bytes:
        """Links to the nodes of a record, and classes of other records that it names, as N-Quads."""
        classes = self._classes_of(record, self._values(record))
        named_by = self.incoming.to_nodes_of(record.iri, record.canonical.nquads)
        lines = [f"<{iri}> {RDF.type} <{named}> .\n" for iri, named in classes]
        lines += [f"<{one.subject}> <{one.predicate}> <{target}> .\n" for target, one in named_by]
        return "".join(lines).encode()

    def _values(self, record: RecordLike) -> set[str]:
        """The IRIs that a record names, in its graph and beside it."""
        values = iri_values(record.canonical.nquads)
        values.update(target for _, target in self.incoming.members(record.iri))
        return values

    def _classes_of(self, record: RecordLike, values: AbstractSet[str]) -> Iterator[tuple[str, str]]:
        return ((iri, self._classes[iri]) for iri in sorted((values & self._classes.keys()) - {record.iri}))

    def _context_lines(self, record: RecordLike, reached: Iterable[str], values: AbstractSet[str]) -> Iterator[str]:
        """Everything in the context that a verdict on the record may depend on, line by line."""
        for iri in reached:
            yield f"{iri} {self._nodes[iri].digest}\n"
        for iri, named in self._classes_of(record, values):
            yield f"{iri} {named}\n"
        for target, one in self.incoming.to_nodes_of(record.iri, record.canonical.nquads):
            yield f"<{one.subject}> <{one.predicate}> <{target}>\n"
        for predicate, target in self.incoming.members(record.iri):
            yield f"<> <{predicate}> <{target}>\n"

    def lookups(self, context: RecordContext | None = None) -> tuple[NodeContext, ...]:
        """The context of one record as lookups by node: the very same for all that know no more than others.

        Args:
            context: that of the record; what its node records say of other IRIs is known as well.
        """
        self._node_lookup.make_room()
        if self._plain is None or len(self._plain) != 1 + bool(self._classes):
            classes = (_RecordClasses(self._classes),) if self._classes else ()
            self._plain = (self._node_lookup, *classes)
        beside = () if context is None else self._node_lookup.saying_more(context.reached)
        if not beside:
            return self._plain
        others = _Others([self._node_lookup.others_of(iri) for iri in beside])
        return (self._plain[0], others, *self._plain[1:])

    def _reach(self, named: set[str], start: str) -> list[str]:
        """The nodes that these lead to, themselves included, in the order of the alphabet."""
        seen = named
        level = sorted(named - self._ends)
        while level and len(seen) < MOST_REACHED:
            further: set[str] = set()
            for iri in level:
                links = self._links_of(iri)
                if not links:
                    continue
                further |= links - seen
                if len(seen) + len(further) > MOST_REACHED:
                    break
            if not further:
                break
            further.discard(start)
            level = sorted(further)[: max(0, MOST_REACHED - len(seen))]
            seen.update(level)
        return sorted(seen)

    def _links_of(self, iri: str) -> frozenset[str]:
        links = self._links.get(iri)
        if links is None:
            if len(self._links) >= _MOST_READY:
                # Most nodes are reached by one record, and found once.
                self._links.clear()
                self._ends.clear()
            found = iri_values(self._nodes[iri].nquads) & self._nodes.keys()
            links = self._links[iri] = frozenset(sorted(found)[: MOST_REACHED + 1])
            if not links:
                self._ends.add(iri)
        return links


def cell_violations_of(record: RecordLike) -> tuple[Finding, ...]:
    """The violations that the reader found in cells of a record, which count like those of a profile; mostly none.

    Only records that come from cells have them (`SourceRecord.cell_violations`).
    """
    found: tuple[Finding, ...] = getattr(record, "cell_violations", ())
    return found


def _cell_line(finding: Finding) -> str:
    return f"{finding.code} {finding.document} {finding.line} {finding.column}\n"


class _NodeRecords:
    """Lookup of node records, by their IRIs and their blank nodes; each is indexed on first use.

    What one says of another IRI is no answer here: only records that reach it know that, see `Context.lookups`.
    """

    is_whole = True
    has_classes = True

    def __init__(self, nodes: Mapping[str, CanonicalGraph]) -> None:
        self._nodes = nodes
        self._properties_by_node: dict[Subject, Properties] = {}
        self._others: dict[str, Index] = {}
        self._says_more = {iri for iri, graph in nodes.items() if _names_other_subjects(iri, graph.nquads)}

    def change(self, iri: str) -> None:
        """Drop all indexes, because a node has changed."""
        self._forget()
        is_more = _names_other_subjects(iri, self._nodes[iri].nquads)
        (self._says_more.add if is_more else self._says_more.discard)(iri)

    def take_marks(self, whole: _NodeRecords, iris: AbstractSet[str]) -> None:
        """Take over which of some node records say something of other IRIs."""
        self._says_more |= whole._says_more & iris

    def _forget(self) -> None:
        if self._others:
            self._properties_by_node, self._others = {}, {}

    def make_room(self) -> None:
        """Drop all indexes if there are more than a few thousand."""
        if len(self._others) > _MOST_READY:
            self._forget()

    def saying_more(self, iris: Iterable[str]) -> Sequence[str]:
        """The node records, among some, that describe other IRIs: hardly any does."""
        return [iri for iri in iris if iri in self._says_more] if self._says_more else ()

    def others_of(self, iri: str) -> Index:
        """The descriptions of other IRIs in a node record."""
        self._index(iri)
        return self._others[iri]

    def properties_of(self, node: Subject) -> Properties | None:
        """Properties of a node by its node record."""
        if type(node) is NamedNode and node.value in self._nodes:
            self._index(node.value)
        return self._properties_by_node.get(node)

    def _index(self, iri: str) -> None:
        if iri in self._others:
            return
        others: dict[Subject, Properties] = {}
        # Blank nodes of two graphs may share a name.
        for subject, properties in index_nquads(self._nodes[iri].nquads, rename=True).items():
            is_other = type(subject) is NamedNode and subject.value != iri
            (others if is_other else self._properties_by_node)[subject] = properties
        self._others[iri] = others


class _Others:
    """Lookup of what the node records that a record reaches say of IRIs that are no node records: all of it."""

    is_whole = True
    has_classes = True

    def __init__(self, indexes: Sequence[Index]) -> None:
        self._indexes = indexes
        self._found: dict[Subject, Properties | None] = {}

    def properties_of(self, node: Subject) -> Properties | None:
        """Properties of a node, those of all descriptions together."""
        if node not in self._found:
            descriptions = [index[node] for index in self._indexes if node in index]
            self._found[node] = unite_properties(descriptions) if descriptions else None
        return self._found[node]


def _names_other_subjects(iri: str, nquads: bytes) -> bool:
    """Whether a graph describes other IRIs than this one, by the starts of its lines."""
    own = f"<{iri}> ".encode()
    return nquads.startswith(b"<") + nquads.count(b"\n<") > nquads.startswith(own) + nquads.count(b"\n" + own)


class _RecordClasses:
    """Lookup of the classes of records; their other properties are validated with the records themselves."""

    is_whole = False
    has_classes = True

    def __init__(self, classes: Mapping[str, str]) -> None:
        self._classes = classes

    def properties_of(self, node: Subject) -> Properties | None:
        """The class of a record."""
        found = self._classes.get(node.value) if type(node) is NamedNode else None
        return None if found is None else {RDF.type: (NamedNode(found),)}


_MOST_READY: Final = 5_000
_NOTHING: Final = RecordContext("", ())


# ---------------------------------------------------------------- context part
# The part of a context that a few records may look up, so that another process can validate them by that alone.
#
# Whatever is reachable from the records is in it, however far: a validation looks up the same as in the whole context.

_MOST: Final = 2_000
"""Node records, links or members that one record may bring along; with more, it is validated beside the whole."""
_FULL: Final = 4_000
"""Node records of a part that is full."""
_REMEMBERED: Final = 5_000


class NamedIris:
    """The IRIs that node records name, found once for many parts."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def of(self, iri: str, nquads: bytes) -> frozenset[str]:
        """The IRIs that the graph of a node record names."""
        found = self._known.get(iri)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[iri] = frozenset(iri_values(nquads))
        return found

    def forget(self) -> None:
        """Forget all, because a node record may have changed."""
        self._known.clear()


class ContextPart:
    """A growing part of a context, which must not change meanwhile.

    Attributes:
        context: the part; it can be pickled.
    """

    def __init__(self, whole: Context, named: NamedIris) -> None:
        self._whole = whole
        self._named = named
        self.context = whole.empty_copy()

    @property
    def is_full(self) -> bool:
        """Whether it has as many node records as a process should hold."""
        return self.context.number_of_nodes >= _FULL

    def add_record(self, record: RecordLike) -> bool:
        """Add all that a validation of a record may look up; False if that is too much, and nothing is added."""
        nquads = record.canonical.nquads
        named = iri_values(nquads)
        named.add(record.iri)
        links = None
        if self._whole.incoming:
            subjects = iri_subjects(nquads)
            subjects.add(record.iri)
            links = self._whole.incoming.part_about(record.iri, subjects, most=_MOST)
            if links is None:
                return False
            named |= subjects
            named |= links.named
        nodes = self._reach(named)
        if nodes is None:
            return False
        self.context.take(self._whole, nodes=nodes, named=named, links=links)
        return True

    def _reach(self, named: set[str]) -> set[str] | None:
        """The node records that some IRIs lead to, as far as they are new; adds the IRIs that they name."""
        whole = self._whole
        known = self.context.nodes_among(named)
        todo = whole.nodes_among(named) - known
        found = set(todo)
        while todo:
            if len(found) > _MOST:
                return None
            more = set().union(*(self._named.of(iri, whole.nquads_of_node(iri)) for iri in todo))
            named |= more
            todo = whole.nodes_among(more) - found
            todo -= self.context.nodes_among(todo)
            found |= todo
        return found
