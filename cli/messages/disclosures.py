"""``danhmuc report disclosures``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class DisclosuresText(Messages, prefix="disclosure"):
    HELP = message(
        "help-report-disclosures",
        "List each time that something was exported or reported with --as-known-then, which lets leave what is kept "
        "back by now: when, by whom, as of which moment, and why. It was recorded before anything was shown.",
    )
    BRIEF = message("brief-report-disclosures", "List what left with --as-known-then, by whom and why")
    AT = message("at")
    BY = message("by")
    MOMENT = message("as known at")
    REASON = message("reason")
    COUNTED = plural("disclosures-counted", "{count} disclosure", "{count} disclosures")
