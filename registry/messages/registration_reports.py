"""Messages of the report on registrations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "COLUMNS",
    "IN_FORCE",
    "NEEDS_ATTENTION",
    "NOTHING",
    "REASONS",
    "REASON_COUNT",
    "REPORT_ENDING",
    "TITLE",
    "UNNAMED",
]

TITLE: Final = message("registration-report", "Registrations on {day}")
IN_FORCE: Final = plural(
    "registration-report-in-force", "{count} registration in force", "{count} registrations in force"
)
NEEDS_ATTENTION: Final = plural(
    "registration-report-needs-attention", "{count} needs attention", "{count} need attention"
)
NOTHING: Final = message("registration-report-nothing", "None needs attention.")
REASON_COUNT: Final = message("registration-report-reason-count", "{reason}: {number}")
REASONS: Final[Mapping[str, MessageTemplate]] = {
    "expired": message("registration-expired", "expired"),
    "due": message("registration-due", "due"),
    "changed-since": message("registration-changed-since", "changed since"),
    "missing": message("registration-missing", "missing or kept back"),
    "not-accepted": message("registration-not-accepted", "not accepted"),
    "successor-missing": message("registration-successor-missing", "successor missing"),
}
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
UNNAMED: Final = message("registration-report-secret", "(marked as a state secret)")
REPORT_ENDING: Final = message(
    "registration-report-ending", "cannot tell the format of the report from {name!r}; name it with one of {known}"
)
