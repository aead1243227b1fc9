"""``danhmuc report harvest``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["BATCH", "BRIEF", "FORMAT", "HELP", "OUTPUT", "SOURCE"]

HELP: Final = message(
    "help-report-harvest",
    "Report what harvests did: each source with its numbers and times, each record that changed or was skipped, and"
    " why.\n\nRUN is the number of a run; without one, all runs of the newest batch, that is, of the newest command"
    " harvest. Nothing is read or validated again.",
)
BRIEF: Final = message("brief-report-harvest", "Report what harvests did, and why")
BATCH: Final = message(
    "help-report-harvest-batch", "All runs of this batch, as harvest --json and this report name it."
)
SOURCE: Final = message("help-report-harvest-source", "Only runs of this source; by default its newest batch.")
FORMAT: Final = message(
    "help-report-harvest-format",
    "Format of the report: text by default, mail for a short one that begins with its subject; with -o that of the"
    " ending of FILE.",
)
OUTPUT: Final = message(
    "help-report-harvest-output", "Write to FILE (.txt, .json, .csv, .html or .eml) instead of stdout."
)
