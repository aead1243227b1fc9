"""``danhmuc source``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "ENDED_AT",
    "HELP",
    "LAST_RUN",
    "LIST_BRIEF",
    "LIST_HELP",
    "LOCATION",
    "OUTCOME",
    "RECORDS",
]

HELP: Final = message("help-source", "The sources of the registry.")
LIST_HELP: Final = message("help-source-list", "List the sources, each with its last run.")
LIST_BRIEF: Final = message("brief-source-list", "List the sources, each with its last run")
RECORDS: Final = message("sources-records", "records")
LAST_RUN: Final = message("sources-last-run", "last run")
OUTCOME: Final = message("sources-outcome", "outcome")
ENDED_AT: Final = message("sources-ended-at", "ended at")
LOCATION: Final = message("sources-location", "location")
