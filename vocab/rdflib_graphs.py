"""Convert canonical N-Quads to rdflib graphs and back, literals as they were written.

rdflib is the public interface, pyoxigraph the internal one; only this module converts between them.
"""

from __future__ import annotations

import re

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from .datatypes.grammar import STRING

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
        names: of blank nodes, as ``_:name``; missing ones are numbered and added.
    """
    names = {} if names is None else names

    def write_term(term: object) -> str:
        match term:
            case rdflib.BNode():
                return names.setdefault(term, f"_:b{len(names)}")
            case rdflib.Literal() if term.language is not None:
                return f'"{_escape(term, _TEXT)}"@{term.language.lower()}'
            case rdflib.Literal() if term.datatype is not None:
                return f'"{_escape(term, _TEXT)}"^^<{_escape(term.datatype, _IRI)}>'
            case rdflib.Literal():
                return f'"{_escape(term, _TEXT)}"'
            case rdflib.URIRef():
                return f"<{_escape(term, _IRI)}>"
            case _:
                raise TypeError(f"not a term of RDF 1.1: {term!r}")

    return "".join(f"{write_term(s)} {write_term(p)} {write_term(o)} .\n" for s, p, o in graph).encode()


def _escape(text: str, escapes: re.Pattern[str]) -> str:
    return escapes.sub(lambda found: f"\\u{ord(found.group()):04X}", text)


def add_nquads(graph: rdflib.Graph, nquads: bytes, scope: str = "") -> None:
    """Add triples to a graph; `scope` is prefixed to blank node names, so that those of two graphs stay distinct."""

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
