"""The report on terms: what is due, what is late, and what cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class ClockReportText(Messages, prefix="deadlines"):
    REQUEST = message("Data request")
    REQUEST_FOR = message("Request for: {title}")
    DEADLINES_TITLE = message("deadlines-title", "Terms and deadlines of the data inventory")

    SHEET_NAMES: Final[Mapping[str, MessageTemplate]] = {
        "summary": message("deadlines-sheet-summary", "Summary"),
        "due": message("deadlines-sheet-due", "Due"),
        "late": message("deadlines-sheet-late", "Late"),
        "past": message("deadlines-sheet-past", "Past, act not in force"),
        "unclear": message("deadlines-sheet-unclear", "Cannot tell"),
        "clocks": message("deadlines-sheet-clocks", "Terms watched"),
    }
    SHEET_TITLES: Final[Mapping[str, MessageTemplate]] = {
        "summary": message("deadlines-title-summary", "Terms by agency"),
        "due": message("deadlines-title-due", "Due within {count} days"),
        "late": message("deadlines-title-late", "Late"),
        "past": message(
            "deadlines-title-past",
            "Past the term of an act that ended, is reported ended, or is not known to be in force",
        ),
        "unclear": message("deadlines-title-unclear", "Terms that cannot be told"),
        "clocks": message("deadlines-title-clocks", "Terms watched, and what they rest on"),
    }

    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "agency": message("deadlines-agency", "Agency"),
        "clock": message("deadlines-clock", "What is watched"),
        "code": message("deadlines-code", "Code"),
        "title": message("deadlines-record", "Title"),
        "start": message("deadlines-start", "Counted from"),
        "due": message("deadlines-due", "Last day"),
        "days": message("deadlines-days", "Days left"),
        "over": message("deadlines-over", "Days past"),
        "basis": message("deadlines-basis", "Basis"),
        "status": message("deadlines-status", "Status of the basis"),
        "why": message("deadlines-why", "Why it cannot be told"),
        "limit": message("deadlines-limit", "Term"),
        "clock-code": message("deadlines-clock-code", "Kind"),
        "terms": message("deadlines-terms", "Terms"),
        "shared": message("deadlines-shared", "With other agencies"),
    }

    TOTALS: Final[Mapping[str, MessageTemplate]] = {
        "done": message("deadlines-total-done", "Done in time"),
        "done-after": message("deadlines-total-done-after", "Done after the term"),
        "running": message("deadlines-total-running", "In time"),
        "due": message("deadlines-total-due", "Due soon"),
        "late": message("deadlines-total-late", "Late"),
        "past": message("deadlines-total-past", "Past, act not known to be in force"),
        "unclear": message("deadlines-total-unclear", "Cannot be told"),
    }
    REPEATED = message("Less terms that stand under several agencies")
    TOTAL = message("Total")
    TOTAL_TERMS = message("Terms in all")
    TOTAL_AGENCIES = message("Agencies")

    NOTE_ENDED = plural(
        "{count} dataset is discontinued or completed by its status: of its updates only those are watched that a "
        "completed dataset declares by a frequency.",
        "{count} datasets are discontinued or completed by their status: of their updates only those are watched that a"
        " completed dataset declares by a frequency.",
    )
    NOTE_LATE = message(
        "Late is what is over by the agency's own declaration, or by an act that the list of legal acts has as in "
        "force.",
    )
    NOTE_PAST = message("What is past the term of an act that is not known to be in force never counts as late.")
    NOTE_SHARED = message(
        "A term of several agencies stands under each of them, and counts once in the total.",
    )
    NOTE_UNCLEAR = message("A date that is missing or not understood is never taken as in time.")
    WITHIN_REFUSED = message("{name} is a number of days from 0 to {most}; found {count}")
