"""The registry of metadata: records in, stored, and out again.

>>> from danhmuc.registry import Registry, source_at
"""

from importlib import import_module
from typing import TYPE_CHECKING

from danhmuc.vocab.renamed import getattr_of_renamed

if TYPE_CHECKING:
    from .code_lists.list_documents import CodeListChange
    from .export.report import ExportReport
    from .harvest.named_sources import NamedSource
    from .harvest.plan import HarvestPlan
    from .harvest.workers import HarvestedSource
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
    from .record.code_list_row import CodeListRow
    from .record.contents import HarvestSource, SourceContents
    from .record.harvested import HarvestReport
    from .record.record import SourceRecord
    from .registry import Change, Registry, StoredRecord
    from .sources import source_at
    from .splitting.parse import parse_record, parse_records
    from .store.ledger import RecordedChange
    from .store.runs import ReleasedLease
    from .validation.parallel import validate_sources
    from .validation.source import ValidatedRecord, ValidatedSource, validate_source
    from .verdicts.new_verdicts import OlderCounts
    from .verdicts.revalidate import ChangedVerdict, RevalidationReport, SourceRevalidation

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
    "CodeListChange",
    "CodeListRow",
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
    "HarvestedSource",
    "Identifier",
    "LanguageMap",
    "LegalResource",
    "LicenseDocument",
    "Location",
    "NamedSource",
    "Number",
    "Offer",
    "OlderCounts",
    "PeriodOfTime",
    "Permission",
    "Policy",
    "Prohibition",
    "ProvenanceStatement",
    "QualityMeasurement",
    "RecordedChange",
    "Registry",
    "Relationship",
    "ReleasedLease",
    "Resource",
    "RevalidationReport",
    "RightsStatement",
    "SourceContents",
    "SourceRecord",
    "SourceRevalidation",
    "Standard",
    "StoredRecord",
    "Temporal",
    "Text",
    "Texts",
    "ValidatedRecord",
    "ValidatedSource",
    "parse_record",
    "parse_records",
    "records",
    "source_at",
    "validate_source",
    "validate_sources",
]

# The rooms of all names but the nouns, which `model` gives.
_HOMES = {
    "ValidatedRecord": "validation.source",
    "ValidatedSource": "validation.source",
    "validate_source": "validation.source",
    "validate_sources": "validation.parallel",
    "Change": "edits.put",
    "ChangedVerdict": "verdicts.revalidate",
    "ExportReport": "export.report",
    "HarvestPlan": "harvest.plan",
    "HarvestedSource": "harvest.workers",
    "NamedSource": "harvest.named_sources",
    "HarvestReport": "record.harvested",
    "HarvestSource": "record.contents",
    "RevalidationReport": "verdicts.revalidate",
    "OlderCounts": "verdicts.new_verdicts",
    "RecordedChange": "store.ledger",
    "ReleasedLease": "store.runs",
    "Registry": "registry",
    "SourceContents": "record.contents",
    "SourceRevalidation": "verdicts.revalidate",
    "SourceRecord": "record.record",
    "StoredRecord": "registry",
    "CodeListChange": "code_lists.list_documents",
    "CodeListRow": "record.code_list_row",
    "parse_record": "splitting.parse",
    "parse_records": "splitting.parse",
    "source_at": "sources",
}


def _imported_name(name: str) -> object:
    """Import what is asked for and no more: SQLAlchemy alone costs ten bare interpreters."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES.get(name, 'model')}", __name__), name)


__getattr__ = getattr_of_renamed(
    __name__,
    {
        "JudgingReport": "RevalidationReport",
        "SourceJudging": "SourceRevalidation",
        "VocabularyChange": "CodeListChange",
        "VocabularyRow": "CodeListRow",
    },
    _imported_name,
)
