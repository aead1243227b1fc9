"""Assemble the descriptions of the same things in several documents of one source.

Descriptions of one IRI are united. Repetitions count once: of a triple, and also of a blank tree that an earlier
document already has under the same property, or the blank publisher that every page repeats would be a second
publisher. Blank nodes that no IRI leads to are compared together with all that is connected with them in a document.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain
from math import inf
from operator import itemgetter
from typing import Final, Literal, Protocol

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as RdfLiteral

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.datatypes.grammar import read_decimal
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.record_terms import ELEMENT_CLASSES, RECORD_CLASSES, is_paging_term, is_stream
from danhmuc.vocab.terms import DCAT, FOAF, HYDRA, RDF, XSD

from ..record.contents import Announced, PendingRecord
from ..record.identity import groups_of
from ..record.record import Membership

# ---------------------------------------------------------------- assembly

_ROOT = NamedNode("http://source.invalid/#root")
_Pair = tuple[NamedNode, Term]


class Described(Protocol):
    """A document as far as it is assembled."""

    @property
    def place(self) -> str: ...
    @property
    def descriptions(self) -> Descriptions: ...


@dataclass(frozen=True, slots=True)
class Assembly:
    """All documents of a source as one set of descriptions.

    Attributes:
        descriptions: the triples of each subject, in order of reading.
        names: the documents' names, in order of reading.
        first: number of the document that first describes a subject, unless that is the first of all.
        further: numbers of the documents that describe it after that.
    """

    descriptions: Descriptions
    names: tuple[str, ...]
    first: Mapping[Subject, int]
    further: Mapping[Subject, list[int]]

    def place(self, subject: Subject) -> str:
        """The name of the first document that describes the subject."""
        return self.names[self.first.get(subject, 0)]

    def places(self, subjects: Iterable[Subject]) -> tuple[str, ...]:
        """The names of the documents that describe any of the subjects."""
        if len(self.names) == 1:
            return self.names
        found = {number for one in subjects for number in (self.first.get(one, 0), *self.further.get(one, ()))}
        return tuple(self.names[number] for number in sorted(found))


def assemble(documents: Iterable[Described]) -> Assembly:
    """Unite the documents; a single document stays as it is."""
    return _assemble(_Union(is_compared=False), documents)


def unite(documents: Iterable[Described]) -> Assembly:
    """Unite documents, or parts of them, of which `LooseParts` has left out what is repeated."""
    return _assemble(_Union(is_compared=True), documents)


def _assemble(union: _Union, documents: Iterable[Described]) -> Assembly:
    for document in documents:
        union.add(document)
    return Assembly(union.united, tuple(union.names) or ("",), union.first, union.further)


class LooseParts:
    """The blank nodes that no IRI leads to, of documents that are read one after the other, by their digests."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def without_repeated(self, given: Descriptions) -> Descriptions:
        """The descriptions of one more document without loose parts that an earlier one has."""
        found = _loose_parts(given)
        repeated = [node for digest, nodes in found.items() if digest in self._seen for node in nodes]
        kept = [node for digest, nodes in found.items() if digest not in self._seen for node in nodes]
        self._seen.update(found)
        if not repeated:
            return given
        kept.extend(_values_of_iris(given))
        left_out = _reachable_nodes(repeated, given).keys() - _reachable_nodes(kept, given).keys()
        return {subject: pairs for subject, pairs in given.items() if subject not in left_out}


