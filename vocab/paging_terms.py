"""Vocabularies by which a feed is paged or streamed: their triples say how to read a feed, and describe no data."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pyoxigraph import NamedNode

from .record_terms import RECORD_CLASSES
from .terms import AS, DCAT, HYDRA, LDES, TREE

_PAGING: Final = (TREE.iri, LDES.iri, HYDRA.iri, "https://www.w3.org/ns/hydra/core#")
_STREAMS: Final = (*_PAGING, AS.iri, "http://www.w3.org/ns/activitystreams#")
_NO_RECORDS: Final = frozenset({LDES.EventStream, TREE.Node})


def is_paging_term(iri: str) -> bool:
    """Whether triples with this property, or of this class, are paging, whoever states them."""
    return iri.startswith(_PAGING)


def is_stream_term(iri: str) -> bool:
    """Whether a property or class is of paging, or of the activities of a stream."""
    return iri.startswith(_STREAMS)


def is_stream(classes: Collection[NamedNode]) -> bool:
    """Whether a resource with these classes is a page, a stream or an activity, even if it is typed as a record.

    A catalogue may be a collection of pages, or their stream.
    """
    if all(is_stream_term(listed.value) for listed in classes):
        return True
    return not (_NO_RECORDS.isdisjoint(classes) or RECORD_CLASSES.isdisjoint(classes) or DCAT.Catalog in classes)
