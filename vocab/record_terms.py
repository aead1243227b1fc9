"""The classes of records, and the properties by which records are listed and name each other."""

from __future__ import annotations

from typing import Final

from .terms import DCAT, DCT, DMV

__all__ = ["LINKS", "MEMBERSHIP", "RECORD_CLASSES"]

RECORD_CLASSES: Final = frozenset({DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries, DCAT.DataService, DMV.Database})
"""The classes whose instances are records."""

MEMBERSHIP: Final = frozenset({DCAT.dataset, DCAT.service, DCAT.catalog, DCAT.record})
"""What a catalogue lists with: kept as rows, outside the catalogue's own graph."""

LINKS: Final = MEMBERSHIP | {DCAT.inSeries, DCAT.servesDataset, DCT.isPartOf}
"""The properties of which is known who names whom by them, so that rules can follow them backwards."""
