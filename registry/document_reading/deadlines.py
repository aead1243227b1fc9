"""The deadline of a reading: what is not read by then is not read, and nothing of it is missing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.messages import Message

from ..messages.harvest import DeadlinesText, HarvestText
from ..record.record import Quarantined


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which a reading has to end, by `time.monotonic`; None for no limit."""

    at: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether there is no time left."""
        return self.at is not None and time.monotonic() >= self.at

    def check(self) -> None:
        """Do nothing as long as there is time.

        Raises:
            TimeoutError: there is none left.
        """
        if self.is_over:
            raise TimeoutError


NO_DEADLINE: Final = Deadline()


def unread_in_time(places: Sequence[str], total: int) -> tuple[Quarantined, Message]:
    """The first document for which there was no time, which may mark anything, and the reason that names it."""
    first = places[0]
    reason = DeadlinesText.DOCUMENTS_LATE(count=len(places), total=total, place=first)
    return Quarantined(document=first, code="read:late", reason=DeadlinesText.DOCUMENT_LATE(), names_mark=True), reason


def joined_reasons(reasons: Sequence[Message]) -> Message | None:
    """The first two of some reasons as one; None if there are none."""
    if not reasons:
        return None
    return reasons[0] if len(reasons) == 1 else HarvestText.RUN_REASONS(first=reasons[0], second=reasons[1])
