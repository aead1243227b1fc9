"""The report on feedback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class FeedbackReportText(Messages, prefix="feedback-report"):
    FEEDBACK_TITLE = message("feedback-report-title", "Feedback on data and how it was dealt with")
    SHEET_NAMES: Final[Mapping[str, MessageTemplate]] = {
        "agencies": message("feedback-report-sheet-agencies", "By agency"),
        "feedback": message("feedback-report-sheet-feedback", "Feedback"),
    }
    SHEET_TITLES: Final[Mapping[str, MessageTemplate]] = {
        "agencies": message("feedback-report-title-agencies", "Feedback by agency and by kind"),
        "feedback": message("feedback-report-title-feedback", "Feedback, by agency and day"),
    }
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "agency": message("feedback-report-agency", "Agency"),
        "received": message("feedback-report-received", "Received"),
        "answered": message("feedback-report-answered", "Answered"),
        "rejected": message("feedback-report-rejected", "Rejected"),
        "open": message("feedback-report-open", "Open"),
        "oldest": message("feedback-report-oldest", "Oldest open"),
        "dataset": message("feedback-report-dataset", "Dataset"),
        "day": message("feedback-report-day", "Day"),
        "kind": message("feedback-report-kind", "Kind"),
        "state": message("feedback-report-state", "State"),
        "body": message("feedback-report-body", "Content"),
        "answer": message("feedback-report-answer", "Answer"),
    }
    OF_KIND = message("{kind}")
    UNCLEAR = message("Unclear")
    NO_AGENCY = message("(agency not known)")
    NOT_PUBLISHED = message("(not published)")
    TOTAL_FEEDBACK = message("feedback-report-total", "Feedback in all")
    OUTCOMES: Final[Mapping[str, MessageTemplate]] = {
        "answered": message("feedback-report-total-answered", "Answered"),
        "rejected": message("feedback-report-total-rejected", "Rejected"),
        "open": message("feedback-report-total-open", "Open; what is in no known state counts as open"),
    }
    """What became of feedback; each piece is in one."""
    NOTE_APPROVED = message(
        "Content and answer stand here only where they are approved for publication; who sent them stands nowhere.",
    )
    NOTE_AGENCY = message(
        "Feedback counts for the publisher of its dataset, else for the agency that received it; feedback on "
        "datasets of several agencies counts once for each of them.",
    )
