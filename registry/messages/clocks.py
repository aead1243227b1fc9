"""The terms that a report on deadlines watches: their names, their bases, and why one cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message

__all__ = [
    "BY_DECLARATION",
    "CLOCK_AFTER_WORKING_DAYS",
    "CLOCK_ASSESSMENT",
    "CLOCK_BEFORE_WORKING_DAYS",
    "CLOCK_BY_DAY",
    "CLOCK_BY_FREQUENCY",
    "CLOCK_DEFAULT_LIST",
    "CLOCK_FREQUENCY",
    "CLOCK_MONTHS",
    "CLOCK_OPEN_LIST",
    "CLOCK_OPEN_REFRESH",
    "CLOCK_OUTAGE",
    "CLOCK_PLAN",
    "CLOCK_PLANNED",
    "CLOCK_REQUEST",
    "CLOCK_SERVICE",
    "CLOCK_YEAR_END",
    "FIELD_ANNOUNCED",
    "FIELD_ANSWERED",
    "FIELD_ASSESSED",
    "FIELD_AVAILABLE",
    "FIELD_COMPLETED",
    "FIELD_DEADLINE",
    "FIELD_FREQUENCY",
    "FIELD_ISSUED",
    "FIELD_MODIFIED",
    "FIELD_OUTAGE",
    "FIELD_PLANNED",
    "FIELD_RECEIVED",
    "FIELD_REVIEWED",
    "FIELD_STATE",
    "OUTCOME_WORDS",
    "UNCLEAR_DATE",
    "UNCLEAR_FREQUENCY",
    "UNCLEAR_FUTURE",
    "UNCLEAR_NATURE",
    "UNCLEAR_NEVER_ASSESSED",
    "UNCLEAR_NOT_STATED",
    "UNCLEAR_PART",
    "UNCLEAR_RESULT_WITHOUT_DAY",
    "UNCLEAR_SEVERAL",
]

CLOCK_OPEN_LIST: Final = message("clock-open-list", "Open data list reviewed")
CLOCK_DEFAULT_LIST: Final = message("clock-default-list", "List of data shared by default reviewed")
CLOCK_OPEN_REFRESH: Final = message("clock-open-refresh", "Open data updated")
CLOCK_FREQUENCY: Final = message("clock-frequency", "Data updated by its own frequency")
CLOCK_SERVICE: Final = message("clock-service", "Service published once it is ready")
CLOCK_OUTAGE: Final = message("clock-outage", "Planned outage announced beforehand")
CLOCK_REQUEST: Final = message("clock-request", "Data request answered")
CLOCK_ASSESSMENT: Final = message("clock-assessment", "Yearly inventory and assessment")
CLOCK_PLANNED: Final = message("clock-planned", "Published by the planned day")
CLOCK_PLAN: Final = message("clock-plan", "Plan carried out by its deadline")

CLOCK_MONTHS: Final = message("clock-months", "at least every {count} months")
CLOCK_BY_FREQUENCY: Final = message("clock-by-frequency", "the declared frequency, and {days} days more")
CLOCK_AFTER_WORKING_DAYS: Final = message("clock-after-working-days", "within {count} working days")
CLOCK_BEFORE_WORKING_DAYS: Final = message("clock-before-working-days", "at least {count} working days ahead")
CLOCK_YEAR_END: Final = message("clock-year-end", "by 31 December of each year")
CLOCK_BY_DAY: Final = message("clock-by-day", "by the day that is stated")

FIELD_ANNOUNCED: Final = message("clock-field-announced", "announcement date of the outage")
FIELD_ANSWERED: Final = message("clock-field-answered", "day of the answer")
FIELD_ASSESSED: Final = message("clock-field-assessed", "date of assessment")
FIELD_AVAILABLE: Final = message("clock-field-available", "availability date")
FIELD_COMPLETED: Final = message("clock-field-completed", "completion date")
FIELD_DEADLINE: Final = message("clock-field-deadline", "deadline of the plan")
FIELD_FREQUENCY: Final = message("clock-field-frequency", "update frequency")
FIELD_ISSUED: Final = message("clock-field-issued", "release date")
FIELD_MODIFIED: Final = message("clock-field-modified", "update date")
FIELD_OUTAGE: Final = message("clock-field-outage", "start of the outage")
FIELD_PLANNED: Final = message("clock-field-planned", "planned publication")
FIELD_RECEIVED: Final = message("clock-field-received", "day on which the request was received")
FIELD_REVIEWED: Final = message("clock-field-reviewed", "review date")
FIELD_STATE: Final = message("clock-field-state", "state of the request, as a code of the list")

BY_DECLARATION: Final = message("clock-by-declaration", "declared by the agency itself")

OUTCOME_WORDS: Final[Mapping[str, MessageTemplate]] = {
    "done": message("clock-outcome-done", "done in time"),
    "done-after": message("clock-outcome-done-after", "done after the term"),
    "running": message("clock-outcome-running", "in time"),
    "due": message("clock-outcome-due", "due soon"),
    "late": message("clock-outcome-late", "late"),
    "past": message("clock-outcome-past", "past the term of an act that is not known to be in force"),
    "unclear": message("clock-outcome-unclear", "cannot tell"),
}
"""The word for each outcome of a term."""

UNCLEAR_NOT_STATED: Final = message("clock-unclear-not-stated", "{field} is not stated")
UNCLEAR_DATE: Final = message("clock-unclear-date", "{field} is not understood: {value!r}")
UNCLEAR_FUTURE: Final = message("clock-unclear-future", "{field} is in the future: {value}")
UNCLEAR_PART: Final = message("clock-unclear-part", "{field} is too coarse: {value}")
UNCLEAR_SEVERAL: Final = message("clock-unclear-several", "{field} has several values: {values}")
UNCLEAR_FREQUENCY: Final = message("clock-unclear-frequency", "no bundled list has the frequency {value!r}")
UNCLEAR_NATURE: Final = message("clock-unclear-nature", "it is not known whether the data is open")
UNCLEAR_RESULT_WITHOUT_DAY: Final = message(
    "clock-unclear-result", "a result is stated, but not the day on which it was reached"
)
UNCLEAR_NEVER_ASSESSED: Final = message(
    "clock-unclear-never-assessed", "there is no assessment, and no day on which the data was published"
)
