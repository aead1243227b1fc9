"""The classes of records, and the properties by which records are listed and link to each other."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pyoxigraph import NamedNode

from .terms import AS, CSVW, DCAT, DCT, DMV, HYDRA, LDES, TREE

# ---------------------------------------------------------------- record terms

RECORD_CLASSES: Final = frozenset({DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries, DCAT.DataService, DMV.Database})
"""The classes whose instances are records."""

ELEMENT_CLASSES: Final = frozenset(
    {
        CSVW.Schema,
        DMV.ConceptualDomain,
        DMV.DataElement,
        DMV.DataElementConcept,
        DMV.ObjectClass,
        DMV.Property,
        DMV.ValueDomain,
    }
)
"""The classes whose instances are elements: parts of a data dictionary, and table schemas."""

MEMBERSHIP: Final = frozenset({DCAT.dataset, DCAT.service, DCAT.catalog, DCAT.record})
"""The properties by which a catalogue lists: stored as rows, outside the catalogue's own graph."""

LINKS: Final = MEMBERSHIP | {DCAT.inSeries, DCAT.servesDataset, DCT.isPartOf}
"""The properties whose links are stored in both directions, so that rules can follow them backwards."""


# ---------------------------------------------------------------- paging terms
# Vocabularies by which a feed is paged or streamed: their triples say how to read a feed, and describe no data.

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
