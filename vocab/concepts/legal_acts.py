"""Legal acts as concepts of a code list: their status, and what it rests on.

Knows neither files nor RDF. A status that is not one of those known here counts as unknown, never as in force.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, Self

from .spelling import words_of

ActStatus = Literal["in-force", "ended", "reported-ended", "unknown"]
"""``reported-ended``: others say that the act ended; neither the text that ended it nor an account of it was seen."""

LEGAL_ACTS: Final = "legal-act"
"""Token of the list of legal acts, bundled or loaded."""
_WORDS: Final[Mapping[ActStatus, tuple[str, ...]]] = {
    "in-force": ("in force", "con hieu luc", "dang co hieu luc", "dang hieu luc"),
    "ended": ("ended", "repealed", "het hieu luc", "da het hieu luc", "bi bai bo", "da bi bai bo"),
    "reported-ended": (
        "reported ended",
        "reported ended not verified",
        "duoc cho la da het hieu luc",
        "duoc cho la da het hieu luc chua kiem chung",
    ),
    "unknown": ("unknown", "chua ro"),
}
_PLAIN: Final = re.compile(r"[^\W\d]+(?:[\s,_-]+[^\W\d]+)*")
"""Words alone: a question mark, brackets or a number may say that the status is not sure, or ended."""
_STATUSES: Final = {word: status for status, words in _WORDS.items() for word in words}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFacts:
    """Facts of one act in a list of legal acts, beside its number, title and days.

    Attributes:
        issuers: name of the agency that issued it, by language tag.
        issued: the day of issue; None if it is not stated.
        grade: how far the status was seen: ``P`` in the text of an act, ``T`` in a translation or press account,
            ``2`` second hand, ``0`` not found; None if it is not stated.
        seen_on: the day on which the sources were looked at; None if it is not stated.
    """

    status: ActStatus = "unknown"
    issuers: Mapping[str, str] = field(default_factory=dict)
    issued: date | None = None
    grade: str | None = None
    seen_on: date | None = None

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read what `as_dict` made."""
        return cls(
            status=next((status for status in _WORDS if status == values.get("status")), "unknown"),
            issuers=values.get("issuers", {}),
            issued=_day(values.get("issued")),
            grade=values.get("grade"),
            seen_on=_day(values.get("seen_on")),
        )

    def as_dict(self) -> dict[str, object]:
        """The facts as a dict for JSON."""
        return {
            "status": self.status,
            "issuers": dict(self.issuers),
            "issued": None if self.issued is None else self.issued.isoformat(),
            "grade": self.grade,
            "seen_on": None if self.seen_on is None else self.seen_on.isoformat(),
        }


def read_act_status(text: str) -> ActStatus:
    """The status that a list states in English or Vietnamese; anything else is unknown.

    >>> read_act_status("Còn hiệu lực"), read_act_status("hết hiệu lực một phần"), read_act_status("")
    ('in-force', 'unknown', 'unknown')
    """
    if _PLAIN.fullmatch(unicodedata.normalize("NFC", text).strip()) is None:
        return "unknown"
    return _STATUSES.get(" ".join(words_of(text.replace("_", " "))), "unknown")


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
