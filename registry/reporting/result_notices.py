"""Notices on the sheet of results of a workbook, beside its findings: a deadline, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from danhmuc.vocab.messages import Message

from ..messages.workbook_marks import WorkbookMarksText


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNotices:
    """Deadline and contact; what is None is left out.

    Attributes:
        contact: whom to ask, in any words.
    """

    deadline: date | None = None
    contact: str | None = None

    def deadline_sentence(self) -> Message | None:
        """The sentence on the deadline."""
        return None if self.deadline is None else WorkbookMarksText.RESULTS_DEADLINE(deadline=self.deadline)

    def contact_sentence(self) -> Message | None:
        """The sentence on whom to ask."""
        return None if self.contact is None else WorkbookMarksText.RESULTS_CONTACT(contact=self.contact)


NO_NOTICES: Final = ResultNotices()
