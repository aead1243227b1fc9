"""The status of legal acts, and the bases of rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class ActsText(Messages):
    ACT_IN_FORCE = message("in force")
    ACT_IN_FORCE_FROM = message("in force from {first}")
    ACT_IN_FORCE_UNTIL = message("in force until {last}")
    ACT_ENDED = message("ended")
    ACT_ENDED_FROM = message("ended from {day}")
    ACT_REPORTED_ENDED = message("reported ended, not verified")
    ACT_REPORTED_ENDED_FROM = message("reported ended from {day}, not verified")
    ACT_UNKNOWN = message("not known whether in force")
    ACT_SEEN = message("{status} (seen {day})")
    AFTER_ACT_OURS = message("basis-after-act-ours", "danhmuc's profile {profile}, after {act}: {status}")
    AFTER_ACT = message("basis-after-act", "profile {profile}, after {act}: {status}")

    ACT_STATUSES: Final[Mapping[str, MessageTemplate]] = {
        "in-force": ACT_IN_FORCE,
        "ended": ACT_ENDED,
        "reported-ended": ACT_REPORTED_ENDED,
        "unknown": ACT_UNKNOWN,
    }
    """The word for the status of a legal act."""
