"""Options of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .severity_words import Lang
from .tally import FailOn


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """Options of a report.

    Attributes:
        lang: language of the texts; messages are written in both languages if the format has room for it.
        fail_on: the least severity with which a source fails.
        on: the day to print on the report; None prints none, and the same input then gives the same bytes.
        docs_url: address at which docs/ is published, without a final slash; None if it is not, without links to rules.
    """

    lang: Lang = "vi"
    fail_on: FailOn = "violation"
    on: date | None = None
    docs_url: str | None = None
