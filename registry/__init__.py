"""The registry of metadata: records in, stored, and out again.

>>> from danhmuc.registry import Registry, source_at
"""

from typing import TYPE_CHECKING

from danhmuc.vocab.late_imports import getattr_of_late_imports
from danhmuc.vocab.renamed import getattr_of_renamed

if TYPE_CHECKING:
    from .code_lists.code_lists import CodeLists
    from .code_lists.list_documents import CodeListChange
    from .copies.backups import BackupReport, make_backup
    from .copies.copying import CopyReport
    from .copies.restores import RestoreReport, restore_backup
    from .data_elements.schema_readers import SchemaReading, UnheldDocument, read_tables
    from .dictionary.data_dictionary import Dictionary
    from .dictionary.dictionary_rows import (
        CodeMatch,
        DifferingElement,
        DifferingElements,
        ElementDetails,
        ElementMatch,
        HoldingDataset,
        ListedElement,
        SchemaDetails,
        TouchedField,
        UnboundField,
    )
    from .dictionary.naming_rules import NameFault
    from .edits.history_pruning import PrunedHistory
    from .edits.put import AcceptedDeletions, Change
    from .edits.source_edits import SourceDifference, SourceListPlan
    from .edits.source_file import read_source_file
    from .edits.undo import NotUndone, UndoneRun, UndoReport
    from .export.public_policy import PublicPolicy, read_policy
    from .export.report import ExportReport
    from .feedback.annotations import AnnotationsView
    from .feedback.feedback_statements import Feedback, SharingArrangement
    from .feeds.feed_report import FeedReport
    from .feeds.feed_settings import FeedSettings, read_feed_settings
    from .harvest.named_sources import NamedSource
    from .harvest.plan import HarvestPlan
    from .harvest.pruning import PrunedBodies
    from .harvest.saved_plans import SavedPlans
    from .harvest.workers import HarvestedSource
    from .harvest_runs import HarvestRuns
    from .identities import Identities
    from .ledger import Ledger
    from .model import (
        Agent,
        Agreement,
        Attribution,
        Boolean,
        Catalog,
        CatalogedResource,
        CatalogRecord,
        Checksum,
        ColumnDatatype,
        Concept,
        ConceptScheme,
        ConceptualDomain,
        Constraint,
        ContactPoint,
        Database,
        DataElement,
        DataElementConcept,
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
        ObjectClass,
        Offer,
        PeriodOfTime,
        Permission,
        Policy,
        Prohibition,
        Property,
        ProvenanceStatement,
        QualityMeasurement,
        Relationship,
        Resource,
        RightsStatement,
        Standard,
        TableColumn,
        TableSchema,
        Temporal,
        Text,
        Texts,
        ValueDomain,
        records,
    )
    from .past_registry import PastRegistrations, PastRegistry
    from .past_view import KnownThen
    from .record.causes import Cause
    from .record.code_list_row import CodeListRow
    from .record.contents import (
        Deletion,
        HarvestSource,
        Naming,
        PageReading,
        PendingRecord,
        Progress,
        ReadDocument,
        SourceContents,
    )
    from .record.door import Conditions, Door, DoorAnswer, HostTraffic
    from .record.exported import ExportedRecord, RecordFacts
    from .record.harvested import HarvestReport
    from .record.identity import ProposedRename, Redirect, SameAs
    from .record.record import IriSpace, Quarantined, SourceRecord
    from .record.registration import Registration, RegistrationAuthority
    from .record.source_bytes import PruningLimits, SourceBytes
    from .record.source_check import OtherForm, SourceCheck, SourceVisit
    from .record.source_settings import DeclaredSource, SourceSettings
    from .record.table_draft import ColumnDraft, ElementDraft, TableDraft, ValueDomainDraft
    from .record.visit import OFFLINE, KnownDocument, Visit
    from .registrations.registering import Registrations
    from .registrations.registration_report import RegistrationReport, ReportedRegistration
    from .registry import Registry
    from .reporting.changes.changes_report import ChangesReport
    from .reporting.record_table import RecordTable
    from .reports import Reports
    from .search.found import FacetValue, FoundRecords
    from .source_list import SourceList
    from .sources import source_at
    from .splitting.parse import parse_record, parse_records
    from .store.elements import ElementDecision
    from .store.ledger import ChangeCounts, ChangedRecord, RecordedChange
    from .store.moments import Disclosure
    from .store.overview import SourceStatus
    from .store.runs import ReleasedLease
    from .store.source_rows import RecordedSourceChange
    from .store.stored_findings import FindingCount, FindingFilter
    from .store.version_differences import VersionDifference
    from .stored_record import StoredRecord
    from .upkeep import Upkeep
    from .validation.parallel import validate_sources
    from .validation.source import ValidatedSource, validate_source
    from .validation.source_visit import check_location
    from .validation.validated_records import ValidatedRecord
    from .verdicts.new_verdicts import OlderCounts
    from .verdicts.page_workers import Workers
    from .verdicts.revalidate import ChangedVerdict, RevalidationReport, SourceRevalidation
    from .workbook.foreign_book import ConvertedWorkbook, convert_workbook
    from .workbook.template import TemplateOptions, WrittenTemplate, write_template

