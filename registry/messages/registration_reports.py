"""Messages of the report on registrations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class RegistrationReportsText(Messages, prefix="registration-report"):
    TITLE = message("registration-report", "Registrations on {day}")
    IN_FORCE = plural("{count} registration in force", "{count} registrations in force")
    NEEDS_ATTENTION = plural("{count} needs attention", "{count} need attention")
    NOTHING = message("None needs attention.")
    REASON_COUNT = message("{reason}: {number}")
    REASONS: Final[Mapping[str, MessageTemplate]] = {
        "expired": message("registration-expired", "expired"),
        "due": message("registration-due", "due"),
        "waiting": message("registration-waiting", "waits for a decision"),
        "undone": message("registration-undone", "the registered version was undone"),
        "retired": message("registration-retired", "registered but retired by its status"),
        "changed-since": message("registration-changed-since", "changed since"),
        "missing": message("registration-missing", "missing or kept back"),
        "not-accepted": message("registration-not-accepted", "not accepted"),
        "successor-missing": message("registration-successor-missing", "successor missing"),
    }
    WAITING_FOR = message("registration-waiting-for", "waits for a decision ({parts})")
    PARTS: Final[Mapping[str, MessageTemplate]] = {
        "class": message("element-part-class", "class"),
        "definition": message("element-part-definition", "definition"),
        "concept": message("element-part-concept", "concept"),
        "datatype": message("element-part-datatype", "datatype"),
        "unit": message("element-part-unit", "unit"),
        "format": message("element-part-format", "length and format"),
        "bounds": message("element-part-bounds", "bounds"),
        "codes": message("element-part-codes", "codes"),
        "value-domain": message("element-part-value-domain", "value domain"),
        "columns": message("element-part-columns", "columns"),
    }
    """The words of `MEANING_PARTS`."""
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "reasons": message("registration-column-reasons", "Reason"),
        "title": message("registration-column-title", "Title"),
        "iri": message("registration-column-iri", "IRI"),
        "authority": message("registration-column-authority", "Authority"),
        "state": message("registration-column-state", "State"),
        "version": message("registration-column-version", "Version"),
        "effective_from": message("registration-column-from", "From"),
        "effective_until": message("registration-column-until", "Until"),
        "superseded_by": message("registration-column-superseded-by", "Superseded by"),
        "source": message("registration-column-source", "Source"),
        "irdi": message("registration-column-irdi", "Identifier (IRDI)"),
    }
    UNNAMED = message("registration-report-secret", "(marked as a state secret)")
    REPORT_ENDING = message(
        "registration-report-ending", "cannot tell the format of the report from {name!r}; name it with one of {known}"
    )
