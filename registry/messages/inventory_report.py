"""The form of the yearly inventory and assessment of data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class InventoryReportText(Messages, prefix="inventory"):
    INVENTORY_TITLE = message("inventory-title", "Inventory and assessment of data, year {year}")
    YEAR_REFUSED = message("{name} is a year from 1900 to {most}; found {year}")

    SHEET_NAMES: Final[Mapping[str, MessageTemplate]] = {
        "summary": message("inventory-sheet-summary", "Summary"),
        "databases": message("inventory-sheet-databases", "Databases"),
        "datasets": message("inventory-sheet-datasets", "Datasets"),
        "rules": message("inventory-sheet-rules", "Findings by rule"),
        "assessments": message("inventory-sheet-assessments", "Assessments"),
    }
    SHEET_TITLES: Final[Mapping[str, MessageTemplate]] = {
        "summary": message("inventory-title-summary", "Summary of the inventory"),
        "databases": message("inventory-title-databases", "Inventory and assessment of databases, year {year}"),
        "datasets": message("inventory-title-datasets", "Inventory and assessment of datasets, year {year}"),
        "rules": message("inventory-title-rules", "Compliance: findings by rule, year {year}"),
        "assessments": message(
            "inventory-title-assessments", "Assessments of the year {year}, as the agencies stated them"
        ),
    }
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "section": message("inventory-section", "Section"),
        "indicator": message("inventory-indicator", "Indicator"),
        "count": message("inventory-count", "Number"),
        "key": message("inventory-key", "Code of the indicator"),
        "agency": message("inventory-agency", "Agency"),
        "code": message("inventory-code", "Code"),
        "title": message("inventory-record", "Title"),
        "class": message("inventory-class", "Class"),
        "datasets": message("inventory-datasets", "Datasets"),
        "frequency": message("inventory-frequency", "Update frequency"),
        "modified": message("inventory-modified", "Updated on"),
        "upkeep": message("inventory-upkeep", "Upkeep"),
        "services": message("inventory-services", "Services"),
        "agreements": message("inventory-agreements", "Agreements"),
        "rule": message("inventory-rule", "Rule"),
        "affected": message("inventory-affected", "Records"),
        "violations": message("inventory-violations", "Violations"),
        "warnings": message("inventory-warnings", "Warnings"),
        "infos": message("inventory-infos", "Infos"),
        "unverified": message("inventory-unverified", "Cannot be verified"),
        "day": message("inventory-day", "Date of assessment"),
        "criterion": message("inventory-criterion", "Criterion"),
        "result": message("inventory-result", "Result"),
        "remark": message("inventory-remark", "Remark"),
    }

    SECTIONS: Final[Mapping[str, MessageTemplate]] = {
        "census": message("inventory-section-census", "1. Census"),
        "compliance": message("inventory-section-compliance", "2. Compliance"),
        "upkeep": message("inventory-section-upkeep", "3. Upkeep"),
        "sharing": message("inventory-section-sharing", "4. Sharing"),
        "assessment": message("inventory-section-assessment", "5. Assessment by the agency"),
    }
    INDICATORS: Final[Mapping[str, MessageTemplate]] = {
        "databases": message("inventory-n-databases", "Databases"),
        "databases-of": message("inventory-n-databases-of", "Databases: {name}"),
        "datasets": message("inventory-n-datasets", "Datasets"),
        "datasets-of": message("inventory-n-datasets-of", "Datasets: {name}"),
        "services": message("inventory-n-services", "Data sharing services"),
        "distributions": message("inventory-n-distributions", "Distributions"),
        "records": message("inventory-n-records", "Records present, validated"),
        "accepted": message("inventory-n-accepted", "Records accepted"),
        "not-accepted": message("inventory-n-not-accepted", "Records not accepted"),
        "findings": message("inventory-n-findings", "Findings"),
        "upkeep-in-time": message("inventory-n-in-time", "Datasets updated by their frequency"),
        "upkeep-late": message("inventory-n-late", "Datasets older than their frequency allows"),
        "upkeep-unclear": message("inventory-n-unclear", "Datasets of which this cannot be told"),
        "upkeep-none": message("inventory-n-none", "Datasets with no frequency that promises a day"),
        "served": message("inventory-n-served", "Datasets that a service serves"),
        "not-served": message("inventory-n-not-served", "Datasets that no service serves"),
        "agreements": message("inventory-n-agreements", "Sharing agreements"),
        "assessed": message("inventory-n-assessed", "{name}: databases and datasets assessed in the year"),
        "not-assessed": message("inventory-n-not-assessed", "{name}: databases and datasets not assessed in the year"),
    }
    UPKEEP_WORDS: Final[Mapping[str, MessageTemplate]] = {
        "upkeep-in-time": message("inventory-upkeep-in-time", "by its frequency"),
        "upkeep-late": message("inventory-upkeep-late", "older than its frequency allows"),
        "upkeep-unclear": message("inventory-upkeep-unclear", "cannot tell"),
        "upkeep-none": message("inventory-upkeep-none", "no day is promised"),
    }
    CRITERION_HEADING = message("{name}")
    UNLISTED_CLASS = message("inventory-class-unclear", "class not stated or not understood")
    CRITERION_OTHER = message("no code of the list: {value}")
    CRITERION_UNSTATED = message("not stated")

    TOTAL_FINDINGS = message("Findings in all")
    TOTAL_ASSESSMENTS = message("Assessments in all")
    TOTAL_THIS_YEAR = message("Of the year {year}")
    TOTAL_OTHER_YEARS = message("Of other years, not listed")
    TOTAL_UNDATED = message("Without a date that is understood, not listed")

    NOTE_BLANK = message(
        "Empty cells are for the agency: what it states on the sheet of assessments of the workbook is filled in here.",
    )
    NOTE_COMPLIANCE = message(
        "Findings are those of the newest versions of all records present, also of those that are not listed.",
    )
    NOTE_LATER_STATE = message(
        "inventory-note-state",
        "All but the assessments is counted as the registry stands on the day of the report.",
    )