__all__ = [
    "OFFLINE",
    "AcceptedDeletions",
    "Agent",
    "Agreement",
    "AnnotationsView",
    "Attribution",
    "BackupReport",
    "Boolean",
    "Catalog",
    "CatalogRecord",
    "CatalogedResource",
    "Cause",
    "Change",
    "ChangeCounts",
    "ChangedRecord",
    "ChangedVerdict",
    "ChangesReport",
    "Checksum",
    "CodeListChange",
    "CodeListRow",
    "CodeLists",
    "CodeMatch",
    "ColumnDatatype",
    "ColumnDraft",
    "Concept",
    "ConceptScheme",
    "ConceptualDomain",
    "Conditions",
    "Constraint",
    "ContactPoint",
    "ConvertedWorkbook",
    "CopyReport",
    "DataElement",
    "DataElementConcept",
    "DataService",
    "Database",
    "Dataset",
    "DatasetSeries",
    "DeclaredSource",
    "Deletion",
    "Dictionary",
    "Difference",
    "DifferingElement",
    "DifferingElements",
    "Disclosure",
    "Distribution",
    "Door",
    "DoorAnswer",
    "Duration",
    "Duty",
    "ElementDecision",
    "ElementDetails",
    "ElementDraft",
    "ElementMatch",
    "ExportReport",
    "ExportedRecord",
    "FacetValue",
    "FeedReport",
    "FeedSettings",
    "Feedback",
    "FindingCount",
    "FindingFilter",
    "FoundRecords",
    "HarvestPlan",
    "HarvestReport",
    "HarvestRuns",
    "HarvestSource",
    "HarvestedSource",
    "HoldingDataset",
    "HostTraffic",
    "Identifier",
    "Identities",
    "IriSpace",
    "KnownDocument",
    "KnownThen",
    "LanguageMap",
    "Ledger",
    "LegalResource",
    "LicenseDocument",
    "ListedElement",
    "Location",
    "NameFault",
    "NamedSource",
    "Naming",
    "NotUndone",
    "Number",
    "ObjectClass",
    "Offer",
    "OlderCounts",
    "OtherForm",
    "PageReading",
    "PastRegistrations",
    "PastRegistry",
    "PendingRecord",
    "PeriodOfTime",
    "Permission",
    "Policy",
    "Progress",
    "Prohibition",
    "Property",
    "ProposedRename",
    "ProvenanceStatement",
    "PrunedBodies",
    "PrunedHistory",
    "PruningLimits",
    "PublicPolicy",
    "QualityMeasurement",
    "Quarantined",
    "ReadDocument",
    "RecordFacts",
    "RecordTable",
    "RecordedChange",
    "RecordedSourceChange",
    "Redirect",
    "Registration",
    "RegistrationAuthority",
    "RegistrationReport",
    "Registrations",
    "Registry",
    "Relationship",
    "ReleasedLease",
    "ReportedRegistration",
    "Reports",
    "Resource",
    "RestoreReport",
    "RevalidationReport",
    "RightsStatement",
    "SameAs",
    "SavedPlans",
    "SchemaDetails",
    "SchemaReading",
    "SharingArrangement",
    "SourceBytes",
    "SourceCheck",
    "SourceContents",
    "SourceDifference",
    "SourceList",
    "SourceListPlan",
    "SourceRecord",
    "SourceRevalidation",
    "SourceSettings",
    "SourceStatus",
    "SourceVisit",
    "Standard",
    "StoredRecord",
    "TableColumn",
    "TableDraft",
    "TableSchema",
    "TemplateOptions",
    "Temporal",
    "Text",
    "Texts",
    "TouchedField",
    "UnboundField",
    "UndoReport",
    "UndoneRun",
    "UnheldDocument",
    "Upkeep",
    "ValidatedRecord",
    "ValidatedSource",
    "ValueDomain",
    "ValueDomainDraft",
    "VersionDifference",
    "Visit",
    "Workers",
    "WrittenTemplate",
    "check_location",
    "convert_workbook",
    "make_backup",
    "parse_record",
    "parse_records",
    "read_feed_settings",
    "read_policy",
    "read_source_file",
    "read_tables",
    "records",
    "restore_backup",
    "source_at",
    "validate_source",
    "validate_sources",
    "write_template",
]

