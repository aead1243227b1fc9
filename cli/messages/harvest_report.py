"""``danhmuc report harvest``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class HarvestReportText(Messages, prefix="help-report-harvest"):
    HELP = message(
        "help-report-harvest",
        "Report what harvests did: each source with its numbers and times, each record that changed or was skipped, and"
        " why.\n\nRUN is the number of a run; without one, all runs of the newest batch, that is, of the newest command"
        " harvest. Nothing is read or validated again.",
    )
    BRIEF = message("brief-report-harvest", "Report what harvests did, and why")
    BATCH = message("All runs of this batch, as harvest --json and this report name it.")
    SOURCE = message("Only runs of this source; by default its newest batch.")
    FORMAT = message(
        "Format of the report: text by default, mail for a short one that begins with its subject; with -o that of the"
        " ending of FILE.",
    )
    OUTPUT = message("Write to FILE (.txt, .json, .csv, .html or .eml) instead of stdout.")
