"""DCAT as typed objects: nouns by kin, each field declared once, read from triples and written into them.

Objects are immutable views of triples; the triples are the truth. No network, no database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .agents import Agent, Attribution, ContactPoint, Relationship
    from .catalog import Catalog, CatalogedResource, CatalogRecord
    from .concept import Concept, ConceptScheme, Identifier
    from .dataset import Database, Dataset, DatasetSeries
    from .distribution import Checksum, DataService, Distribution
    from .documents import records
    from .elements import (
        ColumnDatatype,
        ConceptualDomain,
        DataElement,
        DataElementConcept,
        ObjectClass,
        Property,
        TableColumn,
        TableSchema,
        ValueDomain,
    )
    from .language_map import LanguageMap, Texts
    from .literals import Boolean, Duration, Number, Temporal, Text
    from .odrl import Agreement, Constraint, Duty, Offer, Permission, Policy, Prohibition
    from .places import Location, PeriodOfTime
    from .quality import QualityMeasurement
    from .resource import Resource
    from .rights import LegalResource, LicenseDocument, ProvenanceStatement, RightsStatement, Standard
    from .statements import Difference

__all__ = [
    "Agent",
    "Agreement",
    "Attribution",
    "Boolean",
    "Catalog",
    "CatalogRecord",
    "CatalogedResource",
    "Checksum",
    "ColumnDatatype",
    "Concept",
    "ConceptScheme",
    "ConceptualDomain",
    "Constraint",
    "ContactPoint",
    "DataElement",
    "DataElementConcept",
    "DataService",
    "Database",
    "Dataset",
    "DatasetSeries",
    "Difference",
    "Distribution",
    "Duration",
    "Duty",
    "Identifier",
    "LanguageMap",
    "LegalResource",
    "LicenseDocument",
    "Location",
    "Number",
    "ObjectClass",
    "Offer",
    "PeriodOfTime",
    "Permission",
    "Policy",
    "Prohibition",
    "Property",
    "ProvenanceStatement",
    "QualityMeasurement",
    "Relationship",
    "Resource",
    "RightsStatement",
    "Standard",
    "TableColumn",
    "TableSchema",
    "Temporal",
    "Text",
    "Texts",
    "ValueDomain",
    "records",
]

_HOMES = {
    **dict.fromkeys(("Boolean", "Duration", "Number", "Temporal", "Text"), "literals"),
    "Difference": "statements",
    "LanguageMap": "language_map",
    "Texts": "language_map",
    "records": "documents",
}


def __getattr__(name: str) -> object:
    """Import the module of one name and no other."""
    home = _HOMES.get(name)
    if home is None and name in __all__:
        from .nouns import NOUNS

        home = NOUNS[name][0]
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{home}", __name__), name)
