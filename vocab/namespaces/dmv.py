"""Our own terms, complete: what Vietnamese law asks of an inventory and DCAT has no word for, and our SHACL components.

Described in ``vocab/dmv.ttl``; that file and this one hold the same terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["DMV"]


class _DMV(ClosedNamespace, iri="https://w3id.org/danhmuc/def#"):
    # Classes.
    Database: URIRef

    # Constraint components.
    InForceConstraintComponent: URIRef
    MaxAgeByConstraintComponent: URIRef
    MaxAgeConstraintComponent: URIRef
    ValidCodeConstraintComponent: URIRef

    # Properties, parameters of those components, and what profiles say of their rules.
    clause: URIRef
    codeList: URIRef
    completeness: URIRef
    field: URIRef
    grace: URIRef
    importance: URIRef
    inForce: URIRef
    inPlaceOf: URIRef
    layer: URIRef
    longestSpan: URIRef
    maxAge: URIRef
    maxAgeBy: URIRef
    onDate: URIRef
    onDateOf: URIRef
    personalData: URIRef
    plannedPublication: URIRef
    purpose: URIRef
    reviewedOn: URIRef
    secrecy: URIRef
    sharingForm: URIRef
    sharingMethod: URIRef
    sharingNature: URIRef
    validCode: URIRef


DMV: Final = _DMV()
