"""Activity Streams 2.0: the terms in use in event streams of catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["AS"]


class _AS(ClosedNamespace, iri="https://www.w3.org/ns/activitystreams#"):
    # Classes.
    Activity: URIRef
    Collection: URIRef
    CollectionPage: URIRef
    Create: URIRef
    Delete: URIRef
    OrderedCollection: URIRef
    OrderedCollectionPage: URIRef
    Update: URIRef

    # Properties.
    actor: URIRef
    deleted: URIRef
    endTime: URIRef
    first: URIRef
    items: URIRef
    last: URIRef
    next: URIRef
    object: URIRef
    orderedItems: URIRef
    partOf: URIRef
    prev: URIRef
    published: URIRef
    startTime: URIRef
    summary: URIRef
    target: URIRef
    totalItems: URIRef
    updated: URIRef


AS: Final = _AS()