# The rooms of all names but the nouns, which `model` gives.
_HOMES = {
    "HarvestRuns": "harvest_runs",
    "SourceList": "source_list",
    "Identities": "identities",
    "Ledger": "ledger",
    "Reports": "reports",
    "AnnotationsView": "feedback.annotations",
    "CodeLists": "code_lists.code_lists",
    "Upkeep": "upkeep",
    "Dictionary": "dictionary.data_dictionary",
    "NameFault": "dictionary.naming_rules",
    "ElementDecision": "store.elements",
    "ChangesReport": "reporting.changes.changes_report",
    "PastRegistrations": "past_registry",
    "CodeMatch": "dictionary.dictionary_rows",
    "DifferingElement": "dictionary.dictionary_rows",
    "DifferingElements": "dictionary.dictionary_rows",
    "ElementDetails": "dictionary.dictionary_rows",
    "ElementMatch": "dictionary.dictionary_rows",
    "HoldingDataset": "dictionary.dictionary_rows",
    "ListedElement": "dictionary.dictionary_rows",
    "SchemaDetails": "dictionary.dictionary_rows",
    "TouchedField": "dictionary.dictionary_rows",
    "UnboundField": "dictionary.dictionary_rows",
    "ColumnDraft": "record.table_draft",
    "ElementDraft": "record.table_draft",
    "TableDraft": "record.table_draft",
    "ValueDomainDraft": "record.table_draft",
    "SchemaReading": "data_elements.schema_readers",
    "UnheldDocument": "data_elements.schema_readers",
    "read_tables": "data_elements.schema_readers",
    "ValidatedRecord": "validation.source",
    "ValidatedSource": "validation.source",
    "NotUndone": "edits.undo",
    "UndoReport": "edits.undo",
    "UndoneRun": "edits.undo",
    "Workers": "verdicts.page_workers",
    "validate_source": "validation.source",
    "validate_sources": "validation.parallel",
    "BackupReport": "copies.backups",
    "make_backup": "copies.backups",
    "CopyReport": "copies.copying",
    "RestoreReport": "copies.restores",
    "restore_backup": "copies.restores",
    "AcceptedDeletions": "edits.put",
    "Cause": "record.causes",
    "Change": "edits.put",
    "ChangeCounts": "store.ledger",
    "ChangedRecord": "store.ledger",
    "ChangedVerdict": "verdicts.revalidate",
    "ExportReport": "export.report",
    "ExportedRecord": "record.exported",
    "FacetValue": "search.found",
    "FoundRecords": "search.found",
    "RecordFacts": "record.exported",
    "FeedReport": "feeds.feed_report",
    "FeedSettings": "feeds.feed_settings",
    "Feedback": "feedback.feedback_statements",
    "SharingArrangement": "feedback.feedback_statements",
    "PublicPolicy": "export.public_policy",
    "read_feed_settings": "feeds.feed_settings",
    "read_policy": "export.public_policy",
    "FindingCount": "store.stored_findings",
    "FindingFilter": "store.stored_findings",
    "HarvestPlan": "harvest.plan",
    "PrunedBodies": "harvest.pruning",
    "PrunedHistory": "edits.history_pruning",
    "SavedPlans": "harvest.saved_plans",
    "HarvestedSource": "harvest.workers",
    "NamedSource": "harvest.named_sources",
    "HarvestReport": "record.harvested",
    "HarvestSource": "record.contents",
    "RevalidationReport": "verdicts.revalidate",
    "OlderCounts": "verdicts.new_verdicts",
    "RecordTable": "reporting.record_table",
    "Disclosure": "store.moments",
    "KnownThen": "past_view",
    "PastRegistry": "past_registry",
    "RecordedChange": "store.ledger",
    "RecordedSourceChange": "store.source_rows",
    "ProposedRename": "record.identity",
    "Redirect": "record.identity",
    "SameAs": "record.identity",
    "ReleasedLease": "store.runs",
    "Registration": "record.registration",
    "RegistrationAuthority": "record.registration",
    "RegistrationReport": "registrations.registration_report",
    "Registrations": "registrations.registering",
    "ReportedRegistration": "registrations.registration_report",
    "Registry": "registry",
    "Conditions": "record.door",
    "Door": "record.door",
    "DoorAnswer": "record.door",
    "IriSpace": "record.record",
    "KnownDocument": "record.visit",
    "PruningLimits": "record.source_bytes",
    "Deletion": "record.contents",
    "Naming": "record.contents",
    "OFFLINE": "record.visit",
    "OtherForm": "record.source_check",
    "PendingRecord": "record.contents",
    "Progress": "record.contents",
    "Quarantined": "record.record",
    "ReadDocument": "record.contents",
    "SourceBytes": "record.source_bytes",
    "Visit": "record.visit",
    "SourceCheck": "record.source_check",
    "SourceVisit": "record.source_check",
    "HostTraffic": "record.door",
    "PageReading": "record.contents",
    "check_location": "validation.source_visit",
    "SourceContents": "record.contents",
    "SourceDifference": "edits.source_edits",
    "SourceListPlan": "edits.source_edits",
    "SourceSettings": "record.source_settings",
    "SourceRevalidation": "verdicts.revalidate",
    "SourceStatus": "store.overview",
    "SourceRecord": "record.record",
    "StoredRecord": "stored_record",
    "VersionDifference": "store.version_differences",
    "CodeListChange": "code_lists.list_documents",
    "CodeListRow": "record.code_list_row",
    "DeclaredSource": "record.source_settings",
    "parse_record": "splitting.parse",
    "read_source_file": "edits.source_file",
    "parse_records": "splitting.parse",
    "source_at": "sources",
    "ConvertedWorkbook": "workbook.foreign_book",
    "TemplateOptions": "workbook.template",
    "WrittenTemplate": "workbook.template",
    "convert_workbook": "workbook.foreign_book",
    "write_template": "workbook.template",
}

__getattr__ = getattr_of_renamed(
    __name__,
    {
        "JudgingReport": "RevalidationReport",
        "SourceJudging": "SourceRevalidation",
        "VocabularyChange": "CodeListChange",
        "VocabularyRow": "CodeListRow",
    },
    # SQLAlchemy alone costs ten bare interpreters.
    getattr_of_late_imports(__name__, {name: _HOMES.get(name, "model") for name in __all__}),
)
