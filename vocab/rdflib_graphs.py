"""Canonical N-Quads as rdflib graphs, literals as they were written.

rdflib is the public currency, pyoxigraph the working one; this is the bridge, and the only place that crosses it.
"""

from __future__ import annotations

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

__all__ = ["add_nquads", "graph_of"]

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def graph_of(nquads: bytes) -> rdflib.Graph:
    """A fresh graph of the triples."""
    graph = rdflib.Graph()
    add_nquads(graph, nquads)
    return graph


def add_nquads(graph: rdflib.Graph, nquads: bytes, scope: str = "") -> None:
    """Put the triples into the graph; `scope` is put before blank node names, to keep those of two graphs apart."""

    def node(term: object) -> rdflib.term.Node:
        match term:
            case NamedNode():
                return rdflib.URIRef(term.value)
            case BlankNode():
                return rdflib.BNode(scope + term.value)
            case Literal() if term.language is not None:
                return rdflib.Literal(term.value, lang=term.language, normalize=False)
            case Literal() if term.datatype.value == _XSD_STRING:
                return rdflib.Literal(term.value, normalize=False)
            case Literal():
                return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
            case _:
                raise TypeError(f"not a term of RDF 1.1: {term!r}")

    for subject, predicate, value, _ in parse(nquads, format=RdfFormat.N_QUADS, lenient=True):
        graph.add((node(subject), node(predicate), node(value)))
