"""DCAT as typed objects: one noun per file, each field declared once, read from triples and written into them.

Objects are immutable views of what is said; the triples are the truth. No network, no database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .agent import Agent
    from .agreement import Agreement
    from .attribution import Attribution
    from .catalog import Catalog
    from .catalog_record import CatalogRecord
    from .cataloged_resource import CatalogedResource
    from .checksum import Checksum
    from .concept import Concept
    from .concept_scheme import ConceptScheme
    from .constraint import Constraint
    from .contact_point import ContactPoint
    from .data_service import DataService
    from .database import Database
    from .dataset import Dataset
    from .dataset_series import DatasetSeries
    from .differences import Difference
    from .distribution import Distribution
    from .documents import records
    from .duty import Duty
    from .identifier import Identifier
    from .language_map import LanguageMap, Texts
    from .legal_resource import LegalResource
    from .license_document import LicenseDocument
    from .literals import Boolean, Duration, Number, Temporal, Text
    from .location import Location
    from .offer import Offer
    from .period_of_time import PeriodOfTime
    from .permission import Permission
    from .policy import Policy
    from .prohibition import Prohibition
    from .provenance_statement import ProvenanceStatement
    from .quality_measurement import QualityMeasurement
    from .relationship import Relationship
    from .resource import Resource
    from .rights_statement import RightsStatement
    from .standard import Standard

__all__ = [
    "Agent",
    "Agreement",
    "Attribution",
    "Boolean",
    "Catalog",
    "CatalogRecord",
    "CatalogedResource",
    "Checksum",
    "Concept",
    "ConceptScheme",
    "Constraint",
    "ContactPoint",
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
    "Offer",
    "PeriodOfTime",
    "Permission",
    "Policy",
    "Prohibition",
    "ProvenanceStatement",
    "QualityMeasurement",
    "Relationship",
    "Resource",
    "RightsStatement",
    "Standard",
    "Temporal",
    "Text",
    "Texts",
    "records",
]

_HOMES = {
    **dict.fromkeys(("Boolean", "Duration", "Number", "Temporal", "Text"), "literals"),
    "Difference": "differences",
    "LanguageMap": "language_map",
    "Texts": "language_map",
    "records": "documents",
}


def __getattr__(name: str) -> object:
    """Import what is asked for and no more."""
    home = _HOMES.get(name)
    if home is None and name in __all__:
        from .nouns import NOUNS

        home = NOUNS[name][0]
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{home}", __name__), name)
