"""RDF 1.1 and what JSON-LD 1.1 adds to its namespace; without ``_1``, ``_2``, …."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["RDF"]


class _RDF(ClosedNamespace, iri="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    # Classes.
    Alt: URIRef
    Bag: URIRef
    CompoundLiteral: URIRef
    HTML: URIRef
    JSON: URIRef
    List: URIRef
    PlainLiteral: URIRef
    Property: URIRef
    Seq: URIRef
    Statement: URIRef
    XMLLiteral: URIRef

    # Properties.
    direction: URIRef
    first: URIRef
    langString: URIRef
    language: URIRef
    nil: URIRef
    object: URIRef
    predicate: URIRef
    rest: URIRef
    subject: URIRef
    type: URIRef
    value: URIRef


RDF: Final = _RDF()
