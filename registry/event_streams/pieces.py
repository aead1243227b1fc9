"""Descriptions in pieces: what is said of an IRI, with the blank nodes that belong to it.

IRIs that share a blank node are one piece. What belongs to a record may be in several pieces, tied by the properties
that the splitter follows from one IRI to another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.paging_terms import is_paging_term
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import DCAT, FOAF, RDF

from .stream_page import Pairs, is_of_stream

TIES: Final = frozenset({DCAT.distribution, FOAF.primaryTopic})
"""The properties that tie one IRI to another: a part to its record, a record to what is catalogued."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece.

    Attributes:
        iris: the subjects that have one; empty for blank nodes that no IRI leads to.
        ties: the IRIs that may be in the same record, or tell in which record it is.
        descriptions: all of its subjects.
    """

    iris: frozenset[str]
    ties: frozenset[str]
    descriptions: Descriptions

    @property
    def is_of_stream(self) -> bool:
        """Whether all that it says is about a stream, its pages and its activities."""
        named = [pairs for subject, pairs in self.descriptions.items() if isinstance(subject, NamedNode)]
        return all(is_of_stream(pairs) for pairs in named or self.descriptions.values())

    def paging(self) -> Descriptions:
        """The triples of its IRIs that say how to read a feed, without blank nodes that they lead to."""
        found = {
            subject: [pair for pair in pairs if _is_paging(*pair) and not isinstance(pair[1], BlankNode)]
            for subject, pairs in self.descriptions.items()
            if isinstance(subject, NamedNode)
        }
        return {subject: pairs for subject, pairs in found.items() if pairs}

    def touches(self, iris: Collection[str]) -> bool:
        """Whether it describes one of these, or decides to which record one of these belongs."""
        return any(iri in iris for iri in self.iris) or any(iri in iris for iri in self.ties)

    def digest(self) -> str:
        """Of all but paging, which changes with every page and belongs to no record."""
        quads = (
            Quad(subject, predicate, value)
            for subject, pairs in self.descriptions.items()
            for predicate, value in pairs
            if not _is_paging(predicate, value)
        )
        return canonicalize(quads).digest


def _is_paging(predicate: NamedNode, value: object) -> bool:
    """Whether a triple says how to read a feed."""
    if is_paging_term(predicate.value):
        return True
    return predicate == RDF.type and isinstance(value, NamedNode) and is_paging_term(value.value)


def pieces_of(descriptions: Descriptions) -> Iterator[Piece]:
    """The pieces of descriptions, in document order."""
    owner: dict[Subject, Subject] = {}

    def top(node: Subject) -> Subject:
        while owner.setdefault(node, node) != node:
            owner[node] = node = owner[owner[node]]
        return node

    for subject, pairs in descriptions.items():
        here = top(subject)
        for _, value in pairs:
            if isinstance(value, BlankNode):
                owner[top(value)] = here
                here = top(here)
    together: dict[Subject, Descriptions] = {}
    for subject, pairs in descriptions.items():
        together.setdefault(top(subject), {})[subject] = pairs
    for part in together.values():
        iris = frozenset(subject.value for subject in part if isinstance(subject, NamedNode))
        yield Piece(iris, frozenset(_ties(part.values())), part)


def _ties(described: Iterable[Pairs]) -> Iterator[str]:
    for pairs in described:
        for predicate, value in pairs:
            if predicate in TIES and not isinstance(value, BlankNode | Literal):
                yield value.value
