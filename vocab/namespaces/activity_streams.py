"""Activity Streams 2.0: the terms in use in event streams of catalogues."""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _AS(ClosedNamespace[Term], iri="https://www.w3.org/ns/activitystreams#"):
    # Classes.
    Activity: Term
    Add: Term
    Collection: Term
    CollectionPage: Term
    Create: Term
    Delete: Term
    OrderedCollection: Term
    OrderedCollectionPage: Term
    Remove: Term
    Update: Term

    # Properties.
    actor: Term
    deleted: Term
    endTime: Term
    first: Term
    items: Term
    last: Term
    next: Term
    object: Term
    orderedItems: Term
    partOf: Term
    prev: Term
    published: Term
    startTime: Term
    summary: Term
    target: Term
    totalItems: Term
    updated: Term


AS: Final = _AS(uri_ref)
