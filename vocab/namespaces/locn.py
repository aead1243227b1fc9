"""The Core Location Vocabulary: addresses and geometries.

Source: the vocabulary of 2015, complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["LOCN"]


class _LOCN(ClosedNamespace, iri="http://www.w3.org/ns/locn#"):
    # Classes.
    Address: URIRef
    Geometry: URIRef

    # Properties.
    address: URIRef
    addressArea: URIRef
    addressId: URIRef
    adminUnitL1: URIRef
    adminUnitL2: URIRef
    fullAddress: URIRef
    geographicName: URIRef
    geometry: URIRef
    location: URIRef
    locatorDesignator: URIRef
    locatorName: URIRef
    poBox: URIRef
    postCode: URIRef
    postName: URIRef
    thoroughfare: URIRef


LOCN: Final = _LOCN()
