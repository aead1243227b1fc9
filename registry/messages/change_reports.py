"""The words of the report of changes, in every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "BY_MONTH",
    "BY_PUBLISHER",
    "BY_SOURCE",
    "CHANGED",
    "COLUMNS",
    "MONTH",
    "MORE",
    "NOTHING_CHANGED",
    "NO_PUBLISHER",
    "OF_RUN",
    "OTHERS",
    "PAGE_CHANGES",
    "PAGE_TITLE",
    "RECORDS",
    "SECRET",
    "SPAN",
    "SPAN_ROW",
    "SPAN_RUN",
    "TOTAL",
]

PAGE_TITLE: Final = message("changes-report-title", "What changed")
SPAN: Final = message("changes-report-span", "From {since} to {until}")
OF_RUN: Final = message("changes-report-of-run", "run {run:d}")
SPAN_ROW: Final = message("changes-report-span-row", "row {row:d} of the ledger")
SPAN_RUN: Final = message("changes-report-span-run", "run {run:d} ({at})")
CHANGED: Final = plural("changes-report-changed", "{count} change of {records}", "{count} changes of {records}")
RECORDS: Final = plural("changes-report-records", "{count} record", "{count} records")
NOTHING_CHANGED: Final = message("changes-report-nothing", "nothing changed")
BY_MONTH: Final = message("changes-report-by-month", "By month")
BY_SOURCE: Final = message("changes-report-by-source", "By source")
BY_PUBLISHER: Final = message("changes-report-by-publisher", "By publisher")
NO_PUBLISHER: Final = message("changes-report-no-publisher", "(no publisher)")
OTHERS: Final = plural(
    "changes-report-others",
    "not counted here: {count} change of node records, catalogue records and data elements",
    "not counted here: {count} changes of node records, catalogue records and data elements",
)
TOTAL: Final = message("changes-report-total", "all")
PAGE_CHANGES: Final = message("changes-report-changes", "Changes")
SECRET: Final = message("changes-report-secret", "(state secret)")
MORE: Final = plural(
    "changes-report-more",
    "… and {count} more; the table in CSV has all",
    "… and {count} more; the table in CSV has all",
)
MONTH: Final = message("changes-report-month", "Month")
COLUMNS: Final[Mapping[str, MessageTemplate]] = {
    "at": message("changes-report-column-at", "Time (Viet Nam)"),
    "kind": message("changes-report-column-kind", "Change"),
    "title": message("changes-report-column-title", "Title"),
    "iri": message("changes-report-column-iri", "IRI"),
    "publisher": message("changes-report-column-publisher", "Publisher"),
    "source": message("changes-report-column-source", "Source"),
    "run": message("changes-report-column-run", "Run"),
    "by": message("changes-report-column-by", "By"),
    "version": message("changes-report-column-version", "Version"),
    "verdict": message("changes-report-column-verdict", "Verdict"),
    "reason": message("changes-report-column-reason", "Reason"),
    "row": message("changes-report-column-row", "Row of the ledger"),
}