class _Union:
    """The documents read so far; `is_compared` tells that their loose parts were compared already."""

    def __init__(self, *, is_compared: bool) -> None:
        self.united: Descriptions = {}
        self.names: list[str] = []
        self.first: dict[Subject, int] = {}
        self.further: dict[Subject, list[int]] = {}
        self._pairs: dict[Subject, set[_Pair]] = {}
        self._trees: dict[Subject, set[tuple[NamedNode, str]]] = {}
        self._loose: set[str] | None = None
        self._is_compared = is_compared

    def add(self, document: Described) -> None:
        """Add one more document."""
        number = len(self.names)
        self.names.append(document.place)
        given = document.descriptions
        if not self.united:
            self.united = given
            self.first = dict.fromkeys(given, number) if number else {}
            return
        if self._loose is None:
            self._loose = set() if self._is_compared else set(_loose_parts(self.united))
            self.united = dict(self.united)  # the first document stays as its reader left it
        repeated: list[BlankNode] = []
        kept: list[BlankNode] = []
        for digest, nodes in self._loose_parts(given).items():
            (repeated if digest in self._loose else kept).extend(nodes)
            self._loose.add(digest)
        for subject, pairs in given.items():
            if isinstance(subject, BlankNode):
                continue
            if subject in self.united:
                pairs = self._unite(subject, pairs, given, repeated)
                self.further.setdefault(subject, []).append(number)
            else:
                self.united[subject] = pairs
                self.first[subject] = number
            kept.extend(value for _, value in pairs if isinstance(value, BlankNode))
        self.first.update(dict.fromkeys((node for node in kept if node not in given), number))
        left_aside = (
            _reachable_nodes(repeated, given).keys() - _reachable_nodes(kept, given).keys() if repeated else set()
        )
        for subject, pairs in given.items():
            if isinstance(subject, BlankNode) and subject not in left_aside and subject not in self.united:
                self.united[subject] = pairs
                self.first[subject] = number

    def _loose_parts(self, given: Descriptions) -> dict[str, list[BlankNode]]:
        if not self._is_compared:
            return _loose_parts(given)
        # All that is left is kept: what IRIs lead to is no reason to leave it aside, but their own repetition is.
        reached = _reachable_nodes(_values_of_iris(given), given)
        return {str(one): [one] for one in given if isinstance(one, BlankNode) and one not in reached}

    def _unite(
        self, subject: Subject, pairs: list[_Pair], given: Descriptions, repeated: list[BlankNode]
    ) -> list[_Pair]:
        """Add new triples to a description that is there already, and return them."""
        present = self._pairs.get(subject)
        if present is None:
            present = self._pairs[subject] = set(self.united[subject])
            self.united[subject] = list(self.united[subject])
        fresh: list[_Pair] = []
        trees: set[tuple[NamedNode, str]] = set()
        for pair in dict.fromkeys(pairs):
            predicate, value = pair
            if pair in present:
                continue
            if isinstance(value, BlankNode):
                tree = (predicate, _tree(value, given))
                if tree in self._trees_of(subject):
                    repeated.append(value)
                    continue
                trees.add(tree)
            fresh.append(pair)
        if trees:
            self._trees_of(subject).update(trees)
        present.update(fresh)
        self.united[subject].extend(fresh)
        return fresh

    def _trees_of(self, subject: Subject) -> set[tuple[NamedNode, str]]:
        trees = self._trees.get(subject)
        if trees is None:
            trees = self._trees[subject] = {
                (predicate, _tree(value, self.united))
                for predicate, value in self.united[subject]
                if isinstance(value, BlankNode)
            }
        return trees


def _values_of_iris(descriptions: Descriptions) -> Iterator[BlankNode]:
    """The blank nodes that are values of IRIs."""
    for subject, pairs in descriptions.items():
        if isinstance(subject, NamedNode):
            yield from (value for _, value in pairs if isinstance(value, BlankNode))


