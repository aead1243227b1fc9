"""The content of terms, so that two descriptions can be compared although their blank nodes have other names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode

from danhmuc.vocab.reading import Descriptions, Term

from .record_graph import RecordGraph

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
