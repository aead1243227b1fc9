"""The options of a statutory report, beside its agency, its day and its language."""

from __future__ import annotations

from dataclasses import dataclass

from danhmuc.vocab.datatypes.working_days import WEEKENDS_ONLY, WorkingCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryOptions:
    """The choices; a report looks at those that concern it.

    Attributes:
        within: what ends in so many days is due soon (``thoi-han``, ``ke-hoach``).
        calendar: the working days (``thoi-han``), as `read_holidays` gives them.
        year: whose assessments are read (``kiem-ke``); None for the year of the day of the report.
    """

    within: int = 30
    calendar: WorkingCalendar = WEEKENDS_ONLY
    year: int | None = None
