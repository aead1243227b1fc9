"""The graphs that one record is written from, and what of them has been written.

A triple is held as soon as a field says it; an object that turns out not to be writable gives its triples back.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import LANGUAGE_END

from ..record.record import quads_of

_MOST_REACHED: Final = 256
_LANGUAGES: Final = ("vi", "", "en")

Triple = tuple[Subject, NamedNode, Term]


def text_rank(term: Term) -> tuple[int, str]:
    """The order of values: Vietnamese texts, then those without a language, English ones, others; then by text."""
    if isinstance(term, Literal):
        primary = (term.language or "").partition("-")[0]
        return (_LANGUAGES.index(primary) if primary in _LANGUAGES else len(_LANGUAGES), str(term))
    return (0, str(term))


class ReachedGraphs:
    """The graphs of node records by IRI, parsed when they are first read; many records share a publisher."""

    def __init__(self) -> None:
        self._parsed: OrderedDict[str, tuple[bytes, Descriptions]] = OrderedDict()

    def read(self, iri: str, nquads: bytes) -> Descriptions:
        """The descriptions in a graph."""
        found = self._parsed.get(iri)
        if found is None or found[0] != nquads:
            found = self._parsed[iri] = (nquads, read_descriptions(nquads))
            if len(self._parsed) > _MOST_REACHED:
                self._parsed.popitem(last=False)
        else:
            self._parsed.move_to_end(iri)
        return found[1]


def read_descriptions(nquads: bytes) -> Descriptions:
    """The pairs of property and value of each subject, in the order of the lines."""
    found: Descriptions = {}
    for quad in quads_of(nquads):
        found.setdefault(quad.subject, []).append((quad.predicate, quad.object))  # type: ignore[arg-type]
    return found


class RecordGraph:
    """A record's own graph, the graphs that it reaches, and what of them is held by the format.

    Attributes:
        root: the record.
        own: what its own graph describes.
    """

    def __init__(self, iri: str, nquads: bytes, reached: Mapping[str, bytes], parsed: ReachedGraphs) -> None:
        self.root = NamedNode(iri)
        self.own = read_descriptions(nquads)
        self._reached = reached
        self._parsed = parsed
        self._read: dict[Subject, tuple[NamedNode, Descriptions]] = {}
        self._held: list[Triple] = []
        self._is_held: set[Triple] = set()
        self._objects: list[tuple[NamedNode, str]] = []

    def pairs(self, node: Subject) -> list[tuple[NamedNode, Term]]:
        """Property and value of all triples about a node; empty if nothing describes it."""
        pairs = self.own.get(node)
        if pairs is not None:
            return pairs
        if node not in self._read and isinstance(node, NamedNode):
            nquads = self._reached.get(node.value)
            found = {} if nquads is None else self._parsed.read(node.value, nquads)
            self._read[node] = (node, found)
            for inner in found:
                self._read.setdefault(inner, (node, found))
        _, found = self._read.get(node, (None, {}))
        return found.get(node, [])

    def values(self, node: Subject, prop: NamedNode) -> list[Term]:
        """The values of a property, each once, in the order of `text_rank`."""
        found = {value for name, value in self.pairs(node) if name == prop}
        return sorted(found, key=text_rank) if len(found) > 1 else list(found)

    def is_described(self, node: Term) -> bool:
        """Whether anything is known of a resource."""
        return not isinstance(node, Literal) and bool(self.pairs(node))

    def hold(self, node: Subject, prop: NamedNode, term: Term) -> None:
        """Note that a triple is written."""
        self._held.append((node, prop, term))
        self._is_held.add((node, prop, term))

    def hold_tree(self, node: Subject, prop: NamedNode, term: Term) -> None:
        """Note that a triple is written, with all that its value says if that has no IRI."""
        self.hold(node, prop, term)
        if isinstance(term, BlankNode):
            for name, value in self.pairs(term):
                if (term, name, value) not in self._is_held:
                    self.hold_tree(term, name, value)

    def begin_object(self, node: Subject, name: str) -> tuple[int, int]:
        """Note that a node is written as an object of a class; returns the point to which `give_back` returns."""
        point = (len(self._held), len(self._objects))
        if isinstance(node, NamedNode) and node not in self.own:
            self._objects.append((node, name))
        return point

    def point(self) -> tuple[int, int]:
        """The point to which `give_back` returns."""
        return (len(self._held), len(self._objects))

    def give_back(self, point: tuple[int, int]) -> None:
        """Forget what was held since a point."""
        held, objects = point
        if held < len(self._held):
            del self._held[held:]
            self._is_held = set(self._held)
        del self._objects[objects:]

    def release(self, node: Subject, prop: NamedNode) -> None:
        """Forget that the triples of a property are written."""
        self._held = [one for one in self._held if one[:2] != (node, prop)]
        self._is_held = set(self._held)

    def add_losses(self, lost: Unwritten) -> None:
        """Count what is not held of the record's own graph."""
        count_losses(self.root, self.own, self._is_held, lost)

    def objects(self) -> list[tuple[NamedNode, str]]:
        """The node records that were written as objects, each with each of their classes."""
        return list(dict.fromkeys(self._objects))

    def add_losses_of(self, node: NamedNode, lost: Unwritten) -> None:
        """Count what is not held of a node record's graph."""
        self.pairs(node)
        count_losses(node, self._read[node][1], self._is_held, lost)


def count_losses(root: NamedNode, described: Descriptions, held: set[Triple], lost: Unwritten) -> None:
    """Count the triples of a graph that are not held, by path from its root, and languages of texts that are."""
    paths = _paths(root, described)
    numbers: Counter[str] = Counter()
    for node, pairs in described.items():
        before = "".join(f"{one}/" for one in paths.get(node, ()))
        for prop, term in dict.fromkeys(pairs):
            path = before + abbreviate(prop.value)
            if (node, prop, term) not in held:
                lost.add_example(f"{node} {prop} {term}")
                numbers[path] += 1
            elif isinstance(term, Literal) and term.language is not None:
                numbers[path + LANGUAGE_END] += 1
    lost.add_parts(root.value, numbers)


def _paths(root: NamedNode, described: Descriptions) -> dict[Subject, tuple[str, ...]]:
    """The shortest path of properties to each subject of a graph."""
    paths: dict[Subject, tuple[str, ...]] = {root: ()}
    todo: list[Subject] = [root]
    for node in todo:
        for prop, term in described.get(node, ()):
            if not isinstance(term, Literal) and term in described and term not in paths:
                paths[term] = (*paths[node], abbreviate(prop.value))
                todo.append(term)
    return paths
