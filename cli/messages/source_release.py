"""``danhmuc source release``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["BRIEF", "HELP", "REASON", "RELEASED", "RELEASED_RUN"]

HELP: Final = message(
    "help-source-release",
    "End the lease of source NAME by hand, so that it can be harvested at once.\n\n"
    "A harvest that still runs writes nothing more of this source, and its run fails with the reason.",
)
BRIEF: Final = message("brief-source-release", "End the lease of a source by hand")
REASON: Final = message("help-source-release-reason", "Why; kept with the run.")
RELEASED: Final = message("source-released", "{source}: released from {owner}")
RELEASED_RUN: Final = message("source-released-run", "{source}: released from {owner}; run {run:d} failed")
