"""Our own terms, complete: what Vietnamese law asks of an inventory and DCAT has no word for.

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

    # Properties.
    completeness: URIRef
    importance: URIRef
    personalData: URIRef
    plannedPublication: URIRef
    purpose: URIRef
    reviewedOn: URIRef
    secrecy: URIRef
    sharingForm: URIRef
    sharingMethod: URIRef
    sharingNature: URIRef


DMV: Final = _DMV()
