"""Canonical N-Quads as rdflib graphs, literals as they were written.

rdflib is the public currency, pyoxigraph the working one; this is the bridge, and the only place that crosses it.
"""

from __future__ import annotations

import re

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from .datatypes.names import STRING

__all__ = ["add_nquads", "graph_of", "nquads_of"]

_TEXT = re.compile(r'[\x00-\x1f"\\\x7f]')
_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def graph_of(nquads: bytes) -> rdflib.Graph:
    """A fresh graph of the triples."""
    graph = rdflib.Graph()
    add_nquads(graph, nquads)
    return graph


def nquads_of(graph: rdflib.Graph, names: dict[rdflib.BNode, str] | None = None) -> bytes:
    """The triples of a graph as N-Quads, unsorted, language tags lower-case; blank nodes are numbered.

    Args:
        names: what to call blank nodes, as ``_:name``; those that it lacks are numbered in it.
    """
    names = {} if names is None else names

    def written(term: object) -> str:
        match term:
            case rdflib.BNode():
                return names.setdefault(term, f"_:b{len(names)}")
            case rdflib.Literal() if term.language is not None:
                return f'"{_escaped(term, _TEXT)}"@{term.language.lower()}'
            case rdflib.Literal() if term.datatype is not None:
                return f'"{_escaped(term, _TEXT)}"^^<{_escaped(term.datatype, _IRI)}>'
            case rdflib.Literal():
                return f'"{_escaped(term, _TEXT)}"'
            case rdflib.URIRef():
                return f"<{_escaped(term, _IRI)}>"
            case _:
                raise TypeError(f"not a term of RDF 1.1: {term!r}")

    return "".join(f"{written(s)} {written(p)} {written(o)} .\n" for s, p, o in graph).encode()


def _escaped(text: str, escapes: re.Pattern[str]) -> str:
    return escapes.sub(lambda found: f"\\u{ord(found.group()):04X}", text)


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
            case Literal() if term.datatype.value == STRING:
                return rdflib.Literal(term.value, normalize=False)
            case Literal():
                return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
            case _:
                raise TypeError(f"not a term of RDF 1.1: {term!r}")

    for subject, predicate, value, _ in parse(nquads, format=RdfFormat.N_QUADS, lenient=True):
        graph.add((node(subject), node(predicate), node(value)))
