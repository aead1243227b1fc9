"""RDF Schema 1.1, complete."""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _RDFS(ClosedNamespace[Term], iri="http://www.w3.org/2000/01/rdf-schema#"):
    # Classes.
    Class: Term
    Container: Term
    ContainerMembershipProperty: Term
    Datatype: Term
    Literal: Term
    Resource: Term

    # Properties.
    comment: Term
    domain: Term
    isDefinedBy: Term
    label: Term
    member: Term
    range: Term
    seeAlso: Term
    subClassOf: Term
    subPropertyOf: Term


RDFS: Final = _RDFS(uri_ref)
