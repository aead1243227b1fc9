"""What surrounds a record when it is judged: the node records it reaches by IRI.

Context is looked up, never judged itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.lines import iri_values

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
        digest: of the IRIs and digests of the nodes reached; empty text where there are none.
        nquads: their graphs, one after another; blank nodes of two graphs may share a name.
    """

    digest: str
    nquads: tuple[bytes, ...]


class Context:
    """The node records of a source, by IRI."""

    def __init__(self, nodes: Mapping[str, CanonicalGraph] | None = None) -> None:
        self._nodes = dict(nodes or {})
        self._links: dict[str, frozenset[str]] = {}

    def add(self, node: Described) -> None:
        """Take in one more node record."""
        self._nodes[node.iri] = node.canonical
        self._links.pop(node.iri, None)

    def around(self, record: Described) -> Surroundings:
        """All node records that the record reaches by IRI, directly or through one another."""
        if not self._nodes:
            return Surroundings("", ())
        seen: set[str] = set()
        todo = list(self._known(record.canonical.nquads))
        while todo:
            iri = todo.pop()
            if iri not in seen and iri != record.iri:
                seen.add(iri)
                todo.extend(self._links_of(iri) - seen)
        if not seen:
            return Surroundings("", ())
        reached = sorted(seen)
        text = "".join(f"{iri} {self._nodes[iri].digest}\n" for iri in reached)
        return Surroundings(
            hashlib.sha256(text.encode()).hexdigest(), tuple(self._nodes[iri].nquads for iri in reached)
        )

    def _links_of(self, iri: str) -> frozenset[str]:
        links = self._links.get(iri)
        if links is None:
            links = self._links[iri] = self._known(self._nodes[iri].nquads)
        return links

    def _known(self, nquads: bytes) -> frozenset[str]:
        return frozenset(iri_values(nquads) & self._nodes.keys())