def _loose_parts(descriptions: Descriptions) -> dict[str, list[BlankNode]]:
    """The blank nodes that no IRI leads to, by the digest of everything connected with them."""
    blank = [subject for subject in descriptions if isinstance(subject, BlankNode)]
    if not blank:
        return {}
    edges = [
        (subject, predicate, value)
        for subject, pairs in descriptions.items()
        if isinstance(subject, NamedNode)
        for predicate, value in pairs
        if isinstance(value, BlankNode)
    ]
    reached = _reachable_nodes((node for _, _, node in edges), descriptions)
    loose = [node for node in blank if node not in reached]
    if not loose:
        return {}
    part_of = _connected_parts(_reachable_nodes(loose, descriptions), descriptions)
    quads: dict[int, list[Quad]] = {}
    for subject, predicate, value in edges:
        # Triples that point into a record's graph are the same only if that graph is the same record's.
        if value in part_of:
            quads.setdefault(part_of[value], []).append(Quad(subject, predicate, value))
    for node in part_of:
        quads.setdefault(part_of[node], []).extend(_quads([node], descriptions))
    digests = {part: canonicalize(listed).digest for part, listed in quads.items()}
    found: dict[str, list[BlankNode]] = {}
    for node in loose:
        found.setdefault(digests[part_of[node]], []).append(node)
    return found


def _connected_parts(nodes: Collection[BlankNode], descriptions: Descriptions) -> dict[BlankNode, int]:
    """The nodes with a number that is the same for all connected nodes, in whatever direction."""
    near: dict[BlankNode, list[BlankNode]] = {node: [] for node in nodes}
    for node in nodes:
        for _, value in descriptions.get(node, ()):
            if isinstance(value, BlankNode):
                near[node].append(value)
                near[value].append(node)
    part_of: dict[BlankNode, int] = {}
    for number, start in enumerate(nodes):
        todo = [start]
        while todo:
            node = todo.pop()
            if node not in part_of:
                part_of[node] = number
                todo.extend(near[node])
    return part_of


def _reachable_nodes(roots: Iterable[BlankNode], descriptions: Descriptions) -> dict[BlankNode, None]:
    """The roots, and all blank nodes that they lead to over blank nodes."""
    todo = list(roots)
    seen = dict.fromkeys(todo)
    while todo:
        for _, value in descriptions.get(todo.pop(), ()):
            if isinstance(value, BlankNode) and value not in seen:
                seen[value] = None
                todo.append(value)
    return seen


def _tree(root: BlankNode, descriptions: Descriptions) -> str:
    """The digest of everything that a blank node leads to, independent of the nodes' names."""
    quads = _quads(_reachable_nodes([root], descriptions), descriptions)
    return canonicalize(
        Quad(_ROOT if subject == root else subject, predicate, _ROOT if value == root else value)
        for subject, predicate, value, _ in quads
    ).digest


def _quads(nodes: Iterable[BlankNode], descriptions: Descriptions) -> Iterator[Quad]:
    return (Quad(node, predicate, value) for node in nodes for predicate, value in descriptions.get(node, ()))


# ---------------------------------------------------------------- paging
# Paging triples: they are rest, whoever states them, so that no feed sends its readers to the pages of another.
#
# Those of a blank node within the graph of another resource stay there, since nothing outside that graph could name it.


@dataclass(frozen=True, slots=True)
class Paging:
    """The paging terms that descriptions use.

    Attributes:
        views: the blank nodes that have only paging classes.
    """

    properties: frozenset[NamedNode]
    classes: frozenset[NamedNode]
    views: frozenset[BlankNode]

    @classmethod
    def of(cls, properties: frozenset[NamedNode], types: Mapping[Subject, list[NamedNode]]) -> Paging:
        """The paging terms of descriptions, from their paging properties and the classes of each subject."""
        listed = set(chain.from_iterable(types.values()))
        classes = frozenset(one for one in listed if is_paging_term(one.value))
        if not classes:
            return cls(properties, classes, frozenset())
        blank = ((node, named) for node, named in types.items() if isinstance(node, BlankNode))
        return cls(properties, classes, frozenset(node for node, named in blank if classes.issuperset(named)))

    def __bool__(self) -> bool:
        return bool(self.properties or self.classes)

    def has(self, predicate: NamedNode, value: Term) -> bool:
        """Whether a triple is paging: by its property or class, or because it leads to a blank page."""
        if predicate in self.properties or value in self.views:
            return True
        return predicate == RDF.type and value in self.classes


