"""Representing Content in RDF, for the character encoding of a distribution.

Source: the W3C note of 2017, complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["CNT"]


class _CNT(ClosedNamespace, iri="http://www.w3.org/2011/content#"):
    # Classes.
    Content: URIRef
    ContentAsBase64: URIRef
    ContentAsText: URIRef
    ContentAsXML: URIRef
    DoctypeDecl: URIRef

    # Properties.
    bytes: URIRef
    characterEncoding: URIRef
    chars: URIRef
    declaredEncoding: URIRef
    doctypeName: URIRef
    dtDecl: URIRef
    internalSubset: URIRef
    leadingMisc: URIRef
    publicId: URIRef
    rest: URIRef
    standalone: URIRef
    systemId: URIRef
    version: URIRef


CNT: Final = _CNT()
