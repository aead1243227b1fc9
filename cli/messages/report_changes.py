"""``danhmuc report changes``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BRIEF",
    "CHANGED",
    "FORMAT",
    "FROM",
    "HELP",
    "MONTH",
    "MORE",
    "NO_AS_OF",
    "NO_AS_OF_HELP",
    "OUTPUT",
    "PUBLISHER",
    "RECORDS",
    "TIME",
    "TO",
]

NO_AS_OF: Final = message(
    "report-changes-no-as-of", "report changes is about the time between two moments; use --from WHEN and --to WHEN"
)
NO_AS_OF_HELP: Final = message("help-report-changes-as-of", "Refused: --from and --to say between which moments.")
HELP: Final = message(
    "help-report-changes",
    "Report what changed between two moments: by month, source, publisher and kind, and each change.",
)
BRIEF: Final = message("brief-report-changes", "Report what changed between two moments")
FROM: Final = message(
    "help-report-changes-from",
    "The first moment: last (24 hours ago, if it is not given), the beginning of a day or run, a time, or row:N.",
)
TO: Final = message("help-report-changes-to", "The last: the end of a day or run, a time, or row:N; by default now.")
PUBLISHER: Final = message(
    "help-report-changes-publisher", "Only records that have the publisher with this IRI or code now."
)
FORMAT: Final = message("help-report-changes-format", "Format: text by default, json, csv, or html with a chart.")
OUTPUT: Final = message(
    "help-report-changes-output", "Write to this file, in the format of its ending: .json, .csv or .html."
)
CHANGED: Final = plural("report-changes-changed", "{count} change of {records}", "{count} changes of {records}")
RECORDS: Final = plural("report-changes-records", "{count} record", "{count} records")
MONTH: Final = message("report-changes-month", "month")
TIME: Final = message("report-changes-time", "time")
MORE: Final = plural(
    "report-changes-more", "… and {count} more; --format csv has all", "… and {count} more; --format csv has all"
)