def paging_properties(descriptions: Descriptions) -> frozenset[NamedNode]:
    """The paging properties that descriptions use."""
    predicates = set(map(itemgetter(0), chain.from_iterable(descriptions.values())))
    return frozenset(predicate for predicate in predicates if is_paging_term(predicate.value))


# ---------------------------------------------------------------- announced

_SPELLINGS: Final = (HYDRA.iri, "https://www.w3.org/ns/hydra/core#")
_STEPS: Final = frozenset(
    {
        "view",
        "first",
        "next",
        "previous",
        "last",
        "firstPage",
        "nextPage",
        "previousPage",
        "lastPage",
        "collection",
    }
)
_PAGES: Final = frozenset({"PagedCollection", "PartialCollectionView"})
_RECORD: Final = DCAT.record.value
_DIGITS: Final = 15
_MOST: Final = 10**_DIGITS
"""A greater number counts no entries."""


@dataclass(slots=True)
class _Collection:
    """A collection with all its pages.

    Attributes:
        totals: the numbers that it announces.
        has_unread: whether it announces anything that is no number.
        members: what it lists by ``hydra:member``.
        is_paged: whether any of it is a page, by its class or by a link to another page.
        catalogs: the IRIs of the catalogues that are part of it.
        is_of_record: whether it belongs to a record that is no catalogue, such as a dataset.
    """

    totals: list[int] = field(default_factory=list)
    has_unread: bool = False
    members: set[str] = field(default_factory=set)
    is_paged: bool = False
    catalogs: set[str] = field(default_factory=set)
    is_of_record: bool = False


class ListingParts(Protocol):
    """The parts of a source as far as they tell what it announces and lists."""

    @property
    def assembly(self) -> Assembly: ...
    @property
    def rest_subjects(self) -> Sequence[Subject]: ...
    @property
    def paged_subjects(self) -> Collection[Subject]: ...
    def memberships(self) -> Iterator[Membership]: ...
    def records(self) -> Iterable[PendingRecord]: ...
    def name(self, subject: Subject) -> str: ...


def find_announced(parts: ListingParts) -> Announced | None:
    """The announcement that is no number, else that furthest from what is listed, else any; None if there is none."""
    subjects = [*parts.rest_subjects, *parts.paged_subjects]
    found = [one for one in _collections(parts, subjects) if one.totals or one.has_unread]
    if not found:
        return None
    listed: dict[str, set[str]] = {}
    for member in parts.memberships():
        if member.property != _RECORD:
            listed.setdefault(member.catalog, set()).add(member.target)
    answers = [answer for one in found if (answer := _compare(one, parts, listed)) is not None]
    return max(answers, key=_rank, default=None)


def _rank(one: Announced) -> tuple[float, float]:
    announced = inf if one.announced is None else one.announced
    return announced - one.listed, announced


def _compare(one: _Collection, parts: ListingParts, listed: dict[str, set[str]]) -> Announced | None:
    """The number of a collection beside what it lists; None if nothing tells what it is of."""
    members = one.members.union(*(listed.get(catalog, set()) for catalog in one.catalogs))
    if not members and not one.catalogs:
        if one.is_of_record or not one.is_paged:
            return None
        members = set().union(*listed.values()) or {
            pending.iri for pending in parts.records() if pending.role == "record"
        }
    return Announced(announced=None if one.has_unread else max(one.totals), listed=len(members))


def _collections(parts: ListingParts, subjects: Iterable[Subject]) -> Iterator[_Collection]:
    """The collections of which anything is said, in order of reading."""
    by_name: dict[str, list[Subject]] = {}
    steps: list[tuple[str, str]] = []
    for subject in subjects:
        name = str(subject)
        by_name.setdefault(name, []).append(subject)
        steps.append((name, name))
        steps += [(name, str(value)) for key, value in _hydra_pairs(parts, subject) if key in _STEPS]
    groups = groups_of(steps)
    for group in dict.fromkeys(groups[name] for name in by_name):
        one = _Collection()
        for name in sorted(group & by_name.keys()):
            for subject in by_name[name]:
                _add(one, parts, subject)
        yield one


