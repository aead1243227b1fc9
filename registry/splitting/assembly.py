"""Assemble the descriptions of the same things in several documents of one source.

Descriptions of one IRI are united. Repetitions count once: of a triple, and also of a blank tree that an earlier
document already has under the same property, or the blank publisher that every page repeats would be a second
publisher. Blank nodes that no IRI leads to are compared together with all that is connected with them in a document.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, NamedNode, Quad

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.reading import Descriptions, Subject, Term

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
