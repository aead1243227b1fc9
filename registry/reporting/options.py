"""How a report is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .severity_words import Lang
from .tally import FailOn

__all__ = ["ReportOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """How a report is wanted.

    Attributes:
        lang: whose words people read; messages stand in both languages where a format has room for it.
        fail_on: from which severity on a source does not pass.
        on: the day to print on the report; None prints none, and the same input then gives the same bytes.
        docs_url: where docs/ is published, without a final slash; None where it is not, and no rule is linked then.
    """

    lang: Lang = "vi"
    fail_on: FailOn = "violation"
    on: date | None = None
    docs_url: str | None = None
