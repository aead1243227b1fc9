"""What surrounds a record when it is judged: the node records it reaches by IRI, and of what class others are.

Context is looked up, never judged itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import NamedNode

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.lines import iri_values
from danhmuc.vocab.terms import RDF_TYPE

from .engine import indexed_nquads

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Subject

    from .engine.data import Around, Said

__all__ = ["Context", "Described", "Surroundings"]


class Described(Protocol):
    """Anything that has an IRI and a graph of its own."""

    @property
    def iri(self) -> str: ...
    @property
    def canonical(self) -> CanonicalGraph: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The context of one record.

    Attributes:
        digest: of the nodes reached and of the classes of other records named; empty text where there are none.
        nquads: the graphs of the nodes, one after another; blank nodes of two graphs may share a name.
    """

    digest: str
    nquads: tuple[bytes, ...]


class Context:
    """The node records of a source, and the classes of its records, by IRI."""

    def __init__(
        self, nodes: Mapping[str, CanonicalGraph] | None = None, classes: Mapping[str, str] | None = None
    ) -> None:
        self._nodes = dict(nodes or {})
        self._classes = dict(classes or {})
        self._links: dict[str, frozenset[str]] = {}
        self._looked_up: _Nodes = _Nodes(self._nodes)

    def add(self, node: Described) -> None:
        """Take in one more node record."""
        self._nodes[node.iri] = node.canonical
        self._links.pop(node.iri, None)
        self._looked_up.forget()

    def add_class(self, iri: str, main_class: str) -> None:
        """Take in of what class a record is."""
        self._classes[iri] = main_class

    def around(self, record: Described) -> Surroundings:
        """All node records that the record reaches by IRI, directly or through one another."""
        if not self._nodes and not self._classes:
            return _NOTHING
        values = iri_values(record.canonical.nquads)
        seen: set[str] = set()
        todo = list(values & self._nodes.keys())
        while todo:
            iri = todo.pop()
            if iri not in seen and iri != record.iri:
                seen.add(iri)
                todo.extend(self._links_of(iri) - seen)
        others = sorted((values & self._classes.keys()) - {record.iri})
        if not seen and not others:
            return _NOTHING
        reached = sorted(seen)
        text = "".join(f"{iri} {self._nodes[iri].digest}\n" for iri in reached)
        text += "".join(f"{iri} {self._classes[iri]}\n" for iri in others)
        return Surroundings(
            hashlib.sha256(text.encode()).hexdigest(), tuple(self._nodes[iri].nquads for iri in reached)
        )

    def looked_up(self) -> tuple[Around, ...]:
        """The same, to be asked node by node about one record."""
        self._looked_up.make_room()
        return (self._looked_up, _Others(self._classes)) if self._classes else (self._looked_up,)

    def _links_of(self, iri: str) -> frozenset[str]:
        links = self._links.get(iri)
        if links is None:
            found = iri_values(self._nodes[iri].nquads) & self._nodes.keys()
            links = self._links[iri] = frozenset(found)
        return links


class _Nodes:
    """Node records, each made ready when it is first asked for."""

    is_whole = True
    has_classes = True

    def __init__(self, nodes: Mapping[str, CanonicalGraph]) -> None:
        self._nodes = nodes
        self._said: dict[Subject, Said] = {}
        self._ready: set[str] = set()

    def forget(self) -> None:
        """Make all ready anew: a node may have changed."""
        if self._ready:
            self._said, self._ready = {}, set()

    def make_room(self) -> None:
        """Hold no more ready than a few thousand."""
        if len(self._ready) > _MOST_READY:
            self.forget()

    def said(self, node: Subject) -> Said | None:
        """What a node record says."""
        if type(node) is NamedNode:
            iri = node.value
            if iri in self._nodes and iri not in self._ready:
                self._ready.add(iri)
                # Blank nodes of two graphs may share a name.
                for subject, said in indexed_nquads(self._nodes[iri].nquads, rename=True).items():
                    self._said.setdefault(subject, said)
        return self._said.get(node)


class _Others:
    """Records of the source, of which only the class is looked at: what else they say is judged with themselves."""

    is_whole = False
    has_classes = True

    def __init__(self, classes: Mapping[str, str]) -> None:
        self._classes = classes

    def said(self, node: Subject) -> Said | None:
        """Of what class a record is."""
        found = self._classes.get(node.value) if type(node) is NamedNode else None
        return None if found is None else {RDF_TYPE: (NamedNode(found),)}


_MOST_READY: Final = 5_000
_NOTHING: Final = Surroundings("", ())
