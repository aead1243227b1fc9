"""Paging triples: they are rest, whoever states them, so that no feed sends its readers to the pages of another.

Those of a blank node within the graph of another resource stay there, since nothing outside that graph could name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.paging_terms import is_paging_term
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import RDF


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
