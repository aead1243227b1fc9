"""The Profiles Vocabulary, in which a shapes file says which profile it is.

Source: the W3C note of 2019, complete.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _PROF(ClosedNamespace[Term], iri="http://www.w3.org/ns/dx/prof/"):
    # Classes.
    Profile: Term
    ResourceDescriptor: Term
    ResourceRole: Term

    # Properties.
    hasArtifact: Term
    hasResource: Term
    hasRole: Term
    hasToken: Term
    isInheritedFrom: Term
    isProfileOf: Term
    isTransitiveProfileOf: Term


PROF: Final = _PROF(uri_ref)
