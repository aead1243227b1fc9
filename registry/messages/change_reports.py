"""The words of the report of changes, in every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class ChangeReportsText(Messages, prefix="changes-report"):
    PAGE_TITLE = message("changes-report-title", "What changed")
    SPAN = message("From {since} to {until}")
    OF_RUN = message("run {run:d}")
    SPAN_ROW = message("row {row:d} of the ledger")
    SPAN_RUN = message("run {run:d} ({at})")
    CHANGED = plural("{count} change of {records}", "{count} changes of {records}")
    RECORDS = plural("{count} record", "{count} records")
    NOTHING_CHANGED = message("changes-report-nothing", "nothing changed")
    BY_MONTH = message("By month")
    BY_SOURCE = message("By source")
    BY_PUBLISHER = message("By publisher")
    NO_PUBLISHER = message("(no publisher)")
    OTHERS = plural(
        "not counted here: {count} change of node records, catalogue records and data elements",
        "not counted here: {count} changes of node records, catalogue records and data elements",
    )
    TOTAL = message("all")
    PAGE_CHANGES = message("changes-report-changes", "Changes")
    SECRET = message("(state secret)")
    MORE = plural(
        "… and {count} more; the table in CSV has all",
        "… and {count} more; the table in CSV has all",
    )
    MONTH = message("Month")
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
