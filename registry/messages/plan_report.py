"""The report on publication plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class PlanReportText(Messages, prefix="plans"):
    PLAN_TITLE = message("plans-title", "Plan to publish, share and digitise data")

    SHEET_NAMES: Final[Mapping[str, MessageTemplate]] = {
        "plans": message("plans-sheet-plans", "Plan"),
        "late": message("plans-sheet-late", "Late"),
        "unplanned": message("plans-sheet-unplanned", "Open, no plan"),
    }
    SHEET_TITLES: Final[Mapping[str, MessageTemplate]] = {
        "plans": message("plans-title-plans", "Plan by dataset, dataset series, service and database"),
        "late": message("plans-title-late", "Late by the deadline of the plan"),
        "unplanned": message("plans-title-unplanned", "Open data without a plan"),
    }
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "agency": message("plans-agency", "Agency"),
        "code": message("plans-code", "Code"),
        "kind": message("plans-kind", "Kind"),
        "title": message("plans-dataset", "Title"),
        "class": message("plans-class", "Sharing class"),
        "phase": message("plans-phase", "Phase"),
        "level": message("plans-level", "Minimum level"),
        "deadline": message("plans-deadline", "Deadline"),
        "responsible": message("plans-responsible", "Responsible agency"),
        "digitisation": message("plans-digitisation", "State of digitisation"),
        "result": message("plans-result", "Result"),
        "completed": message("plans-completed", "Completed on"),
        "state": message("plans-state", "State"),
        "over": message("plans-over", "Days past"),
        "modified": message("plans-modified", "Updated on"),
    }
    KINDS: Final[Mapping[str, MessageTemplate]] = {
        "Dataset": message("plans-kind-dataset", "Dataset"),
        "DatasetSeries": message("plans-kind-series", "Dataset series"),
        "DataService": message("plans-kind-service", "Data service"),
        "Database": message("plans-kind-database", "Database"),
    }
    """Names of classes by the last part of their IRI."""
    TOTAL_PLANS = message("Plans in all")
    TOTAL_DATASETS = message("Datasets with a plan")
    TOTAL_OTHERS = message("Series, services and databases with a planned day")
    TOTAL_OPEN = message("Open datasets in all")
    TOTAL_OPEN_PLANNED = message("Open datasets with a plan")
    TOTAL_OPEN_UNPLANNED = message("Open datasets without a plan")
    TOTAL_UNCLEAR_CLASS = message("Datasets without a plan, of which it is not understood whether they are open")
    NOTE_COMPLETED = message(
        "A plan is completed by its completion date alone; a result without that date is not taken for it.",
    )
    NOTE_PLAN = message(
        "plans-note-declared", "The deadlines are those of the agency's own plan; no act is said to ask for them."
    )
