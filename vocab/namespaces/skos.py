"""The Simple Knowledge Organization System, complete.

Source: W3C recommendation of 2009.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _SKOS(ClosedNamespace[Term], iri="http://www.w3.org/2004/02/skos/core#"):
    # Classes.
    Collection: Term
    Concept: Term
    ConceptScheme: Term
    OrderedCollection: Term

    # Properties.
    altLabel: Term
    broadMatch: Term
    broader: Term
    broaderTransitive: Term
    changeNote: Term
    closeMatch: Term
    definition: Term
    editorialNote: Term
    exactMatch: Term
    example: Term
    hasTopConcept: Term
    hiddenLabel: Term
    historyNote: Term
    inScheme: Term
    mappingRelation: Term
    member: Term
    memberList: Term
    narrowMatch: Term
    narrower: Term
    narrowerTransitive: Term
    notation: Term
    note: Term
    prefLabel: Term
    related: Term
    relatedMatch: Term
    scopeNote: Term
    semanticRelation: Term
    topConceptOf: Term


SKOS: Final = _SKOS(uri_ref)
