"""The words for states, outcomes and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class StatesText(Messages, prefix="state"):
    COUNTED = message("{number} {state}")

    STATES: Final[Mapping[str, MessageTemplate]] = {
        "created": message("state-created", "created"),
        "updated": message("state-updated", "updated"),
        "unchanged": message("state-unchanged", "unchanged"),
        "reappeared": message("state-reappeared", "reappeared"),
        "missing": message("state-missing", "missing"),
        "quarantined": message("state-quarantined", "quarantined"),
        "present": message("state-present", "present"),
        "withdrawn": message("state-withdrawn", "withdrawn"),
        "deleted": message("state-deleted", "deleted by its source"),
        "withheld": message("state-withheld", "withheld"),
        "held": message("state-held", "held"),
        "retired": message("state-retired", "retired by its status"),
        "purged": message("state-purged", "purged"),
        "released": message("state-released", "released"),
        "renamed": message("state-renamed", "renamed"),
        "verdict": message("state-verdict-changed", "verdict changed"),
        "recorded": message("state-recorded", "recorded"),
        "complete": message("state-complete", "complete"),
        "incomplete": message("state-incomplete", "incomplete"),
        "failed": message("state-failed", "failed"),
        "undone": message("state-undone", "undone"),
        "running": message("state-running", "running"),
        "accepted": message("state-accepted", "accepted"),
        "submitted": message("state-submitted", "submitted"),
    }
    """The word for each, by its name."""
