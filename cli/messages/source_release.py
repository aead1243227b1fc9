"""``danhmuc source release``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class SourceReleaseText(Messages, prefix="source"):
    HELP = message(
        "help-source-release",
        "End the lease of source NAME by hand, so that it can be harvested at once.\n\n"
        "A harvest that still runs writes nothing more of this source, and its run fails with the reason.",
    )
    BRIEF = message("brief-source-release", "End the lease of a source by hand")
    REASON = message("help-source-release-reason", "Why; kept with the run.")
    RELEASED = message("{source}: released from {owner}")
    RELEASED_RUN = message("{source}: released from {owner}; run {run:d} failed")
