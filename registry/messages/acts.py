"""The status of legal acts, and the bases of rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message

__all__ = [
    "ACT_ENDED",
    "ACT_ENDED_FROM",
    "ACT_IN_FORCE",
    "ACT_IN_FORCE_FROM",
    "ACT_IN_FORCE_UNTIL",
    "ACT_REPORTED_ENDED",
    "ACT_REPORTED_ENDED_FROM",
    "ACT_SEEN",
    "ACT_STATUSES",
    "ACT_UNKNOWN",
    "AFTER_ACT",
    "AFTER_ACT_OURS",
]

ACT_IN_FORCE: Final = message("act-in-force", "in force")
ACT_IN_FORCE_FROM: Final = message("act-in-force-from", "in force from {first}")
ACT_IN_FORCE_UNTIL: Final = message("act-in-force-until", "in force until {last}")
ACT_ENDED: Final = message("act-ended", "ended")
ACT_ENDED_FROM: Final = message("act-ended-from", "ended from {day}")
ACT_REPORTED_ENDED: Final = message("act-reported-ended", "reported ended, not verified")
ACT_REPORTED_ENDED_FROM: Final = message("act-reported-ended-from", "reported ended from {day}, not verified")
ACT_UNKNOWN: Final = message("act-unknown", "not known whether in force")
ACT_SEEN: Final = message("act-seen", "{status} (seen {day})")
AFTER_ACT_OURS: Final = message("basis-after-act-ours", "danhmuc's profile {profile}, after {act}: {status}")
AFTER_ACT: Final = message("basis-after-act", "profile {profile}, after {act}: {status}")

ACT_STATUSES: Final[Mapping[str, MessageTemplate]] = {
    "in-force": ACT_IN_FORCE,
    "ended": ACT_ENDED,
    "reported-ended": ACT_REPORTED_ENDED,
    "unknown": ACT_UNKNOWN,
}
"""The word for the status of a legal act."""
