"""The classes of records, and the properties by which records are listed and link to each other."""

from __future__ import annotations

from typing import Final

from .terms import CSVW, DCAT, DCT, DMV

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
