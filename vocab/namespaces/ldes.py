"""Linked Data Event Streams: the terms in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["LDES"]


class _LDES(ClosedNamespace, iri="https://w3id.org/ldes#"):
    # Classes.
    DurationAgoPolicy: URIRef
    EventSource: URIRef
    EventStream: URIRef
    LatestVersionSubset: URIRef
    PointInTimePolicy: URIRef

    # Properties.
    amount: URIRef
    pointInTime: URIRef
    retentionPolicy: URIRef
    timestampPath: URIRef
    versionKey: URIRef
    versionOfPath: URIRef


LDES: Final = _LDES()
