"""The data that is judged, ready to be asked: what is said of a node, by whom it is named, what class it has.

What is around the data (context, lists) is looked up and never judged. In the W3C's reading nothing but the data
counts, and what it does not say is not so; in ours, what nobody describes is not known.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from .names import RDF_TYPE, SUB_CLASS_OF

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

__all__ = ["Data", "Index", "Said", "indexed", "indexed_nquads", "paused_collection"]

Said = Mapping[NamedNode, Sequence["Term"]]
"""What is said of one node: values by property, each once."""
Index = Mapping["Subject", Said]
Around = Callable[["Subject"], "Said | None"]
"""Looks up a node that the data does not describe."""

_FEW: Final = 16
"""Values that are looked through one by one for repetitions; beyond that a set remembers them."""
_NOTHING: Final[Said] = {}
_EMPTY: Final[tuple[Term, ...]] = ()


class Data:
    """One graph to judge.

    Attributes:
        index: what is said of each subject; these are the nodes that may be judged.
        memory: what has been found out about nodes, by whoever asks.
        is_open: whether an IRI that nothing describes is unknown, rather than known to be nothing.
    """

    def __init__(
        self,
        index: Index,
        *,
        around: Sequence[Around] = (),
        hierarchy: Mapping[NamedNode, Collection[NamedNode]] | None = None,
        incoming: Mapping[tuple[NamedNode, Subject], Sequence[Term]] | None = None,
        is_open: bool = False,
    ) -> None:
        self.index = index
        self.is_open = is_open
        self.memory: dict[tuple[int, Term], bool | None] = {}
        self._around = tuple(around)
        self._incoming = incoming or {}
        self._inverse: dict[NamedNode, dict[Term, list[Subject]]] = {}
        self._instances: dict[NamedNode, list[Subject]] | None = None
        self._below: dict[NamedNode, frozenset[NamedNode]] = {}
        self._subclasses: dict[NamedNode, list[NamedNode]] | None = None
        self._hierarchy = hierarchy or {}

    def said(self, node: Term) -> Said | None:
        """What is said of a node, in the data or around it; None where nothing is."""
        found = self.index.get(node)  # type: ignore[call-overload]
        if found is None and self._around and type(node) is not Literal:
            for look in self._around:
                found = look(node)  # type: ignore[arg-type]
                if found is not None:
                    break
        return found  # type: ignore[no-any-return]

    def objects(self, node: Term, predicate: NamedNode) -> Sequence[Term]:
        """The values of a property, each once."""
        said = self.said(node)
        return _EMPTY if said is None else said.get(predicate, _EMPTY)

    def subjects(self, predicate: NamedNode, value: Term) -> Sequence[Term]:
        """The nodes that have a value in a property, each once."""
        inverse = self._inverse.get(predicate)
        if inverse is None:
            inverse = self._inverse[predicate] = {}
            for subject, said in self.index.items():
                for one in said.get(predicate, _EMPTY):
                    inverse.setdefault(one, []).append(subject)
        own: Sequence[Term] = inverse.get(value, _EMPTY)
        more = self._incoming.get((predicate, value)) if self._incoming else None  # type: ignore[arg-type]
        return own if not more else tuple(dict.fromkeys([*own, *more]))

    def is_described(self, node: Term) -> bool:
        """Whether all is known that there is to know of a node: always so of literals and blank nodes."""
        return not self.is_open or type(node) is not NamedNode or self.said(node) is not None

    def has_class(self, node: Term, wanted: NamedNode) -> bool | None:
        """Whether a node is an instance of a class or of one below it; None where nothing describes it."""
        said = self.said(node) if type(node) is not Literal else _NOTHING
        if said is None:
            return None if self.is_open and type(node) is NamedNode else False
        classes = said.get(RDF_TYPE, _EMPTY)
        if wanted in classes:
            return True
        below = self._classes_below(wanted)
        return len(below) > 1 and any(one in below for one in classes)

    def instances(self, wanted: NamedNode) -> Iterable[Subject]:
        """The nodes of the data that are instances of a class or of one below it, in order of the data."""
        if self._instances is None:
            self._instances = {}
            for subject, said in self.index.items():
                for one in said.get(RDF_TYPE, _EMPTY):
                    if type(one) is NamedNode:
                        self._instances.setdefault(one, []).append(subject)
        below = self._classes_below(wanted)
        if len(below) == 1:
            return self._instances.get(wanted, ())
        return dict.fromkeys(node for one in below for node in self._instances.get(one, ()))

    def _classes_below(self, wanted: NamedNode) -> frozenset[NamedNode]:
        """A class and all that are its subclasses, by the data and by the hierarchy that is built in."""
        found = self._below.get(wanted)
        if found is None:
            if self._subclasses is None:
                self._subclasses = {}
                for subject, said in self.index.items():
                    if type(subject) is NamedNode:
                        for above in said.get(SUB_CLASS_OF, _EMPTY):
                            if type(above) is NamedNode:
                                self._subclasses.setdefault(above, []).append(subject)
            seen = {wanted}
            ring = [wanted]
            while ring:
                one = ring.pop()
                for below in (*self._subclasses.get(one, ()), *self._hierarchy.get(one, ())):
                    if below not in seen:
                        seen.add(below)
                        ring.append(below)
            found = self._below[wanted] = frozenset(seen)
        return found


def indexed(descriptions: Descriptions) -> Index:
    """Descriptions as an index, repetitions dropped."""
    with paused_collection():
        made: dict[Subject, dict[NamedNode, list[Term]]] = {}
        for subject, pairs in descriptions.items():
            said: dict[NamedNode, list[Term]] = {}
            many: dict[NamedNode, set[Term]] = {}
            for predicate, value in pairs:
                values = said.get(predicate)
                if values is None:
                    said[predicate] = [value]
                elif len(values) < _FEW:
                    if value not in values:
                        values.append(value)
                else:
                    seen = many.get(predicate)
                    if seen is None:
                        seen = many[predicate] = set(values)
                    if value not in seen:
                        seen.add(value)
                        values.append(value)
            made[subject] = said
    return made


def indexed_nquads(nquads: bytes) -> Index:
    """N-Quads as an index; graph names are dropped."""
    return indexed(described(parse(nquads, format=RdfFormat.N_QUADS, lenient=True)))


def described(quads: Iterable[Quad]) -> Descriptions:
    """Quads by subject, in their order."""
    found: Descriptions = {}
    with paused_collection():
        last: Subject | None = None
        pairs: list[tuple[NamedNode, Term]] = []
        for subject, predicate, value, _ in quads:
            if subject != last:
                last = subject  # type: ignore[assignment]
                pairs = found.setdefault(last, [])  # type: ignore[arg-type]
            pairs.append((predicate, value))  # type: ignore[arg-type]
    return found


@contextmanager
def paused_collection() -> Iterator[None]:
    """Keep the cyclic collector from walking over all that is being made, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def is_blank(node: Term) -> bool:
    """Whether a node has no name."""
    return type(node) is BlankNode
