"""The words for causes: why a record is not there, does not leave, or keeps its content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class CausesText(Messages):
    CAUSES: Final[Mapping[str, MessageTemplate]] = {
        "missing": message("cause-missing", "missing: a run did not see it"),
        "absent": message("cause-absent", "withdrawn: missing for too long, or a person accepted that"),
        "deleted": message("cause-deleted", "withdrawn: its source deleted it"),
        "undone": message("cause-undone", "withdrawn: the run that created it is undone"),
        "held": message("cause-held", "held: its content is as before an undone run"),
        "withdrawn": message("cause-withdrawn", "withdrawn by a person"),
        "withheld": message("cause-withheld", "withheld by a person"),
        "secret": message(
            "cause-secret", "withheld: a source marked it as a state secret, or in a way that is not understood"
        ),
        "purged": message("cause-purged", "purged"),
    }
    """The words for each kind."""
    CAUSE_OF_ALL = message("{cause}, in all sources")
    CAUSE_SET = message("{cause}; since {since}, by {by}")
    CAUSE_GIVEN = message("{cause}; since {since}, by {by}: {reason}")
