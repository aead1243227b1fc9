"""The Profiles Vocabulary, in which a shapes file says which profile it is.

Source: the W3C note of 2019, complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["PROF"]


class _PROF(ClosedNamespace, iri="http://www.w3.org/ns/dx/prof/"):
    # Classes.
    Profile: URIRef
    ResourceDescriptor: URIRef
    ResourceRole: URIRef

    # Properties.
    hasArtifact: URIRef
    hasResource: URIRef
    hasRole: URIRef
    hasToken: URIRef
    isInheritedFrom: URIRef
    isProfileOf: URIRef
    isTransitiveProfileOf: URIRef


PROF: Final = _PROF()
