"""``danhmuc report disclosures``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = ["AT", "BRIEF", "BY", "COUNTED", "HELP", "MOMENT", "REASON"]

HELP: Final = message(
    "help-report-disclosures",
    "List each time that something was exported or reported with --as-known-then, which lets leave what is kept back"
    " by now: when, by whom, as of which moment, and why. It was recorded before anything was shown.",
)
BRIEF: Final = message("brief-report-disclosures", "List what left with --as-known-then, by whom and why")
AT: Final = message("disclosure-at", "at")
BY: Final = message("disclosure-by", "by")
MOMENT: Final = message("disclosure-moment", "as known at")
REASON: Final = message("disclosure-reason", "reason")
COUNTED: Final = plural("disclosures-counted", "{count} disclosure", "{count} disclosures")
