"""The Core Location Vocabulary: addresses and geometries.

Source: the vocabulary of 2015, complete.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _LOCN(ClosedNamespace[Term], iri="http://www.w3.org/ns/locn#"):
    # Classes.
    Address: Term
    Geometry: Term

    # Properties.
    address: Term
    addressArea: Term
    addressId: Term
    adminUnitL1: Term
    adminUnitL2: Term
    fullAddress: Term
    geographicName: Term
    geometry: Term
    location: Term
    locatorDesignator: Term
    locatorName: Term
    poBox: Term
    postCode: Term
    postName: Term
    thoroughfare: Term


LOCN: Final = _LOCN(uri_ref)
