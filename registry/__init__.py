"""Assets in, assets kept, assets out.

>>> from danhmuc.registry import Registry, source_at
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .code_lists.list_documents import VocabularyChange
    from .export.writing import ExportReport
    from .harvest.plan import HarvestPlan
    from .model import (
        Agent,
        Agreement,
        Attribution,
        Boolean,
        Catalog,
        CatalogedResource,
        CatalogRecord,
        Checksum,
        Concept,
        ConceptScheme,
        Constraint,
        ContactPoint,
        Database,
        DataService,
        Dataset,
        DatasetSeries,
        Difference,
        Distribution,
        Duration,
        Duty,
        Identifier,
        LanguageMap,
        LegalResource,
        LicenseDocument,
        Location,
        Number,
        Offer,
        PeriodOfTime,
        Permission,
        Policy,
        Prohibition,
        ProvenanceStatement,
        QualityMeasurement,
        Relationship,
        Resource,
        RightsStatement,
        Standard,
        Temporal,
        Text,
        Texts,
        records,
    )
    from .record.code_list_row import VocabularyRow
    from .record.contents import HarvestSource, SourceContents
    from .record.harvested import HarvestReport
    from .record.record import SourceRecord
    from .registry import Change, Registry, StoredRecord
    from .sources import source_at
    from .splitting.parse import parse_record, parse_records
    from .verdicts.new_verdicts import OlderCounts
    from .verdicts.revalidate import ChangedVerdict, JudgingReport, SourceJudging

__all__ = [
    "Agent",
    "Agreement",
    "Attribution",
    "Boolean",
    "Catalog",
    "CatalogRecord",
    "CatalogedResource",
    "Change",
    "ChangedVerdict",
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
    "ExportReport",
    "HarvestPlan",
    "HarvestReport",
    "HarvestSource",
    "Identifier",
    "JudgingReport",
    "LanguageMap",
    "LegalResource",
    "LicenseDocument",
    "Location",
    "Number",
    "Offer",
    "OlderCounts",
    "PeriodOfTime",
    "Permission",
    "Policy",
    "Prohibition",
    "ProvenanceStatement",
    "QualityMeasurement",
    "Registry",
    "Relationship",
    "Resource",
    "RightsStatement",
    "SourceContents",
    "SourceJudging",
    "SourceRecord",
    "Standard",
    "StoredRecord",
    "Temporal",
    "Text",
    "Texts",
    "VocabularyChange",
    "VocabularyRow",
    "parse_record",
    "parse_records",
    "records",
    "source_at",
]

# The rooms of all names but the nouns, which `model` gives.
_HOMES = {
    "Change": "edits.put",
    "ChangedVerdict": "verdicts.revalidate",
    "ExportReport": "export.writing",
    "HarvestPlan": "harvest.plan",
    "HarvestReport": "record.harvested",
    "HarvestSource": "record.contents",
    "JudgingReport": "verdicts.revalidate",
    "OlderCounts": "verdicts.new_verdicts",
    "Registry": "registry",
    "SourceContents": "record.contents",
    "SourceJudging": "verdicts.revalidate",
    "SourceRecord": "record.record",
    "StoredRecord": "registry",
    "VocabularyChange": "code_lists.list_documents",
    "VocabularyRow": "record.code_list_row",
    "parse_record": "splitting.parse",
    "parse_records": "splitting.parse",
    "source_at": "sources",
}


def __getattr__(name: str) -> object:
    """Import what is asked for and no more: SQLAlchemy alone costs ten bare interpreters."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES.get(name, 'model')}", __name__), name)