def _add(one: _Collection, parts: ListingParts, subject: Subject) -> None:
    for key, value in _hydra_pairs(parts, subject):
        if key == "totalItems":
            number = _whole_number(value)
            if number is None:
                one.has_unread = True
            else:
                one.totals.append(number)
        elif key == "member":
            one.members.add(str(value))
        one.is_paged |= key in _STEPS or key in _PAGES
    types = {value for prop, value in parts.assembly.descriptions[subject] if prop == RDF.type}
    if DCAT.Catalog in types:
        one.catalogs.add(parts.name(subject))
    elif not RECORD_CLASSES.isdisjoint(types):
        one.is_of_record = True


def _whole_number(value: object) -> int | None:
    """The number that a value is, however it is written; None if it is none that can be counted up to."""
    if not isinstance(value, RdfLiteral):
        return None
    number = read_decimal(value.value.strip(), XSD.double.value, digits=_DIGITS)
    return int(number) if number is not None and 0 <= number < _MOST and number == int(number) else None


def _hydra_pairs(parts: ListingParts, subject: Subject) -> Iterator[tuple[str, object]]:
    """The Hydra properties of a subject with their values, and its Hydra classes, each with itself, by local name."""
    for prop, value in parts.assembly.descriptions[subject]:
        named = value if prop == RDF.type and isinstance(value, NamedNode) else prop
        spelling = next((one for one in _SPELLINGS if named.value.startswith(one)), None)
        if spelling is not None:
            yield named.value.removeprefix(spelling), value


# ---------------------------------------------------------------- survey
# One pass over all triples: classes, and everything that may connect two subjects in one graph.

Part = Literal["record", "catalog-record", "element", "node", "rest"]

_MEMBER_OF = frozenset({DCAT.dataset, DCAT.service, DCAT.catalog})
# The inverse says the same of a catalog record: it belongs to that resource, but is not part of it.
_RECORD_OF = frozenset({DCAT.record, FOAF.isPrimaryTopicOf})
_LISTED_BY = _MEMBER_OF | {DCAT.record}


@dataclass(frozen=True, slots=True)
class Survey:
    """Facts about each subject, from all triples.

    Attributes:
        types: classes of each subject that has any.
        roots: the subjects that begin a part, with its kind, in order of reading; without distributions that a record
            may own.
        blanks: the blank nodes among the values of each subject that has any.
        named: the values of ``dcat:distribution`` of each subject that has any.
        distributions: the described ones among them that are no record by their class, with the kind of part of each
            if no record owns it.
        speaks_dcat: whether any subject has a class of the DCAT namespace.
        paging: the paging terms.
        paged: the blank nodes that paging triples outside the rest lead to.
    """

    types: Mapping[Subject, list[NamedNode]]
    roots: dict[Subject, Part]
    blanks: Mapping[Subject, list[BlankNode]]
    named: Mapping[Subject, list[NamedNode]]
    distributions: dict[NamedNode, Part]
    speaks_dcat: bool
    paging: Paging
    paged: frozenset[BlankNode]


def survey(descriptions: Descriptions) -> Survey:
    """Survey the descriptions once."""
    properties = paging_properties(descriptions)
    edges = _find_edges(descriptions, properties)
    types = edges.types
    paging = Paging.of(properties, types)
    parts = {listed: _part(listed) for listed in {tuple(listed) for listed in types.values()}}
    candidates = {value for values in edges.named.values() for value in values}
    roots: dict[Subject, Part] = {}
    distributions: dict[NamedNode, Part] = {}
    for subject, pairs in descriptions.items():
        part = parts[tuple(types[subject])] if subject in types else "node"
        if isinstance(subject, BlankNode):
            root = _blank_root(part, edges.incoming.get(subject))
            if root is not None:
                roots[subject] = root
            continue
        if part == "node" and paging and all(paging.has(*pair) for pair in pairs):
            part = "rest"
        if subject in candidates and part in ("node", "rest"):
            distributions[subject] = part
        else:
            roots[subject] = part
    return Survey(
        types=types,
        roots=roots,
        blanks=edges.blanks,
        named=edges.named,
        distributions=distributions,
        speaks_dcat=any(listed.value.startswith(DCAT.iri) for listing in parts for listed in listing),
        paging=paging,
        paged=_take_paging(descriptions, roots, edges.blanks, paging) if paging else frozenset(),
    )


