"""Representing Content in RDF, for the character encoding of a distribution.

Source: the W3C note of 2017, complete.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _CNT(ClosedNamespace[Term], iri="http://www.w3.org/2011/content#"):
    # Classes.
    Content: Term
    ContentAsBase64: Term
    ContentAsText: Term
    ContentAsXML: Term
    DoctypeDecl: Term

    # Properties.
    bytes: Term
    characterEncoding: Term
    chars: Term
    declaredEncoding: Term
    doctypeName: Term
    dtDecl: Term
    internalSubset: Term
    leadingMisc: Term
    publicId: Term
    rest: Term
    standalone: Term
    systemId: Term
    version: Term


CNT: Final = _CNT(uri_ref)
