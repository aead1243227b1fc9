"""The Simple Knowledge Organization System, complete.

Source: W3C recommendation of 2009.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["SKOS"]


class _SKOS(ClosedNamespace, iri="http://www.w3.org/2004/02/skos/core#"):
    # Classes.
    Collection: URIRef
    Concept: URIRef
    ConceptScheme: URIRef
    OrderedCollection: URIRef

    # Properties.
    altLabel: URIRef
    broadMatch: URIRef
    broader: URIRef
    broaderTransitive: URIRef
    changeNote: URIRef
    closeMatch: URIRef
    definition: URIRef
    editorialNote: URIRef
    exactMatch: URIRef
    example: URIRef
    hasTopConcept: URIRef
    hiddenLabel: URIRef
    historyNote: URIRef
    inScheme: URIRef
    mappingRelation: URIRef
    member: URIRef
    memberList: URIRef
    narrowMatch: URIRef
    narrower: URIRef
    narrowerTransitive: URIRef
    notation: URIRef
    note: URIRef
    prefLabel: URIRef
    related: URIRef
    relatedMatch: URIRef
    scopeNote: URIRef
    semanticRelation: URIRef
    topConceptOf: URIRef


SKOS: Final = _SKOS()
