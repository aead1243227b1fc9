"""RDF 1.1, ``dirLangString`` of RDF 1.2, and what JSON-LD 1.1 adds to the namespace; without ``_1``, ``_2``, …."""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _RDF(ClosedNamespace[Term], iri="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    # Classes.
    Alt: Term
    Bag: Term
    CompoundLiteral: Term
    HTML: Term
    JSON: Term
    List: Term
    PlainLiteral: Term
    Property: Term
    Seq: Term
    Statement: Term
    XMLLiteral: Term

    # Properties.
    dirLangString: Term
    direction: Term
    first: Term
    langString: Term
    language: Term
    nil: Term
    object: Term
    predicate: Term
    rest: Term
    subject: Term
    type: Term
    value: Term


RDF: Final = _RDF(uri_ref)
