"""The terms that a report on deadlines watches: their names, their bases, and why one cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class ClocksText(Messages, prefix="clock"):
    CLOCK_OPEN_LIST = message("clock-open-list", "Open data list reviewed")
    CLOCK_DEFAULT_LIST = message("clock-default-list", "List of data shared by default reviewed")
    CLOCK_OPEN_REFRESH = message("clock-open-refresh", "Open data updated")
    CLOCK_FREQUENCY = message("clock-frequency", "Data updated by its own frequency")
    CLOCK_SERVICE = message("clock-service", "Service published once it is ready")
    CLOCK_OUTAGE = message("clock-outage", "Planned outage announced beforehand")
    CLOCK_REQUEST = message("clock-request", "Data request answered")
    CLOCK_ASSESSMENT = message("clock-assessment", "Yearly inventory and assessment")
    CLOCK_PLANNED = message("clock-planned", "Published by the planned day")
    CLOCK_PLAN = message("clock-plan", "Plan carried out by its deadline")

    CLOCK_MONTHS = message("clock-months", "at least every {count} months")
    CLOCK_BY_FREQUENCY = message("clock-by-frequency", "the declared frequency, and {days} days more")
    CLOCK_AFTER_WORKING_DAYS = message("clock-after-working-days", "within {count} working days")
    CLOCK_BEFORE_WORKING_DAYS = message("clock-before-working-days", "at least {count} working days ahead")
    CLOCK_YEAR_END = message("clock-year-end", "by 31 December of each year")
    CLOCK_BY_DAY = message("clock-by-day", "by the day that is stated")

    FIELD_ANNOUNCED = message("announcement date of the outage")
    FIELD_ANSWERED = message("day of the answer")
    FIELD_ASSESSED = message("date of assessment")
    FIELD_AVAILABLE = message("availability date")
    FIELD_COMPLETED = message("completion date")
    FIELD_DEADLINE = message("deadline of the plan")
    FIELD_FREQUENCY = message("update frequency")
    FIELD_ISSUED = message("release date")
    FIELD_MODIFIED = message("update date")
    FIELD_OUTAGE = message("start of the outage")
    FIELD_PLANNED = message("planned publication")
    FIELD_RECEIVED = message("day on which the request was received")
    FIELD_REVIEWED = message("review date")
    FIELD_STATE = message("state of the request, as a code of the list")

    BY_DECLARATION = message("declared by the agency itself")

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

    UNCLEAR_NOT_STATED = message("{field} is not stated")
    UNCLEAR_DATE = message("{field} is not understood: {value!r}")
    UNCLEAR_FUTURE = message("{field} is in the future: {value}")
    UNCLEAR_PART = message("{field} is too coarse: {value}")
    UNCLEAR_SEVERAL = message("{field} has several values: {values}")
    UNCLEAR_FREQUENCY = message("no bundled list has the frequency {value!r}")
    UNCLEAR_NATURE = message("it is not known whether the data is open")
    UNCLEAR_RESULT_WITHOUT_DAY = message(
        "clock-unclear-result", "a result is stated, but not the day on which it was reached"
    )
    UNCLEAR_NEVER_ASSESSED = message("there is no assessment, and no day on which the data was published")
