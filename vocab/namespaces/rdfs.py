"""RDF Schema 1.1, complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["RDFS"]


class _RDFS(ClosedNamespace, iri="http://www.w3.org/2000/01/rdf-schema#"):
    # Classes.
    Class: URIRef
    Container: URIRef
    ContainerMembershipProperty: URIRef
    Datatype: URIRef
    Literal: URIRef
    Resource: URIRef

    # Properties.
    comment: URIRef
    domain: URIRef
    isDefinedBy: URIRef
    label: URIRef
    member: URIRef
    range: URIRef
    seeAlso: URIRef
    subClassOf: URIRef
    subPropertyOf: URIRef


RDFS: Final = _RDFS()
