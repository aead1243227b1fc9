"""Linked Data Event Streams: the terms in use."""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _LDES(ClosedNamespace[Term], iri="https://w3id.org/ldes#"):
    # Classes.
    DurationAgoPolicy: Term
    EventSource: Term
    EventStream: Term
    LatestVersionSubset: Term
    PointInTimePolicy: Term

    # Properties.
    amount: Term
    immutable: Term
    pointInTime: Term
    retentionPolicy: Term
    timestampPath: Term
    versionKey: Term
    versionOfPath: Term


LDES: Final = _LDES(uri_ref)