@dataclass(frozen=True, slots=True)
class _Edges:
    """Classes and links of subjects; `incoming` has the properties that lead to each blank node."""

    types: dict[Subject, list[NamedNode]]
    blanks: dict[Subject, list[BlankNode]]
    named: dict[Subject, list[NamedNode]]
    incoming: dict[BlankNode, set[NamedNode]]


def _find_edges(descriptions: Descriptions, paging: AbstractSet[NamedNode]) -> _Edges:
    """One pass over all triples; a page does not own the blank nodes that it shows by a paging property."""
    types: dict[Subject, list[NamedNode]] = {}
    blanks: dict[Subject, list[BlankNode]] = {}
    named: dict[Subject, list[NamedNode]] = {}
    incoming: dict[BlankNode, set[NamedNode]] = {}
    for subject, pairs in descriptions.items():
        for predicate, value in pairs:
            if isinstance(value, NamedNode):
                if predicate == RDF.type:
                    types.setdefault(subject, []).append(value)
                elif predicate == DCAT.distribution:
                    named.setdefault(subject, []).append(value)
            elif isinstance(value, BlankNode) and value != subject:
                blanks.setdefault(subject, []).append(value)
                if predicate not in paging or isinstance(subject, BlankNode):
                    incoming.setdefault(value, set()).add(predicate)
    return _Edges(types, blanks, named, incoming)


def _take_paging(
    descriptions: Descriptions, roots: Mapping[Subject, Part], blanks: dict[Subject, list[BlankNode]], paging: Paging
) -> frozenset[BlankNode]:
    """Take the values of paging triples that are rest out of `blanks`, and return them."""
    taken: set[BlankNode] = set()
    for subject, values in blanks.items():
        if roots.get(subject) == "rest" or not is_separable(subject, roots):
            continue
        pairs = descriptions[subject]
        paged = {value for predicate, value in pairs if isinstance(value, BlankNode) and paging.has(predicate, value)}
        if paged:
            others = {value for predicate, value in pairs if not paging.has(predicate, value)}
            blanks[subject] = [value for value in values if value in others]
            taken |= paged
    return frozenset(taken)


def is_separable(subject: Subject, roots: Mapping[Subject, Part]) -> bool:
    """Whether triples about a subject can be told apart from the others: it has an IRI, or will be given one."""
    return isinstance(subject, NamedNode) or subject in roots


def _part(types: tuple[NamedNode, ...]) -> Part:
    if is_stream(types):
        return "rest"
    if not RECORD_CLASSES.isdisjoint(types):
        return "record"
    if DCAT.CatalogRecord in types:
        return "catalog-record"
    if not ELEMENT_CLASSES.isdisjoint(types):
        return "element"
    # An agent that is also a person of ActivityStreams is an agent.
    return "node"


def _blank_root(part: Part, incoming: set[NamedNode] | None) -> Part | None:
    """The kind of part that a blank node begins; None if it stays in its holder's graph."""
    if incoming is None:
        return part if part in ("record", "catalog-record", "element") else "rest"
    if part == "record" and not _MEMBER_OF.isdisjoint(incoming):
        return "record"
    if part == "catalog-record" and not _RECORD_OF.isdisjoint(incoming):
        return "catalog-record"
    if part in ("node", "rest") and not _LISTED_BY.isdisjoint(incoming):
        # What a catalogue lists is no part of the catalogue, although its class is none of a record.
        return "node"
    return None
