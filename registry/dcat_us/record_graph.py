"""The graphs that one record is written from, and what of them has been written.

A triple is held as soon as a field says it; an object that turns out not to be writable gives its triples back.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import LANGUAGE_END

from ..record.record import quads_of

# ---------------------------------------------------------------- record graph

_REACHED_BYTES: Final = 1 << 20
"""Bytes of the graphs of node records that are held as terms."""
_LANGUAGES: Final = ("vi", "", "en")

Triple = tuple[Subject, NamedNode, Term]
Traces = tuple[list[Triple], list[tuple[NamedNode, str]]]
"""The triples that an object holds, and the nodes that were begun as objects for it, each with its class."""


def text_rank(term: Term) -> tuple[int, str]:
    """The order of values: Vietnamese texts, then those without a language, English ones, others; then by text."""
    if isinstance(term, Literal):
        primary = (term.language or "").partition("-")[0]
        return (_LANGUAGES.index(primary) if primary in _LANGUAGES else len(_LANGUAGES), str(term))
    return (0, str(term))


class Description(list[tuple[NamedNode, Term]]):
    """Property and value of all triples about a node, in the order of the lines."""

    @cached_property
    def by_property(self) -> dict[NamedNode, list[Term]]:
        """The values of each property, each once, in the order of `text_rank`."""
        found: dict[NamedNode, dict[Term, None]] = {}
        for prop, term in self:
            found.setdefault(prop, {})[term] = None
        return {prop: sorted(terms, key=text_rank) if len(terms) > 1 else list(terms) for prop, terms in found.items()}


_NOTHING: Final = Description()

ReadGraph = dict[Subject, Description]
"""What a graph describes."""


class ReachedGraphs:
    """The graphs of node records by IRI, parsed when they are first read; many records share a publisher."""

    def __init__(self) -> None:
        self._parsed: OrderedDict[str, tuple[bytes, ReadGraph]] = OrderedDict()
        self._bytes = 0

    def read(self, iri: str, nquads: bytes) -> ReadGraph:
        """The descriptions in a graph; the same objects as long as it is held."""
        found = self._parsed.get(iri)
        if found is not None and found[0] == nquads:
            self._parsed.move_to_end(iri)
            return found[1]
        self._bytes += len(nquads) - (0 if found is None else len(found[0]))
        described = read_descriptions(nquads)
        self._parsed[iri] = (nquads, described)
        while self._bytes > _REACHED_BYTES and len(self._parsed) > 1:
            _, (oldest, _) = self._parsed.popitem(last=False)
            self._bytes -= len(oldest)
        return described


def read_descriptions(nquads: bytes) -> ReadGraph:
    """The descriptions in a graph of N-Quads."""
    found: ReadGraph = {}
    for quad in quads_of(nquads):
        subject: Subject = quad.subject  # type: ignore[assignment]
        description = found.get(subject)
        if description is None:
            description = found[subject] = Description()
        description.append((quad.predicate, quad.object))  # type: ignore[arg-type]
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
        self._read: dict[Subject, ReadGraph] = {}
        self._held: list[Triple] = []
        self._is_held: set[Triple] = set()
        self._objects: list[tuple[NamedNode, str]] = []
        self._asked: list[dict[Subject, Description]] = []

    def pairs(self, node: Subject) -> Description:
        """Property and value of all triples about a node; empty if nothing describes it."""
        found = self.own.get(node)
        if found is None:
            found = self._reached_description(node)
        if self._asked:
            self._asked[-1].setdefault(node, found)
        return found

    def _reached_description(self, node: Subject) -> Description:
        if node not in self._read and isinstance(node, NamedNode):
            nquads = self._reached.get(node.value)
            graph: ReadGraph = {} if nquads is None else self._parsed.read(node.value, nquads)
            self._read[node] = graph
            for inner in graph:
                self._read.setdefault(inner, graph)
        return self._read.get(node, {}).get(node, _NOTHING)

    def values(self, node: Subject, prop: NamedNode) -> Sequence[Term]:
        """The values of a property, each once, in the order of `text_rank`."""
        return self.pairs(node).by_property.get(prop, ())

    def begin_asking(self) -> None:
        """Remember the descriptions that are asked for from now on, until `end_asking`; may be nested."""
        self._asked.append({})

    def end_asking(self) -> dict[Subject, Description]:
        """The descriptions that were asked for, in that order; what was asked within them is asked outside, too."""
        asked = self._asked.pop()
        if self._asked:
            for node, description in asked.items():
                self._asked[-1].setdefault(node, description)
        return asked

    def would_answer(self, asked: Mapping[Subject, Description]) -> bool:
        """Whether the same descriptions answer the same questions, asked in the same order."""
        return all(self.pairs(node) is description for node, description in asked.items())

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

    def since(self, point: tuple[int, int]) -> Traces:
        """The triples that were held and the objects that were begun since a point."""
        held, objects = point
        return self._held[held:], self._objects[objects:]

    def repeat(self, traces: Traces) -> None:
        """Hold these triples and note these objects."""
        held, objects = traces
        self._held += held
        self._is_held.update(held)
        self._objects += objects

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
        count_losses(node, self._read[node], self._is_held, lost)


def count_losses(root: NamedNode, described: ReadGraph, held: set[Triple], lost: Unwritten) -> None:
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


def _paths(root: NamedNode, described: ReadGraph) -> dict[Subject, tuple[str, ...]]:
    """The shortest path of properties to each subject of a graph."""
    paths: dict[Subject, tuple[str, ...]] = {root: ()}
    todo: list[Subject] = [root]
    for node in todo:
        for prop, term in described.get(node, ()):
            if not isinstance(term, Literal) and term in described and term not in paths:
                paths[term] = (*paths[node], abbreviate(prop.value))
                todo.append(term)
    return paths


# ---------------------------------------------------------------- term shapes
# The content of terms, so that two descriptions can be compared although their blank nodes have other names.

_DEEPEST: Final = 32

Shape = tuple[str, str] | tuple[str, frozenset[tuple[str, "Shape"]]]


def term_shape(described: Descriptions | RecordGraph, term: Term, above: tuple[Term, ...] = ()) -> Shape:
    """The content of a term, independent of the names of nodes without IRI.

    Args:
        above: the nodes that it is within; of these it says no more than which one it is.
    """
    if not isinstance(term, BlankNode):
        return ("term", str(term))
    if term in above or len(above) > _DEEPEST:
        return ("above", str(len(above) - above.index(term) if term in above else 0))
    return ("node", frozenset(_pair_shapes(described, term, (*above, term))))


def _pair_shapes(
    described: Descriptions | RecordGraph, node: BlankNode, above: tuple[Term, ...]
) -> Iterator[tuple[str, Shape]]:
    pairs = described.pairs(node) if isinstance(described, RecordGraph) else described.get(node, ())
    for prop, term in pairs:
        yield str(prop), term_shape(described, term, above)
